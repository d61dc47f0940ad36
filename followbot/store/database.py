"""One SQLite database behind one connection: how it is opened, and what a transaction is.

A single connection, guarded by a lock, serves all threads of the process: transactions are short, and in memory there is
no second one. The driver runs in autocommit and transactions are begun in words, because the driver's own
rules begin them too late: a writer must hold the write lock *before* it reads the versions it is going to check.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, cast

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from followbot.errors.store import store_replaced
from followbot.store.connecting import connect
from followbot.store.faults import translated


class Database:
    """`path` is None for a database in memory."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.name = "in memory" if path is None else str(path)
        self._guard = threading.RLock()
        with translated(self.name, SQLAlchemyError):
            self._engine = create_engine(
                "sqlite://",
                creator=lambda: connect(path),
                poolclass=StaticPool,
                isolation_level="AUTOCOMMIT",
                hide_parameters=True,  # an error's text must not show what somebody wrote in a mail
            )
            self._connection = self._engine.connect()
            self._identity = self._file_identity()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of everything."""
        with self._transaction("DEFERRED") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that has the write lock from its beginning, and leaves nothing behind if it fails."""
        with self._transaction("IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, mode: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[Connection]:
        with self.outside_transactions() as connection:
            connection.exec_driver_sql(f"BEGIN {mode}")
            try:
                yield connection
                connection.exec_driver_sql("COMMIT")
            finally:
                # SQLite ends a transaction by itself after some errors (a full disk); then there is nothing to undo.
                if self._raw.in_transaction:
                    connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def outside_transactions(self) -> Iterator[Connection]:
        """The bare connection, for what SQLite allows only outside of transactions."""
        with self._guard, translated(self.name, SQLAlchemyError):
            yield self._connection

    @property
    def _raw(self) -> sqlite3.Connection:
        return cast("sqlite3.Connection", self._connection.connection.dbapi_connection)

    @property
    def version(self) -> tuple[int, int]:
        """Another value after each change, by this connection or by any other; to be read within a transaction."""
        (others,) = self._raw.execute("PRAGMA data_version").fetchone()
        return others, self._raw.total_changes

    def require_in_place(self) -> None:
        """Raise `StoreError` when the file was deleted or replaced since it was opened: writes would go nowhere."""
        with translated(self.name, SQLAlchemyError):
            if self._file_identity() != self._identity:
                raise store_replaced(self.name)

    def _file_identity(self) -> tuple[int, int] | None:
        if self.path is None:
            return None
        status = self.path.stat()
        return status.st_dev, status.st_ino

    def copy_to(self, target: Database) -> None:
        """Everything that is committed, by SQLite's backup API, which is safe beside other writers."""
        with self.outside_transactions(), target.outside_transactions():
            self._raw.backup(target._raw)

    def close(self) -> None:
        with self._guard, translated(self.name, SQLAlchemyError):
            self._connection.close()
            self._engine.dispose()
