"""A rehearsal: the same cycle over a copy of the store and mailboxes that only pretend to write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from followbot.app.closer import overlooking
from followbot.app.ports import (
    Created,
    CreateOutcome,
    Fate,
    Interest,
    Mail,
    Mailbox,
    Payload,
    Query,
    Removed,
    WithdrawOutcome,
)
from followbot.app.world import World
from followbot.domain.states import DraftRef


@dataclass(frozen=True, slots=True)
class DryMailbox:
    """Reads like the real one; a write is only said to have happened."""

    real: Mailbox
    account: str

    @property
    def absence_wait(self) -> timedelta:
        return self.real.absence_wait

    @property
    def index_lag(self) -> timedelta:
        return self.real.index_lag

    def position(self) -> str:
        return self.real.position()

    def changes(self, cursor: str, interest: Interest) -> Mail:
        return self.real.changes(cursor, interest)

    def search(self, query: Query, interest: Interest) -> Mail:
        return self.real.search(query, interest)

    def overlooked(self, cursor: str, query: Query, interest: Interest) -> Mail:
        real = overlooking(self.real)
        return real.overlooked(cursor, query, interest) if real is not None else Mail((), cursor)

    def find(self, payload: Payload) -> Fate:
        return self.real.find(payload)

    def create(self, payload: Payload) -> CreateOutcome:
        return Created(DraftRef(self.account, id="(not written)"))

    def fate(self, draft: DraftRef, payload: Payload) -> Fate:
        return self.real.fate(draft, payload)

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        return Removed()


def rehearsal(world: World) -> World:
    """The world of `once --dry-run`; its store must already be a copy."""
    accounts = tuple(
        replace(a, mailbox=DryMailbox(a.mailbox, a.name)) if a.mailbox is not None else a for a in world.accounts
    )
    return replace(world, accounts=accounts)
