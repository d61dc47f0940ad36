"""What is weighed of somebody who may take part: the words around each place that names them, their name, their address.

Each trait is a short text; what it weighs is learned (`attendance`). "<" and ">" are what stands before and behind a name, "S"
the signs of the vocabulary near it, "K" the kind of name together with its surroundings, "G" and "O" what a guest or an
organiser is. None of them knows who is meant: no whole name and no address is a trait.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from followbot.domain.events.asiannames import RANKED
from followbot.domain.events.lexicon import Hit
from followbot.domain.events.nametraits import letter_of
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Scene
from followbot.domain.events.sightings import Sighting
from followbot.domain.records import record

_STEM = 5
_NEIGHBOURS = 8
"""Words before and behind a name that are looked at, in its line."""
_BAG = 6
_REACH = 60
"""Characters between a name and a sign that still bears on it."""
_NEAR_BEFORE, _NEAR_BEHIND = 3, 4
_LABEL = 2
"""Words of a field's name before its colon."""
_HEADING = 3
_LIST, _HEADING_MAX = 12, 40
"""Lines of the longest list below a heading, and characters of a heading without a colon."""
_KATAKANA = re.compile("[\u30a1-\u30ff]")
_BULLETS = " -•*–·"
_SHORTEST_NAME = 3
_SENTENCE = 160
"""Characters before and behind a name in which its sentence is read."""
_SENTENCE_END = re.compile(r"[^\W\d_]{4}[.!;](?=\s)|[。！；\n]")
"""Behind a word of some letters: the full stop of "Dr." ends no sentence, nor does a question whose answer follows."""
_WITHIN = (" ", "-", ". ", "\u00a0")
_POSITION = 4
"""Characters before a name in which a position ends."""


@record
class Surroundings:
    """What is the same for every sighting of a text."""

    scene: Scene
    hits: Sequence[Hit]
    third: Sequence[Hit]
    signature: int
    invited: bool
    company: str
    """What identifies the company, "" for none."""


def surroundings(scene: Scene, in_title: bool, signature: int, company: str) -> Surroundings:
    """The surroundings of the title or of the description."""
    invited = scene.is_letter
    hits = scene.title_vocabulary if in_title else scene.body_vocabulary
    third = scene.third_in_title if in_title else scene.third_parties
    return Surroundings(scene, hits, third, signature, invited, company)


def of_place(one: Sighting, around: Surroundings) -> list[str]:
    """The traits of one place that names somebody."""
    rules = around.scene.rules
    line = _Line.of(one, rules)
    kind = _kind(one, rules)
    zone = "T" if one.in_title else "B"
    whose = "i" if around.invited else "o"
    found = [
        *line.traits(zone),
        f"K{kind}",
        f"K{kind}{whose}{zone}",
        f"K{kind}{whose}{min(len(around.scene.people), 2)}",
        f"K{kind}<{line.left[0][:_STEM]}",
        f"K{kind}>{line.right[0][:_STEM]}",
        f"K{kind}{line.edges}",
        f"K{kind}{whose}{zone}{line.edges}",
    ]
    if one.ideographic:
        found += _of_characters(one, line, rules)
    else:
        found += (*_of_extent(one, kind, rules), *_of_neighbours(line, kind, rules))
    if one.courtesy:
        found.append("courtesy")
    if one.name.islower():
        found += ("small", f"small {kind}", f"small {zone}")
    if not one.in_title:
        found += _of_position(one, line, around.signature)
        found += _of_heading(one, line, kind, around.hits)
    found += _of_signs(one, line, kind, around.hits)
    found += _of_third_parties(one, line, around.third)
    return found


