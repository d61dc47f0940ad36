"""The configuration: one YAML file and the environment, checked as a whole, turned into one frozen `Config`.

Read `model` for what may be in the file, `loading` for what comes out of it.
"""

from __future__ import annotations

from followbot.config.accounts import Account, GoogleAccount, ImapAccount, LocalAccount, MicrosoftAccount
from followbot.config.loading import Config, default_path, load, state_directory
from followbot.config.problems import InvalidConfiguration, Problem

__all__ = [
    "Account",
    "Config",
    "GoogleAccount",
    "ImapAccount",
    "InvalidConfiguration",
    "LocalAccount",
    "MicrosoftAccount",
    "Problem",
    "default_path",
    "load",
    "state_directory",
]
