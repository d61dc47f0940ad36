"""Every place of an event's texts where a person's name may stand, whatever stands around it.

Nothing is decided here. Capitalised words in a row, family names in characters, kana before さん: each is a sighting, and most
are companies, places and first words of sentences. Who of them is somebody that takes part is judged by all that is known of
them together (`attendance`), so that no shape of text has to be foreseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import IDEOGRAPH, Words, has_ideographs
from followbot.domain.records import record

_RUNS_MAX = 60
"""Rows of capitalised words that are looked at in a text."""
_CHARACTERS_MAX = 120
_ROW = 6
_NAME = 4
"""Words of the longest name."""
_ABBREVIATION = 4
"""Letters of a capitalised abbreviation: "RAL", "DAF"."""
_WITHIN = frozenset({" ", "-", "'", "’", "\u00a0"})
_ABBREVIATED = frozenset({". ", "."})
_HALVES_OF_DAY = ("AM", "PM")
_PAIR = 2
_NO_START = frozenset("@/_#")
_KANJI = re.compile("[\u3400-\u9fff々]")
_KATAKANA = re.compile("[\u30a1-\u30ff]")
_DOT = "・"
_HIRAGANA = re.compile("[\u3041-\u3096]")
_GIVEN = re.compile("[ \u3000]([\u3400-\u9fff々]{1,4}|[\u3041-\u3096]{2,4}[\u3400-\u9fff]?|[\u30a1-\u30ff]{1,6})")
_GENTLE = re.compile("([\u3041-\u3096]{2,5}?)(?:さん|さま|様|氏|ちゃん|くん)")
_HIRAGANA_ALONE = re.compile("([\u3041-\u3096]{2,4})(?=$|[\\s、。・(（/])")
_KANJI_BEHIND = re.compile("[ \u3000・]([\u3400-\u9fff]{1,3})(?![\u3400-\u9fff])")
_FAMILY = 4
"""Characters of the longest family name."""
_SHORTEST_KANA = 2
_WORD = re.compile(r"[^\W_]+")
_HEAD, _TAIL = 40, 2
"""Characters before and behind a name that make its line's shape."""
RANKED = "ranked"
"""The courtesy of a Chinese family name that a rank follows."""


@record
class Sighting:
    """A place where a name may stand: the words from `first` up to `last` of a text, its characters `start` to `end`."""

    words: Words
    first: int
    last: int
    in_title: bool
    ideographic: bool = False
    courtesy: str = ""
    """The form of address before the name, folded; `RANKED` for one behind it."""
    end: int = 0
    start: int = 0

    @property
    def name(self) -> str:
        return self.words.text[self.start : self.end]

    @property
    def shape(self) -> str:
        """How its line is made before the name and right behind it, whatever the words and numbers: "0:0 – @," in a list."""
        text = self.words.text
        begin = text.rfind("\n", 0, self.start) + 1
        head = _WORD.sub(lambda m: "0" if m[0][0].isdigit() else "a", text[max(begin, self.start - _HEAD) : self.start])
        return f"{head}@{text[self.end : self.end + _TAIL].strip()[:1]}"

    def overlaps(self, other: Sighting) -> bool:
        return self.in_title == other.in_title and self.start < other.end and other.start < self.end

    def beside(self, other: Sighting) -> bool:
        """Whether both stand in one line."""
        begin, end = sorted(((self.start, self.end), (other.start, other.end)))
        return self.in_title == other.in_title and "\n" not in self.words.text[begin[1] : end[0]]


def sightings(scene: Scene) -> list[Sighting]:
    """All sightings of an event but the user's own name, in order of title and description."""
    kana = "zh" not in scene.languages or any(_HIRAGANA.search(text) for text in (scene.title, scene.body))
    found: list[Sighting] = []
    for words, in_title in ((scene.title_words, True), (scene.body_words, False)):
        found += _latin(words, scene, in_title)
        if scene.languages & {"ja", "zh"} and has_ideographs(words.text):
            found += _ideographic(words, scene.rules, in_title, kana)
    street = scene.rules.reading.house_number
    phrases = [hit for hits in scene.title_hits.values() for hit in hits if hit.last - hit.first > 1]
    return [
        one
        for one in found
        if not (_is_mine(one, scene) or (one.last - one.first > 1 and street.match(one.words.text, one.end)))
        and not (one.in_title and any(hit.start <= one.start and one.end <= hit.end for hit in phrases))
    ]


