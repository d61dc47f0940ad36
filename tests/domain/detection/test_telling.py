"""Words that evidence quotes: each on one side only."""

from __future__ import annotations

from followbot.domain.events.lexicon import split
from followbot.domain.events.telling import Told, quotable, quoted


def test_a_word_is_told_on_the_side_of_all_that_it_adds() -> None:
    features = {"warehouse": 0.5, "shift": 0.4, "T warehouse": 0.1, "wareh*": -0.8}
    assert quotable(features, Told(split("Warehouse shift"))) == (("shift",), ("Warehouse",))


def test_title_words_count_for_what_is_told_of_them() -> None:
    features = {"T warehouse": 0.6, "warehouse": -0.5}
    assert quotable(features, Told(split("Warehouse shift"))) == (("Warehouse",), ())


def test_what_is_known_already_is_not_quoted_again() -> None:
    assert quoted(("shift", "the shift", "Warehouse"), ("warehouse team",)) == ("shift",)