@record
class _Line:
    """The line that a name stands in: words before it (the nearest first) and behind it, and what stands right beside it."""

    begin: int
    end: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    before: str
    behind: str
    edges: str
    """Both marks."""
    label: tuple[str, ...]

    @classmethod
    def of(cls, one: Sighting, rules: DetectionRules) -> _Line:
        text, tokens, spans = one.words.text, one.words.tokens, one.words.spans
        begin = text.rfind("\n", 0, one.start) + 1
        end = text.find("\n", one.end)
        end = len(text) if end < 0 else end
        first, last = one.first, one.last
        low = first
        while low > 0 and first - low < _NEIGHBOURS and spans[low - 1][0] >= begin:
            low -= 1
        high = last
        while high < len(tokens) and high - last < _NEIGHBOURS and spans[high][1] <= end:
            high += 1
        left, right = _normed(tokens[low:first][::-1], rules), _normed(tokens[last:high], rules)
        before = _edge(text[spans[first - 1][1] : one.start], -1) if left else "^"
        behind = _edge(text[one.end : spans[last][0]], 1) if right else f"${text[one.end : one.end + 1].strip()}"
        return cls(
            begin,
            end,
            left or ("^",),
            right or ("$",),
            before,
            behind,
            f"{before}_{behind}",
            _label(one, begin),
        )

    def traits(self, zone: str) -> tuple[str, ...]:
        """Words and marks beside the name, the words of its line, and the field that it is in."""
        before, two_before = self.left[0], self.left[1] if len(self.left) > 1 else "^"
        behind, two_behind = self.right[0], self.right[1] if len(self.right) > 1 else "$"
        return (
            f"<{before}",
            f"<{before[:_STEM]}~",
            f"<{self.before}|",
            f"<{two_before} {before}",
            f"{zone}<{self.before}{before[:_STEM]}",
            f">{behind}",
            f">{behind[:_STEM]}~",
            f">{self.behind}|",
            f">{behind} {two_behind}",
            f"{zone}>{self.behind}{behind[:_STEM]}",
            f"{zone}{self.edges}",
            *[f"l{word[:_STEM]}" for word in self.left[:_BAG] if word != "^"],
            *[f"r{word[:_STEM]}" for word in self.right[:_BAG] if word != "$"],
            *[f"H{word[:_STEM]}" for word in self.label],
        )


def _of_extent(one: Sighting, kind: str, rules: DetectionRules) -> tuple[str, ...]:
    """What else a name could have taken in: the capitalised words right before and behind it, by what they are to names."""
    text, tokens, spans = one.words.text, one.words.tokens, one.words.spans
    before = behind = "."
    if one.first and text[spans[one.first - 1][1] : one.start] in _WITHIN and text[spans[one.first - 1][0]].isupper():
        before = letter_of(tokens[one.first - 1], rules)
    if one.last < len(spans) and text[one.end : spans[one.last][0]] in _WITHIN and text[spans[one.last][0]].isupper():
        behind = letter_of(tokens[one.last], rules)
    first, last = letter_of(tokens[one.first], rules), letter_of(tokens[one.last - 1], rules)
    return (f"V{before}{kind}{behind}", f"V{before}{first}", f"V{last}>{behind}")


def _of_neighbours(line: _Line, kind: str, rules: DetectionRules) -> tuple[str, ...]:
    """What the words before and behind a name are: forms of address, positions, small words, other names."""
    before, behind = _class_of(line.left[0], rules), _class_of(line.right[0], rules)
    return (
        f"C{before}<{line.before}",
        f"C>{line.behind}{behind}",
        f"C{before}{kind}",
        f"C{kind}{behind}",
        f"C{before}{line.before}{kind}{line.behind}{behind}",
    )


def _class_of(token: str, rules: DetectionRules) -> str:
    if token in ("^", "$", "@", "0"):
        return token
    if token in rules.courtesy and len(token) > 1:
        return "c"
    return "p" if token in rules.reading.after_names else letter_of(token, rules)


def _normed(tokens: tuple[str, ...], rules: DetectionRules) -> tuple[str, ...]:
    """Words as neighbours: numbers are all one, and so are other people."""
    given = rules.given_names
    return tuple(
        ["0" if t.isdigit() else "@" if len(t) > _SHORTEST_NAME and t in given else t for t in tokens],
    )


