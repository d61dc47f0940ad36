"""The life of a follow-up: what can happen to it, and one table of the transitions that exist.

The states are in `states`; they are exported from here too, for whoever needs both. `advance` is the only
way from one state to the next; a pair that is not in `TRANSITIONS` is a programming error and raises `IllegalTransition`.
All times are aware datetimes in UTC.

Two decisions the table defends:

* there is no arrow out of `Sent`, `ByHand`, `Dismissed` or an edited draft that leads to a new draft. What the user has
  touched, sent or thrown away is never written again;
* `Creating` leads to `Drafted`, `Failed` or `Unknown`, and `Unknown` never straight back to `Creating`: only a look into
  the mailbox (`Adopt`, `LookedInVain`, `ProvedAbsent`) leads on from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from followbot.domain.states import (
    FINAL,
    OPEN_DRAFT,
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
    is_final,
)

__all__ = [
    "FINAL",
    "OPEN_DRAFT",
    "TRANSITIONS",
    "Adopt",
    "ByHand",
    "Collect",
    "Creating",
    "Dismissed",
    "DraftRef",
    "Drafted",
    "Edited",
    "Failed",
    "GaveUp",
    "IllegalTransition",
    "Intend",
    "LookedInVain",
    "Lose",
    "Missing",
    "ProvedAbsent",
    "Rearm",
    "Reason",
    "Refuse",
    "SeenEdited",
    "SeenGone",
    "SeenSent",
    "SeenTrashed",
    "SeenUntouched",
    "Sent",
    "Shift",
    "Skip",
    "Skipped",
    "State",
    "Stop",
    "Stopped",
    "Trigger",
    "Unknown",
    "Waiting",
    "Withdraw",
    "WithdrawDone",
    "Withdrawing",
    "Withdrawn",
    "WrittenByHand",
    "advance",
    "allows",
    "is_final",
]

# --- triggers -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shift:
    """The time moves to `due`, or stays and is held for `reason`."""

    due: datetime
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Rearm:
    """A new fact makes a stopped or withdrawn follow-up due again (a promised date, a rescheduled round)."""

    due: datetime
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Intend:
    """The intent to create is being committed, in the same transaction as the outbox row."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Adopt:
    """The draft exists: the create was confirmed, or a look found it."""

    draft: DraftRef
    at: datetime


@dataclass(frozen=True, slots=True)
class Refuse:
    """The provider refused for certain. `counts` is False where it would refuse anything just now, a login being needed."""

    at: datetime
    error: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Lose:
    """The answer was lost, or the process died in `Creating`. When does not matter: what counts is since when it may exist."""


@dataclass(frozen=True, slots=True)
class LookedInVain:
    """A look found nothing, but absence cannot be believed yet."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ProvedAbsent:
    """Two looks, far enough apart, found nothing: it does not exist, and the policy decides anew."""

    at: datetime


@dataclass(frozen=True, slots=True)
class SeenUntouched:
    """The draft is there as it was written. `draft` carries a reference that the provider has changed meanwhile."""

    draft: DraftRef
    at: datetime


@dataclass(frozen=True, slots=True)
class SeenEdited:
    """The draft is there and differs from what was written."""

    draft: DraftRef
    at: datetime


@dataclass(frozen=True, slots=True)
class SeenSent:
    """There is evidence that it was sent, at `at`."""

    at: datetime
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class SeenTrashed:
    """The draft lies in the trash: the user deleted it."""

    at: datetime


@dataclass(frozen=True, slots=True)
class SeenGone:
    """The draft is nowhere, and nothing says that it was sent."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GaveUp:
    """It has been missing for so long that it counts as thrown away."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The untouched draft is to be taken back."""

    at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Collect:
    """What the user wrote on a debrief card has been stored, and the card may go. Never used on a follow-up."""

    at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawDone:
    """The provider says that the draft is gone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Stop:
    """A fact ends it before there is a draft."""

    at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Skip:
    """It is too late, or there is nobody to write to."""

    at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class WrittenByHand:
    """The user's own mail does its work."""

    at: datetime


Trigger = (
    Shift
    | Rearm
    | Intend
    | Adopt
    | Refuse
    | Lose
    | LookedInVain
    | ProvedAbsent
    | SeenUntouched
    | SeenEdited
    | SeenSent
    | SeenTrashed
    | SeenGone
    | GaveUp
    | Withdraw
    | Collect
    | WithdrawDone
    | Stop
    | Skip
    | WrittenByHand
)


class IllegalTransition(Exception):
    """A trigger met a state that has no arrow for it: a programming error, never a user's."""

    def __init__(self, state: State, trigger: Trigger) -> None:
        super().__init__(f"{type(trigger).__name__} is impossible in {type(state).__name__}")


# --- the table ------------------------------------------------------------------------------------------------------

_Step = Callable[[Any, Any], State]


