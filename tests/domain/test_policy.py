"""The policy, row by row. Each test names the rule that it holds; take the rule away and it fails.

The interview ends on Tuesday 3 March 2026, 15:00 in Berlin (14:00 UTC), unless a test says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from followbot.domain.lifecycle import (
    ByHand,
    Dismissed,
    Drafted,
    Edited,
    Missing,
    Reason,
    Sent,
    Skipped,
    State,
    Stopped,
    Waiting,
    Withdrawing,
    Withdrawn,
)
from followbot.domain.model import (
    Closure,
    Contact,
    ContactRole,
    FollowUpKind,
    Note,
    Outcome,
    Process,
    Ruling,
    SignalKind,
    Standing,
    Verdict,
)
from followbot.domain.policy import Due, Panel, Rules, Timing, decide, draft_key
from tests.fakes.build import (
    CORA,
    DRAFT,
    JANE,
    RAVI,
    RITA,
    TUESDAY,
    decided,
    find,
    interview,
    process_of,
    reply,
    round_of,
    rules,
    signal,
    utc,
    with_state,
)

THANKS, NUDGE, CARD = FollowUpKind.THANK_YOU, FollowUpKind.NUDGE, FollowUpKind.CARD
SENT = Sent(TUESDAY + timedelta(days=1))
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def due(process: Process, now: datetime, the_rules: Rules | None = None) -> tuple[Due, ...]:
    return decide(process, the_rules or rules(), now).due


def kinds(found: tuple[Due, ...]) -> list[FollowUpKind]:
    return [d.follow_up.kind for d in found]


def drafted(process: Process, at: datetime, kind: FollowUpKind = THANKS, who: str | None = None) -> Process:
    """The process in which that follow-up's draft lies untouched since `at`."""
    process = decided(process, at)
    return with_state(process, find(process, kind, who), Drafted(DRAFT, at))


def thanked(at: datetime = TUESDAY + DAY, process: Process | None = None) -> Process:
    """The process in which the thank-you was sent at `at`."""
    process = decided(process or process_of(), at)
    return with_state(process, find(process, THANKS), Sent(at))


# --- thank-you due --------------------------------------------------------------------------------------------------


def test_the_thank_you_is_due_24_hours_after_the_end_and_not_a_second_earlier() -> None:
    assert due(process_of(), TUESDAY + DAY - timedelta(seconds=1)) == ()
    assert kinds(due(process_of(), TUESDAY + DAY)) == [THANKS]


def test_a_round_is_thanked_after_its_last_interview() -> None:
    first = interview(JANE, end=TUESDAY - 3 * HOUR, uid="a")
    last = interview(RAVI, end=TUESDAY, uid="b")
    process = process_of(round_of(first, last))
    assert due(process, TUESDAY + DAY - MINUTE) == ()
    assert [d.to for d in due(process, TUESDAY + DAY)] == [(JANE,), (RAVI,)]


def test_each_contact_of_a_panel_gets_one_thank_you() -> None:
    process = process_of(round_of(interview(JANE, RAVI, RITA)))
    assert [d.to for d in due(process, TUESDAY + DAY)] == [(JANE,), (RAVI,), (RITA,)]


def test_a_contact_met_twice_on_one_day_is_thanked_once() -> None:
    process = process_of(round_of(interview(JANE, uid="a", end=TUESDAY - 2 * HOUR), interview(JANE, RAVI, uid="b")))
    assert [d.to for d in due(process, TUESDAY + DAY)] == [(JANE,), (RAVI,)]


def test_panel_together_writes_one_mail_to_all_and_primary_one_to_the_first() -> None:
    process = process_of(round_of(interview(JANE, RAVI)))
    assert [d.to for d in due(process, TUESDAY + DAY, rules(panel=Panel.TOGETHER))] == [(JANE, RAVI)]
    assert [d.to for d in due(process, TUESDAY + DAY, rules(panel=Panel.PRIMARY))] == [(JANE,)]


def test_a_coordinator_is_thanked_only_when_nobody_else_is_known() -> None:
    assert [d.to for d in due(process_of(round_of(interview(CORA, JANE))), TUESDAY + DAY)] == [(JANE,)]
    assert [d.to for d in due(process_of(round_of(interview(CORA))), TUESDAY + DAY)] == [(CORA,)]


def test_every_number_is_configurable() -> None:
    quick = rules(timing=Timing(thank_you_after=2 * HOUR))
    assert kinds(due(process_of(), TUESDAY + 2 * HOUR, quick)) == [THANKS]


# --- the machine was off --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "late"),
    [(DAY, False), (2 * DAY, False), (2 * DAY + MINUTE, True), (5 * DAY, True)],
    ids=["on time", "48 h", "past 48 h", "5 d"],
)
def test_after_48_hours_the_late_wording_is_used(after: timedelta, late: bool) -> None:
    (found,) = due(process_of(), TUESDAY + after)
    assert found.late is late


def test_after_five_days_the_thank_you_is_skipped_and_reported() -> None:
    process = decided(process_of(), TUESDAY + 5 * DAY + MINUTE)
    assert find(process, THANKS).state == Skipped(TUESDAY + 5 * DAY + MINUTE, Reason.TOO_LATE)
    told = decide(process_of(), rules(), TUESDAY + 5 * DAY + MINUTE).happenings
    assert "skipped" in [h.what for h in told]


def test_a_nudge_more_than_seven_days_past_due_is_skipped_also_at_first_start() -> None:
    last_chance = utc("2026-03-17 14:00")
    assert kinds(due(process_of(), last_chance)) == [NUDGE]
    process = decided(process_of(), last_chance + MINUTE)
    assert isinstance(find(process, NUDGE).state, Skipped)


