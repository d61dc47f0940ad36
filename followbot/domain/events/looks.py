"""What a name is by itself: of what words it is, how usual they are, how far it reaches, and what it is called by. These traits
hold for names of any author.

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

from followbot.domain.events.beside import BEGINS_PERSON, Beside, Seen
from followbot.domain.events.choices import Choices
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.nametraits import letter_of
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.textrows import PLACE, TITLE, Row

_RARE = frozenset({"c0", "c1", "x"})
_NICKNAME = 4
_OFTEN = 3
_AGENCY = "agency"
_AT = frozenset({"at", "company_of"})
_LED = 4
"""Words up to which an article is looked for before a description."""
_SOLID = frozenset({"capital", "given", "somebody"})
MEDIATED = "mediated"
"""What is seen of a name before which stands what leads to a mediator."""
_KEPT = 8_000
_PERSON = 2
"""Words of a name with which a longer one may begin: "Petter Åkesson Norrvik Åkeri"."""
_WHOLE = frozenset({"given", "somebody", "capital"})
_GIVEN = frozenset("gb")
_PLAIN = frozenset({"known", "position", "kind", "noun", "digit"})


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
    places: list[tuple[Beside, int, int]] = field(default_factory=list)
    """Where it stands: the text, its first word and the one behind its last."""


class Looks:
    """What all names of an event are held against: their words, and how far the longest reach."""

    def __init__(self, scene: Scene, names: Sequence[Candidate]) -> None:
        self._rules = scene.rules
        self._level = scene.rules.choices.level
        self._languages = scene.languages
        self._scene = scene
        self._times = {one.tokens: len(one.places) for one in names}
        rows: dict[int, Row] = {}
        for one in names:
            for text, first, end in one.places:
                rows[id(text)] = text.row
                text.extend(first, end)
        self._whole: dict[str, set[str]] = {}
        self._tails: dict[str, set[str]] = {}
        for one in names:
            name = "".join(one.tokens)
            if one.places and has_ideographs(name):
                wheres = {text.row.where for text, _, _ in one.places}
                self._whole.setdefault(name, set()).update(wheres)
                for tail in _tails(name):
                    self._tails.setdefault(tail, set()).update(wheres)
        self._texts = [(row.where, frozenset(row.words.tokens)) for row in rows.values()]
        self._wheres: dict[str, str] = {}
        titled = [one for one in names if any(text.row.where == TITLE for text, _, _ in one.places)]
        self._people = [frozenset(one.tokens) for one in titled if self._is_person(one)]
        self._others = [frozenset(one.tokens) for one in titled if self._may_be_house(one)] if self._people else []

    def add(self, one: Candidate) -> None:
        """Adds to what is seen of a name its own traits."""
        asian = has_ideographs(one.name)
        one.seen.update(_of_sorts(one.sorts, asian), _of_spelling(one.name, one.tokens, asian))
        if one.times > 1:
            one.seen.add("twice")
        if one.times > _OFTEN:
            one.seen.add("often")
        if not one.places:
            return
        if asian:
            one.seen.update(self._of_tails(one))
            one.seen.update(_of_characters("".join(one.tokens), self._rules))
        else:
            one.seen.update([f"W={t}" for t in one.tokens[1:-1]], self._of_spread(one))
            one.seen.update(_of_kinds(one, self._rules.choices), self._of_ends(one), _of_inside(one))
            one.seen.update(self._of_people(one), self._beside_people(one))
            one.seen.update(_of_gaps(*one.places[0]))
            one.seen.update((f"lf {self._level(one.tokens[0])}", f"ll {self._level(one.tokens[-1])}"))
            if "&" in one.name and looks_like_person(one.name.rpartition("&")[2].strip(), self._rules):
                one.seen.add("& somebody")
        one.seen.update(self._reach(one), self._of_descriptions(one))
        wheres = "".join(sorted({text.row.where for text, _, _ in one.places}))
        if wheres == PLACE:
            one.seen.update(f"p {sign}" for sign in self._scene.title_hits)
            one.seen.update(f"p {hit.sign}" for hit in self._scene.title_vocabulary)
        for kind in _kinds(one.tokens, asian, self._rules):
            fits = " fits" if one.fits and kind != _AGENCY else ""  # "Hotel Miramar" whose domain writes is no café
            one.seen.update((f"K {kind}{fits}", f"K {kind}{fits}/{wheres}"))

    def _of_descriptions(self, one: Candidate) -> Iterator[str]:
        """Whether a text does not name it but describes it, and whether an agency is called by what stands before it."""
        told = {_described(text.row, first, self._rules, self._languages) for text, first, _ in one.places} - {""}
        yield from told
        kinds = self._rules.reading.agency_kinds
        for text, first, _ in one.places:
            yield from _mediated(text.row, first, self._rules)
            if text.row.words.tokens[first] in kinds:
                yield f"agency first {'A' if text.row.big[first] else 'a'}"
                if text.begins(first):
                    yield "agency first |"
            if first and text.row.words.tokens[first - 1] in kinds:
                yield f"agency before {'A' if text.row.big[first - 1] else 'a'}"

    def _of_people(self, one: Candidate) -> Iterator[str]:
        """Whether its first two words, or the two before it, are a person's by what each is called by."""
        if one.sorts[0] in BEGINS_PERSON and len(one.sorts) > _PERSON:
            called = "".join(letter_of(token, self._rules) for token in one.tokens[:_PERSON])
            yield from (f"PN {called}", f"PN {called}/{one.sorts[2]}")
        for text, first, _ in one.places[:1]:
            row = text.row
            if first > 1 and row.sorts[first - 2] in BEGINS_PERSON and row.gaps[first] == row.gaps[first - 1] == " ":
                called = "".join(letter_of(token, self._rules) for token in row.words.tokens[first - 2 : first])
                yield from (f"PN< {called}", f"PN< {called}/{one.sorts[0]}")

    def _is_person(self, one: Candidate) -> bool:
        """Whether a name is all of a person's: a given name, and nothing but words that can be a family's."""
        whole = len(one.tokens) > 1 and _WHOLE.issuperset(one.sorts) and not has_ideographs(one.name)
        return whole and letter_of(one.tokens[0], self._rules) in _GIVEN

    def _may_be_house(self, one: Candidate) -> bool:
        """Whether a name has a new word, and none that people are called by."""
        return _WHOLE.isdisjoint(set(one.sorts) - {"capital"}) and any(self._level(t) in _RARE for t in one.tokens)

    def _beside_people(self, one: Candidate) -> Iterator[str]:
        """Whether a title has somebody and another name: "Ruud Hendrickx - vacature monteur Elkor"."""
        words = frozenset(one.tokens)
        if words in self._people:
            yield f"PB {min(sum(words.isdisjoint(other) for other in self._others), 2)}"
        elif self._people and words in self._others:
            yield f"PB beside {'+' if any(words.isdisjoint(somebody) for somebody in self._people) else '-'}"

    def _of_spread(self, one: Candidate) -> Seen:
        """In which texts its new words stand, and in how many of these it stands itself."""
        wheres = {w for t in one.tokens if self._level(t) in _RARE for w in self._where(t)}
        return f"U {''.join(sorted(wheres))}", f"U {len(wheres)} {len({p[0].row.where for p in one.places})}"

    def _of_ends(self, one: Candidate) -> Iterator[str]:
        """Whether its first or its last word stands in more texts than the other: "ica kvantum lördagsjobb" at Ica Kvantum."""
        first, last = self._where(one.tokens[0]), self._where(one.tokens[-1])
        if len(one.tokens) > 1 and len(first) != len(last):
            yield f"uneven {'first' if len(first) > len(last) else 'last'} {''.join(sorted({*first} ^ {*last}))}"

    def _of_tails(self, one: Candidate) -> Iterator[str]:
        """Whether another text has a longer name that ends as it does, or a shorter one: 区图书馆, and 临桂区图书馆 below."""
        name, mine = "".join(one.tokens), {text.row.where for text, _, _ in one.places}
        shorter = {where for tail in _tails(name) for where in self._whole.get(tail, ())}
        for side, wheres in (("of", self._tails.get(name, set())), ("in", shorter)):
            if others := wheres - mine:
                yield f"tail {side} {''.join(sorted(others))}"

    def _where(self, token: str) -> str:
        known = self._wheres.get(token)
        if known is None:
            known = self._wheres[token] = "".join({where for where, tokens in self._texts if token in tokens})
        return known

    def _reach(self, one: Candidate) -> Iterator[str]:
        """Whether longer names hold it wherever it stands, and whether what is left without its ends stands elsewhere too."""
        times = len(one.places)
        right = sum([text.last[first] > end for text, first, end in one.places])
        left = sum([text.first[end] < first for text, first, end in one.places])
        behind, before = ("none" if not n else "all" if n == times else "some" for n in (right, left))
        yield f"RL {behind} {before} {min(times, 2)}"
        if len(one.tokens) > 1:
            for side, rest, out in (("l", one.tokens[:-1], -1), ("f", one.tokens[1:], 0)):
                if (known := self._times.get(rest)) is not None:
                    more = "more" if known > times else "same"
                    yield from (f"drop {side} {more}", f"drop {side} {more} {one.sorts[out]}")


