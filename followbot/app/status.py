"""The status report as plain data: what stands where, computed from processes, account health and the time alone.

`state_of` defines the ten words in which `status` puts an interview. They answer one question, "what is happening with it
now?", and the first that applies counts:

=========  =============================================================================================
ignored    the user took the event out, or its invitation no longer reads like an interview
cancelled  the slot was cancelled, declined, or has vanished from the calendar
unsure     nobody knows whether it is an interview: the user is asked
closed     the process ended with a rejection or an offer
upcoming   it has not ended yet
drafted    a draft of its round lies in the mailbox, for the user to send, edit or delete
waiting    something of its round is armed: a thank-you or a nudge is to be written at a known time
answered   a human, a decision or a next step has come since, and nothing is armed any more
skipped    nothing was ever sent, and followbot had to leave something out (too late, nobody to write to)
done       nothing more is to happen
=========  =============================================================================================

Follow-ups belong to a round, so interviews of one day share the words from `drafted` on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from followbot.app.health import Health, health_of
from followbot.app.login import LoggedIn, LoggedOut, LoginState, ends_soon
from followbot.app.plain import company_of, label, role_of
from followbot.app.ports import Account, AccountHealth
from followbot.app.refs import interview_of
from followbot.app.report import state_word
from followbot.domain.model import (
    Closure,
    Contact,
    FollowUp,
    FollowUpKind,
    Interview,
    Process,
    Rapport,
    Round,
    Ruling,
    SignalKind,
    Standing,
    Verdict,
)
from followbot.domain.states import (
    OPEN_DRAFT,
    ByHand,
    Creating,
    DraftRef,
    Failed,
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


class InterviewState(StrEnum):
    """Where an interview stands; the module's docstring defines each word."""

    UPCOMING = "upcoming"
    WAITING = "waiting"
    DRAFTED = "drafted"
    ANSWERED = "answered"
    CLOSED = "closed"
    DONE = "done"
    CANCELLED = "cancelled"
    IGNORED = "ignored"
    UNSURE = "unsure"
    SKIPPED = "skipped"


_ANSWERS = frozenset({SignalKind.REPLY, SignalKind.DECISION, SignalKind.INVITATION})
_OPEN = frozenset({InterviewState.WAITING, InterviewState.DRAFTED})
_ANSWERED = frozenset({Reason.ANSWERED, Reason.NEXT_STEP, Reason.NEW_ROUND})


@dataclass(frozen=True, slots=True)
class FollowUpStatus:
    """One follow-up. `due` is set while it is still to be written, `draft` while a draft may lie in the mailbox."""

    follow_up: FollowUp
    contacts: tuple[Contact, ...]
    word: str
    due: datetime | None
    draft: DraftRef | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class InterviewStatus:
    """One interview with the follow-ups that are about it; `closed` is how its whole process ended.

    `label` is its name, safe to print. `moment` is when it next asks for something, None for never. `card` is the debrief
    card of its round.
    """

    interview: Interview
    label: str
    company: str | None
    role: str | None
    zone: tzinfo
    verdict: Verdict
    state: InterviewState
    closed: Closure | None
    follow_ups: tuple[FollowUpStatus, ...]
    moment: datetime | None
    card: FollowUp | None
    great: bool = False
    """The user called the rapport great: there is more than a mail to offer."""
    doubted: bool = False
    """A mail in their name is not believed while something of the round is still to come: the user had better look."""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Everything `status` shows at `now`; `home` is the user's own zone.

    Interviews that still ask for something come first, soonest first; finished ones follow, latest first. `endings` names
    the accounts whose login is about to end by itself, and when.
    """

    now: datetime
    home: tzinfo
    interviews: tuple[InterviewStatus, ...]
    accounts: tuple[AccountHealth, ...]
    endings: Mapping[str, datetime]
    health: Health


def report(
    processes: Iterable[Process],
    health: Iterable[AccountHealth],
    accounts: Iterable[Account],
    home_zone: str,
    now: datetime,
) -> StatusReport:
    """The whole report. `home_zone` is the user's IANA zone, for events that name none."""
    processes = tuple(processes)
    states = [(account, account.login()) for account in accounts]
    healths = tuple(_healths(health, states))
    interviews = [
        _interview_status(process, round_, interview, home_zone, now)
        for process in processes
        for round_ in process.rounds
        for interview in round_.interviews
    ]
    return StatusReport(
        now=now,
        home=first_known_zone(home_zone),
        interviews=tuple(sorted(interviews, key=_soonest_first)),
        accounts=healths,
        endings={account.name: end for account, state in states if (end := ends_soon(state, now)) is not None},
        health=health_of(processes, healths, now),
    )


