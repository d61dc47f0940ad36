"""Every provider's calendar under the one contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.contract.calendar import CalendarContract, CalendarHarness
from tests.contract.local_calendar_harness import FeedHarness, FileHarness, FolderHarness
from tests.fakes.web import Website, website

HARNESSES: dict[str, Callable[[Path, Website], CalendarHarness]] = {
    "local file": lambda tmp, _: FileHarness(tmp / "home.ics"),
    "local folder": lambda tmp, _: FolderHarness(tmp / "home"),
    "local feed": lambda _, site: FeedHarness(site),
}


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as site:
        yield site


@pytest.fixture(params=HARNESSES)
def harness(request: pytest.FixtureRequest, tmp_path: Path, site: Website) -> CalendarHarness:
    return HARNESSES[request.param](tmp_path, site)


class TestCalendar(CalendarContract):
    """The contract."""
