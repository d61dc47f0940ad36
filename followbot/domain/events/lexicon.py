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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from followbot.domain.events.shelf import Shelf, Sieve
from followbot.domain.events.text import TOKEN, Words
from followbot.domain.memo import Memo
from followbot.domain.phrases import fold
from followbot.domain.records import record

_GAP = 5
"""Words that `...` may skip."""
_BEGINNINGS_KEPT = 6_000
_BUCKETS_KEPT = 1_000
_FOLDED_MAX = 4_000
_SPLIT_KEPT = 32
_PARTS_KEPT, _TERMS_KEPT = 4_000, 2_000
WORDS_MAX = 1_400
"""Words of a text that are looked at; a Chinese character is a word."""
_TELLING = 7
"""Letters from which on a single word belongs to one language."""
_PLAIN = re.compile(r"[^()|]+")
_WORD_MAX = 60
_HEAD = 3
"""Letters from which on a word that goes on is looked up."""
_TAIL = 3
"""Letters by which a word that only ends in something is looked up."""
_FOLDED: Memo[str] = Memo(lambda word: fold(word[:_WORD_MAX]), _FOLDED_MAX)
"""Words as phrases have them."""


@lru_cache(maxsize=_SPLIT_KEPT)
def split(text: str) -> Words:
    """A text as folded words with their places. The texts of one event are cut again and again, so that they are kept."""
    found = list(islice(TOKEN.finditer(text), WORDS_MAX))
    return Words(text, tuple([_FOLDED[m[0]] for m in found]), tuple([m.span() for m in found]))


@record
class Part:
    """One word of a phrase. `gap` tells how many words may stand before it."""

    literal: str
    open_left: bool = False
    open_right: bool = False
    gap: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.open_left and not self.open_right

    def fits(self, word: str) -> bool:
        if self.open_left:
            return self.literal in word if self.open_right else word.endswith(self.literal)
        return word.startswith(self.literal) if self.open_right else word == self.literal


class Term(NamedTuple):
    """One phrase and the sign that it stands for."""

    sign: str
    parts: tuple[Part, ...]
    language: str
    needs: str
    """The longest whole word behind its first: where a text does not have it, the term need not be tried. "" for none."""
    detail: int
    """How much it says: the letters that must be there."""

    @classmethod
    def of(cls, sign: str, parts: tuple[Part, ...], language: str) -> Term:
        needs = max([p.literal for p in parts[1:] if p.is_whole], key=len, default="")
        return cls(sign, parts, language, needs, sum([len(p.literal) + 1 for p in parts]))

    @property
    def is_telling(self) -> bool:
        """Whether it means the same in whatever language the text is: several words, or a long one."""
        head = self.parts[0].literal
        return len(self.parts) > 1 or len(head) >= _TELLING or not head.isascii()

    @property
    def is_loose(self) -> bool:
        """Whether it skips words."""
        return any(p.gap for p in self.parts[1:])

    def end(self, tokens: tuple[str, ...], start: int) -> int:
        """The index after its last word when it begins at `start`, -1 where it does not."""
        position, count = start + 1, len(tokens)
        for part in self.parts[1:]:
            if position >= count:
                return -1
            if tokens[position] == part.literal or part.fits(tokens[position]):
                position += 1
                continue
            if not part.gap:
                return -1
            for skipped in range(1, part.gap + 1):
                if position + skipped < count and part.fits(tokens[position + skipped]):
                    position += skipped + 1
                    break
            else:
                return -1
        return position


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


def parse(sign: str, notation: str, language: str = "") -> Iterator[Term]:
    """The terms that a notation stands for. Raises `ValueError` for one without a word or with a stray bracket."""
    for phrase in expand(notation):
        parts = tuple(parts_of(phrase))
        if not parts:
            raise ValueError(f"a phrase without words: {notation!r}")
        yield Term.of(sign, parts, language)


def expand(notation: str) -> tuple[str, ...]:
    """Every phrase that a notation with alternatives stands for; alternatives may hold alternatives."""
    phrases, end = _alternatives(notation, 0, nested=False)
    if end < len(notation):
        raise ValueError(f"brackets do not match: {notation!r}")
    return tuple(dict.fromkeys(phrases))


