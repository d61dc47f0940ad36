"""Whether a mail names a day at all, whatever it says of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from followbot.domain.answers.rules import Pack, stops_of
from followbot.domain.dates import mentions
from followbot.domain.sentences import first_sentences

_NEWS = timedelta(days=120)
_NUMBERED_WEEK = "isoweek"


def names_day(text: str, day: date, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names a day by its date, and not only by the day of the week: hours are told by weekdays, too."""
    found = (
        m
        for sentence in first_sentences(text, stops_of(packs))
        for pack in packs
        for m in mentions(sentence, pack.dates, base)[1]
    )
    return any(m.first == day and not m.weekday for m in found)


def names_day_after(text: str, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names a day by its date that lies after `base`, and not by months."""
    found = (
        m
        for sentence in first_sentences(text, stops_of(packs))
        for pack in packs
        for m in mentions(sentence, pack.dates, base)[1]
    )
    return any(m.first == m.last and base < m.first < base + _NEWS and not m.weekday and not m.length for m in found)


def names_days_up_to(text: str, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names days up to one after `base`, or the number of a week ahead: "3 to 23 August", "week 31"."""
    found = (
        m
        for sentence in first_sentences(text, stops_of(packs))
        for pack in packs
        for m in mentions(sentence, pack.dates, base)[1]
    )
    return any((m.is_range or m.unit == _NUMBERED_WEEK) and base < m.last < base + _NEWS for m in found)


def sole_day_ahead(text: str, packs: Iterable[Pack], base: date) -> date | None:
    """The one day after `base` that a text names by its date; None where it names none or several."""
    found = (
        m
        for sentence in first_sentences(text, stops_of(packs))
        for pack in packs
        for m in mentions(sentence, pack.dates, base)[1]
    )
    ahead = {
        m.first for m in found if m.first == m.last and base < m.first < base + _NEWS and not m.length and not m.weekday
    }
    return ahead.pop() if len(ahead) == 1 else None
