"""What a cycle costs, by provider: requests, bytes, processor time; as more is pending, and as mailbox and calendar grow."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, middle
from tests.bench.meter import run
from tests.bench.places import PLACES, Place

PENDING = (0, 1, 20, 200)
EVENTS, MAILS = 50, 300
"""Beside what is pending; ten times as many in `measured_growth`."""
CYCLES = {0: 50, 1: 50, 20: 20, 200: 5}


def ours(place: Place, cycles: int, times: int = 3) -> dict[str, Any]:
    """What a cycle of the daemon takes on average, the least processor time of some runs."""
    command = [sys.executable, "-m", "tests.bench.child", str(place.config), str(cycles)]
    found = [json.loads(run(command, place.environment).output) for _ in range(times)]
    return {**found[0], "cpu_ms": min(f["cpu_ms"] for f in found), "idle_mb": middle([f["idle_mb"] for f in found])}


def plain(provider: str, place: Place) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.naive", provider, place.where, "2"]
    found: dict[str, Any] = json.loads(run(command, place.environment | {"BENCH_TOKEN": place.token}).output)
    return found


def measured(provider: str) -> Iterator[Figure]:
    """For 0, 1, 20, 200 pending; the naive poller on the same account."""
    found: list[dict[str, Any]] = []
    for pending in PENDING:
        with tempfile.TemporaryDirectory() as folder, PLACES[provider](Path(folder)) as place:
            place.fill(pending, EVENTS, MAILS)
            naive = plain(provider, place) if pending == PENDING[-1] else {}
            found.append(ours(place, CYCLES[pending]))
    for key, unit, name in (
        ("requests", "", "requests a cycle"),
        ("sent", "bytes", "sent a cycle"),
        ("received", "bytes", "received a cycle"),
        ("cpu_ms", "ms CPU", "a cycle"),
        ("idle_mb", "MB", "held between cycles"),
    ):
        if any(f[key] for f in found):
            values = tuple(float(f[key]) for f in found)
            yield Figure(
                f"{provider}: {name}", unit, values, PENDING, "pending", baseline=naive[key], against="a naive poller"
            )


def measured_growth(provider: str) -> Iterator[Figure]:
    """One pending, nothing new: a mailbox of ten times the size, then a calendar."""
    base, mailbox, calendar = (
        _one(provider, e, m) for e, m in ((EVENTS, MAILS), (EVENTS, MAILS * 10), (EVENTS * 10, MAILS))
    )
    for what, small, large in (("mails", MAILS, mailbox), ("events", EVENTS, calendar)):
        for key, unit in (("cpu_ms", "ms CPU"), ("requests", "requests"), ("received", "bytes received")):
            if base[key] or large[key]:
                values, sizes = (float(base[key]), float(large[key])), (small, small * 10)
                naive = large["naive"][key]
                yield Figure(
                    f"{provider}: idle cycle", unit, values, sizes, what, baseline=naive, against="a naive poller"
                )


def _one(provider: str, events: int, mails: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, PLACES[provider](Path(folder)) as place:
        place.fill(1, events, mails)
        return ours(place, CYCLES[1], times=8) | {"naive": plain(provider, place)}
