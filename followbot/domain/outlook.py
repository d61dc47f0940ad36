"""What the facts ask of each follow-up at this moment, whatever has been done about it so far.

An outlook is computed from the facts alone, so that deciding twice decides the same, and a fact that arrives late, or is
taken back, is simply seen. `policy` then compares the outlook with the follow-up's state. The rules are those of the
policy table in the README's "When it writes, and when it stays silent".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from followbot.domain.addresses import normalise
from followbot.domain.keys import draft_keys
from followbot.domain.letters.addressing import Addressing, Panel, dead_addresses, nudge_recipient
from followbot.domain.model import (
    Contact,
    FollowUp,
    FollowUpKind,
    Outcome,
    Process,
    Profile,
    Round,
    Ruling,
    Signal,
    SignalKind,
)
from followbot.domain.states import (
    Creating,
    Drafted,
    Edited,
    Failed,
    Missing,
    Reason,
    Sent,
    Skipped,
    Stopped,
    Unknown,
    Waiting,
)
from followbot.domain.timing import Timing
from followbot.domain.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Rules:
    """What the policy may know beside the facts and the time."""

    timing: Timing
    profile: Profile
    is_holiday: Callable[[str, date], bool]
    """Whether a day is a public holiday where an IANA zone is."""
    panel: Panel = Panel.EACH
    debrief: bool = True
    ask_unsure: bool = True

    def workdays(self, zone: str) -> Workdays:
        """Business hours in a zone; the profile's where the event named none."""
        return Workdays(
            zone=ZoneInfo(zone or self.profile.timezone),
            opens=self.timing.business_open,
            closes=self.timing.business_close,
            is_holiday=lambda day: self.is_holiday(zone or self.profile.timezone, day),
        )


@dataclass(frozen=True, slots=True)
class Write:
    """To be written at `due` (which may be past), for `reason` at another time than usual."""

    due: datetime
    reason: Reason | None = None
    late: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """It would be due, but something of the user's stands in the way; looked at again each time."""

    due: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Never:
    """A fact speaks against it."""

    reason: Reason
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """Its time has passed, or there is nobody to write to: reported to the user."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class HandWritten:
    """The user's own mail, sent at `at`, has done its work."""

    at: datetime


Outlook = Write | Hold | Never | Missed | HandWritten


# --- facts, asked one at a time -------------------------------------------------------------------------------------


def why_not_counting(interview_round: Round) -> Reason:
    """Why a round without a standing interview is not followed up."""
    if interview_round.doubtful:
        return Reason.UNSURE
    if any(i.ruling is Ruling.IGNORED for i in interview_round.interviews):
        return Reason.IGNORED
    return Reason.CANCELLED


def replies_after(process: Process, moment: datetime) -> tuple[Signal, ...]:
    """What humans of the process wrote after `moment`, oldest first."""
    replies = (s for s in process.signals if s.kind is SignalKind.REPLY and s.at > moment)
    return tuple(sorted(replies, key=lambda s: (s.at, s.id)))


def own_mail_after(process: Process, moment: datetime, *, by_hand: bool) -> tuple[Signal, ...]:
    """The user's own mail to the process after `moment`, oldest first; `by_hand` leaves out followbot's drafts.

    A draft that lost its key when it was sent is known by the Message-ID that it was found under.
    """
    own = [s for s in process.signals if s.kind is SignalKind.OWN_MAIL and s.at > moment]
    if not own:
        return ()
    sent = {f.state.message_id: key for key, f in draft_keys(process) if isinstance(f.state, Sent)}
    signed = (s if s.key or not s.message_id else replace(s, key=sent.get(s.message_id, "")) for s in own)
    return tuple(sorted((s for s in signed if not (by_hand and s.key)), key=lambda s: (s.at, s.id)))


def next_step_after(process: Process, moment: datetime) -> Signal | None:
    """A scheduling mail, or an invitation to a new round, that came after `moment`."""
    for signal in process.signals:
        if signal.at <= moment:
            continue
        if signal.kind is SignalKind.INVITATION or signal.outcome is Outcome.NEXT_STEP:
            return signal
    return None


def later_round(process: Process, interview_round: Round) -> Round | None:
    """A round of the same process that stands, and starts after this one."""
    return next((r for r in process.rounds if r.standing and r.start > interview_round.end), None)


