"""Settle: what became of each draft. First the ones nobody knows about, then the ones that are known to exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from followbot.app.cards import collect
from followbot.app.ports import Fate, Mailbox, NotFound, Payload, Untouched, WasEdited, WasSent, WasTrashed
from followbot.app.report import Report, item
from followbot.app.transact import Revision, revise
from followbot.app.world import World
from followbot.domain.lifecycle import (
    OPEN_DRAFT,
    Adopt,
    Creating,
    Drafted,
    Edited,
    GaveUp,
    LookedInVain,
    Lose,
    Missing,
    ProvedAbsent,
    SeenEdited,
    SeenGone,
    SeenSent,
    SeenTrashed,
    SeenUntouched,
    State,
    Trigger,
    Unknown,
    Withdrawing,
    advance,
    allows,
)
from followbot.domain.model import FollowUp, FollowUpKind, Process, Round
from followbot.domain.policy import Happening, draft_key, title_of
from followbot.errors import LoginNeeded, Unreachable

_TELLS = {
    "drafted": "{title} lies in your drafts.",
    "edited": "You have changed the draft. {title} is yours now and stays as it is.",
    "sent": "You sent it: {lower}.",
    "dismissed": "You threw the draft away. {title} is not written again.",
    "missing": "{title} is no longer in your drafts, and nothing says that it was sent; followbot waits before it concludes.",
    "waiting": "{title} was never created, and will be written anew.",
    "unknown": "{title}: whether the draft was created is not known; followbot looks for it.",
}


def told(word: str, title: str) -> str:
    """What `why` says of a follow-up that has come to a state."""
    return _TELLS.get(word, f"{{title}}: {word}.").format(title=title, lower=title[:1].lower() + title[1:])


def settle(world: World, report: Report) -> None:
    """Look at every draft that may exist. Trouble with one mailbox does not keep the others from being settled."""
    broken: set[str] = set()
    for process in world.store.live():
        for interview_round, follow_up in open_items(process):
            account = world.account(interview_round.account)
            if account is None:
                _settle_out_of_reach(world, process.id, interview_round, follow_up, report)
                continue
            if account.mailbox is None or account.name in broken:
                continue
            with report.trouble(account.name, "drafts"):
                try:
                    _settle_one(world, account.mailbox, process.id, interview_round.id, follow_up, report)
                except (LoginNeeded, Unreachable):
                    broken.add(
                        account.name
                    )  # the next draft would fail for the same reason; any other error is this one's own
                    raise


def open_items(process: Process) -> list[tuple[Round, FollowUp]]:
    """Every follow-up and card of which a draft may exist."""
    states = (Creating, Unknown, *OPEN_DRAFT)
    return [(r, f) for r in process.rounds for f in items(r) if isinstance(f.state, states)]


def items(interview_round: Round) -> tuple[FollowUp, ...]:
    """A round's follow-ups, and its card."""
    card = interview_round.card
    return interview_round.follow_ups if card is None else (*interview_round.follow_ups, card)


def with_item(process: Process, round_id: str, follow_up: FollowUp) -> Process:
    """The process with one follow-up or card replaced."""
    interview_round = process.round(round_id)
    if follow_up.kind is FollowUpKind.CARD:
        return process.with_round(replace(interview_round, card=follow_up))
    follow_ups = tuple(follow_up if f.id == follow_up.id else f for f in interview_round.follow_ups)
    return process.with_round(replace(interview_round, follow_ups=follow_ups))


def step(
    world: World,
    process_id: str,
    round_id: str,
    follow_up_id: str,
    decide: Callable[[FollowUp, str], tuple[State, tuple[Happening, ...]] | None],
) -> Process | None:
    """Bring one follow-up to the state that `decide` names, given the follow-up and its title, in one transaction."""

    def change(process: Process) -> Revision | None:
        interview_round = process.round(round_id)
        found = next((f for f in items(interview_round) if f.id == follow_up_id), None)
        decided = decide(found, title_of(interview_round, found)) if found is not None else None
        if found is None or decided is None:
            return None
        state, happenings = decided
        return Revision(with_item(process, round_id, replace(found, state=state)), happenings)

    return revise(world.store, process_id, world.clock.now(), change)


def _settle_one(
    world: World, mailbox: Mailbox, process_id: str, round_id: str, follow_up: FollowUp, report: Report
) -> None:
    state = follow_up.state
    if isinstance(state, (Creating, Unknown)):
        _reconcile(world, mailbox, process_id, round_id, follow_up.id, state, report)
        return
    if not isinstance(state, OPEN_DRAFT):
        return
    process = world.store.load(process_id)
    payload = _payload(world, process, round_id, follow_up.id)
    if process is None or payload is None:
        return
    fate = mailbox.fate(state.draft, payload)
    if follow_up.kind is FollowUpKind.CARD and isinstance(state, Edited) and isinstance(fate, Untouched):
        fate = WasEdited(fate.draft, payload.text)  # the user has taken back what they wrote: that counts too
    if follow_up.kind is FollowUpKind.CARD and isinstance(fate, WasEdited):
        collect(world, mailbox, process_id, round_id, follow_up, payload, fate)
        return
    now = world.clock.now()
    trigger = _seen(state, fate, now, world)
    if trigger is not None:
        note_state(world, process_id, round_id, follow_up.id, trigger, report)


