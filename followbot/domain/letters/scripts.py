"""A language in another script, Chinese in traditional characters: it has sentences of its own, its words are derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from followbot.domain.letters.wording import FAMILY, Wording, wording_of

_BOTH = "families"
"""Names of families are kept in both scripts: some signs stand for two."""


@dataclass(frozen=True, slots=True)
class Script:
    """Another script of a language, and how texts in it are told from the usual one."""

    language: str
    folder: str
    """The folder of its templates."""
    wording: Wording
    signs: frozenset[str]
    others: frozenset[str]
    """Signs that only the usual script has."""
    zones: frozenset[str]
    """IANA zones in which it is the usual one."""

    def is_written(self, texts: Iterable[str], zone: str) -> bool:
        """Whether texts are in this script; where they do not tell, whether people in the zone write it."""
        signs = [sign for text in texts for sign in text]
        mine, other = (sum(sign in known for sign in signs) for known in (self.signs, self.others))
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
            wording_of(known, terms[language]),
            frozenset(raw["to"]) - frozenset(raw["from"]),
            frozenset(raw["from"]) - frozenset(raw["to"]) - frozenset(raw["shared"]),
            frozenset(raw["zones"]),
        )
    return found


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
    return {**value, **{key: {**value[key], **table} for key, table in instead.items()}}
