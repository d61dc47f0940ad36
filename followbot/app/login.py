"""Logins as every provider has them: what is known of one, how a person is led through one, and what the program may ask of it.

A provider plugs in by one object that is a `Login`; `bootstrap` binds it to its account. Everything that is known of a login
without its secrets is a `LoginRecord`, kept beside the vault's encrypted rows, so that `status` never has to open the vault.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

WARN_BEFORE = timedelta(days=2)
"""How long before a login's known end the user is told: from day 5 of the 7 that Google gives an app in testing."""


@dataclass(frozen=True, slots=True)
class LoginRecord:
    """What is known of one login. Nothing in it is secret; the address is personal.

    `address` is who logged in, "" where the provider did not say. `scopes` are what was granted. `at` is when, `ends` when
    the provider is going to end it by itself, None where that is unknown; both aware. `ended` says why it no longer works,
    "" while it does. `missing` holds a sentence for each permission that was not granted and that followbot can do without.
    `serial` is given by the vault and names this login among all of the account.
    """

    account: str
    provider: str
    address: str
    scopes: tuple[str, ...]
    at: datetime
    ends: datetime | None = None
    ended: str = ""
    missing: tuple[str, ...] = ()
    serial: str = ""


class Secrets(Protocol):
    """Tokens and passwords, by account. What touches a secret opens the vault, and raises where its key is absent or wrong."""

    def get(self, account: str, name: str) -> bytes | None: ...

    def put(self, account: str, name: str, value: bytes) -> None:
        """Written through to the disk before it returns."""

    def delete(self, account: str, name: str) -> None: ...

    def hold(self, account: str, wait: timedelta) -> AbstractContextManager[None]:
        """Within, nobody else holds the same account, in whatever thread or process; raises `TryAgain` after `wait`.

        For everything that reads a secret, asks a server and writes the secret anew: read it again after this is held.
        """

    def ready(self) -> None:
        """Raise now what keeping a first secret would raise, so that nobody consents in vain."""

    def keep(self, record: LoginRecord, secrets: Mapping[str, bytes]) -> None:
        """What a login's renewal brought: these secrets and this record become visible together, or not at all.

        Raises `Stale` and keeps nothing where the login is no longer the account's last one.
        """

    # What follows never opens the vault, but for `begin`.

    def record(self, account: str) -> LoginRecord | None:
        """The last login of the account; None where there was none, or the user logged out."""

    def begin(self, record: LoginRecord, secrets: Mapping[str, bytes]) -> LoginRecord:
        """A new login with all its secrets, in place of everything there was for the account; returns it with its serial."""

    def end(self, account: str, serial: str, why: str) -> None:
        """This login no longer works. A newer one of the account is left alone."""

    def forget(self, account: str) -> None:
        """The user logged out: the record and all secrets of the account are gone. Needs no key."""

    def mark(self) -> str:
        """Another text after each login and logout of any account."""


# --- states ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoLogin:
    """The account needs none."""


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """The login works as far as is known."""

    record: LoginRecord


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """Only the user can go on: `why` is a sentence. `record` is the login that ended, None where there never was one."""

    why: str
    record: LoginRecord | None = None


LoginState = NoLogin | LoggedIn | LoggedOut


def no_login() -> LoginState:
    """The state of every account that keeps its mail on this machine."""
    return NoLogin()


def state_of(record: LoginRecord | None) -> LoginState:
    """How an account with this record stands. A login past its known end is tried all the same: only the provider decides."""
    if record is None:
        return LoggedOut("Nobody has logged in yet.")
    if record.ended:
        return LoggedOut(record.ended, record)
    return LoggedIn(record)


def ends_soon(state: LoginState, now: datetime) -> datetime | None:
    """The end of a login that works now and is about to stop; None where there is nothing to warn of."""
    if isinstance(state, LoggedIn) and state.record.ends is not None and state.record.ends - now <= WARN_BEFORE:
        return state.record.ends
    return None


# --- logging in -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Manner:
    """How the user wants to log in. `port` None means the configured one, else any; the browser returns to it."""

    browser: bool = True
    device: bool = False
    port: int | None = None
    timeout: timedelta = timedelta(minutes=10)


class Talk(Protocol):
    """The person at the other end of a login."""

    def say(self, text: str) -> None:
        """Tell something, in whole sentences; shown at once."""

    def show(self, line: str) -> None:
        """Show something to copy: alone on its line, never wrapped, at once."""

    def browse(self, url: str) -> bool:
        """Open a browser; False where there is none."""

    def ask_secret(self, prompt: str) -> str:
        """Ask for a password without showing it; raises `LoginNeeded` where nobody can answer."""

    def typing(self) -> int | None:
        """The descriptor on which lines that the person types arrive, None where nobody types."""


class Login(Protocol):
    """How one account is authorised. Raises `LoginNeeded` where the person or the provider refuses, and says why."""

    def state(self) -> LoginState:
        """Without network and without opening the vault."""

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        """Lead the person through it. What it replaces stays untouched until the new login is complete and checked."""

    def log_out(self) -> str:
        """Give the login up, here and at the provider as far as it can be; returns what the user still should know."""
