"""Header blocks: cut into fields, unfolded and decoded (RFC 5322 section 2.2, RFC 2047, RFC 2231).

The reader is lean on purpose. A first search asks a hundred thousand headers whether they matter, and the standard library's
parsers take a millisecond each, recurse as deep as a message nests, and go quadratic on hostile parameters. Everything here
is linear in its input, which is cut to a bound first, and nothing raises.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from itertools import islice
from urllib.parse import unquote_to_bytes

from followbot.domain.mime.charsets import decode

BLOCK_LIMIT = 256 * 1024
"""Bytes of a header block that are read. Real ones stay under 64 kB, even with every anti-spam seal there is."""

VALUE_LIMIT = 32 * 1024
"""Bytes of one field that are read; a mail to a thousand people fits."""

FIELD_LIMIT = 1000
"""Fields of one block that are kept."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""What stands where no time is known at all."""

_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:((?:.*(?:\n[ \t].*)*))", re.MULTILINE)
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ENCODED = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_ENCODED_GAP = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,61}\?[bBqQ]\?)")
_IDS = re.compile(r"<([^<>\s]{1,998})>")
_BARE_ID = re.compile(r"[^\s<>,;\"()]{1,200}@[^\s<>,;\"()]{1,98}")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"?|([^;]*))', re.DOTALL)
_NOT_BASE64 = bytes(b for b in range(256) if not (chr(b).isalnum() and b < 0x80) and b not in b"+/")
_CONTINUED = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")

_DATE = re.compile(
    r"\s*(?:[A-Za-z]{3},)?\s{0,9}(\d{1,2})\s([A-Z][a-z]{2})\s(\d{4})\s(\d\d):(\d\d)(?::(\d\d))?\s{1,9}([+-])(\d\d)(\d\d)\b",
    re.ASCII,
)
"""How nearly every program writes a date; five times as quick as the general reader."""

_MONTHS = {
    name: n
    for n, name in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)
}

_FARTHEST_ZONE = timedelta(hours=14)
_PROMPT = timedelta(days=2)
_DELIVERED_WITHIN = timedelta(days=7)
_HOPS = 30
"""Received fields that are looked at."""

Fields = tuple[tuple[str, str], ...]
"""Decoded fields in order, names lower-cased."""


def split_block(raw: bytes) -> tuple[bytes, int]:
    """The header block of a message or part, and where its body begins. Without an empty line all of it is header."""
    for empty_line in (b"\n", b"\r\n"):
        if raw.startswith(empty_line):
            return b"", len(empty_line)
    bare, full = raw.find(b"\n\n", 0, BLOCK_LIMIT), raw.find(b"\n\r\n", 0, BLOCK_LIMIT)
    if bare >= 0 and not 0 <= full < bare:
        return raw[:bare], bare + 2
    if full >= 0:
        return raw[:full].removesuffix(b"\r"), full + 3
    # Of a header bomb, what follows the bound is given up rather than taken for a body.
    return raw[:BLOCK_LIMIT], len(raw)


def raw_fields(block: bytes, wanted: frozenset[bytes] | None = None) -> list[tuple[bytes, bytes]]:
    """(lower-cased name, folded value) of every field, or of the wanted ones, in order."""
    found: list[tuple[bytes, bytes]] = []
    for match in _FIELD.finditer(block[:BLOCK_LIMIT]):
        name = match[1].lower()
        if wanted is None or name in wanted:
            found.append((name, match[2]))
            if len(found) >= FIELD_LIMIT:
                break
    return found


def fields(block: bytes) -> Fields:
    """Every field, decoded and unfolded."""
    return tuple((name.decode("ascii"), text_of(value)) for name, value in raw_fields(block))


def unfold(value: bytes) -> str:
    """A raw value as one line of text, encoded words untouched, control characters gone."""
    text = decode(value[:VALUE_LIMIT])
    if "\n" in text or "\r" in text:
        text = _FOLD.sub(" ", text)
    return _CONTROL.sub("", text).strip()


def text_of(value: bytes) -> str:
    """A raw value decoded for people."""
    return decode_words(unfold(value))


def decode_words(text: str) -> str:
    """Text with its encoded words (RFC 2047) decoded.

    Adjacent words of one charset are joined as bytes before they are decoded, because many programs cut them inside a
    character, against section 5 of the RFC.
    """
    if "=?" not in text:
        return text
    joined = _ENCODED_GAP.sub(r"\1", text)
    out: list[str] = []
    pending = bytearray()
    charset = ""
    end = 0
    for match in _ENCODED.finditer(joined):
        gap = joined[end : match.start()]
        if gap or match[1].lower() != charset:
            out += (decode(bytes(pending), charset), gap)
            pending.clear()
        charset = match[1].lower()
        pending += _word_bytes(match[2], match[3])
        end = match.end()
    out += (decode(bytes(pending), charset), joined[end:])
    return _CONTROL.sub("", _FOLD.sub(" ", "".join(out)))


