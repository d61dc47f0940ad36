"""Reading mail out of Maildir folders: what is new since a cursor, and what history holds. Read-only, and never twice."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from followbot.app.ports import Clock, Envelope, Interest, Mail, Problem
from followbot.domain.mime import parse_message
from followbot.domain.model import Folder, Message
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
from followbot.providers.local.layout import Folders
from followbot.providers.local.maildir import (
    READ_LIMIT,
    Entry,
    entry_of,
    filenames,
    read_prefix,
    times_of,
    unique_of,
    written_at,
)

_NOT_MAIL = frozenset({errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.ENODEV})
"""Errors of what lies in a mail folder and is no file: a directory, a loop of links, a socket."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder as it was at one moment, and the messages that count as new in it."""

    folder: Path
    state: FolderState
    fresh: tuple[tuple[str, str], ...]
    """(directory, file name) of each."""


@dataclass(slots=True)
class Harvest:
    """What reading brought: messages, problems, and what could not be read and is to be tried again."""

    messages: list[Message]
    problems: list[Problem]
    unread: dict[Path, set[str]]


class Reader:
    """Reads the inbox and sent folders of one mailbox. `addresses` are the user's own, lower-cased."""

    def __init__(self, account: str, root: Path, addresses: Collection[str], clock: Clock) -> None:
        self._account = account
        self._root = root
        self._addresses = frozenset(addresses)
        self._clock = clock

    def position(self, folders: Folders) -> str:
        """The cursor behind everything that is there now."""
        return self._cursor([_list(folder) for folder in folders.watched], {})

    def changes(self, folders: Folders, cursor: str, interest: Interest) -> Mail:
        """What came since the cursor; raises CursorExpired."""
        before = decode_cursor(cursor, [self._name(f) for f in folders.watched])
        states = {folder: before.folders[self._name(folder)] for folder in folders.watched}
        if all(times_of(folder) == state.times for folder, state in states.items()):
            return Mail((), cursor)
        listings = [_list(folder, state) for folder, state in states.items()]
        harvest = self._harvest(folders, listings, interest, None)
        return Mail(_once(harvest.messages), self._cursor(listings, harvest.unread), tuple(harvest.problems))

    def search(self, folders: Folders, since: datetime, interest: Interest) -> Mail:
        """Everything of interest since a moment; the cursor is of before."""
        listings = [_list(folder) for folder in folders.watched]
        harvest = self._harvest(folders, listings, interest, since)
        return Mail(_once(harvest.messages), self._cursor(listings, harvest.unread), tuple(harvest.problems))

    def _name(self, folder: Path) -> str:
        return os.path.relpath(folder, self._root)

    def _cursor(self, listings: Iterable[Listing], unread: dict[Path, set[str]]) -> str:
        states: dict[str, FolderState] = {}
        for listing in listings:
            missing = unread.get(listing.folder)
            states[self._name(listing.folder)] = _without(listing.state, missing) if missing else listing.state
        return Cursor(states).encode()

    def _harvest(
        self, folders: Folders, listings: list[Listing], interest: Interest, since: datetime | None
    ) -> Harvest:
        harvest = Harvest([], [], {})
        now = self._clock.now()
        for listing in listings:
            sent = listing.folder in folders.sent
            for entry, written in _candidates(listing, since, now):
                try:
                    self._consider(entry, written, now, sent, since, interest, harvest)
                except OSError as error:
                    self._excuse(error, listing.folder, entry, harvest)
        return harvest

    def _consider(
        self,
        entry: Entry,
        written: datetime,
        now: datetime,
        sent: bool,
        since: datetime | None,
        interest: Interest,
        harvest: Harvest,
    ) -> None:
        """Read one message as far as it is worth it; raises OSError."""
        seen = glance(entry, written, now, since=since, sent=sent)
        if seen is None:
            return
        seen = replace(seen, envelope=replace(seen.envelope, sent=True)) if self._is_own(seen.envelope) else seen
        if interest(seen.envelope):
            harvest.messages.append(self._read(seen, harvest))

    def _is_own(self, envelope: Envelope) -> bool:
        """Whether the user wrote it to somebody else: a folder of all mail holds sent mail too."""
        return envelope.sender.email in self._addresses and not any(
            a.email in self._addresses for a in envelope.recipients
        )

    def _read(self, seen: Glance, harvest: Harvest) -> Message:
        data, cut = read_prefix(seen.entry.path, READ_LIMIT)
        if cut:
            text = f"The message is larger than {READ_LIMIT // 1024**2} MB and was judged by its beginning."
            harvest.problems.append(Problem(self._where(seen.entry), text, warning=True))
        folder = Folder.SENT if seen.envelope.sent else Folder.INBOX
        return parse_message(data, ref=seen.entry.unique, folder=folder, received=seen.arrived)

    def _excuse(self, error: OSError, folder: Path, entry: Entry, harvest: Harvest) -> None:
        """What could not be read is new again the next time; whether that is worth a word depends on why."""
        if error.errno in _NOT_MAIL:
            return
        harvest.unread.setdefault(folder, set()).add(entry.unique)
        if not isinstance(error, FileNotFoundError):
            text = f"The message could not be read ({(error.strerror or 'input/output error').lower()})."
            harvest.problems.append(Problem(self._where(entry), text))

    def _where(self, entry: Entry) -> str:
        return f"{self._account}: {entry.name}"


def _list(folder: Path, before: FolderState | None = None) -> Listing:
    """The folder as it is; with an earlier state only what is new since then counts as fresh.

    The times are taken first: what changes while the names are being read shows as a change the next time.
    """
    times = times_of(folder)
    if before is not None and times == before.times:
        return Listing(folder, before, ())
    known = unpack(before.seen) if before is not None else frozenset()
    seen: set[int] = set()
    fresh: dict[int, tuple[str, str]] = {}
    for directory, names in filenames(folder):
        hashes = hashes_of([unique_of(name) for name in names])
        seen.update(hashes)
        # A message that moved meanwhile is listed twice; the later name counts.
        fresh |= {h: (directory, name) for name, h in zip(names, hashes, strict=True) if h not in known}
    return Listing(folder, FolderState(settled(folder, times), pack(seen)), tuple(fresh.values()))


def _without(state: FolderState, uniques: Iterable[str]) -> FolderState:
    """The state with some messages unseen, and the folder to be listed again whatever its times say."""
    seen = unpack(state.seen).difference(hashes_of(uniques))
    return FolderState(UNTRUSTED, pack(seen))


def _candidates(listing: Listing, since: datetime | None, now: datetime) -> Iterator[tuple[Entry, datetime]]:
    """Fresh messages that may be of `since` or later. What is marked as a draft was never sent or received."""
    found = [e for e in (entry_of(directory, name) for directory, name in listing.fresh) if not e.draft]
    if since is not None:
        yield from worth_reading(found, since - timedelta(days=1), now)
        return
    for entry in found:
        yield entry, written_at(entry, now) or now


def _once(messages: list[Message]) -> tuple[Message, ...]:
    """Each mail once, oldest first. One that is both received and sent (a copy to oneself) counts as sent."""
    found: dict[tuple[str, str], Message] = {}
    for message in messages:
        key = (message.message_id, message.sender.email) if message.message_id else (message.ref, "")
        if key not in found or message.folder is Folder.SENT:
            found[key] = message
    return tuple(sorted(found.values(), key=lambda m: (m.received, m.ref)))
