"""The header block of a mail becomes an `Envelope`, a hundred thousand times if need be: only the fields it needs are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from followbot.app.ports import Envelope
from followbot.domain.mime.addresses import parse_addresses
from followbot.domain.mime.headers import (
    EPOCH,
    arrival,
    message_ids,
    parameters,
    parse_date,
    plausible,
    text_of,
    unfold,
)
from followbot.domain.model import Address

ENVELOPE_FIELDS = frozenset(
    {b"from", b"sender", b"to", b"cc", b"bcc", b"subject", b"message-id", b"in-reply-to", b"references"}
    | {b"date", b"received", b"content-type"}
)
"""The fields that an envelope is made of."""


def arrival_of(stated: Sequence[tuple[bytes, bytes]]) -> datetime | None:
    """When the message arrived, by its Received fields; None where none says."""
    hops = (unfold(value) for name, value in stated if name == b"received")
    date = next((parse_date(unfold(value)) for name, value in stated if name == b"date"), None)
    return arrival(hops, date)


def envelope_of(stated: Iterable[tuple[bytes, bytes]], sent: bool, received: datetime | None) -> Envelope:
    """The envelope made of (lower-cased name, raw value) pairs."""
    first: dict[bytes, bytes] = {}
    people: list[Address] = []
    for name, value in stated:
        if name in (b"to", b"cc", b"bcc"):
            people += parse_addresses(unfold(value))
        else:
            first.setdefault(name, value)
    author = parse_addresses(unfold(first.get(b"from", b""))) or parse_addresses(unfold(first.get(b"sender", b"")))
    return Envelope(
        sender=author[0] if author else Address(""),
        recipients=tuple(people),
        subject=text_of(first.get(b"subject", b"")),
        message_id=next(iter(message_ids(unfold(first.get(b"message-id", b"")))), ""),
        in_reply_to=message_ids(unfold(first.get(b"in-reply-to", b""))),
        references=message_ids(unfold(first.get(b"references", b""))),
        date=plausible(parse_date(unfold(first.get(b"date", b""))), received) or received or EPOCH,
        content_type=parameters(unfold(first.get(b"content-type", b"")))[0],
        sent=sent,
    )
