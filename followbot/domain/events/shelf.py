"""Keeping tens of thousands of texts in little memory, and telling quickly what is not among them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

_SIEVE = 1 << 18


class Shelf:
    """Texts under keys, in one piece of memory: a dictionary of as many strings takes three times as much, for good.

    A hash table with open addresses (Knuth, TAOCP 6.4): `places` holds where in `data` an entry begins, 0 for nowhere; an
    entry is its key, a line break, its text, and a zero byte, which no text has.
    """

    __slots__ = ("_data", "_mask", "_places")

    def __init__(self, filled: Mapping[str, str]) -> None:
        size = (
            1 << (2 * len(filled)).bit_length()
        )  # never more than half full, so a search for what is absent ends soon
        self._mask = size - 1
        self._places = array("I", bytes(array("I").itemsize * size))
        data = bytearray(b"\0")
        for key, text in filled.items():
            slot = hash(key) & self._mask
            while self._places[slot]:
                slot = (slot + 1) & self._mask
            self._places[slot] = len(data)
            data += _bytes(f"{key}\n{text}\0")
        self._data = bytes(data)

    def may_have(self, key: str) -> int:
        """Not zero where a text may stand under a key; it surely does not under most pairs of words."""
        return self._places[hash(key) & self._mask]

    def get(self, key: str) -> str | None:
        slot = hash(key) & self._mask
        if not self._places[slot]:
            return None
        mark = _bytes(f"{key}\n")
        while place := self._places[slot]:
            if self._data.startswith(mark, place):
                return self._data[place + len(mark) : self._data.index(0, place)].decode()
            slot = (slot + 1) & self._mask
        return None


class Sieve:
    """Tells words that are surely not among some thousands, in 32 kB: one bit a word, which some others share."""

    __slots__ = ("_bits",)

    def __init__(self, words: Iterable[str]) -> None:
        self._bits = bytearray(_SIEVE // 8)
        for word in words:
            place = hash(word) & (_SIEVE - 1)
            self._bits[place >> 3] |= 1 << (place & 7)

    def may_have(self, word: str) -> bool:
        place = hash(word) & (_SIEVE - 1)
        return bool(self._bits[place >> 3] & 1 << (place & 7))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # a word of a mail may be anything
