"""Reading mail out of Maildir folders: what is new since a cursor, and what history holds. Read-only, and never twice.

Every folder that may hold mail is watched. The inbox and the sent mail must be there and readable; any other one may come, go,
or be refused, and the rest is read all the same.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from followbot.app.ports import Clock, Interest, Mail, Problem
from followbot.domain.mime import parse_message
from followbot.domain.mime.headers import EPOCH
from followbot.domain.model import Folder, Message
from followbot.errors import entries as said
from followbot.providers.local.cursor import (
    UNTRUSTED,
    Cursor,
    FolderState,
    decode_cursor,
    hashes_of,
    pack,
    settled,
    unpack,
)
from followbot.providers.local.glances import Glance, glance, worth_reading
from followbot.providers.local.layout import FolderNames, Folders
from followbot.providers.local.maildir import (
    READ_LIMIT,
    Entry,
    entry_of,
    filenames,
    read_prefix,
    times_of,
    unique_of,
)
from followbot.providers.local.others import MOST, Other, other_folders
from followbot.providers.mail.judging import APPEARED, each_once, is_own
from followbot.providers.mail.unread import WHERE, Unread

_NOT_MAIL = frozenset({errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.ENODEV})
"""Errors of what lies in a mail folder and is no file: a directory, a loop of links, a socket."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder as it was at one moment, and the messages that count as new in it if they are of `since` or later."""

    folder: Path
    state: FolderState
    fresh: tuple[tuple[str, str], ...]
    """(directory, file name) of each."""
    sent: bool = False
    since: datetime = EPOCH


class Reader:
    """Reads the folders of one mailbox. `addresses` are the user's own, lower-cased."""

    def __init__(self, account: str, root: Path, addresses: Collection[str], clock: Clock, names: FolderNames) -> None:
        self._account = account
        self._root = root
        self._addresses = frozenset(addresses)
        self._clock = clock
        self._names = names
        self._unread = Unread()
        self._told_of_many = False

    def position(self, folders: Folders) -> str:
        """The cursor behind everything that is there now."""
        return self._cursor(self._listings(folders, {}, EPOCH, None), {})

    def changes(self, folders: Folders, cursor: str, interest: Interest) -> Mail:
        """What came since the cursor; raises CursorExpired."""
        before = decode_cursor(cursor, [self._name(f) for f in folders.watched]).folders
        problems: list[Problem] = []
        appeared = self._clock.now() - APPEARED
        listings = self._listings(folders, before, appeared, problems)
        if all(before.get(self._name(one.folder)) is one.state for one in listings) and len(listings) == len(before):
            return Mail((), cursor, tuple(problems))
        return self._read(listings, interest, problems)

    def search(self, folders: Folders, since: datetime, interest: Interest) -> Mail:
        """Everything of interest since a moment; the cursor is of before."""
        problems: list[Problem] = []
        return self._read(self._listings(folders, {}, since, problems), interest, problems)

    def _listings(
        self, folders: Folders, before: Mapping[str, FolderState], appeared: datetime, problems: list[Problem] | None
    ) -> list[Listing]:
        """Every folder as it is now. Of one that was not seen before, what came since `appeared` is fresh."""
        listings = []
        for folder in folders.watched:
            known = before.get(self._name(folder))
            listings.append(_list(folder, known, folder in folders.sent, EPOCH if known else appeared))
        others = self._others(folders, problems)
        refused: dict[str, str] = {}
        for other in others:
            known = before.get(self._name(other.path))
            try:
                listings.append(_list(other.path, known, other.sent, EPOCH if known else appeared))
            except OSError as error:
                refused[self._name(other.path)] = (error.strerror or "input/output error").lower()
        if problems is not None:
            problems += self._unread.problems([self._name(other.path) for other in others], refused)
        return listings

    def _others(self, folders: Folders, problems: list[Problem] | None) -> list[Other]:
        """The folders beside the inbox, as many as are watched; that there are more is said once."""
        found = other_folders(self._root, folders, self._names)
        if len(found) > MOST and problems is not None and not self._told_of_many:
            self._told_of_many = True
            problems.append(Problem(WHERE, str(said.folders_unwatched(MOST)), warning=True))
        return found[:MOST]

    def _read(self, listings: list[Listing], interest: Interest, problems: list[Problem]) -> Mail:
        harvest = _Harvest(self._account, self._addresses, self._clock.now(), interest, problems=problems)
        for listing in listings:
            harvest.gather(listing)
        return Mail(each_once(harvest.messages), self._cursor(listings, harvest.unread), tuple(harvest.problems))

    def _cursor(self, listings: Iterable[Listing], unread: Mapping[Path, set[str]]) -> str:
        states: dict[str, FolderState] = {}
        for listing in listings:
            missing = unread.get(listing.folder)
            states[self._name(listing.folder)] = _without(listing.state, missing) if missing else listing.state
        return Cursor(states).encode()

    def _name(self, folder: Path) -> str:
        return os.path.relpath(folder, self._root)


