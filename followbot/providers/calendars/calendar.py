"""A calendar that is kept as iCalendar files, whoever keeps them: a folder, a feed, a CalDAV server.

A `Source` says which files there are and which may have changed; here they are read, each once, and compared with what is
remembered. Since the window slides, a read looks a week ahead (`memory.AHEAD`) and reports what it finds there at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from followbot.app.ports import CalendarReading, Problem, Window
from followbot.errors import entries as said
from followbot.providers.calendars.memory import Memory, uid_mark
from followbot.providers.calendars.source import Item, Look, Source, content_digest, shown
from followbot.providers.ical import Document, Sheaf, harvest, open_document


class FileCalendar:
    """A `Calendar` over a source of files. `zone` is the IANA name of the user's own zone, for times that name none."""

    def __init__(self, source: Source, *, account: str, zone: str) -> None:
        self._source = source
        self._account = account
        self._zone = zone
        self._rest: _Rest | None = None

    @property
    def name(self) -> str:
        return self._source.name

    def read(self, window: Window, cursor: str | None, now: datetime) -> CalendarReading:
        """See `ports.Calendar.read`. Raises `ConfigurationError` for what only the user can mend, else `Unreachable`."""
        if self._rest is not None and self._rest.lasts(window, cursor, now):
            return self._rest.reading
        self._rest = None
        memory = Memory.load(cursor, self._zone)
        anew = not memory.covers(window)
        if anew:
            memory = memory.renewed(window)
        look = self._source.look(memory.validators, now)
        visit = _Visit(memory, look)
        changed = visit.finds_changes() or anew
        sheaves = visit.read(self._zone, self._account, self.name) if changed else []
        problems = (*memory.findings(), *look.problems, *(self._emptied(folder) for folder in memory.emptied))
        reading = CalendarReading(
            cursor=memory.dump() if changed or visit.touched or cursor is None else cursor,
            complete=not memory.emptied and all(problem.warning for problem in problems),
            events=tuple(event for sheaf in sheaves for event in sheaf.events),
            gone=tuple(key for sheaf in sheaves for key in sheaf.gone),
            present=memory.present(window) if changed else None,
            problems=problems,
        )
        if look.unchanged is not None and visit.is_settled:
            still = CalendarReading(cursor=reading.cursor, complete=reading.complete, problems=problems)
            self._rest = _Rest(memory.start, memory.end, still, look.unchanged)
        return reading

    def _emptied(self, folder: str) -> Problem:
        """An empty calendar that once had events is rather a failed export or an unmounted disk than a tidy user."""
        where = shown(f"{self.name}/{folder}" if folder else self.name)
        return Problem(where, str(said.emptied()), warning=True)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What the next reading will say, if nothing changes until then. `start` and `end` are the span that is known.

    It is of use only to whoever comes with its cursor: a reading that never reached the store has told nothing.
    """

    start: float
    end: float
    reading: CalendarReading
    unchanged: Callable[[datetime], bool]

    def lasts(self, window: Window, cursor: str | None, now: datetime) -> bool:
        known = self.start <= window.start.timestamp() and window.end.timestamp() <= self.end
        return known and cursor == self.reading.cursor and self.unchanged(now)


class _Visit:
    """One look at the source, compared with what is remembered, and what has to be read because of it."""

    def __init__(self, memory: Memory, look: Look) -> None:
        self.touched = False
        """Whether the memory has changed although no event has."""
        self._memory = memory
        self._look = look
        self._changed: dict[str, Item] = {}
        self._removed: set[str] = set()
        self._doubtful: set[str] = set()

    @property
    def is_settled(self) -> bool:
        """Whether everything could be read, and its stamps be believed."""
        return not (self._doubtful or self._memory.unsettled or self._look.problems)

    def finds_changes(self) -> bool:
        """Compare; whether anything has to be read."""
        items, memory = self._look.items, self._memory
        if items is None:
            return False
        self.touched = memory.validators != dict(self._look.validators)
        memory.validators = dict(self._look.validators)
        self._changed = {name: item for name, item in items.items() if not self._same(name, item)}
        self._removed = {n for n in memory.files.keys() - items.keys() if not self._is_unknown(n)}
        vanished = not self._look.folders.issuperset(memory.emptied)
        return bool(self._changed or self._removed or vanished)

    def _is_unknown(self, name: str) -> bool:
        return name.rpartition("/")[0] in self._look.unknown

    def _same(self, name: str, item: Item) -> bool:
        if not self._memory.is_same(name, item.stamp):
            return False
        content = self._memory.unsettled.get(name)
        if content is None:
            return True
        try:
            same = content == content_digest(item.load())
        except OSError:
            return False
        if same and item.settled:
            del self._memory.unsettled[name]
            self.touched = True
        return same

    def read(self, zone: str, account: str, calendar: str) -> list[Sheaf]:
        """Read what has changed and whatever shares a UID with it; afterwards the memory knows it."""
        memory = self._memory
        before = {name: memory.marks(name) for name in (*self._changed, *self._removed)}
        documents = self._open_all(self._changed)
        affected = {mark for name, marks in before.items() if name not in self._doubtful for mark in marks}
        affected.update(uid_mark(uid) for document in documents for uid in document.uids)
        documents += self._mates(affected)
        for name in self._removed:
            memory.forget_file(name)
        if not self._look.single:
            memory.forget(affected)
        elif not self._doubtful:
            memory.forget_all()
        memory.count(self._look.folders)
        uids = frozenset(uid for document in documents for uid in document.uids if uid_mark(uid) in affected)
        sheaves = list(harvest(documents, memory.span, zone, account, calendar, uids))
        memory.remember(sheaves)
        return sheaves

    def _open_all(self, items: Mapping[str, Item]) -> list[Document]:
        self._look.prepare(tuple(items))
        return [document for name, item in items.items() if (document := self._open(name, item)) is not None]

    def _open(self, name: str, item: Item) -> Document | None:
        """Take a file apart and remember it; None where it cannot be opened."""
        try:
            data = item.load()
        except FileNotFoundError:
            self._removed.add(name)
            return None
        except OSError as error:
            self._doubtful.add(name)
            self._memory.doubt_file(
                name, Problem(shown(name), str(said.unreadable_because(error.strerror or "input/output error")))
            )
            return None
        document = open_document(shown(name), data, self._memory.span)
        content = "" if item.settled else content_digest(data)
        self._memory.remember_file(name, item.stamp, content, document, marked=not self._look.single)
        return document

    def _mates(self, affected: set[str]) -> list[Document]:
        """Unchanged files that hold other copies of the affected events."""
        items, memory = self._look.items or {}, self._memory
        names = [name for name in memory.files if name in items and name not in self._changed]
        return self._open_all({name: items[name] for name in names if not affected.isdisjoint(memory.marks(name))})
