"""What can be the position that an interview is about, and all that is seen of each such stretch: see `position`.

In a description a position is where a word for one stands, or behind a field or a word that leads to one; in a title any
stretch that begins or ends a part can be one, because trades have more words than any list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice, pairwise

from followbot.domain.events.choices import Choices, Part, joined
from followbot.domain.events.parties import Sides
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Scene
from followbot.domain.events.textrows import BODY, GENDER, TITLE, Row, rows
from followbot.domain.phrases import fold

_WORDS, _CHARACTERS = 8, 14
"""Words, or Japanese and Chinese characters, that a position has at most."""
_MOST = 160
"""Stretches of one text."""
_LONGEST = 80
_ENDS = 2
_PAIR = 2
_PLAIN_GAPS = frozenset({"", " "})
_GAP_MAX = 3
_KEPT = 8_000
_GAPS_KEPT = 500
"""Words, and what stands between two, that are remembered: the same come again and again."""
_HEADS = frozenset({"role", "position"})
_LEADS = frozenset({"role_field", "for"})
_SIGNS = frozenset({"role", "role_field"})
_GAP = re.compile(r" ?[-–/&+,('’.:)|+#]{0,2} ?")
_MARKS = re.compile(r"[^\w ,.&+-]|  |/")
_FULL = frozenset({".", "|", ":", ";"})
_APART = re.compile(r"[^\w]+")


def position_key(name: str) -> str:
    """A position without case and punctuation."""
    key = name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
    plain = key.isalnum() or ("  " not in key and key.replace(" ", "").isalnum())  # nearly always
    return (key if plain else _APART.sub(" ", key)).strip()


@dataclass(slots=True)
class Stretch:
    """A stretch that can be the position, as it is written, with what is seen of it wherever it stands."""

    name: str
    parts: list[Part] = field(default_factory=list)
    """Of one place no two say the same: what stands before it, behind it, its words …"""
    places: int = 0

    @property
    def seen(self) -> frozenset[str]:
        """Everything seen of it."""
        return frozenset().union(*[seen for seen, _ in self.parts])

    def weight(self, choices: Choices) -> int:
        """What all that weighs, in hundredths."""
        return sum([weight for _, weight in self.parts]) if self.places < _PAIR else choices.weight(self.seen)


def positions(scene: Scene, sides: Sides, company: str | None) -> dict[str, Stretch]:
    """Every stretch that can be the position, by its key; under "" that none is named. Bounded; pure."""
    found: dict[str, Stretch] = {}
    owned = frozenset(re.findall(r"\w+", fold(company or "")))
    titles = "\n".join([position_key(mention.title) for mention in sides.mentions])
    for row in rows(scene, sides):
        if row.where not in (TITLE, BODY):
            continue
        text, tokens = _Text(row, scene.rules), row.words.tokens
        for first, end in islice(_stretches(row), _MOST):
            name = _written(row, first, end)
            if len(name) <= _LONGEST and (key := position_key(name)):
                one = found.get(key)
                if one is None:
                    one = found[key] = Stretch(name)
                one.places += 1
                one.parts += text.seen(first, end)
                flags = (
                    name[:1].isupper(),
                    not owned.isdisjoint(tokens[first:end]),
                    key in titles,
                )
                one.parts.append(_of_flags(*flags, scene.rules.positions))
    found[""] = Stretch("", [_nothing(scene)])
    return found


def in_title(title: Row, scene: Scene) -> tuple[int, int]:
    """The words from and up to which a title names its position by what is seen of the title alone; none from 0 to 0."""
    text, best, (_, heaviest) = _Text(title, scene.rules), (0, 0), _nothing(scene)
    for first, end in islice(_stretches(title), _MOST):
        flag = _of_flags(title.big[first], False, False, scene.rules.positions)
        weight = sum([weight for _, weight in (*text.seen(first, end), flag)])
        if weight > heaviest:
            best, heaviest = (first, end), weight
    return best


def _nothing(scene: Scene) -> Part:
    """What is seen of an event that names no position."""
    told = {h.sign for h in (*scene.body_vocabulary, *scene.title_vocabulary)} & _SIGNS
    return scene.rules.positions.part(
        "none", *(f"none/{sign}" for sign in told), *(f"none/no {sign}" for sign in _SIGNS - told)
    )


@lru_cache(maxsize=_GAPS_KEPT)
def _of_flags(capital: bool, companys: bool, somebodys: bool, weights: Choices) -> Part:
    """Whether it begins with a capital, has a word of the company's name, and is somebody's own title."""
    flags = ("A", capital), ("company", companys), ("somebody's", somebodys)
    return weights.part(*[flag for flag, stands in flags if stands])


def _written(row: Row, first: int, end: int) -> str:
    begin, stop = row.words.spans[first][0], row.words.spans[end - 1][1]
    text = row.words.text
    name = text[begin:stop]
    if _PLAIN_GAPS.issuperset(row.gaps[first + 1 : end]) or not _MARKS.search(name):
        return name
    open_ = text.count("(", begin, stop) > text.count(")", begin, stop) and text[stop : stop + 1] == ")"
    name = text[begin : stop + open_]
    if "(" in name or "/" in name or "[" in name:
        name = GENDER.sub("", name)
    return " ".join(name.split())


def _stretches(row: Row) -> Iterator[tuple[int, int]]:
    sorts, starts, size, asian = row.sorts, row.starts, len(row.sorts), True in row.asian
    title = row.where == TITLE
    heads = [index for index, sort in enumerate(sorts) if sort in _HEADS]
    next_head = iter(heads)
    head = next(next_head, size)
    for first in range(size):
        if head < first:
            head = next(next_head, size)
        limit = min(size, first + (_CHARACTERS if row.asian[first] else _WORDS))
        led = first > 0 and sorts[first - 1] in _LEADS
        begins = first in starts
        if not (led or title or head < limit) or sorts[first] == "address" or (asian and not _may_part(row, first)):
            continue
        for last in range(first, limit):
            if last > first and not _goes_on(row, last):
                break
            if asian and ((row.asian[first] and last == first) or not _may_part(row, last + 1)):
                continue
            if last >= head or led or (title and (begins or last + 1 >= size or last + 1 in starts)):
                yield first, last + 1


def _goes_on(row: Row, index: int) -> bool:
    """Whether a stretch can go on with a word: on the same line, behind no more than a mark within a name."""
    gap = row.gaps[index]
    if row.sorts[index] == "address" or not (gap == " " or _is_joint(gap)):
        return False
    return index not in row.starts or gap.strip() not in _FULL


@lru_cache(maxsize=_GAPS_KEPT)
def _is_joint(gap: str) -> bool:
    return "\n" not in gap and len(gap) <= _GAP_MAX and _GAP.fullmatch(gap) is not None


def _may_part(row: Row, index: int) -> bool:
    """Whether a stretch may begin, or the one before end, at a word: not within a run of kana."""
    if not 0 < index < len(row.sorts) or row.gaps[index] != "" or not row.asian[index] or index in row.starts:
        return True
    return row.sorts[index] != row.sorts[index - 1] or row.sorts[index] == "han"


class _Text:
    """A text as positions are seen in it: what stands at a word is asked once, because many stretches begin or end there."""

    def __init__(self, row: Row, rules: DetectionRules) -> None:
        self._row = row
        self._weights = rules.positions
        self._levels = rules.choices
        self._heads = [index for index, sort in enumerate(row.sorts) if sort in _HEADS]
        self._heads_before = [0, *accumulate([sort in _HEADS for sort in row.sorts])]
        """For each word, and behind the last, how many words for a position stand before it."""
        self._asian = True in row.asian
        self._left: dict[int, Part] = {}
        self._right: dict[int, Part] = {}
        self._leads: dict[int, Part] = {}
        self._tails: dict[int, Part] = {}

    def seen(self, first: int, end: int) -> list[Part]:
        """What is seen of a stretch."""
        row, weights = self._row, self._weights
        left, right = self._left.get(first), self._right.get(end)
        if left is None:
            left = self._left[first] = self._before(first)
        if right is None:
            right = self._right[end] = self._behind(end)
        found = [left, right, *self._of_sorts(first, end)]
        if self._asian and True in row.asian[first:end]:
            found.append(_of_run("".join(row.words.tokens[first:end]), weights, self._levels))
        else:
            if self._asian:
                found += (self._of_first(first), self._of_last(end))
            if end - first > _ENDS:
                found += [_of_inner(word, weights) for word in set(row.words.tokens[first + 1 : end - 1])]
        gaps = row.gaps[first + 1 : end]
        if not _PLAIN_GAPS.issuperset(gaps):
            sorts = row.sorts[first + 1 : end]
            marks = [(mark, sort) for gap, sort in zip(gaps, sorts, strict=True) if (mark := gap.strip()[:1])]
            found.append(_of_gaps(tuple(marks), weights))
        return found

    def _of_sorts(self, first: int, end: int) -> tuple[Part, ...]:
        """What its words are, and what it has before the first and behind the last word for a position."""
        row, weights, heads = self._row, self._weights, self._heads
        sorts, starts = row.sorts, row.starts
        ends = end >= len(sorts) or end in starts
        low, high = self._heads_before[first], self._heads_before[end]
        frame = _of_frame(row.where, first in starts, ends, end - first, high - low, weights)
        bounds = _of_bounds(sorts[first], sorts[end - 1], weights)
        if low == high:
            return frame, bounds
        lead, tail = self._leads.get(first), self._tails.get(end)
        if lead is None:
            lead = self._leads[first] = _of_lead(sorts[first : heads[low]], weights)
        if tail is None:
            tail = self._tails[end] = _of_tail(sorts[heads[high - 1] + 1 : end], weights)
        return frame, bounds, lead, tail

    def _of_first(self, first: int) -> Part:
        return _of_first(self._row.words.tokens[first], self._weights, self._levels)

    def _of_last(self, end: int) -> Part:
        return _of_last(self._row.words.tokens[end - 1], self._weights, self._levels)

    def _before(self, first: int) -> Part:
        """What stands before a stretch, and its first word where the text has no characters."""
        row, weights, where = self._row, self._weights, self._row.where
        gap = row.gaps[first]
        found = _of_gap_before(where, first in row.starts, gap, row.sorts[first - 1] if first else "", weights)
        if first:
            token = row.words.tokens[first - 1]
            found = joined(found, weights.alone(f"{where}<={token}"))
            if row.asian[first] and gap == "":
                found = joined(found, weights.part(f"z< {self._levels.level(token + row.words.tokens[first])}"))
        return found if self._asian else joined(found, self._of_first(first))

    def _behind(self, end: int) -> Part:
        """What stands behind a stretch, and its last word where the text has no characters."""
        row, weights, where = self._row, self._weights, self._row.where
        inside, gap = end < len(row.sorts), row.gaps[end]
        ends, sort = not inside or end in row.starts, row.sorts[end] if inside else ""
        found = _of_gap_behind(where, ends, row.is_gendered(end), gap, sort, weights)
        if inside:
            token = row.words.tokens[end]
            found = joined(found, weights.alone(f"{where}>={token}"))
            if row.asian[end] and gap == "":
                found = joined(found, weights.part(f"z> {self._levels.level(row.words.tokens[end - 1] + token)}"))
        return found if self._asian else joined(found, self._of_last(end))


@lru_cache(maxsize=_GAPS_KEPT)
def _of_gap_before(where: str, begins: bool, gap: str, sort: str, weights: Choices) -> Part:
    """What stands before it, where that is another word of the `sort`."""
    gap = gap.strip()
    seen = (where, f"{where}<{'|' if begins else gap + sort}")
    return (
        weights.part(*seen, f"{where}<s {sort}/{int(begins)}", f"{where}<g {gap[:1]}") if sort else weights.part(*seen)
    )


@lru_cache(maxsize=_GAPS_KEPT)
def _of_gap_behind(where: str, ends: bool, gendered: bool, gap: str, sort: str, weights: Choices) -> Part:
    """What stands behind it, where that is another word of the `sort`."""
    mark = gap.strip()
    seen = [f"{where}>{'|' if ends else mark + sort}", *(["gendered"] if gendered else [])]
    if sort:
        seen += [f"{where}>g {mark[:1]} {sort}", *([f"cont {sort}"] if gap == " " and not ends else [])]
    return weights.part(*seen)


@lru_cache(maxsize=_GAPS_KEPT)
def _of_frame(where: str, begins: bool, ends: bool, size: int, heads: int, weights: Choices) -> Part:
    """Where it stands, of how many words it is, and how many of them are for a position."""
    at = f"{int(begins)}{int(ends)}"
    none = () if heads else (f"nohead/{where}/{at}",)
    return weights.part(f"{where} {at}", f"n{min(size, 9)}", f"h {min(heads, 3)}", *none)


@lru_cache(maxsize=_GAPS_KEPT)
def _of_bounds(first: str, last: str, weights: Choices) -> Part:
    return weights.alone(f"fl {first} {last}")


@lru_cache(maxsize=_KEPT)
def _of_lead(sorts: tuple[str, ...], weights: Choices) -> Part:
    """What stands before its first word for a position."""
    return weights.part(f"h< {min(len(sorts), 3)}", *[f"hx< {sort}" for sort in dict.fromkeys(sorts)])


@lru_cache(maxsize=_KEPT)
def _of_tail(sorts: tuple[str, ...], weights: Choices) -> Part:
    """What stands behind its last word for a position."""
    return weights.part(f"h> {min(len(sorts), 4)}", *[f"hx> {sort}" for sort in dict.fromkeys(sorts)])


def _of_first(word: str, weights: Choices, levels: Choices) -> Part:
    return weights.part(f"F={word}", f"f={word[:5]}", f"lf {levels.level(word)}")


def _of_last(word: str, weights: Choices, levels: Choices) -> Part:
    return weights.part(f"E={word}", f"e={word[-4:]}", f"ll {levels.level(word)}")


@lru_cache(maxsize=_KEPT)
def _of_inner(word: str, weights: Choices) -> Part:
    return weights.alone(f"W={word}")


def _of_run(run: str, weights: Choices, levels: Choices) -> Part:
    new = [levels.level(a + b) for a, b in pairwise(run)].count("c0")
    return weights.part(f"E={run[-2:]}", f"e={run[-1:]}", f"F={run[:1]}", f"F2={run[:2]}", f"zn {min(new, 4)}")


@lru_cache(maxsize=_GAPS_KEPT)
def _of_gaps(marks: tuple[tuple[str, str], ...], weights: Choices) -> Part:
    """The marks within it, each with what the word behind it is."""
    seen = (one for mark, sort in marks for one in (f"in{mark} {sort}", f"in{mark}"))
    return weights.part(*dict.fromkeys(seen))
