"""The daemon as a whole: a world, its loop, and its log."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

from followbot.app.agenda import due_moments, next_moment
from followbot.app.cycle import run_cycle
from followbot.app.login import ends_soon
from followbot.app.notices import Notice, broken, notices
from followbot.app.ports import Clock
from followbot.app.report import Item, Report
from followbot.app.watch import is_calm
from followbot.app.world import World
from followbot.daemon import sandbox
from followbot.daemon.ears import Ears
from followbot.daemon.log import Log
from followbot.daemon.loop import Engine, Loop
from followbot.daemon.pace import Turn
from followbot.errors import FollowbotError, TryAgain, Unreachable

PATIENCE = timedelta(seconds=10)
"""How long a cycle waits for a `followbot once` that is running beside it; the next tick tries again."""

_P = ParamSpec("_P")
_T = TypeVar("_T")

_PASSING = (Unreachable.exit_code, TryAgain.exit_code)


class Pulse:
    """A clock that counts how often it is asked: every step of a cycle asks, so a count that stands still is a hang.

    Only the thread that runs cycles is counted: what the loop and the ears ask meanwhile is no progress.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.asked = 0
        self.worker: int | None = None

    def now(self) -> datetime:
        if threading.get_ident() == self.worker:
            self.asked += 1
        return self.clock.now()

    def felt(self, world: World) -> World:
        """The same world, whose judges' answers count as well: the first scan of a large calendar asks no clock for long."""
        return replace(
            world,
            detect=self._counted(world.detect),
            slot=self._counted(world.slot),
            read=self._counted(world.read),
            may_concern=self._counted(world.may_concern),
            write=self._counted(world.write),
            read_card=self._counted(world.read_card),
        )

    def _counted(self, judge: Callable[_P, _T]) -> Callable[_P, _T]:
        def answer(*about: _P.args, **named: _P.kwargs) -> _T:
            found = judge(*about, **named)
            if threading.get_ident() == self.worker:
                self.asked += 1
            return found

        return answer


