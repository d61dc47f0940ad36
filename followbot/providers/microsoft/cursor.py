"""A position in the mail of one account, kept between cycles as JSON that means nothing to others."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from followbot.domain.model import digest
from followbot.errors import CursorExpired

_VERSION = 1
_SEEN = 3000
"""Marks that are remembered, two for each mail."""


@dataclass(slots=True)
class Cursor:
    """Where each watched folder was read up to.

    `places` maps a folder to the link for its next changes, or to a moment (RFC 3339) where the server keeps no changes.
    `seen` are marks of the mails told lately: Graph tells some twice, and all of them again when they are read or flagged.
    `folders` are ids of well-known folders.
    """

    places: dict[str, str]
    seen: dict[str, None] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)

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
        except (ValueError, KeyError, TypeError, AttributeError):
            sound = False
        if not sound:
            raise CursorExpired("There is no usable position in the mailbox.")
        return cls(places, dict.fromkeys(seen), folders)

    def dump(self) -> str:
        raw = {"version": _VERSION, "places": self.places, "seen": list(self.seen), "folders": self.folders}
        return json.dumps(raw, separators=(",", ":"))

    def knows(self, *names: str) -> bool:
        return any(_mark(name) in self.seen for name in names if name)

    def remember(self, *names: str) -> None:
        for name in names:
            if name:
                self.seen.pop(_mark(name), None)
                self.seen[_mark(name)] = None
        while len(self.seen) > _SEEN:
            del self.seen[next(iter(self.seen))]


def _mark(name: str) -> str:
    return digest(name, length=10)
