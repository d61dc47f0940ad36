"""The learned weights by which the company of an event is chosen: see `choosing`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import Any

from followbot.domain.events.weights import numbered
from followbot.domain.memo import Memo

SCALE = 100
"""The file has whole numbers: hundredths."""
_NEW, _ONCE = "c0", "c1"
_LONG = 7
"""Letters from which on a word can be put together from others."""
_HEAD, _TAIL = 3, 4
_USUAL = frozenset({"s2", "s5"})
_MEMO_MAX = 4_000


@dataclass(frozen=True, eq=False)
class Choices:
    """Weights of what can be seen of a name, read from their table on first use."""

    table: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def _weights(self) -> dict[str, int]:
        return numbered(self.table.get("weights", ""))

    @cached_property
    def _levels(self) -> dict[str, str]:
        lines = (line.partition("\t") for line in self.table.get("levels", "").splitlines() if line)
        return {word: level for level, _, words in lines for word in words.split()}

    @cached_property
    def level(self) -> Callable[[str], str]:
        """How usual a folded word is, or a pair of characters: "c0" where nobody else has written it, "d" for a number, and "x"
        for a new word that ends in a usual one: "proefgesprek". Remembered: it is asked fifty times about each event.
        """
        return Memo(self._level, _MEMO_MAX).__getitem__

    def _level(self, word: str) -> str:
        if word.isdigit():
            return "d"
        level = self._levels.get(word, _NEW)
        if level not in (_NEW, _ONCE) or len(word) <= _LONG:
            return level
        tails = (word[i:] for i in range(_HEAD, len(word) - _TAIL + 1))
        return "x" if any(self._levels.get(tail) in _USUAL for tail in tails) else level

    def best(self, seen: Mapping[str, Collection[str]]) -> str:
        """The key of the name of which the weightiest is seen, "" (none) where nothing is learned."""
        return self.heaviest({key: self.weight(one) for key, one in seen.items()})

    def heaviest(self, weights: Mapping[str, int], lead: int = 0) -> str:
        """The key of the greatest weight; "" (none) where nothing is learned, or none outweighs that by `lead` hundredths."""
        if not self._weights:
            return ""
        return max([(weight + (0 if key else lead), key) for key, weight in weights.items()])[1]

    def weight(self, seen: Iterable[str]) -> int:
        """What all of these weigh, in hundredths; none of them may be there twice."""
        return sum(map(self._weights.get, seen, repeat(0)))

    def alone(self, seen: str) -> Part:
        """One thing seen that many share, with what it weighs."""
        return (seen,), self._weights.get(seen, 0)

    def part(self, *seen: str) -> Part:
        """Something seen that many share, with what it weighs; nothing of it twice."""
        return seen, self.weight(seen)


Part = tuple[tuple[str, ...], int]
"""Some of what is seen of something that can be chosen, and what it weighs, in hundredths."""


def joined(one: Part, other: Part) -> Part:
    """Two parts that say nothing twice, as one."""
    return one[0] + other[0], one[1] + other[1]
