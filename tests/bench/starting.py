"""What starting takes, and how late a draft comes; python itself beside it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.meter import least, run
from tests.bench.places import Place, local

RUNS = 7


def measured() -> Iterator[Figure]:
    python = least([sys.executable, "-c", "pass"], RUNS)
    with tempfile.TemporaryDirectory() as folder, local(Path(folder)) as place:
        place.fill(1, 50, 100)
        command = [sys.executable, "-m", "followbot"]
        configured = [*command, "--config", str(place.config)]
        run([*configured, "once"])
        for name, line in (
            ("followbot --version", [*command, "--version"]),
            ("followbot --help", [*command, "--help"]),
            ("followbot status", [*configured, "status"]),
            ("followbot once, nothing new", [*configured, "once"]),
        ):
            yield Figure(name, "s CPU", (least(line, RUNS),), baseline=python, against="`python -c pass`")
    yield from _latency()


DUE = 5


def _latency() -> Iterator[Figure]:
    """Seconds from when a draft is due until it is in the mailbox, by the machine's clock; the daemon runs before."""
    with tempfile.TemporaryDirectory() as folder, local(Path(folder)) as place:
        due = datetime.now(UTC) + timedelta(seconds=15)  # noqa: TID251 - as above
        moments = [due + timedelta(seconds=5 * n) for n in range(DUE)]
        for number, moment in enumerate(moments):
            place.invite(f"int-{number}", f"Firm{number}", moment - timedelta(hours=24))
        command = [sys.executable, "-m", "followbot", "--config", str(place.config), "run"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as daemon:
            try:
                late = list(_late(place, moments))
            finally:
                daemon.terminate()
    yield Figure("a draft after it is due", "s", (sorted(late)[len(late) // 2],), note=f"{[round(s, 2) for s in late]}")
    yield Figure("the latest of five", "s", (max(late),))


def _late(place: Place, moments: list[datetime]) -> Iterator[float]:
    drafts = Path(place.where) / "Mail" / "Drafts"
    for number, moment in enumerate(moments):
        for _ in range(600):
            there = sorted((p for part in ("cur", "new") for p in (drafts / part).iterdir()), key=_written)
            if len(there) > number:
                yield _written(there[number]) - moment.timestamp()
                break
            time.sleep(0.1)  # noqa: TID251 - as above
        else:
            raise RuntimeError("no draft within a minute")


def _written(path: Path) -> float:
    return path.stat().st_mtime
