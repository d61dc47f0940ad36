"""Tables, migrations and dataclasses say the same thing; and nothing slow is imported to find that out."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table

from followbot.app.ports import AccountHealth, Entry, Payload
from followbot.domain.model import FollowUp, Interview, Note, Process, Round, Signal, Thread
from followbot.store import schema, standing, versions
from followbot.store.database import Database


def shape(connection: Connection) -> dict[str, Any]:
    """Everything that SQLite knows of the tables and indexes, without the words and the order in which they were made."""

    def names(kind: str) -> list[str]:
        return list(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = ?", (kind,)).scalars())

    def answers(question: str, name: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {question}('{name}')")]

    return {
        "columns": {name: answers("table_info", name) for name in names("table")},
        "references": {name: sorted(row[1:] for row in answers("foreign_key_list", name)) for name in names("table")},
        "indexes": {name: sorted(row[1:] for row in answers("index_list", name)) for name in names("table")},
        "indexed": {name: answers("index_info", name) for name in names("index")},
    }


def test_migrations_and_tables_lead_to_the_same_schema() -> None:
    made, migrated = Database(None), Database(None)
    with made.writing() as connection:
        versions.create_schema(connection)
        wanted = shape(connection)
    with migrated.writing() as connection:
        versions.run_migrations(connection)
        assert shape(connection) == wanted
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    made.close()
    migrated.close()


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(versions.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert [script.revision for script in scripts.walk_revisions()] == list(reversed(standing.REVISIONS))
    assert scripts.get_current_head() == standing.head()


CHILDREN = {"rounds", "signals", "threads", "interviews", "follow_ups", "notes", "card"}


@pytest.mark.parametrize(
    ("table", "model"),
    [
        (schema.processes, Process),
        (schema.rounds, Round),
        (schema.interviews, Interview),
        (schema.follow_ups, FollowUp),
        (schema.notes, Note),
        (schema.signals, Signal),
        (schema.threads, Thread),
        (schema.outbox, Payload),
        (schema.journal, Entry),
        (schema.account_health, AccountHealth),
    ],
)
def test_every_field_has_its_column(table: Table, model: Any) -> None:
    assert {f.name for f in fields(model)} - CHILDREN <= set(table.columns.keys())


def modules_after(code: str) -> set[str]:
    """What a fresh interpreter has imported after running the code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert not modules_after("import followbot.store") & {"sqlalchemy", "alembic", "filelock", "sqlite3"}


def test_neither_alembic_nor_the_orm_is_imported_for_a_new_or_a_current_store(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/state/store.db"
    code = f"from followbot.store import open_store\nwith open_store({url!r}, migrate=True) as s: s.all()"
    heavy = {"alembic", "sqlalchemy.orm"}
    assert not modules_after(code) & heavy
    assert not modules_after(code) & heavy
    assert (tmp_path / "state" / "store.db").exists()


def test_unknown_names_of_the_package_are_attribute_errors() -> None:
    import followbot.store

    with pytest.raises(AttributeError, match="nonsense"):
        getattr(followbot.store, "nonsense")  # noqa: B009 - mypy would refuse the plain attribute
