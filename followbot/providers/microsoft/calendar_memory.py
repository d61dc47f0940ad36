"""What an Outlook calendar remembers between two reads, as its cursor: JSON that means nothing to others."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

_VERSION = 1
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Memory:
    """The state after a read.

    `calendar` is the id that the configured name stands for, "" for the main one. `start` and `end` are the span that was
    asked for, `looked` tells its contents from others, `read_at` is when they last came with their texts, `had` how many
    there were. `series` maps ids of series to their UIDs. `place` is Graph's link for what has changed in the span, "" where
    it keeps none; `heard_at` is when it last told of a change, or was new.
    """

    calendar: str = ""
    start: str = ""
    end: str = ""
    looked: str = ""
    read_at: datetime = _NEVER
    had: int = 0
    series: dict[str, str] = field(default_factory=dict)
    place: str = ""
    heard_at: datetime = _NEVER

    @classmethod
    def load(cls, cursor: str | None) -> Memory:
        """The remembered state; an empty one for no cursor and for one that is none of ours."""
        try:
            raw: Any = json.loads(cursor or "")
            texts = (raw["calendar"], raw["start"], raw["end"], raw["looked"])
            series, place = raw["series"], raw.get("place", "")
            sound = raw["version"] == _VERSION and all(
                isinstance(t, str) for t in (*texts, *series.keys(), *series.values(), place)
            )
            if not sound:
                return cls()
            read_at = datetime.fromtimestamp(int(raw["read_at"]), UTC)
            heard_at = datetime.fromtimestamp(int(raw.get("heard_at", 0)), UTC)
            return cls(*texts, read_at, int(raw["had"]), series, place, heard_at)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
            return cls()

    def dump(self) -> str:
        raw = {
            "version": _VERSION,
            "calendar": self.calendar,
            "start": self.start,
            "end": self.end,
            "looked": self.looked,
            "read_at": int(self.read_at.timestamp()),
            "had": self.had,
            "series": self.series,
            "place": self.place,
            "heard_at": int(self.heard_at.timestamp()),
        }
        return json.dumps(raw, separators=(",", ":"), sort_keys=True)

    def covers(self, start: str, end: str) -> bool:
        return bool(self.looked) and (self.start, self.end) == (start, end)
