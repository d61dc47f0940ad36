"""Finding thousands of phrases in one pass, without regular expressions.

The notation of rule files: a phrase is words in order; `*` lets a word begin or go on ("*interview", "bewerb*"), so that
compounds and inflection need no list; `(a|b)` are alternatives, `(a|)` is optional; `...` is a gap of a few words. Text and
phrases are folded alike: case, accents, full width, "ue" for "ü" and apostrophes make no difference. Japanese and Chinese
characters are words of their own.

Where phrases overlap, the one that says more hides the others: "exit interview" is not also an "interview".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from followbot.domain.events.shelf import Shelf, Sieve
from followbot.domain.events.terms import FOLDED, Packed, Term, lines_of, packed, term_of
from followbot.domain.events.text import TOKEN, Words
from followbot.domain.memo import Memo
from followbot.domain.records import record

_BEGINNINGS_KEPT, _PAIRS_KEPT = 6_000, 1_000
_SPLIT_KEPT = 32
WORDS_MAX = 1_400
"""Words of a text that are looked at; a Chinese character is a word."""
_HEAD = 3
"""Letters from which on a word that goes on is looked up."""
_TAIL = 3
"""Letters by which a word that only ends in something is looked up."""


@lru_cache(maxsize=_SPLIT_KEPT)
def split(text: str) -> Words:
    """A text as folded words with their places. The texts of one event are cut again and again, so that they are kept."""
    found = list(islice(TOKEN.finditer(text), WORDS_MAX))
    return Words(text, tuple([FOLDED[m[0]] for m in found]), tuple([m.span() for m in found]))


@record
class Hit:
    """A phrase found. `first` and `last` are word indexes (last exclusive), `quote` the words as written."""

    sign: str
    first: int
    last: int
    start: int
    end: int
    quote: str
    detail: int
    language: str


_Found = tuple[int, int, Term]
"""A term, with the index of its first word and that behind its last."""


def _bucket(term: Term) -> str | None:
    """Where a term is looked for; None for one that may begin with any word."""
    head = term.parts[0]
    if len(term.parts) > 1 and head.is_whole and term.parts[1].is_whole and not term.parts[1].gap:
        return f"{head.literal} {term.parts[1].literal}"
    if head.open_left or (head.open_right and len(head.literal) < _HEAD):
        return None
    return f"{head.literal}*" if head.open_right else head.literal


def _ends_known(term: Term) -> bool:
    head = term.parts[0]
    return head.open_left and not head.open_right and len(head.literal) >= _TAIL


class _Beginning(NamedTuple):
    """Every term that a word alone may begin, and whether there may be others that it begins with the next one."""

    terms: Packed
    has_pairs: bool


@dataclass(slots=True)
class Lexicon:
    """Phrases, ready to be found. Its contents never change; only the memory of what was looked up grows, within bounds."""

    buckets: Shelf
    """Packed terms by how they begin: "one" (a whole word), "one two" (two whole words side by side: most of them), or
    "one*" (a word that goes on)."""
    loose: list[Term] = field(default_factory=list)
    heads: Sieve = field(default_factory=lambda: Sieve(()))
    """The words of "one", and the first ones of "one two": most words of a text are neither."""
    stems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What goes on in "one*", by its first letters, the shortest first: most words begin with none of these."""
    endings: dict[str, list[Term]] = field(default_factory=dict)
    """Terms whose first word only ends in letters that are known, by the last of them."""
    last: tuple[tuple[str, ...], list[_Found]] | None = None
    """The words of the text that was asked about last, and what was found."""
    beginnings: Memo[_Beginning | None] = field(init=False)
    """What may begin with a word, None for nothing, which is most often."""
    pairs: Memo[Packed] = field(init=False)
    """What begins with two whole words side by side."""
    may_be_loose: Callable[[str], object] = field(init=False)
    """Whether a word may be one that `loose` begins with; most are not, and to try each term is what would take the time."""

    def __post_init__(self) -> None:
        literals = sorted({re.escape(term.parts[0].literal) for term in self.loose})
        self.may_be_loose = re.compile("|".join(literals) or "(?!)").search
        self.beginnings = Memo(self._beginning_with, _BEGINNINGS_KEPT)
        self.pairs = Memo(self._opened, _PAIRS_KEPT)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Lexicon:
        filled: dict[str, str] = {}
        loose: list[Term] = []
        endings: dict[str, list[Term]] = {}
        for term in terms:
            key = _bucket(term)
            if key is None and _ends_known(term):
                endings.setdefault(term.parts[0].literal[-_TAIL:], []).append(term)
            elif key is None:
                loose.append(term)
            else:
                # Not a list of lines: the memory that building takes at its height is never given back.
                filled[key] = f"{filled[key]}\n{lines_of(term)}" if key in filled else lines_of(term)
        heads = Sieve(key.partition(" ")[0] for key in filled if key[-1] != "*")
        stems: dict[str, tuple[str, ...]] = {}
        for stem in sorted([key[:-1] for key in filled if key[-1] == "*"], key=len):
            stems[stem[:_HEAD]] = (*stems.get(stem[:_HEAD], ()), stem)
        return cls(Shelf(filled), loose, heads, stems, endings)

    def _opened(self, key: str) -> Packed:
        lines = self.buckets.get(key)
        return () if lines is None else packed(lines)

    def _beginning_with(self, word: str) -> _Beginning | None:
        has_pairs = self.heads.may_have(word)
        terms = self._opened(word) if has_pairs else ()
        for stem in self.stems.get(word[:_HEAD], ()):
            if word.startswith(stem):
                terms += self._opened(f"{stem}*")
        if word[-_TAIL:] in self.endings:
            terms += _packed([t for t in self.endings[word[-_TAIL:]] if t.parts[0].fits(word)])
        if self.loose and self.may_be_loose(word):
            terms += _packed([t for t in self.loose if t.parts[0].fits(word)])
        return _Beginning(terms, has_pairs) if terms or has_pairs else None

    def hits(self, words: Words, languages: frozenset[str] | None = None) -> tuple[Hit, ...]:
        """What the text says, in order; a phrase that lies within another one that says more is left out.

        With `languages`, short single words of any other language are passed over: "lot" is a flight in Polish only.
        """
        found = self._found(words)
        if not found:
            return ()
        if languages is not None:
            found = [f for f in found if not f[2].language or f[2].language in languages or f[2].is_telling]
        if len(found) > 1:
            found = _maximal(found if languages is None else _native(found, languages))
        return tuple([_hit(term, words, first, last) for first, last, term in found])

    def _found(self, words: Words) -> list[_Found]:
        """Everything that begins somewhere in a text, in order. A title is asked about for its language, then for its words."""
        last = self.last  # read once: another thread may ask about another text
        if last is not None and last[0] == words.tokens:
            return last[1]
        found: list[_Found] = []
        tokens, present = words.tokens, frozenset(("", *words.tokens))
        beginnings, may_have = self.beginnings, self.buckets.may_have
        for start, (word, behind) in enumerate(pairwise((*tokens, ""))):
            if (begun := beginnings[word]) is None:
                continue
            terms, has_pairs = begun
            if has_pairs and behind and may_have(pair := f"{word} {behind}"):
                terms += self.pairs[pair]
            lines = iter(terms)
            for needs, follows, line in zip(lines, lines, lines, strict=True):
                if needs not in present or not behind.startswith(follows):
                    continue
                term = term_of(line)
                end = term.end(tokens, start) if len(term.parts) > 1 else start + 1
                if end > 0:
                    found.append((start, end, term))
        self.last = (words.tokens, found)
        return found