# --- nudge due ------------------------------------------------------------------------------------------------------


def test_the_nudge_is_due_seven_days_after_the_thank_you_was_really_sent() -> None:
    sent = utc("2026-03-05 10:30")
    process = thanked(sent)
    assert due(process, sent + 7 * DAY - MINUTE) == ()
    assert kinds(due(process, sent + 7 * DAY)) == [NUDGE]


def test_if_nothing_was_ever_sent_it_is_due_seven_days_after_the_interview() -> None:
    process = decided(process_of(), TUESDAY + 6 * DAY)
    assert find(process, NUDGE).state == Waiting(TUESDAY + 7 * DAY)


@pytest.mark.parametrize(
    ("ended", "nudged"),
    [
        ("2026-03-04 14:00", "2026-03-11 14:00"),  # Wednesday 15:00 in Berlin stays
        ("2026-03-06 17:00", "2026-03-16 08:00"),  # Friday 18:00 becomes Monday 09:00
        ("2026-03-07 10:00", "2026-03-16 08:00"),  # Saturday becomes Monday
        ("2026-03-04 06:30", "2026-03-11 08:00"),  # 07:30 becomes 09:00 of the same day
        ("2026-03-26 14:00", "2026-04-02 14:00"),  # seven days are 168 hours, also across the change to summer time
    ],
)
def test_the_nudge_waits_for_business_hours_in_the_events_zone(ended: str, nudged: str) -> None:
    process = process_of(round_of(interview(end=utc(ended))))
    process = decided(process, utc(ended) + HOUR)
    assert find(process, NUDGE).state == Waiting(utc(nudged))


def test_business_hours_are_those_of_the_events_zone_not_of_the_users() -> None:
    process = process_of(round_of(interview(end=utc("2026-03-04 23:30"), zone="America/Los_Angeles")))
    process = decided(process, utc("2026-03-05 00:00"))
    assert find(process, NUDGE).state == Waiting(utc("2026-03-11 23:30")), "15:30, or 16:30 from 8 March on, in L. A."


def test_the_nudge_waits_for_the_first_day_that_is_no_public_holiday() -> None:
    wednesday, thursday = date(2026, 3, 10), date(2026, 3, 11)
    holidays = rules(is_holiday=lambda zone, day: zone == "Europe/Berlin" and day in (wednesday, thursday))
    process = decided(process_of(), TUESDAY + DAY, holidays)
    assert find(process, NUDGE).state == Waiting(utc("2026-03-12 08:00"))


def test_the_stale_unedited_thank_you_is_replaced_by_the_nudge() -> None:
    process = drafted(process_of(), TUESDAY + DAY)
    plan = decide(process, rules(), TUESDAY + 7 * DAY)
    assert plan.due == (), "first the old draft goes"
    gone = find(plan.process, THANKS)
    assert isinstance(gone.state, Withdrawing)
    assert gone.state.reason is Reason.REPLACED
    cleared = with_state(plan.process, gone, Withdrawn(TUESDAY + 7 * DAY, Reason.REPLACED))
    assert kinds(due(cleared, TUESDAY + 7 * DAY)) == [NUDGE]


def test_stale_drafts_to_others_stay_when_something_was_sent() -> None:
    process = decided(process_of(round_of(interview(RITA, JANE))), TUESDAY + DAY)
    process = with_state(process, find(process, THANKS, RITA.email), Sent(TUESDAY + DAY))
    process = with_state(process, find(process, THANKS, JANE.email), Drafted(DRAFT, TUESDAY + DAY))
    plan = decide(process, rules(), TUESDAY + 8 * DAY)
    assert kinds(plan.due) == [NUDGE]
    assert isinstance(find(plan.process, THANKS, JANE.email).state, Drafted)


def test_an_overdue_nudge_does_not_come_on_a_saturday_night() -> None:
    saturday = utc("2026-03-14 21:00")
    process = decided(process_of(), saturday)
    assert due(process_of(), saturday) == ()
    assert find(process, NUDGE).state == Waiting(utc("2026-03-16 08:00"))
    assert kinds(due(process, utc("2026-03-16 08:00"))) == [NUDGE]


def test_a_nudge_that_waits_for_the_user_stays_after_business_hours() -> None:
    process = with_state(decided(process_of(), TUESDAY + DAY), find(decided(process_of(), TUESDAY + DAY), THANKS), SENT)
    process = drafted(process, TUESDAY + 8 * DAY, NUDGE)
    for hours in range(0, 24 * 5, 5):
        assert isinstance(find(decided(process, TUESDAY + 8 * DAY + hours * HOUR), NUDGE).state, Drafted)


# --- nudge goes to --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ((JANE, RAVI, RITA), RITA),
        ((JANE, RAVI), RAVI),
        ((replace(JANE, organizer=True), RAVI), replace(JANE, organizer=True)),
        ((JANE, replace(JANE, email="joe@acme.example", name="Joe")), JANE),
        ((CORA,), CORA),
    ],
    ids=["recruiter", "hiring manager", "organiser", "first interviewer", "coordinator"],
)
def test_the_nudge_goes_to_the_one_most_likely_to_answer(contacts: tuple[Contact, ...], expected: Contact) -> None:
    (found,) = due(process_of(round_of(interview(*contacts))), TUESDAY + 7 * DAY)
    assert found.to == (expected,)
    assert found.follow_up.contacts == (expected.key,)


# --- caps -----------------------------------------------------------------------------------------------------------


