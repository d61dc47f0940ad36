"""Header fields for messages that followbot writes: clean, encoded, folded (RFC 5322 section 2.2.3, RFC 2047).

The standard library's folding turns long message ids into encoded words and loses spaces between encoded words in some
releases; both break threads or names. Texts come from invitations, so every value is cleaned of what could end a field,
turn its reading direction, or hide in it, before it is encoded.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime

from followbot.domain.mime.addresses import ascii_domain, clean_email
from followbot.domain.model import Address

LINE = 76
"""Characters of a line: RFC 2047 allows 76 to one with an encoded word."""

TEXT_LIMIT = 900
"""Characters of a subject or name. Nobody reads more, and RFC 5322 ends an unfoldable line at 998."""

KEPT_REFERENCES = 20
"""References that a reply keeps besides the first: enough to find any thread, and Exchange cuts the field at some length."""

_BREAKS = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""Bidirectional controls (UAX #9), characters without a shape, lone surrogates. The joiners U+200C and U+200D stay: Persian
and Hindi need them."""

_ATOM_SPECIALS = re.compile(r'[()<>\[\]:;@\\,."]')
_DOT_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,900}")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")
_TOKEN = re.compile(r"[A-Za-z0-9._-]{1,128}")


def clean(text: str) -> str:
    """`text` as one line without controls or unseen characters."""
    return _BREAKS.sub(" ", _UNSEEN.sub("", text)).strip()[:TEXT_LIMIT]


def text_field(name: str, text: str) -> str:
    """An unstructured field, folded, without its line end."""
    cleaned = clean(text)
    chunks = _encoded_words(cleaned) if _needs_encoding(cleaned) else cleaned.split(" ")
    return _folded(name, chunks)


def address_field(name: str, addresses: Iterable[Address]) -> str:
    """A field of addresses. Raises ValueError for one that is none: a mail to a mangled address is worse than no mail."""
    chunks: list[str] = []
    for address in addresses:
        if chunks:
            chunks[-1] += ","
        chunks += [*_phrase(address.name), _angle(address)]
    return _folded(name, chunks)


def ids_field(name: str, ids: Iterable[str]) -> str:
    """A field of message ids; what is no message id is left out."""
    return _folded(name, [f"<{i}>" for i in ids if is_message_id(i)])


def date_field(date: datetime) -> str:
    """The Date field, in the zone of `date` (which must be aware)."""
    return f"Date: {format_datetime(date)}"


def is_message_id(text: str) -> bool:
    """Whether it can stand between angle brackets: visible ASCII without brackets."""
    return _MESSAGE_ID.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether it has the form of a language tag (RFC 5646)."""
    return _LANGUAGE.fullmatch(text) is not None


def is_token(text: str) -> bool:
    """Whether it can be a draft's key."""
    return _TOKEN.fullmatch(text) is not None


def trimmed_references(references: Iterable[str]) -> tuple[str, ...]:
    """The first reference, which names the thread, and the last ones."""
    valid = tuple(dict.fromkeys(r for r in references if is_message_id(r)))
    if len(valid) <= KEPT_REFERENCES + 1:
        return valid
    return (valid[0], *valid[-KEPT_REFERENCES:])


def _needs_encoding(text: str) -> bool:
    # "=?" would be read as an encoded word, a word longer than a line could not be folded.
    return not text.isascii() or "=?" in text or any(len(word) > LINE - 10 for word in text.split(" "))


def _encoded_words(text: str) -> list[str]:
    """`text` as encoded words, cut between characters. B encoding: safe in every place."""
    room = 39  # bytes: 52 characters of base64 and 12 around them leave a line of 76 room for the field's name
    words: list[str] = []
    piece = bytearray()
    for character in text:
        encoded = character.encode("utf-8", "replace")
        if len(piece) + len(encoded) > room:
            words.append(_b_word(bytes(piece)))
            piece.clear()
        piece += encoded
    return [*words, _b_word(bytes(piece))] if piece else words


def _b_word(data: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(data).decode('ascii')}?="


def _phrase(name: str) -> list[str]:
    cleaned = clean(name)
    if not cleaned:
        return []
    if _needs_encoding(cleaned):
        return _encoded_words(cleaned)
    if _ATOM_SPECIALS.search(cleaned):
        escaped = cleaned.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'.split(" ")
    return cleaned.split(" ")


def _angle(address: Address) -> str:
    local, at, domain = address.email.strip().rpartition("@")
    domain = ascii_domain(domain)
    # A non-ASCII local part has no ASCII form; it goes out as UTF-8 (RFC 6532), which is what its owner's server expects.
    local_is_sound = _DOT_ATOM.fullmatch(local) or (not local.isascii() and clean(local) == local and " " not in local)
    sound = at and local_is_sound and re.fullmatch(r"[A-Za-z0-9._-]+", domain)
    if not sound or not clean_email(f"{local}@{domain}"):
        raise ValueError("an addressee has no usable e-mail address")
    return f"<{local}@{domain}>"


def _folded(name: str, chunks: list[str]) -> str:
    """Chunks joined by spaces, with folds where a line would grow too long."""
    lines = [f"{name}:"]
    for chunk in chunks:
        if len(lines[-1]) + 1 + len(chunk) > LINE and lines[-1].strip() and not lines[-1].endswith(":"):
            lines.append(f" {chunk}")
        else:
            lines[-1] += f" {chunk}"
    return "\r\n".join(lines)
