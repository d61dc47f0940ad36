"""Every provider's calendar under the one contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.contract.calendar import CalendarContract, CalendarHarness
from tests.contract.google_calendar_harness import GoogleCalendarHarness
from tests.contract.graph_calendar_harness import GraphCalendarHarness
from tests.contract.local_calendar_harness import FeedHarness, FileHarness, FolderHarness
from tests.fakes.web import Website, website

HARNESSES: dict[str, Callable[[Path, Website], CalendarHarness]] = {
    "local file": lambda tmp, _: FileHarness(tmp / "home.ics"),
    "local folder": lambda tmp, _: FolderHarness(tmp / "home"),
    "local feed": lambda _, site: FeedHarness(site),
    "Google": lambda *_: GoogleCalendarHarness(),
    "Google without ETags": lambda *_: GoogleCalendarHarness(etags=False, bare=False),
    "Outlook": lambda *_: GraphCalendarHarness(),
    "Outlook with object ids": lambda *_: GraphCalendarHarness(wraps=True),
    "Outlook without changes": lambda *_: GraphCalendarHarness(deltas=False),
    "Outlook in pages": lambda *_: GraphCalendarHarness(page=1),
    "Outlook by name": lambda *_: GraphCalendarHarness(name="kalender"),
    "Google in pages": lambda *_: GoogleCalendarHarness(page=1),
}


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as site:
        yield site


@pytest.fixture(params=HARNESSES)
def harness(request: pytest.FixtureRequest, tmp_path: Path, site: Website) -> Iterator[CalendarHarness]:
    made = HARNESSES[request.param](tmp_path, site)
    yield made
    if isinstance(made, GoogleCalendarHarness | GraphCalendarHarness):
        made.verify()


class TestCalendar(CalendarContract):
    """The contract."""
