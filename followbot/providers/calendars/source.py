"""What a calendar of iCalendar files reads from, seen alike for folders, feeds and servers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from followbot.app.ports import Problem

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One calendar file. Equal stamps mean unchanged contents, if it is `settled`: else it may still change unnoticed.

    `load` reads it and may raise OSError.
    """

    stamp: str
    load: Callable[[], bytes]
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """What lies there now: the items by name ("file" or "folder/file"), or None for "as at the last look".

    `folders` are those that exist, "" being the top one. `single`: there is one item only, whatever it is called.
    """

    items: Mapping[str, Item] | None
    folders: frozenset[str] = frozenset({""})
    unknown: frozenset[str] = frozenset()
    """Those of them that could not be looked into: what was known of them stays."""
    single: bool = False
    problems: tuple[Problem, ...] = ()
    validators: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[Sequence[str]], None] = lambda names: None
    """Told which items are about to be loaded, so that a server can be asked for many at once."""
    unchanged: Callable[[datetime], bool] | None = None
    """Asked later: whether everything is still as it was at this look, where that is quicker to say than what there is."""


class Source(Protocol):
    """Where the calendar files come from."""

    @property
    def name(self) -> str:
        """Stable, and without secrets."""

    def look(self, validators: Mapping[str, str], now: datetime) -> Look:
        """See what is there. `validators` are those of the last look, or empty when everything is needed again.

        Raises `ConfigurationError` or `Unreachable` where nothing can be said at all.
        """


def content_digest(data: bytes) -> str:
    """What tells the contents of two files apart."""
    return hashlib.sha256(data).hexdigest()[:16]


def shown(name: str) -> str:
    """A file's name as it may be printed: names on a disk can hold control characters, and bytes that are no text."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def is_address(source: str) -> bool:
    """Whether what the user configured is the address of a feed rather than a path."""
    return _ADDRESS.match(source) is not None
