"""Which folder is which: as configured, else by the server's own word (SPECIAL-USE, RFC 6154), else by its name.

Gmail files every mail under \\All, and the inbox is only a label on it, so a mail that a filter keeps out of the inbox
is found there; that folder is then read instead of the inbox and the sent mail. Elsewhere every folder is read that may hold
mail, because rules file it anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from followbot.errors.imap import no_such_folder
from followbot.providers.imap.values import ODD, strings

if TYPE_CHECKING:
    from imapclient import IMAPClient

_INBOX = "INBOX"

_NO_MAIL = frozenset({"\\drafts", "\\trash", "\\junk", "\\all", "\\flagged", "\\important"})
"""Special uses of folders that hold nothing sent or received, or only what lies in another one as well (RFC 6154, RFC 8457)."""


@dataclass(frozen=True, slots=True)
class FolderNames:
    """What the user configured; nothing means "as the server says".

    `common` maps "drafts", "sent", "trash", "junk", "unsent", "items" and "foreign" to names in many languages (the data
    file `rules/mailbox/folders.toml`). `skip` are folders that are not looked into, with all that lies below them.
    """

    inbox: Sequence[str] = (_INBOX,)
    drafts: str | None = None
    sent: Sequence[str] = ()
    trash: str | None = None
    skip: Sequence[str] = ()
    common: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Other:
    """A folder that may hold mail of a process; whether it is one of sent mail ("Sent/2025")."""

    name: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders in use. `drafts` may have to be made first; `trash` is None where there is none."""

    inbox: tuple[str, ...]
    drafts: str
    sent: tuple[str, ...]
    trash: str | None
    drafts_exist: bool = True
    everything: str | None = None
    archive: tuple[str, ...] = ()
    """Where mail goes that was read and put away: an answer may have got there before it was ever seen in the inbox."""
    others: tuple[Other, ...] = ()
    """All else that may hold mail: neither drafts nor trash nor junk, nor a view of mail that lies elsewhere."""

    @property
    def watched(self) -> tuple[str, ...]:
        """Where mail arrives and where sent mail lies."""
        if self.everything is not None:
            return (self.everything, *(name for name in self.inbox if name.upper() != _INBOX))
        return tuple(dict.fromkeys((*self.inbox, *self.sent, *self.archive)))


@dataclass(frozen=True, slots=True)
class _Listed:
    """One line of LIST."""

    name: str
    levels: tuple[str, ...]
    separator: str
    flags: frozenset[str]

    @property
    def leaf(self) -> str:
        return self.levels[-1]

    @property
    def top(self) -> str:
        """Its highest level, for comparing; below an inbox that holds all other folders, the one after that."""
        first, *below = map(_canonical, self.levels)
        return below[0] if below and first == _canonical(_INBOX) else first

    def lies_in(self, tops: Iterable[tuple[str, ...]]) -> bool:
        """Whether it is one of these folders or lies below it. What is called "Lists" may lie at "INBOX.Lists"."""
        place = tuple(map(_canonical, self.levels))
        places = (place, place[1:]) if place[0] == _canonical(_INBOX) else (place,)
        return any(here[: len(top)] == top for top in tops for here in places)

    @property
    def selectable(self) -> bool:
        return not self.flags & {"\\noselect", "\\nonexistent"}


def find_folders(client: IMAPClient, names: FolderNames) -> Folders:
    """Ask the server what there is. Raises `ConfigurationError` where a configured folder does not exist."""
    spaces = _namespaces(client)
    there = [entry for entry in _listing(client) if entry.selectable]
    known = {_canonical(entry.name): entry.name for entry in there}
    listed = [entry for entry in there if _is_own(entry, spaces, names)]
    inbox = tuple(_required(name, known, "imap.inbox") for name in names.inbox or (_INBOX,))
    sent = tuple(_required(name, known, "imap.sent") for name in names.sent) or _found(listed, "\\sent", names, "sent")
    drafts = (names.drafts,) if names.drafts else _found(listed, "\\drafts", names, "drafts")
    chosen = drafts[0] if drafts else f"{spaces.prefix if spaces else ''}Drafts"
    trash = (_required(names.trash, known, "imap.trash"),) if names.trash else _found(listed, "\\trash", names, "trash")
    everything = next((e.name for e in listed if "\\all" in e.flags), None) if _is_gmail(client) else None
    folders = Folders(
        inbox=inbox,
        drafts=known.get(_canonical(chosen), chosen),
        sent=sent,
        trash=trash[0] if trash else None,
        drafts_exist=_canonical(chosen) in known,
        everything=everything,
        archive=_found(listed, "\\archive", names, "archive"),
    )
    return folders if everything is not None else replace(folders, others=tuple(_others(listed, folders, names)))


