"""Weights that were learned for traits, as a rule file has them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from typing import Any

SCALE = 1_000
"""The file has whole numbers: thousandths."""


@dataclass(frozen=True)
class Weights:
    """Learned weights, read from their table on first use."""

    table: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def _weights(self) -> dict[str, int]:
        return numbered(self.table.get("weights", ""))

    def margin(self, traits: Set[str]) -> float:
        """How much what has these traits looks like one of those that were learned, above zero for yes. Pure and total."""
        known = list(filter(None, map(self._weights.get, traits)))  # what weighs nothing is not in the file
        bias: int = self.table.get("bias", 0)
        return (sum(known) / sqrt(max(len(known), 1)) + bias) / SCALE


def numbered(text: str) -> dict[str, int]:
    """What a text of a rule file says line by line: a name, a tabulator, a whole number."""
    numbers = _Numbers()
    lines = (line.rpartition("\t") for line in text.splitlines() if line)
    return {name: numbers[number] for name, _, number in lines}


class _Numbers(dict[str, int]):
    """Whole numbers by how they are written, each made once: tens of thousands of weights are hundreds of numbers."""

    def __missing__(self, written: str) -> int:
        number = self[written] = int(written)
        return number
