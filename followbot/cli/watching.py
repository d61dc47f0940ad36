"""`status --watch`: the same report, looked at anew every other second.

On a terminal it has a screen of its own, drawn anew when something has changed; elsewhere each change is printed whole.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from followbot.app.status import StatusReport

EVERY = 2.0
"""Seconds between two looks into the store."""


def _pause() -> None:
    threading.Event().wait(EVERY)


def keep_printing(
    look: Callable[[], Iterable[str]], write: Callable[[Iterable[str]], None], pause: Callable[[], None] = _pause
) -> None:
    """Write what `look` says whenever that has changed, with an empty line between, until the process is interrupted."""
    import sys

    before: list[str] = []
    while True:
        now = list(look())
        if now != before:
            write(["", *now] if before else now)
            sys.stdout.flush()
        before = now
        pause()


def keep_showing(
    look: Callable[[], StatusReport],
    parts: Callable[[StatusReport], tuple[Table, Iterable[str]]],
    pause: Callable[[], None] = _pause,
) -> None:
    """Show lines and a table below them on a screen of their own, until the process is interrupted."""
    from rich.live import Live

    from followbot.cli.output import console

    with Live(console=console(), screen=True, auto_refresh=False) as live:
        before: tuple[object, ...] = ()
        while True:
            report = look()
            table, lines = parts(report)
            shown = _screen(report, table, list(lines))
            now = (report.interviews, report.accounts, report.now.replace(second=0, microsecond=0), live.console.size)
            if now != before:
                live.update(shown, refresh=True)
            before = now
            pause()


def _screen(report: StatusReport, table: Table, lines: Sequence[str]) -> RenderableType:
    """The lines come first: of a table that is longer than the screen, the end is what can be spared."""
    from rich.console import Group
    from rich.text import Text

    from followbot.domain.telling import day_said

    now = report.now.astimezone(report.home)
    head = Text(f"followbot, {day_said(now)} {now:%H:%M}. Ctrl-C ends.\n", "bold")
    return Group(head, Text.from_ansi("\n".join([*lines, ""])), *([table] if table.row_count else []))
