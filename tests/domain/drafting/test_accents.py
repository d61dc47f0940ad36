"""No word that has a meaning without its accents is taken for one that lost them."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import templates


@pytest.mark.parametrize("language", ["fr", "es", "pt", "it"])
def test_no_little_word_is_given_accents(language: str) -> None:
    wording = templates().wordings[language]
    rules = wording.notes
    little = wording.function_words | rules.prepositions | rules.determiners | rules.finite | {*rules.conjunctions}
    assert len(rules.accents) > 100
    assert not {plain for plain, word in rules.accents.items() if plain in little and word not in little}
