"""A computer with injected time: APScheduler itself on a clock of ours, a loop that really runs, sleep, and a network.

Two clocks go on, as in a real machine. Waiting is done on the monotonic one, which stands still while the machine sleeps; the
wall clock goes on meanwhile, and can be set. APScheduler asks the wall clock by `datetime.now` in a few modules of its own,
which is replaced; everything else of it is the real thing. Cycles take no time.
"""

from __future__ import annotations

import io
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from typing import Any

import pytest
from apscheduler.executors.base import BaseExecutor, run_job
from apscheduler.schedulers.base import BaseScheduler

from followbot.app.ports import Change
from followbot.daemon.log import Log
from followbot.daemon.loop import Loop, Order
from followbot.daemon.service import Daemon, Pulse
from followbot.domain.states import Drafted, Failed, Waiting
from followbot.errors import FollowbotError
from tests.fakes.world import Scene, scene
from tests.property.memory import MemoryStore

_ASKS_THE_CLOCK = ("schedulers.base", "executors.base", "triggers.interval", "triggers.date")
_GRAIN = timedelta(microseconds=1)


class Scheduler(BaseScheduler):  # type: ignore[misc]  # APScheduler ships no types
    """The real one, but for the thread that waits."""

    def __init__(self, computer: Computer) -> None:
        super().__init__(timezone=UTC, executors={"default": computer.worker})
        self._computer = computer

    def wakeup(self) -> None:
        self._computer.look_at = self._computer.awake

    def shutdown(self, wait: bool = True) -> None:
        super().shutdown(wait)

    def process(self) -> float | None:
        """Hand due jobs to the worker; the seconds until the next ones."""
        seconds: float | None = self._process_jobs()
        return seconds


class Worker(BaseExecutor):  # type: ignore[misc]  # see above
    """One worker: it runs a job when the scheduler has let go of its lock, as a thread would."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[tuple[Any, Any]] = []

    def _do_submit_job(self, job: Any, run_times: Any) -> None:
        self.waiting.append((job, run_times))

    def work(self) -> None:
        while self.waiting:
            job, run_times = self.waiting.pop(0)
            events = run_job(job, job._jobstore_alias, run_times, self._logger.name)
            self._run_job_success(job.id, events)


class Ledger(MemoryStore):
    """A store that remembers what was planned for when, and what was drafted when."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.due: dict[str, datetime] = {}
        self.drafted: dict[str, datetime] = {}
        self.texts: dict[str, str] = {}

    def commit(self, change: Change) -> None:
        super().commit(change)
        self.texts |= {follow_up: payload.text for follow_up, payload in change.outbox}
        for follow_up in (f for p in change.processes for r in p.rounds for f in r.follow_ups):
            if isinstance(follow_up.state, (Waiting, Failed)):
                self.due[follow_up.id] = follow_up.state.due
            elif isinstance(follow_up.state, Drafted):
                self.drafted.setdefault(follow_up.id, self._now())


@dataclass
class Computer:
    """Somebody's computer. `script` says what happens at which time of the wall clock; it ends at `until`."""

    start: datetime
    until: datetime
    script: list[tuple[datetime, Callable[[], None]]] = field(default_factory=list)
    awake: timedelta = timedelta(0)
    """The monotonic clock."""
    look_at: timedelta | None = None
    """When the scheduler looks at its jobs again, by the monotonic clock."""
    orders: list[Order] = field(default_factory=list)
    logins: int = 0
    troubles: list[FollowbotError] = field(default_factory=list)
    asleep: list[tuple[datetime, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        made = scene(self.start)
        made.store.close()
        self.ledger = Ledger(made.clock.now)
        world = replace(made.world, store=self.ledger, logins=lambda: str(self.logins))
        self.scene: Scene = replace(made, world=world)
        self.worker = Worker()
        self.said = io.StringIO()
        daemon = Daemon(world, Log("info", "text", self.said), Pulse(made.clock))
        self.scheduler = Scheduler(self)
        self.loop = Loop(daemon.engine(), self.scheduler)
        self.loop._orders = self  # type: ignore[assignment]  # the main thread waits here, and time goes by

    # --- what happens -------------------------------------------------------------------------------------------

    def at(self, moment: datetime, what: Callable[[], None]) -> None:
        self.script.append((moment, what))

    def sleep(self, begin: datetime, end: datetime) -> None:
        """The lid is closed: the wall clock goes on, and nothing else."""
        self.asleep.append((begin, end))

        def nap() -> None:
            self.scene.clock.time = end

        self.at(begin, nap)

    def break_down(self, begin: datetime, end: datetime, error: FollowbotError) -> None:
        """Neither calendar nor mailbox can be used."""
        self.at(begin, partial(self._broken, [error], []))
        self.at(end, partial(self._broken, [], [error]))

    def _broken(self, more: list[FollowbotError], fewer: list[FollowbotError]) -> None:
        self.troubles = [e for e in (*self.troubles, *more) if e not in fewer]
        self.scene.calendar.broken = self.scene.mailbox.broken = self.troubles[-1] if self.troubles else None

    # --- time ---------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """From `start` to `until`."""
        self.script.sort(key=lambda event: event[0])
        self.loop.run()

    def get(self, timeout: float) -> Order:
        """The queue of orders: waiting for one is what makes time go by."""
        deadline = self.awake + timedelta(seconds=timeout)
        while self.awake < deadline and not self.orders:
            if self.scene.clock.time >= self.until:
                return Order.STOP
            self._step(deadline)
        if self.orders:
            return self.orders.pop(0)
        raise queue.Empty

    def put(self, order: Order) -> None:
        self.orders.append(order)

    def _step(self, deadline: timedelta) -> None:
        """To the next moment at which anything happens."""
        while self.script and self.script[0][0] <= self.scene.clock.time:
            self.script.pop(0)[1]()
        if self.look_at is not None and self.look_at <= self.awake:
            seconds = self.scheduler.process()
            self.look_at = None if seconds is None else self.awake + timedelta(seconds=seconds) + _GRAIN
            self.worker.work()  # may set `look_at` anew, by adding jobs
            return
        spans = [deadline - self.awake]
        if self.look_at is not None:
            spans.append(self.look_at - self.awake)
        if self.script:
            spans.append(self.script[0][0] - self.scene.clock.time)
        span = max(min(spans), _GRAIN)
        self.awake += span
        self.scene.clock.time += span


@contextmanager
def injected_time(computer: Callable[[], Computer]) -> Iterator[None]:
    """APScheduler's own `datetime.now` is the computer's clock."""

    class Injected(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain datetime is all it needs
            return computer().scene.clock.now().astimezone(tz or UTC)

    with pytest.MonkeyPatch.context() as patch:
        for module in _ASKS_THE_CLOCK:
            patch.setattr(f"apscheduler.{module}.datetime", Injected)
        yield
