"""A CalDAV account whose server is odd for a while: one calendar closed, files that cannot be asked for, strange names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from followbot.app.ports import CalendarReading, Window
from followbot.errors import ConfigurationError, LoginNeeded
from followbot.providers.calendars.calendar import FileCalendar
from followbot.providers.imap.calendars import DavCalendars
from followbot.providers.imap.dav import Session
from tests.fakes.calendars import vcalendar, vevent
from tests.fakes.web import Asked, Reply, Website, website

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
WINDOW = Window(NOW - timedelta(days=21), NOW + timedelta(days=30))


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as site:
        yield site


class Server:
    """Two calendars without sync tokens. `closed` answers 403; `files` are by their path as it stands in hrefs."""

    def __init__(self, site: Website) -> None:
        self.site = site
        self.closed: set[str] = set()
        self.files = {"/cal/home/h.ics": "At home", "/cal/work/w.ics": "At work"}
        self.withheld: set[str] = set()
        site.responder = self.respond

    def respond(self, asked: Asked) -> Reply:
        body = asked.body.decode()
        if any(asked.path.startswith(path) for path in self.closed):
            return Reply(403)
        if "current-user-principal" in body:
            return self.multi("/", "<d:current-user-principal><d:href>/me/</d:href></d:current-user-principal>")
        if "calendar-home-set" in body:
            return self.multi("/me/", "<c:calendar-home-set><d:href>/cal/</d:href></c:calendar-home-set>")
        if asked.path == "/cal/":
            kind = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
            return self.multi_of({"/cal/home/": kind, "/cal/work/": kind})
        if "calendar-multiget" in body:
            hrefs = [part.partition("</d:href>")[0] for part in body.split("<d:href>")[1:]]
            return self.multi_of({href: self.data(href) for href in hrefs if href not in self.withheld})
        mine = [path for path in self.files if path.startswith(asked.path)]
        return self.multi_of({path: f'<d:getetag>"{self.files[path]}"</d:getetag>' for path in mine})

    def data(self, href: str) -> str:
        summary = next(v for k, v in self.files.items() if unquote(k) == unquote(href))
        start = f"{NOW + timedelta(days=1):%Y%m%dT%H%M%SZ}"
        event = vevent(
            f"SUMMARY:{summary}", f"DTSTART:{start}", "DURATION:PT1H", uid=summary.replace(" ", "-"), start=""
        )
        return f"<c:calendar-data>{vcalendar(event).decode()}</c:calendar-data>"

    def multi(self, href: str, prop: str) -> Reply:
        return self.multi_of({href: prop})

    def multi_of(self, found: dict[str, str]) -> Reply:
        responses = "".join(
            f"<d:response><d:href>{href}</d:href><d:propstat><d:prop>{prop}</d:prop>"
            "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
            for href, prop in found.items()
        )
        spaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
        return Reply(207, f"<d:multistatus {spaces}>{responses}</d:multistatus>".encode(), {"Content-Type": "text/xml"})


def calendar(site: Website) -> FileCalendar:
    url = f"{site.url}/"
    return FileCalendar(DavCalendars(url, Session(url, "sam", lambda: "secret", {})), account="post", zone="UTC")


def summaries(reading: CalendarReading) -> list[str]:
    return sorted(event.summary for event in reading.events)


def test_a_calendar_that_is_closed_for_a_while_loses_nothing(site: Website) -> None:
    server, cal = Server(site), calendar(site)
    first = cal.read(WINDOW, None, NOW)
    assert (summaries(first), first.complete) == (["At home", "At work"], True)
    server.closed.add("/cal/work/")
    for _ in range(3):
        server.files["/cal/home/h.ics"] += "!"
        reading = cal.read(WINDOW, first.cursor, NOW)
        assert not reading.complete
        assert reading.present is None or "At-work" in {key.uid for key in reading.present}
        assert any("cannot be read" in problem.what for problem in reading.problems)
        first = reading
    server.closed.clear()
    again = cal.read(WINDOW, first.cursor, NOW)
    assert again.complete
    assert again.present is None or "At-work" in {key.uid for key in again.present}


@pytest.mark.parametrize("name", ["a%231.ics", "a%2Fb.ics", "a%20b.ics", "%C3%A4.ics", "a%3Fb.ics"])
def test_a_file_of_any_name_is_asked_for_as_the_server_wrote_it(site: Website, name: str) -> None:
    server = Server(site)
    server.files = {f"/cal/home/{name}": "Interview"}
    assert summaries(calendar(site).read(WINDOW, None, NOW)) == ["Interview"]


def test_a_file_that_is_listed_but_not_handed_out_is_no_deletion(site: Website) -> None:
    server, cal = Server(site), calendar(site)
    first = cal.read(WINDOW, None, NOW)
    server.files["/cal/home/h.ics"] = "At home, moved"
    server.withheld.add("/cal/home/h.ics")
    reading = cal.read(WINDOW, first.cursor, NOW)
    assert not reading.complete
    assert any("does not hand it out" in problem.what for problem in reading.problems)


def test_a_refused_password_is_tried_once(site: Website) -> None:
    site.answers(Reply(401, b"", {"WWW-Authenticate": 'Basic realm="x"'}))
    cal = calendar(site)
    for _ in range(3):
        with pytest.raises(LoginNeeded):
            cal.read(WINDOW, None, NOW)
    assert len(site.asked) == 1


def test_a_server_without_basic_authentication_says_so(site: Website) -> None:
    site.answers(Reply(401, b"", {"WWW-Authenticate": 'Digest realm="x", nonce="y"'}))
    with pytest.raises(ConfigurationError, match="by password alone"):
        calendar(site).read(WINDOW, None, NOW)


def test_calendars_are_listed_by_the_names_that_choose_them(site: Website) -> None:
    Server(site)
    url = f"{site.url}/"
    dav = DavCalendars(url, Session(url, "sam", lambda: "secret", {}))
    assert [(c.name, c.read) for c in dav.listed()] == [("home", True), ("work", True)]
    chosen = DavCalendars(url, Session(url, "sam", lambda: "secret", {}), ["work"])
    reading = FileCalendar(chosen, account="post", zone="UTC").read(WINDOW, None, NOW)
    assert summaries(reading) == ["At work"]
