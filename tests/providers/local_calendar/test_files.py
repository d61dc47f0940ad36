"""A calendar file, and a folder of them: what is read, what is not read again, and what is never taken for deleted."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from followbot.app.ports import CalendarReading, Window
from followbot.domain.model import EventKey
from followbot.errors import ConfigurationError
from followbot.providers.calendars.calendar import FileCalendar
from followbot.providers.ical import Document, open_document
from followbot.providers.local.calendar import open_calendar
from tests.fakes.calendars import vcalendar, vevent

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
OLD = NOW - timedelta(days=1)


def window(now: datetime = NOW) -> Window:
    return Window(now - timedelta(days=21), now + timedelta(days=30))


def opened(path: Path, zone: str = "Europe/Berlin") -> FileCalendar:
    return open_calendar(str(path), account="files", zone=zone, counters={})


def write(path: Path, data: bytes, at: datetime = OLD) -> None:
    """Write a file as if it had been written at `at`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (at.timestamp(), at.timestamp()))


def event(uid: str, *lines: str, start: str = "DTSTART:20260310T090000Z") -> bytes:
    return vcalendar(vevent(*lines, uid=uid, start=start))


def uids(reading: CalendarReading) -> list[str]:
    return sorted(event.uid for event in reading.events)


def present(reading: CalendarReading) -> list[str]:
    assert reading.present is not None
    return sorted(key.uid for key in reading.present)


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed."""
    names: list[str] = []

    def spy(name: str, data: bytes, span: Window) -> Document:
        names.append(name)
        return open_document(name, data, span)

    monkeypatch.setattr("followbot.providers.calendars.calendar.open_document", spy)
    return names


# --- one file -------------------------------------------------------------------------------------------------------


def test_a_file_is_read(tmp_path: Path) -> None:
    write(tmp_path / "home.ics", event("a", "SUMMARY:Interview"))
    reading = opened(tmp_path / "home.ics").read(window(), None, NOW)
    assert reading.complete
    assert (uids(reading), reading.events[0].summary, reading.events[0].account) == (["a"], "Interview", "files")
    assert reading.present == frozenset({EventKey("a")})


def test_the_name_is_the_path_and_events_carry_it(tmp_path: Path) -> None:
    write(tmp_path / "home.ics", event("a"))
    calendar = opened(tmp_path / "home.ics")
    assert calendar.name == str(tmp_path / "home.ics")
    assert calendar.read(window(), None, NOW).events[0].calendar == calendar.name


def test_a_path_below_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    write(tmp_path / "home.ics", event("a"))
    assert uids(open_calendar("~/home.ics", account="files", zone="UTC", counters={}).read(window(), None, NOW)) == [
        "a"
    ]


def test_an_unchanged_file_is_not_opened_again(tmp_path: Path, opens: list[str]) -> None:
    write(tmp_path / "home.ics", event("a"))
    calendar = opened(tmp_path / "home.ics")
    first = calendar.read(window(), None, NOW)
    second = calendar.read(window(NOW + timedelta(hours=1)), first.cursor, NOW + timedelta(hours=1))
    assert opens == ["home.ics"]
    assert (second.events, second.present, second.complete) == ((), None, True)
    assert second.cursor == first.cursor


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    calendar = opened(tmp_path / "home.ics")
    write(tmp_path / "home.ics", vcalendar(vevent(uid="a"), vevent(uid="b")))
    first = calendar.read(window(), None, NOW)
    write(tmp_path / "home.ics", vcalendar(vevent(uid="b"), vevent(uid="c")), OLD + timedelta(hours=1))
    second = calendar.read(window(), first.cursor, NOW)
    assert (uids(second), present(second), second.complete) == (["b", "c"], ["b", "c"], True)


def test_a_file_written_twice_in_one_moment_is_noticed(tmp_path: Path) -> None:
    calendar = opened(tmp_path / "home.ics")
    write(tmp_path / "home.ics", event("a", "SUMMARY:One"), NOW)
    first = calendar.read(window(), None, NOW)
    before = (tmp_path / "home.ics").stat()
    with (tmp_path / "home.ics").open("r+b") as file:
        file.write(event("a", "SUMMARY:Two"))
    os.utime(tmp_path / "home.ics", (NOW.timestamp(), NOW.timestamp()))
    assert (tmp_path / "home.ics").stat().st_size == before.st_size
    second = calendar.read(window(), first.cursor, NOW + timedelta(minutes=1))
    assert [event.summary for event in second.events] == ["Two"]


def test_a_young_file_that_stays_the_same_is_not_parsed_and_soon_believed(tmp_path: Path, opens: list[str]) -> None:
    calendar = opened(tmp_path / "home.ics")
    write(tmp_path / "home.ics", event("a"), NOW)
    first = calendar.read(window(), None, NOW)
    second = calendar.read(window(), first.cursor, NOW + timedelta(seconds=1))
    third = calendar.read(window(), second.cursor, NOW + timedelta(seconds=10))
    fourth = calendar.read(window(), third.cursor, NOW + timedelta(seconds=20))
    assert opens == ["home.ics"]
    assert (second.cursor == first.cursor, third.cursor == first.cursor, fourth.cursor == third.cursor) == (
        True,
        False,
        True,
    )
    assert third.present is None


def test_a_file_whose_contents_came_back_with_old_times_is_noticed(tmp_path: Path) -> None:
    calendar = opened(tmp_path / "home.ics")
    write(tmp_path / "home.ics", event("a", "SUMMARY:One"))
    first = calendar.read(window(), None, NOW)
    write(tmp_path / "new.ics", event("a", "SUMMARY:Two"))
    (tmp_path / "new.ics").replace(tmp_path / "home.ics")
    assert [event.summary for event in calendar.read(window(), first.cursor, NOW).events] == ["Two"]


# --- the window slides ----------------------------------------------------------------------------------------------


def test_what_comes_within_a_week_is_reported_at_once(tmp_path: Path, opens: list[str]) -> None:
    write(tmp_path / "home.ics", event("soon", start="DTSTART:20260412T090000Z"))
    reading = opened(tmp_path / "home.ics").read(window(), None, NOW)
    assert (uids(reading), present(reading)) == (["soon"], ["soon"])


def test_what_comes_later_is_found_when_the_window_reaches_it(tmp_path: Path) -> None:
    write(tmp_path / "home.ics", event("later", start="DTSTART:20260501T090000Z"))
    calendar = opened(tmp_path / "home.ics")
    reading = calendar.read(window(), None, NOW)
    assert reading.events == ()
    found: list[str] = []
    for day in range(1, 40):
        reading = calendar.read(window(NOW + timedelta(days=day)), reading.cursor, NOW + timedelta(days=day))
        found += uids(reading)
        assert reading.complete
    assert set(found) == {"later"}


def test_a_sliding_window_parses_once_a_week(tmp_path: Path, opens: list[str]) -> None:
    write(tmp_path / "home.ics", event("a", "RRULE:FREQ=DAILY"))
    calendar = opened(tmp_path / "home.ics")
    reading = calendar.read(window(), None, NOW)
    for hour in range(1, 24 * 14):
        reading = calendar.read(window(NOW + timedelta(hours=hour)), reading.cursor, NOW + timedelta(hours=hour))
    assert len(opens) == 2


def test_what_the_window_has_left_behind_is_no_longer_present(tmp_path: Path) -> None:
    write(tmp_path / "vdir" / "past.ics", event("past", start="DTSTART:20260219T090000Z"))
    calendar = opened(tmp_path / "vdir")
    first = calendar.read(window(), None, NOW)
    write(tmp_path / "vdir" / "new.ics", event("new"))
    second = calendar.read(window(NOW + timedelta(days=5)), first.cursor, NOW + timedelta(days=5))
    assert (present(first), present(second)) == (["past"], ["new"])


def test_a_window_that_reaches_further_back_is_read_anew(tmp_path: Path) -> None:
    write(tmp_path / "home.ics", event("past", start="DTSTART:20260110T090000Z"))
    calendar = opened(tmp_path / "home.ics")
    first = calendar.read(window(), None, NOW)
    assert first.events == ()
    assert uids(calendar.read(Window(NOW - timedelta(days=90), NOW), first.cursor, NOW)) == ["past"]


def test_another_home_zone_means_other_times(tmp_path: Path) -> None:
    write(tmp_path / "home.ics", event("a", start="DTSTART:20260310T090000"))
    first = opened(tmp_path / "home.ics").read(window(), None, NOW)
    second = opened(tmp_path / "home.ics", zone="America/New_York").read(window(), first.cursor, NOW)
    assert second.events[0].start - first.events[0].start == timedelta(hours=5)


@pytest.mark.parametrize(
    "cursor", ["", "garbage", "[]", "{}", '{"version":1}', '{"version":99}\n{}', "null", '{"version":1,"x":2}\n']
)
def test_a_cursor_that_means_nothing_is_a_whole_read(tmp_path: Path, cursor: str) -> None:
    write(tmp_path / "home.ics", event("a"))
    assert uids(opened(tmp_path / "home.ics").read(window(), cursor, NOW)) == ["a"]


# --- a folder -------------------------------------------------------------------------------------------------------


@pytest.fixture
def vdir(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        write(tmp_path / "vdir" / f"{name}.ics", event(name))
    return tmp_path / "vdir"


def test_a_folder_is_one_calendar(vdir: Path) -> None:
    reading = opened(vdir).read(window(), None, NOW)
    assert (uids(reading), present(reading), reading.complete) == (["a", "b", "c"], ["a", "b", "c"], True)


def test_collections_one_level_below_belong_to_it(vdir: Path) -> None:
    write(vdir / "work" / "d.ics", event("d"))
    write(vdir / "work" / "deep" / "e.ics", event("e"))
    assert uids(opened(vdir).read(window(), None, NOW)) == ["a", "b", "c", "d"]


def test_other_files_and_hidden_ones_are_left_alone(vdir: Path) -> None:
    for name in ("displayname", "notes.txt", ".d.ics", ".tmp/d.ics"):
        write(vdir / name, event("d"))
    write(vdir / "E.ICS", event("e"))
    assert uids(opened(vdir).read(window(), None, NOW)) == ["a", "b", "c", "e"]


def test_one_changed_file_is_the_only_one_read(vdir: Path, opens: list[str]) -> None:
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    opens.clear()
    write(vdir / "b.ics", event("b", "SUMMARY:New"), OLD + timedelta(hours=1))
    second = calendar.read(window(), first.cursor, NOW)
    assert opens == ["b.ics"]
    assert (uids(second), present(second)) == (["b"], ["a", "b", "c"])


def test_a_deleted_file_is_absent_and_nothing_is_read(vdir: Path, opens: list[str]) -> None:
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    opens.clear()
    (vdir / "b.ics").unlink()
    second = calendar.read(window(), first.cursor, NOW)
    assert (opens, second.events, present(second), second.complete) == ([], (), ["a", "c"], True)


def test_a_new_file_is_added(vdir: Path) -> None:
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    write(vdir / "d.ics", event("d"))
    second = calendar.read(window(), first.cursor, NOW)
    assert (uids(second), present(second)) == (["d"], ["a", "b", "c", "d"])


def test_an_event_moved_to_another_file_is_neither_lost_nor_doubled(vdir: Path) -> None:
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    (vdir / "b.ics").rename(vdir / "z.ics")
    second = calendar.read(window(), first.cursor, NOW)
    assert (uids(second), present(second)) == (["b"], ["a", "b", "c"])


def test_copies_in_several_files_are_one_event_whichever_changes(tmp_path: Path, opens: list[str]) -> None:
    folder = tmp_path / "mails"
    for number in range(3):
        write(folder / f"other{number}.ics", event(f"other{number}"))
    write(folder / "request.ics", event("a", "SEQUENCE:0", "SUMMARY:First"))
    calendar = opened(folder)
    reading = calendar.read(window(), None, NOW)
    opens.clear()

    write(folder / "update.ics", event("a", "SEQUENCE:2", "SUMMARY:Second"))
    reading = calendar.read(window(), reading.cursor, NOW)
    assert ([event.summary for event in reading.events], sorted(opens)) == (["Second"], ["request.ics", "update.ics"])

    write(folder / "cancel.ics", vcalendar(vevent("SEQUENCE:1", uid="a"), method="CANCEL"))
    reading = calendar.read(window(), reading.cursor, NOW)
    assert [(event.summary, str(event.status)) for event in reading.events] == [("Second", "confirmed")]

    (folder / "update.ics").unlink()
    reading = calendar.read(window(), reading.cursor, NOW)
    assert [(event.summary, str(event.status)) for event in reading.events] == [("First", "cancelled")]

    (folder / "request.ics").unlink()
    (folder / "cancel.ics").unlink()
    reading = calendar.read(window(), reading.cursor, NOW)
    assert (reading.events, present(reading)) == ((), ["other0", "other1", "other2"])


def test_the_exceptions_of_a_series_may_lie_in_another_file(vdir: Path) -> None:
    calendar = opened(vdir)
    write(vdir / "s.ics", event("s", "RRULE:FREQ=WEEKLY;COUNT=2"))
    first = calendar.read(window(), None, NOW)
    write(
        vdir / "t.ics", event("s", "RECURRENCE-ID:20260317T090000Z", "SUMMARY:Moved", start="DTSTART:20260318T090000Z")
    )
    second = calendar.read(window(), first.cursor, NOW)
    assert sorted(f"{event.start:%d}" for event in second.events) == ["10", "18"]


def test_an_excluded_occurrence_is_a_tombstone(vdir: Path) -> None:
    calendar = opened(vdir)
    write(vdir / "s.ics", event("s", "RRULE:FREQ=WEEKLY;COUNT=2"))
    first = calendar.read(window(), None, NOW)
    write(vdir / "s.ics", event("s", "RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20260317T090000Z"), OLD + timedelta(hours=1))
    second = calendar.read(window(), first.cursor, NOW)
    assert second.gone == (EventKey("s", "20260317T090000Z"),)
    assert second.present is not None
    assert second.gone[0] not in second.present


def test_a_file_name_that_is_no_text(vdir: Path) -> None:
    strange = os.fsencode(vdir) + b"/\xff\x1b[31m.ics"
    Path(os.fsdecode(strange)).write_bytes(b"no calendar")
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    first.cursor.encode("utf-8")
    (problem,) = first.problems
    assert problem.where.isprintable()
    assert calendar.read(window(), first.cursor, NOW).events == ()


# --- trouble --------------------------------------------------------------------------------------------------------


def test_a_broken_file_is_salvaged_and_remembered_as_broken(vdir: Path) -> None:
    whole = vcalendar(vevent(uid="x"), vevent(uid="y"))
    write(vdir / "x.ics", whole[: whole.index(b"UID:y")])
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    second = calendar.read(window(), first.cursor, NOW)
    assert uids(first) == ["a", "b", "c", "x"]
    for reading in (first, second):
        assert not reading.complete
        assert [(problem.where, problem.warning) for problem in reading.problems] == [("x.ics, event 2", False)]
    write(vdir / "x.ics", whole, OLD + timedelta(hours=1))
    third = calendar.read(window(), second.cursor, NOW)
    assert (third.complete, third.problems, uids(third)) == (True, (), ["x", "y"])


def test_the_problem_of_an_event_is_remembered_until_the_file_changes(vdir: Path) -> None:
    write(vdir / "x.ics", event("x", start="DTSTART:nonsense"))
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    write(vdir / "a.ics", event("a", "SUMMARY:Other"), OLD + timedelta(hours=1))
    second = calendar.read(window(), first.cursor, NOW)
    assert (first.complete, second.complete, len(second.problems)) == (False, False, 1)
    (vdir / "x.ics").unlink()
    assert calendar.read(window(), second.cursor, NOW).complete


@pytest.mark.parametrize("name", ["missing.ics", "missing", "missing/deep.ics"])
def test_a_path_that_does_not_exist(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        opened(tmp_path / name).read(window(), None, NOW)
    assert str(tmp_path / name) in error.value.problem


def test_a_folder_that_has_vanished_is_an_error_and_no_deletion(vdir: Path) -> None:
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    vdir.rename(vdir.with_name("elsewhere"))
    with pytest.raises(ConfigurationError):
        calendar.read(window(), first.cursor, NOW)


def test_a_pipe_is_no_calendar(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "home.ics")
    with pytest.raises(ConfigurationError, match="neither a file nor a folder"):
        opened(tmp_path / "home.ics").read(window(), None, NOW)


def test_a_pipe_in_a_folder_is_not_waited_for(vdir: Path) -> None:
    os.mkfifo(vdir / "pipe.ics")
    assert uids(opened(vdir).read(window(), None, NOW)) == ["a", "b", "c"]


def unreadable(calendar: FileCalendar, monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    """Opening the file fails from now on. (Taking the permission away would not stop root.)"""
    from followbot.providers.local import calendar_files

    original: Callable[[str], bytes] = calendar_files._load

    def fail(path: str) -> bytes:
        if Path(path).name == name:
            raise error
        return original(path)

    monkeypatch.setattr(calendar_files, "_load", fail)


def test_a_file_that_cannot_be_opened_keeps_its_events(vdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    write(vdir / "b.ics", event("b", "SUMMARY:New"), OLD + timedelta(hours=1))
    with monkeypatch.context() as patch:
        unreadable(calendar, patch, "b.ics", PermissionError(13, "Permission denied"))
        second = calendar.read(window(), first.cursor, NOW)
    assert (second.complete, present(second)) == (False, ["a", "b", "c"])
    assert [(problem.where, problem.what) for problem in second.problems] == [
        ("b.ics", "cannot be read: Permission denied")
    ]
    third = calendar.read(window(), second.cursor, NOW)
    assert ([event.summary for event in third.events], third.complete) == (["New"], True)


def test_a_file_deleted_while_it_is_read_is_absent(vdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calendar = opened(vdir)
    unreadable(calendar, monkeypatch, "b.ics", FileNotFoundError(2, "No such file"))
    reading = calendar.read(window(), None, NOW)
    assert (present(reading), reading.complete) == (["a", "c"], True)


def test_a_first_read_without_permission_is_a_problem(vdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calendar = opened(vdir)
    unreadable(calendar, monkeypatch, "b.ics", PermissionError(13, "Permission denied"))
    reading = calendar.read(window(), None, NOW)
    assert (uids(reading), reading.complete, len(reading.problems)) == (["a", "c"], False, 1)


@pytest.mark.parametrize("empty", [vcalendar(), b""])
def test_a_file_that_has_lost_all_its_events_is_not_believed(tmp_path: Path, empty: bytes) -> None:
    calendar = opened(tmp_path / "home.ics")
    write(tmp_path / "home.ics", event("a"))
    first = calendar.read(window(), None, NOW)
    write(tmp_path / "home.ics", empty, OLD + timedelta(hours=1))
    second = calendar.read(window(), first.cursor, NOW)
    third = calendar.read(window(), second.cursor, NOW)
    later = calendar.read(window(NOW + timedelta(days=8)), third.cursor, NOW + timedelta(days=8))
    assert [reading.complete for reading in (first, second, third, later)] == [True, False, False, False]
    assert later.problems
    write(tmp_path / "home.ics", event("b"), OLD + timedelta(hours=2))
    assert calendar.read(window(), later.cursor, NOW).complete


def test_a_calendar_that_never_had_events_is_complete(tmp_path: Path) -> None:
    write(tmp_path / "home.ics", vcalendar())
    (tmp_path / "vdir").mkdir()
    for path in (tmp_path / "home.ics", tmp_path / "vdir"):
        reading = opened(path).read(window(), None, NOW)
        assert (reading.complete, reading.present, reading.problems) == (True, frozenset(), ())


def test_events_outside_the_window_count_as_events(tmp_path: Path) -> None:
    calendar = opened(tmp_path / "home.ics")
    write(tmp_path / "home.ics", event("a"))
    first = calendar.read(window(), None, NOW)
    write(tmp_path / "home.ics", event("old", start="DTSTART:20200101T090000Z"), OLD + timedelta(hours=1))
    second = calendar.read(window(), first.cursor, NOW)
    assert (second.complete, second.present) == (True, frozenset())


def test_an_empty_mount_point_is_not_believed(vdir: Path) -> None:
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    for path in vdir.iterdir():
        path.unlink()
    second = calendar.read(window(), first.cursor, NOW)
    assert not second.complete
    assert [problem.warning for problem in second.problems] == [True]


def test_an_emptied_collection_is_not_believed_but_a_deleted_one_is(vdir: Path) -> None:
    write(vdir / "work" / "d.ics", event("d"))
    calendar = opened(vdir)
    first = calendar.read(window(), None, NOW)
    (vdir / "work" / "d.ics").unlink()
    second = calendar.read(window(), first.cursor, NOW)
    assert (second.complete, present(second)) == (False, ["a", "b", "c"])
    (vdir / "work").rmdir()
    third = calendar.read(window(), second.cursor, NOW)
    assert (third.complete, third.problems) == (True, ())


def test_a_collection_that_cannot_be_listed_is_a_problem(vdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(vdir / "work" / "d.ics", event("d"))
    original = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path).name == "work":
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(os, "scandir", refuse)
    reading = opened(vdir).read(window(), None, NOW)
    assert (uids(reading), reading.complete) == (["a", "b", "c"], False)
    assert [problem.where for problem in reading.problems] == ["work"]


# --- size -----------------------------------------------------------------------------------------------------------


def test_a_thousand_unchanged_files_are_not_opened(tmp_path: Path, opens: list[str]) -> None:
    for number in range(1_000):
        write(tmp_path / "vdir" / f"{number}.ics", event(f"{number}", start=f"DTSTART:{2020 + number % 8}0310T090000Z"))
    calendar = opened(tmp_path / "vdir")
    first = calendar.read(window(), None, NOW)
    assert len(opens) == 1_000
    opens.clear()
    second = calendar.read(window(), first.cursor, NOW)
    assert (opens, second.events, second.present) == ([], (), None)
    assert len(first.events) == 125