def _others(listed: Sequence[_Listed], folders: Folders, names: FolderNames) -> Iterator[Other]:
    known = {*folders.watched, folders.drafts, folders.trash}
    separators = {entry.separator for entry in listed}
    closed = _tops((folders.drafts, *([folders.trash] if folders.trash else []), *names.skip), separators)
    of_sent_mail = _tops(folders.sent, separators)
    thrown, kept_back, items, sent = (
        frozenset(_canonical(name) for kind in kinds for name in names.common.get(kind, ()))
        for kinds in (("trash", "junk"), ("drafts", "unsent"), ("items",), ("sent",))
    )
    for entry in listed:
        levels = frozenset(map(_canonical, entry.levels))
        # "Jobs/Concept" may be anything in Dutch, but below a trash everything is trash.
        hollow = entry.flags & _NO_MAIL or _canonical(entry.leaf) in kept_back or entry.top in items or levels & thrown
        if entry.name not in known and not hollow and not entry.lies_in(closed):
            yield Other(entry.name, bool(levels & sent) or entry.lies_in(of_sent_mail))


def _tops(names: Iterable[str], separators: Iterable[str]) -> list[tuple[str, ...]]:
    """The levels of these names, whether the user joins them by "/" or as the server does."""
    joints = re.compile("|".join(map(re.escape, {"/", *filter(None, separators)})))
    return [tuple(map(_canonical, joints.split(name))) for name in names]


@dataclass(frozen=True, slots=True)
class _Spaces:
    """What the names of the user's own folders begin with, and those of other people and shared ones (RFC 2342)."""

    own: tuple[str, ...]
    foreign: tuple[str, ...]

    @property
    def prefix(self) -> str:
        """What the name of a new folder has to begin with."""
        return self.own[0] if self.own else ""


def _namespaces(client: IMAPClient) -> _Spaces | None:
    """None where the server does not say."""
    if not client.has_capability("NAMESPACE"):
        return None
    try:
        own, others, shared = client.namespace()
        return _Spaces(_prefixes(own), _prefixes((*(others or ()), *(shared or ()))))
    except client.AbortError:
        raise
    except (client.Error, *ODD):
        return None


def _prefixes(spaces: Iterable[Sequence[Any]] | None) -> tuple[str, ...]:
    return tuple(space[0] for space in spaces or () if isinstance(space[0], str))  # NIL is no beginning of a name


def _is_own(entry: _Listed, spaces: _Spaces | None, names: FolderNames) -> bool:
    """Whether a folder is the user's; only what the user names is read of other people's.

    Cyrus shows shared folders without any prefix, beside the user's own below INBOX: then nothing else is the user's.
    """
    if spaces is None:
        foreign = map(_canonical, names.common.get("foreign", ()))
        return len(entry.levels) < 2 or _canonical(entry.levels[0]) not in foreign
    if entry.name.startswith(tuple(name for name in spaces.foreign if name and name not in spaces.own)):
        return False
    if "" in spaces.own or "" not in spaces.foreign or not spaces.own:
        return True
    name = _canonical(entry.name)
    return name == _canonical(_INBOX) or name.startswith(tuple(map(_canonical, spaces.own)))


def _is_gmail(client: IMAPClient) -> bool:
    return bool(client.has_capability("X-GM-EXT-1"))


def _listing(client: IMAPClient) -> Iterable[_Listed]:
    for flags, delimiter, name in client.list_folders():
        text = name.decode("utf-8", "replace") if isinstance(name, bytes) else name
        if not isinstance(text, str) or not text:
            continue  # NIL or a list in its place: whatever it is, it cannot be opened by name
        separator = delimiter.decode("ascii", "replace") if isinstance(delimiter, bytes) else ""
        levels = tuple(text.split(separator)) if separator else (text,)
        yield _Listed(text, levels, separator, frozenset(flag.decode("ascii", "replace") for flag in strings(flags)))


def _canonical(name: str) -> str:
    """INBOX is the same in any case (RFC 3501, section 5.1); other names are not, but nobody has two that differ so."""
    return name.casefold()


def _required(name: str, known: Mapping[str, str], key: str) -> str:
    found = known.get(_canonical(name))
    if found is None:
        raise no_such_folder(name, key)
    return found


def _found(listed: Sequence[_Listed], use: str, names: FolderNames, kind: str) -> tuple[str, ...]:
    """The folder with a special use, else the first that is called like one; the shallowest where several are."""
    special = [entry.name for entry in listed if use in entry.flags]
    if special:
        return tuple(special)
    by_leaf: dict[str, str] = {}
    for entry in sorted(listed, key=lambda e: len(e.name)):
        by_leaf.setdefault(_canonical(entry.leaf), entry.name)
    return tuple(by_leaf[_canonical(name)] for name in names.common.get(kind, ()) if _canonical(name) in by_leaf)[:1]
