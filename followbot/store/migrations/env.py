"""Runs the migrations on the connection, and in the transaction, that `followbot.store.versions` hands over."""

from __future__ import annotations

from alembic import context

from followbot.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters few things in place
)
with context.begin_transaction():
    context.run_migrations()
