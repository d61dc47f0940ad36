"""Days that people write: "by the end of next week", "Mon 9 June", "09.06.", "in two weeks", resolved against a base day.

A mention is a span of days, because "next week" is a Monday to somebody who is coming back and a Friday to somebody who
was promised an answer. Weekdays lie ahead of the base day; a day without a year is taken near it. Every language brings
its own words as data (`[dates]` in its rule file); only figures are read without them.

dateparser was meant to read what these rules find. It is not asked: it knows neither ranges nor "end of next week" nor "sous
quinzaine", guesses where it should be silent, and can hang on long text. What holds without it is the bound that it was to
have: no phrase that a day is read from is longer than sixty letters, in any language, whatever the text; a test measures it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from followbot.domain.addresses import ADDRESS
from followbot.domain.anchors import anchors_of, first_letters, stands_for_another
from followbot.domain.feasts import day_after_feast
from followbot.domain.figures import Order, figures, in_figures, near
from followbot.domain.mentioned import Mention, read_together
from followbot.domain.phrases import words
from followbot.domain.spans import (
    NTH,
    PARTS_OF_MONTH,
    WORKDAYS,
    counted,
    iso_week,
    month_later,
    nth_weekday,
    part_of_month,
    part_of_week,
    week_of,
)

_MAX_COUNT = 400
_MAX_MENTIONS = 40
_SENTENCES_KEPT, _SENTENCE_KEPT = 256, 700

_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h]\d{2}(?::\d{2})?(?!\d)")
_ISO_TOKEN = r"iso(?P<iso>\d{8})"  # noqa: S105 - a pattern, not a password


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """The words of one language for days, compiled. It is equal to itself alone, so that it costs nothing to remember what a
    sentence names.
    """

    pattern: re.Pattern[str]
    meanings: tuple[str, ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    order: Order
    doubtful: frozenset[str] = frozenset()
    before_short: frozenset[str] = frozenset()
    before_last: frozenset[str] = frozenset()
    """Weekdays cut so short that they are other words, too ("Do" ends a name, "so" is no Sunday, "jeu" is a game), the
    words one of which has to stand before them, and those that are enough where nothing follows ("we call you Do.").
    """
    spelled: Mapping[str, str] = field(default_factory=dict)
    """Days of the month as words, and as they are in figures: "thirteenth", "13th"."""
    feasts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Names of feasts with what `day_after_feast` knows them by."""
    anchors: frozenset[str] | None = None
    """Words of which each day without a figure has one, None where words are not spaced: most sentences have none."""


def _numbered(names: list[str], first: int) -> dict[str, int]:
    """{"january": 1, "jan": 1, ...} from ["january|jan", ...], folded."""
    return {
        words(name).strip(): number
        for number, spellings in enumerate(names, first)
        for name in spellings.split("|")
        if name
    }


