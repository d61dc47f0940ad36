"""Each way in which writing or taking back one draft can end: its state, its line in `why`, and its place in the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.ports import (
    Change,
    CreateOutcome,
    Entry,
    Fate,
    NotFound,
    Payload,
    Refused,
    Removed,
    Uncertain,
    Untouched,
    WasEdited,
    WasSent,
    WithdrawOutcome,
)
from followbot.app.report import Report
from followbot.app.world import Assignment, World
from followbot.app.written import Written
from followbot.domain.lifecycle import Drafted, Edited, Failed, Reason, Sent, State, Unknown, Withdrawing, Withdrawn
from followbot.domain.model import FollowUpKind, Process
from followbot.domain.states import DraftRef
from followbot.errors import LoginNeeded, Unreachable
from tests.fakes.build import TUESDAY
from tests.fakes.world import Scene, event, mail, scene
from tests.fakes.world import write as write_plainly

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE, ANSWERED = TUESDAY + DAY, TUESDAY + 30 * HOUR


@pytest.fixture
def world() -> Scene:
    """An interview that followbot has known since the day before."""
    started = scene(TUESDAY - DAY)
    started.calendar.put(event(TUESDAY))
    assert run_cycle(started.world).exit_code == 0
    return started


def cycle_at(s: Scene, moment: timedelta) -> Report:
    s.clock.time = TUESDAY + moment
    return run_cycle(s.world)


def thanks(s: Scene) -> State:
    (process,) = s.store.all()
    return next(f.state for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU)


def last(s: Scene, what: str) -> Entry:
    (process,) = s.store.all()
    entry = next(e for e in reversed(s.store.journal(process.id)) if e.what == what)
    assert entry.about == next(f.id for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU)
    return entry


# --- taking back ----------------------------------------------------------------------------------------------------


def taken_back(world: Scene, outcome: WithdrawOutcome) -> Report:
    """The report of a cycle that takes a draft back because of an answer; the mailbox says that."""
    assert len(cycle_at(world, DAY).created) == 1
    world.mailbox.receive(mail("jane@acme.example", ANSWERED))

    def withdraw(draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        assert (draft.id, payload.account) == (next(iter(world.mailbox.drafts)), "main")
        return outcome

    world.mailbox.withdraw = withdraw  # type: ignore[method-assign]  # its answer is what the test is about
    return cycle_at(world, 30 * HOUR)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Removed(), "The thank-you to Jane was taken back."),
        (NotFound(), "The thank-you to Jane has left your drafts."),
    ],
)
def test_a_draft_that_is_gone_was_withdrawn(world: Scene, outcome: WithdrawOutcome, words: str) -> None:
    report = taken_back(world, outcome)
    assert thanks(world) == Withdrawn(ANSWERED, Reason.ANSWERED)
    assert last(world, "withdrawn").text == words
    assert [(i.state, i.kind, i.contact) for i in report.withdrawn] == [("withdrawn", "thank_you", "jane@acme.example")]
    assert (report.errors, report.in_doubt, report.exit_code) == ([], False, 0)


def test_where_looks_lag_a_draft_that_is_not_found_is_looked_for_until_the_wait_is_over(world: Scene) -> None:
    world.mailbox.absence_wait = timedelta(minutes=10)
    report = taken_back(world, NotFound())
    assert (report.in_doubt, report.withdrawn) == (True, [])
    assert isinstance(thanks(world), Withdrawing)
    before = cycle_at(world, 30 * HOUR + timedelta(minutes=9, seconds=59))
    assert (before.in_doubt, before.withdrawn) == (True, [])
    after = cycle_at(world, 30 * HOUR + timedelta(minutes=10))
    assert (after.in_doubt, len(after.withdrawn)) == (False, 1)


def test_a_draft_that_was_edited_in_the_last_moment_stays_and_is_the_user_s(world: Scene) -> None:
    edited = DraftRef("main", "d-edited")
    report = taken_back(world, WasEdited(edited, "my own words"))
    assert thanks(world) == Edited(edited, TUESDAY + DAY, ANSWERED)
    assert (report.withdrawn, report.errors) == ([], [])
    assert [(i.state, i.reason) for i in report.settled] == [("edited", None), ("edited", "answered")], (
        "and why it may stay"
    )


def test_a_draft_that_was_sent_in_the_last_moment_was_sent(world: Scene) -> None:
    report = taken_back(world, WasSent(ANSWERED - timedelta(seconds=1), "mine@example.org"))
    assert thanks(world) == Sent(ANSWERED - timedelta(seconds=1), "mine@example.org")
    assert (report.withdrawn, report.errors) == ([], [])
    assert [(i.kind, i.state) for i in report.settled] == [("thank_you", "sent")]


def test_a_withdrawal_whose_answer_is_lost_is_named_with_its_place_and_goes_on(world: Scene) -> None:
    report = taken_back(world, Uncertain("The server said nothing.", 69))
    assert {(t.account, t.where, t.what, t.code) for t in report.errors} == {
        ("main", "drafts", "The server said nothing.", 69)
    }
    assert isinstance(thanks(world), Withdrawing)


def test_a_withdrawal_that_breaks_is_told_with_its_account_and_place(world: Scene) -> None:
    assert len(cycle_at(world, DAY).created) == 1
    world.mailbox.receive(mail("jane@acme.example", ANSWERED))

    def breaks(draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        raise Unreachable("The server hung up.")

    world.mailbox.withdraw = breaks  # type: ignore[method-assign]  # that it breaks is what the test is about
    report = cycle_at(world, 30 * HOUR)
    assert [(t.account, t.where, t.what, t.code) for t in report.errors] == [
        ("main", "drafts", "The server hung up.", 69)
    ]
    assert isinstance(thanks(world), Withdrawing)


# --- writing --------------------------------------------------------------------------------------------------------


def written(world: Scene, outcome: CreateOutcome | Exception) -> Report:
    def create(payload: Payload) -> CreateOutcome:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    world.mailbox.create = create  # type: ignore[method-assign]  # its answer is what the test is about
    return cycle_at(world, DAY)


@pytest.mark.parametrize("lost", [Uncertain("silence"), Unreachable("gone")])
def test_a_create_whose_answer_is_lost_is_unknown_and_in_doubt(world: Scene, lost: CreateOutcome | Exception) -> None:
    report = written(world, lost)
    state = thanks(world)
    assert isinstance(state, Unknown)
    assert (state.since, state.due, state.looks) == (DUE, DUE, 0)
    text = "The thank-you to Jane: the mailbox did not answer; followbot looks for the draft."
    assert last(world, "unknown").text == text
    assert (report.created, report.in_doubt, report.exit_code) == ([], True, 75)


def test_a_refused_create_is_told_with_the_mailbox_s_own_words(world: Scene) -> None:
    report = written(world, Refused("The mailbox is full.", 1))
    state = thanks(world)
    assert isinstance(state, Failed)
    assert (state.at, state.error, state.refused) == (DUE, "The mailbox is full.", 1)
    entry = last(world, "failed")
    assert (entry.text, entry.evidence) == (
        "The thank-you to Jane was refused by the mailbox.",
        ("The mailbox is full.",),
    )
    (trouble,) = report.errors
    assert (trouble.account, trouble.what, trouble.code) == ("main", "The mailbox is full.", 1)
    assert trouble.where.startswith("follow-up t")
    assert (report.created, report.in_doubt) == ([], False)


def test_a_draft_that_was_written_is_told_and_listed(world: Scene) -> None:
    (created,) = cycle_at(world, DAY).created
    assert last(world, "drafted").text == "The thank-you to Jane lies in your drafts."
    assert (created.state, created.kind, created.contact) == ("drafted", "thank_you", "jane@acme.example")


def test_a_refusal_for_want_of_a_login_does_not_count(world: Scene) -> None:
    """It says nothing about the draft, and is no reason to wait longer each time."""
    written(world, Refused("Log in again.", LoginNeeded.exit_code))
    state = thanks(world)
    assert isinstance(state, Failed)
    assert state.refused == 0


def test_what_the_author_remarks_is_told_with_the_draft(world: Scene) -> None:
    def write(job: Assignment) -> Written:
        return replace(write_plainly(job), remarks=("The model did not answer.", "The template is used."))

    world.world = replace(world.world, write=write)
    cycle_at(world, DAY)
    assert last(world, "drafted").evidence == ("The model did not answer.", "The template is used.")


def test_a_follow_up_that_is_gone_when_its_text_is_written_is_not_created(world: Scene) -> None:
    """Another process has put the rounds together anew, and this follow-up is no more."""

    def write(job: Assignment) -> Written:
        (process,) = world.store.all()
        bare = tuple(replace(r, follow_ups=()) for r in process.rounds)
        world.store.commit(Change(processes=(replace(process, rounds=bare),)))
        return write_plainly(job)

    world.world = replace(world.world, write=write)
    report = cycle_at(world, DAY)
    assert (world.mailbox.creates, report.created, report.errors) == (0, [], [])


def test_what_a_lost_store_had_written_and_the_user_has_sent_is_found_and_not_written_again(world: Scene) -> None:
    world.mailbox.find = lambda payload: WasSent(DUE - HOUR, "theirs@example.org")  # type: ignore[method-assign]  # its answer
    report = cycle_at(world, DAY)
    assert world.mailbox.creates == 0
    assert thanks(world) == Sent(DUE - HOUR, "theirs@example.org")
    assert [(i.kind, i.state) for i in report.settled] == [("thank_you", "sent")]
    assert (report.created, report.errors) == ([], [])


def test_what_a_lost_store_had_written_is_adopted_from_now_on(world: Scene) -> None:
    old = DraftRef("main", "old")
    world.mailbox.find = lambda payload: Untouched(old)  # type: ignore[method-assign]  # its answer
    cycle_at(world, DAY)
    assert (thanks(world), world.mailbox.creates) == (Drafted(old, DUE), 0)


def test_what_breaks_before_the_mailbox_is_known_is_told_by_the_follow_up_s_id(
    world: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(process: Process, world: World) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("followbot.app.deliver.in_doubt_until", broken)
    report = cycle_at(world, DAY)
    (process,) = world.store.all()
    thanked = next(f.id for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU)
    assert [(t.account, t.where, t.code) for t in report.errors] == [(None, f"follow-up {thanked}", 1)]


def test_a_look_that_fails_is_named_with_its_place(world: Scene) -> None:
    def find(payload: Payload) -> Fate:
        raise Unreachable("Nobody answers.")

    world.mailbox.find = find  # type: ignore[method-assign]  # its answer
    report = cycle_at(world, DAY)
    (trouble,) = report.errors
    assert (trouble.account, trouble.where[:11]) == ("main", "follow-up t")
    assert (report.created, world.mailbox.creates) == ([], 0)


def test_while_an_index_lags_it_is_said_until_when_what_is_due_waits(
    world: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("followbot.app.deliver.in_doubt_until", lambda process, world: DUE + HOUR)
    report = cycle_at(world, DAY)
    assert (report.created, world.mailbox.creates) == ([], 0)
    (trouble,) = report.errors
    assert trouble.where.startswith("follow-up t")
    assert (trouble.account, trouble.what, trouble.code) == (
        "main",
        "It is due, and waits for a second search of the mailbox, whose index lags: 2026-03-04 15:00 UTC.",
        75,
    )


def test_what_was_forgotten_is_passed_over_and_said_so(world: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    (process,) = world.store.all()
    monkeypatch.setattr("followbot.app.deliver.draft_key", lambda interview_round, follow_up: "forgotten")
    monkeypatch.setattr(world.store, "forgotten_keys", lambda: frozenset({"forgotten"}))
    report = cycle_at(world, DAY)
    assert (report.created, world.mailbox.creates) == ([], 0)
    assert [(i.state, i.kind) for i in report.skipped] == [("skipped", "thank_you")]
    entry = last(world, "skipped")
    assert entry.text == "The thank-you to Jane is not written: you had followbot forget this interview."
    state = thanks(world)
    assert (getattr(state, "at", None), getattr(state, "reason", None)) == (DUE, Reason.DISMISSED)
    assert process.id


def test_without_a_mailbox_the_configuration_is_named(world: Scene) -> None:
    accounts = tuple(replace(account, mailbox=None) for account in world.world.accounts)
    world.clock.time = DUE
    report = run_cycle(replace(world.world, accounts=accounts))
    troubles = [t for t in report.errors if t.code == 78]
    assert report.created == []
    for trouble in troubles:
        assert trouble.what == "A follow-up is due, but no mailbox is configured that could take the draft."
        assert (trouble.account, trouble.where[:7]) == ("main", "round r")
    assert troubles
    assert report.exit_code == 78
