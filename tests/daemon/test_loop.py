"""The loop with injected time: what makes it run a cycle, and what does not."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from followbot.daemon.loop import Engine, Loop
from tests.fakes.build import TUESDAY
from tests.fakes.world import FakeClock

MINUTE = timedelta(minutes=1)


@dataclass
class Job:
    """One of the fake scheduler's jobs, as APScheduler hands them out."""

    options: dict[str, Any]

    @property
    def next_run_time(self) -> datetime | None:
        moment: datetime | None = self.options.get("next_run_time")
        return moment

    def modify(self, **changes: Any) -> None:
        self.options.update(changes)


@dataclass
class FakeScheduler:
    """Remembers its jobs; the test is its clock."""

    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    started: bool = False
    stopped: bool = False

    def add_job(self, run: Callable[[], None], trigger: str = "", **options: Any) -> None:
        self.jobs[options["id"]] = {"run": run, "trigger": trigger, **options}

    def get_job(self, name: str) -> Job | None:
        return Job(self.jobs[name]) if name in self.jobs else None

    def start(self) -> None:
        self.started = True

    def shutdown(self, wait: bool) -> None:
        self.stopped = True


@dataclass
class Bench:
    """A loop over a fake engine."""

    clock: FakeClock = field(default_factory=lambda: FakeClock(TUESDAY))
    due: list[datetime] = field(default_factory=list)
    cycles: list[datetime] = field(default_factory=list)
    scheduler: FakeScheduler = field(default_factory=FakeScheduler)
    logins: str = ""
    logins_during: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        engine = Engine(self._cycle, self._next_due, self.clock.now, lambda: self.logins)
        self.loop = Loop(engine, self.scheduler)

    def _cycle(self) -> str:
        self.logins = self.logins_during.pop() if self.logins_during else self.logins
        self.cycles.append(self.clock.now())
        return "Nothing is armed."

    def _next_due(self, after: datetime) -> datetime | None:
        return min((d for d in self.due if d > after), default=None)

    def ticks(self, minutes: int) -> None:
        for _ in range(minutes):
            self.clock.forward(minutes=1)
            self.loop.tick()


@pytest.fixture
def bench() -> Bench:
    """A loop whose first cycle has just run."""
    made = Bench()
    made.loop.poll()
    made.loop.tick()
    return made


def test_ticks_alone_run_no_cycle(bench: Bench) -> None:
    bench.ticks(30)
    assert len(bench.cycles) == 1


def test_the_first_tick_runs_a_cycle_when_none_has_run_yet() -> None:
    made = Bench()
    made.loop.tick()
    assert len(made.cycles) == 1


def test_a_new_login_runs_a_cycle_within_the_minute_and_only_one(bench: Bench) -> None:
    bench.logins = "another"
    bench.ticks(30)
    assert bench.cycles[1:] == [TUESDAY + MINUTE]


def test_a_login_during_a_cycle_is_noticed_after_it(bench: Bench) -> None:
    bench.logins_during = ["another"]
    bench.loop.poll()
    bench.ticks(30)
    assert len(bench.cycles) == 3


def test_a_due_moment_runs_a_cycle_within_the_minute_and_only_one(bench: Bench) -> None:
    bench.due = [TUESDAY + timedelta(minutes=10, seconds=30)]
    bench.ticks(30)
    assert bench.cycles[1:] == [TUESDAY + 11 * MINUTE]


def test_an_alarm_is_set_for_the_next_due_moment(bench: Bench) -> None:
    bench.due = [TUESDAY + 10 * MINUTE, TUESDAY + 20 * MINUTE]
    bench.loop.poll()
    alarm = bench.scheduler.jobs["due"]
    assert alarm["run_date"] == TUESDAY + 10 * MINUTE
    assert alarm["misfire_grace_time"] is None, "APScheduler would drop it after one second"
    bench.clock.time = TUESDAY + 10 * MINUTE
    alarm["run"]()
    assert bench.cycles[-1] == TUESDAY + 10 * MINUTE
    assert bench.scheduler.jobs["due"]["run_date"] == TUESDAY + 20 * MINUTE


def test_waking_up_after_a_night_runs_a_cycle_at_once(bench: Bench) -> None:
    bench.ticks(3)
    bench.clock.forward(hours=9)
    bench.loop.tick()
    assert len(bench.cycles) == 2


def test_a_clock_set_back_runs_a_cycle_and_then_goes_on_as_usual(bench: Bench) -> None:
    bench.ticks(3)
    bench.clock.forward(hours=-5)
    bench.loop.tick()
    assert len(bench.cycles) == 2
    bench.ticks(10)
    assert len(bench.cycles) == 2


def test_jobs_that_a_clock_set_back_moved_into_the_distance_are_pulled_forward(bench: Bench) -> None:
    jobs = bench.scheduler.jobs
    jobs["poll"] = {"next_run_time": TUESDAY + 5 * MINUTE}
    jobs["tick"] = {"next_run_time": TUESDAY + MINUTE}
    bench.loop.catch_up()
    assert jobs["tick"]["next_run_time"] == TUESDAY + MINUTE, "as it should be"
    bench.clock.forward(hours=-2)
    bench.loop.catch_up()
    assert jobs["tick"]["next_run_time"] == jobs["poll"]["next_run_time"] == TUESDAY - timedelta(hours=2)


def test_what_stays_overdue_is_left_to_the_poll(bench: Bench) -> None:
    bench.due = [TUESDAY + 2 * MINUTE]
    bench.ticks(20)
    assert len(bench.cycles) == 2, "a mailbox that is down is not asked every minute"
    bench.loop.poll()
    assert len(bench.cycles) == 3


def test_after_stop_no_cycle_begins(bench: Bench) -> None:
    bench.loop.stop()
    bench.loop.poll()
    assert len(bench.cycles) == 1


def test_run_polls_with_jitter_ticks_every_minute_and_ends_when_stopped(bench: Bench) -> None:
    runner = threading.Thread(target=bench.loop.run)
    runner.start()
    bench.loop.stop()
    runner.join(timeout=10)
    assert not runner.is_alive()
    assert bench.scheduler.started
    assert bench.scheduler.stopped
    poll, tick = bench.scheduler.jobs["poll"], bench.scheduler.jobs["tick"]
    assert poll["jitter"] > 0
    assert tick["seconds"] <= 60
    for job in (poll, tick):
        assert (job["misfire_grace_time"], job["coalesce"], job["max_instances"]) == (None, True, 1)


def test_systemd_is_told_that_it_is_ready_alive_and_stopping(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(path))
        manager.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        bench.loop.stop()
        bench.loop.tick()
        bench.loop.run()
        said = [manager.recv(1000).decode() for _ in range(3)]
    assert said == ["WATCHDOG=1", "READY=1\nSTATUS=Started.", "STOPPING=1"]


def test_without_systemd_nothing_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", os.path.join(os.sep, "nowhere", "socket"))
    bench.loop.poll()
    assert len(bench.cycles) == 2
