"""The daemon's log, by structlog: plain lines on a terminal, JSON on request, on stderr, which systemd takes to its journal.

It carries ids and words of followbot's own. What a user or a stranger wrote never reaches it.
"""

from __future__ import annotations

import logging
import sys
from types import ModuleType
from typing import Any


class Log:
    """A thin face over structlog, so that the daemon depends on four verbs only."""

    def __init__(self, level: str, style: str) -> None:
        structlog = _structlog()
        threshold = logging.getLevelNamesMapping()[level.upper()]
        plain = structlog.processors.LogfmtRenderer(key_order=("timestamp", "level", "event"))
        renderer = structlog.processors.JSONRenderer() if style == "json" else plain
        self.is_debug = threshold <= logging.DEBUG
        self._logger = structlog.wrap_logger(
            structlog.PrintLogger(sys.stderr),
            wrapper_class=structlog.make_filtering_bound_logger(threshold),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
                renderer,
            ],
        )

    def debug(self, event: str, **facts: Any) -> None:
        self._logger.debug(event, **facts)

    def info(self, event: str, **facts: Any) -> None:
        self._logger.info(event, **facts)

    def warning(self, event: str, **facts: Any) -> None:
        self._logger.warning(event, **facts)

    def broke(self, event: str, error: str) -> None:
        """Something that should never happen. The stack goes along only at level debug: it may quote what was read."""
        self._logger.error(event, error=error, exc_info=self.is_debug)


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
