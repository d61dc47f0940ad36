"""What the wording of an event leans to, learned from labelled events.

Phrases know the usual words of interviews. A trial day at a joiner's, jotted down by somebody in a hurry, has none of them, and
still reads like an appointment about work; a talk with the insurance is called by the very word of a first interview, and does
not. So each word, each pair of words, and the beginnings of both have a weight, learned from the labelled events in
`tests/corpus/events` by a linear support vector machine (`python -m tests.corpus.events.learn` writes
`rules/detection/learned.toml`). Their sum is one more piece of evidence, bounded, that adds to the others; the words that spoke
loudest are what the user is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from typing import Any

from followbot.domain.leaning import features, readable_feature
from followbot.domain.phrases import tokens

SCALE = 100
"""The file has whole numbers: hundredths."""
IN_TITLE = "T "
"""Before a feature of the title, where the same words weigh otherwise."""
_PER_MARGIN = 7.0
"""Log-odds for one unit of the learned margin; found on events that strangers wrote, held out from learning."""
_MOST = 4.0
_FEW = 12
"""Features of some three words: of less, none speaks louder than in a text of so many."""
_WORDS = 250
"""Words of a description that are weighed: what an appointment is, is said at its beginning."""
_SOMEBODY = "@"
_LONG = 4
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an event; the folded words of the names of people in it, and of names that people have."""

    title: str
    body: str
    people: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lean:
    """Log-odds that the wording adds to "this is a job interview", and the words that said so most."""

    log_odds: float = 0.0
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventLeanings:
    """Learned weights, read from their table on first use."""

    table: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def _weights(self) -> dict[str, int]:
        lines = (line.rpartition("\t") for line in self.table.get("weights", "").splitlines() if line)
        return {name: int(number) for name, _, number in lines}

    def of(self, text: Wording) -> Lean:
        """The leaning of an event. Pure and total. What has no description, or no known word, leans nowhere: what the few words
        of a title mean, the phrases know.
        """
        if not text.body:
            return Lean()
        weights = self._weights
        known = [(name, weights[name]) for name in weighed(text) if name in weights]
        if not known:
            return Lean()
        total = sum(weight for _, weight in known) / sqrt(max(len(known), _FEW)) + self.table["bias"]
        log_odds = max(-_MOST, min(_MOST, _PER_MARGIN * total / SCALE))
        return Lean(log_odds, _loudest(known, 1 if log_odds > 0 else -1))


def weighed(text: Wording) -> set[str]:
    """The features of an event: those of its title twice, by themselves and as a title's, and those of its description."""
    head, body = (_words(tokens(part), text) for part in (text.title, text.body))
    return {*(IN_TITLE + name for name in features(("<", *head, ">"))), *features(head), *features(body)}


def _words(said: Sequence[str], text: Wording) -> tuple[str, ...]:
    """Numbers are all one, and so are names: neither a time nor whom one meets says what an appointment is about."""
    return tuple(
        "0" if word.isdigit() else _SOMEBODY if word in text.people or word in text.given_names else word
        for word in said[:_WORDS]
    )


def _loudest(known: Sequence[tuple[str, int]], sign: int) -> tuple[str, ...]:
    """The words that a reader is told, the loudest first, none of which is in another."""
    told: list[str] = []
    for name in _ordered(known, sign):
        shown = readable_feature(name)
        bare = shown.replace("…", "")
        if not any(bare in other or other.replace("…", "") in bare for other in told):
            told.append(shown)
        if len(told) == _TOLD:
            break
    return tuple(told)


def _ordered(known: Sequence[tuple[str, int]], sign: int) -> Iterator[str]:
    for name, weight in sorted(known, key=lambda one: (-sign * one[1], one[0])):
        if (
            weight * sign > 0
            and len(name) >= _LONG
            and not name.startswith(IN_TITLE)
            and "0" not in name
            and "@" not in name
        ):
            yield name
