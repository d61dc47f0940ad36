"""The phrases of rule files, word by word: see `lexicon`, which finds them.

There are tens of thousands of them, so that each is kept as a line of text, and only what a text asks about becomes a `Term`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from followbot.domain.events.text import TOKEN
from followbot.domain.memo import Memo
from followbot.domain.phrases import fold
from followbot.domain.records import record

_GAP = 5
"""Words that `...` may skip."""
_FOLDED_MAX = 4_000
_PARTS_KEPT, _TERMS_KEPT = 4_000, 2_000
_TELLING = 7
"""Letters from which on a single word belongs to one language."""
_PLAIN = re.compile(r"[^()|]+")
_WORD_MAX = 60
FOLDED: Memo[str] = Memo(lambda word: fold(word[:_WORD_MAX]), _FOLDED_MAX)
"""Words as phrases have them."""


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
    detail: int
    """How much it says: the letters that must be there."""

    @classmethod
    def of(cls, sign: str, parts: tuple[Part, ...], language: str) -> Term:
        return cls(sign, parts, language, sum([len(p.literal) + 1 for p in parts]))

    @property
    def needs(self) -> str:
        """The longest whole word behind its first: where a text does not have it, the term need not be tried. "" for none."""
        return max([p.literal for p in self.parts[1:] if p.is_whole], key=len, default="")

    @property
    def follows(self) -> str:
        """What the word right behind its first begins with, "" where that may be any: most terms fail there, unpacked."""
        second = self.parts[1] if len(self.parts) > 1 else None
        return "" if second is None or second.gap or second.open_left else second.literal

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
    words = [FOLDED[match[0]] for match in TOKEN.finditer(piece)]
    last = len(words) - 1
    return tuple(
        Part(word, i == 0 and piece.startswith("*"), i == last and piece.endswith("*"), gap if i == 0 else 0)
        for i, word in enumerate(words)
    )


def forget_building() -> None:
    """Drop what was remembered while rules were read: it is not needed to use them."""
    _piece_parts.cache_clear()
    FOLDED.forget()


def lines_of(term: Term) -> str:
    """A term as three lines of text: a tenth of what the objects take, and there are tens of thousands of terms."""
    words = (
        f"{'... ' if p.gap else ''}{'*' if p.open_left else ''}{p.literal}{'*' if p.open_right else ''}"
        for p in term.parts
    )
    return f"{term.needs}\n{term.follows}\n{term.sign}\t{term.language}\t{' '.join(words)}"


def packed(lines: str) -> Packed:
    """The terms of a bucket: most need a word that a text does not have, and stay as they are."""
    return tuple(lines.split("\n"))


@lru_cache(maxsize=_TERMS_KEPT)
def term_of(line: str) -> Term:
    """A term of a bucket by its last line. Words are folded already, so this is only splitting."""
    sign, language, phrase = line.split("\t")
    if " " not in phrase:
        part = _part(phrase, 0)
        return Term(sign, (part,), language, len(part.literal) + 1)
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
    return Term(sign, tuple(parts), language, detail)


@lru_cache(maxsize=_PARTS_KEPT)
def _part(word: str, gap: int) -> Part:
    return Part(word.strip("*"), word.startswith("*"), word.endswith("*"), gap)


Packed = tuple[str, ...]
"""The lines of terms, three for each: what it needs, what its second word begins with, and the term itself. In one row, because
thousands of small tuples take more memory than what they hold, and the time of the collector.
"""
