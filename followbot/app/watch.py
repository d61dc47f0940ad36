"""Watch: mail to signals. A mailbox is read only while something is pending, and only mail that may concern it.

Bodies are read, judged and dropped; what stays is a `Signal` (who, when, what it means) and the head of the latest thread
with each contact. The position in the mailbox is taken before a search, and is committed together with its signals, so that
a crash can only make followbot read a mail twice, never miss one; and a mail read twice is one signal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from followbot.app.ports import Account, Change, Envelope, Interest, Mail, Mailbox, Problem, Query
from followbot.app.reader import Gleaned, glean, reply_context
from followbot.app.report import Report
from followbot.app.transact import entries
from followbot.app.world import World
from followbot.domain.lifecycle import OPEN_DRAFT, is_final
from followbot.domain.model import Message, Process, Round, digest
from followbot.domain.policy import Happening
from followbot.errors import CursorExpired, FollowbotError, Stale, TryAgain

HISTORY = timedelta(days=30)
"""How far before a round its history is searched: the scheduling thread is where a follow-up belongs."""

_ATTEMPTS = 3


def pending(process: Process, now: datetime, pending_max: timedelta) -> bool:
    """Whether mail may still matter to the process: from a round's end until each of its follow-ups is final."""
    return any(_pending_round(r, now, pending_max) for r in process.rounds)


def _pending_round(interview_round: Round, now: datetime, pending_max: timedelta) -> bool:
    end = interview_round.end
    if not end <= now <= end + pending_max:
        return False
    if not interview_round.standing:
        return any(isinstance(f.state, OPEN_DRAFT) for f in interview_round.follow_ups)
    card_open = interview_round.card is not None and not is_final(interview_round.card.state)
    return card_open or not interview_round.follow_ups or any(not is_final(f.state) for f in interview_round.follow_ups)


def mailboxes_of(process: Process, world: World) -> frozenset[str]:
    """The accounts whose mail bears on a process: those that take its drafts, and those its events came from."""
    names = {r.account for r in process.rounds} | {i.account for r in process.rounds for i in r.interviews}
    return frozenset(a.name for a in world.accounts if a.mailbox is not None and a.name in names)


def watch(world: World, report: Report) -> frozenset[str]:
    """Read the news of every mailbox that something is pending for; the names of those that were read completely.

    A mailbox for which nothing is pending counts as read: there is nothing in it to miss.
    """
    now = world.clock.now()
    waiting = [p for p in world.store.live() if pending(p, now, world.settings.timing.pending_max)]
    watched = set()
    for account in world.accounts:
        if account.mailbox is None:
            continue
        mine = tuple(p for p in waiting if account.name in mailboxes_of(p, world))
        if not mine:
            watched.add(account.name)
            continue
        try:
            _watch_mailbox(world, account, account.mailbox, mine, report)
        except FollowbotError as error:
            report.failed(account.name, "mailbox", error)
        else:
            watched.add(account.name)
    return frozenset(watched)


def _watch_mailbox(
    world: World, account: Account, mailbox: Mailbox, processes: tuple[Process, ...], report: Report
) -> None:
    now = world.clock.now()
    interest = _interest(world, processes)
    strangers = tuple(p for p in processes if account.name not in dict(p.watched))
    mail, searched = _news(world, account, mailbox, processes, interest)
    messages = list(mail.messages)
    problems = list(mail.problems)
    if strangers and not searched:
        history = mailbox.search(_query(world, strangers), _interest(world, strangers))
        messages += history.messages
        problems += history.problems
    for attempt in range(_ATTEMPTS):
        try:
            _commit_news(world, account, processes, messages, mail.cursor, now, problems if attempt == 0 else [])
        except Stale:
            processes = tuple(p for p in map(world.store.load, [p.id for p in processes]) if p is not None)
            continue
        break
    else:
        raise TryAgain("The store kept changing while mail was being read.", "The next cycle reads it again.")
    for problem in problems:
        report.problem(account.name, problem)


