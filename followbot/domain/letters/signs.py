"""Whether a note was typed without the signs of its language's letters: "maja wlasna piekarnie".

Most such words have one spelling with their signs, which the letters around tell: those surroundings are learned
(`rules/signs`). What a note of that kind says is told only where each of its words is surely whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from followbot.domain.letters.noteshapes import plainly

_LETTERS = 60
"""With fewer letters a note may well have no signs by chance."""
_WORD = re.compile(r"[^\W\d_]+")
_TOLD = re.compile(r"\.(.)")


OPEN = "?"
"""In the place of a letter that may bear a sign or not; in a rule file behind it: "nowa?"."""
_EITHER = re.compile(rf".\{OPEN}")


@dataclass(frozen=True, slots=True)
class Signed:
    """The letters with signs, their least share among the letters of a note, and words that are whole without any.

    `told` is how a letter is spelled in its surroundings, and `windows` how many letters before and behind it those have, in
    the order in which they are asked.
    """

    letters: frozenset[str]
    share: float
    whole: frozenset[str]
    told: Mapping[str, str] = field(default_factory=dict)
    windows: tuple[tuple[int, int], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """Words that have one spelling although their surroundings leave it open, by how they are typed without signs."""
    open: frozenset[str] = frozenset()
    """Letters that may lack a sign, of which `told` speaks."""
    harmony: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """How a vowel is spelled behind these."""

    def spelled(self, word: str) -> str | None:
        """A word in small letters with its signs, None where they are not certain."""
        found = self._read(word)
        return None if OPEN in found else found

    def nearly(self, word: str, *, harmonious: bool = True) -> str:
        """A word in small letters with the signs that are certain, and its other letters as they were typed."""
        read = self._read(word, harmonious=harmonious)
        return "".join(letter if sign == OPEN else sign for letter, sign in zip(word, read, strict=True))

    def harmonised_in(self, text: str) -> bool:
        """Whether a text has vowels that are spelled as those before them want it: whoever types them means the others."""
        own = {spelled for forms in self.harmony.values() for typed, spelled in forms.items() if spelled != typed}
        return not own.isdisjoint(text.casefold())

    def _read(self, word: str, *, harmonious: bool = True) -> str:
        typed, found = plainly(word), ""
        known = self.words.get(typed, "")
        for at, letter in enumerate(word):
            if letter != typed[at]:
                found += letter
            elif known:
                found += known[at]
            else:
                found += self._letter(typed, at) or (self._harmonious(letter, found) if harmonious else OPEN)
        return found

    def _letter(self, typed: str, at: int) -> str:
        if typed[at] not in self.open:
            return typed[at]
        asked = (surroundings(typed, at, before, behind) for before, behind in self.windows)
        return next((self.told[around] for around in asked if around in self.told), "")

    def _harmonious(self, letter: str, before: str) -> str:
        """A vowel as those before it are, where they all go with each other, unlike in foreign words; `OPEN` for any other."""
        vowels = {vowel for group in self.harmony for vowel in group}.intersection(before)
        return next(
            (forms.get(letter, OPEN) for group, forms in self.harmony.items() if vowels and vowels <= {*group}), OPEN
        )


def surroundings(typed: str, at: int, before: int, behind: int) -> str:
    """A letter of a word with a dot before it and so many signs around: "^r.eczn"."""
    whole = f"^{typed}$"
    return f"{whole[max(0, at + 1 - before) : at + 1]}.{whole[at + 1 : at + 2 + behind]}"


def signed_of(raw: Mapping[str, Any]) -> Signed:
    """The part `[notes.signed]` of a rule file; raises `KeyError` where it lacks its letters or their share."""
    told = {plainly(around): found[1] for around in raw.get("told", "").split() if (found := _TOLD.search(around))}
    windows = tuple((before, behind) for before, behind in raw.get("windows", ()))
    known = frozenset(raw.get("whole", "").split())
    words = {plainly(word.replace(OPEN, "")): _EITHER.sub(OPEN, word) for word in raw.get("words", "").split()}
    spelled = frozenset(plainly(letter) for letter in told.values())
    return Signed(frozenset(raw["letters"]), raw["share"], known, told, windows, words, spelled, raw.get("harmony", {}))


def lacks_signs(text: str, signed: Signed | None) -> bool:
    """Whether whoever typed a note left the signs out."""
    typed = [sign for sign in text.casefold() if sign.isalpha()]
    if signed is None or len(typed) < _LETTERS:
        return False
    return sum(sign in signed.letters for sign in typed) < signed.share * len(typed)


_HASTE = 2
"""So many words without their signs were typed in haste; one alone may be a foreign word."""


def with_signs(text: str, signed: Signed | None, known: Iterable[str], *, throughout: bool = True) -> str:
    """A text typed without signs, `throughout` or in haste, with those that are certain.

    `known` words, and what has a capital inside it, stay.
    """
    if signed is None or not signed.told:
        return text
    sure = signed.whole | {plainly(word.casefold()) for word in known}
    harmonious = throughout or not signed.harmonised_in(text)

    def put_right(found: re.Match[str]) -> str:
        word = found[0]
        small = word[:1].lower() + word[1:]
        if small != small.casefold() or len(small) != len(word) or plainly(small) in sure:
            return word
        spelled = signed.nearly(small, harmonious=harmonious)
        first = word[:1] if spelled[:1] == small[:1] else spelled[:1].upper() if small != word else spelled[:1]
        return first + spelled[1:]

    spelled = _WORD.sub(put_right, text)
    lacking = sum(a != b for a, b in zip(_WORD.findall(text), _WORD.findall(spelled), strict=True))
    return spelled if throughout or lacking >= _HASTE else text


def is_whole(phrase: str, signed: Signed | None, known: Iterable[str], *, throughout: bool = True) -> bool:
    """Whether each word of a phrase has its signs for certain, has a capital as names have, or is known to need none.

    Where they were not left out `throughout` but in haste, a word that has one has them all.
    """
    if signed is None:
        return True
    sure = signed.whole | {word.casefold() for word in known}
    return all(
        word[:1].isupper()
        or word.casefold() in sure
        or signed.spelled(word.casefold()) == word.casefold()
        or not (throughout or signed.letters.isdisjoint(word.casefold()))
        for word in _WORD.findall(phrase)
    )
