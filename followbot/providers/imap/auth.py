"""The login of an IMAP account: one password, asked once, tried at the servers, kept in the vault.

A password that the server refuses is not tried again until the user gives another one: servers lock accounts for less.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from followbot.app.login import LoggedOut, LoginRecord, LoginState, Manner, Secrets, Talk, state_of
from followbot.app.ports import Clock
from followbot.errors import LoginNeeded
from followbot.errors.login import no_password, not_logged_in
from followbot.providers.imap.services import Service

PROVIDER = "imap"
_PASSWORD = "password"  # noqa: S105 -- the name of the secret, not the secret

Check = Callable[[Callable[[], str]], None]
"""Tries a password at every server of the account; raises what is wrong."""


class StoredPassword:
    """The password of an account, as the vault keeps it."""

    def __init__(self, account: str, secrets: Secrets) -> None:
        self.account = account
        self._secrets = secrets
        self._handed_out = ""

    def __call__(self) -> str:
        """Raises `LoginNeeded` where there is none, or where the server has refused it."""
        record = self._secrets.record(self.account)
        state = state_of(record)
        if record is None or isinstance(state, LoggedOut):
            raise self._needed(state.why if isinstance(state, LoggedOut) else "Nobody has logged in yet.")
        kept = self._secrets.get(self.account, _PASSWORD)
        if kept is None:
            raise self._needed("Its password is gone.")
        self._handed_out = record.serial
        return kept.decode()

    def refused(self, why: str) -> None:
        """Note that the server does not take the password last handed out; a newer login is left alone."""
        if self._handed_out:
            self._secrets.end(self.account, self._handed_out, why)

    def _needed(self, why: str) -> LoginNeeded:
        return not_logged_in(self.account, why)


@dataclass(frozen=True, slots=True)
class ImapLogin:
    """A `Login`. `username` is shown, `service` says what kind of password is wanted."""

    account: str
    username: str
    host: str
    service: Service
    secrets: Secrets
    clock: Clock
    check: Check

    def state(self) -> LoginState:
        return state_of(self.secrets.record(self.account))

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        """Ask, try, keep. There is no browser in it; `manner` changes nothing."""
        self.secrets.ready()
        if self.service.password:
            talk.say(f"{self.service.title}: {self.service.password}")
            talk.show(self.service.password_url)
        password = talk.ask_secret(f"Password of {self.username} at {self.host}:").strip()
        if not password:
            raise no_password()
        self.check(lambda: password)
        record = LoginRecord(self.account, PROVIDER, self.username, (), self.clock.now())
        return self.secrets.begin(record, {_PASSWORD: password.encode()})

    def log_out(self) -> str:
        self.secrets.forget(self.account)
        where = f" at {self.service.password_url}" if self.service.password_url else " there"
        return f"The password still works at {self.host}; if it was an app password, revoke it{where}."
