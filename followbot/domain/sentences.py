"""Sentences of hostile text, and which of them ask something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from followbot.domain.phrases import CJK, tokens

_GERMAN_MONTHS = (
    "(?:Jan(?:uar)?|Feb(?:ruar)?|Mär(?:z)?|Mar|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Okt(?:ober)?|"
    "Nov(?:ember)?|Dez(?:ember)?)\\b"
)
_ORDINAL = rf"(?!(?<=\d\.)\)?\s+(?:[a-zäöüß\d]|{_GERMAN_MONTHS}))"
"""The full stop of "vom 9. bis 22. Juni" ends no sentence; that of "by the 22. Jane" does."""
_SHORT_FORMS = ("v", r"t\.o\.m", r"t\.m", "tj", "tzn", "dn", "ca", "nr", "kl", "ok", "Tel", "tel", "Nr", "approx")
_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|avr|oct|nov|déc|ene|dic|okt"
_LONG_MONTHS = "Sept|sept|févr|janv|juil"
_MONTH = rf"(?!(?:(?<=\b(?:{_MONTHS})\.)|(?<=\b(?:{_LONG_MONTHS})\.))\s+\d)"
"""Nor does that of "by Friday, Oct. 30th"."""
_ABBREVIATION = "".join(rf"(?<!\b{short})" for short in _SHORT_FORMS)
"""Nor does that of "po powrocie, tj. 22 kwietnia"."""
_SENTENCE_END = re.compile(
    # The first look spares all others at nearly every letter.
    r"(?=[.!?;…。！？；\n:])(?:"
    rf"{_ABBREVIATION}[.!?;…]+{_ORDINAL}{_MONTH}(?=[\s\"')\]]|$)|"
    r"[。！？；]|\n[ \t]*\n|\n(?=[ \t]*[-*•–·][ \t])|(?<=[.!?:。！？：])\n|:\s*\n)"
)
_QUESTION = re.compile("[?？]")
_TAG = re.compile(r"[,，;–-]\s*¿?\s*[^\W\d_]{1,10}(?:\s[^\W\d_]{1,8})?\s*$")
""" "…, ok?" and "…, ¿vale?" tell more than they ask."""
_TAG_REACH = 24
_CLAUSE = re.compile("[,;，；]")
_CJK_BREAK = re.compile(f"(?<=[{CJK}、])\n(?=[{CJK}])")
_MAX_SENTENCE = 600
_MAX_SENTENCES = 60


@lru_cache(maxsize=8)  # asked for by all that read one mail
def split_sentences(text: str, *, questions: bool = True) -> tuple[str, ...]:
    """The sentences of a text, unfolded; lines that a mail program wrapped are joined, overlong ones are cut up.

    Without `questions`, only what a question tells before its last comma is left of it: "I mail it on Friday, is that ok?"
    """
    return tuple(s if questions or not asked else _told_in(s) for s, asked in _split(text, tags=questions))


def first_sentences(text: str, *, questions: bool = True) -> Iterator[str]:
    """The sentences of a text that are looked at for days, without empty ones."""
    yield from (s for s in split_sentences(text, questions=questions)[:_MAX_SENTENCES] if s)


def _told_in(question: str) -> str:
    commas = [*_CLAUSE.finditer(question)]
    return question[: commas[-1].start()] if commas else ""


def _split(text: str, *, tags: bool = True) -> Iterator[tuple[str, bool]]:
    """Sentences, each with whether it is a question; without `tags`, "…, is that ok?" is left out at their ends."""
    text = _CJK_BREAK.sub("", text)
    start = 0
    for end in (*_SENTENCE_END.finditer(text), None):
        piece = text[start : end.start() if end else len(text)]
        start = end.end() if end else len(text)
        asked = end is not None and _QUESTION.search(end[0]) is not None
        tag = _TAG.search(piece, max(0, len(piece) - _TAG_REACH)) if asked else None
        if tag:
            piece, asked = piece if tags else piece[: tag.start()], False
        flat = " ".join(piece.split())
        for cut in range(0, len(flat), _MAX_SENTENCE):
            yield flat[cut : cut + _MAX_SENTENCE], asked


def sentences(*texts: str) -> tuple[tuple[tuple[str, ...], ...], frozenset[int]]:
    """The sentences of some texts as folded words, without empty ones, and the numbers of those that ask something."""
    found: list[tuple[str, ...]] = []
    asked: set[int] = set()
    for text in texts:
        for sentence, question in _split(text):
            folded = tokens(sentence)
            if folded:
                asked |= {len(found)} if question else set()
                found.append(folded)
    return tuple(found), frozenset(asked)
