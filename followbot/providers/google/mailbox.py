"""A `ports.Mailbox` over Gmail: it can read, keep drafts, and take its own untouched drafts back. It cannot send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from followbot.app.ports import Clock, CreateOutcome, Fate, Interest, Mail, Payload, Query, Refused, WithdrawOutcome
from followbot.domain.states import DraftRef
from followbot.errors import FollowbotError
from followbot.providers.google.api import Api
from followbot.providers.google.drafts import Desk
from followbot.providers.google.errors import named
from followbot.providers.google.reader import Reader

_ABSENCE_WAIT = timedelta(minutes=5)
"""A create whose answer was lost may still be under way, and a list may be a little behind."""


class GoogleMailbox:
    """The mailbox of one Google account; `email` is its address."""

    def __init__(self, account: str, email: str, api: Api, *, clock: Clock) -> None:
        self._account = account
        self._api = api
        self._reader = Reader(account, api, clock)
        self._desk = Desk(account, email, api, self._reader, clock)

    @property
    def absence_wait(self) -> timedelta:
        return _ABSENCE_WAIT

    @property
    def index_lag(self) -> timedelta:
        """None: what the index may not know yet, a search looks up without it (see `reader`)."""
        return timedelta(0)

    def position(self) -> str:
        with self._round():
            return self._reader.position()

    def changes(self, cursor: str, interest: Interest) -> Mail:
        with self._round():
            return self._reader.changes(cursor, interest)

    def search(self, query: Query, interest: Interest) -> Mail:
        with self._round():
            return self._reader.search(query, interest)

    def find(self, payload: Payload) -> Fate:
        with self._round():
            return self._desk.find(payload)

    def fate(self, draft: DraftRef, payload: Payload) -> Fate:
        with named(self._account, "Gmail"):
            return self._desk.fate(draft, payload)

    def create(self, payload: Payload) -> CreateOutcome:
        try:
            self._api.prepare()
        except FollowbotError as error:
            return Refused(str(error))
        return self._desk.create(payload)

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        with self._round():
            return self._desk.withdraw(draft, payload)

    @contextmanager
    def _round(self) -> Iterator[None]:
        """A call after which nothing that was known of the drafts is taken for news."""
        with named(self._account, "Gmail"):
            yield
        self._desk.new_round()
