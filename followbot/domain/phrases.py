"""Finding phrases of human language in hostile text, without regular expressions.

Rule files name phrases in a small notation that cannot be slow, whatever the text: a phrase is words in order, `..` and
`...` are a short and a long gap within the same sentence, `(a|b)` are alternatives, `(a|)` is optional, and a trailing `*`
lets a word go on ("interview*"), so that inflection needs no list. Text and phrases are folded the same way, so that case,
accents, full width, typographic apostrophes and "ue" for "ü" make no difference. Chinese and Japanese letters count as words
of their own.

A phrase has a bounded number of ways to match. Many of them at once are looked for in `lexicon`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_COMBINING = re.compile("[\u0300-\u036f]")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_APOSTROPHE = re.compile("['’‘ʼ`´]")
_CONTRACTION = re.compile(r"'(?=(?:t|s|m|re|ve|ll)\b)")
_UMLAUT = re.compile("(?<=[aou])e")
_LETTERS = {"ł": "l", "ı": "i", "ø": "o", "æ": "a", "œ": "o", "đ": "d"}
_LETTER = re.compile(f"[{''.join(_LETTERS)}]")
_MARKED = re.compile("[\u00c0-\u1fff\u2190-\u22ff]")
"""Where letters and signs with marks are; Chinese and Japanese have none."""
CJK = "\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f々〆"
"""Letters each of which counts as a word."""
_TOKEN = re.compile(f"[{CJK}]|(?:(?![{CJK}])[^\\W_])+")
_NOTATION = re.compile(f"\\.\\.\\.?|[()|]|[{CJK}]\\*?|(?:(?![{CJK}])[^\\W_])+\\*?")
_LETTER_OR_DIGIT = f"(?![{CJK}])[^\\W_]"
_WRITTEN = re.compile(
    f"[{CJK}]|{_LETTER_OR_DIGIT}"
    f"(?:{_LETTER_OR_DIGIT}|{_COMBINING.pattern}|{_INVISIBLE.pattern}|{_APOSTROPHE.pattern}(?=[^\\W_]))*"
)
"""A word as it is written, with what folding takes out of it."""
_CJK_BLANK = re.compile(f"(?<=[{CJK}]) (?=[{CJK}])")
_MAX_WORD = 60
_MEMO_MAX = 4_000
_WORD_KEPT = 32
"""Characters up to which a folded text is remembered."""
_SENTENCE_KEPT, _SENTENCES_KEPT = 700, 256
"""Characters of the longest sentence whose words are remembered, and how many are."""
_GAPS = {"..": 4, "...": 14}
"""Words that a gap may stand for, at most."""
STEM = 3
"""Letters under which words with a "*" are filed; shorter ones cannot have one."""

Words = Sequence[str]


def fold(text: str) -> str:
    """The text in the form in which phrases are compared: see the module's first lines."""
    return _folded_word(text) if len(text) <= _WORD_KEPT else _folded(text)


@lru_cache(maxsize=_MEMO_MAX)
def _folded_word(text: str) -> str:
    """What is no longer than a word, remembered: the same names and words are compared again and again."""
    return _folded(text)


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
        text = _without_marks(text) if _MARKED.search(text) else text.casefold()
        text = _APOSTROPHE.sub("'", text)
    text = text.lower().replace("`", "'")
    if "'" in text:  # "don't" is one word, "l'équipe" are two; so are "we'd", which is no Wednesday, and "I'd"
        text = _CONTRACTION.sub("", text).replace("'", " ")
    return _UMLAUT.sub("", text) if "ae" in text or "oe" in text or "ue" in text else text


