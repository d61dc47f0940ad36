"""Moments as people say them, in the zone of the event."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from followbot.domain.telling import day_said

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def moment(at: datetime, now: datetime, zone: tzinfo, home: tzinfo | None = None) -> str:
    """ "tomorrow 15:00", "Mon 7 Dec 09:00"; with the zone's name where the clock at `home` shows another time."""
    return f"{day(at, now, zone)} {clock(at, zone, home)}"


def clock(at: datetime, zone: tzinfo, home: tzinfo | None = None) -> str:
    """ "15:00"; with the zone's name where the clock at `home` shows another time."""
    local = at.astimezone(zone)
    elsewhere = home is not None and local.utcoffset() != at.astimezone(home).utcoffset()
    return f"{local:%H:%M}" + (f" {local:%Z}" if elsewhere else "")


def day(at: datetime, now: datetime, zone: tzinfo) -> str:
    """ "yesterday", "today", "tomorrow", "Mon 7 Dec"; with the year where it is not this one."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    named = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    distance = (local.date() - today.date()).days
    if distance in named:
        return named[distance]
    year = f" {local.year}" if local.year != today.year else ""
    return f"{day_said(local)}{year}"


def span(start: datetime, end: datetime, now: datetime, zone: tzinfo, home: tzinfo | None = None) -> str:
    """ "Mon 30 Nov 14:00 to 14:45"."""
    if start.astimezone(zone).date() == end.astimezone(zone).date():
        return f"{moment(start, now, zone, home)} to {end.astimezone(zone):%H:%M}"
    return f"{moment(start, now, zone, home)} to {moment(end, now, zone, home)}"


def ago(at: datetime, now: datetime) -> str:
    """ "just now", "5 minutes ago", "2 days ago"."""
    seconds = max((now - at) // timedelta(seconds=1), 0)
    if seconds < _MINUTE:
        return "just now"
    for unit, length in (("day", _DAY), ("hour", _HOUR), ("minute", _MINUTE)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
