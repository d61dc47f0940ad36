"""One line of an event to one property: name, parameters, raw value (RFC 5545, section 3.1).

icalendar parses the parameters. It gets one line at a time and never the value, so that a line it refuses costs only itself
and a description of 40 kB costs nothing. The repairs mend what real producers write and icalendar refuses or misreads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache

_SPLIT = re.compile(r'((?:[^:"]|"[^"]*")*):(.*)', re.DOTALL)
"""What is before the first colon that is not in quotes, and what is after it."""
_ESCAPED = re.compile(r'\\([\\;,nN:"])')
_LISTED = re.compile(r"(?:[^,\\]|\\.)+")
_PARAMETERS = re.compile(r'(?:[^;"]|"[^"]*")+')
_MAX_PARAMETERS = 30

_TIMES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_TIME_VALUE = re.compile(
    r'(?P<head>[^"]{1,200}?;TZID=)"?(?P<zone>[^"]{0,200}?)"?(?P<tail>;[^":]{0,200})?:(?P<value>\d{8}[0-9TZPDHMSW,/+-]*)"?',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its parameters (names in upper case, several values joined by commas) and its value, still escaped."""

    name: str
    value: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value as TEXT."""
        return unescape(self.value).strip()


def unescape(text: str) -> str:
    r"""Undo the escapes of TEXT (RFC 5545, section 3.3.11), and `\"` and `\:`, which some programs write besides."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def split_list(text: str) -> list[str]:
    """The items of a list of TEXT: separated by commas that are not escaped."""
    return [unescape(item).strip() for item in _LISTED.findall(text)]


def mend_zone_quotes(line: str) -> str:
    """`TZID="Zone:20200609T090000"` and `TZID=(UTC+01:00) Berlin:2020...` become `TZID="Zone":20200609T090000`."""
    found = _TIME_VALUE.fullmatch(line)
    if found is None:
        return line
    return f'{found["head"]}"{found["zone"]}"{found["tail"] or ""}:{found["value"]}'


def mend_missing_value(line: str) -> str:
    """`ORGANIZER;CN=Somebody` without a colon gets an empty value, so that the name is not lost."""
    return line if ":" in line else f"{line}:"


REPAIRS: tuple[tuple[frozenset[str], Callable[[str], str]], ...] = (
    (_TIMES, mend_zone_quotes),
    (frozenset({"ORGANIZER", "ATTENDEE"}), mend_missing_value),
)
"""What is mended in which properties. Narrow on purpose: a line that needs none is never touched."""


def parse(line: str) -> Property | None:
    """The property on this line, or None where even the repairs leave nothing to read."""
    name = _name(line)
    for names, repair in REPAIRS:
        if name in names:
            line = repair(line)
    found = _SPLIT.match(line) or _SPLIT.match(line.replace('"', ""))
    if found is None:
        return None
    head, value = found.groups()
    return Property(name, value, _parameters(head) if ";" in head else {})


def parse_all(lines: Iterable[str], wanted: frozenset[str]) -> dict[str, list[Property]]:
    """The properties with these names, in order, by name."""
    found: dict[str, list[Property]] = {}
    for line in lines:
        if _name(line) in wanted and (parsed := parse(line)) is not None:
            found.setdefault(parsed.name, []).append(parsed)
    return found


def _name(line: str) -> str:
    return re.split("[;:]", line[:64], maxsplit=1)[0].strip().upper()


@lru_cache(maxsize=512)
def _parameters(head: str) -> Mapping[str, str]:
    """Parameters of a property. Where together they cannot be read, those that can be read alone are taken.

    Cached, because a calendar says the same zones and people over and over, and this is most of the work of reading it.
    """
    try:
        return _read_parameters(head)
    except ValueError:
        name, *parts = _PARAMETERS.findall(head)[:_MAX_PARAMETERS]
    found: dict[str, str] = {}
    for part in parts:
        with suppress(ValueError):
            found |= _read_parameters(f"{name};{part}")
    return found


def _read_parameters(head: str) -> dict[str, str]:
    from icalendar.parser import Contentline  # see above

    _, params, _ = Contentline(f"{head}:").parts()  # type: ignore[no-untyped-call]  # icalendar types it only in part
    return {str(key).upper(): value if isinstance(value, str) else ",".join(value) for key, value in params.items()}