def test_there_is_never_a_second_nudge() -> None:
    process = thanked()
    process = with_state(process, find(process, NUDGE), Sent(TUESDAY + 8 * DAY))
    for day in range(8, 45):
        plan = decide(process, rules(), TUESDAY + day * DAY)
        assert plan.due == ()
        process = plan.process


def test_nothing_is_written_in_a_closed_process() -> None:
    process = replace(process_of(), closed=Closure.REJECTION, closed_at=TUESDAY)
    assert due(process, TUESDAY + DAY) == ()
    assert due(process, TUESDAY + 7 * DAY) == ()


# --- a human replies ------------------------------------------------------------------------------------------------


def test_a_contacts_own_mail_stops_that_contacts_thank_you_only() -> None:
    process = replace(process_of(round_of(interview(JANE, RAVI))), signals=(reply(TUESDAY + HOUR, JANE.email or ""),))
    assert [d.to for d in due(process, TUESDAY + DAY)] == [(RAVI,)]
    assert isinstance(find(decided(process, TUESDAY + DAY), THANKS, JANE.email).state, Stopped)


@pytest.mark.parametrize("kind", [SignalKind.REPLY, SignalKind.OWN_MAIL])
def test_another_spelling_in_a_fact_is_the_same_contact(kind: SignalKind) -> None:
    spelled = "Jane+Interview@ACME.example"
    fact = signal(kind, TUESDAY + HOUR, person=spelled, people=(spelled,))
    process = replace(process_of(round_of(interview(JANE, RAVI))), signals=(fact,))
    assert [d.to for d in due(process, TUESDAY + DAY)] == [(RAVI,)]


def test_any_human_of_the_process_stops_the_nudge() -> None:
    process = replace(thanked(), signals=(reply(TUESDAY + 3 * DAY, "colleague@acme.example"),))
    assert due(process, TUESDAY + 8 * DAY) == ()
    assert find(decided(process, TUESDAY + 8 * DAY), NUDGE).state == Stopped(TUESDAY + 8 * DAY, Reason.ANSWERED)


def test_mail_from_before_the_rounds_end_is_no_answer() -> None:
    process = replace(process_of(), signals=(reply(TUESDAY - MINUTE),))
    assert kinds(due(process, TUESDAY + DAY)) == [THANKS]
    assert kinds(due(process, TUESDAY + 7 * DAY)) == [NUDGE]


# --- rejection, offer -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [SignalKind.REPLY, SignalKind.DECISION])
@pytest.mark.parametrize("outcome", [Outcome.REJECTION, Outcome.OFFER])
def test_a_decision_closes_the_process_thank_yous_included(kind: SignalKind, outcome: Outcome) -> None:
    came = signal(kind, TUESDAY + HOUR, "no-reply@ats.example", outcome=outcome)
    process = decided(replace(process_of(), signals=(came,)), TUESDAY + DAY)
    assert process.closed is (Closure.OFFER if outcome is Outcome.OFFER else Closure.REJECTION)
    assert find(process, THANKS).state == Stopped(TUESDAY + DAY, Reason.CLOSED)
    assert find(process, NUDGE).state == Stopped(TUESDAY + DAY, Reason.CLOSED)


def test_a_decision_from_before_the_first_interview_closes_nothing() -> None:
    came = signal(SignalKind.DECISION, TUESDAY - DAY, outcome=Outcome.REJECTION)
    assert decided(replace(process_of(), signals=(came,)), TUESDAY + DAY).closed is None


def test_a_delay_notice_closes_nothing() -> None:
    came = signal(SignalKind.DECISION, TUESDAY + HOUR, outcome=Outcome.DELAY)
    assert kinds(due(replace(process_of(), signals=(came,)), TUESDAY + DAY)) == [THANKS]


# --- next step ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [SignalKind.REPLY, SignalKind.DECISION, SignalKind.INVITATION])
def test_a_scheduling_mail_stops_the_nudge(kind: SignalKind) -> None:
    came = signal(kind, TUESDAY + 3 * DAY, "x@acme.example", outcome=Outcome.NEXT_STEP, until=date(2026, 3, 20))
    process = decided(replace(thanked(), signals=(came,)), TUESDAY + 9 * DAY)
    assert find(process, NUDGE).state == Stopped(TUESDAY + 9 * DAY, Reason.NEXT_STEP)


def test_a_new_round_stops_the_nudge_and_is_armed_by_itself() -> None:
    second = round_of(interview(RAVI, end=TUESDAY + 6 * DAY, uid="uid-2"), round_id="r2")
    process = thanked()
    process = decided(replace(process, rounds=(*process.rounds, second)), TUESDAY + 2 * DAY)
    assert find(process, NUDGE, round_id="r1").state == Stopped(TUESDAY + 2 * DAY, Reason.NEW_ROUND)
    assert [d.to for d in due(process, TUESDAY + 7 * DAY)] == [(RAVI,)]
    assert find(process, NUDGE, round_id="r2").state == Waiting(TUESDAY + 13 * DAY)


def test_when_the_new_round_is_cancelled_the_nudge_is_armed_again() -> None:
    second = round_of(interview(RAVI, end=TUESDAY + 6 * DAY, uid="uid-2"), round_id="r2")
    process = thanked()
    process = decided(replace(process, rounds=(*process.rounds, second)), TUESDAY + 2 * DAY)
    gone = round_of(replace(second.interviews[0], standing=Standing.CANCELLED), round_id="r2")
    process = decided(process.with_round(replace(process.round("r2"), interviews=gone.interviews)), TUESDAY + 3 * DAY)
    assert find(process, NUDGE, round_id="r1").state == Waiting(TUESDAY + 8 * DAY)


