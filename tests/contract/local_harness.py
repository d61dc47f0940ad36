"""The local mailbox under the contract: the user's programs are played by plain file operations in a Maildir tree."""

from __future__ import annotations

import itertools
import os
import shutil
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

from imapclient import imap_utf7

from followbot.app.ports import Payload
from followbot.domain.mime import KEY_HEADER, build_message, parse_message
from followbot.domain.model import Address, Message
from followbot.providers.local.mailbox import LocalMailbox
from tests.contract.mailbox import ME
from tests.fakes.world import FakeClock

START = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)


COMMON: dict[str, list[str]] = tomllib.loads(
    (resources.files("followbot.domain") / "rules" / "mailbox" / "folders.toml").read_text("utf-8")
)
"""What folders are called where they are not called as configured."""


def make_maildir(folder: Path) -> Path:
    for part in ("tmp", "new", "cur"):
        (folder / part).mkdir(parents=True)
    return folder


def files(folder: Path) -> list[Path]:
    """The messages of a folder, oldest name first."""
    return sorted((p for part in ("new", "cur") for p in (folder / part).glob("*")), key=lambda p: p.name)


@dataclass
class LocalHarness:
    """A Maildir tree in the plain or the Maildir++ layout."""

    root: Path
    dotted: bool = False
    account: str = "files"
    clock: FakeClock = field(default_factory=lambda: FakeClock(START))
    inboxes: tuple[str, ...] = ("INBOX",)
    extra_sent: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    common: dict[str, list[str]] = field(default_factory=lambda: COMMON)

    def __post_init__(self) -> None:
        self._counter = itertools.count()
        self.inbox = make_maildir(self.root if self.dotted else self.root / "INBOX")
        self.sent_folder = make_maildir(self._folder("Sent"))
        self.trash_folder = make_maildir(self._folder("Trash"))
        self.drafts_folder = self._folder("Drafts")
        self.restart()

    def _folder(self, name: str) -> Path:
        return self.root / (f".{name}" if self.dotted else name)

    @property
    def mailbox(self) -> LocalMailbox:
        return self._mailbox

    def restart(self) -> None:
        self._mailbox = LocalMailbox(
            self.account,
            self.root,
            clock=self.clock,
            addresses={ME.email},
            inbox=self.inboxes,
            sent=("Sent", *self.extra_sent),
            skip=self.skipped,
            common_names=self.common,
        )

    def now(self) -> datetime:
        return self.clock.now()

    def forward(self, span: timedelta) -> None:
        self.clock.time += span

    def put(self, folder: Path, raw: bytes, flags: str | None) -> Path:
        """A message as another program would write it, with its file's times at the clock's time."""
        stamp = self.now().timestamp()
        name = f"{int(stamp)}.{next(self._counter)}_1.laptop"
        path = folder / ("new" if flags is None else "cur") / (name if flags is None else f"{name}:2,{flags}")
        path.write_bytes(raw.replace(b"\r\n", b"\n"))
        os.utime(path, (stamp, stamp))
        return path

    def deliver(self, raw: bytes) -> None:
        self.put(self.inbox, raw, None)

    def put_sent(self, raw: bytes) -> None:
        self.put(self.sent_folder, raw, "S")

    def own_folder(self, folder: str) -> Path:
        """Where a folder lies that mbsync or Dovecot made."""
        levels = [bytes(imap_utf7.encode(level)).decode("ascii") for level in folder.split("/")]
        return self.root / ("." + ".".join(levels) if self.dotted else "/".join(levels))

    def file_away(self, folder: str, raw: bytes) -> None:
        path = self.own_folder(folder)
        self.put(path if path.is_dir() else make_maildir(path), raw, "S")

    def remove_folder(self, folder: str) -> None:
        shutil.rmtree(self.own_folder(folder))

    def read_all(self) -> None:
        for path in files(self.inbox):
            path.rename(self.inbox / "cur" / f"{path.name.partition(':')[0]}:2,FRS")

    def _draft(self, payload: Payload) -> tuple[Path, Message]:
        for path in files(self.drafts_folder):
            message = parse_message(path.read_bytes(), ref=path.name)
            if message.header(KEY_HEADER) == payload.key:
                return path, message
        raise LookupError(payload.key)

    def reopen(self, payload: Payload) -> None:
        self.edit(payload)

    def edit(
        self, payload: Payload, *, text: str | None = None, subject: str | None = None, to: tuple[Address, ...] = ()
    ) -> None:
        """As mutt does it: recall and postpone. Plain text only, other encodings, other line breaks, a new file, no flags."""
        path, message = self._draft(payload)
        raw = self._rewritten(message, text or message.text, subject or message.subject, to or message.to)
        path.unlink()
        self.put(self.drafts_folder, raw, None)

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
        path, message = self._draft(payload)
        raw = self._rewritten(message, message.text, message.subject, message.to)
        if not marks:
            raw = raw.replace(b"X-Draft-Ref: " + payload.key.encode(), b"X-Mailer: Example 1.0")
            raw = raw.replace(payload.message_id.encode(), b"fresh@example.org")
        self.put_sent(raw)
        path.unlink()

    def trash(self, payload: Payload) -> None:
        path, _ = self._draft(payload)
        path.rename(self.trash_folder / "cur" / path.name)

    def delete(self, payload: Payload) -> None:
        self._draft(payload)[0].unlink()

    def expire_cursors(self) -> None:
        make_maildir(self._folder("Archive"))
        self.extra_sent = ("Archive",)
        self.restart()

    def drafts(self) -> list[bytes]:
        return [p.read_bytes() for p in files(self.drafts_folder)]

    def sent(self) -> list[bytes]:
        return [p.read_bytes() for p in files(self.sent_folder)]
