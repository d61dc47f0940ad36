"""The mailbox of a local account: a tree of Maildir folders that some other program keeps in step with a server, or does not.

Nothing here is exclusive: mail programs and synchronisers work on the same files at the same time. So files vanish between
listing and opening, and that is routine.
"""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from followbot.app.ports import (
    Clock,
    Created,
    CreateOutcome,
    Fate,
    Interest,
    Mail,
    NotFound,
    Payload,
    Query,
    Refused,
    Removed,
    Uncertain,
    Untouched,
    WasEdited,
    WasSent,
    WithdrawOutcome,
)
from followbot.domain.states import DraftRef
from followbot.errors import drafts as said
from followbot.errors.local import folder_forbidden, folder_not_now
from followbot.providers.local.drafts import Desk, revision_of
from followbot.providers.local.layout import FolderNames, Folders, resolve
from followbot.providers.local.maildir import (
    Entry,
    NotDurable,
    is_maildir,
    key_mark,
    make_folder,
    new_unique,
    write_draft,
)
from followbot.providers.local.reader import Reader

_EXACT = timedelta(0)

_WITHDRAW_TRIES = 3
"""How often a draft is looked for again whose file another program renames, or changes, under our hands."""

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
}


class LocalMailbox:
    """A `ports.Mailbox` over Maildir folders. Every call finds the folders anew: a tree may be made, or mounted, meanwhile.

    `addresses` are the user's own, lower-cased. `common_names` is the data file `rules/mailbox/folders.toml`. Every method
    raises ConfigurationError where the root or an inbox does not exist.
    """

    def __init__(
        self,
        account: str,
        root: Path,
        *,
        clock: Clock,
        addresses: Collection[str] = (),
        inbox: Sequence[str] = ("INBOX",),
        drafts: str = "Drafts",
        sent: Sequence[str] = ("Sent",),
        trash: str = "Trash",
        skip: Sequence[str] = (),
        common_names: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._account = account
        self._root = root.expanduser()
        self._clock = clock
        self._names = FolderNames(tuple(inbox), drafts, tuple(sent), trash, tuple(skip), common_names or {})
        self._reader = Reader(account, self._root, addresses, clock, self._names)
        self._desk = Desk(account)

    @property
    def absence_wait(self) -> timedelta:
        return _EXACT

    @property
    def index_lag(self) -> timedelta:
        return _EXACT

    def folders(self) -> Folders:
        """The directories in use; raises ConfigurationError."""
        return resolve(self._root, self._names)

    def position(self) -> str:
        with self._named():
            return self._reader.position(self.folders())

    def changes(self, cursor: str, interest: Interest) -> Mail:
        with self._named():
            return self._reader.changes(self.folders(), cursor, interest)

    def search(self, query: Query, interest: Interest) -> Mail:
        """`interest` decides; people, domains and threads of the query serve mailboxes that can ask an index."""
        with self._named():
            return self._reader.search(self.folders(), query.since, interest)

    def find(self, payload: Payload) -> Fate:
        with self._named():
            return self._desk.fate(self.folders(), None, payload, self._clock.now())

    def fate(self, draft: DraftRef, payload: Payload) -> Fate:
        with self._named():
            return self._desk.fate(self.folders(), draft, payload, self._clock.now())

    def create(self, payload: Payload) -> CreateOutcome:
        """Deliver the draft. The file's name carries a mark of the key, so that it is recognised even when unreadable."""
        with self._named():
            folders = self.folders()
        folder = folders.drafts
        unique = new_unique(self._clock.now(), key_mark(payload.key))
        try:
            if not is_maildir(folder) or not (folder / "tmp").is_dir():
                make_folder(folder, folders.dotted)
            path = write_draft(folder, unique, payload.mime.replace(b"\r\n", b"\n"))
        except NotDurable as error:
            return Uncertain(str(said.not_durable(_reason(error))))
        except OSError as error:
            return Refused(str(said.not_written(str(folder), _reason(error))))
        return Created(self._desk.reference(Entry(str(path), unique, "DS"), revision_of(payload.mime)))

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        """Remove every untouched copy of the draft, unless one of them was touched or it was sent."""
        removed = False
        for _ in range(_WITHDRAW_TRIES):
            fate = self.fate(draft, payload)
            if isinstance(fate, WasEdited | WasSent):
                return fate
            if not isinstance(fate, Untouched):
                return fate if isinstance(fate, NotFound) and not removed else Removed()
            try:
                self._desk.remove(self.folders(), draft, payload, self._clock.now())
                removed = True
            except FileNotFoundError:
                continue
            except OSError as error:
                return Uncertain(str(said.not_removed(_reason(error))))
        return Uncertain(str(said.not_removed("another program keeps renaming it")))

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Folders, unlike single messages, must be readable: what is wrong with one becomes an error that names it."""
        try:
            yield
        except OSError as error:
            wrong = folder_forbidden if error.errno in (errno.EACCES, errno.EPERM) else folder_not_now
            raise wrong(str(error.filename or self._root), _reason(error)) from error


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, (error.strerror or "input/output error").lower())
