"""What a local calendar remembers between two reads, as its cursor: a compact JSON text that means nothing to others.

It knows each file by a stamp (so that an unchanged one is never opened), the UIDs in it (so that copies of one event in two
files are read together), and the occurrences that each UID has in the remembered span (so that `present` stays right when
one file of many has changed).
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
class File:
    """One file as it was read. `content` is a digest of its bytes, kept only while its time stamps cannot be trusted."""

    stamp: str
    content: str = ""
    count: int = 0
    marks: list[str] = field(default_factory=list)
    problems: list[list[Any]] = field(default_factory=list)


@dataclass(slots=True)
class Memory:
    """The state after a read. `start` and `end` (epoch seconds) are the span for which `uids` holds all occurrences.

    `uids` maps a mark to [UID, [[instance, start, end], ...], [problem, ...]]; `had` counts the events that each folder last
    had when it had any; `validators` are a feed's ETag and Last-Modified.
    """

    zone: str
    start: float = 0.0
    end: float = 0.0
    files: dict[str, File] = field(default_factory=dict)
    uids: dict[str, list[Any]] = field(default_factory=dict)
    had: dict[str, int] = field(default_factory=dict)
    validators: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, cursor: str | None, zone: str) -> Memory:
        """The remembered state; an empty one for no cursor, one of another version, or one reckoned in another zone."""
        try:
            raw = json.loads(cursor or "{}")
            if raw.get("v") != _VERSION:
                return cls(zone)
            if raw["zone"] != zone:
                return cls(zone, had=raw["had"])
            files = {name: File(*values) for name, values in raw["files"].items()}
            return cls(zone, raw["start"], raw["end"], files, raw["uids"], raw["had"], raw["validators"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(zone)

    def dump(self) -> str:
        files = {name: [f.stamp, f.content, f.count, f.marks, f.problems] for name, f in self.files.items()}
        raw = {
            "v": _VERSION,
            "zone": self.zone,
            "start": self.start,
            "end": self.end,
            "files": files,
            "uids": self.uids,
            "had": self.had,
            "validators": self.validators,
        }
        return json.dumps(raw, separators=(",", ":"), ensure_ascii=False)

    def covers(self, window: Window) -> bool:
        """Whether everything in the window is known."""
        return self.start <= window.start.timestamp() and window.end.timestamp() <= self.end

    @property
    def span(self) -> Window:
        return Window(_time(self.start), _time(self.end))

    def renewed(self, window: Window) -> Memory:
        """A memory for another window: nothing is known of it, but that there once were events is not forgotten."""
        return Memory(self.zone, window.start.timestamp(), (window.end + AHEAD).timestamp(), had=self.had)

    def count(self, folders: Iterable[str]) -> frozenset[str]:
        """Count the events of each folder; returned are the folders that have none any more. Others are forgotten."""
        counts = dict.fromkeys(folders, 0)
        for name, file in self.files.items():
            folder = name.rpartition("/")[0]
            counts[folder] = counts.get(folder, 0) + file.count
        self.had = {folder: count or self.had.get(folder, 0) for folder, count in counts.items()}
        return frozenset(folder for folder, count in counts.items() if not count and self.had[folder])

    def remember_file(self, name: str, stamp: str, content: str, document: Document, marked: bool) -> None:
        marks = sorted(map(uid_mark, document.uids)) if marked else []
        problems = [_packed(problem) for problem in document.problems]
        self.files[name] = File(stamp, content, len(document.leaves), marks, problems)

    def doubt_file(self, name: str, problem: Problem) -> None:
        """The file is there but cannot be opened: what was known of it stays, and it is tried again."""
        known = self.files.setdefault(name, File(""))
        known.stamp, known.problems = "", [_packed(problem)]

    def remember(self, sheaves: Iterable[Sheaf]) -> None:
        for sheaf in sheaves:
            keys = [[event.instance, event.start.timestamp(), event.end.timestamp()] for event in sheaf.events]
            if keys or sheaf.problems:
                self.uids[uid_mark(sheaf.uid)] = [sheaf.uid, keys, [_packed(problem) for problem in sheaf.problems]]

    def forget(self, marks: Iterable[str]) -> None:
        for mark in marks:
            self.uids.pop(mark, None)

    def present(self, window: Window) -> frozenset[EventKey]:
        """The keys of everything that overlaps the window or follows it within the remembered span."""
        since = window.start.timestamp()
        return frozenset(
            EventKey(uid, instance)
            for uid, keys, _ in self.uids.values()
            for instance, start, end in keys
            if max(start, end) >= since
        )

    def findings(self) -> tuple[Problem, ...]:
        """Everything that could not be read, as long as the file that caused it stays as it is."""
        packed = [problem for file in self.files.values() for problem in file.problems]
        packed += [problem for _, _, problems in self.uids.values() for problem in problems]
        return tuple(Problem(where, what, warning=bool(warning)) for where, what, warning in packed)


def _packed(problem: Problem) -> list[Any]:
    return [problem.where, problem.what, int(problem.warning)]


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
