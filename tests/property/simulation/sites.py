"""One account at each kind of provider: the real adapters on fakes, whose network and whose user obey the simulation."""

from __future__ import annotations

import imaplib
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Protocol

from followbot.app.ports import Calendar, CalendarReading, Mailbox, Window
from followbot.domain.model import Attendee, Event, EventStatus, Response
from followbot.errors import Unreachable
from followbot.providers.bearer import Bearer
from followbot.providers.google.api import Api
from followbot.providers.google.calendar import GoogleCalendar
from followbot.providers.google.mailbox import GoogleMailbox
from followbot.providers.imap.connection import Server
from followbot.providers.imap.mailbox import ImapMailbox
from followbot.providers.local.calendar import open_calendar
from followbot.providers.local.mailbox import LocalMailbox
from followbot.providers.microsoft.calendar import MicrosoftCalendar
from followbot.providers.microsoft.graph import Graph
from followbot.providers.microsoft.mailbox import MicrosoftMailbox
from tests.contract.calendar import Meeting as Entry
from tests.contract.google_calendar_harness import resource
from tests.contract.google_harness import GoogleHarness
from tests.contract.graph_harness import GraphHarness
from tests.contract.imap_harness import ImapHarness
from tests.contract.local_calendar_harness import FolderHarness
from tests.contract.local_harness import START as BEGIN
from tests.contract.local_harness import LocalHarness, make_maildir
from tests.contract.mailbox import ME
from tests.fakes.google import server as google
from tests.fakes.graph import server as graph
from tests.fakes.imap_memory import Client, ImapMemory, Wire
from tests.fakes.web import Asked, Reply
from tests.fakes.world import FakeClock

HOME = "Europe/Berlin"
Boundary = Callable[[str], None]


class Skewed:
    """The clock of the computer that followbot runs on, which may be wrong; servers have their own."""

    def __init__(self, true: FakeClock) -> None:
        self.true = true
        self.wrong_by = timedelta(0)

    def now(self) -> datetime:
        return self.true.now() + self.wrong_by


@dataclass
class Weather:
    """What a network does to requests while a storm lasts: `mode` is one of `MODES`, `often` how many of a hundred it hits."""

    mode: str
    often: int
    random: Random

    def hits(self) -> bool:
        return self.random.randrange(100) < self.often


MODES = ("lost", "unheard", "busy", "throttled", "slow", "denied", "mixed")


class Hands(Protocol):
    """The part of a `MailboxHarness` that the simulation uses of every provider."""

    account: str
    clock: Any

    def restart(self) -> None: ...


class Site(ABC):
    """An account. `address` is the user's address there, `boundary` is told of all that leaves or reaches the program."""

    name: str
    harness: Any

    def __init__(self, clock: FakeClock, skewed: Skewed) -> None:
        self.clock = clock
        self.skewed = skewed
        self.weather: Weather | None = None
        self.boundary: Boundary = lambda name: None
        self.token = 1

    @property
    def address(self) -> str:
        return f"me@{self.name}.example"

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

    def expire_tokens(self) -> None:  # noqa: B027 - two kinds of account have no tokens
        """What the program holds is no longer taken; it has a way to get another one."""

    def expire_cursors(self) -> None:
        """Every position in the mailbox handed out so far becomes too old."""
        self.harness.expire_cursors()

    def verify(self) -> list[str]:
        """What is against the provider's contract."""
        return []


# --- the network of those that speak HTTP -----------------------------------------------------------------------------


