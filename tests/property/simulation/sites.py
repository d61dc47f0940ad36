"""Accounts: the real adapters on fakes, whose network and whose user obey the simulation. Here are those that speak HTTP."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from followbot.app.ports import Calendar, CreateOutcome, Interest, Mail, Mailbox, Payload, Query
from followbot.errors import Unreachable
from followbot.providers.bearer import Bearer
from followbot.providers.google.api import Api
from followbot.providers.google.calendar import GoogleCalendar
from followbot.providers.google.mailbox import GoogleMailbox
from followbot.providers.microsoft.calendar import MicrosoftCalendar
from followbot.providers.microsoft.graph import Graph
from followbot.providers.microsoft.mailbox import MicrosoftMailbox
from tests.contract.calendar import Meeting as Entry
from tests.contract.google_calendar_harness import resource
from tests.contract.google_harness import GoogleHarness
from tests.contract.graph_harness import GraphHarness
from tests.contract.mailbox import ME
from tests.fakes.google import server as google
from tests.fakes.graph import server as graph
from tests.fakes.web import Asked, Reply
from tests.fakes.world import FakeClock
from tests.property.simulation.guarding import Doorkeeper, GoogleWire, GraphWire, lead_astray
from tests.property.simulation.weather import Boundary, Skewed, Weather

HOME = "Europe/Berlin"


class Site(ABC):
    """An account. `address` is the user's address there, `boundary` is told of all that leaves or reaches the program."""

    name: str
    harness: Any

    def __init__(self, clock: FakeClock, skewed: Skewed) -> None:
        self.clock = clock
        self.skewed = skewed
        self.weather: Weather | None = None
        self.ambush = ""
        """What will happen to the next request that writes: one of `AMBUSHES`."""
        self.sprung: Callable[[], None] = lambda: None
        self.boundary: Boundary = lambda name: None
        self.token = 1
        self.open_to_others = 0
        """Files and folders that followbot made so that anybody on the machine could read them."""
        self.strangers: list[str] = []
        """Servers that were given the account's token, and are not its own."""

    @property
    def address(self) -> str:
        return f"me@{self.name}.example"

    @property
    def credential(self) -> str:
        """The token that the account takes now."""
        return f"token-{self.name}-{self.token}"

    def drafts_folder(self) -> Path | None:
        """Where drafts lie that are files."""
        return None

    @abstractmethod
    def restart(self) -> None:
        """The program is started anew: nothing in memory is left."""

    @property
    @abstractmethod
    def mailbox(self) -> Mailbox: ...

    @property
    @abstractmethod
    def calendar(self) -> Calendar: ...

    @abstractmethod
    def put(self, entry: Entry) -> None: ...

    @abstractmethod
    def cancel(self, entry: Entry) -> None: ...

    @abstractmethod
    def vanish(self, entry: Entry) -> None: ...

    def fate_of(self, *, writes: bool) -> str:
        """What becomes of a request: one of the modes of the weather, or nothing."""
        if self.ambush and writes:
            mode, self.ambush = self.ambush, ""
            self.sprung()
        else:
            mode = self.weather.what() if self.weather is not None and self.weather.hits() else ""
        if mode == "slow" and self.weather is not None:
            self.clock.forward(seconds=self.weather.random.randrange(5, 50))
        return mode

    def expire_tokens(self) -> None:  # noqa: B027 - two kinds of account have no tokens
        """What the program holds is no longer taken; it has a way to get another one."""

    def expire_cursors(self) -> None:
        """Every position in the mailbox handed out so far becomes too old."""
        self.harness.expire_cursors()

    def verify(self) -> list[str]:
        """What is against the provider's contract, and who was let in."""
        return [f"let in: a token went to {host}" for host in self.strangers]


# --- the network of those that speak HTTP -----------------------------------------------------------------------------


