"""A closer look, right before something is delivered, at mail that a mailbox's changes may not show.

Some providers tell of what happens in certain folders only, or leave some kinds of mail out of every list. To ask for all of
it in every cycle would be dear; to write to somebody who has answered, or is away, would be worse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol, runtime_checkable

from followbot.app.news import interest_of, query_of
from followbot.app.plan import Order
from followbot.app.ports import Account, Interest, Mail, Query
from followbot.app.report import Report
from followbot.app.watch import Watched, mailboxes_of, take_in
from followbot.app.world import World


@runtime_checkable
class Overlooking(Protocol):
    """A mailbox whose `changes` may overlook something."""

    def overlooked(self, cursor: str, query: Query, interest: Interest) -> Mail:
        """Mail since then that is of interest, whatever way it took; what `changes` has told may be among it.

        The cursor stays where it is; only what it knows of mail that cannot be shown may change.
        """


def look_closer(world: World, orders: tuple[Order, ...], watched: Watched, report: Report) -> Watched:
    """Take in what was overlooked, for all that is to be delivered; what a look failed for counts as watched no more."""
    failed = set()
    for order in orders:
        for account in _overlooking(world, order):
            failed.add((order.process_id, account.name))
            with report.trouble(account.name, "mailbox"):
                _look(world, order, account, report)
                failed.discard((order.process_id, account.name))
    return watched - failed


def _overlooking(world: World, order: Order) -> Iterator[Account]:
    process = world.store.load(order.process_id)
    names = mailboxes_of(process, world) if process is not None else frozenset()
    return (a for a in world.accounts if a.name in names and overlooking(a.mailbox) is not None)


def overlooking(mailbox: object) -> Overlooking | None:
    """The mailbox, if its changes may overlook something."""
    return mailbox if isinstance(mailbox, Overlooking) else None


def _look(world: World, order: Order, account: Account, report: Report) -> None:
    process, mailbox = world.store.load(order.process_id), overlooking(account.mailbox)
    cursor = world.store.mail_cursor(account.name)
    if process is None or mailbox is None or cursor is None:
        return
    since = process.round(order.due.round_id).end
    query = replace(query_of(world, account.name, (process,)), since=since)
    mail = mailbox.overlooked(cursor, query, interest_of(world, (process,)))
    take_in(world, account, process, mail, report)
