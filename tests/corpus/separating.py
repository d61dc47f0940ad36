"""A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., "A Dual Coordinate Descent
Method for Large-scale Linear SVM", ICML 2008, algorithm 1). The result is the same at each run.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

SEED = 20_261_129
_COST = 1.0
_ROUNDS = 30


def separate(
    rows: Sequence[list[tuple[int, float]]],
    members: Sequence[bool],
    features: int = 0,
    shares: Sequence[float] | None = None,
    cost: float = _COST,
) -> tuple[list[float], float]:
    """Weights and bias of the plane between the members of a class and all others, for so many features at least.

    `shares` tells how much each row counts, 1 where there are none; `cost` is
    what an error costs beside large weights.
    """
    weights = [0.0] * max(features, 1 + max((n for row in rows for n, _ in row), default=0))
    bias = 0.0
    alphas = [0.0] * len(rows)
    loose = [1 / (2 * cost * share) for share in shares or [1.0] * len(rows)]
    squares = [1.0 + loose[i] + sum(x * x for _, x in row) for i, row in enumerate(rows)]
    order = list(range(len(rows)))
    chance = random.Random(SEED)  # noqa: S311 - an order of visits, no secret
    for _ in range(_ROUNDS):
        chance.shuffle(order)
        for i in order:
            sign = 1.0 if members[i] else -1.0
            slope = sign * (bias + sum(weights[n] * x for n, x in rows[i])) - 1 + alphas[i] * loose[i]
            moved = max(alphas[i] - slope / squares[i], 0.0) - alphas[i]
            if moved:
                alphas[i] += moved
                bias += moved * sign
                for n, x in rows[i]:
                    weights[n] += moved * sign * x
    return weights, bias
