"""Days in figures: "2026-03-09", "09.03.", "4/3", "3月9日", with what a language or a country takes them for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

PAST = timedelta(days=45)
"""A day without a year may lie this far back (the first day of an absence); further back, next year is meant."""
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<![\d.])(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_CJK_DATE = re.compile(r"(?:(20\d\d)\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]")
_CJK_RANGE = re.compile(
    r"(?:(20\d\d)\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]?\s?(?:[(][^()]{1,4}[)]\s?)?(?:至|到|から|より|[-~〜–—])\s?"
    r"(\d{1,2})\s?[日号號]"
)
"""The end of "11月9日至20日" is in the same month."""
_HAN_NUMBER = re.compile(
    "(?<![一二三四五六七八九十第星期礼拜周週])(二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])(?=[月日号號])"
)
""" "十五号", "一月四日": days and months in Chinese figures."""
_HAN_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}
_DAY_RANGE = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(?:[-–—]|bis|to)\s?(\d{1,2})\.(\d{1,2})\.(?:\s?((?:20)?\d\d)(?!\d))?")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?((?:20)?\d\d)(?!\d))?(?![\d.]*\d)")
_DOTTED_ONCE = re.compile(r"(?<![\d.])(\d{1,2})\.(0\d|1[0-2])(?![\d.%€]|\s?(?:uhr|Uhr|h\b|€|EUR|eur|saat|godz|ore\b))")
_SLASHED = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})(?:\2((?:20)?\d\d))?(?![\d/]|\s?%|-\d)")
_COUNTED = re.compile(r"\s?[^\W\d_]{2,}")
_SOON = timedelta(days=100)
"""Of the two readings of "4/3", one that lies this near ahead is preferred to one that does not."""
_WEEKDAY_REACH = 2
"""Words before a day of the month among which the day of the week stands."""
_COUNTABLE = frozenset(("dag", "wek", "wee", "wer", "uur", "maa", "per", "kan", "jaa", "ron", "ges", "min", "keer"))
"""How the Dutch words begin that are counted "3-4"; only that language writes dates so."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a language writes a day in figures."""

    month_first: bool = False
    """Whether "4/3" is the third of April."""
    dashed: bool = False
    """Whether "3-4" may be a day at all."""
    dotted: bool = False
    """Whether "27.07" is one without its last full stop, and no time of day."""


def figures(text: str, order: Order, base: date) -> str:
    """Dates in figures replaced by an unmistakable token, so that folding cannot spoil them."""

    def token(year: str | None, month: str, day: str) -> str:
        found = near(base, int(month), int(day), _year(year))
        return f" iso{found:%Y%m%d} " if found else " "

    def either(match: re.Match[str]) -> str:
        one, two, year = match[1], match[3], match[4]
        if match[2] == "-" and not year and (not order.dashed or _counts(match)):
            return match[0]
        orders = ((one, two), (two, one)) if order.month_first else ((two, one), (one, two))
        usual, other = (near(base, int(month), int(day), _year(year)) for month, day in orders)
        swap = usual is None or (other is not None and not _ahead(usual, base) and _ahead(other, base))
        month, day = orders[1] if swap else orders[0]
        return token(year, month, day)

    text = text if text.isascii() else _HAN_NUMBER.sub(_in_digits, unicodedata.normalize("NFKC", text))
    if not _DIGIT.search(text):
        return text
    text = _ISO.sub(lambda m: token(m[1], m[2], m[3]), text)
    text = _CJK_RANGE.sub(lambda m: f"{token(m[1], m[2], m[3])}至{token(m[1], m[2], m[4])}", text)
    text = _CJK_DATE.sub(lambda m: token(m[1], m[2], m[3]), text)
    text = _DAY_RANGE.sub(lambda m: f"{token(m[4], m[3], m[1])} - {token(m[4], m[3], m[2])}", text)
    text = _DOTTED.sub(lambda m: token(m[3], m[2], m[1]), text)
    if order.dotted:
        text = _DOTTED_ONCE.sub(lambda m: token(None, m[2], m[1]), text)
    return _SLASHED.sub(either, text)


def _in_digits(match: re.Match[str]) -> str:
    tens, ten, ones = match[1].rpartition("十")
    return str((10 * _HAN_DIGITS.get(tens, 1) if ten else 0) + _HAN_DIGITS.get(ones, 0))


def _counts(match: re.Match[str]) -> bool:
    """Whether "3-4" counts something ("3-4 dagen")."""
    following = _COUNTED.match(match.string, match.end())
    return following is not None and following[0].strip()[:3].lower() in _COUNTABLE


def _ahead(day: date, base: date) -> bool:
    return base <= day <= base + _SOON


def _year(figures: str | None) -> int | None:
    if not figures:
        return None
    return int(figures) + (2000 if len(figures) == 2 else 0)


def near(base: date, month: int, day: int, year: int | None = None) -> date | None:
    """The day with this month and day that is meant on `base`; None where the calendar has no such day."""
    for candidate in (year,) if year else (base.year, base.year + 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= base - PAST:
            return found
    return None


def in_figures(
    flat: Sequence[str], spelled: Mapping[str, str], weekdays: Mapping[str, int], months: Container[str]
) -> Iterator[str]:
    """The folded words of a sentence with days of the month in figures, where nothing follows that they could count: "by the
    thirteenth", "Friday the thirteenth I call you"; "the fifth Friday" and "the twentieth candidate" count something else.
    """
    for number, word in enumerate(flat):
        if word not in spelled:
            yield word
            continue
        told = weekdays.keys() & flat[max(0, number - _WEEKDAY_REACH) : number]
        alone = number + 1 == len(flat) or flat[number + 1] in months
        yield spelled[word] if told or alone else word
