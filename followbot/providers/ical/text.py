"""Bytes of a calendar file to logical lines (RFC 5545, section 3.1), for files as they are rather than as they should be.

Unfolding happens on bytes, before decoding, because a fold may cut a UTF-8 character in two. What is not UTF-8 is read
line by line as Windows-1252, the usual reason: an old program that wrote its own code page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

MAX_LINE = 256 * 1024
"""Characters kept of one logical line. Only embedded attachments are longer, and of those nothing but the name is used."""

_FOLD = re.compile(rb"\n[ \t]")
_PROPERTY = re.compile(r"([A-Za-z0-9-]+)[ \t]*[;:]")

# fmt: off
_PROPERTIES = frozenset({
    "ACTION", "ATTACH", "ATTENDEE", "BEGIN", "BUSYTYPE", "CALENDAR-ADDRESS", "CALSCALE", "CATEGORIES", "CLASS",
    "COLOR", "COMMENT", "COMPLETED", "CONCEPT", "CONFERENCE", "CONTACT", "CREATED", "DESCRIPTION", "DTEND",
    "DTSTAMP", "DTSTART", "DUE", "DURATION", "END", "EXDATE", "EXRULE", "FREEBUSY", "GEO", "IMAGE",
    "LAST-MODIFIED", "LINK", "LOCATION", "LOCATION-TYPE", "METHOD", "NAME", "ORGANIZER", "PARTICIPANT-TYPE",
    "PERCENT-COMPLETE", "PRIORITY", "PROXIMITY", "PRODID", "RDATE", "RECURRENCE-ID", "REFID", "REFRESH-INTERVAL",
    "RELATED-TO", "REPEAT", "REQUEST-STATUS", "RESOURCES", "RESOURCE-TYPE", "RRULE", "SEQUENCE", "SOURCE",
    "STATUS", "STRUCTURED-DATA", "STYLED-DESCRIPTION", "SUMMARY", "TRANSP", "TRIGGER", "TZID", "TZID-ALIAS-OF",
    "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "TZUNTIL", "TZURL", "UID", "URL", "VERSION", "ACKNOWLEDGED",
})
# fmt: on
"""Property names of RFC 5545, 7986, 9073, 9074 and 9253; everything else must begin with "X-"."""

_TEXTS = ("DESCRIPTION", "COMMENT", "SUMMARY", "LOCATION", "X-ALT-DESC")


def logical_lines(data: bytes) -> list[str]:
    """The unfolded, decoded lines. Stray lines of text are joined to the text they belong to (see `_join_stray`)."""
    raw = _as_utf8(data).replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    unfolded = _FOLD.sub(b"", raw)
    try:
        lines = unfolded.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        lines = [_decode(line) for line in unfolded.split(b"\n")]
    return list(_join_stray(line[:MAX_LINE] for line in lines))


def property_name(line: str) -> str:
    """The upper-case name of the property that a line holds, or "" if it holds none that iCalendar knows."""
    found = _PROPERTY.match(line)
    if found is None:
        return ""
    name = found[1].upper()
    return name if name in _PROPERTIES or name.startswith("X-") else ""


def _as_utf8(data: bytes) -> bytes:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode("utf-8")
    return data.removeprefix(codecs.BOM_UTF8)


def _decode(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _join_stray(lines: Iterable[str]) -> Iterator[str]:
    """Give lines that hold no property back to the text before them.

    Some programs write a description with bare line breaks. Its lines then stand in the file like properties, and some even
    look like one ("https://..."), hence the list of known names. After any other property a stray line is dropped.
    """
    pending: list[str] = []
    in_text = False
    for line in lines:
        if property_name(line):
            yield from _joined(pending)
            pending = [line]
            in_text = property_name(line) in _TEXTS
        elif in_text and len(pending) < 10_000:
            pending.append(line)
    yield from _joined(pending)


def _joined(parts: list[str]) -> Iterator[str]:
    if len(parts) == 1:
        yield parts[0]
    elif parts:
        while not parts[-1].strip():
            parts.pop()
        yield "\\n".join(parts)[:MAX_LINE]
