"""What evidence quotes of a mail: the words that a rule found, as they are written there.

Rules read folded words, in which "für" and "fur" are one; a reader is told "für". The text is a stranger's: what
a terminal would obey, or what turns the line around, is never quoted with the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from followbot.domain.answers.facts import MAX_SUBJECT, Facts, bounded, once
from followbot.domain.answers.frames import GAP
from followbot.domain.leaning import CUT
from followbot.domain.phrases import placed, tokens

_LONGEST = 90
"""Characters of what is quoted in a row: folded words are told where strange signs between them would make it longer."""


def quoted(facts: Facts, phrase: str) -> str:
    """A phrase of folded words as subject or text have it, part by part; a part that they have nowhere stays folded."""
    return GAP.join(_as_written(facts, part) for part in phrase.split(GAP))


def _as_written(facts: Facts, part: str) -> str:
    wanted = tokens(part)
    shown = (text for written in _texts(facts) for text in _places(written, wanted, cut=CUT in part))
    return next((text for text in shown if len(text) <= _LONGEST), part)


class _Written:
    """A text by its folded words, each with where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = placed(text)
        self.words = [word for word, _, _ in found]
        self.spans = [(start, end) for _, start, end in found]


@once
def _texts(facts: Facts) -> tuple[_Written, ...]:
    letter = facts.letter
    below = bounded(letter.unquoted[len(letter.new) :])
    return tuple(map(_Written, (facts.message.subject[:MAX_SUBJECT], facts.told, below)))


def _places(written: _Written, wanted: Sequence[str], *, cut: bool) -> Iterator[str]:
    """What stands where words follow each other; with `cut`, words that begin with them."""
    for start in range(len(written.words) - len(wanted) + 1 if wanted else 0):
        there = written.words[start : start + len(wanted)]
        fits = all(map(str.startswith, there, wanted)) if cut else there == list(wanted)
        if fits:
            first, last = written.spans[start][0], written.spans[start + len(wanted) - 1][1]
            yield "".join(filter(str.isprintable, " ".join(written.text[first:last].split())))