class Tokens:
    """What the program holds; when it is refused, the account's present one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._held = f"token-{site.token}"

    def token(self) -> str:
        return self._held

    def refused(self, token: str) -> None:
        self._held = f"token-{self._site.token}"


def _replied(site: Site, busy: Reply, throttled: Reply, denied: Reply) -> tuple[Callable[[Asked], Reply | None], ...]:
    """(in the server's place, in place of its answer): what the weather makes of a request."""
    chosen: dict[str, str] = {}

    def before(asked: Asked) -> Reply | None:
        chosen["mode"] = ""
        weather = site.weather
        if weather is None or not weather.hits():
            return None
        mode = chosen["mode"] = weather.random.choice(MODES[:6]) if weather.mode == "mixed" else weather.mode
        if mode == "slow":
            site.clock.forward(seconds=weather.random.randrange(5, 50))
        return {
            "lost": Reply(hang_up=True),
            "busy": busy,
            "throttled": throttled,
            "denied": denied,
        }.get(mode)

    def after(asked: Asked) -> Reply | None:
        return Reply(hang_up=True) if chosen.get("mode") == "unheard" else None

    return before, after


class GoogleSite(Site):
    name = "google"

    def __init__(self, clock: FakeClock, skewed: Skewed) -> None:
        super().__init__(clock, skewed)
        self.harness = GoogleHarness(account=self.name, clock=clock, lag=1200.0)
        server = self.server = self.harness.server
        busy = google.failure(503, "backendError", "Backend Error", "UNAVAILABLE")
        throttled = google.failure(429, "rateLimitExceeded", "Slow down", "RESOURCE_EXHAUSTED", {"Retry-After": "30"})
        denied = google.failure(403, "userRateLimitExceeded", "Too much", "PERMISSION_DENIED")
        server.fault, server.after_fault = _replied(self, busy, throttled, denied)
        server.before = lambda name: self.boundary(f"before {name}")
        server.after = lambda name: self.boundary(f"after {name}")
        self.restart()

    def restart(self) -> None:
        api = Api(Bearer(self.name, google.Wire(self.server), Tokens(self), provider="Google"), google.ENDPOINT)
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
        self.server.tokens = {f"token-{self.token}"}

    def verify(self) -> list[str]:
        gmail = self.harness.gmail
        return [*self.server.violations, *["sent through the API"] * gmail.sent_by_api, *["ghost draft"] * gmail.ghosts]


class MicrosoftSite(Site):
    name = "microsoft"

    def __init__(self, clock: FakeClock, skewed: Skewed) -> None:
        super().__init__(clock, skewed)
        self.harness = GraphHarness(account=self.name, clock=clock)
        server = self.server = self.harness.server
        busy = graph.failure(503, "serviceNotAvailable")
        throttled = graph.failure(429, "ApplicationThrottled", {"Retry-After": "30"})
        denied = graph.failure(504, "GatewayTimeout")
        server.fault, server.after_fault = _replied(self, busy, throttled, denied)
        server.before = lambda name: self.boundary(f"before {name}")
        server.after = lambda name: self.boundary(f"after {name}")
        self.restart()

    def restart(self) -> None:
        api = Graph(Bearer(self.name, graph.Wire(self.server), Tokens(self), provider="Microsoft"), graph.ENDPOINT)
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
        self.server.tokens = {f"token-{self.token}"}

    def verify(self) -> list[str]:
        return [*self.server.violations, *["sent through the API"] * self.harness.mail.sent_by_api]


# --- the others -------------------------------------------------------------------------------------------------------


class Stormy:
    """A mailbox without a wire of its own: it is not there when the weather is bad."""

    def __init__(self, site: Site, mailbox: Mailbox) -> None:
        self._site = site
        self._mailbox = mailbox

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._mailbox, name)
        if not callable(found):
            return found

        def step(*arguments: Any) -> Any:
            self._site.boundary(f"before {name}")
            if self._site.weather is not None and self._site.weather.hits():
                raise Unreachable("The folder cannot be reached.")
            answer = found(*arguments)
            self._site.boundary(f"after {name}")
            return answer

        return step


class LocalSite(Site):
    name = "local"

    def __init__(self, clock: FakeClock, skewed: Skewed, root: Path) -> None:
        super().__init__(clock, skewed)
        self.harness = LocalHarness(root / "Mail", account=self.name, clock=clock)
        self.source = str(root / "calendar")
        self.entries = FolderHarness(root / "calendar")
        self.sent = ["Sent"]
        self.restart()

    def restart(self) -> None:
        self.harness.restart()
        plain = LocalMailbox(
            self.name, self.harness.root, clock=self.skewed, addresses={ME.email}, sent=tuple(self.sent)
        )
        self._mailbox: Any = Stormy(self, plain)
        self._calendar = open_calendar(self.source, account=self.name, zone=HOME, counters={})

    @property
    def mailbox(self) -> Mailbox:
        mailbox: Mailbox = self._mailbox
        return mailbox

    def expire_cursors(self) -> None:
        """A position is one in all folders, so it is no good when there is another."""
        self.sent.append(f"Archive{len(self.sent)}")
        make_maildir(self.harness.root / self.sent[-1])

    @property
    def calendar(self) -> Calendar:
        return self._calendar

    def put(self, entry: Entry) -> None:
        self.entries.put(entry)

    def cancel(self, entry: Entry) -> None:
        self.entries.cancel(entry)

    def vanish(self, entry: Entry) -> None:
        self.entries.delete(entry)


