"""`python -m tests.corpus.events.learnpeople` learns who takes part (`followbot.domain.events.attendance`), and writes the rule
file. With `--check` it only tells how many labelled sets of contacts are right of each stranger's events, held out from
learning; with `--without PREFIX` it does so for the events whose ids begin so.
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from pathlib import Path

from followbot.domain import names
from followbot.domain.events.attendance import heard, weighed
from followbot.domain.events.choices import Choices
from followbot.domain.events.collect import collect
from followbot.domain.events.company import employer
from followbot.domain.events.contacts import known_to_rules
from followbot.domain.events.lexicon import split
from followbot.domain.events.parties import Sides
from followbot.domain.events.picking import Judged, chosen
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import scene_of
from followbot.domain.events.somebody import Candidate
from followbot.domain.events.weights import SCALE, Weights
from tests.corpus.events.choose import author_of, usage
from tests.corpus.events.learn import STRANGERS, lessons, often_first
from tests.corpus.events.loading import Case
from tests.corpus.events.measure import key, rules
from tests.corpus.separating import separate

FILE = Path(__file__).parents[3] / "followbot/domain/rules/detection/people.toml"
_SEEN = 3
"""Candidates that must have a trait for it to count."""
_QUIET = 12
"""Weights, in thousandths, below which a trait is left out."""
_DAMPED = 4.0
_COST = 0.5
"""What an error costs beside large weights; at 1 fewer sets are right of strangers' events held out."""
_CUT = 0.2
"""What a row counts whose name is a piece of a right one, or has one in it: it says little of who takes part."""
_FORGOTTEN = 0.5
"""What an event counts that is seen once more with half of its names unknown."""
_AUTHORS = (*STRANGERS, "notes_u", "notes_v")
"""How the ids of each stranger's events begin."""
_HEAD = """\
# What the traits of somebody weigh who may take part in an interview (followbot/domain/events/traits.py says what they are).
# Written by `python -m tests.corpus.events.learnpeople` from the labelled events in tests/corpus/events/tune: do not edit by
# hand, add a labelled event and learn again. Each line is a trait with its weight, in thousandths: above zero for those who
# take part.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One interview as learning sees it: everybody who may take part, with their traits, and who truly does."""

    name: str
    people: tuple[tuple[Candidate, frozenset[str]], ...]
    wanted: frozenset[str]
    invited: bool
    weight: float = 1.0

    def takes_part(self, one: Candidate) -> bool:
        if not self.wanted.isdisjoint(map(key, (one.name, one.called or one.name))):
            return True
        if key(one.email) not in self.wanted:
            return False
        return one.guest is not None or one in self._bearers(one.email)

    def _bearers(self, email: str) -> list[Candidate]:
        """Of the names before an address those that it spells, all where it spells none."""
        beside = [one for one, _ in self.people if one.guest is None and one.email == email]
        return [one for one in beside if names.address_fits(one.name, email)] or beside

    def share(self, one: Candidate) -> float:
        """How much somebody counts in learning."""
        if self.takes_part(one):
            return self.weight
        right = (other for other, _ in self.people if self.takes_part(other))
        return self.weight * (_CUT if any(one.clashes(other) for other in right) else 1.0)


def samples(cases: Sequence[Case]) -> list[Sample]:
    """The interviews of which somebody wrote down who takes part, each seen twice.

    Most names of the corpus came into the lists of names when its events were read, and those of the next stranger are not in
    them: so the second time half of the names are as unknown as that. How usual a word is, only the other authors tell.
    """
    known = usage(cases)
    tables = {author: known.levels(author) for author in {author_of(case.id) for case in cases}}
    choices = {author: Choices({**rules().choices.table, "levels": levels}) for author, levels in tables.items()}
    found = []
    for case in cases:
        if case.expect == "interview" and case.contacts is not None:
            seen = replace(rules(), choices=choices[author_of(case.id)])
            found += [_sample(case, seen), replace(_sample(case, _forgetful(case, seen)), weight=_FORGOTTEN)]
    return found


