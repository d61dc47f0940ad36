"""A calendar at an address: asked politely, read carefully, and never giving its address away."""

from __future__ import annotations

import base64
import gzip
import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from followbot.app.ports import CalendarReading, Window
from followbot.errors import ConfigurationError, FollowbotError, Unreachable
from followbot.providers.calendars.calendar import FileCalendar
from followbot.providers.calendars.feed import RULES, Feed
from followbot.providers.http import Answer, Limits, Transport
from followbot.providers.local.calendar import open_calendar
from tests.fakes.calendars import vcalendar, vevent
from tests.fakes.web import Asked, Reply, Website, published, website

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SECRET = "private-0123456789abcdef"
PATH = f"/calendar/ical/{SECRET}/basic.ics?token={SECRET}"
ONE = vcalendar(vevent("SUMMARY:Interview", uid="a"))
TWO = vcalendar(vevent(uid="a"), vevent(uid="b"))


def window(now: datetime = NOW) -> Window:
    return Window(now - timedelta(days=21), now + timedelta(days=30))


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as site:
        site.responder = published(ONE, etag='"1"')
        yield site


def feed(site: Website, counters: dict[str, int] | None = None) -> FileCalendar:
    return open_calendar(
        site.url + PATH, account="files", zone="Europe/Berlin", counters={} if counters is None else counters
    )


def uids(reading: CalendarReading) -> list[str]:
    return sorted(event.uid for event in reading.events)


def read(calendar: FileCalendar, cursor: str | None = None, now: datetime = NOW) -> CalendarReading:
    return calendar.read(window(now), cursor, now)


def test_a_feed_is_read_and_counted(site: Website) -> None:
    counters: dict[str, int] = {}
    reading = read(feed(site, counters))
    assert (uids(reading), reading.complete, counters) == (["a"], True, {"GET feed": 1})
    assert site.asked[0].path == PATH


def test_the_name_is_stable_tells_feeds_apart_and_keeps_the_secret(site: Website) -> None:
    name = feed(site).name
    assert name == feed(site).name
    assert name.startswith("127.0.0.1 (")
    assert SECRET not in name
    other = open_calendar(f"{site.url}/other.ics", account="files", zone="UTC", counters={})
    assert other.name != name


@pytest.mark.parametrize(
    ("etag", "modified", "header"),
    [('"1"', "", "if-none-match"), ("", "Fri, 06 Mar 2026 12:00:00 GMT", "if-modified-since")],
)
def test_an_unchanged_feed_is_not_sent_again(site: Website, etag: str, modified: str, header: str) -> None:
    site.responder = published(ONE, etag=etag, modified=modified)
    calendar = feed(site)
    first = read(calendar)
    second = read(calendar, first.cursor)
    assert (second.events, second.present, second.complete, second.cursor) == ((), None, True, first.cursor)
    assert site.asked[1].headers[header] == etag or modified


def test_a_server_without_validators_is_read_but_not_parsed_again(site: Website) -> None:
    site.responder = published(ONE)
    calendar = feed(site)
    first = read(calendar)
    second = read(calendar, first.cursor)
    assert (second.events, second.present) == ((), None)
    assert second.cursor == first.cursor


def test_new_validators_for_the_same_contents_are_kept(site: Website) -> None:
    calendar = feed(site)
    first = read(calendar)
    site.responder = published(ONE, etag='"2"')
    second = read(calendar, first.cursor)
    third = read(calendar, second.cursor)
    assert second.present is None
    assert site.asked[2].headers["if-none-match"] == '"2"'
    assert third.cursor == second.cursor


def test_a_changed_feed_is_read(site: Website) -> None:
    calendar = feed(site)
    first = read(calendar)
    site.responder = published(TWO, etag='"2"')
    second = read(calendar, first.cursor)
    assert uids(second) == ["a", "b"]
    site.responder = published(ONE, etag='"3"')
    third = read(calendar, second.cursor)
    assert third.present is not None
    assert ({key.uid for key in third.present}, third.complete) == ({"a"}, True)


def test_when_the_window_has_moved_on_the_whole_feed_is_asked_for(site: Website) -> None:
    site.responder = published(vcalendar(vevent("RRULE:FREQ=WEEKLY", uid="a")), etag='"1"')
    calendar = feed(site)
    first = read(calendar)
    later = NOW + timedelta(days=8)
    second = read(calendar, first.cursor, later)
    assert "if-none-match" not in site.asked[1].headers
    assert max(event.start for event in second.events) > max(event.start for event in first.events)


def test_an_empty_feed_that_had_events_is_not_complete(site: Website) -> None:
    calendar = feed(site)
    first = read(calendar)
    site.responder = published(vcalendar(), etag='"2"')
    second = read(calendar, first.cursor)
    third = read(calendar, second.cursor)
    assert (second.complete, third.complete) == (False, False)


def test_a_truncated_feed_is_salvaged(site: Website) -> None:
    site.responder = published(TWO[: TWO.rindex(b"UID:b")])
    reading = read(feed(site))
    assert (uids(reading), reading.complete) == (["a"], False)
    assert [problem.where for problem in reading.problems] == ["127.0.0.1, event 2"]


