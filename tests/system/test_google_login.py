"""The installed program from `followbot auth login` on: tokens run out, a login is revoked, and another one comes."""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.authority import SECRET, Authority
from tests.fakes.web import Asked, Reply
from tests.providers.google.conftest import fetch
from tests.system.conftest import END
from tests.system.google import ME, GoogleDesk, interview

pytestmark = pytest.mark.heavy

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NOTICED_WITHIN = 60.0
"""Seconds."""


@dataclass
class LoginDesk(GoogleDesk):
    """A desk whose tokens come from an authorisation server."""

    authority: Authority = field(init=False)

    def furnish(self) -> None:
        """Put the authorisation server beside the APIs; both know the same access tokens."""
        self.authority = Authority(self.site, email=ME)
        self.authority.client_file(self.root).rename(self.root / "client.json")
        self.server.tokens = self.authority.access
        self.site.responder = self._shared

    def _shared(self, asked: Asked) -> Reply:
        return self.authority.respond(asked) if asked.path.startswith("/o/") else self.server.respond(asked)

    def consent(self, at: datetime, *options: str) -> tuple[int, str]:
        """`auth login --no-browser`, with somebody who opens the address that it prints; exit code and output."""
        program = subprocess.Popen(
            self.command("auth", "login", "--no-browser", "--timeout", "60", *options),
            env=self.environment(at),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        with program:
            assert program.stdout is not None
            shown = []
            for line in program.stdout:
                shown.append(line)
                if line.startswith("http://"):
                    fetch(fetch(line.strip())[1])
        return program.returncode, "".join(shown)


@pytest.fixture
def desk(tmp_path: Path, shim: Path) -> Iterator[LoginDesk]:
    """A user who has an interview and has not logged in."""
    made = LoginDesk(tmp_path, shim)
    with made.open():
        made.furnish()
        made.server.calendars[0].put(interview())
        yield made


def auth(desk: LoginDesk, at: datetime) -> str:
    (account,) = json.loads(desk.run("status", "--json", at=at).stdout)["accounts"]
    assert isinstance(account["auth"], str)
    return account["auth"]


def test_from_the_first_login_to_the_one_draft_through_a_revocation(desk: LoginDesk) -> None:
    start = END - timedelta(hours=3)
    assert desk.once(start, code=77)["errors"][0]["code"] == 77
    assert auth(desk, start) == "login_needed"
    start += MINUTE
    code, shown = desk.consent(start)
    assert code == 0, shown
    assert f"logged in as {ME}" in shown
    assert auth(desk, start) == "ok"
    assert len(json.loads(desk.run("status", "--json", at=start).stdout)["interviews"]) == 0
    desk.once(start + MINUTE)

    # The access token has long run out: one request more renews it.
    asked = desk.once(END + DAY - 2 * MINUTE)["requests"]
    assert asked["POST /o/token"] == 1
    assert "POST /o/token" not in desk.once(END + DAY - MINUTE)["requests"]

    # Revoked right before the draft is due: nothing is drafted, nothing is lost, and nobody asks in vain.
    desk.authority.refresh.clear()
    desk.authority.access.clear()
    refused = desk.once(END + DAY, code=77)
    assert refused["created"] == []
    assert [e["code"] for e in refused["errors"]] == [77]
    assert "invalid_grant" in refused["errors"][0]["what"]
    assert desk.once(END + DAY + MINUTE, code=77)["requests"] == {}
    assert auth(desk, END + DAY + MINUTE) == "login_needed"
    assert desk.server.gmail.drafts == {}

    # A new login: exactly one draft, also after a further revocation and login.
    assert desk.consent(END + DAY + 2 * MINUTE)[0] == 0
    assert len(desk.once(END + DAY + 2 * MINUTE)["created"]) == 1
    desk.authority.refresh.clear()
    desk.authority.access.clear()
    assert desk.once(END + DAY + 3 * MINUTE, code=77)["created"] == []
    assert desk.consent(END + DAY + 4 * MINUTE)[0] == 0
    assert desk.once(END + DAY + 4 * MINUTE)["created"] == []
    assert len(desk.server.gmail.drafts) == 1


@pytest.mark.heavy
def test_a_trial_run_keeps_the_token_that_it_renewed(desk: LoginDesk) -> None:
    """`--dry-run` works on a copy of the store, but a replaced refresh token is replaced for good."""
    desk.authority.rotates = True
    desk.consent(END - timedelta(hours=3))
    desk.run("once", "--dry-run", at=END)
    desk.once(END + timedelta(hours=2))
    assert len([f for f in desk.authority.asked if f["grant_type"] == "refresh_token"]) == 2


@pytest.mark.heavy
def test_day_five_of_seven_is_said_in_status_and_in_the_log(desk: LoginDesk) -> None:
    desk.authority.refresh_life = 7 * 86400
    start = END - timedelta(days=5)
    desk.consent(start)
    assert "ends" not in desk.run("status", at=start + timedelta(days=4)).stdout
    told = desk.run("status", at=start + timedelta(days=5, hours=1)).stdout
    assert "The login of account main ends" in told
    assert "  followbot auth login main" in told.splitlines()
    daemon = subprocess.Popen(
        desk.command("run"),
        env=desk.environment(start + timedelta(days=5, hours=1)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with daemon, contextlib.ExitStack() as cleanup:
        cleanup.callback(daemon.kill)
        warning = watch(daemon, "event=login_ends")
    assert "account=main" in warning
    assert "followbot auth login main" in warning


@pytest.mark.heavy
def test_no_secret_is_anywhere_but_in_the_vault(desk: LoginDesk) -> None:
    code, shown = desk.consent(END - timedelta(hours=3))
    assert code == 0
    outputs = [shown]
    desk.authority.trouble = [Reply(500, b"canary-body"), Reply(400, b'{"error": "invalid_grant", "x": "canary-body"}')]
    for hours in (0, 2, 4):
        for command in (("once", "--json", "-v"), ("status",), ("auth", "status", "--json")):
            done = desk.run(*command, at=END + timedelta(hours=hours), code=None)
            outputs += [done.stdout, done.stderr]
    assert SECRET.startswith("canary")
    assert [text for text in outputs if "canary" in text] == []
    kept = [p for p in desk.root.rglob("*") if p.is_file() and p.name != "client.json"]
    assert [p.name for p in kept if b"canary" in p.read_bytes()] == []


@pytest.mark.heavy
def test_the_daemon_picks_a_new_login_up_within_a_minute(desk: LoginDesk) -> None:
    command = [*desk.command("run"), "-v"]
    daemon = subprocess.Popen(
        command, env=desk.environment(END), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    with daemon, contextlib.ExitStack() as cleanup:
        cleanup.callback(daemon.kill)
        assert watch(daemon, "auth login main")
        before = desk.clock.time
        assert desk.consent(END)[0] == 0
        desk.clock.time = before
        assert watch(daemon, "event=found")
        daemon.terminate()
        assert daemon.wait(20) == 0


def watch(daemon: subprocess.Popen[str], what: str) -> str:
    """The first line of its log that holds `what`; the daemon is ended when none comes in time."""
    assert daemon.stderr is not None
    alarm = threading.Timer(NOTICED_WITHIN, daemon.kill)
    alarm.start()
    try:
        return next((line for line in daemon.stderr if what in line), "")
    finally:
        alarm.cancel()
        alarm.join()
