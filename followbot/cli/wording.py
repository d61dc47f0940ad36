"""States and reasons in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from followbot.app.plain import person, safe
from followbot.app.ports import AccountHealth
from followbot.app.status import FollowUpStatus, InterviewState, InterviewStatus, StatusReport, offers_channels
from followbot.cli.when import ago, moment
from followbot.domain.model import Closure, Contact, FollowUp, FollowUpKind, Ruling, Standing
from followbot.domain.states import (
    ByHand,
    Creating,
    Dismissed,
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
    Withdrawing,
    Withdrawn,
)

REASONS: dict[Reason, str] = {
    Reason.ANSWERED: "they have answered",
    Reason.CLOSED: "the process has ended",
    Reason.NEW_ROUND: "there is a new round",
    Reason.NEXT_STEP: "they are arranging the next step",
    Reason.BY_HAND: "you wrote to them yourself",
    Reason.CANCELLED: "the interview no longer stands",
    Reason.IGNORED: "you took the interview out",
    Reason.UNSURE: "nobody knows yet whether it was an interview",
    Reason.RESCHEDULED: "the interview has moved",
    Reason.DEAD_ADDRESS: "the address does not work any more",
    Reason.NO_ADDRESS: "no address is known",
    Reason.NO_MAILBOX: "there is no mailbox to put it into",
    Reason.TOO_LATE: "it would have come too late",
    Reason.REPLACED: "the short second mail takes its place",
    Reason.OUT_OF_OFFICE: "they are away",
    Reason.PROMISED: "they promised an answer by a later date",
    Reason.EDITED_DRAFT: "the thank-you is not settled yet",
    Reason.DISMISSED: "you deleted the draft",
    Reason.NUDGED: "there is one nudge and no second",
    Reason.NOT_CHOSEN: "they are no longer among those to thank",
    Reason.CARD_DONE: "the card has done its work",
}
"""Each reason as the end of a sentence: "no thank-you to Ana Lima: they have answered"."""

UNSENT_AFTER = timedelta(days=7)
"""An edited draft that is still unsent after this is mentioned with some emphasis."""

_GONE = {
    Standing.CANCELLED: "cancelled",
    Standing.DECLINED: "you declined",
    Standing.VANISHED: "gone from the calendar",
}

_CLOSED = {Closure.REJECTION: "closed: they said no", Closure.OFFER: "closed: there is an offer"}

_QUIET = frozenset({InterviewState.UPCOMING, InterviewState.UNSURE})
"""States in which follow-ups are still far away, and would only blur the line."""


class Tone(StrEnum):
    """How a phrase is to be taken: the user can do something now, should look, or may pass over it."""

    PLAIN = ""
    YOURS = "yours"
    LOOK = "look"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is happening, in words; `link` is where its draft opens in a browser, or the command that shows it, "" for none."""

    text: str
    tone: Tone = Tone.PLAIN
    link: str = ""


def describe(status: InterviewStatus, report: StatusReport) -> list[str]:
    """What is happening with an interview, a line each; below each question its answers, below each draft its link."""
    asked, *others = phrases(status, report)
    lines = [asked.text, *answers(status), asked.link]
    return [line for line in (*lines, *(line for one in others for line in (one.text, one.link))) if line]


def answers(status: InterviewStatus) -> tuple[str, ...]:
    """The commands that say yes and no, where the user is asked whether it is an interview."""
    if status.state is not InterviewState.UNSURE:
        return ()
    return tuple(f"followbot {word} {status.interview.id}" for word in ("confirm", "ignore"))


def phrases(status: InterviewStatus, report: StatusReport) -> list[Phrase]:
    """What is happening with an interview."""
    found = [Phrase(line, _TONES.get(status.state, Tone.PLAIN)) for line in (_headline(status),) if line]
    if status.state not in _QUIET:
        for one in status.follow_ups:
            line = follow_up(one, status, report)
            found += [Phrase(line, _tone(one, status), _link(one))] if line else []
    if status.card is not None and isinstance(status.card.state, (Drafted, Edited)):
        found.append(Phrase("a card for your notes is in your drafts", Tone.YOURS))
    if status.doubted:
        found.append(
            Phrase("a mail in their name is not believed, and counts as no answer: `why` tells of it", Tone.LOOK)
        )
    if offers_channels(status):
        text = "the rapport was great: there are a LinkedIn note and a card for you, too"
        found.append(Phrase(text, link=offer(status)))
    return found or [Phrase("over; the next check decides what is due")]


