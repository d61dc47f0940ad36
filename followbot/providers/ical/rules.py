"""Recurrence rules (RFC 5545, section 3.3.10): cleaned of what producers add to them, and kept within bounds.

A rule comes out as one that dateutil can take for a series of naive local times, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from followbot.errors import entries as said
from followbot.providers.ical.properties import Property
from followbot.providers.ical.times import day_of, is_day, read_stamp, wall
from followbot.providers.ical.zones import Zones

MAX_STEPS = 100_000
"""Steps from the start of a series to the end of the window: 270 years of days, 11 years of hours, a day of seconds."""

_NUMBERS = re.compile(r"[+-]?\d{1,4}(,[+-]?\d{1,4})*", re.ASCII)
_PARTS = {
    "FREQ": re.compile(r"SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"0*[1-9]\d{0,5}", re.ASCII),
    "COUNT": re.compile(r"0*[1-9]\d{0,8}", re.ASCII),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?", re.ASCII),
    "WKST": re.compile(r"MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile(r"[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))*", re.ASCII),
    **dict.fromkeys(("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"), _NUMBERS),
    **dict.fromkeys(("BYHOUR", "BYMINUTE", "BYSECOND"), re.compile(r"\d{1,2}(,\d{1,2})*", re.ASCII)),
}
_STEP = {
    "SECONDLY": timedelta(seconds=1),
    "MINUTELY": timedelta(minutes=1),
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(days=7),
    "MONTHLY": timedelta(days=28),
    "YEARLY": timedelta(days=365),
}


class BadRule(Exception):
    """A rule that is not followed; the message says why. `harmless`: what it would have given is no appointment."""

    def __init__(self, message: str, harmless: bool = False) -> None:
        super().__init__(message)
        self.harmless = harmless


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule whose parts are valid by themselves. `until` is on the wall clock of the series, and inclusive."""

    parts: Mapping[str, str]
    until: datetime | None = None

    def __str__(self) -> str:
        text = ";".join(f"{name}={value}" for name, value in self.parts.items())
        return text if self.until is None else f"{text};UNTIL={self.until:%Y%m%dT%H%M%S}"


def clean_rule(text: str, start: datetime, limit: datetime, tz: tzinfo, zones: Zones, whole_days: bool) -> Rule:
    """The rule for a series that starts at the naive local time `start` in `tz` and is followed until `limit`.

    Raises `BadRule` for a rule that makes no sense, or one that a machine would have to work at for minutes.
    """
    parts = _parts(text)
    if "FREQ" not in parts:
        raise BadRule(str(said.repetition_unreadable()))
    until = None
    if "UNTIL" in parts:
        until = _until(parts.pop("UNTIL"), tz, zones, whole_days)
        # RFC 5545 forbids both together; the date is what people see in their calendar program.
        parts.pop("COUNT", None)
    if _steps(parts, start, limit) > MAX_STEPS:
        raise BadRule(str(said.repeats_too_often()), harmless=True)
    return Rule(parts, until)


def _parts(text: str) -> dict[str, str]:
    """Known parts with valid values. Spaces, stray words, vendor parts and COUNT=-1 (meant as "no end") are dropped."""
    found: dict[str, str] = {}
    for part in re.sub(r"\s+", "", text).upper().split(";"):
        name, _, value = part.partition("=")
        pattern = _PARTS.get(name)
        if pattern is None or (name == "COUNT" and value.startswith("-")):
            continue
        if pattern.fullmatch(value.strip(",")) is None:
            raise BadRule(str(said.repetition_unreadable()))
        found[name] = value.strip(",")
    return found


def _until(text: str, tz: tzinfo, zones: Zones, whole_days: bool) -> datetime:
    """UNTIL on the wall clock of the series; a day includes all of that day.

    A time without Z, where the RFC wants UTC, was meant on the clock of the series.
    """
    stamp = read_stamp(text if "T" not in text else f"{text.removesuffix('Z')}Z", Property("UNTIL", text), zones)
    if stamp is None:
        raise BadRule(str(said.repetition_unreadable()))
    if whole_days or is_day(stamp.at):
        return datetime.combine(day_of(stamp.at, zones.own), time(23, 59, 59))
    return wall(stamp.at, tz if text.endswith("Z") else UTC)


def _steps(parts: Mapping[str, str], start: datetime, limit: datetime) -> float:
    """How many candidates lie between `start` and `limit`."""
    each = _STEP[parts["FREQ"]] * int(parts.get("INTERVAL", "1"))
    density = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        density *= len(set(parts.get(name, "0").split(",")))
    if density > 1:
        each = min(each, timedelta(days=1))
    return max(limit - start, timedelta(0)) / each * density