# --- out of office --------------------------------------------------------------------------------------------------


def test_out_of_office_moves_the_nudge_to_the_return_date_plus_one_business_day() -> None:
    away = signal(SignalKind.ABSENT, TUESDAY + DAY, JANE.email or "", until=date(2026, 3, 20))  # a Friday
    process = replace(thanked(), signals=(away,))
    assert due(process, TUESDAY + 8 * DAY) == ()
    state = find(decided(process, TUESDAY + 8 * DAY), NUDGE).state
    assert state == Waiting(utc("2026-03-23 08:00"), Reason.OUT_OF_OFFICE)


def test_out_of_office_moves_it_by_at_most_30_days() -> None:
    away = signal(SignalKind.ABSENT, TUESDAY + DAY, JANE.email or "", until=date(2026, 9, 1))
    state = find(decided(replace(thanked(), signals=(away,)), TUESDAY + 8 * DAY), NUDGE).state
    assert isinstance(state, Waiting)
    assert state.due == utc("2026-04-10 14:00")


def test_somebody_elses_absence_does_not_move_it() -> None:
    away = signal(SignalKind.ABSENT, TUESDAY + DAY, "bob@acme.example", until=date(2026, 3, 20))
    assert kinds(due(replace(thanked(), signals=(away,)), TUESDAY + 8 * DAY)) == [NUDGE]


def test_out_of_office_does_not_stop_the_thank_you() -> None:
    away = signal(SignalKind.ABSENT, TUESDAY + HOUR, JANE.email or "", until=date(2026, 3, 20))
    assert kinds(due(replace(process_of(), signals=(away,)), TUESDAY + DAY)) == [THANKS]


# --- promised date --------------------------------------------------------------------------------------------------


def test_a_promise_in_the_latest_reply_re_arms_the_one_nudge() -> None:
    promise = reply(TUESDAY + 2 * DAY, until=date(2026, 3, 13))  # Friday; two business days later is Tuesday
    process = decided(replace(thanked(), signals=(promise,)), TUESDAY + 3 * DAY)
    assert find(process, NUDGE).state == Waiting(utc("2026-03-17 08:00"), Reason.PROMISED)
    assert kinds(due(process, utc("2026-03-17 08:00"))) == [NUDGE]


def test_a_near_promise_does_not_hasten_the_nudge() -> None:
    promise = reply(TUESDAY + 2 * DAY, until=date(2026, 3, 6))
    process = decided(replace(thanked(), signals=(promise,)), TUESDAY + 3 * DAY)
    assert find(process, NUDGE).state == Waiting(TUESDAY + 8 * DAY)


def test_a_later_reply_without_a_promise_stops_it_again() -> None:
    promise = reply(TUESDAY + 2 * DAY, until=date(2026, 3, 13))
    process = decided(replace(thanked(), signals=(promise,)), TUESDAY + 3 * DAY)
    process = decided(replace(process, signals=(promise, reply(TUESDAY + 4 * DAY))), TUESDAY + 5 * DAY)
    assert isinstance(find(process, NUDGE).state, Stopped)


def test_a_promise_withdraws_the_waiting_nudge_and_arms_it_under_a_new_key() -> None:
    process = drafted(thanked(), TUESDAY + 8 * DAY, NUDGE)
    old_key = draft_key(process.rounds[0], find(process, NUDGE))
    promise = reply(TUESDAY + 9 * DAY, until=date(2026, 3, 27))
    process = decided(replace(process, signals=(promise,)), TUESDAY + 9 * DAY)
    assert isinstance(find(process, NUDGE).state, Withdrawing)
    process = with_state(process, find(process, NUDGE), Withdrawn(TUESDAY + 9 * DAY, Reason.PROMISED))
    process = decided(process, TUESDAY + 9 * DAY)
    assert find(process, NUDGE).state == Waiting(utc("2026-03-31 07:00"), Reason.PROMISED)
    assert draft_key(process.rounds[0], find(process, NUDGE)) != old_key


def test_a_promise_in_the_invitation_or_in_a_note_only_moves_the_nudge() -> None:
    for process in (
        process_of(round_of(interview(hear_by=date(2026, 3, 20)))),
        process_of(round_of(interview(), notes=(Note("n1", TUESDAY, "said", hear_by=date(2026, 3, 20)),))),
    ):
        state = find(decided(process, TUESDAY + DAY), NUDGE).state
        assert state == Waiting(utc("2026-03-24 08:00"), Reason.PROMISED)


def test_of_several_notes_the_last_one_tells_when_the_answer_comes() -> None:
    first = Note("n1", TUESDAY, "a day that was misread", hear_by=date(2026, 4, 20))
    second, third = Note("n2", TUESDAY, "", hear_by=date(2026, 3, 20)), Note("n3", TUESDAY, "no day")
    process = process_of(round_of(interview(), notes=(first, second, third)))
    state = find(decided(process, TUESDAY + DAY), NUDGE).state
    assert state == Waiting(utc("2026-03-24 08:00"), Reason.PROMISED)


# --- bounce ---------------------------------------------------------------------------------------------------------


def test_a_dead_address_is_never_drafted_to_and_another_contact_is_used() -> None:
    dead = signal(SignalKind.DEAD, TUESDAY + HOUR, JANE.email or "")
    process = replace(process_of(round_of(interview(JANE, CORA))), signals=(dead,))
    (found,) = due(process, TUESDAY + DAY)
    assert (found.to, found.absent) == ((CORA,), (JANE,))


