"""Every place of an event's texts where a person's name may stand, whatever stands around it.

Nothing is decided here. Capitalised words in a row, family names in characters, kana before さん: each is a sighting, and most
are companies, places and first words of sentences. Who of them is somebody that takes part is judged by all that is known of
them together (`attendance`), so that no shape of text has to be foreseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.events.asiannames import RANKED, ideographic
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Scene
from followbot.domain.events.smallnames import small_names
from followbot.domain.events.text import IDEOGRAPH, Words, has_ideographs
from followbot.domain.records import record

_RUNS_MAX = 60
"""Rows of capitalised words that are looked at in a text."""
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
_HIRAGANA = re.compile("[\u3041-\u3096]")
_WORD = re.compile(r"[^\W_]+")
_HEAD, _TAIL = 40, 2
"""Characters before and behind a name that make its line's shape."""


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
        if not scene.people and not scene.is_letter:
            found += _small(words, scene, in_title)
        if scene.languages & {"ja", "zh"} and has_ideographs(words.text):
            found += [
                Sighting(words, first, last, in_title, True, courtesy, end, words.spans[first][0])
                for first, last, end, courtesy in ideographic(words, scene.rules, kana)
            ]
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


def _small(words: Words, scene: Scene, in_title: bool) -> Iterator[Sighting]:
    """Names in small letters in a note of the user's own."""
    for first, last, courtesy in small_names(words, scene.rules):
        end = words.spans[last - 1][1]
        yield Sighting(words, first, last, in_title, courtesy=courtesy, end=end, start=words.spans[first][0])


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
    while last - first > 1 and tokens[last - 1] in rules.reading.degrees:
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
    behind = ((first + 1, last),) if last - first > _PAIR and not given else ()
    if end == last - 1 and len(tokens[end]) > 1 and _is_no_name(text[slice(*spans[end])], tokens[end], rules):
        last = end  # "Roussel DG"
    options = ((first, last), *((i, last) for i in given[:2]), (begin, last), (first, end), *called, *pairs, *behind)
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
