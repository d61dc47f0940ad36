"""The daemon as a whole over a fake world: what it tells whom, reloads, stops at safe points, and outlives."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.world import World
from followbot.bootstrap.service import longest_step
from followbot.config import load
from followbot.daemon.log import Log
from followbot.daemon.service import Daemon, Edition, Pulse, look_around
from followbot.errors import ConfigurationError, LoginNeeded, StoreError, Unreachable
from tests.fakes.build import TUESDAY
from tests.fakes.world import Scene, event, scene

DAY = timedelta(days=1)


def go_on() -> bool:
    return False


@dataclass
class Told:
    """A notifier that remembers."""

    titles: list[str] = field(default_factory=list)

    def notify(self, title: str, text: str) -> None:
        self.titles.append(title)


@dataclass
class Service:
    """A daemon with one interview whose thank-you is due."""

    scene: Scene = field(default_factory=lambda: scene(TUESDAY + DAY))
    said: io.StringIO = field(default_factory=io.StringIO)
    told: Told = field(default_factory=Told)

    def __post_init__(self) -> None:
        self.scene.calendar.put(event(TUESDAY))
        world = replace(self.scene.world, notifier=self.told)
        self.daemon = Daemon(world, Log("info", "text", self.said), Pulse(self.scene.clock))


@pytest.fixture
def service() -> Service:
    return Service()


def test_a_draft_is_told_to_the_log_the_user_and_systemd(service: Service) -> None:
    turn = service.daemon.cycle(go_on)
    assert "event=drafted" in service.said.getvalue()
    assert service.told.titles == ["A thank-you waits in your drafts"]
    assert "last cycle 14:00 UTC" in turn.line
    assert (turn.calm, turn.again, turn.urgent) == (False, False, False)


def test_no_network_is_urgent_and_a_login_is_asked_for_once_a_day(service: Service) -> None:
    service.scene.calendar.broken = service.scene.mailbox.broken = Unreachable("Nothing there.")
    turn = service.daemon.cycle(go_on)
    assert (turn.again, turn.urgent) == (True, True)
    service.scene.calendar.broken = service.scene.mailbox.broken = LoginNeeded("The login has ended.")
    turns = [service.daemon.cycle(go_on) for _ in range(3)]
    assert not turns[-1].again, "a login does not come back by trying again"
    assert turns[-1].line.startswith("Login needed: main. ")
    assert service.told.titles == ["A login is needed: main"]
    service.scene.clock.forward(days=1)
    service.daemon.cycle(go_on)
    assert service.told.titles == ["A login is needed: main"] * 2


def test_what_came_too_late_is_told() -> None:
    late = Service(scene(TUESDAY + 6 * DAY))
    late.daemon.cycle(go_on)
    assert late.told.titles == ["A thank-you was left out"]


def test_while_nothing_is_near_it_is_calm() -> None:
    early = Service(scene(TUESDAY - 3 * DAY))
    assert early.daemon.cycle(go_on).calm
    near = Service(scene(TUESDAY - timedelta(hours=20)))
    assert not near.daemon.cycle(go_on).calm


def broken(error: Exception) -> Callable[..., None]:
    def fail(*arguments: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "said"),
    [(StoreError("The disk is full."), "cycle_failed"), (ZeroDivisionError("of Jane"), "cycle_broke")],
)
def test_a_cycle_that_breaks_is_told_and_survived(
    service: Service, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(service.scene.store, "live", broken(error))
        service.daemon.cycle(go_on)
    assert f"event={said}" in service.said.getvalue()
    assert "Jane" not in service.said.getvalue()
    service.daemon.cycle(go_on)
    assert service.told.titles[-1] == "A thank-you waits in your drafts"


def test_a_job_that_broke_is_told_by_its_kind(service: Service) -> None:
    service.daemon.broke("tick", "KeyError")
    assert 'error="tick: KeyError"' in service.said.getvalue()
    assert service.told.titles == ["Something in followbot is broken"]


# --- reload ---------------------------------------------------------------------------------------------------------


def test_a_reload_exchanges_the_world_and_a_broken_one_keeps_the_old(service: Service) -> None:
    new: World = replace(service.daemon.world)
    service.daemon.load = lambda: new
    assert service.daemon.reload() == "The configuration was read again."
    assert service.daemon.world is new
    service.daemon.load = broken(ConfigurationError("profile.email: jane@acme.example is no address."))  # type: ignore[assignment]  # it never returns
    assert "the old one stays in force" in service.daemon.reload()
    assert service.daemon.world is new
    assert "jane" not in service.said.getvalue()
    assert "event=reload_refused error=ConfigurationError" in service.said.getvalue()


def test_whatever_breaks_a_new_configuration_the_old_one_stays(service: Service) -> None:
    old = service.daemon.world
    service.daemon.load = broken(PermissionError("/home/jane"))  # type: ignore[assignment]  # it never returns
    assert "the old one stays in force" in service.daemon.reload()
    assert service.daemon.world is old
    assert "jane" not in service.said.getvalue()


# --- updates --------------------------------------------------------------------------------------------------------


def test_an_update_restarts_the_service_and_is_only_said_where_nobody_would_start_it(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    file = tmp_path / "__init__.py"
    file.write_text('__version__ = "1"', "utf-8")
    service.daemon.edition = Edition(file)
    file.unlink()
    assert not service.daemon.outdated(), "an installer is at work"
    file.write_text('__version__ = "1"', "utf-8")
    assert not service.daemon.outdated(), "the same again"
    file.write_text('__version__ = "2"', "utf-8")
    assert [service.daemon.outdated() for _ in range(3)] == [False] * 3
    assert service.said.getvalue().count("event=updated") == 1
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/systemd/notify")
    assert service.daemon.outdated()


# --- safe points ----------------------------------------------------------------------------------------------------


def test_a_cycle_stops_between_follow_ups_and_the_next_one_goes_on() -> None:
    """Wherever it is asked to stop: what was begun is finished, the lock is free, and nothing is there twice."""
    for allowed in range(12):
        made = scene(TUESDAY + DAY)
        made.calendar.put(event(TUESDAY, "jane@acme.example", "ravi@acme.example"))
        asked = iter(range(1000))
        report = run_cycle(made.world, halt=lambda allowed=allowed, asked=asked: next(asked) >= allowed)  # type: ignore[misc]  # lambdas with defaults have no inferable type
        assert len(report.created) == len(made.mailbox.all_drafts())
        rest = run_cycle(made.world)
        assert len(report.created) + len(rest.created) == 2
        assert made.mailbox.creates == 2
        made.store.close()


# --- progress -------------------------------------------------------------------------------------------------------


def test_only_the_worker_makes_progress(service: Service) -> None:
    service.daemon.cycle(go_on)
    before = service.daemon.progress()
    service.daemon.world.clock.now()
    other = threading.Thread(target=service.daemon.pulse.now)
    other.start()
    other.join()
    assert service.daemon.progress() == before
    service.daemon.pulse.now()
    assert service.daemon.progress() == before + 1


def test_what_the_judges_say_is_progress(service: Service) -> None:
    """The first scan of a large calendar asks no clock for minutes."""
    pulse = service.daemon.pulse
    pulse.worker = threading.get_ident()
    world = pulse.felt(service.scene.world)
    before = pulse.asked
    for _ in range(3):
        world.detect(event(TUESDAY))
    assert pulse.asked == before + 3


CONFIG = """\
profile: {name: Sam Taylor, email: sam@home.example}
accounts:
  - {name: files, provider: local, local: {calendars: [c.ics]}}
