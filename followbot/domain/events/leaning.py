"""What an event leans to, learned from labelled events.

Marks know the usual words of interviews, and what speaks against them; by themselves they are never complete. A trial
day at a joiner's, jotted down by somebody in a hurry, has none of them, and still reads like an appointment about
work; a talk with the insurance is called by the very word of a first interview, and does not. So each mark, each
word, each pair of words, and all that can be seen of an event besides (see `outline`) have a weight, learned from the
labelled events in `tests/corpus/events` by a linear support vector machine (`python -m tests.corpus.events.learn`
writes `rules/detection/learned.toml`). There are two sets of weights, one for each question: whether it is a job
interview, and whose it is. They are added up; what each mark adds is evidence that the user is shown, and so is what
wording and outline have that speaks for an interview, and what they have that speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from math import fsum, sqrt
from typing import Any, NamedTuple

from followbot.domain.events.weights import numbered
from followbot.domain.leaning import features
from followbot.domain.records import record

SCALE = 100
"""The file has whole numbers: hundredths."""
IN_TITLE = "T "
"""Before a feature of the title, where the same words weigh otherwise."""
MARK = "M "
OUTLINE = "O "
JOINED = "J "
"""Before two marks, and a mark and one of an outline: an interview says something else where nobody invites to it."""
VOCABULARY = ("title has ", "body has ")
"""Before the signs of the vocabulary in a text, which are not paired: they are many, and words themselves."""
_BESIDE, _WITH = " & ", " + "
_JOINT = re.compile(" [&+] ")
_PER_MARGIN = 6.0
"""Log-odds for one unit of the learned margin."""
FEW = 12
"""Of less features of a kind, none speaks louder than among so many."""
_WORDS = 250
"""Words of a description that are weighed: what an appointment is, is said at its beginning."""
_SOMEBODY = "@"
_LOUDEST = 12
"""Features of a side that may be told."""


@record
class Wording:
    """The folded words of title and description; those of the names of people in it, and of names that people have."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    people: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@record
class Seen:
    """All that is weighed of an event."""

    wording: Wording
    marks: frozenset[str] = frozenset()
    outline: frozenset[str] = frozenset()


@record
class Share:
    """What one side of a kind of features adds to both questions, in log-odds: all that speaks for an interview of the user's,
    or all that speaks against one. `features` are some of that side, the loudest first.
    """

    job: float = 0.0
    whose: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)


@record
class Lean:
    """What an event leans to, in log-odds. The sum of all parts of `job` is that it is a job interview; of `whose`, that the
    user is the candidate.
    """

    job: float
    """Of an event of which nothing is known."""
    whose: float
    marks: Mapping[str, tuple[float, float]]
    """What each mark adds to both, of those that learning has seen often enough."""
    company: Mapping[str, float]
    """What each mark adds to the first besides, by what else is there."""
    wording: tuple[Share, Share]
    """For and against."""
    outline: tuple[Share, Share]


@dataclass(frozen=True)
class EventLeanings:
    """Learned weights, read from their table on first use."""

    table: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def known(self) -> bool:
        return bool(self.table)

    @cached_property
    def _job(self) -> _Learned:
        return _Learned.of(self.table.get("weights", ""))

    @cached_property
    def _whose(self) -> _Learned:
        return _Learned.of(self.table.get("whose", ""))

    def of(self, seen: Seen) -> Lean:
        """The leaning of an event. Pure and total; what has nothing known leans as far as events do on average."""
        job, whose = self._job, self._whose
        marks, outline = {MARK + name for name in seen.marks}, {OUTLINE + name for name in seen.outline}
        to_job, to_whose = _shares(marks, job.single), _shares(marks, whose.single)
        outline_to_job, outline_to_whose = _shares(outline, job.single), _shares(outline, whose.single)
        pairable = frozenset([name for name in seen.outline if not name.startswith(VOCABULARY)])
        pairs = _outlined(_shared(pairable, job.paired))
        with_outline = _beside(seen.marks, pairable, job.beside)
        return Lean(
            job=self.table["bias"] * _PER_MARGIN / SCALE,
            whose=self.table.get("whose_bias", 0) * _PER_MARGIN / SCALE,
            marks={
                name.removeprefix(MARK): (to_job.get(name, 0.0), to_whose.get(name, 0.0))
                for name in (to_job | to_whose)
            },
            company=_added(with_outline, _shared(seen.marks, job.both)),
            wording=_sides(_shares(weighed(seen.wording), job.single), {}),
            outline=_sides(_added(outline_to_job, pairs), outline_to_whose),
        )


_Rows = dict[str, dict[str, int]]
"""Weights of pairs: by one of the two, then by the other. A pair of one kind stands under both, so that what all pairs of one
feature weigh is a sum over one row.
"""


