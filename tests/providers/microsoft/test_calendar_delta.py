"""What an Outlook calendar asks of the delta of its view, and that it knows no less than a whole read by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followbot.errors import LoginNeeded, Unreachable
from tests.contract.calendar import NOW, Meeting, Reader
from tests.contract.graph_calendar_harness import GraphCalendarHarness
from tests.fakes.graph.server import failure
from tests.fakes.web import Asked, Reply

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SETTLED = 20 * MINUTE
"""After that a copy of the mailbox has heard of every change."""
DELTA, VIEW = "GET /v1.0/me/calendarView/delta", "GET /v1.0/me/calendarView"


@pytest.fixture
def harness() -> GraphCalendarHarness:
    made = GraphCalendarHarness()
    made.put(Meeting("a"))
    made.put(Meeting("b", start=NOW + 50 * HOUR))
    return made


@pytest.fixture
def reader(harness: GraphCalendarHarness) -> Reader:
    made = Reader(harness)
    made.read()
    made.now += SETTLED
    harness.server.counts.clear()
    return made


def later(reader: Reader, after: timedelta = 5 * MINUTE) -> Counter[str]:
    """Read again a little later; what was asked for that."""
    reader.now += after
    counts = reader.harness.server.counts  # type: ignore[attr-defined]  # the harness of Outlook has a server
    counts.clear()
    reader.read()
    return Counter(counts)


def test_a_quiet_calendar_costs_one_answer_of_the_same_size_however_full_it_is() -> None:
    sizes = []
    for events in (1, 100):
        harness = GraphCalendarHarness()
        for number in range(events):
            harness.put(Meeting(f"m{number}", start=NOW + number * MINUTE))
        reader = Reader(harness)
        reader.read()
        told: list[int] = []

        def weigh(asked: Asked, told: list[int] = told, harness: GraphCalendarHarness = harness) -> None:
            reply = harness.server._answered(asked)
            told.append(len(reply.body))

        harness.server.fault = weigh
        assert later(reader, SETTLED) == {DELTA: 1}
        sizes.append(sum(told))
    assert sizes[0] == sizes[1]


def test_a_change_is_looked_at_and_read_and_looked_at_again_for_a_quarter_of_an_hour(reader: Reader) -> None:
    reader.harness.put(Meeting("a", summary="Later"))
    assert later(reader) == {DELTA: 2, VIEW: 2}  # a new place, and the look and the whole read
    assert "Later a" in reader.live
    assert [later(reader) for _ in range(2)] == [{DELTA: 1, VIEW: 1}] * 2
    assert later(reader) == {DELTA: 1}


def test_a_change_beyond_the_window_costs_looks_and_reads_nothing(reader: Reader) -> None:
    reader.harness.put(Meeting("far", start=NOW + timedelta(days=90)))
    assert [later(reader) for _ in range(3)] == [{DELTA: 1, VIEW: 1}] * 3
    assert later(reader) == {DELTA: 1}
    assert reader.last is not None
    assert reader.last.events == ()


@pytest.mark.parametrize("looks", [1, 2, 5])
def test_looks_that_have_not_heard_of_the_change_are_taken_again(
    harness: GraphCalendarHarness, reader: Reader, monkeypatch: pytest.MonkeyPatch, looks: int
) -> None:
    before = harness.store.view(NOW - 500 * HOUR, NOW + 800 * HOUR)
    harness.put(Meeting("a", summary="Later"))
    with monkeypatch.context() as lagging:
        lagging.setattr("tests.fakes.graph.views.listed", lambda found, given: before)
        for _ in range(looks):
            later(reader, MINUTE)
            assert "Later a" not in reader.live
    later(reader)
    assert "Later a" in reader.live


def test_a_whole_read_that_has_not_heard_of_the_change_is_not_believed_for_a_day(
    harness: GraphCalendarHarness, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window moves, and the new place knows of a change that the copy that is read does not."""
    before = harness.store.view(NOW - 500 * HOUR, NOW + 800 * HOUR)
    harness.put(Meeting("a", summary="Later"))
    with monkeypatch.context() as lagging:
        lagging.setattr("tests.fakes.graph.views.listed", lambda found, given: before)
        later(reader, 24 * HOUR)
        assert "Later a" not in reader.live
    later(reader)
    assert "Later a" in reader.live


