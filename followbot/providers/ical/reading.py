"""Documents to events: the whole way, with every event guarded by itself.

What cannot matter is not parsed: an event without recurrence is looked at more closely only when a date in it is near the
window, and only together with all copies of its UID, since a later copy may have moved it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from followbot.app.ports import Problem, Window
from followbot.domain.model import Event, EventKey
from followbot.errors import entries as said
from followbot.providers.ical.entry import NO_EVENTS, Entry, Origin, Unreadable, read_entry, uid_of
from followbot.providers.ical.fields import to_event
from followbot.providers.ical.merge import exclusions, family, occurrences
from followbot.providers.ical.rules import BadRule
from followbot.providers.ical.split import Block, Contents, Sheet, split
from followbot.providers.ical.text import logical_lines, property_name
from followbot.providers.ical.times import aware
from followbot.providers.ical.zones import Zones

MAX_BYTES = 50 * 1024 * 1024
"""A larger file is no calendar of one person."""

_REPEATING = ("RRULE", "RDATE", "RECURRENCE-ID", "DURATION")
"""What may carry an event into the window although its own dates are far away."""

_DATED = ("DTSTART", "DTEND")
_RANKING = (*_DATED, "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS")
_DAY = re.compile(r"[:\"]([1-9]\d{3})-?(\d{2})-?(\d{2})(?!\d)")
_NEAR = timedelta(days=2)
"""More than any time zone can move a day."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One VEVENT, not yet read. `far`: none of its times can be in the window, so only its rank among copies matters."""

    block: Block
    sheet: Sheet
    origin: Origin
    uid: str
    far: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One file, taken apart. `leaves` are the events that count for a calendar, `uids` their UIDs."""

    name: str
    leaves: tuple[Leaf, ...]
    problems: tuple[Problem, ...]

    @property
    def uids(self) -> frozenset[str]:
        return frozenset(leaf.uid for leaf in self.leaves)


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What one UID gave: its occurrences in the window in order, the instances it excludes, what could not be read."""

    uid: str
    events: tuple[Event, ...] = ()
    gone: tuple[EventKey, ...] = ()
    problems: tuple[Problem, ...] = ()


