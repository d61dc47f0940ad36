"""The loop with injected time: what makes it run a cycle, and what does not."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from followbot.daemon.loop import Engine, Loop, Order
from followbot.daemon.notify import watchdog_seconds
from followbot.daemon.pace import Turn
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
    listener: Callable[[Any], None] = print

    def add_job(self, run: Callable[..., None], trigger: str = "", **options: Any) -> None:
        self.jobs[options["id"]] = {"run": run, "trigger": trigger, **options}

    def add_listener(self, listener: Callable[[Any], None], mask: int) -> None:
        self.listener = listener

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
    turn: Turn = field(default_factory=lambda: Turn("Nothing is armed."))
    steps: int = 0
    seconds: float = 0.0
    patience: float = 0.0
    outdated: bool = False
    deserted: bool = False
    reloads: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        engine = Engine(
            cycle=self._cycle,
            next_due=self._next_due,
            now=self.clock.now,
            logins=lambda: self.logins,
            reload=self._reload,
            progress=lambda: self.steps,
            elapsed=lambda: self.seconds,
            patience=lambda: self.patience,
            outdated=lambda: self.outdated,
            deserted=lambda: self.deserted,
            broke=lambda job, error: self.broken.append((job, error)),
        )
        self.loop = Loop(engine, self.scheduler)

    def _cycle(self, halt: Callable[[], bool]) -> Turn:
        self.logins = self.logins_during.pop() if self.logins_during else self.logins
        self.cycles.append(self.clock.now())
        return self.turn

    def _reload(self) -> str:
        self.reloads += 1
        return "Read again."

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


def test_a_new_login_runs_one_cycle_at_the_next_look(bench: Bench) -> None:
    bench.loop.look()
    assert len(bench.cycles) == 1
    bench.logins = "another"
    bench.loop.look()
    bench.loop.look()
    assert len(bench.cycles) == 2


def test_a_login_during_a_cycle_is_noticed_after_it(bench: Bench) -> None:
    bench.logins_during = ["another"]
    bench.loop.poll()
    for _ in range(3):
        bench.loop.look()
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


def test_a_cycle_that_takes_long_is_no_leap_of_time(bench: Bench) -> None:
    """Servers that let everybody wait would be asked again without a pause."""

    def slow(halt: Callable[[], bool]) -> Turn:
        bench.cycles.append(bench.clock.now())
        bench.clock.forward(minutes=8)
        return Turn("", again=True)

    bench.loop._engine = replace(bench.loop._engine, cycle=slow)
    bench.loop.poll()
    bench.loop.tick()
    assert len(bench.cycles) == 2


def test_what_became_due_during_a_cycle_has_another_one_at_once(bench: Bench) -> None:
    def slow(halt: Callable[[], bool]) -> Turn:
        bench.due = [bench.clock.now() + timedelta(seconds=20)]
        bench.clock.forward(seconds=50)
        return Turn("")

    bench.loop._engine = replace(bench.loop._engine, cycle=slow)
    bench.loop.poll()
    assert bench.scheduler.jobs["due"]["run_date"] < bench.clock.now()


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


def test_a_clock_set_back_by_seconds_only_does_not_make_a_tick_late_either(bench: Bench) -> None:
    bench.scheduler.jobs["tick"] = {"next_run_time": TUESDAY + MINUTE}
    bench.clock.forward(seconds=-10)
    bench.loop.catch_up()
    assert bench.scheduler.jobs["tick"]["next_run_time"] == bench.clock.now()


def test_what_stays_overdue_is_left_to_the_poll(bench: Bench) -> None:
    bench.due = [TUESDAY + 2 * MINUTE]
    bench.ticks(20)
    assert len(bench.cycles) == 2, "a mailbox that is down is not asked every minute"
    bench.loop.poll()
    assert len(bench.cycles) == 3


# --- pace -----------------------------------------------------------------------------------------------------------


def waits(bench: Bench, turn: Turn, times: int) -> list[float]:
    """The seconds until the next poll, after each of so many cycles that went like `turn`."""
    bench.turn = turn
    found = []
    for _ in range(times):
        bench.loop.poll()
        found.append(bench.scheduler.jobs["poll"]["seconds"])
    return found


def test_polls_are_rare_while_nothing_can_happen(bench: Bench) -> None:
    assert waits(bench, Turn(""), 2) == [300, 300]
    assert waits(bench, Turn("", calm=True), 2) == [1800, 1800]


def test_what_may_pass_is_tried_again_soon_and_then_as_usual(bench: Bench) -> None:
    assert waits(bench, Turn("", again=True), 5) == [10, 20, 45, 300, 300]
    assert waits(bench, Turn(""), 1) == [300]
    assert waits(bench, Turn("", again=True), 1) == [10], "from the start"


def test_what_is_urgent_is_tried_within_each_minute(bench: Bench) -> None:
    found = waits(bench, Turn("", again=True, urgent=True), 10)
    assert found[-3:] == [45, 45, 45]
    job = bench.scheduler.jobs["poll"]
    assert job["seconds"] + job["jitter"] < 55


def test_after_a_night_failures_are_counted_anew(bench: Bench) -> None:
    waits(bench, Turn("", again=True), 9)
    bench.clock.forward(hours=9)
    bench.loop.tick()
    assert bench.scheduler.jobs["poll"]["seconds"] == 10


# --- orders ---------------------------------------------------------------------------------------------------------


def obeyed(bench: Bench, *orders: Callable[[], None]) -> None:
    """Run the loop's main thread until it has obeyed these orders, and stop."""
    for order in (*orders, bench.loop.stop):
        order()
    bench.loop.run()


