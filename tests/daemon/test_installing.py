"""Installing: the plans, and their steps on a real disk."""

from __future__ import annotations

import base64
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import followbot
from followbot.daemon import installing, steps
from followbot.daemon.installing import UserPlan, plan_system, plan_user
from followbot.daemon.steps import Copy, Folder, MakeKey, Permit, Remove, Run, Step, Write
from followbot.daemon.units import Installation, user_unit
from followbot.errors import FollowbotError, UsageError

OPT = Installation(
    Path("/opt/f/bin/python"), Path("/opt/f"), Path("/usr/bin/python3.11"), Path("/usr"), Path("/opt/f/lib/followbot")
)


def commands(plan: list[Step]) -> list[str]:
    return [step.shown().removeprefix("run: ") for step in plan if isinstance(step, Run)]


# --- plans ----------------------------------------------------------------------------------------------------------


def test_the_system_service_is_written_given_a_key_and_started_in_this_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    plan = plan_system(OPT, Path("/root/mine.yaml"))
    kinds = [type(step) for step in plan]
    assert kinds == [Write, Run, Copy, Permit, Permit, MakeKey, Write, Run, Run, Run]
    assert commands(plan)[-3:] == [
        "systemctl daemon-reload",
        "systemctl enable followbot.service",
        "systemctl restart followbot.service",
    ]
    key = next(step for step in plan if isinstance(step, MakeKey))
    assert key == MakeKey(Path("/etc/credstore.encrypted/followbot.store-key"), "/usr/bin/systemd-creds")


def test_without_systemd_creds_the_key_is_plain_and_a_configuration_in_place_is_not_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    plan = plan_system(OPT, None, start=False)
    assert not any(isinstance(step, Copy) for step in plan)
    assert next(s for s in plan if isinstance(s, MakeKey)) == MakeKey(Path("/etc/credstore/followbot.store-key"))
    assert commands(plan)[-1] == "systemctl daemon-reload"


@pytest.mark.parametrize("home", ["/home/sam/.local/share/pipx/venvs/followbot", "/root/.venv"])
def test_an_installation_in_somebodys_home_is_no_system_service(home: str) -> None:
    with pytest.raises(FollowbotError, match="cannot see it") as caught:
        plan_system(replace(OPT, prefix=Path(home)), None)
    assert "/opt/followbot" in caught.value.remedy


def test_neither_is_one_by_pip_for_one_user_nor_one_behind_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FollowbotError, match="cannot see it"):
        plan_system(replace(OPT, package=Path("/root/.local/lib/python3.11/site-packages/followbot")), None)
    (tmp_path / "var").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "var")
    monkeypatch.setattr(installing, "HOMES", (str(tmp_path / "home"),))
    with pytest.raises(FollowbotError, match="cannot see it"):
        plan_system(replace(OPT, prefix=tmp_path / "var" / "sam"), None)


def test_what_pip_has_installed_for_one_user_is_found_by_their_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert installing.this_installation().isolation == "-I"
    monkeypatch.setattr("site.ENABLE_USER_SITE", True)
    monkeypatch.setattr("site.getusersitepackages", lambda: str(Path(followbot.__file__).parents[1]))
    unit = user_unit(installing.this_installation(), tmp_path / "c.yaml")
    assert " -E -P -B -m followbot run\n" in unit


def test_a_key_that_an_older_systemd_could_not_encrypt_goes_on_being_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(installing, "PLAIN_KEY", tmp_path / "key")
    monkeypatch.setattr(installing, "ENCRYPTED_KEY", tmp_path / "sealed")
    (tmp_path / "key").write_text("old", "utf-8")
    plan = plan_system(OPT, None)
    assert [s for s in plan if isinstance(s, MakeKey)] == [MakeKey(tmp_path / "key")]
    assert any(isinstance(s, Write) and "LoadCredential=store-key" in s.text for s in plan)


def test_overrides_and_proxies_go_along_but_no_secrets(tmp_path: Path) -> None:
    environ = {
        "FOLLOWBOT_STORE__URL": "sqlite:////x.db",
        "https_proxy": "http://proxy:3128",
        "HTTP_PROXY": "http://sam:secret@proxy:3128",
        "FOLLOWBOT_LLM_KEY": "secret",
        "FOLLOWBOT_CONFIG": "/other.yaml",
    }
    plan = plan_user(OPT, UserPlan(tmp_path / "c.yaml", tmp_path, environ))
    unit = next(step for step in plan if isinstance(step, Write)).text
    assert "Environment=FOLLOWBOT_STORE__URL=sqlite:////x.db\n" in unit
    assert "Environment=https_proxy=http://proxy:3128\n" in unit
    assert not [word for word in ("secret", "other.yaml") if word in unit]


def test_a_users_service_takes_along_what_the_shell_knows(tmp_path: Path) -> None:
    environ = {"SSL_CERT_FILE": "/ca.pem", "HOME": "/home/sam", "PATH": "/bin"}
    wanted = UserPlan(
        tmp_path / "c.yaml", tmp_path, environ, key_file=tmp_path / "key", linger=True, state=tmp_path / "s"
    )
    plan = plan_user(OPT, wanted)
    unit = next(step for step in plan if isinstance(step, Write))
    assert "Environment=SSL_CERT_FILE=/ca.pem\n" in unit.text
    assert f"Environment=FOLLOWBOT_STORE_KEY_FILE={tmp_path / 'key'}\n" in unit.text
    assert "PATH=" not in unit.text
    assert commands(plan) == [
        "loginctl enable-linger",
        "systemctl --user daemon-reload",
        "systemctl --user enable followbot.service",
        "systemctl --user restart followbot.service",
    ]


