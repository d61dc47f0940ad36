"""Copies of one event, cancellations, and messages about events (RFC 5546)."""

from __future__ import annotations

import itertools

import pytest

from followbot.domain.model import EventStatus
from tests.fakes.calendars import vcalendar, vevent
from tests.providers.ical.reading import Read, read


def copy(sequence: int, hour: int, *lines: str, stamp: str = "20260301T000000Z") -> str:
    return vevent(
        f"SEQUENCE:{sequence}", f"DTSTAMP:{stamp}", "DURATION:PT1H", *lines, start=f"DTSTART:20260310T{hour:02}0000Z"
    )


def request(sequence: int, hour: int, *lines: str, stamp: str = "20260301T000000Z") -> bytes:
    return vcalendar(copy(sequence, hour, *lines, stamp=stamp), method="REQUEST")


def cancel(
    sequence: int, *lines: str, stamp: str = "20260302T000000Z", start: str = "DTSTART:20260310T080000Z"
) -> bytes:
    return vcalendar(vevent(f"SEQUENCE:{sequence}", f"DTSTAMP:{stamp}", *lines, start=start), method="CANCEL")


def outcome(found: Read) -> str:
    return f"{found.only.start:%H} {found.only.status}"


@pytest.mark.parametrize("files", list(itertools.permutations([request(0, 8), request(2, 12), request(1, 10)])))
def test_the_highest_sequence_counts_in_any_order(files: tuple[bytes, ...]) -> None:
    assert outcome(read(*files)) == "12 confirmed"


@pytest.mark.parametrize(
    "files", list(itertools.permutations([request(1, 8), request(1, 12, stamp="20260302T000000Z")]))
)
def test_with_equal_sequences_the_later_stamp_counts(files: tuple[bytes, ...]) -> None:
    assert outcome(read(*files)) == "12 confirmed"


def test_last_modified_counts_where_the_stamp_is_that_of_the_export() -> None:
    old, new = "LAST-MODIFIED:20260302T000000Z", "LAST-MODIFIED:20260303T000000Z"
    assert outcome(read(request(0, 12, new), request(0, 8, old))) == "12 confirmed"


def test_copies_within_one_file_are_one_event() -> None:
    assert outcome(read(vcalendar(copy(0, 8), copy(1, 12)))) == "12 confirmed"


def test_an_event_that_has_left_the_window_is_gone_although_an_old_copy_is_in_it() -> None:
    moved = vcalendar(vevent("SEQUENCE:1", start="DTSTART:20261010T080000Z"), method="REQUEST")
    assert read(request(0, 8), moved).events == []


def test_an_event_that_has_come_into_the_window_counts_although_its_old_copy_is_far_away() -> None:
    before = vcalendar(vevent("SEQUENCE:0", start="DTSTART:20251010T080000Z"), method="REQUEST")
    assert outcome(read(before, request(1, 12))) == "12 confirmed"


@pytest.mark.parametrize("files", list(itertools.permutations([request(0, 8), request(2, 12), cancel(1)])))
def test_a_cancellation_loses_against_a_later_update(files: tuple[bytes, ...]) -> None:
    assert outcome(read(*files)) == "12 confirmed"


@pytest.mark.parametrize("files", list(itertools.permutations([request(0, 8), request(2, 12), cancel(3)])))
def test_a_later_cancellation_cancels(files: tuple[bytes, ...]) -> None:
    assert outcome(read(*files)) == "12 cancelled"


def test_a_cancellation_with_the_same_sequence_and_stamp_wins() -> None:
    assert outcome(read(request(1, 8), cancel(1, stamp="20260301T000000Z"))) == "08 cancelled"


def test_a_cancellation_alone_says_what_was_cancelled() -> None:
    assert outcome(read(cancel(1))) == "08 cancelled"


def test_a_cancellation_without_a_start_cancels_what_it_names() -> None:
    assert outcome(read(request(0, 8), cancel(1, start=""))) == "08 cancelled"


