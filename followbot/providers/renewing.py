"""Access tokens that lie in the vault and are renewed when they are old, one renewal at a time: what all providers share.

Threads and processes (the daemon, a `once` beside it) share one login through the vault. Whoever needs a new token holds the
account, looks again, and only then asks; the answer is on the disk before anybody uses it, because a server that replaces
refresh tokens has forgotten the old one by then. What can still be lost is one answer that never arrived: then the old token
is tried again, which is all that anybody could do.

A token is renewed some minutes early, since requests take their time; a clock that was set back counts as old, too.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from followbot.app.login import LoggedOut, LoginRecord, LoginState, state_of
from followbot.errors.login import new_login_needed

if TYPE_CHECKING:
    from followbot.app.login import Secrets
    from followbot.app.ports import Clock
    from followbot.errors import LoginNeeded

EARLY = timedelta(minutes=4)


class Held(Protocol):
    """What the vault holds for an account: the access token in use among it. `issued` and `expires` are aware, and are its."""

    @property
    def access(self) -> str: ...
    @property
    def issued(self) -> datetime: ...
    @property
    def expires(self) -> datetime: ...
    def packed(self) -> bytes: ...


Tokens = TypeVar("Tokens", bound=Held)


def is_good(tokens: Held, now: datetime) -> bool:
    """Whether the access token may be given out: there, not from the future, and not about to end."""
    early = min(EARLY, (tokens.expires - tokens.issued) / 4)
    return bool(tokens.access) and tokens.issued <= now + timedelta(minutes=1) and now < tokens.expires - early


class Renewing(ABC, Generic[Tokens]):
    """A `TokenSource` for one account; how a token is renewed is the provider's."""

    def __init__(self, account: str, row: str, hold: timedelta, *, secrets: Secrets, clock: Clock) -> None:
        """`row` names the row in the vault; `hold`: how long to wait for another renewal, longer than its requests may take."""
        self._account = account
        self._row = row
        self._hold = hold
        self._secrets = secrets
        self._clock = clock

    def token(self) -> str:
        """A token that is thought to be good. Raises `LoginNeeded`, `Unreachable`, or what the vault raises."""
        _, tokens = self._kept()
        if is_good(tokens, self._clock.now()):
            return tokens.access
        with self._secrets.hold(self._account, self._hold):
            record, tokens = self._kept()
            if not is_good(tokens, self._clock.now()):
                tokens = self._renewed(record, tokens)
        return tokens.access

    def refused(self, token: str) -> None:
        """A server answered 401 to this token: do not give it out again. Another one that came meanwhile stays."""
        with self._secrets.hold(self._account, self._hold):
            record, tokens = self._kept()
            if tokens.access == token:
                self._keep(record, self._without_access(tokens))

    @abstractmethod
    def _renewed(self, record: LoginRecord, tokens: Tokens) -> Tokens:
        """A fresh token, already in the vault; called while the account is held."""

    @abstractmethod
    def _stranger(self, tokens: Tokens) -> str:
        """Why these tokens are not those of the configuration, as a sentence; "" where they are."""

    @abstractmethod
    def _unpacked(self, packed: bytes) -> Tokens:
        """The opposite of `Held.packed`; raises ValueError or TypeError for anything else."""

    @abstractmethod
    def _without_access(self, tokens: Tokens) -> Tokens:
        """The same, to be renewed before its next use."""

    def _standing(self, record: LoginRecord | None) -> LoginState:
        return state_of(record)

    def _kept(self) -> tuple[LoginRecord, Tokens]:
        record = self._secrets.record(self._account)
        state = self._standing(record)
        packed = None if isinstance(state, LoggedOut) else self._secrets.get(self._account, self._row)
        if record is None or packed is None:
            raise self._needed(state.why if isinstance(state, LoggedOut) else "Its tokens are gone.")
        try:
            tokens = self._unpacked(packed)
        except (ValueError, TypeError):
            raise self._needed("Its tokens cannot be read.") from None
        if why := self._stranger(tokens):
            raise self._needed(why)
        return record, tokens

    def _keep(self, record: LoginRecord, tokens: Tokens) -> None:
        self._secrets.keep(record, {self._row: tokens.packed()})

    def _ended(self, record: LoginRecord, why: str) -> LoginNeeded:
        self._secrets.end(self._account, record.serial, why)
        return self._needed(why)

    def _needed(self, why: str) -> LoginNeeded:
        return new_login_needed(self._account, why)