def _news(
    world: World, account: Account, mailbox: Mailbox, processes: tuple[Process, ...], interest: Interest
) -> tuple[Mail, bool]:
    """What came since the cursor, and whether that was a whole search because there was no usable cursor."""
    cursor = world.store.mail_cursor(account.name)
    if cursor is not None:
        try:
            return mailbox.changes(cursor, interest), False
        except CursorExpired:
            pass
    return mailbox.search(_query(world, processes), interest), True


def _commit_news(
    world: World,
    account: Account,
    processes: tuple[Process, ...],
    messages: list[Message],
    cursor: str,
    now: datetime,
    problems: list[Problem],
) -> None:
    """One transaction: the signals and the position after them."""
    changed: list[Process] = []
    happenings: list[tuple[Process, Happening]] = []
    for process in processes:
        after, told = _take_in(world, account.name, process, messages, problems)
        if account.name not in dict(after.watched):
            after = replace(after, watched=(*after.watched, (account.name, now)))
        if after != process:
            changed.append(after)
            happenings += [(after, h) for h in told]
    news = cursor != world.store.mail_cursor(account.name)  # it may be a megabyte long
    change = Change(
        processes=tuple(changed),
        journal=tuple(e for p, h in happenings for e in entries(p, (h,), now)),
        mail_cursors=((account.name, cursor),) if news else (),
    )
    if change != Change():
        world.store.commit(change)


def _take_in(
    world: World, account: str, process: Process, messages: Iterable[Message], problems: list[Problem]
) -> tuple[Process, list[Happening]]:
    told: list[Happening] = []
    for message in sorted(messages, key=lambda m: (m.received, m.message_id)):
        try:
            gleaned = glean(message, process, account, world)
        except FollowbotError:
            raise  # the judge itself is broken (its rules): no mail is to blame, and none is to be passed over
        except Exception as error:  # noqa: BLE001 - one poisoned mail, whatever is wrong with it, never stops the others
            where = f"message {digest(message.message_id or message.ref, length=8)}"
            problems.append(Problem(where, f"A mail could not be judged ({type(error).__name__}) and was passed over."))
            continue
        process = _with(process, gleaned, told)
    return process, told


def _with(process: Process, gleaned: Gleaned, told: list[Happening]) -> Process:
    """The process with what one mail taught; the same mail again teaches nothing new."""
    if gleaned.signal is not None and all(s.id != gleaned.signal.id for s in process.signals):
        process = replace(process, signals=(*process.signals, gleaned.signal))
        if gleaned.text:
            told.append(Happening(process.id, gleaned.signal.kind.value, gleaned.text, gleaned.signal.evidence))
    for thread in gleaned.threads:
        known = next((t for t in process.threads if t.person == thread.person and t.account == thread.account), None)
        if known is None or known.at < thread.at:
            others = tuple(t for t in process.threads if t is not known)
            process = replace(process, threads=(*others, thread))
    for contact in gleaned.contacts:
        process = _with_address(process, *contact)
    return process


def _with_address(process: Process, name: str, email: str) -> Process:
    """Fill in the address of a contact that the calendar knew by name only."""
    rounds = []
    for interview_round in process.rounds:
        interviews = []
        for interview in interview_round.interviews:
            contacts = tuple(
                replace(c, email=email) if c.email is None and c.name == name else c
                for c in interview.findings.contacts
            )
            interviews.append(replace(interview, findings=replace(interview.findings, contacts=contacts)))
        rounds.append(replace(interview_round, interviews=tuple(interviews)))
    return replace(process, rounds=tuple(rounds))


def _interest(world: World, processes: Iterable[Process]) -> Interest:
    contexts = [reply_context(p, world) for p in processes]

    def wanted(envelope: Envelope) -> bool:
        return any(world.may_concern(envelope, context) for context in contexts)

    return wanted


def _query(world: World, processes: tuple[Process, ...]) -> Query:
    """Everything that history may know about these processes."""
    contexts = [reply_context(p, world) for p in processes]
    return Query(
        since=min(r.start for p in processes for r in p.rounds) - HISTORY,
        people=frozenset(a.email for c in contexts for a in c.contacts),
        domains=frozenset(d for c in contexts for d in (*c.company_domains, *c.agency_domains)),
        message_ids=frozenset(i for c in contexts for i in c.sent_ids),
        senders=world.recruiting_systems(),
    )
