"""The table of the states that a follow-up goes through, written down a second time: each arrow, and what it keeps."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from followbot.domain.lifecycle import (
    Adopt,
    ByHand,
    Collect,
    Creating,
    Dismissed,
    Drafted,
    DraftRef,
    Edited,
    Failed,
    GaveUp,
    IllegalTransition,
    Intend,
    LookedInVain,
    Lose,
    Missing,
    ProvedAbsent,
    Rearm,
    Reason,
    Refuse,
    SeenEdited,
    SeenGone,
    SeenSent,
    SeenTrashed,
    SeenUntouched,
    Sent,
    Shift,
    Skip,
    Skipped,
    State,
    Stop,
    Stopped,
    Trigger,
    Unknown,
    Waiting,
    Withdraw,
    WithdrawDone,
    Withdrawing,
    Withdrawn,
    WrittenByHand,
    advance,
    allows,
)
from tests.fakes.build import TUESDAY

DUE, AT, SEEN, NOW = (TUESDAY + timedelta(hours=number) for number in range(4))
OLD, NEW = DraftRef("main", "old"), DraftRef("main", "new")
WHY, OTHER = Reason.ANSWERED, Reason.CLOSED

WAITING, CREATING, UNKNOWN = Waiting(DUE), Creating(AT, DUE, refused=2), Unknown(AT, DUE)
FAILED, DRAFTED, EDITED = Failed(AT, DUE, "no", refused=2), Drafted(OLD, AT), Edited(OLD, AT, SEEN)
MISSING, MISSING_EDITED = Missing(OLD, AT, SEEN, edited=False), Missing(OLD, AT, SEEN, edited=True)
WITHDRAWING, WITHDRAWN = Withdrawing(OLD, AT, SEEN, WHY), Withdrawn(AT, WHY)
SENT, BY_HAND, DISMISSED = Sent(AT, "m1"), ByHand(AT), Dismissed(AT)
STOPPED, SKIPPED = Stopped(AT, WHY), Skipped(AT, WHY)
STATES: tuple[State, ...] = (
    *(WAITING, CREATING, UNKNOWN, FAILED, DRAFTED, EDITED, MISSING, MISSING_EDITED, WITHDRAWING, WITHDRAWN),
    *(SENT, BY_HAND, DISMISSED, STOPPED, SKIPPED),
)

SHIFT, REARM, INTEND, ADOPT = Shift(NOW, OTHER), Rearm(NOW, OTHER), Intend(NOW), Adopt(NEW, NOW)
REFUSE, LOSE, IN_VAIN, ABSENT = Refuse(NOW, "never"), Lose(), LookedInVain(NOW), ProvedAbsent(NOW)
UNTOUCHED, TOUCHED, SEEN_SENT = SeenUntouched(NEW, NOW), SeenEdited(NEW, NOW), SeenSent(NOW, "m2")
TRASHED, GONE, GAVE_UP = SeenTrashed(NOW), SeenGone(NOW), GaveUp(NOW)
WITHDRAW, COLLECT, DONE = Withdraw(NOW, OTHER), Collect(NOW), WithdrawDone(NOW)
STOP, SKIP, HAND = Stop(NOW, OTHER), Skip(NOW, OTHER), WrittenByHand(NOW)
TRIGGERS: tuple[Trigger, ...] = (
    *(
        SHIFT,
        REARM,
        INTEND,
        ADOPT,
        REFUSE,
        LOSE,
        IN_VAIN,
        ABSENT,
        UNTOUCHED,
        TOUCHED,
        SEEN_SENT,
        TRASHED,
        GONE,
        GAVE_UP,
    ),
    *(WITHDRAW, COLLECT, DONE, STOP, SKIP, HAND),
)

ARROWS: list[tuple[State, Trigger, State]] = [
    # Before there is a draft.
    *((s, SHIFT, Waiting(NOW, OTHER)) for s in (WAITING, FAILED)),
    *((s, STOP, Stopped(NOW, OTHER)) for s in (WAITING, FAILED)),
    *((s, SKIP, Skipped(NOW, OTHER)) for s in (WAITING, FAILED)),
    *((s, HAND, ByHand(NOW)) for s in (WAITING, FAILED, STOPPED)),
    *((s, REARM, Waiting(NOW, OTHER)) for s in (STOPPED, SKIPPED, WITHDRAWN)),
    (WAITING, INTEND, Creating(NOW, DUE)),
    (FAILED, INTEND, Creating(NOW, DUE, refused=2)),
    # While it is not known whether there is one.
    *((s, ADOPT, Drafted(NEW, NOW)) for s in (CREATING, UNKNOWN)),
    *((s, SEEN_SENT, Sent(NOW, "m2")) for s in (CREATING, UNKNOWN)),
    *((s, TRASHED, Dismissed(NOW)) for s in (CREATING, UNKNOWN)),
    (CREATING, REFUSE, Failed(NOW, DUE, "never", refused=3)),
    (CREATING, Refuse(NOW, "log in", counts=False), Failed(NOW, DUE, "log in", refused=2)),
    (CREATING, LOSE, Unknown(AT, DUE)),
    (UNKNOWN, IN_VAIN, Unknown(AT, DUE, looks=1, looked_at=NOW)),
    (Unknown(AT, DUE, 1, SEEN), IN_VAIN, Unknown(AT, DUE, looks=2, looked_at=SEEN)),
    (UNKNOWN, ABSENT, Waiting(DUE)),
    # While it lies in the mailbox: when it was written stays what it was.
    (DRAFTED, UNTOUCHED, Drafted(NEW, AT)),
    (MISSING, UNTOUCHED, Drafted(NEW, AT)),
    (MISSING_EDITED, UNTOUCHED, Edited(NEW, AT, NOW)),
    (WITHDRAWING, UNTOUCHED, Withdrawing(NEW, AT, SEEN, WHY)),
    *((s, TOUCHED, Edited(NEW, AT, NOW)) for s in (DRAFTED, MISSING, MISSING_EDITED, WITHDRAWING)),
    (EDITED, TOUCHED, Edited(NEW, AT, SEEN)),
    *((s, SEEN_SENT, Sent(NOW, "m2")) for s in (DRAFTED, EDITED, MISSING, MISSING_EDITED, WITHDRAWING)),
    *((s, TRASHED, Dismissed(NOW)) for s in (DRAFTED, EDITED, MISSING, MISSING_EDITED)),
    (DRAFTED, GONE, Missing(OLD, AT, NOW, edited=False)),
    (EDITED, GONE, Missing(OLD, AT, NOW, edited=True)),
    *((s, GONE, s) for s in (MISSING, MISSING_EDITED)),
    *((s, GAVE_UP, Dismissed(NOW)) for s in (MISSING, MISSING_EDITED)),
    (DRAFTED, WITHDRAW, Withdrawing(OLD, AT, NOW, OTHER)),
    (WITHDRAWING, WITHDRAW, WITHDRAWING),
    (EDITED, COLLECT, Withdrawing(OLD, AT, NOW, Reason.CARD_DONE)),
    (WITHDRAWING, DONE, Withdrawn(NOW, WHY)),
    # A late sight of the mail among the sent.
    *((s, SEEN_SENT, Sent(NOW, "m2")) for s in (DISMISSED, WITHDRAWN)),
]


@pytest.mark.parametrize(
    ("state", "trigger", "then"), ARROWS, ids=[f"{type(s).__name__}-{type(t).__name__}" for s, t, _ in ARROWS]
)
def test_each_arrow_leads_where_it_should_and_keeps_what_it_should(state: State, trigger: Trigger, then: State) -> None:
    assert allows(state, type(trigger))
    assert advance(state, trigger) == then


def test_there_are_no_other_arrows() -> None:
    drawn = {(type(state), type(trigger)) for state, trigger, _ in ARROWS}
    others = [(s, t) for s, t in product(STATES, TRIGGERS) if (type(s), type(t)) not in drawn]
    assert others
    for state, trigger in others:
        assert not allows(state, type(trigger))
        with pytest.raises(
            IllegalTransition, match=f"^{type(trigger).__name__} is impossible in {type(state).__name__}$"
        ):
            advance(state, trigger)


def test_what_was_sent_or_written_by_hand_stays_so() -> None:
    for state in (SENT, BY_HAND):
        assert not any(allows(state, type(trigger)) for trigger in TRIGGERS)
