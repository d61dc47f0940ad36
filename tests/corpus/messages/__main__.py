"""`python -m tests.corpus.messages [sealed|tune|hold]` prints how reply analysis fares on a part of the corpus (default: what
is sealed, the only one that taught nothing), and why each mail of `sealed` and `hold` that differs does."""

from __future__ import annotations

import sys

from tests.corpus.messages.loading import SEALED, load, reasons
from tests.corpus.messages.measure import Tally, grouped, judge, tally

_HEADER = f"{'':28}{'cases':>6}{'kind':>8}{'stops':>8}{'outcome':>9}{'until':>8}"


def main(arguments: list[str]) -> None:
    half = arguments[0] if arguments else SEALED
    judged = judge(load(half))
    lines = [_HEADER, _line(half, tally(judged))]
    for key in ("language",) if half == SEALED else ("language", "trap"):
        lines += ["", *(_line(name, counts) for name, counts in grouped(judged, key).items())]
    wrong = [j for j in judged if j.wrong]
    lines += ["", f"{len(wrong)} of {len(judged)} differ:"]
    for j in wrong:
        lines.append(f"  {j.case.name} [{j.case.trap}] {'; '.join(j.wrong)}")
        lines += [f"      {why}" for why in (reasons(half).get(j.case.name),) if why]
    print("\n".join(lines))  # noqa: T201 - a program that prints a report


def _line(name: str, counts: Tally) -> str:
    return (
        f"{name:28}{counts.cases:>6}{counts.kind:>8.3f}{counts.stops:>8.3f}{counts.outcome:>9.3f}{counts.until:>8.3f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
