"""What the words around a name say against taking part: whom to ring, who opens the door, who recommended, who comes later.

A text names people for many reasons. Of each place where a name stands, the nearest words before it in its sentence count,
and those right behind it; somebody who is named in such places only takes no part.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import replace
from enum import StrEnum

from followbot.domain.events.lexicon import Hit
from followbot.domain.events.listing import Mention
from followbot.domain.events.places import places
from followbot.domain.events.scene import Scene

_LEADING = frozenset({"aside", "contact_field", "call_to"})
_ELSEWHERE = frozenset({"later", "past"})
_STAGE = frozenset({"interviewer_field", "panel_field", "takes_part", "joins", "with", "also"})
_LIMIT = re.compile(r"[,;:()–—]|\s(?:-|/)\s")
_CLAUSE = re.compile(r",\s[^\W\d_A-ZÀ-ÖØ-Þ]")
"""A comma before a word in small letters: what stood before it no longer leads to what follows."""
_BEHIND = re.compile(r"(?:\s?\([^()]{0,60}\))?[\s,]{0,2}(?:[^\W\d_]+ ){0,1}$")
"""What may stand between a name and the words that it does: a title in brackets, one small word."""
_REACH = 70
_END = re.compile(r"[.!](?=\s)(?<![\W\d_]\w.)(?<!\b[DMHF]r.)(?<!\bMs.)(?<!\bMrs.)|[。！\n]|;\s")
_SENTENCE = 400
_ACROSS = 30
"""Characters before a sentence in which words that end in it can begin: "Fragen vorab? Schreib Malin"."""


class Aside(StrEnum):
    """Why a name is no participant's."""

    HELPS = "helps"
    """Somebody to ask, to ring, or who opens the door."""
    ELSEWHERE = "elsewhere"
    """Somebody of another conversation: an earlier or a later one, or who recommended the user."""


def in_its_place(mention: Mention, scene: Scene, ending: int, titled: Container[str]) -> Mention:
    """A mention as what the words around its name make of it: whom a text names only aside does not take part."""
    said = None if mention.name in titled else aside(mention.name, scene, ending)
    if said is None:
        return mention
    absent = mention.absent or said is Aside.ELSEWHERE
    return replace(mention, listed=False, firm=False, staged=False, passing=False, absent=absent)


def aside(name: str, scene: Scene, ending: int) -> Aside | None:
    """Why everything that the description says of a name before its `ending` is said aside; None where it takes part."""
    found: list[Aside] = []
    for start, end in places(name, scene.body, barred=""):
        if start >= ending:
            break
        said = _said(scene, start, end)
        if said is None:
            return None
        found.append(said)
    return found[0] if found else None


def _said(scene: Scene, start: int, end: int) -> Aside | None:
    begin, close = _sentence(scene.body, start, end)
    before = [h for h in _hits(scene, max(0, begin - _ACROSS), start) if begin < h.end <= start]
    if any(h.sign in _ELSEWHERE for h in before):
        return Aside.ELSEWHERE
    for hit in _hits(scene, end, min(close, end + _REACH)):
        if hit.sign == "aside_after" and _BEHIND.fullmatch(scene.body[end : hit.start]):
            return Aside.HELPS
    leading = next((h for h in reversed(before) if h.sign in _LEADING), None)
    if leading is None or _CLAUSE.search(scene.body, leading.end, start):
        return None
    staged = next((h for h in reversed(before) if h.sign in _STAGE and h.start >= leading.end), None)
    if staged is not None and _LIMIT.search(scene.body, leading.end, staged.start):
        return None
    return Aside.HELPS


def _sentence(body: str, start: int, end: int) -> tuple[int, int]:
    begin = max(0, start - _SENTENCE)
    for limit in _END.finditer(body, begin, start):
        begin = limit.end()
    following = _END.search(body, end, min(len(body), end + _SENTENCE))
    return begin, following.start() if following else min(len(body), end + _SENTENCE)


def _hits(scene: Scene, begin: int, end: int) -> Iterator[Hit]:
    hits = scene.body_vocabulary
    for hit in hits[bisect_left(hits, begin, key=lambda h: h.start) :]:
        if hit.start >= end:
            return
        if hit.sign in _LEADING or _END.search(scene.body, hit.start, hit.end) is None:
            yield hit
