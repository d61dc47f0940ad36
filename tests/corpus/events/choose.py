"""`python -m tests.corpus.events.choose` learns which of the names in an event is its company's
(`followbot.domain.events.choosing`), and writes the rule file. With `--check` it only tells how often the choice is right in
files of the corpus that it has not learned from, one author's at a time, and of what kind the mistakes are.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from followbot.domain.events.candidates import candidates
from followbot.domain.events.choices import SCALE, Choices
from followbot.domain.events.lexicon import split
from followbot.domain.events.parties import Sides
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Scene, scene_of
from followbot.domain.events.text import has_ideographs
from followbot.domain.grouping import company_key
from tests.corpus.choosing import SEED, Choice, weigh
from tests.corpus.events.learn import STRANGERS, lessons, often_first
from tests.corpus.events.loading import Case
from tests.corpus.events.measure import rules

FILE = Path(__file__).parents[3] / "followbot/domain/rules/detection/companies.toml"
_SEEN = 2
"""Names in which something must be seen to count."""
_QUIET = 3
"""Weights, in hundredths, below which a feature is left out."""
_SEEDS = 4
"""Orders in which the events are learned from; the weights are the mean."""
_LEVELS = ((5, "s5"), (2, "s2"), (1, "s1"))
_CAPITALS = ((4, "c4"), (2, "c2"))
"""How many authors write a word small, or at all, for its level."""
_GROUPS = (
    *STRANGERS,
    "fourth",
    "third",
    "fresh",
    "people",
    "verdict",
    "blind",
    "notes_u",
    "notes_v",
    "called",
)
"""How the ids of events begin that are held out together: each is by another author, or of another time."""
_HEAD = """\
# What speaks for a name in an event being its company's. Written by `python -m tests.corpus.events.choose` from the labelled
# events in tests/corpus/events: do not edit by hand, add a labelled event and learn again. Each line of `weights` is something
# that can be seen of a name (see events/candidates.py and events/looks.py) with its weight, in hundredths; each of `levels` is
# how usual words are, and pairs of characters: "s5" for those that five authors or more write small, "c4" for those that four
# or more write at all.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One event as learning sees it."""

    name: str
    offered: dict[str, frozenset[str]]
    """What is seen of each name, by its key."""
    company: str


@dataclass(frozen=True, slots=True)
class Usage:
    """By whom each word is written: at all, and with a small letter."""

    any: dict[str, set[str]]
    small: dict[str, set[str]]

    def levels(self, without: str = "") -> str:
        """The table of levels as `Choices` takes it, as if an author's events were not there."""
        lines: dict[str, list[str]] = {}
        for word, authors in sorted(self.any.items()):
            small = len(self.small.get(word, set()) - {without})
            level = next((n for least, n in _LEVELS if small >= least), "")
            level = level or next((n for least, n in _CAPITALS if len(authors - {without}) >= least), "")
            if level:
                lines.setdefault(level, []).append(word)
        return "\n".join(f"{level}\t{' '.join(words)}" for level, words in sorted(lines.items()))


def author_of(name: str) -> str:
    """Who wrote an event, by its id."""
    return next((group for group in _GROUPS if name.startswith(group)), "other")


def usage(cases: Sequence[Case]) -> Usage:
    """The words of all events, and the pairs of Japanese and Chinese characters."""
    found = Usage({}, {})
    for case in cases:
        author = author_of(case.id)
        for text in _texts(scene_of(case.event, case.profile, rules(), case.addresses)):
            words = split(text)
            end, before = -1, ""
            for token, (start, stop) in zip(words.tokens, words.spans, strict=True):
                if has_ideographs(token):
                    if end == start:
                        found.any.setdefault(before + token, set()).add(author)
                    end, before = stop, token
                elif not token.isdigit():
                    found.any.setdefault(token, set()).add(author)
                    if text[start].islower():
                        found.small.setdefault(token, set()).add(author)
    return found


def _texts(scene: Scene) -> list[str]:
    return [scene.title, scene.body, scene.place, *(g.shown for g in scene.guests if "@" not in g.shown)]


def as_others_know(cases: Sequence[Case]) -> Callable[[str], DetectionRules]:
    """The rules as somebody has them who knows how usual words are from all authors but one, whose name is given."""
    known = usage(cases)

    @cache
    def without(author: str) -> DetectionRules:
        return replace(rules(), choices=Choices({"weights": "", "levels": known.levels(author)}))

    return without


def samples(cases: Sequence[Case]) -> list[Sample]:
    """The interviews whose company is labelled, each seen as by somebody who knows the words of all other authors."""
    without = as_others_know(cases)
    found = []
    for case in cases:
        if case.company is not None and case.expect == "interview":
            scene = scene_of(case.event, case.profile, without(author_of(case.id)), case.addresses)
            names = candidates(scene, Sides(scene, case.settings))
            offered = {key: frozenset(one.seen) for key, one in names.items()}
            found.append(Sample(case.id, offered, company_key(case.company)))
    return found


def learn(some: Sequence[Sample]) -> dict[str, int]:
    """The weights of everything seen, in hundredths."""
    counts = Counter(name for sample in some for seen in sample.offered.values() for name in seen)
    choices = [
        Choice(
            [sorted(n for n in seen if counts[n] >= _SEEN) for seen in sample.offered.values()],
            list(sample.offered).index(sample.company),
        )
        for sample in some
        if sample.company in sample.offered
    ]
    sums: Counter[str] = Counter()
    for number in range(_SEEDS):
        sums.update(weigh(choices, SEED + number))
    weights = {name: round(sums[name] / _SEEDS * SCALE) for _, name in often_first(enumerate(sums), counts)}
    return {name: weight for name, weight in weights.items() if abs(weight) >= _QUIET}


def table(weights: dict[str, int]) -> dict[str, str]:
    """The weights as `Choices` takes them."""
    return {"weights": "\n".join(f"{name}\t{weight}" for name, weight in weights.items())}


def written(weights: dict[str, int], levels: str) -> str:
    """The rule file of these weights and levels."""
    return f"{_HEAD}levels = '''\n{levels}\n'''\nweights = '''\n{table(weights)['weights']}\n'''\n"


def check(some: Sequence[Sample]) -> list[str]:
    """How many companies are right in each author's events, held out from learning, and how the others are wrong."""
    lines = []
    for group in _GROUPS:
        kept = [s for s in some if author_of(s.name) == group]
        choices = Choices(table(learn([s for s in some if author_of(s.name) != group])))
        told = Counter(_outcome(s, choices.best(s.offered)) for s in kept)
        rest = ", ".join(f"{name} {count}" for name, count in sorted(told.items()) if name != "right")
        lines.append(f"{group:8} {told['right']:4} of {len(kept):4} right; {rest}")
    return lines


def _outcome(sample: Sample, said: str) -> str:
    if said == sample.company:
        return "right"
    if sample.company not in sample.offered:
        return "not offered"
    return "another" if said and sample.company else "said where none is" if said else "none said"


def main(arguments: Sequence[str]) -> None:
    cases = lessons()
    some = samples(cases)
    if "--check" in arguments:
        print("\n".join(check(some)))  # noqa: T201 - a report
        return
    weights = learn(some)
    FILE.write_text(written(weights, usage(cases).levels()), "utf-8")
    print(f"{len(some)} events, {len(weights)} features: {FILE}")  # noqa: T201 - a report


if __name__ == "__main__":
    main(sys.argv[1:])
