"""Words that a day cannot do without: where a sentence has none of them and no figure, no day needs to be looked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from followbot.domain.phrases import tokens

_PART = re.compile(r"\{\w+\}|\([^()]*\)|[^{}()]+")


def anchors_of(
    notation: str, months: Mapping[str, int], weekdays: Mapping[str, int], numbers: Mapping[str, int]
) -> frozenset[str]:
    """Words one of which stands in whatever a notation matches, as rare ones as there are; none if that has a figure."""
    names = {"{month}": months, "{lonemonth}": months, "{weekday}": weekdays}
    found: list[frozenset[str]] = []
    for part in _PART.findall(notation):
        if part in names:
            return frozenset(name.split()[0] for name in names[part])
        if part in {"{day}", "{to}", "{nth}", "{year}"}:
            return frozenset()
        if part not in {"{n}", "{k}"}:
            choices = [tokens(choice) for choice in part.strip("()").split("|")]
            if all(choices):
                found.append(frozenset(max(choice, key=len) for choice in choices))
    return max(found, key=lambda some: min(map(len, some)), default=frozenset(numbers))
