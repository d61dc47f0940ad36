"""Collecting the evidence: every sign that an event shows, once, with the words it was seen in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from followbot.domain.events.rules import DetectionRules, Sign
from followbot.domain.model import Evidence

_QUOTE_MAX = 70


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign seen, and the words."""

    sign: Sign
    quote: str = ""

    @property
    def weight(self) -> float:
        """What it adds in sum, for sorting."""
        return self.sign.job + self.sign.whose

    def evidence(self) -> Evidence:
        quote = self.quote if len(self.quote) <= _QUOTE_MAX else self.quote[: _QUOTE_MAX - 1].rstrip() + "…"
        return Evidence(self.sign.text.replace("{quote}", quote), round(self.weight, 2))


@dataclass(slots=True)
class Marks:
    """The evidence so far. A sign counts once, however often it is seen."""

    rules: DetectionRules
    seen: dict[str, Mark] = field(default_factory=dict)

    def add(self, name: str, quote: str = "") -> None:
        if name not in self.seen:
            self.seen[name] = Mark(self.rules.sign(name), quote)

    def lean(self, name: str, quote: str, job: float) -> None:
        """Add a sign whose weight is not the rules' but the event's own."""
        self.seen[name] = Mark(replace(self.rules.sign(name), job=job), quote)

    def has(self, *names: str) -> bool:
        return any(name in self.seen for name in names)

    def positive_title(self) -> bool:
        """Whether the title alone speaks for a job interview."""
        return any(m.sign.job >= 2.0 and name.startswith("title.") for name, m in self.seen.items())

    def __iter__(self) -> Iterator[Mark]:
        return iter(self.seen.values())

    @property
    def vetoed(self) -> bool:
        return any(m.sign.veto for m in self)

    def job(self) -> float:
        """Log-odds that this is a job interview in a slot that stands."""
        total = self.rules.thresholds.job + sum(m.sign.job for m in self)
        return min(total, self.rules.thresholds.veto) if self.vetoed and not self.has("user.include") else total

    def whose(self) -> float:
        """Log-odds that the user is the candidate."""
        return self.rules.thresholds.whose + sum(m.sign.whose for m in self)

    def evidence(self) -> tuple[Evidence, ...]:
        """What spoke for it and against it, the weightiest first."""
        telling = (m for m in self if m.weight or m.sign.name.startswith("shape."))
        return tuple(m.evidence() for m in sorted(telling, key=lambda m: -abs(m.weight)))
