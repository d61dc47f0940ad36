"""Every figure in one table: `python -m tests.bench [PART ...]`, by hand, on a machine with little else to do.

Parts: start memory items local imap google microsoft growth scans store. What is counted is processor time, memory, bytes and
requests, never the clock on the wall, except for how late a draft comes.

With `--json FILE` the figures are kept there, part by part: one that is not run this time stays as it was when it last was,
and is printed with the others. `--page FILE` puts the table between the two marks in a page. The committed page is made by

    python -m tests.bench --json docs/figures.json --page docs/figures.md
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench import cycling, growing, holding, items, starting
from tests.bench.figures import Figure, table

Document = dict[str, dict[str, Any]]
"""By part: the machine and the day, and its figures."""

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


BEGIN, END = "<!-- printed by python -m tests.bench -->\n", "<!-- end -->\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure what followbot costs.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {' '.join(PARTS)} (default: all)")
    parser.add_argument("--json", type=Path, help="keep the figures here, part by part")
    parser.add_argument("--page", type=Path, help="put the table into this page as well")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    document: Document = {}
    if chosen.json is not None and chosen.json.exists():
        document = json.loads(chosen.json.read_text("utf-8"))
    for name in chosen.parts or PARTS:
        sys.stderr.write(f"{name} ...\n")
        document[name] = {"on": _machine(), "figures": [figure.as_json() for figure in PARTS[name]()]}
        if chosen.json is not None:
            chosen.json.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    printed = shown(document)
    sys.stdout.write(printed)
    if chosen.page is not None:
        chosen.page.write_text(on_page(chosen.page.read_text("utf-8"), printed), "utf-8")


def _machine() -> dict[str, str]:
    today = datetime.now(UTC).date().isoformat()  # noqa: TID251 - a bench has the real time
    return {
        "day": today,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
    }


def shown(document: Document) -> str:
    """The table of all parts that were ever run."""
    return table(Figure.from_json(f) for name in PARTS if name in document for f in document[name]["figures"])


def on_page(page: str, printed: str) -> str:
    """The page with the table between its marks. Raises ValueError where there are none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("The page has no marks for the table.")
    return f"{before}{BEGIN}\n{printed}\n{END}{after}"


if __name__ == "__main__":
    main()