def outreach_after(process: Process, interview_round: Round) -> tuple[datetime, ...]:
    """When the user wrote to the process after this round (drafts sent, and mail by hand), oldest first."""
    sent = (
        f.state.at
        for f in process.follow_ups
        if f.kind is FollowUpKind.THANK_YOU and isinstance(f.state, Sent) and f.state.at > interview_round.end
    )
    own = (s.at for s in own_mail_after(process, interview_round.end, by_hand=False))
    return tuple(sorted({*sent, *own}))


# --- thank-you ------------------------------------------------------------------------------------------------------


def thank_you(
    process: Process, interview_round: Round, addressing: Addressing | None, rules: Rules, now: datetime
) -> Outlook:
    """The outlook of the thank-you to `addressing.to`; None stands for "nobody can be reached"."""
    against = _against_thanking(process, interview_round, addressing)
    if against is not None:
        return against
    end, timing = interview_round.end, rules.timing
    due = end + timing.thank_you_after
    if now < due:
        return Write(due)
    if addressing is None:
        return Missed(Reason.NO_ADDRESS)
    if now > end + timing.thank_you_until:
        return Missed(Reason.TOO_LATE)
    return Write(due, late=now > end + timing.late_after)


def _against_thanking(process: Process, interview_round: Round, addressing: Addressing | None) -> Outlook | None:
    if not interview_round.standing:
        return Never(why_not_counting(interview_round))
    if process.closed is not None:
        return Never(Reason.CLOSED)
    if addressing is None:
        return None
    addressees = {normalise(c.email) for c in addressing.to if c.email}
    own = own_mail_after(process, interview_round.end, by_hand=False)
    drafts = dict(draft_keys(process)) if own else {}
    for mail in own:
        # A draft of ours that was sent does its own follow-up's work; to whom else the user sent it, they wrote by hand.
        meant = drafts[mail.key].contacts if mail.key in drafts else ()
        if addressees & ({normalise(p) for p in mail.people} - {normalise(p) for p in meant}):
            return HandWritten(mail.at)
    for reply in replies_after(process, interview_round.end):
        if normalise(reply.person) in addressees:
            return Never(Reason.ANSWERED, reply.evidence)
    return None


# --- nudge ----------------------------------------------------------------------------------------------------------


def nudge(process: Process, interview_round: Round, follow_up: FollowUp | None, rules: Rules, now: datetime) -> Outlook:
    """The outlook of the round's one nudge."""
    against = _against_nudging(process, interview_round)
    if against is not None:
        return against
    by_hand = _nudged_by_hand(process, interview_round, follow_up, rules.timing)
    if by_hand is not None:
        return HandWritten(by_hand)
    recipient = nudge_recipient(interview_round, dead_addresses(process))
    due, reason, evidence = _nudge_due(process, interview_round, recipient, rules)
    if now > interview_round.end + rules.timing.pending_max:
        return Missed(Reason.TOO_LATE)
    if now < due:
        return Write(due, reason, evidence=evidence)
    held = _held_by(interview_round)
    if held is not None:
        return Hold(due, held)
    if now > due + rules.timing.nudge_until:
        return Missed(Reason.TOO_LATE)
    if recipient is None:
        return Missed(Reason.NO_ADDRESS)
    # Overdue, because the machine was off: still not on a Saturday night. What lies there already just stays.
    opening = rules.workdays(interview_round.zone).next_moment(now)
    drafted = follow_up is not None and isinstance(follow_up.state, Drafted)
    return Write(due if drafted or opening <= now else opening, reason, evidence=evidence)


def _against_nudging(process: Process, interview_round: Round) -> Never | None:
    if not interview_round.standing:
        return Never(why_not_counting(interview_round))
    if process.closed is not None:
        return Never(Reason.CLOSED)
    if later_round(process, interview_round) is not None:
        return Never(Reason.NEW_ROUND)
    step = next_step_after(process, interview_round.end)
    if step is not None:
        return Never(Reason.NEXT_STEP, step.evidence)
    replies = replies_after(process, interview_round.end)
    if replies and replies[-1].until is None:
        return Never(Reason.ANSWERED, replies[-1].evidence)
    return None


def _nudged_by_hand(
    process: Process, interview_round: Round, follow_up: FollowUp | None, timing: Timing
) -> datetime | None:
    """When the user wrote the second mail themselves: a week or more after the first, or while our nudge lay waiting."""
    outreach = outreach_after(process, interview_round)
    by_hand = {s.at for s in own_mail_after(process, interview_round.end, by_hand=True)}
    if follow_up is not None and isinstance(follow_up.state, Drafted):
        drafted_at = follow_up.state.at
        return next((at for at in sorted(by_hand) if at > drafted_at), None)
    return next((at for before, at in pairwise(outreach) if at in by_hand and at >= before + timing.nudge_after), None)


