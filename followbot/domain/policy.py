"""Policy: facts and the time of day to what is due, shifted, stopped.

`outlook` says what the facts ask of each follow-up; this module compares that with what has been done so far and returns
the process as it should be stored, the reasons in words, and what is to be written now. Pure and idempotent.

Three invariants hold whatever the facts are, and are tested as such: at most one thank-you per contact and round, at most
one nudge per round, and nothing new in a closed process. They follow from the shape of the data (one `FollowUp` per contact
and round, one nudge per round, no arrow out of a sent or touched state), not from counting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from followbot.domain import outlook
from followbot.domain.keys import draft_key
from followbot.domain.letters.addressing import (
    Addressing,
    Panel,
    dead_addresses,
    nudge_recipient,
    reachable,
    thank_you_addressings,
)
from followbot.domain.lifecycle import (
    Dismissed,
    Drafted,
    Edited,
    Failed,
    Missing,
    Rearm,
    Reason,
    SeenSent,
    Shift,
    Skip,
    Skipped,
    State,
    Stop,
    Stopped,
    Trigger,
    Waiting,
    Withdraw,
    Withdrawing,
    Withdrawn,
    WrittenByHand,
    advance,
)
from followbot.domain.model import (
    Closure,
    Contact,
    ContactRole,
    FollowUp,
    FollowUpKind,
    Outcome,
    Process,
    Round,
    SignalKind,
    digest,
)
from followbot.domain.outlook import HandWritten, Hold, Missed, Never, Outlook, Rules, Write
from followbot.domain.telling import CLOSED, WORDS, Happening, day_said, title_of, why
from followbot.domain.timing import Timing

__all__ = ["Due", "Happening", "Panel", "Plan", "Rules", "Timing", "decide", "draft_key", "title_of"]

_FOR_GOOD = frozenset({Reason.BY_HAND, Reason.REPLACED, Reason.DISMISSED, Reason.CARD_DONE})
"""Reasons that no later fact undoes."""


@dataclass(frozen=True, slots=True)
class Due:
    """A draft that is to be written now: to whom, and on whose behalf who cannot be reached."""

    round_id: str
    follow_up: FollowUp
    to: tuple[Contact, ...]
    absent: tuple[Contact, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The process after the decisions, what was decided, and what is to be written now."""

    process: Process
    happenings: tuple[Happening, ...]
    due: tuple[Due, ...]


def decide(process: Process, rules: Rules, now: datetime) -> Plan:
    """Hold every follow-up of the process against the facts at `now`."""
    desk = _Desk(process, rules, now)
    desk.close_if_decided()
    for interview_round in sorted(process.rounds, key=lambda r: (r.start, r.id)):
        desk.judge(interview_round.id)
    return Plan(desk.process, tuple(desk.happenings), tuple(desk.due))


