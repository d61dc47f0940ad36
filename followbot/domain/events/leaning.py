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

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from math import fsum, sqrt
from typing import Any

from followbot.domain.leaning import features

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
_PER_MARGIN = 6.0
"""Log-odds for one unit of the learned margin."""
FEW = 12
"""Of less features of a kind, none speaks louder than among so many."""
_WORDS = 250
"""Words of a description that are weighed: what an appointment is, is said at its beginning."""
_SOMEBODY = "@"
_LOUDEST = 12
"""Features of a side that may be told."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The folded words of title and description; those of the names of people in it, and of names that people have."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    people: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is weighed of an event."""

    wording: Wording
    marks: frozenset[str] = frozenset()
    outline: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Share:
    """What one side of a kind of features adds to both questions, in log-odds: all that speaks for an interview of the user's,
    or all that speaks against one. `features` are some of that side, the loudest first.
    """

    job: float = 0.0
    whose: float = 0.0
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
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
    def _job(self) -> dict[str, int]:
        return _read(self.table.get("weights", ""))

    @cached_property
    def _whose(self) -> dict[str, int]:
        return _read(self.table.get("whose", ""))

    def of(self, seen: Seen) -> Lean:
        """The leaning of an event. Pure and total; what has nothing known leans as far as events do on average."""
        job, whose = self._job, self._whose
        shares = [_shares({MARK + name for name in seen.marks}, some) for some in (job, whose)]
        outline = [_shares({OUTLINE + name for name in seen.outline}, some) for some in (job, whose)]
        pairs = _shared(paired(seen.outline), job)
        return Lean(
            job=self.table["bias"] * _PER_MARGIN / SCALE,
            whose=self.table.get("whose_bias", 0) * _PER_MARGIN / SCALE,
            marks={
                name: (shares[0].get(MARK + name, 0.0), shares[1].get(MARK + name, 0.0))
                for name in seen.marks
                if any(MARK + name in share for share in shares)
            },
            company=_added(_shared(beside(seen.marks, seen.outline), job), _shared(both(seen.marks), job)),
            wording=_sides(_shares(weighed(seen.wording), job), {}),
            outline=_sides(_added(outline[0], pairs), outline[1]),
        )


def _read(text: str) -> dict[str, int]:
    lines = (line.rpartition("\t") for line in text.splitlines() if line)
    return {name: int(number) for name, _, number in lines}


def _shares(names: Set[str], weights: dict[str, int]) -> dict[str, float]:
    """What each feature of a kind adds, in log-odds."""
    known = names & weights.keys()
    scale = _PER_MARGIN / SCALE / sqrt(max(len(known), FEW))
    return {name: weights[name] * scale for name in known}


def _shared(owners: Mapping[str, tuple[str, ...]], weights: dict[str, int]) -> dict[str, float]:
    """What features add that are of several, by whose they are, in equal parts."""
    found: dict[str, float] = {}
    shares = _shares(owners.keys(), weights)
    for name, whose in owners.items():
        share = shares.get(name)
        if share is not None:
            for owner in whose:
                found[owner] = found.get(owner, 0.0) + share / len(whose)
    return found


def _added(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {name: one.get(name, 0.0) + other.get(name, 0.0) for name in (*one, *(n for n in other if n not in one))}


def _sides(job: Mapping[str, float], whose: Mapping[str, float]) -> tuple[Share, Share]:
    """What speaks for, and what speaks against."""
    both = _added(job, whose) if whose else job
    sides: tuple[list[str], list[str]] = ([], [])
    for name, share in both.items():
        sides[share <= 0].append(name)
    return _side(sides[0], job, whose, both), _side(sides[1], job, whose, both)


def _side(names: list[str], job: Mapping[str, float], whose: Mapping[str, float], both: Mapping[str, float]) -> Share:
    loudest = nsmallest(_LOUDEST, names, key=lambda name: (-abs(both[name]), name))
    to_job, to_whose = (fsum([some[n] for n in names if n in some]) for some in (job, whose))
    return Share(to_job, to_whose, tuple(loudest))


def kinds(seen: Seen) -> tuple[set[str], ...]:
    """All features of an event by kind: of its words, its marks, its outline, the pairs of that, and of marks with both."""
    return (
        weighed(seen.wording),
        {MARK + name for name in seen.marks},
        {OUTLINE + name for name in seen.outline},
        set(paired(seen.outline)),
        set(beside(seen.marks, seen.outline)),
        set(both(seen.marks)),
    )


def beside(marks: frozenset[str], outline: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Each mark with each of an outline, and whose that is: the mark's."""
    some = sorted(one for one in outline if not one.startswith(VOCABULARY))
    return {f"{JOINED}{mark} & {one}": (mark,) for mark in marks for one in some}


def both(marks: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Each two marks, and whose they are."""
    some = sorted(marks)
    return {f"{JOINED}{one} + {other}": (one, other) for n, one in enumerate(some) for other in some[n + 1 :]}


def paired(seen: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Each two of an outline, and whose they are."""
    some = sorted(one for one in seen if not one.startswith(VOCABULARY))
    return {
        f"{OUTLINE}{one} & {other}": (OUTLINE + one, OUTLINE + other)
        for n, one in enumerate(some)
        for other in some[n + 1 :]
    }


def weighed(text: Wording) -> set[str]:
    """The features of an event: those of its title twice, by themselves and as a title's, and those of its description."""
    head, body = (_words(part, text) for part in (text.title, text.body))
    return {*(IN_TITLE + name for name in features(("<", *head, ">"))), *features(head), *features(body)}


def _words(said: Sequence[str], text: Wording) -> tuple[str, ...]:
    """Numbers are all one, and so are names: neither a time nor whom one meets says what an appointment is about."""
    return tuple(
        "0" if word.isdigit() else _SOMEBODY if word in text.people or word in text.names else word
        for word in said[:_WORDS]
    )
