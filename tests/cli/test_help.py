"""Help, examples and the manual page: every command explains itself, and none of them says what is not so."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from followbot.cli.app import build
from followbot.cli.examples import EXAMPLES, lines
from followbot.cli.manual import page
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


def commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        words = f"{before} {name}".strip()
        if hasattr(command, "commands"):
            yield from commands(command, words)
        else:
            yield words, command


COMMANDS = dict(commands(get_command(build())))


def test_every_command_has_examples_and_every_example_a_command() -> None:
    assert set(EXAMPLES) == set(COMMANDS)


def test_help_has_no_python_in_it_and_fits_80_columns() -> None:
    for words, command in COMMANDS.items():
        out = command.get_help(command.make_context("followbot", [], resilient_parsing=True))
        assert max(map(len, out.splitlines())) <= 80, words
        assert "<str>" not in out, words
        assert "<list" not in out, words
        assert "INTEGER" not in out, words


def test_help_ends_with_examples(run: Run) -> None:
    out = run("config", "check", "--help").out
    assert out.endswith(
        "Examples:\n  followbot config check  # every problem, with its line\n  followbot config check --config new.yaml\n"
    )


def test_examples_name_options_that_exist_and_fit_80_columns() -> None:
    for words, command in COMMANDS.items():
        assert max(map(len, lines(words))) <= 78, words
        known = {name for parameter in command.params for name in parameter.opts}
        for line, _ in EXAMPLES[words]:
            ours = shlex.split(line.partition(" | ")[0])
            assert {word for word in ours if word.startswith("--")} <= known, line


# --- the manual page ------------------------------------------------------------------------------------------------


def test_the_manual_page_in_the_repository_is_the_one_that_the_commands_make() -> None:
    kept = (ROOT / "deploy/man/followbot.1").read_text("utf-8")
    assert kept == page(get_command(build())), "make it anew: followbot man > deploy/man/followbot.1"


def test_the_manual_page_knows_every_command_and_option() -> None:
    text = page(get_command(build())).replace("\\-", "-")
    for words, command in COMMANDS.items():
        assert f".SS followbot {words}" in text
        for option in (p for p in command.params if p.param_type_name != "argument" and not p.hidden):
            assert f"\\fB{max(option.opts, key=len)}\\fR" in text, (words, option.name)


@pytest.mark.system
@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_shows_it_without_a_warning() -> None:
    shown = subprocess.run(
        ["man", "--warnings=all", "-l", str(ROOT / "deploy/man/followbot.1")],
        env=os.environ | {"MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MANPAGER": "cat", "PAGER": "cat", "TERM": "dumb"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stderr == ""
    assert "followbot why acme" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_the_wheel_puts_it_where_man_and_shells_look() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert all((ROOT / source).is_file() for source in shared)
    assert "share/man/man1/followbot.1" in shared.values()
