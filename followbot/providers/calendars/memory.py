"""What a calendar of files remembers between two reads, as its cursor: two lines of JSON that mean nothing to others.

The first line tells whether anything has changed: a stamp for each file, so that an unchanged one is never opened, and the
UIDs in it, so that copies of one event in two files are read together. The second holds the occurrences of each UID in the
remembered span, so that `present` stays right when one file of many has changed. It is large and read only then, which
keeps a look at ten thousand unchanged files within a tenth of a second.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from followbot.app.ports import Problem, Window
from followbot.domain.model import EventKey, digest
from followbot.providers.ical import Document, Sheaf

_VERSION = 1
AHEAD = timedelta(days=7)
"""How far beyond the window a read looks, so that a sliding window does not mean a new read each time."""


def uid_mark(uid: str) -> str:
    """A short stand-in for a UID; those of Exchange have 112 characters."""
    return digest(uid, length=16)


@dataclass(slots=True)
class Memory:
    """The state after a read. `start` and `end` (epoch seconds) are the span whose occurrences are known.

    `files` maps a name to "stamp count mark mark ..."; `unsettled` to a digest of the contents, for files whose stamp cannot
    be believed yet. `had` counts the events that each folder last had when it had any, `emptied` are those that have none
    any more. `validators` are a feed's ETag and Last-Modified. Problems are kept by file name and by UID mark.
    """

    zone: str
    start: float = 0.0
    end: float = 0.0
    files: dict[str, str] = field(default_factory=dict)
    unsettled: dict[str, str] = field(default_factory=dict)
    troubles: dict[str, list[list[Any]]] = field(default_factory=dict)
    had: dict[str, int] = field(default_factory=dict)
    emptied: list[str] = field(default_factory=list)
    validators: dict[str, str] = field(default_factory=dict)
    occurrences: dict[str, list[Any]] | None = None
    """By UID mark: [UID, [[instance, start, end], ...]]; None while not yet read from `_line`."""
    _line: str = "{}"

    @classmethod
    def load(cls, cursor: str | None, zone: str) -> Memory:
        """The remembered state; an empty one for no cursor, one of another version, or one reckoned in another zone."""
        head, _, line = (cursor or "").partition("\n")
        try:
            raw = json.loads(head or "{}")
            if raw.pop("version") != _VERSION:
                return cls(zone)
            memory = cls(**raw, _line=line)
            return memory if memory.zone == zone else cls(zone, had=memory.had)
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(zone)

    def dump(self) -> str:
        raw = {
            "version": _VERSION,
            "zone": self.zone,
            "start": self.start,
            "end": self.end,
            "files": self.files,
            "unsettled": self.unsettled,
            "troubles": self.troubles,
            "had": self.had,
            "emptied": self.emptied,
            "validators": self.validators,
        }
        line = self._line if self.occurrences is None else _compact(self.occurrences)
        return f"{_compact(raw)}\n{line}"

    # --- the span -------------------------------------------------------------------------------------------------

    def covers(self, window: Window) -> bool:
        """Whether everything in the window is known."""
        return self.start <= window.start.timestamp() and window.end.timestamp() <= self.end

    @property
    def span(self) -> Window:
        return Window(datetime.fromtimestamp(self.start, UTC), datetime.fromtimestamp(self.end, UTC))

    def renewed(self, window: Window) -> Memory:
        """A memory for another window: nothing is known of it, but that there once were events is not forgotten."""
        return Memory(self.zone, window.start.timestamp(), (window.end + AHEAD).timestamp(), had=self.had)

    # --- files ----------------------------------------------------------------------------------------------------

    def is_same(self, name: str, stamp: str) -> bool:
        """Whether the file was read when it had this stamp."""
        return self.files.get(name, "").partition(" ")[0] == stamp

    def marks(self, name: str) -> list[str]:
        """The UIDs that the file held."""
        return self.files.get(name, "").split(" ")[2:]

    def remember_file(self, name: str, stamp: str, content: str, document: Document, marked: bool) -> None:
        """`content` is "" where the stamp can be believed; `marked` is false where there is only one file."""
        marks = sorted(map(uid_mark, document.uids)) if marked else []
        self.files[name] = " ".join([stamp, str(len(document.leaves)), *marks])
        self._note(self.unsettled, name, content)
        self._note(self.troubles, name, [_packed(problem) for problem in document.problems])

    def doubt_file(self, name: str, problem: Problem) -> None:
        """The file is there but cannot be opened: what was known of it stays, and it is tried again."""
        _, _, rest = self.files.get(name, "").partition(" ")
        self.files[name] = f"? {rest or 0}"
        self.troubles[name] = [_packed(problem)]

    def forget_file(self, name: str) -> None:
        for table in (self.files, self.unsettled, self.troubles):
            table.pop(name, None)

    @staticmethod
    def _note(table: dict[str, Any], key: str, value: Any) -> None:
        """Keep what says something, forget what does not."""
        if value:
            table[key] = value
        else:
            table.pop(key, None)

    def count(self, folders: Iterable[str]) -> None:
        """Count the events of each folder, and see which have lost theirs. Folders that are gone are forgotten."""
        counts = dict.fromkeys(folders, 0)
        for name, line in self.files.items():
            folder = name.rpartition("/")[0]
            counts[folder] = counts.get(folder, 0) + int(line.split(" ", 2)[1])
        self.had = {folder: count or self.had.get(folder, 0) for folder, count in counts.items()}
        self.emptied = sorted(folder for folder, count in counts.items() if not count and self.had[folder])

    # --- events ---------------------------------------------------------------------------------------------------

    def recall(self) -> dict[str, list[Any]]:
        """The occurrences by UID mark."""
        if self.occurrences is None:
            self.occurrences = json.loads(self._line or "{}")
        return self.occurrences

    def remember(self, sheaves: Iterable[Sheaf]) -> None:
        known = self.recall()
        for sheaf in sheaves:
            mark = uid_mark(sheaf.uid)
            keys = [[event.instance, event.start.timestamp(), event.end.timestamp()] for event in sheaf.events]
            self._note(known, mark, [sheaf.uid, keys] if keys else [])
            self._note(self.troubles, mark, [_packed(problem) for problem in sheaf.problems])

    def forget(self, marks: Iterable[str]) -> None:
        known = self.recall()
        for mark in marks:
            known.pop(mark, None)
            self.troubles.pop(mark, None)

    def forget_all(self) -> None:
        """Nothing is known of any event; the problems of files stay."""
        self.occurrences = {}
        self.troubles = {name: problems for name, problems in self.troubles.items() if name in self.files}

    def present(self, window: Window) -> frozenset[EventKey]:
        """The keys of everything that overlaps the window or follows it within the remembered span."""
        since = window.start.timestamp()
        return frozenset(
            EventKey(uid, instance)
            for uid, keys in self.recall().values()
            for instance, start, end in keys
            if max(start, end) >= since
        )

    def findings(self) -> tuple[Problem, ...]:
        """Everything that could not be read, as long as the file that caused it stays as it is."""
        packed = [problem for problems in self.troubles.values() for problem in problems]
        return tuple(Problem(where, what, warning=bool(warning)) for where, what, warning in packed)


def _packed(problem: Problem) -> list[Any]:
    return [problem.where, problem.what, int(problem.warning)]


def _compact(value: Any) -> str:
    """JSON in ASCII: file names may hold bytes that are no text, and those survive only as escapes."""
    return json.dumps(value, separators=(",", ":"))
