"""How usual the words of a name are, how far it reaches, and what it is called by: traits that hold for names of any author.

A company's name is of words that nobody else writes, and what stands around it is of words that everybody writes. How usual a
word is comes from the labelled events (`tests.corpus.events.choose`), counted by authors: "s5" is written small by five of them
or more, "c0" by none at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Scene
from followbot.domain.events.stretches import Row
from followbot.domain.events.text import has_ideographs

_FEW = 3
"""Places of one name that are looked at."""
_RARE = frozenset({"c0", "c1", "x"})
_NICKNAME = 4
_BEYOND = 9_999


@dataclass(slots=True)
class Candidate:
    """A name, as it is best written, and everything seen of it."""

    name: str
    tokens: tuple[str, ...] = ()
    """Its words, folded."""
    sorts: tuple[str, ...] = ()
    """What its words are."""
    seen: set[str] = field(default_factory=set)
    times: int = 0
    fits: bool = False
    """Whether it goes with a domain of the event."""
    places: list[tuple[Row, int, int]] = field(default_factory=list)
    """Where it stands: the text, its first word and the one behind its last."""


class Looks:
    """What all names of an event are held against: their words, and how far the longest reach."""

    def __init__(self, scene: Scene, names: Sequence[Candidate]) -> None:
        self._rules = scene.rules
        self._level = scene.rules.choices.level
        self._times = {one.tokens: len(one.places) for one in names}
        self._behind: dict[tuple[int, int], int] = {}
        self._before: dict[tuple[int, int], int] = {}
        rows: dict[int, Row] = {}
        for one in names:
            for row, first, end in one.places:
                rows[id(row)] = row
                self._behind[id(row), first] = max(end, self._behind.get((id(row), first), 0))
                self._before[id(row), end] = min(first, self._before.get((id(row), end), _BEYOND))
        self._wheres: dict[str, set[str]] = {}
        for row in rows.values():
            for word in row.words.tokens:
                self._wheres.setdefault(word, set()).add(row.where)

    def seen(self, one: Candidate) -> Iterator[str]:
        """The traits of a name that a text writes."""
        if not one.places:
            return
        asian = has_ideographs(one.name)
        if asian:
            yield from self._of_characters("".join(one.tokens), one.places)
        else:
            yield from self._of_words(one)
        yield from self._reach(one)
        wheres = "".join(sorted({row.where for row, _, _ in one.places}))
        if any(row.is_gendered(end) for row, _, end in one.places[:_FEW]):
            yield "gendered"
        for kind in _kinds(one, asian, self._rules):
            yield from (f"K {kind}", f"K {kind}/{wheres}")

    def _of_words(self, one: Candidate) -> Iterator[str]:
        levels, sorts = [self._level(t) for t in one.tokens], one.sorts
        yield from (f"lf {levels[0]}", f"ll {levels[-1]}")
        yield from (f"lf {sorts[0]}/{levels[0]}", f"ll {sorts[-1]}/{levels[-1]}")
        yield f"new {min(levels.count('c0'), 3)}/{min(len(levels), 4)}"
        yield from (f"W={t}" for t in one.tokens[1:-1])
        yield from self._of_gaps(*one.places[0])
        if "&" in one.name and looks_like_person(one.name.rpartition("&")[2].strip(), self._rules):
            yield "& somebody"
        wheres = {w for t, how in zip(one.tokens, levels, strict=True) if how in _RARE for w in self._wheres[t]}
        yield from (f"U {''.join(sorted(wheres))}", f"U {len(wheres)} {len({p[0].where for p in one.places})}")
        for row, first, end in one.places[:_FEW]:
            if end < len(row) and row.glued[end]:
                yield f"{row.where}>> {self._beside(row, end)}"
            if first and row.glued[first]:
                yield f"{row.where}<< {self._beside(row, first - 1)}"

    def _of_gaps(self, row: Row, first: int, end: int) -> Iterator[str]:
        """What else than a space stands between its words; a full stop behind a long one ends a sentence."""
        for index in range(first + 1, end):
            if (gap := row.gaps[index]) != " ":
                yield from (f"gap {gap.strip()} {min(index - first, 2)}", f"gap {gap.strip()} {row.sorts[index]}")
                if gap == ". ":
                    yield f"gap. {min(len(row.words.tokens[index - 1]), 4)}"

    def _beside(self, row: Row, index: int) -> str:
        return f"{row.sorts[index]}/{self._level(row.words.tokens[index])}{'A' if row.big[index] else 'a'}"

    def _of_characters(self, name: str, places: Sequence[tuple[Row, int, int]]) -> Iterator[str]:
        """How usual its pairs of characters are, and those across its ends."""
        pairs = [self._level(a + b) for a, b in pairwise(name)] or [""]
        yield from (f"zn {min(pairs.count('c0'), 5)}/{min(len(pairs), 6)}", f"zf {pairs[0]}", f"zl {pairs[-1]}")
        trades = _trades(self._rules).search(name)
        ends = name.endswith(self._rules.reading.asian_trades)
        yield f"zk {('only' if trades and not trades.start() else 'end') if ends else 'in' if trades else 'no'}"
        if name[0] in self._rules.naming.small and len(name) < _NICKNAME:
            yield "z nick"
        for row, first, end in places[:_FEW]:
            for side, inner, before, behind in (("z>", pairs[-1], end - 1, end), ("z<", pairs[0], first - 1, first)):
                joined = before >= 0 and behind < len(row) and row.asian[before] and row.asian[behind]
                if joined and row.gaps[behind] == "":
                    level = self._level(row.words.tokens[before] + row.words.tokens[behind])
                    yield from (f"{side} {level}", f"{side}I {level} {inner}")
                else:
                    yield f"{side} |"

    def _reach(self, one: Candidate) -> Iterator[str]:
        """Whether longer names hold it wherever it stands, and whether what is left without its ends stands elsewhere too."""
        times = len(one.places)
        right = sum(self._behind[id(row), first] > end for row, first, end in one.places)
        left = sum(self._before[id(row), end] < first for row, first, end in one.places)
        behind, before = (("none" if not n else "all" if n == times else "some") for n in (right, left))
        often = min(times, 2)
        yield from (f"R {behind}{often}", f"L {before}{often}", f"RL {behind} {before} {often}")
        for side, rest, out in (("l", one.tokens[:-1], -1), ("f", one.tokens[1:], 0)):
            if (known := self._times.get(rest)) is not None:
                more = "more" if known > times else "same"
                yield from (f"drop {side} {more}", f"drop {side} {more} {one.sorts[out]}")


def _kinds(one: Candidate, asian: bool, rules: DetectionRules) -> Iterator[str]:
    """Whether it is called like an agency, like where one only sits down together, or by a town."""
    reading, words, name = rules.reading, one.tokens, "".join(one.tokens)
    if (
        not rules.agency_name_words.isdisjoint(words)
        or not rules.agencies.isdisjoint(words)
        or _agency(rules).search(name)
    ):
        yield "agency"
    if not reading.meeting_places.isdisjoint(words) or (asian and name.endswith(reading.asian_meeting_places)):
        yield "meet"
    heads, tails = ((name[:2], name[:3]), (name[-2:],)) if asian else (words[:1], words[-1:])
    if name in reading.towns:
        yield "town only"
    elif not reading.towns.isdisjoint(tails):
        yield "town last"
    elif not reading.towns.isdisjoint(heads):
        yield "town first"


@lru_cache(maxsize=8)
def _agency(rules: DetectionRules) -> re.Pattern[str]:
    """What an agency's name has in it, written together."""
    words = (*rules.agency_words, *(w for w in rules.agency_name_words if not w.isascii()))
    return re.compile("|".join(map(re.escape, sorted(words))) or "(?!)")


@lru_cache(maxsize=8)
def _trades(rules: DetectionRules) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, rules.reading.asian_trades)) or "(?!)")
