"""Words that a day cannot do without: where a sentence has none of them and no figure, no day needs to be looked for."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from followbot.domain.phrases import tokens

_PART = re.compile(r"\{\w+\}|\([^()]*\)|[^{}()]+")


_ELEMENT = re.compile(r"\{(\w+)\}|\(([^()]*)\)|([^{}()]+)")
_FIGURES = frozenset("0123456789")


def first_letters(
    notation: str, months: Mapping[str, int], weekdays: Mapping[str, int], numbers: Mapping[str, int]
) -> frozenset[str]:
    """The letters one of which begins whatever a notation matches, in a language that is written without blanks."""
    names = {"month": months, "lonemonth": months, "weekday": weekdays, "n": numbers, "k": numbers, "feast": numbers}
    found: set[str] = set()
    for slot, choices, plain in _ELEMENT.findall(notation):
        if slot:
            known = frozenset(name[0] for name in names.get(slot, ()))
            return frozenset(found) | known | (frozenset() if slot == "weekday" else _FIGURES)
        ways = choices.split("|") if choices else [plain]
        found.update(way.strip()[0] for way in ways if way.strip())
        if all(way.strip() for way in ways):
            break
    return frozenset(found)


def anchors_of(
    notation: str, months: Mapping[str, int], weekdays: Mapping[str, int], numbers: Mapping[str, int]
) -> frozenset[str]:
    """Words one of which stands in whatever a notation matches, as rare ones as there are; none if that has a figure."""
    names = {"{month}": months, "{lonemonth}": months, "{weekday}": weekdays}
    found: list[frozenset[str]] = []
    for part in _PART.findall(notation):
        if part in names:
            return frozenset(name.split()[0] for name in names[part])
        if part in {"{day}", "{to}", "{nth}", "{year}", "{feast}"}:
            return frozenset()
        if part not in {"{n}", "{k}"}:
            choices = [tokens(choice) for choice in part.strip("()").split("|")]
            if all(choices):
                found.append(frozenset(max(choice, key=len) for choice in choices))
    return max(found, key=lambda some: min(map(len, some)), default=frozenset(numbers))


def stands_for_another(
    found: re.Match[str], doubtful: Container[str], before: frozenset[str], last: frozenset[str]
) -> bool:
    """Whether a weekday found in a folded sentence is cut so short that it may be another word ("Do" ends a name, "jeu" is a
    game), and nothing beside it tells that it is none: one of the words `before` it, at the sentence's end one of
    `last`, or a figure behind ("Mo, 9.6.").
    """
    if found[0].strip() not in doubtful:
        return False
    lead = found.string[: found.start()].split()[-1:]
    rest = found.string[found.end() :].lstrip()
    near = before if rest else before | last
    return not (rest[:1].isdigit() or rest.startswith("iso") or near.intersection(lead))
