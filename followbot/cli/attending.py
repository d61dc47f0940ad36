"""While a cycle runs: how far it is, for who looks at a terminal, and Ctrl-C, which ends it where nothing is half done.

The first Ctrl-C lets a request that is on its way come back, because a draft whose answer is lost has to be looked for later;
the second ends at once, which is safe as well.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from followbot.cli.errors import INTERRUPTED

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from followbot.app.report import Progress

SHOW_AFTER = 0.7
"""Seconds after which a cycle is long enough to be shown: most are over before anybody could read a bar."""

_STOPPING = b"\nStopping where nothing is half done. Ctrl-C again stops at once.\n"


class Attendant:
    """A context manager around one cycle; hand its `halt` and `tell` to `run_cycle`."""

    def __init__(self, *, show: bool = True, elapsed: Callable[[], float] | None = None) -> None:
        self._shown = show and sys.stdout.isatty() and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._stopping = False
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._elapsed = elapsed or _stopwatch()
        self._before: Any = None

    def __enter__(self) -> Attendant:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _on_interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._stopping:
            raise KeyboardInterrupt
        self._stopping = True
        if sys.stderr.isatty():
            os.write(2, _STOPPING)  # not through sys.stderr: the program may be in the middle of writing to it

    def halt(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._stopping

    def exit_code(self, otherwise: int) -> int:
        """The exit code of the cycle: that of an interrupt, if there was one."""
        return INTERRUPTED if self._stopping else otherwise

    def tell(self, progress: Progress) -> None:
        """Show it, if it takes long enough; raises `Halted` once Ctrl-C was pressed."""
        from followbot.app.report import Halted

        if self._stopping:
            raise Halted
        if self._shown and self._elapsed() > SHOW_AFTER:
            self._show(progress)

    def _show(self, progress: Progress) -> None:
        from followbot.app.plain import safe

        bar = self._bar or self._begin()
        # An id is for the log; to somebody who waits it says nothing.
        where = "a draft" if progress.where.startswith("follow-up ") else safe(progress.where, 40)
        what = f"{safe(progress.account, 30)}: {where}"
        counted = f"{progress.done:,} of {progress.total:,}" if progress.total else f"{progress.done:,} looked at"
        if self._task is None:
            self._task = bar.add_task("", total=None, what="", counted="")
        bar.update(
            self._task,
            completed=progress.done,
            total=progress.total,
            what=what,
            counted=counted if progress.done else "",
        )

    def _begin(self) -> Bar:
        # Imported late: a cycle that is soon over needs no bar.
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        from followbot.cli.output import console

        self._bar = Progress(
            SpinnerColumn("line"),
            TextColumn("{task.fields[what]}", markup=False),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[counted]}", markup=False),
            console=console(stderr=True),
            transient=True,
        )
        self._bar.start()
        return self._bar


def _stopwatch() -> Callable[[], float]:
    import time

    begun = time.monotonic()
    return lambda: time.monotonic() - begun
