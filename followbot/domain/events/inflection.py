"""Names as Polish sentences bend them: "spotkasz się z Wojciechem Baranem" is a talk with Wojciech Baran."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from followbot.domain.phrases import fold

_VOWELS = "aeiouyąęó"
_INSTRUMENTAL = re.compile(r"(?:ą|em|im|ym)$")
_ADJECTIVE = re.compile(r"(?:i?ej|i?ego|[iy]m|[iy]ch)$")
_SOFT = {"ś": "si", "ń": "ni", "ć": "ci", "ź": "zi"}
"""What a soft consonant is before a vowel: "Wieśkiem" is Wiesiek."""
_LONGEST_ENDING = 3
_SHORTEST_BENT = 3
_CASES = (
    ("e", "a"),
    ("i", "a"),
    ("y", "a"),
    ("ce", "ka"),
    ("rze", "ra"),
    ("dzie", "da"),
    ("cie", "ta"),
    ("nie", "na"),
    ("ii", "ia"),
    ("iem", ""),
    ("em", ""),
    ("kiem", "ek"),
    ("a", ""),
    ("ka", "ek"),
    ("la", "el"),
    ("owi", ""),
    ("kowi", "ek"),
    ("ego", "y"),
    ("im", "i"),
    ("ym", "y"),
)
"""Endings of given names in other cases, folded, with those of the nominative."""
_SHORTEST_STEM = 2


def nominative(name: str, given_names: frozenset[str], courtesy: frozenset[str]) -> str:
    """A name in the instrumental case as its owner writes it; any other name unchanged."""
    first, _, rest = name.partition(" ")
    if first.lower() in courtesy and " " in rest:
        return nominative(rest, given_names, courtesy)
    if not _INSTRUMENTAL.search(first) or (not rest and fold(first) in given_names):
        return name
    given = next((c for c in _candidates(first) if fold(c) in given_names), None)
    if given is None:
        return name
    return " ".join((given, *(_family(word) for word in rest.split())))


def without_initial(name: str, initials: frozenset[str], languages: frozenset[str], given_names: frozenset[str]) -> str:
    """A name without a form of address that looks like an initial: "p. Basią", "D. Óscar Nieto"; an initial stays one."""
    first, _, rest = name.partition(" ")
    given = fold(rest.partition(" ")[0])
    forms = (given, *(given_forms(given) if "pl" in languages else ()))
    if not first.endswith(".") or given_names.isdisjoint(forms):
        return name
    return rest if any(f"{code}:{first.rstrip('.').lower()}" in initials for code in languages) else name


@lru_cache(maxsize=2_048)
def given_forms(token: str) -> tuple[str, ...]:
    """What a folded given name in any case may be in the nominative: "olga" of "olge", "marek" of "markiem"."""
    if len(token) < _SHORTEST_BENT:
        return ()
    found = [token[: -len(end)] + nominative for end, nominative in _CASES if token.endswith(end)]
    return tuple(dict.fromkeys(w for w in found if len(w) > _SHORTEST_STEM))


def _candidates(word: str) -> tuple[str, ...]:
    if word.endswith("ą"):
        return (f"{word[:-1]}a",)
    if word.endswith("kiem"):
        soft = f"{word[:-5]}{_SOFT.get(word[-5], word[-5])}ek"
        return (f"{word[:-4]}ek", word[:-3], soft)
    if word.endswith("łem"):
        return (f"{word[:-3]}eł", word[:-2])
    return (word[:-2], f"{word[:-2]}y", f"{word[:-2]}i", f"{word[:-2]}o", f"{word[:-1]}")


def _family(word: str) -> str:
    if word.endswith("ą"):
        return f"{word[:-1]}a"
    if word.endswith(("skim", "ckim", "dzkim", "ym")):
        return word[:-1]
    if word.endswith("kiem"):
        return word[:-3] if word[-5:-4] in _VOWELS else f"{word[:-4]}ek"
    return word.removesuffix("em")


def unbent(name: str, kinds: Mapping[str, str]) -> str:
    """The name of a house as it is called: "Zakładach Mięsnych Dobrowola" is Zakłady Mięsne Dobrowola."""
    head, *rest = name.split(" ")
    kind = kinds.get(fold(head)) if kinds else None
    if kind is None:
        return name
    adjectives = next((i for i, w in enumerate(rest) if not _ADJECTIVE.search(w)), len(rest))
    return " ".join(
        (
            kind.capitalize() if head[:1].isupper() else kind,
            *(_agreeing(w, kind) for w in rest[:adjectives]),
            *rest[adjectives:],
        )
    )


def _agreeing(word: str, kind: str) -> str:
    """An adjective in the nominative, in the gender and number of its noun."""
    stem = _ADJECTIVE.sub("", word)
    soft = word.endswith(("im", "iej", "iego", "ich")) and not stem.endswith(("k", "g"))
    stem = f"{stem}i" if soft else stem
    if kind.endswith("y"):
        return f"{stem}ie" if stem.endswith(("k", "g")) else f"{stem}e"
    if kind.endswith("a"):
        return f"{stem}a"
    hard = stem.endswith(("k", "g"))
    if kind.endswith(("o", "e", "um")):
        return f"{stem}ie" if hard else f"{stem}e"
    return stem if soft else f"{stem}i" if hard else f"{stem}y"


def bent(a: str, b: str) -> bool:
    """Whether two names of several words are one name in different cases: their words differ in their endings only."""
    first, second = fold(a).split(), fold(b).split()
    return len(first) == len(second) > 1 and all(map(one_word, first, second))


def one_word(a: str, b: str) -> bool:
    """Whether two words are one in different cases: "Yuriyem" and "Yuriy"."""
    a, b = fold(a), fold(b)
    shorter, longer = sorted((a, b), key=len)
    stem = max(_SHORTEST_STEM, len(shorter) - 2)
    return longer[:stem] == shorter[:stem] and len(longer) - len(shorter) <= _LONGEST_ENDING
