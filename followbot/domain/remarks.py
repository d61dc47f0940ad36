"""Remarks in a note: what praises the thing before it, and what is not worth a letter."""

from __future__ import annotations

import re

from followbot.domain.tidying import ideographic
from followbot.domain.wording import NoteRules, Wording

_STOPS = " ,;:.!?…-–—。，、！？；"
_WORD = re.compile(r"[\w'’-]+")


def without_praise(clause: str, rules: NoteRules) -> tuple[str, bool]:
    """The clause without remarks such as "loved that" between its commas, and whether there was one; "" where it was all."""
    if rules.praise is None:
        return clause, False
    parts = re.split(r"(?<=[,，、;；])\s*", clause)
    kept = [part for part in parts if not rules.praise.fullmatch(part.strip(_STOPS))]
    joiner = "" if ideographic(clause) else " "
    return joiner.join(kept).rstrip(_STOPS), len(kept) < len(parts)


def trivial(phrase: str, wording: Wording) -> bool:
    """Whether a phrase speaks of nothing but what everybody has: the coffee, parking, the way there."""
    rules, folded = wording.notes, phrase.casefold()
    if ideographic(phrase):
        return any(folded.startswith(word) for word in rules.trivia)
    words = {word for word in _WORD.findall(folded) if word not in wording.function_words | rules.determiners}
    return bool(words) and words <= rules.trivia | rules.empty | rules.intensifiers and not words.isdisjoint(rules.trivia)
