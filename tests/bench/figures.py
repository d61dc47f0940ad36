"""Figures, how they grow, and the table that shows them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self


@dataclass(frozen=True)
class Figure:
    """One measured quantity at one or several sizes of the work.

    `values` are in the order of `sizes`. `baseline` is what something plain takes for the largest of them, in the same run.
    """

    name: str
    unit: str
    values: tuple[float, ...]
    sizes: tuple[int, ...] = ()
    what: str = ""
    baseline: float | None = None
    against: str = ""
    note: str = field(default="", repr=False)

    @property
    def slope(self) -> float | None:
        """Power of the growth between the two largest sizes: 0 is constant, 1 linear, 2 quadratic."""
        points = [(s, v) for s, v in zip(self.sizes, self.values, strict=False) if s > 0 and v > 0]
        if len(points) < 2:
            return None
        (small, before), (large, after) = points[-2:]
        return math.log(after / before) / math.log(large / small)

    @property
    def ratio(self) -> float | None:
        return None if not self.baseline else self.values[-1] / self.baseline

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"slope": self.slope, "ratio": self.ratio}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Self:
        """The figure as it was before `as_json`."""
        stated = {f.name: found[f.name] for f in fields(cls)}
        return cls(**stated | {name: tuple(stated[name]) for name in ("values", "sizes")})


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table in Markdown."""
    rows: list[tuple[str, ...]] = [("figure", "for", "value", "slope", "compared with")]
    rows += [_row(figure) for figure in figures]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def _row(figure: Figure) -> tuple[str, ...]:
    sizes = " / ".join(f"{size:,}" for size in figure.sizes)
    values = " / ".join(shown(value) for value in figure.values)
    ratio = (
        f"{figure.ratio:.2g} x {figure.against} ({shown(figure.baseline)})" if figure.ratio and figure.baseline else ""
    )
    slope = "" if figure.slope is None else f"{figure.slope:.2f}".replace("-0.00", "0.00")
    return figure.name, f"{sizes} {figure.what}".strip(), f"{values} {figure.unit}".strip(), slope, ratio


def shown(value: float) -> str:
    """Three digits that count."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(abs(value))))}f}"


def middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