def _alternatives(notation: str, at: int, *, nested: bool) -> tuple[list[str], int]:
    """The phrases from here to the bracket that closes, or to the end, and where that is."""
    whole: list[str] = []
    begun = [""]
    while at < len(notation) and notation[at] != ")":
        if notation[at] == "|" and nested:
            whole, begun, at = [*whole, *begun], [""], at + 1
        elif notation[at] == "(":
            inner, at = _alternatives(notation, at + 1, nested=True)
            begun, at = [head + tail for head in begun for tail in inner], at + 1
        elif (plain := _PLAIN.match(notation, at)) is not None:
            begun, at = [head + plain[0] for head in begun], plain.end()
        else:
            break
    if nested and at == len(notation):
        raise ValueError(f"brackets do not match: {notation!r}")
    return [*whole, *begun], at


def parts_of(phrase: str) -> Iterator[Part]:
    """The words of a phrase without alternatives."""
    gap = 0
    for piece in phrase.split():
        if piece == "...":
            gap = _GAP
            continue
        for part in _piece_parts(piece, gap):
            yield part
            gap = 0


@lru_cache(maxsize=1_000)
def _piece_parts(piece: str, gap: int) -> tuple[Part, ...]:
    """The words between two spaces of a notation; the same few thousand pieces come again and again."""
    words = [_FOLDED[match[0]] for match in TOKEN.finditer(piece)]
    last = len(words) - 1
    return tuple(
        Part(word, i == 0 and piece.startswith("*"), i == last and piece.endswith("*"), gap if i == 0 else 0)
        for i, word in enumerate(words)
    )


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


def forget_building() -> None:
    """Drop what was remembered while rules were read: it is not needed to use them."""
    _piece_parts.cache_clear()
    _FOLDED.forget()


def _packed(term: Term) -> str:
    """A term as a line of text: a tenth of what the objects take, and there are tens of thousands of terms."""
    words = (
        f"{'... ' if p.gap else ''}{'*' if p.open_left else ''}{p.literal}{'*' if p.open_right else ''}"
        for p in term.parts
    )
    return f"{term.needs}\t{term.sign}\t{term.language}\t{' '.join(words)}"


@lru_cache(maxsize=_BUCKETS_KEPT)
def _unpacked(lines: str) -> tuple[_Packed, ...]:
    """The terms of a bucket, each with what it needs: most need a word that a text does not have, and stay packed."""
    return tuple([(line[: line.index("\t")], line) for line in lines.split("\n")])


@lru_cache(maxsize=_TERMS_KEPT)
def _term(line: str) -> Term:
    """A term of a bucket. Words are folded already, so this is only splitting."""
    needs, sign, language, phrase = line.split("\t")
    parts: list[Part] = []
    gap = detail = 0
    for word in phrase.split(" "):
        if word == "...":
            gap = _GAP
            continue
        part = _part(word, gap)
        detail += len(part.literal) + 1
        parts.append(part)
        gap = 0
    return Term(sign, tuple(parts), language, needs, detail)


@lru_cache(maxsize=_PARTS_KEPT)
def _part(word: str, gap: int) -> Part:
    return Part(word.strip("*"), word.startswith("*"), word.endswith("*"), gap)


_Packed = tuple[str, str]
"""What a term needs, and the term itself as a line of text."""


class _Beginning(NamedTuple):
    """Every term that a word alone may begin, and whether there may be others that it begins with the next one."""

    terms: tuple[_Packed, ...]
    has_pairs: bool


