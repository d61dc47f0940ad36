"""Japanese syllables in Latin letters, as companies spell their names in domains: "ソラマメ" is "soramame"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RUN = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]{2,}")
_HEPBURN = {"si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu", "wo": "o"}
"""Unicode names the syllables by another system than the one that domains follow."""
_DOUBLED, _VOWELS = "small tu", ("a", "i", "u", "e", "o")


def romanised(text: str) -> list[str]:
    """Each run of at least two syllables of a text in Latin letters, in order."""
    return [_spelled(run) for run in _RUN.findall(text)]


@lru_cache(maxsize=256)
def _spelled(run: str) -> str:
    built = ""
    doubled = False
    for syllable in map(_named, run):
        small, _, sound = syllable.rpartition(" ")
        if syllable == _DOUBLED:
            doubled = True
            continue
        sound = _HEPBURN.get(sound, sound)
        if small and sound in _VOWELS:
            built = built[:-1] + sound
        elif small and sound.startswith("y") and built.endswith("i"):
            # "shi" and a small "yo" are "sho", "ki" and a small "yo" are "kyo".
            built = built[:-1] + (sound[1:] if built.endswith(("shi", "chi", "ji")) else sound)
        else:
            built += sound[:1] + sound if doubled else sound
        doubled = False
    return built


def _named(letter: str) -> str:
    """ "so" for ソ and "small tu" for ッ; the sign for a long vowel, which domains leave out, is nothing."""
    return unicodedata.name(letter).rpartition("LETTER ")[2].lower() if "LETTER" in unicodedata.name(letter) else ""
