"""`python -m tests.corpus.events [sealed|tune|hold]` prints how detection fares on a part of the corpus (default: what is
sealed, the only one that taught nothing).

What differs is listed, with why, for what is sealed and for the half that the rules are tuned on: of `hold` nobody is to know
more than figures.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from tests.corpus.events.loading import SEALED, load, reasons
from tests.corpus.events.measure import Outcome, Tally, grouped, judge, tally

_HEADER = f"{'':24}{'cases':>6}{'precision':>11}{'recall':>8}{'contacts':>10}{'company':>9}{'verdicts':>10}"


def main(arguments: list[str]) -> None:
    part = arguments[0] if arguments else SEALED
    outcomes = judge(load(part))
    lines = [_HEADER, _line(part, tally(outcomes))]
    for key in ("language", "trap") if part == "tune" else ("language",):
        lines += ["", *(_line(name, counts) for name, counts in grouped(outcomes, key).items())]
    wrong = [o for o in outcomes if o.wrong]
    lines += ["", f"{len(wrong)} of {len(outcomes)} differ."]
    lines += [] if part == "hold" else _told(wrong, part)
    print("\n".join(lines))  # noqa: T201 - a program that prints a report


def _told(wrong: Sequence[Outcome], part: str) -> Iterator[str]:
    for outcome in wrong:
        yield f"  {outcome.case.id} [{outcome.case.trap}] {outcome.case.event.summary}: {'; '.join(outcome.wrong)}"
        if why := reasons(part).get(outcome.case.id):
            yield f"      {why}"


def _line(name: str, counts: Tally) -> str:
    return (
        f"{name:24}{counts.cases:>6}{counts.precision:>11.3f}{counts.recall:>8.3f}"
        f"{counts.contacts_right:>10.3f}{counts.companies_right:>9.3f}{counts.right / (counts.cases or 1):>10.3f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
