"""The calendar contract against a real CalDAV server, and what is particular to CalDAV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from followbot.app.ports import Window
from followbot.errors import ConfigurationError, LoginNeeded
from followbot.providers.calendars.calendar import FileCalendar
from followbot.providers.imap.calendars import DavCalendars
from followbot.providers.imap.dav import Session
from tests.contract.calendar import HOME, NOW, CalendarContract, CalendarHarness, Meeting
from tests.contract.dav_harness import DavHarness
from tests.fakes.calendars import vcalendar, vevent
from tests.servers.radicale import PASSWORD, Radicale, needs_radicale, radicale

pytestmark = [pytest.mark.system, needs_radicale]

WINDOW = Window(NOW - timedelta(days=21), NOW + timedelta(days=30))


@pytest.fixture(scope="module")
def server() -> Iterator[Radicale]:
    with radicale() as running:
        yield running


@pytest.fixture
def harness(server: Radicale) -> CalendarHarness:
    return DavHarness(server)


class TestCalDav(CalendarContract):
    """Radicale 3: sync-collection, ETags, well-known address."""


@pytest.fixture
def dav(server: Radicale) -> DavHarness:
    return DavHarness(server)


def read(harness: DavHarness, cursor: str | None, days: int = 0) -> tuple[str, list[str]]:
    found = harness.calendar.read(WINDOW, cursor, NOW + timedelta(days=days))
    return found.cursor, sorted(event.summary for event in found.events)


def test_an_unchanged_calendar_costs_one_request(dav: DavHarness) -> None:
    dav.put(Meeting("one"))
    cursor, _ = read(dav, None)
    dav.counts.clear()
    dav.restart()
    assert read(dav, cursor) == (cursor, [])
    assert dav.counts == {"REPORT caldav": 1}


@pytest.mark.heavy
def test_one_changed_event_of_many_is_fetched_alone(dav: DavHarness, server: Radicale) -> None:
    for number in range(250):
        server.put(dav.user, f"home/{number}.ics", vcalendar(_plain(f"e{number}", "Interview")))
    cursor, found = read(dav, None)
    assert len(found) == 250
    assert dav.counts["REPORT caldav"] == 3, "a hundred at a time"
    dav.counts.clear()
    server.put(dav.user, "home/7.ics", vcalendar(_plain("e7", "Interview moved")))
    cursor, found = read(dav, cursor)
    assert found == ["Interview moved"]
    assert dav.counts == {"REPORT caldav": 2, "PROPFIND caldav": 1}


def _plain(uid: str, summary: str) -> str:
    start = f"{NOW + timedelta(days=1):%Y%m%dT%H%M%SZ}"
    return vevent(f"SUMMARY:{summary}", f"DTSTART:{start}", "DURATION:PT1H", uid=uid, start="")


def test_every_calendar_with_events_is_read_unless_some_are_named(dav: DavHarness, server: Radicale) -> None:
    server.make_calendar(dav.user, "work-id", "Work")
    server.make_calendar(dav.user, "tasks", "Tasks", component="VTODO")
    server.put(dav.user, "home/a.ics", vcalendar(_plain("a", "At home")))
    server.put(dav.user, "work-id/b.ics", vcalendar(_plain("b", "At work")))
    assert read(dav, None)[1] == ["At home", "At work"]
    named = DavCalendars(server.url, Session(server.url, dav.user, lambda: PASSWORD, {}), ["work"])
    reading = FileCalendar(named, account="post", zone=HOME).read(WINDOW, None, NOW)
    assert [event.summary for event in reading.events] == ["At work"]


def test_a_calendar_made_later_is_found_the_next_day(dav: DavHarness, server: Radicale) -> None:
    cursor, _ = read(dav, None)
    server.make_calendar(dav.user, "later", "Later")
    server.put(dav.user, "later/b.ics", vcalendar(_plain("b", "New")))
    cursor, found = read(dav, cursor)
    assert found == []
    assert read(dav, cursor, days=1)[1] == ["New"]


def test_a_token_that_the_server_does_not_know_means_a_whole_listing(dav: DavHarness) -> None:
    dav.put(Meeting("one"))
    cursor, _ = read(dav, None)
    broken = cursor.replace("radicale.org/ns/sync/", "radicale.org/ns/sync/0000")
    assert broken != cursor
    dav.put(Meeting("two", summary="Another"))
    assert read(dav, broken)[1] == ["Another"]


def test_a_wrong_password_asks_for_a_login(dav: DavHarness, server: Radicale) -> None:
    source = DavCalendars(server.url, Session(server.url, dav.user, lambda: "wrong", {}))
    with pytest.raises(LoginNeeded, match=r"127\.0\.0\.1 does not accept the login to the calendars"):
        FileCalendar(source, account="post", zone=HOME).read(WINDOW, None, NOW)


def test_a_name_that_no_calendar_has_is_named(dav: DavHarness, server: Radicale) -> None:
    source = DavCalendars(server.url, Session(server.url, dav.user, lambda: PASSWORD, {}), ["Holidays"])
    with pytest.raises(ConfigurationError, match="no calendar called “Holidays”"):
        FileCalendar(source, account="post", zone=HOME).read(WINDOW, None, NOW)


def test_the_address_of_one_calendar_will_do(dav: DavHarness, server: Radicale) -> None:
    dav.put(Meeting("one"))
    url = f"{server.url}{dav.user}/home/"
    source = DavCalendars(url, Session(url, dav.user, lambda: PASSWORD, {}))
    reading = FileCalendar(source, account="post", zone=HOME).read(WINDOW, None, NOW)
    assert len(reading.events) == 1
