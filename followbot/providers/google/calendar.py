"""A `ports.Calendar` over Google Calendar.

A bounded window is read as a whole, single occurrences with deletions among them, because Google's sync tokens return every
instance of a touched series up to the year 2040 and miss deletions of long ones. The window is widened to whole days, so
that the address asked for stays the same for a day, and most answers are a mere 304. A window with very many events is too
dear for that: there, one request for what has changed since the day's first whole read (`updatedMin`, without a window, so that
what moves out of it is told too) decides whether to read it again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from followbot.app.calendars import NamedCalendar
from followbot.app.ports import CalendarReading, Problem, Window
from followbot.domain.model import Event, EventKey, digest
from followbot.errors import ConfigurationError
from followbot.errors import entries as said
from followbot.errors.google import no_such_calendar
from followbot.providers.google.api import Api
from followbot.providers.google.calendar_memory import Memory
from followbot.providers.google.errors import Rejected, named
from followbot.providers.google.events import DAY, TYPES, Unreadable, day_of, is_meeting, key_of, rfc3339, to_event

SERVICE = "Google Calendar"

_PAGE = 2500
_LARGE = 1000
"""Events of a window from which on changes are asked for first."""
_TRUST = timedelta(hours=1)
"""How long a 304 is believed before the whole is read again; it costs no request more."""
_OVERLAP = timedelta(minutes=5)
_CHANGES = 250


class GoogleCalendar:
    """One calendar: "primary", an id (it has an @), or a name that is looked up once. `home` is the user's own zone."""

    def __init__(self, name: str, *, account: str, api: Api, home: str) -> None:
        self._name = name
        self._account = account
        self._api = api
        self._home = home

    @property
    def name(self) -> str:
        return self._name

    def read(self, window: Window, cursor: str | None, now: datetime) -> CalendarReading:
        """See `ports.Calendar.read`. Raises `ConfigurationError`, `LoginNeeded` or `Unreachable`."""
        with named(self._account, SERVICE):
            memory = Memory.load(cursor)
            memory.calendar = memory.calendar or self._id()
            try:
                return self._read(window, memory, cursor, now)
            except Rejected as refusal:
                if refusal.status == 404:
                    return self._read_again(window, memory, cursor, now)
                if refusal.status != 410:
                    raise
            # What was remembered is too old for Google: read everything. What was there is not forgotten by that.
            memory.forget_answer()
            return self._read(window, memory, cursor, now)

    def _read_again(self, window: Window, memory: Memory, cursor: str | None, now: datetime) -> CalendarReading:
        """After a 404: a calendar that was deleted and made anew has its name back, and another id."""
        calendar = self._id()
        if calendar == memory.calendar:
            raise self._unknown()
        memory.calendar = calendar
        memory.forget_answer()
        try:
            return self._read(window, memory, cursor, now)
        except Rejected as refusal:
            if refusal.status == 404:
                raise self._unknown() from None
            raise

    # --- which calendar -------------------------------------------------------------------------------------------

    def _id(self) -> str:
        if self._name == "primary" or "@" in self._name:
            return self._name
        wanted = self._name.strip().casefold()
        for entry in _entries(self._api):
            names = {str(entry.get(key, "")).strip().casefold() for key in ("id", "summaryOverride", "summary")}
            if wanted in names and entry.get("id"):
                return str(entry["id"])
        raise self._unknown()

    def _unknown(self) -> ConfigurationError:
        return no_such_calendar(self._account, self._name)

    # --- reading --------------------------------------------------------------------------------------------------

    def _read(self, window: Window, memory: Memory, cursor: str | None, now: datetime) -> CalendarReading:
        start, end = rfc3339(day_of(window.start)), rfc3339(day_of(window.end) + DAY)
        known = memory.covers(start, end)
        if known and memory.large and not self._has_changed(memory):
            return _unchanged(memory, cursor)
        trusted = known and memory.etag and rfc3339(now - _TRUST) < memory.whole_at <= rfc3339(now)
        try:
            answer = self._whole(memory.calendar, start, end, memory.etag if trusted else "", now)
        except Rejected as refusal:
            if refusal.status == 304:
                return _unchanged(memory, cursor)
            raise
        if not known or not memory.since:
            memory.since, memory.changes = rfc3339(answer.at - _OVERLAP), ""
        if known and answer.digest == memory.digest:
            if answer.etag:
                memory.etag, memory.whole_at = answer.etag, rfc3339(now)
            return _unchanged(memory, cursor)
        return self._news(memory, answer, start, end, now)

    def _whole(self, calendar: str, start: str, end: str, etag: str, now: datetime) -> _Answer:
        """Every event of the window. Raises `Rejected`: 304 where nothing has changed."""
        found = _Answer(now)

        def page(**arguments: Any) -> Any:
            request = self._api.events.list(**arguments)
            if etag and not found.pages:
                request.headers["If-None-Match"] = etag
            request.add_response_callback(found.note)
            return request

        for answer in self._api.pages(
            page,
            calendarId=calendar,
            timeMin=start,
            timeMax=end,
            singleEvents=True,
            showDeleted=True,
            eventTypes=list(TYPES),
            maxResults=_PAGE,
        ):
            found.add(answer)
        return found

    def _has_changed(self, memory: Memory) -> bool:
        """Whether anything in the calendar has changed since the last whole read."""
        request = self._api.events.list(
            calendarId=memory.calendar, updatedMin=memory.since, showDeleted=True, maxResults=_CHANGES
        )
        answer = self._api.ask(request)
        items = answer.get("items")
        stamps = [
            [e.get("id"), e.get("etag"), e.get("updated"), e.get("status")] for e in items or () if isinstance(e, dict)
        ]
        changes = digest(json.dumps(stamps)) if stamps else ""
        if answer.get("nextPageToken"):
            memory.since = ""  # more than a page can tell: from now on count from the read that follows
            return True
        if changes == memory.changes:
            return False
        memory.changes = changes
        return True

    def _news(self, memory: Memory, answer: _Answer, start: str, end: str, now: datetime) -> CalendarReading:
        harvest = _Harvest(self._account, self._name, self._home)
        for item in answer.items:
            harvest.take(item, memory)
        # An empty list where there was something, without a word of a deletion, is a fault rather than a tidy user.
        emptied = bool(memory.ids()) and not answer.items
        problems = [*harvest.problems]
        if emptied:
            problems.append(Problem(self._name, str(said.emptied()), warning=True))
        else:
            memory.remember(harvest.keys)
        memory.start, memory.end, memory.etag, memory.digest = start, end, answer.etag, answer.digest
        memory.whole_at = rfc3339(now)
        memory.large = len(answer.items) > _LARGE or answer.pages > 1
        return CalendarReading(
            cursor=memory.dump(),
            complete=not emptied and not harvest.problems,
            events=tuple(harvest.events),
            gone=tuple(dict.fromkeys(harvest.gone)),
            present=frozenset(harvest.keys.values()) if not emptied else None,
            problems=tuple(problems),
        )


