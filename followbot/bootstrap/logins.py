"""How each provider logs in: the seam where a provider plugs its `Login` in, and the vault that all of them share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from followbot.app.login import LoginRecord, LoginState, Manner, NoLogin, Talk
from followbot.errors import ConfigurationError, LoginNeeded

if TYPE_CHECKING:
    from followbot.app.login import Login, Secrets
    from followbot.app.ports import Clock
    from followbot.config import Config

PROMPT_PATIENCE = 120.0
"""Seconds that the keyring may take while a person is there to type its password."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What adapters are made with, beside their section of the configuration."""

    clock: Clock
    secrets: Secrets


def tools(config: Config, clock: Clock, *, attended: bool = False) -> Tools:
    """The tools for this configuration; no file and no key is touched yet. `attended`: a person can answer the keyring."""
    from followbot.vault import Vault, key_source
    from followbot.vault.keys import PATIENCE

    source = key_source(os.environ, PROMPT_PATIENCE if attended else PATIENCE)
    return Tools(clock, Vault(vault_path(config), source))


def vault_path(config: Config) -> Path:
    """The vault lies beside the store and has its name, so that two stores in one folder have two vaults."""
    store = Path(config.store_url.partition("://")[2].removeprefix("/")).absolute()
    return store.with_suffix(".vault")


class Unneeded:
    """The login of an account that needs none."""

    def state(self) -> LoginState:
        return NoLogin()

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        raise LoginNeeded("This account lies on this computer and needs no login.")

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


def login_of(section: Any, config: Config, tools: Tools) -> Login:
    """How this account logs in. To add a provider, add its maker to the table."""
    makers = {"local": lambda *_: Unneeded(), "google": _google, "microsoft": _microsoft, "imap": _imap}
    make = makers.get(section.provider)
    if make is None:
        raise ConfigurationError(
            f"Account “{section.name}”: logging in to {section.provider} is not part of this version of followbot."
        )
    return make(section, config, tools)


def _google(section: Any, config: Config, tools: Tools) -> Login:
    from followbot.bootstrap.google import login, state

    return Deferred(partial(state, section, config, tools), partial(login, section, config, tools))


def _microsoft(section: Any, config: Config, tools: Tools) -> Login:
    from followbot.bootstrap.accounts import addresses_of
    from followbot.bootstrap.microsoft import login

    return login(section, tools, addresses_of(section.email, config))


def _imap(section: Any, config: Config, tools: Tools) -> Login:
    from followbot.bootstrap.imap import login

    return login(section, tools)


def logins(config: Config, tools: Tools) -> dict[str, Login]:
    """Every account's login, by the account's name, in the order of the configuration."""
    return {section.name: login_of(section, config, tools) for section in config.accounts}