def _any_of(names: Mapping[str, object]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"


_FIGURE = re.compile(r"\d")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"


def parse_date_words(table: Mapping[str, Any]) -> DateWords:
    """Compile a `[dates]` table: names, numbers, feasts and `phrases` (notation → meaning, see `_resolve`)."""
    months = _numbered(table.get("months", []), 1)
    weekdays = _numbered(table.get("weekdays", []), 0)
    numbers = {words(name).strip(): int(value) for name, value in table.get("numbers", {}).items()}
    feasts = {words(n).strip(): code for code, names in table.get("feasts", {}).items() for n in names.split("|")}
    slots = {**_slots(table, months, weekdays, numbers), "feast": rf"(?P<feast#>{_any_of(feasts)})"}
    spaced = table.get("spaced", True)
    alternatives, meanings = [_ISO_TOKEN], ["iso"]
    notations = table.get("phrases", {})
    for notation, meaning in notations.items():
        source = _compile(notation, slots, spaced).replace("#", str(len(meanings)))
        if meaning.startswith("monthday") and spaced:
            units = "|".join(words(unit).strip() for unit in table.get("units", ())) or "(?!)"
            source += rf"(?! (?:(?:de|di|of) )?(?:{_any_of(months)})(?![^\W_])| (?:{units})|\d)"
        # All of them may begin with the blank before a letter, so that the first in the list wins and not the leftmost.
        alternatives.append(f"(?P<m{len(meanings)}>{'' if spaced else ' ?'}{source})")
        meanings.append(meaning)
    order = Order(
        bool(table.get("month_first", False)), bool(table.get("dashed", False)), bool(table.get("dotted", False))
    )
    edge = r"(?<![^\W_])", r"(?![^\W_])"
    body = "|".join(alternatives)
    if not spaced:
        # The cheap look first: at most letters no day begins.
        known = {**numbers, **feasts}
        firsts = "".join(sorted(frozenset().union(*(first_letters(n, months, weekdays, known) for n in notations))))
        body = f"(?= ?[i{re.escape(firsts)}])(?:{body})"
    pattern = re.compile(f"{edge[0]}(?:{body}){edge[1]}" if spaced else body)
    anchors = frozenset().union(*(anchors_of(n, months, weekdays, numbers) for n in notations))
    doubtful = frozenset(words(name).strip() for name in table.get("doubtful", []))
    short, last = (frozenset(words(w).strip() for w in table.get(f"before_{n}", [])) for n in ("short", "last"))
    mark = table.get("ordinal", "").rpartition("|")[2]
    spelled = {words(name).strip(): f"{value}{mark}" for name, value in table.get("spelled", {}).items()}
    read = (pattern, tuple(meanings), months, weekdays, numbers, order)
    return DateWords(*read, doubtful, short, last, spelled, feasts, anchors if spaced else None)


def _slots(
    table: Mapping[str, Any], months: Mapping[str, int], weekdays: Mapping[str, int], numbers: Mapping[str, int]
) -> dict[str, str]:
    """What each slot of a notation matches; "#" stands for the number of the phrase. `k` is a number that is passed over."""
    ordinal = table.get("ordinal", "")
    mark = f"(?: ?(?:{ordinal}))" if ordinal else ""
    alone = {name: number for name, number in months.items() if name not in table.get("never_alone", [])}
    number = rf"\d{{1,3}}|{_any_of(numbers)}"
    return {
        "day": rf"(?P<day#>{_DAY}){mark}{'?' if mark else ''}",
        "to": rf"(?P<until#>{_DAY}){mark}{'?' if mark else ''}",
        "nth": rf"(?P<day#>{_DAY}){mark}",
        "month": rf"(?P<month#>{_any_of(months)})",
        "lonemonth": rf"(?P<month#>{_any_of(alone)})",
        "weekday": rf"(?P<weekday#>{_any_of(weekdays)})",
        "n": rf"(?P<n#>{number})",
        "k": rf"(?:{number})(?!\d)",
        "year": r"(?P<year#>20\d\d)",
    }


_OPTIONAL = re.compile(r"\((?! )([^()]*)\|\) ")


def _with_blanks(optional: re.Match[str]) -> str:
    """ "(a|b|) c" as "(a |b |)c", so that nothing is left between the neighbours where the option is not taken."""
    return "(" + "|".join(f"{choice.strip()} " for choice in optional[1].split("|")) + "|)"


def _compile(notation: str, slots: Mapping[str, str], spaced: bool) -> str:
    """A notation such as "(end of|) {month}" as an expression over folded words; nothing in it can repeat."""
    notation = _OPTIONAL.sub(_with_blanks, notation)
    parts = re.split(r"(\{\w+\}|[(|)])", notation)
    built = []
    for part in parts:
        if part.startswith("{"):
            built.append(slots[part[1:-1]])
        elif part in {"(", "|", ")"}:
            built.append("(?:" if part == "(" else part)
        else:
            folded = words(part).strip()
            lead = " " if spaced and part[:1] == " " else ""
            trail = " " if spaced and part[-1:] == " " and folded else ""
            built.append(f"{lead}{re.escape(folded).replace(chr(92) + ' ', ' ')}{trail}")
    if not spaced:
        return " ?".join(piece.replace(" ", " ?") for piece in built if piece)
    return re.sub(" +", " ", "".join(built))


def mentions(
    text: str, words_of: DateWords, base: date, named_before: Callable[[], date | None] = lambda: None
) -> tuple[str, list[Mention]]:
    """The folded form of one sentence, and the days it names, in order; overlapping ones count once.

    "The day after" is counted from the day that the sentence has named, else from what `named_before` tells.
    """
    look = _days_in if len(text) <= _SENTENCE_KEPT else _days_in.__wrapped__
    flat, found, refers_back = look(text, words_of, base, None)
    if refers_back and (before := named_before()) is not None:
        flat, found, _ = look(text, words_of, base, before)
    return flat, list(found)


@lru_cache(maxsize=_SENTENCES_KEPT)  # who is away, who promises what and by when is asked of the same sentences
def _days_in(text: str, words_of: DateWords, base: date, before: date | None) -> tuple[str, tuple[Mention, ...], bool]:
    """The folded form of a sentence, the days it names, and whether it names the one after a day that it does not name."""
    # Whoever is called Jan has no month in his address.
    text = ADDRESS.sub(" ", text) if "@" in text else text
    flat = words(figures(_CLOCK.sub(" ", text), words_of.order, base))
    if words_of.spelled and not words_of.spelled.keys().isdisjoint(flat.split()):
        flat = f" {' '.join(in_figures(flat.split(), words_of.spelled, words_of.weekdays, {'of', *words_of.months}))} "
    found: list[Mention] = []
    refers_back = False
    for match in words_of.pattern.finditer(flat) if _may_name_day(flat, words_of) else ():
        counted_from = base
        if not match["iso"] and words_of.meanings[_which(match, words_of)].startswith(_REFERS_BACK):
            earlier = found[-1].last if found else before
            if earlier is None:
                refers_back = True
                continue
            counted_from = earlier
        mention = _mention(match, words_of, counted_from)
        if mention is not None and not (
            mention.unit == "weekday"
            and stands_for_another(match, words_of.doubtful, words_of.before_short, words_of.before_last)
        ):
            found.append(mention)
        if len(found) >= _MAX_MENTIONS:
            break
    return flat, tuple(read_together(found)), refers_back


def _may_name_day(flat: str, words_of: DateWords) -> bool:
    """The cheap look first: whether a folded sentence has a figure or a word that days have."""
    return words_of.anchors is None or bool(_FIGURE.search(flat)) or not words_of.anchors.isdisjoint(flat.split())


_REFERS_BACK = "after"
_COUNTED_PARTS = (NTH, "week")
"""Parts of a month whose number the phrase has."""
_ONE_DAY = ("weekday", "date", "monthday", "day+")


def named_days(flat: str, words_of: DateWords) -> Iterator[tuple[int, int]]:
    """Where a folded sentence names a day, whichever it is: no week, no month, no length of time."""
    for match in words_of.pattern.finditer(flat) if _may_name_day(flat, words_of) else ():
        if match["iso"] or words_of.meanings[_which(match, words_of)].startswith(_ONE_DAY):
            yield match.span()


def _which(match: re.Match[str], words_of: DateWords) -> int:
    """The number of the phrase that matched; the first is no phrase but a day in figures."""
    return next(i for i in range(1, len(words_of.meanings)) if match[f"m{i}"] is not None)


def _mention(match: re.Match[str], words_of: DateWords, base: date) -> Mention | None:
    iso = match["iso"]
    if iso:
        found = date(int(iso[:4]), int(iso[4:6]), int(iso[6:]))
        return Mention(match.start(), match.end(), found, found)
    index = _which(match, words_of)
    values = {
        name: match[f"{name}{index}"]
        for name in ("day", "until", "month", "weekday", "n", "year", "feast")
        if f"{name}{index}" in match.re.groupindex and match[f"{name}{index}"] is not None
    }
    meaning = words_of.meanings[index]
    try:
        first, last = _resolve(meaning, _Values(values, words_of), base)
    except (ValueError, OverflowError, KeyError):
        return None
    return Mention(
        match.start(),
        match.end(),
        first,
        last,
        is_range="until" in values,
        length=meaning.endswith(" length"),
        weekday=meaning.startswith("weekday"),
        unit=meaning.split(" ")[0],
    )


@dataclass(frozen=True, slots=True)
class _Values:
    """What the slots of a matched phrase hold."""

    texts: Mapping[str, str]
    language: DateWords

    @property
    def n(self) -> int:
        text = self.texts.get("n", "1")
        count = int(text) if text.isdigit() else self.language.numbers[text]
        if count > _MAX_COUNT:
            raise ValueError(text)
        return count

    @property
    def month(self) -> int:
        return self.language.months[self.texts["month"]]

    @property
    def weekday(self) -> int:
        return self.language.weekdays[self.texts["weekday"]]

    @property
    def year(self) -> int | None:
        return int(self.texts["year"]) if "year" in self.texts else None


def _resolve(meaning: str, values: _Values, base: date) -> tuple[date, date]:
    """The span that a meaning stands for. The meanings that rule files may use:

    * date (a day, or a range of days, of a named month), dateweek (Monday to Friday around one)
    * monthday (the next 9th), monthday/week (Monday to Friday around it)
    * month (a named one), themonth, themonth+1 (counted from the base), each with /early, /third (ten days), /mid, /end,
    /week2 (its second week: the first is the one with its first Thursday), /nth2 (its second such weekday), /nthlast;
    /week and /nth by themselves take their number from the phrase
    * week+0, week+1 ... (Monday to Friday), with /first (its Monday), /early, /mid, /end
    * weekday (the next one), weekday/week and weekday/fortnight (one or two weeks after that), weekday+1 (of next week)
    * feast+1 (the day after a feast), feast/weekday (the first such day after one); nothing (it only looks like a day)
    * isoweek (the calendar week with that number)
    * after+1 (the day after the one that was named before), after+0 (that day), after/week (its week)
    * day+0, day+1 ...; days, workdays, weeks, months (as many as the phrase says); plus14 (so many days), tenworkdays; year
    (its end) or year+1/early (its first days)

    "length" after a blank marks a length of time.
    """
    unit, _, part = meaning.split(" ")[0].partition("/")
    if part in _COUNTED_PARTS and "n" in values.texts:
        part += str(values.n)
    name, _, offset = unit.partition("+")
    if name.startswith("plus"):
        return (base + timedelta(days=int(name[4:])),) * 2
    if name == "tenworkdays":
        return (counted("workdays", 10, base),) * 2
    if name in {"days", "workdays", "weeks", "months"}:
        found = counted(name, values.n, base)
        return found, found
    if name in {"date", "dateweek", "month", "monthday"}:
        return _named(name, part, values, base)
    if name == "weekday":
        return _weekday(offset, values.weekday, base, part)
    if name == "isoweek":
        return part_of_week(iso_week(values.n, base), part)
    if name == "feast":
        code = values.language.feasts[values.texts[name]]
        return (day_after_feast(code, base, int(offset or 0), values.weekday if part else None),) * 2
    if name == "themonth" and part.startswith(NTH):
        return nth_weekday(month_later(base.replace(day=1), int(offset or 0)), values.weekday, part)
    return _relative(name, int(offset or 0), part, base)


def _named(name: str, part: str, values: _Values, base: date) -> tuple[date, date]:
    """A day or days of a named month, or a part of it."""
    if name == "month":
        start = _sure(near(base.replace(day=1), values.month, 1, values.year))
        return nth_weekday(start, values.weekday, part) if part.startswith(NTH) else part_of_month(start, part)
    day = int(values.texts["day"])
    if name == "monthday":
        later = base if day >= base.day else month_later(base.replace(day=1), 1)
        found = later.replace(day=day)
        return part_of_week(week_of(found), "") if part == "week" else (found, found)
    first = _sure(near(base, values.month, day, values.year))
    if name == "dateweek":
        return part_of_week(week_of(first), part)
    last = int(values.texts.get("until", day))
    return first, first.replace(day=last) if last > day else first


def _sure(found: date | None) -> date:
    if found is None:
        raise ValueError("no such day")
    return found


_LATER = {"": 0, "week": 1, "fortnight": 2}
"""Weeks after the next such day."""


def _weekday(weeks: str, weekday: int, base: date, later: str) -> tuple[date, date]:
    """The next such day after the base ("on Friday" written on a Friday means the next one), one so many weeks `later`, or
    that of another week.
    """
    if weeks:
        found = base - timedelta(days=base.weekday()) + timedelta(weeks=int(weeks), days=weekday)
    else:
        found = base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 1, weeks=_LATER[later])
    return found, found


def _relative(name: str, count: int, part: str, base: date) -> tuple[date, date]:
    """A day, week, month or year relative to the base, or a part of it."""
    if name == "after" and part:
        return part_of_week(week_of(base), "")
    if name in {"day", "after"}:
        found = base + timedelta(days=count)
        return found, found
    if name == "week":
        # On a weekend "this week" is the one that is about to begin, and "next week" is still that one.
        weekend = base.weekday() >= WORKDAYS and count == 0
        return part_of_week(base - timedelta(days=base.weekday()) + timedelta(weeks=count + weekend), part)
    if name == "themonth":
        return part_of_month(month_later(base.replace(day=1), count), part)
    if name == "year" and part == "early":
        return date(base.year + count, 1, 1), date(base.year + count, 1, PARTS_OF_MONTH["early"][1])
    if name == "year":
        return date(base.year + count, 12, 31), date(base.year + count, 12, 31)
    raise ValueError(name)
