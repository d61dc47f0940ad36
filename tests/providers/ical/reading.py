"""Short ways to read a calendar in tests: March 2026, as a user in Berlin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from followbot.app.ports import Problem, Window
from followbot.domain.model import Event, EventKey
from followbot.providers.ical import harvest, open_document
from tests.fakes.calendars import vcalendar, vevent

MARCH = Window(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Read:
    """What came of it."""

    events: list[Event]
    gone: list[EventKey]
    problems: list[Problem]

    @property
    def only(self) -> Event:
        assert len(self.events) == 1, self
        return self.events[0]

    @property
    def starts(self) -> list[str]:
        """Starts in UTC, "10 09:00" for the tenth at nine."""
        return sorted(f"{event.start.astimezone(UTC):%d %H:%M}" for event in self.events)

    def at(self, instance: str) -> Event:
        return next(event for event in self.events if event.instance == instance)


def read(*files: bytes, window: Window = MARCH, zone: str = "Europe/Berlin") -> Read:
    """The files as one calendar."""
    documents = [open_document(f"{number}.ics", data, window) for number, data in enumerate(files, 1)]
    sheaves = list(harvest(documents, window, zone, "main", "home"))
    return Read(
        [event for sheaf in sheaves for event in sheaf.events],
        [key for sheaf in sheaves for key in sheaf.gone],
        [problem for document in documents for problem in document.problems]
        + [problem for sheaf in sheaves for problem in sheaf.problems],
    )


def read_event(*lines: str, start: str = "DTSTART:20260310T090000Z", uid: str | None = "event@example.test") -> Read:
    """A calendar with one event."""
    return read(vcalendar(vevent(*lines, uid=uid, start=start)))
