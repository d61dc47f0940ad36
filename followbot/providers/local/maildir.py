"""The Maildir format: one file per message, no locks (cr.yp.to/proto/maildir.html, and the Maildir++ extension).

A message is written in `tmp`, appears in `new` or `cur` by one rename, and carries its flags in its name, after ":2,". What
identifies it is the part before: flags change, and programs append their own attributes there after a comma (",S=" and
",W=" by Dovecot, ",U=" by mbsync and OfflineIMAP at the moment they push a message), so neither belongs to the identity.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followbot.domain.model import digest

DRAFT_INFO = ":2,DS"
"""Draft and seen, in the order of the alphabet that the format asks for. mbsync pushes D as \\Draft, and mutt recalls it."""

_INFO_ON_WINDOWS = (";2", "!2")
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)\Z")
_TIMESTAMP = re.compile(r"(\d{9,10})[._]")
_HOST_LIMIT = 64

READ_LIMIT = 4 * 1024 * 1024
"""Bytes of one message that are read and judged."""

_HEADER_GUESS = 16 * 1024
"""Bytes that nearly every header block fits into."""

_LISTINGS = 5
"""How often a folder that keeps changing is listed; what any of the listings showed counts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a Maildir. `unique` stays when flags change or the message moves from new to cur."""

    path: str
    unique: str
    flags: str

    @property
    def name(self) -> str:
        """Directory and file, fit to print: enough to find it, nothing of its content, nor what the user calls its folder."""
        return shown("/".join(self.path.rsplit("/", 2)[1:]))

    @property
    def trashed(self) -> bool:
        return "T" in self.flags

    @property
    def draft(self) -> bool:
        return "D" in self.flags


def shown(name: str) -> str:
    """A name as it can be printed anywhere."""
    return name.encode("ascii", "replace").decode("ascii")


def unique_of(filename: str) -> str:
    """The identity of a message in its file's name: what precedes its attributes, and its flags behind ":2,".

    Where a colon cannot be in a name, programs put ";" or "!" in its place.
    """
    base = filename.partition(",")[0].partition(":")[0]
    return base[:-2] if base[-2:] in _INFO_ON_WINDOWS else base


def flags_of(filename: str) -> str:
    """The flags of a file's name; upper-case letters are the standard ones."""
    found = _FLAGS.search(filename)
    return found[1] if found else ""


def entry_of(directory: str, filename: str) -> Entry:
    return Entry(f"{directory}/{filename}", unique_of(filename), flags_of(filename))


def stamp_of(unique: str) -> datetime | None:
    """The time of delivery that well-formed names begin with."""
    match = _TIMESTAMP.match(unique)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def is_maildir(path: Path) -> bool:
    """Whether a directory is a mail folder. `new` is missing where a backup dropped empty directories; what this user may not
    even enter ("lost+found") is none.
    """
    return os.path.isdir(f"{path}/cur")


