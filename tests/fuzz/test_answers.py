"""Providers whose answers are nearly right: what comes out is a result or a named trouble, and never a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followbot.app.ports import CreateOutcome, Query, Window, WithdrawOutcome
from followbot.errors import CursorExpired, FollowbotError
from followbot.providers.http import TooLarge
from tests.contract.calendar import NOW, Meeting
from tests.contract.google_calendar_harness import GoogleCalendarHarness
from tests.contract.google_harness import GoogleHarness
from tests.contract.graph_calendar_harness import GraphCalendarHarness
from tests.contract.graph_harness import GraphHarness
from tests.contract.mailbox import anything, create, mail, payload_for
from tests.fakes.web import Asked, Reply
from tests.fuzz.shapes import TEXT, VALUE

SHORT = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LONG = settings(SHORT, max_examples=1_500)
NAMED = (FollowbotError, CursorExpired, TooLarge)
"""What a provider may raise."""

Harness = GoogleHarness | GraphHarness
CalendarHarness = GoogleCalendarHarness | GraphCalendarHarness
JUNK = VALUE | st.sampled_from(
    [{"a": []}, [[]], 10**30, "A" * 5_000, "2026-03-03T14:00:00Z", "=?utf-8?b?4p2k?=", "AAAA", "-1"]
)


def spoilt(draw: Callable[[st.SearchStrategy[Any]], Any], body: bytes) -> bytes:
    """An answer with one to three values replaced, left out or added; or cut, or none at all."""
    how = draw(st.integers(0, 9))
    if how == 0:
        return bytes(draw(st.binary(max_size=40)))
    if how == 1:
        return body[: draw(st.integers(0, len(body)))]
    try:
        tree = json.loads(body)
    except ValueError:
        return body
    for _ in range(draw(st.integers(1, 3))):
        tree = _spoilt(draw, tree)
    return json.dumps(tree).encode()


def _spoilt(draw: Callable[[st.SearchStrategy[Any]], Any], node: Any) -> Any:
    if not isinstance(node, (dict, list)) or not node or draw(st.integers(0, 5)) == 0:
        return draw(JUNK)
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    key = draw(st.sampled_from(keys))
    changed = dict(node) if isinstance(node, dict) else list(node)
    what = draw(st.integers(0, 5))
    if what == 0:
        del changed[key]
    elif what == 1 and isinstance(changed, dict):
        changed[draw(TEXT)] = draw(JUNK)
    else:
        changed[key] = _spoilt(draw, node[key])
    return changed


def spoil(server: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
    """From now on some answers of a fake are spoilt; status and headers stay, or are odd as well."""
    honest = server.respond
    status = st.sampled_from([None] * 12 + [200, 204, 206, 299, 302, 304, 400, 404, 409, 410, 412, 429, 500, 599])
    headers = st.sampled_from(
        [{}, {}, {"Retry-After": "x"}, {"Retry-After": "-5"}, {"ETag": "\x7f"}, {"Content-Type": "text/html"}]
    )

    def respond(asked: Asked) -> Reply:
        reply: Reply = honest(asked)
        if draw(st.integers(0, 2)) == 0:
            return reply
        changed = replace(reply, body=spoilt(draw, reply.body), headers={**reply.headers, **draw(headers)})
        odd = draw(status)
        return changed if odd is None else replace(changed, status=odd)

    server.respond = respond


def quarrel(harness: Harness, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
    """Everything that is ever asked of a mailbox, in any order, of a server whose answers are spoilt."""
    harness.deliver(mail("before", at=harness.now()))
    cursor = harness.mailbox.position()
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.deliver(mail("after", at=harness.now()))
    spoil(harness.server, draw)
    box, query = harness.mailbox, Query(harness.now() - timedelta(days=9), people=frozenset({"ana@acme.example"}))
    asks: dict[str, Callable[[], object]] = {
        "position": box.position,
        "changes": lambda: box.changes(cursor, anything),
        "search": lambda: box.search(query, anything),
        "find": lambda: box.find(payload),
        "fate": lambda: box.fate(draft, payload),
        "create": lambda: box.create(replace(payload, key="other")),
        "withdraw": lambda: box.withdraw(draft, payload),
    }
    for name in draw(st.permutations(sorted(asks)))[:4]:
        trouble, found = None, None
        try:
            found = asks[name]()
        except NAMED as error:
            trouble = error
        if trouble is not None:
            assert name != "create", "a create whose outcome has no name"
            assert "\n" not in str(trouble)
        else:
            assert found is not None
            assert name != "create" or isinstance(found, CreateOutcome)
            assert name != "withdraw" or isinstance(found, WithdrawOutcome)


def look(harness: CalendarHarness, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
    """Two readings of a calendar, the second from the first one's cursor."""
    for number in range(3):
        harness.put(Meeting(f"m{number}@acme.example", start=NOW + timedelta(days=number)))
    window = Window(NOW - timedelta(days=21), NOW + timedelta(days=30))
    cursor = harness.calendar.read(window, None, NOW).cursor
    spoil(harness.server, draw)
    for start in (None, cursor):
        trouble, reading = None, None
        try:
            reading = harness.calendar.read(window, start, NOW)
        except NAMED as error:
            trouble = error
        assert "\n" not in str(trouble)
        if reading is not None:
            assert all(e.start.utcoffset() is not None and e.start <= e.end for e in reading.events)
            assert all("\n" not in problem.what for problem in reading.problems)


@SHORT
@given(st.data())
def test_any_answer_of_google_ends_in_a_sentence(data: st.DataObject) -> None:
    quarrel(GoogleHarness(), data.draw)


@SHORT
@given(st.data())
def test_any_answer_of_microsoft_ends_in_a_sentence(data: st.DataObject) -> None:
    quarrel(GraphHarness(), data.draw)


@SHORT
@given(st.data())
def test_any_answer_of_google_calendar_is_read_or_refused(data: st.DataObject) -> None:
    look(GoogleCalendarHarness(), data.draw)


@SHORT
@given(st.data())
def test_any_answer_of_outlook_s_calendar_is_read_or_refused(data: st.DataObject) -> None:
    look(GraphCalendarHarness(), data.draw)


@pytest.mark.heavy
@pytest.mark.parametrize("kind", [GoogleHarness, GraphHarness, GoogleCalendarHarness, GraphCalendarHarness])
def test_for_long(kind: type[Harness] | type[CalendarHarness]) -> None:
    @LONG
    @given(st.data())
    def any_answers(data: st.DataObject) -> None:
        harness = kind()
        if isinstance(harness, (GoogleHarness, GraphHarness)):
            quarrel(harness, data.draw)
        else:
            look(harness, data.draw)

    any_answers()
