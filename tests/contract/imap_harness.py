"""IMAP mailboxes under the contract: the user's mail program is a second IMAP client on the same server."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from imapclient import IMAPClient

from followbot.app.ports import Payload
from followbot.domain.mime import KEY_HEADER, build_message, parse_message
from followbot.domain.model import Address, Message
from followbot.providers.imap.connection import Connection, Server
from followbot.providers.imap.folders import FolderNames, Folders, find_folders
from followbot.providers.imap.mailbox import ImapMailbox
from followbot.providers.trust import tls_context
from tests.contract.local_harness import COMMON, START
from tests.contract.mailbox import ME
from tests.fakes.world import FakeClock
from tests.servers.dovecot import PASSWORD, Dovecot

Drop = Callable[[bytes, float], None]
EXTRA = "Jobs"
"""A folder that a rule of the user's sorts mail into; read beside the inbox."""


def hand(server: Server, password: str) -> IMAPClient:
    """A mail program of the user's, logged in."""
    context = tls_context()
    secured = None if server.starttls else context
    client = IMAPClient(server.host, server.address[1], ssl=not server.starttls, ssl_context=secured, timeout=20)
    if server.starttls:
        client.starttls(context)
    client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.login(server.username, password)
    return client


def _clear(client: IMAPClient) -> None:
    """Empty the inbox and remove every other folder."""
    for flags, _, name in client.list_folders():
        if name.upper() != "INBOX" and not {b"\\Noselect", b"\\NonExistent"} & {*flags}:
            client.delete_folder(name)
    client.select_folder("INBOX")
    client.delete_messages(client.search())
    client.expunge()