def _tails(name: str) -> list[str]:
    """What a name in characters ends with."""
    return [name[start:] for start in range(1, len(name) - 1)]


def _described(row: Row, first: int, rules: DetectionRules, languages: frozenset[str]) -> str:
    """Whether an indefinite article leads to a word, or it is one: "a leading Packaging Group", 某快递."""
    words, characters = _indefinite(rules, languages)
    if row.asian[first]:
        text, start = row.words.text, row.words.spans[first][0]
        return (
            "described in"
            if text.startswith(characters, start)
            else "described"
            if text.endswith(characters, 0, start)
            else ""
        )
    for index in range(first, max(-1, first - _LED), -1):
        if row.words.tokens[index] in words:
            return "described" if index < first else "described in"
        if index < first and row.big[index]:
            break
        if not row.glued[index]:
            break
    return ""


@lru_cache(maxsize=64)
def _indefinite(rules: DetectionRules, languages: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The indefinite articles of some languages, and which of them are not in Latin letters."""
    words = [word for tag in rules.reading.indefinite for code, _, word in [tag.partition(":")] if code in languages]
    return frozenset(words), tuple([word for word in words if word and not word.isascii()])


def _mediated(row: Row, first: int, rules: DetectionRules) -> Iterator[str]:
    """Whether what leads to a mediator stands before a name, the word for one between: "przez headhuntera Sokół"."""
    for index in range(first - 1, max(-1, first - _LED), -1):
        if not row.glued[index + 1]:
            return
        if row.words.tokens[index] in rules.reading.mediating:
            yield from (MEDIATED, f"{MEDIATED} {first - index}", f"{MEDIATED} {row.where}")
            return
        if row.big[index] and row.sorts[index] in _SOLID:
            return


def _of_inside(one: Candidate) -> Iterator[str]:
    """What its words are, two by two, the last alone: "Kita Regenpfeifer Fr. Lohse" goes on with a form of address."""
    yield f"s- {one.sorts[-1]}"
    if one.sorts[0] in BEGINS_PERSON and len(one.sorts) > _PERSON:
        yield f"P {' '.join(one.sorts[1:5])}"
    yield from (f"s {a} {b}" for a, b in pairwise(one.sorts))
    text, first, end = one.places[0]
    small = (i for i in range(first + 1, end - 1) if text.row.sorts[i] in _AT and not text.row.big[i])
    yield from (f"s {text.row.sorts[i - 1]} {text.row.sorts[i]} small" for i in small)


def _of_kinds(one: Candidate, choices: Choices) -> Iterator[str]:
    """Whether it is called by a kind of house, and the rest is new; or what it is called by stands before it."""
    for side, kind, rest in (("f", one.sorts[0], one.tokens[1:]), ("l", one.sorts[-1], one.tokens[:-1])):
        if kind == "kind" and rest:
            new = sum(choices.level(t) in _RARE for t in rest)
            yield from (f"kind {side} {min(new, 2)}", f"kind {side} {min(new, 2)}/{min(len(rest), 3)}")
    text, first, end = one.places[0]
    for index in range(first - 1, max(-1, first - 4), -1):
        if not text.row.glued[index + 1]:
            break
        if text.row.sorts[index] == "kind":
            yield f"kind before {first - index} {text.row.where}"
            break
        if text.row.big[index]:
            break
    if end < len(text.row) and text.row.glued[end] and text.row.sorts[end] == "kind":
        yield f"kind behind {text.row.where} {'A' if text.row.big[end] else 'a'}"


@lru_cache(maxsize=_KEPT)
def _of_sorts(sorts: tuple[str, ...], asian: bool) -> Seen:
    plain = ("common",) if _PLAIN.issuperset(sorts) else ()
    size = f"n{min(len(sorts), 12) // 2}c" if asian else f"n{len(sorts)}"
    return (size, *plain)


def pattern(sorts: tuple[str, ...], asian: bool) -> str:
    """What the words of a name are, in order."""
    return " ".join(dict.fromkeys(sorts) if asian else sorts[:5])


def _of_spelling(name: str, tokens: tuple[str, ...], asian: bool) -> Seen:
    shout = ("AA",) if name.isupper() else ()
    if asian:
        return (f"e={name[-1:]}", f"F={name[:1]}", f"e2={name[-2:]}", f"F2={name[:2]}", *shout)
    return (
        f"F={tokens[0]}",
        f"e={tokens[-1][-4:]}",
        f"E={tokens[-1]}",
        f"f3={tokens[0][:3]}",
        f"fe={tokens[0][-3:]}",
        *shout,
    )


def _of_gaps(text: Beside, first: int, end: int) -> Iterator[str]:
    """What else than a space stands between its words; a full stop behind a long one ends a sentence."""
    row = text.row
    for index in range(first + 1, end):
        if (gap := row.gaps[index]) != " ":
            yield from (f"gap {gap.strip()} {min(index - first, 2)}", f"gap {gap.strip()} {row.sorts[index]}")
            if gap == ". ":
                yield f"gap. {min(len(row.words.tokens[index - 1]), 4)}"


def _of_characters(name: str, rules: DetectionRules) -> Seen:
    """How usual its pairs of characters are, and whether it is called by a trade."""
    levels = [rules.choices.level(a + b) for a, b in pairwise(name)] or [""]
    pairs = (f"zn {min(levels.count('c0'), 5)}/{min(len(levels), 6)}", f"zf {levels[0]}", f"zl {levels[-1]}")
    trades = _trades(rules).search(name)
    ends = name.endswith(rules.reading.asian_trades)
    kind = ("only" if trades and not trades.start() else "end") if ends else "in" if trades else "no"
    nick = ("z nick",) if name[0] in rules.naming.small and len(name) < _NICKNAME else ()
    return (*pairs, f"zk {kind}", *nick)


def _kinds(words: tuple[str, ...], asian: bool, rules: DetectionRules) -> Iterator[str]:
    """Whether it is called like an agency, like where one only sits down together, or by a town."""
    reading, name = rules.reading, "".join(words)
    if (
        not rules.agency_name_words.isdisjoint(words)
        or not rules.agencies.isdisjoint(words)
        or _agency(rules).search(name)
    ):
        yield _AGENCY
    if is_group(words, asian, rules):
        yield "group"
    if is_meeting_place(words, asian, rules):
        yield "meet"
    heads, tails = ((name[:2], name[:3]), (name[-2:],)) if asian else (words[:1], words[-1:])
    towns = reading.towns, rules.naming.places
    if any(name in some for some in towns):
        yield "town only"
    elif not all(some.isdisjoint(tails) for some in towns):
        yield "town last"
    elif not all(some.isdisjoint(heads) for some in towns):
        yield "town first"


def is_meeting_place(words: tuple[str, ...], asian: bool, rules: DetectionRules) -> bool:
    """Whether a name is called like where one only sits down together: "Costa Café", 上島珈琲."""
    reading = rules.reading
    return not reading.meeting_places.isdisjoint(words) or (
        asian and "".join(words).endswith(reading.asian_meeting_places)
    )


@lru_cache(maxsize=_KEPT)
def is_group(words: tuple[str, ...], asian: bool, rules: DetectionRules) -> bool:
    """Whether a name is called like a group of companies: "Grupo Cobalto", "KSKホールディングス"."""
    groups = rules.reading.group_words
    if asian or has_ideographs(words[-1]):
        return any(word in "".join(words) for word in groups if not word.isascii())
    return not groups.isdisjoint(words)


@lru_cache(maxsize=64)
def _agency(rules: DetectionRules) -> re.Pattern[str]:
    """What an agency's name has in it, written together."""
    words = (*rules.agency_words, *(w for w in rules.agency_name_words if not w.isascii()))
    return re.compile("|".join(map(re.escape, sorted(words))) or "(?!)")


@lru_cache(maxsize=64)
def _trades(rules: DetectionRules) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, rules.reading.asian_trades)) or "(?!)")