def test_a_wake_up_call_makes_a_cycle_within_seconds_and_many_make_one(bench: Bench) -> None:
    bench.clock.forward(minutes=1)
    obeyed(bench, bench.loop.wake, bench.loop.wake, bench.loop.wake)
    job = bench.scheduler.jobs["wake"]
    assert job["run_date"] == bench.clock.now() + timedelta(seconds=2)
    assert job["max_instances"] == 2, "one that comes during a cycle is not lost"


def test_wake_up_calls_right_after_a_cycle_wait_a_little(bench: Bench) -> None:
    bench.clock.forward(seconds=1)
    obeyed(bench, bench.loop.wake)
    assert bench.scheduler.jobs["wake"]["run_date"] == TUESDAY + timedelta(seconds=20)


def test_a_wake_up_call_after_the_clock_was_set_back_does_not_wait_for_it(bench: Bench) -> None:
    bench.clock.forward(hours=-3)
    obeyed(bench, bench.loop.wake)
    assert bench.scheduler.jobs["wake"]["run_date"] == bench.clock.now() + timedelta(seconds=2)


@pytest.mark.parametrize(("number", "job"), [(signal.SIGUSR1, "now"), (signal.SIGHUP, "reload")])
def test_signals_ask_for_a_cycle_or_a_reload(bench: Bench, number: signal.Signals, job: str) -> None:
    bench.loop._on_signal(number, None)
    obeyed(bench)
    assert bench.scheduler.jobs[job]["misfire_grace_time"] is None
    assert bench.cycles == [TUESDAY], "nothing runs inside of the handler"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_stop(bench: Bench, number: signal.Signals) -> None:
    bench.loop._on_signal(number, None)
    bench.loop.run()
    assert bench.scheduler.stopped


def test_a_reload_is_followed_by_a_cycle(bench: Bench) -> None:
    bench.loop.reload()
    assert (bench.reloads, len(bench.cycles)) == (1, 2)


def test_a_reload_that_blows_up_is_over_all_the_same(bench: Bench, told: Callable[[], str]) -> None:
    """systemd waits for the READY that ends it, and refuses another reload until then."""

    def blow_up() -> str:
        raise ZeroDivisionError

    bench.loop._engine = replace(bench.loop._engine, reload=blow_up)
    with pytest.raises(ZeroDivisionError):
        bench.loop.reload()
    assert told().startswith("RELOADING=1")
    assert told().startswith("READY=1")


def test_a_hangup_of_the_terminal_stops_and_no_other_one_does(bench: Bench) -> None:
    bench.loop._on_signal(signal.SIGHUP, None)
    obeyed(bench)
    assert "reload" in bench.scheduler.jobs
    gone = Bench(deserted=True)
    gone.loop._on_signal(signal.SIGHUP, None)
    assert gone.loop.run() == 0
    assert "reload" not in gone.scheduler.jobs


def test_another_version_takes_over_between_two_cycles(bench: Bench) -> None:
    bench.loop.look()
    bench.outdated = True
    bench.loop.look()
    assert bench.loop.run() == 75, "systemd starts it again, however its unit says when"
    assert len(bench.cycles) == 1


def test_an_order_that_cannot_be_obeyed_is_heard_of_and_the_next_one_is_obeyed(bench: Bench) -> None:
    def unable(name: str) -> None:
        del bench.scheduler.get_job  # the one of this instance
        raise LookupError

    bench.scheduler.get_job = unable  # type: ignore[method-assign]  # one scheduler, and for one call
    obeyed(bench, bench.loop.wake, bench.loop.wake)
    assert bench.broken == [("loop", "LookupError")]
    assert "wake" in bench.scheduler.jobs


def test_orders_are_the_ones_we_know() -> None:
    assert {o.name for o in Order} == {"STOP", "CYCLE", "RELOAD", "WAKE"}


def test_a_job_that_raises_is_heard_of(bench: Bench) -> None:
    obeyed(bench)
    bench.scheduler.listener(SimpleNamespace(job_id="tick", exception=KeyError("secret")))
    bench.scheduler.listener(SimpleNamespace(job_id="poll"))
    assert bench.broken == [("tick", "KeyError"), ("poll", "Missed")]


