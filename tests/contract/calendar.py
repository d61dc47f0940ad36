"""What every calendar must do, whoever provides it: one class of tests, and the harness through which it plays the user.

A provider adds a harness to `test_calendar_contract.py`. Nothing in the tests knows how a calendar is kept; they follow it as
the scan does, from cursor to cursor, and judge what an attentive reader would know after each read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from followbot.app.ports import Calendar, CalendarReading, Window
from followbot.domain.model import Event, EventKey, EventStatus, Response
from followbot.errors import ConfigurationError, FollowbotError, Unreachable

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOME = "Europe/Berlin"


@dataclass(frozen=True)
class Meeting:
    """An event as its owner sees it. `weekly` repeats it that many times; `start` is in UTC unless `all_day`."""

    uid: str
    start: datetime = NOW + timedelta(days=1)
    length: timedelta = timedelta(hours=1)
    summary: str = "Interview"
    all_day: bool = False
    weekly: int = 1
    attendees: tuple[tuple[str, str, Response], ...] = ()
    """Address, name, answer."""
    excluded: tuple[datetime, ...] = ()
    moved: tuple[tuple[datetime, datetime], ...] = ()
    cancelled: tuple[datetime, ...] = ()


class CalendarHarness(Protocol):
    """A calendar, and the hands of its owner. The owner's zone is `HOME`."""

    @property
    def calendar(self) -> Calendar: ...

    def put(self, meeting: Meeting) -> None:
        """The meeting is in the calendar like this from now on."""

    def cancel(self, meeting: Meeting) -> None:
        """The organiser cancels it; it stays visible as cancelled."""

    def delete(self, meeting: Meeting) -> None:
        """The owner deletes it."""

    def restart(self) -> None:
        """A new `calendar` that remembers nothing."""

    def take_away(self) -> None:
        """The calendar as a whole cannot be reached, or is gone."""

    def bring_back(self) -> None:
        """It is there again as before."""


@dataclass
class Reader:
    """Follows a calendar and knows what it has been told. Absence is believed after one complete read, for brevity."""

    harness: CalendarHarness
    now: datetime = NOW
    cursor: str | None = None
    known: dict[EventKey, Event] = field(default_factory=dict)
    last: CalendarReading | None = None

    @property
    def window(self) -> Window:
        return Window(self.now - timedelta(days=21), self.now + timedelta(days=30))

    def read(self) -> CalendarReading:
        reading = self.harness.calendar.read(self.window, self.cursor, self.now)
        for key in reading.gone:
            self.known.pop(key, None)
        self.known |= {event.key: event for event in reading.events}
        if reading.present is not None and reading.complete:
            self.known = {key: event for key, event in self.known.items() if key in reading.present}
        self.cursor, self.last = reading.cursor, reading
        return reading

    @property
    def live(self) -> dict[str, str]:
        """What is on: starts in UTC by summary and uid."""
        return {
            f"{event.summary} {'/'.join(filter(None, (event.uid, event.instance)))}": f"{event.start.astimezone(UTC):%d %H:%M}"
            for event in sorted(self.known.values(), key=lambda event: event.start)
            if event.status is not EventStatus.CANCELLED
        }


