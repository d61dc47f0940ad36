"""What is read from the tables. Every function runs within one transaction, so that its queries see the same state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, func, select

from followbot.app.ports import AccountHealth, Entry, Payload, SeenEvent
from followbot.domain.model import EventKey, Process
from followbot.store import assembly, codec, rows, schema


def is_live() -> ColumnElement[bool]:
    """Whether a process is to be looked at in a cycle (`rows.live_until` says when).

    The store has no clock. It takes the end of the last cycle for the time, which is never late: before the first cycle
    everything is live, and a clock that had run ahead is forgotten with the next cycle.
    """
    last_cycle = select(func.max(schema.account_health.c.last_cycle)).scalar_subquery()
    return schema.processes.c.live_until > func.coalesce(last_cycle, "")


def load_processes(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Process, ...]:
    """The processes that meet the conditions, the newest interview last: one query per table, however many they are."""
    table = schema.processes
    wanted = _rows(connection, select(table).where(*conditions).order_by(table.c.last_end, table.c.id))
    if not wanted:
        return ()
    ids = select(table.c.id).where(*conditions)
    children = {t.name: assembly.grouped(_rows(connection, _children(t, ids))) for t in rows.CHILD_TABLES}
    return tuple(assembly.process_from(row, children) for row in wanted)


def _children(table: Table, process_ids: Select[tuple[str]]) -> Select[Any]:
    return select(table).where(table.c.process_id.in_(process_ids)).order_by(table.c.position)


def payload(connection: Connection, follow_up_id: str, key: str) -> Payload | None:
    table = schema.outbox
    found = _rows(connection, select(table).where(table.c.follow_up_id == follow_up_id, table.c.key == key))
    return codec.decode_fields(Payload, found[0]) if found else None


def journal(connection: Connection, process_id: str) -> tuple[Entry, ...]:
    table = schema.journal
    found = _rows(connection, select(table).where(table.c.process == process_id).order_by(table.c.number))
    return tuple(codec.decode_fields(Entry, row) for row in found)


def seen_events(connection: Connection, account: str, calendar: str) -> dict[EventKey, SeenEvent]:
    """Read without the generic codec: there are tens of thousands, in every cycle."""
    table = schema.seen_events
    columns = (table.c.uid, table.c.instance, table.c.fingerprint, table.c.end)
    found = connection.execute(select(*columns).where(table.c.account == account, table.c.calendar == calendar))
    seen = {}
    for uid, instance, fingerprint, end in found:
        key = EventKey(uid, instance)
        seen[key] = SeenEvent(key, fingerprint, codec.decode_moment(end))
    return seen


def health(connection: Connection) -> tuple[AccountHealth, ...]:
    table = schema.account_health
    return tuple(
        codec.decode_fields(AccountHealth, row) for row in _rows(connection, select(table).order_by(table.c.name))
    )


def purgeable(connection: Connection, before: datetime) -> list[str]:
    """Processes whose last interview ended before, and which are closed or have nothing open any more."""
    table, follow_ups = schema.processes, schema.follow_ups
    is_open = exists().where(follow_ups.c.process_id == table.c.id, follow_ups.c.live)
    over = table.c.closed.is_not(None) | ~is_open
    found = connection.execute(select(table.c.id).where(table.c.last_end < codec.encode_moment(before), over))
    return list(found.scalars())


def table_dump(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """A whole table as it is."""
    return _rows(connection, select(table).order_by(*table.primary_key.columns))


def _rows(connection: Connection, statement: Select[Any]) -> list[dict[str, Any]]:
    result = connection.execute(statement)
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result.all()]
