"""CalDAV answers that are not as they should be: nothing ends in a fault, nothing looks deleted, nothing private is logged."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from followbot.app.ports import CalendarReading, Window
from followbot.errors import FollowbotError, Unreachable
from followbot.providers.calendars.calendar import FileCalendar
from followbot.providers.imap.calendars import DavCalendars
from followbot.providers.imap.dav import RULES, Session
from tests.contract.calendar import NOW
from tests.fakes.web import Asked, Reply
from tests.fuzz.web_damage import Canned, Shelves, entry

WINDOW = Window(NOW - timedelta(days=21), NOW + timedelta(days=30))


class Account:
    """Two calendars with three events, read once. `told` changes what the server answers from then on."""

    def __init__(self) -> None:
        self.server = Shelves()
        url = "https://cal.example/"
        session = Session(url, "sam", lambda: "secret", {})
        self.wire = session._transport = Canned(RULES)
        self.asked: list[Asked] = []
        self.tell(lambda asked, reply: reply)
        self.calendar = FileCalendar(DavCalendars(url, session), account="post", zone="UTC")
        self.first = self.calendar.read(WINDOW, None, NOW)
        self.known = self.first.present or frozenset()
        assert len(self.known) == 3

    def tell(self, told: Callable[[Asked, Reply], Reply]) -> None:
        def answer(asked: Asked) -> Reply:
            self.asked.append(asked)
            return told(asked, self.server.respond(asked))

        self.wire.answer = answer

    def move(self, number: int = 1) -> None:
        self.server.files[f"/cal/{'home' if number < 2 else 'work'}/{number}.ics"] = entry(number, days=1)
        self.server.token += 1

    def read(self, cursor: str = "", now: datetime = NOW) -> CalendarReading:
        return self.calendar.read(WINDOW, cursor or self.first.cursor, now.astimezone(UTC))


@pytest.fixture
def account() -> Account:
    return Account()


def replaced(old: str, new: str, asked_for: str) -> Callable[[Asked, Reply], Reply]:
    """In answers to questions for this, one text in place of another."""

    def told(asked: Asked, reply: Reply) -> Reply:
        changed = reply.body.replace(old.encode(), new.encode()) if asked_for.encode() in asked.body else reply.body
        return Reply(reply.status, changed, reply.headers)

    return told


@pytest.mark.parametrize("status", [403, 404, 410, 507])
def test_a_calendar_that_hands_out_no_files_is_told_of_and_asked_once(account: Account, status: int) -> None:
    account.move(0)
    account.move(1)
    account.tell(lambda asked, reply: Reply(status) if b"multiget" in asked.body else reply)
    before = len(account.asked)
    reading = account.read()
    assert not reading.complete
    assert sum(b"multiget" in asked.body for asked in account.asked[before:]) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<d:href>/cal/home/1.ics</d:href>", "<d:href/>"),
        ("<d:href>/cal/home/1.ics</d:href>", ""),
        ("d:multistatus", "d:error"),
        (
            "<d:response><d:href>/cal/home/1.ics</d:href>",
            "<d:response><d:href>/cal/home/</d:href><d:status>HTTP/1.1 507 Full</d:status></d:response>"
            "<d:response><d:href>/elsewhere</d:href>",
        ),
    ],
    ids=["no address", "no place", "another document", "a list cut short"],
)
def test_what_an_unfinished_list_leaves_out_is_not_deleted(account: Account, old: str, new: str) -> None:
    account.move()
    account.tell(replaced(old, new, "getetag"))
    reading = account.read()
    assert not reading.complete
    assert reading.present is None or account.known <= reading.present
    account.tell(lambda asked, reply: reply)
    again = account.read(reading.cursor)
    assert again.complete
    assert again.present is not None
    assert account.known <= again.present


def test_a_calendar_that_does_not_say_what_it_is_for_a_day_is_one_still(account: Account) -> None:
    types = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK"
    account.tell(replaced(types, types.replace("200 OK", "500 No"), "supported-calendar-component-set"))
    reading = account.read(now=NOW + timedelta(days=2))
    assert reading.complete
    assert reading.present is None or account.known <= reading.present


@pytest.mark.parametrize("status", ["HTTP/1.1 500 No", "HTTP/1.1 404 Not Found", ""])
def test_whoever_starts_anew_does_not_take_a_silent_collection_for_none(account: Account, status: str) -> None:
    """Without a cursor nothing is known of it, and its events would look deleted."""
    types = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype></d:prop><d:status>"
    account.tell(replaced(f"{types}HTTP/1.1 200 OK", f"{types}{status}", "supported-calendar-component-set"))
    with pytest.raises(FollowbotError, match="cal"):
        account.calendar.read(WINDOW, None, NOW)


def test_a_file_with_letters_that_xml_does_not_have_hides_no_other(account: Account) -> None:
    """Invitations pasted from elsewhere bring them, and servers hand them out as they are."""
    account.server.files |= {f"/cal/home/{n}.ics": entry(n) for n in range(3, 20)}
    account.server.files["/cal/home/9.ics"] = entry(9).replace(b"DURATION", b"SUMMARY:a\x0bb\r\nDURATION")
    account.server.token += 1
    before = len(account.asked)
    reading = account.read()
    assert sum(b"multiget" in asked.body for asked in account.asked[before:]) < 15
    assert {event.uid for event in reading.events} >= {f"m{n}@acme.example" for n in range(3, 20) if n != 9}
    assert [problem.where for problem in reading.problems] == ["home/9.ics"]


def test_a_server_that_garbles_everything_is_asked_a_few_times_only(account: Account) -> None:
    account.server.files |= {f"/cal/home/{n}.ics": entry(n) for n in range(3, 90)}
    account.server.token += 1
    account.tell(replaced("</d:multistatus>", "", "multiget"))
    before = len(account.asked)
    with pytest.raises(Unreachable, match="cannot be understood"):
        account.read()
    assert len(account.asked) - before < 40


def test_changes_that_cannot_be_understood_are_looked_for_in_the_whole_list(account: Account) -> None:
    account.move()
    account.tell(replaced("<d:href>/cal/home/1.ics</d:href>", "<d:href/>", "sync-collection"))
    assert [event.uid for event in account.read().events] == ["m1@acme.example"]


@pytest.mark.parametrize("kind", ["text/xml", "text/html", "text/calendar", ""])
def test_what_cannot_be_parsed_is_not_logged(account: Account, caplog: pytest.LogCaptureFixture, kind: str) -> None:
    account.move()
    headers = {"Content-Type": kind} if kind else {}
    account.tell(lambda asked, reply: Reply(207, reply.body[:-20], headers))
    with caplog.at_level(logging.DEBUG):
        reading = account.read()
    assert not reading.complete
    assert "acme" not in caplog.text
    assert "<d:" not in caplog.text
