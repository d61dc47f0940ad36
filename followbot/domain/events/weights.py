"""Weights that were learned for traits, as a rule file has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
        lines = (line.rpartition("\t") for line in self.table.get("weights", "").splitlines() if line)
        return {name: int(number) for name, _, number in lines}

    def margin(self, traits: Iterable[str]) -> float:
        """How much what has these traits looks like one of those that were learned, above zero for yes. Pure and total."""
        weights = self._weights
        known = [weights[trait] for trait in traits if trait in weights]
        bias: int = self.table.get("bias", 0)
        return (sum(known) / sqrt(max(len(known), 1)) + bias) / SCALE