def test_a_dead_address_without_anybody_else_is_reported() -> None:
    dead = signal(SignalKind.DEAD, TUESDAY + HOUR, JANE.email or "")
    process = decided(replace(process_of(), signals=(dead,)), TUESDAY + DAY)
    assert due(process, TUESDAY + DAY) == ()
    assert any(isinstance(f.state, Skipped) for f in process.follow_ups)


def test_a_draft_to_an_address_that_died_is_taken_back() -> None:
    process = drafted(process_of(), TUESDAY + DAY)
    dead = signal(SignalKind.DEAD, TUESDAY + DAY, JANE.email or "")
    process = decided(replace(process, signals=(dead,)), TUESDAY + 25 * HOUR)
    assert isinstance(find(process, THANKS, JANE.email).state, Withdrawing)


def test_a_nudge_never_goes_to_a_dead_address() -> None:
    dead = signal(SignalKind.DEAD, TUESDAY + 2 * DAY, RITA.email or "")
    process = replace(process_of(round_of(interview(RITA, JANE))), signals=(dead,))
    (found,) = (d for d in due(process, TUESDAY + 7 * DAY) if d.follow_up.kind is NUDGE)
    assert found.to == (JANE,)


def test_a_waiting_nudge_to_an_address_that_died_is_taken_back_and_written_to_another() -> None:
    process = drafted(process_of(round_of(interview(RITA, JANE))), TUESDAY + 7 * DAY, NUDGE)
    dead = signal(SignalKind.DEAD, TUESDAY + 7 * DAY, RITA.email or "")
    process = decided(replace(process, signals=(dead,)), TUESDAY + 8 * DAY)
    nudge = find(process, NUDGE)
    assert isinstance(nudge.state, Withdrawing)
    process = with_state(process, nudge, Withdrawn(TUESDAY + 8 * DAY, nudge.state.reason))
    assert [d.to for d in due(process, TUESDAY + 8 * DAY) if d.follow_up.kind is NUDGE] == [(JANE,)]


# --- the user wrote by hand -----------------------------------------------------------------------------------------


def test_a_thank_you_written_by_hand_is_done_and_the_nudge_counts_from_it() -> None:
    wrote = TUESDAY + 5 * HOUR
    own = signal(SignalKind.OWN_MAIL, wrote, people=(JANE.email or "",))
    process = decided(replace(process_of(), signals=(own,)), TUESDAY + DAY)
    assert find(process, THANKS).state == ByHand(wrote)
    assert find(process, NUDGE).state == Waiting(utc("2026-03-11 08:00")), "19:00 + 7 d waits for the next morning"


def test_mail_by_hand_to_one_contact_does_not_thank_the_others() -> None:
    own = signal(SignalKind.OWN_MAIL, TUESDAY + HOUR, people=(JANE.email or "",))
    process = replace(process_of(round_of(interview(JANE, RAVI))), signals=(own,))
    assert [d.to for d in due(process, TUESDAY + DAY)] == [(RAVI,)]


def test_an_untouched_draft_is_taken_back_when_the_user_writes_by_hand() -> None:
    process = drafted(process_of(), TUESDAY + DAY)
    own = signal(SignalKind.OWN_MAIL, TUESDAY + 2 * DAY, people=(JANE.email or "",))
    state = find(decided(replace(process, signals=(own,)), TUESDAY + 2 * DAY), THANKS).state
    assert isinstance(state, Withdrawing)
    assert state.reason is Reason.BY_HAND


def test_a_second_mail_by_hand_after_a_silent_week_is_the_nudge() -> None:
    process = drafted(thanked(), TUESDAY + 8 * DAY, NUDGE)
    own = signal(SignalKind.OWN_MAIL, TUESDAY + 9 * DAY, people=(JANE.email or "",))
    process = decided(replace(process, signals=(own,)), TUESDAY + 9 * DAY)
    state = find(process, NUDGE).state
    assert isinstance(state, Withdrawing)
    process = with_state(process, find(process, NUDGE), Withdrawn(TUESDAY + 9 * DAY, state.reason))
    for day in range(9, 40):
        assert due(process, TUESDAY + day * DAY) == (), "never a third"


def test_mail_by_hand_while_the_nudge_waits_is_the_nudge_even_if_nothing_was_sent_before() -> None:
    process = drafted(process_of(), TUESDAY + 7 * DAY, NUDGE)
    own = signal(SignalKind.OWN_MAIL, TUESDAY + 8 * DAY, people=(JANE.email or "",))
    process = decided(replace(process, signals=(own,)), TUESDAY + 8 * DAY)
    state = find(process, NUDGE).state
    assert isinstance(state, Withdrawing)
    process = with_state(process, find(process, NUDGE), Withdrawn(TUESDAY + 8 * DAY, state.reason))
    assert all(due(process, TUESDAY + day * DAY) == () for day in range(9, 40))


def test_mail_sent_before_the_interviews_end_thanks_nobody() -> None:
    own = signal(SignalKind.OWN_MAIL, TUESDAY - HOUR, people=(JANE.email or "",))
    assert kinds(due(replace(process_of(), signals=(own,)), TUESDAY + DAY)) == [THANKS]