@dataclass
class ImapHarness:
    """An account on a running server. `drop` delivers a mail without IMAP, where that can be done."""

    server: Server
    password: str
    drop: Drop | None = None
    shared: bool = False
    """Whether all tests share this user, so that the mailbox has to be emptied first."""
    account: str = "post"
    clock: FakeClock = field(default_factory=lambda: FakeClock(START))

    def __post_init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.connected = self.connection()
        self.hand = hand(self.server, self.password)
        if self.shared:
            _clear(self.hand)
        self.hand.create_folder(EXTRA)
        if not self.folders.sent:
            self.hand.create_folder("Sent")
        self.restart()

    @property
    def mailbox(self) -> ImapMailbox:
        return self._mailbox

    @property
    def folders(self) -> Folders:
        return find_folders(self.hand, self.names)

    @property
    def names(self) -> FolderNames:
        return FolderNames(inbox=("INBOX", EXTRA), common=COMMON)

    def connection(self) -> Connection:
        return Connection(self.server, lambda: self.password, self.counts)

    def restart(self) -> None:
        self.connected.close()
        self.connected = self.connection()
        self._mailbox = ImapMailbox(
            self.account, self.connected, clock=self.clock, addresses={ME.email}, names=self.names
        )

    def close(self) -> None:
        self._mailbox.close()
        self.hand.shutdown()

    def now(self) -> datetime:
        return self.clock.now()

    def forward(self, span: timedelta) -> None:
        self.clock.time += span

    def deliver(self, raw: bytes) -> None:
        if self.drop is not None:
            self.drop(raw, self.now().timestamp())
            return
        try:
            self.hand.append("INBOX", raw, msg_time=self.now())
        except IMAPClient.Error:
            return  # this server takes no such mail in: then it cannot hurt us either

    def put_sent(self, raw: bytes) -> None:
        self.hand.append(self.folders.sent[0], raw, flags=[b"\\Seen"], msg_time=self.now())

    def file_away(self, folder: str, raw: bytes) -> None:
        self._ensure(self.own_folder(folder))
        self.hand.append(self.own_folder(folder), raw, flags=[b"\\Seen"], msg_time=self.now())

    def own_folder(self, folder: str) -> str:
        """The folder's name as the server joins its levels."""
        separator = self.hand.list_folders()[0][1].decode()
        return folder.replace("/", separator)

    def remove_folder(self, folder: str) -> None:
        self.hand.delete_folder(self.own_folder(folder))

    def _ensure(self, folder: str) -> None:
        if not self.hand.folder_exists(folder):
            self.hand.create_folder(folder)

    def read_all(self) -> None:
        self.hand.select_folder("INBOX")
        self.hand.add_flags(self.hand.search(), [b"\\Seen", b"\\Flagged", b"\\Answered"])

    def _draft(self, payload: Payload) -> tuple[int, Message]:
        """The draft as the user's program finds it; the folder is open for writing."""
        self.hand.select_folder(self.folders.drafts)
        for uid in self.hand.search(["UNDELETED"]):
            message = parse_message(self.hand.fetch([uid], [b"BODY.PEEK[]"])[uid][b"BODY[]"], ref=str(uid))
            if message.header(KEY_HEADER) == payload.key:
                return uid, message
        raise LookupError(payload.key)

    def reopen(self, payload: Payload) -> None:
        self.edit(payload)

    def edit(
        self, payload: Payload, *, text: str | None = None, subject: str | None = None, to: tuple[Address, ...] = ()
    ) -> None:
        """As Thunderbird does it: the new version is appended, then the old one is removed."""
        uid, message = self._draft(payload)
        raw = self._rewritten(message, text or message.text, subject or message.subject, to or message.to)
        self.hand.append(self.folders.drafts, raw, flags=[b"\\Draft", b"\\Seen"], msg_time=self.now())
        self._remove(uid)

    def _remove(self, uid: int) -> None:
        self.hand.delete_messages([uid])
        self.hand.expunge()

    def _rewritten(self, message: Message, text: str, subject: str, to: tuple[Address, ...]) -> bytes:
        return build_message(
            sender=message.sender,
            to=to,
            subject=subject,
            text=text,
            date=self.now(),
            message_id=message.message_id,
            key=message.header(KEY_HEADER),
            in_reply_to=message.in_reply_to[0] if message.in_reply_to else "",
            references=message.references,
        )

    def send(self, payload: Payload, *, marks: bool = True) -> None:
        uid, message = self._draft(payload)
        raw = self._rewritten(message, message.text, message.subject, message.to)
        if not marks:
            raw = raw.replace(b"X-Draft-Ref: " + payload.key.encode(), b"X-Mailer: Example 1.0")
            raw = raw.replace(payload.message_id.encode(), b"fresh@example.org")
        self.put_sent(raw)
        self.hand.select_folder(self.folders.drafts)
        self._remove(uid)

    def trash(self, payload: Payload) -> None:
        uid, _ = self._draft(payload)
        folder = self.folders.trash or "Trash"
        self._ensure(folder)
        self.hand.copy([uid], folder)
        self._remove(uid)

    def delete(self, payload: Payload) -> None:
        self._remove(self._draft(payload)[0])

    def expire_cursors(self) -> None:
        self.hand.delete_folder(EXTRA)
        self.hand.create_folder(EXTRA)

    def drafts(self) -> list[bytes]:
        return self._messages(self.folders.drafts)

    def sent(self) -> list[bytes]:
        return [raw for folder in self.folders.sent for raw in self._messages(folder)]

    def _messages(self, folder: str) -> list[bytes]:
        if not self.hand.folder_exists(folder):
            return []
        self.hand.select_folder(folder, readonly=True)
        found = self.hand.fetch(self.hand.search(["UNDELETED"]), [b"BODY.PEEK[]"])
        return [found[uid][b"BODY[]"] for uid in sorted(found)]


@contextmanager
def at_dovecot(server: Dovecot) -> Iterator[ImapHarness]:
    """An account of its own on a running Dovecot, whose certificate the caller has made trusted."""
    user = server.next_user()
    made = ImapHarness(
        Server("localhost", user, server.port), PASSWORD, drop=lambda raw, at: server.drop(user, raw, at)
    )
    try:
        yield made
    finally:
        made.close()