@dataclass(slots=True)
class Lexicon:
    """Phrases, ready to be found. Its contents never change; only the memory of what was looked up grows, within bounds."""

    buckets: Shelf
    """Packed terms by how they begin: "one" (a whole word), "one two" (two whole words side by side: most of them), or
    "one*" (a word that goes on)."""
    loose: list[Term] = field(default_factory=list)
    heads: Sieve = field(default_factory=lambda: Sieve(()))
    """The first words of "one two"."""
    stems: frozenset[str] = frozenset()
    """What goes on in "one*"."""
    endings: dict[str, list[Term]] = field(default_factory=dict)
    """Terms whose first word only ends in letters that are known, by the last of them."""
    last: tuple[Words, list[_Found]] | None = None
    """What was found in the text that was asked about last."""
    beginnings: Memo[_Beginning | None] = field(init=False)
    """What may begin with a word, None for nothing, which is most often."""
    may_be_loose: Callable[[str], object] = field(init=False)
    """Whether a word may be one that `loose` begins with; most are not, and to try each term is what would take the time."""

    def __post_init__(self) -> None:
        literals = sorted({re.escape(term.parts[0].literal) for term in self.loose})
        self.may_be_loose = re.compile("|".join(literals) or "(?!)").search
        self.beginnings = Memo(self._beginning_with, _BEGINNINGS_KEPT)

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
                filled[key] = f"{filled[key]}\n{_packed(term)}" if key in filled else _packed(term)
        heads = Sieve(key.partition(" ")[0] for key in filled if " " in key)
        return cls(Shelf(filled), loose, heads, frozenset(k[:-1] for k in filled if k[-1] == "*"), endings)

    def _opened(self, key: str) -> tuple[_Packed, ...]:
        packed = self.buckets.get(key)
        return () if packed is None else _unpacked(packed)

    def _beginning_with(self, word: str) -> _Beginning | None:
        terms, stems = self._opened(word), self.stems
        for stem in [stem for size in range(_HEAD, len(word) + 1) if (stem := word[:size]) in stems]:
            terms += self._opened(f"{stem}*")
        if word[-_TAIL:] in self.endings:
            terms += tuple([(t.needs, _packed(t)) for t in self.endings[word[-_TAIL:]] if t.parts[0].fits(word)])
        if self.may_be_loose(word):
            terms += tuple([(t.needs, _packed(t)) for t in self.loose if t.parts[0].fits(word)])
        has_pairs = self.heads.may_have(word)
        return _Beginning(terms, has_pairs) if terms or has_pairs else None

    def hits(self, words: Words, languages: frozenset[str] | None = None) -> tuple[Hit, ...]:
        """What the text says, in order; a phrase that lies within another one that says more is left out.

        With `languages`, short single words of any other language are passed over: "lot" is a flight in Polish only.
        """
        found = self._found(words)
        if languages is not None:
            found = [f for f in found if not f[2].language or f[2].language in languages or f[2].is_telling]
        if len(found) > 1:
            found = _maximal(found if languages is None else _native(found, languages))
        return tuple([_hit(term, words, first, last) for first, last, term in found])

    def _found(self, words: Words) -> list[_Found]:
        """Everything that begins somewhere in a text, in order. A title is asked about for its language, then for its words."""
        last = self.last  # read once: another thread may ask about another text
        if last is not None and last[0] is words:
            return last[1]
        found: list[_Found] = []
        tokens, present = words.tokens, frozenset(words.tokens)
        beginnings, may_have, last_word = self.beginnings, self.buckets.may_have, len(tokens) - 1
        for start, word in enumerate(tokens):
            if (begun := beginnings[word]) is None:
                continue
            terms, has_pairs = begun
            if has_pairs and start < last_word and may_have(pair := f"{word} {tokens[start + 1]}"):
                terms += self._opened(pair)
            for needs, packed in terms:
                if needs and needs not in present:
                    continue
                term = _term(packed)
                end = term.end(tokens, start) if len(term.parts) > 1 else start + 1
                if end > 0:
                    found.append((start, end, term))
        self.last = (words, found)
        return found


def _hit(term: Term, words: Words, first: int, last: int) -> Hit:
    start, end = words.spans[first][0], words.spans[last - 1][1]
    return Hit(term.sign, first, last, start, end, " ".join(words.text[start:end].split()), term.detail, term.language)


def _native(found: list[_Found], languages: frozenset[str]) -> list[_Found]:
    """What was found without that of another language where one of these has the same words: "reunión", "réunion"."""
    own = {(first, last) for first, last, term in found if term.language in languages}
    return [f for f in found if not f[2].language or f[2].language in languages or f[:2] not in own]


def _maximal(found: list[_Found]) -> list[_Found]:
    """What nothing else covers; among equal spans those that say most (all of them when they say the same)."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda f: (f[0], -f[1], -f[2].detail)):
        for other in kept[-8:]:
            if _covers(other, one):
                break
        else:
            kept.append(one)
    return kept


def _covers(outer: _Found, inner: _Found) -> bool:
    if inner[1] > outer[1]:
        return False  # and none begins before one that is kept
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
