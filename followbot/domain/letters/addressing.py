"""Whom to write to. An address is never guessed: who has none is thanked through somebody who has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from followbot.domain.model import Contact, ContactRole, Process, Round, SignalKind


class Panel(StrEnum):
    """`drafts.panel`: one thank-you for each interviewer, one to all together, or one to the first."""

    EACH = "each"
    TOGETHER = "together"
    PRIMARY = "primary"


@dataclass(frozen=True, slots=True)
class Addressing:
    """One thank-you: `to` gets it; `absent` took part, cannot be written to, and is thanked through `to`."""

    to: tuple[Contact, ...]
    absent: tuple[Contact, ...] = ()


def dead_addresses(process: Process) -> frozenset[str]:
    """Addresses that bounced for good, or whose owner has left."""
    return frozenset(s.person for s in process.signals if s.kind is SignalKind.DEAD and s.person)


def reachable(contacts: Iterable[Contact], dead: frozenset[str]) -> tuple[Contact, ...]:
    """The contacts that can be written to."""
    return tuple(c for c in contacts if c.email and c.email not in dead)


def thank_you_addressings(interview_round: Round, dead: frozenset[str], panel: Panel) -> tuple[Addressing, ...]:
    """Who gets a thank-you for this round, in order; empty when nobody can be reached.

    Coordinators are thanked only when nobody else is known, or to pass thanks on to somebody who cannot be reached.
    """
    everybody = interview_round.contacts
    took_part = tuple(c for c in everybody if c.role is not ContactRole.COORDINATOR) or everybody
    to = reachable(took_part, dead)
    absent = tuple(c for c in took_part if c not in to)
    if panel is Panel.TOGETHER and to:
        return (Addressing(to, absent),)
    direct = [Addressing((c,)) for c in (to[:1] if panel is Panel.PRIMARY else to)]
    if absent and (panel is not Panel.PRIMARY or not direct):
        return _through_somebody(direct, absent, everybody, dead)
    return tuple(direct)


def _through_somebody(
    direct: list[Addressing], absent: tuple[Contact, ...], everybody: tuple[Contact, ...], dead: frozenset[str]
) -> tuple[Addressing, ...]:
    go_between = next(
        (c for c in reachable(everybody, dead) if c.role in (ContactRole.RECRUITER, ContactRole.COORDINATOR)), None
    ) or next((c for c in reachable(everybody, dead) if c.organizer), None)
    if go_between is None:
        return tuple(direct)
    others = [a for a in direct if a.to != (go_between,)]
    return (*others, Addressing((go_between,), absent))


def nudge_recipient(interview_round: Round, dead: frozenset[str]) -> Contact | None:
    """The one contact most likely to answer: recruiter or organiser, else hiring manager, else first interviewer."""
    candidates = reachable(interview_round.contacts, dead)
    preferences = (
        lambda c: c.role is ContactRole.RECRUITER,
        lambda c: c.organizer,
        lambda c: c.role is ContactRole.HIRING_MANAGER,
        lambda c: c.role is ContactRole.INTERVIEWER,
        lambda c: True,
    )
    for prefers in preferences:
        chosen = next((c for c in candidates if prefers(c)), None)
        if chosen is not None:
            return chosen
    return None
