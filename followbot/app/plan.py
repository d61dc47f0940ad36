"""Plan: let the policy decide, store what it decided, and hand on what is to be written and taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from followbot.app.report import Report, item
from followbot.app.settle import items
from followbot.app.transact import Revision, revise
from followbot.app.world import UnsureMode, World
from followbot.domain.model import Process
from followbot.domain.policy import Due, Rules, decide
from followbot.domain.states import OPEN_DRAFT, Creating, Skipped, Unknown

_MAY_LIE_THERE = (Creating, Unknown, *OPEN_DRAFT)
"""States in which a draft may lie in the round's account."""

MOMENT = timedelta(minutes=1)
"""How long a decision is good, unless the facts change: as long as the daemon at most waits until it looks at what is due."""


@dataclass(frozen=True, slots=True)
class Order:
    """A draft that the policy wants written now."""

    process_id: str
    due: Due


def rules_of(world: World) -> Rules:
    """The policy's rules from the configuration."""
    settings = world.settings
    return Rules(
        timing=settings.timing,
        profile=world.profile,
        is_holiday=lambda zone, day: _is_holiday(world, zone, day),
        panel=settings.panel,
        debrief=settings.debrief,
        ask_unsure=settings.unsure is UnsureMode.ASK,
    )


def _is_holiday(world: World, zone: str, day: date) -> bool:
    """Holidays are those of the country that the event's zone is in; the user's own (with its region) where that is theirs."""
    home = world.profile.country
    there = world.country_of(zone)
    country = home if not there or home.partition("-")[0].upper() == there else there
    return bool(country) and world.holidays.is_holiday(country, day)


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was decided on a process as it is stored, and changed nothing of it."""

    process: Process
    orders: tuple[Order, ...]
    at: datetime


class Planner:
    """The plans of one cycle, which makes several.

    Decisions are a function of the process, the rules and the time. So whoever is stored as a moment ago, when the decision
    was to leave it so, is not decided upon again: most often that is everybody.
    """

    def __init__(self, world: World, report: Report) -> None:
        self._world = world
        self._report = report
        self._rules = rules_of(world)
        self._decided: dict[str, _Decided] = {}

    def plan(self) -> tuple[Order, ...]:
        """Decide for every live process; what is stored afterwards is what was decided."""
        orders: list[Order] = []
        for process in self._world.store.live():
            with self._report.trouble(None, f"process {process.id}"):
                orders += self._orders(process)
        return tuple(orders)

    def _orders(self, process: Process) -> tuple[Order, ...]:
        now = self._world.clock.now()
        before = self._decided.get(process.id)
        if before is not None and before.process == process and timedelta(0) <= now - before.at < MOMENT:
            return before.orders
        housed = _rehoused(process, self._world)
        orders, is_kept = _plan_one(self._world, housed, process, self._rules, now, self._report)
        if is_kept:
            self._decided[process.id] = _Decided(process, orders, now)
        return orders


def _plan_one(
    world: World, process: Process, stored: Process, rules: Rules, now: datetime, report: Report
) -> tuple[tuple[Order, ...], bool]:
    """Decide for one process, against the facts of this very moment; most often nothing changes, and nothing is written.

    Also returned is whether nothing has changed.
    """
    decided = [decide(process, rules, now)]

    def change(known: Process) -> Revision | None:
        decided[:] = [decide(_rehoused(known, world), rules, now)]
        return Revision(decided[0].process, decided[0].happenings) if decided[0].process != known else None

    is_kept = decided[0].process == stored
    if not is_kept:
        after = revise(world.store, process.id, now, change)
        if after is not None:
            _report_news(stored, after, report)
    return tuple(Order(process.id, due) for due in decided[0].due), is_kept


def _rehoused(process: Process, world: World) -> Process:
    """The process with every round in an account that can take its drafts.

    A round whose account has no mailbox (any more) moves to another one, unless a draft of it may lie in the old one.
    """
    able = [a.name for a in world.accounts if a.mailbox is not None]
    rounds = tuple(
        replace(r, account=able[0])
        if able and r.account not in able and not any(isinstance(f.state, _MAY_LIE_THERE) for f in items(r))
        else r
        for r in process.rounds
    )
    return replace(process, rounds=rounds) if rounds != process.rounds else process


def _report_news(before: Process, after: Process, report: Report) -> None:
    """What the user should hear of: what was skipped, and edited drafts that stay in spite of an answer."""
    known = {f.id: f for r in before.rounds for f in items(r)}
    for interview_round in after.rounds:
        for follow_up in items(interview_round):
            old = known.get(follow_up.id)
            if isinstance(follow_up.state, Skipped) and not (old and isinstance(old.state, Skipped)):
                report.skipped.append(item(after, interview_round, follow_up))
            elif old is not None and old.warned != follow_up.warned:
                kept = item(after, interview_round, follow_up)
                report.settled.append(replace(kept, reason=follow_up.warned[-1]))