def _soonest_first(status: InterviewStatus) -> tuple[bool, float, str]:
    if status.moment is not None:
        return False, status.moment.timestamp(), status.interview.id
    return True, -status.interview.start.timestamp(), status.interview.id


def _healths(health: Iterable[AccountHealth], states: Iterable[tuple[Account, LoginState]]) -> Iterator[AccountHealth]:
    """The configured accounts in their order; one that has never run counts as well until it says otherwise.

    What its login says now counts more than what the last cycle found: the user may have logged in since, or out.
    """
    known = {h.name: h for h in health}
    for account, login in states:
        found = known.get(account.name) or AccountHealth(account.name, account.provider)
        match login:
            case LoggedOut(why):
                yield replace(found, auth="login_needed", last_error=found.last_error or why)
            case LoggedIn(record) if found.auth != "ok" and (found.last_cycle is None or record.at > found.last_cycle):
                yield replace(found, auth="ok", last_error=None)
            case _:
                yield found


def first_known_zone(*names: str) -> tzinfo:
    """The first of these IANA zones that this computer knows, else UTC. The names may come from a hostile calendar."""
    for name in names:
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder among the zone files
            continue
    return UTC


# --- one interview --------------------------------------------------------------------------------------------------


def _interview_status(
    process: Process, round_: Round, interview: Interview, home_zone: str, now: datetime
) -> InterviewStatus:
    state = state_of(process, round_, interview, now)
    follow_ups = tuple(_follow_up_status(round_, f) for f in round_.follow_ups if interview_of(round_, f) is interview)
    return InterviewStatus(
        interview=interview,
        label=label(process, interview),
        company=company_of(process, interview),
        role=role_of(process, interview),
        zone=first_known_zone(interview.zone, home_zone),
        verdict=_verdict(interview),
        state=state,
        closed=process.closed,
        follow_ups=follow_ups,
        moment=_moment(round_, interview, state),
        card=round_.card,
        great=_great(round_),
        doubted=state in _OPEN and any(s.kind is SignalKind.DOUBTED and s.at > round_.end for s in process.signals),
    )


def _great(round_: Round) -> bool:
    """Whether the latest word on the rapport is that it was great."""
    said = [note.rapport for note in sorted(round_.notes, key=lambda note: note.at) if note.rapport]
    return bool(said) and said[-1] is Rapport.GREAT


def _verdict(interview: Interview) -> Verdict:
    """Detection's verdict, unless the user has confirmed that it is an interview."""
    return Verdict.INTERVIEW if interview.ruling is Ruling.CONFIRMED else interview.verdict


def state_of(process: Process, round_: Round, interview: Interview, now: datetime) -> InterviewState:
    """The word for an interview at `now`, by the table in the module's docstring."""
    outside = _outside_of_care(interview)
    if outside is not None:
        return outside
    if process.closed is not None:
        return InterviewState.CLOSED
    if now < interview.end:
        return InterviewState.UPCOMING
    return _followed_up(process, round_)


def _outside_of_care(interview: Interview) -> InterviewState | None:
    if interview.ruling is Ruling.IGNORED or interview.standing is Standing.NOT_INTERVIEW:
        return InterviewState.IGNORED
    if interview.standing is not Standing.STANDING:
        return InterviewState.CANCELLED
    if interview.counts:
        return None
    return InterviewState.UNSURE if interview.doubtful else InterviewState.IGNORED


def _followed_up(process: Process, round_: Round) -> InterviewState:
    states = [f.state for f in round_.follow_ups]
    if any(isinstance(s, OPEN_DRAFT) and not isinstance(s, Withdrawing) for s in states):
        return InterviewState.DRAFTED
    if not states or any(not is_final(s) and not isinstance(s, Withdrawing) for s in states):
        return InterviewState.WAITING
    if _answered(process, round_):
        return InterviewState.ANSWERED
    touched = any(isinstance(s, (Sent, ByHand)) for s in states)
    left_out = any(isinstance(s, Skipped) for s in states)
    return InterviewState.SKIPPED if left_out and not touched else InterviewState.DONE


def _answered(process: Process, round_: Round) -> bool:
    if any(s.kind in _ANSWERS and s.at > round_.end for s in process.signals):
        return True
    ended = (f.state for f in round_.follow_ups)
    return any(isinstance(s, (Stopped, Withdrawn, Withdrawing)) and s.reason in _ANSWERED for s in ended)


