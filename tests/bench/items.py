"""What one event, one mail, one draft takes; and how it grows with a text of ten times the length."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import TypeVar

from icalendar import Calendar

from followbot.domain.detection import detect
from followbot.domain.mime import parse_message
from tests.bench.figures import Figure
from tests.bench.places import ics
from tests.corpus import messages
from tests.corpus.events import loading as events_loading
from tests.corpus.events.measure import rules as event_rules
from tests.corpus.messages import loading as messages_loading
from tests.domain.drafting.desk import TUESDAY, letter

MOST = 300
T = TypeVar("T")


def per_item(do: Callable[[T], object], items: Sequence[T], rounds: int = 3) -> float:
    """Milliseconds of processor time an item, the least of some rounds; the first one, which fills caches, is left out."""
    for item in items[:20]:
        do(item)
    spent = []
    for _ in range(rounds):
        begun = process_time()
        for item in items:
            do(item)
        spent.append(process_time() - begun)
    return min(spent) / len(items) * 1000


def measured() -> Iterator[Figure]:
    yield from _events()
    yield from _mails()
    yield from _drafts()


def _events() -> Iterator[Figure]:
    cases = events_loading.load("tune")[:MOST]
    text = ics("int-1", "Acme", TUESDAY).encode()
    parsing = per_item(Calendar.from_ical, [text] * 50)
    one = per_item(lambda c: detect(c.event, c.profile, event_rules(), c.settings, c.addresses), cases)
    yield Figure("detection", "ms CPU an event", (one,), baseline=parsing, against="icalendar parsing one")
    long = [replace(c, event=replace(c.event, description="\n".join([c.event.description] * 10))) for c in cases[:60]]
    short = per_item(lambda c: detect(c.event, c.profile, event_rules(), c.settings, c.addresses), cases[:60])
    much = per_item(lambda c: detect(c.event, c.profile, event_rules(), c.settings, c.addresses), long, 1)
    yield Figure("detection, tenfold description", "ms CPU an event", (short, much), (1, 10), "times the text")


def _mails() -> Iterator[Figure]:
    folder = Path(messages.__file__).parent / "tune"
    raws = [path.read_bytes() for path in sorted(folder.glob("*.eml"))][:MOST]
    plain = per_item(lambda raw: email.message_from_bytes(raw, policy=email.policy.default).as_string(), raws)
    parsing = per_item(lambda raw: parse_message(raw, ref="x"), raws)
    yield Figure("parsing", "ms CPU a mail", (parsing,), baseline=plain, against="the standard library's email")
    cases = messages_loading.load("tune")[:MOST]
    reading = per_item(messages_loading.read, cases)
    yield Figure("reply analysis", "ms CPU a mail", (reading,), baseline=plain, against="the standard library's email")
    some = [c for c in cases if c.message.text][:60]
    long = [replace(c, message=replace(c.message, text="\n".join([c.message.text] * 10))) for c in some]
    values = (per_item(messages_loading.read, some), per_item(messages_loading.read, long, 1))
    yield Figure("reply analysis, tenfold text", "ms CPU a mail", values, (1, 10), "times the text")


def _drafts() -> Iterator[Figure]:
    notes = [f"Priya showed me dashboard {n}, and I liked the incident review." for n in range(40)]
    one = per_item(lambda text: letter(text), notes)
    long = per_item(lambda text: letter("\n".join([text] * 10)), notes[:20], 1)
    yield Figure("a draft", "ms CPU", (one, long), (1, 10), "notes")
