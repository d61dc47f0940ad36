"""An IMAP server without a network, for worlds in virtual time: as much of IMAPClient's surface as followbot and its tests use.

What real servers do is tested on Dovecot and pymap; here it matters that nothing depends on the wall clock, that a command can
be lost before or after it was carried out, and that a mailbox costs microseconds.
"""

from __future__ import annotations

import imaplib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from followbot.domain.mime.headers import raw_fields, split_block
from followbot.providers.imap.connection import Connection, Server
from tests.fakes.world import FakeClock

Hook = Callable[[str], None]
CAPABILITIES = frozenset({"IMAP4REV1", "UIDPLUS", "MOVE", "CONDSTORE"})


@dataclass
class Kept:
    uid: int
    raw: bytes
    flags: set[bytes]
    arrived: datetime


@dataclass
class Box:
    validity: int
    next_uid: int = 1
    modseq: int = 1
    mails: dict[int, Kept] = field(default_factory=dict)


@dataclass
class ImapMemory:
    """One user's folders. `before` and `after` surround every command of a client that was not made by a test's own hand."""

    clock: FakeClock
    boxes: dict[str, Box] = field(default_factory=dict)
    made: int = 0
    before: Hook = lambda name: None
    after: Hook = lambda name: None

    def __post_init__(self) -> None:
        for name in ("INBOX", "Drafts", "Sent", "Trash"):
            self.make(name)

    def make(self, name: str) -> None:
        self.made += 1
        self.boxes[name] = Box(1_700_000_000 + self.made)

    def add(self, name: str, raw: bytes, flags: Iterable[bytes], at: datetime | None) -> tuple[int, int]:
        box = self.boxes[name]
        uid = box.next_uid
        # Servers keep whole seconds, and the time of arrival if none is said.
        box.mails[uid] = Kept(uid, raw, {*flags}, (at or self.clock.now()).replace(microsecond=0))
        box.next_uid += 1
        box.modseq += 1
        return box.validity, uid


