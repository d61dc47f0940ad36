"""The store: SQLAlchemy Core on SQLite, with migrations. `open_store` is its door, and `open_records` a window.

Nothing heavy is imported before a store is opened, so that commands without one start quickly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from followbot.store.records import SqliteRecords
    from followbot.store.sql import SqlStore

__all__ = ["SqlStore", "open_records", "open_store"]


def open_store(url: str, *, migrate: bool) -> SqlStore:
    """Open the store at an SQLAlchemy URL such as `sqlite:////path/store.db`; `sqlite://` is one in memory.

    With `migrate` (the commands `run` and `once`) a missing store is created and an older one is brought up to date, after
    a backup copy. Without, a missing store reads as an empty one and no file is made, and an older one is refused.
    Raises `ConfigurationError` for a URL or a schema that this version cannot serve, `TryAgain` when another process keeps
    the lock that a migration needs, and `StoreError` for everything that the disk does.
    """
    from followbot.store.opening import open_sqlite  # here, because SQLAlchemy takes a tenth of a second to import

    return open_sqlite(url, migrate=migrate)


def open_records(url: str) -> SqliteRecords:
    """Open the same store only to look at it, without SQLAlchemy and so in a fraction of the time.

    A store that does not exist yet reads as an empty one. Raises what `open_store` without `migrate` raises.
    """
    from followbot.store.records import open_records as open_sqlite

    return open_sqlite(url)


def __getattr__(name: str) -> Any:
    """`SqlStore`, imported when it is first asked for (PEP 562)."""
    if name != "SqlStore":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from followbot.store.sql import SqlStore

    return SqlStore