def _edge(gap: str, side: int) -> str:
    """The mark between a name and its neighbour, "_" for a space alone, "" for nothing."""
    marks = gap.strip()
    return (marks[-1] if side < 0 else marks[0]) if marks else "_" if gap else ""


def _label(one: Sighting, begin: int) -> tuple[str, ...]:
    head = one.words.text[begin : one.start]
    colon = head.rfind(":")
    if colon < 0:
        return ()
    spans = one.words.spans
    index = one.first
    while index > 0 and spans[index - 1][1] > begin + colon:
        index -= 1
    return tuple(t for t, span in _words_before(one, index) if span[0] >= begin)[:_LABEL]


def _words_before(one: Sighting, index: int) -> Iterator[tuple[str, tuple[int, int]]]:
    while index > 0:
        index -= 1
        yield one.words.tokens[index], one.words.spans[index]


def _of_position(one: Sighting, line: _Line, signature: int) -> Iterator[str]:
    """Where in a description a name stands: its first line, its signature, alone on a line below a heading."""
    text = one.words.text
    if one.start >= signature:
        yield "sig"
        yield f"sig{line.edges}"
    if line.begin == 0:
        yield "first"
    if text.find("\n", one.end) < 0:
        yield "last"
    elif line.right == ("$",):
        yield from (f"D{word[:_STEM]}" for word in _next_line(one, line.end))
    if text[line.begin : one.start].strip(_BULLETS):
        return
    yield "bol"
    above = text[: max(0, line.begin - 1)].rstrip()
    if above.endswith(":"):
        index = one.first
        while index > 0 and one.words.spans[index - 1][0] >= len(above):
            index -= 1
        start = above.rfind("\n") + 1
        words = [t for t, span in _words_before(one, index) if span[0] >= start][:_HEADING]
        yield from (f"U{word[:_STEM]}" for word in words)


def _of_heading(one: Sighting, line: _Line, kind: str, hits: Sequence[Hit]) -> Iterator[str]:
    """What the list that a name stands in is called: the signs of the nearest line above that is a heading."""
    begin, end = _heading(one.words.text, line.begin)
    if begin == end:
        return
    own = "l" if not one.words.text[line.begin : one.start].strip(_BULLETS) else "i"
    yield f"H{own}"
    for hit in hits:
        if hit.start >= end:
            break
        if hit.start >= begin:
            yield from (f"H{hit.sign}", f"H{own}{hit.sign}", f"H{kind}{hit.sign}")


def _heading(text: str, begin: int) -> tuple[int, int]:
    """Where the heading above a line begins and ends: it ends with a colon, or is short and has nothing right above."""
    end = begin - 1
    for _ in range(_LIST):
        if end <= 0:
            break
        start = text.rfind("\n", 0, end) + 1
        shown = text[start:end].strip()
        if shown.endswith((":", "\uff1a")):
            return start, end
        alone = start == 0 or text[start - 2 : start] == "\n\n"
        if shown and alone:
            return (start, end) if len(shown) <= _HEADING_MAX else (0, 0)
        end = start - 1
    return 0, 0


def _next_line(one: Sighting, end: int) -> Iterator[str]:
    """The first words of the line below a name that ends its line: a position, as in signatures."""
    tokens, spans = one.words.tokens, one.words.spans
    close = one.words.text.find("\n", end + 1)
    for index in range(one.last, min(one.last + _HEADING, len(spans))):
        if close < 0 or spans[index][1] <= close:
            yield tokens[index]


def _of_signs(one: Sighting, line: _Line, kind: str, hits: Sequence[Hit]) -> Iterator[str]:
    """The signs of the vocabulary that the line has before, behind and in the name."""
    for hit in hits:
        if hit.end <= one.start:
            if hit.start < line.begin or one.start - hit.end >= _REACH:
                continue
            if one.start - hit.end <= _NEAR_BEFORE:
                yield f"S<n{hit.sign}"
                yield f"K{kind}S<{hit.sign}"
            else:
                yield f"S<f{hit.sign}"
        elif hit.start >= one.end:
            if hit.end > line.end:
                break
            if hit.start - one.end <= _NEAR_BEHIND:
                yield f"S>n{hit.sign}"
                yield f"K{kind}S>{hit.sign}"
            elif hit.start - one.end < _REACH:
                yield f"S>f{hit.sign}"
        else:
            yield f"S={hit.sign}"


