"""`python -m tests.corpus.messages.learn` learns what letters lean to (`followbot.domain.leaning`) and writes the rule file.
With `--check` it only tells how well mails are judged held out, a fifth of the corpus at a time, by the wording alone.

Each outcome is separated from all others (`tests.corpus.separating`).
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from pathlib import Path
from typing import Any

from followbot.domain.answers.automatic import circumstances
from followbot.domain.answers.gathering import gather
from followbot.domain.leaning import CLASSES, SCALE, Leanings, beside, features
from tests.corpus.messages import learnkinds
from tests.corpus.messages.loading import HALVES, Case, load, rules
from tests.corpus.separating import SEED, separate

FILE = Path(__file__).parents[3] / "followbot/domain/rules/outcomes/learned.toml"
ANSWERS = ("auto_reply", "human_reply")
"""What answering machines and people write is told apart in the last column."""
KINDS = ("human_reply", "ats_notification", "auto_reply", "newsletter")
_SEEN = 2
"""Mails in which a word must occur to count."""
_QUIET = 3
"""Weights, in hundredths, below which a feature is left out."""
_DAMPED = 4.0
_FOLDS = 5
_HEAD = """\
# What the whole wording of a letter leans to. Written by `python -m tests.corpus.messages.learn` from the labelled mails in
# tests/corpus/messages: do not edit by hand, add a labelled mail and learn again. Each line is a word or a pair of words with
# its weights, in hundredths, for: no outcome, rejection, offer, next step, delay; automatic answer; departure. With "=" begins
# a circumstance. See followbot/domain/leaning.py.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail as learning sees it."""

    name: str
    outcome: str | None
    features: frozenset[str]
    kind: str = "human_reply"
    gone: bool = False
    """Whether it is an automatic answer that stops something."""
    circumstances: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the five outcomes and of the automatic answer by feature, and their biases, in hundredths."""

    weights: dict[str, tuple[int, ...]]
    biases: tuple[int, ...]

    def guess(self, sample: Sample) -> str | None:
        """The outcome that the wording alone speaks for."""
        known = [self.weights[name] for name in sample.features if name in self.weights]
        length = sqrt(len(known) or 1)
        sums = [sum(w[n] for w in known) / length + self.biases[n] for n in range(len(CLASSES))]
        found = CLASSES[sums.index(max(sums))]
        return found.value if found else None


def samples(cases: Sequence[Case]) -> list[Sample]:
    """Mails whose text is what it seems: forgeries and mail for others say things that are no outcome."""
    return [_sample(case) for case in cases if case.expected.kind in KINDS]


def _sample(case: Case) -> Sample:
    facts = gather(case.message, case.context, rules())
    automatic = case.expected.kind == ANSWERS[0]
    known = circumstances(facts, case.expected.until) if automatic else ()
    return Sample(
        name=case.name,
        outcome=case.says,
        features=frozenset(features(facts.wording)),
        kind=case.expected.kind,
        gone=automatic and case.expected.stops,
        circumstances=frozenset(beside(set(), known)),
    )


def learn(some: Sequence[Sample]) -> Model:
    counts = Counter(name for sample in some for name in sample.features | sample.circumstances)
    names = sorted(name for name, count in counts.items() if count >= _SEEN)
    number = {name: n for n, name in enumerate(names)}
    rarity = [(log((1 + len(some)) / (1 + counts[name])) + 1) / _DAMPED for name in names]
    rows = []
    for sample in some:
        known = sorted(number[name] for name in sample.features if name in number)
        rows.append([(n, rarity[n] / sqrt(len(known))) for n in known])
    found = [separate(rows, [sample.outcome == (c.value if c else None) for sample in some]) for c in CLASSES]
    answers = [n for n, sample in enumerate(some) if sample.kind in ANSWERS]
    found.append(separate([rows[n] for n in answers], [some[n].kind == ANSWERS[0] for n in answers], len(names)))
    found.append(_departures(some, number, rarity))
    table = {}
    for n, name in enumerate(names):
        weights = tuple(round(weights[n] * rarity[n] * SCALE) for weights, _ in found)
        if max(map(abs, weights)) >= _QUIET:
            table[name] = weights
    return Model(table, tuple(round(bias * SCALE) for _, bias in found))


def _departures(
    some: Sequence[Sample], number: Mapping[str, int], rarity: Sequence[float]
) -> tuple[list[float], float]:
    """What tells answers of those who left from other automatic ones: only these know circumstances besides words."""
    answers = [sample for sample in some if sample.kind == ANSWERS[0]]
    rows = []
    for sample in answers:
        known = sorted(number[name] for name in sample.features | sample.circumstances if name in number)
        rows.append([(n, rarity[n] / sqrt(len(known))) for n in known])
    return separate(rows, [sample.gone for sample in answers], len(number))


def written_table(model: Model) -> dict[str, Any]:
    """What the rule file of a model holds, as it is read."""
    lines = ("\t".join((name, *map(str, weights))) for name, weights in sorted(model.weights.items()))
    return {"biases": list(model.biases), "weights": "\n".join(lines)}


def written(model: Model) -> str:
    """The rule file of a model."""
    table = written_table(model)
    return "\n".join([f"{_HEAD}biases = {table['biases']}", "weights = '''", table["weights"], "'''", ""])


def check(some: Sequence[Sample]) -> float:
    """The share of held-out mails whose outcome the wording alone tells."""
    shuffled = sorted(some, key=lambda sample: sample.name)
    random.Random(SEED).shuffle(shuffled)  # noqa: S311 - folds, no secret
    right = 0
    for fold in range(_FOLDS):
        model = learn([s for n, s in enumerate(shuffled) if n % _FOLDS != fold])
        right += sum(model.guess(s) == s.outcome for n, s in enumerate(shuffled) if n % _FOLDS == fold)
    return right / len(shuffled)


def main(arguments: Sequence[str]) -> None:
    cases = [case for half in HALVES for case in load(half)]
    some = samples(cases)
    if "--check" in arguments:
        print(f"{len(some)} mails, each held out once: {check(some):.3f} right by their wording alone")  # noqa: T201 - a report
        return
    model = learn(some)
    FILE.write_text(written(model), "utf-8")
    print(f"{len(some)} mails, {len(model.weights)} features: {FILE}")  # noqa: T201 - a report
    taught = replace(rules(), leanings=Leanings(written_table(model)))
    borne = learnkinds.bearings(cases, taught)
    learnkinds.FILE.write_text(learnkinds.written(learnkinds.learn(borne)), "utf-8")
    print(f"{len(borne)} mails by their bearing: {learnkinds.FILE}")  # noqa: T201 - a report


if __name__ == "__main__":
    main(sys.argv[1:])
