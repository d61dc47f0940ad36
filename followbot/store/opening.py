"""From a URL to a store: found, created, brought up to date, or refused with a reason."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from followbot.store import files, locks, versions
from followbot.store.database import Database
from followbot.store.faults import translated
from followbot.store.files import database_path
from followbot.store.sql import SqlStore
from followbot.store.standing import Standing

MIGRATION_WAIT = timedelta(seconds=30)
"""How long to wait for a cycle that another followbot is running: the schema never changes under its feet."""


def open_sqlite(url: str, *, migrate: bool) -> SqlStore:
    """See `followbot.store.open_store`."""
    path = database_path(url)
    if path is None:
        return SqlStore.in_memory()
    with translated(str(path)):
        if migrate:
            files.create(path)
        elif not files.exists(path):
            return SqlStore.in_memory()
        files.tighten(path)
    database = Database(path)
    try:
        if migrate:
            _bring_up_to_date(database, path)
        elif versions.standing(database) is Standing.EMPTY:  # its creator died, or is not yet done
            database.close()
            return SqlStore.in_memory()
        versions.require_current(database)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


def _bring_up_to_date(database: Database, path: Path) -> None:
    """Create or migrate where that is needed, under the cycle lock; whoever comes second finds it done."""
    if versions.standing(database) is Standing.CURRENT and _writes_ahead(database):
        return
    with locks.file_lock(path, MIGRATION_WAIT):
        found = versions.standing(database)
        if found in {Standing.EMPTY, Standing.OLDER, Standing.CURRENT}:
            with database.outside_transactions() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")  # the database remembers it
        if found is Standing.EMPTY:
            with database.writing() as connection:
                versions.create_schema(connection)
        elif found is Standing.OLDER:
            versions.upgrade(database)


def _writes_ahead(database: Database) -> bool:
    """Whether the database is in WAL mode; a restored backup may not be."""
    with database.outside_transactions() as connection:
        return connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
