"""Names of time zones as calendar files write them, to tzinfo and, where there is one, the IANA name.

In this order: an IANA name (also with a vendor's prefix), a Windows name, the definition in the file, an offset in the name.
A name that the world knows wins over the file's definition of it, since those definitions are often old or cut down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from followbot.providers.ical.split import Block

_KEY = re.compile(r"[A-Za-z0-9_+/-]{2,64}")
_OFFSET = re.compile(r"\(?(?:UTC|GMT)\s*([+-])(\d{1,2}):?(\d{2})?\b", re.IGNORECASE)
_ODD_OFFSET = re.compile(r"(TZOFFSET(?:FROM|TO)[^:]*):\s*([+-]?)(\d{2})(\d{2})(\d{2})?\s*", re.IGNORECASE)
_OLD_START = re.compile(r"(DTSTART[^:]*):(\d{4})(\d{4})(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone; `name` is its IANA name, "" where it has none."""

    tz: tzinfo
    name: str = ""


class Zones:
    """The zones of one calendar file. Names that mean nothing, and floating times, get the user's own zone."""

    def __init__(self, own: str, definitions: Iterable[Block] = ()) -> None:
        self.own = ZoneInfo(own)
        self._definitions = {tzid: block.lines for block in definitions if (tzid := _tzid(block.lines))}
        self._known: dict[str, Zone] = {}

    def find(self, tzid: str) -> Zone:
        """The zone of a TZID parameter; the user's own, without a name, where it is empty or unknown."""
        key = _clean(tzid)
        if key not in self._known:
            self._known[key] = self._search(key)
        return self._known[key]

    def _search(self, tzid: str) -> Zone:
        if not tzid:
            return Zone(self.own)
        return iana(tzid) or self._located(tzid) or self._defined(tzid) or _by_offset(tzid) or Zone(self.own)

    def _located(self, tzid: str) -> Zone | None:
        """X-LIC-LOCATION in a definition names the IANA zone that it copies (libical)."""
        for line in self._definitions.get(tzid, ()):
            name, _, value = line.partition(":")
            if name.upper() == "X-LIC-LOCATION":
                return iana(_clean(value))
        return None

    def _defined(self, tzid: str) -> Zone | None:
        lines = self._definitions.get(tzid)
        if lines is None:
            return None
        return _from_definition(tuple(lines))


@cache
def iana(name: str) -> Zone | None:
    """The zone that the IANA or Windows name means."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # heavy, and only needed where there are events

    if name.upper() in {"UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT"}:
        return Zone(UTC)
    parts = name.strip("/").split("/")
    candidates = [WINDOWS_TO_OLSON.get(name, ""), *("/".join(parts[i:]) for i in range(min(len(parts), 5)))]
    for candidate in candidates:
        if candidate and (zone := _zoneinfo(candidate)) is not None:
            return zone
    return None


def _zoneinfo(name: str) -> Zone | None:
    """The tz database's zone. zoneinfo itself refuses keys that lead out of the database."""
    if not _KEY.fullmatch(name):
        return None
    try:
        return Zone(ZoneInfo(name), name)
    except (KeyError, OSError, ValueError):
        return None


def _by_offset(tzid: str) -> Zone | None:
    """A fixed offset from names like "(UTC+07:00) Bangkok, Hanoi, Jakarta"."""
    found = _OFFSET.match(tzid)
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset >= timedelta(hours=24):
        return None
    return Zone(timezone(-offset if sign == "-" else offset))


@cache
def _from_definition(lines: tuple[str, ...]) -> Zone | None:
    """The zone that a VTIMEZONE describes, or None where it describes none."""
    from icalendar import Timezone  # see above

    text = "\r\n".join(["BEGIN:VTIMEZONE", *filter(None, map(_mend_definition, lines)), "END:VTIMEZONE", ""])
    try:
        definition = Timezone.from_ical(text)
        if not isinstance(definition, Timezone):
            return None
        zone = definition.to_tz(lookup_tzid=False)
        datetime(2020, 6, 1, tzinfo=zone).utcoffset()
    except Exception:  # noqa: BLE001 -- two libraries read hostile text here; whatever they raise, the zone is unknown
        return None
    return Zone(zone)


def _mend_definition(line: str) -> str:
    """One line of a VTIMEZONE as the libraries can take it, "" for one they cannot.

    Offsets: "+5328" is 53 min 28 s, "-0000" is zero. Starts before 1970 (Exchange writes 1601, others the year 1) are moved to
    1970, where the same yearly rule gives the same changes; a rule that is not yearly is no rule of a time zone and could
    keep dateutil busy for ever.
    """
    if found := _ODD_OFFSET.fullmatch(line):
        name, sign, *parts = found.groups("00")
        if int(parts[0]) >= 24:
            parts = ["00", *parts[:2]]
        return f"{name}:{sign if any(int(p) for p in parts) and sign else '+'}{''.join(parts)}"
    if (found := _OLD_START.fullmatch(line)) and int(found[2]) < 1970:
        return f"{found[1]}:1970{found[3]}{found[4]}"
    if line.upper().startswith("RRULE") and "FREQ=YEARLY" not in line.upper():
        return ""
    return line


def _clean(tzid: str) -> str:
    return tzid.replace("\\,", ",").replace("\\;", ";").strip().strip('"')


def _tzid(lines: Iterable[str]) -> str:
    for line in lines:
        name, _, value = line.partition(":")
        if name.split(";")[0].upper() == "TZID":
            return _clean(value)
    return ""
