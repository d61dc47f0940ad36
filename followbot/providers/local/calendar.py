"""Calendars without a server of their own: an `.ics` file, a folder of them (a vdir), or the address of an `.ics` feed.

Nothing is read twice: a file whose size, times and inode are as before is not opened, a feed is asked whether it has changed.
Since the window slides, a read looks a week ahead (`calendar_memory.AHEAD`) and reports what it finds there at once.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from followbot.app.ports import CalendarReading, Problem, Window
from followbot.providers.ical import Document, Sheaf, harvest, open_document
from followbot.providers.local.calendar_files import Files
from followbot.providers.local.calendar_memory import Memory, uid_mark
from followbot.providers.local.calendar_source import Item, Look, Source


class LocalCalendar:
    """A `Calendar` over files or a feed. `zone` is the IANA name of the user's own zone, for times that name none."""

    def __init__(self, source: str | Path | Source, *, account: str, zone: str) -> None:
        self._source = Files(Path(source).expanduser()) if isinstance(source, str | Path) else source
        self._account = account
        self._zone = zone

    @property
    def name(self) -> str:
        return self._source.name

    def read(self, window: Window, cursor: str | None, now: datetime) -> CalendarReading:
        """See `ports.Calendar.read`. Raises `ConfigurationError` for what only the user can mend, else `Unreachable`."""
        memory = Memory.load(cursor, self._zone)
        anew = not memory.covers(window)
        if anew:
            memory = memory.renewed(window)
        look = self._source.look(memory.validators, now)
        visit = _Visit(memory, look)
        changed = visit.finds_changes() or anew
        sheaves = visit.read(self._zone, self._account, self.name) if changed else []
        emptied = memory.count(look.folders)
        problems = (*memory.findings(), *look.problems, *(self._emptied(folder) for folder in sorted(emptied)))
        return CalendarReading(
            cursor=memory.dump() if changed or visit.touched or cursor is None else cursor,
            complete=not emptied and all(problem.warning for problem in problems),
            events=tuple(event for sheaf in sheaves for event in sheaf.events),
            gone=tuple(key for sheaf in sheaves for key in sheaf.gone),
            present=memory.present(window) if changed else None,
            problems=problems,
        )

    def _emptied(self, folder: str) -> Problem:
        """An empty calendar that once had events is rather a failed export or an unmounted disk than a tidy user."""
        where = f"{self.name}/{folder}" if folder else self.name
        return Problem(where, "has no events any more; none is taken for deleted", warning=True)


class _Visit:
    """One look at the source, compared with what is remembered, and what has to be read because of it."""

    def __init__(self, memory: Memory, look: Look) -> None:
        self.memory = memory
        self.touched = False
        self._look = look
        self._changed: dict[str, Item] = {}
        self._removed: set[str] = set()

    def finds_changes(self) -> bool:
        """Compare; whether anything has to be read."""
        items = self._look.items
        if items is None:
            return False
        self._changed = {name: item for name, item in items.items() if not self._same(name, item)}
        self._removed = self.memory.files.keys() - items.keys()
        self.touched = self.touched or dict(self._look.validators) != self.memory.validators
        self.memory.validators = dict(self._look.validators)
        return bool(self._changed or self._removed)

    def _same(self, name: str, item: Item) -> bool:
        known = self.memory.files.get(name)
        if known is None or known.stamp != item.stamp:
            return False
        if not known.content:
            return True
        try:
            same = known.content == content_digest(item.load())
        except OSError:
            return False
        if same and item.settled:
            known.content = ""
            self.touched = True
        return same

    def read(self, zone: str, account: str, calendar: str) -> list[Sheaf]:
        """Read what has changed and whatever shares a UID with it; afterwards the memory knows it."""
        memory, single = self.memory, self._look.single
        affected = {mark for name in (*self._changed, *self._removed) for mark in self._marks(name)}
        documents = [
            document for name, item in self._changed.items() if (document := self._open(name, item)) is not None
        ]
        affected.update(uid_mark(uid) for document in documents for uid in document.uids)
        documents += self._mates(affected)
        for name in self._removed:
            memory.files.pop(name, None)
        memory.forget(memory.uids.keys() if single else affected)
        uids = frozenset(uid for document in documents for uid in document.uids if uid_mark(uid) in affected)
        sheaves = list(harvest(documents, memory.span, zone, account, calendar, uids))
        memory.remember(sheaves)
        return sheaves

    def _marks(self, name: str) -> list[str]:
        known = self.memory.files.get(name)
        return known.marks if known else []

    def _open(self, name: str, item: Item) -> Document | None:
        """Take a file apart and remember it; None where it cannot be opened."""
        try:
            data = item.load()
        except FileNotFoundError:
            self._removed.add(name)
            return None
        except OSError as error:
            self.memory.doubt_file(name, Problem(name, f"cannot be read: {error.strerror}"))
            return None
        document = open_document(name, data, self.memory.span)
        content = "" if item.settled else content_digest(data)
        self.memory.remember_file(name, item.stamp, content, document, marked=not self._look.single)
        return document

    def _mates(self, affected: set[str]) -> list[Document]:
        """Unchanged files that hold other copies of the affected events."""
        items = self._look.items or {}
        names = [
            name
            for name, file in self.memory.files.items()
            if name in items and name not in self._changed and not affected.isdisjoint(file.marks)
        ]
        return [document for name in names if (document := self._open(name, items[name])) is not None]


def content_digest(data: bytes) -> str:
    """What tells the contents of two files apart."""
    return hashlib.sha256(data).hexdigest()[:16]