class _Desk:
    """One sitting over one process: collects what is decided. Local to `decide`; nothing outlives it."""

    def __init__(self, process: Process, rules: Rules, now: datetime) -> None:
        self.process = process
        self.rules = rules
        self.now = now
        self.happenings: list[Happening] = []
        self.due: list[Due] = []

    def tell(self, about: str, what: str, text: str, evidence: Sequence[str] = ()) -> None:
        self.happenings.append(Happening(about, what, text, tuple(evidence)))

    # --- the process --------------------------------------------------------------------------------------------

    def close_if_decided(self) -> None:
        """A rejection or an offer, from a person or a machine, ends the process, thank-yous included."""
        if self.process.closed is not None:
            return
        signal = outlook.decision(self.process)
        if signal is None:
            return
        closure = Closure.OFFER if signal.outcome is Outcome.OFFER else Closure.REJECTION
        self.process = replace(self.process, closed=closure, closed_at=signal.at)
        self.tell(self.process.id, "closed", CLOSED[closure], signal.evidence)

    # --- one round ----------------------------------------------------------------------------------------------

    def judge(self, round_id: str) -> None:
        self._judge_thank_yous(round_id)
        self._judge_nudge(round_id)
        self._judge_card(round_id)

    def _judge_thank_yous(self, round_id: str) -> None:
        interview_round = self.process.round(round_id)
        dead = dead_addresses(self.process)
        wanted = self._addressings(interview_round, dead) if interview_round.standing else ()
        for addressing in wanted:
            view = outlook.thank_you(self.process, interview_round, addressing, self.rules, self.now)
            follow_up = self._follow_up(interview_round, FollowUpKind.THANK_YOU, _keys(addressing.to), view)
            self._reconcile(interview_round, follow_up, view, addressing.to, addressing.absent)
        self._judge_unreachable(interview_round, wanted)
        chosen = {_keys(a.to) for a in wanted} | self._judge_unaddressed(interview_round, wanted)
        for follow_up in interview_round.follow_ups:
            if follow_up.kind is FollowUpKind.THANK_YOU and follow_up.contacts and follow_up.contacts not in chosen:
                self._reconcile(interview_round, follow_up, self._not_chosen(interview_round, follow_up, dead))

    def _addressings(self, interview_round: Round, dead: frozenset[str]) -> tuple[Addressing, ...]:
        """Who is to be thanked now. Whoever another thank-you of the round already reaches is not thanked again, however
        the groups have changed since; and of a group, who has answered drops out."""
        answered = {r.person for r in outlook.replies_after(self.process, interview_round.end)}
        found = []
        for addressing in thank_you_addressings(interview_round, dead, self.rules.panel):
            to = addressing.to
            if len(to) > 1:
                to = tuple(c for c in to if c.email not in answered) or to
            if _known(interview_round, FollowUpKind.THANK_YOU, _keys(to)) is None:
                reached = {key for f in interview_round.follow_ups if _reaches(f) for key in f.contacts}
                to = tuple(c for c in to if c.key not in reached)
            if to:
                found.append(replace(addressing, to=to))
        return tuple(found)

    def _judge_unreachable(self, interview_round: Round, wanted: Sequence[Addressing]) -> None:
        """A round in which nobody can be written to has one thank-you to nobody, so that the user is told in time."""
        nobody = _known(interview_round, FollowUpKind.THANK_YOU, ())
        reached = any(_reaches(f) for f in interview_round.follow_ups)
        if interview_round.standing and not wanted and not reached:
            view = outlook.thank_you(self.process, interview_round, None, self.rules, self.now)
            self._reconcile(interview_round, self._follow_up(interview_round, FollowUpKind.THANK_YOU, (), view), view)
        elif nobody is not None:
            self._reconcile(interview_round, nobody, Never(Reason.NOT_CHOSEN))

    def _judge_unaddressed(self, interview_round: Round, wanted: Sequence[Addressing]) -> set[tuple[str, ...]]:
        """The addressees of a panel to whom nobody can pass thanks on: skipped, and so told, unless an address turns up."""
        if not wanted or self.rules.panel is not Panel.EACH:
            return set()
        passed_on = {c.key for a in wanted for c in a.absent}
        took_part = [c for c in interview_round.contacts if c.role is not ContactRole.COORDINATOR]
        unaddressed: set[tuple[str, ...]] = {(c.key,) for c in took_part if c.email is None and c.key not in passed_on}
        view = outlook.thank_you(self.process, interview_round, None, self.rules, self.now)
        for keys in sorted(unaddressed):
            self._reconcile(interview_round, self._follow_up(interview_round, FollowUpKind.THANK_YOU, keys, view), view)
        return unaddressed

    def _not_chosen(self, interview_round: Round, follow_up: FollowUp, dead: frozenset[str]) -> Outlook:
        """Why a thank-you that was planned once has no place any more."""
        if not interview_round.standing:
            return Never(outlook.why_not_counting(interview_round))
        contacts = tuple(c for c in map(interview_round.contact, follow_up.contacts) if c is not None)
        if contacts and not reachable(contacts, dead):
            return Missed(Reason.DEAD_ADDRESS)
        return Never(Reason.NOT_CHOSEN)

    def _judge_nudge(self, round_id: str) -> None:
        interview_round = self.process.round(round_id)
        known = next((f for f in interview_round.follow_ups if f.kind is FollowUpKind.NUDGE), None)
        if known is None and not interview_round.standing:
            return
        dead = dead_addresses(self.process)
        view = outlook.nudge(self.process, interview_round, known, self.rules, self.now)
        if known is not None and isinstance(known.state, Drafted) and dead & set(known.contacts):
            view = Never(Reason.DEAD_ADDRESS)
        recipient = nudge_recipient(interview_round, dead)
        if isinstance(view, Write) and view.due <= self.now and self._clear_stale_thanks(interview_round, recipient):
            return
        to = (recipient,) if recipient else ()
        follow_up = known or self._follow_up(interview_round, FollowUpKind.NUDGE, (), view)
        if isinstance(follow_up.state, (Waiting, Failed, Stopped, Withdrawn)):
            follow_up = replace(follow_up, contacts=_keys(to))
        self._reconcile(interview_round, follow_up, view, to)

    def _clear_stale_thanks(self, interview_round: Round, recipient: Contact | None) -> bool:
        """Take back week-old thank-you drafts that the nudge replaces; True while one of them is still there.

        If nothing was ever sent that is all of them. Otherwise only the one to the nudge's own recipient: two drafts to
        one person would invite sending both.
        """
        nothing_sent = not outlook.outreach_after(self.process, interview_round)
        stale = [
            f
            for f in interview_round.follow_ups
            if f.kind is FollowUpKind.THANK_YOU
            and isinstance(f.state, (Drafted, Withdrawing))
            and (nothing_sent or (recipient is not None and recipient.key in f.contacts))
        ]
        for follow_up in stale:
            self._reconcile(interview_round, follow_up, Never(Reason.REPLACED))
        return bool(stale)

    def _judge_card(self, round_id: str) -> None:
        interview_round = self.process.round(round_id)
        view = outlook.card(self.process, interview_round, self.rules, self.now)
        if interview_round.card is None and not isinstance(view, Write):
            return
        card = interview_round.card or self._follow_up(interview_round, FollowUpKind.CARD, (), view)
        self._reconcile(interview_round, card, view)

    # --- follow-ups ---------------------------------------------------------------------------------------------

    def _follow_up(
        self, interview_round: Round, kind: FollowUpKind, contacts: tuple[str, ...], view: Outlook
    ) -> FollowUp:
        """The known follow-up, or a new one armed for the time that the outlook names."""
        known = _known(interview_round, kind, contacts)
        if known is not None:
            return known
        follow_up_id = kind.value[0] + digest(interview_round.id, kind.value, *contacts, length=10)
        state = Waiting(view.due, view.reason) if isinstance(view, (Write, Hold)) else Waiting(interview_round.end)
        follow_up = FollowUp(follow_up_id, kind, contacts, state)
        if isinstance(view, (Write, Hold)):
            words = f"{title_of(interview_round, follow_up)} is planned for {self._local(interview_round, view.due)}."
            self.tell(follow_up_id, "armed", words, (why(view.reason, kind),))
        return follow_up

    def _reconcile(
        self,
        interview_round: Round,
        follow_up: FollowUp,
        view: Outlook,
        to: tuple[Contact, ...] = (),
        absent: tuple[Contact, ...] = (),
    ) -> None:
        """Bring one follow-up's state in line with its outlook, and note it as due when it is."""
        sent = _sent_after_all(self.process, interview_round, follow_up)
        if sent is not None:
            title = title_of(interview_round, follow_up)
            self.tell(follow_up.id, "sent", f"You sent it after all: {title[:1].lower() + title[1:]}.")
            self._store(interview_round.id, replace(follow_up, state=advance(follow_up.state, sent)))
            return
        revived = self._revived(interview_round, follow_up, view)
        changed = self._apply(interview_round, revived, view)
        self._store(interview_round.id, changed)
        if _may_be_written(changed.state, self.now) and isinstance(view, Write) and view.due <= self.now:
            self.due.append(Due(interview_round.id, changed, to, absent, view.late))

    def _revived(self, interview_round: Round, follow_up: FollowUp, view: Outlook) -> FollowUp:
        """A follow-up that was stopped by a fact which no longer holds is armed again, under a new key if need be."""
        state = follow_up.state
        if not isinstance(view, (Write, Hold)):
            return follow_up
        missed = isinstance(state, Skipped) and view.due > self.now
        if not missed and not (isinstance(state, (Stopped, Withdrawn)) and state.reason not in _FOR_GOOD):
            return follow_up
        generation = follow_up.generation + isinstance(state, Withdrawn)
        title, when = title_of(interview_round, follow_up), self._local(interview_round, view.due)
        self.tell(follow_up.id, "armed", f"{title} is planned again, for {when}.", (why(view.reason, follow_up.kind),))
        return replace(follow_up, state=advance(state, Rearm(view.due, view.reason)), generation=generation)

    def _apply(self, interview_round: Round, follow_up: FollowUp, view: Outlook) -> FollowUp:
        trigger = _trigger(follow_up, view, self.now)
        if trigger is None:
            return self._kept(interview_round, follow_up, view)
        evidence = view.evidence if isinstance(view, (Write, Never)) else ()
        title, (what, verb) = title_of(interview_round, follow_up), WORDS[type(trigger)]
        when = self._local(interview_round, view.due) if isinstance(view, (Write, Hold)) else ""
        reason = view.reason if not isinstance(view, HandWritten) else Reason.BY_HAND
        self.tell(follow_up.id, what, f"{title} {verb.format(when=when)}.", (why(reason, follow_up.kind), *evidence))
        return replace(follow_up, state=advance(follow_up.state, trigger))

    def _kept(self, interview_round: Round, follow_up: FollowUp, view: Outlook) -> FollowUp:
        """An edited draft that a fact would have stopped stays, and that is said once."""
        if not isinstance(follow_up.state, Edited) or follow_up.kind is FollowUpKind.CARD:
            return follow_up
        reason = Reason.BY_HAND if isinstance(view, HandWritten) else view.reason if isinstance(view, Never) else None
        if reason is None or reason in (Reason.REPLACED, Reason.NOT_CHOSEN) or reason.value in follow_up.warned:
            return follow_up
        words = f"{title_of(interview_round, follow_up)} stays in your drafts, because you have changed it."
        self.tell(follow_up.id, "kept", words, (why(reason, follow_up.kind),))
        return replace(follow_up, warned=(*follow_up.warned, reason.value))

    def _local(self, interview_round: Round, moment: datetime) -> str:
        zone = ZoneInfo(interview_round.zone or self.rules.profile.timezone)
        return f"{day_said(moment.astimezone(zone))} {moment.astimezone(zone):%H:%M}"

    def _store(self, round_id: str, follow_up: FollowUp) -> None:
        interview_round = self.process.round(round_id)
        if any(f is follow_up for f in (interview_round.card, *interview_round.follow_ups)):
            return  # by far the most often
        if follow_up.kind is FollowUpKind.CARD:
            self.process = self.process.with_round(replace(interview_round, card=follow_up))
            return
        others = tuple(f for f in interview_round.follow_ups if f.id != follow_up.id)
        place = next((i for i, f in enumerate(interview_round.follow_ups) if f.id == follow_up.id), len(others))
        follow_ups = (*others[:place], follow_up, *others[place:])
        self.process = self.process.with_round(replace(interview_round, follow_ups=follow_ups))


