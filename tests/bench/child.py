"""The daemon's own engine for some cycles, and what each took: `python -m tests.bench.child CONFIG CYCLES`, one JSON document.

The first cycles find everything and are left out of the averages. Then the clock is half an hour ahead: for a quarter of an
hour after a change an Outlook calendar is looked at besides, and what a quiet day costs is asked here.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from followbot.app.cycle import run_cycle
from followbot.app.ports import Clock
from followbot.app.report import Report
from followbot.bootstrap.service import open_daemon
from followbot.daemon.service import Daemon
from tests.bench.meter import Traffic, peak, processor, resident

WARM = 3
LATER = timedelta(minutes=30)


class Ahead:
    """A clock that is ahead of another one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now() + LATER


def cycle(daemon: Daemon) -> Report:
    try:
        return run_cycle(daemon.world, lock_wait=timedelta(seconds=10), halt=lambda: False)
    finally:
        daemon.world.rest()


def asked(report: Report) -> int:
    """Requests since the daemon began. What goes along in a batch is one."""
    return sum(n for name, n in report.requests.items() if "(in a batch)" not in name)


def main() -> None:
    traffic = Traffic()
    traffic.watch()
    with open_daemon(Path(sys.argv[1]), verbose=False) as daemon:
        begun, first = processor(), cycle(daemon)
        first_seconds = processor() - begun
        first_requests = asked(first)
        for _ in range(WARM - 1):
            cycle(daemon)
        daemon.world = replace(daemon.world, clock=Ahead(daemon.world.clock))
        cycle(daemon)
        warm, cycles = asked(cycle(daemon)), int(sys.argv[2])
        before = (processor(), traffic.sent, traffic.received)
        for _ in range(cycles):
            report = cycle(daemon)
            if report.errors:
                raise RuntimeError(report.errors)
        spent = [after - b for after, b in zip((processor(), traffic.sent, traffic.received), before, strict=True)]
        pending = sum(len(r.interviews) for p in daemon.world.store.live() for r in p.rounds)
        found = {
            "first_seconds": first_seconds,
            "first_requests": first_requests,
            "cpu_ms": spent[0] / cycles * 1000,
            "sent": spent[1] / cycles,
            "received": spent[2] / cycles,
            "requests": (asked(report) - warm) / cycles,
            "idle_mb": resident(),
            "peak_mb": peak(),
            "pending": pending,
        }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
