"""Bytes to lines: byte-order marks, code pages, folds, and lines that are no properties."""

from __future__ import annotations

import pytest

from followbot.providers.ical.text import MAX_LINE, logical_lines, property_name
from tests.fakes.calendars import fold, vcalendar, vevent
from tests.providers.ical.reading import read, read_event


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_every_kind_of_line_end_is_one(newline: str) -> None:
    assert logical_lines(f"BEGIN:VCALENDAR{newline}VERSION:2.0".encode()) == ["BEGIN:VCALENDAR", "VERSION:2.0"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_survive_in_the_encodings_that_files_come_in(encoding: str) -> None:
    data = vcalendar(vevent("SUMMARY:Gespräch mit Frau Müller")).decode().encode(encoding)
    assert read(data).only.summary == "Gespräch mit Frau Müller"


def test_one_line_of_another_code_page_does_not_spoil_the_others() -> None:
    data = vcalendar(vevent("SUMMARY:Gespräch", "LOCATION:@@")).replace(b"@@", "Zürich".encode("cp1252"))
    event = read(data).only
    assert (event.summary, event.location) == ("Gespräch", "Zürich")


def test_a_fold_in_the_middle_of_a_character_is_undone() -> None:
    text = "SUMMARY:" + "ü" * 60
    assert logical_lines(fold([text], 75)) == [text]


@pytest.mark.parametrize("fold_with", [b"\r\n ", b"\n ", b"\r\n\t"])
def test_folds_by_space_and_tab(fold_with: bytes) -> None:
    assert logical_lines(b"SUMMARY:Inter" + fold_with + b"view") == ["SUMMARY:Interview"]


def test_a_fold_straight_after_the_name_is_undone() -> None:
    assert logical_lines(b"SUMMARY\r\n :Interview\r\nDTSTART\r\n ;VALUE=DATE\r\n :20260310") == [
        "SUMMARY:Interview",
        "DTSTART;VALUE=DATE:20260310",
    ]


def test_a_description_with_bare_line_breaks_is_put_together() -> None:
    description = read_event(
        "DESCRIPTION;LANGUAGE=en-GB:",
        "Dear candidate,",
        "",
        "Join here:",
        "https://meet.example.test/j/123?pwd=abc",
        "Meeting ID: 123",
        "",
        "SUMMARY:Interview",
    ).only.description
    assert description == "Dear candidate,\n\nJoin here:\nhttps://meet.example.test/j/123?pwd=abc\nMeeting ID: 123"


def test_stray_lines_elsewhere_are_dropped() -> None:
    assert logical_lines(b"DTSTART:20260310\nwhat is this\nSUMMARY:x") == ["DTSTART:20260310", "SUMMARY:x"]


def test_a_line_beyond_all_measure_is_cut() -> None:
    (line,) = logical_lines(b"DESCRIPTION:" + b"x" * (2 * MAX_LINE))
    assert len(line) == MAX_LINE


def test_many_stray_lines_are_cut() -> None:
    (line,) = logical_lines(b"DESCRIPTION:\n" + b"stray text, stray text, stray text\n" * 20_000)
    assert len(line) == MAX_LINE


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("SUMMARY:x", "SUMMARY"),
        ("summary;LANGUAGE=en:x", "SUMMARY"),
        ("X-ANYTHING:x", "X-ANYTHING"),
        ("https://example.test", ""),
        ("Meeting ID: 1", ""),
        ("", ""),
    ],
)
def test_what_counts_as_a_property(line: str, name: str) -> None:
    assert property_name(line) == name


def test_null_bytes_are_no_text() -> None:
    assert read(vcalendar(vevent("SUMMARY:Inter\0view"))).only.summary == "Interview"
