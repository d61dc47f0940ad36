"""Every error of the disk and of SQLite as one sentence that names the path and says what to do.

The only place where they are translated. Result codes: https://www.sqlite.org/rescode.html
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from followbot.errors import StoreError
from followbot.errors.store import (
    disk_fails,
    disk_full,
    store_below_a_file,
    store_busy,
    store_damaged,
    store_failed,
    store_is_a_folder,
    store_not_opened,
    store_read_only,
    store_unreadable,
)
from followbot.store.codec import Undecodable

_BY_RESULT_CODE: dict[int, Callable[[str], StoreError]] = {
    sqlite3.SQLITE_FULL: disk_full,
    sqlite3.SQLITE_READONLY: store_read_only,
    sqlite3.SQLITE_PERM: store_read_only,
    sqlite3.SQLITE_CORRUPT: store_damaged,
    sqlite3.SQLITE_NOTADB: store_damaged,
    sqlite3.SQLITE_BUSY: store_busy,
    sqlite3.SQLITE_LOCKED: store_busy,
    sqlite3.SQLITE_CANTOPEN: store_not_opened,
    sqlite3.SQLITE_IOERR: disk_fails,
}

_BY_ERRNO: dict[int, Callable[[str], StoreError]] = {
    errno.ENOSPC: disk_full,
    errno.EDQUOT: disk_full,
    errno.EROFS: store_read_only,
    errno.EACCES: store_read_only,
    errno.EPERM: store_read_only,
    errno.ENOENT: store_not_opened,
    errno.ENOTDIR: store_below_a_file,
    errno.EISDIR: store_is_a_folder,
    errno.EIO: disk_fails,
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
        if known is store_not_opened and _on_read_only_disk(path):
            # A database in WAL mode cannot even be opened where its -shm file cannot be made.
            known = store_read_only
    elif isinstance(cause, OSError):
        known = _BY_ERRNO.get(cause.errno or 0)
    elif isinstance(cause, Undecodable | json.JSONDecodeError):
        known = store_unreadable
    else:
        known = None
    return known(path) if known else store_failed(path, _brief(cause))


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
