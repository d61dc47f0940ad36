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
    """Take in what was overlooked, for all that is to be delivered; what a look failed for counts as watched no more.

    Each mailbox is asked once, for all of it: a look may have to ask about hundreds of folders.
    """
    failed: Watched = frozenset()
    for account, due in _looks(world, orders):
        pairs = frozenset((order.process_id, account.name) for order in due)
        failed |= pairs
        with report.trouble(account.name, "mailbox"):
            _look(world, due, account, report)
            failed -= pairs
    return watched - failed


def _looks(world: World, orders: tuple[Order, ...]) -> Iterator[tuple[Account, tuple[Order, ...]]]:
    """The mailboxes to ask, and what each may say something about."""
    processes = {order.process_id: world.store.load(order.process_id) for order in orders}
    names = {key: mailboxes_of(p, world) for key, p in processes.items() if p is not None}
    for account in world.accounts:
        due = tuple(order for order in orders if account.name in names.get(order.process_id, ()))
        if due and overlooking(account.mailbox) is not None:
            yield account, due


def overlooking(mailbox: object) -> Overlooking | None:
    """The mailbox, if its changes may overlook something."""
    return mailbox if isinstance(mailbox, Overlooking) else None


def _look(world: World, due: tuple[Order, ...], account: Account, report: Report) -> None:
    mailbox, cursor = overlooking(account.mailbox), world.store.mail_cursor(account.name)
    loaded = {order.process_id: world.store.load(order.process_id) for order in due}
    processes = tuple(process for process in loaded.values() if process is not None)
    ends = [p.round(order.due.round_id).end for order in due if (p := loaded[order.process_id]) is not None]
    if not processes or mailbox is None or cursor is None:
        return
    query = replace(query_of(world, account.name, processes), since=min(ends))
    mail = mailbox.overlooked(cursor, query, interest_of(world, processes))
    take_in(world, account, processes, mail, report)
