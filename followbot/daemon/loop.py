"""The daemon's loop: APScheduler says when to look, the store says what is due.

Three jobs, each of which only asks for a cycle:

* `poll`: every few minutes with jitter, because calendars and mailboxes do not call us;
* `tick`: every minute, comparing due times in the store with the wall clock, and looking whether somebody has logged in. The
  scheduler's own clock is never trusted with a due time: suspend, a clock set back or forward, and a restart all move the one
  and not the other;
* `due`: one alarm for the next due moment, so that a draft appears within seconds of it.

Cycles run one at a time on the scheduler's single worker thread. The main thread waits for a signal; a signal handler only
sets a flag. APScheduler swallows what a job raises and by default drops a job that is a second late (misfire_grace_time), so
both are set, and a cycle reports its own trouble.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import Any

from followbot.daemon.notify import notify

POLL = timedelta(minutes=5)
JITTER = timedelta(seconds=45)
TICK = timedelta(minutes=1)
LEAP = timedelta(minutes=3)
"""A gap between ticks that only a suspended machine or a moved clock explains."""

STOP_WITHIN = 4.0
"""Seconds that a cycle under way may take to finish after SIGTERM; systemd waits for five."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What the loop drives, as plain functions.

    `cycle` runs one cycle and never raises; it returns one line for the service manager. `next_due` is the first due moment
    after the given time, or None. `now` is the wall clock in UTC. `logins` is another text after each login and logout.
    """

    cycle: Callable[[], str]
    next_due: Callable[[datetime], datetime | None]
    now: Callable[[], datetime]
    logins: Callable[[], str] = str


class Loop:
    """One daemon. `run` returns when `stop` is called or a signal asks for it."""

    def __init__(self, engine: Engine, scheduler: Any | None = None) -> None:
        self._engine = engine
        self._scheduler = scheduler if scheduler is not None else _scheduler()
        self._stopping = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._cycled_at: datetime | None = None
        self._ticked_at: datetime | None = None
        self._logins = engine.logins()

    # --- jobs ---------------------------------------------------------------------------------------------------

    def poll(self) -> None:
        """Run a cycle now."""
        if self._stopping.is_set():
            return
        self._idle.clear()
        try:
            self._cycled_at = self._engine.now()
            self._logins = self._engine.logins()  # before the cycle: a login that comes during it has another one
            line = self._engine.cycle()
        finally:
            self._idle.set()
        self._set_alarm()
        notify(f"STATUS={line}")

    def tick(self) -> None:
        """Run a cycle if something has become due, somebody has logged in, or time has leapt, since the last one."""
        notify("WATCHDOG=1")
        now = self._engine.now()
        leapt = self._ticked_at is not None and not timedelta(0) <= now - self._ticked_at < LEAP
        self._ticked_at = now
        if leapt or self._is_due(now) or self._engine.logins() != self._logins:
            self.poll()

    def _is_due(self, now: datetime) -> bool:
        """Whether a moment between the last cycle and now was a due one. What is overdue for longer waits for the poll."""
        if self._cycled_at is None or now < self._cycled_at:
            return True
        due = self._engine.next_due(self._cycled_at)
        return due is not None and due <= now

    def _set_alarm(self) -> None:
        due = self._engine.next_due(self._engine.now())
        if due is not None and not self._stopping.is_set():
            self._scheduler.add_job(
                self.tick,
                "date",
                run_date=due.astimezone(UTC),
                id="due",
                replace_existing=True,
                misfire_grace_time=None,
            )

    # --- life ---------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Work until stopped; a signal before that is honoured too, once `catch_signals` has been called."""
        every = {"trigger": "interval", "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        first = self._engine.now()
        self._scheduler.add_job(
            self.poll,
            id="poll",
            seconds=POLL.total_seconds(),
            jitter=JITTER.total_seconds(),
            next_run_time=first,
            **every,
        )
        self._scheduler.add_job(self.tick, id="tick", seconds=TICK.total_seconds(), **every)
        self._scheduler.start()
        notify("READY=1\nSTATUS=Started.")
        while not self._stopping.wait(TICK.total_seconds()):
            self.catch_up()
        notify("STOPPING=1")
        self._scheduler.shutdown(wait=False)
        if not self._idle.wait(STOP_WITHIN):
            # A request hangs. Dying here is safe: the outbox protocol is made for worse, and every transaction is short.
            os._exit(0)

    def catch_up(self) -> None:
        """Pull forward what a clock set back has moved into the distance.

        APScheduler keeps its next run times by the wall clock: set that back by two hours, and every interval job sleeps for
        two hours (its issues 351 and 752). This check runs on the monotonic clock, which nobody sets.
        """
        now = self._engine.now()
        for name, longest in (("poll", POLL + JITTER), ("tick", TICK)):
            job = self._scheduler.get_job(name)
            if job is not None and job.next_run_time is not None and job.next_run_time - now > longest + LEAP:
                job.modify(next_run_time=now)

    def catch_signals(self) -> None:
        """Let SIGTERM and SIGINT stop the loop; from the main thread only."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def stop(self) -> None:
        """Ask the loop to end; safe from any thread."""
        self._stopping.set()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopping.set()


def _scheduler() -> Any:
    # Imported here: only the daemon needs it, and it takes a tenth of a second.
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    return BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})
