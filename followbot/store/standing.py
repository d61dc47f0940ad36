"""How a store relates to this version of followbot, and what is said of one that cannot be used. Free of SQLAlchemy."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto

from followbot.errors import ConfigurationError, StoreError
from followbot.errors.store import store_empty, store_newer, store_of_another, store_older

REVISIONS = ("0001", "0002")
"""Every revision that there has been, oldest first."""


class Standing(Enum):
    """How a database relates to this version of followbot."""

    EMPTY = auto()
    FOREIGN = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


def head() -> str:
    """The revision of the present schema."""
    return REVISIONS[-1]


def standing_of(tables: Collection[str], stored: str | None) -> Standing:
    """The standing of a database with these tables that says it has this revision (None: it says nothing)."""
    if stored is None:
        return Standing.FOREIGN if tables else Standing.EMPTY
    if stored == head():
        return Standing.CURRENT
    return Standing.OLDER if stored in REVISIONS else Standing.NEWER


def refusal(found: Standing, name: str) -> ConfigurationError | StoreError | None:
    """Why a store of this standing cannot be used as it is; None for a current one."""
    match found:
        case Standing.CURRENT:
            return None
        case Standing.OLDER:
            return store_older(name)
        case Standing.NEWER:
            return store_newer(name)
        case Standing.EMPTY:
            return store_empty(name)
        case Standing.FOREIGN:
            return store_of_another(name)
