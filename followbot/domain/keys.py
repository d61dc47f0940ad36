"""Draft keys: derived from what never changes, so that even a lost store finds the drafts that exist."""

from __future__ import annotations

from collections.abc import Iterator

from followbot.domain.model import FollowUp, FollowUpKind, Process, Round, digest


def draft_key(interview_round: Round, follow_up: FollowUp) -> str:
    """The key of a follow-up's present draft. A nudge's leaves the contact out: there is one for a round, whoever gets it."""
    return _key(interview_round, follow_up, follow_up.generation)


def _key(interview_round: Round, follow_up: FollowUp, generation: int) -> str:
    contacts = ",".join(follow_up.contacts) if follow_up.kind is FollowUpKind.THANK_YOU else ""
    parts = (interview_round.account, interview_round.identity, contacts, follow_up.kind.value)
    return digest(*parts, str(generation))


def draft_keys(process: Process) -> Iterator[tuple[str, FollowUp]]:
    """Every key that a draft of the process has or had, with its follow-up."""
    for interview_round in process.rounds:
        for follow_up in interview_round.follow_ups:
            for generation in range(follow_up.generation + 1):
                yield _key(interview_round, follow_up, generation), follow_up


def forgotten_interview(uid: str, instance: str) -> str:
    """The hash that `forget` leaves behind of an interview, by which its event is passed over from then on."""
    return digest("forgotten interview", uid, instance)
