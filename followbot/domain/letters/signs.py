"""Whether a note was typed without the signs of its language's letters: "maja wlasna piekarnie".

Some such words have one spelling with their signs, and are put right from data; of most nobody knows without a dictionary
whether they lack any. So what a note of that kind says is told only where each of its words is surely whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_LETTERS = 60
"""With fewer letters a note may well have no signs by chance."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Signed:
    """The letters with signs, their least share among the letters of a note, and words that are whole without any."""

    letters: frozenset[str]
    share: float
    whole: frozenset[str]


def signed_of(raw: Mapping[str, Any]) -> Signed:
    """The part `[notes.signed]` of a rule file; raises `KeyError` where it lacks its letters or their share."""
    return Signed(frozenset(raw["letters"]), raw["share"], frozenset(raw.get("whole", "").split()))


def lacks_signs(text: str, signed: Signed | None) -> bool:
    """Whether whoever typed a note left the signs out."""
    typed = [sign for sign in text.casefold() if sign.isalpha()]
    if signed is None or len(typed) < _LETTERS:
        return False
    return sum(sign in signed.letters for sign in typed) < signed.share * len(typed)


def is_whole(phrase: str, signed: Signed | None, known: Iterable[str]) -> bool:
    """Whether each word of a phrase has its signs, has a capital as names have, or is known to need none."""
    if signed is None:
        return True
    sure = signed.whole | {word.casefold() for word in known}
    words = _WORD.findall(phrase)
    return all(
        not signed.letters.isdisjoint(word.casefold()) or word[:1].isupper() or word.casefold() in sure
        for word in words
    )
