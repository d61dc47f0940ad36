"""An Outlook calendar: single events and weekly series, told as calendarView and its delta tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from followbot.domain.model import Response, digest
from tests.contract.calendar import HOME, Meeting
from tests.fakes.graph.mail import Clock, Json, stamp

_RESPONSES = {
    Response.ACCEPTED: "accepted",
    Response.DECLINED: "declined",
    Response.TENTATIVE: "tentativelyAccepted",
    Response.NEEDS_ACTION: "notResponded",
    Response.DELEGATED: "none",
}
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_EVER = (BEGAN - timedelta(days=3650), BEGAN + timedelta(days=3650))
GENERATIONS = 3
"""How many answers back a position in the delta is still known; users of Graph have met it in the messages of its refusals."""
_CLASS = bytes.fromhex("040000008200E00074C5B7101A82E008")


@dataclass
class Kept:
    """A meeting with what Exchange knows of it. `written_in` is the zone that its organiser's program named."""

    meeting: Meeting
    written_in: str = "W. Europe Standard Time"
    cancelled: bool = False
    changes: int = 1
    body: str = ""
    me: str = ""


@dataclass(frozen=True)
class Round:
    """A round of the delta: the span it is about, what it has to tell, and what the calendar held when it began."""

    span: tuple[datetime, datetime]
    told: tuple[Json, ...]
    held: Mapping[str, object]


