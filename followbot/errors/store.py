"""The store: one SQLite file."""

from __future__ import annotations

from pathlib import Path

from followbot.errors import ConfigurationError, Stale, StoreError, TryAgain

_URL = "Write `sqlite:///` and the path of a file, so four slashes before an absolute path."
_RESTORE = (
    "Put a backup in its place, or move it away: followbot then starts afresh and recognises the drafts it wrote."
)


def store_replaced(name: str) -> StoreError:
    """Another file was put in the store's place while it was in use."""
    return StoreError(f"The store {name} was replaced while it was open.", "Start followbot again.")


def store_failed(path: str, cause: str) -> StoreError:
    """SQLite or the disk reports something that followbot does not know."""
    return StoreError(
        f"The store {path} failed: {cause}.", "Look at the disk and at the file; `followbot doctor` does, too."
    )


def not_sqlite() -> ConfigurationError:
    """`store.url` names another kind of database, or none."""
    return ConfigurationError("The store's URL does not name an SQLite file.", _URL)


def store_is_no_file(path: Path) -> StoreError:
    """`store.url` names a folder, a device or the like."""
    return StoreError(f"The store {path} is not a file.", "Set `store.url` to a file, existing or not.")


def lock_held(seconds: str, where: str) -> TryAgain:
    """Only one followbot at a time may decide about the store."""
    return TryAgain(
        f"Another followbot has been at work for {seconds} and keeps the lock {where}.",
        "Try again when it has finished.",
    )


def store_older(name: str) -> ConfigurationError:
    """Only `run` and `once` bring a store up to date, after a backup copy."""
    return ConfigurationError(
        f"The store {name} was written by an older followbot.",
        "Run `followbot once` (or restart the daemon) to bring it up to date; a backup copy is made first.",
    )


def store_newer(name: str) -> ConfigurationError:
    """The store was written by a newer followbot, whose rows this one might misread."""
    return ConfigurationError(
        f"This followbot is older than its store {name}.",
        "Install the newer followbot again that wrote it, or put back the backup that lies beside the store.",
    )


def store_empty(name: str) -> StoreError:
    """The file was made, but never filled."""
    return StoreError(f"The store {name} is empty.", "Run `followbot once` to create it.")


def store_of_another(name: str) -> StoreError:
    """`store.url` names a file that belongs to another program."""
    return StoreError(
        f"{name} is a database of another program, not a store of followbot.", "Set `store.url` to another place."
    )


def store_contradicts(name: str) -> StoreError:
    """Rows refer to rows that are not there, after damage or a change by hand."""
    return StoreError(
        f"The store {name} could not be brought up to date: its rows contradict.",
        "Put the backup back that lies beside it, and report it if it happens again.",
    )


def migrations_unusable() -> StoreError:
    """Files of the installed package are missing or damaged."""
    return StoreError("The migrations of the store cannot be run.", "Install followbot again.")


def interview_changed() -> Stale:
    """Two followbots decided at the same moment."""
    return Stale("An interview was changed by another followbot meanwhile.", "Try again.")


def draft_without_follow_up(follow_up: str) -> StoreError:
    """A decision refers to a row that is not there; this is a fault of followbot."""
    return StoreError(
        f"A draft was to be stored for the follow-up {follow_up}, which no stored process has.", "Please report it."
    )


def disk_full(path: str) -> StoreError:
    """There is no room for the store's next transaction."""
    return StoreError(
        f"The disk is full, so the store {path} could not be written.",
        "Free some space and try again; nothing was half written.",
    )


def store_read_only(path: str) -> StoreError:
    """The disk is mounted read-only, or another user owns the file or its folder."""
    return StoreError(
        f"The store {path} cannot be written: it or its directory is read-only.",
        "Make the file and its directory writable for this user, or set `store.url` to another place.",
    )


def store_damaged(path: str) -> StoreError:
    """The file is no SQLite database, or was damaged by the disk."""
    return StoreError(f"The store {path} is damaged or is not a store of followbot.", _RESTORE)


def store_unreadable(path: str) -> StoreError:
    """A row holds something that no followbot of this version has written."""
    return StoreError(f"The store {path} holds something that this followbot cannot read.", _RESTORE)


def store_busy(path: str) -> StoreError:
    """A program other than followbot has the file open for writing."""
    return StoreError(
        f"The store {path} is locked by another program.",
        "Try again in a moment; if it stays so, find out which program has it open.",
    )


def store_not_opened(path: str) -> StoreError:
    """The folder is missing, or this user may not enter it."""
    return StoreError(
        f"The store {path} cannot be opened.", "Check that its directory exists and that this user may use it."
    )


def store_below_a_file(path: str) -> StoreError:
    """A part of the path that should be a folder is a file."""
    return StoreError(
        f"The store {path} cannot lie there: a part of its path is a file.", "Set `store.url` to another place."
    )


def store_is_a_folder(path: str) -> StoreError:
    """A folder lies where the store's file should be."""
    return StoreError(f"The store {path} is a directory.", "Set `store.url` to a file in it.")


def disk_fails(path: str) -> StoreError:
    """The disk reports an error while reading or writing."""
    return StoreError(
        f"The store {path} cannot be read or written: the disk reports an error.", "Check the disk and its free space."
    )
