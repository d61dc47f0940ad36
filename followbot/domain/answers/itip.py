"""Calendar mail (iTIP, RFC 5546; iMIP, RFC 6047): what it wants, and for when.

Only a few properties matter here, and the parts come from strangers, so they are read line by line instead of being
parsed into events: a damaged part still says METHOD and DTSTART.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

from followbot.domain.model import Message

_MAX_PART = 60_000
_METHOD_PARAMETER = re.compile(r"method\s?=\s?\"?([a-z]+)", re.IGNORECASE)
_LINE = re.compile(
    r"(?im)^[ \t]?(METHOD|DTSTART|SEQUENCE|UID|RECURRENCE-ID|SUMMARY|STATUS)((?:;[^:\n]{0,200})?):([^\r\n]{0,300})"
)
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?")


@dataclass(frozen=True, slots=True)
class CalendarMail:
    """A calendar mail. `method` is upper case, "" where none is stated; `start` of the event, aware, None if unknown."""

    method: str
    start: datetime | None
    summary: str = ""
    cancelled: bool = False
    sequence: int = 0


def examine(message: Message, zone: tzinfo) -> CalendarMail | None:
    """The calendar mail that a message is, None where it carries no calendar part.

    Times without a zone, or in a named one, are taken in `zone`: hours do not matter, the day nearly always comes out right.
    """
    declared = _METHOD_PARAMETER.search(message.header("content-type")) if "calendar" in message.content_type else None
    if not message.calendar:
        return CalendarMail(declared[1].upper(), None) if declared else None
    part = _event_part(_unfolded(message.calendar[0][:_MAX_PART]))
    fields: dict[str, str] = {}
    for name, _, value in _LINE.findall(part):
        fields.setdefault(name.upper(), value.strip())
    method = fields.get("METHOD", declared[1] if declared else "").upper()
    sequence = fields.get("SEQUENCE", "0")
    return CalendarMail(
        method=method,
        start=_start(fields.get("DTSTART", ""), zone),
        summary=fields.get("SUMMARY", ""),
        cancelled=fields.get("STATUS", "").upper() == "CANCELLED",
        sequence=int(sequence) if sequence.isdecimal() and len(sequence) < 6 else 0,
    )


def _unfolded(part: str) -> str:
    """RFC 5545 section 3.1: a line that begins with a blank continues the one before."""
    return re.sub(r"\r?\n[ \t]", "", part)


def _event_part(part: str) -> str:
    """The part without time zones, whose DTSTART is the beginning of a rule and not of the event."""
    kept = []
    inside = False
    for line in part.splitlines():
        name = line.strip().upper()
        inside = inside or name == "BEGIN:VTIMEZONE"
        if not inside:
            kept.append(line)
        inside = inside and name != "END:VTIMEZONE"
    return "\n".join(kept)


def _start(stamp: str, zone: tzinfo) -> datetime | None:
    match = _STAMP.match(stamp)
    if not match:
        return None
    year, month, day, hour, minute = (int(match[i] or 0) for i in range(1, 6))
    try:
        return datetime.combine(
            datetime(year, month, day, tzinfo=UTC).date(), time(hour, minute), UTC if match[7] else zone
        )
    except ValueError:
        return None
