"""Calendar files on the disk: one, or a folder of them, with collections one level below as vdirsyncer makes them."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from followbot.app.ports import Problem
from followbot.errors import entries as said
from followbot.errors.calendars import file_forbidden, file_missing, file_not_now, file_not_opened, file_of_other_kind
from followbot.providers.calendars.source import Item, Look, shown
from followbot.providers.ical import MAX_BYTES

SETTLED = timedelta(seconds=2)
"""The coarsest time stamps in use (FAT): within it a file may change again and look the same."""


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
                return _Scan(young).of(self._path)
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
        return Look({self._path.name: _item(self._path, status, young)}, single=True)


class _Scan:
    """The calendar files of a folder and of the folders in it. Hidden ones are other programs' unfinished work."""

    def __init__(self, young: float) -> None:
        self._young = young
        self._items: dict[str, Item] = {}
        self._folders = {""}
        self._problems: list[Problem] = []

    def of(self, folder: Path) -> Look:
        self._list(folder, "")
        return Look(self._items, frozenset(self._folders), problems=tuple(self._problems))

    def _list(self, folder: Path | str, prefix: str) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                try:
                    self._take(entry, prefix)
                except FileNotFoundError:
                    continue  # deleted since the folder was listed
                except OSError as error:
                    self._problems.append(
                        Problem(
                            shown(prefix + entry.name),
                            str(said.unreadable_because(error.strerror or "input/output error")),
                        )
                    )

    def _take(self, entry: os.DirEntry[str], prefix: str) -> None:
        if entry.name.lower().endswith(".ics") and entry.is_file():
            self._items[prefix + entry.name] = _item(entry.path, entry.stat(), self._young)
        elif not prefix and entry.is_dir():
            self._folders.add(entry.name)
            self._list(entry.path, f"{entry.name}/")


def _item(path: Path | str, status: os.stat_result, young: float) -> Item:
    stamp = f"{status.st_size:x}.{status.st_mtime_ns:x}.{status.st_ctime_ns:x}.{status.st_ino:x}"
    return Item(stamp, partial(_load, path), status.st_mtime <= young)


def _load(path: Path | str) -> bytes:
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)
