"""The store as a whole: what counts as live, how many queries it takes, copies and exports."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from followbot.app.ports import AccountHealth, Change, Entry, SeenEvent
from followbot.domain.lifecycle import (
    Dismissed,
    Drafted,
    Edited,
    Reason,
    Sent,
    Skipped,
    State,
    Stopped,
    Waiting,
    Withdrawn,
)
from followbot.domain.model import EventKey, FollowUp, FollowUpKind, Process, Standing
from followbot.errors import StoreError, TryAgain
from followbot.store import SqlStore, open_store
from followbot.store.rows import FOR_EVER, LINGER, live_until
from tests.fakes.build import DRAFT, TUESDAY, interview, process_of, round_of, utc
from tests.store.build import counted_statements, payload, process, store_with_one_process

LATER = TUESDAY + timedelta(days=400)
FINAL: tuple[State, ...] = (
    Sent(TUESDAY),
    Dismissed(TUESDAY),
    Stopped(TUESDAY, Reason.ANSWERED),
    Withdrawn(TUESDAY, Reason.ANSWERED),
    Skipped(TUESDAY, Reason.TOO_LATE),
)


def at(moment: datetime) -> AccountHealth:
    """A cycle that ended at that time: the store's only idea of what time it is."""
    return AccountHealth("main", "local", last_cycle=moment)


def live_ids(store: SqlStore) -> set[str]:
    return {p.id for p in store.live()}


# --- live -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [Waiting(TUESDAY), Drafted(DRAFT, TUESDAY), Edited(DRAFT, TUESDAY, TUESDAY)])
def test_whatever_is_open_stays_live_for_ever(store: SqlStore, state: State) -> None:
    store.commit(Change(processes=(process(state=state),), health=(at(LATER),)))
    assert live_ids(store) == {"p1"}


def test_an_open_card_keeps_a_process_live(store: SqlStore) -> None:
    card = FollowUp("card", FollowUpKind.CARD, (), Drafted(DRAFT, TUESDAY))
    store.commit(Change(processes=(process_of(replace(round_of(), card=card)),), health=(at(LATER),)))
    assert live_ids(store) == {"p1"}


@pytest.mark.parametrize("state", FINAL)
def test_what_is_settled_stays_live_for_a_while(store: SqlStore, state: State) -> None:
    store.commit(Change(processes=(process(state=state),), health=(at(TUESDAY + LINGER - timedelta(seconds=1)),)))
    assert live_ids(store) == {"p1"}
    store.commit(Change(health=(at(TUESDAY + LINGER),)))
    assert live_ids(store) == set()


def test_an_interview_to_come_is_live_even_without_follow_ups(store: SqlStore) -> None:
    store.commit(Change(processes=(process_of(round_of(interview(end=LATER))),), health=(at(TUESDAY),)))
    assert live_ids(store) == {"p1"}


def test_a_cancelled_interview_to_come_is_live_because_it_may_be_restored() -> None:
    cancelled = interview(end=LATER, standing=Standing.CANCELLED)
    thanked = FollowUp("t0", FollowUpKind.THANK_YOU, ("jane@acme.example",), Sent(TUESDAY))
    over = replace(round_of(interview(uid="uid-0")), follow_ups=(thanked,))
    assert live_until(process_of(over, round_of(cancelled, round_id="r2"))) == LATER + LINGER


def test_a_round_that_counts_and_was_never_planned_is_open_however_old() -> None:
    assert live_until(process_of(round_of())) == FOR_EVER


@pytest.mark.parametrize("odd", [process_of(replace(round_of(), interviews=())), process(end=FOR_EVER)])
def test_what_has_no_sensible_end_stays_live(odd: Process) -> None:
    assert live_until(odd) == FOR_EVER


def test_before_the_first_cycle_everything_is_live(store: SqlStore) -> None:
    store.commit(Change(processes=(process(end=utc("1999-01-01 10:00"), state=Sent(TUESDAY)),)))
    assert live_ids(store) == {"p1"}


def test_a_clock_that_ran_ahead_is_forgotten_with_the_next_cycle(store: SqlStore) -> None:
    store.commit(Change(processes=(process(state=Sent(TUESDAY)),), health=(at(LATER),)))
    store.commit(Change(health=(at(TUESDAY),)))
    assert live_ids(store) == {"p1"}


# --- the number of queries ------------------------------------------------------------------------------------------


def many(count: int, state: State, prefix: str = "p") -> tuple[Process, ...]:
    return tuple(process(f"{prefix}{n}", state=state) for n in range(count))


def test_loading_takes_as_many_queries_for_fifty_processes_as_for_two(store: SqlStore) -> None:
    store.commit(Change(processes=many(2, Waiting(TUESDAY))))
    with counted_statements() as few:
        assert len(store.live()) == 2
    store.commit(Change(processes=many(48, Waiting(TUESDAY), "q")))
    with counted_statements() as more:
        assert len(store.live()) == 50
    assert len(more) == len(few) <= 10


