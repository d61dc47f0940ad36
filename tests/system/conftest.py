"""A whole followbot on real files: its own folder, a Maildir, a calendar, and a wall clock that the test sets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
END = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
"""When the interview ends: Tuesday, 15:00 in Berlin."""

CONFIG = """\
profile: {{name: Sam Taylor, email: sam@home.example, timezone: Europe/Berlin, country: DE}}
accounts:
  - name: files
    provider: local
    local: {{calendars: [calendar], maildir: Mail, inbox: [INBOX], drafts: Drafts, sent: [Sent], trash: Trash}}
store: {{url: "sqlite:///{store}"}}
drafts: {{debrief: {debrief}}}
"""

EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Acme//Recruiting//EN
BEGIN:VEVENT
UID:{uid}@acme.example
DTSTAMP:20260220T080000Z
DTSTART:{start:%Y%m%dT%H%M%SZ}
DTEND:{end:%Y%m%dT%H%M%SZ}
SUMMARY:Technical interview: Backend Engineer at Acme
DESCRIPTION:Interview with Jane Doe\\, Staff Engineer at Acme\\, about the billing platform.
ORGANIZER;CN=Jane Doe:mailto:jane.doe@acme.example
ATTENDEE;CN=Jane Doe;PARTSTAT=ACCEPTED:mailto:jane.doe@acme.example
ATTENDEE;CN=Sam Taylor;PARTSTAT=ACCEPTED:mailto:sam@home.example
END:VEVENT
END:VCALENDAR
"""


@dataclass
class Desk:
    """One user's files, and the program run on them."""

    root: Path
    shim: Path | None = None

    @property
    def maildir(self) -> Path:
        return self.root / "Mail"

    def setup(self, *, debrief: bool = False) -> None:
        for folder in ("INBOX", "Drafts", "Sent", "Trash"):
            for part in ("cur", "new", "tmp"):
                (self.maildir / folder / part).mkdir(parents=True)
        (self.root / "calendar").mkdir()
        text = CONFIG.format(store=self.root / "state" / "followbot.db", debrief=str(debrief).lower())
        (self.root / "config.yaml").write_text(text, "utf-8")

    def invite(self, uid: str = "int-1", end: datetime = END) -> None:
        text = EVENT.format(uid=uid, start=end - timedelta(hours=1), end=end)
        (self.root / "calendar" / f"{uid}.ics").write_text(text.replace("\n", "\r\n"), "utf-8", newline="")

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "followbot", "--config", str(self.root / "config.yaml"), *arguments]

    def environment(self, at: datetime | None) -> dict[str, str]:
        """The variables of a program whose clock says `at`, or up to a second later: never earlier, when nothing is due."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("FOLLOWBOT_")}
        if at is None:
            return kept
        assert self.shim is not None
        return {**kept, "LD_PRELOAD": str(self.shim), "CLOCK_SHIFT": str(ceil(at.timestamp() - time.time()))}  # noqa: TID251 - the shift is measured from the machine's own clock

    def run(
        self, *arguments: str, at: datetime | None = None, code: int | None = 0
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.command(*arguments), env=self.environment(at), capture_output=True, text=True, timeout=60, check=False
        )
        assert code is None or done.returncode == code, (done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def once(self, at: datetime, code: int | None = 0) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("once", "--json", at=at, code=code).stdout)
        return found

    def drafts(self) -> list[Path]:
        folder = self.maildir / "Drafts"
        return sorted(p for part in ("cur", "new") for p in (folder / part).iterdir())


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wall-clock shim, compiled; skips where there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("needs a C compiler on Linux, to set the wall clock of a process")
    library = tmp_path_factory.mktemp("clock") / "shift.so"
    source = HERE / "clock" / "shift.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(source)], check=True)
    return library


@pytest.fixture
def desk(tmp_path: Path, shim: Path) -> Desk:
    """A user with one interview on the calendar."""
    made = Desk(tmp_path, shim)
    made.setup()
    made.invite()
    return made
