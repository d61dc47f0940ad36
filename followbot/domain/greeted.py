"""Whom a mail of the user's own greets: what stands in its first line, in whatever language that is.

A greeting needs no list of "Dear": its line is short up to the first mark, and the name stands last in it or just before a
title ("Jane Hanım"). Quoted lines and what introduces them are passed over. What introduces a quotation that nothing marks has
names in it too, but a time or an address before them, or one somewhere and a colon at its end. Chinese and Japanese name
somebody within a few letters, Japanese perhaps below the house and the department. Where thanks stand beside the name without
any mark, and what telephones write above a mail, is told by `rules/mailbox/openings.toml`: constants, as in `suffixes`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import dropwhile, takewhile

from followbot.domain.answers.relations import given_names
from followbot.domain.lexicon import PhraseSet
from followbot.domain.model import Address
from followbot.domain.phrases import Words, tokens

_LOOKED_AT = 24_000
_PIECE = re.compile(r"[,;:!?…，、：；！。]|\.\s|\s[-–—]\s")
_IDEOGRAPH = re.compile("[\u3400-\u9fff々]")
_QUOTED = re.compile(r"[>|]")
_RULE = re.compile(r"[-_]{2,}")
_TIME_OR_ADDRESS = re.compile(r"@|\d")
_COLONS = (":", "：")
_ENDS = (*_COLONS, *",;.!?…，、；！。")
_HEAD, _NAME = 5, 2
"""Words of a greeting, and of a name that stands apart behind it ("Thank you, Jane!")."""
_HEADS = 3
"""Lines among which a Japanese greeting stands: house, department, person."""
_THANKING = 2
"""Lines of which one may begin with thanks beside the name: "Hi!", and below it "thank you Jane for ..."."""
_DEVICE = 60
_CALLED = 3
"""Letters within which a Chinese or Japanese mail has named whom it greets."""
_VOWELS = re.compile("[aeiouy]+")
_STEM = 2


def greets(text: str, contact: Address) -> bool:
    """Whether the text of a mail begins with the contact's name."""
    written = (line for line in _unquoted(text[:_LOOKED_AT].splitlines()) if line)
    lines = list(dropwhile(_is_of_a_device, written))[:_HEADS]
    if not lines or _introduces_quotation(lines[0]):
        return False
    letters = "".join(_IDEOGRAPH.findall(contact.name))
    if letters and _greets_in_letters(lines, letters):
        return True
    names = given_names(contact)
    return _names_last(_pieces(lines[0]), names) or any(
        _thanks(piece, names) for line in lines[:_THANKING] for piece in _pieces(line)[:1]
    )


def _pieces(line: str) -> list[Words]:
    return [tokens(piece) for piece in takewhile(_names_no_time, _PIECE.split(line)[:_HEADS])]


def _names_last(pieces: list[Words], names: frozenset[str]) -> bool:
    short = [piece for number, piece in enumerate(pieces) if len(piece) <= (_NAME if number else _HEAD)]
    return any(_calls(word, name) for piece in short for word in piece[-_NAME:] for name in names)


def _thanks(piece: Words, names: frozenset[str]) -> bool:
    """Whether thanks stand right before or behind a name with which a piece of a line begins, however long it is."""
    thanks = _openings("thanks")
    behind = thanks.begins(piece)
    before = [number for number in range(_NAME) if thanks.begins(piece[number + 1 :])]
    called = piece[behind : behind + 1] if behind else [piece[number] for number in before]
    return any(_calls(word, name) for word in called for name in names)


def _is_of_a_device(line: str) -> bool:
    """Whether a line is what a telephone adds ("Sent from my phone")."""
    return len(line) < _DEVICE and bool(_openings("devices").begins(tokens(line)))


@cache
def _openings(kind: str) -> PhraseSet:
    import tomllib
    from importlib import resources

    file = resources.files("followbot.domain").joinpath("rules/mailbox/openings.toml")
    return PhraseSet.of(tomllib.loads(file.read_text("utf-8"))[kind])


def _unquoted(lines: list[str]) -> list[str]:
    """The lines, stripped, up to a rule that announces another mail: without what is quoted and what introduces it."""
    kept: list[str] = []
    quoting = False
    for line in takewhile(_goes_on, map(str.strip, lines)):
        if not _QUOTED.match(line):
            kept.append(line)
            quoting = quoting and not line
        elif not quoting:
            kept, quoting = _without_introduction(kept), True
    return kept


def _goes_on(line: str) -> bool:
    return not _RULE.match(line)


def _without_introduction(lines: list[str]) -> list[str]:
    """Without the line or lines that introduce the quotation below; the last has a colon at its end, or an address."""
    end = next((number for number in range(len(lines), 0, -1) if lines[number - 1]), 0)
    if not end or not (lines[end - 1].endswith(_COLONS) or "@" in lines[end - 1]):
        return lines
    start = end - 1
    while start and lines[start - 1] and not lines[start - 1].endswith(_ENDS):
        start -= 1
    return lines[:start]


def _introduces_quotation(line: str) -> bool:
    """Whether a line introduces a quotation that nothing marks."""
    return line.endswith(_COLONS) and not _names_no_time(line)


def _names_no_time(piece: str) -> bool:
    return not _TIME_OR_ADDRESS.search(piece)


def _greets_in_letters(lines: list[str], letters: str) -> bool:
    pieces = [_PIECE.split(line)[0] for line in lines]
    heads = ["".join(_IDEOGRAPH.findall(piece)) if _names_no_time(piece) else "" for piece in pieces]
    return any(letters[:_STEM] in head for head in heads) or bool(set(letters) & set(heads[0][:_CALLED]))


def _calls(word: str, name: str) -> bool:
    """Whether a word is the name, or the form of it in which Polish calls people: "Joanno", "Marku", "Tomaszu"."""
    if word == name:
        return True
    return word[:_STEM] == name[:_STEM] and len(name) > _STEM and _bones(word) == _bones(name)


def _bones(word: str) -> str:
    return _VOWELS.sub("", word)
