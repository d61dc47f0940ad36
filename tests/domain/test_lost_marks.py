"""Drafts that lost their key when they were sent, as some programs make it: found by the world simulation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from followbot.domain.lifecycle import Sent, Waiting
from followbot.domain.model import FollowUpKind, Process, SignalKind
from followbot.domain.policy import decide
from tests.fakes.build import (
    JANE,
    RAVI,
    TUESDAY,
    decided,
    find,
    interview,
    process_of,
    round_of,
    rules,
    signal,
    with_state,
)

THANKS, NUDGE = FollowUpKind.THANK_YOU, FollowUpKind.NUDGE
DAY = timedelta(days=1)
WEEK = 7 * DAY


def sent(process: Process, who: str | None, after: timedelta, round_id: str = "r1") -> Process:
    """A thank-you was sent without our key, and found among the sent mail under the Message-ID that it has now."""
    at = TUESDAY + after
    follow_up = find(process, THANKS, who, round_id)
    process = with_state(process, follow_up, Sent(at, f"fresh-{at:%d%H}"))
    own = replace(signal(SignalKind.OWN_MAIL, at, people=(who or "",)), message_id=f"fresh-{at:%d%H}")
    return replace(process, signals=(*process.signals, own))


def test_it_is_no_letter_by_hand_to_the_same_person_for_another_round() -> None:
    second = interview(JANE, end=TUESDAY + WEEK, uid="uid-2")
    process = decided(process_of(round_of(interview(JANE)), round_of(second, round_id="r2")), TUESDAY)
    now = TUESDAY + WEEK + DAY
    process = sent(process, JANE.email, WEEK + DAY)
    due = decide(process, rules(), now).due
    assert [(d.round_id, d.follow_up.kind) for d in due] == [("r2", THANKS)]


def test_it_is_no_nudge_by_hand() -> None:
    process = decided(process_of(round_of(interview(JANE, RAVI))), TUESDAY)
    process = sent(sent(process, JANE.email, DAY), RAVI.email, 9 * DAY)
    state = find(decided(process, TUESDAY + 9 * DAY), NUDGE).state
    assert isinstance(state, Waiting)