def _settle_out_of_reach(
    world: World, process_id: str, interview_round: Round, follow_up: FollowUp, report: Report
) -> None:
    """A draft in an account that the configuration no longer has counts as one that vanished.

    If the account comes back within that time, so does the draft. One that is being taken back waits for the account.
    """
    state, now = follow_up.state, world.clock.now()
    trigger: Trigger | None = None
    if isinstance(state, (Creating, Unknown)):
        trigger = SeenTrashed(now) if now >= state.since + world.settings.timing.missing_after else None
    elif isinstance(state, (Drafted, Edited, Missing)):
        trigger = _seen(state, NotFound(), now, world)
    if trigger is not None:
        why = f"The account “{interview_round.account}” is no longer configured."
        note_state(world, process_id, interview_round.id, follow_up.id, trigger, report, why)


def _payload(world: World, process: Process | None, round_id: str, follow_up_id: str) -> Payload | None:
    """The outbox row of a follow-up as it stands now."""
    if process is None:
        return None
    interview_round = process.round(round_id)
    follow_up = next((f for f in items(interview_round) if f.id == follow_up_id), None)
    return world.store.payload(follow_up_id, draft_key(interview_round, follow_up)) if follow_up else None


def _seen(state: Drafted | Edited | Missing | Withdrawing, fate: Fate, now: datetime, world: World) -> Trigger | None:
    """What a look at a known draft means for its state."""
    match fate:
        case Untouched(draft=draft):
            return None if state.draft == draft and not isinstance(state, Missing) else SeenUntouched(draft, now)
        case WasEdited(draft=draft):
            return None if isinstance(state, Edited) and state.draft == draft else SeenEdited(draft, now)
        case WasSent(at=at, message_id=message_id):
            return SeenSent(at, message_id)
        case WasTrashed():
            return SeenTrashed(now)
        case NotFound():
            given_up = isinstance(state, Missing) and now >= state.since + world.settings.timing.missing_after
            return GaveUp(now) if given_up else SeenGone(now)


def note_state(
    world: World, process_id: str, round_id: str, follow_up_id: str, trigger: Trigger, report: Report, why: str = ""
) -> None:
    """Advance a follow-up by what was seen, remember why, and report it when that is news."""

    def decide(follow_up: FollowUp, title: str) -> tuple[State, tuple[Happening, ...]] | None:
        if not allows(follow_up.state, type(trigger)):
            return None
        state = advance(follow_up.state, trigger)
        if type(state) is type(follow_up.state):
            return state, ()
        word = type(state).__name__.lower()
        return state, (Happening(follow_up.id, word, told(word, title), (why,)),)

    before = world.store.load(process_id)
    after = step(world, process_id, round_id, follow_up_id, decide)
    if after is None or before is None:
        return
    old = next((f for f in items(before.round(round_id)) if f.id == follow_up_id), None)
    new = next(f for f in items(after.round(round_id)) if f.id == follow_up_id)
    if old is None or type(old.state) is not type(new.state):
        report.settled.append(item(after, after.round(round_id), new))


# --- unknown --------------------------------------------------------------------------------------------------------


def _reconcile(
    world: World,
    mailbox: Mailbox,
    process_id: str,
    round_id: str,
    follow_up_id: str,
    state: Creating | Unknown,
    report: Report,
) -> None:
    """Find out whether a lost create happened. Absence is believed only at a second look, late enough."""
    now = world.clock.now()
    if isinstance(state, Creating):
        note_state(world, process_id, round_id, follow_up_id, Lose(), report)
        state = Unknown(since=state.since, due=state.due)
    payload = _payload(world, world.store.load(process_id), round_id, follow_up_id)
    fate = mailbox.find(payload) if payload is not None else NotFound()
    for trigger in _found(state, fate, mailbox, now):
        note_state(world, process_id, round_id, follow_up_id, trigger, report)
    if isinstance(fate, NotFound) and not _believed(state, mailbox, now):
        report.in_doubt = True


def adopted(fate: Untouched | WasEdited | WasSent | WasTrashed, now: datetime) -> tuple[Trigger, ...]:
    """What it means that a look by key found something."""
    match fate:
        case Untouched(draft=draft):
            return (Adopt(draft, now),)
        case WasEdited(draft=draft):
            return (Adopt(draft, now), SeenEdited(draft, now))
        case WasSent(at=at, message_id=message_id):
            return (SeenSent(at, message_id),)
        case WasTrashed():
            return (SeenTrashed(now),)


def _found(state: Unknown, fate: Fate, mailbox: Mailbox, now: datetime) -> tuple[Trigger, ...]:
    if not isinstance(fate, NotFound):
        return adopted(fate, now)
    return (ProvedAbsent(now),) if _believed(state, mailbox, now) else (LookedInVain(now),)


def _believed(state: Unknown, mailbox: Mailbox, now: datetime) -> bool:
    """Whether "nothing there" is proof by now: at once where looks are exact, else at a second look after the wait.

    The wait runs from the first look, not from the create: a machine that slept in between has learnt nothing.
    """
    if not mailbox.absence_wait:
        return True
    return state.looked_at is not None and now >= state.looked_at + mailbox.absence_wait
