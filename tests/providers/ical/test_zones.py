"""Names of zones: IANA, Windows, the file's own, offsets, and names that mean nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from followbot.providers.ical.split import split
from followbot.providers.ical.zones import Zones
from tests.fakes.calendars import EASTERN, vcalendar, vevent
from tests.providers.ical.reading import read, read_event

SUMMER, WINTER = datetime(2026, 7, 1, 12), datetime(2026, 12, 1, 12)  # noqa: DTZ001 -- wall clocks, zones are put on below


def zones(definition: str = "") -> Zones:
    contents = split(["BEGIN:VCALENDAR", *definition.split("\r\n"), "END:VCALENDAR"])
    return Zones("Europe/Berlin", contents.sheets[0].zones)


def offsets(found: Zones, tzid: str) -> tuple[timedelta | None, timedelta | None]:
    tz = found.find(tzid).tz
    return SUMMER.replace(tzinfo=tz).utcoffset(), WINTER.replace(tzinfo=tz).utcoffset()


@pytest.mark.parametrize(
    ("tzid", "name"),
    [
        ("America/New_York", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Zurich", "Europe/Zurich"),
        ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("UTC", ""),
        ("", ""),
        ("Nowhere Standard Time", ""),
        ("../../../etc/passwd", ""),
        ("Europe/Berlin\0", ""),
    ],
)
def test_names_that_the_world_knows(tzid: str, name: str) -> None:
    assert zones().find(tzid).name == name


def test_unknown_names_get_the_users_own_zone() -> None:
    assert offsets(zones(), "Nowhere Standard Time") == (timedelta(hours=2), timedelta(hours=1))


def test_a_zone_that_the_file_defines() -> None:
    found = zones(EASTERN)
    assert offsets(found, "Office Time") == (timedelta(hours=-4), timedelta(hours=-5))
    assert found.find("Office Time").name == ""


def test_a_definition_does_not_outlive_its_file() -> None:
    assert offsets(zones(EASTERN), "Office Time") != offsets(zones(), "Office Time")


def test_a_known_name_wins_over_the_files_definition() -> None:
    odd = EASTERN.replace("Office Time", "W. Europe Standard Time")
    assert zones(odd).find("W. Europe Standard Time").name == "Europe/Berlin"


def test_the_location_in_a_definition_names_the_zone() -> None:
    located = EASTERN.replace("TZID:Office Time", "TZID:Office Time\r\nX-LIC-LOCATION:America/Toronto")
    assert zones(located).find("Office Time").name == "America/Toronto"


@pytest.mark.parametrize(
    ("tzid", "hours"),
    [
        ("(UTC+07:00) Bangkok, Hanoi, Jakarta", 7.0),
        ("(UTC-03:30) Newfoundland", -3.5),
        ("GMT+2", 2.0),
        ("(UTC) Dublin", 1.0),
    ],
)
def test_offsets_in_names(tzid: str, hours: float) -> None:
    assert WINTER.replace(tzinfo=zones().find(tzid).tz).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TZOFFSETTO:-0500", "TZOFFSETTO:-000500"),
        ("DTSTART:16010101T020000", "DTSTART:00010101T020000"),
        ("TZID:Office Time", "TZID:Office Time\r\nRRULE:FREQ=SECONDLY"),
    ],
)
def test_odd_definitions_are_mended(before: str, after: str) -> None:
    tz = zones(EASTERN.replace(before, after)).find("Office Time").tz
    assert SUMMER.replace(tzinfo=tz).utcoffset() == timedelta(hours=-4)


@pytest.mark.parametrize(("odd", "minutes"), [("+5328", 53), ("-0000", 0), ("+0530", 330), ("-0730", -450)])
def test_odd_offsets(odd: str, minutes: int) -> None:
    observance = f"BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{odd}\r\nTZOFFSETTO:{odd}\r\nEND:STANDARD"
    definition = f"BEGIN:VTIMEZONE\r\nTZID:X\r\n{observance}\r\nEND:VTIMEZONE"
    offset = WINTER.replace(tzinfo=zones(definition).find("X").tz).utcoffset()
    assert offset is not None
    assert int(offset.total_seconds() / 60) == minutes


def test_a_damaged_definition_gives_the_users_own_zone() -> None:
    broken = (
        "BEGIN:VTIMEZONE\r\nTZID:Office Time\r\nBEGIN:STANDARD\r\nDTSTART:yesterday\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    assert offsets(zones(broken), "Office Time") == (timedelta(hours=2), timedelta(hours=1))


def test_an_event_in_a_zone_of_its_file_is_at_the_right_moment() -> None:
    event = read(vcalendar(EASTERN, vevent(start="DTSTART;TZID=Office Time:20260312T090000"))).only
    assert event.start == datetime(2026, 3, 12, 13, tzinfo=UTC)
    assert event.zone == ""


def test_a_definition_after_the_event_counts_as_well() -> None:
    event = read(vcalendar(vevent(start="DTSTART;TZID=Office Time:20260302T090000"), EASTERN)).only
    assert event.start == datetime(2026, 3, 2, 14, tzinfo=UTC)


def test_an_event_knows_the_zone_it_was_written_in() -> None:
    event = read_event(start="DTSTART;TZID=Pacific Standard Time:20260312T090000").only
    assert (event.zone, event.start.isoformat()) == ("America/Los_Angeles", "2026-03-12T09:00:00-07:00")
