"""IMAP servers, CalDAV servers and feeds whose answers are nearly right: a result or a named trouble, and never a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.app.ports import CreateOutcome, Query, Refused, WithdrawOutcome
from followbot.errors import CursorExpired
from followbot.providers.imap.connection import Server
from tests.contract.mailbox import ANA, anything, create, mail, payload_for
from tests.fuzz.imap_damage import Draw, Harness
from tests.fuzz.test_answers import LONG, NAMED, SHORT


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


@pytest.mark.heavy
@pytest.mark.parametrize("what", [quarrel, overlook])
def test_for_long(what: Callable[[Draw], None]) -> None:
    @LONG
    @given(st.data())
    def any_answers(data: st.DataObject) -> None:
        what(data.draw)

    any_answers()
