"""A conditional logit model: of several things one is chosen, the more likely the more its features weigh (McFadden 1974).

Fitted by stochastic gradient descent with a step for each weight (AdaGrad: Duchi et al., JMLR 2011), stopped early. The result
is the same at each run.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

SEED = 20_261_129
_ROUNDS = 10
_STEP = 0.1
_DECAY = 0.012
_NOTHING = 1e-4


@dataclass(frozen=True, slots=True)
class Choice:
    """Things to choose from, each as its features, and the number of the one that is right."""

    offered: Sequence[Sequence[str]]
    right: int


def weigh(choices: Sequence[Choice], seed: int = SEED) -> dict[str, float]:
    """The weight of each feature. The order of visits, by `seed`, changes it a little."""
    weights: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(lambda: 1e-6)
    order = list(choices)
    chance = random.Random(seed)  # noqa: S311 - an order of visits, no secret
    for _ in range(_ROUNDS):
        chance.shuffle(order)
        for choice in order:
            for name, pull in _slopes(choice, weights).items():
                slope = pull + _DECAY * weights[name]
                squares[name] += slope * slope
                weights[name] -= _STEP * slope / sqrt(squares[name])
    return dict(weights)


def _slopes(choice: Choice, weights: defaultdict[str, float]) -> dict[str, float]:
    sums = [sum(weights[name] for name in features) for features in choice.offered]
    highest = max(sums)
    powers = [exp(s - highest) for s in sums]
    total = sum(powers)
    slopes: defaultdict[str, float] = defaultdict(float)
    for number, features in enumerate(choice.offered):
        pull = powers[number] / total - (number == choice.right)
        if abs(pull) > _NOTHING:
            for name in features:
                slopes[name] += pull
    return slopes
