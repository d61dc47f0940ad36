"""`completion`: what Tab offers, asked of the program and of real shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Home, Run
from tests.cli.test_overview import story
from tests.system.terminal import Terminal

BIN = str(Path(sys.executable).parent)


def offered(run: Run, *typed: str) -> list[str]:
    ran = run("completion", "words", "--", *typed)
    assert (ran.code, ran.err) == (0, "")
    kind, *lines = ran.out.splitlines()
    assert kind == "words"
    return [line.partition("\t")[0] for line in lines]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("stat",), ["status"]),
        (("auth", ""), ["login", "status", "logout"]),
        (("once", "--d"), ["--dry-run"]),
        (("--json", "doc"), ["doctor"]),
        (("--config", "x.yaml", "doc"), ["doctor"]),
        (("preview", "--kind", ""), ["thank_you", "nudge"]),
        (("note", "acme", "--rapport", "g"), ["great", "good"]),
        (("init", "--provider", "mi"), ["microsoft"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("status", ""), []),
        (("nonsense", "more", ""), []),
        (("note", "acme", "--", "--r"), []),
    ],
)
def test_tab_offers_what_may_come_next(home: Home, run: Run, typed: tuple[str, ...], expected: list[str]) -> None:
    assert offered(run, *typed) == expected


def test_accounts_and_interviews_are_offered_and_no_title_can_break_a_line(home: Home, run: Run) -> None:
    home.keep(*story())
    assert offered(run, "auth", "login", "") == ["main"]
    assert sorted(offered(run, "why", "")) == ["i-u2", "i-u3", "i-uid-1"]
    assert offered(run, "why", "i-uid") == ["i-uid-1"]
    text = run("completion", "words", "--", "why", "").out
    assert len(text.splitlines()) == 4
    assert "\x1b" not in text


@pytest.mark.parametrize("typed", [("--config", ""), ("inspect", "event", ""), ("demo", "--into", "")])
def test_files_are_left_to_the_shell(home: Home, run: Run, typed: tuple[str, ...]) -> None:
    assert run("completion", "words", "--", *typed).out == "files\n"


def test_without_a_configuration_tab_stays_silent(home: Home, run: Run) -> None:
    home.config.unlink()
    assert offered(run, "why", "") == []


def test_another_shell_is_refused(run: Run) -> None:
    ran = run("completion", "tcsh")
    assert ran.code == 2
    assert "bash, zsh, fish" in ran.err


# --- real shells ----------------------------------------------------------------------------------------------------


def environ() -> dict[str, str]:
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "TERM": "xterm", "HOME": "/nonexistent"}


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.mark.system
@needs("bash")
def test_bash(home: Home) -> None:
    home.keep(*story())
    code = """
    source <(followbot completion bash)
    ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _followbot; printf '%s|' "${COMPREPLY[@]}"; echo; }
    complete -p followbot
    ask followbot doc
    ask followbot why ''
    ask followbot --config /etc/passw
    """
    ran = subprocess.run(
        ["bash", "--norc", "-c", code], env=environ(), capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stderr == ""
    registered, doctor, refs, files = ran.stdout.splitlines()
    assert registered.startswith("complete -F _followbot followbot")
    assert doctor == "doctor|"
    assert set(refs.split("|")) == {"i-u2", "i-u3", "i-uid-1", ""}
    assert "/etc/passwd|" in files


@pytest.mark.system
@needs("fish")
def test_fish(home: Home, tmp_path: Path) -> None:
    home.keep(*story())
    code = "followbot completion fish | source; for line in 'doc' 'auth ' 'why '; complete -C \"followbot $line\"; end"
    ran = subprocess.run(
        ["fish", "--no-config", "-c", code],
        env=environ() | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    words = [line.partition("\t")[0] for line in ran.stdout.splitlines()]
    assert words[0] == "doctor"
    assert set(words[1:]) == {"login", "status", "logout", "i-u2", "i-u3", "i-uid-1"}
    assert "Check everything" in ran.stdout


@pytest.mark.system
@needs("zsh")
@pytest.mark.parametrize("installed", [False, True], ids=["sourced", "in-fpath"])
def test_zsh(home: Home, tmp_path: Path, installed: bool) -> None:
    home.keep(*story())
    folder = tmp_path / "zfunc"
    folder.mkdir()
    script = subprocess.run(["followbot", "completion", "zsh"], env=environ(), capture_output=True, check=True).stdout
    (folder / "_followbot").write_bytes(script)
    begin = f"fpath=({folder} $fpath)\n" if installed else ""
    begin += f"autoload -Uz compinit && compinit -u -d {tmp_path}/dump\n"
    begin += "" if installed else f"source {folder}/_followbot\n"
    with Terminal(["zsh", "-f", "-i"], environ() | {"PS1": "> ", "PROMPT_EOL_MARK": ""}) as zsh:
        zsh.press(begin)
        zsh.press("followbot doc\t--help\n")
        zsh.expect("Usage: followbot doctor")
        zsh.press("followbot auth logi\t--help\n")
        zsh.expect("Usage: followbot auth login")
        zsh.press("followbot why i-ui\t--json\n")
        zsh.expect('"ref": "i-uid-1"')
        zsh.press("exit\n")
