"""The cycle lock: a file beside the database, held by the kernel for this process, so that kill -9 frees it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from followbot.errors import TryAgain
from followbot.errors.store import lock_held
from followbot.store.faults import translated


@contextmanager
def file_lock(database: Path, wait: timedelta) -> Iterator[None]:
    """Hold the lock of this database, or raise `TryAgain` when another process (or thread) keeps it for longer."""
    import filelock  # here, because commands that only read need no lock

    path = database.with_name(database.name + ".lock")
    lock = filelock.FileLock(path, mode=0o600)
    with translated(str(path)):
        try:
            lock.acquire(timeout=wait.total_seconds())
        except filelock.Timeout:
            raise _held(str(path), wait) from None
    try:
        yield
    finally:
        lock.release()


class MemoryLock:
    """The same between the threads of one process, for a store in memory."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def hold(self, wait: timedelta) -> Iterator[None]:
        if not self._lock.acquire(timeout=wait.total_seconds()):
            raise _held("in memory", wait)
        try:
            yield
        finally:
            self._lock.release()


def _held(where: str, wait: timedelta) -> TryAgain:
    seconds = f"{wait.total_seconds():g} s"
    return lock_held(seconds, where)
