"""When an event is: days and times, ends and durations, floating and zoned, right and wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from followbot.providers.ical.times import read_duration
from tests.fakes.calendars import vcalendar, vevent
from tests.providers.ical.reading import read, read_event


def span(*lines: str, start: str = "DTSTART:20260310T090000Z") -> str:
    event = read_event(*lines, start=start).only
    assert event.start.tzinfo is not None
    return f"{event.start.astimezone(UTC):%d %H:%M} - {event.end.astimezone(UTC):%d %H:%M}"


def test_a_floating_time_is_in_the_users_own_zone() -> None:
    event = read_event("DTEND:20260310T100000", start="DTSTART:20260310T090000").only
    assert event.start.isoformat() == "2026-03-10T09:00:00+01:00"
    assert event.zone == ""


def test_a_whole_day_runs_from_midnight_to_midnight_at_home() -> None:
    event = read_event("DTEND;VALUE=DATE:20260312", start="DTSTART;VALUE=DATE:20260310").only
    assert event.all_day
    assert (event.start.isoformat(), event.end.isoformat()) == (
        "2026-03-10T00:00:00+01:00",
        "2026-03-12T00:00:00+01:00",
    )
    assert event.zone == ""


@pytest.mark.parametrize(
    ("start", "lines"),
    [
        ("DTSTART;VALUE=DATE:20260310", ()),
        ("DTSTART;VALUE=DATE:20260310", ("DTEND;VALUE=DATE:20260310",)),
        ("DTSTART;VALUE=DATE:20260310", ("DURATION:P1D",)),
        ("DTSTART:20260310", ()),
        ("DTSTART:20260310Z", ("DTEND:20260311Z",)),
        ("DTSTART;VALUE=DATE:20260310T000000", ()),
        ("DTSTART;VALUE=DATE;TZID=America/New_York:20260310", ()),
    ],
)
def test_one_whole_day_in_many_spellings(start: str, lines: tuple[str, ...]) -> None:
    event = read_event(*lines, start=start).only
    assert event.all_day
    assert (f"{event.start:%d %H:%M}", event.end - event.start) == ("10 00:00", timedelta(days=1))


def test_old_exchange_says_whole_day_beside_midnights() -> None:
    event = read_event(
        "DTEND;TZID=America/New_York:20260311T000000",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        start="DTSTART;TZID=America/New_York:20260310T000000",
    ).only
    assert event.all_day
    assert event.start.isoformat() == "2026-03-10T00:00:00+01:00"


def test_exchange_is_not_believed_where_the_times_say_otherwise() -> None:
    event = read_event(
        "DTEND:20260310T110000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", start="DTSTART:20260310T000000Z"
    ).only
    assert (event.all_day, event.start) == (False, datetime(2026, 3, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (("DTEND:20260310T103000Z",), "10 10:30"),
        (("DURATION:PT45M",), "10 09:45"),
        (("DTEND:20260310T103000Z", "DURATION:PT0S"), "10 10:30"),
        (("DTEND:nonsense", "DURATION:PT45M"), "10 09:45"),
        (("DTEND:20260310T080000Z",), "10 09:00"),
        (("DURATION:-PT45M",), "10 09:00"),
        (("DURATION:PT1W",), "17 09:00"),
        (("DTEND;TZID=Europe/Berlin:20260310T110000",), "10 10:00"),
        (("DTEND:20260310T110000",), "10 10:00"),
        (("DTEND;VALUE=DATE:20260311",), "10 23:00"),
        (("X-NOTHING:1",), "10 09:00"),
    ],
)
def test_ends(lines: tuple[str, ...], end: str) -> None:
    # Any start but the helper's own keeps it from adding an end.
    event = read_event(*lines, start="DTSTART;X-A=1:20260310T090000Z").only
    assert f"{event.end.astimezone(UTC):%d %H:%M}" == end


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        ("DTSTART;TZID=Europe/Berlin:20260310T100000Z", "10 10:00"),
        ("DTSTART;TZID=Europe/Berlin:20260310T100000", "10 09:00"),
        ("DTSTART:2026-03-10T10:00:00+01:00", "10 09:00"),
        ("DTSTART:2026-03-10T10:00:00-0500", "10 15:00"),
        ("DTSTART:20260310T1000Z", "10 10:00"),
        ("DTSTART:20260309T240000Z", "10 00:00"),
        ("DTSTART:20260310T100060Z", "10 10:00"),
    ],
)
def test_times_in_many_spellings(start: str, moment: str) -> None:
    assert span(start=start).startswith(moment)


def test_an_hour_that_a_clock_change_skips_is_read_with_the_offset_before_it() -> None:
    # RFC 5545, section 3.3.5: 02:30 does not exist on that night and means 03:30 summer time.
    assert span(start="DTSTART;TZID=Europe/Berlin:20260329T023000").startswith("29 01:30")


@pytest.mark.parametrize(
    "start", ["DTSTART:nonsense", "DTSTART:", "DTSTART:20261345", "DTSTART:00010101", "DTSTART:20260310T996100Z"]
)
def test_a_start_that_cannot_be_read_is_a_problem_and_loses_nothing_else(start: str) -> None:
    found = read(vcalendar(vevent(uid="broken", start=start), vevent(uid="whole")))
    assert found.only.uid == "whole"
    (problem,) = found.problems
    assert (problem.where, problem.warning) == ("1.ics, event 1", False)


def test_an_event_without_any_start_is_passed_over() -> None:
    found = read(vcalendar(vevent(uid="empty", start=""), vevent(uid="whole")))
    assert found.only.uid == "whole"
    assert [problem.warning for problem in found.problems] == [True]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P1D", timedelta(days=1)),
        ("-PT15M", timedelta(minutes=-15)),
        ("P1W6DT15H", timedelta(days=13, hours=15)),
        ("PT1W", timedelta(weeks=1)),
        ("PT0S", timedelta(0)),
        ("P", None),
        ("", None),
        ("soon", None),
    ],
)
def test_durations(text: str, length: timedelta | None) -> None:
    assert read_duration(text) == length


def test_only_what_overlaps_the_window_is_read() -> None:
    found = read(
        vcalendar(
            vevent("DTEND:20260228T100000Z", uid="before", start="DTSTART:20260228T090000Z"),
            vevent("DTEND:20260301T010000Z", uid="over the edge", start="DTSTART:20260228T230000Z"),
            vevent("DTEND:20270101T000000Z", uid="all year", start="DTSTART:20260101T000000Z"),
            vevent("DURATION:P60D", uid="long", start="DTSTART:20260201T000000Z"),
            vevent(uid="after", start="DTSTART:20260401T000000Z"),
        )
    )
    assert sorted(event.uid for event in found.events) == ["all year", "long", "over the edge"]


def test_a_day_before_the_window_may_be_within_it_elsewhere() -> None:
    evening = vevent(uid="a", start="DTSTART;TZID=America/Los_Angeles:20260228T180000")
    morning = vevent(uid="b", start="DTSTART;TZID=Asia/Tokyo:20260401T080000")
    assert [event.uid for event in read(vcalendar(evening, morning)).events] == ["a", "b"]


def test_the_window_is_reckoned_in_moments_not_in_days() -> None:
    late = vevent(uid="a", start="DTSTART;TZID=America/Los_Angeles:20260331T163000")
    later = vevent(uid="b", start="DTSTART;TZID=America/Los_Angeles:20260331T173000")
    assert [event.start for event in read(vcalendar(late, later)).events] == [datetime(2026, 3, 31, 23, 30, tzinfo=UTC)]