def _is_mine(one: Sighting, scene: Scene) -> bool:
    name = one.name
    if one.ideographic and one.courtesy != RANKED:
        name = next((name[: -len(f)] for f in scene.rules.naming.forms if name.endswith(f)), name) or name
    if scene.me.is_named(name):
        return True
    ranked = one.courtesy == RANKED and scene.organizer is not None
    return ranked and any(known.startswith(name[0]) for known in scene.me.ordered)


# --- Latin letters ----------------------------------------------------------------------------------------------------


def _latin(words: Words, scene: Scene, in_title: bool) -> Iterator[Sighting]:
    text, spans, rules = words.text, words.spans, scene.rules
    index = runs = 0
    while index < len(spans) and runs < _RUNS_MAX:
        if _is_small_name(words, index, rules):
            start, end = spans[index]
            yield Sighting(words, index, index + 1, in_title, courtesy=words.tokens[index + 1], end=end, start=start)
        if not text[spans[index][0]].isupper() or not _stands_free(words, index, rules):
            index += 1
            continue
        row = _row(words, index, rules)
        index = row[-1] + 1
        runs += 1
        for first, last, courtesy in _parts(words, row[0], row[-1] + 1, scene):
            for one, other in _variants(words, first, last, rules):
                end = spans[other - 1][1]
                yield Sighting(words, one, other, in_title, courtesy=courtesy, end=end, start=spans[one][0])
        family = _family_behind(words, index, rules)
        if family:
            yield Sighting(words, row[0], index + 1, in_title, end=family, start=spans[row[0]][0])


def _is_small_name(words: Words, index: int, rules: DetectionRules) -> bool:
    """Whether a given name in small letters stands before a form of address: "mehmet usta"."""
    if words.text[words.spans[index][0]].isupper() or words.tokens[index] not in rules.given_names:
        return False
    return index + 1 < len(words.tokens) and words.tokens[index + 1] in rules.reading.after_names


def _parts(words: Words, first: int, last: int, scene: Scene) -> Iterator[tuple[int, int, str]]:
    """A row without forms of address and the user's own name before it, and what stands behind such inside it."""
    tokens, rules, courtesy = words.tokens, scene.rules, ""
    while first < last - 1 and tokens[first] in rules.courtesy:
        first, courtesy = first + 1, tokens[first]
    mine = last - first > 1 and tokens[first] in scene.me.words and tokens[first + 1] not in scene.me.words
    if not (mine and rules.is_given(tokens[first + 1])):
        yield first, last, courtesy
    for index in range(first, last - 1):
        if tokens[index] in rules.courtesy and (len(tokens[index]) > 1 or _is_form(tokens[index], scene)):
            yield index + 1, last, tokens[index]
        elif tokens[index] in scene.me.words and tokens[index + 1] not in scene.me.words:
            yield index + 1, last, ""


def _is_form(letter: str, scene: Scene) -> bool:
    """Whether a lone letter is a form of address in a language of the texts: "M. Traoré"."""
    return any(f"{code}:{letter}" in scene.rules.reading.family_initials for code in scene.languages)


def _family_behind(words: Words, index: int, rules: DetectionRules) -> int:
    """Where a Chinese family name ends that stands behind a given one in Latin letters, "Michael 邱"; 0 where none does."""
    if index >= len(words.spans) or words.tokens[index] not in rules.naming.chinese:
        return 0
    start, end = words.spans[index]
    apart = words.text[words.spans[index - 1][1] : start]
    return 0 if apart not in ("", " ") or IDEOGRAPH.match(words.text[end : end + 1]) else end


def _stands_free(words: Words, index: int, rules: DetectionRules) -> bool:
    """Whether a word is none of an address, a link or a number."""
    text, (start, end) = words.text, words.spans[index]
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:] in _NO_START and before:
        return False
    if before[-1:] == "." and before[:1].isalnum():
        return False
    if behind[:1] in ("@", "_"):
        return False
    return not (behind[:1] == "." and behind[1:].islower() and words.tokens[index] not in rules.courtesy)


