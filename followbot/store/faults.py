"""Every error of the disk and of SQLite as one sentence that names the path and says what to do.

The only place where they are translated. Result codes: https://www.sqlite.org/rescode.html
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from followbot.errors import StoreError
from followbot.store.codec import Undecodable

_FREE_SPACE = "Free some space and try again; nothing was half written."
_PERMIT = "Make the file and its directory writable for this user, or set `store.url` to another place."
_RESTORE = (
    "Put a backup in its place, or move it away: followbot then starts afresh and recognises the drafts it wrote."
)
_FULL = ("The disk is full, so the store {path} could not be written.", _FREE_SPACE)
_READ_ONLY = ("The store {path} cannot be written: it or its directory is read-only.", _PERMIT)
_DAMAGED = ("The store {path} is damaged or is not a store of followbot.", _RESTORE)
_BUSY = (
    "The store {path} is locked by another program.",
    "Try again in a moment; if it stays so, find out which program has it open.",
)
_NO_ENTRY = ("The store {path} cannot be opened.", "Check that its directory exists and that this user may use it.")
_OFFLINE = (
    "The store {path} cannot be read or written: the disk reports an error.",
    "Check the disk and its free space.",
)

_BY_RESULT_CODE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CANTOPEN: _NO_ENTRY,
    sqlite3.SQLITE_IOERR: _OFFLINE,
}

_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.ENOENT: _NO_ENTRY,
    errno.ENOTDIR: (
        "The store {path} cannot lie there: a part of its path is a file.",
        "Set `store.url` to another place.",
    ),
    errno.EISDIR: ("The store {path} is a directory.", "Set `store.url` to a file in it."),
    errno.EIO: _OFFLINE,
}


@contextmanager
def translated(path: str, *wrappers: type[Exception]) -> Iterator[None]:
    """Within, whatever sqlite3 or the disk raise becomes a `StoreError`; `path` is how the store is named.

    `wrappers` are the errors of a library between the two, SQLAlchemy's, which is not always loaded.
    """
    expected: tuple[type[Exception], ...] = (sqlite3.Error, OSError, Undecodable, json.JSONDecodeError, *wrappers)
    try:
        yield
    except expected as error:
        raise _store_error(path, error) from error


def _store_error(path: str, error: Exception) -> StoreError:
    cause = getattr(error, "orig", None) or error  # what SQLAlchemy wraps
    if isinstance(cause, sqlite3.Error):
        # The low byte of an extended result code is the code itself.
        known = _BY_RESULT_CODE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        if known is _NO_ENTRY and _on_read_only_disk(path):
            # A database in WAL mode cannot even be opened where its -shm file cannot be made.
            known = _READ_ONLY
    elif isinstance(cause, OSError):
        known = _BY_ERRNO.get(cause.errno or 0)
    elif isinstance(cause, Undecodable | json.JSONDecodeError):
        known = ("The store {path} holds something that this followbot cannot read.", _RESTORE)
    else:
        known = None
    if known is None:
        return StoreError(f"The store {path} failed: {_brief(cause)}.")
    problem, remedy = known
    return StoreError(problem.format(path=path), remedy)


def _on_read_only_disk(path: str) -> bool:
    try:
        return bool(os.statvfs(os.path.dirname(path)).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def _brief(cause: BaseException | None) -> str:
    """What is safe to show of an error nobody foresaw: SQLite's own words name tables and columns, never values."""
    if isinstance(cause, sqlite3.Error):
        return str(cause)
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return type(cause).__name__
