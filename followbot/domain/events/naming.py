"""What tells a name from other words by itself: family names by language, and what stands beside names in characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from followbot.domain.events.inflection import given_forms
from followbot.domain.phrases import fold

_IDEOGRAPHIC = ("zh", "ja")


@dataclass(frozen=True, slots=True)
class Naming:
    """Lists by which names are known; see the rule file for what each list is."""

    families: frozenset[str] = frozenset()
    """Family names in Latin letters, folded."""
    chinese: frozenset[str] = frozenset()
    """Chinese family names, of one or two characters."""
    japanese: frozenset[str] = frozenset()
    forms: tuple[str, ...] = ()
    """Forms of address and positions behind a Japanese name, the longest first: 様, 店長."""
    ranks: tuple[str, ...] = ()
    """Those behind a Chinese family name, the longest first: 经理, 师傅."""
    kin: str = ""
    """Characters that follow a name of which only a part is known: 輝哥."""
    small: str = ""
    """Characters before a family name among people who know each other: 老王."""
    called: str = ""
    """What stands right before a family name that is told as such: 姓."""
    particles: str = ""
    """What follows a name right away in a sentence."""
    before: tuple[str, ...] = ()
    """What ends a position or a department, right before a name in characters: 長, 課, 总."""

    positions: re.Pattern[str] = re.compile("(?!)")
    """Forms and ranks of several characters, with what makes a deputy of whoever bears them."""
    deputies: str = ""
    given: str = ""
    """Characters that Chinese given names are usually written with."""
    places: frozenset[str] = frozenset()
    """Towns, folded."""
    relations: frozenset[str] = frozenset()
    """What stands before さん and is no name: おかあ, みな."""
    bends: bool = False
    """Whether the language of a text declines given names."""
    whole: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Given names by what they are called for short, folded: "pat" is Patrick or Patricia."""

    def forms_of(self, token: str) -> tuple[str, ...]:
        """What a given name in another case may be in the nominative, where the language declines them."""
        return given_forms(token) if self.bends else ()

    def without_rank(self, name: str) -> str:
        """The family name of somebody who is called by it and a rank: 方 of 方总."""
        families = (name.removesuffix(rank) for rank in self.ranks if name.endswith(rank))
        return next((family for family in families if family in self.chinese), name)

    def ranked(self, text: str) -> frozenset[int]:
        """Where in a text the characters of positions stand, with which no name begins: the 傅 of 师傅, the 副 of 副校长."""
        return frozenset(place for found in self.positions.finditer(text) for place in range(*found.span()))

    def is_rank(self, name: str) -> bool:
        """Whether what the texts give as a name is what makes deputies only: 副."""
        return name in self.deputies

    def begins_with_family(self, name: str) -> bool:
        """Whether a name in characters is a known family name or begins with one."""
        return any(name[:n] in self.japanese or name[:n] in self.chinese for n in (1, 2, 3))


def naming_of(raw: Mapping[str, Mapping[str, Any]]) -> Naming:
    """Compile family names by language, the `characters` of names, and given names by what they are called for short."""
    names, short = raw.get("detection/surnames", {}), raw.get("detection/short_names", {})
    shapes: Mapping[str, Any] = raw.get("detection/reading", {}).get("characters", {})
    lists = {code: frozenset(str(words).split()) for code, words in names.items()}
    return Naming(
        families=frozenset().union(*(words for code, words in lists.items() if code not in _IDEOGRAPHIC)),
        chinese=lists.get("zh", frozenset()),
        japanese=lists.get("ja", frozenset()),
        forms=_longest_first(shapes.get("forms", ())),
        ranks=_longest_first(shapes.get("ranks", ())),
        kin=str(shapes.get("kin", "")),
        small=str(shapes.get("small", "")),
        called=str(shapes.get("called", "")),
        particles=str(shapes.get("particles", "")),
        before=tuple(shapes.get("before", ())),
        positions=_positions(shapes),
        deputies=str(shapes.get("deputies", "")),
        given=str(shapes.get("given", "")),
        places=frozenset(str(raw.get("detection/towns", {}).get("names", "")).split("\n")),
        relations=frozenset(shapes.get("relations", ())),
        whole=_by_short_form(short),
    )


def _positions(shapes: Mapping[str, Any]) -> re.Pattern[str]:
    words = (word for word in (*shapes.get("ranks", ()), *shapes.get("forms", ())) if len(word) > 1)
    longest = "|".join(map(re.escape, _longest_first(words)))
    deputy = "".join(f"{re.escape(sign)}|" for sign in shapes.get("deputies", ""))
    return re.compile(f"(?:{deputy})(?:{longest})" if longest else "(?!)")


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _by_short_form(tables: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for forms in tables.values():
        for form, whole in forms.items():
            found[fold(form)] = found.get(fold(form), frozenset()) | frozenset(map(fold, str(whole).split()))
    return found
