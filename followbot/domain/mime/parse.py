"""Bytes of a mail become a `Message`. Nothing that a stranger sends makes it raise, or take long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from followbot.domain.mime import flowed
from followbot.domain.mime.addresses import parse_addresses
from followbot.domain.mime.headers import (
    EPOCH,
    Fields,
    arrival_at,
    fields,
    message_ids,
    parse_date,
    plausible,
    raw_fields,
    split_block,
    unfold,
)
from followbot.domain.mime.parts import Part, part_tree
from followbot.domain.mime.plain import html_to_text
from followbot.domain.model import Address, Folder, Message

TEXT_LIMIT = 512 * 1024
"""Bytes of text, HTML, report and calendar that are kept, each."""

_ATTACHED_NAMES = 100
_TEXTS = ("text/plain", "text/html", "text/enriched")
_CALENDARS = ("text/calendar", "application/ics")
_REPORTS = ("message/delivery-status", "message/disposition-notification", "message/global-delivery-status")
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


def parse_message(raw: bytes, *, ref: str, folder: Folder = Folder.INBOX, received: datetime | None = None) -> Message:
    """The message in `raw`, which may be cut off after its first part.

    `received` is when the provider took it in (aware), None where it does not know: then the Received fields tell, as they do
    for what was put into a folder long after it was written.
    Where the Date field is missing or cannot be true, `received` stands in for it, and the epoch where that is missing too.
    """
    block, _ = split_block(raw)
    headers = fields(block)
    addresses = _address_fields(block)
    stated = parse_date(_first(headers, "date"))
    arrived = arrival_at(received, _all(headers, "received"), stated)
    date = plausible(stated, arrived) or arrived or EPOCH
    tree = part_tree(raw)
    leaves = tuple(tree.leaves())
    text, html = _texts(leaves)
    return Message(
        ref=ref,
        message_id=next(iter(message_ids(_first(headers, "message-id"))), ""),
        sender=next(iter(addresses["from"] or addresses["sender"]), Address("")),
        subject=_first(headers, "subject"),
        date=date,
        received=arrived or date,
        folder=folder,
        to=addresses["to"],
        cc=addresses["cc"],
        bcc=addresses["bcc"],
        reply_to=addresses["reply-to"],
        in_reply_to=message_ids(_first(headers, "in-reply-to")),
        references=message_ids(" ".join(_all(headers, "references"))),
        headers=headers,
        text=text,
        html=html,
        calendar=tuple(_calendars(leaves)),
        report="\n".join(p.text(TEXT_LIMIT).strip() for p in leaves if p.content_type in _REPORTS)[:TEXT_LIMIT],
        returned=_returned(leaves),
        content_type=tree.content_type,
        attachments=tuple(_attachments(leaves)),
    )


def _first(headers: Fields, name: str) -> str:
    return next((value for key, value in headers if key == name), "")


def _all(headers: Fields, name: str) -> Iterator[str]:
    return (value for key, value in headers if key == name)


def _address_fields(block: bytes) -> dict[str, tuple[Address, ...]]:
    """The address fields, read before encoded words are decoded: a decoded name may contain commas."""
    names = ("from", "sender", "to", "cc", "bcc", "reply-to")
    found: dict[str, tuple[Address, ...]] = dict.fromkeys(names, ())
    for name, value in raw_fields(block, frozenset(name.encode() for name in names)):
        key = name.decode("ascii")
        if key not in ("from", "sender"):
            found[key] += parse_addresses(unfold(value))
        else:  # a second From is a forgery or an accident; people see the first
            found[key] = found[key] or parse_addresses(unfold(value))
    return found


def _texts(leaves: Sequence[Part]) -> tuple[str, str]:
    """The plain text (or the converted HTML) and the HTML of what the sender wrote.

    A text with a file name is an attachment, unless there is no other: some programs name the body.
    """
    written = [p for p in leaves if p.content_type in _TEXTS and p.disposition != "attachment"]
    plain, html = _pieces([p for p in written if not p.filename] or written)
    joined_html = "\n".join(html)[:TEXT_LIMIT]
    text = "\n".join(piece for piece in plain if piece.strip())[:TEXT_LIMIT]
    return text or html_to_text(joined_html), joined_html


def _pieces(parts: Iterable[Part]) -> tuple[list[str], list[str]]:
    """The plain and the HTML pieces.

    In multipart/mixed the text may come in pieces around pictures (Apple Mail does that): all of them count. In
    multipart/alternative the pieces say the same twice, so only the first of each kind does.
    """
    plain: list[str] = []
    html: list[str] = []
    alternatives: set[str] = set()
    for part in parts:
        if part.parent == "multipart/alternative":
            if part.content_type in alternatives:
                continue
            alternatives.add(part.content_type)
        (html if part.content_type == "text/html" else plain).append(_text_of(part))
    return plain, html


def _text_of(part: Part) -> str:
    text = part.text(TEXT_LIMIT)
    if part.content_type == "text/plain" and part.parameters.get("format", "").lower() == "flowed":
        return flowed.decode(text, part.parameters.get("delsp", "").lower() == "yes")
    return text


def _calendars(leaves: Iterable[Part]) -> Iterator[str]:
    """The calendar parts, each text once: Google and Exchange send the same one inline and as a file."""
    seen: set[str] = set()
    for part in leaves:
        if part.content_type in _CALENDARS or part.filename.lower().endswith(".ics"):
            text = part.text(TEXT_LIMIT)
            if text.strip() and text not in seen:
                seen.add(text)
                yield text


def _returned(leaves: Iterable[Part]) -> str:
    """The header block of the message that a report returns, "" outside of reports."""
    for part in leaves:
        if part.parent == "multipart/report" and part.content_type in _RETURNED:
            return split_block(part.data(TEXT_LIMIT))[0].decode("utf-8", "replace").replace("\r\n", "\n")
    return ""


def _attachments(leaves: Iterable[Part]) -> Iterator[str]:
    """The file names of the attachments, or their types where they have none."""
    files = [p for p in leaves if p.is_attachment or p.content_type == "message/rfc822"]
    yield from (p.filename or p.content_type for p in files[:_ATTACHED_NAMES])