def _unchanged(memory: Memory, cursor: str | None) -> CalendarReading:
    after = memory.dump()
    return CalendarReading(cursor=cursor if cursor is not None and cursor == after else after, complete=True)


class _Answer:
    """The pages of one whole read. `at` is the server's own time, ours where it does not tell."""

    def __init__(self, now: datetime) -> None:
        self.items: list[dict[str, Any]] = []
        self.etag = ""
        self.pages = 0
        self.at = now

    def note(self, response: Mapping[str, str]) -> None:
        """The head of a page. An ETag speaks for one page alone, so that of several pages none is kept."""
        self.etag = "" if self.pages else response.get("etag", "")
        with contextlib.suppress(TypeError, ValueError):
            at = parsedate_to_datetime(response.get("date", ""))
            if at.tzinfo is not None and not self.pages:
                self.at = at

    def add(self, answer: Mapping[str, Any]) -> None:
        items = answer.get("items")
        self.items += [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        if not self.pages:
            self.etag = self.etag or str(answer.get("etag") or "")
        self.pages += 1

    @property
    def digest(self) -> str:
        return digest(json.dumps(self.items, sort_keys=True))


class _Harvest:
    """What the events of a whole read mean. One that cannot be read is a problem, and stops none of the others."""

    def __init__(self, account: str, calendar: str, home: str) -> None:
        self._account = account
        self._calendar = calendar
        self._home = home
        self.events: list[Event] = []
        self.gone: list[EventKey] = []
        self.keys: dict[str, EventKey] = {}
        self.problems: list[Problem] = []

    def take(self, item: Mapping[str, Any], memory: Memory) -> None:
        ref = str(item.get("id", ""))
        cancelled = item.get("status") == "cancelled"
        key = key_of(item) or (memory.key(ref) if cancelled else None)
        if not is_meeting(item):
            return
        if key is None:
            if not cancelled:
                where = f"event {digest(ref, length=8)}"
                self.problems.append(Problem(where, str(said.without_identity()), warning=True))
            return
        if cancelled:
            self.gone.append(key)
            if not item.get("start"):
                return
        else:
            self.keys[ref or f"{key.uid} {key.instance}"] = key
        try:
            self.events.append(to_event(item, key, self._account, self._calendar, self._home))
        except Unreadable:
            if not cancelled:
                where = f"event {digest(key.uid, key.instance, length=8)}"
                self.problems.append(Problem(where, str(said.without_time()), warning=True))


def _entries(api: Api) -> Iterator[dict[str, Any]]:
    """Every entry of the user's list of calendars."""
    for answer in api.pages(api.calendar_list.list, maxResults=250):
        items = answer.get("items")
        yield from (entry for entry in items if isinstance(entry, dict)) if isinstance(items, list) else ()


def list_calendars(api: Api, account: str) -> list[NamedCalendar]:
    """The calendars that the user sees, the main one first. Raises `LoginNeeded` or `Unreachable`."""
    found = []
    with named(account, SERVICE):
        for entry in _entries(api):
            name = str(entry.get("summaryOverride") or entry.get("summary") or "").strip()
            if name and not entry.get("deleted") and entry.get("accessRole") != "freeBusyReader":
                found.append(NamedCalendar(name, entry.get("primary") is True))
    return sorted(found, key=lambda calendar: not calendar.read)


def names_of(calendars: tuple[str, ...]) -> Iterator[str]:
    """The calendars to read: those of the configuration, the main one where it names none."""
    yield from dict.fromkeys(calendars or ("primary",))
