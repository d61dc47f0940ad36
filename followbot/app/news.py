"""What of a mailbox is read: whatever may concern a process, and whatever answers what was found.

A mail is of interest by what is known when it is asked about. So one that came together with the mail which it answers may be
passed over: it comes from an address that nobody knows, and its thread begins in this very reading. Therefore a reading is
repeated with what it taught, until nothing that it has passed over belongs to a thread that is known by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from followbot.app.ports import Envelope, Interest, Mail, Mailbox, Query
from followbot.app.reader import reply_context
from followbot.app.world import World
from followbot.domain.addresses import spellings
from followbot.domain.model import Message, Process, ReplyContext

HISTORY = timedelta(days=30)
"""How far before a round its history is searched: the scheduling thread is where a follow-up belongs."""

_ROUNDS = 5
"""How often a reading is repeated at most: so long may a chain be of which each mail names only the one before it."""

Known = Callable[[Sequence[Message]], frozenset[str]]
"""The Message-IDs of the threads that are known when these mails have been taken in."""


def since(cursor: str, mailbox: Mailbox, heard: Overheard, known: Known) -> Mail:
    """What came since the cursor, with what answers it; raises `CursorExpired`.

    The same span is read again, and no search is made: a search may miss the newest mail, which this is about. Nothing is
    read twice unless something that was passed over answers what has just become known.
    """
    mail = mailbox.changes(cursor, heard)
    if not (mail.messages and heard.named):
        return mail
    before, begun = known(()), frozenset[str]()
    for _ in range(_ROUNDS):
        asked, begun = begun, known(mail.messages) - before
        if begun == asked or begun.isdisjoint(heard.named):
            return mail
        # Asked for the rest as well, so that the new position owes whatever the mailbox cannot show yet.
        again = mailbox.changes(cursor, _either(heard, _answers(begun)))
        taken = {m.ref for m in again.messages}
        mail = replace(again, messages=(*again.messages, *(m for m in mail.messages if m.ref not in taken)))
    return mail


def history(mailbox: Mailbox, query: Query, interest: Interest) -> Mail:
    """What history holds, with what answers it: at first start no thread is known, and people join one from any address.

    Where the index may still miss something, history is searched a second time in any case, and knows the threads by then.
    """
    mail = mailbox.search(query, interest)
    if mailbox.index_lag and not mail.certain:
        return mail
    asked: frozenset[str] = frozenset()
    for _ in range(_ROUNDS):
        found = _ids(mail)
        fresh = found - asked
        if not fresh:
            return mail
        threads = query.threads | {m.thread_ref for m in mail.messages if m.thread_ref}
        wider = replace(query, message_ids=query.message_ids | fresh, threads=threads)
        mail = _joined(mail, mailbox.search(wider, _answers(fresh, found)))
        asked = found
    return mail


class Overheard:
    """An interest that remembers which mails are answered by those that it passes over."""

    def __init__(self, interest: Interest) -> None:
        self._interest = interest
        self.named: set[str] = set()

    def __call__(self, envelope: Envelope) -> bool:
        wanted = self._interest(envelope)
        if not wanted:
            self.named.update(envelope.in_reply_to, envelope.references)
        return wanted


def _answers(threads: frozenset[str], read: frozenset[str] = frozenset()) -> Interest:
    """Whether a mail answers one of these, and is none that has been read."""

    def answers(envelope: Envelope) -> bool:
        named = (*envelope.in_reply_to, *envelope.references)
        return envelope.message_id not in read and not threads.isdisjoint(named)

    return answers


def _either(one: Interest, other: Interest) -> Interest:
    return lambda envelope: one(envelope) or other(envelope)


def _ids(mail: Mail) -> frozenset[str]:
    return frozenset(m.message_id for m in mail.messages if m.message_id)


def _joined(mail: Mail, more: Mail) -> Mail:
    """Both, at the position after the first: what has come meanwhile is told once more."""
    return replace(
        mail,
        messages=(*mail.messages, *more.messages),
        problems=tuple(dict.fromkeys((*mail.problems, *more.problems))),
        owing=mail.owing or more.owing,
    )


def interest_of(world: World, processes: Iterable[Process]) -> Interest:
    """Whether a mail may concern one of these processes. What is known of them is put together for the first mail."""
    contexts: list[ReplyContext] = []

    def wanted(envelope: Envelope) -> bool:
        if not contexts:
            contexts.extend(reply_context(p, world) for p in processes)
        return any(world.may_concern(envelope, context) for context in contexts)

    return wanted


def query_of(world: World, account: str, processes: tuple[Process, ...]) -> Query:
    """Everything that history may know about these processes."""
    contexts = [reply_context(p, world) for p in processes]
    return Query(
        since=min(r.start for p in processes for r in p.rounds) - HISTORY,
        people=frozenset(s for c in contexts for a in c.contacts if a.email for s in spellings(a.email)),
        domains=frozenset(d for c in contexts for d in (*c.company_domains, *c.agency_domains)),
        message_ids=frozenset(i for c in contexts for i in c.sent_ids),
        senders=world.recruiting_systems(),
        threads=frozenset(t.thread_ref for p in processes for t in p.threads if t.thread_ref and t.account == account),
    )
