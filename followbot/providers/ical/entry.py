"""One VEVENT, read: what identifies it, when it is, how it repeats. Its texts stay unread until an occurrence needs them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from followbot.domain.model import digest
from followbot.errors import entries as said
from followbot.providers.ical.properties import Property, parse_all
from followbot.providers.ical.split import Block
from followbot.providers.ical.times import (
    Moment,
    Stamp,
    aware,
    day_of,
    is_day,
    periods,
    read_duration,
    read_stamp,
    stamps,
)
from followbot.providers.ical.zones import Zones

NO_EVENTS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
"""Methods (RFC 5546) that talk about an event without being the calendar's view of it."""

MAX_DATES = 5_000
"""EXDATEs and RDATEs kept of one series."""

MAX_UID = 500
"""Characters of a UID; a longer one is replaced by its digest."""

# fmt: off
_WANTED = frozenset({
    "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID",
    "RRULE", "RDATE", "EXDATE", "SUMMARY", "DESCRIPTION", "X-ALT-DESC", "LOCATION", "URL", "ORGANIZER",
    "ATTENDEE", "TRANSP", "ATTACH", "CATEGORIES", "CONFERENCE", "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK", "X-MICROSOFT-CDO-ALLDAYEVENT",
})
# fmt: on

Properties = Mapping[str, list[Property]]


class Unreadable(Exception):
    """An event that cannot be read. The message is a sentence without anything of its contents; `harmless`: nothing is lost."""

    def __init__(self, message: str, harmless: bool = False) -> None:
        super().__init__(message)
        self.harmless = harmless


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event stands: the file, its number in it, and what its calendar says of itself."""

    document: str
    ordinal: int
    method: str = ""
    producer: str = ""

    def __str__(self) -> str:
        return f"{self.document}, event {self.ordinal}"


@dataclass(frozen=True, slots=True)
class Rank:
    """Which of several copies is the latest (RFC 5546, section 2.1.5): SEQUENCE, then time stamp; a cancellation wins a tie."""

    sequence: int
    stamp: str
    cancels: bool

    @property
    def order(self) -> tuple[int, str, bool]:
        return self.sequence, self.stamp, self.cancels


@dataclass(frozen=True, slots=True)
class Span:
    """When an event is. `end` is exclusive and never before `start`; `zone` is the IANA name it was written in, or ""."""

    start: Moment
    end: Moment
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One VEVENT. `span` is None only in a cancellation, which need not say when the event was."""

    origin: Origin
    uid: str
    rank: Rank
    properties: Properties
    span: Span | None
    recurrence_id: Moment | None
    and_future: bool
    repeats: bool
    rules: tuple[str, ...]
    added: tuple[tuple[Moment, Moment | None], ...]
    excluded: tuple[Moment, ...]


def uid_of(block: Block) -> str:
    """The UID of an event; for one without, a stable one made of what it says (RFC 5545 demands a UID, real files lack it)."""
    for line in block.lines:
        if line[:4].upper() in {"UID:", "UID;", "UID "}:
            value = line.partition(":")[2].strip()
            if value:
                return value if len(value) <= MAX_UID else f"long-uid-{digest(value)}"
    own = sorted(line for line in block.lines if _IDENTIFYING.match(line))
    return f"without-uid-{digest(*own)}"


_IDENTIFYING = re.compile(r"(?:SUMMARY|DTSTART|DTEND|DURATION|LOCATION|ORGANIZER|RECURRENCE-ID)[:;]", re.IGNORECASE)


def read_entry(block: Block, origin: Origin, zones: Zones) -> Entry:
    """Read one VEVENT; raises `Unreadable`."""
    properties = parse_all(block.lines, _WANTED)
    start = _stamp(properties, "DTSTART", zones)
    cancels = origin.method == "CANCEL"
    if start is None and not cancels:
        if "DTSTART" in properties:
            raise Unreadable(str(said.start_unreadable()))
        raise Unreadable(str(said.without_start()), harmless=True)
    recurrence_id = _stamp(properties, "RECURRENCE-ID", zones)
    override = recurrence_id is not None
    return Entry(
        origin=origin,
        uid=uid_of(block),
        rank=_rank(properties, cancels),
        properties=properties,
        span=_span(start, properties, zones) if start else None,
        recurrence_id=recurrence_id.at if recurrence_id else None,
        and_future=override and properties["RECURRENCE-ID"][0].params.get("RANGE", "").upper() == "THISANDFUTURE",
        repeats=not override and ("RRULE" in properties or "RDATE" in properties),
        rules=() if override else tuple(prop.value for prop in properties.get("RRULE", ())),
        added=() if override else _added(properties, zones),
        excluded=() if override else _excluded(properties, zones),
    )


def _stamp(properties: Properties, name: str, zones: Zones) -> Stamp | None:
    """The first readable moment under this name."""
    for prop in properties.get(name, ()):
        if (stamp := read_stamp(prop.value, prop, zones)) is not None:
            return stamp
    return None


def _span(start: Stamp, properties: Properties, zones: Zones) -> Span:
    end = _end(start.at, properties, zones)
    flags = properties.get("X-MICROSOFT-CDO-ALLDAYEVENT", ())
    if any(prop.value.strip().upper() == "TRUE" for prop in flags) and _midnight(start.at) and _midnight(end):
        # Older Exchange writes whole days as midnight to midnight in some zone.
        first = day_of(start.at, zones.own)
        return Span(first, max(day_of(end, zones.own), first + timedelta(days=1)))
    return Span(start.at, end, start.zone)


def _rank(properties: Properties, cancels: bool) -> Rank:
    texts = [prop.value.strip() for prop in properties.get("SEQUENCE", ())]
    sequence = max((int(text) for text in texts if re.fullmatch(r"\d{1,9}", text, re.ASCII)), default=0)
    written = [prop.value.strip()[:16] for name in ("DTSTAMP", "LAST-MODIFIED") for prop in properties.get(name, ())]
    return Rank(sequence, max(written, default=""), cancels)


def _end(start: Moment, properties: Properties, zones: Zones) -> Moment:
    """The exclusive end: DTEND, else DURATION, else the next day or, for a time, the start itself (RFC 5545, 3.6.1).

    A whole day that ends where it starts is meant to last that day.
    """
    stamp = _stamp(properties, "DTEND", zones)
    end = stamp.at if stamp is not None else _after(start, properties, zones.own)
    if is_day(start):
        if not is_day(end) and not _midnight(end):
            return max(end, aware(start, zones.own), key=lambda moment: aware(moment, zones.own))
        return max(day_of(end, zones.own), day_of(start, zones.own) + timedelta(days=1))
    return max(aware(end, zones.own), aware(start, zones.own))


def _midnight(moment: Moment) -> bool:
    return (getattr(moment, "hour", 0), getattr(moment, "minute", 0)) == (0, 0)


def _after(start: Moment, properties: Properties, own: tzinfo) -> Moment:
    for prop in properties.get("DURATION", ()):
        length = read_duration(prop.value)
        if length is not None and is_day(start) and length.seconds:
            return aware(start, own) + length
        if length is not None:
            return start + length
    return start


def _added(properties: Properties, zones: Zones) -> tuple[tuple[Moment, Moment | None], ...]:
    return tuple(period for prop in properties.get("RDATE", ()) for period in periods(prop, zones))[:MAX_DATES]


def _excluded(properties: Properties, zones: Zones) -> tuple[Moment, ...]:
    return tuple(stamp.at for prop in properties.get("EXDATE", ()) for stamp in stamps(prop, zones))[:MAX_DATES]
