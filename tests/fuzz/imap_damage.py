"""IMAP servers whose answers are nearly right, as IMAPClient hands them on."""

from __future__ import annotations

import imaplib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from followbot.providers.imap.connection import Connection, Server
from tests.fakes.imap_memory import Client, ImapMemory
from tests.property.simulation.boxes import ImapInMemory

Draw = Callable[[st.SearchStrategy[Any]], Any]

ATOM: st.SearchStrategy[Any] = st.sampled_from(
    [None, 0, 7, 2**32, 10**12, b"", b"x", b"\xff\xfe", b"NIL", (), (None,), (b"a", 5), ((b"b",),)]
)
"""What IMAPClient's parser makes of a value: NIL, a number, a string, a list in brackets."""

NOTHING: st.SearchStrategy[Any] = st.sampled_from([None, b"", 0, (), (b"a", 5)])
"""What is plainly not a text in place of one."""

TIMES = st.sampled_from(
    [None, datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=2))), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)]
)
NAMES = st.sampled_from(
    ["Drafts", "Sent", "INBOX", "inbox", "", "/", "a/", "\x00", "\udc80", "Entwürfe", None, b"\xff", ()]
)
FLAGS = st.sampled_from(
    [(), None, 5, b"\\Noselect", (b"\\Sent",), (b"\\Drafts",), (b"\\Trash", 5), (None,), (b"\xff",)]
)
SPACES: st.SearchStrategy[Any] = st.sampled_from(
    [(None, None, None), ((), (), ()), (((None, "/"),), None, None), (((5, "/"),), ((7, "/"), ("", "")), None)]
)
_MAKERS: list[Callable[[], Exception]] = [
    lambda: ValueError("unexpected message list format"),
    lambda: TypeError("'NoneType' object is not subscriptable"),
    lambda: IndexError("tuple index out of range"),
    lambda: UnicodeDecodeError("ascii", b"\xff", 0, 1, "ordinal not in range(128)"),
    lambda: imaplib.IMAP4.error("uneven number of response items"),
    lambda: imaplib.IMAP4.abort("unexpected response: b'x'"),
    lambda: TimeoutError("timed out"),
]
UNPARSED = st.sampled_from(_MAKERS).map(lambda make: make())
"""What imaplib and IMAPClient raise where an answer is in no known grammar."""


class Damaging:
    """A client whose answers are damaged. If it `lies`, what LIST and SEARCH leave out, and SELECT's numbers, cannot be told
    from an honest answer.
    """

    def __init__(self, client: Client, draw: Draw, lies: bool) -> None:
        self._client, self._draw, self._lies = client, draw, lies

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def _often(self) -> bool:
        odd: bool = self._draw(st.sampled_from([False, False, False, True]))
        return odd

    def _fails(self) -> None:
        if self._draw(st.integers(0, 11)) == 0:
            raise self._draw(UNPARSED)

    def has_capability(self, name: str) -> bool:
        return self._client.has_capability(name) != self._often()

    def plain_login(self, username: str, password: str) -> None:
        self._client.login(username, password)

    def enable(self, *names: str) -> None:
        self._fails()

    def id_(self, parameters: object) -> None:
        self._fails()

    def noop(self) -> None:
        self._fails()

    def namespace(self) -> Any:
        self._fails()
        return self._draw(SPACES)

    def list_folders(self) -> list[Any]:
        self._fails()
        if not self._lies:
            return [
                *self._client.list_folders(),
                (self._draw(FLAGS), b"/", self._draw(st.sampled_from([None, "x", ()]))),
            ]
        listed: list[Any] = [list(row) for row in self._client.list_folders() if not self._often()]
        for row in [row for row in listed if self._often()]:
            at = self._draw(st.integers(0, 2))
            row[at] = self._draw((FLAGS, st.sampled_from([None, b".", 0, b""]), NAMES)[at])
        return [*listed, [self._draw(FLAGS), b"/", self._draw(NAMES)]]

    def create_folder(self, name: str) -> None:
        if self._client.folder_exists(name):
            raise imaplib.IMAP4.error("create failed: [ALREADYEXISTS] it is there")
        self._client.create_folder(name)
        self._fails()

    def select_folder(self, name: str, readonly: bool = False) -> dict[bytes, Any]:
        answer = self._client.select_folder(name, readonly)
        self._fails()
        for key in [key for key in answer if self._often()]:
            self._spoil(answer, key, ATOM if self._lies else st.sampled_from([None, b"", b"x", ()]))
        return answer

    def search(self, criteria: Sequence[Any] = ("ALL",)) -> list[int]:
        honest = self._client.search(criteria)
        self._fails()
        if not self._lies:
            return honest
        strange: list[int] = self._draw(st.sampled_from([[], [], [], [0], [9, 2**32]]))
        return [uid for uid in honest if not self._often()] + strange

    def fetch(self, uids: Sequence[int], items: Sequence[bytes]) -> dict[int, Any]:
        rows = self._client.fetch(uids, items)
        self._fails()
        for row in rows.values():
            for key in [key for key in row if self._often()]:
                self._spoil(row, key, TIMES if key == b"INTERNALDATE" else ATOM if self._lies else NOTHING)
            if self._often():
                row |= {b"MODSEQ": (5,), b"X-GM-LABELS": self._draw(ATOM), b"BODY[1]": None, b"SEQ": 1}
        return {uid: row for uid, row in rows.items() if not self._often()}

    def _spoil(self, row: dict[bytes, Any], key: bytes, values: st.SearchStrategy[Any]) -> None:
        how = self._draw(st.integers(0, 4))
        if how == 0:
            del row[key]
        elif how == 1 and self._lies and isinstance(row[key], bytes):
            row[key] = row[key][: self._draw(st.integers(0, len(row[key])))]
        else:
            row[key] = self._draw(values)

    def append(self, *what: Any, **how: Any) -> Any:
        """NO means that nothing was done (RFC 3501, section 6.3.11); whatever else goes wrong, the mail may be there."""
        if self._often():
            raise imaplib.IMAP4.error("append failed: [TRYCREATE] no such folder" if self._often() else "append failed")
        if not isinstance(what[0], str) or what[0] not in self._client._server.boxes:
            raise imaplib.IMAP4.error("append failed: [TRYCREATE]")
        answer = self._client.append(*what, **how)
        error = self._draw(st.none() | UNPARSED)
        if error is not None and type(error) is not imaplib.IMAP4.error:
            raise error
        return self._draw(st.sampled_from([answer, answer[:-9], b"", None, 5, b"[APPENDUID 1 99999999999]"]))

    def move(self, uids: Sequence[int], folder: str) -> None:
        self._client.copy(uids, folder)
        self._client.delete_messages(uids)
        self._client.uid_expunge(uids)


class Wire(Connection):
    """Our connection to the server in this process; honest until there is a `draw`."""

    draw: Draw | None = None
    lies = True

    def __init__(self, memory: ImapMemory) -> None:
        super().__init__(Server("imap.example", "sam"), lambda: "correct horse", {})
        self._memory = memory

    def _connected(self) -> Any:
        client = Client(self._memory)
        return client if self.draw is None else Damaging(client, self.draw, self.lies)


class Harness(ImapInMemory):
    wire: Wire

    def connection(self) -> Any:
        self.wire = Wire(self.memory)
        return self.wire
