"""Local calendars under the contract: a file, a folder with a file for each event, and a feed on this machine."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from pathlib import Path

from followbot.providers.calendars.calendar import FileCalendar
from followbot.providers.local.calendar import open_calendar
from tests.contract.calendar import HOME, NOW, Meeting
from tests.fakes.calendars import vcalendar, vevent
from tests.fakes.web import Reply, Website, published

UTC_TIME = "%Y%m%dT%H%M%SZ"


def components(meeting: Meeting, sequence: int, cancelled: bool) -> list[str]:
    """The meeting as a calendar program writes it: a VEVENT, and one for each exception."""
    lines = [f"SUMMARY:{meeting.summary}", f"SEQUENCE:{sequence}"]
    lines += [
        f"ATTENDEE;CN={name};PARTSTAT={answer.value.upper().replace('_', '-')}:mailto:{email}"
        for email, name, answer in meeting.attendees
    ]
    exceptions = [
        vevent(*lines, f"RECURRENCE-ID:{original:{UTC_TIME}}", *_span(moved, meeting), uid=meeting.uid, start="")
        for original, moved in meeting.moved
    ]
    exceptions += [
        vevent(
            *lines, f"RECURRENCE-ID:{at:{UTC_TIME}}", "STATUS:CANCELLED", *_span(at, meeting), uid=meeting.uid, start=""
        )
        for at in meeting.cancelled
    ]
    if meeting.weekly > 1:
        lines.append(f"RRULE:FREQ=WEEKLY;COUNT={meeting.weekly}")
    lines += [f"EXDATE:{at:{UTC_TIME}}" for at in meeting.excluded]
    if cancelled:
        lines.append("STATUS:CANCELLED")
    return [vevent(*lines, *_span(meeting.start, meeting), uid=meeting.uid, start=""), *exceptions]


def _span(start: datetime, meeting: Meeting) -> tuple[str, str]:
    end = start + meeting.length
    if meeting.all_day:
        return f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}"
    return f"DTSTART:{start:{UTC_TIME}}", f"DTEND:{end:{UTC_TIME}}"


class LocalCalendarHarness(ABC):
    """Keeps the meetings and publishes them anew after each change; how, is said by the three below."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._meetings: dict[str, list[str]] = {}
        self._sequence = 0
        self.restart()
        self.publish(self._meetings)

    @property
    def calendar(self) -> FileCalendar:
        return self._calendar

    def restart(self) -> None:
        self._calendar = open_calendar(self._source, account="files", zone=HOME, counters={})

    def put(self, meeting: Meeting) -> None:
        self._set(meeting, cancelled=False)

    def cancel(self, meeting: Meeting) -> None:
        self._set(meeting, cancelled=True)

    def _set(self, meeting: Meeting, cancelled: bool) -> None:
        self._sequence += 1
        self._meetings[meeting.uid] = components(meeting, self._sequence, cancelled)
        self.publish(self._meetings)

    def delete(self, meeting: Meeting) -> None:
        del self._meetings[meeting.uid]
        self.publish(self._meetings)

    @abstractmethod
    def publish(self, meetings: dict[str, list[str]]) -> None:
        """Let the calendar hold these meetings, and no others."""


class FileHarness(LocalCalendarHarness):
    """One file with everything."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ticks = 0
        super().__init__(str(path))

    def publish(self, meetings: dict[str, list[str]]) -> None:
        self._write(self._path, [part for parts in meetings.values() for part in parts])

    def _write(self, path: Path, parts: list[str]) -> None:
        self._ticks += 1
        at = (NOW - timedelta(days=1)).timestamp() + self._ticks
        path.write_bytes(vcalendar(*parts))
        os.utime(path, (at, at))

    def take_away(self) -> None:
        self._path.rename(self._path.with_name("elsewhere"))

    def bring_back(self) -> None:
        self._path.with_name("elsewhere").rename(self._path)


class FolderHarness(FileHarness):
    """A folder with one file for each event, as vdirsyncer keeps it."""

    def publish(self, meetings: dict[str, list[str]]) -> None:
        self._path.mkdir(exist_ok=True)
        for path in self._path.glob("*.ics"):
            if path.stem not in meetings:
                path.unlink()
        for uid, parts in meetings.items():
            path = self._path / f"{uid}.ics"
            if not path.exists() or path.read_bytes() != vcalendar(*parts):
                self._write(path, parts)


class FeedHarness(LocalCalendarHarness):
    """An address on a server, which answers conditional requests."""

    def __init__(self, site: Website) -> None:
        self._site = site
        self._version = 0
        super().__init__(f"{site.url}/private/basic.ics")

    def publish(self, meetings: dict[str, list[str]]) -> None:
        self._version += 1
        parts = [part for parts in meetings.values() for part in parts]
        self._site.responder = published(vcalendar(*parts), etag=f'"{self._version}"')

    def take_away(self) -> None:
        self._before = self._site.responder
        self._site.answers(Reply(503))

    def bring_back(self) -> None:
        self._site.responder = self._before
