"""Rows to processes. Pure, and free of SQLAlchemy: a command that only looks at the store must not wait for its import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from followbot.domain.model import FollowUp, FollowUpKind, Interview, Note, Process, Round, Signal, Thread
from followbot.domain.states import State
from followbot.store import codec

Row = Mapping[str, Any]
Children = Mapping[str, list[Row]]
"""The rows of one table by the id of their process, in order."""

CHILDREN = ("rounds", "interviews", "follow_ups", "notes", "signals", "threads")
"""The tables whose rows a process is made of beside its own; parents first."""


def grouped(rows: Iterable[Row]) -> Children:
    """Rows by the id of their process."""
    by_process: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_process[row["process_id"]].append(row)
    return by_process


def process_from(row: Row, children: Mapping[str, Children]) -> Process:
    """The process that these rows hold; raises `codec.Undecodable`."""
    own = {table: by_process.get(row["id"], []) for table, by_process in children.items()}
    return codec.decode_fields(
        Process,
        row,
        rounds=_rounds_from(own),
        signals=tuple(codec.decode_fields(Signal, r) for r in own["signals"]),
        threads=tuple(codec.decode_fields(Thread, r) for r in own["threads"]),
    )


def _rounds_from(own: Mapping[str, list[Row]]) -> tuple[Round, ...]:
    interviews = _by_round(own["interviews"], Interview)
    notes = _by_round(own["notes"], Note)
    follow_ups: dict[str, list[FollowUp]] = defaultdict(list)
    for row in own["follow_ups"]:
        follow_ups[row["round_id"]].append(_follow_up_from(row))
    return tuple(
        codec.decode_fields(
            Round,
            row,
            interviews=tuple(interviews[row["id"]]),
            notes=tuple(notes[row["id"]]),
            follow_ups=tuple(f for f in follow_ups[row["id"]] if f.kind is not FollowUpKind.CARD),
            card=next((f for f in follow_ups[row["id"]] if f.kind is FollowUpKind.CARD), None),
        )
        for row in own["rounds"]
    )


def _by_round(rows: Iterable[Row], cls: type[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row["round_id"]].append(codec.decode_fields(cls, row))
    return found


def _follow_up_from(row: Row) -> FollowUp:
    state = codec.decode(State, {**row["details"], codec.TAG: row["state"]})
    return codec.decode_fields(FollowUp, row, state=state)
