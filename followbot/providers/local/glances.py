"""A look at a mail's header: who wrote to whom, when it came, and whether it is a draft of ours."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from followbot.app.envelopes import ENVELOPE_FIELDS, arrival_of, envelope_of
from followbot.app.ports import Envelope, Payload
from followbot.domain.mime import KEY_HEADER
from followbot.domain.mime.headers import BLOCK_LIMIT, parse_date, raw_fields, split_block, unfold
from followbot.providers.local.cursor import UNTRUSTED, settled
from followbot.providers.local.maildir import Entry, entries, key_mark, read_header, times_of, written_at
from followbot.providers.mail.judging import is_marked

SEARCHED = timedelta(days=60)
"""How far back sent and deleted mail is searched for a draft; a process is watched for 45 days."""

WORTH_ASKING = 2000
"""Messages of a folder from which the files' ages are asked for first; below that all headers are read at once, so that
a folder restored with wrong times loses nothing."""

_PASSING = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE, errno.ETIMEDOUT, errno.EAGAIN})
"""Errors that say nothing about the file."""

_DAY = timedelta(days=1)
_KEY = KEY_HEADER.lower().encode("ascii")
_LOOKED_AT = ENVELOPE_FIELDS | {_KEY}


@dataclass(frozen=True, slots=True)
class Glance:
    """A message by its header. `arrived` is when the user's server took it in, as far as anything tells."""

    entry: Entry
    key: str
    envelope: Envelope
    arrived: datetime

    def is_of(self, payload: Payload) -> bool:
        """Whether it carries the draft's key or its Message-ID; programs that rewrite a draft keep one or the other."""
        return is_marked(self.key, self.envelope.message_id, payload)


def marked(entry: Entry, payload: Payload) -> bool:
    """Whether the file's name says that it is this draft."""
    return f"K{key_mark(payload.key)}R" in entry.unique


def glance(entry: Entry, written: datetime, now: datetime, *, since: datetime, sent: bool = True) -> Glance | None:
    """Read the header of a message whose file is of `written`; None for one from before `since`. Raises OSError."""
    block, _ = split_block(read_header(entry.path, BLOCK_LIMIT))
    stated = raw_fields(block, _LOOKED_AT)
    arrived = _arrival(stated, written, now)
    if arrived < since - _DAY:  # nothing arrives long before it was written, so the rest need not be read
        return None
    key = next((unfold(value) for name, value in stated if name == _KEY), "")
    seen = Glance(entry, key, envelope_of(stated, sent, arrived), arrived)
    return seen if max(arrived, seen.envelope.date) >= since else None


def _arrival(stated: Sequence[tuple[bytes, bytes]], written: datetime, now: datetime) -> datetime:
    """When a message arrived. Not simply the file's age: a synchroniser that starts afresh writes ten years in one night.

    Mail that never travelled has no Received field; its Date must do. Neither can lie in the future, as seen from the file
    and from the clock, whichever is later.
    """
    latest = max(written, now) + _DAY
    received = arrival_of(stated)
    if received is not None and received <= latest:
        return received
    date = next((parse_date(unfold(value)) for name, value in stated if name == b"date"), None)
    return date if date is not None and date <= latest else written


def worth_reading(found: list[Entry], since: datetime, now: datetime) -> Iterator[tuple[Entry, datetime]]:
    """The messages that may be of `since` or later, with the age of their files.

    A file that has vanished passes for new: whoever opens it finds out, and can look for it again.
    """
    restricted = len(found) > WORTH_ASKING
    for entry in found:
        written = written_at(entry, now) or now
        if not restricted or written >= since - _DAY:
            yield entry, written


class Index:
    """The headers of the recent messages of one folder, kept in memory so that the next look opens new files only.

    What was too old for one look is not read for the next; looks at one folder reach back about equally far.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._times = UNTRUSTED
        self._known: dict[str, Glance | None] = {}

    def look(self, since: datetime, now: datetime) -> list[Glance]:
        """The messages of `since` or later, as the folder is now."""
        times = times_of(self._folder)
        if times != self._times:
            complete = self._refresh(entries(self._folder), since, now)
            self._times = settled(self._folder, times) if complete else UNTRUSTED
        return [g for g in self._known.values() if g is not None]

    def _refresh(self, listed: list[Entry], since: datetime, now: datetime) -> bool:
        """Forget what is gone, read what is new; whether all of it could be read.

        Raises OSError where the system itself is short of something: a draft that merely could not be looked at must not be
        taken for absent, and written again.
        """
        fresh = [e for e in listed if e.unique not in self._known]
        self._known = {e.unique: _renamed(self._known.get(e.unique), e) for e in listed}
        complete = True
        for entry, written in worth_reading(fresh, since, now):
            try:
                self._known[entry.unique] = glance(entry, written, now, since=since)
            except OSError as error:
                del self._known[entry.unique]
                if error.errno in _PASSING:
                    raise
                complete = False
        return complete


def _renamed(seen: Glance | None, entry: Entry) -> Glance | None:
    return replace(seen, entry=entry) if seen is not None else None
