"""What the policy decides, in words for `followbot why`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from followbot.domain.lifecycle import Reason, Shift, Skip, Stop, Trigger, Withdraw, WrittenByHand
from followbot.domain.model import Closure, FollowUp, FollowUpKind, Round


@dataclass(frozen=True, slots=True)
class Happening:
    """Something the policy decided, and why, in words for `followbot why`. `about` is a round's or follow-up's id."""

    about: str
    what: str
    text: str
    evidence: tuple[str, ...] = ()


CLOSED = {
    Closure.REJECTION: "The company said no: nothing more is written in this process.",
    Closure.OFFER: "There is an offer: nothing more is written in this process.",
}

WORDS: dict[type[Trigger], tuple[str, str]] = {
    Shift: ("shifted", "is now planned for {when}"),
    Stop: ("stopped", "will not be written"),
    Skip: ("skipped", "was skipped"),
    Withdraw: ("withdrawing", "is being taken back"),
    WrittenByHand: ("by_hand", "is done"),
}

_USUAL = {
    FollowUpKind.THANK_YOU: "A thank-you comes a day after the interview (timing.thank_you_after).",
    FollowUpKind.NUDGE: "A second mail comes after a week without an answer (timing.nudge_after), in business hours.",
    FollowUpKind.CARD: "The card comes when the interview is over.",
}

_WHY = {
    Reason.ANSWERED: "A person of the company has written since.",
    Reason.CLOSED: "The process has ended.",
    Reason.NEW_ROUND: "There is a new round on the calendar.",
    Reason.NEXT_STEP: "The company is arranging the next step.",
    Reason.BY_HAND: "You wrote to them yourself.",
    Reason.CANCELLED: "The interview no longer stands.",
    Reason.IGNORED: "You said that it is not one of your interviews.",
    Reason.UNSURE: "It is not certain that this is an interview.",
    Reason.RESCHEDULED: "The interview has moved.",
    Reason.DEAD_ADDRESS: "The address does not work any more.",
    Reason.NO_ADDRESS: "No address is known, nobody can pass the thanks on, and addresses are never guessed.",
    Reason.NO_MAILBOX: "No mailbox is configured for it.",
    Reason.TOO_LATE: "Now it would come too late.",
    Reason.REPLACED: "It was a week old and unsent; the short second mail takes its place.",
    Reason.OUT_OF_OFFICE: "The recipient is away.",
    Reason.PROMISED: "An answer was promised by a later date.",
    Reason.EDITED_DRAFT: "A thank-you of yours is not sent yet, or it is not certain what became of it.",
    Reason.DISMISSED: "You threw the draft away.",
    Reason.NOT_CHOSEN: "The person is no longer among those to thank.",
    Reason.CARD_DONE: "The card has done its work.",
}


def why(reason: Reason | None, kind: FollowUpKind) -> str:
    """A reason as a sentence; None is the usual case of this kind."""
    return _USUAL[kind] if reason is None else _WHY[reason]


def title_of(interview_round: Round, follow_up: FollowUp) -> str:
    """How a follow-up is called in a sentence: "The thank-you to Jane Doe", "The nudge", "The debrief card"."""
    if follow_up.kind is FollowUpKind.CARD:
        return "The debrief card"
    noun = "The thank-you" if follow_up.kind is FollowUpKind.THANK_YOU else "The nudge"
    contacts = [interview_round.contact(key) for key in follow_up.contacts]
    names = [c.name or c.email or "" for c in contacts if c is not None] or list(follow_up.contacts)
    return f"{noun} to {' and '.join(names)}" if names else noun


def day_said(local: datetime) -> str:
    """ "Mon 7 Dec": the day of a moment in its own zone, as every text of the program has it."""
    return f"{local:%a} {local.day} {local:%b}"
