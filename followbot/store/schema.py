"""The tables. Columns are named like the fields of the dataclasses that they hold; `codec` gives the forms of the values.

A process is a tree (rounds, interviews, follow-ups, notes, signals, threads) that is loaded and saved as a whole, hence the
keys of its rows begin with `process_id`, and `position` keeps the order within the parent. Snapshots that nobody
queries (findings, evidence, contacts) are JSON. A change here needs a migration; a test holds the two against each other.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)


class AnyText(TypeDecorator[str]):
    """Text as hostile as it comes: lone surrogates, which UTF-8 cannot express, are kept as bytes instead of failing.

    Undecodable headers carry them, and one such mail must not make every later commit fail.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None or value.isascii():
            return value
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key(name: str) -> Column[str]:
    return Column(name, AnyText, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, AnyText, nullable=False)


def _maybe(name: str) -> Column[str | None]:
    return Column(name, AnyText)


def _json(name: str) -> Column[Any]:
    return Column(name, JSON(none_as_null=True), nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _owner() -> Column[str]:
    return Column("process_id", AnyText, ForeignKey("processes.id", ondelete="CASCADE"), primary_key=True)


def _round_owner() -> tuple[Column[str], Column[str], ForeignKeyConstraint]:
    round_key = ForeignKeyConstraint(["process_id", "round_id"], ["rounds.process_id", "rounds.id"], ondelete="CASCADE")
    return _key("process_id"), _key("round_id"), round_key


# --- processes and what they hold -----------------------------------------------------------------------------------

processes = Table(
    "processes",
    metadata,
    _key("id"),
    _number("version"),
    _maybe("company"),
    _maybe("role"),
    _json("domains"),
    _maybe("agency"),
    _maybe("closed"),
    _maybe("closed_at"),
    _json("watched"),
    _maybe("last_end"),  # the end of its last interview
    _text("live_until"),  # see rows.live_until
    Index("ix_processes_live_until", "live_until"),
)

rounds = Table(
    "rounds",
    metadata,
    _owner(),
    _key("id"),
    _number("position"),
    _text("identity"),
    _text("account"),
    Column("card_text", JSON(none_as_null=True)),
)

interviews = Table(
    "interviews",
    metadata,
    *_round_owner(),
    _key("id"),
    _number("position"),
    _text("account"),
    _text("calendar"),
    _text("uid"),
    _text("instance"),
    _text("start"),
    _text("end"),
    _text("zone"),
    _text("summary"),
    _text("verdict"),
    Column("score", Float, nullable=False),
    _json("findings"),
    _json("evidence"),
    _text("standing"),
    _maybe("ruling"),
    _number("missed_reads"),
    _flag("seen_after_end"),
    _text("fingerprint"),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    *_round_owner(),
    _key("id"),
    _number("position"),
    _text("kind"),  # a card is a follow-up of kind "card"
    _json("contacts"),
    _text("state"),  # the class name
    _json("details"),  # its fields
    _flag("live"),  # the state is not final
    _number("generation"),
    _json("warned"),
    Index("ix_follow_ups_id", "id"),
)

notes = Table(
    "notes",
    metadata,
    *_round_owner(),
    _key("id"),
    _number("position"),
    _text("at"),
    _text("text"),
    _maybe("rapport"),
    _maybe("hear_by"),
    _text("source"),
)

signals = Table(
    "signals",
    metadata,
    _owner(),
    _key("id"),
    _number("position"),
    _text("kind"),
    _text("at"),
    _text("person"),
    _json("people"),
    _maybe("outcome"),
    _maybe("until"),
    _text("key"),
    _text("message_id"),
    _json("evidence"),
)

threads = Table(
    "threads",
    metadata,
    _owner(),
    Column("position", Integer, primary_key=True),
    _text("person"),
    _text("account"),
    _text("message_id"),
    _json("references"),
    _text("subject"),
    _text("at"),
    _text("thread_ref"),
    _flag("from_me"),
    _text("language"),
)

# --- what is kept beside them ---------------------------------------------------------------------------------------

outbox = Table(
    "outbox",
    metadata,
    _key("follow_up_id"),
    _key("key"),
    Column("process_id", AnyText, ForeignKey("processes.id", ondelete="CASCADE"), nullable=False),
    _text("account"),
    _text("message_id"),
    _text("subject"),
    _json("sender"),
    _json("to"),
    _text("text"),
    Column("mime", LargeBinary, nullable=False),
    Column("thread", JSON(none_as_null=True)),
    _text("language"),
    Index("ix_outbox_process_id", "process_id"),
)

journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("at"),
    _text("process"),  # no foreign key: what happened may be told of something that was never stored
    _text("about"),
    _text("what"),
    _text("text"),
    _json("evidence"),
    Index("ix_journal_process", "process"),
)

calendar_cursors = Table("calendar_cursors", metadata, _key("account"), _key("calendar"), _text("cursor"))

mail_cursors = Table("mail_cursors", metadata, _key("account"), _text("cursor"))

seen_events = Table(
    "seen_events",
    metadata,
    _key("account"),
    _key("calendar"),
    _key("uid"),
    _key("instance"),
    _text("fingerprint"),
    _text("end"),
)

account_health = Table(
    "account_health",
    metadata,
    _key("name"),
    _text("provider"),
    _text("auth"),
    _maybe("last_cycle"),
    _maybe("last_error"),
)

forgotten_keys = Table("forgotten_keys", metadata, _key("key"))

alembic_version = Table(  # as Alembic makes it; known here so that a new store needs no Alembic
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
