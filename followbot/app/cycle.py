"""One cycle: scan, watch, settle, plan, deliver. Everything it knows comes from the store and goes back there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from followbot.app.closer import look_closer
from followbot.app.deliver import deliver, withdraw
from followbot.app.login import LoggedOut
from followbot.app.plan import Order, Planner
from followbot.app.ports import AccountHealth, Change
from followbot.app.report import Halted, Progress, Report
from followbot.app.scan import scan
from followbot.app.settle import settle
from followbot.app.watch import Watched, is_watched, watch
from followbot.app.world import World
from followbot.errors import LoginNeeded

LOCK_WAIT = timedelta(seconds=30)
TRUSTED_GAP = timedelta(days=30)
"""After a longer pause the clock is believed only when the next cycle confirms it."""


def run_cycle(
    world: World,
    *,
    lock_wait: timedelta = LOCK_WAIT,
    halt: Callable[[], bool] | None = None,
    tell: Callable[[Progress], None] | None = None,
) -> Report:
    """Run one cycle under the store's lock; raises `TryAgain` when another cycle keeps it for longer than `lock_wait`.

    Once `halt` is true it ends at the next safe point, and the report says how far it came. `tell` hears of each step.

    Watch comes right before the rest, so that an answer that came a minute ago stops what is due now. The plan is made
    twice: what is taken back in between (a stale thank-you that a nudge replaces) may clear the way for what is due. And it is
    made once more behind the deliveries, for what these have replaced (the card whose thank-you is there) to go at once.
    """
    report = Report()
    report.halt = halt or report.halt
    report.tell = tell or report.tell
    with suppress(Halted), world.store.lock(lock_wait):
        scan(world, report)
        planner = Planner(world, report)
        orders, watched = _look_and_plan(world, planner, report)
        deliver(world, orders, watched, report)
        planner.plan()
        withdraw(world, report)
        _tidy_up(world)
        _record_health(world, report)
    report.requests = _requests(world)
    return report


def _look_and_plan(world: World, planner: Planner, report: Report) -> tuple[tuple[Order, ...], Watched]:
    """Watch, settle and plan; once more if that brought up something whose mail had no reason to be read before.

    A draft that is settled, a card that is answered or a round that is cancelled can make a process pending again.
    """
    watched: Watched = frozenset()
    orders: tuple[Order, ...] = ()
    for _ in range(2):
        watched |= watch(world, report)
        settle(world, report)
        planner.plan()
        withdraw(world, report)
        orders = planner.plan()
        due = [world.store.load(order.process_id) for order in orders]
        if all(process is None or is_watched(process, world, watched) for process in due):
            break
    if orders:
        watched = look_closer(world, orders, watched, report)
        orders = planner.plan()
    return orders, watched


def _tidy_up(world: World) -> None:
    """Purge what ended long ago, but not on the word of a clock that has just leapt."""
    now = world.clock.now()
    last = max((h.last_cycle for h in world.store.health() if h.last_cycle is not None), default=None)
    if last is not None and timedelta(0) <= now - last < TRUSTED_GAP:
        world.store.purge(now - world.settings.timing.retention)


def _record_health(world: World, report: Report) -> None:
    """How each account fared: a login that is needed stays marked until a cycle succeeds."""
    now = world.clock.now()
    health = []
    for account in world.accounts:
        errors = [e for e in report.errors if e.account == account.name and e.code]
        needed = any(e.code == LoginNeeded.exit_code for e in errors) or isinstance(account.login(), LoggedOut)
        health.append(
            AccountHealth(
                name=account.name,
                provider=account.provider,
                auth="login_needed" if needed else "ok",
                last_cycle=now,
                last_error=next((e.what for e in errors if e.code == LoginNeeded.exit_code), errors[0].what)
                if errors
                else None,
            )
        )
    world.store.commit(Change(health=tuple(health)))


def _requests(world: World) -> dict[str, int]:
    total: Counter[str] = Counter()
    for account in world.accounts:
        total.update(account.requests())
    return dict(sorted(total.items()))
