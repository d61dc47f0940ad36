"""The properties of an event to the fields of `Event`: people, texts, links. All of it is hostile text, passed on as it is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from followbot.domain.model import Attendee, AttendeeKind, Event, EventStatus, Response
from followbot.providers.ical.entry import Properties
from followbot.providers.ical.merge import Verdict
from followbot.providers.ical.properties import Property, split_list
from followbot.providers.ical.times import aware, is_day
from followbot.providers.ical.zones import Zones

MAX_PEOPLE = 500
"""Attendees kept of one event; with more it is no interview."""

_ADDRESS = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_RESPONSES = {
    "ACCEPTED": Response.ACCEPTED,
    "CONFIRMED": Response.ACCEPTED,  # Apple Calendar, not in RFC 5545
    "DECLINED": Response.DECLINED,
    "TENTATIVE": Response.TENTATIVE,
    "DELEGATED": Response.DELEGATED,
}
_KINDS = {"GROUP": AttendeeKind.GROUP, "RESOURCE": AttendeeKind.RESOURCE, "ROOM": AttendeeKind.RESOURCE}
_OPTIONAL = {"OPT-PARTICIPANT", "NON-PARTICIPANT"}
_CONFERENCES = (
    "X-GOOGLE-CONFERENCE",
    "CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK",
)


def to_event(verdict: Verdict, account: str, calendar: str, zones: Zones) -> Event:
    """One occurrence as the application sees it."""
    found = verdict.occurrence
    entry, properties = found.entry, found.entry.properties
    organizers = properties.get("ORGANIZER", ())
    return Event(
        account=account,
        calendar=calendar,
        uid=entry.uid,
        instance=found.instance,
        start=_plain(aware(found.span.start, zones.own)),
        end=_plain(aware(found.span.end, zones.own)),
        summary=_text(properties, "SUMMARY"),
        description=_text(properties, "DESCRIPTION") or _text(properties, "X-ALT-DESC"),
        location=_text(properties, "LOCATION"),
        url=_text(properties, "URL"),
        organizer=person(organizers[0]) if organizers else None,
        attendees=tuple(person(prop) for prop in properties.get("ATTENDEE", ())[:MAX_PEOPLE]),
        status=EventStatus.CANCELLED if verdict.cancelled else _status(properties),
        all_day=is_day(found.span.start) and is_day(found.span.end),
        zone=found.span.zone,
        recurring=bool(found.instance),
        transparent=_text(properties, "TRANSP").upper() == "TRANSPARENT",
        sequence=entry.rank.sequence,
        attachments=tuple(filter(None, map(_file_name, properties.get("ATTACH", ())))),
        categories=_categories(properties),
        conference=next(filter(None, (_text(properties, name) for name in _CONFERENCES)), ""),
        producer=entry.origin.producer,
    )


def _plain(at: datetime) -> datetime:
    """The same moment; the zone that only this file defines gives way to its offset at that time."""
    return (
        at
        if isinstance(at.tzinfo, ZoneInfo | timezone)
        else at.replace(tzinfo=timezone(at.utcoffset() or timedelta(0)))
    )


def person(prop: Property) -> Attendee:
    """ORGANIZER or ATTENDEE (RFC 5545, 3.8.4.1). The address is the value, else the EMAIL parameter (RFC 7986, 6.2)."""
    params = prop.params
    raw = re.sub(r"^\s*mailto:", "", prop.value.strip().strip('"'), flags=re.IGNORECASE)
    email = _address(raw) or _address(params.get("EMAIL", ""))
    name = _name(params.get("CN", "")) or ("" if email or ":" in raw else _name(raw))
    return Attendee(
        email=email,
        name="" if name.lower() == email else name,
        response=_RESPONSES.get(params.get("PARTSTAT", "").upper(), Response.NEEDS_ACTION),
        kind=_KINDS.get(params.get("CUTYPE", "").upper(), AttendeeKind.PERSON),
        optional=params.get("ROLE", "").upper().replace("_", "-") in _OPTIONAL,
    )


def _address(text: str) -> str:
    """The text if it is one plain address, lower-cased; else ""."""
    text = unquote(text).strip().strip("<>").lower()
    return text if _ADDRESS.fullmatch(text) else ""


def _name(text: str) -> str:
    """A display name without the quotes that Exchange leaves around it."""
    text = text.strip()
    while len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    return text


def _text(properties: Properties, name: str) -> str:
    """The first value under this name that says anything."""
    return next(filter(None, (prop.text for prop in properties.get(name, ()))), "")


def _status(properties: Properties) -> EventStatus:
    """STATUS; where a file has several, the one that takes the event away counts."""
    stated = {prop.value.strip().lower() for prop in properties.get("STATUS", ())}
    for status in (EventStatus.CANCELLED, EventStatus.TENTATIVE):
        if status.value in stated:
            return status
    return EventStatus.CONFIRMED


def _categories(properties: Properties) -> tuple[str, ...]:
    names = (name for prop in properties.get("CATEGORIES", ()) for name in split_list(prop.value))
    return tuple(dict.fromkeys(filter(None, names)))


def _file_name(prop: Property) -> str:
    """What an attachment is called: its FILENAME, else the last part of its address, else its media type."""
    for key in ("FILENAME", "X-FILENAME", "X-APPLE-FILENAME"):
        if prop.params.get(key):
            return prop.params[key]
    if prop.params.get("VALUE", "").upper() != "BINARY" and (name := _last_segment(prop.value)):
        return name
    return prop.params.get("FMTTYPE", "")


def _last_segment(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https", "file", "ftp"}:
        return ""
    return unquote(parts.path.rstrip("/").rpartition("/")[2])