def _may_be_written(state: State, now: datetime) -> bool:
    """A refusal is not answered by asking again at once: most often it is about a quota, or about a person's doing."""
    return isinstance(state, Waiting) or (isinstance(state, Failed) and (now >= state.again_at or now < state.at))


def _sent_after_all(process: Process, interview_round: Round, follow_up: FollowUp) -> SeenSent | None:
    """The user's own mail that carries the draft's key outweighs every guess about a draft that vanished."""
    if not isinstance(follow_up.state, (Missing, Dismissed, Withdrawn)):
        return None
    key = draft_key(interview_round, follow_up)
    mail = next((s for s in process.signals if s.kind is SignalKind.OWN_MAIL and s.key == key), None)
    return SeenSent(mail.at, mail.message_id) if mail is not None else None


def _trigger(follow_up: FollowUp, view: Outlook, now: datetime) -> Trigger | None:
    state = follow_up.state
    if isinstance(state, (Waiting, Failed)):
        return _trigger_armed(state, view, now)
    if isinstance(state, Drafted):
        return _trigger_drafted(state, view, now)
    return None


def _trigger_armed(state: Waiting | Failed, view: Outlook, now: datetime) -> Trigger | None:
    match view:
        case Write(due=due, reason=reason) | Hold(due=due, reason=reason):
            unchanged = state.due == due and (isinstance(state, Failed) or state.reason == reason)
            return None if unchanged else Shift(due, reason)
        case Never(reason=reason):
            return Stop(now, reason)
        case Missed(reason=reason):
            return Skip(now, reason)
        case HandWritten(at=at):
            return WrittenByHand(at)