def test_compressed_answers(site: Website) -> None:
    site.responder = published(TWO * 500, packed=True)
    assert uids(read(feed(site))) == ["a", "b"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Website, status: int) -> None:
    def respond(asked: Asked) -> Reply:
        return Reply(200, ONE) if asked.path == "/new.ics" else Reply(status, headers={"Location": "/new.ics"})

    site.responder = respond
    assert uids(read(feed(site))) == ["a"]


@pytest.mark.parametrize(
    "location",
    [
        "http://example.test/new.ics",
        "ftp://127.0.0.1/new.ics",
        "file:///etc/passwd",
        "",
        "/a/%2e%2e/b",
        "https://[broken",
    ],
)
def test_redirects_to_anywhere_unsafe_are_not(site: Website, location: str) -> None:
    site.answers(Reply(302, headers={"Location": location}))
    with pytest.raises(ConfigurationError):
        read(feed(site))
    assert all(asked.path == PATH for asked in site.asked)


def test_redirects_have_an_end(site: Website) -> None:
    site.answers(Reply(302, headers={"Location": f"{site.url}/again"}))
    with pytest.raises(ConfigurationError, match="without end"):
        read(feed(site))
    assert len(site.asked) == 6


class Redirecting(Transport):
    """A server far away that redirects to `location`."""

    def __init__(self, location: str) -> None:
        super().__init__(RULES)
        self.location = location
        self.urls: list[str] = []
        self.logins: list[str | None] = []

    def request(self, method: str, url: str, *, headers: object = None, body: bytes | None = None) -> Answer:
        assert isinstance(headers, dict)
        self.urls.append(url)
        self.logins.append(headers.get("Authorization"))
        return Answer(302, {"location": self.location}, b"") if len(self.urls) == 1 else Answer(200, {}, ONE)


@pytest.mark.parametrize("location", ["http://127.0.0.1:8080/x", "https://localhost/x", "https://[::1]/x"])
def test_a_server_elsewhere_cannot_point_into_this_machine(location: str) -> None:
    transport = Redirecting(location)
    calendar = FileCalendar(Feed("https://example.test/x.ics", {}, transport), account="files", zone="UTC")
    with pytest.raises(ConfigurationError, match="not safe"):
        read(calendar)
    assert len(transport.urls) == 1


def test_a_login_stays_with_its_server() -> None:
    transport = Redirecting("https://elsewhere.test/x.ics")
    calendar = FileCalendar(Feed("https://me:pass@example.test/x.ics#top", {}, transport), account="files", zone="UTC")
    assert uids(read(calendar)) == ["a"]
    assert transport.urls == ["https://example.test/x.ics", "https://elsewhere.test/x.ics"]
    assert transport.logins == [f"Basic {base64.b64encode(b'me:pass').decode()}", None]


def test_webcal_means_https() -> None:
    transport = Redirecting("https://example.test/new.ics")
    read(FileCalendar(Feed("webcal://example.test/x.ics", {}, transport), account="files", zone="UTC"))
    assert transport.urls[0] == "https://example.test/x.ics"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.test/x.ics",
        "ftp://example.test/x.ics",
        "https://",
        "https://[broken/x.ics",
        "https://example.test:99999/x",
    ],
)
def test_addresses_that_cannot_be_a_feeds(url: str) -> None:
    with pytest.raises(ConfigurationError, match="must begin with https"):
        open_calendar(url, account="files", zone="UTC", counters={})


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(401), ConfigurationError),
        (Reply(403), ConfigurationError),
        (Reply(404), ConfigurationError),
        (Reply(410), ConfigurationError),
        (Reply(418), ConfigurationError),
        (Reply(429), Unreachable),
        (Reply(500), Unreachable),
        (Reply(503), Unreachable),
        (Reply(hang_up=True), Unreachable),
        (Reply(200, ONE, cut=40), Unreachable),
        (Reply(200, b"<!DOCTYPE html><html>Sign in</html>", {"Content-Type": "text/html"}), ConfigurationError),
        (Reply(200, b'{"error":"gone"}'), ConfigurationError),
    ],
)
def test_every_trouble_is_one_sentence_without_the_address(
    site: Website, reply: Reply, error: type[FollowbotError], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    site.answers(reply)
    with pytest.raises(error) as caught:
        read(feed(site))
    assert "127.0.0.1" in caught.value.problem
    assert SECRET not in str(caught.value) + caplog.text
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_nobody_there(site: Website) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}{PATH}"
    with pytest.raises(Unreachable) as caught:
        read(open_calendar(url, account="files", zone="UTC", counters={}))
    assert SECRET not in str(caught.value)


def test_a_feed_beyond_all_measure(site: Website) -> None:
    site.answers(Reply(200, gzip.compress(ONE + b"\r\n" * 1_000_000), {"Content-Encoding": "gzip"}))
    transport = Transport(RULES, limits=Limits(size=100_000))
    with pytest.raises(ConfigurationError, match="larger than"):
        read(FileCalendar(Feed(site.url + PATH, {}, transport), account="files", zone="UTC"))


def test_an_empty_answer_is_a_problem_and_no_deletion(site: Website) -> None:
    calendar = feed(site)
    first = read(calendar)
    site.answers(Reply(200, b""))
    second = read(calendar, first.cursor)
    assert (second.events, second.complete) == ((), False)
