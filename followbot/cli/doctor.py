"""`doctor`: everything that may stand between an interview and its draft, checked, each with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.invocation import Invocation, add_command

if TYPE_CHECKING:
    from followbot.app.checkup import Check

Write = Annotated[bool, typer.Option("--write", help="Also make a draft to nobody in each account, and take it back.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "doctor", doctor)


def doctor(invocation: Invocation, write: Write = False) -> int:
    """Check everything that followbot needs, and say what to do."""
    from followbot.app.checkup import exit_code
    from followbot.bootstrap.doctoring import examine
    from followbot.cli.output import write_json

    checks: list[Check] = []
    for check in examine(invocation.config_path, write=write):
        checks.append(check)
        if not invocation.json:
            _print(check)
    if invocation.json:
        write_json({"checks": [_json(check) for check in checks]})
    else:
        _print_sum(checks)
    return exit_code(checks)


def _json(check: Check) -> dict[str, str]:
    return {"topic": check.topic, "level": check.level.value, "says": check.says, "remedy": check.remedy}


def _print(check: Check) -> None:
    """A line as soon as it is known: some checks wait for a server."""
    import sys

    from followbot.app.plain import safe
    from followbot.cli.output import painted, wrapped, write, write_wrapped

    mark = f"{_MARK[check.level.value]} "
    first, *others = wrapped(f"{safe(check.topic, 120)}: {safe(check.says, 500)}", first=mark, rest=" " * len(mark))
    write(painted(mark, _COLOUR[check.level.value]) + first.removeprefix(mark))
    for line in others:
        write(line)
    if check.remedy:
        advice, *commands = check.remedy.split("\n")
        write_wrapped(safe(advice, 500), first="          -> ", rest="             ")
        for command in commands:  # whole, and at the margin: to be copied
            write(f"  {safe(command, 500)}")
    sys.stdout.flush()


_MARK = {"ok": "ok       ", "warning": "look     ", "problem": "problem  "}
"""Words, not signs: a screen reader says them, and a pipe keeps them."""

_COLOUR = {"ok": "green", "warning": "yellow", "problem": "red"}


def _print_sum(checks: list[Check]) -> None:
    from followbot.app.checkup import Level
    from followbot.cli.output import write, write_wrapped

    problems = sum(c.level is Level.PROBLEM for c in checks)
    warnings = sum(c.level is Level.WARNING for c in checks)
    write()
    if not problems and not warnings:
        write("Everything is in order.")
        return
    counts = (_counted(problems, "problem", "problems"), _counted(warnings, "thing to look at", "things to look at"))
    where = " What to do stands behind each arrow." if any(c.remedy for c in checks) else ""
    write_wrapped(f"{' and '.join(c for c in counts if c)}.{where}")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
