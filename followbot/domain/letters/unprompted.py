"""A note whose four lines answer the card's four questions, with nothing in front of them to say so.

People who know the card answer it from the shell or in a hurry by lines alone: what was spoken of, what excited them, how it
was, when they will hear. Only where the last two lines are plainly that, the second one is what they liked.
"""

from __future__ import annotations

import re

from followbot.domain.letters.noterules import NoteRules

_MARK = re.compile(r"^\s*(?:[*•·・●○■□◆◇▪–—-]\s*|\d[.)]?\s+)")
_INLINE = re.compile(r"^\s*1[.)]?\s+(.+?)\s+2[.)]\s+(.+?)\s+3[.)]\s+(.+?)\s+4[.)]\s+(.+)$")
"""All four in one line, by their numbers."""
_ALSO = re.compile(r"\s[+&]\s|(?<=[!;])\s+")
"""Between two things in one answer."""
_ASKED = re.compile(r"[^?？]{3,48}[?？]\s*\S")
"""A question with its answer behind it, which is as good as a label."""
_ANSWERS = 4
_DASHED = re.compile(r"\w[\w'’ ]{2,24} (?:[–—-]|--) \w")
"""How a line looks whose label stands before a dash, as most of the four do then."""
_LABEL = 30
"""Characters within which a colon makes a label of what stands before it."""


def prompted(text: str, rules: NoteRules) -> str:
    """The first two answers, the second labelled as what was liked; any other text as it is."""
    inline = _INLINE.match(text.strip())
    typed = inline.groups() if inline else text.split("\n")
    lines = [_MARK.sub("", line).strip() for line in typed if line.strip()]
    if len(lines) != _ANSWERS or rules.mood is None or rules.hearing is None or not rules.liked_labels:
        return text
    labelled = any(":" in line[:_LABEL] or "：" in line[:_LABEL] or _ASKED.match(line) for line in lines)
    labelled = labelled or sum(_DASHED.match(line) is not None for line in lines) > _ANSWERS // 2
    told_mood = inline is not None or rules.mood.search(lines[2]) is not None
    if labelled and inline is not None:
        return "\n".join(lines)  # "1. topics: the rota 2. liked: the dogs ..."
    if labelled or not told_mood or not rules.hearing.search(lines[3]):
        return text
    return "\n".join([lines[0], *(f"{_label(rules)}{part}" for part in _ALSO.split(lines[1]))])


def as_typed(span: str, rules: NoteRules) -> str:
    """What the user typed of a span in a note whose answers have been given the labels that are known."""
    labels = (_label(rules), *(f"{label}: " for label in rules.labels[:1]))
    label = next((label for label in labels if span.casefold().startswith(label)), "")
    return span[len(label) :]


def _label(rules: NoteRules) -> str:
    return f"{rules.liked_labels[0]}: "
