"""Which directory is which folder: the plain and the Maildir++ layout of a mail tree, and what folders are called.

Plain: folders are directories below the root, by their names, nested ones below each other (mbsync, OfflineIMAP, mutt).
Maildir++: the root itself is the inbox, every other folder is a directory ".Name" in it, levels joined by dots (Dovecot,
Courier). Names may stand in UTF-8 or, as IMAP writes them and mbsync and Dovecot leave them, in modified UTF-7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from followbot.errors.local import no_mail_folder, no_maildir
from followbot.providers.local.maildir import is_maildir, subfolders

_ROOT_NAMES = frozenset({"inbox", ".", ""})

_NEAR = 2
"""Levels on which a folder is looked for by a common name."""


@dataclass(frozen=True, slots=True)
class FolderNames:
    """What the user configured, and under which other names a folder is looked for where that one does not exist.

    `common` maps "drafts", "sent", "trash", "junk", "unsent" and "items" to names (`rules/mailbox/folders.toml`).
    `skip` are folders that are not looked into, with all that lies below them.
    """

    inbox: Sequence[str] = ("INBOX",)
    drafts: str = "Drafts"
    sent: Sequence[str] = ("Sent",)
    trash: str = "Trash"
    skip: Sequence[str] = ()
    common: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Folders:
    """The directories of one mailbox. `drafts` may not exist yet; what is None or missing counts as empty."""

    inbox: tuple[Path, ...]
    drafts: Path
    sent: tuple[Path, ...]
    trash: Path | None
    dotted: bool

    @property
    def watched(self) -> tuple[Path, ...]:
        """Where mail arrives and where sent mail lies. What lies elsewhere is in `other_folders`."""
        return tuple(dict.fromkeys((*self.inbox, *self.sent)))


def resolve(root: Path, names: FolderNames) -> Folders:
    """Find the folders; raises ConfigurationError where the root or a configured inbox does not exist."""
    if not root.is_dir():
        raise no_maildir(root)
    dotted = _is_dotted(root)
    inbox = tuple(_inbox(root, name, dotted) for name in names.inbox or ("INBOX",))
    drafts = _existing(root, [names.drafts], names.common.get("drafts", ()), dotted)
    sent = _existing(root, list(names.sent), names.common.get("sent", ()), dotted)
    trash = _existing(root, [names.trash], names.common.get("trash", ()), dotted)
    return Folders(
        inbox=inbox,
        drafts=drafts[0] if drafts else _path(root, _wire(names.drafts or "Drafts"), dotted),
        sent=tuple(p for p in sent if p not in inbox),
        trash=trash[0] if trash else None,
        dotted=dotted,
    )


def _is_dotted(root: Path) -> bool:
    """Maildir++ where the root is an inbox, unless plain folders lie in it and dotted ones do not."""
    if not is_maildir(root):
        return False
    below = [path.name for path in subfolders(root) if is_maildir(path)]
    return any(name.startswith(".") for name in below) or not below


def _inbox(root: Path, name: str, dotted: bool) -> Path:
    for spelling in (name, *(s for s in ("INBOX", "Inbox", "inbox") if s.lower() == name.lower())):
        for path in spellings(root, spelling, dotted):
            if spelling not in ("", ".") and is_maildir(path):
                return path
    if name.lower() in _ROOT_NAMES and is_maildir(root):
        return root
    raise no_mail_folder(name, root, _path(root, name, dotted) / "cur")


def _existing(root: Path, configured: list[str], common: Sequence[str], dotted: bool) -> list[Path]:
    """The configured folders that exist; else those with a common name, on the highest level that has any."""
    found = [path for name in configured if name for path in spellings(root, name, dotted) if is_maildir(path)]
    if found or not common:
        return list(dict.fromkeys(found))
    known = [name.casefold() for name in common]
    return _by_common_name(list(tree(root, dotted, _NEAR)), known)


def _by_common_name(tree: list[tuple[tuple[str, ...], Path]], known: list[str]) -> list[Path]:
    matching = [(len(parts), known.index(parts[-1]), path) for parts, path in tree if parts[-1] in known]
    highest = min((level for level, _, _ in matching), default=0)
    return [path for level, _, path in sorted(matching, key=lambda m: (m[0], m[1], str(m[2]))) if level == highest]


def tree(root: Path, dotted: bool, levels: int) -> Iterator[tuple[tuple[str, ...], Path]]:
    """(levels of the name in lower case, path) of every mail folder up to so many directories deep."""
    for path in subfolders(root):
        hidden = path.name.startswith(".")
        parts = _levels(path.name, dotted or hidden)
        found = is_maildir(path)
        if found:
            yield parts, path
        # Hidden directories that are no mail folders belong to programs: indexes, and what a synchroniser remembers.
        if levels > 1 and not dotted and (found or not hidden):
            yield from (((*parts, *below), deeper) for below, deeper in tree(path, False, levels - 1))


def _levels(name: str, dotted: bool) -> tuple[str, ...]:
    """The levels of a name that people read; in Maildir++ a dot divides them."""
    parts = name.removeprefix(".").split(".") if dotted else [name]
    return tuple(readable(part).casefold() for part in parts if part) or ("",)


def _path(root: Path, name: str, dotted: bool) -> Path:
    if not dotted:
        return root / name
    return root / ("." + name.removeprefix(".").replace("/", "."))


def spellings(root: Path, name: str, dotted: bool) -> list[Path]:
    """Where a folder of this name may lie: as the layout says, as the other layout says, and in modified UTF-7."""
    names = list(dict.fromkeys((name, _wire(name), *_below_inbox(name))))
    return [_path(root, n, style) for n in names for style in (dotted, not dotted)]


def _below_inbox(name: str) -> tuple[str, ...]:
    """What IMAP calls "INBOX.Jobs" lies at "Jobs" where everything is below the inbox anyway."""
    return (name[6:],) if name[:6].upper() in ("INBOX.", "INBOX/") and name[6:] else ()


def _wire(name: str) -> str:
    """A folder's name as IMAP, mbsync and Dovecot write it: in modified UTF-7 (RFC 3501 section 5.1.3)."""
    if name.isascii():
        return name
    # Only for names outside of ASCII; the library brings the whole of IMAP with it.
    from imapclient import imap_utf7

    return bytes(imap_utf7.encode(name)).decode("ascii")


def readable(name: str) -> str:
    """A directory's name as people read it (modified UTF-7 undone)."""
    if "&" not in name:
        return name
    from imapclient import imap_utf7  # as above

    try:
        return str(imap_utf7.decode(name.encode("ascii")))
    except (UnicodeError, ValueError, IndexError):
        return name
