"""Sentences of hostile text, and which of them ask something. The languages say which full stops end none (`Stops`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from followbot.domain.phrases import CJK, tokens

_FIGURE = r"[a-zß-öø-ÿ\d]"
"""What goes on behind the full stop of an ordinal: a small letter or a figure."""
_ABBREVIATED = 5
"""Letters of the longest name of a month that is cut short."""
_QUESTION = re.compile("[?？]")
_TAG = re.compile(r"[,，;–-]\s*¿?\s*[^\W\d_]{1,10}(?:\s[^\W\d_]{1,8})?\s*$")
""" "…, ok?" and "…, ¿vale?" tell more than they ask."""
_TAG_REACH = 24
_CLAUSE = re.compile("[,;，；]")
_CJK_BREAK = re.compile(f"(?<=[{CJK}、])\n(?=[{CJK}])")
_MAX_SENTENCE = 600
_MAX_SENTENCES = 60


class Stops(NamedTuple):
    """Full stops of one language that end no sentence."""

    short: tuple[str, ...] = ()
    """Words cut short, as they are written: "ca.", "nr."."""
    months: tuple[str, ...] = ()
    """Months cut short, when a figure follows: "by Friday, Oct. 30th"."""
    after_ordinals: tuple[str, ...] = ()
    """Months that follow the full stop of an ordinal with a capital: that of "vom 9. bis 22. Juni" ends no sentence; that of
    "by the 22. Jane does".
    """


def parse_stops(table: Mapping[str, Any], months: Iterable[str]) -> Stops:
    """The stops of a language: its `[sentences]` and the months of its `[dates]`, each with its spellings between bars."""
    spellings = [month.split("|") for month in months]
    cut = [other for whole, *others in spellings for other in others if len(other) <= min(len(whole) - 1, _ABBREVIATED)]
    named = [name.capitalize() for names in spellings for name in names] if table.get("ordinal_months") else []
    return Stops(tuple(table.get("short", ())), tuple(cut), tuple(named))


@lru_cache(maxsize=256)
def _ends(known: tuple[Stops, ...]) -> re.Pattern[str]:
    """What ends a sentence in a text of some languages."""
    short = "".join(rf"(?<!\b{re.escape(word)})" for word in dict.fromkeys(w for stops in known for w in stops.short))
    named = "|".join(re.escape(month) for stops in known for month in stops.after_ordinals)
    ordinal = rf"(?!(?<=\d\.)\)?\s+(?:{_FIGURE}|(?:{named or '(?!)'})\b))"
    by_length: dict[int, list[str]] = {}
    for month in dict.fromkeys(month for stops in known for month in stops.months):
        by_length.setdefault(len(month), []).append(re.escape(month))
    looks = [rf"(?<=\b(?i:{'|'.join(some)})\.)" for some in by_length.values()]
    month = rf"(?!(?:{'|'.join(looks)})\s+\d)" if looks else ""
    return re.compile(
        # The first look spares all others at nearly every letter.
        r"(?=[.!?;…。！？；\n:])(?:"
        rf"{short}[.!?;…]+{ordinal}{month}(?=[\s\"')\]]|$)|"
        r"[。！？；]|\n[ \t]*\n|\n(?=[ \t]*[-*•–·][ \t])|(?<=[.!?:。！？：])\n|:\s*\n)"
    )


@lru_cache(maxsize=8)  # asked for by all that read one mail
def split_sentences(text: str, known: tuple[Stops, ...], *, questions: bool = True) -> tuple[str, ...]:
    """The sentences of a text, unfolded; lines that a mail program wrapped are joined, overlong ones are cut up.

    Without `questions`, only what a question tells before its last comma is left of it: "I mail it on Friday, is that ok?"
    """
    return tuple(s if questions or not asked else _told_in(s) for s, asked in _split(text, known, tags=questions))


def first_sentences(text: str, known: tuple[Stops, ...], *, questions: bool = True) -> Iterator[str]:
    """The sentences of a text that are looked at for days, without empty ones."""
    yield from (s for s in split_sentences(text, known, questions=questions)[:_MAX_SENTENCES] if s)


def _told_in(question: str) -> str:
    commas = [*_CLAUSE.finditer(question)]
    return question[: commas[-1].start()] if commas else ""


def _split(text: str, known: tuple[Stops, ...], *, tags: bool = True) -> Iterator[tuple[str, bool]]:
    """Sentences, each with whether it is a question; without `tags`, "…, is that ok?" is left out at their ends."""
    text = _CJK_BREAK.sub("", text)
    start = 0
    for end in (*_ends(known).finditer(text), None):
        piece = text[start : end.start() if end else len(text)]
        start = end.end() if end else len(text)
        asked = end is not None and _QUESTION.search(end[0]) is not None
        tag = _TAG.search(piece, max(0, len(piece) - _TAG_REACH)) if asked else None
        if tag:
            piece, asked = piece if tags else piece[: tag.start()], False
        flat = " ".join(piece.split())
        for cut in range(0, len(flat), _MAX_SENTENCE):
            yield flat[cut : cut + _MAX_SENTENCE], asked


def sentences(known: tuple[Stops, ...], *texts: str) -> tuple[tuple[tuple[str, ...], ...], frozenset[int]]:
    """The sentences of some texts as folded words, without empty ones, and the numbers of those that ask something."""
    found: list[tuple[str, ...]] = []
    asked: set[int] = set()
    for text in texts:
        for sentence, question in _split(text, known):
            folded = tokens(sentence)
            if folded:
                asked |= {len(found)} if question else set()
                found.append(folded)
    return tuple(found), frozenset(asked)
