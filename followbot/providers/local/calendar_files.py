"""Calendar files on the disk: one, or a folder of them, with collections one level below as vdirsyncer makes them."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Self

from followbot.app.ports import Problem
from followbot.errors import entries as said
from followbot.errors.calendars import file_forbidden, file_missing, file_not_now, file_not_opened, file_of_other_kind
from followbot.providers.calendars.source import Item, Look, shown
from followbot.providers.ical import MAX_BYTES
from followbot.providers.local.notices import Notices

SETTLED = timedelta(seconds=2)
"""The coarsest time stamps in use (FAT): within it a file may change again and look the same."""

HEARSAY = timedelta(minutes=30)
"""How long it is believed that nothing has happened because nothing was heard (a write through a memory map is not)."""

_State = tuple[int, int, int, int]
"""Size, times of the last change of contents and of anything (nanoseconds), inode."""


class Files:
    """An `.ics` file or a folder; which of the two is decided at each look, by what lies there."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def name(self) -> str:
        return str(self._path)

    def look(self, validators: Mapping[str, str], now: datetime) -> Look:
        young = (now - SETTLED).timestamp()
        try:
            status = self._path.stat()
            if stat.S_ISDIR(status.st_mode):
                return _Scan.of(self._path, Notices.opened()).look(young, now)
        except FileNotFoundError:
            raise file_missing(self._path) from None
        except (PermissionError, NotADirectoryError) as error:
            raise file_not_opened(self._path, error.strerror or "input/output error") from error
        except OSError as error:
            raise file_not_now(self._path, error.strerror or "input/output error") from error
        if not stat.S_ISREG(status.st_mode):
            raise file_of_other_kind(self._path)
        if not os.access(self._path, os.R_OK):
            raise file_forbidden(self._path)
        return Look({self._path.name: _item(self._path, _state(status), young)}, single=True)


@dataclass
class _Scan:
    """The calendar files of a folder and of the folders in it. Hidden ones are other programs' unfinished work.

    `notices` hear of everything that happens there, from before it was listed; None where nothing does.
    """

    path: Path
    notices: Notices | None = None
    states: dict[str, _State] = field(default_factory=dict)
    folders: set[str] = field(default_factory=lambda: {""})
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path, notices: Notices | None = None) -> Self:
        scan = cls(folder, notices)
        scan._list(folder, "")
        return scan

    def look(self, young: float, now: datetime) -> Look:
        items = {name: _item(f"{self.path}/{name}", state, young) for name, state in self.states.items()}
        if self.notices is not None:
            self.states = {}  # nothing will be compared with them
        unchanged = partial(self._is_unchanged, now) if not self.problems else None
        return Look(items, frozenset(self.folders), problems=tuple(self.problems), unchanged=unchanged)

    def _is_unchanged(self, seen_at: datetime, now: datetime) -> bool:
        if self.notices is not None:
            return timedelta(0) <= now - seen_at < HEARSAY and self.notices.all_quiet()
        try:
            found = self.of(self.path)
        except OSError:
            return False
        return (found.states, found.folders, found.problems) == (self.states, self.folders, self.problems)

    def _list(self, folder: Path | str, prefix: str) -> None:
        """Written for speed: where nothing is heard of changes, every cycle comes here for every file."""
        states = self.states
        if self.notices is not None and not self.notices.watch(folder):
            self.notices = None
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                try:
                    if name[-4:].lower() == ".ics" and entry.is_file():
                        found = entry.stat()
                        states[prefix + name] = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
                        if found.st_nlink != 1 or entry.is_symlink():
                            self.notices = None  # it may be changed elsewhere, by another name
                    elif not prefix and entry.is_dir():
                        self.folders.add(name)
                        self._list(entry.path, f"{name}/")
                    elif entry.is_symlink():
                        self.notices = None  # what it points to may appear, and nobody tells
                except FileNotFoundError:
                    continue  # deleted since the folder was listed
                except OSError as error:
                    what = str(said.unreadable_because(error.strerror or "input/output error"))
                    self.problems.append(Problem(shown(prefix + name), what))


def _state(status: os.stat_result) -> _State:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _item(path: Path | str, state: _State, young: float) -> Item:
    size, modified, changed, inode = state
    return Item(f"{size:x}.{modified:x}.{changed:x}.{inode:x}", partial(_load, path), modified / 1e9 <= young)


def _load(path: Path | str) -> bytes:
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)