def test_saving_takes_as_many_statements_for_fifty_processes_as_for_two(store: SqlStore) -> None:
    with counted_statements() as few:
        store.commit(Change(processes=many(2, Waiting(TUESDAY))))
    with counted_statements() as more:
        store.commit(Change(processes=many(50, Waiting(TUESDAY), "q")))
    assert len(more) == len(few) <= 12


def test_settled_processes_are_not_even_read(store: SqlStore) -> None:
    """The index leads to the live ones, so that a thousand settled ones cost nothing."""
    store.commit(Change(processes=(*many(200, Sent(TUESDAY)), process("live")), health=(at(LATER),)))
    with counted_statements() as seen:
        assert live_ids(store) == {"live"}
    reads = [s for s in seen if s.startswith("SELECT")]
    with store._database.reading() as connection:
        parameters = ("",) * max(s.count("?") for s in reads)
        plans = [
            row.detail
            for s in reads
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {s}", parameters[: s.count("?")])
        ]
    assert [plan for plan in plans if "ix_processes_live_until" in plan]
    assert not [plan for plan in plans if plan.startswith("SCAN") and "account_health" not in plan]


# --- the store as a whole -------------------------------------------------------------------------------------------


def test_a_snapshot_is_a_copy_that_goes_its_own_way(store: SqlStore) -> None:
    store.commit(Change(processes=(process(),), mail_cursors=(("main", "a"),), outbox=(("p1-f", payload()),)))
    with store.snapshot() as copy:
        assert copy.all() == store.all()
        assert copy.payload("p1-f", "k1") == payload()
        copy.commit(Change(removed=("p1",), mail_cursors=(("main", "b"),)))
        assert copy.all() == ()
        with copy.lock(timedelta(0)), store.lock(timedelta(0)):
            assert copy.mail_cursor("main") == "b"
    assert store.all() == (process(),)
    assert store.mail_cursor("main") == "a"


def test_an_export_is_json_and_holds_everything(store: SqlStore) -> None:
    entry = Entry(TUESDAY, "p1", "r1", "found", "Found.")
    seen = SeenEvent(EventKey("u1"), "f", TUESDAY)
    store.commit(
        Change(
            processes=(process(),),
            outbox=(("p1-f", payload()),),
            journal=(entry,),
            calendar_cursors=(("main", "cal", "1"),),
            mail_cursors=(("main", "a"),),
            seen_events=(("main", "cal", (seen,)),),
            health=(at(TUESDAY),),
        )
    )
    exported = json.loads(json.dumps(store.export()))
    assert exported["processes"][0]["rounds"][0]["follow_ups"][0]["state"]["type"] == "Waiting"
    assert exported["outbox"][0]["text"] == "Thank you!"
    assert exported["journal"][0]["text"] == "Found."
    assert all(exported[name] for name in ("calendar_cursors", "mail_cursors", "seen_events", "account_health"))


def test_the_lock_is_held_by_one_at_a_time(store: SqlStore) -> None:
    with (
        store.lock(timedelta(0)),
        pytest.raises(TryAgain, match="Another followbot"),
        store.lock(timedelta(seconds=0.1)),
    ):
        pytest.fail("two hold the same lock")
    with store.lock(timedelta(0)):
        assert store.all() == ()


def test_the_lock_is_freed_when_the_work_fails(store: SqlStore) -> None:
    with pytest.raises(RuntimeError), store.lock(timedelta(0)):
        raise RuntimeError
    with store.lock(timedelta(0)):
        assert store.all() == ()


def test_a_closed_store_says_so_in_its_own_words(store: SqlStore) -> None:
    store.close()
    with pytest.raises(StoreError):
        store.all()


def test_a_question_asked_again_is_answered_from_memory_until_something_changes(url: str) -> None:
    store_with_one_process(url)
    with open_store(url, migrate=True) as here, open_store(url, migrate=True) as elsewhere:
        before = here.live()
        with counted_statements() as seen:
            assert here.live() is before
        assert [s for s in seen if s.startswith("SELECT")] == []
        elsewhere.commit(Change(processes=(process("p2"),)))
        assert [p.id for p in here.live()] == ["p1", "p2"]
        here.commit(Change(removed=("p1",)))
        assert [p.id for p in here.live()] == ["p2"]
        here.commit(Change(processes=(process("p3", state=Dismissed(TUESDAY)),)))
        assert live_ids(here) == {"p2", "p3"}
        elsewhere.commit(Change(health=(at(LATER),)))
        assert live_ids(here) == {"p2"}, "time passes by a commit too"
