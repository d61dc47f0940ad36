"""How far a company's name reaches: the words beside it that belong to it, by what all the texts of an invitation write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.places import places
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.phrases import fold

_READ = 3_000
_OCCURRENCES = 12
_WORDS_MAX = 3
_NAME_MAX = 60
_TWICE = 2
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’&.-]*"
_BEHIND = re.compile(
    rf"((?: (?:(?:of|and|de|du|des|del|della|di|da|do|van|von|zum|zur|y|e|i|och|und|et) |d['’]|&\s)?{_CAPITAL}){{1,3}})"
)
_BEFORE = re.compile(rf"((?:{_CAPITAL} ){{1,2}})$")
_HALF_BEFORE = re.compile(rf"({_CAPITAL}(?: {_CAPITAL})?) & $")
_HALF_BEHIND = re.compile(rf" & ({_CAPITAL}(?: {_CAPITAL})?)")
_OF_BEHIND = re.compile(rf"( d['’]{_CAPITAL})")


def whole(name: str, scene: Scene) -> str:
    """A company's name as it is written in full: "Larkfield" → "Larkfield Systems", "Marlow" → "Marlow & Daughters"."""
    if has_ideographs(name) or len(name) > _NAME_MAX:
        return name
    joined = _with_halves(name, scene)
    return _with_rest(joined, scene)


def _texts(scene: Scene) -> Iterator[str]:
    yield scene.title
    yield scene.place
    yield scene.body[:_READ]
    yield from (g.shown for g in scene.guests if g.shown and g not in scene.people)


def _with_halves(name: str, scene: Scene) -> str:
    """The other half of a name of two: "Ek & Söner Måleri"; people who are joined by "&" are none."""
    for text in _texts(scene):
        for start, end in places(name, text, limit=_OCCURRENCES):
            before = _HALF_BEFORE.search(text[max(0, start - _NAME_MAX) : start])
            if before and not _is_other(before[1], scene):
                return f"{before[1]} & {name}"
            behind = _HALF_BEHIND.match(text, end)
            if behind and not _is_other(behind[1], scene):
                return f"{name} & {behind[1]}"
            of = _OF_BEHIND.match(text, end)
            if of:
                return f"{name}{of[1]}"
    return name


def _is_other(text: str, scene: Scene) -> bool:
    """Whether what an "&" joins to a company is somebody, a position or a stage instead of the other half of its name."""
    words = [fold(w) for w in text.split()]
    if scene.me.is_named(text) or looks_like_person(text, scene.rules):
        return True
    return any(w in scene.rules.role_words or w in scene.rules.not_names for w in words)


def _with_rest(name: str, scene: Scene) -> str:
    """The capitalised words behind a name that two of the texts write, or the place and the title."""
    counts: dict[str, set[int]] = {}
    for number, text in enumerate(_texts(scene)):
        for start, end in places(name, text, limit=_OCCURRENCES):
            rest = _BEHIND.match(text, end)
            words = rest[1].split() if rest else []
            for count in range(1, min(len(words), _WORDS_MAX) + 1):
                if not _belongs(words[count - 1], scene):
                    break
                counts.setdefault(" ".join(words[:count]), set()).add(number)
                if text == scene.place and not start:
                    counts[" ".join(words[:count])].add(-1)  # a place that begins with a name gives it in full
    usual = [rest for rest, texts in counts.items() if len(texts) >= _TWICE]
    return f"{name} {max(usual, key=len)}" if usual else name


def _belongs(word: str, scene: Scene) -> bool:
    folded = fold(word.strip("&."))
    if not word[:1].isupper():
        return True
    known = (
        folded in scene.rules.role_words or folded in scene.rules.not_names or folded in scene.rules.recruiting_words
    )
    return (
        folded not in scene.rules.filler
        and folded not in scene.rules.sites
        and (not known or folded in scene.rules.company_nouns)
    )
