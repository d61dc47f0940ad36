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
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from followbot.app.ports import Window
from followbot.errors import entries as said
from followbot.providers.ical.entry import Entry, Span
from followbot.providers.ical.rules import BadRule, clean_rule
from followbot.providers.ical.times import Moment, aware, day_of, is_day, wall
from followbot.providers.ical.zones import Zones

if TYPE_CHECKING:
    from icalendar import Calendar

MAX_PER_DAY = 8
"""Occurrences of one series that a window may hold for each of its days; nobody is interviewed more often."""

MAX_LENGTH = timedelta(days=366)
"""Of one occurrence of a series: longer ones would overlap by the thousand."""

_LAST_YEAR = 9998
_MARGIN = timedelta(days=2)
"""More than any zone is away from UTC, so that a window compared on the wall clock loses nothing."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting: what it says, when it is, and its original start in UTC, "" for an event that does not repeat."""

    entry: Entry
    span: Span
    instance: str = ""


def instance_of(original: Moment) -> str:
    """How an occurrence is named: its original start in UTC; for a whole day, midnight as if the day were in UTC.

    So the name of a whole day does not depend on anybody's zone and survives a change of `profile.timezone`.
    """
    if isinstance(original, datetime):
        return original.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return original.strftime("%Y%m%dT000000Z")


def original_of(series: Span, moment: Moment, zones: Zones) -> Moment:
    """A RECURRENCE-ID or EXDATE in the form of the series it belongs to: a day for whole days, else a time.

    Exchange writes midnight in some zone for a day; others write a day for a time.
    """
    if is_day(series.start) == is_day(moment):
        return moment
    if not isinstance(series.start, datetime):
        return day_of(moment, zones.own)
    return datetime.combine(day_of(moment, zones.own), series.start.time(), series.start.tzinfo)


def expand(master: Entry, span: Span, window: Window, zones: Zones) -> Iterator[Occurrence]:
    """The occurrences of a series in the window (and a little around it), exceptions not considered.

    `span` is its first occurrence. Raises `BadRule` where the rule cannot be followed; the libraries may raise anything at
    hostile input.
    """
    if not master.rules and not master.added:
        if span.start not in {original_of(span, moment, zones) for moment in master.excluded}:
            yield Occurrence(master, span, instance_of(span.start))
        return
    tz = (span.start.tzinfo if isinstance(span.start, datetime) else None) or zones.own
    for begin, finish in _reckon(master, span, window, tz, zones):
        if is_day(span.start):
            yield Occurrence(master, Span(begin.date(), finish.date()), instance_of(begin.date()))
        else:
            start, end = begin.replace(tzinfo=tz), finish.replace(tzinfo=tz)
            yield Occurrence(master, Span(start, max(start, end), span.zone), instance_of(start))


def _reckon(master: Entry, span: Span, window: Window, tz: tzinfo, zones: Zones) -> Iterator[tuple[datetime, datetime]]:
    """Naive local starts and ends."""
    if aware(span.end, zones.own) - aware(span.start, zones.own) > MAX_LENGTH:
        raise BadRule(str(said.lasts_for_years()), harmless=True)
    from recurring_ical_events import of  # heavy, and only needed where there are series

    first, last = wall(window.start, tz) - _MARGIN, wall(window.end, tz) + _MARGIN
    shift = (_LAST_YEAR - last.year) // 400 * 400
    found = of(_naive(master, span, last, tz, zones, shift)).between(_moved(first, shift), _moved(last, shift))
    if len(found) > MAX_PER_DAY * ((last - first).days + 1):
        raise BadRule(str(said.repeats_too_often()), harmless=True)
    for event in found:
        yield _moved(event["DTSTART"].dt, -shift), _moved(event["DTEND"].dt, -shift)


def _naive(master: Entry, span: Span, last: datetime, tz: tzinfo, zones: Zones, shift: int) -> Calendar:
    """The series as an icalendar calendar in naive time, moved forward by `shift` years."""
    from icalendar import Calendar, Event  # see above
    from icalendar.prop import vRecur

    def reckoned(moment: Moment) -> datetime:
        return _moved(wall(original_of(span, moment, zones), tz), shift)

    start, end = wall(span.start, tz), wall(span.end, tz)
    event = Event()
    event.add("uid", "series")
    event.add("dtstart", _moved(start, shift))
    event.add("dtend", _moved(max(start, end), shift))
    for text in master.rules:
        rule = clean_rule(text, start, last, tz, zones, is_day(span.start))
        if rule.until is not None:
            rule = replace(rule, until=_moved(rule.until, shift))
        event.add("rrule", vRecur.from_ical(str(rule)))
    for begin, finish in master.added:
        added = reckoned(begin)
        event.add("rdate", [added if finish is None else (added, max(added, reckoned(finish)))])
    for moment in master.excluded:
        event.add("exdate", [reckoned(moment)])
    calendar = Calendar()
    calendar.add_component(event)
    return calendar


def _moved(at: datetime, years: int) -> datetime:
    return at.replace(year=min(max(at.year + years, 1), 9999))