def test_whom_the_user_copies_in_on_a_sent_draft_is_thanked_by_it() -> None:
    process = decided(process_of(round_of(interview(JANE, RAVI))), TUESDAY + DAY)
    key = draft_key(process.rounds[0], find(process, THANKS, JANE.email))
    process = with_state(process, find(process, THANKS, JANE.email), Sent(TUESDAY + DAY + HOUR))
    both = (JANE.email or "", RAVI.email or "")
    own = signal(SignalKind.OWN_MAIL, TUESDAY + DAY + HOUR, people=both, key=key)
    process = decided(replace(process, signals=(own,)), TUESDAY + DAY + HOUR)
    assert find(process, THANKS, RAVI.email).state == ByHand(TUESDAY + DAY + HOUR)


# --- panel changes -------------------------------------------------------------------------------------------------


def test_nobody_is_thanked_twice_when_the_group_changes_after_sending() -> None:
    together = rules(panel=Panel.TOGETHER)
    process = decided(process_of(round_of(interview(JANE, RAVI, RITA))), TUESDAY + DAY, together)
    process = with_state(process, find(process, THANKS), Sent(TUESDAY + DAY))
    dead = signal(SignalKind.DEAD, TUESDAY + DAY + HOUR, RITA.email or "")
    assert due(replace(process, signals=(dead,)), TUESDAY + DAY + HOUR, together) == ()
    assert due(process, TUESDAY + DAY + HOUR, rules(panel=Panel.EACH)) == ()


def test_who_joins_a_group_before_it_is_thanked_is_thanked_with_the_others() -> None:
    together = rules(panel=Panel.TOGETHER)
    process = decided(process_of(round_of(interview(JANE, RAVI))), TUESDAY + HOUR, together)
    (known,) = process.rounds
    process = process.with_round(replace(known, interviews=(interview(JANE, RAVI, RITA),)))
    assert [set(d.to) for d in due(process, TUESDAY + DAY, together)] == [{JANE, RAVI, RITA}]


def test_whoever_was_thanked_before_the_address_died_was_thanked() -> None:
    process = decided(process_of(), TUESDAY + DAY)
    process = with_state(process, find(process, THANKS), Sent(TUESDAY + DAY))
    dead = signal(SignalKind.DEAD, TUESDAY + DAY + HOUR, JANE.email or "")
    process = decided(replace(process, signals=(dead,)), TUESDAY + DAY + HOUR)
    assert [f.contacts for f in process.follow_ups if f.kind is THANKS] == [(JANE.key,)], "and none to nobody"


def test_of_a_group_only_who_has_answered_drops_out() -> None:
    together = rules(panel=Panel.TOGETHER)
    process = replace(process_of(round_of(interview(JANE, RAVI))), signals=(reply(TUESDAY + HOUR, JANE.email or ""),))
    assert [d.to for d in due(process, TUESDAY + DAY, together)] == [(RAVI,)]


# --- draft edited, deleted, missing ---------------------------------------------------------------------------------


def test_an_edited_draft_is_never_touched_and_keeps_the_nudge_back() -> None:
    process = decided(process_of(), TUESDAY + DAY)
    edited = Edited(DRAFT, TUESDAY + DAY, TUESDAY + 2 * DAY)
    process = with_state(process, find(process, THANKS), edited)
    answered = replace(process, signals=(reply(TUESDAY + 3 * DAY, outcome=Outcome.REJECTION),))
    assert find(decided(answered, TUESDAY + 3 * DAY), THANKS).state == edited
    plan = decide(process, rules(), TUESDAY + 8 * DAY)
    assert plan.due == ()
    assert find(plan.process, NUDGE).state == Waiting(TUESDAY + 7 * DAY, Reason.EDITED_DRAFT)
    assert isinstance(find(decided(process, TUESDAY + 46 * DAY), NUDGE).state, Skipped), "but not for ever"


def test_that_an_edited_draft_is_kept_in_spite_of_an_answer_is_said_once() -> None:
    process = decided(process_of(), TUESDAY + DAY)
    process = with_state(process, find(process, THANKS), Edited(DRAFT, TUESDAY + DAY, TUESDAY + 2 * DAY))
    plan = decide(replace(process, signals=(reply(TUESDAY + 3 * DAY),)), rules(), TUESDAY + 3 * DAY)
    assert "kept" in [h.what for h in plan.happenings]
    assert decide(plan.process, rules(), TUESDAY + 3 * DAY).happenings == ()


def test_a_deleted_draft_is_never_written_again_and_the_nudge_stays() -> None:
    process = decided(process_of(), TUESDAY + DAY)
    process = with_state(process, find(process, THANKS), Dismissed(TUESDAY + 2 * DAY))
    assert due(process, TUESDAY + 3 * DAY) == ()
    assert kinds(due(process, TUESDAY + 7 * DAY)) == [NUDGE]


def test_a_thank_you_whose_fate_is_open_keeps_the_nudge_back() -> None:
    process = decided(process_of(), TUESDAY + DAY)
    missing = Missing(DRAFT, TUESDAY + DAY, TUESDAY + 6 * DAY, edited=False)
    process = with_state(process, find(process, THANKS), missing)
    assert due(process, TUESDAY + 7 * DAY) == ()


@pytest.mark.parametrize(
    "state",
    [
        Dismissed(TUESDAY + 4 * DAY),
        Withdrawn(TUESDAY + 4 * DAY, Reason.ANSWERED),
        Missing(DRAFT, TUESDAY + DAY, TUESDAY + 2 * DAY, edited=False),
    ],
)
def test_a_draft_that_turns_up_among_the_sent_mail_was_sent_whatever_was_thought(state: State) -> None:
    process = decided(process_of(), TUESDAY + DAY)
    follow_up = find(process, THANKS)
    process = with_state(process, follow_up, state)
    key = draft_key(process.rounds[0], follow_up)
    own = signal(SignalKind.OWN_MAIL, TUESDAY + 5 * DAY, people=(JANE.email or "",), key=key)
    process = decided(replace(process, signals=(own,)), TUESDAY + 5 * DAY)
    assert find(process, THANKS).state == Sent(TUESDAY + 5 * DAY)
    assert find(process, NUDGE).state == Waiting(utc("2026-03-16 08:00")), "Sunday and a week: Monday morning"