def filenames(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The names in each of a folder's directories. Nothing is opened or asked about.

    `new` is read before `cur`, so that a message which moves meanwhile is seen twice rather than not at all.
    """
    for kind in ("new", "cur"):
        directory = f"{folder}/{kind}"
        with contextlib.suppress(FileNotFoundError):
            yield directory, [name for name in os.listdir(directory) if name[0] != "."]


def entries(folder: Path) -> list[Entry]:
    """Every message of a folder once.

    A file that is renamed while a directory is being listed may not appear at all. The listing is repeated while the folder
    changes, because "the draft is not there" must be true.
    """
    found: dict[str, Entry] = {}
    for _ in range(_LISTINGS):
        before = times_of(folder)
        for directory, names in filenames(folder):
            listed = (entry_of(directory, name) for name in names)
            found |= {entry.unique: entry for entry in listed}
        if times_of(folder) == before:
            break
    return list(found.values())


Times = tuple[int, int]
"""Modification times of `cur` and `new` in ns."""


def times_of(folder: Path) -> Times:
    """The directories' modification times now; 0 for a directory that is missing."""
    return _mtime(f"{folder}/cur"), _mtime(f"{folder}/new")


def _mtime(directory: str) -> int:
    try:
        return os.stat(directory).st_mtime_ns
    except OSError:
        return 0


def written_at(entry: Entry, now: datetime) -> datetime | None:
    """When the file came to be: its modification time, or the later time in its name if that can be true.

    Programs differ in which of them they keep when they copy a message. None where the file has vanished.
    """
    try:
        modified = datetime.fromtimestamp(os.stat(entry.path).st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return None
    named = stamp_of(entry.unique)
    if named is None or named > now + timedelta(days=1):
        return modified
    return max(modified, named)


def read_prefix(path: str, limit: int) -> tuple[bytes, bool]:
    """The first `limit` bytes of a file, and whether that is less than all of it. Raises OSError."""
    # O_NONBLOCK: a FIFO that somebody left there must not stop the program.
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        data = os.read(fd, limit)
        while 0 < len(data) < limit:
            more = os.read(fd, limit - len(data))
            if not more:
                return data, False
            data += more
        return data, len(data) == limit and os.fstat(fd).st_size > limit
    finally:
        os.close(fd)


def read_header(path: str, limit: int) -> bytes:
    """The beginning of a file up to where its header block ends, or a little more. Raises OSError."""
    data, cut = read_prefix(path, min(_HEADER_GUESS, limit))
    if cut and b"\n\n" not in data and b"\r\n\r\n" not in data:
        data, _ = read_prefix(path, limit)
    return data


def key_mark(key: str) -> str:
    """What the name of a draft's file shows of its key, so that the draft is recognised even where it cannot be read."""
    return digest("maildir", key, length=16)


def new_unique(now: datetime, mark: str) -> str:
    """A name that no other delivery has: time, mark, chance and host, in the form that the format asks for."""
    host = os.uname().nodename.replace("/", "\\057").replace(":", "\\072").replace(",", "\\054")[:_HOST_LIMIT]
    return (
        f"{int(now.timestamp())}.M{now.microsecond}P{os.getpid()}K{mark}R{secrets.token_hex(6)}.{host or 'localhost'}"
    )


def write_draft(folder: Path, unique: str, data: bytes) -> Path:
    """Put a message into `cur` with the flags of a draft, durably. Raises OSError.

    When it raises, either nothing has appeared, or the error carries the path of what has (`NotDurable`).
    """
    temporary = folder / "tmp" / unique
    target = folder / "cur" / f"{unique}{DRAFT_INFO}"
    try:
        _write_synced(temporary, data)
        os.rename(temporary, target)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    try:
        sync_directory(folder / "cur")
    except OSError as error:
        raise NotDurable(error.errno or errno.EIO, "the folder could not be synced", str(target)) from error
    return target


class NotDurable(OSError):
    """The draft stands in the folder, but may not survive a power failure."""


def _write_synced(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        os.fsync(fd)
    finally:
        os.close(fd)


def sync_directory(directory: Path) -> None:
    """Make a rename or removal in a directory survive a power failure."""
    fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno != errno.EINVAL:  # file systems that cannot sync a directory say so; there is nothing more to do
            raise
    finally:
        os.close(fd)


def make_folder(folder: Path, dotted: bool) -> None:
    """Create a mail folder for its owner only, durably. In Maildir++ a marker file tells it from an inbox. Raises OSError."""
    for directory in (folder, *(folder / part for part in ("tmp", "new", "cur"))):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if dotted:
        (folder / "maildirfolder").touch(mode=0o600)
    sync_directory(folder)
    sync_directory(folder.parent)


def subfolders(root: Path) -> Iterator[Path]:
    """The directories right below that may be mail folders or hold some."""
    try:
        with os.scandir(root) as found:
            names = sorted(e.name for e in found if e.name not in ("cur", "new", "tmp") and _is_dir(e))
    except OSError:
        return
    yield from (root / name for name in names)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link into what this user may not enter
        return False
