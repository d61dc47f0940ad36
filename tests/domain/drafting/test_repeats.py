"""A letter says no word twice where another phrasing is at hand."""

from __future__ import annotations

import pytest

from followbot.domain.letters.variants import repeated_words
from tests.domain.drafting.desk import body, letter


@pytest.mark.parametrize(
    ("text", "told", "count"),
    [
        ("It was good to talk. I enjoyed talking about the doors.", (), 1),
        ("I enjoyed it. I also enjoyed the visit.", (), 1),
        ("Thank you for the call. I am interested in the interview notes.", (), 0),
        ("The talks went on. I liked the talks.", ("the talks",), 0),
        ("Je vous remercie pour notre échange. Nos échanges m'ont plu.", (), 1),
        ("我对这个职位很感兴趣。我更感兴趣了。", (), 2),
        ("印象に残りました。設計室も印象に残りました。", ("設計室",), 1),
        ("印象に残りました。印象派の部屋を拝見しました。", ("印象派の部屋",), 0),
    ],
)
def test_a_word_that_comes_back_in_any_form_is_counted(text: str, told: tuple[str, ...], count: int) -> None:
    assert repeated_words(text, told) == count


def test_little_words_may_come_back() -> None:
    assert repeated_words("I would like that. It would help.", (), frozenset({"would"})) == 0


@pytest.mark.parametrize("seed", [f"seed{n}" for n in range(8)])
def test_a_letter_speaks_of_talking_once(seed: str) -> None:
    said = body(letter("We talked about the ash staircase for the library.", seed=seed)).casefold()
    assert "ash staircase" in said
    assert sum(said.count(word) for word in ("talk", "spoke", "speak")) <= 1
