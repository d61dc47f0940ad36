"""Finding phrases of human language in hostile text, without regular expressions.

Rule files name phrases in a small notation that cannot be slow, whatever the text: a phrase is words in order, `...` is
any gap within the same sentence, `(a|b)` are alternatives, `(a|)` is optional, and a trailing `*` lets a word go on
("interview*"), so that inflection needs no list. Text and phrases are folded the same way, so that case, accents, full
width, typographic apostrophes and "ue" for "ü" make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

_COMBINING = re.compile("[̀-ͯ]")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_APOSTROPHE = re.compile("['’‘ʼ`´]")
_UMLAUT = re.compile("(?<=[aou])e")
_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "æ": "a", "œ": "o", "đ": "d"})
_CJK = "\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f々〆ー"
_CJK_BREAK = re.compile(f"(?<=[{_CJK}])[ \n]+(?=[{_CJK}])")
_IS_CJK = re.compile(f"[{_CJK}]")
_SENTENCE_END = re.compile(r"[.!?;…]+(?=[\s\"')\]]|$)|[。！？；]|\n[ \t]*\n|\n(?=[ \t]*[-*•–·][ \t])|\n(?=.{0,60}:\n)")
_WORD = re.compile(r"[\W_]+")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_MAX_SENTENCE = 600


def fold(text: str) -> str:
    """The text in the form in which phrases are compared: see the module's first lines."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    text = _COMBINING.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    return _UMLAUT.sub("", _APOSTROPHE.sub("", text))


def words(text: str) -> str:
    """Folded text as words between single spaces, padded with one on each side; "" when there is no word."""
    flat = _WORD.sub(" ", fold(text)).strip()
    return f" {_CJK_BREAK.sub('', flat)} " if flat else ""


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a text, unfolded; lines that a mail client wrapped are joined, overlong ones are cut up."""
    for piece in _SENTENCE_END.split(text):
        flat = " ".join(piece.split())
        for start in range(0, len(flat), _MAX_SENTENCE):
            yield flat[start : start + _MAX_SENTENCE]


@dataclass(frozen=True, slots=True)
class Sentences:
    """A text prepared for phrases: its sentences as `words`, one a line."""

    flat: str

    @classmethod
    def of(cls, *texts: str) -> Sentences:
        found = (words(sentence) for text in texts for sentence in split_sentences(text))
        return cls("\n".join(sentence for sentence in found if sentence))

    def around(self, position: int) -> str:
        """The sentence at a position of `flat`."""
        start = self.flat.rfind("\n", 0, position) + 1
        end = self.flat.find("\n", position)
        return self.flat[start:] if end < 0 else self.flat[start:end]

    def __iter__(self) -> Iterator[str]:
        return iter(self.flat.split("\n")) if self.flat else iter(())


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its fragments in order, and the notation it was written in, for evidence."""

    fragments: tuple[str, ...]
    shown: str

    def within(self, sentence: str, start: int = 0) -> int:
        """Where the phrase begins in a sentence, -1 where it does not occur."""
        first = position = sentence.find(self.fragments[0], start)
        for before, fragment in zip(self.fragments, self.fragments[1:], strict=False):
            if position < 0:
                return -1
            # Fragments share the space between them.
            position = sentence.find(fragment, position + len(before.rstrip()))
        return first if position >= 0 else -1


def parse_phrase(notation: str) -> Iterator[Phrase]:
    """The phrases that a notation stands for: one for each combination of its alternatives."""
    parts = _ALTERNATIVES.split(notation)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    for combination in product(*choices):
        shown = " ".join("".join(combination).split())
        fragments = tuple(_fragment(piece) for piece in shown.split("..."))
        if all(fragments):
            yield Phrase(fragments, shown.replace("*", "").replace("...", " … ").replace("  ", " "))


def _fragment(piece: str) -> str:
    """One run of words as it is looked for: with a space at each end that is to be the end of a word."""
    open_end = piece.rstrip().endswith("*")
    flat = words(piece.replace("*", " "))
    if not flat:
        return ""
    if _IS_CJK.search(flat):
        return flat.strip()
    return flat.rstrip() if open_end else flat


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: in which sentence (folded), and where in it."""

    phrase: str
    sentence: str
    position: int


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases that mean the same."""

    phrases: tuple[Phrase, ...] = ()

    @classmethod
    def of(cls, notations: Iterable[str]) -> PhraseSet:
        return cls(tuple(phrase for notation in notations for phrase in parse_phrase(notation)))

    def __add__(self, other: PhraseSet) -> PhraseSet:
        return PhraseSet(self.phrases + other.phrases)

    def hits(self, text: Sentences) -> Iterator[Hit]:
        """Every phrase that occurs, at its first and every further sentence."""
        for phrase in self.phrases:
            position = text.flat.find(phrase.fragments[0])
            while position >= 0:
                sentence = text.around(position)
                found = phrase.within(sentence)
                if found >= 0:
                    yield Hit(phrase.shown, sentence, found)
                following = text.flat.find("\n", position)
                position = -1 if following < 0 else text.flat.find(phrase.fragments[0], following)

    def first(self, text: Sentences) -> Hit | None:
        return next(self.hits(text), None)

    def in_sentence(self, sentence: str) -> bool:
        """Whether one of the phrases occurs in a folded sentence."""
        return any(phrase.within(sentence) >= 0 for phrase in self.phrases)


def phrase_sets(table: Mapping[str, Any]) -> dict[str, PhraseSet]:
    """A TOML table of lists of notations as phrase sets."""
    return {name: PhraseSet.of(notations) for name, notations in table.items() if isinstance(notations, list)}
