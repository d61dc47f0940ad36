"""Weeks, months and their parts as spans of days, counted from a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from followbot.domain.figures import PAST

PARTS_OF_MONTH = {"early": (1, 5), "third": (1, 10), "mid": (15, 15)}
"""First and last day; months are told in thirds ("上旬") in Chinese and Japanese."""
NTH = "nth"
_NTH_WEEK, _LAST = "week", "last"
WORKDAYS = 5
_THURSDAY, _SUNDAY = 3, 6


def week_of(day: date) -> date:
    """The Monday of the week that a day stands for; a Sunday stands for the days after it."""
    return day + timedelta(days=1) if day.weekday() == _SUNDAY else day - timedelta(days=day.weekday())


def iso_week(number: int, base: date) -> date:
    """The Monday of the calendar week (ISO 8601) with this number that is meant on `base`."""
    year = base.isocalendar().year
    found = date.fromisocalendar(year, number, 1)
    return found if found >= base - PAST else date.fromisocalendar(year + 1, number, 1)


def counted(unit: str, count: int, base: date) -> date:
    """The day that lies `count` days, workdays (Monday to Friday), weeks or months after `base`."""
    if unit == "workdays":
        day = base
        for _ in range(count):
            day += timedelta(days=1 if day.weekday() < WORKDAYS - 1 else 7 - day.weekday())
        return day
    if unit == "months":
        return month_later(base, count)
    return base + timedelta(days=count * (7 if unit == "weeks" else 1))


def month_later(base: date, count: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    month = base.month - 1 + count
    year, month = base.year + month // 12, month % 12 + 1
    return date(year, month, min(base.day, monthrange(year, month)[1]))


def part_of_week(monday: date, part: str) -> tuple[date, date]:
    """The first and the last day of the working week that begins on a Monday, or of its "first", "early", "mid", "end" part."""
    first, last = {"first": (0, 0), "early": (0, 1), "mid": (2, 2), "end": (4, 4)}.get(part, (0, WORKDAYS - 1))
    return monday + timedelta(days=first), monday + timedelta(days=last)


def nth_weekday(start: date, weekday: int, part: str) -> tuple[date, date]:
    """The first, second … or last such weekday of the month that begins at `start`."""
    first = start + timedelta(days=(weekday - start.weekday()) % 7)
    which = part.removeprefix(NTH)
    later = (monthrange(start.year, start.month)[1] - first.day) // 7 if which == _LAST else int(which) - 1
    found = first + timedelta(weeks=later)
    return found, found


def part_of_month(start: date, part: str) -> tuple[date, date]:
    """The first and the last day of the month that begins at `start`, or of a part of it (see `dates`). Its second week is the
    one with the second Thursday.
    """
    if part.startswith(_NTH_WEEK):
        thursday, _ = nth_weekday(start, _THURSDAY, part.replace(_NTH_WEEK, NTH))
        return part_of_week(week_of(thursday), "")
    length = monthrange(start.year, start.month)[1]
    first, last = {**PARTS_OF_MONTH, "end": (length, length)}.get(part, (1, length))
    return start.replace(day=first), start.replace(day=last)
