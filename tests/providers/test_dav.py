"""What the session beneath the CalDAV library lets through, and what it makes of answers."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from followbot.errors import ConfigurationError, LoginNeeded, Unreachable
from followbot.providers.http import NotAllowed
from followbot.providers.imap.dav import Missing, NotPossible, Session
from tests.fakes.web import Reply, Website, website


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as site:
        yield site


def session(site: Website, counts: dict[str, int] | None = None) -> Session:
    return Session(site.url, "sam", lambda: "pässword", counts if counts is not None else {})


def test_the_login_goes_along_and_the_question_is_counted(site: Website) -> None:
    site.answers(Reply(207, b"<multistatus/>"))
    counts: dict[str, int] = {}
    answer = session(site, counts).request("PROPFIND", f"{site.url}/dav", b"<propfind/>", {"Depth": "0"})
    assert (answer.status_code, answer.content) == (207, b"<multistatus/>")
    (asked,) = site.asked
    assert asked.headers["authorization"] == "Basic " + base64.b64encode("sam:pässword".encode()).decode()
    assert asked.headers["depth"] == "0"
    assert counts == {"PROPFIND caldav": 1}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "MKCALENDAR", "PROPPATCH", "MOVE", "ACL"])
def test_nothing_that_changes_a_calendar_leaves(site: Website, method: str) -> None:
    with pytest.raises(NotAllowed):
        session(site).request(method, f"{site.url}/dav/event.ics")
    assert site.asked == []


@pytest.mark.parametrize("target", ["https://elsewhere.test/dav", "http://127.0.0.2/dav", "http://example.test/dav"])
def test_the_password_follows_no_redirect_to_another_server(site: Website, target: str) -> None:
    site.answers(Reply(301, b"", {"Location": target}))
    with pytest.raises(ConfigurationError, match="the password is not taken there"):
        session(site).request("PROPFIND", f"{site.url}/.well-known/caldav")
    assert len(site.asked) == 1


def test_a_redirect_within_the_server_is_followed(site: Website) -> None:
    site.answers(Reply(301, b"", {"Location": "/dav/"}), Reply(207, b"<multistatus/>"))
    answer = session(site).request("PROPFIND", f"{site.url}/.well-known/caldav")
    assert answer.url == f"{site.url}/dav/"
    assert [asked.path for asked in site.asked] == ["/.well-known/caldav", "/dav/"]


def test_redirects_in_a_circle_end(site: Website) -> None:
    site.answers(Reply(302, b"", {"Location": "/"}))
    with pytest.raises(Unreachable, match="without end"):
        session(site).request("PROPFIND", f"{site.url}/")


@pytest.mark.parametrize(
    ("status", "body", "raised"),
    [
        (401, b"", LoginNeeded),
        (404, b"", Missing),
        (403, b"", NotPossible),
        (409, b"", NotPossible),
        (507, b"", NotPossible),
        (503, b"", Unreachable),
        (429, b"", Unreachable),
        (200, b"Welcome to our router!", ConfigurationError),
    ],
)
def test_what_an_answer_means(site: Website, status: int, body: bytes, raised: type[Exception]) -> None:
    site.answers(Reply(status, body))
    with pytest.raises(raised):
        session(site).request("REPORT", f"{site.url}/dav")
