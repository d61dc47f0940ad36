"""What a reader is told of learned weights: the words as they stand in the event, and what is seen of it in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from followbot.domain.events.leaning import IN_TITLE, OUTLINE
from followbot.domain.events.text import Words, has_ideographs
from followbot.domain.records import once

_STEM = 5
"""Letters of the beginnings of words that features have (see `domain.leaning`)."""
_LONG, _LONG_CHARACTERS = 4, 2
"""Characters that mean something by themselves."""
_QUOTE_MAX = 40
_TOLD = 3
_PHRASES_MAX = 70
"""Characters of what is told of an outline, so that no phrase is cut."""
_ABSENT = (" 0", " none", "by nobody")
"""Ends of what is not there, which is no reason for anything."""


def quotable(features: Mapping[str, float], texts: Told) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of some features, whole and as written, each once and on the side of all that it adds: those that speak for,
    and those that speak against, in the order of the features.
    """
    sums: dict[str, float] = {}
    written: dict[str, str] = {}
    for name in [name for name in features if not name.startswith(IN_TITLE) and "0" not in name and "@" not in name]:
        if shown := texts.first(name):
            word = shown.casefold()
            written.setdefault(word, shown)
            sums[word] = sums.get(word, 0.0) + features[name] + features.get(IN_TITLE + name, 0.0)
    return (
        tuple([shown for word, shown in written.items() if sums[word] > 0]),
        tuple([shown for word, shown in written.items() if sums[word] <= 0]),
    )


def quoted(words: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
    """The first of some words that are neither in one another nor in what is known."""
    told: list[str] = []
    there = [text.casefold() for text in known]
    for shown in words:
        folded = shown.casefold()
        if not any(folded in other or other in folded for other in there):
            told.append(shown)
            there.append(folded)
        if len(told) == _TOLD:
            break
    return tuple(told)


class Told:
    """The texts of an event as features are looked for in them: their words, and the beginnings of these."""

    def __init__(self, *texts: Words) -> None:
        self._texts = [(text, text.tokens) for text in texts]

    @once
    def _begun(self) -> list[tuple[Words, tuple[str, ...]]]:
        return [(text, tuple([word[:_STEM] for word in words])) for text, words in self._texts]

    def first(self, feature: str) -> str:
        """What stands where a feature is first found neither too short nor too long to be told; "" for nowhere."""
        texts = self._begun if "~" in feature or "*" in feature else self._texts
        wanted = tuple(feature.replace("~", " ").replace("*", "").split(" "))
        size = len(wanted)
        for text, words in texts:
            first = -1
            for _ in range(words.count(wanted[0])):
                first = words.index(wanted[0], first + 1)
                if size == 1 or words[first : first + size] == wanted:
                    start, end = text.spans[first][0], text.spans[first + size - 1][1]
                    shown = " ".join(text.text[start:end].split())
                    if _is_told(shown):
                        return shown
        return ""


def _is_told(shown: str) -> bool:
    return _LONG <= len(shown) <= _QUOTE_MAX or (_LONG_CHARACTERS <= len(shown) < _LONG and has_ideographs(shown))


def described(features: Iterable[str], phrases: Mapping[str, str], *, against: bool) -> str:
    """What a reader is told of some of an outline, the loudest first; "" where there are no words for it.

    What is not there may speak against an interview, and is never told as a reason for one.
    """
    shown = ""
    for name in [feature.removeprefix(OUTLINE) for feature in features]:
        if name in phrases and (against or not name.endswith(_ABSENT)):
            longer = f"{shown}, {phrases[name]}" if shown else phrases[name]
            shown = longer if len(longer) <= _PHRASES_MAX else shown
    return shown