def _nudge_due(
    process: Process, interview_round: Round, recipient: Contact | None, rules: Rules
) -> tuple[datetime, Reason | None, tuple[str, ...]]:
    timing = rules.timing
    days = rules.workdays(interview_round.zone)
    base = max(outreach_after(process, interview_round), default=interview_round.end) + timing.nudge_after
    moment = base
    reason: Reason | None = None
    evidence: tuple[str, ...] = ()
    for candidate, why, said in _shifts(process, interview_round, recipient, base, days, timing):
        if candidate > moment:
            moment, reason, evidence = candidate, why, said
    return days.next_moment(moment), reason, evidence


def _shifts(
    process: Process,
    interview_round: Round,
    recipient: Contact | None,
    base: datetime,
    days: Workdays,
    timing: Timing,
) -> Iterator[tuple[datetime, Reason, tuple[str, ...]]]:
    """Every stated date that moves the nudge: promises (invitation, notes, the latest reply), and an absence."""
    promises: list[tuple[date | None, tuple[str, ...]]] = [(i.findings.hear_by, ()) for i in interview_round.standing]
    # What the user said last counts: a day that was misread in a note can be put right by another.
    promises += [(n.hear_by, ()) for n in interview_round.notes if n.hear_by is not None][-1:]
    promises += [(r.until, r.evidence) for r in replies_after(process, interview_round.end)[-1:]]
    for promised, said in promises:
        if promised is not None:
            yield days.opening(days.add(promised, timing.promise_business_days)), Reason.PROMISED, said
    if recipient is None:
        return
    for signal in process.signals:
        if signal.kind is SignalKind.ABSENT and signal.until is not None and signal.person == recipient.email:
            back = days.opening(days.add(signal.until, timing.absence_business_days))
            yield min(back, base + timing.absence_max), Reason.OUT_OF_OFFICE, signal.evidence


def _held_by(interview_round: Round) -> Reason | None:
    """An edited thank-you that is not sent yet, or one whose fate is not known yet, keeps the nudge back."""
    for follow_up in interview_round.follow_ups:
        if follow_up.kind is not FollowUpKind.THANK_YOU:
            continue
        if isinstance(follow_up.state, (Edited, Missing, Creating, Unknown)):
            return Reason.EDITED_DRAFT
    return None


# --- debrief card ---------------------------------------------------------------------------------------------------


def card(process: Process, interview_round: Round, rules: Rules, now: datetime) -> Outlook:
    """The outlook of the round's debrief card."""
    asked = bool(interview_round.standing) or (bool(interview_round.doubtful) and rules.ask_unsure)
    if not rules.debrief or not asked:
        return Never(Reason.CANCELLED)
    if process.closed is not None:
        return Never(Reason.CLOSED)
    end, timing = interview_round.end, rules.timing
    due = end + timing.card_after
    if interview_round.standing and _thanks_came(interview_round):
        return Never(Reason.CARD_DONE)
    if interview_round.standing and now >= end + timing.thank_you_after:
        return Hold(due, Reason.CARD_DONE)
    if now > end + timing.thank_you_until:
        return Never(Reason.CARD_DONE)
    return Write(due)


def _thanks_came(interview_round: Round) -> bool:
    """Whether a thank-you has been written, or none will be: the card has nothing left to feed."""
    states = [f.state for f in interview_round.follow_ups if f.kind is FollowUpKind.THANK_YOU]
    waiting = [s for s in states if isinstance(s, (Waiting, Failed, Creating, Unknown))]
    written = [s for s in states if not isinstance(s, (Waiting, Failed, Creating, Unknown, Stopped, Skipped))]
    return bool(states) and (bool(written) or not waiting)


def decision(process: Process) -> Signal | None:
    """The rejection or offer that ends the process, the first after an interview that counts."""
    ends = [r.end for r in process.rounds if r.standing]
    if not ends:
        return None
    for signal in sorted(process.signals, key=lambda s: (s.at, s.id)):
        decided = signal.outcome in (Outcome.REJECTION, Outcome.OFFER)
        if decided and signal.kind in (SignalKind.REPLY, SignalKind.DECISION) and signal.at > min(ends):
            return signal
    return None
