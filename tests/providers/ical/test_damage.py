"""Damaged files: what is whole is read, what is lost is named, and nothing else happens."""

from __future__ import annotations

import pytest

from followbot.providers.ical import MAX_BYTES, harvest, open_document
from tests.fakes.calendars import vcalendar, vevent
from tests.providers.ical.reading import MARCH, read

TWO = vcalendar(vevent("SUMMARY:First", uid="1"), vevent("SUMMARY:Second", uid="2"))


def test_a_file_that_breaks_off_within_an_event_gives_the_events_before() -> None:
    found = read(TWO[: TWO.index(b"SUMMARY:Second")])
    assert [event.summary for event in found.events] == ["First"]
    (problem,) = found.problems
    assert (problem.where, problem.what, problem.warning) == ("1.ics, event 2", "breaks off and was not read", False)


def test_a_file_that_breaks_off_between_events_is_a_problem_too() -> None:
    found = read(TWO[: TWO.rindex(b"BEGIN:VEVENT")])
    assert len(found.events) == 1
    assert [problem.warning for problem in found.problems] == [False]


@pytest.mark.parametrize("length", range(0, len(TWO), 7))
def test_a_file_cut_anywhere_never_raises_and_never_passes_for_whole(length: int) -> None:
    found = read(TWO[:length])
    assert found.problems or len(found.events) == 2


def test_one_poisoned_event_does_not_lose_the_others() -> None:
    poisoned = vevent("RRULE:FREQ=WEEKLY;BYDAY=0MO", "RDATE:garbage", "EXDATE:garbage", uid="poisoned")
    found = read(vcalendar(vevent(uid="before"), poisoned, vevent(uid="after")))
    assert sorted(event.uid for event in found.events) == ["after", "before", "poisoned"]
    assert len(found.problems) == 1


def test_problems_name_the_place_and_nothing_else() -> None:
    found = read(vcalendar(vevent("SUMMARY:Interview at Secret Corp", uid="secret@corp.test", start="DTSTART:secret")))
    assert [(problem.where, problem.what) for problem in found.problems] == [
        ("1.ics, event 1", "its start cannot be read")
    ]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<html>Not found</html>", "is no calendar file"),
        (b"\x89PNG\r\n\x1a\n", "is no calendar file"),
        (b"", "is empty"),
    ],
)
def test_what_is_no_calendar(data: bytes, what: str) -> None:
    found = read(data)
    assert [(problem.what, problem.warning) for problem in found.problems] == [(what, False)]


def test_an_empty_calendar_is_fine() -> None:
    found = read(vcalendar())
    assert (found.events, found.problems) == ([], [])


def test_a_file_beyond_all_measure_is_not_read() -> None:
    document = open_document("huge.ics", b" " * (MAX_BYTES + 1), MARCH)
    assert [problem.where for problem in document.problems] == ["huge.ics"]
    assert list(harvest([document], MARCH, "Europe/Berlin", "main", "home")) == []


def test_far_events_are_not_kept_in_memory() -> None:
    far = vcalendar(vevent("DESCRIPTION:long", start="DTSTART:20200310T090000Z"))
    (leaf,) = open_document("far.ics", far, MARCH).leaves
    assert leaf.far
    assert not any(line.startswith("DESCRIPTION") for line in leaf.block.lines)


def test_only_the_wanted_uids_are_read() -> None:
    document = open_document("two.ics", TWO, MARCH)
    (sheaf,) = harvest([document], MARCH, "Europe/Berlin", "main", "home", frozenset({"2"}))
    assert (sheaf.uid, sheaf.events[0].summary) == ("2", "Second")