def _sample(case: Case, known: DetectionRules) -> Sample:
    scene = scene_of(case.event, case.profile, known, case.addresses)
    sides = Sides(scene, case.settings)
    marks = collect(scene, sides)
    company = employer(scene, sides)
    people = weighed(scene, known_to_rules(scene, sides, marks, company), company.name or "")
    everybody = tuple((one, frozenset(map(sys.intern, traits))) for one, traits in people)  # each text once in memory
    return Sample(case.id, everybody, frozenset(map(key, case.contacts or ())), scene.is_letter)


def _forgetful(case: Case, known: DetectionRules) -> DetectionRules:
    """The rules without every other name of an event, always the same ones."""
    event = case.event
    people = (p for p in (event.organizer, *event.attendees) if p is not None)
    text = "\n".join([event.summary, event.description, *(f"{p.name} {p.email}" for p in people)])
    lost = {token for token in split(text).tokens if _is_lost(case.id + token)}
    naming = known.naming
    kept = frozenset(n for n in naming.japanese if n not in text or not _is_lost(case.id + n))
    naming = replace(naming, families=naming.families - lost, japanese=kept)
    return replace(known, given_names=known.given_names - lost, naming=naming)


def _is_lost(text: str) -> bool:
    return zlib.crc32(text.encode()) % 2 == 1


def learn(some: Sequence[Sample]) -> dict[str, object]:
    """The table of weights for `Weights`."""
    rows = [(traits, sample.takes_part(one), sample.share(one)) for sample in some for one, traits in sample.people]
    counts = Counter(trait for traits, *_ in rows for trait in traits)
    traits_known = sorted(trait for trait, count in counts.items() if count >= _SEEN)
    number = {trait: n for n, trait in enumerate(traits_known)}
    rarity = [(log((1 + len(rows)) / (1 + counts[trait])) + 1) / _DAMPED for trait in traits_known]
    vectors = []
    for traits, *_ in rows:
        known = sorted(number[trait] for trait in traits if trait in number)
        vectors.append([(n, rarity[n] / sqrt(max(len(known), 1))) for n in known])
    found, bias = separate(vectors, [member for _, member, _ in rows], shares=[share for *_, share in rows], cost=_COST)
    ordered = often_first(enumerate(traits_known), counts)
    weights = {trait: round(found[n] * rarity[n] * SCALE) for n, trait in ordered}
    lines = (f"{trait}\t{weight}" for trait, weight in weights.items() if abs(weight) >= _QUIET)
    return {"bias": round(bias * SCALE), "weights": "\n".join(lines)}


def right(sample: Sample, weights: Weights) -> bool:
    """Whether exactly those who take part are chosen."""
    words = heard([one for one, _ in sample.people])
    judged = [
        Judged(one, weights.margin(traits) + word) for (one, traits), word in zip(sample.people, words, strict=True)
    ]
    found = chosen(sorted(judged, key=lambda j: -j.margin), rules(), invited=sample.invited)
    return frozenset(key(one.email or one.called or one.name) for one in found) == sample.wanted


def check(some: Sequence[Sample], authors: Sequence[str]) -> list[str]:
    """How many sets are right of each author's events, held out from learning, and of all together."""
    lines, hits, total = [], 0, 0
    for author in authors:
        weights = Weights(learn([s for s in some if not s.name.startswith(author)]))
        kept = [s for s in some if s.name.startswith(author) and s.weight == 1.0]
        found = sum(right(s, weights) for s in kept)
        hits, total = hits + found, total + len(kept)
        lines.append(f"{author:6} {found:4} of {len(kept):4}  {found / max(len(kept), 1):.3f}")
    return [*lines, f"all    {hits:4} of {total:4}  {hits / max(total, 1):.3f}"]


def main(arguments: Sequence[str]) -> None:
    some = samples(lessons())
    if "--check" in arguments or "--without" in arguments:
        authors = [arguments[arguments.index("--without") + 1]] if "--without" in arguments else _AUTHORS
        print("\n".join(check(some, authors)))  # noqa: T201 - a report
        return
    table = learn(some)
    lines = str(table["weights"])
    FILE.write_text(f"{_HEAD}bias = {table['bias']}\nweights = '''\n{lines}\n'''\n", "utf-8")
    print(f"{len(some)} interviews, {lines.count(chr(10)) + 1} traits: {FILE}")  # noqa: T201 - a report


if __name__ == "__main__":
    main(sys.argv[1:])
