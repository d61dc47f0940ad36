"""The daemon's loop: APScheduler says when to look, the store says what is due.

Jobs, each of which only asks for a cycle:

* `poll`: every few minutes with jitter, because calendars and mailboxes do not call us; `pace` says how many;
* `tick`: every minute, comparing due times in the store with the wall clock. The scheduler's own clock is never trusted with
  a due time: suspend, a clock set back or forward, and a restart all move the one and not the other;
* `look`: whether somebody has logged in or out, or installed another version;
* `due`: one alarm for the next due moment, so that a draft appears within seconds of it;
* `wake`, `now`, `reload`: what another thread or a signal has asked for.

Jobs run one at a time on the scheduler's single worker thread. The main thread takes orders. A signal handler only puts an
order into a `SimpleQueue`, the one queue that a handler may use: its `put` is reentrant, while an event's lock could be the
very one that the interrupted thread holds. APScheduler swallows what a job raises and by default drops a job that is a second
late (misfire_grace_time), so both are set, and a listener tells the engine what a job raised.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from types import FrameType
from typing import Any

from followbot.daemon import notify as systemd
from followbot.daemon.notify import notify
from followbot.daemon.pace import JITTER, POLL, Turn, wait_after
from followbot.errors import TryAgain

TICK = timedelta(minutes=1)
LOOK = timedelta(seconds=20)
"""How often to look whether somebody has logged in; it costs one glance into one file."""

LEAP = timedelta(minutes=3)
"""A gap between ticks that only a suspended machine or a moved clock explains."""

SLACK = timedelta(seconds=5)
"""A job that is further away than it can be by more than this was moved there by a clock set back."""

SETTLE = timedelta(seconds=2)
"""From a wake-up call to its cycle: mail comes in bunches."""

SPACING = timedelta(seconds=20)
"""Between one cycle and the next that a wake-up call asks for, however many come."""

STOP_WITHIN = 3.0
"""Seconds that a cycle under way may take to reach its next safe point after SIGTERM. All in all it ends within five."""

_PATIENT = {"misfire_grace_time": None, "coalesce": True}
_EVERY = {**_PATIENT, "max_instances": 1}
_ON_CALL = {**_PATIENT, "max_instances": 2, "replace_existing": True}
"""Two: one that runs, and one that waits for it, because what happened meanwhile may have been too late for the first."""


class Order(Enum):
    """What the main thread is asked for, by a signal or by another thread."""

    STOP = auto()
    CYCLE = auto()
    RELOAD = auto()
    WAKE = auto()


_SIGNALS = {"SIGTERM": Order.STOP, "SIGINT": Order.STOP, "SIGHUP": Order.RELOAD, "SIGUSR1": Order.CYCLE}


def _no_reload() -> str:
    return "There is nothing to read again."


def _unheard(job: str, error: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What the loop drives, as plain functions.

    `cycle` runs one cycle and never raises; it is given a function that says whether it should end at its next safe point.
    `next_due` is the first due moment after the given time, or None. `now` is the wall clock in UTC. `logins` is another text
    after each login and logout. `reload` reads the configuration again and returns a line about it; it never raises.
    `progress` is another number whenever a cycle has got on. `patience` is how many seconds a single step of a cycle may take
    although nothing shows that it gets on, because it ends by itself then; `elapsed` counts seconds that nobody sets. `broke`
    hears which job raised, and the error's class. `outdated` is true once another version of followbot is installed than the
    one that runs, and something is there to start that. `deserted` is true once the terminal is gone that it was started on.
    """

    cycle: Callable[[Callable[[], bool]], Turn]
    next_due: Callable[[datetime], datetime | None]
    now: Callable[[], datetime]
    logins: Callable[[], str] = str
    reload: Callable[[], str] = _no_reload
    progress: Callable[[], int] = int
    patience: Callable[[], float] = float
    elapsed: Callable[[], float] = time.monotonic
    outdated: Callable[[], bool] = bool
    deserted: Callable[[], bool] = bool
    broke: Callable[[str, str], None] = _unheard


