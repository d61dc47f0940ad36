"""Overrides from the environment: `FOLLOWBOT_<SECTION>__<KEY>` sets one key of the file, for example `FOLLOWBOT_LOG__LEVEL`.

An empty variable counts as not set, as systemd's `EnvironmentFile=` leaves them. Accounts are lists and have no such names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from followbot.config.keys import key_paths, list_paths
from followbot.config.problems import Key, Problem
from followbot.config.values import suggestion
from followbot.errors import values as bad

PREFIX = "FOLLOWBOT_"

RESERVED = frozenset({"FOLLOWBOT_CONFIG", "FOLLOWBOT_STORE_KEY_FILE", "FOLLOWBOT_LLM_KEY", "FOLLOWBOT_SANDBOX"})
"""Variables with this prefix that are no keys: the file itself, the vault's key, the language model's, the unit's sandbox."""


def variable(key: Key) -> str:
    """The name that overrides a key."""
    return PREFIX + "__".join(str(part) for part in key).upper()


def overridable() -> Mapping[str, Key]:
    """Every key that a variable can set, by its variable's name."""
    return {variable(key): key for key in key_paths() if key[0] != "accounts"}


def overrides(environ: Mapping[str, str]) -> tuple[dict[Key, str], list[Problem]]:
    """The keys that the environment sets, and the variables that no key answers to."""
    given = {name: value for name, value in environ.items() if name.startswith(PREFIX) and name not in RESERVED}
    if not given:
        return {}, []
    known = overridable()
    found = {known[name]: value for name, value in given.items() if name in known and value}
    return found, [_unknown(name, known) for name in sorted(given) if name not in known]


def _unknown(name: str, known: Mapping[str, Key]) -> Problem:
    if name.startswith(PREFIX + "ACCOUNTS"):
        return Problem("", str(bad.variable_of_accounts()), variable=name)
    hint = suggestion(name, known) or "Unset it, or name a key like FOLLOWBOT_LOG__LEVEL."
    return Problem("", str(bad.variable_unknown(hint)), variable=name)


def apply(data: dict[str, Any], found: Mapping[Key, str]) -> None:
    """Set the keys in the data. A section that is no section in the file is left for validation to complain about."""
    lists = list_paths()
    for key, value in found.items():
        section: Any = data
        for part in key[:-1]:
            section = section.setdefault(part, {}) if isinstance(section, dict) else None
        if isinstance(section, dict):
            section[key[-1]] = _items(value) if key in lists else value


def _items(value: str) -> list[str]:
    """A list reads `[a, b]`; without brackets it is one item, commas and all."""
    if not (value.startswith("[") and value.endswith("]")):
        return [value]
    return [item.strip() for item in value[1:-1].split(",") if item.strip()]