def _word_bytes(encoding: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw.replace(b" ", b"_"), header=True)
    return decode_base64(raw)


def decode_base64(data: bytes) -> bytes:
    """Base64 with anything that is none of it passed over, and a cut-off end forgiven."""
    kept = data.translate(None, _NOT_BASE64)
    kept = kept[:-1] if len(kept) % 4 == 1 else kept
    return base64.b64decode(kept + b"=" * (-len(kept) % 4))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """The leading value of a structured field in lower case, and its parameters with RFC 2231 undone."""
    head, semicolon, rest = value.partition(";")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for match in _PARAMETER.finditer(semicolon + rest):
        name = _CONTINUED.fullmatch(match[1].lower())
        if name is None:
            continue
        text = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3].strip()
        if name[2] is None and name[3] is None:
            plain.setdefault(name[1], decode_words(text))
        else:
            pieces.setdefault(name[1], {}).setdefault(int(name[2] or 0), (name[3] is not None, text))
    plain.update({name: _joined(parts) for name, parts in pieces.items()})
    return head.strip().lower(), plain


def _joined(pieces: dict[int, tuple[bool, str]]) -> str:
    """The pieces of one parameter in order; the first extended piece names the charset: charset'language'text."""
    charset, data = "", bytearray()
    for index in sorted(pieces):
        extended, text = pieces[index]
        if extended and index == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw = text.encode("utf-8", "replace")
        data += unquote_to_bytes(raw) if extended else raw
    return decode(bytes(data), charset)


def message_ids(value: str, limit: int = 200) -> tuple[str, ...]:
    """The message ids of a field without their angle brackets, each once, in order; the last `limit` of them.

    Old and broken programs leave the brackets out; then everything with an @ counts.
    """
    found = _IDS.findall(value) or _BARE_ID.findall(value)
    return tuple(dict.fromkeys(found))[-limit:]


def parse_date(value: str) -> datetime | None:
    """A date of RFC 5322 in UTC, or None. A date without a zone, or with "-0000", is taken as UTC.

    Years before 1980 and after 2100 are of clocks that were never set.
    """
    usual = _DATE.match(value)
    if usual is None or usual[2] not in _MONTHS:
        return _odd_date(value)
    day, _, year, hour, minute, second, sign, hours, minutes = usual.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > _FARTHEST_ZONE:
        return None
    try:
        local = datetime(
            int(year), _MONTHS[usual[2]], int(day), int(hour), int(minute), min(int(second or 0), 59), tzinfo=UTC
        )
        utc = local - offset if sign == "+" else local + offset
    except (ValueError, OverflowError):
        return None
    return utc if 1980 <= utc.year <= 2100 else None


def _odd_date(value: str) -> datetime | None:
    """What the usual form does not cover: names of zones, two-digit years, other orders."""
    try:
        parsed = parsedate_tz(value[:200])
        if parsed is None or not 1980 <= parsed[0] <= 2100:
            return None
        offset = timezone(timedelta(seconds=parsed[9] or 0))
        return datetime(*parsed[:5], min(parsed[5], 59), tzinfo=offset).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def arrival(received: Iterable[str], date: datetime | None) -> datetime | None:
    """When the user's own server took a message in, by its Received fields (topmost first); None where none says.

    The topmost one is of the user's own server, unless a program has fetched the mail from there much later and put its own
    field on top (fetchmail and getmail do, and a first fetch may bring years). So where it is more than a week after `date`,
    the latest one within that week counts: no server tries longer than five days to deliver.
    """
    stamps = (parse_date(value.rpartition(";")[2]) for value in islice(received, _HOPS))
    top = next(stamps, None)
    if top is None or date is None or top <= date + _DELIVERED_WITHIN:
        return top
    return max((s for s in stamps if s is not None and date <= s <= date + _DELIVERED_WITHIN), default=top)


def arrival_at(taken_in: datetime | None, received: Iterable[str], date: datetime | None) -> datetime | None:
    """When a message arrived that the provider says it took in at `taken_in` (None where it does not say).

    To the provider a message that was imported today, or copied here from another account, is as new as today. So where it
    was dated days before, the Received fields tell: they are today's if only the sender's clock is wrong, and what has none
    was never delivered but put there.
    """
    stamped = arrival(received, date)
    if taken_in is None or date is None or taken_in <= date + _PROMPT:
        return taken_in or stamped
    return min(taken_in, stamped or date)


def plausible(date: datetime | None, received: datetime | None) -> datetime | None:
    """The Date of a message if it can be true: nothing arrives more than a day before it was written."""
    if date is None or (received is not None and date > received + timedelta(days=1)):
        return None
    return date
