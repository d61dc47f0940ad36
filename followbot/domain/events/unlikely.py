"""Which stretches of words are hardly ever a company's name, unless a domain goes with them: they are not weighed at all.

Of 15,000 such names in the labelled events 40 were a company's; without them the rest is chosen better, and in less time.
"""

from __future__ import annotations

from collections.abc import Sequence

from followbot.domain.events.beside import Beside
from followbot.domain.events.houses import is_leading_kind
from followbot.domain.events.looks import Candidate, is_meeting_place
from followbot.domain.events.scene import Being, Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.textrows import BODY, PLACE, SHOWN, TITLE
from followbot.domain.records import record

_COMMON = frozenset({"stage", "known", "position", "town", "digit", "role", "against", "toward", "noun"})
"""What the words are of which alone no company is called."""
_PEOPLE = frozenset({"somebody", "given"})
_ORDINARY = _COMMON | _PEOPLE
_ALONE = frozenset({"capital", "han", "kind"})
_NAMING = frozenset({"capital", "shout", "kind", "given", "noun"})
"""What the first word of a name is by itself that the words of an appointment take in."""
_HEADS = frozenset({"role", "position", "title_senior"})
"""What stands beside a name that is taken for somebody's: whoever holds the position is somebody else."""
_ARTICLED = 2
"""Words of a name that begins with an article."""
_OPENS_NONE = frozenset({"hira", "somebody", "known"})
_CLOSES_NONE = frozenset({"hira", "digit", "role"})
"""What a name in a description neither begins nor ends with."""


@record
class GuestNames:
    """How guests are called: the words of each name, and the names in characters without spaces."""

    words: Sequence[frozenset[str]]
    written: frozenset[str]


def is_unlikely(one: Candidate, guests: GuestNames, begins: str, scene: Scene) -> bool:
    """Whether a name is hardly ever a company's where no domain goes with it.

    `begins` is what its first word is by itself: what a title says around a name may take the name in, "Call with Acacia Care
    re nights".
    """
    reading = scene.rules.reading
    sorts = frozenset(one.sorts)
    opens, closes = one.sorts[0], one.sorts[-1]
    if any(text.is_told(first, end) or text.is_at(first) for text, first, end in one.places):
        return False
    name = "".join(one.tokens)
    if name in guests.written or name in reading.asian_trades or is_leading_kind(name, scene):
        return True
    if sorts == {"hira"} or one.sorts == ("small",):
        return True
    taken_in = opens == "stage" and begins in _NAMING
    if not taken_in and (opens == "stage" or (sorts <= _COMMON and not _has_article(one, reading.name_articles))):
        return True
    if not _PEOPLE.isdisjoint(sorts) and sorts <= _ORDINARY and any(w.issuperset(one.tokens) for w in guests.words):
        return True
    wheres = {text.row.where for text, _, _ in one.places}
    if wheres == {PLACE}:
        alone = len(one.sorts) == 1 and opens in _ALONE and not any(_leads_place(*place) for place in one.places)
        return alone or _is_for_coffee(one, scene)
    if sorts <= _PEOPLE:
        partners = "&" in one.name
        headed = any(_is_headed(*place) for place in one.places)
        return wheres <= {BODY, SHOWN[Being.PERSON]} and not partners and not headed
    whole = any(text.begins(first) and text.ends(end) for text, first, end in one.places)
    return (
        wheres == {BODY}
        and not whole
        and ((opens in _OPENS_NONE and one.tokens[0] not in reading.saints) or closes in _CLOSES_NONE)
    )


def _is_for_coffee(one: Candidate, scene: Scene) -> bool:
    """Whether one only sits down together in a place: "coffee with Ana", at 上島珈琲."""
    casual = "casual" in scene.title_hits or any(hit.sign == "casual" for hit in scene.title_vocabulary)
    return casual and is_meeting_place(one.tokens, has_ideographs(one.name), scene.rules)


def _has_article(one: Candidate, articles: frozenset[str]) -> bool:
    """Whether an article with a capital begins a name in a title: "asso Le Fil"."""
    if len(one.tokens) < _ARTICLED or one.tokens[0] not in articles:
        return False
    return any(text.row.where == TITLE and first and all(text.row.big[first:end]) for text, first, end in one.places)


def _leads_place(text: Beside, first: int, end: int) -> bool:
    """Whether a word that nobody else writes begins a place: "Transzanetti, Km 18"."""
    return first == 0 and text.is_unheard(first)


def _is_headed(text: Beside, first: int, end: int) -> bool:
    """Whether a position stands right beside some words: "właściciel Malina Rachunkowość", "Ege Soğuk Hava genel müdürü"."""
    row = text.row
    before = first > 0 and row.gaps[first] == " " and row.sorts[first - 1] in _HEADS
    behind = end < len(row) and row.gaps[end] == " " and row.sorts[end] in _HEADS and not row.big[end]
    return end - first > 1 and (before or behind)