def open_document(name: str, data: bytes, window: Window) -> Document:
    """Take a calendar file apart, for a later `harvest` in this window.

    Never raises for what is in it; `name` is what problems call it. Of events far from the window no texts are kept, so that
    ten thousand of them need little memory.
    """
    if len(data) > MAX_BYTES:
        return Document(name, (), (Problem(name, str(said.file_too_large(MAX_BYTES // 2**20))),))
    contents = split(logical_lines(data))
    return Document(name, tuple(_leaves(name, contents, window)), tuple(_damage(name, contents, data)))


def _damage(name: str, contents: Contents, data: bytes) -> Iterator[Problem]:
    if not contents.sheets:
        yield Problem(name, str(said.no_calendar() if data.strip() else said.file_empty()))
    methods = {_value(sheet.lines, "METHOD").upper() for sheet in contents.sheets}
    if methods and methods <= NO_EVENTS:
        return
    for ordinal in contents.broken:
        yield Problem(f"{name}, event {ordinal}", str(said.event_cut()))
    if contents.cut and not contents.broken:
        yield Problem(name, str(said.file_cut()))


def _leaves(name: str, contents: Contents, window: Window) -> Iterator[Leaf]:
    for sheet in contents.sheets:
        method = _value(sheet.lines, "METHOD").upper()
        if method in NO_EVENTS:
            continue
        producer = _value(sheet.lines, "PRODID")
        for block in sheet.events:
            uid, far = uid_of(block), _is_far(block, window)
            if far:
                block.lines = [line for line in block.lines if line.upper().startswith(_RANKING)]
            yield Leaf(block, sheet, Origin(name, block.ordinal, method, producer), uid, far)
        sheet.events.clear()


def _value(lines: Iterable[str], name: str) -> str:
    return next((line.partition(":")[2].strip() for line in lines if property_name(line) == name), "")


def _is_far(block: Block, window: Window) -> bool:
    """Whether the event has no recurrence, and its days, as far as they are plain to see, are all far from the window."""
    days: list[date] = []
    for line in block.lines:
        head = line[:13].upper()
        if head.startswith(_REPEATING):
            return False
        if head.startswith(_DATED):
            found = _DAY.search(line)
            if found is None:
                return False
            try:
                days.append(date(int(found[1]), int(found[2]), int(found[3])))
            except ValueError:
                return False
    if not days:
        return False
    # The window is moved, not the days: those may lie at the very edge of the calendar.
    return max(days) < window.start.date() - _NEAR or min(days) > window.end.date() + _NEAR


def harvest(
    documents: Iterable[Document],
    window: Window,
    zone: str,
    account: str,
    calendar: str,
    uids: frozenset[str] | None = None,
    *,
    whole_series: bool = True,
) -> Iterator[Sheaf]:
    """The events of these documents in the window, one calendar together; of these UIDs only, where they are given.

    `zone` is the IANA name of the user's own zone, for floating times and whole days. Copies of one UID in several
    documents are one event. A UID that has nothing in the window may be left out. Without `whole_series` a series is its
    first date and its exceptions, so that a window of a century costs no more than one of a month.
    """
    groups: dict[str, list[Leaf]] = {}
    for document in documents:
        for leaf in document.leaves:
            if uids is None or leaf.uid in uids:
                groups.setdefault(leaf.uid, []).append(leaf)
    reader = _Reader(window, zone, account, calendar, whole_series)
    for uid, leaves in groups.items():
        if not all(leaf.far for leaf in leaves):
            yield reader.read(uid, leaves)


class _Reader:
    """Reads one UID after the other; what goes wrong with one stays with it."""

    def __init__(self, window: Window, zone: str, account: str, calendar: str, whole_series: bool) -> None:
        self._window, self._zone, self._account, self._calendar = window, zone, account, calendar
        self._whole_series = whole_series
        self._own = Zones(zone)
        self._zones: dict[Sheet, Zones] = {}

    def read(self, uid: str, leaves: Iterable[Leaf]) -> Sheaf:
        entries: list[Entry] = []
        problems: list[Problem] = []
        for leaf in leaves:
            try:
                entries.append(read_entry(leaf.block, leaf.origin, self._zones_of(leaf.sheet)))
            except Unreadable as error:
                problems.append(Problem(str(leaf.origin), str(error), warning=error.harmless))
            except Exception:  # noqa: BLE001 -- libraries read hostile input here; one event must not cost the others
                problems.append(Problem(str(leaf.origin), str(said.unreadable())))
        sheaf = self._resolve(uid, entries) if entries else Sheaf(uid)
        return replace(sheaf, problems=(*problems, *sheaf.problems))

    def _resolve(self, uid: str, entries: list[Entry]) -> Sheaf:
        """The occurrences; of a series that cannot be followed its first date and its exceptions."""
        where = str(entries[0].origin)
        try:
            return self._gather(uid, entries if self._whole_series else _without_rules(entries))
        except BadRule as error:
            problem = Problem(where, str(said.repetition_refused(str(error))), warning=error.harmless)
        except Exception:  # noqa: BLE001 -- as above
            problem = Problem(where, str(said.repetition_lost()))
        try:
            return replace(self._gather(uid, _without_rules(entries)), problems=(problem,))
        except Exception:  # noqa: BLE001 -- as above
            return Sheaf(uid, problems=(Problem(where, str(said.unreadable())),))

    def _gather(self, uid: str, entries: list[Entry]) -> Sheaf:
        members = family(entries, self._own)
        found = occurrences(members, self._window, self._own)
        events = (to_event(verdict, self._account, self._calendar, self._own) for verdict in found)
        excluded = exclusions(members, self._own).items()
        gone = sorted(instance for instance, original in excluded if self._holds(aware(original, self._own.own)))
        return Sheaf(uid, tuple(sorted(events, key=_by_start)), tuple(EventKey(uid, instance) for instance in gone))

    def _holds(self, start: datetime) -> bool:
        return self._window.start <= start < self._window.end

    def _zones_of(self, sheet: Sheet) -> Zones:
        if sheet not in self._zones:
            self._zones[sheet] = Zones(self._zone, sheet.zones)
        return self._zones[sheet]


def _without_rules(entries: Iterable[Entry]) -> list[Entry]:
    return [replace(entry, rules=(), added=(), excluded=()) for entry in entries]


def _by_start(event: Event) -> tuple[datetime, str]:
    return event.start, event.instance
