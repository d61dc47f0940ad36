"""Google Calendar's events (calendar.v3, schema Event) to `model.Event`. All texts are hostile and passed on as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from followbot.domain.model import Attendee, AttendeeKind, Event, EventKey, EventStatus, Response

PRODUCER = "Google Calendar"
MAX_PEOPLE = 500
"""Attendees kept of one event; with more it is no interview."""

TYPES = ("default", "fromGmail")
"""The event types that can be a meeting. Birthdays, focus time, absences and working places cannot."""

_RESPONSES = {
    "accepted": Response.ACCEPTED,
    "declined": Response.DECLINED,
    "tentative": Response.TENTATIVE,
    "needsAction": Response.NEEDS_ACTION,
}
_STATUS = {"tentative": EventStatus.TENTATIVE, "cancelled": EventStatus.CANCELLED}
_NO_PLACE = frozenset({"", "UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z"})
"""Names of zones that say nothing about where somebody is."""


class Unreadable(Exception):
    """An event that does not say what every event says."""


def key_of(item: Mapping[str, Any]) -> EventKey | None:
    """The identity of an event; None where it names too little, as cancelled ones may.

    Of one that stands, Google's own id and the start stand in for what a server leaves out.
    """
    series = _text(item, "recurringEventId")
    stands = item.get("status") != "cancelled"
    uid = _text(item, "iCalUID") or (stands and (series or _text(item, "id"))) or ""
    if not uid:
        return None
    if not series:
        return EventKey(uid)
    instance = _instance(_object(item, "originalStartTime")) or (stands and _instance(_object(item, "start"))) or ""
    return EventKey(uid, instance) if instance else None


def is_meeting(item: Mapping[str, Any]) -> bool:
    return item.get("eventType", "default") in TYPES


def to_event(item: Mapping[str, Any], key: EventKey, account: str, calendar: str, home: str) -> Event:
    """One occurrence. `home` is the IANA name of the user's own zone, for whole days. Raises `Unreadable`."""
    start, zone, all_day = _moment(item.get("start"), home)
    end, _, _ = _moment(item.get("end") or item.get("start"), home)
    people = tuple(_attendees(item))
    own = next((a.response for a in people if a.is_self), None)
    return Event(
        account=account,
        calendar=calendar,
        uid=key.uid,
        instance=key.instance,
        start=start,
        end=max(end, start),
        summary=_text(item, "summary"),
        description=_text(item, "description"),
        location=_text(item, "location"),
        url=_text(_object(item, "source"), "url"),
        organizer=_person(_object(item, "organizer")) if item.get("organizer") else None,
        attendees=people,
        status=_STATUS.get(_text(item, "status"), EventStatus.CONFIRMED),
        own_response=own,
        all_day=all_day,
        zone=zone,
        recurring=bool(item.get("recurringEventId")),
        transparent=item.get("transparency") == "transparent",
        sequence=_count(item.get("sequence")),
        attachments=tuple(filter(None, (_text(a, "title") for a in _objects(item, "attachments")))),
        conference=_conference(item),
        producer=PRODUCER,
        event_type=_text(item, "eventType") or "default",
    )


# --- times ----------------------------------------------------------------------------------------------------------


def _moment(value: Any, home: str) -> tuple[datetime, str, bool]:
    """An EventDateTime: the moment, the zone it was written in ("" for none), whether it is a day. An end is exclusive."""
    if not isinstance(value, Mapping):
        raise Unreadable
    stated = _text(value, "timeZone")
    zone = stated if stated not in _NO_PLACE and _zone(stated) is not None else ""
    try:
        if day := _text(value, "date"):
            midnight = datetime.combine(date.fromisoformat(day), time(), _zone(home) or UTC)
            return midnight, "", True
        at = datetime.fromisoformat(_text(value, "dateTime"))
        if at.tzinfo is None:
            return at.replace(tzinfo=_zone(stated) or _zone(home) or UTC), zone, False
        return at.astimezone(_zone(zone) or UTC), zone, False
    except (ValueError, OverflowError):
        raise Unreadable from None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _instance(original: Mapping[str, Any]) -> str:
    """The original start as every calendar of followbot writes it: in UTC; of a whole day, midnight as if in UTC."""
    try:
        if day := _text(original, "date"):
            return f"{date.fromisoformat(day):%Y%m%dT000000Z}"
        at = datetime.fromisoformat(_text(original, "dateTime"))
        if at.tzinfo is None:
            at = at.replace(tzinfo=_zone(_text(original, "timeZone")) or UTC)
        return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    except (ValueError, OverflowError):
        return ""


def rfc3339(at: datetime) -> str:
    """A moment as the API takes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def day_of(at: datetime) -> datetime:
    """The UTC midnight before."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


DAY = timedelta(days=1)

# --- people ---------------------------------------------------------------------------------------------------------


def _attendees(item: Mapping[str, Any]) -> Iterator[Attendee]:
    for entry in _objects(item, "attendees")[:MAX_PEOPLE]:
        yield _person(entry)


def _person(entry: Mapping[str, Any]) -> Attendee:
    """An attendee or organiser. Addresses that Google makes up for calendars and rooms reach nobody."""
    email = _text(entry, "email").strip().lower()
    made_up = email.endswith(("calendar.google.com", "calendar.google.com>"))
    resource = bool(entry.get("resource")) or email.endswith("resource.calendar.google.com")
    name = _text(entry, "displayName").strip()
    return Attendee(
        email="" if (made_up and not resource) or "@" not in email else email,
        name="" if name.lower() == email else name,
        response=_RESPONSES.get(_text(entry, "responseStatus"), Response.NEEDS_ACTION),
        kind=AttendeeKind.RESOURCE if resource else AttendeeKind.PERSON,
        optional=bool(entry.get("optional")),
        is_self=bool(entry.get("self")),
    )


def _conference(item: Mapping[str, Any]) -> str:
    """The address of the video meeting."""
    entries = _objects(_object(item, "conferenceData"), "entryPoints")
    video = next((_text(e, "uri") for e in entries if e.get("entryPointType") == "video"), "")
    return video or _text(item, "hangoutLink")


# --- JSON -----------------------------------------------------------------------------------------------------------


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _count(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _object(item: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = item.get(name)
    return value if isinstance(value, Mapping) else {}


def _objects(item: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = item.get(name)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
