"""Clauses of a text: what it says by itself, and what only of something else that it mentions.

"Abgesagt" as a whole clause is said of the appointment; "Zahnarzt abgesagt" is said of the dentist, and "if you need to cancel"
of nothing that happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from followbot.domain.events.lexicon import Hit
from followbot.domain.events.scene import Scene
from followbot.domain.events.signs import Place
from followbot.domain.events.text import Words

_GLUE = re.compile(r"[ \t]{0,2}['’ʼ]?[ \t]{0,2}")
"""What stands between two words of one clause."""


def placed(hits: Iterable[Hit], place: Place, text: Words, scene: Scene) -> Iterator[Hit]:
    """Those of some hits in a text that stand where their sign must; small words beside them count as nothing."""
    rules = scene.rules
    small = (rules.filler, rules.reading.beside_dropping, rules.days, rules.days_short)
    for hit in hits:
        if place is Place.ANYWHERE or (
            all(_is_glued(text, index) for index in range(hit.first + 1, hit.last))
            and _is_free(text, range(hit.first - 1, -1, -1), small)
            and (place is Place.BEGINS or _is_free(text, range(hit.last, len(text.tokens)), small))
        ):
            yield hit


def _is_glued(text: Words, index: int) -> bool:
    """Whether a word and the one before it are of one clause."""
    return _GLUE.fullmatch(text.text, text.spans[index - 1][1], text.spans[index][0]) is not None


def _is_free(text: Words, way: range, small: tuple[Set[str], ...]) -> bool:
    """Whether nothing but small words stands on the way to the end of the clause."""
    for index in way:
        if not _is_glued(text, max(index, index - way.step)):
            return True
        word = text.tokens[index]
        if not word.isdigit() and not any(word in some for some in small):
            return False
    return True
