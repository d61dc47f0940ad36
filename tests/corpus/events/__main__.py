"""`python -m tests.corpus.events [tune|hold]` prints how detection fares on a half of the corpus (default: hold).

What differs is listed for the half that the rules are tuned on only: of the other one nobody is to know more than figures.
"""

from __future__ import annotations

import sys

from tests.corpus.events.loading import load
from tests.corpus.events.measure import Tally, grouped, judge, tally

_HEADER = f"{'':24}{'cases':>6}{'precision':>11}{'recall':>8}{'contacts':>10}{'company':>9}{'verdicts':>10}"


def main(arguments: list[str]) -> None:
    half = arguments[0] if arguments else "hold"
    outcomes = judge(load(half))
    print(_HEADER)  # noqa: T201 - a program that prints a report
    print(_line(half, tally(outcomes)))  # noqa: T201 - a program that prints a report
    for key in ("language",) if half == "hold" else ("language", "trap"):
        print()  # noqa: T201 - a program that prints a report
        for name, counts in grouped(outcomes, key).items():
            print(_line(name, counts))  # noqa: T201 - a program that prints a report
    wrong = [o for o in outcomes if o.wrong]
    if half == "hold":
        print(f"\n{len(wrong)} of {len(outcomes)} differ.")  # noqa: T201 - a program that prints a report
        return
    print(f"\n{len(wrong)} of {len(outcomes)} differ:")  # noqa: T201 - a program that prints a report
    for outcome in wrong:
        print(f"  {outcome.case.id} [{outcome.case.trap}] {outcome.case.event.summary}: {'; '.join(outcome.wrong)}")  # noqa: T201 - a program that prints a report


def _line(name: str, counts: Tally) -> str:
    return (
        f"{name:24}{counts.cases:>6}{counts.precision:>11.3f}{counts.recall:>8.3f}"
        f"{counts.contacts_right:>10.3f}{counts.companies_right:>9.3f}{counts.right / (counts.cases or 1):>10.3f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