def _row(words: Words, index: int, rules: DetectionRules) -> list[int]:
    """The words of a row of capitals that begins here, with particles inside: "Greet De Wael", "Vincent van Gogh"."""
    text, tokens, spans = words.text, words.tokens, words.spans
    row = [index]
    following = index + 1
    while following < len(spans) and len(row) < _ROW:
        gap = text[spans[following - 1][1] : spans[following][0]]
        shortened = len(tokens[following - 1]) == 1 or tokens[following - 1] in rules.courtesy
        if gap not in _WITHIN and not (gap in _ABBREVIATED and shortened):
            break
        capital = text[spans[following][0]].isupper()
        joined = gap == "-" and text[spans[following][0]].isalpha()
        if not capital and not joined and not (gap == " " and _is_particle(words, following, rules)):
            break
        row.append(following)
        following += 1
    while len(row) > 1 and text[spans[row[-1]][0]].islower() and text[spans[row[-1]][0] - 1] == " ":
        row.pop()
    return row


def _is_particle(words: Words, index: int, rules: DetectionRules) -> bool:
    """Whether a small word stands inside a name: a capital follows it, or one more of its kind and a capital."""
    text, tokens, spans = words.text, words.tokens, words.spans
    for place in (index, index + 1):
        if tokens[place] not in rules.reading.inside_names or place + 1 >= len(spans):
            return False
        if text[spans[place + 1][0]].isupper():
            return True
    return False


def _variants(words: Words, first: int, last: int, rules: DetectionRules) -> Iterator[tuple[int, int]]:
    """What of a row may be the name: all of it, it without positions and words of a language at its ends, and a given name
    with the word behind it where the row goes on, as with a company in notes: "Nils Alm Granvik Bygg".
    """
    tokens, spans = words.tokens, words.spans
    if last - first > 1 and tokens[last - 1] in rules.reading.after_names:
        last -= 1
    given = [i for i in range(first, last) if len(tokens[i]) > 1 and rules.is_given(tokens[i])]
    begin, end = first, last
    text = words.text
    while end - 1 > first and text[slice(*spans[end - 1])].isupper() and not text[slice(*spans[first])].isupper():
        end -= 1
    if last - first > _PAIR and text[slice(*spans[first])] in _HALVES_OF_DAY:
        first = begin = first + 1
    while begin < last - 1 and begin not in given[:1] and _is_word(tokens[begin], rules):
        begin += 1
    while end - 1 > first and _is_word(tokens[end - 1], rules):
        end -= 1
    called = (
        (i, i + 1)
        for i in given[:1]
        if i + _PAIR < last or (i + 1 < last and tokens[i + 1] not in rules.naming.families)
    )
    pairs = ((i, i + _PAIR) for i in given[:1] if i + _PAIR < last)
    if end == last - 1 and len(tokens[end]) > 1 and _is_no_name(text[slice(*spans[end])], tokens[end], rules):
        last = end  # "Roussel DG"
    options = ((first, last), *((i, last) for i in given[:2]), (begin, last), (first, end), *called, *pairs)
    for one, other in dict.fromkeys(options):
        alone = other - one == 1 and _is_no_name(text[spans[one][0] : spans[one][1]], tokens[one], rules)
        small = text[spans[other - 1][0]].islower() and text[spans[other - 1][0] - 1] == " "  # "Gonzalo de"
        if 0 < other - one <= _NAME and not alone and not small and text[spans[one][0]].isupper():
            yield one, other


def _is_no_name(word: str, token: str, rules: DetectionRules) -> bool:
    """Whether a word that stands alone is a letter, a small word of a language, or an abbreviation."""
    if len(token) == 1 or token in rules.filler:
        return True
    return word.isupper() and len(word) <= _ABBREVIATION and not rules.is_given(token)


def _is_word(token: str, rules: DetectionRules) -> bool:
    """Whether a word is one of a language rather than a name."""
    return (
        token in rules.not_names or token in rules.role_words or token in rules.filler or token.startswith(rules.ranks)
    )


# --- characters -------------------------------------------------------------------------------------------------------


def _ideographic(words: Words, rules: DetectionRules, in_title: bool, kana: bool) -> Iterator[Sighting]:
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
            yield Sighting(words, index, last, in_title, True, courtesy, end, words.spans[index][0])
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
        if not _KANJI.match(text[end : end + 1]) or text.startswith(rules.naming.forms, end):
            yield index + count, end, ""
            given = _GIVEN.match(text, end)
            if given is not None:
                yield from _whole(words, index + count, end + 1, given[1], rules)


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