def _of_third_parties(one: Sighting, line: _Line, hits: Sequence[Hit]) -> Iterator[str]:
    """What the sentence that a name stands in says of people whom one does not meet."""
    text = one.words.text
    first = bisect_left(hits, max(line.begin, one.start - _SENTENCE), key=lambda hit: hit.start)
    for hit in islice(hits, first, None):
        if hit.start > min(line.end, one.end + _SENTENCE):
            break
        side = "<" if hit.end <= one.start else ">" if hit.start >= one.end else "="
        between = text[hit.end : one.start] if side == "<" else text[one.end : hit.start]
        if side == "=" or _SENTENCE_END.search(between) is None:
            yield f"3{hit.sign}"
            yield f"3{side}{'n' if len(between) <= _NEAR_BEHIND else 'f'}{hit.sign}"


def _of_characters(one: Sighting, line: _Line, rules: DetectionRules) -> Iterator[str]:
    """What Japanese and Chinese write right before and behind a name."""
    text = one.words.text
    behind = text[one.end : one.end + 4].lstrip(" \u3000")
    before = text[max(0, one.start - _POSITION) : one.start].rstrip(" \u3000:")
    if behind.startswith(rules.naming.forms):
        yield "E>form"
    if behind.startswith(rules.naming.ranks):
        yield "E>rank"
    if before.endswith((*rules.naming.forms, *rules.naming.ranks)):
        yield "E<form"
    if before.endswith(rules.naming.before):
        yield "E<position"
    following = text[one.end : one.end + 1]
    if following and following in rules.naming.particles:
        yield f"E>{following}"
    if following and following in rules.naming.given:
        yield f"E{len(one.name)}>given"
    if one.name[-1] in rules.naming.given:
        yield f"E{len(one.name)}=given"
    left, right = (*line.left, "^", "^"), (*line.right, "$", "$")
    yield f"<{left[2]}{left[1]}{left[0]}"
    yield f">{right[0]}{right[1]}{right[2]}"


def _kind(one: Sighting, rules: DetectionRules) -> str:
    """What a name looks like, in a word or two: with or without a given name, a known family, a courtesy."""
    if one.ideographic:
        return _kind_of_characters(one, rules)
    if one.courtesy:
        return "courtesy"
    tokens = one.words.tokens[one.first : one.last]
    given = rules.is_given(tokens[0])
    family = any(t in rules.naming.families for t in tokens[1:] or tokens)
    odd = any(_is_odd(t, rules) for t in tokens)
    if len(tokens) == 1:
        return "g" if given else "s" if family else "b" if odd else "x"
    return f"{'g' if given else 'x'}{'s' if family else 'x'}{'b' if odd else ''}"


def _kind_of_characters(one: Sighting, rules: DetectionRules) -> str:
    if one.courtesy == RANKED:
        return "ranked"
    bare = one.name.replace(" ", "").replace("\u3000", "")
    if _KATAKANA.match(bare):
        return "kana・" if "・" in bare else "kana"
    apart = "p" if len(bare) != len(one.name) else ""
    return f"c{len(bare)}{apart}{'f' if rules.naming.begins_with_family(bare) else ''}"


def _is_odd(token: str, rules: DetectionRules) -> bool:
    """Whether a folded word is one of companies, positions or small words."""
    return (
        token in rules.role_words
        or token in rules.company_nouns
        or token in rules.company_prefixes
        or token in rules.filler
    )


def of_text(in_title: bool, around: Surroundings) -> Iterator[str]:
    """The traits of somebody whom only texts name."""
    own = "invited" if around.invited else "own"
    yield from ("text", f"text {own} {min(len(around.scene.people), 2)}")
    if in_title:
        yield f"title {own}"
