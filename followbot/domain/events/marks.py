"""Collecting the evidence: every sign that an event shows, once, with the words it was seen in.

A sign has weights of its own, by hand; where labelled events have taught others (see `judging`), those count.
"""

from __future__ import annotations

from collections.abc import Iterator

from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.signs import Sign
from followbot.domain.model import Evidence
from followbot.domain.records import record

_QUOTE_MAX = 70


@record
class Mark:
    """One sign seen, the words, and what it adds in log-odds."""

    sign: Sign
    quote: str
    job: float
    whose: float

    @classmethod
    def of(cls, sign: Sign, quote: str) -> Mark:
        return cls(sign, quote, sign.job, sign.whose)

    @property
    def weight(self) -> float:
        """What it adds in sum, for sorting."""
        return self.job + self.whose

    @property
    def is_told(self) -> bool:
        """Whether its sentence says what it does here: "the title says “interview”" is no reason against one."""
        by_hand = self.sign.job + self.sign.whose
        return by_hand * self.weight > 0 if by_hand else bool(self.weight) or self.sign.name.startswith("shape.")

    def evidence(self) -> Evidence:
        quote = self.quote if len(self.quote) <= _QUOTE_MAX else self.quote[: _QUOTE_MAX - 1].rstrip() + "…"
        return Evidence(self.sign.text.replace("{quote}", quote), round(self.weight, 2))


class Marks:
    """The evidence so far. A sign counts once, however often it is seen."""

    def __init__(self, rules: DetectionRules) -> None:
        self.rules = rules
        self.seen: dict[str, Mark] = {}
        self._start = (rules.thresholds.job, rules.thresholds.whose)
        """The log-odds of both questions for an event of which nothing is known."""

    def add(self, name: str, quote: str = "") -> None:
        if name not in self.seen:
            self.seen[name] = Mark.of(self.rules.signs[name], quote)

    def begin(self, job: float, whose: float) -> None:
        """Where both questions start, instead of where the rules let them."""
        self._start = (job, whose)

    def add_silently(self, job: float, whose: float) -> None:
        """Add to both sums what there are no words for."""
        self._start = (self._start[0] + job, self._start[1] + whose)

    def weigh(self, name: str, job: float, whose: float = 0.0, quote: str = "") -> None:
        """Let a sign add something else than the rules say; it is added if it was not seen."""
        known = self.seen.get(name)
        self.seen[name] = Mark(self.rules.signs[name], known.quote if known else quote, job, whose)

    def has(self, *names: str) -> bool:
        return not self.seen.keys().isdisjoint(names)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self.seen.values())

    @property
    def vetoed(self) -> bool:
        return any(m.sign.veto for m in self.seen.values())

    def job(self) -> float:
        """Log-odds that this is a job interview in a slot that stands."""
        total = self._start[0] + sum([m.job for m in self.seen.values()])
        return min(total, self.rules.thresholds.veto) if self.vetoed and not self.has("user.include") else total

    def whose(self) -> float:
        """Log-odds that the user is the candidate."""
        return self._start[1] + sum([m.whose for m in self.seen.values()])

    def evidence(self) -> tuple[Evidence, ...]:
        """What spoke for it and against it, the weightiest first."""
        telling = (m for m in self if m.is_told)
        return tuple(m.evidence() for m in sorted(telling, key=lambda m: -abs(m.weight)))
