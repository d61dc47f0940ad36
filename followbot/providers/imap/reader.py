"""Reading mail from a server: what is new since a cursor, and what history holds. Read-only: no mail is marked as seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from followbot.app.ports import Clock, Interest, Mail, Problem
from followbot.domain.model import Folder, Message
from followbot.errors import CursorExpired
from followbot.errors import entries as said
from followbot.providers.imap.connection import Connection
from followbot.providers.imap.cursor import Mark, decode_cursor, encode_cursor
from followbot.providers.imap.errors import reason_of
from followbot.providers.imap.folders import Folders, Other
from followbot.providers.imap.shelf import (
    READ_LIMIT,
    Seen,
    State,
    Vanished,
    glance,
    open_folder,
    read_whole,
    uids_from,
    uids_since,
)
from followbot.providers.imap.survey import Head, Survey
from followbot.providers.mail.judging import APPEARED, each_once, is_own
from followbot.providers.mail.unread import WHERE, Unread

if TYPE_CHECKING:
    from imapclient import IMAPClient


MOST = 5_000
"""Messages that are looked at in one folder beside inbox and sent mail at a time; a mailing list brings fewer in two months."""

READS_FOR = 240.0
"""Seconds in which folders beside inbox, sent mail and archive are read at a time. Thousands of them on a slow server take
longer than a connection may be asked one thing (`DONE_WITHIN`), so the rest is for the next time."""


class Reader:
    """Reads the folders of one mailbox. `addresses` are the user's own, lower-cased.

    Inbox, sent mail and archive must be there; what else may hold mail is read as far as the server lets it be.
    """

    def __init__(self, connection: Connection, addresses: frozenset[str], clock: Clock) -> None:
        self.connection = connection
        self.addresses = addresses
        self.survey = Survey(connection)
        self._unread = Unread()
        self._owed: set[str] = set()
        self._clock = clock

    def position(self, client: IMAPClient, folders: Folders) -> str:
        """The cursor behind everything that is there now."""
        marks = {name: _mark(open_folder(self.connection, client, name)) for name in folders.watched}
        heads = self.survey.whole(client, _names(folders))
        return encode_cursor(marks | {n: Mark(h.validity, h.next_uid) for n, h in heads.items() if h.next_uid})

    def changes(self, client: IMAPClient, folders: Folders, cursor: str, interest: Interest) -> Mail:
        """What came since the cursor; raises CursorExpired."""
        before = decode_cursor(cursor, folders.watched)
        before = {name: mark for name, mark in before.items() if name not in self._owed}
        harvest = _Harvest(self.connection, client, self.addresses, interest)
        after: dict[str, Mark] = {}
        for name in folders.watched:
            mark = before[name]
            state = open_folder(self.connection, client, name)
            if state.validity != mark.validity:
                raise CursorExpired("The server has numbered the mails of a folder anew.")
            if state.next_uid > mark.next_uid and state.exists:
                uids = uids_from(self.connection, client, mark.next_uid, state.next_uid)
                harvest.gather(name, state, uids, sent=name in folders.sent)
            after[name] = Mark(state.validity, max(state.next_uid, mark.next_uid))
        names = _names(folders)
        heads = self.survey.round(client, names, frozenset(names) - before.keys())
        after |= self._elsewhere(folders, heads, before, harvest, self._clock.now() - APPEARED)
        self._owed.clear()  # the new cursor knows nothing of those that were not reached this time either
        return Mail(each_once(harvest.messages), encode_cursor(after), tuple(harvest.problems))

    def overlooked(
        self, client: IMAPClient, folders: Folders, cursor: str, since: datetime, interest: Interest
    ) -> Mail:
        """What came into folders that `changes` has left out; the cursor stays where it is.

        A cycle may ask for changes more than once, and for all of them only the first time: so whatever one of those left out
        is looked into, and counts as left until that has succeeded.
        """
        before = decode_cursor(cursor, ())
        harvest = _Harvest(self.connection, client, self.addresses, interest)
        heads = self.survey.rest(client, _names(folders))
        self._elsewhere(folders, heads, before, harvest, since)
        self.survey.left = self.survey.late
        return Mail(each_once(harvest.messages), cursor, tuple(harvest.problems))

    def search(self, client: IMAPClient, folders: Folders, since: datetime, interest: Interest) -> Mail:
        """Everything of interest since a moment; the cursor is of before.

        The server is asked for a span of time only, and every header in it is judged here: what servers make of a search for
        people or threads differs, and a mail that one overlooks would be an answer overlooked.
        """
        harvest = _Harvest(self.connection, client, self.addresses, interest, since)
        marks: dict[str, Mark] = {}
        for name in folders.watched:
            state = open_folder(self.connection, client, name)
            marks[name] = _mark(state)
            uids = uids_since(self.connection, client, since) if state.exists else []
            harvest.gather(name, state, [u for u in uids if u < state.next_uid], sent=name in folders.sent)
        heads = self.survey.whole(client, _names(folders))
        marks |= self._elsewhere(folders, heads, {}, harvest, since)
        self._owed.update(name for name in _names(folders) if name not in marks)
        return Mail(each_once(harvest.messages), encode_cursor(marks), tuple(harvest.problems))

    def _elsewhere(
        self,
        folders: Folders,
        heads: Mapping[str, Head],
        before: Mapping[str, Mark],
        harvest: _Harvest,
        appeared: datetime,
    ) -> dict[str, Mark]:
        """Read the news of the other folders, one after another; how far each was read.

        What was not asked about, what the server refuses this time, and what there is no time for, stays where it was.
        """
        after: dict[str, Mark] = {}
        end = monotonic() + READS_FOR
        late = set(self.survey.late)
        for other in folders.others:
            mark, head = before.get(other.name), heads.get(other.name)
            reached = mark
            if head is None or _holds_nothing_new(head, mark):
                pass
            elif head.empty:
                reached = Mark(head.validity, head.next_uid)
            elif monotonic() > end:
                late.add(other.name)
            else:
                reached = self._visited(other, mark, harvest, appeared)
            if reached is not None:
                after[other.name] = reached
        self.survey.late = frozenset(late)
        self.survey.left |= late
        if late:
            harvest.problems.append(Problem(WHERE, str(said.folders_late(len(late))), warning=True))
        harvest.problems += self._unread.problems(heads.keys() - late, self.survey.refused | harvest.refused)
        return after

    def _visited(self, other: Other, mark: Mark | None, harvest: _Harvest, appeared: datetime) -> Mark | None:
        """Read what has come into a folder; the mark behind that, or the one before where it cannot be read."""
        client = harvest.client
        try:
            state = open_folder(self.connection, client, other.name)
            if not state.exists:
                uids = []
            elif mark is not None and state.validity == mark.validity:
                uids = uids_from(self.connection, client, mark.next_uid, state.next_uid)
            else:
                uids = [u for u in uids_since(self.connection, client, appeared) if u < state.next_uid]
            if len(uids) > MOST:
                harvest.problems.append(Problem(WHERE, str(said.folder_cut(MOST)), warning=True))
            harvest.gather(other.name, state, uids[-MOST:], sent=other.sent)
        except client.AbortError:
            raise
        except (client.Error, ValueError) as error:
            harvest.refused[other.name] = reason_of(error)
            return mark
        return _mark(state)


def _holds_nothing_new(head: Head, mark: Mark | None) -> bool:
    return mark is not None and mark.validity == head.validity and 0 < head.next_uid <= mark.next_uid


def _names(folders: Folders) -> list[str]:
    return [other.name for other in folders.others]


def _mark(state: State) -> Mark:
    return Mark(state.validity, state.next_uid)


@dataclass(slots=True)
class _Harvest:
    """One reading under way: what is wanted, and what it has brought so far."""

    connection: Connection
    client: IMAPClient
    addresses: Collection[str]
    interest: Interest
    since: datetime | None = None
    messages: list[Message] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Folders that could not be read, and why."""

    def gather(self, folder: str, state: State, uids: list[int], *, sent: bool) -> None:
        """Read what is of interest among these messages of the folder that is open."""
        poisoned: list[int] = []
        seen = glance(self.connection, self.client, folder, state, uids, sent=sent, unreadable=poisoned)
        for one in [s for s in map(self._owned, seen) if self._wants(s)]:
            self._take(one)
        for uid in poisoned:
            self._excuse(f"{state.validity}.{uid}")

    def _owned(self, seen: Seen) -> Seen:
        """Where a folder holds all mail, the user's own is sent mail."""
        if not seen.envelope.sent and is_own(seen.envelope, self.addresses):
            return replace(seen, envelope=replace(seen.envelope, sent=True))
        return seen

    def _excuse(self, identity: str) -> None:
        self.problems.append(Problem(f"message {identity}", str(said.mail_passed_over("The server"))))

    def _wants(self, seen: Seen) -> bool:
        """What is marked as a draft was neither sent nor received."""
        if seen.draft or (self.since is not None and max(seen.arrived, seen.envelope.date) < self.since):
            return False
        return self.interest(seen.envelope)

    def _take(self, seen: Seen) -> None:
        folder = Folder.SENT if seen.envelope.sent else Folder.INBOX
        try:
            message = read_whole(self.connection, self.client, seen, folder)
        except Vanished:
            return
        if message is None:
            self._excuse(seen.id)
            return
        if seen.size > READ_LIMIT:
            text = str(said.mail_cut(READ_LIMIT // 1024**2))
            self.problems.append(Problem(f"message {seen.id}", text, warning=True))
        self.messages.append(message)
