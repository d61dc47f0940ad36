"""First and second scans of a large calendar and mailbox, and a store with many processes."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followbot.store import open_store
from tests.bench.figures import Figure
from tests.bench.living import another
from tests.bench.meter import run
from tests.bench.places import local

SCANS = ((1_000, 10_000), (10_000, 100_000))
"""Events and mails."""
STORES = (100, 1_000)
INTERVIEWS = (100, 1_000)


def scans() -> Iterator[Figure]:
    """One cycle of a fresh `once` on everything, then another; the naive poller reads it all each time."""
    first, second, naive = [], [], 0.0
    for events, mails in SCANS:
        with tempfile.TemporaryDirectory() as folder, local(Path(folder)) as place:
            place.fill(1, events, mails)
            command = [sys.executable, "-m", "followbot", "--config", str(place.config), "once"]
            first.append(run(command).seconds)
            second.append(min(run(command).seconds for _ in range(3)))
            if (events, mails) == SCANS[-1]:
                found = run([sys.executable, "-m", "tests.bench.naive", "local", place.where, "1"]).output
                naive = json.loads(found)["cpu_ms"] / 1000
    sizes = tuple(events for events, _ in SCANS)
    what = "events and ten times as many mails"
    yield Figure("first scan", "s CPU", tuple(first), sizes, what, baseline=naive, against="a naive poller")
    yield Figure("second scan", "s CPU", tuple(second), sizes, what, baseline=naive, against="a naive poller")


def first_scan_of_interviews() -> Iterator[Figure]:
    """A calendar of interviews alone: what each one adds to the first cycle, judged in the same process."""
    values = []
    for count in INTERVIEWS:
        with tempfile.TemporaryDirectory() as folder, local(Path(folder)) as place:
            now = datetime.now(UTC)  # noqa: TID251 - the program runs by the machine's own clock
            for number in range(count):
                place.invite(f"int-{number}", f"Firm{number}", now + timedelta(minutes=30 * (number % 1_000) + 60))
            command = [sys.executable, "-m", "tests.bench.child", str(place.config), "1"]
            values.append(json.loads(run(command).output)["first_seconds"])
    yield Figure("first scan of interviews alone", "s CPU", tuple(values), INTERVIEWS, "interviews")


def store() -> Iterator[Figure]:
    """Bytes on the disk and the time of a cycle, with so many processes that are over, each with its journal and drafts."""
    sizes, cycles = [], []
    for count in (0, *STORES):
        with tempfile.TemporaryDirectory() as folder, local(Path(folder)) as place:
            path = Path(folder) / "state" / "followbot.db"
            with open_store(f"sqlite:///{path}", migrate=True) as opened:
                for number in range(count):
                    opened.commit(another(number))
            sizes.append(path.stat().st_size)
            place.fill(1, 50, 100)
            command = [sys.executable, "-m", "tests.bench.child", str(place.config), "30"]
            cycles.append(min(json.loads(run(command).output)["cpu_ms"] for _ in range(3)))
    grown = tuple(float(size - sizes[0]) / 1024 for size in sizes[1:])
    yield Figure(
        "store",
        "kB more on the disk",
        grown,
        STORES,
        "lived processes",
        baseline=sizes[0] / 1024,
        against="an empty store",
    )
    yield Figure(
        "local: idle cycle beside lived ones",
        "ms CPU",
        tuple(cycles[1:]),
        STORES,
        "processes",
        baseline=cycles[0],
        against="with none",
    )