def test_a_cancellation_without_a_start_alone_is_nothing() -> None:
    found = read(cancel(1, start=""))
    assert (found.events, found.problems) == ([], [])


def test_the_cancellation_of_a_series_cancels_every_occurrence() -> None:
    found = read(request(0, 8, "RRULE:FREQ=DAILY;COUNT=3"), cancel(1))
    assert [event.status for event in found.events] == [EventStatus.CANCELLED] * 3
    assert [event.instance for event in found.events] == ["20260310T080000Z", "20260311T080000Z", "20260312T080000Z"]


def test_the_cancellation_of_one_occurrence_cancels_only_that() -> None:
    found = read(request(0, 8, "RRULE:FREQ=DAILY;COUNT=3"), cancel(1, "RECURRENCE-ID:20260311T080000Z", start=""))
    assert {event.instance[6:8]: str(event.status) for event in found.events} == {
        "10": "confirmed",
        "11": "cancelled",
        "12": "confirmed",
    }


def test_a_cancelled_occurrence_that_had_been_moved_is_at_its_last_place() -> None:
    moved = request(1, 15, "RECURRENCE-ID:20260311T080000Z")
    found = read(
        request(0, 8, "RRULE:FREQ=DAILY;COUNT=3"), moved, cancel(2, "RECURRENCE-ID:20260311T080000Z", start="")
    )
    event = found.at("20260311T080000Z")
    assert (event.status, f"{event.start:%d %H}") == (EventStatus.CANCELLED, "10 15")


def test_a_cancelled_occurrence_alone_is_at_its_original_start() -> None:
    event = read(cancel(1, "RECURRENCE-ID:20260311T080000Z", start="")).only
    assert (event.status, f"{event.start:%d %H}", event.instance) == (
        EventStatus.CANCELLED,
        "11 08",
        "20260311T080000Z",
    )


def test_a_cancelled_whole_day_alone_lasts_that_day() -> None:
    event = read(cancel(1, "RECURRENCE-ID;VALUE=DATE:20260311", start="")).only
    assert (event.all_day, (event.end - event.start).days) == (True, 1)


def test_cancelling_a_series_spares_an_occurrence_that_was_updated_later() -> None:
    later = request(5, 15, "RECURRENCE-ID:20260311T080000Z")
    found = read(request(0, 8, "RRULE:FREQ=DAILY;COUNT=2"), cancel(1), later)
    assert {event.instance[6:8]: str(event.status) for event in found.events} == {"10": "cancelled", "11": "confirmed"}


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH", "reply"])
def test_messages_about_an_event_are_no_events(method: str) -> None:
    answer = vcalendar(copy(9, 15, "SUMMARY:Declined"), method=method)
    assert read(answer).events == []
    assert outcome(read(request(0, 8), answer)) == "08 confirmed"


def test_damage_in_an_answer_is_no_loss() -> None:
    assert read(vcalendar(copy(0, 8), method="COUNTER")[:-40]).problems == []


@pytest.mark.parametrize("method", ["", "PUBLISH", "REQUEST", "ADD"])
def test_other_methods_are_the_calendars_own_view(method: str) -> None:
    assert len(read(vcalendar(copy(0, 8), method=method)).events) == 1


def test_several_calendars_in_one_file() -> None:
    assert outcome(read(request(0, 8) + request(2, 12) + cancel(1))) == "12 confirmed"


@pytest.mark.parametrize("sequence", ["", "abc", "-1", "99999999999999999999"])
def test_a_sequence_that_is_no_number_counts_as_none(sequence: str) -> None:
    odd = vcalendar(vevent(f"SEQUENCE:{sequence}", start="DTSTART:20260310T080000Z"))
    assert read(odd).only.sequence == 0
    assert outcome(read(odd, request(1, 12))) == "12 confirmed"
