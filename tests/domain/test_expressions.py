"""No expression of ours repeats what can itself be repeated at will: on a long word such a one takes longer than anybody lives.

`(?:\\w+-?)*` tries every way to cut a word into pieces, and there are as many as two to the power of its letters.
"""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import followbot
from tests.domain.drafting.desk import body, letter

codes, parser = (importlib.import_module(f"re.{name}") for name in ("_constants", "_parser"))
PACKAGE = Path(followbot.__file__).parent
_REPEATED = re.compile(r"\)[*+{]")
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_ENOUGH = 200
"""Ways through a group that are looked at."""

Item = tuple[Any, Any]


def endless(item: Item) -> bool:
    return item[0] in _REPEATS and item[1][1] == codes.MAXREPEAT


def inner(item: Item) -> list[Any]:
    """What an item of a parsed expression is made of."""
    kind, value = item
    if kind in _REPEATS:
        return [value[2]]
    if kind is codes.SUBPATTERN:
        return [value[3]]
    if kind is codes.BRANCH:
        return list(value[1])
    return [value[1]] if kind in {codes.ASSERT, codes.ASSERT_NOT} else []


def ways(sequence: Any) -> list[list[Item]]:
    """Every way through a sequence, with its groups and alternatives laid out."""
    found: list[list[Item]] = [[]]
    for item in sequence:
        kind = item[0]
        nested = (
            [way for part in inner(item) for way in ways(part)]
            if kind in {codes.SUBPATTERN, codes.BRANCH}
            else [[item]]
        )
        found = [way + more for way in found for more in nested][:_ENOUGH]
    return found


def may_be_empty(item: Item) -> bool:
    kind, value = item
    if kind in _REPEATS:
        return value[0] == 0 or all(map(may_be_empty, value[2]))
    return kind in {codes.AT, codes.ASSERT, codes.ASSERT_NOT}


def runs_away(sequence: Any) -> bool:
    """Whether somewhere a repetition holds another with nothing of a letter's length that must stand beside it."""
    for item in sequence:
        if endless(item):
            for way in ways(item[1][2]):
                again = [part for part in way if endless(part)]
                if again and all(may_be_empty(part) for part in way if not endless(part)):
                    return True
        if any(runs_away(part) for part in inner(item)):
            return True
    return False


def suspect(expression: str) -> bool:
    if not _REPEATED.search(expression):
        return False
    try:
        return runs_away(parser.parse(expression))
    except re.error:  # a sentence with a bracket in it
        return False


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


@pytest.mark.parametrize(
    ("expression", "runs"),
    [
        (r"(?:\w+-?)*schein", True),
        (r"(?:a|b+)*c", True),
        (r"^(?:(?:x|y )+)*$", True),
        (r"(?:\w+ )*schein", False),
        (r"(?:[\w-]+, ?)+und", False),
        (r"(?:ab?)*c", False),
    ],
)
def test_the_look_at_an_expression_tells(expression: str, runs: bool) -> None:
    assert suspect(expression) is runs


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.toml")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_expression_of_the_rules_runs_away(path: Path) -> None:
    assert [text for text in texts(tomllib.loads(path.read_text("utf-8"))) if suspect(text)] == []


def test_no_expression_in_the_code_runs_away() -> None:
    sources = (path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    constants = (
        node.value for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)
    )
    assert [text for text in constants if isinstance(text, str) and suspect(text)] == []


@pytest.mark.parametrize(
    "strength", ["Verwaltungsfachangestellter", "Donaudampfschifffahrtsgesellschaftskapitänsgehilfe", "x" * 85]
)
def test_a_strength_of_one_long_word_ends_a_letter_at_once(strength: str) -> None:
    assert "Anna Keller" in body(letter("", language="de", strengths=(strength,)))
