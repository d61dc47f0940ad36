"""Reading the corpus: one TOML file per language or theme, one table per event.

An address is written "Name <mail@host>", with an answer behind it where it matters ("… declined", "… room", "… optional").
`expect` is the verdict; `contacts` are the people to thank (addresses, or names of those without one), coordinators left out.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from followbot.app.ports import Window
from followbot.domain.detection import DetectionSettings
from followbot.domain.model import Attendee, AttendeeKind, Event, EventStatus, Profile, Response
from followbot.providers.ical import harvest, open_document

HERE = Path(__file__).parent
SEALED = "sealed"
"""What was written by people who know nothing of the program, and is measured only: no rule is made after it, and no learner
reads it."""
_ADDRESS = re.compile(r"^\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>]*)>\s*(?P<flags>[\w ]*)$")
_START = datetime(2026, 3, 10, 10, tzinfo=UTC)
_ME = "jane.doe@gmail.com"


@dataclass(frozen=True)
class Case:
    """One labelled event."""

    id: str
    language: str
    trap: str
    event: Event
    profile: Profile
    addresses: frozenset[str]
    settings: DetectionSettings
    expect: str
    contacts: frozenset[str] | None
    company: str | None
    role: str | None


def load(half: str) -> list[Case]:
    """All cases of a half, "tune" or "hold", of what is sealed; also of any other folder."""
    folder = HERE / half
    calendars = [folder / part for part in ("ics", "strangers") if (folder / part).is_dir()] or [folder]
    return [*_tables(folder), *(case for part in calendars for case in _calendars(part))]


def reasons(part: str) -> dict[str, str]:
    """Why events of a part are judged otherwise than they are labelled, by their ids; written down of what is sealed only."""
    file = HERE / part / "ics" / "confusions.toml"
    groups = tomllib.loads(file.read_text("utf-8"))["why"] if file.exists() else ()
    return {name: group["because"] for group in groups for name in group["files"]}


def _calendars(folder: Path) -> list[Case]:
    """The events of calendar files, by the labels beside them. As in `inspect event --me`, only the addresses are known."""
    return [
        _labelled(folder / table["file"], table)
        for path in sorted(folder.glob("labels*.toml"))
        for table in tomllib.loads(path.read_text("utf-8"))["event"]
    ]


def _labelled(path: Path, table: dict[str, Any]) -> Case:
    always = Window(datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    document = open_document(path.name, path.read_bytes(), always)
    sheaves = harvest([document], always, "UTC", "inspect", path.name, whole_series=False)
    events = [e for s in sheaves for e in s.events]
    event = next(e for e in events if table.get("uid") in (None, e.uid))
    mine = tuple(table.get("me", [_ME]))
    contacts = table.get("contacts")
    return Case(
        id=path.stem,
        language=table.get("language", "en"),
        trap=table.get("trap", "plain"),
        event=event,
        profile=Profile("", mine[0], mine[1:]),
        addresses=frozenset(mine),
        settings=DetectionSettings(employers=tuple(table.get("employers", ()))),
        expect=table["expect"],
        contacts=None if contacts is None else frozenset(c.casefold() for c in contacts),
        company=table.get("company"),
        role=table.get("role"),
    )


def _tables(folder: Path) -> list[Case]:
    return [
        _case(f"{path.stem}-{number}", table, data)
        for path in sorted(folder.glob("*.toml"))
        if not path.stem.startswith("labels")
        for data in [tomllib.loads(path.read_text("utf-8"))]
        for number, table in enumerate(data["event"], 1)
    ]


def _case(identity: str, table: dict[str, Any], data: dict[str, Any]) -> Case:
    mine = table.get("me", data.get("me", [_ME]))
    profile = Profile(table.get("name", data.get("name", "Jane Doe")), mine[0], tuple(mine[1:]))
    contacts = table.get("contacts")
    return Case(
        id=identity,
        language=table.get("language", data.get("language", "en")),
        trap=table.get("trap", "plain"),
        event=_event(identity, table),
        profile=profile,
        addresses=profile.addresses,
        settings=DetectionSettings(employers=tuple(table.get("employers", ()))),
        expect=table["expect"],
        contacts=None if contacts is None else frozenset(c.casefold() for c in contacts),
        company=table.get("company"),
        role=table.get("role"),
    )


def _event(identity: str, table: dict[str, Any]) -> Event:
    minutes = table.get("minutes", 60)
    organizer = table.get("organizer")
    return Event(
        account="main",
        calendar="primary",
        uid=identity,
        start=_START,
        end=_START + timedelta(minutes=24 * 60 if table.get("all_day") else minutes),
        summary=table["summary"],
        description=table.get("description", ""),
        location=table.get("location", ""),
        url=table.get("url", ""),
        organizer=_attendee(organizer) if organizer else None,
        attendees=tuple(_attendee(a) for a in table.get("attendees", ())),
        status=EventStatus(table.get("status", "confirmed")),
        own_response=Response(table["own_response"]) if "own_response" in table else None,
        all_day=table.get("all_day", False),
        zone=table.get("zone", ""),
        recurring=table.get("recurring", False),
        attachments=tuple(table.get("attachments", ())),
        event_type=table.get("event_type", "default"),
    )


def _attendee(text: str) -> Attendee:
    match = _ADDRESS.match(text if "<" in text else f"<{text.split()[0]}> {' '.join(text.split()[1:])}")
    if match is None:
        raise ValueError(f"not an address: {text}")
    flags = match["flags"].split()
    response = next((Response(f) for f in flags if f in set(Response)), Response.NEEDS_ACTION)
    kind = AttendeeKind.RESOURCE if "room" in flags else AttendeeKind.GROUP if "group" in flags else AttendeeKind.PERSON
    return Attendee(match["email"].strip().lower(), match["name"].strip(' "'), response, kind, "optional" in flags)
