"""Deliver: the outbox protocol. Intent first, one request, and every outcome has a name.

The order is what makes it exactly once. followbot looks for the key, because a store that was lost knows less than the
mailbox; it commits the intent (key, whole MIME, thread) as `Creating`; then it asks once. A process that dies after the
intent leaves `Creating` behind, which the next cycle reads as "unknown" and looks for before it does anything else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from followbot.app.cards import card_payload
from followbot.app.identity import identity_for
from followbot.app.plan import Order
from followbot.app.ports import (
    Account,
    Created,
    CreateOutcome,
    Mailbox,
    NotFound,
    Payload,
    Refused,
    Removed,
    Uncertain,
    WasEdited,
    WasSent,
)
from followbot.app.report import Item, Report, Trouble, item
from followbot.app.settle import adopted, items, note_state, step, with_item
from followbot.app.transact import Revision, revise
from followbot.app.watch import Watched, in_doubt_until, is_watched
from followbot.app.world import Assignment, World
from followbot.domain.lifecycle import (
    Adopt,
    Intend,
    Lose,
    Reason,
    Refuse,
    SeenEdited,
    SeenSent,
    Skip,
    State,
    Trigger,
    WithdrawDone,
    Withdrawing,
    advance,
    allows,
)
from followbot.domain.model import FollowUp, FollowUpKind, Process, Round
from followbot.domain.policy import Happening, draft_key
from followbot.errors import FollowbotError, LoginNeeded

# --- taking back ----------------------------------------------------------------------------------------------------


def withdraw(world: World, report: Report) -> None:
    """Take back every draft that is to go; what fails is tried again in the next cycle."""
    for process in world.store.live():
        for interview_round in process.rounds:
            for follow_up in items(interview_round):
                if isinstance(follow_up.state, Withdrawing):
                    with report.trouble(interview_round.account, "drafts"):
                        _withdraw_one(world, process, interview_round, follow_up, follow_up.state, report)


def _withdraw_one(
    world: World, process: Process, interview_round: Round, follow_up: FollowUp, state: Withdrawing, report: Report
) -> None:
    account = world.account(interview_round.account)
    payload = world.store.payload(follow_up.id, draft_key(interview_round, follow_up))
    if account is None or account.mailbox is None or payload is None:
        return
    if follow_up.kind is FollowUpKind.CARD:
        payload = card_payload(interview_round, payload)
    outcome = account.mailbox.withdraw(state.draft, payload)
    now = world.clock.now()
    match outcome:
        case NotFound() if now < state.since + account.mailbox.absence_wait:
            # An index may lag, or it is just being sent: to believe it now could leave the draft there for good.
            report.in_doubt = True
        case Removed() | NotFound():
            removed = "{title} was taken back." if isinstance(outcome, Removed) else "{title} has left your drafts."
            _note(world, process.id, interview_round.id, follow_up.id, WithdrawDone(now), "withdrawn", removed)
            report.withdrawn.append(replace(item(process, interview_round, follow_up), state="withdrawn"))
        case WasEdited(draft=draft):
            note_state(world, process.id, interview_round.id, follow_up.id, SeenEdited(draft, now), report)
        case WasSent(at=at, message_id=message_id):
            note_state(world, process.id, interview_round.id, follow_up.id, SeenSent(at, message_id), report)
        case Uncertain(error=error_text, code=code):
            report.errors.append(Trouble(account.name, "drafts", error_text, code))


# --- writing --------------------------------------------------------------------------------------------------------


def deliver(world: World, orders: tuple[Order, ...], watched: Watched, report: Report) -> None:
    """Write what is due, each only if every mailbox of its process has just been read for it."""
    for order in orders:
        with report.trouble(None, f"follow-up {order.due.follow_up.id}"):
            process = world.store.load(order.process_id)
            if process is not None:
                _deliver_if_ready(world, process, order, watched, report)


def _deliver_if_ready(world: World, process: Process, order: Order, watched: Watched, report: Report) -> None:
    interview_round = process.round(order.due.round_id)
    account = world.account(interview_round.account)
    if account is None or account.mailbox is None:
        report.errors.append(_no_mailbox(interview_round))
    elif (until := in_doubt_until(process, world)) is not None:
        report.errors.append(_in_doubt(account.name, order, until))
    elif is_watched(process, world, watched):
        with report.trouble(account.name, f"follow-up {order.due.follow_up.id}"):
            _deliver_one(world, account, account.mailbox, process, interview_round, order, report)


def _deliver_one(
    world: World,
    account: Account,
    mailbox: Mailbox,
    process: Process,
    interview_round: Round,
    order: Order,
    report: Report,
) -> None:
    follow_up = order.due.follow_up
    key = draft_key(interview_round, follow_up)
    if key in world.store.forgotten_keys():
        _pass_over(world, process, interview_round, follow_up, report)
        return
    written = world.write(assignment(world, account, process, interview_round, order, key))
    payload = written.payload
    fate = mailbox.find(payload)
    if not _intend(world, process, interview_round.id, follow_up, payload):
        return
    # What exists already under this key, from a store that was lost, is adopted as it is.
    found = () if isinstance(fate, NotFound) else adopted(fate, world.clock.now())
    triggers = found or (_created(world, account.name, mailbox, payload, follow_up, report),)
    _conclude(world, process.id, interview_round.id, follow_up.id, triggers, report, written.remarks)


def _pass_over(world: World, process: Process, interview_round: Round, follow_up: FollowUp, report: Report) -> None:
    """The user had it forgotten: its draft is never written again."""
    trigger = Skip(world.clock.now(), Reason.DISMISSED)
    text = "{title} is not written: you had followbot forget this interview."
    after = _note(world, process.id, interview_round.id, follow_up.id, trigger, "skipped", text)
    if after is not None:
        report.skipped.append(_item(after, interview_round.id, follow_up.id))


def assignment(
    world: World, account: Account, process: Process, interview_round: Round, order: Order, key: str
) -> Assignment:
    """What the author is told; `preview` asks for the same."""
    written = [f for r in process.rounds for f in r.follow_ups if f.id != order.due.follow_up.id]
    rows = (world.store.payload(f.id, draft_key(r, f)) for r in process.rounds for f in r.follow_ups if f in written)
    invited = next((i.findings.invited for i in interview_round.interviews if i.findings.invited), "")
    identity = identity_for(invited, account.email, account.addresses, account.identities())
    return Assignment(
        process=process,
        round=interview_round,
        kind=order.due.follow_up.kind,
        to=order.due.to,
        absent=order.due.absent,
        late=order.due.late,
        key=key,
        account=account.name,
        sender=identity.email,
        signature=identity.signature,
        now=world.clock.now(),
        siblings=tuple(row.text for row in rows if row is not None),
    )


def _intend(world: World, written_for: Process, round_id: str, follow_up: FollowUp, payload: Payload) -> bool:
    """Commit the intent; False if anything about the process has changed since the text was written for it (a note, a ruling).

    The next cycle writes it anew, with what has changed.
    """
    now = world.clock.now()

    def change(process: Process) -> Revision | None:
        current = next((f for f in items(process.round(round_id)) if f.id == follow_up.id), None)
        if current is None or process.version != written_for.version or not allows(current.state, Intend):
            return None
        intended = replace(current, state=advance(current.state, Intend(now)))
        return Revision(with_item(process, round_id, intended), outbox=((follow_up.id, payload),))

    return revise(world.store, written_for.id, now, change) is not None


def _created(
    world: World, account: str, mailbox: Mailbox, payload: Payload, follow_up: FollowUp, report: Report
) -> Trigger:
    """One request. An adapter that raises instead of naming the outcome leaves it unknown."""
    try:
        outcome: CreateOutcome = mailbox.create(payload)
    except FollowbotError:
        return Lose()
    now = world.clock.now()
    match outcome:
        case Created(draft=draft):
            return Adopt(draft, now)
        case Refused(error=error, code=code):
            report.errors.append(Trouble(account, f"follow-up {follow_up.id}", error, code))
            return Refuse(now, error, counts=code != LoginNeeded.exit_code)
        case Uncertain():
            return Lose()


def _conclude(
    world: World,
    process_id: str,
    round_id: str,
    follow_up_id: str,
    triggers: tuple[Trigger, ...],
    report: Report,
    remarks: tuple[str, ...],
) -> None:
    for trigger in triggers:
        match trigger:
            case Adopt():
                lies = "{title} lies in your drafts."
                after = _note(world, process_id, round_id, follow_up_id, trigger, "drafted", lies, *remarks)
                if after is not None:
                    report.created.append(_item(after, round_id, follow_up_id))
            case Refuse(error=error):
                refused = "{title} was refused by the mailbox."
                _note(world, process_id, round_id, follow_up_id, trigger, "failed", refused, error)
            case Lose():
                _note(
                    world,
                    process_id,
                    round_id,
                    follow_up_id,
                    trigger,
                    "unknown",
                    "{title}: the mailbox did not answer; followbot looks for the draft.",
                )
                report.in_doubt = True
            case _:
                note_state(world, process_id, round_id, follow_up_id, trigger, report)


def _note(
    world: World,
    process_id: str,
    round_id: str,
    follow_up_id: str,
    trigger: Trigger,
    what: str,
    text: str,
    *why: str,
) -> Process | None:
    def decide(follow_up: FollowUp, title: str) -> tuple[State, tuple[Happening, ...]] | None:
        if not allows(follow_up.state, type(trigger)):
            return None
        told = Happening(follow_up.id, what, text.format(title=title), why)
        return advance(follow_up.state, trigger), (told,)

    return step(world, process_id, round_id, follow_up_id, decide)


def _item(process: Process, round_id: str, follow_up_id: str) -> Item:
    interview_round = process.round(round_id)
    return item(process, interview_round, next(f for f in items(interview_round) if f.id == follow_up_id))


def _in_doubt(account: str, order: Order, until: datetime) -> Trouble:
    what = f"It is due, and waits for a second search of the mailbox, whose index lags: {until:%Y-%m-%d %H:%M} UTC."
    return Trouble(account, f"follow-up {order.due.follow_up.id}", what, 75)


def _no_mailbox(interview_round: Round) -> Trouble:
    what = "A follow-up is due, but no mailbox is configured that could take the draft."
    return Trouble(interview_round.account or None, f"round {interview_round.id}", what, 78)
