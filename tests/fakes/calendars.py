"""Calendar files for tests, made line by line, in the shapes that real programs write."""

from __future__ import annotations

from collections.abc import Iterable


def vevent(*lines: str, uid: str | None = "event@example.test", start: str = "DTSTART:20260310T090000Z") -> str:
    """One VEVENT of an hour on 10 March 2026, 9:00 UTC, unless `start` or the lines say otherwise."""
    own = [f"UID:{uid}"] if uid is not None else []
    if start:
        own += [start]
    if start == "DTSTART:20260310T090000Z" and not any(line.startswith(("DTEND", "DURATION")) for line in lines):
        own += ["DTEND:20260310T100000Z"]
    return "\r\n".join(["BEGIN:VEVENT", *own, *lines, "END:VEVENT"])


def vcalendar(*components: str, method: str = "", producer: str = "-//Example//Test//EN") -> bytes:
    """One VCALENDAR around the components, in UTF-8 with CRLF."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{producer}"]
    if method:
        head.append(f"METHOD:{method}")
    return "\r\n".join([*head, *components, "END:VCALENDAR", ""]).encode()


def fold(lines: Iterable[str], width: int = 75) -> bytes:
    """The lines folded after `width` octets, also in the middle of a character, as careless programs do."""
    folded = []
    for line in lines:
        raw = line.encode()
        pieces = [raw[i : i + width] for i in range(0, len(raw), width)]
        folded.append(b"\r\n ".join(pieces))
    return b"\r\n".join(folded) + b"\r\n"


EASTERN = "\r\n".join(
    [
        "BEGIN:VTIMEZONE",
        "TZID:Office Time",
        "BEGIN:STANDARD",
        "DTSTART:16010101T020000",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:16010101T020000",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    ]
)
"""A zone that only its file knows, with the rules of New York, written as Exchange writes them."""
