"""The files of a store: who may read them is decided before anything is written into them."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from followbot.errors.store import not_sqlite, store_is_no_file

_DIRECTORY_MODE = 0o700
_FILE_MODE = 0o600

_IN_MEMORY = ("", "/", "/:memory:")


def database_path(url: str) -> Path | None:
    """The file that a URL names, None for a database in memory; `ConfigurationError` for any other database.

    The path is taken literally: whether SQLAlchemy decodes "%20" in it depends on its version.
    """
    driver, _, place = url.partition("://")
    if driver not in {"sqlite", "sqlite+pysqlite"} or "?" in place or not (place.startswith("/") or place == ""):
        # Not quoted: a URL of another database may hold a password.
        raise not_sqlite()
    return None if place in _IN_MEMORY else Path(place.removeprefix("/")).absolute()


def exists(path: Path) -> bool:
    """Whether there is a file. Not being allowed to look is an error, not an absence."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(mode):
        raise store_is_no_file(path)
    return True


def create(path: Path) -> None:
    """Make an empty file, and the directories above it, for this user only; an existing file stays as it is.

    SQLite gives `-wal` and `-shm` the mode of the database itself.
    """
    if exists(path):
        return
    _make_directory(path.parent)
    with suppress(FileExistsError):  # another followbot was quicker
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _FILE_MODE)
        try:
            os.fchmod(descriptor, _FILE_MODE)  # whatever the umask says
        finally:
            os.close(descriptor)


def tighten(path: Path) -> None:
    """Take everybody else's rights away from a store that was copied carelessly.

    Best effort: where this is not allowed, opening the file has more to say.
    """
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(OSError):
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                file.chmod(_FILE_MODE)


def _make_directory(directory: Path) -> None:
    if not directory.is_dir():
        _make_directory(directory.parent)
        directory.mkdir(mode=_DIRECTORY_MODE, exist_ok=True)
