"""Whether a mail names a day at all, whatever it says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from followbot.domain.answers.rules import Pack, stops_of
from followbot.domain.dates import mentions
from followbot.domain.mentioned import Mention
from followbot.domain.sentences import first_sentences

_NEWS = timedelta(days=120)
_NUMBERED_WEEK = "isoweek"


def names_day(text: str, day: date, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names a day by its date, and not only by the day of the week: hours are told by weekdays, too."""
    return any(m.first == day and not m.weekday for m in _named(text, packs, base))


def names_day_after(text: str, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names a day by its date that lies after `base`, and not by months."""
    return any(_is_a_day_ahead(m, base) for m in _named(text, packs, base))


def names_days_up_to(text: str, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names days up to one after `base`, or the number of a week ahead: "3 to 23 August", "week 31"."""
    found = _named(text, packs, base)
    return any((m.is_range or m.unit == _NUMBERED_WEEK) and timedelta() < m.last - base < _NEWS for m in found)


def sole_day_ahead(text: str, packs: Iterable[Pack], base: date) -> date | None:
    """The one day after `base` that a text names by its date; None where it names none or several."""
    ahead = {m.first for m in _named(text, packs, base) if _is_a_day_ahead(m, base)}
    return ahead.pop() if len(ahead) == 1 else None


def _named(text: str, packs: Iterable[Pack], base: date) -> Iterator[Mention]:
    """Every day or span of days that a text names, by the words of each language."""
    packs = tuple(packs)
    for sentence in first_sentences(text, stops_of(packs)):
        for pack in packs:
            yield from mentions(sentence, pack.dates, base)[1]


def _is_a_day_ahead(named: Mention, base: date) -> bool:
    """Whether one day after `base` is named, by its date."""
    one = named.first == named.last and not named.weekday and not named.length
    return one and timedelta() < named.first - base < _NEWS