def _without_marks(text: str) -> str:
    text = _COMBINING.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text.casefold())
    # Most texts have none of these letters, and to translate looks up each one.
    return _COMBINING.sub("", _LETTER.sub(lambda letter: _LETTERS[letter[0]], text))


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a text; of a sentence remembered, because all that judges a mail asks for them."""
    return _tokens_of_sentence(text) if len(text) <= _SENTENCE_KEPT else _tokens(text)


@lru_cache(maxsize=_SENTENCES_KEPT)
def _tokens_of_sentence(text: str) -> tuple[str, ...]:
    return _tokens(text)


def _tokens(text: str) -> tuple[str, ...]:
    found = _TOKEN.findall(fold(text))
    return tuple(found) if max(map(len, found), default=0) <= _MAX_WORD else tuple(word[:_MAX_WORD] for word in found)


def placed(text: str) -> list[tuple[str, int, int]]:
    """The folded words of a text, each with where the word as it is written begins and ends."""
    return [(word, found.start(), found.end()) for found in _WRITTEN.finditer(text) for word in tokens(found[0])]


def words(text: str) -> str:
    """The folded words of a text between single spaces, padded with one on each side; "" when there is none."""
    found = tokens(text)
    return f" {' '.join(found)} " if found else ""


def readable(found: Words) -> str:
    """Folded words as a person would write them: Chinese and Japanese without blanks."""
    return _CJK_BLANK.sub("", " ".join(found))


# --- phrases --------------------------------------------------------------------------------------------------------

_Alternative = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What one place of a phrase may hold: runs of several words (longest first), single words, beginnings of words,
    nothing at all; or it is a gap.
    """

    runs: Mapping[str, tuple[_Alternative, ...]] = field(default_factory=dict)
    """By their first word: to look at each of some dozens for every word of a text is what would take the time."""
    open_runs: Mapping[str, tuple[_Alternative, ...]] = field(default_factory=dict)
    """Those whose first word is only the beginning of one, by its first letters, for all words that `runs` does not know."""
    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    optional: bool = False
    gap: int = 0
    """Words that may be passed over here; such a place holds nothing else."""
    firsts: frozenset[str] = frozenset()
    first_stems: tuple[str, ...] = ()
    """All words, and all beginnings of words, with which it may begin: most words of a text are none of them."""

    @classmethod
    def of(cls, alternatives: Iterable[_Alternative]) -> Place:
        """Longest first, so that "offer of employment" is not cut short by "offer"."""
        distinct = sorted(dict.fromkeys(alternatives), key=len, reverse=True)
        single = [alternative[0] for alternative in distinct if len(alternative) == 1]
        runs = [alternative for alternative in distinct if len(alternative) > 1]
        firsts = dict.fromkeys(run[0] for run in runs if not run[0].endswith("*"))
        return cls(
            runs={first: tuple(run for run in runs if _begins(run[0], first)) for first in firsts},
            open_runs=_by_stem(run for run in runs if run[0].endswith("*")),
            words=frozenset(word for word in single if not word.endswith("*")),
            stems=tuple(word[:-1] for word in single if word.endswith("*")),
            optional=() in distinct,
            firsts=frozenset(run[0] for run in distinct if run and not run[0].endswith("*")),
            first_stems=tuple(dict.fromkeys(run[0][:-1] for run in distinct if run and run[0].endswith("*"))),
        )

    def holds(self, word: str) -> bool:
        """Whether a word can be its first."""
        return word in self.firsts or (bool(self.first_stems) and word.startswith(self.first_stems))

    def runs_from(self, word: str) -> Iterable[_Alternative]:
        """The runs that a word may begin, longest first."""
        known = self.runs.get(word)
        if known is not None or not self.open_runs:
            return known or ()
        filed = [run for stem in stems(word) for run in self.open_runs.get(stem, ())]
        fitting = [run for run in filed if word.startswith(run[0][:-1])]
        return sorted(fitting, key=len, reverse=True) if len(fitting) > 1 else fitting

    def all_runs(self) -> Iterator[_Alternative]:
        """Every run, some more than once."""
        for some in self.open_runs.values():
            yield from some
        for some in self.runs.values():
            yield from some

    def beginnings(self) -> set[str]:
        """The words with which the place can begin, "*" included."""
        return {run[0] for run in self.all_runs()} | set(self.words) | {f"{stem}*" for stem in self.stems}


def stems(word: str) -> tuple[str, ...]:
    """The beginnings of a word under which phrases with a "*" are filed."""
    return word[:1], word[:2], word[:3]


def _by_stem(runs: Iterable[_Alternative]) -> dict[str, tuple[_Alternative, ...]]:
    """Runs that begin with a "*" word, by the first letters of that."""
    filed: dict[str, list[_Alternative]] = defaultdict(list)
    for run in runs:
        filed[run[0][:-1][:STEM]].append(run)
    return {stem: tuple(some) for stem, some in filed.items()}


