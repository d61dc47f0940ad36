"""IMAP servers, CalDAV servers and feeds whose answers are nearly right: a result or a named trouble, and never a crash."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.app.ports import CreateOutcome, Query, Refused, Window, WithdrawOutcome
from followbot.errors import CursorExpired
from followbot.providers.calendars.calendar import FileCalendar
from followbot.providers.calendars.feed import RULES as FEED_RULES
from followbot.providers.calendars.feed import Feed
from followbot.providers.imap.calendars import DavCalendars
from followbot.providers.imap.connection import Server
from followbot.providers.imap.dav import RULES as DAV_RULES
from followbot.providers.imap.dav import Session
from tests.contract.calendar import NOW
from tests.contract.mailbox import ANA, anything, create, mail, payload_for
from tests.fakes.web import Asked, Reply, published
from tests.fuzz.imap_damage import Draw, Harness
from tests.fuzz.test_answers import LONG, NAMED, SHORT
from tests.fuzz.web_damage import Canned, Shelves, damaged, entry


def copies(harness: Harness, key: str) -> int:
    raws = [m.raw for box in harness.memory.boxes.values() for m in box.mails.values() if b"\\Deleted" not in m.flags]
    return sum(f"X-Draft-Ref: {key}\r\n".encode() in raw for raw in raws)


def quarrel(draw: Draw) -> None:
    """Everything that is ever asked of a mailbox, in any order, of a server whose answers are damaged."""
    harness = Harness(Server("imap.example", "sam"), "")
    harness.restart()
    own, payload = mail("mine", at=harness.now(), sender=ANA), payload_for(harness)
    harness.memory.add("Drafts", own, [b"\\Draft"], None)
    harness.deliver(mail("before", at=harness.now()))
    cursor = harness.mailbox.position()
    draft = create(harness, payload)
    harness.deliver(mail("after", at=harness.now()))
    harness.restart()
    harness.wire.draw = draw
    box, query = harness.mailbox, Query(harness.now() - timedelta(days=9), people=frozenset({ANA.email}))
    asks: dict[str, Callable[[], object]] = {
        "position": box.position,
        "changes": lambda: box.changes(cursor, anything),
        "search": lambda: box.search(query, anything),
        "find": lambda: box.find(payload),
        "fate": lambda: box.fate(draft, payload),
        "create": lambda: box.create(replace(payload, key="other", mime=payload.mime.replace(b"k3y-1", b"other"))),
        "withdraw": lambda: box.withdraw(draft, payload),
    }
    for name in draw(st.permutations(sorted(asks)))[:4]:
        trouble, found = None, None
        try:
            found = asks[name]()
        except NAMED as error:
            trouble = error
        assert "\n" not in str(trouble)
        assert (found is None) == (trouble is not None)
        assert name != "create" or isinstance(found, CreateOutcome), "a create whose outcome has no name"
        assert name != "withdraw" or trouble or isinstance(found, WithdrawOutcome)
        if name == "create":
            assert copies(harness, "other") <= 1, "one create, two drafts"
            assert not (isinstance(found, Refused) and copies(harness, "other")), "refused, and yet there"
    assert own in {m.raw for m in harness.memory.boxes["Drafts"].mails.values() if b"\\Deleted" not in m.flags}


def overlook(draw: Draw) -> None:
    """A mail that came is shown, or a problem is told, or the position stays before it, or nothing can be said at all."""
    harness = Harness(Server("imap.example", "sam"), "")
    harness.restart()
    cursor = harness.mailbox.position()
    harness.deliver(mail("after", at=harness.now()))
    harness.restart()
    harness.wire.draw, harness.wire.lies = draw, False
    try:
        damaged = harness.mailbox.changes(cursor, lambda envelope: envelope.sender == ANA)
    except NAMED:
        return
    harness.restart()
    try:
        honest = harness.mailbox.changes(damaged.cursor, anything)
    except CursorExpired:
        return
    assert damaged.messages or damaged.problems or honest.messages


@SHORT
@given(st.data())
def test_a_damaged_answer_hides_no_mail(data: st.DataObject) -> None:
    overlook(data.draw)


@SHORT
@given(st.data())
def test_any_answer_of_an_imap_server_ends_in_a_sentence(data: st.DataObject) -> None:
    quarrel(data.draw)


def look(
    calendar: FileCalendar, wire: Canned, honest: Callable[[Asked], Reply], draw: Draw, change: Callable[[], None]
) -> None:
    """Readings of a calendar from an honest one on: damage is read or refused, and hides nothing that was known."""
    window, lies = Window(NOW - timedelta(days=21), NOW + timedelta(days=30)), draw(st.booleans())
    wire.answer = honest
    first = calendar.read(window, None, NOW)
    known, cursor, present = first.present or frozenset(), first.cursor, first.present
    assert len(known) == 3
    if draw(st.booleans()):
        change()
    for answer in (*[damaged(draw, honest, lies)] * draw(st.integers(1, 3)), honest):
        wire.answer = answer
        later = NOW + draw(st.sampled_from([timedelta(0), timedelta(days=2)]))
        trouble, reading = None, None
        try:
            reading = calendar.read(
                window, cursor if answer is honest else draw(st.sampled_from([cursor, None])), later
            )
        except NAMED as error:
            trouble = error
        assert "\n" not in str(trouble)
        if reading is None:
            continue
        cursor = reading.cursor
        assert all(e.start.utcoffset() is not None and e.start <= e.end for e in reading.events)
        assert all("\n" not in problem.what for problem in reading.problems)
        present = reading.present if reading.present is not None else present
        if reading.complete and not lies:
            assert present is not None
            assert known <= present, "known events look deleted"
            assert known.isdisjoint(reading.gone)


def look_at_caldav(draw: Draw) -> None:
    url, server = "https://cal.example/", Shelves()
    session = Session(url, "sam", lambda: "correct horse", {})
    wire = session._transport = Canned(DAV_RULES)
    calendar = FileCalendar(DavCalendars(url, session), account="post", zone="UTC")

    def change() -> None:
        server.files["/cal/home/1.ics"] = entry(1, days=1)
        server.token += 1

    look(calendar, wire, server.respond, draw, change)


def look_at_a_feed(draw: Draw) -> None:
    wire, parts = Canned(FEED_RULES), [entry(number) for number in range(3)]
    calendar = FileCalendar(Feed("https://cal.example/secret.ics", {}, wire), account="post", zone="UTC")

    def honest(asked: Asked) -> Reply:
        body = b"".join(parts).replace(b"END:VCALENDAR\r\nBEGIN:VCALENDAR\r\n", b"")
        return published(body, etag=f'"{zlib.crc32(body):08x}"')(asked)

    look(calendar, wire, honest, draw, lambda: parts.__setitem__(1, entry(1, days=1)))


@SHORT
@given(st.data())
def test_any_answer_of_a_caldav_server_is_read_or_refused(data: st.DataObject) -> None:
    look_at_caldav(data.draw)


@SHORT
@given(st.data())
def test_any_feed_is_read_or_refused(data: st.DataObject) -> None:
    look_at_a_feed(data.draw)


@pytest.mark.heavy
@pytest.mark.parametrize("what", [quarrel, overlook, look_at_caldav, look_at_a_feed])
def test_for_long(what: Callable[[Draw], None]) -> None:
    @LONG
    @given(st.data())
    def any_answers(data: st.DataObject) -> None:
        what(data.draw)

    any_answers()
