"""The words in which `status` puts things, and the shape of its JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from followbot.app.health import health_of
from followbot.app.ports import Account, AccountHealth
from followbot.app.status import InterviewState, StatusReport, as_json, report, state_of
from followbot.domain.lifecycle import (
    ByHand,
    Creating,
    Dismissed,
    Drafted,
    DraftRef,
    Edited,
    Failed,
    Missing,
    Reason,
    Sent,
    Skipped,
    State,
    Stopped,
    Unknown,
    Waiting,
    Withdrawing,
    Withdrawn,
)
from followbot.domain.model import (
    Closure,
    Contact,
    ContactRole,
    FollowUp,
    FollowUpKind,
    Interview,
    Process,
    Ruling,
    SignalKind,
    Standing,
    Verdict,
)
from tests.fakes.build import DRAFT, JANE, RAVI, TUESDAY, interview, process_of, reply, round_of, signal

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = TUESDAY + 2 * DAY
GONE = Stopped(LATER, Reason.NOT_CHOSEN)


def with_states(*states: State, **changes: object) -> Process:
    """One round, over, with a thank-you in each of the states; the last one is a nudge when there are several."""
    kinds = [FollowUpKind.THANK_YOU] * len(states)
    if len(states) > 1:
        kinds[-1] = FollowUpKind.NUDGE
    follow_ups = tuple(
        FollowUp(f"f{n}", kind, (JANE.key,), state) for n, (kind, state) in enumerate(zip(kinds, states, strict=True))
    )
    made = process_of(replace(round_of(interview(JANE)), follow_ups=follow_ups))
    return replace(made, **changes)  # type: ignore[arg-type]  # the names are checked by the dataclass itself


def word(process: Process, now: datetime = LATER) -> str:
    (round_,) = process.rounds
    return state_of(process, round_, round_.interviews[0], now).value


def of_event(event: Interview, now: datetime = LATER) -> str:
    return word(process_of(round_of(event)), now)


# --- the ten words --------------------------------------------------------------------------------------------------


def test_an_interview_is_upcoming_until_its_very_end() -> None:
    assert of_event(interview(), TUESDAY - timedelta(seconds=1)) == "upcoming"
    assert of_event(interview(), TUESDAY) == "waiting"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (interview(ruling=Ruling.IGNORED), "ignored"),
        (interview(ruling=Ruling.IGNORED, standing=Standing.CANCELLED), "ignored"),
        (interview(standing=Standing.NOT_INTERVIEW), "ignored"),
        (interview(standing=Standing.CANCELLED), "cancelled"),
        (interview(standing=Standing.DECLINED), "cancelled"),
        (interview(standing=Standing.VANISHED), "cancelled"),
        (interview(verdict=Verdict.UNSURE), "unsure"),
        (interview(verdict=Verdict.UNSURE, ruling=Ruling.CONFIRMED), "waiting"),
        (interview(verdict=Verdict.NOT_INTERVIEW), "ignored"),
    ],
)
def test_what_the_calendar_and_the_user_say_comes_first(event: Interview, expected: str) -> None:
    assert of_event(event) == expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([Waiting(LATER)], "waiting"),
        ([Creating(LATER, LATER)], "waiting"),
        ([Unknown(LATER, LATER)], "waiting"),
        ([Failed(LATER, LATER, "no")], "waiting"),
        ([Drafted(DRAFT, LATER), Waiting(LATER)], "drafted"),
        ([Edited(DRAFT, LATER, LATER), Waiting(LATER)], "drafted"),
        ([Missing(DRAFT, LATER, LATER, edited=False)], "drafted"),
        ([Sent(LATER), Waiting(LATER)], "waiting"),
        ([Sent(LATER), Sent(LATER)], "done"),
        ([ByHand(LATER), Dismissed(LATER)], "done"),
        ([Dismissed(LATER), Dismissed(LATER)], "done"),
        ([Sent(LATER), Stopped(LATER, Reason.ANSWERED)], "answered"),
        ([Sent(LATER), Stopped(LATER, Reason.NEW_ROUND)], "answered"),
        ([Sent(LATER), Withdrawn(LATER, Reason.ANSWERED)], "answered"),
        ([Sent(LATER), Withdrawing(DRAFT, LATER, LATER, Reason.NEXT_STEP)], "answered"),
        ([Skipped(LATER, Reason.TOO_LATE), Skipped(LATER, Reason.TOO_LATE)], "skipped"),
        ([Skipped(LATER, Reason.TOO_LATE), GONE], "skipped"),
        ([Sent(LATER), Skipped(LATER, Reason.TOO_LATE)], "done"),
        ([Skipped(LATER, Reason.TOO_LATE), Waiting(LATER)], "waiting"),
    ],
)
def test_what_the_follow_ups_say_comes_next(states: list[State], expected: str) -> None:
    assert word(with_states(*states)) == expected


def test_an_end_of_the_process_outranks_its_follow_ups() -> None:
    assert word(with_states(Edited(DRAFT, LATER, LATER), closed=Closure.REJECTION)) == "closed"


def test_an_answer_counts_only_when_nothing_is_armed_and_it_came_after_the_interview() -> None:
    answered = (reply(TUESDAY + HOUR),)
    assert word(with_states(Sent(LATER), GONE, signals=answered)) == "answered"
    assert word(with_states(Sent(LATER), Waiting(LATER), signals=answered)) == "waiting"
    assert word(with_states(Sent(LATER), GONE, signals=(reply(TUESDAY - HOUR),))) == "done"
    away = (signal(SignalKind.ABSENT, TUESDAY + HOUR),)
    assert word(with_states(Sent(LATER), GONE, signals=away)) == "done"


def test_every_word_is_reached_by_some_test() -> None:
    """The tables above speak of all ten words; a new one needs its row."""
    assert {s.value for s in InterviewState} == {
        "upcoming", "waiting", "drafted", "answered", "closed", "done", "cancelled", "ignored", "unsure", "skipped",
    }  # fmt: skip


# --- order ----------------------------------------------------------------------------------------------------------


def reported(*processes: Process, now: datetime = LATER) -> StatusReport:
    return report(processes, (), (), "Europe/Berlin", now)


def one(process_id: str, state: State | None, days: int, **changes: object) -> Process:
    made = interview(JANE, uid=process_id, end=TUESDAY + days * DAY)
    made = replace(made, **changes)  # type: ignore[arg-type]  # the names are checked by the dataclass itself
    follow_ups = () if state is None else (FollowUp(f"t-{process_id}", FollowUpKind.THANK_YOU, (JANE.key,), state),)
    return Process(process_id, (replace(round_of(made), follow_ups=follow_ups),))


def test_soonest_first_then_what_is_over_latest_first() -> None:
    shown = reported(
        one("over-long-ago", Sent(TUESDAY), -9),
        one("over", Sent(TUESDAY), -2),
        one("next-week", None, 7),
        one("tomorrow", None, 3),
        one("due-in-an-hour", Waiting(LATER + HOUR), 1),
        one("drafted", Drafted(DRAFT, LATER - HOUR), 0),
        one("unsure", None, 1, verdict=Verdict.UNSURE),
    )
    assert [i.interview.uid for i in shown.interviews] == [
        "unsure", "drafted", "due-in-an-hour", "tomorrow", "next-week", "over", "over-long-ago",
    ]  # fmt: skip


# --- JSON -----------------------------------------------------------------------------------------------------------


def test_the_document_has_the_documented_shape() -> None:
    draft = DraftRef("main", "d9", url="https://mail.example/d9")
    process = with_states(Drafted(draft, LATER), Waiting(LATER + 7 * DAY, Reason.PROMISED))
    account = Account("main", "local", frozenset({"sam@example.org"}), "sam@example.org", (), None)
    health = AccountHealth("main", "local", "login_needed", LATER, "The login has ended.")
    document = as_json(report((process,), (health,), (account,), "UTC", LATER))
    assert document.pop("health") == health_of((process,), (health,), LATER).as_json((health,), LATER)
    assert document == {
        "interviews": [
            {
                "ref": "i-uid-1",
                "company": "Acme",
                "role": "Engineer",
                "start": "2026-03-03T14:00:00+01:00",
                "end": "2026-03-03T15:00:00+01:00",
                "verdict": "interview",
                "state": "drafted",
                "contacts": [{"email": "jane@acme.example", "name": "Jane Doe", "role": "interviewer"}],
                "follow_ups": [
                    {
                        "id": "f0",
                        "kind": "thank_you",
                        "contact": "jane@acme.example",
                        "state": "drafted",
                        "due": None,
                        "draft_id": "d9",
                        "draft_url": "https://mail.example/d9",
                        "reason": None,
                    },
                    {
                        "id": "f1",
                        "kind": "nudge",
                        "contact": "jane@acme.example",
                        "state": "waiting",
                        "due": "2026-03-12T15:00:00+01:00",
                        "draft_id": None,
                        "draft_url": None,
                        "reason": "promised_date",
                    },
                ],
            }
        ],
        "accounts": [
            {
                "name": "main",
                "provider": "local",
                "auth": "login_needed",
                "last_cycle": "2026-03-05T14:00:00+00:00",
                "last_error": "The login has ended.",
            }
        ],
    }


def test_an_account_that_never_ran_is_shown_without_a_cycle() -> None:
    account = Account("work", "imap", frozenset(), "", (), None)
    (shown,) = report((), (AccountHealth("gone", "local"),), (account,), "UTC", LATER).accounts
    assert shown == AccountHealth("work", "imap", "ok", None, None)


def test_follow_ups_of_a_day_with_two_interviews_are_listed_once_each() -> None:
    day = round_of(interview(JANE, uid="a", end=TUESDAY), interview(RAVI, uid="b", end=TUESDAY + HOUR))
    thanks = [FollowUp(f"t-{c.name}", FollowUpKind.THANK_YOU, (c.key,), Waiting(LATER)) for c in (JANE, RAVI)]
    nobody = FollowUp("n", FollowUpKind.NUDGE, (), Waiting(LATER))
    shown = reported(process_of(replace(day, follow_ups=(*thanks, nobody)))).interviews
    listed = {i.interview.uid: [f.follow_up.id for f in i.follow_ups] for i in shown}
    assert listed == {"a": ["t-Jane Doe"], "b": ["t-Ravi Patel", "n"]}


def test_a_confirmed_event_is_an_interview_whatever_detection_said() -> None:
    (shown,) = reported(process_of(round_of(interview(verdict=Verdict.UNSURE, ruling=Ruling.CONFIRMED)))).interviews
    assert shown.verdict is Verdict.INTERVIEW


@pytest.mark.parametrize("zone", ["", "Nowhere/Atlantis", "../../etc/passwd", "America", "\x00", "a" * 5000])
def test_an_unknown_zone_falls_back_to_the_users_own(zone: str) -> None:
    (shown,) = reported(process_of(round_of(interview(zone=zone)))).interviews
    assert shown.interview.start.astimezone(shown.zone).isoformat() == "2026-03-03T14:00:00+01:00"
    (nowhere,) = report((process_of(round_of(interview(zone=zone))),), (), (), "", LATER).interviews
    assert nowhere.zone is UTC


def test_a_contact_without_address_is_named() -> None:
    nameless = Contact(None, "Zoë", ContactRole.INTERVIEWER)
    thanks = FollowUp("t", FollowUpKind.THANK_YOU, (nameless.key,), Skipped(LATER, Reason.NO_ADDRESS))
    document = as_json(reported(process_of(replace(round_of(interview(nameless)), follow_ups=(thanks,)))))
    assert "'contact': 'Zoë'" in str(document)
