"""A position in the mail of one account, kept between cycles as JSON that means nothing to others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from followbot.domain.model import digest
from followbot.errors import CursorExpired

_VERSION = 1
_SEEN = 3000
"""Marks that are remembered, two for each mail."""
_OWED = 100
_TRIES = 3
_PATIENCE = timedelta(hours=1)
"""A mail that the server fails to show is waited for that long, and tried that often, before it is given up."""


@dataclass(slots=True)
class Owed:
    """A mail of interest that the server has failed to show since then. `head` is what a list said of it."""

    since: datetime
    tries: int
    sent: bool
    head: Mapping[str, Any]

    @property
    def waited_for(self) -> bool:
        return bool(self.head)


@dataclass(slots=True)
class Cursor:
    """Where each watched folder was read up to.

    `places` maps a folder to the link for its next changes, or to a moment (RFC 3339) where the server keeps no changes.
    `seen` are marks of the mails told lately: Graph tells some twice, and all of them again when they are read or flagged.
    `folders` are ids of well-known folders. `owed` are mails that could not be shown, by Message-ID or id; those that were
    given up have no head any more.
    """

    places: dict[str, str]
    seen: dict[str, None] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    owed: dict[str, Owed] = field(default_factory=dict)

    @classmethod
    def load(cls, text: str) -> Cursor:
        """Raises CursorExpired for anything that is none of ours."""
        try:
            raw: Any = json.loads(text)
            places, seen, folders = raw["places"], raw["seen"], raw["folders"]
            sound = (
                raw["version"] == _VERSION
                and bool(places)
                and all(isinstance(v, str) and v for v in places.values())
                and all(isinstance(v, str) for v in (*seen, *folders.values()))
            )
            owed = {str(name): _owed(entry) for name, entry in raw.get("owed", {}).items()}
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
            sound = False
        if not sound:
            raise CursorExpired("There is no usable position in the mailbox.")
        return cls(places, dict.fromkeys(seen), folders, owed)

    def dump(self) -> str:
        raw: dict[str, Any] = {
            "version": _VERSION,
            "places": self.places,
            "seen": list(self.seen),
            "folders": self.folders,
        }
        if self.owed:
            raw["owed"] = {n: [o.since.timestamp(), o.tries, o.sent, o.head] for n, o in self.owed.items()}
        return json.dumps(raw, separators=(",", ":"))

    def owe(self, name: str, head: Mapping[str, Any], sent: bool, now: datetime) -> bool:
        """Note that the server has failed to show a mail. True while it is worth waiting until it can."""
        known = self.owed.pop(name, None) or Owed(now, 0, sent, head)
        since = min(known.since, now)  # a clock that was set back makes nobody wait longer
        lasting = known.tries + 1 >= _TRIES and now - since >= _PATIENCE
        self.owed[name] = Owed(since, known.tries + 1, sent, {} if lasting else head)
        while len(self.owed) > _OWED:
            del self.owed[next(iter(self.owed))]
        return not lasting

    def give_up(self, name: str, now: datetime) -> None:
        """It is never to be asked for again."""
        self.owed[name] = Owed(now, _TRIES, False, {})

    def given_up(self, name: str) -> bool:
        return name in self.owed and not self.owed[name].waited_for

    def knows(self, *names: str) -> bool:
        return any(_mark(name) in self.seen for name in names if name)

    def remember(self, *names: str) -> None:
        for name in names:
            if name:
                self.seen.pop(_mark(name), None)
                self.seen[_mark(name)] = None
        while len(self.seen) > _SEEN:
            del self.seen[next(iter(self.seen))]


def _owed(entry: Any) -> Owed:
    since, tries, sent, head = entry
    return Owed(datetime.fromtimestamp(since, UTC), int(tries), bool(sent), dict(head))


def _mark(name: str) -> str:
    return digest(name, length=10)