class ImapInMemory(ImapHarness):
    """The harness for real servers, on one that is none."""

    memory: ImapMemory

    def __post_init__(self) -> None:
        self.memory = ImapMemory(self.clock)
        self.counts: dict[str, int] = {}
        self.connected = self.connection()
        self.hand = Client(self.memory, by_hand=True)
        self.hand.create_folder("Jobs")
        self.restart()

    def connection(self) -> Wire:
        return Wire(self.memory)


def in_memory(account: str = "post", clock: FakeClock | None = None) -> ImapInMemory:
    """A harness on an empty mailbox."""
    return ImapInMemory(Server("imap.example", "sam"), "", account=account, clock=clock or FakeClock(BEGIN))


@dataclass
class Shelf:
    """A calendar that a CalDAV server would keep, as a list."""

    name: str
    account: str
    events: dict[str, Event] = field(default_factory=dict)

    def read(self, window: Window, cursor: str | None, now: datetime) -> CalendarReading:
        inside = [e for e in self.events.values() if window.overlaps(e.start, e.end)]
        return CalendarReading("", True, events=tuple(inside), present=frozenset(e.key for e in inside))


class ImapSite(Site):
    name = "imap"

    def __init__(self, clock: FakeClock, skewed: Skewed) -> None:
        super().__init__(clock, skewed)
        self.harness = in_memory(self.name, clock)
        memory = self.memory = self.harness.memory
        memory.before, memory.after = self._before, self._after
        self.shelf = Shelf("calendar", self.name)
        self._unheard = False
        self.restart()

    def _before(self, name: str) -> None:
        self.boundary(f"before {name}")
        self._unheard = False
        weather = self.weather
        if weather is None or not weather.hits():
            return
        mode = weather.random.choice(MODES[:6]) if weather.mode == "mixed" else weather.mode
        if mode == "slow":
            self.clock.forward(seconds=weather.random.randrange(5, 50))
        elif mode == "unheard":
            self._unheard = True
        elif mode == "throttled":
            raise imaplib.IMAP4.error(f"{name} failed: [LIMIT] too much")
        elif mode == "denied":
            raise imaplib.IMAP4.error(f"{name} failed: [UNAVAILABLE] try again later")
        else:
            raise imaplib.IMAP4.abort("socket error: EOF")

    def _after(self, name: str) -> None:
        if self._unheard:
            raise imaplib.IMAP4.abort("socket error: EOF")
        self.boundary(f"after {name}")

    def restart(self) -> None:
        self.harness.restart()
        self._mailbox = ImapMailbox(
            self.name, self.harness.connection(), clock=self.skewed, addresses={ME.email}, names=self.harness.names
        )

    @property
    def mailbox(self) -> Mailbox:
        return self._mailbox

    @property
    def calendar(self) -> Calendar:
        return self.shelf

    def put(self, entry: Entry) -> None:
        self.shelf.events[entry.uid] = Event(
            account=self.name,
            calendar=self.shelf.name,
            uid=entry.uid,
            start=entry.start,
            end=entry.start + entry.length,
            summary=entry.summary,
            attendees=tuple(Attendee(email, name, Response.ACCEPTED) for email, name, _ in entry.attendees),
            zone=HOME,
        )

    def cancel(self, entry: Entry) -> None:
        self.shelf.events[entry.uid] = replace(self.shelf.events[entry.uid], status=EventStatus.CANCELLED)

    def vanish(self, entry: Entry) -> None:
        del self.shelf.events[entry.uid]


NAMES = ("google", "microsoft", "imap", "local")


def make_sites(clock: FakeClock, skewed: Skewed, root: Path) -> dict[str, Site]:
    """One account at each provider."""
    made: list[Site] = [
        GoogleSite(clock, skewed),
        MicrosoftSite(clock, skewed),
        ImapSite(clock, skewed),
        LocalSite(clock, skewed, root),
    ]
    return {site.name: site for site in made}
