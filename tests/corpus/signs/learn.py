"""Learns where the letters of a language bear their signs: `python -m tests.corpus.signs.learn LANGUAGE SIGNS WORDS`.

WORDS holds a word and how often it is used on each line, as spell checkers and counts of texts have them; SIGNS are the letters
with signs. What is learned is written to `rules/signs/LANGUAGE.toml` (see `letters/signs.py`): the shortest
surroundings of a letter in which all words agree whether it bears its sign. Surroundings of few words are left out, so that a
word that nobody counted is put right by what many words have in common, or not at all.
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from followbot.domain.letters.noteshapes import plainly
from followbot.domain.letters.signs import OPEN, surroundings

_RULES = Path(__file__).parents[3] / "followbot/domain/rules/signs"
_WINDOWS = tuple(
    (left, both - left)
    for both in range(2, 9)
    for left in sorted(range(both + 1), key=lambda left: abs(2 * left - both))
    if both < 6 or left >= 2
)
"""Letters before and behind, few first."""
_LEAST = 8
"""Fewer words that agree may do so by chance."""
_RARE = 40
"""A spelling so many times rarer than another of the same letters is taken for none."""
_COMMON = 9e-8
"""A word used so often is known as a whole where its parts do not tell."""
_USUAL = 2e-6
"""And one that has several spellings, by what they have in common."""


def spelled(counts: Mapping[str, float]) -> dict[str, list[str]]:
    """The usual spellings of each word that has more than one with and without signs, by how it is typed without."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in counts:
        found[plainly(word)].append(word)
    return {
        typed: [word for word in words if counts[word] * _RARE >= max(counts[w] for w in words)]
        for typed, words in found.items()
    }


def learn(counts: Mapping[str, float], signs: frozenset[str]) -> tuple[list[str], list[str]]:
    """The surroundings that tell a letter, as `letters/signs.py` reads them, and words in use that they do not tell."""
    open_letters = {plainly(sign) for sign in signs}
    words = spelled(counts)
    left = [(typed, at) for typed in sorted(words) for at, letter in enumerate(typed) if letter in open_letters]
    told: list[str] = []
    for before, behind in _WINDOWS:
        seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for typed, at in left:
            for spelling in words[typed]:
                seen[surroundings(typed, at, before, behind)][spelling[at]] += 1
        certain = {around: next(iter(letters)) for around, letters in seen.items() if _agree(letters)}
        told += [_telling(around, letter) for around, letter in certain.items()]
        left = [(typed, at) for typed, at in left if surroundings(typed, at, before, behind) not in certain]
    untold = sorted({typed for typed, _ in left})
    least = {typed: _COMMON if len(words[typed]) == 1 else _USUAL for typed in untold}
    used = (typed for typed in untold if max(counts[word] for word in words[typed]) >= least[typed])
    return told, [_shared(words[typed]) for typed in used]


def _shared(spellings: list[str]) -> str:
    """A word as all its spellings have it, `OPEN` behind each letter that bears a sign in some of them only: "nowa?"."""
    return "".join(
        letters[0] if len({*letters}) == 1 else f"{plainly(letters[0])}{OPEN}"
        for letters in zip(*spellings, strict=True)
    )


def _telling(around: str, letter: str) -> str:
    """Surroundings with the letter as it is spelled in them."""
    before, _, behind = around.partition(".")
    return f"{before}.{letter}{behind[1:]}"


def _agree(letters: Counter[str]) -> bool:
    return len(letters) == 1 and letters.total() >= _LEAST


def _written(language: str, told: list[str], words: list[str]) -> str:
    windows = [list(window) for window in _WINDOWS]
    return f"{_HEAD[language]}told = {_wrapped(told)}words = {_wrapped(words)}windows = {windows}\n"


def _wrapped(words: list[str]) -> str:
    lines = textwrap.fill(" ".join(words), 118, break_on_hyphens=False, break_long_words=False)
    return f"'''\n{lines}\n'''\n"


_HEAD = {
    "pl": (
        "# Where Polish letters bear their signs. Learned by tests/corpus/signs/learn.py from the words of the spell checker\n"
        "# of sjp.pl (Apache License 2.0), weighed by how often wordfreq (CC BY-SA 4.0) counts them.\n"
        "# This table may be passed on under CC BY-SA 4.0.\n"
    ),
    "tr": (
        "# Where Turkish letters bear their signs. Learned by tests/corpus/signs/learn.py from the words that wordfreq\n"
        "# (CC BY-SA 4.0) counts and LibreOffice's spell checker for Turkish (MPL 2.0) knows, weighed by those counts.\n"
        "# This table may be passed on under CC BY-SA 4.0.\n"
    ),
    "sv": (
        "# Where Swedish letters bear their signs. Learned by tests/corpus/signs/learn.py from the words that wordfreq\n"
        "# (CC BY-SA 4.0) counts, weighed by those counts.\n"
        "# This table may be passed on under CC BY-SA 4.0.\n"
    ),
}


def main(language: str, signs: str, path: str) -> None:
    lines = (line.split("\t") for line in Path(path).read_text("utf-8").splitlines())
    told, words = learn({word: float(often) for word, often in lines}, frozenset(signs))
    (_RULES / f"{language}.toml").write_text(_written(language, told, words), "utf-8")
    sys.stdout.write(f"{len(told)} surroundings, {len(words)} words\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
