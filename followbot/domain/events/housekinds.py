"""What houses are called by: kinds of institutions and businesses, as read from `rules/detection/houses.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from followbot.domain.phrases import fold

_FIELDS = ("first", "last", "bent", "qualifiers", "particles", "openers", "leads", "departments", "short")
_TAIL = 2
_SHORT = 3
"""A word of no more letters is no compound: "tel" is no electrician's."""
_BOUNDARY = (
    "某|[的与與邀对對是由到于於來来請请將将您你我他贵貴敝弊]|本社|当社"
    "|(?<=[\u30a0-\u30ff\u3400-\u9fff])[へにとでをはがの]"
)
"""What parts names from the rest of a sentence in Japanese and Chinese."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds by their first word; of those that begin with one word the longest comes first."""

    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    endings: tuple[str, ...]
    """What compounds end with."""
    tails: frozenset[str]
    """The last letters of those: most words end in none of them, and need not be compared with each ending."""

    def length(self, words: tuple[str, ...], index: int) -> int:
        """How many words from `index` on (folded) name a kind, 0 where none does."""
        for phrase in self.phrases.get(words[index], ()):
            if words[index : index + len(phrase)] == phrase:
                return len(phrase)
        return int(self._is_compound(words[index]))

    def is_one(self, word: str) -> bool:
        """Whether a word is a kind, or begins or ends one."""
        return word in self.phrases or self._is_compound(word)

    def _is_compound(self, word: str) -> bool:
        return word[-_TAIL:] in self.tails and len(word) > _SHORT and word.endswith(self.endings)


@dataclass(frozen=True, slots=True)
class HouseKinds:
    """The kinds of one or several languages, and the small words within names of houses."""

    first: Kinds
    last: Kinds
    qualifiers: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    written: tuple[str, ...]
    """Kinds of Japanese and Chinese that end a name, the longest first."""
    leading: tuple[str, ...]
    inside: frozenset[str]
    """Parts of a house, such as its reception."""
    departments: tuple[str, ...]
    bent: Mapping[str, str]
    """Kinds by the forms in which sentences bend them."""
    short: Mapping[str, str]
    """Kinds as a name writes them by what notes shorten them to, folded: "bäck" is Bäckerei."""
    tails: frozenset[str]
    """The last letters of what compounds end with."""
    heads: frozenset[str]
    """The first words of all kinds."""
    by_character: Mapping[str, tuple[str, ...]]
    """Kinds of Japanese and Chinese that end a name, by their first character."""
    apart: re.Pattern[str]
    """What parts a run of characters into what may be names: a boundary, or what leads to a house."""

    def written_in(self, text: str) -> list[str]:
        """The kinds of Japanese and Chinese that a text has, the longest first."""
        begun = self.by_character.keys() & text
        return _longest_first([kind for character in begun for kind in self.by_character[character] if kind in text])

    def places(self, words: Sequence[str]) -> list[int]:
        """Where in a text (folded) a kind, of whatever length, can begin; most words of a text begin none."""
        heads, tails = self.heads, self.tails
        return [
            index for index, word in enumerate(words) if word in heads or (word[-_TAIL:] in tails and self._ends(word))
        ]

    def _ends(self, word: str) -> bool:
        return self.first.is_one(word) or self.last.is_one(word)


def tables_of(raw: Mapping[str, Any]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The file's tables by language, each of its lists folded but for Japanese and Chinese."""
    return {
        code: {f: tuple(map(str, table.get(f, ()))) for f in _FIELDS}
        for code, table in raw.items()
        if isinstance(table, Mapping)
    }


def kinds_of(tables: Mapping[str, Mapping[str, tuple[str, ...]]], languages: frozenset[str]) -> HouseKinds:
    """The kinds of these languages."""
    latin = [t for code, t in tables.items() if code in languages and code not in ("ja", "zh")]
    asian = [t for code, t in tables.items() if code in languages and code in ("ja", "zh")]

    forms = [f.split() for t in latin for f in t["bent"]]
    short = {fold(form): kind for t in latin for form, _, kind in (s.partition(": ") for s in t["short"])}

    def small(field: str) -> frozenset[str]:
        return frozenset(" ".join(_words(w)) for t in latin for w in t[field])

    bent = tuple(word for form in forms for word in form)
    first = _together([*(_kinds(t["first"]) for t in latin), _kinds(bent), _kinds(tuple(short))])
    last = _together([_kinds(t["last"]) for t in latin])
    return HouseKinds(
        first=first,
        last=last,
        qualifiers=small("qualifiers"),
        particles=small("particles"),
        openers=small("openers"),
        written=_merged(tuple([t["last"] for t in asian])),
        leading=_merged(tuple([t["first"] for t in asian])),
        inside=frozenset(fold(w) for w in tables.get("inside", {}).get("openers", ())),
        departments=_merged(tuple([t["departments"] for t in asian])),
        bent={fold(form): kind for kind, *others in forms for form in others},
        short=short,
        tails=first.tails | last.tails,
        heads=frozenset((*first.phrases, *last.phrases)),
        by_character=_by_character(tuple([t["last"] for t in asian])),
        apart=re.compile("|".join((_BOUNDARY, *_merged(tuple([t["leads"] for t in asian]))))),
    )


def _together(languages: Sequence[Kinds]) -> Kinds:
    """The kinds of several languages."""
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for kinds in languages:
        shared = {
            head: tuple(sorted({*phrases[head], *kinds.phrases[head]}, key=len, reverse=True))
            for head in phrases.keys() & kinds.phrases.keys()
        }
        phrases = {**phrases, **kinds.phrases, **shared}
    endings = dict.fromkeys(chain.from_iterable([kinds.endings for kinds in languages]))
    return Kinds(phrases, tuple(endings), frozenset().union(*[kinds.tails for kinds in languages]))


@lru_cache(maxsize=64)  # languages come together in many ways, and each has the same lists whatever stands beside it
def _kinds(notations: tuple[str, ...]) -> Kinds:
    phrases: dict[str, set[tuple[str, ...]]] = {}
    endings = set()
    for notation in notations:
        words = _words(notation)
        if notation.startswith("*"):
            endings.add(words[0])
        else:
            phrases.setdefault(words[0], set()).add(words)
    longest_first = {w: tuple(sorted(p, key=len, reverse=True)) for w, p in phrases.items()}
    return Kinds(longest_first, tuple(sorted(endings)), frozenset(e[-_TAIL:] for e in endings))


@lru_cache(maxsize=4096)
def _words(notation: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+|&", fold(notation)))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda w: (-len(w), w))


@lru_cache(maxsize=16)
def _merged(lists: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The words of several languages, the longest first."""
    return tuple(_longest_first(chain.from_iterable(lists)))


@lru_cache(maxsize=4)
def _by_character(lists: tuple[tuple[str, ...], ...]) -> Mapping[str, tuple[str, ...]]:
    """The words of several languages by their first character."""
    found: dict[str, set[str]] = {}
    for word in chain.from_iterable(lists):
        found.setdefault(word[0], set()).add(word)
    return {character: tuple(some) for character, some in found.items()}
