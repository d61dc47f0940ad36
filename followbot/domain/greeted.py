"""Whom a mail of the user's own greets: what stands in its first line, in whatever language that is.

A greeting needs no list of "Dear": its line is short up to the first mark, and the name stands last in it or just before a
title ("Jane Hanım"). What introduces a quoted mail has names in it too, but a time or an address besides, or the quotation
follows at once. Chinese and Japanese name somebody within a few letters, Japanese perhaps below the house and the department.
"""

from __future__ import annotations

import re

from followbot.domain.answers.relations import given_names
from followbot.domain.model import Address
from followbot.domain.phrases import tokens

_LOOKED_AT = 600
_PIECE = re.compile(r"[,;:!?…，、：；！。]|\.\s|\s[-–—]\s")
_IDEOGRAPH = re.compile("[\u3400-\u9fff々]")
_NO_GREETING = re.compile(r"^\s*[>|]|^\s*-{2,}|@|\d")
_HEAD, _NAME = 5, 2
"""Words of a greeting, and of a name that stands apart behind it ("Thank you, Jane!")."""
_HEADS = 3
"""Lines among which a Japanese greeting stands: house, department, person."""
_CALLED = 3
"""Letters within which a Chinese or Japanese mail has named whom it greets."""
_VOWELS = re.compile("[aeiouy]+")
_STEM = 2


def greets(text: str, contact: Address) -> bool:
    """Whether the text of a mail begins with the contact's name."""
    lines = [line.strip() for line in text[:_LOOKED_AT].splitlines() if line.strip()]
    if not lines or _introduces_quotation(lines):
        return False
    letters = "".join(_IDEOGRAPH.findall(contact.name))
    if letters and _greets_in_letters(lines, letters):
        return True
    pieces = [tokens(piece) for piece in _PIECE.split(lines[0])[:_HEADS]]
    limits = (_HEAD, *(_NAME for _ in pieces[1:]))
    short = [piece for piece, limit in zip(pieces, limits, strict=True) if len(piece) <= limit]
    return any(_calls(word, name) for piece in short for word in piece[-_NAME:] for name in given_names(contact))


def _introduces_quotation(lines: list[str]) -> bool:
    return bool(_NO_GREETING.search(lines[0])) or any(line.startswith(">") for line in lines[1:2])


def _greets_in_letters(lines: list[str], letters: str) -> bool:
    heads = ["".join(_IDEOGRAPH.findall(_PIECE.split(line)[0])) for line in lines[:_HEADS]]
    return any(letters[:_STEM] in head for head in heads) or bool(set(letters) & set(heads[0][:_CALLED]))


def _calls(word: str, name: str) -> bool:
    """Whether a word is the name, or the form of it in which Polish calls people: "Joanno", "Marku", "Tomaszu"."""
    if word == name:
        return True
    return word[:_STEM] == name[:_STEM] and len(name) > _STEM and _bones(word) == _bones(name)


def _bones(word: str) -> str:
    return _VOWELS.sub("", word)