"""
POST = "  - {name: post, provider: imap, imap: {host: imap.home.example}}\n"
MODEL = "composer: {use: llm, llm: {base_url: 'http://127.0.0.1:1/v1', model: m, timeout: 10min}}\n"


@pytest.mark.parametrize(("more", "seconds"), [("", 0.0), (POST, 900.0), (MODEL, 2400.0), (POST + MODEL, 2400.0)])
def test_a_step_may_take_as_long_as_the_slowest_adapter_waits(tmp_path: Path, more: str, seconds: float) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG + more, "utf-8")
    assert longest_step(load(tmp_path / "config.yaml", {"HOME": str(tmp_path)})) == seconds


# --- the sandbox ----------------------------------------------------------------------------------------------------


def test_a_sandbox_that_is_none_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("followbot.daemon.sandbox._PLACES", (tmp_path,))
    said = io.StringIO()
    log = Log("info", "text", said)
    look_around(tmp_path, log, {})
    assert said.getvalue() == "", "nobody promised one"
    look_around(tmp_path, log, {"FOLLOWBOT_SANDBOX": "writes,exec"})
    assert said.getvalue().count("event=sandbox_is_open") == 2
    assert (tmp_path / "sandbox.json").exists()


def test_judges_rest_after_each_cycle_also_after_a_broken_one(service: Service) -> None:
    rested: list[str] = []
    service.daemon.world = replace(service.daemon.world, rest=lambda: rested.append("once"))
    service.daemon.cycle(go_on)
    service.scene.store.close()
    service.daemon.cycle(go_on)
    assert rested == ["once", "once"]
