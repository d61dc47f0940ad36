"""The folders of a mail tree beside inbox and sent mail: rules file answers there, and users put their own mail away.

Drafts, trash and junk hold nothing that was sent or received for good, nor do outboxes and templates, nor calendars and
address books that a server shows as folders; all else may. They are found anew at each look, because a folder may appear at any
time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from followbot.providers.local.layout import FolderNames, Folders, spellings, tree

_DEEP = 8
"""Levels below the root that are looked at: nobody files deeper, and a link to a directory above leads in circles."""

MOST = 2_000
"""Folders beside the inbox that are watched; of more, the first by name. At 40 µs for each in which nothing happened, all of
them cost 80 ms a cycle."""


@dataclass(frozen=True, slots=True)
class Other:
    """A folder that may hold mail of the process; whether it is one of sent mail ("Sent/2025")."""

    path: Path
    sent: bool


def other_folders(root: Path, folders: Folders, names: FolderNames) -> list[Other]:
    """What is watched besides `folders.watched`, each directory once, whatever links lead to it; one more than `MOST` where
    there are more."""
    known = [*folders.watched, folders.drafts, *([folders.trash] if folders.trash else [])]
    sent = _called(names, "sent")
    found: dict[tuple[int, int] | Path, Other] = {}
    seen = {_identity(path) for path in known}
    for parts, path in _holding(root, folders, names):
        identity = _identity(path)
        if identity not in seen:
            found.setdefault(identity, Other(path, not sent.isdisjoint(parts) or _lies_in(path, folders.sent)))
        if len(found) > MOST:
            break
    return list(found.values())


def _holding(root: Path, folders: Folders, names: FolderNames) -> Iterator[tuple[tuple[str, ...], Path]]:
    """Every folder but those that hold nothing that was sent or received."""
    closed = [folders.drafts, *([folders.trash] if folders.trash else [])]
    closed += [path for name in names.skip for path in spellings(root, name, folders.dotted)]
    thrown = _called(names, "trash", "junk")
    kept_back, items = _called(names, "drafts", "unsent"), _called(names, "items")
    for parts, path in tree(root, folders.dotted, _DEEP):
        # "Jobs/Concept" may be anything in Dutch, but below a trash everything is trash.
        hollow = parts[-1] in kept_back or parts[0] in items or not thrown.isdisjoint(parts)
        if not hollow and not _lies_in(path, closed):
            yield parts, path


def _called(names: FolderNames, *kinds: str) -> frozenset[str]:
    return frozenset(name.casefold() for kind in kinds for name in names.common.get(kind, ()))


def _lies_in(path: Path, above: Iterable[Path]) -> bool:
    """Whether a folder is one of these or lies below it, in either layout."""
    place = str(path)
    return any(place == (one := str(top)) or place.startswith((f"{one}/", f"{one}.")) for top in above)


def _identity(path: Path) -> tuple[int, int] | Path:
    try:
        status = os.stat(f"{path}/cur")
    except OSError:
        return path
    return status.st_dev, status.st_ino
