"""Several operating-system processes on one store, and sudden death."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from followbot.app.ports import Change
from followbot.errors import TryAgain
from followbot.store import open_store
from tests.store.build import process, run_sql

WRITER = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from followbot.app.ports import Change
from followbot.domain.model import Note
from followbot.errors import Stale
from followbot.store import open_store

url, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(url, migrate=True)
print("ready", flush=True)
written = 0
while written < count:
    process = store.load("p1")
    the_round = process.rounds[0]
    note = Note(f"{name}{written}", datetime(2026, 1, 1, tzinfo=UTC), "x" * 2000)
    changed = replace(the_round, notes=(*the_round.notes[-20:], note))
    try:
        store.commit(Change(processes=(process.with_round(changed),), mail_cursors=((name, str(written)),)))
    except Stale:
        continue
    print(written, flush=True)
    written += 1
"""

HOLDER = """
import sys
from datetime import timedelta
from followbot.store import open_store

with open_store(sys.argv[1], migrate=True) as store, store.lock(timedelta(seconds=5)):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def running(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def lines(child: subprocess.Popen[str]) -> Iterator[str]:
    assert child.stdout is not None
    return iter(child.stdout)


def test_two_writers_at_once_lose_nothing(url: str) -> None:
    with open_store(url, migrate=True) as store:
        store.commit(Change(processes=(process(),)))
    with running(WRITER, url, "a", "60") as one, running(WRITER, url, "b", "60") as other:
        assert (one.wait(60), other.wait(60)) == (0, 0)
    with open_store(url, migrate=False) as store:
        found = store.load("p1")
    assert found is not None
    assert found.version == 1 + 120


def test_many_may_create_a_store_at_once(url: str) -> None:
    code = "import sys; from followbot.store import open_store; open_store(sys.argv[1], migrate=True).close()"
    children = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(5)]
    assert [child.wait(60) for child in children] == [0] * 5
    with open_store(url, migrate=False) as store:
        assert store.all() == ()


@pytest.mark.parametrize("lived", [1, 4, 9, 16])
def test_kill_9_loses_nothing_that_was_committed(path: Path, url: str, lived: int) -> None:
    with open_store(url, migrate=True) as store:
        store.commit(Change(processes=(process(),)))
    with running(WRITER, url, "a", "100000") as child:
        said = lines(child)
        assert next(said) == "ready\n"
        for _ in range(lived):
            last = int(next(said))
        child.kill()
        last = max([last, *map(int, said)])
    with open_store(url, migrate=True) as store:
        found = store.load("p1")
        assert found is not None
        # The last commit may have happened without having been told of, but cursor and process went together.
        assert store.mail_cursor("a") in {str(last), str(last + 1)}
        assert found.version == 2 + int(store.mail_cursor("a") or 0)
    assert run_sql(path, "PRAGMA integrity_check") == [("ok",)]


def test_the_lock_keeps_other_processes_out_and_dies_with_its_holder(url: str) -> None:
    with running(HOLDER, url) as child, open_store(url, migrate=True) as store:
        assert next(lines(child)) == "held\n"
        with pytest.raises(TryAgain, match=r"store\.db\.lock"), store.lock(timedelta(seconds=0.1)):
            pytest.fail("two hold the same lock")
        child.kill()
        child.wait()
        with store.lock(timedelta(seconds=5)):
            assert store.all() == ()
