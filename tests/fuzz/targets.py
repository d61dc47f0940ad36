"""What is fuzzed: each target takes bytes, and raises where followbot does something that it must not.

It answers with a word for how far it came, so that tests can count whether their shapes get past the first checks. The tests
of this folder feed targets with what hypothesis makes; `python -m tests.fuzz` does so for long, also with what atheris finds by
following which branches are taken. Whatever once broke one lies in `found/TARGET/` and is tried at each run.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from followbot.app.ports import Window
from followbot.bootstrap import compose, rule_files
from followbot.config import load
from followbot.domain.detection import DetectionRules, DetectionSettings, detect, parse_rules
from followbot.domain.mime import parse_message
from followbot.domain.model import Event, Message, Profile, ReplyContext
from followbot.errors import ConfigurationError, FollowbotError
from followbot.providers.ical import harvest, open_document
from tests.domain.replies.mails import CONTEXT, read
from tests.fakes.world import FakeClock
from tests.property.memory import MemoryStore

MARCH = Window(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
LONGEST_PROBLEM = 600
_START = re.compile(rb"BEGIN:VEVENT.*?DTSTART[^:\r\n]*:(\d{4})(\d\d)", re.DOTALL)


class Broken(Exception):
    """A promise that did not hold; AssertionErrors of libraries are something else."""


def hold(holds: object, what: str) -> None:
    if not holds:
        raise Broken(what)


# --- calendars ----------------------------------------------------------------------------------------------------------


def calendar(data: bytes) -> str:
    """A calendar file is read, or told of in one sentence; what it gives is well formed and can be judged."""
    window = _window(data)
    document = open_document("a.ics", data, window)
    sheaves = list(harvest([document], window, "Europe/Berlin", "main", "cal"))
    for problem in (*document.problems, *(p for sheaf in sheaves for p in sheaf.problems)):
        hold(
            "\n" not in problem.what and len(problem.what) < LONGEST_PROBLEM,
            f"a problem of {len(problem.what)} letters",
        )
    first = [event for sheaf in sheaves for event in sheaf.events]
    hold(first == _read_again(data, window), "a second reading that says something else")
    verdicts = sorted({_judged(event, window) for event in first})
    return " and ".join(verdicts) or ("only problems" if document.problems or sheaves else "nothing in it")


def _window(data: bytes) -> Window:
    """The month in which the first event is, so that something is in it."""
    found = _START.search(data)
    if found is None or not (1 <= int(found[2]) <= 12 and 1970 <= int(found[1]) < 2100):
        return MARCH
    start = datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC) - timedelta(days=1)
    return Window(start, start + timedelta(days=33))


def _read_again(data: bytes, window: Window) -> list[Event]:
    sheaves = harvest([open_document("a.ics", data, window)], window, "Europe/Berlin", "main", "cal")
    return [event for sheaf in sheaves for event in sheaf.events]


def _judged(event: Event, window: Window) -> str:
    hold(event.start.utcoffset() is not None and event.start <= event.end, "an event that ends before it starts")
    hold(window.overlaps(event.start, event.end), "an event outside the window")
    for text in (event.uid, event.summary, event.description, event.location, *(a.name for a in event.attendees)):
        text.encode()
    mine = frozenset(a.email for a in event.attendees[:1]) | {"jane.doe@gmail.com"}
    detection = detect(event, Profile("Jane Doe", min(mine)), _rules(), DetectionSettings(), mine)
    hold(detection.evidence, "a verdict without evidence")
    hold(not {c.email for c in detection.findings.contacts} & mine, "the user among the contacts")
    for contact in detection.findings.contacts:
        hold("\n" not in f"{contact.name}{contact.email}", "a contact with a line break")
    return detection.verdict.value


@cache
def _rules() -> DetectionRules:
    return parse_rules(rule_files("detection", "systems", "mail"))


# --- mails --------------------------------------------------------------------------------------------------------------


def message(data: bytes) -> str:
    """A mail is read, whatever it is; its texts can be written anywhere, and the verdict is always the same."""
    parsed = parse_message(data, ref="m1")
    _sound(parsed)
    hold(parse_message(data, ref="m1") == parsed, "a second reading that says something else")
    kinds = []
    for context in _contexts(parsed):
        verdict = read(parsed, context)
        hold(verdict.evidence, "a verdict without evidence")
        hold(all(line.strip() and "\n" not in line for line in verdict.evidence), "evidence that is no line")
        hold(read(parsed, context) == verdict, "a second verdict")
        kinds.append(f"{verdict.kind.value} {verdict.outcome.value if verdict.outcome else ''}".strip())
    return kinds[-1]


def _contexts(parsed: Message) -> Iterator[ReplyContext]:
    """A stranger's mail, and one from the very person that was met."""
    yield CONTEXT
    domain = parsed.sender.email.rpartition("@")[2]
    yield ReplyContext(
        me=frozenset(p.email for p in parsed.to),
        contacts=(parsed.sender,) if parsed.sender.email else (),
        company="Brightwave",
        company_domains=(domain,) if domain else (),
        sent_ids=frozenset((*parsed.in_reply_to, *parsed.references)),
    )


def _sound(parsed: Message) -> None:
    hold(parsed.date.utcoffset() is not None, "a date without zone")
    people = (parsed.sender, *parsed.to)
    for text in (parsed.subject, parsed.text, parsed.message_id, *(p.name for p in people), *(p.email for p in people)):
        text.encode()
    for text in (parsed.subject, parsed.message_id, *(p.email for p in people), *(p.name for p in people)):
        hold("\n" not in text and "\r" not in text, "a line break in a head")


# --- configurations -----------------------------------------------------------------------------------------------------


def config(data: bytes) -> str:
    """A configuration is loaded and can be composed, or is refused in sentences that name the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_bytes(data)
        try:
            loaded = load(path, {"HOME": folder})
        except ConfigurationError as error:
            hold(str(error).strip() and str(path) in str(error), "a refusal that does not name the file")
            return "refused"
        try:
            world = compose(loaded, MemoryStore(), FakeClock(MARCH.start))
        except FollowbotError as error:
            hold(str(error).strip() and "\n" not in str(error), "no sentence")
            return "loaded, refused later"
        hold(len(world.accounts) == len(loaded.accounts), "an account that got lost")
        for account in world.accounts:
            account.close()
        return "composed"


TARGETS: dict[str, Callable[[bytes], str]] = {"calendar": calendar, "message": message, "config": config}
"""Those that take one file; `answers` has the ones that take a conversation."""

__all__ = ["TARGETS", "Broken", "calendar", "config", "message"]
