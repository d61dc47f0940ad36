"""What the kernel tells of changes in folders (inotify(7)), so that a calendar in which nothing happens need not be looked at.

It is believed only where it tells of everything: on Linux, on file systems that nobody else writes to. Python has no call
for it, so three of the C library's are made here, with paths of the configuration and constants of the kernel's headers.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import weakref
from pathlib import Path
from typing import Any, Self

_MODIFY, _ATTRIB, _CLOSE_WRITE = 0x2, 0x4, 0x8
_MOVED_FROM, _MOVED_TO, _CREATE, _DELETE, _DELETE_SELF, _MOVE_SELF = 0x40, 0x80, 0x100, 0x200, 0x400, 0x800
_ONLY_FOLDERS = 0x01000000
_CHANGES = (
    _MODIFY | _ATTRIB | _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE | _DELETE_SELF | _MOVE_SELF
) | _ONLY_FOLDERS
"""linux/inotify.h. That a queue ran over, or a watch is gone, is told unasked."""

_LOCAL = frozenset(
    {
        0xEF53,  # ext2, ext3, ext4
        0x58465342,  # xfs
        0x9123683E,  # btrfs
        0xF2F52010,  # f2fs
        0xCA451A4E,  # bcachefs
        0x2FC12FC1,  # zfs
        0x01021994,  # tmpfs
    }
)
"""linux/magic.h, statfs(2). Over a network, or through a program (FUSE), others write unheard."""
_MORE_THAN_STATFS = 512
_MOUNTS = Path("/proc/self/mountinfo")
"""proc(5): the fifth field of a line is a mount point, with a blank written as \\040."""
_ESCAPED = re.compile(rb"\\([0-3][0-7]{2})")


class Notices:
    """Whether anything has happened in some folders since they were watched. Closed when nobody holds it any more."""

    def __init__(self, libc: Any, number: int) -> None:
        self._libc = libc
        self._number = number
        self._places: dict[str, tuple[int, int]] = {}
        weakref.finalize(self, os.close, number)

    @classmethod
    def opened(cls) -> Self | None:
        """None where the system has none to give."""
        if sys.platform != "linux":
            return None
        libc = ctypes.CDLL(None)
        try:
            number = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        except AttributeError:
            return None
        return cls(libc, number) if number >= 0 else None

    def watch(self, folder: Path | str) -> bool:
        """Hear of everything that happens from now on in a folder, but not below it; False where that cannot be relied on."""
        name = os.fsencode(folder)
        about = ctypes.create_string_buffer(_MORE_THAN_STATFS)
        if self._libc.statfs(name, about) != 0:
            return False
        kind = ctypes.c_ulong.from_buffer(about).value & 0xFFFFFFFF  # the first member
        if kind not in _LOCAL or _has_mounts(folder) or self._libc.inotify_add_watch(self._number, name, _CHANGES) < 0:
            return False
        self._places[os.fspath(folder)] = _place(folder)
        return True

    def all_quiet(self) -> bool:
        """Whether nothing has happened, and the paths still lead to what is watched. Once it says no it is of no more use."""
        try:
            os.read(self._number, 4096)
        except BlockingIOError:
            pass
        except OSError:
            return False
        else:
            return False
        try:
            return all(_place(folder) == place for folder, place in self._places.items())
        except OSError:
            return False


def _has_mounts(folder: Path | str) -> bool:
    """Whether something is mounted in the folder: a file that lies elsewhere as well is changed there, and nobody tells."""
    here = os.fsencode(os.path.realpath(folder))
    try:
        points = [line.split(b" ")[4] for line in _MOUNTS.read_bytes().splitlines()]
    except (OSError, IndexError):
        return True
    return any(os.path.dirname(_ESCAPED.sub(_unescaped, point)) == here for point in points)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)])


def _place(folder: Path | str) -> tuple[int, int]:
    status = os.stat(folder)
    return status.st_dev, status.st_ino
