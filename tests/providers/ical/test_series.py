"""Recurrence: what repeats, what is left out, what is moved, and what would never end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from followbot.app.ports import Window
from followbot.domain.model import EventKey, EventStatus
from followbot.providers.ical import harvest, open_document
from tests.fakes.calendars import vcalendar, vevent
from tests.providers.ical.reading import Read, read, read_event

WEEKLY = "RRULE:FREQ=WEEKLY"
START = "DTSTART;TZID=Europe/Berlin:20260303T100000"
LENGTH = "DURATION:PT1H"


def series(*lines: str, start: str = START, window: Window | None = None) -> Read:
    data = vcalendar(vevent(LENGTH, *lines, start=start))
    return read(data, window=window) if window else read(data)


def test_a_weekly_meeting_keeps_its_hour_over_the_clock_change() -> None:
    found = series(WEEKLY)
    assert found.starts == ["03 09:00", "10 09:00", "17 09:00", "24 09:00", "31 08:00"]
    assert all(event.end - event.start == timedelta(hours=1) for event in found.events)


def test_occurrences_are_known_by_their_start_in_utc() -> None:
    found = series(WEEKLY)
    assert [event.instance for event in found.events][:2] == ["20260303T090000Z", "20260310T090000Z"]
    assert all(event.recurring for event in found.events)


def test_an_event_that_does_not_repeat_has_no_instance() -> None:
    event = series().only
    assert (event.instance, event.recurring) == ("", False)


def test_whole_days_are_known_by_their_day_in_every_zone() -> None:
    data = vcalendar(vevent("RRULE:FREQ=DAILY;COUNT=2", start="DTSTART;VALUE=DATE:20260310"))
    for zone in ("Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland"):
        found = read(data, zone=zone)
        assert [event.instance for event in found.events] == ["20260310T000000Z", "20260311T000000Z"]
        assert all(event.all_day for event in found.events)


def test_a_series_that_began_long_ago() -> None:
    assert series("RRULE:FREQ=MONTHLY;BYDAY=2TU", start="DTSTART;TZID=Europe/Berlin:19990112T100000").starts == [
        "10 09:00"
    ]


def test_excluded_dates_are_tombstones() -> None:
    found = series(WEEKLY, "EXDATE;TZID=Europe/Berlin:20260310T100000,20260317T100000")
    assert found.starts == ["03 09:00", "24 09:00", "31 08:00"]
    assert [key.instance for key in found.gone] == ["20260310T090000Z", "20260317T090000Z"]


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE:20260310T090000Z",
        "EXDATE;VALUE=DATE:20260310",
        "EXDATE;TZID=America/New_York:20260310T050000",
        "EXDATE:20260310T100000",
    ],
)
def test_excluded_dates_in_other_spellings(exdate: str) -> None:
    found = series(WEEKLY, exdate)
    assert "10 09:00" not in found.starts
    assert found.gone == [EventKey("event@example.test", "20260310T090000Z")]


@pytest.mark.parametrize(
    ("rdate", "starts"),
    [
        ("RDATE;TZID=Europe/Berlin:20260305T140000,20260306T140000", ["03 09:00", "05 13:00", "06 13:00"]),
        ("RDATE:20260305T130000Z", ["03 09:00", "05 13:00"]),
        ("RDATE;VALUE=DATE:20260305", ["03 09:00", "05 09:00"]),
        ("RDATE;VALUE=PERIOD:20260305T130000Z/PT3H", ["03 09:00", "05 13:00"]),
    ],
)
def test_added_dates(rdate: str, starts: list[str]) -> None:
    assert series(rdate).starts == starts


def test_an_added_period_has_its_own_length() -> None:
    added = series("RDATE;VALUE=PERIOD:20260305T130000Z/20260305T160000Z").at("20260305T130000Z")
    assert added.end - added.start == timedelta(hours=3)


def test_a_period_given_as_a_length() -> None:
    added = series("RDATE;VALUE=PERIOD:20260305T130000Z/PT3H").at("20260305T130000Z")
    assert added.end - added.start == timedelta(hours=3)


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=DAILY;COUNT=2",
        "RRULE:FREQ=DAILY;UNTIL=20260304T090000Z",
        "RRULE:FREQ=DAILY;UNTIL=20260304",
        "RRULE:FREQ=DAILY;UNTIL=20260304T100000",
        "RRULE:FREQ=DAILY;UNTIL=20260304T090000Z;COUNT=9",
        "RRULE:AnythingRandom;FREQ=DAILY;COUNT=2",
        "RRULE:freq=daily;count=2;X-OTHER=1",
        "RRULE:FREQ=DAILY; COUNT=2; BYDAY=MO, TU, WE",
        "RRULE;X-A=B:FREQ=DAILY;COUNT=2;",
    ],
)
def test_rules_as_producers_write_them(rule: str) -> None:
    found = series(rule)
    assert found.starts == ["03 09:00", "04 09:00"]
    assert found.problems == []


def test_a_count_of_minus_one_means_no_end() -> None:
    assert len(series("RRULE:FREQ=WEEKLY;COUNT=-1").events) == 5


def test_the_end_of_whole_days_may_be_midnight_at_home_in_utc() -> None:
    # Exchange: the last Thursday is the 19th, whose midnight in Berlin is the 18th, 23:00, in UTC.
    found = series("RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20260318T230000Z", start="DTSTART;VALUE=DATE:20260305")
    assert [event.instance[:8] for event in found.events] == ["20260305", "20260312", "20260319"]


@pytest.mark.parametrize(
    "rule",
    ["RRULE:FREQ=SOMETIMES", "RRULE:COUNT=3", "RRULE:", "RRULE:FREQ=DAILY;BYDAY=XX", "RRULE:FREQ=DAILY;INTERVAL=0"],
)
def test_a_rule_that_cannot_be_read_leaves_the_first_date(rule: str) -> None:
    found = series(rule)
    assert found.only.instance == "20260303T090000Z"
    assert [problem.warning for problem in found.problems] == [False]


@pytest.mark.parametrize(
    "rule", ["RRULE:FREQ=WEEKLY;BYSETPOS=0", "RRULE:FREQ=WEEKLY;BYDAY=0MO", "RRULE:FREQ=DAILY;BYHOUR=99"]
)
def test_a_rule_that_the_library_refuses_leaves_the_first_date(rule: str) -> None:
    found = series(rule)
    assert found.starts == ["03 09:00"]
    assert [problem.warning for problem in found.problems] == [False]


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=SECONDLY;COUNT=999999999",
        "RRULE:FREQ=MINUTELY;INTERVAL=2",
        "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15;BYMINUTE=0,10,20,30,40,50;BYSECOND=0,10,20,30,40,50",
        "RRULE:FREQ=HOURLY",
    ],
)
def test_what_repeats_too_often_is_no_appointment(rule: str) -> None:
    found = series(
        rule,
        start="DTSTART:19700101T090000Z",
        window=Window(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)),
    )
    assert found.events == []
    assert [problem.warning for problem in found.problems] == [True]


def test_every_hour_is_no_appointment_either() -> None:
    found = series("RRULE:FREQ=HOURLY")
    assert found.starts == ["03 09:00"]
    assert [problem.warning for problem in found.problems] == [True]


def test_rules_that_fit_no_date_do_not_keep_the_machine_busy() -> None:
    # Each of them costs dateutil seconds if it may look for a date until the year 9999, all together 15 on a fast machine.
    before = process_time()
    rules = [
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY;BYSETPOS=2",
        "RRULE:FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
    ]
    found = read(vcalendar(*[vevent(rule, uid=f"{n}{rule}", start=START) for n in range(2) for rule in rules]))
    assert len(found.events) == 6
    assert process_time() - before < 5


def test_occurrences_that_last_for_years_are_no_appointments() -> None:
    found = read(vcalendar(vevent("DTEND:20260310T100000Z", "RRULE:FREQ=DAILY", start="DTSTART:19260310T090000Z")))
    assert found.only.instance == "19260310T090000Z"
    assert [problem.warning for problem in found.problems] == [True]


def test_a_huge_count_is_followed_only_into_the_window() -> None:
    assert len(series("RRULE:FREQ=DAILY;COUNT=999999999").events) == 29


def test_dates_beyond_the_calendar_are_no_danger() -> None:
    assert series(WEEKLY, start="DTSTART:88880101T090000Z").events == []
    assert series(WEEKLY, "EXDATE:99991231T235959Z,00010101T000000Z").starts[0] == "03 09:00"


def override(*lines: str, instance: str = "RECURRENCE-ID;TZID=Europe/Berlin:20260310T100000", start: str = "") -> str:
    return vevent(LENGTH, instance, *lines, start=start or "DTSTART;TZID=Europe/Berlin:20260311T150000")


def with_override(*overrides: str, master: str = "") -> Read:
    return read(vcalendar(*overrides, master or vevent(LENGTH, WEEKLY, "SUMMARY:Series", start=START)))


def test_a_moved_occurrence_keeps_its_name() -> None:
    found = with_override(override("SUMMARY:Moved"))
    assert found.starts == ["03 09:00", "11 14:00", "17 09:00", "24 09:00", "31 08:00"]
    assert found.at("20260310T090000Z").summary == "Moved"


@pytest.mark.parametrize(
    "instance",
    ["RECURRENCE-ID:20260310T090000Z", "RECURRENCE-ID;VALUE=DATE:20260310", "RECURRENCE-ID:20260310T100000"],
)
def test_the_original_start_in_other_spellings(instance: str) -> None:
    assert with_override(override(instance=instance)).starts == [
        "03 09:00",
        "11 14:00",
        "17 09:00",
        "24 09:00",
        "31 08:00",
    ]


def test_a_day_of_a_whole_day_series_named_by_a_midnight() -> None:
    master = vevent("RRULE:FREQ=WEEKLY;COUNT=2", start="DTSTART;VALUE=DATE:20260303")
    moved = vevent(
        "RECURRENCE-ID;TZID=W. Europe Standard Time:20260310T000000",
        "SUMMARY:Moved",
        start="DTSTART;VALUE=DATE:20260312",
    )
    found = read(vcalendar(master, moved), zone="America/New_York")
    assert [(event.instance, f"{event.start:%d}") for event in found.events] == [
        ("20260303T000000Z", "03"),
        ("20260310T000000Z", "12"),
    ]


def test_occurrences_come_in_order() -> None:
    found = with_override(override(start="DTSTART;TZID=Europe/Berlin:20260301T100000"))
    assert [f"{event.start:%d}" for event in found.events] == ["01", "03", "17", "24", "31"]


def test_a_cancelled_occurrence_is_reported_as_cancelled() -> None:
    found = with_override(override("STATUS:CANCELLED"))
    assert found.at("20260310T090000Z").status is EventStatus.CANCELLED
    assert len(found.events) == 5


def test_an_occurrence_moved_into_the_window_from_outside() -> None:
    found = with_override(override(instance="RECURRENCE-ID;TZID=Europe/Berlin:20260407T100000"))
    assert "11 14:00" in found.starts
    assert len(found.events) == 6


def test_an_occurrence_moved_out_of_the_window() -> None:
    found = with_override(override(start="DTSTART;TZID=Europe/Berlin:20260501T100000"))
    assert found.starts == ["03 09:00", "17 09:00", "24 09:00", "31 08:00"]


def test_occurrences_without_their_series() -> None:
    event = read(vcalendar(override("SUMMARY:Alone"))).only
    assert (event.instance, event.recurring, event.summary) == ("20260310T090000Z", True, "Alone")


def test_an_exception_to_an_excluded_date_is_a_leftover() -> None:
    master = vevent(LENGTH, WEEKLY, "EXDATE;TZID=Europe/Berlin:20260310T100000", start=START)
    assert with_override(override(), master=master).starts == ["03 09:00", "17 09:00", "24 09:00", "31 08:00"]


def test_this_and_all_following_move_together_and_keep_their_names() -> None:
    turn = vevent(
        "DURATION:PT2H",
        "SUMMARY:Later",
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260317T100000",
        start="DTSTART;TZID=Europe/Berlin:20260318T113000",
    )
    found = with_override(turn)
    assert found.starts == ["03 09:00", "10 09:00", "18 10:30", "25 10:30"]
    assert [event.summary for event in found.events if event.start.day > 15] == ["Later", "Later"]
    later = found.at("20260324T090000Z")
    assert (f"{later.start:%d %H:%M}", later.end - later.start) == ("25 11:30", timedelta(hours=2))


def test_following_occurrences_move_into_the_window() -> None:
    turn = vevent(
        LENGTH,
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260407T080000Z",
        start="DTSTART;TZID=Europe/Berlin:20260324T150000",
    )
    found = with_override(turn)
    assert found.at("20260407T080000Z").start == datetime(2026, 3, 24, 14, tzinfo=UTC)
    assert f"{found.at('20260414T080000Z').start:%d}" == "31"


def test_a_hundred_exceptions_in_one_series() -> None:
    overrides = [
        override(
            f"SUMMARY:{n}",
            instance=f"RECURRENCE-ID:20260303T{n // 60:02}{n % 60:02}00Z",
            start="DTSTART:20260320T100000Z",
        )
        for n in range(100)
    ]
    assert len(with_override(*overrides).events) == 105


def test_a_series_whose_rule_is_missing_is_its_first_date_and_its_exceptions() -> None:
    assert with_override(override(), master=vevent(LENGTH, start=START)).starts == ["03 09:00", "11 14:00"]
    excluded = vevent(LENGTH, "EXDATE;TZID=Europe/Berlin:20260303T100000", start=START)
    assert with_override(override(), master=excluded).starts == ["11 14:00"]


def test_the_first_date_alone_can_be_asked_for() -> None:
    century = Window(datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    data = vcalendar(vevent(LENGTH, "RRULE:FREQ=SECONDLY", uid="a", start=START), vevent(uid="b"))
    sheaves = harvest([open_document("a.ics", data, century)], century, "UTC", "main", "home", whole_series=False)
    found = [(event.uid, event.instance, event.recurring) for sheaf in sheaves for event in sheaf.events]
    assert found == [("a", "20260303T090000Z", True), ("b", "", False)]


def test_two_rules_in_one_event() -> None:
    assert series("RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2").starts == [
        "03 09:00",
        "04 09:00",
        "10 09:00",
    ]


def test_floating_series_are_at_home() -> None:
    found = read_event("RRULE:FREQ=WEEKLY;UNTIL=20260310T090000Z", start="DTSTART:20260303T100000")
    assert found.starts == ["03 09:00", "10 09:00"]
    assert {event.zone for event in found.events} == {""}
