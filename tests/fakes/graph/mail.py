"""An Outlook mailbox as Exchange keeps it: messages in folders, ids that change, a log of changes, and its user's hands."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from followbot.domain.mime import build_message, html_to_text, parse_message
from followbot.domain.mime.headers import fields, message_ids, split_block
from followbot.domain.model import Address, digest
from followbot.providers.microsoft.items import DEFERRED, IN_REPLY_TO, KEY, MESSAGE_CLASS, REFERENCES

Json = dict[str, Any]

WELL_KNOWN = {
    "inbox": "Posteingang",
    "drafts": "Entwürfe",
    "sentitems": "Gesendete Elemente",
    "deleteditems": "Gelöschte Elemente",
    "junkemail": "Junk-E-Mail",
    "outbox": "Postausgang",
}
"""Names are in the language of the user, so that nobody relies on them."""


class Clock(Protocol):
    def now(self) -> datetime: ...


class Refusal(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, code: str, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.code = code
        self.headers = headers or {}
        super().__init__(code)


def stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def as_html(text: str) -> str:
    """What Exchange makes of plain text."""
    lines = html.escape(text.replace("\r\n", "\n"), quote=False).replace("\n", "<br>\r\n")
    head = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    return f'<html><head>\r\n{head}</head><body>\r\n<div class="PlainText">{lines}</div>\r\n</body></html>'


@dataclass
class Stored:
    """A message. `kept` are the members that do not depend on how it is asked for."""

    number: int
    folder: str
    kept: Json
    props: dict[str, str] = field(default_factory=dict)
    headers: list[Json] = field(default_factory=list)
    raw: bytes = b""
    odata_type: str = ""
    sendings: int = 0
    moves: int = 0
    changes: int = 1
    seq: int = 0
    only_read: bool = False
    """The last change was reading or flagging alone."""

    @property
    def immutable(self) -> str:
        return f"AAkALgAA{self.number:04d}_s{self.sendings}-="

    @property
    def movable(self) -> str:
        return f"AAMkAGI2{self.number:04d}m{self.moves}/s{self.sendings}+="

    @property
    def change_key(self) -> str:
        return f"CQAAABYA{self.number:04d}c{self.changes}"

    @property
    def etag(self) -> str:
        return f'W/"{self.change_key}"'

    @property
    def hidden(self) -> bool:
        return self.props.get(MESSAGE_CLASS, "").startswith("IPM.Note.Rules.OofTemplate")


@dataclass
class MailFake:
    """One mailbox. `keeps_marks` is whether sending leaves key and Message-ID; `sparse` whether reading is told by id alone."""

    clock: Clock
    address: str
    sparse: bool = False
    messages: dict[int, Stored] = field(default_factory=dict)
    removed: list[tuple[int, str, str]] = field(default_factory=list)
    """(when, folder, immutable id) of what left a folder."""
    folders: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Folder ids that the user made: display name and parent."""
    seq: int = 0
    epoch: int = 0
    """Delta tokens of another epoch are unknown."""
    made: int = 0
    folder_epoch: int = 0
    """Well-known folders have other ids in another one, as after a mailbox was moved."""
    posts: int = 0
    sent_by_api: int = 0

    # --- ids --------------------------------------------------------------------------------------------------------

    def folder_id(self, name: str) -> str:
        """The id by which a folder is known; well-known names are taken in paths alone."""
        if name in WELL_KNOWN:
            return f"AQMkAD{digest(name, length=8)}AAA{self.folder_epoch}="
        if name in self.folders or name in self._well_known():
            return name
        raise Refusal(404, "ErrorItemNotFound")

    def folder_name(self, ref: str) -> str:
        """The name by which the fake keeps a folder."""
        known = self._well_known()
        if ref.lower() in WELL_KNOWN:
            return ref.lower()
        if ref in known:
            return known[ref]
        if ref in self.folders:
            return ref
        raise Refusal(404, "ErrorItemNotFound")

    def _well_known(self) -> dict[str, str]:
        return {self.folder_id(n): n for n in WELL_KNOWN}

    def change_folder_ids(self) -> None:
        """The mailbox is moved: its folders have other ids, and no position is good any more."""
        self.folder_epoch += 1
        self.forget_deltas()

    def remove_folder(self, ref: str) -> None:
        del self.folders[ref]

    def make_folder(self, name: str, parent: str = "") -> str:
        self.made += 1
        ref = f"AQMkADown{digest(name, parent, str(self.made), length=6)}="
        self.folders[ref] = (name, parent)
        return ref

    def at(self, ref: str) -> Stored:
        """The message with this id, immutable or not; raises `Refusal`."""
        found = next((m for m in self.messages.values() if ref in (m.immutable, m.movable)), None)
        if found is None:
            raise Refusal(404, "ErrorItemNotFound")
        return found

    def touch(self, message: Stored, *, only_read: bool = False) -> None:
        self.seq += 1
        message.seq = self.seq
        message.only_read = only_read
        if not only_read:
            message.changes += 1
        message.kept["lastModifiedDateTime"] = stamp(self.clock.now())

    # --- what the API does ------------------------------------------------------------------------------------------

    def create(self, body: Json) -> Stored:
        """POST /me/messages."""
        self.posts += 1
        for header in body.get("internetMessageHeaders", []):
            if not header["name"].lower().startswith("x-"):
                raise Refusal(400, "InvalidInternetMessageHeader")
        props = {p["id"]: p["value"] for p in body.get("singleValueExtendedProperties", [])}
        now = stamp(self.clock.now())
        kept = {
            "subject": body.get("subject", ""),
            "body": {
                "contentType": body.get("body", {}).get("contentType", "text"),
                "content": _sanitised(body.get("body", {})),
            },
            "toRecipients": body.get("toRecipients", []),
            "ccRecipients": body.get("ccRecipients", []),
            "bccRecipients": body.get("bccRecipients", []),
            "replyTo": body.get("replyTo", []),
            "from": body.get("from", self._me()),
            "sender": self._me(),
            "internetMessageId": body.get("internetMessageId", f"<{digest(str(self.seq), now)}@outlook.example>"),
            "categories": body.get("categories", []),
            "isDraft": True,
            "isRead": True,
            "hasAttachments": False,
            "receivedDateTime": now,
            "sentDateTime": now,
            "createdDateTime": now,
        }
        return self._add("drafts", kept, props)

    def delete(self, ref: str, if_match: str) -> None:
        message = self.at(ref)
        if if_match and if_match not in (message.etag, "*"):
            raise Refusal(412, "ErrorIrresolvableConflict")
        self.move(message, "deleteditems")

    def move(self, message: Stored, folder: str) -> None:
        self.seq += 1
        self.removed.append((self.seq, message.folder, message.immutable))
        message.folder = folder
        message.moves += 1
        self.touch(message)

    def _me(self) -> Json:
        return {"emailAddress": {"name": "Sam Candidate", "address": self.address}}

    def _add(
        self, folder: str, kept: Json, props: dict[str, str], raw: bytes = b"", headers: list[Json] | None = None
    ) -> Stored:
        message = Stored(len(self.messages) + 1, folder, kept, props, headers or [], raw)
        message.kept["conversationId"] = self._conversation(message)
        self.messages[message.number] = message
        self.touch(message)
        return message

    def _conversation(self, message: Stored) -> str:
        answered = {*message_ids(message.props.get(IN_REPLY_TO, "")), *message_ids(message.props.get(REFERENCES, ""))}
        for other in self.messages.values():
            if set(message_ids(other.kept["internetMessageId"])) & answered:
                return str(other.kept["conversationId"])
        return f"AAQkAD{digest(message.kept['internetMessageId'], length=12)}"

    # --- what the world does ----------------------------------------------------------------------------------------

    def receive(self, raw: bytes, folder: str = "inbox", *, props: dict[str, str] | None = None) -> Stored:
        """A mail arrives."""
        return self._file(raw, folder, props or {})

    def user_sent(self, raw: bytes) -> Stored:
        """A mail that was sent by some program. Graph shows no headers of it."""
        stored = self._file(raw, "sentitems", {})
        stored.headers = []
        return stored

    def _file(self, raw: bytes, folder: str, props: dict[str, str]) -> Stored:
        message = parse_message(raw, ref="", received=self.clock.now())
        headers = [{"name": name.title(), "value": value} for name, value in fields(split_block(raw)[0])[:200]]
        own = dict(props)
        if message.in_reply_to:
            own[IN_REPLY_TO] = " ".join(f"<{i}>" for i in message.in_reply_to)
        if message.references:
            own[REFERENCES] = " ".join(f"<{i}>" for i in message.references)
        own.setdefault(MESSAGE_CLASS, "IPM.Note")
        kept = {
            "subject": message.subject[:255],
            "body": {"contentType": "html", "content": message.html or as_html(message.text)},
            "from": _recipient(message.sender),
            "sender": _recipient(message.sender),
            "toRecipients": [_recipient(a) for a in message.to],
            "ccRecipients": [_recipient(a) for a in message.cc],
            "bccRecipients": [_recipient(a) for a in message.bcc],
            "replyTo": [_recipient(a) for a in message.reply_to],
            "internetMessageId": f"<{message.message_id or digest(repr(raw), str(self.seq)) + '@exchange.example'}>",
            "categories": [],
            "isDraft": False,
            "isRead": False,
            "hasAttachments": bool(message.attachments),
            "receivedDateTime": stamp(self.clock.now()),
            "sentDateTime": stamp(message.date),
            "createdDateTime": stamp(self.clock.now()),
        }
        stored = self._add(folder, kept, own, raw, headers)
        if message.calendar:
            stored.odata_type = "#microsoft.graph.eventMessageRequest"
        return stored

    # --- what the user does -----------------------------------------------------------------------------------------

    def draft_with(self, key: str) -> Stored:
        found = [m for m in self.drafts() if m.props.get(KEY) == key]
        if len(found) != 1:
            raise LookupError(key)
        return found[0]

    def drafts(self) -> list[Stored]:
        return [m for m in self.messages.values() if m.folder == "drafts"]

    def user_saves(
        self, draft: Stored, *, text: str | None = None, subject: str | None = None, to: tuple[Address, ...] = ()
    ) -> None:
        """As Outlook on the web does it: HTML of its own making."""
        said = text if text is not None else text_of(draft)
        paragraphs = "".join(
            f'<div class="elementToProof">{html.escape(line, quote=False) or "<br>"}</div>' for line in said.split("\n")
        )
        draft.kept["body"] = {"contentType": "html", "content": f"<html><body>{paragraphs}</body></html>"}
        if subject is not None:
            draft.kept["subject"] = subject
        if to:
            draft.kept["toRecipients"] = [_recipient(a) for a in to]
        self.touch(draft)

    def user_sends(self, draft: Stored, *, marks: bool = True) -> None:
        """The draft leaves; what lies in Sent Items has another id."""
        draft.kept |= {"isDraft": False, "sentDateTime": stamp(self.clock.now())}
        draft.kept["receivedDateTime"] = stamp(self.clock.now())
        draft.sendings += 1
        if not marks:
            draft.props.pop(KEY, None)
            draft.kept["internetMessageId"] = "<fresh@outlook.example>"
        self.move(draft, "sentitems")

    def user_schedules(self, draft: Stored, at: datetime) -> None:
        """ "Schedule send": it stays where it is until then."""
        draft.props[DEFERRED] = stamp(at)
        self.touch(draft)

    def user_trashes(self, draft: Stored) -> None:
        self.move(draft, "deleteditems")

    def user_deletes(self, draft: Stored) -> None:
        self.seq += 1
        self.removed.append((self.seq, draft.folder, draft.immutable))
        del self.messages[draft.number]
        self.messages[-draft.number] = draft  # numbers are never used twice
        draft.folder = "recoverable"

    def user_reads_all(self) -> None:
        for message in self.messages.values():
            if message.folder == "inbox":
                message.kept["isRead"] = True
                self.touch(message, only_read=True)

    def forget_deltas(self) -> None:
        self.epoch += 1

    # --- views ------------------------------------------------------------------------------------------------------

    def visible(self) -> Iterator[Stored]:
        return (m for n, m in self.messages.items() if n > 0)

    def mime(self, message: Stored) -> bytes:
        """What a mail program would show as the source."""
        if message.raw and message.kept["isDraft"] is False:
            return message.raw
        answered = message_ids(message.props.get(IN_REPLY_TO, ""))
        made = build_message(
            sender=_address(message.kept["from"]),
            to=[_address(r) for r in message.kept["toRecipients"]],
            subject=message.kept["subject"],
            text=text_of(message),
            date=self.clock.now(),
            message_id=message_ids(message.kept["internetMessageId"])[0],
            key=message.props.get(KEY, "none"),
            in_reply_to=answered[0] if answered else "",
            references=message_ids(message.props.get(REFERENCES, "")),
        )
        return made if KEY in message.props else made.replace(b"X-Draft-Ref: none\r\n", b"")


def text_of(message: Stored) -> str:
    body = message.kept["body"]
    return html_to_text(body["content"]) if body["contentType"] == "html" else str(body["content"])


def _sanitised(body: Json) -> str:
    """Exchange keeps what is in the body, in a head of its own making."""
    content = str(body.get("content", ""))
    if body.get("contentType", "text").lower() != "html":
        return content
    _, _, rest = content.partition("<body>")
    inside = (rest or content).rpartition("</body>")[0] or rest or content
    head = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    return f"<html><head>\r\n{head}</head><body>{inside}</body></html>"


def _recipient(address: Address) -> Json:
    return {"emailAddress": {"name": address.name or address.email, "address": address.email}}


def _address(recipient: Json) -> Address:
    stated = recipient["emailAddress"]
    return Address(stated["address"], stated.get("name", ""))


DAY = timedelta(days=1)