def _waiting(_: State, t: Shift | Rearm) -> State:
    return Waiting(due=t.due, reason=t.reason)


def _creating(s: Waiting | Failed, t: Intend) -> State:
    return Creating(since=t.at, due=s.due, refused=s.refused if isinstance(s, Failed) else 0)


def _drafted(_: State, t: Adopt | SeenUntouched) -> State:
    return Drafted(draft=t.draft, at=t.at)


def _still_drafted(s: Drafted | Missing, t: SeenUntouched) -> State:
    return Drafted(draft=t.draft, at=s.at)


def _edited(s: Drafted | Edited | Missing | Withdrawing, t: SeenEdited) -> State:
    seen_at = s.seen_at if isinstance(s, Edited) else t.at
    return Edited(draft=t.draft, at=s.at, seen_at=seen_at)


def _missing(s: Drafted | Edited, t: SeenGone) -> State:
    return Missing(draft=s.draft, at=s.at, since=t.at, edited=isinstance(s, Edited))


def _sent(_: State, t: SeenSent) -> State:
    return Sent(at=t.at, message_id=t.message_id)


def _dismissed(_: State, t: SeenTrashed | GaveUp) -> State:
    return Dismissed(at=t.at)


def _withdrawing(s: Drafted | Missing, t: Withdraw) -> State:
    return Withdrawing(draft=s.draft, at=s.at, since=t.at, reason=t.reason)


def _keep(s: State, _: Trigger) -> State:
    return s


_ARMED = (Waiting, Failed)
_IN_DOUBT = (Creating, Unknown)

TRANSITIONS: dict[tuple[type, type], _Step] = {
    **{(state, Shift): _waiting for state in _ARMED},
    **{(state, Intend): _creating for state in _ARMED},
    **{(state, Stop): lambda s, t: Stopped(at=t.at, reason=t.reason) for state in _ARMED},
    **{(state, Skip): lambda s, t: Skipped(at=t.at, reason=t.reason) for state in _ARMED},
    **{(state, WrittenByHand): lambda s, t: ByHand(at=t.at) for state in _ARMED},
    (Stopped, Rearm): _waiting,
    (Skipped, Rearm): _waiting,
    (Stopped, WrittenByHand): lambda s, t: ByHand(at=t.at),
    (Withdrawn, Rearm): _waiting,
    (Creating, Adopt): _drafted,
    (Creating, Refuse): lambda s, t: Failed(at=t.at, due=s.due, error=t.error, refused=s.refused + t.counts),
    (Creating, Lose): lambda s, t: Unknown(since=s.since, due=s.due),
    # A look before the very first request may find what an earlier, lost store had already led to.
    **{(state, SeenSent): _sent for state in _IN_DOUBT},
    **{(state, SeenTrashed): _dismissed for state in _IN_DOUBT},
    (Unknown, Adopt): _drafted,
    (Unknown, LookedInVain): lambda s, t: replace(s, looks=s.looks + 1, looked_at=s.looked_at or t.at),
    (Unknown, ProvedAbsent): lambda s, t: Waiting(due=s.due),
    (Drafted, SeenUntouched): _still_drafted,
    (Missing, SeenUntouched): lambda s, t: (
        Edited(draft=t.draft, at=s.at, seen_at=t.at) if s.edited else _still_drafted(s, t)
    ),
    **{(state, SeenEdited): _edited for state in OPEN_DRAFT},
    (Withdrawing, SeenUntouched): lambda s, t: replace(s, draft=t.draft),
    **{(state, SeenSent): _sent for state in OPEN_DRAFT},
    **{(state, SeenTrashed): _dismissed for state in (Drafted, Edited, Missing)},
    (Drafted, SeenGone): _missing,
    (Edited, SeenGone): _missing,
    (Missing, SeenGone): _keep,
    (Missing, GaveUp): _dismissed,
    (Drafted, Withdraw): _withdrawing,
    (Withdrawing, Withdraw): _keep,
    (Edited, Collect): lambda s, t: Withdrawing(draft=s.draft, at=s.at, since=t.at, reason=Reason.CARD_DONE),
    (Withdrawing, WithdrawDone): lambda s, t: Withdrawn(at=t.at, reason=s.reason),
    # A late sight of the mail in Sent outweighs every guess about a vanished draft.
    (Dismissed, SeenSent): _sent,
    (Withdrawn, SeenSent): _sent,
}


def advance(state: State, trigger: Trigger) -> State:
    """The state after `trigger`; raises `IllegalTransition` where the table has no arrow."""
    step = TRANSITIONS.get((type(state), type(trigger)))
    if step is None:
        raise IllegalTransition(state, trigger)
    return step(state, trigger)


def allows(state: State, trigger: type[Trigger]) -> bool:
    """Whether the table has an arrow for this trigger in this state."""
    return (type(state), trigger) in TRANSITIONS
