"""`python -m tests.corpus.events.choose` learns which of the names in an event is its company's
(`followbot.domain.events.choosing`), and writes the rule file. With `--check` it only tells how often the choice is right in
files of the corpus that it has not learned from, one group of files at a time, beside what the rules alone find there.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from followbot.domain.events.candidates import candidates
from followbot.domain.events.choices import SCALE, Choices
from followbot.domain.events.company import by_rules
from followbot.domain.events.extent import whole
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import scene_of
from followbot.domain.grouping import company_key
from tests.corpus.choosing import Choice, weigh
from tests.corpus.events.learn import lessons
from tests.corpus.events.loading import Case
from tests.corpus.events.measure import rules

FILE = Path(__file__).parents[3] / "followbot/domain/rules/detection/companies.toml"
_SEEN = 2
"""Names in which something must be seen to count."""
_QUIET = 3
"""Weights, in hundredths, below which a feature is left out."""
_GROUPS = (
    "c-",
    "d-",
    "e-",
    "f-",
    "h-",
    "j-",
    "l-",
    "m-",
    "n-",
    "o-",
    "p-",
    "q-",
    "r-",
    "fourth",
    "third",
    "fresh",
    "people",
    "verdict",
    "blind",
)
"""How the ids of events begin that are held out together: each is by another author, or of another time."""
_HEAD = """\
# What speaks for a name in an event being its company's. Written by `python -m tests.corpus.events.choose` from the labelled
# events in tests/corpus/events: do not edit by hand, add a labelled event and learn again. Each line is something that can be
# seen of a name (see events/candidates.py) with its weight, in hundredths.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One event as learning sees it."""

    name: str
    offered: dict[str, frozenset[str]]
    """What is seen of each name, by its key."""
    company: str
    rule: str
    sure: bool


def samples(cases: Sequence[Case]) -> list[Sample]:
    """The interviews whose company is labelled."""
    found = []
    for case in cases:
        if case.company is not None and case.expect == "interview":
            scene = scene_of(case.event, case.profile, rules(), case.addresses)
            sides = Sides(scene, case.settings)
            by = by_rules(scene, sides)
            name = by.name
            rule = whole(name, scene) if name else ""
            offered = {key: frozenset(one.seen) for key, one in candidates(scene, sides, rule).items()}
            found.append(Sample(case.id, offered, company_key(case.company), company_key(rule), by.sure))
    return found


def learn(some: Sequence[Sample]) -> dict[str, int]:
    """The weights of everything seen, in hundredths."""
    counts = Counter(name for sample in some for seen in sample.offered.values() for name in seen)
    choices = [
        Choice(
            [sorted(n for n in seen if counts[n] >= _SEEN) for seen in sample.offered.values()],
            list(sample.offered).index(sample.company),
        )
        for sample in some
        if sample.company in sample.offered
    ]
    weights = {name: round(weight * SCALE) for name, weight in weigh(choices).items()}
    return {name: weight for name, weight in sorted(weights.items()) if abs(weight) >= _QUIET}


def table(weights: dict[str, int]) -> dict[str, str]:
    """The weights as `Choices` takes them."""
    return {"weights": "\n".join(f"{name}\t{weight}" for name, weight in weights.items())}


def written(weights: dict[str, int]) -> str:
    """The rule file of these weights."""
    return f"{_HEAD}weights = '''\n{table(weights)['weights']}\n'''\n"


def check(some: Sequence[Sample]) -> list[str]:
    """How many companies are right in each group of files, held out from learning."""
    lines = []
    for group in _GROUPS:
        kept = [s for s in some if s.name.startswith(group)]
        choices = Choices(table(learn([s for s in some if not s.name.startswith(group)])))
        right = sum(choices.best(s.offered, s.rule, s.sure) == s.company for s in kept)
        ruled = sum(s.rule == s.company for s in kept)
        lines.append(f"{group:8} {right:4} of {len(kept):4} right; by the rules alone {ruled}")
    return lines


def main(arguments: Sequence[str]) -> None:
    some = samples(lessons())
    if "--check" in arguments:
        print("\n".join(check(some)))  # noqa: T201 - a report
        return
    weights = learn(some)
    FILE.write_text(written(weights), "utf-8")
    print(f"{len(some)} events, {len(weights)} features: {FILE}")  # noqa: T201 - a report


if __name__ == "__main__":
    main(sys.argv[1:])
