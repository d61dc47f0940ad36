"""What a Maildir has already shown, as an opaque string: per folder the identities seen, and the directories' times then.

A directory's modification time changes with every message that comes, goes or changes its flags, so an unchanged folder costs
two calls. The time is believed only when it lay two seconds back at the moment of listing, because a change within the same
tick of the file system's clock would not show. Identities are kept as 64-bit hashes: 100,000 messages make a cursor of
about a megabyte, and a new message is overlooked once in 10^14.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import tempfile
import zlib
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from followbot.errors import CursorExpired
from followbot.providers.local.maildir import Times

VERSION = 1

SETTLED = 2_000_000_000
"""Nanoseconds after which a directory's time is final: FAT keeps two seconds, everything else is finer."""

_UNSETTLED = -1
"""Stands for a time that is not believed; equal to no directory's time."""

UNTRUSTED: Times = (_UNSETTLED, _UNSETTLED)


@dataclass(frozen=True, slots=True)
class FolderState:
    """One folder when it was last listed."""

    times: Times
    seen: str
    """The hashes, packed; see `unpack`."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The folders by their path below the root."""

    folders: Mapping[str, FolderState]

    def encode(self) -> str:
        state = {name: [*folder.times, folder.seen] for name, folder in self.folders.items()}
        return json.dumps({"v": VERSION, "folders": state}, separators=(",", ":"), ensure_ascii=False)


def decode_cursor(text: str, required: Collection[str]) -> Cursor:
    """The cursor in `text`; raises CursorExpired when it is damaged, of another version, or lacks a required folder."""
    try:
        data = json.loads(text)
        if data["v"] != VERSION:
            raise CursorExpired("The position in the mailbox was kept by another version.")
        folders = {str(k): FolderState((int(v[0]), int(v[1])), str(v[2])) for k, v in data["folders"].items()}
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise CursorExpired("The position in the mailbox cannot be read.") from error
    if not set(required) <= set(folders):
        raise CursorExpired("The folders of the mailbox are others than before.")
    return Cursor(folders)


def hashes_of(uniques: Iterable[str]) -> list[int]:
    """One 64-bit hash per identity, in order."""
    blake = hashlib.blake2b
    encoded = [unique.encode("utf-8", "surrogateescape") for unique in uniques]
    return list(array("Q", b"".join([blake(e, digest_size=8).digest() for e in encoded])))


def pack(hashes: Iterable[int]) -> str:
    """Hashes as text; sorted, so that equal sets look equal."""
    return base64.b64encode(zlib.compress(array("Q", sorted(hashes)).tobytes(), 1)).decode("ascii")


def unpack(seen: str) -> frozenset[int]:
    """The hashes of a packed state; raises CursorExpired when it is damaged."""
    try:
        data = array("Q")
        data.frombytes(zlib.decompress(base64.b64decode(seen, validate=True)))
    except (ValueError, binascii.Error, zlib.error, EOFError) as error:
        raise CursorExpired("The position in the mailbox cannot be read.") from error
    return frozenset(data)


def settled(folder: Path, times: Times) -> Times:
    """`times` as far as they can be believed. Asks the clock of the file system itself.

    The program's clock would not do: it may be shifted, and with a network file system the times are the server's.
    """
    try:
        with tempfile.TemporaryFile(dir=folder / "tmp") as probe:
            now = os.fstat(probe.fileno()).st_mtime_ns
    except OSError:
        return UNTRUSTED
    cur, new = (t if now - t >= SETTLED else _UNSETTLED for t in times)
    return cur, new