_OVER = frozenset({InterviewState.CLOSED, InterviewState.DONE, InterviewState.CANCELLED, InterviewState.IGNORED})
_TONES = {InterviewState.UNSURE: Tone.LOOK, **dict.fromkeys(_OVER, Tone.OVER)}


def offer(status: InterviewStatus) -> str:
    """The command that shows more than a mail, "" where there is none."""
    return f"followbot preview {status.interview.id}" if offers_channels(status) else ""


def _tone(one: FollowUpStatus, status: InterviewStatus) -> Tone:
    if status.state in _OVER:
        return Tone.OVER
    if isinstance(one.follow_up.state, Drafted | Edited):
        return Tone.YOURS
    return Tone.LOOK if isinstance(one.follow_up.state, Failed | Skipped) else Tone.PLAIN


def is_over(status: InterviewStatus) -> bool:
    """Whether nothing more will come of it."""
    return status.state in _OVER


def links(report: StatusReport) -> Iterator[tuple[str, str]]:
    """Each draft that opens in a browser: what it is, and its address."""
    for status in report.interviews:
        if status.state not in _QUIET:
            for one in status.follow_ups:
                if url := _link(one):
                    yield f"{title(one.follow_up, one.contacts)}, {status.label}", url


def _link(status: FollowUpStatus) -> str:
    """Where the draft opens in a browser; a path on this computer opens nothing."""
    url = status.draft.url if status.draft is not None else None
    return safe(url, 500) if url is not None and url.startswith("https://") else ""


def _headline(status: InterviewStatus) -> str:
    interview = status.interview
    match status.state:
        case InterviewState.CANCELLED:
            return _GONE.get(interview.standing, "cancelled")
        case InterviewState.IGNORED:
            return "you took it out" if interview.ruling is Ruling.IGNORED else "does not look like an interview"
        case InterviewState.UNSURE:
            return "is this an interview? Say yes (confirm) or no (ignore)"
        case InterviewState.CLOSED:
            return "closed" if status.closed is None else _CLOSED[status.closed]
        case InterviewState.ANSWERED:
            return _answer(status)
        case InterviewState.UPCOMING | InterviewState.DONE:
            return status.state.value
        case InterviewState.WAITING | InterviewState.DRAFTED | InterviewState.SKIPPED:
            return ""


def _answer(status: InterviewStatus) -> str:
    """What the answer was: a reply, a next step or a new round."""
    given = (f.reason for f in status.follow_ups if f.reason in (Reason.NEXT_STEP, Reason.NEW_ROUND))
    return REASONS[next(given, Reason.ANSWERED)]


# --- follow-ups -----------------------------------------------------------------------------------------------------


_NOUNS = {FollowUpKind.THANK_YOU: "thank-you", FollowUpKind.NUDGE: "nudge", FollowUpKind.CARD: "debrief card"}


def title(follow_up: FollowUp, contacts: Sequence[Contact]) -> str:
    """ "thank-you to Ana Lima", "nudge to Ben Ode". Safe to print."""
    names = [person(c) for c in contacts] or [safe(key.removeprefix("name:"), 80) for key in follow_up.contacts]
    noun = _NOUNS[follow_up.kind]
    return f"{noun} to {' and '.join(names)}" if names else noun


def follow_up(status: FollowUpStatus, interview: InterviewStatus, report: StatusReport) -> str:
    """One follow-up in a phrase; "" where it says nothing that the interview's own line does not."""
    what, state = title(status.follow_up, status.contacts), status.follow_up.state
    clock = _Clock(report.now, interview.zone, report.home)
    match state:
        case Waiting():
            return _waiting(status, interview, clock)
        case Creating() | Unknown():
            return f"{what} is being put into your drafts"
        case Failed(error=error):
            return f"{what} was refused by the mailbox, and is tried again: {safe(error, 120)}"
        case Drafted() | Edited() | Missing() | Withdrawing():
            return _draft(what, state, clock)
        case Stopped(reason=reason):
            active = interview.state in (InterviewState.WAITING, InterviewState.DRAFTED)
            return f"no {what}: {REASONS[reason]}" if active else ""
        case Sent() | ByHand() | Dismissed() | Withdrawn() | Skipped():
            return _ended(what, state, clock)


