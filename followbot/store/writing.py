"""What a `Change` does to the tables. Every function runs within one transaction that has the write lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from followbot.app.ports import AccountHealth, Change, Entry, Payload
from followbot.domain.keys import forgotten_interview
from followbot.domain.model import Process
from followbot.errors.store import draft_without_follow_up, interview_changed
from followbot.store import codec, rows, schema

_Rows = Sequence[dict[str, Any]]


def apply(connection: Connection, change: Change) -> None:
    """Write all of it; raises `Stale` when a process is not the one that its writer had read."""
    _check_versions(connection, change.processes)
    _save_processes(connection, change.processes)
    _save_outbox(connection, change.outbox)
    _insert(connection, schema.journal, [codec.encode_fields(e, _names(Entry)) for e in change.journal])
    remove_processes(connection, change.removed)
    _save_calendar_cursors(connection, change.calendar_cursors)
    _save_mail_cursors(connection, change.mail_cursors)
    _save_seen_events(connection, change)
    _upsert(connection, schema.account_health, [codec.encode_fields(h, _names(AccountHealth)) for h in change.health])


def remove_processes(connection: Connection, ids: Sequence[str]) -> None:
    """Delete processes with all that hangs on them; only hashes stay: the keys of their drafts, and one for each interview."""
    if not ids:
        return
    owned = schema.outbox.c.process_id.in_(ids)
    keys = connection.execute(select(schema.outbox.c.key).where(owned)).scalars()
    statement = insert(schema.forgotten_keys).on_conflict_do_nothing()
    interviews = schema.interviews
    gone = connection.execute(
        select(interviews.c.uid, interviews.c.instance).where(interviews.c.process_id.in_(ids))
    ).all()
    hashes = [forgotten_interview(uid, instance) for uid, instance in gone]
    _run(connection, statement, [{"key": key} for key in (*keys, *hashes)])
    connection.execute(delete(schema.seen_events).where(schema.seen_events.c.uid.in_([uid for uid, _ in gone])))
    connection.execute(delete(schema.journal).where(schema.journal.c.process.in_(ids)))
    connection.execute(delete(schema.processes).where(schema.processes.c.id.in_(ids)))


# --- processes ------------------------------------------------------------------------------------------------------


def _check_versions(connection: Connection, processes: Iterable[Process]) -> None:
    """Compare before writing; under the write lock this is the same as a conditional update, and cheaper."""
    expected = {p.id: p.version for p in processes}
    if not expected:
        return
    table = schema.processes
    found = connection.execute(select(table.c.id, table.c.version).where(table.c.id.in_(expected)))
    stored = {row.id: row.version for row in found}
    if any(stored.get(process_id, 0) != version for process_id, version in expected.items()):
        raise interview_changed()


def _save_processes(connection: Connection, processes: Sequence[Process]) -> None:
    """Children are replaced as a whole: they are few, and comparing them would cost more than writing them."""
    _upsert(connection, schema.processes, [rows.process_row(p) for p in processes])
    for table in (schema.rounds, schema.signals, schema.threads):  # the rest goes with its round
        statement = delete(table).where(table.c.process_id == bindparam("owner"))
        _run(connection, statement, [{"owner": p.id} for p in processes])
    by_table: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    for process in processes:
        for table, row in rows.child_rows(process):
            by_table[table].append(row)
    for table in rows.CHILD_TABLES:
        _insert(connection, table, by_table[table])


def _save_outbox(connection: Connection, outbox: Sequence[tuple[str, Payload]]) -> None:
    """A payload belongs to the process of its follow-up, and is forgotten with it."""
    if not outbox:
        return
    table = schema.follow_ups
    wanted = table.c.id.in_({follow_up_id for follow_up_id, _ in outbox})
    owners = {
        row.id: row.process_id for row in connection.execute(select(table.c.id, table.c.process_id).where(wanted))
    }
    orphan = next((follow_up_id for follow_up_id, _ in outbox if follow_up_id not in owners), None)
    if orphan is not None:
        raise draft_without_follow_up(orphan)
    _upsert(connection, schema.outbox, [_outbox_row(f, owners[f], payload) for f, payload in outbox])


def _outbox_row(follow_up_id: str, process_id: str, payload: Payload) -> dict[str, Any]:
    own = {"follow_up_id": follow_up_id, "process_id": process_id, "mime": payload.mime}
    return codec.encode_fields(payload, _names(Payload)) | own


# --- what is kept beside them ---------------------------------------------------------------------------------------


def _save_calendar_cursors(connection: Connection, cursors: Sequence[tuple[str, str, str | None]]) -> None:
    keyed = [({"account": account, "calendar": calendar}, cursor) for account, calendar, cursor in cursors]
    _save_cursors(connection, schema.calendar_cursors, keyed)


def _save_mail_cursors(connection: Connection, cursors: Sequence[tuple[str, str | None]]) -> None:
    _save_cursors(connection, schema.mail_cursors, [({"account": account}, cursor) for account, cursor in cursors])


def _save_cursors(connection: Connection, table: Table, keyed: Sequence[tuple[dict[str, str], str | None]]) -> None:
    _delete_keyed(connection, table, [key for key, cursor in keyed if cursor is None])
    _upsert(connection, table, [key | {"cursor": cursor} for key, cursor in keyed if cursor is not None])


def _save_seen_events(connection: Connection, change: Change) -> None:
    forgotten = [
        {"account": account, "calendar": calendar, "uid": key.uid, "instance": key.instance}
        for account, calendar, keys in change.unseen_events
        for key in keys
    ]
    _delete_keyed(connection, schema.seen_events, forgotten)
    seen = [
        {
            "account": account,
            "calendar": calendar,
            "uid": event.key.uid,
            "instance": event.key.instance,
            "fingerprint": event.fingerprint,
            "end": codec.encode_moment(event.end),
        }
        for account, calendar, events in change.seen_events
        for event in events
    ]
    _upsert(connection, schema.seen_events, seen)


# --- statements -----------------------------------------------------------------------------------------------------


def _names(cls: Any) -> tuple[str, ...]:
    return tuple(cls.__dataclass_fields__)


def _run(connection: Connection, statement: Any, parameters: _Rows) -> None:
    """One statement for all rows; none at all when there are no rows."""
    if parameters:
        connection.execute(statement, parameters)


def _insert(connection: Connection, table: Table, new: _Rows) -> None:
    _run(connection, insert(table), new)


def _upsert(connection: Connection, table: Table, new: _Rows) -> None:
    """Insert, or update the row with the same primary key in place (a replacement would take its children along)."""
    statement = insert(table)
    keys = [c.name for c in table.primary_key.columns]
    rest = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    _run(connection, statement.on_conflict_do_update(index_elements=keys, set_=rest), new)


def _delete_keyed(connection: Connection, table: Table, keys: _Rows) -> None:
    """Delete by column values; the bound names differ from the columns' so that SQLAlchemy takes them for conditions."""
    if keys:
        conditions = [table.c[name] == bindparam(f"its_{name}") for name in keys[0]]
        _run(connection, delete(table).where(*conditions), [{f"its_{n}": v for n, v in key.items()} for key in keys])
