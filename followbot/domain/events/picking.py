"""Who is taken of all that may take part, by how much speaks for each: see `attendance`, which weighs them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from followbot.domain.events.lexicon import split
from followbot.domain.events.listing import INTERLUDE
from followbot.domain.events.nametraits import letter_of
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.somebody import Candidate
from followbot.domain.events.text import has_ideographs
from followbot.domain.records import record

_NOBODY_INVITING, _NOBODY_NOTED, _NO_NAME_NOTED = -0.8, -0.1, 0.2
"""The margins down to which the likeliest is taken where nobody else is: somebody is nearly always named in an invitation, less
often in a note of the user's own, where what is no known name ("Ash, Oak", things to bring) must be likely by itself.
"""
_JOINED = -0.6
_GAP = 40
"""Characters between two names that are joined."""
_ITEM = re.compile(r"[^\w@]{1,3}@|[^a@]*0[^a@]*@")
"""The shape of a line that is an item of a list: a bullet or an hour, and no word before the name."""
_PAUSE = re.compile(r"[.;:,、，。\n\d]")
_TITLE = 4
"""Words of a title between two names."""
_PLACES = 6
"""Places of one name that are looked at."""


@record
class Judged:
    """A candidate and how much speaks for taking part, the word of the rules counted in."""

    candidate: Candidate
    margin: float


def chosen(judged: Sequence[Judged], rules: DetectionRules, *, invited: bool) -> list[Candidate]:
    """Who takes part, the likeliest first: of names that stand on each other one; at least one where one is likely at all.

    Whom nothing but a comma or an "and", and a title, joins to somebody who does takes part too, if not very unlikely.
    """
    taken: list[Candidate] = []
    for one in judged:
        if one.margin <= (0.0 if taken else _NOBODY_INVITING if invited else _NOBODY_NOTED):
            break
        if one.margin <= _NO_NAME_NOTED and not invited and not one.candidate.is_somebody:
            continue
        if one.margin <= 0 and one.candidate.ideographic and not one.candidate.is_somebody:
            continue
        clashing = [other for other in taken if one.candidate.clashes(other)]
        if clashing and one.margin > 0 and all(other.is_short_for(one.candidate) for other in clashing):
            taken[:] = [other for other in taken if other not in clashing]
            clashing = []
        if not clashing:
            taken.append(one.candidate)
            if one.margin <= 0:
                break
    return [*taken, *_joining(judged, taken, rules)]


def _joining(judged: Sequence[Judged], found: Sequence[Candidate], rules: DetectionRules) -> list[Candidate]:
    """Those whom a list or an "and" joins to somebody who takes part."""
    taken = list(found)
    for one in judged if taken else ():
        beside = _JOINED < one.margin <= 0 and one.candidate.is_somebody
        joined = beside and any(_joined(one.candidate, other, rules) for other in taken)
        if joined and not any(one.candidate.clashes(other) for other in taken):
            taken.append(one.candidate)
    return taken[len(found) :]


def _joined(one: Candidate, other: Candidate, rules: DetectionRules) -> bool:
    """Whether two names are items of one list, or stand side by side with a title in brackets or before the second at most."""
    for first, second in product(one.places[:_PLACES], other.places[:_PLACES]):
        if not first.in_title and not second.in_title and first.shape == second.shape and _ITEM.match(first.shape):
            return True
        if first.start > second.start:
            first, second = second, first
        if first.in_title != second.in_title or first.end > second.start or second.start - first.end > _GAP:
            continue
        if _joins(INTERLUDE.sub("", first.words.text[first.end : second.start]), rules):
            return True
    return False


def _joins(between: str, rules: DetectionRules) -> bool:
    """Whether what stands between two names only joins them: "，财务部", " och rektor"."""
    if rules.reading.split.fullmatch(between):
        return True
    joint = rules.reading.split.match(between)
    title = between[joint.end() :].strip(" \u3000") if joint else ""
    if not title or _PAUSE.search(title):
        return False
    if has_ideographs(title):
        return title.endswith(rules.naming.before)
    words = split(title).tokens
    return 0 < len(words) <= _TITLE and letter_of(words[-1], rules) == "r"
