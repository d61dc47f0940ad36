"""A folder in which nothing happens is not looked at; whatever does happen there is read, heard of or not."""

from __future__ import annotations

import mmap
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from followbot.app.ports import CalendarReading
from followbot.providers.local import calendar_files, notices
from followbot.providers.local.notices import Notices
from tests.contract.calendar import NOW, Meeting, Reader
from tests.contract.local_calendar_harness import FolderHarness
from tests.providers.local_calendar.test_files import event, write

MINUTE = timedelta(minutes=1)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of changes")


class Everything:
    def __contains__(self, kind: object) -> bool:
        return True


@pytest.fixture(params=["heard", "another file system", "no such call"])
def hearing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the kernel is believed. The file system of the test's folders may be one that it would not be on."""
    monkeypatch.setattr(notices, "_LOCAL", Everything() if request.param == "heard" else frozenset())
    if request.param == "no such call":
        monkeypatch.setattr(Notices, "opened", classmethod(lambda cls: None))
    return request.param == "heard" and sys.platform == "linux"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_LOCAL", Everything())


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that are listed."""
    found: list[str] = []
    scandir = os.scandir

    def spy(folder: str | Path) -> object:
        found.append(os.fspath(folder))
        return scandir(folder)

    monkeypatch.setattr("followbot.providers.local.calendar_files.os.scandir", spy)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "home" / "dates"
    for uid in ("a", "b"):
        write(made / f"{uid}.ics", event(uid, "SUMMARY:Before"))
    write(made / "work" / "c.ics", event("c", "SUMMARY:Before"))
    return made


def followed(folder: Path) -> Reader:
    """Somebody who has read the folder twice, so that its files are no longer young."""
    harness = FolderHarness.__new__(FolderHarness)
    harness._source = str(folder)
    harness.restart()
    reader = Reader(harness)
    later(reader)
    assert later(reader).events == ()
    return reader


def later(reader: Reader, after: timedelta = 5 * MINUTE) -> CalendarReading:
    reader.now += after
    return reader.read()


def told(reading: CalendarReading) -> dict[str, str]:
    return {event.uid: event.summary for event in reading.events}


@LINUX
def test_where_nothing_happens_nothing_is_listed(heard: None, folder: Path, listed: list[str]) -> None:
    reader = followed(folder)
    listed.clear()
    reading = later(reader)
    assert (reading.events, reading.gone, reading.present, reading.complete) == ((), (), None, True)
    assert listed == []


def test_where_nothing_is_heard_each_folder_is_listed(
    folder: Path, listed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "_LOCAL", frozenset())
    reader = followed(folder)
    listed.clear()
    assert later(reader).events == ()
    assert len(listed) == 2


@LINUX
def test_after_half_an_hour_of_silence_it_is_looked_at(heard: None, folder: Path, listed: list[str]) -> None:
    reader = followed(folder)
    listed.clear()
    later(reader, calendar_files.HEARSAY)
    assert len(listed) == 2
    later(reader)
    assert len(listed) == 2
    later(reader, -3 * MINUTE)  # a clock that was set back is no reason to believe longer
    later(reader, -9 * MINUTE)
    assert len(listed) > 2


def _in_place(folder: Path) -> None:
    with open(folder / "a.ics", "r+b") as file:
        data = file.read().replace(b"Before", b"After!")
        file.seek(0)
        file.write(data)


def _with_old_times(folder: Path) -> None:
    before = os.stat(folder / "a.ics")
    _in_place(folder)
    os.utime(folder / "a.ics", ns=(before.st_atime_ns, before.st_mtime_ns))


def _renamed_onto(folder: Path) -> None:
    (folder / ".new").write_bytes((folder / "a.ics").read_bytes().replace(b"Before", b"After!"))
    (folder / ".new").replace(folder / "a.ics")


def _through_a_map(folder: Path) -> None:
    with open(folder / "a.ics", "r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
        at = mapped.find(b"Before")
        mapped[at : at + 6] = b"After!"


def _below(folder: Path) -> None:
    _in_place_of(folder / "work" / "c.ics")


def _in_place_of(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Before", b"After!"))


def _in_a_new_folder(folder: Path) -> None:
    write(folder / "more" / "d.ics", event("d", "SUMMARY:After!"))


def _another_folder_in_its_place(folder: Path) -> None:
    folder.rename(folder.with_name("old"))
    write(folder / "a.ics", event("a", "SUMMARY:After!"))


def _folder_below_in_its_place(folder: Path) -> None:
    (folder / "work").rename(folder.with_name("old"))
    write(folder / "work" / "c.ics", event("c", "SUMMARY:After!"))


def _above(folder: Path) -> None:
    folder.parent.rename(folder.parent.with_name("old"))
    write(folder / "a.ics", event("a", "SUMMARY:After!"))


CHANGES = [_above, _in_place, _with_old_times, _renamed_onto, _through_a_map, _below, _in_a_new_folder]
CHANGES += [_another_folder_in_its_place, _folder_below_in_its_place]


@pytest.mark.parametrize("change", CHANGES)
def test_every_way_to_change_something_is_noticed(hearing: bool, folder: Path, change: Callable[[Path], None]) -> None:
    reader = followed(folder)
    change(folder)
    assert set(told(later(reader)).values()) == {"After!"}


def test_what_the_window_reaches_in_the_midst_of_silence_is_told(hearing: bool, folder: Path) -> None:
    edge = NOW + timedelta(days=37, minutes=7)
    write(folder / "late.ics", event("late", start=f"DTSTART:{edge:%Y%m%dT%H%M%SZ}"))
    reader = followed(folder)
    assert told(later(reader, timedelta(days=7) - 7 * MINUTE)) == {}
    assert told(later(reader, 2 * MINUTE)) == {}
    assert "late" in told(later(reader))


def test_what_is_deleted_is_missed(hearing: bool, folder: Path) -> None:
    reader = followed(folder)
    (folder / "a.ics").unlink()
    present = later(reader).present
    assert present is not None
    assert sorted(key.uid for key in present) == ["b", "c"]


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_file_that_has_another_name_is_looked_at_itself(
    hearing: bool, folder: Path, tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    write(tmp_path / "elsewhere.ics", event("d", "SUMMARY:Before"))
    link(tmp_path / "elsewhere.ics", folder / "d.ics")
    reader = followed(folder)
    _in_place_of(tmp_path / "elsewhere.ics")
    assert told(later(reader)) == {"d": "After!"}


@LINUX
@pytest.mark.parametrize("mounts", [b"36 35 98:0 /src %s rw - ext4 /dev/sda rw", b"", None])
def test_a_file_that_is_mounted_from_elsewhere_is_looked_at_itself(
    heard: None, monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path, listed: list[str], mounts: bytes | None
) -> None:
    """A bind mount is no other name, and lies on the same device: only the list of mounts tells, where it can be read."""
    table, odd = tmp_path / "mountinfo", folder.with_name("my dates")
    folder.rename(odd)
    if mounts is not None:
        table.write_bytes(mounts % str(odd / "a.ics").replace(" ", "\\040").encode() if mounts else mounts)
    monkeypatch.setattr(notices, "_MOUNTS", table)
    reader = followed(odd)
    listed.clear()
    later(reader)
    assert (listed != []) == (mounts != b""), "each file is looked at unless nothing is mounted there"


def test_a_folder_that_is_a_link_is_looked_at_itself(hearing: bool, folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name / "d.ics", event("d", f"SUMMARY:{name}"))
    (folder / "linked").symlink_to(tmp_path / "one")
    reader = followed(folder)
    _in_place_of(folder / "a.ics")
    assert told(later(reader)) == {"a": "After!"}
    (folder / "linked").unlink()
    (folder / "linked").symlink_to(tmp_path / "two")
    assert told(later(reader)) == {"d": "two"}


def test_a_reading_that_never_reached_the_store_is_told_again(hearing: bool, folder: Path) -> None:
    reader = followed(folder)
    stored = reader.cursor
    _in_place(folder)
    assert told(later(reader)) == {"a": "After!"}
    reader.cursor = stored
    assert told(later(reader)) == {"a": "After!"}


def test_a_folder_that_cannot_be_read_any_more_is_an_error(hearing: bool, folder: Path) -> None:
    reader = followed(folder)
    folder.rename(folder.with_name("old"))
    with pytest.raises(Exception, match="dates"):
        later(reader)
    folder.with_name("old").rename(folder)
    assert later(reader).complete


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs Linux's /proc")
def test_nothing_is_left_open(heard: None, folder: Path) -> None:
    reader = followed(folder)
    before = len(os.listdir("/proc/self/fd"))
    for number in range(20):
        _in_place_of(folder / "a.ics")
        write(folder / "a.ics", event("a", f"SUMMARY:{number}"))
        later(reader)
    assert len(os.listdir("/proc/self/fd")) <= before
    del reader
    assert len(os.listdir("/proc/self/fd")) < before


def test_whoever_follows_a_folder_knows_what_a_first_reading_shows(hearing: bool, tmp_path: Path) -> None:
    for seed in range(6):
        chance = Random(seed)  # noqa: S311 - a test wants the same each time
        harness = FolderHarness(tmp_path / str(seed))
        harness.put(Meeting("steady"))
        reader = Reader(harness)
        for _ in range(12):
            for _ in range(chance.randrange(3)):
                uid = chance.choice("abc")
                start = NOW + timedelta(hours=chance.choice([-30, 5, 26]))
                meeting = Meeting(uid, start=start, summary=chance.choice(["One", "Two"]), weekly=chance.choice([1, 3]))
                if chance.random() < 0.3:
                    harness._meetings.pop(uid, None)
                    harness.publish(harness._meetings)
                else:
                    harness.put(meeting)
            cursor, known = reader.cursor, dict(reader.known)
            later(reader, chance.choice([1, 5, 40]) * MINUTE)
            if chance.random() < 0.2:
                reader.cursor, reader.known = cursor, known
                continue
            fresh = FolderHarness.__new__(FolderHarness)
            fresh._source = str(tmp_path / str(seed))
            fresh.restart()
            first = Reader(fresh, now=reader.now)
            first.read()
            assert reader.live == first.live


@pytest.mark.parametrize("link", ["later.ics", "usb"])
def test_what_a_dangling_link_points_to_is_seen_when_it_appears(hearing: bool, folder: Path, link: str) -> None:
    target = folder.parent / "elsewhere" / link
    (folder / link).symlink_to(target)
    reader = followed(folder)
    write(target if link.endswith(".ics") else target / "d.ics", event("d", "SUMMARY:Before"))
    assert told(later(reader)) == {"d": "Before"}
