"""A process to rows; `assembly` is the way back. Pure: no connection is seen here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Table

from followbot.domain.model import FollowUp, Process, Round
from followbot.domain.states import State, is_final
from followbot.store import codec, schema
from followbot.store.assembly import CHILDREN

LINGER = timedelta(days=45)
"""How long a process without anything open is still loaded with the live ones, from its last interview's end. Rescheduled
events, late answers and promised dates wake it within this time; policy watches mail no longer either (`pending_max`)."""

FOR_EVER = datetime.max.replace(tzinfo=UTC)

CHILD_TABLES = tuple(schema.metadata.tables[name] for name in CHILDREN)
"""Parents first."""


def last_end(process: Process) -> datetime | None:
    """The end of its last interview, whether that still stands or not; None when it has none."""
    return max((i.end for r in process.rounds for i in r.interviews), default=None)


def is_open(process: Process) -> bool:
    """Whether a follow-up or a card of it is not final, or a round that counts has not been planned yet."""
    if any(r.standing and not r.follow_ups for r in process.rounds):
        return True
    cards = (r.card for r in process.rounds if r.card is not None)
    return any(not is_final(f.state) for f in (*process.follow_ups, *cards))


def live_until(process: Process) -> datetime:
    """Until when the process is to be loaded with the live ones, if it is not saved again before.

    Too long costs a little time, too short loses follow-ups: so it is for ever while anything is open, and otherwise until
    `LINGER` after its last interview, which holds for interviews to come as well.
    """
    end = last_end(process)
    if end is None or is_open(process) or end > FOR_EVER - LINGER:
        return FOR_EVER
    return end + LINGER


# --- to rows --------------------------------------------------------------------------------------------------------


def process_row(process: Process) -> dict[str, Any]:
    """The row of the process itself, with the version that it will have when it is stored."""
    end = last_end(process)
    return _row(schema.processes, process) | {
        "version": process.version + 1,
        "last_end": None if end is None else codec.encode_moment(end),
        "live_until": codec.encode_moment(live_until(process)),
    }


def child_rows(process: Process) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Every row below the process, parents before children."""
    owner: dict[str, Any] = {"process_id": process.id}
    for position, item in enumerate(process.rounds):
        yield schema.rounds, _row(schema.rounds, item) | owner | {"position": position}
        yield from _round_rows(item, owner | {"round_id": item.id})
    yield from _numbered(schema.signals, process.signals, owner)
    yield from _numbered(schema.threads, process.threads, owner)


def _round_rows(item: Round, owner: dict[str, Any]) -> Iterator[tuple[Table, dict[str, Any]]]:
    yield from _numbered(schema.interviews, item.interviews, owner)
    yield from _numbered(schema.notes, item.notes, owner)
    follow_ups = item.follow_ups if item.card is None else (*item.follow_ups, item.card)
    for position, follow_up in enumerate(follow_ups):
        yield schema.follow_ups, _follow_up_row(follow_up) | owner | {"position": position}


def _numbered(table: Table, items: Iterable[Any], owner: dict[str, Any]) -> Iterator[tuple[Table, dict[str, Any]]]:
    for position, item in enumerate(items):
        yield table, _row(table, item) | owner | {"position": position}


def _follow_up_row(follow_up: FollowUp) -> dict[str, Any]:
    details = codec.encode(follow_up.state, State)
    return codec.encode_fields(follow_up, ("id", "kind", "contacts", "generation", "warned")) | {
        "state": details.pop(codec.TAG),
        "details": details,
        "live": not is_final(follow_up.state),
    }


def _row(table: Table, value: Any) -> dict[str, Any]:
    cls: Any = type(value)
    return codec.encode_fields(value, _shared_names(table, cls))


@cache
def _shared_names(table: Table, cls: Any) -> tuple[str, ...]:
    return tuple(name for name in cls.__dataclass_fields__ if name in table.columns)
