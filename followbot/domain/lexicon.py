"""Many phrases looked for in one pass: each word of a text is looked up among the words that phrases begin with, and only
those phrases are tried whose second word may follow. The time is linear in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from followbot.domain.phrases import STEM, Phrase, Words, fold, parse_phrase, readable, seconds, stems, tokens

_FIRST_WORD = 30
"""Characters of a line in which its first word stands; a longer word begins no phrase."""
_SIGNS = 8
"""Characters of a line among which its first letter is looked for."""
_MEMO_MAX = 4_000


class Hit(NamedTuple):
    """A phrase found: the sentence (by number), the words from `start` to `end` in it, and these words. A letter has hundreds
    of them, and few are ever shown: a plain tuple, which makes a text of its words only when asked.
    """

    sentence: int
    start: int
    end: int
    words: Words

    @property
    def text(self) -> str:
        return readable(self.words)


_Named = tuple[str, Phrase]
"""A phrase and the name it goes by."""


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The phrases that may begin with some word, by what may stand second in them: most of what begins with a word ends at the
    next one, and to be told so by a call for each phrase is what takes the time.
    """

    free: tuple[_Named, ...] = ()
    """Those in which anything may follow."""
    by_second: Mapping[str, tuple[_Named, ...]] = field(default_factory=dict)
    by_stem: Mapping[str, tuple[tuple[str, _Named], ...]] = field(default_factory=dict)
    """Those whose second word is only begun, with that beginning, by its first letters."""

    def followed_by(self, second: str) -> Iterable[_Named]:
        found = (*self.free, *self.by_second.get(second, ()))
        if not self.by_stem:
            return found
        begun = [one for stem in stems(second) for start, one in self.by_stem.get(stem, ()) if second.startswith(start)]
        return dict.fromkeys((*found, *begun)) if begun else found


@dataclass(frozen=True)
class Lexicon:
    """Phrases under names, filed by the words they begin with."""

    by_word: Mapping[str, tuple[tuple[str, Phrase], ...]] = field(default_factory=dict)
    by_stem: Mapping[str, tuple[tuple[str, Phrase], ...]] = field(default_factory=dict)
    memo: dict[str, _Beginning] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, notations: Mapping[str, Iterable[str]]) -> Lexicon:
        by_word: dict[str, list[tuple[str, Phrase]]] = defaultdict(list)
        by_stem: dict[str, list[tuple[str, Phrase]]] = defaultdict(list)
        for name, some in notations.items():
            for notation in some:
                phrase = parse_phrase(notation)
                for beginning in phrase.beginnings():
                    starred = beginning.endswith("*")
                    (by_stem[beginning[:STEM].rstrip("*")] if starred else by_word[beginning]).append((name, phrase))
        return cls({k: tuple(v) for k, v in by_word.items()}, {k: tuple(v) for k, v in by_stem.items()})

    def scan(self, text: Sequence[Words]) -> dict[str, tuple[Hit, ...]]:
        """All hits in some sentences, by name, in the order of the text."""
        found: dict[str, list[Hit]] = defaultdict(list)
        for number, sentence in enumerate(text):
            for name, hit in self.hits(sentence, number):
                found[name].append(hit)
        return {name: tuple(hits) for name, hits in found.items()}

    def hits(self, sentence: Words, number: int = 0) -> Iterator[tuple[str, Hit]]:
        """The hits in one sentence with their names, as they are found; `number` is what they call the sentence."""
        memo, length, present = self.memo, len(sentence), frozenset(sentence)
        for start, word in enumerate(sentence):
            beginning = memo.get(word) or self.beginning_with(word)
            if beginning is _NOTHING:
                continue
            for name, phrase in beginning.followed_by(sentence[start + 1] if start + 1 < length else ""):
                end = -1 if phrase.needs and phrase.needs.isdisjoint(present) else phrase.match(sentence, start)
                if end >= 0:
                    yield name, Hit(number, start, end, sentence[start:end])

    def beginning_with(self, word: str) -> _Beginning:
        """The phrases that may begin with a word, each with the name it goes by."""
        known = self.memo.get(word)
        if known is None:
            if len(self.memo) >= _MEMO_MAX:
                self.memo.clear()
            known = self.memo[word] = _beginning(word, list(self._candidates(word)))
        return known

    def _candidates(self, word: str) -> Iterator[_Named]:
        yield from self.by_word.get(word, ())
        for stem in dict.fromkeys(stems(word)):
            yield from ((name, phrase) for name, phrase in self.by_stem.get(stem, ()) if phrase.may_begin_with(word))


_NOTHING = _Beginning()


def _beginning(word: str, candidates: Sequence[_Named]) -> _Beginning:
    free: list[_Named] = []
    by_second: dict[str, list[_Named]] = defaultdict(list)
    by_stem: dict[str, list[tuple[str, _Named]]] = defaultdict(list)
    for candidate in candidates:
        found = seconds(candidate[1].places, word)
        if found is None:
            free.append(candidate)
        for second in found or ():
            if second.endswith("*"):
                by_stem[second[:-1][:STEM]].append((second[:-1], candidate))
            else:
                by_second[second].append(candidate)
    if not candidates:
        return _NOTHING
    return _Beginning(
        tuple(dict.fromkeys(free)),
        {second: tuple(dict.fromkeys(some)) for second, some in by_second.items()},
        {stem: tuple(some) for stem, some in by_stem.items()},
    )


@dataclass(frozen=True)
class PhraseSet:
    """Phrases that mean the same."""

    lexicon: Lexicon = field(default_factory=Lexicon)

    @classmethod
    def of(cls, notations: Iterable[str]) -> PhraseSet:
        return cls(Lexicon.of({"": notations}))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The letters with which its phrases begin."""
        return frozenset(word[0] for word in (*self.lexicon.by_word, *self.lexicon.by_stem) if word)

    def first(self, text: Words) -> Hit | None:
        """The first phrase found in one sentence."""
        return next((hit for _, hit in self.lexicon.hits(text)), None)

    def all(self, text: Words) -> tuple[Hit, ...]:
        """Every phrase found in one sentence, in its order."""
        return tuple(hit for _, hit in self.lexicon.hits(text))

    def found_in(self, text: Words) -> bool:
        return self.first(text) is not None

    def begin_line(self, line: str) -> bool:
        """Whether a phrase begins a line. Most are passed over by their first letter or word, without folding the rest."""
        letter = next((sign for sign in line[:_SIGNS] if sign.isalnum()), "")
        if letter and fold(letter)[:1] not in self.initials:
            return False
        first = tokens(line[:_FIRST_WORD])[:1]
        return bool(first) and self.lexicon.beginning_with(first[0]) is not _NOTHING and bool(self.begins(tokens(line)))

    def begins(self, text: Words) -> int:
        """How many words of the sentence's beginning a phrase covers, 0 when none begins there."""
        if not text:
            return 0
        following = self.lexicon.beginning_with(text[0]).followed_by(text[1] if len(text) > 1 else "")
        return max((0, *(phrase.match(text, 0) for _, phrase in following)))