class Loop:
    """One daemon. `run` returns when `stop` is called, a signal asks for it, or another version is to take over."""

    def __init__(self, engine: Engine, scheduler: Any | None = None) -> None:
        self._engine = engine
        self._scheduler = scheduler if scheduler is not None else _scheduler()
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._cycled_at: datetime | None = None
        self._seen_at: datetime | None = None
        self._logins = engine.logins()
        self._failures = 0
        self._wait = POLL
        self._watchdog = systemd.watchdog_seconds(os.environ, os.getpid())
        self._progress = engine.progress()
        self._progressed_at = engine.elapsed()
        self._code = 0

    # --- orders, from any thread --------------------------------------------------------------------------------

    def stop(self) -> None:
        """End at the next safe point."""
        self._orders.put(Order.STOP)

    def wake(self) -> None:
        """Run a cycle within seconds, for example because mail has come. Many calls in a row make few cycles."""
        self._orders.put(Order.WAKE)

    def catch_signals(self) -> None:
        """SIGTERM and SIGINT stop, SIGHUP reloads the configuration, SIGUSR1 runs a cycle now; from the main thread only."""
        for name in _SIGNALS:
            if hasattr(signal, name):  # Windows has two of them
                signal.signal(getattr(signal, name), self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._orders.put(_SIGNALS[signal.Signals(number).name])

    # --- jobs, on the worker thread -----------------------------------------------------------------------------

    def poll(self) -> None:
        """Run a cycle now."""
        with self._busy():
            if self._stopping.is_set():
                return
            self._cycled_at = self._engine.now()
            self._logins = self._engine.logins()  # before the cycle: a login that comes during it has another one
            turn = self._engine.cycle(self._stopping.is_set)
            self._failures = self._failures + 1 if turn.again else 0
            self._seen_at = self._engine.now()  # a cycle that takes long is no leap of time
        self._arm(wait_after(turn, self._failures))
        notify(systemd.status(turn.line))

    def tick(self) -> None:
        """Run a cycle if something has become due, or time has leapt, since the last one."""
        now = self._engine.now()
        leapt = self._seen_at is not None and not timedelta(0) <= now - self._seen_at < LEAP
        self._seen_at = now
        if leapt:
            self._failures = 0
        if leapt or self._is_due(now):
            self.poll()

    def look(self) -> None:
        """Run a cycle if somebody has logged in or out since the last one: whoever has just done so watches what happens.

        An installation that was renewed meanwhile is left to its new version: parts that are not loaded yet would be of that.
        """
        if self._engine.outdated():
            self._code = TryAgain.exit_code
            self.stop()
        elif self._engine.logins() != self._logins:
            self.poll()

    def reload(self) -> None:
        """Read the configuration again, then run a cycle with it."""
        with self._busy():
            if self._stopping.is_set():
                return
            notify(*systemd.reloading())
            line = "The configuration could not be read again."
            try:
                line = self._engine.reload()
            finally:  # systemd would wait for the end of it, and refuse another one
                notify(systemd.READY, systemd.status(line))
        self.poll()

    def _is_due(self, now: datetime) -> bool:
        """Whether a moment between the last cycle and now was a due one. What is overdue for longer waits for the poll."""
        if self._cycled_at is None or now < self._cycled_at:
            return True
        due = self._engine.next_due(self._cycled_at)
        return due is not None and due <= now

    def _arm(self, wait: timedelta) -> None:
        """Set the next poll, and the alarm for the next due moment."""
        self._wait = wait
        # What became due while the cycle ran has another one at once.
        due = self._engine.next_due(self._cycled_at or self._engine.now())
        if self._stopping.is_set():
            return
        seconds = wait.total_seconds()
        self._scheduler.add_job(
            self.poll, "interval", id="poll", seconds=seconds, jitter=seconds * JITTER, replace_existing=True, **_EVERY
        )
        if due is not None:
            self._scheduler.add_job(self.tick, "date", run_date=due.astimezone(UTC), id="due", **_ON_CALL)

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self._idle.clear()
        try:
            yield
        finally:
            self._idle.set()

    # --- life, on the main thread -------------------------------------------------------------------------------

    def run(self) -> int:
        """Work until stopped; an order before that is honoured too. The exit code: `TryAgain`'s asks to be started again."""
        from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED  # see `_scheduler`

        self._scheduler.add_listener(self._hear, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
        first = self._engine.now()
        self._scheduler.add_job(
            self.poll, "interval", id="poll", seconds=POLL.total_seconds(), next_run_time=first, **_EVERY
        )
        self._scheduler.add_job(self.tick, "interval", id="tick", seconds=TICK.total_seconds(), **_EVERY)
        self._scheduler.add_job(self.look, "interval", id="look", seconds=LOOK.total_seconds(), **_EVERY)
        self._scheduler.start()
        notify(systemd.READY, systemd.status("Started."))
        while (order := self._next_order()) is not Order.STOP:
            try:
                self._obey(order)
                self.catch_up()
                self.beat()
            except Exception as error:  # noqa: BLE001 - what goes on being broken sends no ping, and the watchdog sees it
                self._broke("loop", type(error).__name__)
        self._end()
        return self._code

    def _next_order(self) -> Order | None:
        """The next order; None when it is time to look after the jobs, by the monotonic clock, which nobody sets."""
        try:
            order = self._orders.get(timeout=min(TICK.total_seconds(), (self._watchdog or TICK.total_seconds()) / 4))
        except queue.Empty:
            return None
        # A terminal that goes away says so by SIGHUP, too.
        return Order.STOP if order is Order.RELOAD and self._engine.deserted() else order

    def _obey(self, order: Order | None) -> None:
        match order:
            case Order.CYCLE:
                self._scheduler.add_job(self.poll, id="now", **_ON_CALL)
            case Order.RELOAD:
                self._scheduler.add_job(self.reload, id="reload", **_ON_CALL)
            case Order.WAKE if self._scheduler.get_job("wake") is None:
                now = self._engine.now()
                soonest = now if self._cycled_at is None or self._cycled_at > now else self._cycled_at + SPACING
                moment = max(now + SETTLE, soonest)
                self._scheduler.add_job(self.poll, "date", run_date=moment, id="wake", **_ON_CALL)

    def catch_up(self) -> None:
        """Pull forward what a clock set back has moved into the distance.

        APScheduler keeps its next run times by the wall clock: set that back by two hours, and every interval job sleeps for
        two hours (its issues 351 and 752).
        """
        now = self._engine.now()
        for name, longest in (("poll", self._wait * (1 + JITTER)), ("tick", TICK), ("look", LOOK), ("wake", SPACING)):
            job = self._scheduler.get_job(name)
            if job is not None and job.next_run_time is not None and job.next_run_time - now > longest + SLACK:
                job.modify(next_run_time=now)

    def beat(self) -> None:
        """Keep systemd's watchdog quiet, but only on proof that work gets done.

        While a cycle runs the proof is that it has got on since the last time, or does something that may take longer. Else it
        is the scheduler and its worker, which are asked to send the ping themselves.
        """
        if self._watchdog is None:
            return
        progress, elapsed = self._engine.progress(), self._engine.elapsed()
        idle = self._idle.is_set()
        gets_on = idle or progress != self._progress
        if gets_on:
            self._progress, self._progressed_at = progress, elapsed
        if idle:
            self._scheduler.add_job(notify, args=(systemd.WATCHDOG,), id="beat", **_ON_CALL)
        elif gets_on or elapsed - self._progressed_at < self._engine.patience():
            notify(systemd.WATCHDOG)

    def _hear(self, event: Any) -> None:
        """A job raised, or was left out: that is not to happen, and must be seen."""
        error = getattr(event, "exception", None)
        self._broke(event.job_id, "Missed" if error is None else type(error).__name__)

    def _broke(self, part: str, error: str) -> None:
        self._engine.broke(part, error)
        notify(systemd.status(f"The job “{part}” broke ({error}); the others go on."))

    def _end(self) -> None:
        notify(systemd.STOPPING, systemd.status("Stopping."))
        self._stopping.set()
        self._scheduler.shutdown(wait=False)
        if not self._idle.wait(STOP_WITHIN):
            # A request hangs. Dying here is safe: the outbox protocol is made for worse, and every transaction is short.
            os._exit(self._code)


def _scheduler() -> Any:
    # Imported here: only the daemon needs it, and it takes a tenth of a second.
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    return BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})
