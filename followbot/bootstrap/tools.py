"""What adapters and logins are made with: the clock, the vault that all accounts share, and whose addresses are whose."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followbot.app.login import Secrets
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


def addresses_of(email: str, config: Config) -> frozenset[str]:
    """The user's addresses that belong to an account: its own, and all aliases unless another account has them."""
    others = {a.email.lower() for a in config.accounts if a.email.lower() != email.lower()}
    return (config.profile.addresses | {email.lower()}) - others
