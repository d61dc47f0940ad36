"""A language as it is written elsewhere: Chinese in traditional characters, Portuguese in Brazil.

It has sentences of its own; its words are those of the language, sign by sign in the other script where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from followbot.domain.letters.noteshapes import shape_of
from followbot.domain.letters.wording import FAMILY, Wording, wording_of

_BOTH = "families"
"""Names of families are kept in both scripts: some signs stand for two."""


@dataclass(frozen=True, slots=True)
class Script:
    """Another script or variety of a language, and how texts in it are told from the usual one."""

    language: str
    folder: str
    """The folder of its templates."""
    wording: Wording
    signs: frozenset[str]
    others: frozenset[str]
    """Signs that only the usual script has."""
    zones: frozenset[str]
    """IANA zones in which it is the usual one."""
    other_zones: frozenset[str]
    """IANA zones in which the other is, for certain."""
    words: re.Pattern[str] | None = None
    """What people write in this variety and not in the usual one, in words: "você", "econômico"."""
    other_words: re.Pattern[str] | None = None

    def is_written(self, texts: Iterable[str], zone: str) -> bool:
        """Whether texts are in this script; where they do not tell, whether people in the zone write it.

        Of varieties, which words tell, the zone is a sign like each of these: many families bear the name of a town of the
        other country.
        """
        written = tuple(texts)
        signs = [sign for text in written for sign in text]
        mine, other = (sum(sign in known for sign in signs) for known in (self.signs, self.others))
        mine += _kinds(self.words, written) + (zone in self.zones if self.words else 0)
        other += _kinds(self.other_words, written) + (zone in self.other_zones)
        return mine > other if mine != other else zone in self.zones


def raw_scripts(raw_rules: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The rules of a language sign by sign in its other script, with what is said otherwise there, by the script's folder."""
    found = {}
    for path, raw in raw_rules.items():
        if path.startswith(FAMILY) and "script_of" in raw:
            known = _written(raw_rules[FAMILY + raw["script_of"]], str.maketrans(raw["from"], raw["to"]))
            found[path.removeprefix(FAMILY)] = _overlaid(known, raw["instead"])
    return found


def parse_scripts(
    raw_rules: Mapping[str, Mapping[str, Any]], terms: Mapping[str, Mapping[str, str]]
) -> dict[str, Script]:
    """The scripts among all rule files, by language; `terms` as each language's wording has them."""
    found = {}
    for folder, known in raw_scripts(raw_rules).items():
        raw = raw_rules[FAMILY + folder]
        language = raw["script_of"]
        found[language] = Script(
            language,
            folder,
            wording_of(known, terms[language], raw_rules.get(f"{FAMILY}sexes", {})),
            frozenset(raw["to"]) - frozenset(raw["from"]),
            frozenset(raw["from"]) - frozenset(raw["to"]) - frozenset(raw["shared"]),
            frozenset(raw["zones"]),
            frozenset(raw.get("other_zones", ())),
            shape_of(raw.get("words", "")),
            shape_of(raw.get("other_words", "")),
        )
    return found


def _kinds(shape: re.Pattern[str] | None, texts: Iterable[str]) -> int:
    """How many different words of a kind texts hold: one that is said five times tells no more than once."""
    return len({found[0].casefold() for text in texts for found in shape.finditer(text)}) if shape else 0


def _written(value: Any, table: Mapping[int, int]) -> Any:
    """Data with every text in the other script."""
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, Mapping):
        return {
            key.translate(table): f"{inner} {inner.translate(table)}" if key == _BOTH else _written(inner, table)
            for key, inner in value.items()
        }
    return [_written(one, table) for one in value] if isinstance(value, list) else value


def _overlaid(value: Mapping[str, Any], instead: Mapping[str, Any]) -> dict[str, Any]:
    """Rules with what is said otherwise, at any depth."""
    inner = {
        key: _overlaid(value[key], other)
        if isinstance(other, Mapping) and isinstance(value.get(key), Mapping)
        else other
        for key, other in instead.items()
    }
    return {**value, **inner}