def _ended(what: str, state: Sent | ByHand | Dismissed | Withdrawn | Skipped, clock: _Clock) -> str:
    match state:
        case Sent(at=at):
            return f"{what} sent {clock(at)}"
        case ByHand(at=at):
            return f"{what}: you wrote yourself {clock(at)}"
        case Dismissed():
            return f"{what}: you deleted the draft"
        case Withdrawn(reason=reason):
            return f"{what} taken back: {REASONS[reason]}"
        case Skipped(reason=reason):
            return f"{what} skipped: {REASONS[reason]}"


def _waiting(status: FollowUpStatus, interview: InterviewStatus, clock: _Clock) -> str:
    state, what = status.follow_up.state, title(status.follow_up, status.contacts)
    if not isinstance(state, Waiting):
        return ""
    because = f" ({REASONS[state.reason]})" if state.reason is not None else ""
    if state.due <= clock.now:
        return f"{what} waits{because}" if because else f"{what} is due now"
    if status.follow_up.kind is FollowUpKind.NUDGE and _reached_out(interview):
        return f"waiting for a reply, {what} {clock.on(state.due)}{because}"
    if status.follow_up.kind is FollowUpKind.NUDGE:
        return f"{what} {clock.on(state.due)}{because}"
    return f"{what} due {clock(state.due)}{because}"


def _reached_out(interview: InterviewStatus) -> bool:
    return any(isinstance(f.follow_up.state, (Sent, ByHand)) for f in interview.follow_ups)


def _draft(what: str, state: Drafted | Edited | Missing | Withdrawing, clock: _Clock) -> str:
    match state:
        case Drafted(at=at):
            return f"{what} has been in your drafts since {clock(at)}"
        case Edited(at=at) if clock.now - at >= UNSENT_AFTER:
            return f"{what} that you changed is still unsent, {ago(at, clock.now)}"
        case Edited():
            return f"{what} changed by you, and yours to send"
        case Missing():
            return f"{what} has left your drafts; sent, or thrown away, is not clear yet"
        case Withdrawing(reason=reason):
            return f"{what} is being taken back: {REASONS[reason]}"


class _Clock:
    """Turns a moment into words for one interview."""

    def __init__(self, now: datetime, zone: tzinfo, home: tzinfo) -> None:
        self.now = now
        self._zone = zone
        self._home = home

    def __call__(self, at: datetime) -> str:
        return moment(at, self.now, self._zone, self._home)

    def on(self, at: datetime) -> str:
        """ "tomorrow 09:00", "on Mon 7 Dec 09:00"."""
        said = self(at)
        return said if said[0].islower() else f"on {said}"


# --- accounts -------------------------------------------------------------------------------------------------------


def accounts(report: StatusReport) -> Iterator[Phrase]:
    """A line for each account, and one for each login that is about to end; a command has one of its own."""
    for account in report.accounts:
        yield from _account(account, report.now)
    if report.health.last_cycle is not None and report.health.silent:
        yield Phrase("followbot has not looked for a while. Is it running? See: followbot service status", Tone.LOOK)
    for name, end in report.endings.items():
        when = moment(end, report.now, report.home)
        yield Phrase(f"The login of account {safe(name, 40)} ends {when}. Renew it before, with:", Tone.LOOK)
        yield Phrase(f"  followbot auth login {safe(name, 40)}")


def _account(account: AccountHealth, now: datetime) -> Iterator[Phrase]:
    name = safe(account.name, 40)
    head, last = f"{name} ({account.provider})", account.last_cycle
    if account.auth != "ok":
        tried = "" if last is None else f"; last tried {ago(last, now)}"
        yield Phrase(f"{head}: needs a new login{tried}. For it:", Tone.LOOK)
        yield Phrase(f"  followbot auth login {name}")
    elif account.last_error:
        tried = "not checked yet" if last is None else f"last tried {ago(last, now)}"
        yield Phrase(f"{head}: {safe(account.last_error, 300).removesuffix('.')}; {tried}", Tone.LOOK)
    else:
        yield Phrase(f"{head}: {'not checked yet' if last is None else f'last checked {ago(last, now)}'}")
