"""What the whole wording of a letter leans to, learned from labelled letters.

Rules see news only where they know its words. But a refusal that avoids every such word still reads like a refusal: its
compliments, its tenses and its farewell are those of other refusals. So each word, each pair of words, and the beginnings
of both have a weight for each outcome (and one for whether a machine answers), learned from the labelled mails in
`tests/corpus/messages` by a linear support vector
machine (`python -m tests.corpus.messages.learn` writes `rules/outcomes/learned.toml`). The sum of these weights is one more
sign among those that `outcomes` adds up; neither the rules nor the sum decide alone. It is linear on purpose: the words that
spoke loudest are the evidence, and one look up for each word is all the time it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from math import sqrt
from typing import Any

from followbot.domain.model import Outcome
from followbot.domain.phrases import Words, readable

CLASSES: tuple[Outcome | None, ...] = (None, Outcome.REJECTION, Outcome.OFFER, Outcome.NEXT_STEP, Outcome.DELAY)
"""The order of the weights in the file; None is for letters that state no outcome."""
SCALE = 100
"""The file has whole numbers: hundredths."""
_STEM = 5
_IDEOGRAPHS_FROM = "\u3005"
"""The first of the letters each of which is a word of its own (see `phrases.CJK`)."""
_COLUMN_BITS = 32
"""Width of each column of weights in the one number that holds a line of the table: a sum of thousands of such numbers is the
sums of all columns, at the cost of one.
"""
_PER_SIGN = 7.0
"""How many signs (see `outcomes`) one unit of the learned margin is worth. Found, with the bounds, on strangers' mails held out
from learning: of 631 outcomes 33 were wrong, at 2.5 signs 50; it matters little between 5 and 9.
"""
_LEAST, _MOST = -6.0, 8.0
_FEW = 30
"""Features of about ten words: of less, none speaks louder than in a text of so many."""
GONE = -0.2
"""Found on batches held out from learning: at this, 3 of 375 answers that tell of something else were taken for a departure,
and 44 of 48 departures worded anew were found; rules alone found 30.
"""
_GONE_COLUMN = len(CLASSES) + 1
_MASK, _HALF = (1 << _COLUMN_BITS) - 1, 1 << (_COLUMN_BITS - 1)
_TOLD = 3
CUT = "…"
"""What ends a word of which evidence shows only the beginning."""
SEPARATOR = " + "
"""What stands between phrases that are told together."""
_LONG, _WHOLE = 5, 4
"""Characters of a word or pair that means something by itself; a triple of ideographs has as many."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How much more a letter reads like one that states an outcome than like one that states none, in signs of `outcomes`;
    negative where it reads less so. `spoke` are the features that said so, each with its weights in one number.
    """

    signs: Mapping[Outcome, float] = field(default_factory=dict)
    automatic: float = 0.0
    """How much more it reads like what answering machines write than like what people write; negative where it reads less so.
    1 is as much as nearly all machines' answers reach.
    """
    brief: bool = False
    """Whether so little is said that it reads like little else."""
    spoke: tuple[tuple[str, int], ...] = field(default=(), repr=False)

    def telling(self, outcome: Outcome) -> str:
        """The words that spoke loudest for an outcome, as evidence shows them."""
        number = CLASSES.index(outcome)
        # "we" and "on the" may weigh much, and tell a reader nothing.
        readers = [one for one in self.spoke if _tells_by_itself(one[0])] or self.spoke
        weighed = ((_columns(packed), name) for name, packed in readers)
        loudest = sorted((weights[0] - weights[number], name) for weights, name in weighed)
        return SEPARATOR.join(readable_feature(name) for _, name in loudest[:_TOLD])


@dataclass(frozen=True)
class Leanings:
    """Learned weights, read from their table on first use: many mails are judged without them."""

    table: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def _weights(self) -> Mapping[str, int]:
        """The weights of each feature, in one number."""
        lines = (line.split("\t") for line in self.table.get("weights", "").splitlines() if line)
        return {name: _packed(map(int, numbers)) for name, *numbers in lines}

    def of(self, said: Words) -> Leaning:
        """The leaning of a text, given as its folded words. Pure and total; a text without a known word leans nowhere."""
        weights = self._weights
        known = tuple((name, weights[name]) for name in features(said) & weights.keys())
        if not known:
            return Leaning()
        length = sqrt(max(len(known), _FEW))
        sums = [column / length for column in _columns(sum(packed for _, packed in known))]
        none, *others, automatic, _ = ((s + b) / SCALE for s, b in zip(sums, self.table["biases"], strict=True))
        signs = {
            outcome: max(_LEAST, min(_MOST, _PER_SIGN * (margin - none)))
            for outcome, margin in zip(CLASSES[1:], others, strict=True)
            if outcome is not None
        }
        return Leaning(signs, automatic, len(known) < _FEW, known)

    def gone(self, said: Words, circumstances: Iterable[str]) -> float:
        """Whether an automatic answer says that somebody has left for good or that nobody reads the mailbox: more than `GONE`
        if it does. `circumstances` are what is known of it besides its words.
        """
        if "biases" not in self.table:
            return 2 * GONE
        weights = self._weights
        known = [weights[name] for name in beside(features(said), circumstances) & weights.keys()]
        bias: int = self.table["biases"][_GONE_COLUMN]
        return (_columns(sum(known))[_GONE_COLUMN] / sqrt(len(known) or 1) + bias) / SCALE


def _packed(numbers: Iterable[int]) -> int:
    """Numbers as one, the first in the lowest bits; negative ones borrow from the next."""
    return sum(number << (_COLUMN_BITS * place) for place, number in enumerate(numbers))


def _columns(packed: int) -> list[int]:
    """The numbers that were packed, or the sums of several such, of all columns."""
    found = []
    for _ in range(_GONE_COLUMN + 1):
        column = ((packed + _HALF) & _MASK) - _HALF
        found.append(column)
        packed = (packed - column) >> _COLUMN_BITS
    return found


def beside(words: set[str], circumstances: Iterable[str]) -> set[str]:
    """Features of words together with those of circumstances, which no word can be mistaken for."""
    return words | {f"={one}" for one in circumstances}


def features(said: Sequence[str]) -> set[str]:
    """What is weighed in a text: its words, its pairs, triples of ideographs, and the beginnings of long words ("absag*") and
    of their pairs ("leide~absag"), so that inflection matters less.
    """
    found = {*said, *map(" ".join, pairwise(said))}
    stems = [word[:_STEM] for word in said]
    if stems != list(said):
        cut = [(stem, stem != word) for stem, word in zip(stems, said, strict=True)]
        found.update([f"{stem}*" for stem, is_cut in cut if is_cut])
        found.update([f"{a}~{b}" for (a, a_cut), (b, b_cut) in pairwise(cut) if a_cut or b_cut])
    for ideographs, run in () if all(map(str.isascii, said)) else groupby(said, _is_ideograph):
        if ideographs:
            letters = list(run)
            found.update(map(" ".join, zip(letters, letters[1:], letters[2:], strict=False)))
    return found


def _tells_by_itself(name: str) -> bool:
    """Whether a feature says something to who reads it: a long whole word, two of them, or three ideographs."""
    words = name.split(" ")
    if len(name) < _LONG or name[-1] == "*" or "~" in name:
        return False
    return all(len(word) >= _WHOLE for word in words) or all(map(_is_ideograph, words))


def _is_ideograph(word: str) -> bool:
    return len(word) == 1 and word >= _IDEOGRAPHS_FROM


def readable_feature(name: str) -> str:
    """A feature as evidence shows it."""
    return readable(tuple(name.replace("~", f"{CUT} ").replace("*", CUT).split(" ")))
