"""Every figure in one table: `python -m tests.bench [--json FILE] [PART ...]`, by hand, on a machine with little else to do.

Parts: start memory items local imap google microsoft growth scans store. What is counted is processor time, memory, bytes and
requests, never the clock on the wall, except for how late a draft comes. `docs/figures.md` holds the last run.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import cycling, growing, holding, items, starting
from tests.bench.figures import Figure, table

PROVIDERS = ("local", "imap", "google", "microsoft")


def _growth() -> Iterator[Figure]:
    for provider in PROVIDERS:
        yield from cycling.measured_growth(provider)


def _scans() -> Iterator[Figure]:
    yield from growing.scans()
    yield from growing.first_scan_of_interviews()


PARTS: dict[str, Callable[[], Iterator[Figure]]] = {
    "start": starting.measured,
    "memory": holding.measured,
    "items": items.measured,
    "local": lambda: cycling.measured("local"),
    "imap": lambda: cycling.measured("imap"),
    "google": lambda: cycling.measured("google"),
    "microsoft": lambda: cycling.measured("microsoft"),
    "growth": _growth,
    "scans": _scans,
    "store": growing.store,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure what followbot costs.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {' '.join(PARTS)} (default: all)")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    found: list[Figure] = []
    for name in chosen.parts or PARTS:
        sys.stderr.write(f"{name} ...\n")
        found += PARTS[name]()
    sys.stdout.write(table(found))
    if chosen.json is not None:
        machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
        document = {"on": machine, "figures": [figure.as_json() for figure in found]}
        chosen.json.write_text(json.dumps(document, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
