"""Which company of a group an invitation is from: "Millbrook Bearings, a Harcourt Group company", by harcourt-group.com."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.events.fields import capitalised_words
from followbot.domain.events.houses import BOUNDARY
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.places import places
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.titled import NAME_MAX, trimmed
from followbot.domain.grouping import company_key, without_legal_form

_READ = 3_000
_REACH = 120
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’&.-]*"
_RUN = re.compile(
    rf"({_CAPITAL}(?: (?:(?:of|and|&|de|du|del|di|da|do|van|von|der|und|et|y|e|i|och|ve) )?{_CAPITAL}){{0,4}})$"
)
_PUNCTUATION = re.compile(r"[\s,;(–—-]*(?:(?:100|[5-9]\d)\s?%(?:ige|ig)?\s?)?[\s,;(–—-]*$")
_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]{2,16}?(?=[のは的、。,（(\\s]|$)")


def speaks_of_group(scene: Scene) -> bool:
    """Whether a description may name a group and a company of it."""
    reading, text = scene.rules.reading, scene.body[:_READ]
    return any(p.search(text) is not None for p in (reading.group_words, reading.owns))


def subsidiary(owner: str, scene: Scene) -> str | None:
    """The company that the description calls a part of the one that writes, None where it does not."""
    key = company_key(owner)
    for name in _parts_of(_called(owner, scene), scene.body[:_READ], scene):
        if company_key(name) != key and not looks_like_person(name, scene.rules) and not scene.me.is_named(name):
            return name
    return None


def _called(owner: str, scene: Scene) -> str:
    """A group as it is called: "タカラ組ホールディングス" → "タカラ組"."""
    ending = next((e for e in scene.rules.reading.holding_endings if owner.endswith(e) and len(owner) > len(e)), "")
    return owner.removesuffix(ending).strip()


def _parts_of(owner: str, text: str, scene: Scene) -> Iterator[str]:
    reading = scene.rules.reading
    stand = (m.span() for m in re.finditer(re.escape(owner), text)) if has_ideographs(owner) else places(owner, text)
    for start, end in stand:
        before = text[max(0, start - _REACH) : start]
        link = reading.part_of.search(before)
        if link or (reading.one_of.search(before) and reading.companies.match(text, end)):
            link = link or reading.one_of.search(before)
            run = _RUN.search(_PUNCTUATION.sub("", before[: link.start()])) if link else None
            if run and trimmed(run[1], scene):
                yield without_legal_form(run[1])
        owns = reading.owns.match(text, end)
        if owns:
            asian = _ASIAN.match(text, owns.end())
            name = BOUNDARY.split(asian[0])[0] if asian else capitalised_words(text[owns.end() : owns.end() + NAME_MAX])
            if name:
                yield without_legal_form(name)
