"""A `ports.Mailbox` over Gmail: it can read, keep drafts, and take its own untouched drafts back. It cannot send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Protocol

from followbot.app.identity import Identity
from followbot.app.ports import (
    Clock,
    CreateOutcome,
    Fate,
    Interest,
    Mail,
    Payload,
    Query,
    Refused,
    WithdrawOutcome,
)
from followbot.domain.mime import html_to_text
from followbot.domain.states import DraftRef
from followbot.errors import FollowbotError
from followbot.providers.google.api import Api
from followbot.providers.google.drafts import Desk
from followbot.providers.google.errors import Rejected, named, sentence
from followbot.providers.google.reader import LAG, Reader

_DAY = timedelta(days=1)
_ABSENCE_WAIT = timedelta(minutes=5)
"""A create whose answer was lost may still be under way, and a list may be a little behind."""


class Login(Protocol):
    """What is known of the login that the mailbox is opened with."""

    def knows_owner(self) -> bool: ...

    def found_owner(self, address: str) -> None:
        """Raises `LoginNeeded` where that is somebody else than the configuration names."""


class GoogleMailbox:
    """The mailbox of one Google account; `email` is its address.

    Where the login could not find out whose mailbox it opens (`login`), that is asked before anything is read.
    """

    def __init__(self, account: str, email: str, api: Api, *, clock: Clock, login: Login | None = None) -> None:
        self._account = account
        self._login = login
        self._api = api
        self._clock = clock
        self._identities: tuple[Identity, ...] = ()
        self._identities_at: datetime | None = None
        self._reader = Reader(account, api, clock)
        self._desk = Desk(account, email, api, self._reader, clock)

    @property
    def absence_wait(self) -> timedelta:
        return _ABSENCE_WAIT

    @property
    def index_lag(self) -> timedelta:
        """A search that can do without the index says so (see `reader`)."""
        return LAG

    def identities(self) -> tuple[Identity, ...]:
        """The addresses that Gmail lets the user write from, with their signatures; nothing where it does not say.

        Gmail adds a signature in its own composer only, so that a draft made by the API has none. Asked once a day.
        """
        now = self._clock.now()
        if self._identities_at is None or not timedelta(0) <= now - self._identities_at < _DAY:
            try:
                answer = self._api.ask(self._api.send_as.list(userId="me"))
            except Rejected as refusal:
                if refusal.status == 401:
                    raise sentence(refusal, self._account, "Gmail") from None
                answer = {}
            self._identities, self._identities_at = tuple(_identities(answer)), now
        return self._identities

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
            return Refused(str(error), error.exit_code)
        return self._desk.create(payload)

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        with self._round():
            return self._desk.withdraw(draft, payload)

    @contextmanager
    def _round(self) -> Iterator[None]:
        """A call after which nothing that was known of the drafts is taken for news."""
        with named(self._account, "Gmail"):
            if self._login is not None and not self._login.knows_owner():
                address = self._reader.address()
                if address:
                    self._login.found_owner(address)
            yield
        self._desk.new_round()


def _identities(answer: Mapping[str, Any]) -> Iterator[Identity]:
    """The `sendAs` entries that may be used: the account's own address, and others once their owner has confirmed them."""
    entries = answer.get("sendAs")
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, Mapping) or not isinstance(entry.get("sendAsEmail"), str):
            continue
        if not entry.get("isPrimary") and entry.get("verificationStatus", "accepted") != "accepted":
            continue
        signature = entry.get("signature")
        yield Identity(
            email=entry["sendAsEmail"].strip().lower(),
            signature=_plain(signature) if isinstance(signature, str) else "",
            default=bool(entry.get("isDefault")),
        )


def _plain(signature: str) -> str:
    """A signature as lines of text, without the dashes that set it off in the composer."""
    lines = [line.strip() for line in html_to_text(signature).splitlines()]
    kept = [line for line in lines if line and line not in ("--", "—")]
    return "\n".join(kept)
