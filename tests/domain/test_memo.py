"""What is remembered of words, and how much of it."""

from __future__ import annotations

from followbot.domain.memo import Memo


class Asked:
    """Finds something for a word, and knows how often it was asked."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def find(self, word: str) -> str | None:
        self.words.append(word)
        return word.upper() if word != "nothing" else None


def test_what_was_found_for_a_word_is_found_once_also_that_it_is_nothing() -> None:
    asked = Asked()
    memo = Memo(asked.find, 10)
    assert [memo[word] for word in ("one", "nothing", "one", "nothing")] == ["ONE", None, "ONE", None]
    assert asked.words == ["one", "nothing"]


def test_what_is_asked_for_again_and_again_stays_and_the_rest_is_bounded() -> None:
    asked = Asked()
    memo = Memo(asked.find, 10)
    for number in range(1_000):
        assert memo[f"new {number}"] == f"NEW {number}"
        assert memo["old"] == "OLD"
        assert len(memo) + len(memo._older) <= 10
    assert asked.words.count("old") == 1


def test_everything_can_be_forgotten() -> None:
    asked = Asked()
    memo = Memo(asked.find, 4)
    for word in ("one", "two", "three", "one"):
        assert memo[word]
    memo.forget()
    assert memo["one"] == "ONE"
    assert asked.words.count("one") == 2
