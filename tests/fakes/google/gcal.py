"""A Google Calendar that keeps its state as Google does: series and their exceptions, tombstones, ETags, `updated` stamps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.fakes.google.gmail import Bad, Clock, Gone, Json

TOMBSTONES = timedelta(days=30)


@dataclass
class CalendarFake:
    """One calendar. Events are kept as resources without `updated` and `etag`, by Google's id.

    `with_etags` and `with_304` turn off what not every server does; `bare_tombstones` leaves of a deleted event no more than
    is guaranteed.
    """

    clock: Clock
    id: str
    summary: str = "Mine"
    zone: str = "Europe/Berlin"
    with_etags: bool = True
    bare_tombstones: bool = True
    page: int = 2500
    events: dict[str, Json] = field(default_factory=dict)
    updated: dict[str, datetime] = field(default_factory=dict)

    # --- the owner ------------------------------------------------------------------------------------------------

    def put(self, event: Json) -> None:
        """An event as it is from now on: a single one, a series (`_weekly`), or an exception (`recurringEventId`)."""
        self.events[event["id"]] = {"status": "confirmed", "eventType": "default", "kind": "calendar#event"} | event
        self.updated[event["id"]] = self.clock.now()

    def cancel(self, ref: str) -> None:
        """It stays as a cancelled one that still says what it was."""
        self.put(self.events[ref] | {"status": "cancelled"})

    def delete(self, ref: str) -> None:
        event = self.events[ref]
        if self.bare_tombstones:
            kept = ("id", "recurringEventId", "originalStartTime", "kind", "_weekly")
            event = {key: event[key] for key in kept if key in event}
        self.put(event | {"status": "cancelled"})

    # --- the API ----------------------------------------------------------------------------------------------------

    @property
    def changed(self) -> datetime:
        return max(self.updated.values(), default=datetime(2026, 1, 1, tzinfo=UTC))

    @property
    def etag(self) -> str:
        text = json.dumps([self.events, sorted(map(str, self.updated.values()))], sort_keys=True, default=str)
        return f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'

    def list_events(self, asked: dict[str, list[str]]) -> Json:
        def one(name: str, default: str = "") -> str:
            return asked.get(name, [default])[0]

        if one("syncToken"):
            raise Bad("Sync token is not part of this fake")
        low = datetime.fromisoformat(one("timeMin")) if one("timeMin") else None
        high = datetime.fromisoformat(one("timeMax")) if one("timeMax") else None
        since = datetime.fromisoformat(one("updatedMin")) if one("updatedMin") else None
        if since is not None and since < self.clock.now() - timedelta(days=25):
            raise Expired("The requested minimum modification time lies too far in the past.")
        deleted = one("showDeleted") == "true" or since is not None
        wanted = asked.get("eventTypes") or None
        found = [
            event
            for event in self._all(one("singleEvents") == "true")
            if (event["status"] != "cancelled" or deleted)
            and (wanted is None or event.get("eventType", "default") in wanted)
            and (since is None or datetime.fromisoformat(event["updated"]) >= since)
            and self._overlaps(event, low, high)
        ]
        found.sort(key=lambda event: (json.dumps(event.get("start", {})), event["id"]))
        start, most = int(one("pageToken", "0")), min(int(one("maxResults", "250")), self.page)
        answer: Json = {
            "kind": "calendar#events",
            "summary": self.summary,
            "timeZone": self.zone,
            "accessRole": "owner",
            "updated": _stamp(self.changed),
            "items": found[start : start + most],
        }
        if self.with_etags:
            answer["etag"] = self.etag
        return answer | ({"nextPageToken": str(start + most)} if start + most < len(found) else {})

    def _all(self, single: bool) -> Iterator[Json]:
        for ref, event in self.events.items():
            shown = {key: value for key, value in event.items() if not key.startswith("_")}
            stamp = {"updated": _stamp(self.updated[ref]), "etag": f'"{int(self.updated[ref].timestamp())}"'}
            if single and "_weekly" in event:
                yield from (shown | stamp | instance for instance in self._instances(event))
            else:
                yield shown | stamp

    def _instances(self, event: Json) -> Iterator[Json]:
        """The occurrences that have no exception of their own. Those of a deleted series go without a word."""
        taken = {e["id"] for e in self.events.values() if "recurringEventId" in e}
        if event["status"] == "cancelled":
            return
        start, end = (datetime.fromisoformat(event[side]["dateTime"]) for side in ("start", "end"))
        for week in range(event["_weekly"]):
            at = start + timedelta(weeks=week)
            ref = instance_id(event["id"], at)
            if ref not in taken:
                zone = {"timeZone": event["start"].get("timeZone", self.zone)}
                yield {
                    "id": ref,
                    "recurringEventId": event["id"],
                    "originalStartTime": {"dateTime": at.isoformat(), **zone},
                    "start": {"dateTime": at.isoformat(), **zone},
                    "end": {"dateTime": (at + (end - start)).isoformat(), **zone},
                }

    def _overlaps(self, event: Json, low: datetime | None, high: datetime | None) -> bool:
        if "start" not in event:
            return True  # of a tombstone nobody knows
        start, end = self._moment(event["start"]), self._moment(event["end"])
        return (low is None or end > low) and (high is None or start < high)

    def _moment(self, value: Json) -> datetime:
        if "date" in value:
            return datetime.fromisoformat(value["date"]).replace(tzinfo=ZoneInfo(self.zone))
        return datetime.fromisoformat(value["dateTime"])


class Expired(Exception):
    """410: read everything again."""


def instance_id(series: str, at: datetime) -> str:
    return f"{series}_{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def calendar_entry(calendar: CalendarFake, primary: bool) -> Json:
    """A calendar in the user's list."""
    entry: Json = {
        "kind": "calendar#calendarListEntry",
        "id": calendar.id,
        "summary": calendar.summary,
        "accessRole": "owner",
    }
    return entry | ({"primary": True} if primary else {})


def any_json(value: Any) -> bytes:
    return json.dumps(value).encode()


__all__ = ["CalendarFake", "Expired", "Gone", "any_json", "calendar_entry", "instance_id"]
