"""A whole followbot on one Google account, in process: real rules, real letters, a real store, virtual time."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from followbot import bootstrap
from followbot.app.cycle import run_cycle
from followbot.app.ports import Account
from followbot.app.report import Report
from followbot.app.world import World
from followbot.providers.bearer import Bearer
from followbot.providers.google.api import Api
from followbot.providers.google.calendar import GoogleCalendar
from followbot.providers.google.mailbox import GoogleMailbox
from followbot.store import open_store
from followbot.store.sql import SqlStore
from tests.fakes.google.gmail import Json
from tests.fakes.google.server import ENDPOINT, GoogleFake, Tokens, Wire, make_google
from tests.fakes.world import FakeClock

if TYPE_CHECKING:
    from followbot.config import Config

ME = "sam@home.example"
CONFIG = """\
profile: {{name: Sam Taylor, email: {me}, timezone: Europe/Berlin, country: DE}}
accounts:
  - {{name: main, provider: google, google: {{client_secrets: client.json}}}}
drafts: {{debrief: {debrief}}}
"""


@cache
def config(debrief: bool) -> Config:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_text(CONFIG.format(me=ME, debrief=str(debrief).lower()), "utf-8")
        return bootstrap.load_config(path)


@dataclass
class Life:
    """One user, from some moment on. `world` is the program; `restart` ends it and starts it anew."""

    clock: FakeClock
    server: GoogleFake
    store: SqlStore
    world: World

    def restart(self) -> None:
        self.world = composed(self.server, self.store, self.clock, self.world.settings.debrief)

    def copy(self) -> Life:
        """Another life that has been the same until now."""
        clock = FakeClock(self.clock.time)
        server = deepcopy(self.server, {id(self.clock): clock})
        store = self.store.snapshot()
        return Life(clock, server, store, composed(server, store, clock, self.world.settings.debrief))

    def cycle(self) -> Report:
        return run_cycle(self.world)

    def at(self, moment: datetime) -> Report:
        self.clock.time = moment
        return self.cycle()

    def drafts(self) -> list[str]:
        """Who the drafts in the mailbox are addressed to."""
        gmail = self.server.gmail
        return sorted(", ".join(a.email for a in gmail.messages[ref].parsed.to) for ref in gmail.drafts.values())

    def verify(self) -> None:
        """Nothing against Google's contract, no ghosts among the drafts, nothing sent by us."""
        assert self.server.violations == []
        assert (self.server.gmail.sent_by_api, self.server.gmail.ghosts) == (0, 0)


def live(now: datetime, *, debrief: bool = False, lag: float = 0.0) -> Life:
    clock = FakeClock(now)
    server = make_google(clock, ME, lag=lag)
    store = open_store("sqlite://", migrate=True)
    return Life(clock, server, store, composed(server, store, clock, debrief))


def composed(server: GoogleFake, store: SqlStore, clock: FakeClock, debrief: bool) -> World:
    """The program as the composition root makes it, but for the wire."""
    world = bootstrap.compose(config(debrief), store, clock, adapters=False)
    counts: Counter[str] = Counter()
    api = Api(Bearer("main", Wire(server, counts), Tokens(), provider="Google"), ENDPOINT)
    calendars = (GoogleCalendar("primary", account="main", api=api, home="Europe/Berlin"),)
    mailbox = GoogleMailbox("main", ME, api, clock=clock)
    account: Account = replace(world.accounts[0], calendars=calendars, mailbox=mailbox, requests=lambda: dict(counts))
    return replace(world, accounts=(account,))


def interview(end: datetime, *people: tuple[str, str], uid: str = "int-1", company: str = "Acme") -> Json:
    """An interview as Google's calendar keeps it; `people` are (address, name), the first one organises it."""
    guests = people or (("jane.doe@acme.example", "Jane Doe"),)
    zone = "Europe/Berlin"
    return {
        "id": uid.replace("-", ""),
        "iCalUID": f"{uid}@{company.lower()}.example",
        "summary": f"Technical interview: Backend Engineer at {company}",
        "description": f"Interview about the billing platform at {company}.",
        "organizer": {"email": guests[0][0], "displayName": guests[0][1]},
        "attendees": [
            *({"email": email, "displayName": name, "responseStatus": "accepted"} for email, name in guests),
            {"email": ME, "displayName": "Sam Taylor", "responseStatus": "accepted", "self": True},
        ],
        "start": {"dateTime": (end - timedelta(hours=1)).isoformat(), "timeZone": zone},
        "end": {"dateTime": end.isoformat(), "timeZone": zone},
    }
