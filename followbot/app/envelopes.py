"""The header block of a mail becomes an `Envelope`, a hundred thousand times if need be: only the fields it needs are read."""

from __future__ import annotations

from datetime import datetime

from followbot.app.ports import Envelope
from followbot.domain.mime.addresses import parse_addresses
from followbot.domain.mime.headers import (
    EPOCH,
    message_ids,
    parameters,
    parse_date,
    plausible,
    raw_fields,
    received_date,
    split_block,
    text_of,
    unfold,
)
from followbot.domain.model import Address

_WANTED = frozenset(
    b"from sender to cc bcc subject message-id in-reply-to references date received content-type".split()
)


def parse_envelope(header: bytes, sent: bool, received: datetime | None = None) -> Envelope:
    """The envelope of the message that begins with `header` (what follows its empty line is not looked at).

    `received` (aware) is when the provider took it in, as far as it knows; it stands in for a Date that is absent or absurd.
    """
    block, _ = split_block(header)
    first: dict[bytes, bytes] = {}
    people: list[Address] = []
    for name, value in raw_fields(block, _WANTED):
        if name in (b"to", b"cc", b"bcc"):
            people += parse_addresses(unfold(value))
        else:
            first.setdefault(name, value)
    arrived = received or received_date([unfold(first[b"received"])] if b"received" in first else [])
    author = parse_addresses(unfold(first.get(b"from", b""))) or parse_addresses(unfold(first.get(b"sender", b"")))
    return Envelope(
        sender=author[0] if author else Address(""),
        recipients=tuple(people),
        subject=text_of(first.get(b"subject", b"")),
        message_id=next(iter(message_ids(unfold(first.get(b"message-id", b"")))), ""),
        in_reply_to=message_ids(unfold(first.get(b"in-reply-to", b""))),
        references=message_ids(unfold(first.get(b"references", b""))),
        date=plausible(parse_date(unfold(first.get(b"date", b""))), arrived) or arrived or EPOCH,
        content_type=parameters(unfold(first.get(b"content-type", b"")))[0],
        sent=sent,
    )
