"""Answers to the card's first two questions, in whatever words the user wrote the questions down again.

What was spoken of and what excited the user are the most telling lines of a note. Some people copy the questions, some put
them into words of their own ("Worum ging's:", "ワクワクした点:"), and some answer on the line below. Here such a line gets the
label that the readers of clauses know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.remarks import is_praise
from followbot.domain.letters.specifics import has_verb, is_sentence
from followbot.domain.letters.tidying import ideographic

_MARK = r"[\s*•·・●○■□◆◇▪–—>-]*(?:[QF](?:\d[:.)]|:)\s*)?(?:\d[.)]\s+|\d[.)、．]?\s*(?=[\u3040-\u9fff]))?"
_LABELLED = re.compile(
    rf"^{_MARK}(?P<label>[^:：?？→⇒\n]{{1,48}}?)\s?"
    r"(?:[?？]+\s*[:：→⇒]?|[:：→⇒]|\s(?:[-–—=]|--|[-=]>)\s|\s/\s(?![^:：]{0,24}[:：]))[\s—–]*(?P<answer>.*)$"
)
_HEADED = re.compile(
    rf"^{_MARK}[＜<【［\[〈《]\s*(?P<label>[^＞>】］\]〉》\n]{{1,48}}?)\s*[＞>】］\]〉》]\s*(?P<answer>.*)$"
)
"""A question in brackets, its answer behind them or on the next line."""
_PARTED = re.compile(r"\s*[\s/|｜／]\s*")
_NOTHING = re.compile(r"[\s/.?x–—-]*")
"""An answer that is but a stroke."""
_UNTOLD = "-"
"""The label of an answer that stays in the note."""
_LABEL_BLANKS = 1
"""A label before a dash has so many blanks at least: one word and a dash is a remark, "good - but far", unless other lines
answer the card's questions behind dashes, too."""
_FORM = 2
"""So many answers behind dashes make a note the card written down again."""
_ALSO = re.compile(r"\s[+&]\s|(?<=[!;！；。])\s*(?=\w)|(?<=[^\W\d_]{3}\.)\s+(?=\w)")
"""Between two things in one answer."""
_NAMED_FIRST = re.compile(r"^(\w+(?: \w+){0,3}):\s+(?=\w)")
"""A thing with what it is behind a second colon: "the choir: they sing in wards"."""
_BEHIND_STOP = re.compile(r"(?:(?<=[^\W\d_]{2}[.!?])|(?<=[.!?]{2}))\s+(?=[^\W\d_])")
_SEMICOLONS = (";", "；")
"""Between the members of one list, so that all of them are topics."""
_ENDS = re.compile(r"(?<=[^\W\d_]{2}[.!;])\s+(?=\w)|(?<=[！；。])(?=\w)")


def asked_again(text: str, rules: NoteRules) -> str:
    """The text with the label that is known in front of each answer, without how the rapport was; any other line as it is."""
    lines: list[str] = []
    waiting = ""
    typed = [part for whole in text.split("\n") for part in _asked_in_a_row(whole, rules)]
    spaced = [_spaced(line, rules) for line in typed]
    typed = spaced if sum(a != b for a, b in zip(typed, spaced, strict=True)) >= _FORM else typed
    form = sum(bool(_labelled(line, rules, form=True)[0]) for line in typed) >= _FORM
    headings = _headings(typed, rules)
    second = _second(typed, rules)
    for number, line in enumerate(typed):
        label, answer = (headings[line], "") if line in headings else _labelled(line, rules, form=form)
        label, answer = second if second and number == 1 else (label, answer)
        if waiting and not label and line.strip():
            label, answer = waiting, line.strip()
        if label and answer and _NOTHING.fullmatch(answer):
            continue
        waiting = label if label and not answer else ""
        if not waiting and label != _UNTOLD:
            lines += _answers(label, answer, rules) if label else [line]
    return "\n".join(lines)


def _spaced(line: str, rules: NoteRules) -> str:
    """A line with a colon where a blank or a stroke parts a known question from its answer, in a script without blanks."""
    label, *answers = _PARTED.split(line.strip(), maxsplit=1)
    answer = "".join(answers)
    known = re.match(r"[\w「『]", answer) and ideographic(label) and _question(_heading(label), rules)
    return f"{label}：{answer}" if known else line


def _asked_in_a_row(line: str, rules: NoteRules) -> Iterable[str]:
    """A line parted before each known label behind a full stop: "Topics: tides, dikes. What I liked: the pump house."."""
    start = 0
    for blank in _BEHIND_STOP.finditer(line):
        if _labelled(line[blank.end() :], rules)[0]:
            yield line[start : blank.start()]
            start = blank.end()
    yield line[start:]


