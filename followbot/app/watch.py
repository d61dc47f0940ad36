"""Watch: mail to signals. A mailbox is read only while something is pending, and only mail that may concern it.

Bodies are read, judged and dropped; what stays is a `Signal` (who, when, what it means) and the head of the latest thread
with each contact. The position in the mailbox is taken before a search, and is committed together with its signals, so that
a crash can only make followbot read a mail twice, never miss one; and a mail read twice is one signal.

A search may miss what is younger than the mailbox's `index_lag`. Mail that comes after it is told by the cursor, so only that
span before the search is in doubt: once it is over, history is searched a second time, and until then nothing is delivered.
Where the mailbox could do without its index this time, one search counts for both.

What answers a mail of the user's may have been passed over before that mail was known, in whatever mailbox. So history is
searched once more in all of them for a process that learns of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from followbot.app.news import Known, Overheard, history, interest_of, query_of, since
from followbot.app.ports import Account, Change, Entry, Envelope, Interest, Mail, Mailbox, Problem
from followbot.app.reader import Gleaned, envelope_of, glean, is_anothers, reply_context, with_address
from followbot.app.report import Progress, Report
from followbot.app.transact import entries
from followbot.app.world import World
from followbot.domain.model import Message, Process, Round, SignalKind, digest
from followbot.domain.policy import Happening
from followbot.domain.states import is_final
from followbot.errors import CursorExpired, FollowbotError, Stale
from followbot.errors import entries as said
from followbot.errors.interviews import mail_not_readable_yet, mail_reading_overtaken

_ATTEMPTS = 3
_SEARCHES = 3
"""How often one cycle searches for what answers the user's mail: that may bring up another mail of theirs."""


def pending(process: Process, now: datetime, pending_max: timedelta) -> bool:
    """Whether mail may still matter to the process: from a round's end until each of its follow-ups is final."""
    return any(_pending_round(r, now, pending_max) for r in process.rounds)


def _pending_round(interview_round: Round, now: datetime, pending_max: timedelta) -> bool:
    end = interview_round.end
    if not end <= now <= end + pending_max:
        return False
    card = (interview_round.card,) if interview_round.card is not None else ()
    unplanned = not interview_round.follow_ups if interview_round.standing else interview_round.doubtful and not card
    return bool(unplanned) or any(not is_final(f.state) for f in (*interview_round.follow_ups, *card))


NEAR = timedelta(days=1)
"""So long before an interview its calendar entry is read often: it may still be moved."""


def is_calm(processes: Iterable[Process], now: datetime, pending_max: timedelta) -> bool:
    """Whether nothing can happen soon: no answer is waited for, and no interview is near or going on."""
    return not any(
        pending(p, now, pending_max) or any(r.start - NEAR <= now <= r.end for r in p.rounds) for p in processes
    )


def mailboxes_of(process: Process, world: World) -> frozenset[str]:
    """The accounts whose mail must have been read: those that take the drafts of a process, and those its events came from."""
    names = {r.account for r in process.rounds} | {i.account for r in process.rounds for i in r.interviews}
    return frozenset(a.name for a in world.accounts if a.mailbox is not None and a.name in names)


def awaits_mail(world: World, account: str) -> bool:
    """Whether a mail that comes to this account now may matter."""
    now, longest = world.clock.now(), world.settings.timing.pending_max
    has_mail = any(a.name == account and a.mailbox is not None for a in world.accounts)
    return has_mail and any(pending(p, now, longest) for p in world.store.live())


Watched = frozenset[tuple[str, str]]
"""Pairs of a process and a mailbox (account name): that mailbox's mail has just been held against that process."""


