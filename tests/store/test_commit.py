"""What is committed is there, whole and unchanged, or none of it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from followbot.app.ports import AccountHealth, Change, Entry, Payload, SeenEvent, Store
from followbot.domain.lifecycle import Sent
from followbot.domain.model import Closure, EventKey, Note, Process
from followbot.errors import Stale, StoreError
from followbot.store import SqlStore, open_store
from tests.fakes.build import TUESDAY, interview, reply, round_of
from tests.store.build import payload, process
from tests.store.strategies import HOSTILE, payloads, processes

_ANY_STORE = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def test_it_is_a_store(store: SqlStore) -> None:
    port: Store = store
    assert port.all() == ()


# --- processes ------------------------------------------------------------------------------------------------------


@given(processes())
@_ANY_STORE
def test_a_process_comes_back_as_it_was_saved(random: Process) -> None:
    with open_store("sqlite://", migrate=True) as store:
        store.commit(Change(processes=(random,)))
        loaded = store.load("p1")
        assert loaded == random
        assert loaded is not None
        assert loaded.version == 1


@given(processes(), processes())
@_ANY_STORE
def test_a_process_is_replaced_as_a_whole(before: Process, after: Process) -> None:
    with open_store("sqlite://", migrate=True) as store:
        store.commit(Change(processes=(before,)))
        store.commit(Change(processes=(replace(after, version=1),)))
        assert store.all() == (after,)


def test_several_processes_do_not_mix(store: SqlStore) -> None:
    several = tuple(process(f"p{n}", end=TUESDAY + timedelta(days=n)) for n in range(5))
    store.commit(Change(processes=several))
    assert store.all() == several


def test_the_newest_interview_comes_last(store: SqlStore) -> None:
    old, new = process("p1"), process("p2", end=TUESDAY - timedelta(days=9))
    store.commit(Change(processes=(old, new)))
    assert [p.id for p in store.all()] == ["p2", "p1"]


def test_one_mail_can_be_a_signal_for_several_processes(store: SqlStore) -> None:
    answered = [replace(process(name), signals=(reply(TUESDAY),)) for name in ("p1", "p2")]
    store.commit(Change(processes=tuple(answered)))
    assert [len(p.signals) for p in store.all()] == [1, 1]


def test_what_is_not_there_is_not_loaded(store: SqlStore) -> None:
    assert store.load("nobody") is None


# --- versions -------------------------------------------------------------------------------------------------------


def test_each_save_counts_the_version_up(store: SqlStore) -> None:
    store.commit(Change(processes=(process(),)))
    store.commit(Change(processes=(replace(process(), version=1),)))
    assert [p.version for p in store.all()] == [2]


@pytest.mark.parametrize("version", [0, 1, 3])
def test_whoever_read_another_version_is_stale(store: SqlStore, version: int) -> None:
    store.commit(Change(processes=(process(),)))
    store.commit(Change(processes=(replace(process(), version=1),)))
    with pytest.raises(Stale):
        store.commit(Change(processes=(replace(process(), company="Other", version=version),)))
    assert [p.company for p in store.all()] == ["Acme"]


def test_whoever_changes_a_removed_process_is_stale(store: SqlStore) -> None:
    store.commit(Change(processes=(process(),)))
    store.commit(Change(removed=("p1",)))
    with pytest.raises(Stale):
        store.commit(Change(processes=(replace(process(), version=1),)))
    assert store.all() == ()


def test_one_stale_process_stops_the_whole_change(store: SqlStore) -> None:
    store.commit(Change(processes=(process("p1"),)))
    change = Change(
        processes=(process("p2"), process("p1")),
        outbox=(("p2-f", payload()),),
        journal=(Entry(TUESDAY, "p2", "r1", "found", "Found."),),
        mail_cursors=(("main", "7"),),
    )
    with pytest.raises(Stale):
        store.commit(change)
    assert [p.id for p in store.all()] == ["p1"]
    assert store.mail_cursor("main") is None
    assert store.journal("p2") == ()


def test_a_failure_in_the_last_step_leaves_nothing_of_the_first(store: SqlStore) -> None:
    twice = replace(process(), signals=(reply(TUESDAY), reply(TUESDAY)))
    with pytest.raises(StoreError, match="UNIQUE"):
        store.commit(Change(processes=(process("p0"), twice), mail_cursors=(("main", "7"),)))
    assert store.all() == ()
    assert store.mail_cursor("main") is None
    store.commit(Change(processes=(process("p0"),)))
    assert [p.id for p in store.all()] == ["p0"]


# --- outbox ---------------------------------------------------------------------------------------------------------


@given(payloads())
@_ANY_STORE
def test_a_payload_comes_back_as_it_was_saved(random: Payload) -> None:
    with open_store("sqlite://", migrate=True) as store:
        store.commit(Change(processes=(process(),), outbox=(("p1-f", random),)))
        assert store.payload("p1-f", "k1") == random


def test_payloads_outlive_the_next_save_of_their_process(store: SqlStore) -> None:
    store.commit(Change(processes=(process(),), outbox=(("p1-f", payload()),)))
    store.commit(Change(processes=(replace(process(), version=1),)))
    assert store.payload("p1-f", "k1") == payload()


def test_a_payload_replaces_the_earlier_one_of_its_key_and_no_other(store: SqlStore) -> None:
    store.commit(Change(processes=(process(),), outbox=(("p1-f", payload("k1")), ("p1-f", payload("k2")))))
    store.commit(Change(outbox=(("p1-f", payload("k1", "Thanks again!")),)))
    assert store.payload("p1-f", "k1") == payload("k1", "Thanks again!")
    assert store.payload("p1-f", "k2") == payload("k2")
    assert store.payload("p1-f", "k3") is None


def test_a_payload_for_nothing_is_refused(store: SqlStore) -> None:
    """It could never be forgotten, because nobody would know whose it is."""
    with pytest.raises(StoreError, match="no stored process"):
        store.commit(Change(outbox=(("p1-f", payload()),)))


# --- forgetting -----------------------------------------------------------------------------------------------------


def _drafts(forgotten: frozenset[str]) -> set[str]:
    """The draft keys among what was forgotten; the rest are hashes of interviews, by which their events are passed over."""
    return {key for key in forgotten if len(key) < 32}


def test_forgetting_leaves_nothing_but_draft_keys(store: SqlStore) -> None:
    noted = replace(round_of(interview()), notes=(Note("n", TUESDAY, "They like chess."),))
    full = replace(process(), rounds=(*process().rounds, noted), signals=(reply(TUESDAY),))
    entry = Entry(TUESDAY, "p1", "r1", "found", "Found.")
    store.commit(Change(processes=(full, process("p2")), outbox=(("p1-f", payload("k1")),), journal=(entry,)))
    store.commit(Change(removed=("p1", "never was")))
    assert [p.id for p in store.all()] == ["p2"]
    assert store.payload("p1-f", "k1") is None
    assert store.journal("p1") == ()
    assert _drafts(store.forgotten_keys()) == {"k1"}
    left = repr(store.export())
    assert "chess" not in left
    assert "p1" not in left


def test_keys_are_forgotten_once_however_often(store: SqlStore) -> None:
    for _ in range(2):
        store.commit(Change(processes=(process(),), outbox=(("p1-f", payload("k1")),)))
        store.commit(Change(removed=("p1",)))
    assert _drafts(store.forgotten_keys()) == {"k1"}


def test_purge_removes_what_is_over_and_old(store: SqlStore) -> None:
    done = Sent(TUESDAY)
    closed = replace(process("closed"), closed=Closure.REJECTION, closed_at=TUESDAY)
    store.commit(
        Change(
            processes=(
                closed,
                process("silent", state=done),
                process("open"),
                process("new", end=TUESDAY + timedelta(1)),
            ),
            outbox=(("closed-f", payload("k1")),),
        )
    )
    assert store.purge(TUESDAY) == 0
    assert store.purge(TUESDAY + timedelta(seconds=1)) == 2
    assert {p.id for p in store.all()} == {"open", "new"}
    assert _drafts(store.forgotten_keys()) == {"k1"}


# --- what is kept beside processes ----------------------------------------------------------------------------------


def test_cursors_are_kept_replaced_and_forgotten(store: SqlStore) -> None:
    store.commit(Change(calendar_cursors=(("main", "cal", "1"), ("main", "other", "x")), mail_cursors=(("main", "a"),)))
    store.commit(Change(calendar_cursors=(("main", "cal", "2"),), mail_cursors=(("main", "b"),)))
    assert store.calendar_cursor("main", "cal") == "2"
    assert store.mail_cursor("main") == "b"
    store.commit(Change(calendar_cursors=(("main", "cal", None),), mail_cursors=(("main", None),)))
    assert store.calendar_cursor("main", "cal") is None
    assert store.mail_cursor("main") is None
    assert store.calendar_cursor("main", "other") == "x"


def test_seen_events_are_added_updated_and_forgotten(store: SqlStore) -> None:
    one, two = EventKey("u1"), EventKey("u1", "20260303T140000Z")
    seen = {key: SeenEvent(key, "f", TUESDAY) for key in (one, two)}
    store.commit(Change(seen_events=(("main", "cal", tuple(seen.values())),)))
    assert store.seen_events("main", "cal") == seen
    assert store.seen_events("main", "other") == {}
    newer = SeenEvent(one, "g", TUESDAY)
    store.commit(Change(seen_events=(("main", "cal", (newer,)),), unseen_events=(("main", "cal", (two,)),)))
    assert store.seen_events("main", "cal") == {one: newer}


def test_the_journal_keeps_the_order_in_which_it_was_written(store: SqlStore) -> None:
    entries = [Entry(TUESDAY, "p1", "r1", "found", f"Line {n}.", ("why",)) for n in (3, 1, 2)]
    store.commit(Change(journal=(entries[0], replace(entries[0], process="p2"), entries[1])))
    store.commit(Change(journal=(entries[2],)))
    assert store.journal("p1") == tuple(entries)


def test_health_is_replaced_by_name(store: SqlStore) -> None:
    ok = AccountHealth("main", "local", last_cycle=TUESDAY)
    broken = AccountHealth("work", "imap", "login_needed", None, "Log in again.")
    store.commit(Change(health=(broken, replace(ok, last_error="once"))))
    store.commit(Change(health=(ok,)))
    assert store.health() == (ok, broken)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(store: SqlStore, text: str) -> None:
    key = EventKey(text, text)
    change = Change(
        processes=(replace(process(), company=text, domains=(text,)),),
        calendar_cursors=((text, text, text),),
        seen_events=((text, text, (SeenEvent(key, text, TUESDAY),)),),
    )
    store.commit(change)
    assert store.all() == change.processes
    assert store.calendar_cursor(text, text) == text
    assert set(store.seen_events(text, text)) == {key}


def test_a_naive_moment_writes_nothing(store: SqlStore) -> None:
    naive = SeenEvent(EventKey("u"), "f", datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="naive"):
        store.commit(Change(mail_cursors=(("main", "a"),), seen_events=(("main", "cal", (naive,)),)))
    assert store.mail_cursor("main") is None
    store.commit(Change(health=(AccountHealth("main", "local", last_cycle=datetime(2026, 1, 1, tzinfo=UTC)),)))
    assert len(store.health()) == 1
