"""A draft as the bytes of a message (RFC 5322, RFC 2045): plain text that re-wraps, with an HTML alternative if there is one.

Nothing in it names the program that wrote it, and the same arguments give the same bytes: the boundary is a digest, not a
random number.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime

from followbot.domain.mime import flowed
from followbot.domain.mime.addresses import ascii_domain
from followbot.domain.mime.encode import (
    address_field,
    clean,
    date_field,
    ids_field,
    is_language,
    is_message_id,
    is_token,
    text_field,
    trimmed_references,
)
from followbot.domain.model import Address, digest

KEY_HEADER = "X-Draft-Ref"
"""The field in which the draft's key travels. Recipients can see it; it names nobody."""

_ASCII_LINE = 100
"""Characters of a line up to which ASCII text goes out as it is; transports cut at 998, terminals much earlier."""

_MOSTLY = 0.3
"""The share of non-ASCII bytes from which base64 is shorter than quoted-printable."""


def build_message(
    *,
    sender: Address,
    to: Sequence[Address],
    subject: str,
    text: str,
    date: datetime,
    message_id: str,
    key: str,
    html: str = "",
    in_reply_to: str = "",
    references: Sequence[str] = (),
    language: str = "",
) -> bytes:
    """The message with CRLF line ends. `date` is aware and written in its own zone; ids come without angle brackets.

    `to` may be empty (a debrief card is addressed to nobody). `references` is the chain up to the answered mail. An id from a
    stranger that is none is left out. Raises ValueError where the message would be wrong: no usable address, key or message id.
    """
    if date.tzinfo is None or not is_message_id(message_id) or not is_token(key):
        raise ValueError("a message needs an aware date, a message id and a key of plain characters")
    head = [
        date_field(date),
        address_field("From", [sender]),
        *([address_field("To", to)] if to else []),
        text_field("Subject", subject),
        ids_field("Message-ID", [message_id]),
        *_thread_fields(in_reply_to, references),
        f"{KEY_HEADER}: {key}",
        *([f"Content-Language: {language}"] if is_language(language) else []),
        "MIME-Version: 1.0",
    ]
    body = _body(_sound(text), _sound(html), digest("boundary", key, message_id, length=24))
    return "\r\n".join(head).encode("utf-8") + b"\r\n" + body


def message_id_for(key: str, domain: str) -> str:
    """The Message-ID (without angle brackets) of the draft with this key, in the domain of the user's own address."""
    name = ascii_domain(clean(domain).replace(" ", "").strip(".").lower())
    sound = name if is_message_id(name) and "@" not in name else ""
    return f"{digest('message-id', key)}@{sound or 'mail.invalid'}"


def _thread_fields(in_reply_to: str, references: Sequence[str]) -> list[str]:
    answered = in_reply_to if is_message_id(in_reply_to) else ""
    chain = trimmed_references([*(r for r in references if r != answered), *([answered] if answered else [])])
    found = [ids_field("In-Reply-To", [answered])] if answered else []
    return [*found, *([ids_field("References", chain)] if chain else [])]


def _sound(text: str) -> str:
    """Line ends as "\\n", and nothing that cannot be encoded."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return joined.encode("utf-8", "replace").decode("utf-8")


def _body(text: str, html: str, boundary_seed: str) -> bytes:
    plain = _leaf("text/plain; charset=utf-8; format=flowed; delsp=no", flowed.encode(text))
    if not html:
        return plain
    boundary = f"=_{boundary_seed}"  # neither encoding can produce "=_" (RFC 2045 section 6.7)
    parts = [plain, _leaf("text/html; charset=utf-8", html)]
    framed = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    head = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'
    return head.encode() + framed + f"--{boundary}--\r\n".encode()


def _leaf(content_type: str, text: str) -> bytes:
    if not text.endswith("\n"):
        text += "\n"
    data = text.replace("\n", "\r\n").encode("utf-8")
    encoding, encoded = _transfer(data)
    return f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + encoded


def _transfer(data: bytes) -> tuple[str, bytes]:
    if data.isascii() and max(map(len, data.split(b"\r\n"))) <= _ASCII_LINE:
        return "7bit", data
    if sum(byte > 0x7F for byte in data) > _MOSTLY * len(data):
        wrapped = base64.encodebytes(data)
        return "base64", wrapped.replace(b"\n", b"\r\n")
    return "quoted-printable", binascii.b2a_qp(data, istext=True)
