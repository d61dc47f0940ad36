"""`service`: what it would do, and what it says where it cannot. The real thing is in tests/system/machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from followbot.daemon import installing
from tests.cli.conftest import Home, Run


@pytest.fixture
def no_systemd(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.is_dir
    monkeypatch.setattr(Path, "is_dir", lambda path: str(path) != "/run/systemd/system" and real(path))


def test_a_dry_run_shows_every_file_and_command_and_does_nothing(
    home: Home, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    ran = run("service", "install", "--dry-run", "--sandbox", "--linger")
    assert ran.code == 0, ran.err
    assert f"write {tmp_path / 'xdg' / 'systemd/user/followbot.service'}:" in ran.out
    assert f"Environment=FOLLOWBOT_CONFIG={home.config}" in ran.out
    assert f"{home.root / 'Maildir'}" in ran.out
    assert "run: loginctl enable-linger" in ran.out
    assert ran.out.rstrip().endswith("run: systemctl --user restart followbot.service")
    assert not (tmp_path / "xdg").exists()


def test_a_broken_configuration_is_named_before_anything_is_done(home: Home, run: Run) -> None:
    home.config.write_text("accounts: []\n", "utf-8")
    assert run("service", "install").code == 78
    assert run("--config", str(home.config), "service", "install", "--system").code == 78


@pytest.mark.parametrize("command", [["install"], ["uninstall"], ["status"], ["exec", "status"]])
def test_without_systemd_it_says_so(home: Home, run: Run, no_systemd: None, command: list[str]) -> None:
    ran = run("service", *command)
    assert ran.code == 1
    assert "systemd does not run here" in ran.err


def test_the_system_service_is_for_root(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "need_systemd", lambda: None)
    monkeypatch.setattr(installing, "is_root", lambda: False)
    monkeypatch.setattr(installing, "HOMES", ())
    for command in (["install", "--system"], ["uninstall", "--system"], ["exec", "status"]):
        ran = run("service", *command)
        assert ran.code == 1
        assert "sudo" in ran.err


STATE = {
    "LoadState": "loaded",
    "UnitFileState": "enabled",
    "ActiveState": "active",
    "SubState": "running",
    "Result": "success",
    "ExecMainStatus": "0",
    "NRestarts": "2",
    "StatusText": "Next follow-up 2026-03-04 14:00 UTC; last cycle 13:55 UTC.",
}


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({}, 0, "The service is active (running), restarted 2 times by itself."),
        ({}, 0, "It says: Next follow-up 2026-03-04 14:00 UTC"),
        ({"ActiveState": "failed", "ExecMainStatus": "78"}, 1, "its configuration is broken"),
        ({"ActiveState": "failed", "Result": "watchdog"}, 1, "It failed: watchdog."),
        ({"UnitFileState": "disabled"}, 0, "does not start by itself"),
        ({"LoadState": "not-found", "ActiveState": "inactive"}, 1, "followbot service install"),
    ],
)
def test_status_says_how_it_is(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], code: int, said: str
) -> None:
    monkeypatch.setattr(installing, "need_systemd", lambda: None)
    monkeypatch.setattr(installing, "need_user_manager", lambda: None)
    monkeypatch.setattr(installing, "properties", lambda *, system: {**STATE, **changes})
    ran = run("service", "status")
    assert ran.code == code
    assert said in ran.out
    found = run("service", "status", "--json").json
    assert found["running"] is (code == 0)
    assert found["restarts"] == 2
