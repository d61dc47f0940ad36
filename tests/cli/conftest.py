"""A home with a configuration and a store, and the command line at its real entry point."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from followbot.__main__ import main
from followbot.app.ports import Change, Store
from followbot.domain.model import Process
from followbot.store import open_store
from tests.fakes.build import utc

NOW = utc("2026-03-05 14:00")
"""A Thursday, 15:00 in Berlin: two days after the interview of most tests."""

CONFIG = """\
profile: {name: Sam Candidate, email: sam@example.org, timezone: Europe/Berlin, country: DE}
accounts:
  - name: main
    provider: local
    local: {calendars: [calendar], maildir: Maildir}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Home:
    """Where the user of a test lives."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "config.yaml"

    def store(self, *, migrate: bool = False) -> Store:
        return open_store(f"sqlite:///{self.root / 'state' / 'followbot.db'}", migrate=migrate)

    def keep(self, *processes: Process, **more: Any) -> None:
        """Put processes, journal and health into the store, as an earlier cycle would have."""
        with open_store(f"sqlite:///{self.root / 'state' / 'followbot.db'}", migrate=True) as store:
            store.commit(Change(processes=processes, **more))

    def process(self) -> Process:
        """The only process in the store."""
        with open_store(f"sqlite:///{self.root / 'state' / 'followbot.db'}", migrate=False) as store:
            (process,) = store.all()
        return process


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A configured home in which it is `NOW`."""
    made = Home(tmp_path)
    made.config.write_text(CONFIG, "utf-8")
    (tmp_path / "calendar").mkdir()
    for folder in ("INBOX", "Drafts", "Sent", "Trash"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / "Maildir" / folder / part).mkdir(parents=True)
    (tmp_path / "state").mkdir(mode=0o700)
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path / "state"))
    monkeypatch.setenv("FOLLOWBOT_CONFIG", str(made.config))
    set_clock(monkeypatch, NOW)
    return made


def set_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("followbot.system.SystemClock.now", lambda _: now)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in this process, through the real entry point."""

    def run_it(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(arguments)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run_it
