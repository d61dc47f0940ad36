"""One cycle: scan, watch, settle, plan, deliver. Everything it knows comes from the store and goes back there."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from followbot.app.deliver import deliver, withdraw
from followbot.app.plan import plan
from followbot.app.ports import AccountHealth, Change
from followbot.app.report import Report
from followbot.app.scan import scan
from followbot.app.settle import settle
from followbot.app.watch import watch
from followbot.app.world import World
from followbot.errors import LoginNeeded

LOCK_WAIT = timedelta(seconds=30)


def run_cycle(world: World, *, lock_wait: timedelta = LOCK_WAIT) -> Report:
    """Run one cycle under the store's lock; raises `TryAgain` when another cycle keeps it for longer than `lock_wait`.

    Watch comes right before the rest, so that an answer that came a minute ago stops what is due now. The plan is made
    twice: what is taken back in between (a stale thank-you that a nudge replaces) may clear the way for what is due.
    """
    report = Report()
    with world.store.lock(lock_wait):
        scan(world, report)
        watched = watch(world, report)
        settle(world, report)
        plan(world, report)
        withdraw(world, report)
        orders = plan(world, report)
        deliver(world, orders, watched, report)
        plan(world, report)
        withdraw(world, report)
        _record_health(world, report)
        world.store.purge(world.clock.now() - world.settings.timing.retention)
    report.requests = _requests(world)
    return report


def _record_health(world: World, report: Report) -> None:
    """How each account fared: a login that is needed stays marked until a cycle succeeds."""
    now = world.clock.now()
    health = []
    for account in world.accounts:
        errors = [e for e in report.errors if e.account == account.name and e.code]
        needed = any(e.code == LoginNeeded.exit_code for e in errors)
        health.append(
            AccountHealth(
                name=account.name,
                provider=account.provider,
                auth="login_needed" if needed else "ok",
                last_cycle=now,
                last_error=errors[0].what if errors else None,
            )
        )
    world.store.commit(Change(health=tuple(health)))


def _requests(world: World) -> dict[str, int]:
    total: Counter[str] = Counter()
    for account in world.accounts:
        total.update(account.requests())
    return dict(sorted(total.items()))