def watch(world: World, report: Report) -> Watched:
    """Read the news of every mailbox while something is pending; say for what and where that succeeded.

    All of the user's mailboxes are read, because people answer to whichever address they have; but only those of the process
    itself have to be (`is_watched`), so that a mailbox which is down does not hold up what has nothing to do with it.
    """
    now = world.clock.now()
    watched: set[tuple[str, str]] = set()
    for account in world.accounts:
        live = world.store.live() if account.mailbox is not None else ()
        waiting = tuple(p for p in live if pending(p, now, world.settings.timing.pending_max))
        if account.mailbox is None or not waiting:
            continue
        with report.trouble(account.name, "mailbox"):
            _watch_mailbox(world, account, account.mailbox, waiting, report)
            watched.update((p.id, account.name) for p in waiting)
    for _ in range(_SEARCHES):
        if not _search_anew(world, watched, report):
            break
    # What is still to be searched is for the next cycle, and delivers nothing before.
    forgot = {(p.id, a.name) for p in world.store.live() for a in world.accounts if _has_forgotten(p, a.name, watched)}
    return frozenset(watched - forgot)


def is_watched(process: Process, world: World, watched: Watched) -> bool:
    """Whether every mailbox of the process was read for it: only then may something be delivered."""
    mailboxes = mailboxes_of(process, world)
    return bool(mailboxes) and all((process.id, name) in watched for name in mailboxes)


def in_doubt_until(process: Process, world: World) -> datetime | None:
    """When history is to be searched a second time, because the first search may have missed the newest mail."""
    again = [
        at
        for account in world.accounts
        if account.mailbox is not None and account.name in mailboxes_of(process, world)
        for at in (_search_again_at(process, account.name, account.mailbox),)
        if at is not None
    ]
    return max(again, default=None)


def _search_again_at(process: Process, account: str, mailbox: Mailbox) -> datetime | None:
    searches = [at for name, at in process.watched if name == account]
    return searches[0] + mailbox.index_lag if mailbox.index_lag and len(searches) == 1 else None


def _search_anew(world: World, watched: set[tuple[str, str]], report: Report) -> bool:
    """Search the mailboxes that no longer know the history of a process, and say whether there was one.

    What could not be searched is no longer watched; it is searched when it can be read again.
    """
    searched = False
    for account in world.accounts:
        forgot = tuple(p for p in world.store.live() if _has_forgotten(p, account.name, watched))
        if account.mailbox is None or not forgot:
            continue
        pairs = {(p.id, account.name) for p in forgot}
        watched -= pairs
        with report.trouble(account.name, "mailbox"):
            _search_again(world, account, account.mailbox, forgot, report)
            watched |= pairs
            searched = True
    return searched


def _has_forgotten(process: Process, account: str, watched: set[tuple[str, str]]) -> bool:
    return (process.id, account) in watched and account not in dict(process.watched)


def _search_again(
    world: World, account: Account, mailbox: Mailbox, processes: tuple[Process, ...], report: Report
) -> None:
    counted = _counted(interest_of(world, processes), account.name, report)
    mail = history(mailbox, query_of(world, account.name, processes), counted)
    # The position stays: it is no later than the search.
    cursor, problems = world.store.mail_cursor(account.name) or mail.cursor, list(mail.problems)
    searches = _Searches({p.id for p in processes}, set(), mail.certain)
    _keep_news(world, account, processes, list(mail.messages), cursor, searches, problems)
    _told_of(account, problems, mail, report)


def _watch_mailbox(
    world: World, account: Account, mailbox: Mailbox, processes: tuple[Process, ...], report: Report
) -> None:
    now = world.clock.now()
    interest = Overheard(_counted(interest_of(world, processes), account.name, report))
    strangers = tuple(p for p in processes if account.name not in dict(p.watched))
    doubtful = tuple(p for p in processes if (at := _search_again_at(p, account.name, mailbox)) and at <= now)
    mail, searched = _news(world, account, mailbox, processes, interest)
    messages = list(mail.messages)
    problems = list(mail.problems)
    certain = mail.certain
    wanted = (*strangers, *doubtful)
    if wanted and not searched:
        counted = _counted(interest_of(world, wanted), account.name, report)
        past = history(mailbox, query_of(world, account.name, wanted), counted)
        messages += past.messages
        problems += past.problems
        certain = past.certain
    # A search because the cursor had expired puts the newest mail in doubt for everybody.
    first = {p.id for p in (processes if searched else strangers)}
    searches = _Searches(first, {p.id for p in doubtful} - first, certain)
    _keep_news(world, account, processes, messages, mail.cursor, searches, problems)
    _told_of(account, problems, mail, report)