def _begins(wanted: str, word: str) -> bool:
    """Whether a word of a phrase, perhaps with a "*", allows this one."""
    return word == wanted or (wanted[-1] == "*" and word.startswith(wanted[:-1]))


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """One phrase of a rule file, place by place. It is equal to itself alone, which makes sets of phrases cheap."""

    places: tuple[Place, ...]
    needs: frozenset[str] = frozenset()
    """Words behind its first of which a text must have one: where it has none, the phrase need not be tried. Empty for any."""

    @classmethod
    def of(cls, places: tuple[Place, ...]) -> Phrase:
        certain = (p.firsts for p in places[1:] if not (p.gap or p.optional or p.first_stems))
        return cls(places, min(certain, key=len, default=frozenset()))

    def match(self, text: Words, start: int) -> int:
        """Where the phrase ends if it begins at a word of the text, -1 if it does not."""
        return self._match(text, start, 0)

    def _match(self, text: Words, position: int, number: int) -> int:
        if number == len(self.places):
            return position
        place = self.places[number]
        if place.gap:
            return self._after_gap(text, position, number)
        if position < len(text) and place.holds(text[position]):
            word = text[position]
            for run in place.runs_from(word):
                if _fits(run, text, position):
                    end = self._match(text, position + len(run), number + 1)
                    if end >= 0:
                        return end
            if word in place.words or (place.stems and word.startswith(place.stems)):
                end = self._match(text, position + 1, number + 1)
                if end >= 0:
                    return end
        return self._match(text, position, number + 1) if place.optional else -1

    def _after_gap(self, text: Words, position: int, number: int) -> int:
        following = self.places[number + 1] if number + 1 < len(self.places) else None
        certain = following is not None and not following.optional and not following.gap
        for skipped in range(position, min(position + self.places[number].gap, len(text)) + 1):
            # Most of what lies between two words of a phrase is not the second one, and a call to learn that takes its time.
            if following and certain and (skipped == len(text) or not following.holds(text[skipped])):
                continue
            end = self._match(text, skipped, number + 1)
            if end >= 0:
                return end
        return -1

    def may_begin_with(self, word: str) -> bool:
        """Whether the word can be its first."""
        return any(_begins(beginning, word) for beginning in self.beginnings())

    def beginnings(self) -> set[str]:
        """The words with which the phrase can begin, "*" included."""
        found: set[str] = set()
        for place in self.places:
            found |= place.beginnings()
            if not place.optional:
                break
        return found


def seconds(places: tuple[Place, ...], word: str) -> frozenset[str] | None:
    """What may stand second in a phrase that begins with this word, "*" included; None where that may be anything."""
    first, found = places[0], set[str]()
    if first.optional:
        return None
    if word in first.words or (first.stems and word.startswith(first.stems)):
        for place in places[1:]:
            if place.gap:
                return None
            found |= place.beginnings()
            if not place.optional:
                break
        else:
            return None
    return frozenset(found.union(run[1] for run in first.runs_from(word)))


def _fits(run: _Alternative, text: Words, position: int) -> bool:
    """Whether the words of a run after its first stand here."""
    if position + len(run) > len(text):
        return False
    for offset in range(1, len(run)):
        word, wanted = text[position + offset], run[offset]
        if word != wanted and not (wanted[-1] == "*" and word.startswith(wanted[:-1])):  # `_begins`, without the call
            return False
    return True


def parse_phrase(notation: str) -> Phrase:
    """Read one notation; raises ValueError where it is malformed or could match nothing."""
    marks = iter(_NOTATION.findall(fold(notation)))
    places: list[Place] = []
    for mark in marks:
        if mark in {"|", ")"}:
            raise ValueError(notation)
        if mark in _GAPS:
            places.append(Place(gap=_GAPS[mark]))
        else:
            places.append(Place.of(_group(marks, notation) if mark == "(" else [(mark,)]))
    if not places or places[0].gap:
        raise ValueError(notation)
    phrase = Phrase.of(tuple(places))
    if not phrase.beginnings():
        raise ValueError(notation)
    return phrase


def _group(marks: Iterator[str], notation: str) -> list[_Alternative]:
    """The alternatives up to the closing parenthesis, with those of inner groups multiplied out."""
    finished: list[_Alternative] = []
    current: list[_Alternative] = [()]
    for mark in marks:
        if mark == "(":
            inner = _group(marks, notation)
            current = [before + after for before in current for after in inner]
        elif mark == ")":
            return finished + current
        elif mark == "|":
            finished, current = finished + current, [()]
        elif mark in _GAPS:
            break
        else:
            current = [(*before, mark) for before in current]
    raise ValueError(notation)