def test_an_answer_takes_back_the_untouched_draft() -> None:
    process = drafted(process_of(), TUESDAY + DAY)
    state = find(decided(replace(process, signals=(reply(TUESDAY + 2 * DAY),)), TUESDAY + 2 * DAY), THANKS).state
    assert isinstance(state, Withdrawing)
    assert state.reason is Reason.ANSWERED


# --- cancelled, declined, rescheduled, unsure -----------------------------------------------------------------------


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.DECLINED, Standing.VANISHED])
def test_an_interview_that_does_not_stand_is_dropped(standing: Standing) -> None:
    process = decided(process_of(), TUESDAY - DAY)
    gone = replace(process.rounds[0], interviews=(replace(process.rounds[0].interviews[0], standing=standing),))
    process = decided(process.with_round(gone), TUESDAY + DAY)
    assert {type(f.state) for f in process.follow_ups} == {Stopped}


def test_a_rescheduled_interview_is_armed_for_its_new_time() -> None:
    process = drafted(process_of(), TUESDAY + DAY)
    moved = replace(process.rounds[0].interviews[0], start=TUESDAY + 3 * DAY - HOUR, end=TUESDAY + 3 * DAY)
    process = decided(process.with_round(replace(process.rounds[0], interviews=(moved,))), TUESDAY + 25 * HOUR)
    state = find(process, THANKS).state
    assert isinstance(state, Withdrawing)
    process = with_state(process, find(process, THANKS), Withdrawn(TUESDAY + 25 * HOUR, state.reason))
    assert due(process, TUESDAY + 4 * DAY - MINUTE) == ()
    assert kinds(due(process, TUESDAY + 4 * DAY)) == [THANKS]


def test_a_skipped_thank_you_is_armed_again_when_the_interview_moves_into_the_future() -> None:
    process = decided(process_of(), TUESDAY + 6 * DAY)
    moved = replace(process.rounds[0].interviews[0], start=TUESDAY + 9 * DAY, end=TUESDAY + 9 * DAY + HOUR)
    process = decided(process.with_round(replace(process.rounds[0], interviews=(moved,))), TUESDAY + 6 * DAY)
    assert find(process, THANKS).state == Waiting(TUESDAY + 10 * DAY + HOUR)


def test_an_unsure_event_is_not_followed_up_until_it_is_confirmed() -> None:
    doubtful = interview(verdict=Verdict.UNSURE)
    assert due(process_of(round_of(doubtful)), TUESDAY + DAY) == ()
    assert kinds(due(process_of(round_of(replace(doubtful, ruling=Ruling.CONFIRMED))), TUESDAY + DAY)) == [THANKS]


def test_an_ignored_interview_is_dropped_and_its_untouched_draft_taken_back() -> None:
    process = drafted(process_of(), TUESDAY + DAY)
    ignored = replace(process.rounds[0].interviews[0], ruling=Ruling.IGNORED)
    process = decided(process.with_round(replace(process.rounds[0], interviews=(ignored,))), TUESDAY + 2 * DAY)
    state = find(process, THANKS).state
    assert isinstance(state, Withdrawing)
    assert state.reason is Reason.IGNORED


# --- no address known -----------------------------------------------------------------------------------------------


def test_without_an_address_the_recruiter_is_asked_to_pass_the_thanks_on() -> None:
    nameless = Contact(None, "Grace Hopper", ContactRole.INTERVIEWER)
    (found,) = due(process_of(round_of(interview(nameless, CORA))), TUESDAY + DAY)
    assert (found.to, found.absent) == ((CORA,), (nameless,))


def test_the_recruiter_who_is_thanked_anyway_passes_it_on_in_the_same_mail() -> None:
    nameless = Contact(None, "Grace Hopper", ContactRole.INTERVIEWER)
    found = due(process_of(round_of(interview(JANE, nameless, RITA))), TUESDAY + DAY)
    assert [(d.to, d.absent) for d in found] == [((JANE,), ()), ((RITA,), (nameless,))]


def test_of_a_panel_whom_nobody_can_pass_thanks_on_to_is_told_and_the_others_are_thanked() -> None:
    unknown = Contact(None, "Ben Bloom", ContactRole.INTERVIEWER)
    process = process_of(round_of(interview(JANE, unknown)))
    planned = decided(process, TUESDAY)
    assert isinstance(find(planned, FollowUpKind.THANK_YOU, "name:ben bloom").state, Waiting)
    plan = decide(planned, rules(), TUESDAY + DAY)
    assert [[c.email for c in d.to] for d in plan.due] == [["jane@acme.example"]]
    assert find(plan.process, FollowUpKind.THANK_YOU, "name:ben bloom").state == Skipped(
        TUESDAY + DAY, Reason.NO_ADDRESS
    )


def test_an_address_that_turns_up_for_a_name_is_thanked() -> None:
    unknown = Contact(None, "Ben Bloom", ContactRole.INTERVIEWER)
    planned = decided(process_of(round_of(interview(JANE, unknown))), TUESDAY)
    known = replace(unknown, email="ben@acme.example")
    after = planned.with_round(replace(planned.rounds[0], interviews=(interview(JANE, known),)))
    plan = decide(after, rules(), TUESDAY + DAY)
    assert [[c.email for c in d.to] for d in plan.due] == [["jane@acme.example"], ["ben@acme.example"]]
    assert isinstance(find(plan.process, FollowUpKind.THANK_YOU, "name:ben bloom").state, Stopped)


