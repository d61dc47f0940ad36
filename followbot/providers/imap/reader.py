"""Reading mail from a server: what is new since a cursor, and what history holds. Read-only: no mail is marked as seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from followbot.app.ports import Interest, Mail, Problem
from followbot.domain.model import Folder, Message
from followbot.errors import CursorExpired
from followbot.errors import entries as said
from followbot.providers.imap.connection import Connection
from followbot.providers.imap.cursor import Mark, decode_cursor, encode_cursor
from followbot.providers.imap.folders import Folders
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
from followbot.providers.mail.judging import each_once, is_own

if TYPE_CHECKING:
    from imapclient import IMAPClient


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the watched folders of one mailbox. `addresses` are the user's own, lower-cased."""

    connection: Connection
    addresses: frozenset[str]

    def position(self, client: IMAPClient, folders: Folders) -> str:
        """The cursor behind everything that is there now."""
        return encode_cursor({name: _mark(open_folder(self.connection, client, name)) for name in folders.watched})

    def changes(self, client: IMAPClient, folders: Folders, cursor: str, interest: Interest) -> Mail:
        """What came since the cursor; raises CursorExpired."""
        before = decode_cursor(cursor, folders.watched)
        harvest = _Harvest(self.connection, client, self.addresses, interest)
        after: dict[str, Mark] = {}
        for name, mark in before.items():
            state = open_folder(self.connection, client, name)
            if state.validity != mark.validity:
                raise CursorExpired("The server has numbered the mails of a folder anew.")
            if state.next_uid > mark.next_uid and state.exists:
                uids = uids_from(self.connection, client, mark.next_uid, state.next_uid)
                harvest.gather(name, state, uids, sent=name in folders.sent)
            after[name] = Mark(state.validity, max(state.next_uid, mark.next_uid))
        return Mail(each_once(harvest.messages), encode_cursor(after), tuple(harvest.problems))

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
        return Mail(each_once(harvest.messages), encode_cursor(marks), tuple(harvest.problems))


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
