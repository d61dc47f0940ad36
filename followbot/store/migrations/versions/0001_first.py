"""The first schema.

Revision 0001. Written once and never changed: stores in the field depend on it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "processes",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("company", sa.Text, nullable=True),
        sa.Column("role", sa.Text, nullable=True),
        sa.Column("domains", sa.JSON, nullable=False),
        sa.Column("agency", sa.Text, nullable=True),
        sa.Column("closed", sa.Text, nullable=True),
        sa.Column("closed_at", sa.Text, nullable=True),
        sa.Column("watched", sa.JSON, nullable=False),
        sa.Column("last_end", sa.Text, nullable=True),
        sa.Column("live_until", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_processes"),
    )
    op.create_index("ix_processes_live_until", "processes", ["live_until"])
    op.create_table(
        "rounds",
        sa.Column("process_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("card_text", sa.JSON, nullable=True),
        sa.PrimaryKeyConstraint("process_id", "id", name="pk_rounds"),
        sa.ForeignKeyConstraint(["process_id"], ["processes.id"], name="fk_rounds_processes", ondelete="CASCADE"),
    )
    op.create_table(
        "interviews",
        sa.Column("process_id", sa.Text, nullable=False),
        sa.Column("round_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("calendar", sa.Text, nullable=False),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("instance", sa.Text, nullable=False),
        sa.Column("start", sa.Text, nullable=False),
        sa.Column("end", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("ruling", sa.Text, nullable=True),
        sa.Column("missed_reads", sa.Integer, nullable=False),
        sa.Column("seen_after_end", sa.Boolean, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("process_id", "round_id", "id", name="pk_interviews"),
        sa.ForeignKeyConstraint(
            ["process_id", "round_id"],
            ["rounds.process_id", "rounds.id"],
            name="fk_interviews_rounds",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "follow_ups",
        sa.Column("process_id", sa.Text, nullable=False),
        sa.Column("round_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("contacts", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("warned", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("process_id", "round_id", "id", name="pk_follow_ups"),
        sa.ForeignKeyConstraint(
            ["process_id", "round_id"],
            ["rounds.process_id", "rounds.id"],
            name="fk_follow_ups_rounds",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_follow_ups_id", "follow_ups", ["id"])
    op.create_table(
        "notes",
        sa.Column("process_id", sa.Text, nullable=False),
        sa.Column("round_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("rapport", sa.Text, nullable=True),
        sa.Column("hear_by", sa.Text, nullable=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("process_id", "round_id", "id", name="pk_notes"),
        sa.ForeignKeyConstraint(
            ["process_id", "round_id"], ["rounds.process_id", "rounds.id"], name="fk_notes_rounds", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "signals",
        sa.Column("process_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("people", sa.JSON, nullable=False),
        sa.Column("outcome", sa.Text, nullable=True),
        sa.Column("until", sa.Text, nullable=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("process_id", "id", name="pk_signals"),
        sa.ForeignKeyConstraint(["process_id"], ["processes.id"], name="fk_signals_processes", ondelete="CASCADE"),
    )
    op.create_table(
        "threads",
        sa.Column("process_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("references", sa.JSON, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("thread_ref", sa.Text, nullable=False),
        sa.Column("from_me", sa.Boolean, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("process_id", "position", name="pk_threads"),
        sa.ForeignKeyConstraint(["process_id"], ["processes.id"], name="fk_threads_processes", ondelete="CASCADE"),
    )
    op.create_table(
        "outbox",
        sa.Column("follow_up_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("process_id", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("sender", sa.JSON, nullable=False),
        sa.Column("to", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("mime", sa.LargeBinary, nullable=False),
        sa.Column("thread", sa.JSON, nullable=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("follow_up_id", "key", name="pk_outbox"),
        sa.ForeignKeyConstraint(["process_id"], ["processes.id"], name="fk_outbox_processes", ondelete="CASCADE"),
    )
    op.create_index("ix_outbox_process_id", "outbox", ["process_id"])
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("process", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_journal"),
    )
    op.create_index("ix_journal_process", "journal", ["process"])
    op.create_table(
        "calendar_cursors",
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("calendar", sa.Text, nullable=False),
        sa.Column("cursor", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("account", "calendar", name="pk_calendar_cursors"),
    )
    op.create_table(
        "mail_cursors",
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("cursor", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_mail_cursors"),
    )
    op.create_table(
        "seen_events",
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("calendar", sa.Text, nullable=False),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("instance", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("end", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("account", "calendar", "uid", "instance", name="pk_seen_events"),
    )
    op.create_table(
        "account_health",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("provider", sa.Text, nullable=False),
        sa.Column("auth", sa.Text, nullable=False),
        sa.Column("last_cycle", sa.Text, nullable=True),
        sa.Column("last_error", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_account_health"),
    )
    op.create_table(
        "forgotten_keys",
        sa.Column("key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_forgotten_keys"),
    )
    op.create_table(
        "secrets",
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key_id", sa.Text, nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("service", "name", name="pk_secrets"),
    )
