"""Gmail's messages (users.messages, discovery document gmail.v1) to what the application knows of mail."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Any

from followbot.app.envelopes import envelope_of
from followbot.app.ports import Envelope
from followbot.domain.mime import KEY_HEADER, parse_message
from followbot.domain.mime.headers import EPOCH
from followbot.domain.model import Folder, Message

HEADERS = (
    "From",
    "Sender",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Date",
    "Content-Type",
    KEY_HEADER,
)
"""The header fields that a glance asks for."""

WHOLE_LIMIT = 4 * 1024 * 1024
"""Bytes up to which a mail is taken as it is. Of a larger one Gmail is asked for the parts, which leaves attachments out."""

_LATEST = 4102444800_000  # the year 2100
_DEEPEST = 50
"""Levels of nested parts that are followed."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What one cheap look at a message tells. `at` is when Gmail took it in or sent it, `history` its last change."""

    id: str
    thread: str
    labels: frozenset[str]
    at: datetime
    history: int
    size: int
    key: str
    envelope: Envelope

    @property
    def is_sent(self) -> bool:
        return "SENT" in self.labels

    @property
    def is_draft(self) -> bool:
        return "DRAFT" in self.labels

    @property
    def is_trashed(self) -> bool:
        return "TRASH" in self.labels


def glance(found: Mapping[str, Any]) -> Glance:
    """A message as `format=metadata` (or `full`) tells of it."""
    payload = found.get("payload")
    named = list(_headers(payload if isinstance(payload, Mapping) else {})) or _raw_headers(found)
    stated = [(name.lower().encode("latin-1", "replace"), value.encode("utf-8", "replace")) for name, value in named]
    labels = labels_of(found)
    at = moment_of(found)
    envelope = envelope_of(stated, "SENT" in labels, at)
    return Glance(
        id=str(found.get("id", "")),
        thread=str(found.get("threadId", "")),
        labels=labels,
        at=at or envelope.date,
        history=_number(found.get("historyId")),
        size=_number(found.get("sizeEstimate")),
        key=next((value.strip() for name, value in named if name.lower() == KEY_HEADER.lower()), ""),
        envelope=envelope,
    )


def speaks(found: Mapping[str, Any]) -> bool:
    """Whether it has any header field at all; a server that knows one format only may leave them out."""
    payload = found.get("payload")
    return bool(found.get("raw")) or any(_headers(payload if isinstance(payload, Mapping) else {}))


def labels_of(found: Mapping[str, Any]) -> frozenset[str]:
    labels = found.get("labelIds")
    return frozenset(map(str, labels)) if isinstance(labels, list) else frozenset()


def moment_of(found: Mapping[str, Any]) -> datetime | None:
    """`internalDate`, in milliseconds since the epoch; None where it is not stated."""
    stamp = _number(found.get("internalDate"))
    return datetime.fromtimestamp(stamp / 1000, UTC) if 0 < stamp < _LATEST else None


def _number(value: Any) -> int:
    """Google writes 64-bit numbers as text."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 24 else 0


def _headers(payload: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    entries = payload.get("headers")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, Mapping):
            yield str(entry.get("name", "")), str(entry.get("value", ""))


def _raw_headers(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    raw = found.get("raw")
    parsed = BytesHeaderParser(policy=compat32).parsebytes(decoded(raw) if isinstance(raw, str) else b"")
    return [(name, str(value)) for name, value in parsed.items()]


def whole(found: Mapping[str, Any]) -> Message | None:
    """A message as `format=raw` or `format=full` gives it; None where it holds neither."""
    raw = found.get("raw")
    payload = found.get("payload")
    if isinstance(raw, str) and raw:
        data = decoded(raw)
    elif isinstance(payload, Mapping):
        data = b"\r\n".join(_rebuilt(payload, 0))
    else:
        return None
    message = parse_message(
        data, ref=str(found.get("id", "")), folder=folder_of(labels_of(found)), received=moment_of(found)
    )
    return replace(message, thread_ref=str(found.get("threadId", "")))


def folder_of(labels: Iterable[str]) -> Folder:
    """Where a message counts as found. What was sent stays sent in the trash, and so does a copy to oneself."""
    for label, folder in (("DRAFT", Folder.DRAFTS), ("SENT", Folder.SENT), ("TRASH", Folder.TRASH)):
        if label in labels:
            return folder
    return Folder.INBOX


def encoded(data: bytes) -> str:
    """base64url, as Gmail writes and takes `raw`."""
    return base64.urlsafe_b64encode(data).decode("ascii")


def decoded(text: str) -> bytes:
    """base64url with or without its padding; what is broken ends early rather than not at all."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""


def _rebuilt(part: Mapping[str, Any], depth: int) -> Iterator[bytes]:
    """The lines of a MIME entity like the one that Gmail has taken apart; attachments are there by name only."""
    children = part.get("parts")
    children = (
        [c for c in children if isinstance(c, Mapping)] if isinstance(children, list) and depth < _DEEPEST else []
    )
    mime_type = _clean(str(part.get("mimeType") or "text/plain"))
    boundary = f"=_followbot_{depth}_{id(part):x}"
    stated = [(name, value) for name, value in _headers(part) if name.lower() not in _REPLACED]
    for name, value in stated:
        yield f"{_clean(name)}: {_clean(value)}".encode("utf-8", "replace")
    if children:
        yield f'Content-Type: {mime_type}; boundary="{boundary}"'.encode()
        yield b""
        for child in children:
            yield f"--{boundary}".encode()
            yield from _rebuilt(child, depth + 1)
        yield f"--{boundary}--".encode()
        return
    content_type = next((value for name, value in _headers(part) if name.lower() == "content-type"), "")
    # Gmail has decoded the transfer encoding, and left the charset as it was.
    yield f"Content-Type: {_clean(content_type) or mime_type}".encode("utf-8", "replace")
    yield b"Content-Transfer-Encoding: base64"
    yield b""
    body = part.get("body")
    data = body.get("data") if isinstance(body, Mapping) else None
    text = base64.encodebytes(decoded(data if isinstance(data, str) else ""))
    yield from text.splitlines()


_REPLACED = frozenset({"content-type", "content-transfer-encoding", ""})


def _clean(text: str) -> str:
    """One line of a header."""
    return " ".join(text.split())


__all__ = [
    "EPOCH",
    "HEADERS",
    "WHOLE_LIMIT",
    "Glance",
    "decoded",
    "encoded",
    "folder_of",
    "glance",
    "labels_of",
    "speaks",
    "whole",
]
