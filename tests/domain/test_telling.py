"""What `why` shows of each decision: the whole line, because nothing else would miss a word or a reason that got lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from followbot.domain.lifecycle import (
    Dismissed,
    Drafted,
    Edited,
    Failed,
    Reason,
    Sent,
    Skipped,
    State,
    Stopped,
    Waiting,
    Withdrawing,
    Withdrawn,
)
from followbot.domain.model import Closure, Contact, ContactRole, FollowUpKind, Outcome, Process, Signal, SignalKind
from followbot.domain.policy import Happening, Panel, decide, draft_key
from tests.fakes.build import (
    DRAFT,
    JANE,
    RAVI,
    TUESDAY,
    decided,
    find,
    interview,
    process_of,
    reply,
    round_of,
    rules,
    signal,
    with_state,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
THANKS, NUDGE = FollowUpKind.THANK_YOU, FollowUpKind.NUDGE
USUAL = {
    THANKS: "A thank-you comes a day after the interview (timing.thank_you_after).",
    NUDGE: "A second mail comes after a week without an answer (timing.nudge_after), in business hours.",
}


def told(process: Process, *whats: str, after: timedelta) -> list[Happening]:
    return [h for h in decide(process, rules(), TUESDAY + after).happenings if h.what in whats]


def in_state(state: State, *signals: Signal, kind: FollowUpKind = THANKS) -> Process:
    """The process an hour after the interview, one follow-up in that state, and then these signals."""
    process = decided(process_of(), TUESDAY + HOUR)
    return replace(with_state(process, find(process, kind), state), signals=signals)


def test_arming_is_told_with_the_local_time_and_under_the_follow_up_s_own_id() -> None:
    plan = decide(process_of(), rules(), TUESDAY + HOUR)
    thanks, nudge = find(plan.process, THANKS), find(plan.process, NUDGE)
    assert re.fullmatch(r"t[0-9a-f]{10}|t\w{10}", thanks.id)
    assert re.fullmatch(r"n\w{10}", nudge.id)
    first, second = [h for h in plan.happenings if h.what == "armed"]
    assert (first.about, second.about) == (thanks.id, nudge.id)
    assert first.text == "The thank-you to Jane Doe is planned for Wed 4 Mar 15:00."
    assert second.text == "The nudge is planned for Tue 10 Mar 15:00."
    assert len(first.evidence) == len(second.evidence) == 1
    assert thanks.state == Waiting(TUESDAY + DAY)


def test_ids_differ_by_round_kind_and_people_and_never_change() -> None:
    other = process_of(round_of(interview(uid="uid-2"), round_id="r2"))
    ids = [find(decided(p, TUESDAY + HOUR), kind).id for p in (process_of(), other) for kind in (THANKS, NUDGE)]
    assert len(set(ids)) == 4
    assert len({i[1:] for i in ids}) == 4, "the letter alone would not keep them apart"
    assert ids[0] == find(decided(process_of(), TUESDAY + 2 * HOUR), THANKS).id


def test_times_are_told_in_the_zone_of_the_event_else_in_the_user_s() -> None:
    there = (("America/New_York", "Wed 4 Mar 09:00"), ("Pacific/Auckland", "Thu 5 Mar 03:00"), ("", "Wed 4 Mar 15:00"))
    for zone, shown in there:
        process = process_of(round_of(interview(zone=zone))) if zone else process_of()
        (armed, _) = told(process, "armed", after=HOUR)
        assert shown in armed.text


@pytest.mark.parametrize(
    ("outcome", "closure"), [(Outcome.REJECTION, Closure.REJECTION), (Outcome.OFFER, Closure.OFFER)]
)
def test_the_end_of_a_process_is_told_with_its_evidence_and_dated_by_the_mail(
    outcome: Outcome, closure: Closure
) -> None:
    news = replace(reply(TUESDAY + HOUR, outcome=outcome), evidence=("“we have decided”",))
    process = replace(process_of(), signals=(news,))
    plan = decide(process, rules(), TUESDAY + 2 * HOUR)
    (closed,) = [h for h in plan.happenings if h.what == "closed"]
    assert (plan.process.closed, plan.process.closed_at) == (closure, TUESDAY + HOUR)
    assert (closed.about, closed.evidence) == (process.id, ("“we have decided”",))
    assert closed.text.endswith(".")


def test_news_at_the_very_end_of_the_interview_are_none_yet() -> None:
    process = replace(process_of(), signals=(reply(TUESDAY, outcome=Outcome.REJECTION),))
    assert decided(process, TUESDAY + HOUR).closed is None


EDITED = Edited(DRAFT, TUESDAY + DAY, TUESDAY + DAY)


@pytest.mark.parametrize(
    ("news", "reason"),
    [
        (reply(TUESDAY + 2 * DAY, outcome=Outcome.REJECTION), Reason.CLOSED),
        (signal(SignalKind.OWN_MAIL, TUESDAY + 2 * DAY, people=("jane@acme.example",)), Reason.BY_HAND),
    ],
)
def test_an_edited_draft_that_a_fact_would_stop_is_told_to_stay_once(news: Signal, reason: Reason) -> None:
    process = in_state(EDITED, news)
    (kept,) = told(process, "kept", after=3 * DAY)
    follow_up = find(process, THANKS)
    assert kept.about == follow_up.id
    assert kept.text == "The thank-you to Jane Doe stays in your drafts, because you have changed it."
    after = decide(process, rules(), TUESDAY + 3 * DAY).process
    assert find(after, THANKS).warned == (reason.value,)
    assert find(after, THANKS).state == EDITED
    assert told(after, "kept", after=3 * DAY) == []
    assert kept.evidence != ()
    assert len(set(kept.evidence)) == 1


def test_an_edited_draft_that_nothing_stops_is_not_spoken_of() -> None:
    assert told(in_state(EDITED), "kept", after=3 * DAY) == []


def test_an_edited_nudge_that_would_only_have_waited_longer_is_not_spoken_of() -> None:
    away = signal(SignalKind.ABSENT, TUESDAY + DAY, JANE.email or "", until=date(2026, 3, 20))
    process = in_state(Edited(DRAFT, TUESDAY + 7 * DAY, TUESDAY + 8 * DAY), away, kind=NUDGE)
    assert told(process, "kept", after=8 * DAY) == []


def test_the_reasons_for_keeping_are_told_apart() -> None:
    closed = in_state(EDITED, reply(TUESDAY + 2 * DAY, outcome=Outcome.REJECTION))
    by_hand = in_state(EDITED, signal(SignalKind.OWN_MAIL, TUESDAY + 2 * DAY, people=("jane@acme.example",)))
    said = [told(p, "kept", after=3 * DAY)[0].evidence for p in (closed, by_hand)]
    assert said[0] != said[1]


LYING = Drafted(DRAFT, TUESDAY + DAY)


@pytest.mark.parametrize(
    ("news", "reason"),
    [
        (reply(TUESDAY + 2 * DAY), Reason.ANSWERED),
        (signal(SignalKind.OWN_MAIL, TUESDAY + 2 * DAY, people=("jane@acme.example",)), Reason.BY_HAND),
        (reply(TUESDAY + 2 * DAY, outcome=Outcome.REJECTION), Reason.CLOSED),
    ],
)
def test_a_draft_that_is_taken_back_says_since_when_and_why(news: Signal, reason: Reason) -> None:
    now = TUESDAY + 3 * DAY
    after = find(decided(in_state(LYING, news), now), THANKS)
    assert after.state == Withdrawing(DRAFT, TUESDAY + DAY, now, reason)


def test_a_draft_whose_interview_moved_is_taken_back_because_of_that() -> None:
    process = in_state(LYING)
    moved = replace(process.rounds[0], interviews=(interview(end=TUESDAY + 5 * DAY),))
    after = find(decided(replace(process, rounds=(moved,)), TUESDAY + 2 * DAY), THANKS)
    assert after.state == Withdrawing(DRAFT, TUESDAY + DAY, TUESDAY + 2 * DAY, Reason.RESCHEDULED)


def test_a_thank_you_to_an_address_that_died_is_skipped_for_that_and_one_to_who_left_the_round_is_not_chosen() -> None:
    process = decided(process_of(round_of(interview(JANE, RAVI))), TUESDAY + HOUR)
    bounced = replace(process, signals=(signal(SignalKind.DEAD, TUESDAY + 2 * HOUR, "ravi@acme.example"),))
    after = find(decided(bounced, TUESDAY + 3 * HOUR), THANKS, "ravi@acme.example")
    gone = replace(process, rounds=(replace(process.rounds[0], interviews=(interview(JANE),)),))
    left = find(decided(gone, TUESDAY + 3 * HOUR), THANKS, "ravi@acme.example")
    assert getattr(after.state, "reason", None) is Reason.DEAD_ADDRESS
    assert getattr(left.state, "reason", None) is Reason.NOT_CHOSEN


def test_nobody_to_write_to_is_told_in_time_and_withdrawn_when_somebody_turns_up() -> None:
    nameless = Contact(None, "Jane Doe", ContactRole.INTERVIEWER)
    process = decided(process_of(round_of(interview(nameless))), TUESDAY + HOUR)
    nobody = next(f for f in process.rounds[0].follow_ups if f.kind is THANKS and not f.contacts)
    assert isinstance(nobody.state, (Waiting, Skipped))
    known = replace(process, rounds=(replace(process.rounds[0], interviews=(interview(JANE),)),))
    after = decided(known, TUESDAY + 2 * HOUR)
    (again,) = [f for f in after.rounds[0].follow_ups if f.id == nobody.id]
    assert getattr(again.state, "reason", None) in (Reason.NOT_CHOSEN, Reason.NO_ADDRESS)
    assert isinstance(find(after, THANKS, "jane@acme.example").state, Waiting)


def test_of_a_panel_a_nudge_takes_back_only_the_stale_thanks_to_its_own_recipient() -> None:
    process = decided(process_of(round_of(interview(JANE, RAVI))), TUESDAY + HOUR, rules(panel=Panel.EACH))
    ravi = find(process, THANKS, "ravi@acme.example")
    jane = find(process, THANKS, "jane@acme.example")
    process = with_state(process, ravi, Drafted(replace(DRAFT, id="d2"), TUESDAY + DAY))
    sent = with_state(process, jane, Sent(TUESDAY + DAY))
    late = TUESDAY + 9 * DAY
    after = decided(sent, late)
    assert isinstance(find(after, THANKS, "ravi@acme.example").state, Withdrawing), (
        "the nudge goes to the hiring manager"
    )
    other = with_state(with_state(process, jane, Drafted(DRAFT, TUESDAY + DAY)), ravi, Sent(TUESDAY + DAY))
    assert find(decided(other, late), THANKS, "jane@acme.example").state == Drafted(DRAFT, TUESDAY + DAY)


def test_arming_is_one_line_for_each_and_nothing_is_moved_at_once() -> None:
    plan = decide(process_of(), rules(), TUESDAY + HOUR)
    assert [(h.what, h.evidence) for h in plan.happenings] == [("armed", (USUAL[THANKS],)), ("armed", (USUAL[NUDGE],))]
    with_card = decide(process_of(), rules(debrief=True), TUESDAY + HOUR)
    assert [h.what for h in with_card.happenings] == ["armed"] * 3
    assert [h.text for h in with_card.happenings if "card" in h.text] == [
        "The debrief card is planned for Tue 3 Mar 15:15."
    ]


def test_without_an_address_the_waiting_line_says_why() -> None:
    nameless = Contact(None, "Jane Doe", ContactRole.INTERVIEWER)
    plan = decide(process_of(round_of(interview(nameless))), rules(), TUESDAY + HOUR)
    told_of = {h.what: h for h in plan.happenings if h.about.startswith("t")}
    assert set(told_of) <= {"armed", "skipped"}
    assert all(h.text.startswith("The thank-you") for h in told_of.values())
    assert told_of


def test_where_nothing_was_sent_the_nudge_takes_all_stale_thanks_back() -> None:
    process = decided(process_of(round_of(interview(JANE, RAVI))), TUESDAY + HOUR)
    for number, who in enumerate(("jane@acme.example", "ravi@acme.example")):
        draft = Drafted(replace(DRAFT, id=f"d{number}"), TUESDAY + DAY)
        process = with_state(process, find(process, THANKS, who), draft)
    after = decided(process, TUESDAY + 8 * DAY)
    states = [find(after, THANKS, who).state for who in ("jane@acme.example", "ravi@acme.example")]
    assert [getattr(state, "reason", None) for state in states] == [Reason.REPLACED] * 2


def test_a_nudge_to_an_address_that_died_is_taken_back_for_that() -> None:
    process = in_state(Drafted(DRAFT, TUESDAY + 7 * DAY), kind=NUDGE)
    nudge = replace(find(process, NUDGE), contacts=("jane@acme.example",))
    rounds = tuple(
        replace(r, follow_ups=tuple(nudge if f.id == nudge.id else f for f in r.follow_ups)) for r in process.rounds
    )
    dead = replace(process, rounds=rounds, signals=(signal(SignalKind.DEAD, TUESDAY + 8 * DAY, "jane@acme.example"),))
    state = find(decided(dead, TUESDAY + 9 * DAY), NUDGE).state
    assert getattr(state, "reason", None) is Reason.DEAD_ADDRESS


def test_a_draft_that_was_sent_after_it_had_vanished_is_told_as_sent() -> None:
    process = in_state(Dismissed(TUESDAY + DAY))
    key = draft_key(process.rounds[0], find(process, THANKS))
    mail = signal(SignalKind.OWN_MAIL, TUESDAY + 2 * DAY, people=("jane@acme.example",), key=key)
    plan = decide(replace(process, signals=(mail,)), rules(), TUESDAY + 3 * DAY)
    (sent,) = [h for h in plan.happenings if h.what == "sent"]
    assert (sent.about, sent.text) == (
        find(process, THANKS).id,
        "You sent it after all: the thank-you to Jane Doe.",
    )
    assert find(plan.process, THANKS).state == Sent(TUESDAY + 2 * DAY)


def test_which_mail_it_was_is_known_and_mail_of_the_user_s_own_making_is_not_it() -> None:
    process = in_state(Dismissed(TUESDAY + DAY))
    key = draft_key(process.rounds[0], find(process, THANKS))
    other = signal(SignalKind.OWN_MAIL, TUESDAY + 25 * HOUR, people=("jane@acme.example",))
    after = decided(replace(process, signals=(other,)), TUESDAY + 3 * DAY)
    assert find(after, THANKS).state == Dismissed(TUESDAY + DAY)
    mail = signal(SignalKind.OWN_MAIL, TUESDAY + 2 * DAY, people=("jane@acme.example",), key=key)
    after = decided(replace(process, signals=(other, replace(mail, message_id="m@x.example"))), TUESDAY + 3 * DAY)
    assert find(after, THANKS).state == Sent(TUESDAY + 2 * DAY, "m@x.example")


def test_a_date_that_was_promised_is_the_reason_of_the_plan_also_when_it_is_planned_again() -> None:
    """Not the usual week: `why` would contradict the date that it tells."""
    promised = process_of(round_of(interview(hear_by=date(2026, 3, 20))))
    (first,) = [h.evidence for h in told(promised, "armed", after=HOUR) if "nudge" in h.text]
    answered = in_state(Stopped(TUESDAY + DAY, Reason.ANSWERED), kind=NUDGE)
    process = replace(answered, signals=(reply(TUESDAY + 2 * DAY, until=date(2026, 3, 20)),))
    (again,) = [h.evidence for h in told(process, "armed", after=3 * DAY)]
    assert {len(first), len(again)} == {1}
    assert USUAL[NUDGE] not in (*first, *again)


def lines(process: Process, kind: FollowUpKind, after: timedelta) -> list[tuple[str, str, tuple[str, ...]]]:
    """What one decision tells of one follow-up."""
    about = find(process, kind).id
    return [
        (h.what, h.text, h.evidence) for h in decide(process, rules(), TUESDAY + after).happenings if h.about == about
    ]


def known(*signals: Signal) -> Process:
    return replace(decided(process_of(), TUESDAY + HOUR), signals=signals)


def test_each_way_in_which_a_waiting_follow_up_changes_has_its_line() -> None:
    answered = replace(reply(TUESDAY + 2 * HOUR), evidence=("a mail",))
    assert lines(known(answered), THANKS, 3 * HOUR) == [
        (
            "stopped",
            "The thank-you to Jane Doe will not be written.",
            ("A person of the company has written since.", "a mail"),
        )
    ]
    by_hand = signal(SignalKind.OWN_MAIL, TUESDAY + 2 * HOUR, people=("jane@acme.example",))
    assert lines(known(by_hand), THANKS, 3 * HOUR) == [
        ("by_hand", "The thank-you to Jane Doe is done.", ("You wrote to them yourself.",))
    ]
    assert lines(known(), THANKS, 6 * DAY) == [
        ("skipped", "The thank-you to Jane Doe was skipped.", ("Now it would come too late.",))
    ]
    assert [line[:2] for line in lines(known(by_hand), NUDGE, 3 * HOUR)] == [
        ("shifted", "The nudge to Jane Doe is now planned for Tue 10 Mar 17:00.")
    ]


def restored(state: State) -> Process:
    return in_state(state)


@pytest.mark.parametrize(
    ("state", "generation"),
    [
        (Stopped(TUESDAY + HOUR, Reason.CANCELLED), 0),
        (Withdrawn(TUESDAY + HOUR, Reason.CANCELLED), 1),
        (Skipped(TUESDAY + HOUR, Reason.NO_ADDRESS), 0),
    ],
)
def test_what_was_stopped_by_a_fact_that_no_longer_holds_is_armed_again(state: State, generation: int) -> None:
    process = restored(state)
    after = find(decided(process, TUESDAY + 2 * HOUR), THANKS)
    assert (after.state, after.generation) == (Waiting(TUESDAY + DAY), generation)
    assert lines(process, THANKS, 2 * HOUR) == [
        (
            "armed",
            "The thank-you to Jane Doe is planned again, for Wed 4 Mar 15:00.",
            (USUAL[THANKS],),
        )
    ]


def test_what_was_skipped_at_its_time_is_not_armed_again() -> None:
    process = restored(Skipped(TUESDAY + DAY, Reason.NO_ADDRESS))
    assert lines(process, THANKS, DAY) == []
    assert find(decided(process, TUESDAY + DAY), THANKS).state == Skipped(TUESDAY + DAY, Reason.NO_ADDRESS)


def test_a_refusal_is_asked_again_after_its_pause_or_when_the_clock_was_set_back() -> None:
    at = TUESDAY + DAY
    failed = Failed(at, at, "full")
    pause = timedelta(minutes=10)
    asked = {
        offset: [d.follow_up.kind for d in decide(in_state(failed), rules(), at + offset).due]
        for offset in (timedelta(0), pause - timedelta(seconds=1), pause)
    }
    assert asked == {timedelta(0): [], pause - timedelta(seconds=1): [], pause: [THANKS]}
    ahead = Failed(at + 2 * HOUR, at, "full")
    assert [d.follow_up.kind for d in decide(in_state(ahead), rules(), at + HOUR).due] == [THANKS]
