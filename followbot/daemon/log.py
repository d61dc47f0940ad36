"""The daemon's log, by structlog, on stderr: plain lines on a terminal, JSON on request, priorities for systemd's journal.

It carries ids and words of followbot's own. What a user or a stranger wrote never reaches it; should an address slip into a
sentence all the same, it is masked. What libraries log, warn or raise in a thread of theirs may quote anything, so of that only
the place and the kind are kept.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import ModuleType
from typing import Any, TextIO

_PRIORITY = {"debug": 7, "info": 6, "notice": 5, "warning": 4, "error": 3}
"""Syslog levels as sd-daemon(3) reads them from the beginning of a line."""

_ADDRESS = re.compile(r"[^\s@<>\"'“”(),;:=]+@+[^\s@<>\"'“”(),;:=]+")

Renderer = Callable[[Any, str, Any], Any]


class Log:
    """A thin face over structlog, so that the daemon depends on a few verbs only.

    `style` is "auto", "text" or "json". Where stderr goes to the journal, each line begins with its priority, and with "auto"
    the time is left to the journal.
    """

    def __init__(self, level: str, style: str, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._journal = goes_to_journal(os.environ, self._stream)
        self.adjust(level, style)

    def adjust(self, level: str, style: str) -> None:
        """Log at this level and in this style from now on."""
        structlog = _structlog()
        threshold = logging.getLevelNamesMapping()[level.upper()]
        stamps = [] if self._journal and style == "auto" else [structlog.processors.TimeStamper(fmt="iso", utc=True)]
        order = (*(["timestamp"] if stamps else []), "level", "event")
        plain = structlog.processors.LogfmtRenderer(key_order=order)
        renderer = structlog.processors.JSONRenderer() if style == "json" else plain
        self.is_debug = threshold <= logging.DEBUG
        self._logger = structlog.wrap_logger(
            structlog.PrintLogger(_Unbreakable(self._stream)),
            wrapper_class=structlog.make_filtering_bound_logger(threshold),
            processors=[
                _add_level,
                *stamps,
                structlog.processors.format_exc_info,
                _with_priority(_masked(renderer)) if self._journal else _masked(renderer),
            ],
        )

    def debug(self, event: str, **facts: Any) -> None:
        self._logger.debug(event, **facts)

    def info(self, event: str, **facts: Any) -> None:
        self._logger.info(event, **facts)

    def notice(self, event: str, **facts: Any) -> None:
        """Something that the user wants to know, though nothing is wrong."""
        self._logger.info(event, level="notice", **facts)

    def warning(self, event: str, **facts: Any) -> None:
        self._logger.warning(event, **facts)

    def broke(self, event: str, error: str) -> None:
        """Something that should never happen. The stack goes along only at level debug: it may quote what was read."""
        self._logger.error(event, error=error, exc_info=self.is_debug)


def goes_to_journal(environ: Mapping[str, str], stream: TextIO) -> bool:
    """Whether systemd's journal reads this stream: JOURNAL_STREAM names its device and inode (systemd.exec(5))."""
    try:
        at = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return environ.get("JOURNAL_STREAM") == f"{at.st_dev}:{at.st_ino}"


def take_over(log: Log) -> None:
    """Let `log` have what else would go to stderr: the log and warnings of libraries, and what ends a thread."""
    root = logging.getLogger()
    root.handlers = [_Bridge(log)]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(True)
    # What a job raises is heard by the loop's own listener; APScheduler would log it with a traceback.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL + 1)
    threading.excepthook = lambda args: log.broke("thread_broke", args.exc_type.__name__)


class _Bridge(logging.Handler):
    """Records of other people's loggers: who, and how bad. Their texts may quote URLs, addresses and mails."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        self._log.warning(
            "library", name=record.name, severity=record.levelname.lower(), line=record.lineno, error=error
        )


def _add_level(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    event.setdefault("level", method)
    return event


def without_addresses(text: str) -> str:
    """The same text with each mail address in it made unreadable."""
    return _ADDRESS.sub("(address)", text)


def _masked(renderer: Renderer) -> Renderer:
    """Over the whole line: addresses may also be in lists and in what holds more."""

    def render(logger: Any, method: str, event: dict[str, Any]) -> str:
        return without_addresses(renderer(logger, method, event))

    return render


class _Unbreakable:
    """A stream that takes what it can. A log that nobody reads any more, or a full disk, is no reason not to draft."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # ValueError: it was closed
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def _with_priority(renderer: Renderer) -> Renderer:
    def render(logger: Any, method: str, event: dict[str, Any]) -> str:
        number = _PRIORITY[event["level"]]
        return "\n".join(f"<{number}>{line}" for line in renderer(logger, method, event).splitlines())

    return render


def _structlog() -> ModuleType:
    """structlog, imported when there is something to log, and without rich.

    It looks for rich to colour tracebacks, which this log does not have, and four megabytes would stay for as long as the
    daemon lives. None in `sys.modules` means "not there" (https://docs.python.org/3/reference/import.html#the-module-cache).
    """
    if "rich" in sys.modules:
        import structlog

        return structlog
    sys.modules["rich"] = None  # type: ignore[assignment]  # the import system's own word
    try:
        import structlog
    finally:
        del sys.modules["rich"]
    return structlog
