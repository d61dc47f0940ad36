"""Lines to components: nesting that is broken, and what is left out."""

from __future__ import annotations

from followbot.providers.ical.split import MAX_EVENT_LINES, Contents, split


def sorted_out(*lines: str) -> Contents:
    return split(lines)


def test_events_and_zones_are_told_apart() -> None:
    contents = sorted_out(
        "BEGIN:VCALENDAR",
        "METHOD:PUBLISH",
        "BEGIN:VTIMEZONE",
        "TZID:A",
        "BEGIN:STANDARD",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:1",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    (sheet,) = contents.sheets
    assert sheet.lines == ["METHOD:PUBLISH"]
    assert sheet.zones[0].lines == ["TZID:A", "BEGIN:STANDARD", "END:STANDARD"]
    assert [block.lines for block in sheet.events] == [["UID:1"]]
    assert (contents.broken, contents.cut) == ([], False)


def test_alarms_and_other_parts_of_an_event_are_left_out() -> None:
    contents = sorted_out(
        "BEGIN:VEVENT", "BEGIN:VALARM", "DESCRIPTION:Reminder", "END:VALARM", "SUMMARY:x", "END:VEVENT"
    )
    assert contents.sheets[0].events[0].lines == ["SUMMARY:x"]


def test_an_alarm_without_end_does_not_swallow_the_next_event() -> None:
    contents = sorted_out("BEGIN:VEVENT", "UID:1", "BEGIN:VALARM", "END:VEVENT", "BEGIN:VEVENT", "UID:2", "END:VEVENT")
    assert [block.lines for sheet in contents.sheets for block in sheet.events] == [["UID:1"], ["UID:2"]]


def test_tasks_and_journals_are_no_events() -> None:
    contents = sorted_out(
        "BEGIN:VCALENDAR",
        "BEGIN:VTODO",
        "UID:1",
        "END:VTODO",
        "BEGIN:VFREEBUSY",
        "UID:2",
        "END:VFREEBUSY",
        "END:VCALENDAR",
    )
    assert contents.count == 0


def test_an_event_without_end_is_broken() -> None:
    contents = sorted_out(
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "BEGIN:VEVENT", "UID:2", "END:VEVENT", "END:VCALENDAR"
    )
    assert contents.broken == [1]
    assert [block.ordinal for block in contents.sheets[0].events] == [2]
    assert contents.count == 2


def test_a_calendar_without_end_is_cut() -> None:
    assert sorted_out("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "END:VEVENT").cut


def test_each_calendar_of_a_file_keeps_its_own_method() -> None:
    contents = sorted_out(
        "BEGIN:VCALENDAR",
        "METHOD:CANCEL",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
    )
    assert [(sheet.lines, len(sheet.events)) for sheet in contents.sheets] == [(["METHOD:CANCEL"], 1), ([], 1)]


def test_names_of_components_in_any_case() -> None:
    contents = sorted_out("begin:vCalendar", "Begin: VEVENT ", "UID:1", "end:vevent", "END:VcalendaR")
    assert len(contents.sheets[0].events) == 1
    assert not contents.cut


def test_an_event_of_endless_lines_is_bounded() -> None:
    contents = sorted_out("BEGIN:VEVENT", *["COMMENT:x"] * (MAX_EVENT_LINES + 10), "END:VEVENT")
    assert len(contents.sheets[0].events[0].lines) == MAX_EVENT_LINES
