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
from followbot import bootstrap
from followbot.daemon.log import Log
from followbot.daemon.service import engine_of
from followbot.daemon.loop import Loop
config = bootstrap.load_config(Path(sys.argv[1]))

def rss():
    return int(next(l for l in open("/proc/self/status") if l.startswith("VmRSS")).split()[1]) / 1024

def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000

with bootstrap.open_world(config, migrate=True) as world:
    engine = engine_of(world, Log("warning", "console"))
    loop = Loop(engine)
    for number in range(3):
        print("start", number, engine.cycle(), f"{rss():.1f} MB", flush=True)
    before = cpu()
    for _ in range(%d):
        engine.cycle()
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