def _trigger_drafted(state: Drafted, view: Outlook, now: datetime) -> Trigger | None:
    match view:
        case Never(reason=reason) | Missed(reason=reason) if reason is not Reason.TOO_LATE:
            return Withdraw(now, reason)
        case HandWritten():
            return Withdraw(now, Reason.BY_HAND)
        case Write(due=due, reason=reason) if due > state.at:
            # Only a fact moves a due time past the draft's own birth. A clock set back does not: `at` stays before it.
            return Withdraw(now, reason or Reason.RESCHEDULED)
    return None


def _reaches(follow_up: FollowUp) -> bool:
    """Whether a thank-you has reached its addressees, or may: its draft exists, was sent, or was thrown away by the user."""
    never = (Waiting, Failed, Stopped, Skipped, Withdrawn)
    return (
        follow_up.kind is FollowUpKind.THANK_YOU and bool(follow_up.contacts) and not isinstance(follow_up.state, never)
    )


def _keys(contacts: tuple[Contact, ...]) -> tuple[str, ...]:
    return tuple(c.key for c in contacts)


def _known(interview_round: Round, kind: FollowUpKind, contacts: tuple[str, ...]) -> FollowUp | None:
    return next((f for f in interview_round.follow_ups if f.kind is kind and f.contacts == contacts), None)
