"""How each provider logs in: the seam where a provider plugs its `Login` in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from followbot.app.login import LoggedIn, LoggedOut, LoginRecord, LoginState, Manner, NoLogin, Talk
from followbot.errors import FollowbotError
from followbot.errors.configuration import login_missing
from followbot.errors.login import nothing_to_log_in

if TYPE_CHECKING:
    from followbot.app.login import Login
    from followbot.app.ports import AccountHealth
    from followbot.bootstrap.tools import Tools
    from followbot.config import Config


class Unneeded:
    """The login of an account that needs none."""

    def state(self) -> LoginState:
        return NoLogin()

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        raise nothing_to_log_in()

    def log_out(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Deferred:
    """A login whose state is known cheaply, and that is made when somebody logs in or out: `status` must be quick."""

    state: Callable[[], LoginState]
    make: Callable[[], Login]

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        return self.make().log_in(manner, talk)

    def log_out(self) -> str:
        return self.make().log_out()


@dataclass(frozen=True, slots=True)
class Tried:
    """A login and how the last cycle fared with it.

    A server may refuse what by all that is known here is in order (an access token that it has only just given, another OAuth
    client in the file). Such a login is not ended: the trouble may pass, and only the user could begin another. But it is not
    called fine either, until a cycle succeeds or the user has logged in anew.
    """

    login: Login
    health: AccountHealth

    def state(self) -> LoginState:
        state, last = self.login.state(), self.health.last_cycle
        if not isinstance(state, LoggedIn) or self.health.auth == "ok" or last is None or state.record.at > last:
            return state
        return LoggedOut(self.health.last_error or "The last cycle was refused.", state.record)

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        return self.login.log_in(manner, talk)

    def log_out(self) -> str:
        return self.login.log_out()


def login_of(section: Any, config: Config, tools: Tools) -> Login:
    """How this account logs in. To add a provider, add its maker to the table."""
    makers = {"local": lambda *_: Unneeded(), "google": _google, "microsoft": _microsoft, "imap": _imap}
    make = makers.get(section.provider)
    if make is None:
        raise login_missing(section.name, section.provider)
    return make(section, config, tools)


def sign_in_of(section: Any) -> tuple[str, ...]:
    """Where the logins of this account are renewed: the origin of an HTTP server, or nothing."""
    if section.provider == "google":
        from followbot.bootstrap import google

        return (google.sign_in(section),)
    if section.provider == "microsoft":
        from followbot.bootstrap import microsoft

        return (microsoft.sign_in(section),)
    return ()


def _google(section: Any, config: Config, tools: Tools) -> Login:
    from followbot.bootstrap.google import login, state

    return Deferred(partial(state, section, config, tools), partial(login, section, config, tools))


def _microsoft(section: Any, config: Config, tools: Tools) -> Login:
    from followbot.bootstrap.microsoft import login
    from followbot.bootstrap.tools import addresses_of

    return login(section, tools, addresses_of(section.email, config))


def _imap(section: Any, config: Config, tools: Tools) -> Login:
    from followbot.bootstrap.imap import login

    return login(section, tools)


def logins(config: Config, tools: Tools) -> dict[str, Login]:
    """Every account's login, by the account's name, in the order of the configuration."""
    health = {h.name: h for h in _health(config)}
    made = {section.name: login_of(section, config, tools) for section in config.accounts}
    return {name: Tried(login, health[name]) if name in health else login for name, login in made.items()}


def _health(config: Config) -> tuple[AccountHealth, ...]:
    """How the last cycle went; nothing where the store cannot tell, because logging in must be possible all the same."""
    from followbot.store import open_records

    try:
        with closing(open_records(config.store_url)) as records:
            return records.health()
    except FollowbotError:
        return ()
