"""Secrets live in the vault's own file (`followbot.vault`); the table that was set aside for them was never used.

Revision 0002.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_table("secrets")