class Client:
    """A connection, logged in; the names are IMAPClient's."""

    Error = imaplib.IMAP4.error
    AbortError = imaplib.IMAP4.abort

    def __init__(self, server: ImapMemory, *, by_hand: bool = False) -> None:
        self._server = server
        self._by_hand = by_hand
        self._open = ""
        self.normalise_times = True

    def _do(self, name: str, what: Callable[[], Any]) -> Any:
        if self._by_hand:
            return what()
        self._server.before(name)
        answer = what()
        self._server.after(name)
        return answer

    @property
    def _box(self) -> Box:
        return self._server.boxes[self._open]

    def login(self, username: str, password: str) -> None:
        self._do("LOGIN", lambda: None)

    def shutdown(self) -> None:
        return None

    def noop(self) -> None:
        self._do("NOOP", lambda: None)

    def has_capability(self, name: str) -> bool:
        return name in CAPABILITIES

    def list_folders(self) -> list[tuple[tuple[bytes, ...], bytes, str]]:
        uses = {"Drafts": (b"\\Drafts",), "Sent": (b"\\Sent",), "Trash": (b"\\Trash",)}
        listed = [(uses.get(name, ()), b"/", name) for name in self._server.boxes]
        return list(self._do("LIST", lambda: listed))

    def folder_exists(self, name: str) -> bool:
        return name in self._server.boxes

    def create_folder(self, name: str) -> None:
        self._do("CREATE", lambda: self._server.make(name))

    def delete_folder(self, name: str) -> None:
        self._do("DELETE", lambda: self._server.boxes.pop(name))

    def select_folder(self, name: str, readonly: bool = False) -> dict[bytes, Any]:
        def select() -> dict[bytes, Any]:
            if name not in self._server.boxes:
                raise self.Error("NO [NONEXISTENT] no such folder")
            self._open = name
            box = self._box
            return {
                b"EXISTS": len(box.mails),
                b"UIDNEXT": box.next_uid,
                b"UIDVALIDITY": box.validity,
                b"HIGHESTMODSEQ": box.modseq,
            }

        found: dict[bytes, Any] = self._do("SELECT", select)
        return found

    def folder_status(self, name: str, what: Sequence[str]) -> dict[bytes, int]:
        def ask() -> dict[bytes, int]:
            if name not in self._server.boxes:
                raise self.Error("NO [NONEXISTENT] no such folder")
            box = self._server.boxes[name]
            return {b"MESSAGES": len(box.mails), b"UIDNEXT": box.next_uid, b"UIDVALIDITY": box.validity}

        found: dict[bytes, int] = self._do("STATUS", ask)
        return found

    def search(self, criteria: Sequence[Any] = ("ALL",)) -> list[int]:
        def run() -> list[int]:
            return [uid for uid, mail in sorted(self._box.mails.items()) if self._fits(mail, list(criteria))]

        return list(self._do("SEARCH", run))

    def _fits(self, mail: Kept, criteria: list[Any]) -> bool:
        match criteria:
            case ["ALL"]:
                return True
            case ["SINCE", date() as day]:
                return mail.arrived.astimezone(UTC).date() >= day
            case ["DELETED"]:
                return b"\\Deleted" in mail.flags
            case ["UNDELETED"]:
                return b"\\Deleted" not in mail.flags
            case ["UID", str() as names]:
                return any(self._in(mail.uid, name) for name in names.split(","))
            case ["OR", "HEADER", one, this, "HEADER", other, that]:
                return self._says(mail, one, this) or self._says(mail, other, that)
        raise AssertionError(f"this fake does not know how to search for {criteria}")

    def _in(self, uid: int, name: str) -> bool:
        last = max(self._box.mails)
        first, _, end = name.partition(":")
        low, high = (last if part == "*" else int(part) for part in (first, end or first))
        return min(low, high) <= uid <= max(low, high)

    @staticmethod
    def _says(mail: Kept, name: str, value: str) -> bool:
        stated = raw_fields(split_block(mail.raw)[0])
        return any(key == name.lower().encode() and value.encode() in said for key, said in stated)

    def fetch(self, uids: Sequence[int], items: Sequence[bytes]) -> dict[int, dict[bytes, Any]]:
        def run() -> dict[int, dict[bytes, Any]]:
            mails = (self._box.mails[uid] for uid in uids if uid in self._box.mails)
            return {mail.uid: dict(self._item(mail, item) for item in items) for mail in mails}

        found: dict[int, dict[bytes, Any]] = self._do("FETCH", run)
        return found

    @staticmethod
    def _item(mail: Kept, item: bytes) -> tuple[bytes, Any]:
        if item == b"FLAGS":
            return item, tuple(mail.flags)
        if item == b"INTERNALDATE":
            return item, mail.arrived
        if item == b"RFC822.SIZE":
            return item, len(mail.raw)
        if item.startswith(b"BODY.PEEK[HEADER"):
            return item.replace(b".PEEK", b""), mail.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        return b"BODY[]", mail.raw

    def append(self, folder: str, raw: bytes, flags: Iterable[bytes] = (), msg_time: datetime | None = None) -> bytes:
        def run() -> bytes:
            validity, uid = self._server.add(folder, raw, flags, msg_time)
            return b"[APPENDUID %d %d] done" % (validity, uid)

        return bytes(self._do("APPEND", run))

    def add_flags(self, uids: Iterable[int], flags: Iterable[bytes], silent: bool = False) -> None:
        def run() -> None:
            for uid in uids:
                self._box.mails[uid].flags |= {*flags}
            self._box.modseq += 1

        self._do("STORE", run)

    def copy(self, uids: Iterable[int], folder: str) -> None:
        for mail in [self._box.mails[uid] for uid in uids]:
            self._server.add(folder, mail.raw, mail.flags, mail.arrived)

    def delete_messages(self, uids: Iterable[int]) -> None:
        self.add_flags(uids, [b"\\Deleted"])

    def expunge(self) -> None:
        self.uid_expunge(list(self._box.mails))

    def uid_expunge(self, uids: Iterable[int]) -> None:
        def run() -> None:
            for uid in [u for u in uids if u in self._box.mails and b"\\Deleted" in self._box.mails[u].flags]:
                del self._box.mails[uid]
            self._box.modseq += 1

        self._do("EXPUNGE", run)


class Wire(Connection):
    """Our connection, but what it connects to is in this process."""

    def __init__(self, server: ImapMemory) -> None:
        super().__init__(Server("imap.example", "sam"), lambda: "correct horse", {})
        self._memory = server

    def _connected(self) -> Any:
        return Client(self._memory)
