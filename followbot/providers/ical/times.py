"""Dates, times, durations and periods of iCalendar (RFC 5545, section 3.3), leniently.

A `Moment` is a date (a whole day) or an aware datetime. Floating times have already become times in the user's own zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from followbot.providers.ical.properties import Property
from followbot.providers.ical.zones import Zone, Zones

Moment = date | datetime

_STAMP = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ](\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"([+-]?)P?(?:(\d{1,6})W)?(?:(\d{1,6})D)?T?(?:(\d{1,6})W)?(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?"
)

EARLIEST, LATEST = 1600, 9000
"""Years outside are damage, and would overflow in zone arithmetic."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment, and the IANA name of the zone it was written in ("" for UTC, floating, unknown, and whole days)."""

    at: Moment
    zone: str = ""


def is_day(moment: Moment) -> bool:
    """Whether the moment is a whole day."""
    return not isinstance(moment, datetime)


def stamps(prop: Property, zones: Zones) -> Iterator[Stamp]:
    """All moments of a property that holds a list (EXDATE, RDATE). Those that cannot be read are left out."""
    for value in prop.value.split(","):
        if (stamp := read_stamp(value, prop, zones)) is not None:
            yield stamp


def read_stamp(value: str, prop: Property, zones: Zones) -> Stamp | None:
    """The moment that `value` writes, under the parameters of `prop`; None where it writes none.

    Eight digits are a day even without VALUE=DATE ("20240215", "20210527Z"), and VALUE=DATE makes a day of any time.
    A time in UTC stays in UTC whatever TZID says (RFC 5545, section 3.3.5).
    """
    found = _STAMP.fullmatch(value.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, suffix = found.groups()
    try:
        on = date(int(year), int(month), int(day))
        if not EARLIEST <= on.year <= LATEST:
            return None
        if hour is None or prop.params.get("VALUE", "").upper() == "DATE":
            return Stamp(on)
        zone = _zone(suffix, prop, zones)
        at = datetime.combine(on, time(int(hour) % 24, int(minute), min(int(second or 0), 59)), zone.tz)
    except ValueError:
        return None
    return Stamp(at + timedelta(days=1) if int(hour) == 24 else at, zone.name)


def _zone(suffix: str | None, prop: Property, zones: Zones) -> Zone:
    if suffix is None:
        return zones.find(prop.params.get("TZID", ""))
    if suffix.upper() == "Z":
        return Zone(UTC)
    offset = timedelta(hours=int(suffix[1:3]), minutes=int(suffix[-2:]))
    return Zone(timezone(-offset if suffix[0] == "-" else offset))


def read_duration(value: str) -> timedelta | None:
    """A duration; "PT1W" is a week although the T should not be there. None where it cannot be read."""
    found = _DURATION.fullmatch(value.strip().upper())
    if found is None or not any(found.groups()[1:]):
        return None
    sign, weeks, days, late_weeks, hours, minutes, seconds = found.groups("0")
    length = timedelta(
        weeks=int(weeks) + int(late_weeks), days=int(days), hours=int(hours), minutes=int(minutes), seconds=int(seconds)
    )
    return -length if sign == "-" else length


def periods(prop: Property, zones: Zones) -> Iterator[tuple[Moment, Moment | None]]:
    """Starts of an RDATE, each with its end where it is a PERIOD (RFC 5545, section 3.3.9)."""
    for value in prop.value.split(","):
        first, _, last = value.partition("/")
        start = read_stamp(first, prop, zones)
        if start is None:
            continue
        yield start.at, _period_end(start.at, last, prop, zones) if last else None


def _period_end(start: Moment, last: str, prop: Property, zones: Zones) -> Moment | None:
    length = read_duration(last)
    if length is not None:
        return start + length
    end = read_stamp(last, prop, zones)
    return end.at if end is not None else None


def aware(moment: Moment, own: tzinfo) -> datetime:
    """The moment as an aware datetime: a whole day begins at midnight in the user's own zone."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), own)


def day_of(moment: Moment, own: tzinfo) -> date:
    """The day of a moment as its writer saw it; a time in UTC says nothing of that, so there the user's own zone decides."""
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(own) if moment.tzinfo is UTC else moment).date()


def wall(moment: Moment, tz: tzinfo) -> datetime:
    """What a clock on the wall shows at that moment in `tz`, as a naive datetime; recurrence is reckoned on it."""
    if isinstance(moment, datetime):
        return moment.astimezone(tz).replace(tzinfo=None)
    return datetime.combine(moment, time())