def test_what_changes_while_everything_is_read_is_heard_of_next_time(harness: GraphCalendarHarness) -> None:
    reader = Reader(harness)

    def meanwhile(name: str) -> None:
        if name == VIEW:
            harness.server.after = lambda name: None
            harness.put(Meeting("a", summary="Later"))

    harness.server.after = meanwhile
    reader.read()
    assert "Interview a" in reader.live
    later(reader)
    assert "Later a" in reader.live


@pytest.mark.parametrize("code", ["SyncStateNotFound", "resyncRequired"])
@pytest.mark.parametrize("status", [400, 404, 410])
def test_a_place_that_is_not_known_any_more_loses_nothing(reader: Reader, status: int, code: str) -> None:
    server = reader.harness.server  # type: ignore[attr-defined]  # as above
    reader.harness.put(Meeting("a", summary="Later"))
    server.fault = lambda asked: failure(status, code) if "deltatoken" in asked.path else None
    later(reader)
    assert "Later a" in reader.live
    reader.harness.put(Meeting("b", summary="Sooner"))
    later(reader)
    assert "Sooner b" in reader.live


def test_a_lost_place_is_made_up_for_by_looks_until_the_next_whole_read(reader: Reader) -> None:
    server = reader.harness.server  # type: ignore[attr-defined]  # as above
    server.mail.forget_deltas()
    assert later(reader) == {DELTA: 1, VIEW: 1}
    assert later(reader) == {VIEW: 1}
    reader.harness.put(Meeting("c"))
    later(reader)
    assert "Interview c" in reader.live
    server.mail.forget_deltas()
    later(reader)
    assert later(reader, 6 * HOUR) == {DELTA: 1, VIEW: 1}  # a place, and everything
    assert later(reader) == {DELTA: 1, VIEW: 1}
    assert later(reader, SETTLED) == {DELTA: 1}


def test_a_place_of_a_cycle_that_died_is_good_for_another_try(reader: Reader) -> None:
    kept, known = reader.cursor, dict(reader.known)
    reader.harness.put(Meeting("a", summary="Later"))
    for _ in range(2):  # the reading never reached the store
        later(reader)
        reader.cursor, reader.known = kept, dict(known)
    later(reader)
    assert "Later a" in reader.live


