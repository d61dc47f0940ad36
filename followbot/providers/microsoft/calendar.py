"""A `ports.Calendar` over an Outlook calendar.

A bounded window, widened to whole days, is read as a whole by calendarView; that names no deletions: what is absent is gone.
Whether there is any reason to is asked of its delta (https://learn.microsoft.com/en-us/graph/api/event-delta), whose answer
to "nothing" is the same for every size of a calendar. More than that it is not asked: it cannot be told what to return, shows
little of an occurrence, and calls "removed" what has merely changed outside of the window. When it tells of anything, one look
without texts shows whether that concerns us, and only then everything is read again, with the texts. A place in the delta that
Graph no longer knows, or a server that keeps none, costs such looks, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from followbot.app.calendars import NamedCalendar
from followbot.app.ports import CalendarReading, Problem, Window
from followbot.domain.model import Event, EventKey, digest
from followbot.errors import ConfigurationError
from followbot.errors import entries as said
from followbot.errors.microsoft import no_such_calendar
from followbot.providers.microsoft.calendar_memory import Memory
from followbot.providers.microsoft.errors import Oversized, Rejected, named
from followbot.providers.microsoft.events import Unreadable, key_of, own_uid, series_of, series_uid, to_event
from followbot.providers.microsoft.graph import IN_UTC, Graph, Item, entries, segment, text

SERVICE = "Outlook calendar"
PRIMARY = "primary"

_LOOK = (
    "id",
    "changeKey",
    "lastModifiedDateTime",
    "iCalUId",
    "type",
    "seriesMasterId",
    "originalStart",
    "subject",
    "start",
    "end",
    "originalStartTimeZone",
    "isAllDay",
    "isCancelled",
    "isOrganizer",
    "showAs",
    "responseStatus",
    "organizer",
    "attendees",
    "location",
    "locations",
    "categories",
    "onlineMeeting",
    "onlineMeetingUrl",
)
_WHOLE = (*_LOOK, "body", "bodyPreview")
_DAY = timedelta(days=1)
_LOOK_PAGE = "1000"
"""Events in one answer: what most calendars hold in seven weeks many times over."""
_WHOLE_PAGE = "200"
_CHANGES = "odata.maxpagesize=200"
_LAG = timedelta(minutes=15)
"""How long after a change what is read may come from a copy of the mailbox that has not heard of it yet."""
_TRUST = timedelta(hours=24)
"""How long the delta is believed before everything is read again."""
_TRUST_IN_LOOKS = timedelta(hours=6)
"""The same for looks, where there is no place in the delta: a server that has lost it may give another one."""


class MicrosoftCalendar:
    """One calendar: "primary", or a name that is looked up once. `home` is the user's own zone, `me` the user's addresses."""

    def __init__(self, name: str, *, account: str, graph: Graph, home: str, me: frozenset[str]) -> None:
        self._name = name
        self._account = account
        self._graph = graph
        self._home = home
        self._me = me

    @property
    def name(self) -> str:
        return self._name

    def read(self, window: Window, cursor: str | None, now: datetime) -> CalendarReading:
        """See `ports.Calendar.read`. Raises `ConfigurationError`, `LoginNeeded` or `Unreachable`."""
        with named(self._account, SERVICE):
            memory = Memory.load(cursor)
            if self._name != PRIMARY and not memory.calendar:
                memory.calendar = self._id()
            try:
                return self._read(window, memory, cursor, now)
            except Rejected as refusal:
                if refusal.status != 404 or self._name == PRIMARY:
                    raise
            # Its id may have changed, as ids do.
            found = self._id()
            if found == memory.calendar:
                raise self._unknown()
            return self._read(window, Memory(calendar=found), cursor, now)

    # --- which calendar -------------------------------------------------------------------------------------------

    def _id(self) -> str:
        wanted = self._name.casefold()
        for entry in self._graph.list("/me/calendars", {"$top": "100"}):
            if wanted in (text(entry, "name").casefold(), text(entry, "id").casefold()) and text(entry, "id"):
                return text(entry, "id")
        raise self._unknown()

    def _unknown(self) -> ConfigurationError:
        return no_such_calendar(self._account, self._name)

    # --- reading --------------------------------------------------------------------------------------------------

    def _read(self, window: Window, memory: Memory, cursor: str | None, now: datetime) -> CalendarReading:
        start, end = _midnight(window.start), _midnight(window.end) + _DAY
        span = {"startDateTime": _stamp(start), "endDateTime": _stamp(end)}
        if memory.covers(*span.values()) and memory.read_at <= now:
            quiet = self._is_quiet(memory, now)
            trusted = now - memory.read_at < (_TRUST if memory.place else _TRUST_IN_LOOKS)
            if trusted and (quiet or self._look(memory, span) == memory.looked):
                return _unchanged(memory, cursor)
        # From before the reading: what changes meanwhile is heard of next time.
        memory.place, memory.heard_at = self._first_place(memory, span), now
        found = list(self._view(memory, span, _WHOLE, _WHOLE_PAGE))
        memory.start, memory.end = span.values()
        memory.looked = _looked(found)
        memory.read_at = now
        return self._news(memory, found)

    def _first_place(self, memory: Memory, span: dict[str, str]) -> str:
        """A new place in the delta: there is no "from now on" but behind everything that is there."""
        try:
            return _followed(self._graph.pages(f"{_path(memory)}/delta", span, _CHANGES))[1]
        except Oversized:
            return ""
        except Rejected as refusal:
            if _may_pass(refusal):
                raise
            return ""

    def _is_quiet(self, memory: Memory, now: datetime) -> bool:
        """Whether Graph tells that nothing has changed in the span, and the last change is longer ago than copies lag.

        A new place counts as a change: it may have come from a copy that knows more than the one that was read.
        """
        if not memory.place:
            return False
        try:
            told, place = _followed(self._graph.follow(memory.place, _CHANGES))
        except Oversized:
            told, place = True, ""
        except Rejected as refusal:
            if _may_pass(refusal):
                raise
            told, place = True, ""
        memory.place = place
        if told:
            memory.heard_at = now
        return not told and now - memory.heard_at >= _LAG

    def _look(self, memory: Memory, span: dict[str, str]) -> str:
        return _looked(self._view(memory, span, _LOOK, _LOOK_PAGE))

    def _view(self, memory: Memory, span: dict[str, str], members: tuple[str, ...], page: str) -> Iterator[Item]:
        path = _path(memory)
        for query in ({**span, "$top": page, "$select": ",".join(members)}, span):
            try:
                yield from self._graph.list(path, query, IN_UTC)
            except Rejected as refusal:
                if not refusal.unsupported or query is span:
                    raise
                continue
            return

    def _news(self, memory: Memory, found: list[Item]) -> CalendarReading:
        harvest = _Harvest(self, memory)
        for item in found:
            harvest.take(item)
        # An empty list where there was something is a fault rather than a tidy user.
        emptied = bool(memory.had) and not found
        problems = [*harvest.problems]
        if emptied:
            problems.append(Problem(self._name, str(said.emptied()), warning=True))
            memory.looked = ""
        else:
            memory.had = len(found)
            memory.series = harvest.series
        return CalendarReading(
            cursor=memory.dump(),
            complete=not emptied and not harvest.problems,
            events=tuple(harvest.events),
            present=frozenset(harvest.keys) if not emptied else None,
            problems=tuple(problems),
        )

    def uid_of_series(self, item: Item, known: dict[str, str]) -> str:
        """The UID that all occurrences of a series share, "" where the server does not tell; it is asked for at most once."""
        ref, ical = series_of(item), text(item, "iCalUId")
        if (found := known.get(ref)) is not None:
            return found
        if found := series_uid(ical):
            return found
        try:
            master = self._graph.get(f"/me/events/{segment(ref)}", {"$select": "id,iCalUId"})
        except Rejected as refusal:
            if _may_pass(refusal):
                raise
            master = {}
        stated = text(master, "iCalUId")
        return series_uid(stated) or stated

    def event(self, item: Item, key: EventKey) -> Event:
        return to_event(item, key, self._account, self._name, self._home, self._me)

    def key(self, item: Item, series: dict[str, str]) -> EventKey:
        """The identity of an event; raises `Unreadable`."""
        ref = series_of(item)
        if not ref:
            return EventKey(own_uid(item))
        series[ref] = self.uid_of_series(item, series)
        # Without a common UID each occurrence stands for itself: whichever came first must not name the others.
        return key_of(item, series[ref] or own_uid(item), self._home)


class _Harvest:
    """What the events of a whole read mean. One that cannot be read is a problem, and stops none of the others."""

    def __init__(self, calendar: MicrosoftCalendar, memory: Memory) -> None:
        self._calendar = calendar
        self._known = memory.series
        self.series: dict[str, str] = {}
        self.events: list[Event] = []
        self.keys: list[EventKey] = []
        self.problems: list[Problem] = []

    def take(self, item: Item) -> None:
        if text(item, "type").lower() == "seriesmaster":
            return
        ref = series_of(item)
        if ref in self._known:
            self.series[ref] = self._known[ref]
        try:
            key = self._calendar.key(item, self.series)
            event = self._calendar.event(item, key)
        except Unreadable:
            where = f"event {digest(text(item, 'iCalUId') or text(item, 'id'), length=8)}"
            self.problems.append(Problem(where, str(said.without_time()), warning=True))
            return
        self.keys.append(key)
        self.events.append(event)


def _path(memory: Memory) -> str:
    return f"/me/calendars/{segment(memory.calendar)}/calendarView" if memory.calendar else "/me/calendarView"


def _followed(pages: Iterator[Item]) -> tuple[bool, str]:
    """Whether the pages of a delta tell of anything, and the place after them."""
    told, place = False, ""
    for page in pages:
        told = told or bool(entries(page))
        place = text(page, "@odata.deltaLink") or place
    return told or not place, place


def _may_pass(refusal: Rejected) -> bool:
    """Whether asking again may help, so that it says nothing about the place."""
    return refusal.status == 401 or (refusal.passing and refusal.status != 501)


def _unchanged(memory: Memory, cursor: str | None) -> CalendarReading:
    after = memory.dump()
    return CalendarReading(cursor=cursor if cursor is not None and cursor == after else after, complete=True)


def _looked(found: Any) -> str:
    """What tells two looks apart: everything in them but the texts, and what only names the answer."""
    kept = [
        {name: value for name, value in item.items() if name in _LOOK}
        for item in sorted(found, key=lambda i: (text(i, "id"), text(i, "iCalUId")))
    ]
    return digest(json.dumps(kept, sort_keys=True))


def _midnight(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def list_calendars(graph: Graph, account: str) -> list[NamedCalendar]:
    """The calendars of the mailbox, the main one first. Raises `LoginNeeded` or `Unreachable`."""
    with named(account, SERVICE):
        entries = list(graph.list("/me/calendars", {"$top": "100"}))
    found = [NamedCalendar(text(e, "name"), e.get("isDefaultCalendar") is True) for e in entries if text(e, "name")]
    return sorted(found, key=lambda calendar: not calendar.read)


def names_of(calendars: tuple[str, ...]) -> Iterator[str]:
    """The calendars to read: those of the configuration, the main one where it names none."""
    yield from dict.fromkeys(calendars or (PRIMARY,))
