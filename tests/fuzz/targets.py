"""What is fuzzed: each target takes bytes, and raises where followbot does something that it must not.

The tests of this folder feed them with shapes that hypothesis makes; `python -m tests.fuzz` feeds them with what atheris finds
by following which branches are taken. Whatever once broke one lies in `found/TARGET/` and is tried at each run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from followbot.app.ports import Window
from followbot.config import load
from followbot.domain.mime import parse_message
from followbot.domain.model import Message
from followbot.errors import ConfigurationError
from followbot.providers.ical import harvest, open_document
from tests.domain.replies.mails import CONTEXT, read

MARCH = Window(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
LONGEST_PROBLEM = 600


class Broken(Exception):
    """A promise that did not hold; AssertionErrors of libraries are something else."""


def hold(holds: object, what: str) -> None:
    if not holds:
        raise Broken(what)


def calendar(data: bytes) -> None:
    """A calendar file is read, or told of in one sentence, and what it gives is well formed."""
    document = open_document("a.ics", data, MARCH)
    sheaves = list(harvest([document], MARCH, "Europe/Berlin", "main", "cal"))
    for problem in (*document.problems, *(p for sheaf in sheaves for p in sheaf.problems)):
        hold(
            "\n" not in problem.what and len(problem.what) < LONGEST_PROBLEM,
            f"a problem of {len(problem.what)} letters",
        )
    for event in (event for sheaf in sheaves for event in sheaf.events):
        hold(event.start.utcoffset() is not None and event.start <= event.end, "an event that ends before it starts")
        hold(MARCH.overlaps(event.start, event.end), "an event outside the window")
        for text in (event.uid, event.summary, event.description, event.location, *(a.name for a in event.attendees)):
            text.encode()
    first = [event for sheaf in sheaves for event in sheaf.events]
    again = [
        e
        for s in harvest([open_document("a.ics", data, MARCH)], MARCH, "Europe/Berlin", "main", "cal")
        for e in s.events
    ]
    hold(first == again, "a second reading that says something else")


def message(data: bytes) -> None:
    """A mail is read, whatever it is; its texts can be written anywhere, and the verdict is always the same."""
    parsed = parse_message(data, ref="m1")
    _sound(parsed)
    hold(parse_message(data, ref="m1") == parsed, "a second reading that says something else")
    verdict = read(parsed)
    hold(verdict.evidence, "a verdict without evidence")
    hold(read(parsed) == verdict, "a second verdict")


def _sound(parsed: Message) -> None:
    hold(parsed.date.utcoffset() is not None, "a date without zone")
    people = (parsed.sender, *parsed.to)
    for text in (parsed.subject, parsed.text, parsed.message_id, *(p.name for p in people), *(p.email for p in people)):
        text.encode()
    for text in (parsed.subject, parsed.message_id, *(p.email for p in people), *(p.name for p in people)):
        hold("\n" not in text and "\r" not in text, "a line break in a head")


def config(data: bytes) -> None:
    """A configuration is loaded, or refused in sentences that name the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_bytes(data)
        try:
            load(path, {"HOME": folder})
        except ConfigurationError as error:
            hold(str(error).strip() and str(path) in str(error), "a refusal that does not name the file")


TARGETS: dict[str, Callable[[bytes], None]] = {"calendar": calendar, "message": message, "config": config}
"""Those that take one file; `answers` has the ones that take a conversation."""

__all__ = ["CONTEXT", "TARGETS", "Broken", "calendar", "config", "message"]
