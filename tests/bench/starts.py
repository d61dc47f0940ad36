"""How quick the commands start and how much the daemon keeps: `python tests/bench/starts.py VENV/bin`, by hand.

On an installed copy, not an editable one. Printed is processor time (user and system, the least of ten runs), in seconds and in
multiples of what `import sqlalchemy` takes there, because seconds of one machine say little about another.
Recorded on 2026-11-29, Python 3.11, two busy cores:

    followbot --version      0.02 s   0.1 x        followbot --help   0.08 s   0.3 x
    followbot status         0.29 s   1.3 x        (1.9 x when it was read through SQLAlchemy)
    a second cycle over 10,000 events and 100,000 messages   0.69 s   3.0 x
    followbot run at rest    63 MB, 73 MB after it has judged events and written a draft, 71 MB after the scan of this bench
                             (88 MB when it judged in its own process)
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

RUNS = 10
EVENTS = 10_000
MESSAGES = 100_000

CONFIG = """
profile: {{name: Sam Taylor, email: sam@example.org, timezone: Europe/Berlin, country: DE}}
accounts:
  - {{name: main, provider: local, local: {{calendars: [{0}/calendar], maildir: {0}/mail}}}}
"""

EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//followbot//bench//EN
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260101T000000Z
DTSTART:{start:%Y%m%dT%H%M%SZ}
DTEND:{end:%Y%m%dT%H%M%SZ}
SUMMARY:{title}
ORGANIZER;CN=Jane Doe:mailto:jane@acme.example
ATTENDEE;CN=Sam Taylor:mailto:sam@example.org
END:VEVENT
END:VCALENDAR
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure an installed followbot.")
    parser.add_argument("bin", type=Path, help="the bin folder of a virtual environment that followbot is installed in")
    programs: Path = parser.parse_args().bin
    with tempfile.TemporaryDirectory() as folder:
        measure(programs.absolute(), Path(folder))


def measure(programs: Path, folder: Path) -> None:
    os.environ |= {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state")}
    followbot = [str(programs / "followbot"), "--config", str(folder / "config.yaml")]
    fill(folder)
    say("first cycle", processor_time([*followbot, "once"]), None)
    unit = least([str(programs / "python"), "-c", "import sqlalchemy"])
    for name, arguments in {
        "--version": ["--version"],
        "--help": ["--help"],
        "status": ["status"],
        "second cycle": ["once"],
    }.items():
        command = [followbot[0], *arguments] if name.startswith("--") else [*followbot, *arguments]
        say(name, least(command), unit)
    sys.stdout.write(f"{'run, after a scan':20} {resident(followbot)} MB\n")


def fill(folder: Path) -> None:
    """A calendar with one interview of yesterday among the appointments of three years, and a mailbox with much other mail."""
    (folder / "config.yaml").write_text(CONFIG.format(folder), "utf-8")
    chance, now = random.Random(1), datetime.now(UTC)  # noqa: S311, TID251 - a bench has the real time
    (folder / "calendar").mkdir()
    for name in ("INBOX", "Drafts", "Sent", "Trash"):
        for part in ("cur", "new", "tmp"):
            (folder / "mail" / name / part).mkdir(parents=True)
    for n in range(EVENTS):
        title = "Interview: Engineer at Acme" if n == 0 else chance.choice(["Dentist", "Team meeting", "Yoga"])
        start = now - timedelta(hours=30) if n == 0 else now + timedelta(days=chance.randrange(-1000, 40))
        text = EVENT.format(uid=f"{n}@bench", title=title, start=start, end=start + timedelta(hours=1))
        (folder / "calendar" / f"{n}.ics").write_text(text, "utf-8")
    for n in range(MESSAGES):
        at = now - timedelta(minutes=5 * n)
        head = f"From: p{n % 500}@list.example\nTo: sam@example.org\nSubject: message {n}\nMessage-ID: <{n}@list.example>\n"
        path = folder / "mail" / "INBOX" / "cur" / f"{1_700_000_000 + n}.M{n}.bench:2,S"
        path.write_text(f"{head}Date: {at:%a, %d %b %Y %H:%M:%S +0000}\n\nbody\n", "utf-8")


def processor_time(command: Sequence[str]) -> float:
    """Seconds of user and system time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def least(command: Sequence[str]) -> float:
    return min(processor_time(command) for _ in range(RUNS))


def resident(followbot: Sequence[str]) -> int:
    """Megabytes that the daemon holds some time after its first cycle."""
    with subprocess.Popen([*followbot, "run"], stderr=subprocess.DEVNULL) as daemon:
        time.sleep(20)  # noqa: TID251 - a bench has the real time
        status = Path(f"/proc/{daemon.pid}/status").read_text("utf-8")
        daemon.terminate()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) // 1000


def say(name: str, seconds: float, unit: float | None) -> None:
    ratio = f"  {seconds / unit:.1f} x import sqlalchemy" if unit else ""
    sys.stdout.write(f"{name:20} {seconds:.2f} s{ratio}\n")


if __name__ == "__main__":
    main()