@dataclass(slots=True)
class _Harvest:
    """One reading under way: what is wanted, and what it has brought so far.

    `unread` are identities that could not be read and count as new the next time.
    """

    account: str
    addresses: frozenset[str]
    now: datetime
    interest: Interest
    messages: list[Message] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: dict[Path, set[str]] = field(default_factory=dict)

    def gather(self, listing: Listing) -> None:
        """Read what is fresh in a folder. What is marked as a draft was neither sent nor received."""
        found = [entry_of(directory, name) for directory, name in listing.fresh]
        for entry, written in worth_reading([e for e in found if not e.draft], listing.since, self.now):
            try:
                self._consider(entry, written, listing)
            except OSError as error:
                self._excuse(error, listing.folder, entry)

    def _consider(self, entry: Entry, written: datetime, listing: Listing) -> None:
        """Read one message as far as it is worth it; raises OSError."""
        seen = glance(entry, written, self.now, since=listing.since, sent=listing.sent)
        if seen is None:
            return
        if not listing.sent and is_own(seen.envelope, self.addresses):
            seen = replace(seen, envelope=replace(seen.envelope, sent=True))
        if self.interest(seen.envelope):
            self.messages.append(self._whole(seen))

    def _whole(self, seen: Glance) -> Message:
        data, cut = read_prefix(seen.entry.path, READ_LIMIT)
        if cut:
            text = str(said.mail_cut(READ_LIMIT // 1024**2))
            self.problems.append(Problem(self._where(seen.entry), text, warning=True))
        folder = Folder.SENT if seen.envelope.sent else Folder.INBOX
        return parse_message(data, ref=seen.entry.unique, folder=folder, received=seen.arrived)

    def _excuse(self, error: OSError, folder: Path, entry: Entry) -> None:
        """What could not be read is new again the next time; only what is still there is worth a word."""
        if error.errno in _NOT_MAIL:
            return
        self.unread.setdefault(folder, set()).add(entry.unique)
        if not isinstance(error, FileNotFoundError):
            text = str(said.mail_unreadable((error.strerror or "input/output error").lower()))
            self.problems.append(Problem(self._where(entry), text))

    def _where(self, entry: Entry) -> str:
        return f"{self.account}: {entry.name}"


def _list(folder: Path, before: FolderState | None, sent: bool, since: datetime) -> Listing:
    """The folder as it is; with an earlier state only what is new since then counts as fresh. Raises OSError.

    The times are taken first: what changes while the names are being read shows as a change the next time.
    """
    times = times_of(folder)
    if before is not None and times == before.times:
        return Listing(folder, before, (), sent)
    known = unpack(before.seen) if before is not None else frozenset()
    seen: set[int] = set()
    fresh: dict[int, tuple[str, str]] = {}
    for directory, names in filenames(folder):
        hashes = hashes_of([unique_of(name) for name in names])
        seen.update(hashes)
        # A message that moved meanwhile is listed twice; the later name counts.
        fresh |= {h: (directory, name) for name, h in zip(names, hashes, strict=True) if h not in known}
    return Listing(folder, FolderState(settled(folder, times), pack(seen)), tuple(fresh.values()), sent, since)


def _without(state: FolderState, uniques: Iterable[str]) -> FolderState:
    """The state with some messages unseen, and the folder to be listed again whatever its times say."""
    seen = unpack(state.seen).difference(hashes_of(uniques))
    return FolderState(UNTRUSTED, pack(seen))
