"""The real clock and the real holidays behind their ports."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import holidays as library
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


@pytest.mark.parametrize("country", ["DE", "US", "FR", "JP", "BR", "TR", "PR", "AX"])
def test_a_country_loaded_by_itself_has_the_holidays_that_the_library_says(country: str) -> None:
    """Puerto Rico and Åland build on another country's class."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    expected = library.country_holidays(country, years=2026)
    found = [day for day in days if PublicHolidays().is_holiday(country, day)]
    assert found == [day for day in days if day in expected]
    assert len(found) > 5
