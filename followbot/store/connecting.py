"""A bare SQLite connection, as every reader and writer of the store wants it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

BUSY_TIMEOUT = 10.0
"""Seconds to wait for another writer; every transaction here takes milliseconds."""


def connect(path: Path | None, *, detect_types: int = 0) -> sqlite3.Connection:
    """Connect in autocommit to an existing file, or (None) to a new database in memory; raises `sqlite3.Error`."""
    if path is None:
        raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    else:
        # mode=rw: a database that is not there is an error here; `files.create` makes it, with the right mode.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        raw = sqlite3.connect(
            uri,
            uri=True,
            timeout=BUSY_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,
            detect_types=detect_types,
        )
    try:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("PRAGMA synchronous=FULL")
    except sqlite3.Error:
        raw.close()
        raise
    return raw
