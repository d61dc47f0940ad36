"""The real clock and the real holidays behind their ports."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from followbot.app.ports import Clock, Holidays
from followbot.system import PublicHolidays, SystemClock


def test_the_clock_is_aware_and_goes_forward() -> None:
    clock: Clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta()
    assert datetime(2020, 1, 1, tzinfo=UTC) < first <= second


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        ("DE", date(2026, 12, 25), True),
        ("DE", date(2026, 12, 24), False),
        ("DE", date(2026, 1, 6), False),
        ("DE-BY", date(2026, 1, 6), True),
        ("de-by", date(2026, 1, 6), True),
        ("DE-XX", date(2026, 12, 25), True),
        ("US-CA", date(2026, 7, 3), True),
        ("JP", date(2026, 11, 3), True),
        ("GB-SCT", date(2026, 11, 30), True),
        ("XX", date(2026, 12, 25), False),
        ("", date(2026, 12, 25), False),
        ("..", date(2026, 12, 25), False),
        ("holidays", date(2026, 12, 25), False),
    ],
)
def test_public_holidays(country: str, day: date, expected: bool) -> None:
    holidays: Holidays = PublicHolidays()
    assert holidays.is_holiday(country, day) is expected
