"""How well a name goes with the label of a domain: what a label leaves out, shortens, or writes in Latin letters.

"hospitalsierra" is Hospital Virgen de la Sierra, "sjcaarschot" is Sint-Jozefscollege Aarschot, "yamane-mokko" is ヤマネ木工.
A label is eaten up from the left by beginnings of the name's words, in their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from followbot.domain.phrases import fold

_CHUNK = 3
"""Letters of a word from which on its beginning tells something; fewer are an initial."""
_TELLING = 4
_SHORT_LABEL = 5
_LABEL_MAX = 40
_WORD = re.compile("[a-z0-9]+")
_WORDS_MAX = 9
_KANA_ROWS = """
a i u e o|ka ki ku ke ko|sa shi su se so|ta chi tsu te to|na ni nu ne no|ha hi fu he ho|ma mi mu me mo|ya yu yo|ra ri ru re ro
wa wo|n|ga gi gu ge go|za ji zu ze zo|da ji zu de do|ba bi bu be bo|pa pi pu pe po
"""
_KANA_LETTERS = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポ"
)  # fmt: skip
_ROMAJI = dict(zip(_KANA_LETTERS, re.split(r"[\s|]+", _KANA_ROWS.strip()), strict=True))
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}


def romaji(text: str) -> str:
    """Kana in Hepburn's Latin letters; every other character stays: "ヤマネ" → "yamane"."""
    out = ""
    double = False
    for letter in text:
        kana = chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter
        if kana == "ッ":
            double = True
            continue
        if kana in _SMALL and out:
            out = f"{out[:-1]}{_SMALL[kana].removeprefix('y') if out.endswith(('shi', 'chi', 'ji')) else _SMALL[kana]}"
            continue
        latin = "" if kana == "ー" else _ROMAJI.get(kana, letter)
        out += latin[:1] + latin if double and latin else latin
        double = False
    return out


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as a domain would write them: folded, hyphens and apostrophes apart, kana in Latin letters."""
    latin = name if name.isascii() else romaji(unicodedata.normalize("NFKC", name))
    return tuple(_WORD.findall(fold(latin)))[:_WORDS_MAX]


def likeness(label: str, words: Sequence[str]) -> float:
    """The share of a label's letters (hyphens apart) that the words account for, 0 where nothing tells."""
    pieces = [p for p in re.split(r"[\W\d_]+", fold(label)) if p][:_WORDS_MAX]
    whole = "".join(pieces)[:_LABEL_MAX]
    if not whole or not words:
        return 0.0
    if len(whole) <= _SHORT_LABEL:
        return 1.0 if _abbreviates(whole, words) else 0.0
    best = _eaten(whole, tuple(words))
    if len(pieces) > 1:
        known = [p for p in pieces if len(p) >= _TELLING and p in words]
        best = max(best, sum(map(len, known)) / len(whole))
    return best


def _abbreviates(label: str, words: Sequence[str]) -> bool:
    """Whether a short label is made of the words' letters: it begins as they do, and has the initial of each long one."""
    letters = iter("".join(words))
    telling = [w[0] for w in words if len(w) > _CHUNK]
    return (
        len(label) > 1
        and label[0] == words[0][0]
        and len(telling) > 1
        and all(initial in label for initial in telling)
        and all(letter in letters for letter in label)
    )


def _eaten(label: str, words: tuple[str, ...]) -> float:
    @cache
    def best(at: int, index: int) -> tuple[int, int]:
        """The most letters eaten from `at` on by the words from `index` on, and how many of them stand in long beginnings."""
        if at >= len(label) or index >= len(words):
            return 0, 0
        found = best(at, index + 1)
        word = words[index]
        common = next((i for i, (a, b) in enumerate(zip(word, label[at:], strict=False)) if a != b), None)
        common = min(len(word), len(label) - at) if common is None else common
        for taken in {common, _CHUNK, 1}:
            if 0 < taken <= common and (taken >= _CHUNK or taken in (1, len(word))):
                eaten, long = best(at + taken, index + 1)
                found = max(found, (eaten + taken, long + (taken if taken >= _TELLING else 0)))
        return found

    eaten, long = best(0, 0)
    return eaten / len(label) if long >= _TELLING else 0.0


def share_of(label: str, words: Sequence[str]) -> float:
    """The share of a label that the beginning of one word makes up, wherever in it: "norrtull" of "vcnorrtull"."""
    whole = _squashed(label)
    begun = (size for w in words for size in range(len(w), _TELLING, -1) if w[:size] in whole)
    return max(begun, default=0) / len(whole) if whole else 0.0


@lru_cache(maxsize=64)  # each of an event's domains is held against every name
def _squashed(label: str) -> str:
    """The letters of a label."""
    return re.sub(r"[\W\d_]+", "", fold(label))[:_LABEL_MAX]
