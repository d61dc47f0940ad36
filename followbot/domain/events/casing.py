"""Titles that somebody typed without a capital: "round 2 fernwood labs (dave + aisha)"."""

from __future__ import annotations

from followbot.domain.events.lexicon import split
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.text import Words, has_ideographs
from followbot.domain.phrases import fold


def capitalised(title: Words, languages: frozenset[str], rules: DetectionRules) -> Words:
    """A title without capitals, with one on every word that no vocabulary knows; any other title as it is.

    A name that a word of the vocabulary follows, as in "fernwood labs", goes on with it.
    """
    text = title.text
    if has_ideographs(text) or any(w[0].isupper() and not w.isupper() for w in text.split()) or text.isupper():
        return title
    spoken = rules.spoken(languages)
    hits = (*spoken.title.hits(title, languages), *spoken.words.hits(title, languages))
    said = {index for hit in hits for index in range(hit.first, hit.last)}
    out, position, before = [], 0, False
    for index, ((start, end), token) in enumerate(zip(title.spans, title.tokens, strict=True)):
        noun = token in spoken.company_nouns and before
        known = index in said or fold(token) in spoken.not_names or fold(token) in spoken.filler
        given = token in spoken.given_names and index not in said
        before = noun or given or not known
        out += [
            text[position:start],
            text[start:end].capitalize() if before and text[start:end].islower() else text[start:end],
        ]
        position = end
    return split("".join([*out, text[position:]]))
