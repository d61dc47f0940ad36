"""The units: filled in right, the same as those in deploy/, and as locked up as they are said to be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from followbot.daemon import units
from followbot.daemon.installing import this_installation
from followbot.daemon.units import Installation
from followbot.errors import FollowbotError
from tests.daemon import deployed

HERE = this_installation()


@pytest.mark.parametrize("name", deployed.files())
def test_what_is_in_deploy_is_what_install_writes(name: str) -> None:
    shipped = (deployed.ROOT / name).read_text("utf-8")
    assert shipped == deployed.files()[name], "python -m tests.daemon.deployed"
    assert "@" not in shipped.replace("@system-service", "").replace("@privileged @resources", "")


def analyzed(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("needs systemd-analyze (package systemd)")
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture
def system_unit(tmp_path: Path) -> Path:
    path = tmp_path / units.UNIT
    path.write_text(units.system_unit(HERE), "utf-8")
    return path


def test_the_system_unit_is_hardly_exposed(system_unit: Path) -> None:
    """systemd's own measure, 0.0 to 10.0; the threshold is in tenths."""
    done = analyzed("security", "--offline=true", "--threshold=15", "--no-pager", system_unit)
    assert done.returncode == 0, done.stdout


def test_that_measure_can_fail(system_unit: Path) -> None:
    system_unit.write_text(units.user_unit(HERE, Path("/etc/config.yaml")), "utf-8")
    assert analyzed("security", "--offline=true", "--threshold=15", "--no-pager", system_unit).returncode == 1


def test_the_sandboxed_user_unit_is_little_exposed(tmp_path: Path) -> None:
    """Drop-ins are not read offline, so both are one file here."""
    path = tmp_path / units.UNIT
    sandbox = units.user_sandbox([tmp_path]).partition("[Service]\n")[2]
    unit = units.user_unit(HERE, Path("/etc/config.yaml")).replace("[Install]", f"{sandbox}[Install]")
    path.write_text(unit, "utf-8")
    done = analyzed("security", "--offline=true", "--threshold=20", "--no-pager", path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("who", ["--system", "--user"])
def test_systemd_has_nothing_to_say_about_them(who: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends with 0 for unknown keys and bad values too: what counts is that it says nothing."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    path = tmp_path / units.UNIT
    system = who == "--system"
    path.write_text(units.system_unit(HERE) if system else units.user_unit(HERE, Path("/c.yaml")), "utf-8")
    done = analyzed(who, "verify", "--man=no", "--recursive-errors=no", path)
    assert [line for line in done.stderr.splitlines() if units.UNIT in line] == []
    path.write_text(path.read_text("utf-8") + "Nonsense=1\n", "utf-8")
    assert "Nonsense" in analyzed(who, "verify", "--man=no", path).stderr


def test_an_old_systemd_gets_a_plain_credential() -> None:
    assert "LoadCredential=store-key:/etc/credstore/followbot.store-key\n" in units.system_unit(HERE, encrypted=False)


def test_every_part_of_python_may_be_executed() -> None:
    odd = Installation(
        Path("/opt/f/bin/python"), Path("/opt/f"), Path("/opt/py/bin/python3.12"), Path("/opt/py"), Path("/opt/f/lib")
    )
    assert units.exec_paths(odd)[:3] == ["/opt/f", "/opt/py/bin/python3.12", "/opt/py"]


def test_the_systems_own_python_opens_no_other_program() -> None:
    own = Installation(
        Path("/usr/bin/python3"), Path("/usr"), Path("/usr/bin/python3.11"), Path("/usr"), Path("/usr/local/lib/x")
    )
    assert units.exec_paths(own)[:3] == ["-/usr/local/lib", "/usr/bin/python3.11", "/usr/lib"]
    assert not {"/usr", "/usr/bin"} & set(units.exec_paths(own))


def test_what_a_unit_file_would_misread_is_written_so_that_it_does_not() -> None:
    text = units.user_unit(HERE, Path("/home/50%/c.yaml"), [("SSL_CERT_FILE", 'a "b" %c')])
    assert "FOLLOWBOT_CONFIG=/home/50%%/c.yaml\n" in text
    assert 'Environment="SSL_CERT_FILE=a \\"b\\" %%c"\n' in text
    with pytest.raises(FollowbotError, match="control characters"):
        units.user_unit(HERE, Path("/home/my\nconfig.yaml"))


def test_systemd_reads_paths_with_blanks_quotes_and_dollars_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    odd, quoted = tmp_path / "my own $HOME 50%; bin", Path('/home/sam/Sam\'s "own" \\')
    odd.mkdir(parents=True)
    (odd / "python").symlink_to(sys.executable)
    unit = units.user_unit(replace(HERE, python=odd / "python"), quoted / "c.yaml", [("SSL_CERT_FILE", str(quoted))])
    path = tmp_path / units.UNIT
    path.write_text(unit + units.user_sandbox([odd, quoted]), "utf-8")
    done = analyzed("--user", "verify", "--man=no", "--recursive-errors=no", path)
    assert [line for line in done.stderr.splitlines() if units.UNIT in line] == []
    with pytest.raises(FollowbotError, match="cannot start"):
        units.user_unit(replace(HERE, python=quoted / "python"), odd)
    (odd / "python").unlink()
    assert "my own $HOME 50%; bin/python is not executable" in analyzed("--user", "verify", "--man=no", path).stderr


def test_whatever_ends_the_service_it_comes_back_but_for_a_broken_configuration() -> None:
    for text in (units.system_unit(HERE), units.user_unit(HERE, Path("/c.yaml"))):
        assert "\nRestart=always\n" in text
        assert "\nRestartPreventExitStatus=78\n" in text
