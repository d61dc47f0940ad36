"""What an idle `followbot run` costs on one Microsoft account: `python -m tests.bench.microsoft_idle`.

As `tests.bench.google_idle`: the fake serves from this process, followbot runs in another one and looks fifty times.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.google_idle import CHILD
from tests.fakes.graph.life import interview
from tests.fakes.world import FakeClock
from tests.system.microsoft import MicrosoftDesk


def main() -> None:
    now = datetime.now(UTC)  # noqa: TID251 -- the child runs by the machine's own clock
    for name, end in (("nothing pending", now + timedelta(days=3)), ("one pending", now - timedelta(hours=3))):
        with tempfile.TemporaryDirectory() as folder, MicrosoftDesk(Path(folder), None, FakeClock(now)).open() as desk:
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
