"""A port of its own, because only some providers have such a thing: hearing of mail instead of asking for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol


class Listener(Protocol):
    """Hears of new mail in a mailbox without asking for it again and again."""

    def wait(self, patience: timedelta) -> bool:
        """Block until mail may have come (True) or `patience` is over. Raises `Unreachable`, `LoginNeeded` and the like."""

    def close(self) -> None:
        """From another thread: end the wait, and every later one at once."""
