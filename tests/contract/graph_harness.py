"""Outlook mail under the contract: the user's hands are those of the fake."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from followbot.app.ports import Payload
from followbot.domain.model import Address
from followbot.providers.bearer import Bearer
from followbot.providers.microsoft.graph import Graph
from followbot.providers.microsoft.mailbox import MicrosoftMailbox
from tests.contract.mailbox import ME
from tests.fakes.graph.server import ENDPOINT, GraphFake, Wire, make_graph
from tests.fakes.wire import Tokens
from tests.fakes.world import FakeClock

START = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)


@dataclass
class GraphHarness:
    """A Microsoft account. `plain` is a server that keeps no changes, gives no source, and takes no MAPI properties."""

    plain: bool = False
    sparse: bool = False
    account: str = "work"
    folders: tuple[str, ...] = ()
    clock: FakeClock = field(default_factory=lambda: FakeClock(START))

    def __post_init__(self) -> None:
        self.server: GraphFake = make_graph(self.clock, ME.email)
        self.mail = self.server.mail
        self.mail.sparse = self.sparse
        if self.plain:
            self.server.deltas = self.server.gives_mime = self.server.filters_properties = self.server.expands = False
        self.restart()

    @property
    def mailbox(self) -> MicrosoftMailbox:
        return self._mailbox

    def restart(self) -> None:
        bearer = Bearer(self.account, Wire(self.server), Tokens(), provider="Microsoft")
        graph = Graph(bearer, ENDPOINT)
        addresses = frozenset({ME.email})
        self._mailbox = MicrosoftMailbox(
            self.account, ME.email, graph, clock=self.clock, addresses=addresses, folders=self.folders
        )

    def now(self) -> datetime:
        return self.clock.now()

    def forward(self, span: timedelta) -> None:
        self.clock.time += span

    def deliver(self, raw: bytes) -> None:
        self.mail.receive(raw)

    def put_sent(self, raw: bytes) -> None:
        self.mail.user_sent(raw)

    def file_away(self, folder: str, raw: bytes) -> None:
        made = next((ref for ref, (name, _) in self.mail.folders.items() if name == folder), None)
        self.mail.receive(raw, folder=made or self.mail.make_folder(folder))

    def remove_folder(self, folder: str) -> None:
        ref = next(ref for ref, (name, _) in self.mail.folders.items() if name == folder)
        for message in [m for m in self.mail.messages.values() if m.folder == ref]:
            self.mail.user_deletes(message)
        self.mail.remove_folder(ref)

    def read_all(self) -> None:
        self.mail.user_reads_all()

    def reopen(self, payload: Payload) -> None:
        self.mail.user_saves(self.mail.draft_with(payload.key))

    def edit(
        self, payload: Payload, *, text: str | None = None, subject: str | None = None, to: tuple[Address, ...] = ()
    ) -> None:
        self.mail.user_saves(self.mail.draft_with(payload.key), text=text, subject=subject, to=to)

    def send(self, payload: Payload, *, marks: bool = True) -> None:
        self.mail.user_sends(self.mail.draft_with(payload.key), marks=marks)

    def trash(self, payload: Payload) -> None:
        self.mail.user_trashes(self.mail.draft_with(payload.key))

    def delete(self, payload: Payload) -> None:
        self.mail.user_deletes(self.mail.draft_with(payload.key))

    def expire_cursors(self) -> None:
        self.mail.forget_deltas()
        if self.plain:  # a list by time never expires; another set of folders does
            self.mail.make_folder("Jobs")
            self.folders = ("Jobs",)
            self.restart()

    def drafts(self) -> list[bytes]:
        return [self.mail.mime(m) for m in self.mail.drafts()]

    def sent(self) -> list[bytes]:
        return [self.mail.mime(m) for m in self.mail.messages.values() if m.folder == "sentitems"]

    def verify(self) -> None:
        """Nothing was against the contract, and nothing was ever sent by us."""
        assert self.server.violations == []
        assert self.mail.sent_by_api == 0
