"""What an idle `followbot run` costs on one Google account: `python -m tests.bench.google_idle`.

The fake serves from this process; followbot runs in another one, composed as the daemon composes it, and looks fifty times.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.fakes.world import FakeClock
from tests.system.google import GoogleDesk, interview

CYCLES = 50

CHILD = """
import resource, sys
from pathlib import Path
from followbot.bootstrap.service import open_daemon
from followbot.daemon.loop import Loop

def rss():
    return int(next(l for l in open("/proc/self/status") if l.startswith("VmRSS")).split()[1]) / 1024

def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000

with open_daemon(Path(sys.argv[1]), verbose=False) as daemon:
    engine = daemon.engine()
    loop = Loop(engine)
    for number in range(3):
        engine.cycle(lambda: False)
        print("cycle", number + 1, f"{rss():.1f} MB", flush=True)
    before = cpu()
    for _ in range(%d):
        engine.cycle(lambda: False)
    print(f"idle: {rss():.1f} MB, {(cpu() - before) / %d:.1f} ms of CPU a cycle", flush=True)
""" % (CYCLES, CYCLES)  # noqa: UP031 -- braces are code here


def main() -> None:
    now = datetime.now(UTC)  # noqa: TID251 -- the child runs by the machine's own clock
    for name, end in (("nothing pending", now + timedelta(days=3)), ("one pending", now - timedelta(hours=3))):
        with tempfile.TemporaryDirectory() as folder:
            desk = GoogleDesk(Path(folder), None, FakeClock(now))
            with desk.open():
                desk.log_in()
                desk.server.calendars[0].put(interview(end))
                print(name, flush=True)  # noqa: T201 -- that is its purpose
                subprocess.run(
                    [sys.executable, "-c", CHILD, str(desk.root / "config.yaml")],
                    env={**os.environ, "FOLLOWBOT_STORE_KEY_FILE": str(desk.key_file)},
                    check=True,
                )
                print(dict(desk.server.counts), flush=True)  # noqa: T201 -- that is its purpose


if __name__ == "__main__":
    main()