class _Learned(NamedTuple):
    """Learned weights: of single features, and of pairs by whose they are, so that no pair need be named."""

    single: dict[str, int]
    beside: _Rows
    """Of a mark and one of an outline, by the mark."""
    both: _Rows
    """Of two marks."""
    paired: _Rows
    """Of two of an outline."""

    @classmethod
    def of(cls, text: str) -> _Learned:
        single = numbered(text)
        learned = cls(single, {}, {}, {})
        for name in [name for name in single if name.startswith((JOINED, OUTLINE))]:
            if (joint := _JOINT.search(name)) is not None:
                joined = learned.both if joint[0] == _WITH else learned.beside
                rows = joined if name.startswith(JOINED) else learned.paired
                one, other = name[len(JOINED) : joint.start()], name[joint.end() :]
                weight = rows.setdefault(one, {})[other] = single.pop(name)
                if rows is not learned.beside:
                    rows.setdefault(other, {})[one] = weight
        return learned


def _shares(names: Set[str], weights: dict[str, int]) -> dict[str, float]:
    """What each feature of a kind adds, in log-odds."""
    known = weights.keys() & names
    scale = _scale(len(known))
    return {name: weights[name] * scale for name in known}


def _scale(known: int) -> float:
    """What a weight of one hundredth adds where so many features of a kind are known."""
    return _PER_MARGIN / SCALE / sqrt(max(known, FEW))


def _shared(names: Set[str], rows: _Rows) -> dict[str, float]:
    """What pairs of one kind add, each in equal parts its one's and its other's."""
    sums, count = _summed(names, names, rows)
    scale = _scale(count // 2) / 2
    return {name: weight * scale for name, weight in sums.items()}


def _beside(marks: Set[str], outline: Set[str], rows: _Rows) -> dict[str, float]:
    """What pairs of a mark and one of an outline add, which is the mark's."""
    sums, count = _summed(marks, outline, rows)
    scale = _scale(count)
    return {name: weight * scale for name, weight in sums.items()}


def _summed(names: Set[str], others: Set[str], rows: _Rows) -> tuple[dict[str, int], int]:
    """What each one weighs together with the others, and how many such pairs are known."""
    sums: dict[str, int] = {}
    count = 0
    for name in rows.keys() & names:
        # Pairs that weigh nothing are not in the file.
        if known := list(filter(None, map(rows[name].get, others))):
            count += len(known)
            sums[name] = sum(known)
    return sums, count


def _outlined(shares: Mapping[str, float]) -> dict[str, float]:
    return {OUTLINE + name: share for name, share in shares.items()}


def _added(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    sums = dict(one)
    for name, share in other.items():
        sums[name] = sums.get(name, 0.0) + share
    return sums


def _sides(job: Mapping[str, float], whose: Mapping[str, float]) -> tuple[Share, Share]:
    """What speaks for, and what speaks against."""
    both = _added(job, whose) if whose else job
    speaking = {name: share for name, share in both.items() if share > 0}
    against = {name: share for name, share in both.items() if share <= 0}
    return _side(speaking, job, whose), _side(against, job, whose)


def _side(both: Mapping[str, float], job: Mapping[str, float], whose: Mapping[str, float]) -> Share:
    """What the features of one side, given with what they add to both questions, add to each."""
    if not whose:
        return Share(fsum(both.values()), 0.0, _loudest(both))
    to_job, to_whose = (fsum([some[name] for name in both if name in some]) for some in (job, whose))
    return Share(to_job, to_whose, _loudest(both))


def _loudest(shares: Mapping[str, float]) -> dict[str, float]:
    """The loudest of a side, in order; of equally loud ones those that stand first in the alphabet."""
    volumes = sorted(map(abs, shares.values()), reverse=True)
    least = volumes[_LOUDEST - 1] if len(volumes) > _LOUDEST else 0.0
    loud = sorted([(-abs(share), name) for name, share in shares.items() if not -least < share < least])
    return {name: shares[name] for _, name in loud[:_LOUDEST]}


def kinds(seen: Seen) -> tuple[set[str], ...]:
    """All features of an event by kind: of its words, its marks, its outline, the pairs of that, and of marks with both."""
    marks, outline = sorted(seen.marks), sorted([one for one in seen.outline if not one.startswith(VOCABULARY)])
    return (
        weighed(seen.wording),
        {MARK + name for name in seen.marks},
        {OUTLINE + name for name in seen.outline},
        {f"{OUTLINE}{one}{_BESIDE}{other}" for one, other in combinations(outline, 2)},
        {f"{JOINED}{one}{_BESIDE}{other}" for one, other in product(marks, outline)},
        {f"{JOINED}{one}{_WITH}{other}" for one, other in combinations(marks, 2)},
    )


def weighed(text: Wording) -> set[str]:
    """The features of an event: those of its title twice, by themselves and as a title's, and those of its description."""
    head, body = (_words(part, text) for part in (text.title, text.body))
    framed = features(("<", *head, ">"))
    plain = [name for name in framed if name[0] != "<" and name[-1] != ">"]  # as no word begins or ends
    return {IN_TITLE + name for name in framed}.union(plain, features(body))


def _words(said: Sequence[str], text: Wording) -> tuple[str, ...]:
    """Numbers are all one, and so are names: neither a time nor whom one meets says what an appointment is about."""
    people, names = text.people, text.names
    return tuple(
        ["0" if word.isdigit() else _SOMEBODY if word in people or word in names else word for word in said[:_WORDS]]
    )
