"""The states of a follow-up as types: each carries only what is valid in it. `lifecycle` has the arrows between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Reason(StrEnum):
    """Why a follow-up is not written, not kept, or moved. Stable words: they appear in JSON and in the store."""

    ANSWERED = "answered"
    CLOSED = "closed"
    NEW_ROUND = "new_round"
    NEXT_STEP = "next_step"
    BY_HAND = "written_by_hand"
    CANCELLED = "cancelled"
    IGNORED = "ignored"
    UNSURE = "unsure"
    RESCHEDULED = "rescheduled"
    DEAD_ADDRESS = "dead_address"
    NO_ADDRESS = "no_address"
    NO_MAILBOX = "no_mailbox"
    TOO_LATE = "too_late"
    REPLACED = "replaced_by_nudge"
    OUT_OF_OFFICE = "out_of_office"
    PROMISED = "promised_date"
    EDITED_DRAFT = "edited_draft_waits"
    DISMISSED = "dismissed"
    NUDGED = "already_nudged"
    NOT_CHOSEN = "not_chosen"
    CARD_DONE = "card_done"


@dataclass(frozen=True, slots=True)
class DraftRef:
    """Where a draft lives at its provider. `id` is the provider's own; `revision` changes when the draft is edited."""

    account: str
    id: str
    message_ref: str = ""
    thread_ref: str = ""
    revision: str = ""
    url: str | None = None


_FIRST_RETRY = timedelta(minutes=10)
_LAST_RETRY = timedelta(hours=4)

# --- states ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """To be written at `due`. `reason` says why the time was moved or is held, if it was."""

    due: datetime
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Creating:
    """The intent is committed; a request may be under way. Seen after a restart it means `Unknown`.

    `refused` counts the refusals before this request.
    """

    since: datetime
    due: datetime
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Unknown:
    """A create was asked for and nobody knows whether it happened.

    `looks` counts the looks that found nothing; `looked_at` is the time of the first one, from which the wait runs.
    """

    since: datetime
    due: datetime
    looks: int = 0
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing exists for certain, so trying again is safe. The provider has refused it `refused` times in a row."""

    at: datetime
    due: datetime
    error: str
    refused: int = 1

    @property
    def again_at(self) -> datetime:
        """When it is worth trying again: after ten minutes, twice as long each time, at most four hours.

        At once where it was not this draft that was refused: what was in the way is found out before it is asked for again.
        """
        if not self.refused:
            return self.at
        return self.at + min(_FIRST_RETRY * (1 << min(self.refused - 1, 8)), _LAST_RETRY)


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft waits in the mailbox as followbot wrote it."""

    draft: DraftRef
    at: datetime


@dataclass(frozen=True, slots=True)
class Edited:
    """The user has changed the draft; it is theirs from now on."""

    draft: DraftRef
    at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Missing:
    """The draft is gone without evidence of having been sent (undo-send, scheduled send, or thrown away)."""

    draft: DraftRef
    at: datetime
    since: datetime
    edited: bool


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """An untouched draft is to disappear; kept until the provider says that it has."""

    draft: DraftRef
    at: datetime
    since: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Sent:
    """The user sent it. `at` is the real sending time."""

    at: datetime
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """The user wrote to the contact without the draft; `at` is the time of that mail."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Dismissed:
    """The user threw the draft away."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """followbot took its own untouched draft back."""

    at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Stopped:
    """A fact ended it before there was a draft."""

    at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Skipped:
    """Not written, and the user is told: too late, or nobody to write to."""

    at: datetime
    reason: Reason


State = (
    Waiting
    | Creating
    | Unknown
    | Failed
    | Drafted
    | Edited
    | Missing
    | Withdrawing
    | Sent
    | ByHand
    | Dismissed
    | Withdrawn
    | Stopped
    | Skipped
)

FINAL = (Sent, ByHand, Dismissed, Withdrawn, Stopped, Skipped)
"""States in which nothing more happens by itself. Only what never left a mail behind can be re-armed by a new fact."""

OPEN_DRAFT = (Drafted, Edited, Missing, Withdrawing)
"""States in which a draft may exist in the mailbox."""


def is_final(state: State) -> bool:
    """Whether the state asks for nothing more, so that its mailbox need not be watched on its account."""
    return isinstance(state, FINAL)
