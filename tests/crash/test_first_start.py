"""Dying while the store is made, or brought up to date: the next start finds it as if nothing had happened."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from followbot.store import open_store, standing, versions
from tests.crash.killed import killed
from tests.store.build import process, run_sql, store_with_one_process


def deaths(prepare: Callable[[Path], None], folder: Path, least: int) -> Iterator[tuple[Path, int]]:
    """A store whose opening was killed one moment later each time, and which; ends when it lives through."""
    for at in itertools.count(1):
        path = folder / str(at) / "store.db"
        prepare(path)
        if not killed(partial(_opened, path), at):
            assert at > least, "it has more moments than that"
            return
        yield path, at


def _opened(path: Path) -> None:
    open_store(f"sqlite:///{path}", migrate=True).close()


def shape(path: Path) -> list[tuple[object, ...]]:
    return run_sql(path, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name")


def left_in(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir() if not p.name.endswith(("-wal", "-shm"))}


@pytest.mark.heavy
def test_dying_anywhere_while_the_store_is_made(tmp_path: Path) -> None:
    whole = tmp_path / "whole" / "store.db"
    store_with_one_process(f"sqlite:///{whole}")
    for path, where in deaths(lambda path: None, tmp_path, 60):
        with open_store(f"sqlite:///{path}", migrate=False) as looked:
            assert looked.all() == (), where
        store_with_one_process(f"sqlite:///{path}")
        with open_store(f"sqlite:///{path}", migrate=False) as store:
            assert store.all() == (process(),), where
        assert shape(path) == shape(whole), where
        assert left_in(path.parent) == left_in(whole.parent), where
        assert [p.stat().st_mode & 0o077 for p in path.parent.iterdir()] == [0] * len([*path.parent.iterdir()]), where


@pytest.fixture
def one_more_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on this followbot knows one migration more, which rebuilds a table."""
    scripts = tmp_path / "scripts"
    (scripts / "versions").mkdir(parents=True)
    for script in (*versions.MIGRATIONS.glob("*.py"), *versions.MIGRATIONS.glob("versions/*.py")):
        (scripts / script.relative_to(versions.MIGRATIONS)).write_bytes(script.read_bytes())
    (scripts / "versions" / "next.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        f"revision, down_revision = 'next', {standing.head()!r}\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('processes', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('mood', sa.Text, nullable=False, server_default='calm'))\n",
        "utf-8",
    )

    def known() -> None:
        monkeypatch.setattr(versions, "MIGRATIONS", scripts)
        monkeypatch.setattr(standing, "REVISIONS", (*standing.REVISIONS, "next"))

    return known


@pytest.mark.heavy
def test_dying_anywhere_while_an_older_store_is_brought_up_to_date(
    tmp_path: Path, one_more_migration: Callable[[], None]
) -> None:
    older = tmp_path / "older" / "store.db"
    store_with_one_process(f"sqlite:///{older}")
    old = standing.head()
    one_more_migration()

    def prepare(path: Path) -> None:
        path.parent.mkdir(mode=0o700)
        path.write_bytes(older.read_bytes())
        path.chmod(0o600)

    for path, where in deaths(prepare, tmp_path, 60):
        assert run_sql(path, "SELECT id FROM processes") == [("p1",)], where
        with open_store(f"sqlite:///{path}", migrate=True) as store:
            assert store.all() == (process(),), where
        assert run_sql(path, "SELECT mood FROM processes") == [("calm",)], where
        assert run_sql(path, "SELECT version_num FROM alembic_version") == [("next",)], where
        backup = path.with_name(f"store.db.backup-{old}")
        assert run_sql(backup, "SELECT version_num FROM alembic_version") == [(old,)], where
        assert run_sql(backup, "SELECT id FROM processes") == [("p1",)], where
        assert left_in(path.parent) == {"store.db", "store.db.lock", backup.name}, where
