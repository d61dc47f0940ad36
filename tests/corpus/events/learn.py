"""`python -m tests.corpus.events.learn` learns what events lean to (`followbot.domain.events.leaning`), and writes
the rule file. With `--check` it only tells how well events are judged held out, a fifth at a time, by the wording alone.

It learns from what rules may be tuned on; what nobody has read is left to measure with.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path

from followbot.domain.events.leaning import SCALE, EventLeanings, Wording, weighed
from followbot.domain.events.scene import scene_of
from followbot.domain.events.wording import wording_of
from tests.corpus.events.loading import Case, load
from tests.corpus.events.measure import UNREAD, rules
from tests.corpus.separating import SEED, separate

FILE = Path(__file__).parents[3] / "followbot/domain/rules/detection/learned.toml"
_SEEN = 2
"""Events in which a word must occur to count."""
_QUIET = 2
"""Weights, in hundredths, below which a feature is left out."""
_DAMPED = 4.0
_FOLDS = 5
_HEAD = """\
# What the wording of an event leans to. Written by `python -m tests.corpus.events.learn` from the labelled events in
# tests/corpus/events/tune: do not edit by hand, add a labelled event and learn again. Each line is a word or a pair of words
# ("T " before those of titles) with its weight, in hundredths: above zero for job interviews, below for all else.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One event as learning sees it."""

    name: str
    wording: Wording
    interview: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature and the bias, in hundredths."""

    weights: dict[str, int]
    bias: int

    def table(self) -> dict[str, object]:
        """The model as `EventLeanings` takes it."""
        lines = (f"{name}\t{weight}" for name, weight in sorted(self.weights.items()))
        return {"bias": self.bias, "weights": "\n".join(lines)}


def lessons() -> list[Case]:
    """The half that rules are tuned on, and what was read of the other."""
    return [*load("tune"), *(case for case in load("hold") if not case.id.startswith(UNREAD))]


def samples(cases: Sequence[Case]) -> list[Sample]:
    """Events that are one thing or the other; what is truly in doubt teaches nothing."""
    found = []
    for case in cases:
        if case.expect != "unsure":
            scene = scene_of(case.event, case.profile, rules(), case.addresses)
            found.append(Sample(case.id, wording_of(scene), case.expect == "interview"))
    return found


def learn(some: Sequence[Sample]) -> Model:
    texts = [weighed(sample.wording) for sample in some]
    counts = Counter(name for text in texts for name in text)
    names = sorted(name for name, count in counts.items() if count >= _SEEN)
    number = {name: n for n, name in enumerate(names)}
    rarity = [(log((1 + len(some)) / (1 + counts[name])) + 1) / _DAMPED for name in names]
    rows = []
    for text in texts:
        known = sorted(number[name] for name in text if name in number)
        rows.append([(n, rarity[n] / sqrt(len(known))) for n in known])
    found, bias = separate(rows, [sample.interview for sample in some])
    weights = {name: round(found[n] * rarity[n] * SCALE) for n, name in enumerate(names)}
    return Model({name: weight for name, weight in weights.items() if abs(weight) >= _QUIET}, round(bias * SCALE))


def written(model: Model) -> str:
    """The rule file of a model."""
    table = model.table()
    return f"{_HEAD}bias = {table['bias']}\nweights = '''\n{table['weights']}\n'''\n"


def check(some: Sequence[Sample]) -> float:
    """The share of held-out events that the wording alone tells apart."""
    shuffled = sorted(some, key=lambda sample: sample.name)
    random.Random(SEED).shuffle(shuffled)  # noqa: S311 - folds, no secret
    right = 0
    for fold in range(_FOLDS):
        model = EventLeanings(learn([s for n, s in enumerate(shuffled) if n % _FOLDS != fold]).table())
        kept = [s for n, s in enumerate(shuffled) if n % _FOLDS == fold]
        right += sum((model.of(s.wording).log_odds > 0) == s.interview for s in kept)
    return right / len(shuffled)


def main(arguments: Sequence[str]) -> None:
    some = samples(lessons())
    if "--check" in arguments:
        print(f"{len(some)} events, each held out once: {check(some):.3f} right by their wording alone")  # noqa: T201 - a report
        return
    model = learn(some)
    FILE.write_text(written(model), "utf-8")
    print(f"{len(some)} events, {len(model.weights)} features: {FILE}")  # noqa: T201 - a report


if __name__ == "__main__":
    main(sys.argv[1:])