def _labelled(line: str, rules: NoteRules, *, form: bool = False) -> tuple[str, str]:
    """The label that is known for what stands in front of an answer, and the answer; "" for any other line.

    `form`: the note answers several questions so, and a single word before a dash is one of them.
    """
    found = _HEADED.match(line) or _LABELLED.match(line)
    said = " ".join(found["label"].casefold().replace("’", "'").lstrip("¿¡").split()) if found else ""
    if found is None or (rules.denied and rules.denied.search(said)):
        return "", ""
    dashed = found["answer"] and not re.search(
        r"[:：?？→⇒/＞>】］\]〉》]", line[found.end("label") : found.start("answer")]
    )
    if dashed and not form and said.count(" ") < _LABEL_BLANKS:
        return "", ""  # "good - but far from the station" is a remark
    label = _question(said, rules)
    return (label, found["answer"].strip()) if label else ("", "")


def _second(lines: list[str], rules: NoteRules) -> tuple[str, str] | None:
    """The label and the answer of a second line in words that nobody knows, where the first and the third are the card's own.

    People put the question into the words of their heart ("Got me:"), but leave it where the card has it.
    """
    asked = _LABELLED.match(lines[1]) if len(lines) > _FORM else None
    if asked is None or not rules.liked_labels or rules.labels[:1] != (_labelled(lines[0], rules)[0],):
        return None
    said = " ".join(asked["label"].casefold().split())
    unknown = not _labelled(lines[1], rules)[0] and said not in rules.unlabelled and ":" in lines[1][: len(said) + 6]
    denied = rules.denied is not None and rules.denied.search(said) is not None
    mood = _labelled(lines[2], rules)[0] == _UNTOLD or (
        rules.mood is not None and rules.mood.search(lines[2]) is not None
    )
    hearing = rules.hearing is not None and rules.hearing.search("\n".join(lines[3:4])) is not None
    sure = unknown and not denied and (mood or hearing) and _LABELLED.match(lines[2]) is not None
    told = " " in said or (mood and hearing)
    return (rules.liked_labels[0], asked["answer"].strip()) if sure and told and asked["answer"] else None


def _headings(lines: Iterable[str], rules: NoteRules) -> dict[str, str]:
    """The lines that are nothing but a question, with the label known for each; none unless both questions are there."""
    found = {line: label for line in lines if (label := _question(_heading(line), rules))}
    asked = {*rules.labels[:1], *rules.liked_labels[:1]}
    return found if len(asked) > 1 and asked <= set(found.values()) else {}


def _heading(line: str) -> str:
    """A line without the mark in front of it, as a question is compared."""
    return " ".join(re.sub(rf"^{_MARK}", "", line).casefold().replace("’", "'").split())


def _question(said: str, rules: NoteRules) -> str:
    """The label that is known for a question as somebody wrote it, "" for what is none."""
    if rules.asked.mood and rules.asked.mood.fullmatch(said):
        return _UNTOLD
    if rules.asked.liked and rules.asked.liked.fullmatch(said) and rules.liked_labels:
        return rules.liked_labels[0]
    if rules.asked.topic and rules.asked.topic.fullmatch(said) and rules.labels:
        return rules.labels[0]
    return ""


def _answers(label: str, answer: str, rules: NoteRules) -> Iterable[str]:
    """The lines of one answer: all of it was liked, but only its first part is sure to name topics rather than tell."""
    liked = label in rules.liked_labels
    cut = rules.asked.cut
    opening = cut.match(answer) if cut else None
    answer = answer[opening.end() :] if opening and opening.end() < len(answer) else answer  # "What about? About ..."
    first, *others = (_ALSO if liked else _ENDS).split(_NAMED_FIRST.sub(r"\1, ", answer) if liked else answer)
    if not liked and _tells(re.split(r"[,，、]", first)[0], rules):
        return [answer]
    also = [part[found.end() :] if cut and (found := cut.match(part)) else part for part in others]  # "! and that ..."
    before = (first, *also)
    listed = (
        liked or (kept.endswith(_SEMICOLONS) and not _tells(part, rules))
        for kept, part in zip(before, also, strict=False)
    )
    return [
        f"{label}: {first}",
        *(
            f"{label}: {part}" if named and not is_praise(part.strip(" .!"), rules) else part
            for part, named in zip(also, listed, strict=True)
        ),
    ]


def _tells(text: str, rules: NoteRules) -> bool:
    """Whether an answer is a sentence of its own, rather than a thing that a relative clause may end."""
    first = next(iter(text.casefold().split()), "")
    return is_sentence(text, rules) and (first in rules.subjects or has_verb(text, rules))
