"""`open_records` looks at the same store without SQLAlchemy: it must see, and refuse, exactly what `open_store` does."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from followbot.app.ports import AccountHealth, Change, Entry, Records
from followbot.domain.model import Process
from followbot.errors import FollowbotError, StoreError
from followbot.store import SqlStore, open_records, open_store
from tests.fakes.build import TUESDAY
from tests.store.build import process, run_sql, store_with_one_process
from tests.store.strategies import HOSTILE, processes, values

_FEW = settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)


def everything(records: Records | SqlStore) -> tuple[object, ...]:
    return records.all(), records.health(), records.journal("p1"), records.journal("other")


@given(processes("p1"), processes("p2"), values(Entry), values(AccountHealth))
@_FEW
def test_whatever_is_stored_reads_the_same(one: Process, two: Process, entry: Entry, health: AccountHealth) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/store.db"
        journal = (entry, replace(entry, process="p1"), replace(entry, process="p1", text=HOSTILE[0]))
        with open_store(url, migrate=True) as store, closing(open_records(url)) as records:
            store.commit(Change(processes=(one, two), journal=journal, health=(health,)))
            assert everything(records) == everything(store)
            assert {p.id for p in records.all()} == {"p1", "p2"}


def test_processes_come_in_the_same_order(url: str) -> None:
    several = tuple(process(f"p{n}", end=TUESDAY - timedelta(days=n % 3)) for n in range(7))
    with open_store(url, migrate=True) as store, closing(open_records(url)) as records:
        store.commit(Change(processes=several))
        assert [p.id for p in records.all()] == [p.id for p in store.all()] != [p.id for p in several]


def test_it_sees_what_is_committed_while_it_is_open(url: str) -> None:
    with open_store(url, migrate=True) as store, closing(open_records(url)) as records:
        assert records.all() == ()
        store.commit(Change(processes=(process(),)))
        assert records.all() == store.all() != ()


def nothing_at_all(path: Path) -> None:
    pass


def an_empty_file(path: Path) -> None:
    path.parent.mkdir()
    path.touch()


@pytest.mark.parametrize("prepare", [nothing_at_all, an_empty_file])
def test_a_store_that_is_not_there_yet_is_empty_and_is_not_made(
    path: Path, url: str, prepare: Callable[[Path], None]
) -> None:
    prepare(path)
    with closing(open_records(url)) as records:
        assert everything(records) == ((), (), (), ())
    assert not path.exists() or path.read_bytes() == b""


def test_a_store_in_memory_is_empty() -> None:
    with closing(open_records("sqlite://")) as records:
        assert everything(records) == ((), (), (), ())


def text(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("not a database, and long enough to be taken for one at the first glance " * 20)


def foreign(path: Path) -> None:
    path.parent.mkdir()
    run_sql(path, "CREATE TABLE recipes (name TEXT)")


def of_another_version(path: Path) -> None:
    store_with_one_process(f"sqlite:///{path}")
    run_sql(path, "UPDATE alembic_version SET version_num = '9999'")


def cut_in_half(path: Path) -> None:
    with open_store(f"sqlite:///{path}", migrate=True) as store:
        store.commit(Change(processes=tuple(process(f"p{n}") for n in range(200))))
    half = path.stat().st_size // 2
    with path.open("r+b") as file:
        file.seek(half)
        file.write(b"\xff" * half)


def a_folder(path: Path) -> None:
    path.mkdir(parents=True)


def unknown_state(path: Path) -> None:
    store_with_one_process(f"sqlite:///{path}")
    run_sql(path, "UPDATE follow_ups SET state = 'Exploded'")


def broken_json(path: Path) -> None:
    store_with_one_process(f"sqlite:///{path}")
    run_sql(path, "UPDATE interviews SET findings = '{'")


@pytest.mark.parametrize(
    "prepare", [text, foreign, of_another_version, cut_in_half, a_folder, unknown_state, broken_json]
)
def test_what_cannot_be_read_is_refused_in_the_same_words(
    path: Path, url: str, prepare: Callable[[Path], None]
) -> None:
    prepare(path)
    said = []
    for look in (lambda: open_store(url, migrate=False), lambda: open_records(url)):
        with pytest.raises(FollowbotError) as caught, closing(look()) as records:
            records.all()
        said.append((type(caught.value), str(caught.value)))
    assert said[0] == said[1]


def test_a_database_of_another_kind_is_refused() -> None:
    with pytest.raises(FollowbotError, match="does not name an SQLite file"):
        open_records("postgresql://somewhere/else")


def test_a_table_that_is_missing_is_named(path: Path, url: str) -> None:
    store_with_one_process(url)
    run_sql(path, "DROP TABLE threads")
    with closing(open_records(url)) as records, pytest.raises(StoreError, match="no such table"):
        records.all()


def test_a_carelessly_copied_store_is_tightened(path: Path, url: str) -> None:
    store_with_one_process(url)
    path.chmod(0o644)
    open_records(url).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_sqlalchemy_is_not_imported(path: Path, url: str) -> None:
    """The reason why this way of reading exists."""
    store_with_one_process(url)
    code = (
        "import sys; from followbot.store import open_records; r = open_records(sys.argv[1]); assert len(r.all()) == 1; "
        "print('sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
