"""How the program dies in these tests: at a chosen boundary, as by kill -9."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from followbot.app.ports import Change


class Died(BaseException):
    """kill -9: nothing in the program may catch it."""


class Reaper:
    """Counts boundaries, kills at the chosen one, and lets nothing pass from then on.

    What a `finally` tries on its way out no killed program could do. A restart has a reaper of its own, or none.
    """

    def __init__(self, at: int) -> None:
        self.at = at
        self.passed = 0
        self.names: list[str] = []
        """The boundaries that were met."""

    def __call__(self, name: str) -> None:
        self.passed += 1
        self.names.append(name)
        if self.passed >= self.at:
            raise Died(name)


class MortalStore:
    """A store at whose every commit the program may die; it delegates the rest."""

    def __init__(self, store: Any, reaper: Callable[[str], None]) -> None:
        self._store = store
        self._reaper = reaper

    def commit(self, change: Change) -> None:
        self._reaper("before commit")
        self._store.commit(change)
        self._reaper("after commit")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
