"""Plan: let the policy decide, store what it decided, and hand on what is to be written and taken back."""

from __future__ import annotations

from dataclasses import dataclass

from followbot.app.report import Report, item
from followbot.app.settle import items
from followbot.app.transact import Revision, revise
from followbot.app.world import UnsureMode, World
from followbot.domain.lifecycle import Skipped
from followbot.domain.model import Process
from followbot.domain.policy import Due, Plan, Rules, decide


@dataclass(frozen=True, slots=True)
class Order:
    """A draft that the policy wants written now."""

    process_id: str
    due: Due


def rules_of(world: World) -> Rules:
    """The policy's rules from the configuration."""
    settings = world.settings
    country = world.profile.country
    return Rules(
        timing=settings.timing,
        profile=world.profile,
        is_holiday=lambda day: bool(country) and world.holidays.is_holiday(country, day),
        panel=settings.panel,
        debrief=settings.debrief,
        ask_unsure=settings.unsure is UnsureMode.ASK,
    )


def plan(world: World, report: Report) -> tuple[Order, ...]:
    """Decide for every live process; what is stored afterwards is what was decided."""
    orders: list[Order] = []
    for process in world.store.live():
        orders += plan_one(world, process.id, report)
    return tuple(orders)


def plan_one(world: World, process_id: str, report: Report) -> tuple[Order, ...]:
    """Decide for one process, against the facts of this very moment."""
    rules = rules_of(world)
    now = world.clock.now()
    decided: list[Plan] = []

    def change(process: Process) -> Revision | None:
        result = decide(process, rules, now)
        decided[:] = [result]
        if result.process == process:
            return None
        return Revision(result.process, result.happenings)

    before = world.store.load(process_id)
    after = revise(world.store, process_id, now, change)
    if before is not None and after is not None:
        _report_skipped(before, after, report)
    return tuple(Order(process_id, due) for result in decided for due in result.due)


def _report_skipped(before: Process, after: Process, report: Report) -> None:
    known = {f.id for r in before.rounds for f in items(r) if isinstance(f.state, Skipped)}
    for interview_round in after.rounds:
        for follow_up in items(interview_round):
            if isinstance(follow_up.state, Skipped) and follow_up.id not in known:
                report.skipped.append(item(after, interview_round, follow_up))
