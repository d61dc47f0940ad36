"""Whether a mail names a day at all, whatever it says of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from followbot.domain.answers.rules import Pack
from followbot.domain.dates import mentions
from followbot.domain.sentences import first_sentences

_NEWS = timedelta(days=120)


def names_day(text: str, day: date, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names a day by its date, and not only by the day of the week: hours are told by weekdays, too."""
    found = (m for sentence in first_sentences(text) for pack in packs for m in mentions(sentence, pack.dates, base)[1])
    return any(m.first == day and not m.weekday for m in found)


def names_day_after(text: str, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names a day by its date that lies after `base`, and not by months."""
    found = (m for sentence in first_sentences(text) for pack in packs for m in mentions(sentence, pack.dates, base)[1])
    return any(m.first == m.last and base < m.first < base + _NEWS and not m.weekday and not m.length for m in found)
