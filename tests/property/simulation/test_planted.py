"""Whoever watches the watchmen: every bug that is planted is found within the worlds that CI lives through."""

from __future__ import annotations

import pytest

from tests.property.simulation.planted import PLANTS, found

PROMISES = {
    "nobody let in",
    "caps",
    "timing",
    "nothing after an answer",
    "withdrawal",
    "exactly once",
    "nothing lost",
    "why is complete",
    "never sends",
    "edited drafts stay",
}


def test_there_is_a_bug_for_each_promise() -> None:
    assert {plant.promise for plant in PLANTS.values()} == PROMISES


@pytest.mark.heavy
@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_bug_is_found(name: str) -> None:
    assert found(name) is not None
