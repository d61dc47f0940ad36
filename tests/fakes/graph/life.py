"""A whole followbot on one Microsoft account, in process: real rules, real letters, a real store, virtual time."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from followbot import bootstrap
from followbot.app.cycle import run_cycle
from followbot.app.report import Report
from followbot.app.world import World
from followbot.domain.model import Response
from followbot.providers.bearer import Bearer
from followbot.providers.microsoft.calendar import MicrosoftCalendar
from followbot.providers.microsoft.graph import Graph
from followbot.providers.microsoft.mailbox import MicrosoftMailbox
from followbot.store import open_store
from followbot.store.sql import SqlStore
from tests.contract.calendar import Meeting
from tests.fakes.graph.server import ENDPOINT, GraphFake, Tokens, Wire, make_graph
from tests.fakes.world import FakeClock

if TYPE_CHECKING:
    from followbot.config import Config

ME = "sam@home.example"
JANE = ("jane.doe@acme.example", "Jane Doe")
RAVI = ("ravi.patel@acme.example", "Ravi Patel")
CONFIG = """\
profile: {{name: Sam Taylor, email: {me}, timezone: Europe/Berlin, country: DE}}
accounts:
  - {{name: work, provider: microsoft, microsoft: {{client_id: client-1}}}}
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
    server: GraphFake
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
        found = self.server.mail.drafts()
        return sorted(", ".join(r["emailAddress"]["address"] for r in d.kept["toRecipients"]) for d in found)

    def verify(self) -> None:
        """Nothing against the contract, and nothing sent by us."""
        assert self.server.violations == []
        assert self.server.mail.sent_by_api == 0


def live(now: datetime, *, debrief: bool = False) -> Life:
    clock = FakeClock(now)
    server = make_graph(clock, ME)
    store = open_store("sqlite://", migrate=True)
    return Life(clock, server, store, composed(server, store, clock, debrief))


def composed(server: GraphFake, store: SqlStore, clock: FakeClock, debrief: bool) -> World:
    """The program as the composition root makes it, but for the wire."""
    world = bootstrap.compose(config(debrief), store, clock, adapters=False)
    wire = Wire(server)
    graph = Graph(Bearer("work", wire, Tokens(sorted(server.tokens)), provider="Microsoft"), ENDPOINT)
    me = frozenset({ME})
    calendars = (MicrosoftCalendar("primary", account="work", graph=graph, home="Europe/Berlin", me=me),)
    mailbox = MicrosoftMailbox("work", ME, graph, clock=clock, addresses=me)
    (account,) = world.accounts
    made = replace(account, calendars=calendars, mailbox=mailbox, requests=lambda: dict(wire.counts))
    return replace(world, accounts=(made,))


def interview(end: datetime, *people: tuple[str, str], uid: str = "int-1", company: str = "Acme") -> Meeting:
    """An interview; `people` are (address, name)."""
    guests = tuple((email, name, Response.ACCEPTED) for email, name in people or (JANE,))
    return Meeting(
        f"{uid}@{company.lower()}.example",
        start=end - timedelta(hours=1),
        summary=f"Technical interview: Backend Engineer at {company}",
        attendees=((ME, "Sam Taylor", Response.ACCEPTED), *guests),
    )
