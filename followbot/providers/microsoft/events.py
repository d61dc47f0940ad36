"""Graph's events (https://learn.microsoft.com/en-us/graph/api/resources/event) to `model.Event`. All texts are hostile.

Identity: `iCalUId` differs for every occurrence of a series. Exchange makes it of a global object id (MS-OXOCAL, section
2.2.1.27), sixteen bytes of class, four of the occurrence's date, and the rest; with the date set to zero it is the series'
own. An invitation from elsewhere keeps its UID, sometimes wrapped in such an id as "vCal-Uid". Anything else is asked of the
series itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from followbot.domain.mime import html_to_text
from followbot.domain.mime.addresses import clean_email
from followbot.domain.model import Attendee, AttendeeKind, Event, EventKey, EventStatus, Response
from followbot.providers.ical.zones import iana
from followbot.providers.microsoft.graph import Item, entries, inner, text
from followbot.providers.microsoft.items import moment

PRODUCER = "Microsoft Outlook"
MAX_PEOPLE = 500
"""Attendees kept of one event; with more it is no interview."""

_BODY_LIMIT = 256 * 1024
_OBJECT_ID = "040000008200e00074c5b7101a82e008"
_WRAPPED = b"vCal-Uid\x01\x00\x00\x00"

_RESPONSES = {
    "accepted": Response.ACCEPTED,
    "organizer": Response.ACCEPTED,
    "declined": Response.DECLINED,
    "tentativelyaccepted": Response.TENTATIVE,
}
_NO_PLACE = frozenset(
    {"", "utc", "etc/utc", "gmt", "etc/gmt", "z", "coordinated universal time", "tzone://microsoft/utc"}
)


class Unreadable(Exception):
    """An event that does not say what every event says."""


def series_of(item: Item) -> str:
    """The id of the series that the event is an occurrence of, "" for a single one."""
    return text(item, "seriesMasterId")


def series_uid(ical: str) -> str:
    """The UID of a series by that of one of its occurrences; "" where it does not tell."""
    wrapped = ical.strip()
    if not wrapped.lower().startswith(_OBJECT_ID):
        return ""
    try:
        data = bytes.fromhex(wrapped)
    except ValueError:
        return ""
    if len(data) < 40:
        return ""
    before, found, uid = data[40:].partition(_WRAPPED)
    if found and not before:
        return uid.rstrip(b"\x00").decode("utf-8", "replace")
    return (data[:16] + b"\x00\x00\x00\x00" + data[20:]).hex().upper()


def own_uid(item: Item) -> str:
    """The UID of a single event; its id where it states none."""
    ical = text(item, "iCalUId") or text(item, "uid")
    return series_uid(ical) or ical or text(item, "id")


def key_of(item: Item, uid: str, home: str) -> EventKey:
    """The identity of an event whose series, or which itself, has this UID."""
    if not series_of(item):
        return EventKey(uid)
    original = moment(text(item, "originalStart"))
    if original is None:
        original, _ = _moment(inner(item, "start"), home)
    if item.get("isAllDay") is True:
        # As every calendar of followbot writes it: midnight as if in UTC. Graph writes that of the mailbox's own zone.
        day = (original.astimezone(_zone(home)) + timedelta(hours=2)).date()
        return EventKey(uid, f"{day:%Y%m%dT000000Z}")
    return EventKey(uid, f"{original.astimezone(UTC):%Y%m%dT%H%M%SZ}")


def to_event(item: Item, key: EventKey, account: str, calendar: str, home: str, me: frozenset[str]) -> Event:
    """One occurrence. `home` is the IANA name of the user's own zone, `me` the user's addresses. Raises `Unreadable`."""
    all_day = item.get("isAllDay") is True
    start, _ = _moment(inner(item, "start"), home, all_day)
    end, _ = _moment(inner(item, "end") or inner(item, "start"), home, all_day)
    organizer = _person(inner(item, "organizer"), me) if item.get("organizer") else None
    return Event(
        account=account,
        calendar=calendar,
        uid=key.uid,
        instance=key.instance,
        start=start,
        end=max(end, start),
        summary=text(item, "subject"),
        description=_body(item),
        location=_location(item),
        organizer=organizer if organizer and (organizer.email or organizer.name) else None,
        attendees=tuple(_attendees(item, me)),
        status=EventStatus.CANCELLED if item.get("isCancelled") is True else EventStatus.CONFIRMED,
        own_response=_own_response(item),
        all_day=all_day,
        zone="" if all_day else _named_zone(text(item, "originalStartTimeZone")),
        recurring=bool(series_of(item)),
        transparent=text(item, "showAs").lower() == "free",
        categories=_categories(item.get("categories")),
        conference=text(inner(item, "onlineMeeting"), "joinUrl") or text(item, "onlineMeetingUrl"),
        producer=PRODUCER,
    )


def _categories(stated: object) -> tuple[str, ...]:
    return tuple(c for c in stated if isinstance(c, str)) if isinstance(stated, list) else ()


# --- times ----------------------------------------------------------------------------------------------------------


def _moment(stated: Item, home: str, all_day: bool = False) -> tuple[datetime, str]:
    """A dateTimeTimeZone: the moment, and the IANA name of its zone. A whole day is midnight at home, wherever it is told.

    Graph is asked for UTC, and says in which zone it answers; where it says nothing, it has done as it was asked. A custom one
    ("tzone://Microsoft/Custom") is taken as home.
    """
    name = text(stated, "timeZone")
    try:
        at = datetime.fromisoformat(text(stated, "dateTime").strip())
        if all_day:
            return datetime.combine(at.date(), time(), _zone(home)), ""
        if at.tzinfo is not None:
            return at.astimezone(UTC), ""
        found = iana(name.strip())
        zone: tzinfo = UTC if name.strip().lower() in _NO_PLACE else found.tz if found else _zone(home)
        return at.replace(tzinfo=zone), _named_zone(name)
    except (ValueError, OverflowError):
        raise Unreadable from None


def _zone(name: str) -> ZoneInfo:
    found = iana(name)
    return found.tz if found is not None and isinstance(found.tz, ZoneInfo) else ZoneInfo("UTC")


def _named_zone(name: str) -> str:
    """The IANA name of the zone that an event was written in, "" where that says nothing about a place."""
    if name.strip().lower() in _NO_PLACE:
        return ""
    found = iana(name.strip())
    return found.name if found is not None else ""


# --- people ---------------------------------------------------------------------------------------------------------


def _attendees(item: Item, me: frozenset[str]) -> Iterator[Attendee]:
    for entry in entries(item, "attendees")[:MAX_PEOPLE]:
        found = _person(entry, me)
        if found.email or found.name:
            yield found


def _person(entry: Item, me: frozenset[str]) -> Attendee:
    stated = inner(entry, "emailAddress")
    email = clean_email(text(stated, "address"))
    email = email if "@" in email else ""
    name = " ".join(text(stated, "name").split())
    kind = text(entry, "type").lower()
    return Attendee(
        email=email,
        name="" if name.lower() == email else name,
        response=_RESPONSES.get(text(inner(entry, "status"), "response").lower(), Response.NEEDS_ACTION),
        kind=AttendeeKind.RESOURCE if kind == "resource" else AttendeeKind.PERSON,
        optional=kind == "optional",
        is_self=email in me,
    )


def _own_response(item: Item) -> Response | None:
    stated = text(inner(item, "responseStatus"), "response").lower()
    if not stated or stated == "none":
        return None
    return _RESPONSES.get(stated, Response.NEEDS_ACTION)


# --- texts ----------------------------------------------------------------------------------------------------------


def _body(item: Item) -> str:
    stated = inner(item, "body")
    content = text(stated, "content")[:_BODY_LIMIT]
    if not content:
        return text(item, "bodyPreview")
    return html_to_text(content) if text(stated, "contentType").lower() == "html" else content


def _location(item: Item) -> str:
    places = [
        text(inner(item, "location"), "displayName"),
        *(text(p, "displayName") for p in entries(item, "locations")),
    ]
    return "; ".join(dict.fromkeys(p.strip() for p in places if p.strip()))
