"""A whole followbot on one Microsoft account, in process: real rules, real letters, a real store, virtual time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from followbot import bootstrap
from followbot.app.world import World
from followbot.domain.model import Response
from followbot.providers.bearer import Bearer
from followbot.providers.microsoft.calendar import MicrosoftCalendar
from followbot.providers.microsoft.graph import Graph
from followbot.providers.microsoft.mailbox import MicrosoftMailbox
from followbot.store import open_store
from followbot.store.sql import SqlStore
from tests.contract.calendar import Meeting
from tests.fakes.graph.server import ENDPOINT, GraphFake, Wire, make_graph
from tests.fakes.life import JANE, ME, Life, config
from tests.fakes.wire import Tokens
from tests.fakes.world import FakeClock

ACCOUNT = "{name: work, provider: microsoft, microsoft: {client_id: client-1}}"


class MicrosoftLife(Life[GraphFake]):
    """A life on Microsoft Graph."""

    def drafts(self) -> list[str]:
        found = self.server.mail.drafts()
        return sorted(", ".join(r["emailAddress"]["address"] for r in d.kept["toRecipients"]) for d in found)

    def receive(self, raw: bytes) -> None:
        self.server.mail.receive(raw)

    def put_interview(self, end: datetime, *people: tuple[str, str]) -> None:
        self.server.calendars[0].put(interview(end, *people))

    def user_sends(self) -> None:
        (draft,) = self.server.mail.drafts()
        self.server.mail.user_sends(draft, marks=False)

    def posts(self) -> int:
        return self.server.mail.posts

    def sent(self) -> int:
        return sum(m.folder == "sentitems" for m in self.server.mail.messages.values())

    def verify(self) -> None:
        assert self.server.violations == []
        assert self.server.mail.sent_by_api == 0


def live(now: datetime, *, debrief: bool = False) -> MicrosoftLife:
    clock = FakeClock(now)
    server = make_graph(clock, ME)
    store = open_store("sqlite://", migrate=True)
    return MicrosoftLife(clock, server, store, composed, composed(server, store, clock, debrief))


def composed(server: GraphFake, store: SqlStore, clock: FakeClock, debrief: bool) -> World:
    """The program as the composition root makes it, but for the wire."""
    world = bootstrap.compose(config(ACCOUNT, debrief), store, clock, adapters=False)
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
