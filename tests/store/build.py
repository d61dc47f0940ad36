"""Values and helpers that several of the store's tests need."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from followbot.app.ports import Change, Payload
from followbot.domain.lifecycle import State, Waiting
from followbot.domain.model import Address, FollowUp, FollowUpKind, Process
from followbot.store import open_store
from tests.fakes.build import TUESDAY, interview, process_of, round_of


def process(process_id: str = "p1", *, end: datetime = TUESDAY, state: State | None = None) -> Process:
    """A process with one interview and one thank-you (`PROCESS-f`), which waits unless told otherwise."""
    follow_up = FollowUp(f"{process_id}-f", FollowUpKind.THANK_YOU, ("jane@acme.example",), state or Waiting(TUESDAY))
    the_round = replace(round_of(interview(end=end), round_id=f"{process_id}-r"), follow_ups=(follow_up,))
    return replace(process_of(the_round), id=process_id)


def store_with_one_process(url: str) -> None:
    with open_store(url, migrate=True) as store:
        store.commit(Change(processes=(process(),)))


def payload(key: str = "k1", text: str = "Thank you!") -> Payload:
    me, jane = Address("sam@example.org"), Address("jane@acme.example", "Jane Doe")
    return Payload(key, "main", f"{key}@example.org", "Thanks", me, (jane,), text, b"Subject: \xff\r\n\r\n")


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The SQL that runs meanwhile, in order."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def run_sql(path: Path, *statements: str) -> list[tuple[object, ...]]:
    """Statements by another program than followbot; the rows of the last one."""
    with closing(sqlite3.connect(path)) as connection, connection:
        rows: list[tuple[object, ...]] = []
        for statement in statements:
            rows = connection.execute(statement).fetchall()
        return rows
