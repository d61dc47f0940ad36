"""The daemon as a whole: a world, its loop, and its log."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from followbot.app.agenda import next_moment
from followbot.app.cycle import run_cycle
from followbot.app.login import ends_soon
from followbot.app.report import Item, Report
from followbot.app.world import World
from followbot.daemon.log import Log
from followbot.daemon.loop import Engine, Loop
from followbot.errors import FollowbotError

PATIENCE = timedelta(seconds=10)
"""How long a cycle waits for a `followbot once` that is running beside it; the next tick tries again."""


def engine_of(world: World, log: Log) -> Engine:
    """The loop's engine over a world. Its cycle never raises: what went wrong is logged, by id and never by content."""
    warned: dict[str, date] = {}

    def cycle() -> str:
        try:
            _warn_of_endings(world, log, warned)
            report = run_cycle(world, lock_wait=PATIENCE)
            _tell(log, report)
            return _status(world, report)
        except FollowbotError as error:
            log.warning("cycle_failed", problem=error.problem, remedy=error.remedy)
            return f"Waiting: {error.problem}"
        except Exception as error:  # noqa: BLE001 - a daemon that dies of one bad cycle helps nobody
            log.broke("cycle_broke", type(error).__name__)
            return f"The last cycle broke ({type(error).__name__})."

    def next_due(after: datetime) -> datetime | None:
        try:
            return next_moment(world.store.live(), after)
        except FollowbotError as error:
            log.warning("store_unreadable", problem=error.problem, remedy=error.remedy)
            return None

    def logins() -> str:
        try:
            return world.logins()
        except FollowbotError as error:
            log.warning("vault_unreadable", problem=error.problem, remedy=error.remedy)
            return ""

    return Engine(cycle, next_due, world.clock.now, logins)


def serve(world: World, log: Log) -> None:
    """Run until a signal asks to stop."""
    loop = Loop(engine_of(world, log))
    loop.catch_signals()
    log.info("started", accounts=[a.name for a in world.accounts])
    loop.run()
    log.info("stopped")


def _warn_of_endings(world: World, log: Log, warned: dict[str, date]) -> None:
    """Once a day, name each login that is about to end by itself."""
    now = world.clock.now()
    for account in world.accounts:
        end = ends_soon(account.login(), now)
        if end is not None and warned.get(account.name) != now.date():
            warned[account.name] = now.date()
            remedy = f"followbot auth login {account.name}"
            log.warning("login_ends", account=account.name, at=f"{end:%Y-%m-%dT%H:%MZ}", remedy=remedy)


def _tell(log: Log, report: Report) -> None:
    for what, items in (
        ("drafted", report.created),
        ("withdrawn", report.withdrawn),
        ("settled", report.settled),
        ("skipped", report.skipped),
    ):
        for item in items:
            log.info(what, **_ids(item))
    for found in report.found:
        log.info("found", interview=found)
    for trouble in report.errors:
        log.warning("trouble", account=trouble.account, where=trouble.where, what=trouble.what, code=trouble.code)


def _ids(item: Item) -> dict[str, str | None]:
    """What the log may say of a follow-up: ids and words of ours, no names, addresses or subjects."""
    return {"id": item.id, "interview": item.ref, "kind": item.kind, "state": item.state, "reason": item.reason}


def _status(world: World, report: Report) -> str:
    due: datetime | None = next_moment(world.store.live(), world.clock.now())
    next_up = f"Next at {due:%Y-%m-%d %H:%M} UTC." if due else "Nothing is armed."
    return f"{len(report.errors)} problems. {next_up}" if report.errors else next_up