def test_an_address_is_never_guessed() -> None:
    nameless = Contact(None, "Grace Hopper", ContactRole.INTERVIEWER)
    process = process_of(round_of(interview(nameless)))
    assert due(process, TUESDAY + DAY) == ()
    process = decided(process, TUESDAY + DAY)
    assert find(process, THANKS).state == Skipped(TUESDAY + DAY, Reason.NO_ADDRESS)


def test_that_nobody_can_be_reached_is_not_reported_before_the_thank_you_would_be_due() -> None:
    nameless = Contact(None, "Grace Hopper", ContactRole.INTERVIEWER)
    process = decided(process_of(round_of(interview(nameless))), TUESDAY + DAY - MINUTE)
    assert isinstance(find(process, THANKS).state, Waiting), "an address may still turn up"


# --- debrief card ---------------------------------------------------------------------------------------------------


def test_the_card_comes_15_minutes_after_the_end_and_goes_when_the_thank_you_comes() -> None:
    the_rules = rules(debrief=True)
    assert due(process_of(), TUESDAY + 15 * MINUTE - timedelta(seconds=1), the_rules) == ()
    plan = decide(process_of(), the_rules, TUESDAY + 15 * MINUTE)
    assert kinds(plan.due) == [CARD]
    assert plan.due[0].to == ()
    card = plan.process.rounds[0].card
    assert card is not None
    process = with_state(plan.process, card, Drafted(DRAFT, TUESDAY + 15 * MINUTE))
    process = decided(process, TUESDAY + DAY, the_rules)
    kept = process.rounds[0].card
    assert kept is not None
    assert isinstance(kept.state, Drafted), "it stays until the thank-you is really there"
    process = with_state(process, find(process, THANKS), Drafted(DRAFT, TUESDAY + DAY))
    gone = decided(process, TUESDAY + DAY, the_rules).rounds[0].card
    assert gone is not None
    assert isinstance(gone.state, Withdrawing)


def test_the_card_comes_although_one_of_the_two_has_a_dead_address() -> None:
    the_rules = rules(debrief=True)
    armed = decided(process_of(round_of(interview(JANE, RITA))), TUESDAY - DAY, the_rules)
    dead = signal(SignalKind.DEAD, TUESDAY + MINUTE, JANE.email or "")
    process = decided(replace(armed, signals=(dead,)), TUESDAY + 2 * MINUTE, the_rules)
    assert isinstance(find(process, THANKS, JANE.email).state, Skipped)
    assert kinds(due(process, TUESDAY + 15 * MINUTE, the_rules)) == [CARD]


def test_a_card_that_comes_too_late_to_help_is_not_written() -> None:
    assert kinds(due(process_of(), TUESDAY + DAY, rules(debrief=True))) == [THANKS]


def test_an_edited_card_is_not_withdrawn_by_the_policy() -> None:
    the_rules = rules(debrief=True)
    plan = decide(process_of(), the_rules, TUESDAY + 15 * MINUTE)
    card = plan.process.rounds[0].card
    assert card is not None
    process = with_state(plan.process, card, Edited(DRAFT, TUESDAY + HOUR, TUESDAY + HOUR))
    process = decided(process, TUESDAY + DAY, the_rules)
    process = with_state(process, find(process, THANKS), Sent(TUESDAY + DAY))
    kept = decided(process, TUESDAY + DAY, the_rules).rounds[0].card
    assert kept is not None
    assert isinstance(kept.state, Edited)


def test_cards_can_be_turned_off_and_are_no_follow_ups() -> None:
    assert due(process_of(), TUESDAY + HOUR, rules(debrief=False)) == ()
    plan = decide(process_of(), rules(debrief=True), TUESDAY + HOUR)
    assert CARD not in {f.kind for f in plan.process.follow_ups}


def test_a_doubtful_event_gets_a_card_that_asks_only_if_unsure_is_ask() -> None:
    process = process_of(round_of(interview(verdict=Verdict.UNSURE)))
    assert kinds(due(process, TUESDAY + HOUR, rules(debrief=True))) == [CARD]
    assert due(process, TUESDAY + HOUR, rules(debrief=True, ask_unsure=False)) == ()


# --- the whole ------------------------------------------------------------------------------------------------------


def test_deciding_twice_decides_the_same() -> None:
    for hours in range(0, 24 * 16, 7):
        now = TUESDAY + hours * HOUR
        once = decide(process_of(round_of(interview(JANE, RITA))), rules(debrief=True), now)
        again = decide(once.process, rules(debrief=True), now)
        assert again.process == once.process
        assert again.due == once.due
        assert again.happenings == ()


def test_a_clock_set_back_takes_nothing_back() -> None:
    process = drafted(process_of(), TUESDAY + DAY)
    assert isinstance(find(decided(process, TUESDAY - 3 * DAY), THANKS).state, Drafted)


def test_mail_is_not_awaited_for_more_than_45_days() -> None:
    promise = reply(TUESDAY + 2 * DAY, until=date(2026, 6, 30))
    process = decided(replace(thanked(), signals=(promise,)), TUESDAY + 3 * DAY)
    assert isinstance(find(process, NUDGE).state, Waiting)
    process = decided(process, datetime(2026, 7, 3, 10, tzinfo=UTC))
    assert isinstance(find(process, NUDGE).state, Skipped)
