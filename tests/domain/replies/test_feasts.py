"""Days that people count from feasts."""

from __future__ import annotations

from datetime import date

import pytest

from followbot.domain.feasts import day_after_feast, easter


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1954, "04-18"),
        (1981, "04-19"),
        (2008, "03-23"),
        (2024, "03-31"),
        (2026, "04-05"),
        (2038, "04-25"),
        (2049, "04-18"),
    ],
)
def test_easter_is_where_the_calendar_has_it(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(
    ("code", "base", "count", "weekday", "day"),
    [
        ("easter+50", "2026-05-11", 1, None, "2026-05-26"),
        ("easter+1", "2026-04-06", 1, None, "2026-04-07"),
        ("easter+1", "2026-04-07", 1, None, "2027-03-30"),
        ("12-26", "2026-12-20", 1, None, "2026-12-27"),
        ("06-19/4", "2026-06-10", 0, 0, "2026-06-22"),
        ("11-22/3", "2026-11-01", 0, 0, "2026-11-30"),
        ("01-01", "2026-12-30", 0, 4, "2027-01-08"),
        ("12-31", "2026-01-02", 0, 0, "2026-01-05"),
    ],
)
def test_the_next_day_after_a_feast_is_meant(code: str, base: str, count: int, weekday: int | None, day: str) -> None:
    assert day_after_feast(code, date.fromisoformat(base), count, weekday).isoformat() == day
