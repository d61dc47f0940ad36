"""A date by which the invitation promises an answer."""

from __future__ import annotations

import re
from datetime import date, timedelta

from followbot.domain.events.scene import Scene

_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.|er|º|°)?\s?(?:of\s|de\s|di\s)?([^\W\d_]{3,10})\b")
_MONTH_DAY = re.compile(r"\b([^\W\d_]{3,10})\.?\s(\d{1,2})(?:st|nd|rd|th)?\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./]?(20\d\d)?")
_HAN = re.compile(r"(\d{1,2})月(\d{1,2})日")
_REACH = timedelta(days=120)


def hear_by(scene: Scene) -> date | None:
    """The promised date, the first that follows the event's day; None where no firm date is given."""
    for hit in scene.body_vocabulary:
        if hit.sign != "hear_by":
            continue
        end = scene.body.find("\n", hit.end)
        rest = scene.body[hit.end : min(end if end >= 0 else hit.end + 60, hit.end + 60)]
        found = _date(re.split(r"[.!?;](?:\s|$)", rest)[0] + " ", scene)
        if found is not None:
            return found
    return None


def _date(text: str, scene: Scene) -> date | None:
    start = scene.event.start.date()
    iso = _ISO.search(text)
    if iso:
        return _valid(int(iso[1]), int(iso[2]), int(iso[3]), start)
    han = _HAN.search(text)
    if han:
        return _coming(int(han[1]), int(han[2]), start)
    for pattern, day_first in ((_DAY_MONTH, True), (_MONTH_DAY, False)):
        for match in pattern.finditer(text):
            month = scene.rules.months.get(match[2 if day_first else 1].lower())
            if month:
                return _coming(month, int(match[1 if day_first else 2]), start)
    numeric = _NUMERIC.search(text)
    if numeric and int(numeric[2]) <= 12:
        return _coming(int(numeric[2]), int(numeric[1]), start)
    return _weekday(text, scene, start)


def _coming(month: int, day: int, start: date) -> date | None:
    return _valid(start.year, month, day, start) or _valid(start.year + 1, month, day, start)


def _valid(year: int, month: int, day: int, start: date) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if start <= found <= start + _REACH else None


def _weekday(text: str, scene: Scene, start: date) -> date | None:
    for word in re.findall(r"[^\W\d_]+", text.lower())[:6]:
        number = scene.rules.weekdays.get(word)
        if number is not None:
            return start + timedelta(days=(number - start.weekday() - 1) % 7 + 1)
    return None