def _counted(interest: Interest, account: str, report: Report) -> Interest:
    """The same question, and whoever watches the cycle hears how many mails it was asked about."""
    numbers = count(1)

    def asked(envelope: Envelope) -> bool:
        report.tell(Progress(account, "mailbox", next(numbers)))
        return interest(envelope)

    return asked


def take_in(world: World, account: Account, processes: tuple[Process, ...], mail: Mail, report: Report) -> None:
    """Hold mail against some processes that was not told by the cursor. Raises TryAgain if some of it is still owed."""
    problems = list(mail.problems)
    _keep_news(world, account, processes, list(mail.messages), mail.cursor, _Searches(set(), set()), problems)
    _told_of(account, problems, mail, report)


def _told_of(account: Account, problems: list[Problem], mail: Mail, report: Report) -> None:
    for problem in problems:
        report.problem(account.name, problem)
    if mail.owing:
        raise mail_not_readable_yet()


@dataclass(frozen=True, slots=True)
class _Searches:
    """For which processes history has just been searched, and whether that was the first or the second time.

    `certain`: a second one would find nothing more.
    """

    first: set[str]
    second: set[str]
    certain: bool = False

    def note(self, process: Process, account: str, now: datetime) -> Process:
        others = tuple(w for w in process.watched if w[0] != account)
        before = tuple(w for w in process.watched if w[0] == account)
        if process.id in self.first:
            return replace(process, watched=(*others, *((account, now),) * (2 if self.certain else 1)))
        if process.id in self.second:
            return replace(process, watched=(*others, *before[:1], (account, now)))
        return process


def _news(
    world: World, account: Account, mailbox: Mailbox, processes: tuple[Process, ...], interest: Overheard
) -> tuple[Mail, bool]:
    """What came since the cursor, and whether that was a whole search because there was no usable cursor."""
    cursor = world.store.mail_cursor(account.name)
    if cursor is not None:
        try:
            return since(cursor, mailbox, interest, _known(world, account.name, processes)), False
        except CursorExpired:
            pass
    return history(mailbox, query_of(world, account.name, processes), interest), True


def _known(world: World, account: str, processes: tuple[Process, ...]) -> Known:
    """Which threads would be known once some mail is taken in."""

    def known(messages: Sequence[Message]) -> frozenset[str]:
        taught = (_take_in(world, account, p, processes, messages, [])[0] for p in processes)
        return frozenset(i for process in taught for i in reply_context(process, world).sent_ids)

    return known


def _keep_news(
    world: World,
    account: Account,
    processes: tuple[Process, ...],
    messages: list[Message],
    cursor: str,
    searches: _Searches,
    problems: list[Problem],
) -> None:
    """Commit the news, against the processes as they are now."""
    for attempt in range(_ATTEMPTS):
        try:
            _commit_news(world, account, processes, messages, cursor, searches, problems if attempt == 0 else [])
        except Stale:
            processes = tuple(p for p in map(world.store.load, [p.id for p in processes]) if p is not None)
            continue
        return
    raise mail_reading_overtaken()


