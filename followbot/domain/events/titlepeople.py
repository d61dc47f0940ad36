"""Whom a title names: "Interview with Sarah Chen", "Call Rob", "Derya Hanım ile görüşme", "安田部長"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from followbot.domain import names
from followbot.domain.events import title as titles
from followbot.domain.events.lexicon import Hit
from followbot.domain.events.listing import INTERLUDE, Mention, is_person, names_a_place, people_of
from followbot.domain.events.mentions import (
    EAST_ASIAN_NAME,
    ORGANISATION,
    looks_like_person,
    name_at,
    names_in,
)
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.grouping import company_key
from followbot.domain.phrases import fold

_TITLE_TALK = frozenset({"talk_to", "ask_field"})
_BEFORE_PEOPLE = frozenset({"call_to", "role", "title_recruiter", "title_hiring_manager"})
_NAMES = 3
"""Names that are looked at in a part of a title."""
_LAST_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,15}$")
_BEFORE_NAME = re.compile(r"[ /.:]{0,3}")
_IDEOGRAPHIC_WORD = re.compile("(?<![\u3040-\u9fff])[\u3400-\u9fff]{2,3}(?![\u3040-\u9fff])")


@lru_cache(maxsize=1)
def title_people(scene: Scene) -> tuple[Mention, ...]:
    """Whom the title names."""
    return tuple(_in_title(scene))


def _in_title(scene: Scene) -> Iterator[Mention]:
    for hit in scene.title_vocabulary:
        yield from _behind_word(scene, hit)
    yield from _characters_in_title(scene)
    for polite in scene.rules.reading.polite.finditer(scene.title):
        word = _LAST_WORD.search(scene.title, 0, polite.start())
        named = name_at(scene.title, word.start(), scene.rules) if word else None
        if named is not None and not scene.me.is_named(named.name):
            yield Mention(named.name)
    for part in titles.segments(scene.title):
        if scene.me.may_be(part.text) and not any(names.same_person(part.text, g.name) for g in scene.people):
            continue
        for named in names_in(part.text, scene.rules)[:_NAMES]:
            agency = company_key(named.name) in scene.rules.agencies
            if not agency and is_person(named, scene) and not names_a_place(part.text, named, scene):
                yield Mention(named.name)
        single = name_at(part.text, 0, scene.rules)
        rest = part.text[single.end :].strip() if single is not None else ""
        if (
            single is not None
            and (not rest or fold(rest) in scene.rules.reading.after_names)
            and single.start == 0
            and is_person(single, scene)
        ):
            yield Mention(single.name)


def _behind_word(scene: Scene, hit: Hit) -> Iterator[Mention]:
    """The people behind "with", "speak to" or a job title in the title."""
    if hit.sign in ("with", "interviewer_field"):
        end = _end_of_list(hit, scene)
        for person in people_of(scene, scene.title[hit.end : end], strict=True):
            invited = any(names.same_person(g.name, person.name) for g in scene.people)
            yield replace(person, title=_bracket(scene.title, end), firm=invited)
    elif hit.sign in _TITLE_TALK or hit.sign in _BEFORE_PEOPLE:
        if fold(hit.quote) in scene.rules.company_prefixes:
            return
        start = hit.end + len(_BEFORE_NAME.match(scene.title[hit.end :])[0])  # type: ignore[index]  # it matches ""
        behind = name_at(scene.title, start, scene.rules)
        talk = hit.sign in _TITLE_TALK
        if behind is not None and (is_person(behind, scene) or (talk and not _is_business(behind.name, scene))):
            yield Mention(behind.name, title=hit.quote if hit.sign.startswith(("role", "title")) else "", firm=talk)


def _end_of_list(hit: Hit, scene: Scene) -> int:
    """Where the people behind a word of the title end: its part, and each that "+" or "&" joins to it."""
    end = len(scene.title)
    inside = False
    for part in titles.segments(scene.title):
        if inside and part.before not in ("+", "&", "、"):
            break
        inside = inside or part.holds(hit)
        end = part.end if inside else end
    return end


def _characters_in_title(scene: Scene) -> Iterator[Mention]:
    """Japanese and Chinese names in a title: before 様 and its like, or a family name that stands by itself."""
    if not has_ideographs(scene.title):
        return
    for found in EAST_ASIAN_NAME.finditer(scene.title):
        named = name_at(scene.title, found.start(), scene.rules)
        if named is not None and named.end == found.end("name") and not scene.me.is_named(named.name):
            yield Mention(named.name)
    for piece in _IDEOGRAPHIC_WORD.finditer(scene.title):
        chinese = "zh" in scene.languages and piece[0][0] in scene.rules.chinese_family_names
        if (
            chinese
            and not ORGANISATION.search(piece[0])
            and looks_like_person(piece[0], scene.rules)
            and not scene.me.is_named(piece[0])
        ):
            yield Mention(piece[0])


def _bracket(text: str, position: int) -> str:
    match = INTERLUDE.match(text, position)
    return match[1].strip() if match and match[1] else ""


def _is_business(name: str, scene: Scene) -> bool:
    return any(fold(w) in scene.rules.company_nouns or fold(w) in scene.rules.company_prefixes for w in name.split())
