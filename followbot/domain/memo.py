"""Remembering what was found for the same few thousand words, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Memo(dict[str, Found]):
    """What a function finds for a word, remembered.

    A dictionary, because to look a word up in one takes half of what a call of `lru_cache` takes, and each word of each text
    is looked up in half a dozen lexicons. At most `most` words are kept, and of those the ones that were asked about last.
    """

    def __init__(self, find: Callable[[str], Found], most: int) -> None:
        super().__init__()
        self._find = find
        self._half = max(1, most // 2)
        self._older: dict[str, Found] = {}

    def __missing__(self, word: str) -> Found:
        older = self._older  # read once: another thread may ask about another word
        found = older[word] if word in older else self._find(word)
        if len(self) >= self._half:
            self._older = dict(self)
            self.clear()
        self[word] = found
        return found

    def forget(self) -> None:
        """Drop everything."""
        self._older = {}
        self.clear()
