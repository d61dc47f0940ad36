"""Feasts from which people count days: "the day after Pentecost Monday", "the Monday after midsummer".

A feast alone is no day that anybody promises ("over Easter"), and one that has two days is counted from its last: nobody is at
work on the day after Easter Sunday. Feasts of the moon's calendars and those that depend on a country are not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

_EASTER = "easter"


def day_after_feast(code: str, base: date, count: int, weekday: int | None) -> date:
    """The first day after `base` that lies `count` days after a feast, or is the next such weekday after it. `code` tells the
    feast: "easter+50" (days from Easter Sunday), "12-25", "06-19/4" (the first Friday from that day on).
    """
    return next(day for day in _counted(code, base, count, weekday) if day > base)


def _counted(code: str, base: date, count: int, weekday: int | None) -> Iterator[date]:
    for year in range(base.year - 1, base.year + 3):
        feast = _feast(code, year)
        if weekday is not None:
            count = (weekday - feast.weekday() - 1) % 7 + 1
        yield feast + timedelta(days=count)


def _feast(code: str, year: int) -> date:
    if code.startswith(_EASTER):
        return easter(year) + timedelta(days=int(code.removeprefix(_EASTER)))
    day, _, weekday = code.partition("/")
    found = date.fromisoformat(f"{year}-{day}")
    return found + timedelta(days=(int(weekday) - found.weekday()) % 7 if weekday else 0)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
