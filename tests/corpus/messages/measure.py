"""Counting what reply analysis gets right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from followbot.domain.model import Reading
from tests.corpus.messages.loading import Case, read


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what was made of it."""

    case: Case
    reading: Reading

    @property
    def wrong(self) -> tuple[str, ...]:
        """What differs, each as "field: expected, got"."""
        expected, got = self.case.expected, self.reading
        pairs = (
            ("kind", expected.kind, got.kind.value),
            ("outcome", expected.outcome, got.outcome.value if got.outcome else None),
            ("stops", expected.stops, got.stops),
            ("until", expected.until, got.until),
        )
        return tuple(f"{name}: {wanted} expected, {found} found" for name, wanted, found in pairs if wanted != found)


@dataclass(frozen=True, slots=True)
class Tally:
    """Shares of cases, 0 to 1. `until` counts only where a date is stated or found."""

    cases: int
    kind: float
    outcome: float
    stops: float
    until: float


def judge(cases: Iterable[Case]) -> tuple[Judged, ...]:
    return tuple(Judged(case, read(case)) for case in cases)


def tally(judged: Iterable[Judged]) -> Tally:
    some = tuple(judged)
    dated = [j for j in some if j.case.expected.until or j.reading.until]

    def share(name: str, of: Iterable[Judged]) -> float:
        chosen = tuple(of)
        return sum(not any(w.startswith(name) for w in j.wrong) for j in chosen) / (len(chosen) or 1)

    return Tally(len(some), share("kind", some), share("outcome", some), share("stops", some), share("until", dated))


def grouped(judged: Iterable[Judged], attribute: str) -> dict[str, Tally]:
    """Tallies by `language` or `trap`."""
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[getattr(one.case, attribute)].append(one)
    return {name: tally(groups[name]) for name in sorted(groups)}
