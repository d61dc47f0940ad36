"""Which of the companies in an invitation is an agency: by domain, by the name that its texts spell, by its people's titles."""

from __future__ import annotations

import re
from functools import lru_cache

from followbot.domain.events.labels import find_label, written_name
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import TOKEN
from followbot.domain.phrases import fold

_TELLING = 6
"""Letters from which on a word of agencies' names is one in a domain too: "meridianresourcing"."""


def agencies_among(hosts: list[str], scene: Scene) -> list[str]:
    """The agencies among company domains."""
    return [h for h in hosts if scene.rules.is_agency(h) or _is_named_agency(h, scene)]


@lru_cache(maxsize=16)  # asked twice about each domain of an event
def _is_named_agency(domain: str, scene: Scene) -> bool:
    """Whether a domain's name as the texts spell it says what it is, or its people's titles do."""
    label = fold(domain.partition(".")[0])
    if label.endswith(_endings(scene.rules.agency_name_words)):
        return True
    name = written_name(domain, scene)
    words = {fold(w[0]) for w in TOKEN.finditer(name)} if name else set()
    if words & scene.rules.agency_name_words:
        return True
    return any(h.sign == "title_agency" for h in scene.body_vocabulary) and not _title_names(domain, scene)


@lru_cache(maxsize=1)
def _endings(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(w for w in words if len(w) >= _TELLING)


def _title_names(domain: str, scene: Scene) -> bool:
    """Whether the title's own company is this one: a firm of consultants that looks for people of its own."""
    label = re.sub(r"[\W_]", "", fold(domain.partition(".")[0]))
    return find_label(scene.title, label, scene) is not None