def _moment(round_: Round, interview: Interview, state: InterviewState) -> datetime | None:
    match state:
        case InterviewState.UPCOMING:
            return interview.start
        case InterviewState.UNSURE:
            return interview.end
        case InterviewState.DRAFTED:
            return min(
                (f.state.at for f in round_.follow_ups if isinstance(f.state, OPEN_DRAFT)), default=interview.end
            )
        case InterviewState.WAITING:
            return min((due for f in round_.follow_ups if (due := due_of(f.state)) is not None), default=interview.end)
        case _:
            return None


# --- one follow-up --------------------------------------------------------------------------------------------------


def due_of(state: State) -> datetime | None:
    """When the follow-up is to be written, None once it has been, or never will be."""
    return state.due if isinstance(state, (Waiting, Creating, Unknown, Failed)) else None


def draft_of(state: State) -> DraftRef | None:
    """The draft that may lie in the mailbox."""
    return state.draft if isinstance(state, OPEN_DRAFT) else None


def reason_of(state: State) -> Reason | None:
    """Why it was moved, held, ended or left out."""
    return state.reason if isinstance(state, (Waiting, Withdrawing, Withdrawn, Stopped, Skipped)) else None


def addressees(round_: Round, follow_up: FollowUp) -> tuple[Contact, ...]:
    """The contacts a follow-up goes to, as far as the round (still) knows them."""
    return tuple(c for key in follow_up.contacts if (c := round_.contact(key)) is not None)


def _follow_up_status(round_: Round, follow_up: FollowUp) -> FollowUpStatus:
    state = follow_up.state
    return FollowUpStatus(
        follow_up=follow_up,
        contacts=addressees(round_, follow_up),
        word=state_word(state),
        due=due_of(state),
        draft=draft_of(state),
        reason=reason_of(state),
    )


# --- JSON -----------------------------------------------------------------------------------------------------------


def as_json(status: StatusReport) -> dict[str, object]:
    """The document of `status --json`. Times are ISO 8601 in the event's zone, those of accounts in UTC."""
    return {
        "interviews": [_interview_json(i) for i in status.interviews],
        "accounts": [
            {
                "name": a.name,
                "provider": a.provider,
                "auth": a.auth,
                "last_cycle": None if a.last_cycle is None else a.last_cycle.astimezone(UTC).isoformat(),
                "last_error": a.last_error,
            }
            for a in status.accounts
        ],
        "health": status.health.as_json(status.accounts, status.now),
    }


def _interview_json(status: InterviewStatus) -> dict[str, object]:
    interview = status.interview
    return {
        "ref": interview.id,
        "company": status.company,
        "role": status.role,
        "start": interview.start.astimezone(status.zone).isoformat(),
        "end": interview.end.astimezone(status.zone).isoformat(),
        "verdict": status.verdict.value,
        "state": status.state.value,
        "contacts": [contact_json(c) for c in interview.findings.contacts],
        "follow_ups": [_follow_up_json(f, status.zone) for f in status.follow_ups],
        **({"other_channels": ["linkedin", "card"]} if offers_channels(status) else {}),
    }


def offers_channels(status: InterviewStatus) -> bool:
    """Whether `preview` has a LinkedIn note and a text for a card: after a great rapport, until the process has ended."""
    over = status.state in (InterviewState.UPCOMING, InterviewState.CLOSED, InterviewState.CANCELLED)
    return status.great and not over and bool(status.follow_ups)


def contact_json(contact: Contact) -> dict[str, object]:
    """A contact as every JSON document of followbot shows it."""
    return {"email": contact.email, "name": contact.name, "role": contact.role.value}


def _follow_up_json(status: FollowUpStatus, zone: tzinfo) -> dict[str, object]:
    follow_up = status.follow_up
    names = [c.email or c.name for c in status.contacts] or list(follow_up.contacts)
    return {
        "id": follow_up.id,
        "kind": follow_up.kind.value,
        "contact": ", ".join(names),
        "state": status.word,
        "due": None if status.due is None else status.due.astimezone(zone).isoformat(),
        "draft_id": None if status.draft is None else status.draft.id,
        "draft_url": None if status.draft is None else status.draft.url,
        "reason": None if status.reason is None else status.reason.value,
    }


def thank_yous(round_: Round) -> tuple[FollowUp, ...]:
    """The round's thank-yous, in order."""
    return tuple(f for f in round_.follow_ups if f.kind is FollowUpKind.THANK_YOU)