def test_one_job_that_raises_never_kills_the_others() -> None:
    """On the real scheduler: the first cycle blows up although it never should; the next one runs."""
    cycles: list[str] = []
    broken: list[str] = []

    def cycle(halt: Callable[[], bool]) -> Turn:
        cycles.append("cycle")
        if len(cycles) == 1:
            raise KeyError("something private")
        loop.stop()
        return Turn("")

    def broke(job: str, error: str) -> None:
        broken.append(error)
        loop._on_signal(signal.SIGUSR1, None)

    engine = Engine(cycle, lambda after: None, lambda: datetime.now(UTC), broke=broke)  # noqa: TID251 - APScheduler knows no other clock
    loop = Loop(engine)
    loop.run()
    assert (cycles, broken) == (["cycle", "cycle"], ["KeyError"])


# --- the end --------------------------------------------------------------------------------------------------------


def test_after_stop_no_cycle_begins(bench: Bench) -> None:
    obeyed(bench)
    bench.loop.poll()
    bench.loop.reload()
    assert (len(bench.cycles), bench.reloads) == (1, 0)


def test_run_polls_with_jitter_ticks_every_minute_and_ends_when_stopped(bench: Bench) -> None:
    runner = threading.Thread(target=bench.loop.run)
    runner.start()
    bench.loop.stop()
    runner.join(timeout=10)
    assert not runner.is_alive()
    assert bench.scheduler.started
    assert bench.scheduler.stopped
    poll, tick = bench.scheduler.jobs["poll"], bench.scheduler.jobs["tick"]
    assert tick["seconds"] <= 60
    for job in (poll, tick):
        assert (job["misfire_grace_time"], job["coalesce"], job["max_instances"]) == (None, True, 1)


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """What systemd is told, one message at a time."""
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(path))
        manager.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        yield lambda: manager.recv(1000).decode()


def test_systemd_is_told_that_it_is_ready_and_stopping(bench: Bench, told: Callable[[], str]) -> None:
    obeyed(bench)
    assert told() == "READY=1\nSTATUS=Started."
    assert told().startswith("STOPPING=1\n")


def test_systemd_is_told_of_a_reload(bench: Bench, told: Callable[[], str]) -> None:
    bench.loop.reload()
    before, after = told(), told()
    assert re.fullmatch(r"RELOADING=1\nMONOTONIC_USEC=\d+", before)
    assert after == "READY=1\nSTATUS=Read again."
    assert told() == "STATUS=Nothing is armed."


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A loop that systemd watches."""
    monkeypatch.setenv("WATCHDOG_USEC", "180000000")
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))
    return Bench()


def test_an_idle_loop_has_the_worker_send_the_ping(watched: Bench, told: Callable[[], str]) -> None:
    """So that a scheduler or a worker that hangs sends none."""
    watched.loop.beat()
    job = watched.scheduler.jobs["beat"]
    job["run"](*job["args"])
    assert told() == "WATCHDOG=1"


def test_during_a_cycle_only_progress_is_proof_of_life(watched: Bench, told: Callable[[], str]) -> None:
    def cycle(halt: Callable[[], bool]) -> Turn:
        watched.loop.beat()  # it hangs: nothing is told
        watched.steps += 1
        watched.loop.beat()
        watched.loop.beat()  # it hangs again
        return Turn("Done.")

    watched.loop._engine = replace(watched.loop._engine, cycle=cycle)
    watched.loop.poll()
    assert [told(), told()] == ["WATCHDOG=1", "STATUS=Done."]
    assert "beat" not in watched.scheduler.jobs


def test_what_may_take_long_is_waited_for_and_no_longer(watched: Bench, told: Callable[[], str]) -> None:
    watched.patience = 900.0

    def cycle(halt: Callable[[], bool]) -> Turn:
        for seconds in (100.0, 899.0, 901.0, 2000.0):
            watched.seconds = seconds
            watched.loop.beat()
        return Turn("Done.")

    watched.loop._engine = replace(watched.loop._engine, cycle=cycle)
    watched.loop.poll()
    assert [told(), told(), told()] == ["WATCHDOG=1", "WATCHDOG=1", "STATUS=Done."]


@pytest.mark.parametrize(
    ("usec", "pid", "expected"),
    [("180000000", "7", 180.0), ("180000000", "8", None), ("0", "7", None), ("", "7", None), ("x", "7", None)],
)
def test_the_watchdog_is_ours_only_if_it_names_us(usec: str, pid: str, expected: float | None) -> None:
    assert watchdog_seconds({"WATCHDOG_USEC": usec, "WATCHDOG_PID": pid}, 7) == expected


def test_a_loop_that_nobody_watches_sends_no_ping(bench: Bench) -> None:
    bench.loop.beat()
    assert "beat" not in bench.scheduler.jobs


def test_without_systemd_nothing_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", os.path.join(os.sep, "nowhere", "socket"))
    bench.loop.poll()
    assert len(bench.cycles) == 2