def test_the_sandbox_of_a_user_is_a_drop_in_and_goes_when_it_is_not_wanted(tmp_path: Path) -> None:
    sandboxed = plan_user(OPT, UserPlan(tmp_path / "c", tmp_path, sandbox=True, writable=[tmp_path / "Mail"]))
    dropin = tmp_path / "followbot.service.d/sandbox.conf"
    written = next(s for s in sandboxed if isinstance(s, Write) and s.path == dropin)
    assert f"ReadWritePaths=-{tmp_path / 'Mail'}\n" in written.text
    assert Remove(dropin, folder_too=True) in plan_user(OPT, UserPlan(tmp_path / "c", tmp_path))
    dropin.parent.mkdir()
    dropin.write_text("", "utf-8")
    again = plan_user(OPT, UserPlan(tmp_path / "c", tmp_path))
    assert any(isinstance(s, Write) and s.path == dropin for s in again), (
        "installing again after an update loses nothing"
    )
    assert Remove(dropin, folder_too=True) in plan_user(OPT, UserPlan(tmp_path / "c", tmp_path, sandbox=False))


def test_acting_as_the_service_keeps_the_commands_own_options() -> None:
    line = installing.as_the_service(OPT, ["auth", "login", "--no-browser"], terminal=True)
    assert line[line.index("--") + 1 :] == [
        "/opt/f/bin/python",
        "-I",
        "-B",
        "-m",
        "followbot",
        "auth",
        "login",
        "--no-browser",
    ]
    assert "--pty" in line
    assert not any(part.startswith("--setenv") for part in line)
    with pytest.raises(UsageError, match="No command"):
        installing.as_the_service(OPT, [], terminal=False)


def test_acting_as_the_service_goes_through_the_same_proxy() -> None:
    shown = 'FOLLOWBOT_CONFIG=/etc/x HOME=/var/lib/followbot HTTPS_PROXY=http://proxy:3128 "B=two words" junk\n'
    environment = installing._assignments(shown)
    assert environment == ["HTTPS_PROXY=http://proxy:3128", "B=two words"]
    assert installing._assignments("A=it's") == []
    line = installing.as_the_service(OPT, ["doctor"], terminal=False, environment=environment)
    assert line[line.index("--") - 2 : line.index("--")] == [f"--setenv={word}" for word in environment]


# --- steps ----------------------------------------------------------------------------------------------------------


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_whole_with_its_folder_and_mode(tmp_path: Path) -> None:
    step = Write(tmp_path / "new" / "unit", "text\n", 0o640)
    assert "    text" in step.shown()
    step.perform()
    assert (step.path.read_text("utf-8"), mode(step.path)) == ("text\n", 0o640)
    assert list(step.path.parent.iterdir()) == [step.path]
    Remove(step.path, folder_too=True).perform()
    Remove(step.path, folder_too=True).perform()
    assert not step.path.parent.exists()


def test_a_key_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    step = MakeKey(tmp_path / "keys" / "store-key")
    step.perform()
    first = step.path.read_bytes()
    assert (len(base64.b64decode(first)), mode(step.path), mode(step.path.parent)) == (32, 0o600, 0o700)
    step.perform()
    assert step.path.read_bytes() == first, "another key could not open the vault"
    assert first.decode().strip() not in step.shown()


def test_the_key_is_handed_to_the_encrypter_and_not_to_the_disk(tmp_path: Path) -> None:
    program = tmp_path / "creds"
    program.write_text('#!/bin/sh\necho "$2" >"$4"; wc -c >>"$4"\n', "utf-8")
    program.chmod(0o755)
    MakeKey(tmp_path / "sealed", str(program)).perform()
    assert (tmp_path / "sealed").read_text("utf-8").split() == ["--name=store-key", "45"]


def test_a_folder_is_for_one_person(tmp_path: Path) -> None:
    Folder(tmp_path / "a" / "b").perform()
    assert mode(tmp_path / "a" / "b") == 0o700


def test_a_command_that_fails_says_so_in_a_sentence_with_what_to_do() -> None:
    complaint = (sys.executable, "-c", "import sys; sys.exit('no such unit')")
    with pytest.raises(FollowbotError, match="failed: no such unit") as caught:
        Run(complaint, "Do this.").perform()
    assert caught.value.remedy == "Do this."
    Run(complaint, may_fail=True).perform()
    with pytest.raises(FollowbotError, match="There is no program"):
        Run(("/nowhere/systemctl",)).perform()


def test_what_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(FollowbotError, match="cannot be written"):
        Write(tmp_path / "file" / "unit", "text").perform()
    with pytest.raises(FollowbotError, match="no group"):
        Permit(tmp_path, "no-such-group-here", 0o750).perform()


def test_a_group_may_read(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root, to give a file to a group")
    source = tmp_path / "mine.yaml"
    source.write_text("a: 1\n", "utf-8")
    Copy(source, tmp_path / "etc" / "config.yaml").perform()
    Permit(tmp_path / "etc" / "config.yaml", "root", 0o640).perform()
    assert mode(tmp_path / "etc" / "config.yaml") == 0o640


def test_output_of_a_command_is_handed_on() -> None:
    assert steps.run(["cat"], feed=b"hello") == "hello"


def test_nobody_installs_for_a_user_whom_systemd_does_not_serve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(FollowbotError, match="runs nothing for the user") as caught:
        installing.need_user_manager()
    assert "enable-linger" in caught.value.remedy
    (tmp_path / "systemd").mkdir()
    (tmp_path / "systemd" / "private").touch()
    installing.need_user_manager()