class Tokens:
    """What the program holds; when it is refused, the account's present one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._held = site.credential

    def token(self) -> str:
        return self._held

    def refused(self, token: str) -> None:
        self._held = self._site.credential


def _replied(
    site: Site, again: Callable[[Asked], Reply], replies: dict[str, Reply]
) -> tuple[Callable[[Asked], Reply | None], ...]:
    """(in the server's place, in place of its answer): what becomes of a request. `again` carries it out a second time."""
    mode = ""

    def before(asked: Asked) -> Reply | None:
        nonlocal mode
        writes = asked.method != "GET" and not asked.path.startswith("/batch")
        mode = site.fate_of(writes=writes)
        return Reply(hang_up=True) if mode == "lost" else replies.get(mode)

    def after(asked: Asked) -> Reply | None:
        if mode == "repeated" and asked.method in ("GET", "DELETE"):
            return again(asked)  # by a proxy; none repeats a POST on its own
        return Reply(hang_up=True) if mode == "unheard" else None

    return before, after


class GoogleSite(Site):
    name = "google"

    def __init__(self, clock: FakeClock, skewed: Skewed) -> None:
        super().__init__(clock, skewed)
        self.harness = GoogleHarness(account=self.name, clock=clock, lag=1200.0)
        server = self.server = self.harness.server
        server.tokens = {self.credential}
        busy = google.failure(503, "backendError", "Backend Error", "UNAVAILABLE")
        throttled = google.failure(429, "rateLimitExceeded", "Slow down", "RESOURCE_EXHAUSTED", {"Retry-After": "30"})
        denied = google.failure(403, "userRateLimitExceeded", "Too much", "PERMISSION_DENIED")
        replies = {"busy": busy, "throttled": throttled, "denied": denied}
        server.fault, server.after_fault = _replied(self, server._answered, replies)
        server.before = lambda name: self.boundary(f"before {name}")
        server.after = lambda name: self.boundary(f"after {name}")
        self.restart()

    def restart(self) -> None:
        wire = GoogleWire(self.server, self.name, self.strangers)
        api = Api(Bearer(self.name, wire, Tokens(self), provider="Google"), google.ENDPOINT)
        self._mailbox = GoogleMailbox(self.name, ME.email, api, clock=self.skewed)
        self._calendar = GoogleCalendar("primary", account=self.name, api=api, home=HOME)

    @property
    def mailbox(self) -> Mailbox:
        return self._mailbox

    @property
    def calendar(self) -> Calendar:
        return self._calendar

    def put(self, entry: Entry) -> None:
        made = resource(entry)
        organiser = entry.attendees[1]
        made |= {"organizer": {"email": organiser[0], "displayName": organiser[1]}}
        self.server.calendars[0].put(made)

    def cancel(self, entry: Entry) -> None:
        self.server.calendars[0].cancel(f"g{entry.uid}")

    def vanish(self, entry: Entry) -> None:
        self.server.calendars[0].delete(f"g{entry.uid}")

    def expire_tokens(self) -> None:
        self.token += 1
        self.server.tokens = {self.credential}

    def verify(self) -> list[str]:
        gmail = self.harness.gmail
        found = [
            *self.server.violations,
            *["sent through the API"] * gmail.sent_by_api,
            *["ghost draft"] * gmail.ghosts,
        ]
        return [*super().verify(), *found]


class MicrosoftSite(Site):
    name = "microsoft"

    def __init__(self, clock: FakeClock, skewed: Skewed) -> None:
        super().__init__(clock, skewed)
        self.harness = GraphHarness(account=self.name, clock=clock)
        server = self.server = self.harness.server
        server.tokens = {self.credential}
        busy = graph.failure(503, "serviceNotAvailable")
        throttled = graph.failure(429, "ApplicationThrottled", {"Retry-After": "30"})
        denied = graph.failure(504, "GatewayTimeout")
        replies = {"busy": busy, "throttled": throttled, "denied": denied}
        server.fault, server.after_fault = _replied(self, server._answered, replies)
        server.before = self._before
        server.after = lambda name: self.boundary(f"after {name}")
        self.restart()

    def _before(self, name: str) -> None:
        lead_astray(self.server)
        self.boundary(f"before {name}")

    def restart(self) -> None:
        api = Graph(
            Bearer(self.name, GraphWire(self.server, self.name, self.strangers), Tokens(self), provider="Microsoft"),
            graph.ENDPOINT,
        )
        me = frozenset({ME.email, self.address})
        self._mailbox = MicrosoftMailbox(self.name, ME.email, api, clock=self.skewed, addresses=me)
        self._calendar = MicrosoftCalendar("primary", account=self.name, graph=api, home=HOME, me=me)

    @property
    def mailbox(self) -> Mailbox:
        return self._mailbox

    @property
    def calendar(self) -> Calendar:
        return self._calendar

    def put(self, entry: Entry) -> None:
        self.server.calendars[0].put(entry)

    def cancel(self, entry: Entry) -> None:
        self.server.calendars[0].cancel(entry.uid)

    def vanish(self, entry: Entry) -> None:
        del self.server.calendars[0].kept[entry.uid]

    def expire_tokens(self) -> None:
        self.token += 1
        self.server.tokens = {self.credential}

    def verify(self) -> list[str]:
        found = [*self.server.violations, *["sent through the API"] * self.harness.mail.sent_by_api]
        return [*super().verify(), *found]


class Overseen:
    """A mailbox whose every create is judged at its moment, and that is deaf in some weather: it tells nothing new."""

    def __init__(self, site: Site, judge: Callable[[Payload], None]) -> None:
        self._site = site
        self._judge = judge

    def create(self, payload: Payload) -> CreateOutcome:
        self._judge(payload)
        folder = self._site.drafts_folder()
        if folder is None:
            return self._site.mailbox.create(payload)
        keeper = Doorkeeper(folder)
        try:
            return self._site.mailbox.create(payload)
        finally:
            self._site.open_to_others += keeper.open_to_others()

    def changes(self, cursor: str, interest: Interest) -> Mail:
        self._listen()
        return self._site.mailbox.changes(cursor, interest)

    def search(self, query: Query, interest: Interest) -> Mail:
        self._listen()
        return self._site.mailbox.search(query, interest)

    def _listen(self) -> None:
        if self._site.weather is not None and self._site.weather.mode == "deaf":
            raise Unreachable("The mailbox tells nothing new.")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._site.mailbox, name)
