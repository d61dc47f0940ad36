"""A round's drafts as they would be written now, whatever is due. Nothing is stored, and no mailbox is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from followbot.app.deliver import assignment as assignment
from followbot.app.plan import Order, rules_of
from followbot.app.ports import Account
from followbot.app.refs import Target
from followbot.app.world import World
from followbot.app.written import Written
from followbot.domain.letters.addressing import Addressing, dead_addresses, nudge_recipient, thank_you_addressings
from followbot.domain.model import FollowUp, FollowUpKind, Round
from followbot.domain.policy import Due, draft_key
from followbot.domain.states import Failed, Waiting
from followbot.errors.interviews import no_mailbox, nobody_to_write_to


def preview(world: World, target: Target, kind: FollowUpKind | None) -> tuple[Written, ...]:
    """The drafts of one kind; without a kind those that come next. A follow-up's own id asks for that one alone.

    Raises `FollowbotError` where nobody can be written to, or no account could take the draft.
    """
    wanted = kind_of(target, kind)
    addressings = _addressings(world, target, wanted)
    if not addressings:
        raise nobody_to_write_to()
    account = _account(world, target.round)
    written: list[Written] = []
    for addressing in addressings:
        due = _due(target.round, wanted, addressing, late=_late(world, target.round, wanted, world.clock.now()))
        draft = assignment(
            world,
            account,
            target.process,
            target.round,
            Order(target.process.id, due),
            draft_key(target.round, due.follow_up),
        )
        others = tuple(w.payload.text for w in written)
        written.append(world.write(replace(draft, siblings=(*draft.siblings, *others))))
    return tuple(written)


def kind_of(target: Target, kind: FollowUpKind | None) -> FollowUpKind:
    """The kind that is asked for, else the one that comes next."""
    if kind is not None:
        return kind
    if target.follow_up is not None and target.follow_up.kind is not FollowUpKind.CARD:
        return target.follow_up.kind
    thanks = [f for f in target.round.follow_ups if f.kind is FollowUpKind.THANK_YOU]
    open_ = not thanks or any(isinstance(f.state, (Waiting, Failed)) for f in thanks)
    return FollowUpKind.THANK_YOU if open_ else FollowUpKind.NUDGE


def _addressings(world: World, target: Target, kind: FollowUpKind) -> tuple[Addressing, ...]:
    dead = dead_addresses(target.process)
    if kind is FollowUpKind.NUDGE:
        recipient = nudge_recipient(target.round, dead)
        return (Addressing((recipient,)),) if recipient else ()
    everybody = thank_you_addressings(target.round, dead, world.settings.panel)
    asked_for = target.follow_up
    if asked_for is None or asked_for.kind is not kind:
        return everybody
    return tuple(a for a in everybody if tuple(c.key for c in a.to) == asked_for.contacts)


def _account(world: World, interview_round: Round) -> Account:
    account = world.account(interview_round.account) or next(iter(world.accounts), None)
    if account is None:
        raise no_mailbox()
    return account


def _late(world: World, interview_round: Round, kind: FollowUpKind, now: datetime) -> bool:
    """Whether the late wording would be used, by the rule that the policy has for a thank-you."""
    return kind is FollowUpKind.THANK_YOU and now > interview_round.end + rules_of(world).timing.late_after


def _due(interview_round: Round, kind: FollowUpKind, addressing: Addressing, *, late: bool) -> Due:
    keys = tuple(c.key for c in addressing.to)
    known = (
        f for f in interview_round.follow_ups if f.kind is kind and (kind is FollowUpKind.NUDGE or f.contacts == keys)
    )
    follow_up = next(known, None) or FollowUp("preview", kind, keys, Waiting(interview_round.end))
    return Due(interview_round.id, follow_up, addressing.to, addressing.absent, late)