@pytest.mark.parametrize(
    ("status", "raised"), [(401, LoginNeeded), (429, Unreachable), (500, Unreachable), (503, Unreachable)]
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_trouble_that_may_pass_says_nothing_about_the_place(
    harness: GraphCalendarHarness, status: int, raised: type[Exception], whole: bool
) -> None:
    reader = Reader(harness)
    if not whole:
        reader.read()
    kept = reader.cursor
    harness.server.fault = lambda asked: failure(status, "x") if "/delta" in asked.path else None
    with pytest.raises(raised):
        later(reader)
    assert reader.cursor == kept
    harness.bring_back()
    reader.harness.put(Meeting("a", summary="Later"))
    later(reader)
    assert "Later a" in reader.live


@pytest.mark.parametrize("answer", [b"{}", b'{"value": []}', b'{"value": [], "@odata.deltaLink": 5}'])
def test_an_answer_without_a_place_is_no_quiet(reader: Reader, answer: bytes) -> None:
    server = reader.harness.server  # type: ignore[attr-defined]  # as above
    server.after_fault = lambda asked: Reply(200, answer) if "deltatoken" in asked.path else None
    reader.harness.put(Meeting("a", summary="Later"))
    later(reader)
    assert "Later a" in reader.live


def test_a_link_to_another_server_is_asked_of_ours(harness: GraphCalendarHarness) -> None:
    harness.server.root = "https://elsewhere.test"
    reader = Reader(harness)
    reader.read()
    assert later(reader, SETTLED) == {DELTA: 1}


@pytest.mark.parametrize("cursor", ['"place":5', '"place":null', '"heard_at":[1]'])
def test_an_odd_place_is_a_cursor_like_any_other(reader: Reader, cursor: str) -> None:
    name = cursor.partition(":")[0]
    whole = reader.cursor or ""
    at = whole.index(name)
    reader.cursor = whole[:at] + cursor + whole[min(i for i in (whole.find(",", at), whole.find("}", at)) if i > 0) :]
    reader.harness.put(Meeting("a", summary="Later"))
    later(reader)
    assert "Later a" in reader.live


# --- equal to a whole read ------------------------------------------------------------------------------------------

UIDS = ("a", "b", "c", "series")
Act = Callable[[Reader], None]


def _meeting(uid: str, hours: int, summary: str) -> Meeting:
    return Meeting(uid, start=NOW + timedelta(hours=hours), summary=summary, weekly=3 if uid == "series" else 1)


def _put(uid: str, hours: int, summary: str) -> Act:
    return lambda reader: reader.harness.put(_meeting(uid, hours, summary))


def _cancel(uid: str) -> Act:
    def act(reader: Reader) -> None:
        if uid in reader.harness.store.kept:  # type: ignore[attr-defined]  # as above
            reader.harness.cancel(Meeting(uid))

    return act


def _delete(uid: str) -> Act:
    def act(reader: Reader) -> None:
        reader.harness.store.kept.pop(uid, None)  # type: ignore[attr-defined]  # as above

    return act


def _exclude(week: int) -> Act:
    def act(reader: Reader) -> None:
        kept: Any = reader.harness.store.kept.get("series")  # type: ignore[attr-defined]  # as above
        if kept is not None:
            off = kept.meeting.start + timedelta(days=7 * week)
            reader.harness.put(replace(kept.meeting, excluded=(*kept.meeting.excluded, off)))

    return act


def _forget(reader: Reader) -> None:
    reader.harness.server.mail.forget_deltas()  # type: ignore[attr-defined]  # as above


def _die(reader: Reader) -> None:
    """A cycle whose reading is lost before it is stored."""
    cursor, known = reader.cursor, dict(reader.known)
    reader.read()
    reader.cursor, reader.known = cursor, known


def _pass(hours: int) -> Act:
    def act(reader: Reader) -> None:
        reader.now += timedelta(hours=hours)

    return act


ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(
        _put,
        st.sampled_from(UIDS),
        st.sampled_from([-600, -500, -3, 1, 26, 700, 730, 1500]),
        st.sampled_from(["Interview", "Later", "Talk"]),
    ),
    st.builds(_cancel, st.sampled_from(UIDS)),
    st.builds(_delete, st.sampled_from(UIDS)),
    st.builds(_exclude, st.integers(0, 2)),
    st.just(_forget),
    st.just(_die),
    st.builds(_pass, st.sampled_from([1, 5, 13, 30])),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(ACTS, max_size=3), min_size=2, max_size=10), st.booleans(), st.sampled_from([1, 2, 1000]))
def test_whoever_follows_the_delta_knows_what_a_whole_read_shows(
    steps: list[list[Act]], deltas: bool, page: int
) -> None:
    harness = GraphCalendarHarness(deltas=deltas, page=page)
    harness.put(Meeting("steady"))  # so that the calendar is never empty, which would not be believed
    reader = Reader(harness)
    for acts in steps:
        for act in acts:
            act(reader)
        reader.now += 5 * MINUTE
        reader.read()
        fresh = Reader(harness, now=reader.now)
        fresh.read()
        assert reader.live == fresh.live
        assert {k: e.fingerprint() for k, e in reader.known.items()} == {
            k: e.fingerprint() for k, e in fresh.known.items()
        }
    harness.verify()