class CalendarContract:
    """Everything a calendar must do."""

    @pytest.fixture
    def reader(self, harness: CalendarHarness) -> Reader:
        return Reader(harness)

    def test_an_empty_calendar_is_complete(self, reader: Reader) -> None:
        reading = reader.read()
        assert (reading.events, reading.complete, reading.problems) == ((), True, ())

    def test_a_first_read_tells_everything(self, reader: Reader) -> None:
        reader.harness.put(Meeting("a"))
        reader.harness.put(Meeting("b", start=NOW - timedelta(days=5)))
        reading = reader.read()
        assert reader.live == {"Interview b": "05 12:00", "Interview a": "11 12:00"}
        assert reading.complete
        assert reading.present is not None
        assert {EventKey("a"), EventKey("b")} <= reading.present

    def test_an_event_says_who_when_and_what(self, reader: Reader) -> None:
        people = (("me@home.test", "Me", Response.ACCEPTED), ("jane@corp.test", "Jane Doe", Response.TENTATIVE))
        reader.harness.put(Meeting("a", attendees=people))
        (event,) = reader.read().events
        assert event.calendar == reader.harness.calendar.name
        assert (event.summary, event.uid, event.instance, event.recurring) == ("Interview", "a", "", False)
        assert (event.start, event.end) == (NOW + timedelta(days=1), NOW + timedelta(days=1, hours=1))
        assert [(person.email, person.name, person.response) for person in event.attendees] == list(people)

    def test_a_whole_day_is_at_home(self, reader: Reader) -> None:
        reader.harness.put(
            Meeting("a", start=datetime(2026, 3, 12, tzinfo=UTC), length=timedelta(days=1), all_day=True)
        )
        (event,) = reader.read().events
        assert event.all_day
        assert (event.start, event.end) == (
            datetime(2026, 3, 11, 23, tzinfo=UTC),
            datetime(2026, 3, 12, 23, tzinfo=UTC),
        )

    def test_nothing_new_is_nothing(self, reader: Reader) -> None:
        reader.harness.put(Meeting("a"))
        reader.read()
        before = dict(reader.known)
        reading = reader.read()
        assert {event.fingerprint() for event in reading.events} <= {event.fingerprint() for event in before.values()}
        assert (reader.known, reading.complete) == (before, True)

    def test_a_change_is_told(self, reader: Reader) -> None:
        reader.harness.put(Meeting("a"))
        reader.harness.put(Meeting("b"))
        reader.read()
        reader.harness.put(Meeting("a", start=NOW + timedelta(days=2), summary="Later"))
        reader.read()
        assert reader.live == {"Interview b": "11 12:00", "Later a": "12 12:00"}

    def test_a_deleted_event_is_gone_or_absent(self, reader: Reader) -> None:
        reader.harness.put(Meeting("a"))
        reader.harness.put(Meeting("b"))
        reader.read()
        reader.harness.delete(Meeting("a"))
        reader.read()
        assert reader.live == {"Interview b": "11 12:00"}

    def test_a_cancelled_event_is_told(self, reader: Reader) -> None:
        reader.harness.put(Meeting("a"))
        reader.harness.put(Meeting("b"))
        reader.read()
        reader.harness.cancel(Meeting("a"))
        reading = reader.read()
        assert reader.live == {"Interview b": "11 12:00"}
        assert EventKey("a") in reading.gone or [e.status for e in reading.events if e.uid == "a"] == [
            EventStatus.CANCELLED
        ]

    def test_occurrences_are_known_by_their_original_start(self, reader: Reader) -> None:
        meeting = Meeting("a", weekly=3)
        reader.harness.put(meeting)
        reader.read()
        assert reader.live == {
            "Interview a/20260311T120000Z": "11 12:00",
            "Interview a/20260318T120000Z": "18 12:00",
            "Interview a/20260325T120000Z": "25 12:00",
        }
        second = meeting.start + timedelta(days=7)
        reader.harness.put(replace(meeting, moved=((second, second + timedelta(hours=2)),)))
        reader.read()
        assert reader.live["Interview a/20260318T120000Z"] == "18 14:00"
        assert len(reader.live) == 3

    def test_excluded_and_cancelled_occurrences_are_off(self, reader: Reader) -> None:
        meeting = Meeting("a", weekly=3)
        reader.harness.put(meeting)
        reader.read()
        second, third = meeting.start + timedelta(days=7), meeting.start + timedelta(days=14)
        reader.harness.put(replace(meeting, excluded=(second,), cancelled=(third,)))
        reader.read()
        assert reader.live == {"Interview a/20260311T120000Z": "11 12:00"}

    def test_what_lies_ahead_is_found_when_the_window_reaches_it(self, reader: Reader) -> None:
        reader.harness.put(Meeting("far", start=NOW + timedelta(days=50)))
        reader.read()
        for _ in range(25):
            reader.now += timedelta(days=1)
            assert reader.read().complete
        assert list(reader.live) == ["Interview far"]

    def test_a_restart_changes_nothing(self, reader: Reader) -> None:
        reader.harness.put(Meeting("a"))
        reader.read()
        name = reader.harness.calendar.name
        reader.harness.restart()
        assert reader.harness.calendar.name == name
        reader.harness.put(Meeting("b"))
        reader.read()
        assert list(reader.live) == ["Interview a", "Interview b"]

    @pytest.mark.parametrize("cursor", ["", "nonsense", "{}"])
    def test_an_unknown_cursor_is_a_whole_read(self, reader: Reader, cursor: str) -> None:
        reader.harness.put(Meeting("a"))
        reader.cursor = cursor
        assert [event.uid for event in reader.read().events] == ["a"]

    def test_a_calendar_out_of_reach_is_an_error_and_no_deletion(self, reader: Reader) -> None:
        reader.harness.put(Meeting("a"))
        reader.read()
        reader.harness.take_away()
        with pytest.raises((Unreachable, ConfigurationError)) as error:
            reader.read()
        assert isinstance(error.value, FollowbotError)
        assert error.value.problem
        reader.harness.bring_back()
        reader.read()
        assert list(reader.live) == ["Interview a"]

    def test_a_calendar_without_its_events_is_not_believed(self, reader: Reader) -> None:
        reader.harness.put(Meeting("a"))
        reader.read()
        reader.harness.delete(Meeting("a"))
        reading = reader.read()
        assert EventKey("a") in reading.gone or not reading.complete
