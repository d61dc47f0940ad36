"""The command for long runs, for one world, and for the shortest script that breaks it; see the package."""

from __future__ import annotations

import argparse
import re
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

from tests.property.simulation.script import Moment, Script, make_script
from tests.property.simulation.town import Town, live

AGAIN = "python -m tests.property.simulation --seed {} --shrink"

WORLDS = 27
"""As many as CI lives through: more than two thousand process-weeks."""

_NAMES = re.compile(r"\S*\d\S*|\S+@\S+")
"""What differs between two ways to break one promise."""


@dataclass(frozen=True, slots=True)
class Result:
    seed: int
    broken: tuple[str, ...]
    cycles: int
    deaths: int
    process_weeks: float
    happened: Counter[str]
    looks: Counter[str]


def result_of(seed: int) -> Result:
    """Run one world; whatever it raises is a broken promise too."""
    try:
        town = live(make_script(seed))
    except Exception:  # noqa: BLE001 -- a world that breaks must not end the others
        return Result(seed, (traceback.format_exc(),), 0, 0, 0.0, Counter(), Counter())
    tally = town.tally
    return Result(
        seed, tuple(town.broken), tally.cycles, tally.deaths, tally.process_weeks, tally.happened, tally.looks
    )


def run_many(seeds: Iterable[int], workers: int) -> list[Result]:
    """Run worlds side by side and print the seed of each that is broken."""
    results = []
    with ProcessPoolExecutor(workers) as pool:
        for result in pool.map(result_of, seeds):
            results.append(result)
            if result.broken:
                say(f"seed {result.seed}: {result.broken[0]}", AGAIN.format(result.seed))
    return results


def shrink(script: Script) -> Script:
    """The shortest part found that breaks the promise that the whole script breaks; itself if it breaks none."""

    def broken_by(moments: tuple[Moment, ...]) -> str:
        try:
            return promise_of(live(replace(script, moments=moments)).broken)
        except Exception as error:  # noqa: BLE001 -- see above
            return repr(error)

    wanted = broken_by(script.moments)
    if not wanted:
        return script
    return replace(script, moments=fewest(script.moments, lambda moments: broken_by(moments) == wanted))


def promise_of(broken: Sequence[str]) -> str:
    """Which promise was broken first, whoever it was broken to; empty if none was."""
    return "".join(_NAMES.sub("", what) for what in broken[:1])


def fewest(moments: tuple[Moment, ...], breaks: Callable[[tuple[Moment, ...]], bool]) -> tuple[Moment, ...]:
    """Leave out moments, in ever smaller pieces, as long as what is left still breaks; at the end none can be spared."""
    size = max(1, len(moments) // 2)
    while size:
        before, start = len(moments), 0
        while start < len(moments):
            fewer = moments[:start] + moments[start + size :]
            if breaks(fewer):
                moments = fewer
            else:
                start += size
        if size > 1 or len(moments) == before:
            size //= 2
    return moments


def show(town: Town) -> None:
    """What happened, and what was told about it."""
    say(f"seed {town.script.seed}, panel {town.script.panel.value}, a cycle every {town.script.rest} h at the least")
    say(*(f"  {moment}" for moment in town.script.moments if moment.at <= town.clock.time))
    say(*(f"  {uid}: {m.company}, ends {m.end:%d %b %H:%M}" for uid, m in town.promises.oracle.meetings.items()))
    say(*(f"    {at:%d %b %H:%M:%S} {company}: {text}" for at, company, text in town.told))
    say(f"ended {town.clock.time:%d %b %H:%M:%S}", *(f"BROKEN: {what}" for what in town.broken))


def say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.property.simulation")
    parser.add_argument("--worlds", type=int, default=WORLDS)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--shrink", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.seed is not None:
        script = make_script(asked.seed)
        town = live(shrink(script) if asked.shrink else script)
        show(town)
        return 1 if town.broken else 0
    results = run_many(range(asked.first, asked.first + asked.worlds), asked.workers)
    weeks, cycles = sum(r.process_weeks for r in results), sum(r.cycles for r in results)
    deaths, broken = sum(r.deaths for r in results), [r.seed for r in results if r.broken]
    say(
        f"{len(results)} worlds, {weeks:,.0f} process-weeks, {cycles:,} cycles, {deaths} deaths, broken: {broken or 'none'}"
    )
    happened = sum((r.happened for r in results), Counter[str]())
    say(", ".join(f"{n} {what}" for what, n in happened.most_common()))
    looks = sum((r.looks for r in results), Counter[str]())
    say("looks at companies: " + ", ".join(f"{n / looks.total():.0%} {why}" for why, n in looks.most_common()))
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
