"""The learned weights by which the company of an event is chosen: see `choosing`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import Any

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
        lines = (line.rpartition("\t") for line in self.table.get("weights", "").splitlines() if line)
        return {name: int(number) for name, _, number in lines}

    @cached_property
    def _levels(self) -> dict[str, str]:
        lines = (line.partition("\t") for line in self.table.get("levels", "").splitlines() if line)
        return {word: level for level, _, words in lines for word in words.split()}

    @cached_property
    def _memo(self) -> dict[str, str]:
        return {}

    def level(self, word: str) -> str:
        """How usual a folded word is, or a pair of characters: "c0" where nobody else has written it, "d" for a number, and "x"
        for a new word that ends in a usual one: "proefgesprek".
        """
        known = self._memo.get(word)
        if known is None:
            if len(self._memo) >= _MEMO_MAX:
                self._memo.clear()
            known = self._memo[word] = self._level(word)
        return known

    def _level(self, word: str) -> str:
        if word.isdigit():
            return "d"
        level = self._levels.get(word, _NEW)
        if level not in (_NEW, _ONCE) or len(word) <= _LONG:
            return level
        tails = (word[i:] for i in range(_HEAD, len(word) - _TAIL + 1))
        return "x" if any(self._levels.get(tail) in _USUAL for tail in tails) else level

    def best(self, seen: Mapping[str, Collection[str]], lead: int = 0) -> str:
        """The key of the name of which the weightiest is seen, "" (none) where nothing is learned, or where no name outweighs
        that by `lead` hundredths.
        """
        if not self._weights:
            return ""
        return max(seen, key=lambda key: (self._sum(seen[key]) + (0 if key else lead), key))

    def _sum(self, seen: Iterable[str]) -> int:
        return sum(map(self._weights.get, seen, repeat(0)))
