"""Where names may stand in Japanese and Chinese texts, which no space and no capital parts from the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.text import IDEOGRAPH, Words

_DOT, _DOTS = "・", "·‧•・"
_CHARACTERS_MAX = 120
_KANJI = re.compile("[\u3400-\u9fff々]")
_KATAKANA = re.compile("[\u30a1-\u30ff]")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_GIVEN = re.compile("[ \u3000]([\u3400-\u9fff々]{1,4}|[\u3041-\u3096]{2,4}[\u3400-\u9fff]?|[\u30a1-\u30ff]{1,6})")
_GENTLE = re.compile("([\u3041-\u3096]{2,5}?)(?:さん|さま|様|氏|ちゃん|くん)")
_HIRAGANA_ALONE = re.compile("([\u3041-\u3096]{2,4})(?=$|[\\s、。・(（/])")
_KANJI_BEHIND = re.compile("[ \u3000・]([\u3400-\u9fff]{1,3})(?![\u3400-\u9fff])")
_DEPARTMENT = 7
"""Characters of a department and a position."""
_FAMILY = 4
"""Characters of the longest family name."""
_SHORTEST_KANA = 2
_DOTTED = re.compile(f"[\u3400-\u9fff]{{2,4}}(?:[{_DOTS}][\u3400-\u9fff]{{2,5}}){{1,2}}")
"""A name that is written with dots between its parts: 馬耀·比吼."""
RANKED = "ranked"
"""The courtesy of a Chinese family name that a rank follows."""


def ideographic(words: Words, rules: DetectionRules, kana: bool) -> Iterator[tuple[int, int, int, str]]:
    """Where a name may stand in characters: its first word and the one behind its last, where it ends, and its courtesy."""
    count = 0
    ranked = rules.naming.ranked(words.text)
    for index, token in enumerate(words.tokens):
        if len(token) != 1 or not IDEOGRAPH.match(token) or words.spans[index][0] in ranked:
            continue
        if _HIRAGANA.match(token):
            found = _in_hiragana(words, index, rules) if kana else iter(())
        elif _KANJI.match(token):
            found = _japanese(words, index, rules) if kana else _chinese(words, index, rules)
        else:
            found = _in_katakana(words, index) if kana else iter(())
        for last, end, courtesy in found:
            yield index, last, end, courtesy
            count += 1
        if count >= _CHARACTERS_MAX:
            return


_Place = tuple[int, int, str]
"""The index behind the last word of a name, where the name ends in the text, and its courtesy."""


def _solid(words: Words, index: int, count: int) -> bool:
    """Whether so many characters stand here without a space."""
    spans = words.spans
    if index + count > len(spans):
        return False
    inside = range(index, index + count)
    return spans[index + count - 1][1] - spans[index][0] == count and all(_KANJI.match(words.tokens[i]) for i in inside)


def _chinese(words: Words, index: int, rules: DetectionRules) -> Iterator[_Place]:
    naming, tokens = rules.naming, words.tokens
    pair = "".join(tokens[index : index + 2])
    if dotted := _DOTTED.match(words.text, words.spans[index][0]):
        last = index + sum(character not in _DOTS for character in dotted[0])
        yield min(last, len(tokens)), dotted.end(), ""
    if tokens[index] in naming.chinese:
        yield from _behind_family(words, index, rules)
    if pair in naming.chinese:
        yield from _solid_names(words, index, (3, _FAMILY))
    if pair not in naming.ranks and _solid(words, index, 2):
        if tokens[index] in naming.small or tokens[index + 1] in naming.kin:
            yield index + 2, words.spans[index][0] + 2, RANKED if tokens[index + 1] in naming.kin else ""
    elif tokens[index] in naming.small and "A" <= words.text[words.spans[index][1] : words.spans[index][1] + 1] <= "Z":
        yield index + 2, words.spans[index + 1][1], ""


def _behind_family(words: Words, index: int, rules: DetectionRules) -> Iterator[_Place]:
    """A family name of one character alone, where a rank follows or it is told as such, and with a given name."""
    start, behind = words.spans[index]
    before = words.text[start - 1 : start]
    rank = next((r for r in rules.naming.ranks if words.text.startswith(r, behind)), "")
    if rank:
        yield index + 1 + len(rank), behind + len(rank), RANKED
    if before and before in rules.naming.called:
        yield index + 1, behind, ""
    yield from _solid_names(words, index, (count for count in (2, 3) if not rank or count > len(rank) + 1))


def _solid_names(words: Words, index: int, counts: Iterable[int]) -> Iterator[_Place]:
    for count in counts:
        if _solid(words, index, count):
            yield index + count, words.spans[index][0] + count, ""


def _japanese(words: Words, index: int, rules: DetectionRules) -> Iterator[_Place]:
    """Characters between others that are none of a name, and with a space a family and a given name."""
    text, start = words.text, words.spans[index][0]
    before = text[start - 1 : start]
    if before and _KANJI.match(before) and before not in rules.naming.before:
        return
    for count in range(1, _FAMILY + 1):
        if not _solid(words, index, count):
            return
        end = start + count
        if text[start:end] in rules.naming.forms:
            continue
        headed = text[start:end] in rules.naming.japanese and _heads(text, end, rules)
        if headed or not _KANJI.match(text[end : end + 1]) or text.startswith(rules.naming.forms, end):
            yield index + count, end, ""
            given = _GIVEN.match(text, end)
            if given is not None:
                yield from _whole(words, index + count, end + 1, given[1], rules)


def _heads(text: str, end: int, rules: DetectionRules) -> bool:
    """Whether a department and who leads it follow a family name: 安西看護部長."""
    found = rules.naming.positions.search(text, end, end + _DEPARTMENT)
    return found is not None and all(_KANJI.match(character) for character in text[end : found.start()])


def _whole(words: Words, index: int, start: int, given: str, rules: DetectionRules) -> Iterator[_Place]:
    """A family name with the given one behind a space, up to a form of address."""
    places = [place for form in rules.naming.forms if (place := given.find(form)) > 0]
    end = start + min(places, default=len(given))
    if not places and _KANJI.match(words.text[end : end + 1]):
        return
    last = index
    while last < len(words.spans) and words.spans[last][0] < end:
        last += 1
    if last > index:
        yield last, end, ""


def _in_hiragana(words: Words, index: int, rules: DetectionRules) -> Iterator[_Place]:
    """A name that is written in hiragana: before さん, or behind a position and a space."""
    text, start = words.text, words.spans[index][0]
    if _HIRAGANA.match(text[start - 1 : start] or " "):
        return
    named = _GENTLE.match(text, start)
    ranked = named is None and text[start - 1 : start] == " " and text[: start - 1].endswith(rules.naming.before)
    named = named or (_HIRAGANA_ALONE.match(text, start) if ranked else None)
    if named is not None and named[1] not in rules.naming.relations:
        yield index + len(named[1]), start + len(named[1]), ""


def _is_bullet(text: str, place: int) -> bool:
    """Whether a dot between characters leads an item of a list instead: "・マリア・サントス"."""
    return text[place] == _DOT and not _KATAKANA.match(text[place - 1 : place] or " ")


def _in_katakana(words: Words, index: int) -> Iterator[_Place]:
    text, spans = words.text, words.spans
    start = spans[index][0]
    if words.tokens[index] == _DOT or not _KATAKANA.match(words.tokens[index]):
        return
    if _KATAKANA.match(text[start - 1 : start] or " ") and not _is_bullet(text, start - 1):
        return
    last = index + 1
    while last < len(spans) and _KATAKANA.match(words.tokens[last]):
        if text[spans[last - 1][1] : spans[last][0]] not in ("", _DOT):
            break
        last += 1
    if last - index >= _SHORTEST_KANA:
        yield last, spans[last - 1][1], ""
        given = _KANJI_BEHIND.match(text, spans[last - 1][1])
        if given is not None:
            yield last + len(given[1]), given.end(), ""
