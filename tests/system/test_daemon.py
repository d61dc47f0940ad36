"""The real daemon as a process: it drafts within seconds of the due moment, and ends at once when told to."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Timer

from tests.system.conftest import END, Desk

PATIENCE = 30.0
"""Seconds a loaded machine may take for what usually takes one."""


@contextmanager
def running(desk: Desk, at: datetime) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(desk.command("run"), env=desk.environment(at), stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def awaited(what: str, process: subprocess.Popen[str]) -> list[str]:
    """The log up to the line that has `what` in it."""
    assert process.stderr is not None
    lines: list[str] = []
    watchdog = Timer(PATIENCE, process.kill)
    watchdog.start()
    try:
        for line in process.stderr:
            lines.append(line)
            if what in line:
                return lines
    finally:
        watchdog.cancel()
    raise AssertionError(f"no {what!r} in the log: {lines}")


def test_a_draft_appears_within_seconds_of_being_due(desk: Desk) -> None:
    with running(desk, END + timedelta(days=1) - timedelta(seconds=6)) as process:
        lines = awaited("event=drafted", process)
        assert any("event=found" in line for line in lines)
        assert len(desk.drafts()) == 1
        stamp = next(part for part in lines[-1].split() if part.startswith("timestamp="))
        drafted = datetime.fromisoformat(stamp.removeprefix("timestamp="))
        late = drafted - (END + timedelta(days=1))
        assert timedelta(0) <= late < timedelta(seconds=PATIENCE)


def test_sigterm_ends_it_cleanly(desk: Desk) -> None:
    with running(desk, END - timedelta(hours=1)) as process:
        awaited("event=found", process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0


def test_a_server_that_never_answers_does_not_delay_the_end(desk: Desk) -> None:
    """A request is under way and will take half a minute to time out; systemd waits for five seconds."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        path = desk.root / "config.yaml"
        feed = f"http://127.0.0.1:{silent.getsockname()[1]}/feed.ics"
        path.write_text(path.read_text("utf-8").replace("[calendar]", f'["{feed}"]'), "utf-8")
        with running(desk, END - timedelta(hours=1)) as process:
            silent.settimeout(PATIENCE)
            connection, _ = silent.accept()
            with connection:
                process.send_signal(signal.SIGTERM)
                assert process.wait(timeout=4.9) == 0


def test_once_beside_it_drafts_nothing_twice(desk: Desk) -> None:
    desk.once(END - timedelta(hours=1))
    with running(desk, END + timedelta(days=1)) as process:
        beside = subprocess.Popen(desk.command("once"), env=desk.environment(END + timedelta(days=1)))
        assert beside.wait(timeout=PATIENCE) == 0
        awaited("event=started", process)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)
    assert len(desk.drafts()) == 1


def test_the_log_names_nobody(desk: Desk) -> None:
    with running(desk, END + timedelta(days=1)) as process:
        lines = awaited("event=drafted", process)
    for secret in ("Jane", "jane.doe", "acme", "Acme", "sam@", "billing"):
        assert not [line for line in lines if secret in line], secret
