"""What a Google calendar remembers between two reads, as its cursor: two lines of JSON that mean nothing to others.

The first line is all that an idle cycle needs. The second maps Google's ids to identities of what was there, because a
deleted event may be told by its id alone; it is read only when something has changed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from followbot.domain.model import EventKey

_VERSION = 1


@dataclass(slots=True)
class Memory:
    """The state after a read. Times are RFC 3339 in UTC.

    `calendar` is the id that the configured name stands for. `start` and `end` are the span that was asked for. `etag` and
    `digest` identify the answer, `whole_at` is when it last came as a whole. Where the calendar is `large`, `since` is the
    moment from which changes are asked for, and `changes` identifies the last answer to that.
    """

    calendar: str = ""
    start: str = ""
    end: str = ""
    etag: str = ""
    digest: str = ""
    whole_at: str = ""
    large: bool = False
    since: str = ""
    changes: str = ""
    _line: str = "{}"
    _ids: dict[str, list[str]] | None = field(default=None)

    @classmethod
    def load(cls, cursor: str | None) -> Memory:
        """The remembered state; an empty one for no cursor and for one that is none of ours."""
        head, _, line = (cursor or "").partition("\n")
        known = {f.name: f.type for f in fields(cls) if not f.name.startswith("_")}
        try:
            raw = json.loads(head)
            if raw.pop("version") != _VERSION or raw.keys() != known.keys():
                return cls()
            wrong = any(not isinstance(value, bool if known[name] == "bool" else str) for name, value in raw.items())
            return cls() if wrong else cls(**raw, _line=line)
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def dump(self) -> str:
        raw = {name: value for name, value in asdict(self).items() if not name.startswith("_")}
        line = self._line if self._ids is None else _compact(self._ids)
        return f"{_compact({'version': _VERSION, **raw})}\n{line}"

    def covers(self, start: str, end: str) -> bool:
        return bool(self.digest) and (self.start, self.end) == (start, end)

    def forget_answer(self) -> None:
        """Have the next read be a whole one. What was there stays known."""
        self.etag = self.digest = self.since = self.changes = ""

    def ids(self) -> dict[str, list[str]]:
        """Identities ([uid, instance]) by Google's id."""
        if self._ids is None:
            try:
                found = json.loads(self._line or "{}")
            except ValueError:
                found = {}
            self._ids = found if isinstance(found, dict) else {}
        return self._ids

    def key(self, ref: str) -> EventKey | None:
        found = self.ids().get(ref)
        return EventKey(*found) if found else None

    def remember(self, keys: dict[str, EventKey]) -> None:
        self._ids = {ref: [key.uid, key.instance] for ref, key in keys.items()}


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