@dataclass
class CalendarFake:
    """`wraps` makes UIDs global object ids, as Exchange does with its own and with some of others."""

    clock: Clock
    id: str = "AAMkAGCal1="
    name: str = "Kalender"
    wraps: bool = False
    kept: dict[str, Kept] = field(default_factory=dict)
    changes: int = 1
    rounds: dict[int, Round] = field(default_factory=dict)
    """The last of them, by the generation that its links name."""
    generation: int = 0

    def put(self, meeting: Meeting, **known: str) -> None:
        before = self.kept.get(meeting.uid)
        made = replace(before, meeting=meeting, cancelled=False) if before else Kept(meeting)
        self.changes += 1
        self.kept[meeting.uid] = replace(made, changes=self.changes, **known)  # type: ignore[arg-type]  # texts only

    def cancel(self, uid: str) -> None:
        self.changes += 1
        self.kept[uid] = replace(self.kept[uid], cancelled=True, changes=self.changes)

    # --- the delta --------------------------------------------------------------------------------------------------

    def first_round(self, start: datetime, end: datetime) -> int:
        """Everything in the span; the generation of the round."""
        found = [_expanded(event) for event in self.view(start, end)]
        return self._keep(Round((start, end), tuple(found), self._held()))

    def next_round(self, before: Round) -> int:
        """What has changed since that round began. What lies outside of the span is called removed, as Graph does."""
        held = self._held()
        changed = {ref for ref, state in held.items() if before.held.get(ref) != state}
        inside = [_expanded(e) for e in self.view(*before.span) if e["id"] in changed]
        elsewhere = (changed | (before.held.keys() - held.keys())) - {e["id"] for e in inside}
        removed = [{"id": ref, "@removed": {"reason": "deleted"}} for ref in sorted(elsewhere)]
        return self._keep(Round(before.span, (*inside, *removed), held))

    def _keep(self, made: Round) -> int:
        self.generation += 1
        self.rounds[self.generation] = made
        self.rounds.pop(self.generation - GENERATIONS, None)
        return self.generation

    def _held(self) -> dict[str, object]:
        return {e["id"]: (e["changeKey"], str(e["start"]), str(e["end"])) for e in self.view(*_EVER)}

    # --- the view ---------------------------------------------------------------------------------------------------

    def view(self, start: datetime, end: datetime) -> list[Json]:
        found = [event for kept in self.kept.values() for event in self._events(kept)]
        inside = [e for e in found if _at(e["start"]) < end and _at(e["end"]) >= start]
        return sorted(inside, key=lambda e: str(e["start"]["dateTime"]))

    def master(self, ref: str) -> Json | None:
        """An event by its id; of a series its master."""
        for kept in self.kept.values():
            if ref == _id(kept.meeting.uid):
                return {**self._event(kept, kept.meeting.start, None), "type": "seriesMaster"}
        return None

    def _events(self, kept: Kept) -> Iterator[Json]:
        meeting = kept.meeting
        if meeting.weekly == 1:
            yield self._event(kept, meeting.start, None)
            return
        moved = dict(meeting.moved)
        for week in range(meeting.weekly):
            original = meeting.start + timedelta(days=7 * week)
            if original not in (*meeting.excluded, *meeting.cancelled):
                yield self._event(kept, moved.get(original, original), original)

    def _event(self, kept: Kept, start: datetime, original: datetime | None) -> Json:
        meeting = kept.meeting
        ref = _id(meeting.uid) + (f"o{original:%Y%m%d}" if original else "")
        people = [
            {
                "type": "required",
                "status": {"response": _RESPONSES[response], "time": "0001-01-01T00:00:00Z"},
                "emailAddress": {"name": name, "address": email},
            }
            for email, name, response in meeting.attendees
        ]
        event: Json = {
            "id": ref,
            "changeKey": f"ck{kept.changes}",
            "lastModifiedDateTime": stamp(BEGAN + timedelta(seconds=kept.changes)),
            "iCalUId": self._ical(meeting.uid, original),
            "type": "occurrence" if original else "singleInstance",
            "subject": ("Canceled: " if kept.cancelled else "") + meeting.summary,
            "body": {"contentType": "html", "content": f"<html><body>{kept.body}</body></html>"},
            "bodyPreview": kept.body[:255],
            "start": _zoned(start),
            "end": _zoned(start + meeting.length),
            "originalStartTimeZone": kept.written_in,
            "originalEndTimeZone": kept.written_in,
            "isAllDay": meeting.all_day,
            "isCancelled": kept.cancelled,
            "isOrganizer": False,
            "showAs": "tentative",
            "responseStatus": {"response": "notResponded", "time": "0001-01-01T00:00:00Z"},
            "organizer": people[-1] and {"emailAddress": people[-1]["emailAddress"]}
            if people
            else {"emailAddress": {"name": "Me", "address": "me@home.test"}},
            "attendees": people,
            "location": {"displayName": ""},
            "locations": [],
            "categories": [],
            "onlineMeeting": None,
            "onlineMeetingUrl": None,
            "seriesMasterId": _id(meeting.uid) if original else None,
        }
        if original is not None:
            event["originalStart"] = _original(original, meeting.all_day)
        return event

    def _ical(self, uid: str, original: datetime | None) -> str:
        """Another one for every occurrence."""
        if self.wraps:
            date = (
                b"\0\0\0\0"
                if original is None
                else original.year.to_bytes(2, "big") + bytes([original.month, original.day])
            )
            inside = b"vCal-Uid\x01\0\0\0" + uid.encode() + b"\0"
            size = len(inside).to_bytes(4, "little")
            return (_CLASS + date + bytes(8) + bytes(8) + size + inside).hex().upper()
        return uid if original is None else f"{uid}-{digest(uid, stamp(original), length=8)}"


def _expanded(event: Json) -> Json:
    """An entry of the delta. Of an occurrence it has little more than the times: the rest is its master's."""
    if event["type"] != "occurrence":
        return event
    return {name: event[name] for name in ("id", "type", "seriesMasterId", "start", "end")}


def _id(uid: str) -> str:
    return f"AAMkAGEv{digest(uid, length=10)}"


def _zoned(at: datetime) -> Json:
    return {"dateTime": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"}


def _at(stated: Json) -> datetime:
    return datetime.fromisoformat(stated["dateTime"]).replace(tzinfo=UTC)


def _original(original: datetime, all_day: bool) -> str:
    if not all_day:
        return stamp(original)
    return stamp(original.replace(tzinfo=ZoneInfo(HOME)))
