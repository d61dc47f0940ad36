"""A `ports.Mailbox` over Outlook mail: it can read, keep drafts, and take its own untouched drafts back. It cannot send."""

from __future__ import annotations

from datetime import timedelta

from followbot.app.ports import Clock, CreateOutcome, Fate, Interest, Mail, Payload, Query, Refused, WithdrawOutcome
from followbot.domain.states import DraftRef
from followbot.errors import FollowbotError
from followbot.providers.microsoft.drafts import Desk
from followbot.providers.microsoft.errors import named
from followbot.providers.microsoft.folders import Folders
from followbot.providers.microsoft.graph import Graph
from followbot.providers.microsoft.reader import Reader

SERVICE = "Outlook mail"

_ABSENCE_WAIT = timedelta(minutes=5)
"""A create whose answer was lost may still be under way, and a filter on properties may be a little behind."""


class MicrosoftMailbox:
    """The mailbox of one Microsoft account.

    `email` is its address, `addresses` are the user's own, lower-cased. `folders` are watched beside the inbox. `categories`
    are put on every draft.
    """

    def __init__(
        self,
        account: str,
        email: str,
        graph: Graph,
        *,
        clock: Clock,
        addresses: frozenset[str],
        folders: tuple[str, ...] = (),
        categories: tuple[str, ...] = (),
    ) -> None:
        self._account = account
        self._graph = graph
        known = Folders(account, graph, folders)
        self._reader = Reader(account, graph, known, addresses | {email.lower()}, clock)
        self._desk = Desk(account, email, graph, known, self._reader, clock, categories)

    @property
    def absence_wait(self) -> timedelta:
        return _ABSENCE_WAIT

    @property
    def index_lag(self) -> timedelta:
        """None: history is listed by time, not searched."""
        return timedelta(0)

    def position(self) -> str:
        with named(self._account, SERVICE):
            return self._reader.position().dump()

    def changes(self, cursor: str, interest: Interest) -> Mail:
        with named(self._account, SERVICE):
            return self._reader.changes(cursor, interest)

    def search(self, query: Query, interest: Interest) -> Mail:
        with named(self._account, SERVICE):
            return self._reader.search(query, interest)

    def overlooked(self, cursor: str, query: Query, interest: Interest) -> Mail:
        """What `changes` does not show: see `app.closer.Overlooking`."""
        with named(self._account, SERVICE):
            return self._reader.overlooked(cursor, query, interest)

    def find(self, payload: Payload) -> Fate:
        with named(self._account, SERVICE):
            return self._desk.find(payload)

    def fate(self, draft: DraftRef, payload: Payload) -> Fate:
        with named(self._account, SERVICE):
            return self._desk.fate(draft, payload)

    def create(self, payload: Payload) -> CreateOutcome:
        try:
            self._graph.prepare()
        except FollowbotError as error:
            return Refused(str(error), error.exit_code)
        return self._desk.create(payload)

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        with named(self._account, SERVICE):
            return self._desk.withdraw(draft, payload)
