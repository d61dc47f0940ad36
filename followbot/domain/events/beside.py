"""What stands beside a name in a text: asked once for each word, because many names begin or end with the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from followbot.domain.events.choices import Choices
from followbot.domain.events.textrows import TITLE, Row
from followbot.domain.records import once

_LEADS = frozenset({"at", "company_of", "company_field", "client_field", "our_client", "interviewer_field"})
_TELLING = _LEADS - {"at", "company_of", "interviewer_field"}
_AT = frozenset({"at", "company_of"})
_NEW = frozenset({"c0", "c1"})
_MARKED = frozenset("(,/@|")
BEGINS_PERSON = frozenset({"given", "somebody"})
"""What a person's name begins with: a given name, or the name of somebody known from elsewhere in the event."""
_FIFTHS = 5
_CASES = 5
"""Words of a name whose capitals are looked at."""
_STEM, _SHORTEST = 5, 3
"""Letters of a title's other words that are looked at, and of the shortest of them."""
Seen = tuple[str, ...]


class Beside:
    """One text of an event as names are seen in it."""

    def __init__(self, row: Row, choices: Choices) -> None:
        self.row = row
        self._level = choices.level
        self._left: dict[int, Seen] = {}
        self._right: dict[int, Seen] = {}
        self._parts: dict[int, tuple[int, int, Seen]] = {}
        self._cases: dict[int, str] = {}
        self._size = max(1, len(row.words.text))
        self.last: dict[int, int] = {}
        """How far the longest of the names reaches that begin with a word."""
        self.first: dict[int, int] = {}
        """Where the longest of the names begins that end before a word."""

    @once
    def _starts(self) -> list[int]:
        return sorted(self.row.starts)

    @once
    def _told(self) -> list[Seen]:
        """What each word of a title tells of the names beside it: what it is, and how it begins."""
        words = zip(self.row.words.tokens, self.row.sorts, strict=True)
        return [
            (f"t+{sort}", f"tb{token[:_STEM]}") if len(token) >= _SHORTEST and not token.isdigit() else (f"t+{sort}",)
            for token, sort in words
        ]

    def seen(self, first: int, end: int) -> tuple[Seen, Seen, Seen]:
        """What is seen of a stretch: at its beginning, at its end, and of both together."""
        left, right = self._left.get(first), self._right.get(end)
        if left is None:
            left = self._left[first] = self._before(first)
        if right is None:
            right = self._right[end] = self._behind(end)
        both: Seen = (f"{self.row.where}part",) if self.begins(first) and self.ends(end) else ()
        if self.row.where == TITLE:
            both += self._of_title(first, end)
        if not self.row.asian[first]:
            both += (f"c={''.join(map(self._case, range(first, min(end, first + _CASES))))}",)
        return left, right, both

    def extend(self, first: int, end: int) -> None:
        """Take in a name that may stand here."""
        if end > self.last.get(first, 0):
            self.last[first] = end
        if first < self.first.get(end, end):
            self.first[end] = first

    def begins(self, first: int) -> bool:
        return first in self.row.starts

    def ends(self, end: int) -> bool:
        return end >= len(self.row.sorts) or end in self.row.starts

    def is_led(self, first: int) -> bool:
        """Whether a word stands before that leads to a company."""
        return first > 0 and self.row.sorts[first - 1] in _LEADS

    def is_told(self, first: int, end: int) -> bool:
        """Whether a text says outright that it is a company: "Firma: Özpınar Soğutma", "高槻製油株式会社"."""
        if self.is_formed(end):
            return True
        before = self.row.sorts[first - 1] if first else ""
        return before in _TELLING or (before == "form" and self.row.asian[first - 1])  # 株式会社みなと製網

    def is_at(self, first: int) -> bool:
        """Whether "at" stands right before: "directeur bij Haventerminal Kallo"."""
        return first > 0 and self.row.gaps[first] == " " and self.row.sorts[first - 1] in _AT

    def is_new(self, first: int) -> bool:
        """Whether a word with a capital, amid a sentence, is one that nobody else writes."""
        before = first > 0 and self.row.gaps[first] == " " and not self.row.big[first - 1]
        return before and self.is_unheard(first)

    def is_unheard(self, first: int) -> bool:
        """Whether nobody else writes a word."""
        return self._level(self.row.words.tokens[first]) in _NEW

    def is_formed(self, end: int) -> bool:
        """Whether a legal form follows."""
        return end < len(self.row.sorts) and self.row.sorts[end] == "form"

    def _before(self, first: int) -> Seen:
        row, where = self.row, self.row.where
        seen = [where, f"{where}<{self._word(first - 1, row.gaps[first], self.begins(first))}"]
        if first > 1 and row.sorts[first - 2] in BEGINS_PERSON and row.gaps[first] == row.gaps[first - 1] == " ":
            seen.append(f"{where}<given {row.sorts[first - 1]}")
        if self.is_led(first):
            seen.append(f"{where}lead")
        if first and row.glued[first]:
            seen.append(f"{where}<< {self._usual(first - 1)}")
        if first and row.gaps[first] == "" and row.asian[first] and row.asian[first - 1]:
            level = self._level(row.words.tokens[first - 1] + row.words.tokens[first])
            inner = self._level("".join(row.words.tokens[first : first + 2])) if first + 1 < len(row.sorts) else ""
            seen += (f"z< {level}", f"z<I {level} {inner}")
        elif row.asian[first]:
            seen.append("z< |")
        if row.asian[first]:
            seen += _characters_before(row, first)
        else:
            behind = first > 0 and row.gaps[first] == " "
            seen.append(f"c<{'|' if not first else self._case(first - 1) if behind else '.'}{self._case(first)}")
            if behind:
                seen += (f"o<{row.words.tokens[first - 1]}", f"os<{row.words.tokens[first - 1][-3:]}")
        return tuple(seen)

    def _behind(self, end: int) -> Seen:
        row, where = self.row, self.row.where
        seen = [f"{where}>{self._word(end, row.gaps[end], self.ends(end))}"]
        if self.is_formed(end):
            seen.append(f"{where}form")
        inside = end < len(row.sorts)
        if inside and row.glued[end]:
            seen.append(f"{where}>> {self._usual(end)}")
        if inside and row.gaps[end] == "" and row.asian[end] and row.asian[end - 1]:
            level = self._level(row.words.tokens[end - 1] + row.words.tokens[end])
            seen += (f"z> {level}", f"z>I {level} {self._level(''.join(row.words.tokens[end - 2 : end]))}")
        elif row.asian[end - 1]:
            seen.append("z> |")
        if row.asian[end - 1]:
            seen += _characters_behind(row, end)
        if row.gaps[end][:1] == "." and inside:
            seen.append(f"{where}. {min(len(row.words.tokens[end - 1]), 6)}")
        if row.is_gendered(end):
            seen.append("gendered")
        if not row.asian[end - 1]:
            before = inside and row.gaps[end] == " "
            if before:
                seen.append(f"o>{row.words.tokens[end]}")
            seen.append(f"c>{self._case(end - 1)}{'|' if not inside else self._case(end) if before else '.'}")
        return tuple(seen)

    def _case(self, index: int) -> str:
        """How a word is written: "a" small, "A" with a capital, "U" in capitals, "d" from a figure on."""
        known = self._cases.get(index)
        if known is None:
            word = self.row.word(index)
            shouts = word.isupper() and len(word) > 1
            known = "d" if word[0].isdigit() else "U" if shouts else "A" if word[0].isupper() else "a"
            self._cases[index] = known
        return known

    def _word(self, index: int, gap: str, edge: bool) -> str:
        """What stands beside a stretch: a separator, or what the word there is."""
        sorts = self.row.sorts
        inside = 0 <= index < len(sorts)
        if not edge and inside:
            return sorts[index] if gap in (" ", "") else f"{gap.strip()}{sorts[index]}"
        mark = gap.strip()[:1] or "line"
        return f"{mark}|{sorts[index] if inside else ''}" if mark in _MARKED else mark

    def _usual(self, index: int) -> str:
        row = self.row
        return f"{row.sorts[index]}/{self._level(row.words.tokens[index])}{'A' if row.big[index] else 'a'}"

    def _of_title(self, first: int, end: int) -> Seen:
        """In which part of the title it stands, how much of the title it is, and what its part says besides."""
        start, stop, name = self._part(first)
        spans, told = self.row.words.spans, self._told
        share = _FIFTHS * (spans[end - 1][1] - spans[first][0]) // self._size
        return (*name, f"cov {share}", *chain(*told[start:first], *told[end:stop]))

    def _part(self, first: int) -> tuple[int, int, Seen]:
        found = self._parts.get(first)
        if found is None:
            starts = self._starts
            number = sum(start <= first for start in starts)
            name = (
                "only" if len(starts) == 1 else "first" if number == 1 else "last" if number == len(starts) else "mid"
            )
            stop = starts[number] if number < len(starts) else len(self.row.sorts)
            found = self._parts[first] = (starts[number - 1], stop, (f"t@{name}",))
        return found


def _characters_before(row: Row, first: int) -> Iterator[str]:
    """What Japanese and Chinese write right before a name."""
    if first and row.gaps[first] == "":
        yield f"z<{row.word(first - 1)}"
        if first > 1 and row.gaps[first - 1] == "":
            yield f"z2<{row.word(first - 2)}{row.word(first - 1)}"


def _characters_behind(row: Row, end: int) -> Iterator[str]:
    if end < len(row) and row.gaps[end] == "":
        yield f"z>{row.word(end)}"
        if end + 1 < len(row) and row.gaps[end + 1] == "":
            yield f"z2>{row.word(end)}{row.word(end + 1)}"
