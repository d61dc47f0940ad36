"""The store for commands that only look at it, read by sqlite3 itself.

SQLAlchemy takes 0.15 s to import, which is half of what `followbot status` would take. What is not repeated here: how rows
become processes (`assembly`, `codec`), where the file is and what may be wrong with it (`files`, `standing`, `faults`).
Which columns are JSON, say the declared types in the database, by which sqlite3 converts
(https://docs.python.org/3/library/sqlite3.html#sqlite3.register_converter). A test holds every answer against `SqlStore`'s.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from followbot.app.ports import AccountHealth, Entry
from followbot.domain.model import Process
from followbot.store import assembly, codec, files
from followbot.store.assembly import Row
from followbot.store.connecting import connect
from followbot.store.faults import translated
from followbot.store.standing import Standing, refusal, standing_of

# Known to the whole process, but heeded only by connections that ask for declared types.
sqlite3.register_converter("JSON", json.loads)

_IN_ORDER = "SELECT * FROM {} ORDER BY position"
"""For the names of our own tables."""


class SqliteRecords:
    """See `followbot.app.ports.Records`. Without a connection it is the store that nobody has written to yet."""

    def __init__(self, name: str, connection: sqlite3.Connection | None) -> None:
        self._name = name
        self._connection = connection

    def all(self) -> tuple[Process, ...]:
        with self._reading() as rows:
            children = {table: assembly.grouped(rows(_IN_ORDER.format(table))) for table in assembly.CHILDREN}
            return tuple(
                assembly.process_from(row, children) for row in rows("SELECT * FROM processes ORDER BY last_end, id")
            )

    def journal(self, process_id: str) -> tuple[Entry, ...]:
        with self._reading() as rows:
            found = rows("SELECT * FROM journal WHERE process = ? ORDER BY number", process_id)
            return tuple(codec.decode_fields(Entry, row) for row in found)

    def health(self) -> tuple[AccountHealth, ...]:
        with self._reading() as rows:
            found = rows("SELECT * FROM account_health ORDER BY name")
            return tuple(codec.decode_fields(AccountHealth, row) for row in found)

    def standing(self) -> Standing:
        with self._reading() as rows:
            tables = [row["name"] for row in rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
            marks = list(rows("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else []
            return standing_of(tables, next((str(row["version_num"]) for row in marks), None))

    @contextmanager
    def _reading(self) -> Iterator[_Query]:
        """One transaction, which sees one state of everything."""
        with translated(self._name):
            if self._connection is not None:
                self._connection.execute("BEGIN")
            try:
                yield _Query(self._connection)
            finally:
                if self._connection is not None and self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


class _Query:
    """A statement to its rows, by the names of their columns; none where there is no database."""

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection

    def __call__(self, statement: str, *values: str) -> Iterator[Row]:
        if self._connection is None:
            return
        cursor = self._connection.execute(statement, values)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, map(_any_text, row), strict=True))


def _any_text(value: Any) -> Any:
    """Text that UTF-8 cannot express is stored as bytes (`schema.AnyText`); none of these tables holds other bytes."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def open_records(url: str) -> SqliteRecords:
    """See `followbot.store.open_records`."""
    path = files.database_path(url)
    if path is None:
        return SqliteRecords("in memory", None)
    with translated(str(path)):
        if not files.exists(path):
            return SqliteRecords(str(path), None)
        files.tighten(path)
        records = SqliteRecords(str(path), connect(path, detect_types=sqlite3.PARSE_DECLTYPES))
    try:
        return _usable(records, path)
    except BaseException:
        records.close()
        raise


def _usable(records: SqliteRecords, path: Path) -> SqliteRecords:
    found = records.standing()
    if found is Standing.EMPTY:  # its creator died, or is not yet done
        records.close()
        return SqliteRecords(str(path), None)
    problem = refusal(found, str(path))
    if problem is not None:
        raise problem
    return records
