"""What `followbot run` holds at each provider: the daemon and the process in which it judges, counted together.

Resident memory: pages that both processes share are counted in both.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from os import environ
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.meter import Held, family, resident
from tests.bench.places import PLACES, Place

EVENTS, MAILS = 50, 300
SECONDS, PATIENCE = 20, 300
"""So long it is watched at least, and at most until it has judged."""


def measured() -> Iterator[Figure]:
    """One pending follow-up, nothing known before: the first cycle judges every event."""
    baseline = _bare()
    for provider, opened in PLACES.items():
        with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as place:
            place.fill(1, EVENTS, MAILS)
            held, rest = _watched(place)
        note = f"at most: daemon {held.first:.1f}, its children {held.others:.1f}"
        yield Figure(f"{provider}: `run` at rest", "MB", (rest,), baseline=baseline, against="an idle python")
        yield Figure(
            f"{provider}: `run` at most", "MB", (held.together,), baseline=baseline, against="an idle python", note=note
        )


def _bare() -> float:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as python:
        time.sleep(1)  # noqa: TID251 - a bench has the real time
        held = resident(python.pid)
        python.kill()
    return held


def _watched(place: Place) -> tuple[Held, float]:
    """The most that was held, and what was held when the daemon had judged and waited again, alone."""
    command = [sys.executable, "-m", "followbot", "--config", str(place.config), "run"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**environ, **place.environment}) as daemon:
        try:
            held = Held()
            begun = time.monotonic()
            while (waited := time.monotonic() - begun) < SECONDS or (_judges(daemon.pid, held) and waited < PATIENCE):
                time.sleep(0.01)  # noqa: TID251 - as above
                held.sample(daemon.pid)
            if daemon.poll() is not None or _judges(daemon.pid, held):
                raise RuntimeError("the daemon ended, never judged, or judges still")
            return held, resident(daemon.pid)
        finally:
            daemon.terminate()


def _judges(daemon: int, held: Held) -> bool:
    """Whether it has still to judge, or is at it."""
    return not held.others or family(daemon) != [daemon]
