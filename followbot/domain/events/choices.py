"""The learned weights by which the company of an event is chosen: see `choosing`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

SCALE = 100
"""The file has whole numbers: hundredths."""
_RULES = 50
"""What it counts that the rules found a name: little, because they were made on the events that weights are learned from. Found
on events that strangers wrote, held out from both.
"""
_SURELY = 350
"""What it counts where a text says in so many words whose part or client a company is."""


@dataclass(frozen=True)
class Choices:
    """Weights of what can be seen of a name, read from their table on first use."""

    table: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def _weights(self) -> dict[str, int]:
        lines = (line.rpartition("\t") for line in self.table.get("weights", "").splitlines() if line)
        return {name: int(number) for name, _, number in lines}

    def best(self, seen: Mapping[str, Collection[str]], rule: str, sure: bool = False) -> str:
        """The key of the name of which the weightiest is seen; `rule`, the key of the rules' name, where nothing is learned."""
        if not self._weights:
            return rule
        told = _SURELY if sure else _RULES
        return max(seen, key=lambda key: (self._sum(seen[key]) + (told if key == rule else 0), key))

    def _sum(self, seen: Iterable[str]) -> int:
        return sum(filter(None, map(self._weights.get, seen)))
