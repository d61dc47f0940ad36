"""A series and its exceptions, to occurrences.

recurring-ical-events computes the set of dates; the exceptions are laid over it here, because an occurrence is known by its
*original* start, also where it was moved or cancelled, and also after "this and all following".

The set is reckoned on naive local time, which is what RFC 5545 (section 3.3.10) means by a weekly meeting at nine. For the
reckoning the series is moved forward by a multiple of 400 years, after which the Gregorian calendar repeats itself, weekdays
included: dateutil looks for the next date until the year 9999, so a hostile rule that fits no date (30 February) then costs
milliseconds instead of seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo, UTC
from typing import Any

from followbot.app.ports import Window
from followbot.providers.ical.entry import Entry
from followbot.providers.ical.rules import TOO_OFTEN, BadRule, clean_rule
from followbot.providers.ical.times import Moment, day_of, is_day, wall
from followbot.providers.ical.zones import Zones

MAX_PER_DAY = 8
"""Occurrences of one series that a window may hold for each of its days; nobody is interviewed more often."""

_LAST_YEAR = 9998
_MARGIN = timedelta(days=2)
"""More than any zone is away from UTC, so that a window compared on the wall clock loses nothing."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting. `instance` is its original start in UTC, "" for an event that does not repeat."""

    entry: Entry
    start: Moment
    end: Moment
    instance: str = ""


def instance_of(original: Moment) -> str:
    """How an occurrence is named: its original start in UTC; for a whole day, midnight as if the day were in UTC.

    So the name of a whole day does not depend on anybody's zone and survives a change of `profile.timezone`.
    """
    if isinstance(original, datetime):
        return original.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return original.strftime("%Y%m%dT000000Z")


def original_of(entry: Entry, moment: Moment, zones: Zones) -> Moment:
    """A RECURRENCE-ID or EXDATE in the form of the series it belongs to: a day for whole days, else a time.

    Exchange writes midnight in some zone for a day; others write a day for a time.
    """
    if entry.start is None or is_day(entry.start) == is_day(moment):
        return moment
    if not isinstance(entry.start, datetime):
        return day_of(moment, zones.own)
    return datetime.combine(day_of(moment, zones.own), entry.start.time(), entry.start.tzinfo)


def expand(master: Entry, window: Window, zones: Zones) -> Iterator[Occurrence]:
    """The occurrences of a series in the window (and a little around it), exceptions not considered.

    Raises `BadRule` where the rule cannot be followed; the libraries may raise anything at hostile input.
    """
    if master.start is None or master.end is None:
        return
    tz = master.start.tzinfo if isinstance(master.start, datetime) else None
    tz = tz or zones.own
    for begin, finish in _reckon(master, window, tz, zones):
        if is_day(master.start):
            original: Moment = begin.date()
            yield Occurrence(master, original, finish.date(), instance_of(original))
        else:
            start = begin.replace(tzinfo=tz)
            yield Occurrence(master, start, max(start, finish.replace(tzinfo=tz)), instance_of(start))


def _reckon(master: Entry, window: Window, tz: tzinfo, zones: Zones) -> Iterator[tuple[datetime, datetime]]:
    """Naive local starts and ends."""
    from recurring_ical_events import of  # heavy, and only needed where there are series

    first, last = wall(window.start, tz) - _MARGIN, wall(window.end, tz) + _MARGIN
    shift = (_LAST_YEAR - last.year) // 400 * 400
    event = _naive(master, last, tz, zones, shift)
    all_found = of(event).between(_moved(first, shift), _moved(last, shift))
    if len(all_found) > MAX_PER_DAY * ((last - first).days + 1):
        raise BadRule(TOO_OFTEN, harmless=True)
    for found in all_found:
        yield _moved(found["DTSTART"].dt, -shift), _moved(found["DTEND"].dt, -shift)


def _naive(master: Entry, last: datetime, tz: tzinfo, zones: Zones, shift: int) -> Any:
    """The series as an icalendar calendar in naive time, moved forward by `shift` years."""
    from icalendar import Calendar, Event  # see above
    from icalendar.prop import vRecur

    assert master.start is not None
    assert master.end is not None
    start, end = wall(master.start, tz), wall(master.end, tz)
    event = Event()
    event.add("uid", "series")
    event.add("dtstart", _moved(start, shift))
    event.add("dtend", _moved(max(start, end), shift))
    for text in master.rules:
        parts = clean_rule(text, start, last, tz, zones, is_day(master.start))
        if "UNTIL" in parts:
            until = datetime.strptime(parts["UNTIL"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 -- naive wall-clock time on purpose
            parts["UNTIL"] = _moved(until, shift).strftime("%Y%m%dT%H%M%S")
        event.add("rrule", vRecur.from_ical(";".join(f"{name}={value}" for name, value in parts.items())))
    for moment, finish in master.added:
        begin = _moved(wall(original_of(master, moment, zones), tz), shift)
        event.add("rdate", [begin if finish is None else (begin, max(begin, _moved(wall(finish, tz), shift)))])
    for moment in master.excluded:
        event.add("exdate", [_moved(wall(original_of(master, moment, zones), tz), shift)])
    calendar = Calendar()
    calendar.add_component(event)
    return calendar


def _moved(at: datetime, years: int) -> datetime:
    return at.replace(year=min(max(at.year + years, 1), 9999))
