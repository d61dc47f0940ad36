"""What goes wrong around an account: clocks, networks, disks, and the moment at which the program is killed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from followbot.app.ports import Change
from followbot.errors import StoreError, Unreachable
from tests.crash.dying import Died
from tests.fakes.world import FakeClock
from tests.property.simulation.telling import untold

Boundary = Callable[[str], None]

MODES = ("lost", "unheard", "busy", "throttled", "slow", "denied", "repeated", "mixed")
AMBUSHES = ("lost", "unheard", "unheard", "busy", "throttled", "denied")

WRITES = ("commit", "create", "delete", "withdraw", "POST /v1.0/me/messages", "APPEND", "EXPUNGE", "rename", "unlink")
"""Parts of the names of boundaries at which something is changed for good."""


class Skewed:
    """The clock of the computer that followbot runs on, which may be wrong; servers have their own."""

    def __init__(self, true: FakeClock) -> None:
        self.true = true
        self.wrong_by = timedelta(0)

    def now(self) -> Any:
        return self.true.now() + self.wrong_by


@dataclass
class Weather:
    """What a network does to requests while a storm lasts: `mode` is one of `MODES`, `often` how many of a hundred it hits."""

    mode: str
    often: int
    random: Random

    def hits(self) -> bool:
        return self.random.randrange(100) < self.often

    def what(self) -> str:
        """What it does to the request that it hits."""
        return self.random.choice(MODES[:-1]) if self.mode == "mixed" else self.mode


class Reaper:
    """Kills the program at a boundary: at the n-th of a cycle, or at the n-th from now on at which something is written."""

    def __init__(self) -> None:
        self.dies_at = self.passed = 0
        self.dies_at_write = 0
        self.dead = False

    def __call__(self, name: str) -> None:
        self.passed += 1
        if self.dies_at_write and any(part in name for part in WRITES):
            self.dies_at_write -= 1
            self.dead = self.dead or not self.dies_at_write
        if self.dead or self.passed == self.dies_at:
            self.dead = True  # whatever it tries on its way out, as no killed program could
            raise Died(name)

    def reborn(self) -> None:
        self.dies_at = self.passed = 0
        self.dead = False


class Stormy:
    """A mailbox or a calendar without a wire of its own: it is not there when the weather is bad."""

    def __init__(self, weather: Callable[[], Weather | None], boundary: Boundary, thing: Any) -> None:
        self._weather = weather
        self._boundary = boundary
        self._thing = thing

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._thing, name)
        if not callable(found):
            return found

        def step(*arguments: Any) -> Any:
            self._boundary(f"before {name}")
            weather = self._weather()
            if weather is not None and weather.mode != "deaf" and weather.hits():
                raise Unreachable("It cannot be reached.")
            answer = found(*arguments)
            self._boundary(f"after {name}")
            return answer

        return step


class Disk:
    """`os` as the Maildir adapter sees it: each change of a file is a boundary, needs room, and may not last.

    It takes the place of the module while a cycle runs; the user's programs have a disk of their own. There are no power
    failures in these worlds, so nothing is synced.
    """

    def __init__(self, boundary: Boundary, full: Callable[[], bool], worn: Callable[[], bool]) -> None:
        self._boundary = boundary
        self._full = full
        self._worn = worn

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def write(self, descriptor: int, data: Any) -> int:
        self._boundary("before write of a file")
        if self._full():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        self._boundary("before fsync")
        if self._worn():
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def rename(self, source: Any, target: Any) -> None:
        self._boundary("before rename")
        os.rename(source, target)
        self._boundary("after rename")

    def unlink(self, path: Any) -> None:
        self._boundary("before unlink")
        os.unlink(path)
        self._boundary("after unlink")


class FaultyStore:
    """A store on a disk that fills, of a program that may die. What a commit keeps to itself is `untold`."""

    def __init__(self, store: Any, boundary: Callable[[str], None], full: Callable[[], bool]) -> None:
        self._store = store
        self._boundary = boundary
        self._full = full
        self.untold: list[str] = []

    def commit(self, change: Change) -> None:
        self._boundary("before commit")
        if self._full():
            raise StoreError("The disk is full.", "Make room.")
        known = [self._store.load(process.id) for process in change.processes]
        self._store.commit(change)
        for before, after in zip(known, change.processes, strict=True):
            self.untold += untold(before, after, change)
        self._boundary("after commit")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