def _packed(terms: Sequence[Term]) -> Packed:
    return packed("\n".join(map(lines_of, terms))) if terms else ()


def _hit(term: Term, words: Words, first: int, last: int) -> Hit:
    start, end = words.spans[first][0], words.spans[last - 1][1]
    quote = words.text[start:end] if last == first + 1 else " ".join(words.text[start:end].split())
    return Hit(term.sign, first, last, start, end, quote, term.detail, term.language)


def _native(found: list[_Found], languages: frozenset[str]) -> list[_Found]:
    """What was found without that of another language where one of these has the same words: "reunión", "réunion"."""
    own = {(first, last) for first, last, term in found if term.language in languages}
    return [f for f in found if not f[2].language or f[2].language in languages or f[:2] not in own]


def _maximal(found: list[_Found]) -> list[_Found]:
    """What nothing else covers; among equal spans those that say most (all of them when they say the same)."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda f: (f[0], -f[1], -f[2].detail)):
        for other in kept[-8:]:
            if other[1] >= one[1] and _covers(other, one):  # and none begins behind it
                break
        else:
            kept.append(one)
    return kept


def _covers(outer: _Found, inner: _Found) -> bool:
    if len(inner[2].parts) > 1 and outer[2].sign != inner[2].sign and outer[2].is_loose and not inner[2].is_loose:
        return False  # "call re flat application" is loose, "flat application" is not
    if outer[0] == inner[0] and outer[1] == inner[1]:
        return outer[2].detail > inner[2].detail or outer[2].sign == inner[2].sign
    return True


def by_sign(hits: Iterable[Hit]) -> Mapping[str, tuple[Hit, ...]]:
    """Hits by their sign."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        found[hit.sign].append(hit)
    return {sign: tuple(of_sign) for sign, of_sign in found.items()}
