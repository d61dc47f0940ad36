"""The door itself: how it starts, what it loads, how it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import followbot
from followbot.cli import invocation
from followbot.errors import ConfigurationError, LoginNeeded, TryAgain, Unreachable, UsageError
from tests.cli.conftest import Home, Run

COMMANDS = (
    "demo", "once", "run", "status", "why", "note", "confirm", "ignore", "preview", "forget", "export", "inspect", "config",
    "auth", "service", "doctor", "init", "completion", "man",
)  # fmt: skip

HEAVY = (
    "sqlalchemy",
    "alembic",
    "pydantic",
    "yaml",
    "rich",
    "jinja2",
    "requests",
    "icalendar",
    "structlog",
    "apscheduler",
)


def program(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """The program as a user starts it: as a module, in a process of its own."""
    command = [sys.executable, *(["-c", code] if code else ["-m", "followbot"]), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


# --- starting -------------------------------------------------------------------------------------------------------

ADVICE = "Check the disk, its free space and the permissions there.\n"


def test_the_module_is_the_program() -> None:
    ran = program("--version")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"followbot {followbot.__version__}\n", "")


def test_the_console_script_is_the_same_program() -> None:
    script = Path(sys.executable).with_name("followbot")
    ran = subprocess.run([script, "--json", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout == f"followbot {followbot.__version__}\n"


@pytest.mark.parametrize(("arguments", "forbidden"), [(["--version"], ("typer", *HEAVY)), (["--help"], HEAVY)])
def test_asking_for_little_loads_little(arguments: list[str], forbidden: tuple[str, ...]) -> None:
    """What keeps `--version` under 0.12 s and `--help` under 0.2 s; counted in modules, because machines are noisy."""
    code = (
        "import sys; from followbot.__main__ import main; main(sys.argv[1:]);"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    ran = program(*arguments, code=code)
    assert ran.returncode == 0, ran.stderr
    assert set(ran.stderr.split()) & set(forbidden) == set()


def test_a_status_loads_no_library_that_only_a_cycle_needs(home: Home) -> None:
    code = (
        "import sys; from followbot.__main__ import main; main(sys.argv[1:]);"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    ran = program("status", code=code)
    assert "No interviews yet" in ran.stdout
    needless = {
        "jinja2",
        "requests",
        "icalendar",
        "structlog",
        "apscheduler",
        "alembic",
        "rich",
        "holidays",
    }
    assert set(ran.stderr.split()) & needless == set()


def test_help_names_every_command(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    listed = [line.split()[0] for line in ran.out.partition("Commands:")[2].splitlines() if line.strip()]
    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ((), ("--help",)),
        (("why",), ("why", "--help")),
        (("service", "install"), ("service", "install", "--help")),
    ],
)
def test_help_may_be_typed_the_other_way_round(run: Run, words: tuple[str, ...], same: tuple[str, ...]) -> None:
    ran = run("help", *words)
    assert (ran.code, ran.out) == (0, run(*same).out)
    assert "Did you mean 'status'?" in run("help", "sttaus").err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_80_columns(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert "Usage: followbot" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


# --- global options -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("--json", "status"), ("status", "--json")])
def test_options_mean_the_same_before_and_after_the_command(home: Home, run: Run, arguments: tuple[str, str]) -> None:
    assert run(*arguments).json["interviews"] == []


@pytest.mark.parametrize("where", ["before", "after", "environment"])
def test_the_configuration_may_be_named_anywhere(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    other = home.root / "other.yaml"
    home.config.rename(other)
    named = ["--config", str(other)]
    match where:
        case "before":
            ran = run(*named, "config", "check")
        case "after":
            ran = run("config", "check", *named)
        case _:
            monkeypatch.setenv("FOLLOWBOT_CONFIG", str(other))
            ran = run("config", "check")
    assert ran.code == 0, ran.err
    assert str(other) in ran.out.replace("\n", "")


# --- failing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("status", "--nonsense"), ("note",), ("inspect", "nonsense"), ("--config",)]
)
def test_a_wrong_command_line_is_a_usage_error(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert ran.err


def broken(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(self: invocation.Invocation) -> None:
        raise error

    monkeypatch.setattr(invocation.Invocation, "load_config", fail)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("That is odd.", "Do this."), 2),
        (Unreachable("That is odd.", "Do this."), 69),
        (TryAgain("That is odd.", "Do this."), 75),
        (LoginNeeded("That is odd.", "Do this."), 77),
        (ConfigurationError("That is odd.", "Do this."), 78),
    ],
)
@pytest.mark.parametrize("json", [False, True])
def test_an_error_is_a_sentence_with_its_remedy_and_its_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, json: bool
) -> None:
    broken(monkeypatch, error)
    ran = run("status", *(["--json"] if json else []))
    assert (ran.code, ran.out, ran.err) == (code, "", "followbot: That is odd.\nDo this.\n")


def test_a_fault_of_ours_is_one_sentence_and_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, KeyError("secret detail"))
    ran = run("status")
    assert (ran.code, ran.out) == (1, "")
    assert "KeyError" in ran.err
    assert "/issues" in ran.err
    assert "Traceback" not in ran.err
    assert "secret detail" not in ran.err


def test_the_traceback_is_there_for_who_asks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, KeyError("detail"))
    assert "Traceback" in run("-vv", "status").err
    assert "Traceback" in run("-v", "status", "-v").err
    assert "Traceback" not in run("-v", "status").err


def test_what_the_system_says_is_passed_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, OSError(28, "No space left on device", "/some/file"))
    ran = run("status")
    assert (ran.code, ran.err) == (1, f"followbot: The system says: No space left on device (/some/file).\n{ADVICE}")


def test_an_interrupt_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, KeyboardInterrupt())
    ran = run("status")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_an_error_cannot_command_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, ConfigurationError("A title \x1b]0;owned\x07 of evil\u202e."))
    assert run("status").err == "followbot: A title \ufffd]0;owned\ufffd of evil.\n"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """`followbot config schema | head -1`"""
    command = [sys.executable, "-m", "followbot", "config", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        complaint = running.stderr.read()
    assert (running.returncode, complaint) == (0, "")


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["config", "example"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this platform has no /dev/full")
def test_an_output_that_is_full_is_one_sentence(arguments: list[str]) -> None:
    for unbuffered in ("", "1"):
        environ = os.environ | {"PYTHONUNBUFFERED": unbuffered}
        with open("/dev/full", "w", encoding="utf-8") as full:
            command = [sys.executable, "-m", "followbot", *arguments]
            ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environ, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (1, f"followbot: The system says: No space left on device.\n{ADVICE}")


def test_a_closed_output_is_as_good_as_none() -> None:
    command = f"{sys.executable} -m followbot config example >&-"
    ran = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_terminal_that_knows_only_latin_letters_is_no_error() -> None:
    code = "import sys; from followbot.__main__ import _prepare_streams;_prepare_streams(); sys.stdout.write('Łukasz')"
    environ = os.environ | {"PYTHONIOENCODING": "latin-1"}
    ran = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, check=True)
    assert ran.stdout == b"?ukasz"
