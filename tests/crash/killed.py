"""Kill -9 at a chosen moment of something that writes files by itself, as the store and the vault do.

The work is done in a child process, which really is killed: what is in memory is gone, transactions stay as they are on the
disk, and locks are given back by the kernel. Its moments are before and after each statement of SQLite, each change of a file
and each request; servers of the test live in the parent, and survive.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import traceback
import warnings
from collections.abc import Callable
from typing import Any
from unittest import mock

from requests.adapters import HTTPAdapter

_CHANGES = ("mkdir", "chmod", "fchmod", "replace", "rename", "unlink", "link")
_FAILED = 3


def killed(work: Callable[[], object], at: int) -> bool:
    """Do the work and die at its moment number `at`; whether it has so many."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # that a process with threads is forked: the child uses none
        child = os.fork()
    if not child:
        _live(work, at)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child has failed by itself"
    return os.WIFSIGNALED(status)


def _live(work: Callable[[], object], at: int) -> None:
    code = _FAILED
    try:
        _watch(at)
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - nothing may get out of the child but its end
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(code)


class _Moments:
    """Counts down to the last one."""

    def __init__(self, left: int) -> None:
        self._left = left

    def _pass(self) -> None:
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            self._pass()
            found = work(*arguments, **named)
            self._pass()
            return found

        return step


def _watch(at: int) -> None:
    """From now on count what may be the last, and be killed by it; for the rest of this process's life."""
    around = _Moments(at).around
    for name in _CHANGES:
        mock.patch.object(os, name, around(getattr(os, name))).start()
    opened, send = os.open, around(HTTPAdapter.send)

    def made(path: Any, flags: int, *more: Any, **named: Any) -> Any:
        return (around(opened) if flags & os.O_CREAT else opened)(path, flags, *more, **named)

    mock.patch.object(os, "open", made).start()
    mock.patch.object(HTTPAdapter, "send", lambda *a, **k: send(*a, **k)).start()
    _watch_statements(around)


def _watch_statements(around: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, *arguments: Any) -> Any:
            return around(super().execute)(sql, *arguments)

    class Connection(sqlite3.Connection):
        def cursor(self, *_: Any, **__: Any) -> Any:
            return super().cursor(Cursor)

        def execute(self, sql: str, *arguments: Any) -> Any:
            return around(super().execute)(sql, *arguments)

        def backup(self, *arguments: Any, **named: Any) -> None:
            around(super().backup)(*arguments, **named)

    connect = sqlite3.connect
    mock.patch.object(sqlite3, "connect", lambda *a, **k: connect(*a, factory=Connection, **k)).start()
