"""Events for the tests of detection, built in one line each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from followbot.domain.detection import DetectionSettings, detect
from followbot.domain.model import Attendee, Detection, Event, Profile
from tests.corpus.events.measure import rules

START = datetime(2026, 3, 10, 10, tzinfo=UTC)
NO_SETTINGS = DetectionSettings()
JANE = Profile("Jane Doe", "jane.doe@gmail.com", ("jd@janedoe.dev",))


def person(text: str, **fields: Any) -> Attendee:
    """ "Sarah Chen <sarah@acme.com>" or a bare address."""
    name, _, rest = text.rpartition("<")
    return Attendee(rest.strip("> "), name.strip(), **fields)


def event(
    summary: str, description: str = "", organizer: str = "", guests: tuple[str, ...] = (), **fields: Any
) -> Event:
    return Event(
        account="main",
        calendar="primary",
        uid="u1",
        start=fields.pop("start", START),
        end=fields.pop("end", START + timedelta(hours=1)),
        summary=summary,
        description=description,
        organizer=person(organizer) if organizer else None,
        attendees=tuple(person(g) for g in guests),
        **fields,
    )


def judge(
    given: Event,
    *,
    profile: Profile = JANE,
    settings: DetectionSettings = NO_SETTINGS,
    mine: frozenset[str] = frozenset(),
) -> Detection:
    return detect(given, profile, rules(), settings, profile.addresses | mine)
