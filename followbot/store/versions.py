"""Which schema a store has, and how a store gets the present one.

Alembic takes 0.3 s and 12 MB to import, so it is not asked unless there is something to migrate: a current store is
recognised by one query, a new one is made from the tables themselves. Tests hold `standing.REVISIONS` against the migration
scripts, and the tables against what the scripts lead to.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert, select

from followbot.errors.store import migrations_unusable, store_contradicts
from followbot.store import files, schema
from followbot.store.database import Database
from followbot.store.standing import Standing, head, refusal, standing_of

MIGRATIONS = Path(__file__).with_name("migrations")
"""Where Alembic finds its scripts. They are data here: nothing imports them."""


def revision(connection: Connection) -> str | None:
    """The revision that the database says it has; None when it says nothing."""
    if schema.alembic_version.name not in _tables(connection):
        return None
    return connection.execute(select(schema.alembic_version.c.version_num)).scalar()


def standing(database: Database) -> Standing:
    with database.reading() as connection:
        return standing_of(_tables(connection), revision(connection))


def require_current(database: Database) -> None:
    """Raise an error that says what to do unless the database has the present schema."""
    problem = refusal(standing(database), database.name)
    if problem is not None:
        raise problem


def create_schema(connection: Connection) -> None:
    """Give an empty database every table and the mark of the present revision."""
    schema.metadata.create_all(connection, checkfirst=False)
    schema.alembic_version.create(connection)
    connection.execute(insert(schema.alembic_version).values(version_num=head()))


def upgrade(database: Database) -> None:
    """Bring an older store up to date, in one transaction, after a backup copy beside it."""
    with database.reading() as connection:
        stored = revision(connection)
    if database.path is not None:
        back_up(database, database.path.with_name(f"{database.path.name}.backup-{stored}"))
    # Batch migrations rebuild tables: with foreign keys on, dropping the old table would delete its children. SQLite
    # ignores this setting within a transaction (https://www.sqlite.org/foreignkeys.html, section 2).
    with database.outside_transactions() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        try:
            with database.writing():
                run_migrations(connection)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise store_contradicts(database.name)
        finally:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def run_migrations(connection: Connection) -> None:
    """Every migration script that the database has not seen yet, within the caller's transaction."""
    from alembic import command  # here, because it is slow to import and almost never needed
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise migrations_unusable() from error


def back_up(database: Database, target: Path) -> None:
    """Copy the store to a file of its own, which appears complete or not at all."""
    unfinished = target.with_name(f"{target.name}.part")
    with database.outside_transactions():
        unfinished.unlink(missing_ok=True)
        files.create(unfinished)
        copy = Database(unfinished)
        try:
            database.copy_to(copy)
        finally:
            copy.close()
        unfinished.replace(target)


def _tables(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