def _commit_news(
    world: World,
    account: Account,
    processes: tuple[Process, ...],
    messages: list[Message],
    cursor: str,
    searches: _Searches,
    problems: list[Problem],
) -> None:
    """One transaction: the signals and the position after them.

    Processes that this mail was not held against forget that their history is known: when one becomes pending again, what
    has passed meanwhile is searched for.
    """
    now = world.clock.now()
    moved = cursor != world.store.mail_cursor(account.name)  # it may be a megabyte long
    takings = [_take_in(world, account.name, p, processes, messages, problems) for p in processes]
    fits = Counter(told.signal for _, news in takings for told in news)
    changed: list[Process] = []
    journal: list[Entry] = []
    for before, (after, news) in zip(processes, takings, strict=True):
        after = searches.note(_forgetting(before, after), account.name, now)
        if after != before:
            changed.append(after)
        journal += entries(after, tuple(_said(told, fits[told.signal]) for told in news), now)
    if moved:
        changed += _forgetful(world, account.name, {p.id for p in processes})
    change = Change(
        processes=tuple(changed),
        journal=tuple(journal),
        mail_cursors=((account.name, cursor),) if moved else (),
    )
    if change != Change():
        world.store.commit(change)


def _forgetting(before: Process, after: Process) -> Process:
    """The process; where it has learnt of a mail of the user's, no mailbox is taken to know its history any more.

    What answers that mail may lie in any of them, passed over while the mail was not known. As this is kept together with
    the mail, it is searched for even where that fails at first.
    """
    known = {s.id for s in before.signals}
    learnt = any(s.kind is SignalKind.OWN_MAIL and s.id not in known for s in after.signals)
    return replace(after, watched=()) if learnt else after


def _forgetful(world: World, account: str, read: set[str]) -> list[Process]:
    """The other live processes, no longer taken to know the account's history."""
    return [
        replace(p, watched=tuple(w for w in p.watched if w[0] != account))
        for p in world.store.live()
        if p.id not in read and account in dict(p.watched)
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """News of one process, and the id of the signal it is about."""

    signal: str
    happening: Happening


def _said(told: _Told, fits: int) -> Happening:
    """A mail that fits several applications counts for each of them, and says so."""
    if fits < 2 or told.happening.what == SignalKind.DOUBTED:
        return told.happening
    extra = f"It fits {fits} of your applications, and counts for each of them."
    return replace(told.happening, evidence=(*told.happening.evidence, extra))


def _take_in(
    world: World,
    account: str,
    process: Process,
    processes: Sequence[Process],
    messages: Sequence[Message],
    problems: list[Problem],
) -> tuple[Process, list[_Told]]:
    told: list[_Told] = []
    if not messages:
        return process, told
    context = reply_context(process, world)
    for message in sorted(messages, key=lambda m: (m.received, m.message_id)):
        if not world.may_concern(envelope_of(message), context):
            continue
        try:
            gleaned = glean(message, process, account, world)
        except FollowbotError:
            raise  # the judge itself is broken (its rules): no mail is to blame, and none is to be passed over
        except Exception as error:  # noqa: BLE001 - one poisoned mail, whatever is wrong with it, never stops the others
            where = f"message {digest(message.message_id or message.ref, length=8)}"
            problems.append(Problem(where, str(said.mail_not_judged(type(error).__name__))))
            continue
        if is_anothers(message, gleaned, process, processes):
            continue
        taught = _with(process, gleaned, told)
        if taught is not process:  # what answers this mail belongs to its thread from here on
            process, context = taught, reply_context(taught, world)
    return process, told


def _with(process: Process, gleaned: Gleaned, told: list[_Told]) -> Process:
    """The process with what one mail taught; the same mail again teaches nothing new."""
    if gleaned.signal is not None and all(s.id != gleaned.signal.id for s in process.signals):
        process = replace(process, signals=(*process.signals, gleaned.signal))
        if gleaned.text:
            signal = gleaned.signal
            told.append(_Told(signal.id, Happening(process.id, signal.kind.value, gleaned.text, signal.evidence)))
    for thread in gleaned.threads:
        known = next((t for t in process.threads if t.person == thread.person and t.account == thread.account), None)
        if known is None or known.at < thread.at:
            others = tuple(t for t in process.threads if t is not known)
            process = replace(process, threads=(*others, thread))
    for contact in gleaned.contacts:
        process = with_address(process, *contact)
    return process
