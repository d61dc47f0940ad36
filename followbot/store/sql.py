"""The `Store` port on SQLite. Every public method is one short transaction and raises nothing but followbot's errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from sqlalchemy import select

from followbot.app.ports import AccountHealth, Change, Entry, Payload, SeenEvent
from followbot.domain.model import EventKey, Process
from followbot.store import codec, locks, reading, schema, writing
from followbot.store.database import Database
from followbot.store.versions import create_schema, require_current


class SqlStore:
    """See `followbot.app.ports.Store` for the promises. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._memory_lock = locks.MemoryLock()
        self._live: tuple[tuple[int, int], tuple[Process, ...]] | None = None

    @classmethod
    def in_memory(cls) -> Self:
        """A new and empty store that goes with the process."""
        database = Database(None)
        with database.writing() as connection:
            create_schema(connection)
        return cls(database)

    # --- writes -------------------------------------------------------------------------------------------------

    def commit(self, change: Change) -> None:
        with self._database.writing() as connection:
            writing.apply(connection, change)

    def purge(self, before: datetime) -> int:
        """Remove what is over and whose last interview ended before (aware); returns how many processes went.

        Over is what is closed, or has neither follow-up nor card open. The keys of the drafts stay behind as forgotten.
        """
        with self._database.writing() as connection:
            ids = reading.purgeable(connection, before)
            writing.remove_processes(connection, ids)
        return len(ids)

    # --- reads --------------------------------------------------------------------------------------------------

    def live(self) -> tuple[Process, ...]:
        """A cycle asks nine times, and most cycles change nothing: what is known is given again as long as it holds."""
        with self._database.reading() as connection:
            version = self._database.version
            if self._live is None or self._live[0] != version:
                self._live = version, reading.load_processes(connection, reading.is_live())
            return self._live[1]

    def all(self) -> tuple[Process, ...]:
        with self._database.reading() as connection:
            return reading.load_processes(connection)

    def load(self, process_id: str) -> Process | None:
        with self._database.reading() as connection:
            found = reading.load_processes(connection, schema.processes.c.id == process_id)
        return found[0] if found else None

    def payload(self, follow_up_id: str, key: str) -> Payload | None:
        with self._database.reading() as connection:
            return reading.payload(connection, follow_up_id, key)

    def forgotten_keys(self) -> frozenset[str]:
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(schema.forgotten_keys.c.key)).scalars())

    def journal(self, process_id: str) -> tuple[Entry, ...]:
        with self._database.reading() as connection:
            return reading.journal(connection, process_id)

    def calendar_cursor(self, account: str, calendar: str) -> str | None:
        table = schema.calendar_cursors
        query = select(table.c.cursor).where(table.c.account == account, table.c.calendar == calendar)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def mail_cursor(self, account: str) -> str | None:
        table = schema.mail_cursors
        with self._database.reading() as connection:
            return connection.execute(select(table.c.cursor).where(table.c.account == account)).scalar()

    def seen_events(self, account: str, calendar: str) -> Mapping[EventKey, SeenEvent]:
        with self._database.reading() as connection:
            return reading.seen_events(connection, account, calendar)

    def health(self) -> tuple[AccountHealth, ...]:
        with self._database.reading() as connection:
            return reading.health(connection)

    def export(self) -> dict[str, Any]:
        """Everything, as JSON: processes and what is kept beside them."""
        with self._database.reading() as connection:
            processes = reading.load_processes(connection)
            beside = {table.name: reading.table_dump(connection, table) for table in _EXPORTED}
        for row in beside[schema.outbox.name]:
            row["mime"] = codec.encode(row["mime"], bytes)
        return {"processes": [codec.encode(p, Process) for p in processes], **beside}

    # --- the store as a whole -----------------------------------------------------------------------------------

    @contextmanager
    def lock(self, wait: timedelta) -> Iterator[None]:
        path = self._database.path
        with self._memory_lock.hold(wait) if path is None else locks.file_lock(path, wait):
            # While a daemon runs on, the user may delete its store, and a newer followbot may migrate it.
            self._database.require_in_place()
            require_current(self._database)
            yield

    def snapshot(self) -> SqlStore:
        """A copy in memory, for a cycle that is only tried; what is written to it is lost with it."""
        copy = Database(None)
        self._database.copy_to(copy)
        return SqlStore(copy)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_EXPORTED = (
    schema.outbox,
    schema.journal,
    schema.calendar_cursors,
    schema.mail_cursors,
    schema.seen_events,
    schema.account_health,
    schema.forgotten_keys,
)
