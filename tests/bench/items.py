"""What one event, one mail, one draft takes; and how it grows with a text of ten times the length."""

from __future__ import annotations

import email
import email.policy
import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any, TypeVar

from icalendar import Calendar

from followbot.domain.detection import detect
from followbot.domain.mime import parse_message
from tests.bench.figures import Figure
from tests.bench.places import ics
from tests.corpus import messages
from tests.corpus.events import loading as events_loading
from tests.corpus.events.measure import rules as event_rules
from tests.corpus.messages import loading as messages_loading
from tests.domain.drafting import desk
from tests.domain.replies.bombs import NAMES, bomb, letter
from tests.domain.replies.mails import raw_mail, read

MOST, FEW = 300, 75
T = TypeVar("T")


def per_item(do: Callable[[T], object], items: Sequence[T]) -> float:
    """Milliseconds of processor time an item, each seen for the first time.

    Rules and caches of words are warmed with a quarter of the items, which is not counted; of the others each counts once, so
    that nothing that was remembered of an item itself makes it look cheap.
    """
    warm = len(items) // 4
    for item in items[:warm]:
        do(item)
    begun = process_time()
    for item in items[warm:]:
        do(item)
    return (process_time() - begun) / (len(items) - warm) * 1000


def spread(items: Sequence[T], some: int) -> Sequence[T]:
    """So many of the items, at even distances: the first ones of a corpus are other ones whenever it grows."""
    return items[:: max(1, len(items) // some)][:some]


def parted(items: Sequence[T]) -> tuple[list[T], list[T]]:
    """Every fifth of the items, and all others: neither has seen what the other is measured with."""
    few = list(items[::5])
    return [item for number, item in enumerate(items) if number % 5], few


def measured() -> Iterator[Figure]:
    gc.set_threshold(50_000)  # as the program has it
    yield from _events()
    yield from _mails()
    yield from _drafts()


def _events() -> Iterator[Figure]:
    most, some = parted(spread(events_loading.load("tune"), MOST + FEW))

    def judge(case: Any) -> object:
        return detect(case.event, case.profile, event_rules(), case.settings, case.addresses)

    text = ics("int-1", "Acme", desk.TUESDAY).encode()
    parsing = per_item(Calendar.from_ical, [text] * 200)
    one = per_item(judge, most)
    yield Figure("detection", "ms CPU an event", (one,), baseline=parsing, against="icalendar parsing one")
    long = [replace(c, event=replace(c.event, description="\n".join([c.event.description] * 10))) for c in some]
    short, much = per_item(judge, some), per_item(judge, long)
    yield Figure("detection, tenfold description", "ms CPU an event", (short, much), (1, 10), "times the text")


def _mails() -> Iterator[Figure]:
    folder = Path(messages.__file__).parent / "tune"
    raws = [path.read_bytes() for path in spread(sorted(folder.glob("*.eml")), MOST)]
    plain = per_item(lambda raw: email.message_from_bytes(raw, policy=email.policy.default).as_string(), raws)
    parsing = per_item(lambda raw: parse_message(raw, ref="x"), raws)
    yield Figure("parsing", "ms CPU a mail", (parsing,), baseline=plain, against="the standard library's email")
    most, few = parted(spread(messages_loading.load("tune"), MOST + FEW))
    reading = per_item(messages_loading.read, most)
    yield Figure("reply analysis", "ms CPU a mail", (reading,), baseline=plain, against="the standard library's email")
    some = [c for c in few if c.message.text]
    long = [replace(c, message=replace(c.message, text="\n".join([c.message.text] * 10))) for c in some]
    values = (per_item(messages_loading.read, some), per_item(messages_loading.read, long))
    yield Figure("reply analysis, tenfold text", "ms CPU a mail", values, (1, 10), "times the text")
    yield from _large_mails()


def _large_mails() -> Iterator[Figure]:
    """From the bytes that come in to the verdict. Of three readings of a hostile mail the shortest counts."""

    def judge(raw: bytes) -> object:
        return read(parse_message(raw, ref="x"))

    letters = [raw_mail(letter(run), thread=True) for run in range(FEW)]
    yield Figure("reply analysis with parsing, 20 kB", "ms CPU a mail", (per_item(judge, letters),))
    slowest = max(min(per_item(judge, [raw]) for _ in range(3)) for raw in map(bomb, NAMES))
    yield Figure(f"the slowest of {len(NAMES)} hostile mails, 5 MB", "ms CPU", (slowest,))


def _drafts() -> Iterator[Figure]:
    notes = [f"Priya showed me dashboard {n}, and I liked the incident review." for n in range(80)]
    one = per_item(lambda text: desk.letter(text), notes[:40])
    long = per_item(lambda text: desk.letter("\n".join([text] * 10)), notes[40:])
    yield Figure("a draft", "ms CPU", (one, long), (1, 10), "notes")
