"""`python -m tests.corpus.messages.heldout [SET...]` tells how mails of strangers are judged whose author taught nothing.

Each set of a stranger is held out in turn: wording and bearing are learned from all other mails, and the whole analysis then
judges the set. The rules are those of now, and their words may have been found in that very set: so only the differences
between two runs say something, and figures of new sets, measured before anybody reads them, remain the honest ones. With
`-v` it lists what differs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from followbot.domain import replies
from followbot.domain.answers.bearing import Bearings
from followbot.domain.leaning import Leanings
from tests.corpus.messages import learnkinds
from tests.corpus.messages.learn import Sample, learn, samples, written_table
from tests.corpus.messages.learnkinds import Bearing
from tests.corpus.messages.loading import HALVES, Case, load, rules
from tests.corpus.messages.measure import Judged, Tally, tally

STRANGERS = ("mb", "mc", "md", "me", "mf", "mh", "mj", "ml", "ms", "mw", "mg", "mk", "ma", "mx", "my", "mz")
_HEADER = f"{'':10}{'mails':>6}{'kind':>8}{'stops':>8}{'outcome':>9}{'until':>8}"


def judged_by_others(
    name: str, cases: Sequence[Case], teaching: Sequence[Sample], borne: Sequence[Bearing]
) -> list[Judged]:
    """What is made of one stranger's mails by a wording and a bearing that were learned without them."""
    model = learn([sample for sample in teaching if set_of(sample) != name])
    bearings = learnkinds.learn([one for one in borne if set_of(one) != name])
    taught = replace(rules(), leanings=Leanings(written_table(model)), bearings=Bearings(bearings))
    held = [case for case in cases if set_of(case) == name]
    return [Judged(case, replies.read(case.message, case.context, taught)) for case in held]


def set_of(one: Case | Sample | Bearing) -> str:
    return one.name.partition("-")[0]


def line(name: str, counts: Tally) -> str:
    figures = f"{counts.kind:>8.3f}{counts.stops:>8.3f}{counts.outcome:>9.3f}{counts.until:>8.3f}"
    return f"{name:10}{counts.cases:>6}{figures}"


def main(arguments: Sequence[str]) -> None:
    verbose = "-v" in arguments
    chosen = [name for name in STRANGERS if name in arguments] or list(STRANGERS)
    cases = [case for half in HALVES for case in load(half)]
    teaching, borne = samples(cases), learnkinds.bearings(cases, rules())
    told, everything = [_HEADER], []
    for name in chosen:
        judged = judged_by_others(name, cases, teaching, borne)
        everything += judged
        told.append(line(name, tally(judged)))
        if verbose:
            told += [f"  {j.case.name} [{j.case.trap}] {'; '.join(j.wrong)}" for j in judged if j.wrong]
    print("\n".join([*told, line("all", tally(everything))]))  # noqa: T201 - a program that prints a report


if __name__ == "__main__":
    main(sys.argv[1:])
