"""Finding, creating, upgrading and refusing a store; and every way in which a disk can let one down."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from followbot.app.ports import Change
from followbot.errors import ConfigurationError, FollowbotError, StoreError, TryAgain
from followbot.store import connecting, files, open_store, opening, standing, versions
from tests.store.build import payload, process, run_sql, store_with_one_process


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# --- URLs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_url_without_a_file_is_a_store_in_memory(url: str) -> None:
    assert files.database_path(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "store.db",
        "postgresql://u:hunter2@h/db",
        "sqlite+aiosqlite:///x.db",
        "sqlite:///x.db?mode=ro",
        "sqlite://host/x.db",
    ],
)
def test_any_other_url_is_a_configuration_error_without_its_password(url: str) -> None:
    with pytest.raises(ConfigurationError, match="four slashes") as caught:
        open_store(url, migrate=True)
    assert "hunter2" not in str(caught.value)


def test_odd_characters_in_a_path_are_only_characters(tmp_path: Path) -> None:
    odd = tmp_path / "50%20 of #1 ünïcode" / "my store.db"
    store_with_one_process(f"sqlite:///{odd}")
    assert odd.exists()


# --- creating -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_user_can_read_a_new_store(path: Path, url: str, umask: int) -> None:
    before = os.umask(umask)
    try:
        with open_store(url, migrate=True) as store, store.lock(timedelta(0)):
            store.commit(Change(processes=(process(),)))
            files = {file.name: mode(file) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert mode(path.parent) == 0o700
    assert files == dict.fromkeys(["store.db", "store.db-wal", "store.db-shm", "store.db.lock"], 0o600)


def test_an_existing_directory_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    store_with_one_process(f"sqlite:///{tmp_path}/store.db")
    assert mode(tmp_path) == 0o755


def test_a_carelessly_copied_store_is_tightened(path: Path, url: str) -> None:
    store_with_one_process(url)
    path.chmod(0o644)
    open_store(url, migrate=False).close()
    assert mode(path) == 0o600


def test_a_store_survives_its_closing(url: str) -> None:
    store_with_one_process(url)
    with open_store(url, migrate=False) as store:
        assert store.all() == (process(),)


def test_it_writes_ahead_fully_synchronised_with_foreign_keys(url: str) -> None:
    with open_store(url, migrate=True) as store, store._database.outside_transactions() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    assert values == ["wal", 2, 1, 10_000]


def test_a_restored_store_writes_ahead_again(path: Path, url: str) -> None:
    store_with_one_process(url)
    assert run_sql(path, "PRAGMA journal_mode=DELETE") == [("delete",)]
    open_store(url, migrate=True).close()
    assert run_sql(path, "PRAGMA journal_mode") == [("wal",)]


# --- looking at what is not there -----------------------------------------------------------------------------------


def test_looking_at_a_missing_store_finds_it_empty_and_creates_nothing(path: Path, url: str) -> None:
    with open_store(url, migrate=False) as store, store.lock(timedelta(0)):
        assert store.all() == ()
    assert not path.parent.exists()


def test_a_store_whose_creator_died_at_once_is_empty_and_is_created_again(path: Path, url: str) -> None:
    path.parent.mkdir()
    path.touch()
    with open_store(url, migrate=False) as store:
        assert store.all() == ()
    assert path.read_bytes() == b""
    store_with_one_process(url)
    with open_store(url, migrate=False) as store:
        assert len(store.all()) == 1


# --- other versions -------------------------------------------------------------------------------------------------


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """As if there were a followbot with one migration more; it gives every process a `mood`."""
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
    monkeypatch.setattr(versions, "MIGRATIONS", scripts)
    monkeypatch.setattr(standing, "REVISIONS", (*standing.REVISIONS, "next"))
    return "next"


def test_an_older_store_is_upgraded_with_all_its_rows_after_a_backup(
    path: Path, url: str, request: pytest.FixtureRequest
) -> None:
    store_with_one_process(url)
    old = standing.head()
    path.with_name(f"store.db.backup-{old}.part").write_bytes(b"left behind by a crash")
    request.getfixturevalue("next_version")
    with open_store(url, migrate=True) as store:
        assert store.all() == (process(),)
    assert run_sql(path, "SELECT mood FROM processes") == [("calm",)]
    assert run_sql(path, "SELECT version_num FROM alembic_version") == [("next",)]
    backup = path.with_name(f"store.db.backup-{old}")
    assert mode(backup) == 0o600
    assert run_sql(backup, "SELECT version_num FROM alembic_version") == [(old,)]
    assert run_sql(backup, "SELECT id FROM processes") == [("p1",)]
    assert not list(path.parent.glob("*.part*"))


def test_an_older_store_is_not_upgraded_by_those_who_only_look(url: str, request: pytest.FixtureRequest) -> None:
    store_with_one_process(url)
    request.getfixturevalue("next_version")
    with pytest.raises(ConfigurationError, match="Run `followbot once`"):
        open_store(url, migrate=False)


def test_a_migration_that_fails_leaves_the_old_store(path: Path, url: str, next_version: str) -> None:
    with pytest.MonkeyPatch.context() as earlier:
        earlier.setattr(standing, "REVISIONS", standing.REVISIONS[:-1])
        store_with_one_process(url)
    script = versions.MIGRATIONS / "versions" / f"{next_version}.py"
    with script.open("a", encoding="utf-8") as file:
        file.write("    op.execute('DELETE FROM nowhere')\n")
    with pytest.raises(StoreError, match="no such table: nowhere"):
        open_store(url, migrate=True)
    assert "mood" not in str(run_sql(path, "SELECT sql FROM sqlite_master"))
    assert run_sql(path, "SELECT version_num FROM alembic_version") == [(standing.REVISIONS[-2],)]


def test_no_backup_no_migration(path: Path, url: str, request: pytest.FixtureRequest) -> None:
    store_with_one_process(url)
    old = standing.head()
    path.with_name(f"store.db.backup-{old}.part").mkdir()
    request.getfixturevalue("next_version")
    with pytest.raises(StoreError):
        open_store(url, migrate=True)
    assert run_sql(path, "SELECT version_num FROM alembic_version") == [(old,)]


def test_the_schema_does_not_change_under_a_running_cycle(
    url: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_with_one_process(url)
    monkeypatch.setattr(opening, "MIGRATION_WAIT", timedelta(seconds=0.1))
    with open_store(url, migrate=True) as running, running.lock(timedelta(0)):
        request.getfixturevalue("next_version")
        with pytest.raises(TryAgain):
            open_store(url, migrate=True)


def test_a_daemon_notices_that_its_store_was_upgraded(path: Path, url: str) -> None:
    with open_store(url, migrate=True) as running:
        run_sql(path, "UPDATE alembic_version SET version_num = 'future'")
        with pytest.raises(ConfigurationError, match="older than its store"), running.lock(timedelta(0)):
            pytest.fail("the cycle began")


@pytest.mark.parametrize("migrate", [True, False])
def test_a_store_from_the_future_is_refused_and_left_alone(path: Path, url: str, migrate: bool) -> None:
    store_with_one_process(url)
    run_sql(path, "UPDATE alembic_version SET version_num = 'future'")
    before = path.read_bytes()
    with pytest.raises(ConfigurationError, match="This followbot is older than its store") as caught:
        open_store(url, migrate=migrate)
    assert caught.value.exit_code == 78
    assert path.read_bytes() == before


@pytest.mark.parametrize("migrate", [True, False])
def test_the_database_of_another_program_is_refused_and_left_alone(path: Path, url: str, migrate: bool) -> None:
    path.parent.mkdir()
    run_sql(path, "CREATE TABLE bookmarks (url)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(url, migrate=migrate)
    assert path.read_bytes() == before


# --- trouble --------------------------------------------------------------------------------------------------------


def sentence_about(path: Path, error: FollowbotError) -> bool:
    """One line that names the path, and a remedy."""
    return str(path) in error.problem and bool(error.remedy) and "\n" not in str(error)


@pytest.mark.parametrize("migrate", [True, False])
@pytest.mark.parametrize("content", [b"\x00" * 5000, b"not a database at all " * 500])
def test_a_damaged_file_is_named_and_left_alone(path: Path, url: str, migrate: bool, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged") as caught:
        open_store(url, migrate=migrate)
    assert sentence_about(path, caught.value)
    assert path.read_bytes() == content


def test_a_store_damaged_in_the_middle_is_named(path: Path, url: str) -> None:
    with open_store(url, migrate=True) as store:
        store.commit(Change(processes=tuple(process(f"p{n}") for n in range(200))))
    half = path.stat().st_size // 2
    with path.open("r+b") as file:
        file.seek(half)
        file.write(b"\xff" * half)
    with open_store(url, migrate=False) as store, pytest.raises(StoreError, match="damaged") as caught:
        store.all()
    assert sentence_about(path, caught.value)


@pytest.mark.parametrize(
    "statement", ["UPDATE follow_ups SET state = 'Exploded'", "UPDATE interviews SET findings = '{'"]
)
def test_rows_that_do_not_fit_the_model_are_named(path: Path, url: str, statement: str) -> None:
    store_with_one_process(url)
    run_sql(path, statement)
    with open_store(url, migrate=False) as store, pytest.raises(StoreError, match="cannot read") as caught:
        store.all()
    assert sentence_about(path, caught.value)


@pytest.mark.parametrize("migrate", [True, False])
def test_a_path_below_a_file_is_named(tmp_path: Path, migrate: bool) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "state" / "store.db"
    with pytest.raises(StoreError, match="a part of its path is a file") as caught:
        open_store(f"sqlite:///{path}", migrate=migrate)
    assert sentence_about(path, caught.value)


@pytest.mark.parametrize("migrate", [True, False])
def test_a_directory_is_no_store(tmp_path: Path, migrate: bool) -> None:
    with pytest.raises(StoreError, match="is not a file"):
        open_store(f"sqlite:///{tmp_path}", migrate=migrate)


def test_a_locked_store_is_named(path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_TIMEOUT", 0.1)
    with open_store(url, migrate=True) as store, open_store(url, migrate=True) as other:
        with other._database.writing(), pytest.raises(StoreError, match="locked") as caught:
            store.commit(Change(processes=(process(),)))
        assert sentence_about(path, caught.value)
        store.commit(Change(processes=(process(),)))
        assert len(other.all()) == 1


def test_readers_do_not_wait_for_a_writer(url: str) -> None:
    with open_store(url, migrate=True) as store, open_store(url, migrate=True) as other, other._database.writing():
        assert store.all() == ()


def test_a_deleted_store_is_noticed_before_the_next_cycle(path: Path, url: str) -> None:
    with open_store(url, migrate=True) as store:
        path.unlink()
        with pytest.raises(StoreError), store.lock(timedelta(0)):
            pytest.fail("the cycle began")
        store_with_one_process(url)
        with pytest.raises(StoreError, match="replaced"), store.lock(timedelta(0)):
            pytest.fail("the cycle began")


# --- real file systems ----------------------------------------------------------------------------------------------


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"may not mount here: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk))
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 1024)
        except OSError:
            return filler


def test_a_disk_that_fills_up_loses_nothing_committed(small_disk: Path) -> None:
    path = small_disk / "store.db"
    with open_store(f"sqlite:///{path}", migrate=True) as store:
        store.commit(Change(processes=(process("p1"),)))
        filler = fill(small_disk)
        big = process("p2"), (("p2-f", payload(text="x" * 400_000)),)
        with pytest.raises(StoreError, match="disk is full") as caught:
            store.commit(Change(processes=big[:1], outbox=big[1]))
        assert sentence_about(path, caught.value)
        assert store.all() == (process("p1"),)
        filler.unlink()
        store.commit(Change(processes=(replace(process("p1"), company="Other", version=1),)))
    with open_store(f"sqlite:///{path}", migrate=True) as store:
        assert [(p.id, p.company) for p in store.all()] == [("p1", "Other")]


def test_a_full_disk_from_the_start_is_named_and_leaves_a_store_that_can_be_created(small_disk: Path) -> None:
    filler = fill(small_disk)
    path = small_disk / "state" / "store.db"
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{path}", migrate=True)
    assert sentence_about(path, caught.value)
    filler.unlink()
    store_with_one_process(f"sqlite:///{path}")


def test_a_read_only_disk_is_named(small_disk: Path) -> None:
    store_with_one_process(f"sqlite:///{small_disk}/store.db")
    mount("-o", "remount,ro", str(small_disk))
    new = small_disk / "new" / "store.db"
    with pytest.raises(StoreError, match="read-only") as caught:
        open_store(f"sqlite:///{new}", migrate=True)
    assert sentence_about(new, caught.value)
    old = small_disk / "store.db"
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{old}", migrate=True)
    assert sentence_about(old, caught.value)


def test_an_error_nobody_foresaw_still_names_the_path_and_no_content(path: Path, url: str) -> None:
    store_with_one_process(url)
    run_sql(path, "DROP TABLE mail_cursors")
    with open_store(url, migrate=False) as store, pytest.raises(StoreError, match="no such table") as caught:
        store.commit(Change(mail_cursors=(("main", "hunter2"),)))
    assert str(path) in caught.value.problem
    assert "hunter2" not in f"{caught.value} {caught.value.__cause__}"
