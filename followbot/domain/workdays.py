"""Business days and business hours, in the zone of the person who is to answer.

A nudge that arrives on Saturday or at 23:00 reads as impatience, so it waits for the next moment of business. Public
holidays come from outside as a predicate; a country without data has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SATURDAY = 5
_LONGEST_BREAK = 31
"""No country closes for a month: a longer run of holidays is broken data, and is ignored."""


@dataclass(frozen=True, slots=True)
class Workdays:
    """When people of one zone and country are at work: Monday to Friday, `opens` to `closes`, no public holiday."""

    zone: ZoneInfo
    opens: time
    closes: time
    is_holiday: Callable[[date], bool]

    def is_workday(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and not self.is_holiday(day)

    def next_workday(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it."""
        for offset in range(_LONGEST_BREAK):
            candidate = day + timedelta(days=offset)
            if self.is_workday(candidate):
                return candidate
        return day

    def add(self, day: date, days: int) -> date:
        """The `days`-th working day after `day`; `day` itself need not be one."""
        current = day
        for _ in range(days):
            current = self.next_workday(current + timedelta(days=1))
        return current

    def opening(self, day: date) -> datetime:
        """The moment, in UTC, at which business opens on `day`."""
        return datetime.combine(day, self.opens, self.zone).astimezone(UTC)

    def next_moment(self, moment: datetime) -> datetime:
        """The first moment from `moment` on that lies in business hours, in UTC; the closing time itself still counts."""
        local = moment.astimezone(self.zone)
        day = local.date()
        if self.is_workday(day) and self.opens <= local.time() <= self.closes:
            return moment.astimezone(UTC)
        if self.is_workday(day) and local.time() < self.opens:
            return self.opening(day)
        return self.opening(self.next_workday(day + timedelta(days=1)))
