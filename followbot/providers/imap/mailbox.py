"""The mailbox of an IMAP account. Other programs work in it at the same time, and the server may hang up at any moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from followbot.app.ports import (
    Clock,
    Created,
    CreateOutcome,
    Fate,
    Interest,
    Mail,
    Payload,
    Query,
    Refused,
    Removed,
    Uncertain,
    Untouched,
    WasEdited,
    WasSent,
    WasTrashed,
    WithdrawOutcome,
)
from followbot.domain.mime import parse_message
from followbot.domain.states import DraftRef
from followbot.errors import FollowbotError
from followbot.errors import drafts as said
from followbot.errors.imap import cannot_tell
from followbot.providers.imap.connection import Connection, Denied, Lost
from followbot.providers.imap.drafts import Desk
from followbot.providers.imap.errors import code_of
from followbot.providers.imap.folders import FolderNames, Folders, find_folders
from followbot.providers.imap.reader import Reader

if TYPE_CHECKING:
    from imapclient import IMAPClient

_T = TypeVar("_T")

_EXACT = timedelta(0)
_APPENDED = re.compile(rb"\[APPENDUID (\d{1,10}) (\d{1,10})\]", re.IGNORECASE)
_FLAGS = (b"\\Draft", b"\\Seen")


@dataclass(frozen=True, slots=True)
class _Appended:
    """A draft that the server has taken in, and the name it gave it, if it told."""

    identity: str


class ImapMailbox:
    """A `ports.Mailbox` on an IMAP server. `addresses` are the user's own, lower-cased.

    Every method raises `Unreachable`, `LoginNeeded` or `ConfigurationError` where nothing can be said at all.
    """

    def __init__(
        self,
        account: str,
        connection: Connection,
        *,
        clock: Clock,
        addresses: Collection[str] = (),
        names: FolderNames | None = None,
    ) -> None:
        self._account = account
        self._connection = connection
        self._clock = clock
        self._names = names or FolderNames()
        self._reader = Reader(connection, frozenset(addresses), clock)
        self._desk = Desk(account, connection)

    @property
    def absence_wait(self) -> timedelta:
        return _EXACT

    @property
    def index_lag(self) -> timedelta:
        return _EXACT

    def position(self) -> str:
        return self._read(self._reader.position)

    def changes(self, cursor: str, interest: Interest) -> Mail:
        return self._read(lambda client, folders: self._reader.changes(client, folders, cursor, interest))

    def search(self, query: Query, interest: Interest) -> Mail:
        """`interest` decides; see `Reader.search` for why the server is not asked for people, domains and threads."""
        return self._read(lambda client, folders: self._reader.search(client, folders, query.since, interest))

    def overlooked(self, cursor: str, query: Query, interest: Interest) -> Mail:
        """What came into folders that were not asked about in this cycle; there are none where one command tells of all."""
        if not self._reader.survey.left:
            return Mail((), cursor)
        return self._read(
            lambda client, folders: self._reader.overlooked(client, folders, cursor, query.since, interest)
        )

    def find(self, payload: Payload) -> Fate:
        return self._fate(None, payload)

    def fate(self, draft: DraftRef, payload: Payload) -> Fate:
        return self._fate(draft, payload)

    def create(self, payload: Payload) -> CreateOutcome:
        """APPEND, once. What the server refuses was not done, nor what no login leads to; what it did not answer is unknown."""
        try:
            folders = self._read(lambda _, folders: folders)
            try:
                appended = self._append(folders, payload)
            except Denied as denied:
                if folders.drafts_exist and code_of(denied.error) != "TRYCREATE":
                    raise
                # A definite refusal: nothing was stored, so asking again after making the folder is safe.
                self._connection.write(lambda client: client.create_folder(folders.drafts))
                appended = self._append(folders, payload)
        except Denied as denied:
            return Refused(str(said.not_put(folders.drafts, denied.reason)))
        except Lost as lost:
            return Uncertain(lost.meaning.problem)
        except FollowbotError as error:
            # Only connecting raises these, and that comes before the APPEND or not at all.
            return Refused(str(error), error.exit_code)
        return Created(self._desk.reference(appended.identity or self._identity(payload)))

    def _append(self, folders: Folders, payload: Payload) -> _Appended:
        written = parse_message(payload.mime, ref="").date

        def append(client: IMAPClient) -> _Appended:
            self._connection.count("APPEND")
            answer = client.append(folders.drafts, payload.mime, flags=_FLAGS, msg_time=written)
            told = _APPENDED.search(answer if isinstance(answer, bytes) else str(answer).encode())
            return _Appended(f"{int(told[1])}.{int(told[2])}" if told else "")

        return self._connection.write(append)

    def _identity(self, payload: Payload) -> str:
        """The name of the draft that was just taken in by a server without UIDPLUS; "" where it cannot be asked now."""
        try:
            fate = self.find(payload)
        except FollowbotError:
            return ""
        return fate.draft.id if isinstance(fate, Untouched | WasEdited) else ""

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        """Remove every untouched copy of the draft, unless one of them was touched or it was sent.

        The content of a UID cannot change, so what was compared is what is removed: an edit saved meanwhile is another
        message, and stays.
        """
        fate = self._fate(draft, payload)
        if not isinstance(fate, Untouched):
            return Removed() if isinstance(fate, WasTrashed) else fate
        now = self._clock.now()
        try:
            folders = self._read(lambda _, folders: folders)
            self._connection.write(lambda client: self._desk.remove(client, folders, draft, payload, now))
        except Denied as denied:
            return Uncertain(str(said.not_removed(denied.reason)))
        except Lost as lost:
            return Uncertain(lost.meaning.problem)
        after = self._fate(draft, payload)
        if isinstance(
            after, Untouched
        ):  # the folder was numbered anew meanwhile, or the server has not done what it says
            return Uncertain(str(said.not_removed("it is still there")))
        return after if isinstance(after, WasEdited | WasSent) else Removed()

    def close(self) -> None:
        """Hang up; the next call connects again."""
        self._connection.close()

    def _fate(self, draft: DraftRef | None, payload: Payload) -> Fate:
        now: datetime = self._clock.now()
        return self._read(lambda client, folders: self._desk.fate(client, folders, draft, payload, now))

    def _read(self, what: Callable[[IMAPClient, Folders], _T]) -> _T:
        """Ask about the folders as they are now."""
        try:
            return self._connection.read(lambda client: what(client, self._folders(client)))
        except Denied as denied:
            raise cannot_tell(self._connection.server.host, denied.reason) from denied

    def _folders(self, client: IMAPClient) -> Folders:
        self._connection.count("LIST")
        return find_folders(client, self._names)