class Edition:
    """Whether the program on the disk is still the one that runs, by the file that holds its version.

    Parts that are loaded late, and the judges' own process, come from the disk: after an update they would be another
    version's. While an installer has the file away nothing is known.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._text = self._read()

    def is_old(self) -> bool:
        now = self._read()
        return now is not None and self._text is not None and now != self._text

    def _read(self) -> bytes | None:
        try:
            return self._file.read_bytes()
        except OSError:
            return None


@dataclass(slots=True)
class Daemon:
    """What the loop drives: a world that may be exchanged for a newly configured one, and what was already said today.

    `load` makes the world anew from the configuration; it raises `FollowbotError` and leaves the old one whole. `pulse` is
    the world's clock; `patience` is how many seconds one step may take, by the configuration in force. Nothing here raises:
    what goes wrong is logged, by id and never by content.
    """

    world: World
    log: Log
    pulse: Pulse
    load: Callable[[], World] | None = None
    told: dict[str, date] = field(default_factory=dict)
    ears: Ears | None = None
    patience: Callable[[], float] = float
    edition: Edition | None = None

    def listen(self, wake: Callable[[], None]) -> None:
        """Let mailboxes that can tell when mail comes ask for a cycle, until the daemon is deaf again."""
        self.ears = Ears(wake, self.log)
        self._hear()

    def _hear(self) -> None:
        if self.ears is not None:
            # Not by the pulse: an ear that looks at the clock says nothing about whether the cycle hangs.
            self.ears.follow(replace(self.world, clock=self.pulse.clock))

    def engine(self) -> Engine:
        return Engine(
            cycle=self.cycle,
            next_due=self.next_due,
            now=self.pulse.clock.now,
            logins=self.logins,
            reload=self.reload,
            progress=self.progress,
            patience=self.patience,
            broke=self.broke,
            outdated=self.outdated,
            deserted=_desertion(),
        )

    def cycle(self, halt: Callable[[], bool]) -> Turn:
        """One cycle, told to the log, the user and the service manager."""
        self.pulse.worker = threading.get_ident()
        try:
            self._warn_of_endings()
            report = run_cycle(self.world, lock_wait=PATIENCE, halt=halt)
            self._tell(report)
            return self._turn(report)
        except FollowbotError as error:
            self.log.warning("cycle_failed", problem=error.problem, remedy=error.remedy)
            return Turn(f"Waiting: {error.problem}", again=isinstance(error, TryAgain | Unreachable))
        except Exception as error:  # noqa: BLE001 - a daemon that dies of one bad cycle helps nobody
            self.log.broke("cycle_broke", type(error).__name__)
            self._notify(broken("cycle", type(error).__name__))
            return Turn(f"The last cycle broke ({type(error).__name__}).")
        finally:
            self.world.rest()

    def next_due(self, after: datetime) -> datetime | None:
        try:
            return next_moment(self.world.store.live(), after)
        except FollowbotError as error:
            self.log.warning("store_unreadable", problem=error.problem, remedy=error.remedy)
            return None

    def logins(self) -> str:
        try:
            return self.world.logins()
        except FollowbotError as error:
            self.log.warning("vault_unreadable", problem=error.problem, remedy=error.remedy)
            return ""

    def outdated(self) -> bool:
        """Whether to make room for another version. Where nobody starts that, going on is better, with a word."""
        if self.edition is None or not self.edition.is_old():
            return False
        supervised = "NOTIFY_SOCKET" in os.environ
        if supervised:
            self.log.notice("updated", next="restart")
        elif "updated" not in self.told:
            self.log.warning("updated", remedy="stop followbot and start it again")
        self.told["updated"] = self.pulse.clock.now().date()
        return supervised

    def reload(self) -> str:
        """Read the configuration again; a broken one changes nothing. What is wrong may name people, so it is not logged."""
        try:
            if self.load is not None:
                if self.ears is not None:
                    self.ears.stop()  # they read the store, which may be another one from here on
                try:
                    self.world = self.load()
                finally:
                    self._hear()
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a new configuration, the old one still works
            self.log.warning("reload_refused", error=type(error).__name__, remedy="followbot config check")
            return "The configuration is broken; the old one stays in force. See: followbot config check"
        self.log.info("reloaded", accounts=[a.name for a in self.world.accounts])
        return "The configuration was read again."

    def progress(self) -> int:
        return self.pulse.asked + sum(sum(a.requests().values()) for a in self.world.accounts)

    def broke(self, job: str, error: str) -> None:
        self.log.broke("job_broke", f"{job}: {error}")
        self._notify(broken(job, error))

    # --- telling ------------------------------------------------------------------------------------------------

    def _turn(self, report: Report) -> Turn:
        now = self.world.clock.now()
        live = self.world.store.live()
        return Turn(
            line=_line(report, next_moment(live, now), now),
            calm=is_calm(live, now, self.world.settings.timing.pending_max),
            again=report.in_doubt or any(e.code in _PASSING for e in report.errors),
            urgent=self._is_offline(report) or any(due <= now for due in due_moments(live)),
        )

    def _is_offline(self, report: Report) -> bool:
        """Whether no account could be reached."""
        failed = {e.account for e in report.errors if e.code in _PASSING}
        return all(a.name in failed for a in self.world.accounts)

    def _tell(self, report: Report) -> None:
        for found in report.found:
            self.log.info("found", interview=found)
        for what, items in (
            ("drafted", report.created),
            ("withdrawn", report.withdrawn),
            ("settled", report.settled),
            ("skipped", report.skipped),
        ):
            for item in items:
                self.log.info(what, **_ids(item))
        for trouble in report.errors:
            self.log.warning(
                "trouble", account=trouble.account, where=trouble.where, what=trouble.what, code=trouble.code
            )
        for notice in notices(report):
            self._notify(notice)

    def _notify(self, notice: Notice) -> None:
        today = self.pulse.clock.now().date()
        if self.told.get(notice.topic) == today:
            return
        self.told = {topic: day for topic, day in self.told.items() if day == today} | {notice.topic: today}
        self.world.notifier.notify(notice.title, notice.text)

    def _warn_of_endings(self) -> None:
        """Once a day, name each login that is about to end by itself."""
        now = self.world.clock.now()
        for account in self.world.accounts:
            end = ends_soon(account.login(), now)
            topic = f"ends {account.name}"
            if end is not None and self.told.get(topic) != now.date():
                self.told[topic] = now.date()
                remedy = f"followbot auth login {account.name}"
                self.log.warning("login_ends", account=account.name, at=f"{end:%Y-%m-%dT%H:%MZ}", remedy=remedy)


def _desertion() -> Callable[[], bool]:
    """A function that says whether stderr was a terminal a moment ago and is none any more."""
    was_there = sys.stderr.isatty()
    return lambda: was_there and not sys.stderr.isatty()


def serve(daemon: Daemon) -> int:
    """Run until a signal asks to stop, or another version is to take over; the exit code says which."""
    # systemd's watchdog aborts a process that hangs: then the journal shows where, by files and lines only.
    faulthandler.enable()
    loop = Loop(daemon.engine())
    loop.catch_signals()
    daemon.log.info("started", accounts=[a.name for a in daemon.world.accounts])
    daemon.listen(loop.wake)
    code = loop.run()
    if daemon.ears is not None:
        daemon.ears.stop()
    daemon.log.info("stopped")
    return code


def look_around(state: Path, log: Log, environ: Mapping[str, str]) -> None:
    """Where a unit promises a sandbox, see whether it is one; `state` is where `doctor` finds the answer."""
    promise = environ.get(sandbox.PROMISE)
    if not promise:
        return
    findings = sandbox.look(state)
    sandbox.keep(state, findings, promise)
    log.info("sandbox", denied=[f.name for f in findings if f.denied])
    for word in sandbox.broken_promises(findings, environ):
        how = next((f.how for f in findings if f.name == word), "unknown")
        log.warning("sandbox_is_open", to=word, how=how, remedy="followbot doctor")


def _ids(item: Item) -> dict[str, str | None]:
    """What the log may say of a follow-up: ids and words of ours, no names, addresses or subjects."""
    return {"id": item.id, "interview": item.ref, "kind": item.kind, "state": item.state, "reason": item.reason}


def _line(report: Report, due: datetime | None, now: datetime) -> str:
    """What `systemctl status` shows: what is wrong, what is next, and when it last looked."""
    logins = sorted({e.account for e in report.errors if e.code == 77 and e.account})
    wrong = (
        f"Login needed: {', '.join(logins)}. "
        if logins
        else f"{len(report.errors)} problems. "
        if report.errors
        else ""
    )
    next_up = f"Next follow-up {due:%Y-%m-%d %H:%M} UTC" if due else "Nothing is armed"
    return f"{wrong}{next_up}; last cycle {now:%H:%M} UTC."
