"""What can be the position that an interview is about, and all that is seen of each such stretch: see `position`.

In a description a position is where a word for one stands, or behind a field or a word that leads to one; in a title any
stretch that begins or ends a part can be one, because trades have more words than any list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene
from followbot.domain.events.stretches import BODY, GENDER, TITLE, Row, rows
from followbot.domain.events.text import has_ideographs
from followbot.domain.phrases import fold

_WORDS, _CHARACTERS = 8, 14
"""Words, or Japanese and Chinese characters, that a position has at most."""
_MOST = 160
"""Stretches of one text."""
_LONGEST = 80
_GAP_MAX = 3
_HEADS = frozenset({"role", "position"})
_LEADS = frozenset({"role_field", "for"})
_SIGNS = frozenset({"role", "role_field"})
_GAP = re.compile(r" ?[-–/&+,('’.:)|+#]{0,2} ?")
_FULL = frozenset({".", "|", ":", ";"})
_APART = re.compile(r"[^\w]+")


def position_key(name: str) -> str:
    """A position without case and punctuation."""
    return _APART.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


def positions(scene: Scene, sides: Sides, company: str | None) -> dict[str, tuple[str, set[str]]]:
    """Every stretch that can be the position, by its key, as it is written and with what is seen of it; under "" that none is
    named. Bounded; pure.
    """
    found: dict[str, tuple[str, set[str]]] = {}
    owned = frozenset(re.findall(r"\w+", fold(company or "")))
    titles = [key for mention in sides.mentions if (key := position_key(mention.title))]
    for row in rows(scene, sides):
        if row.where not in (TITLE, BODY):
            continue
        for number, (first, end) in enumerate(_stretches(row)):
            if number >= _MOST:
                break
            name = _written(row, first, end)
            if len(name) <= _LONGEST and (key := position_key(name)):
                found.setdefault(key, (name, set()))[1].update(_seen(scene, row, first, end, name, owned))
                if any(key in title for title in titles):
                    found[key][1].add("somebody's")
    told = {h.sign for h in (*scene.body_vocabulary, *scene.title_vocabulary)} & _SIGNS
    found[""] = ("", {"none", *(f"none/{sign}" for sign in told), *(f"none/no {sign}" for sign in _SIGNS - told)})
    return found


def _written(row: Row, first: int, end: int) -> str:
    begin, stop = row.words.spans[first][0], row.words.spans[end - 1][1]
    text = row.words.text
    open_ = text.count("(", begin, stop) > text.count(")", begin, stop) and text[stop : stop + 1] == ")"
    return " ".join(GENDER.sub("", text[begin : stop + open_]).split())


def _stretches(row: Row) -> Iterator[tuple[int, int]]:
    heads = [sort in _HEADS for sort in row.sorts]
    for first in range(len(row)):
        if row.sorts[first] == "address" or not _may_part(row, first):
            continue
        led = first > 0 and row.sorts[first - 1] in _LEADS
        begins, headed = first in row.starts, False
        limit = _CHARACTERS if row.asian[first] else _WORDS
        for last in range(first, min(len(row), first + limit)):
            if last > first and not _goes_on(row, last):
                break
            headed = headed or heads[last]
            if (row.asian[first] and last == first) or not _may_part(row, last + 1):
                continue
            ends = last + 1 >= len(row) or last + 1 in row.starts
            if headed or led or (row.where == TITLE and (begins or ends)):
                yield first, last + 1


def _goes_on(row: Row, index: int) -> bool:
    """Whether a stretch can go on with a word: on the same line, behind no more than a mark within a name."""
    gap = row.gaps[index]
    if "\n" in gap or len(gap) > _GAP_MAX or _GAP.fullmatch(gap) is None or row.sorts[index] == "address":
        return False
    return index not in row.starts or gap.strip() not in _FULL


def _may_part(row: Row, index: int) -> bool:
    """Whether a stretch may begin, or the one before end, at a word: not within a run of kana."""
    if not 0 < index < len(row) or index in row.starts or row.gaps[index] != "" or not row.asian[index]:
        return True
    return row.sorts[index] != row.sorts[index - 1] or row.sorts[index] == "han"


def _seen(scene: Scene, row: Row, first: int, end: int, name: str, owned: frozenset[str]) -> Iterator[str]:
    words, sorts = row.words.tokens[first:end], row.sorts[first:end]
    yield from _around(scene, row, first, end)
    yield from _heads(row.where, sorts, first in row.starts, end >= len(row) or end in row.starts)
    yield from (f"n{min(len(words), 9)}", f"first {sorts[0]}", f"last {sorts[-1]}", f"fl {sorts[0]} {sorts[-1]}")
    yield from (f"has {sort}" for sort in set(sorts))
    level = scene.rules.choices.level
    if has_ideographs(name):
        run = "".join(words)
        yield from (f"E={run[-2:]}", f"e={run[-1:]}", f"F={run[:1]}", f"F2={run[:2]}")
        yield f"zn {min([level(a + b) for a, b in pairwise(run)].count('c0'), 4)}"
    else:
        yield from (f"F={words[0]}", f"E={words[-1]}", f"e={words[-1][-4:]}", f"f={words[0][:5]}")
        yield from (f"lf {level(words[0])}", f"ll {level(words[-1])}")
        yield from (f"W={word}" for word in words[1:-1])
    for index in range(first + 1, end):
        if gap := row.gaps[index].strip():
            yield from (f"in{gap[:1]} {row.sorts[index]}", f"in{gap[:1]}")
    if not owned.isdisjoint(words):
        yield "company"
    if name[:1].isupper():
        yield "A"


def _around(scene: Scene, row: Row, first: int, end: int) -> Iterator[str]:
    """Where it stands, and what stands beside it."""
    where, tokens, level = row.where, row.words.tokens, scene.rules.choices.level
    begins, ends = first in row.starts, end >= len(row) or end in row.starts
    yield from (where, f"{where} {int(begins)}{int(ends)}")
    if row.is_gendered(end):
        yield "gendered"
    yield f"{where}<{'|' if begins else row.gaps[first].strip() + row.sorts[first - 1]}"
    yield f"{where}>{'|' if ends else row.gaps[end].strip() + row.sorts[end]}"
    if first:
        yield from (f"{where}<={tokens[first - 1]}", f"{where}<s {row.sorts[first - 1]}/{int(begins)}")
        yield f"{where}<g {row.gaps[first].strip()[:1]}"
        if not begins:
            yield f"<{level(tokens[first - 1])}{'A' if row.big[first - 1] else 'a'}"
        if row.asian[first] and row.gaps[first] == "":
            yield f"z< {level(tokens[first - 1] + tokens[first])}"
    if end < len(row):
        yield from (f"{where}>={tokens[end]}", f"{where}>g {row.gaps[end].strip()[:1]} {row.sorts[end]}")
        if not ends:
            yield f">{level(tokens[end])}{'A' if row.big[end] else 'a'}"
            if row.gaps[end] == " ":
                yield f"cont {row.sorts[end]}"
        if row.asian[end] and row.gaps[end] == "":
            yield f"z> {level(tokens[end - 1] + tokens[end])}"


def _heads(where: str, sorts: tuple[str, ...], begins: bool, ends: bool) -> Iterator[str]:
    """The words for a position in it, and what it has before the first and behind the last of them."""
    heads = [index for index, sort in enumerate(sorts) if sort in _HEADS]
    yield f"h {min(len(heads), 3)}"
    if not heads:
        yield f"nohead/{where}/{int(begins)}{int(ends)}"
        return
    behind = sorts[heads[-1] + 1 :]
    yield from (f"h< {min(heads[0], 3)}", f"h> {min(len(behind), 4)}")
    yield from (f"hx> {sort}" for sort in behind)
    yield from (f"hx< {sort}" for sort in sorts[: heads[0]])
