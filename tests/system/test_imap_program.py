"""The whole program on an IMAP account: a real Dovecot, a real Radicale, the command line, and a clock that the test sets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient

from followbot.domain.mime import KEY_HEADER, parse_message
from followbot.providers.imap.connection import Server
from tests.contract.imap_harness import hand
from tests.servers.dovecot import PASSWORD, Dovecot, dovecot, needs_dovecot
from tests.servers.radicale import Radicale, needs_radicale, radicale
from tests.system.conftest import END, EVENT
from tests.system.test_daemon import awaited

pytestmark = [pytest.mark.system, pytest.mark.heavy, needs_dovecot, needs_radicale]

DAY = timedelta(days=1)

CONFIG = """\
profile: {{name: Sam Taylor, email: {user}, timezone: Europe/Berlin, country: DE}}
accounts:
  - name: post
    provider: imap
    imap:
      host: localhost
      port: {port}
      caldav: {{url: "{caldav}", username: {dav_user}}}
store: {{url: "sqlite:///{root}/state/followbot.db"}}
drafts: {{debrief: false}}
"""


@dataclass
class Desk:
    """A user at two real servers, and the program run for them."""

    root: Path
    dovecot: Dovecot
    radicale: Radicale
    shim: Path
    user: str = ""
    dav_user: str = ""
    hand: IMAPClient = field(init=False)

    def __post_init__(self) -> None:
        self.user, self.dav_user = self.dovecot.next_user(), self.radicale.next_user()
        self.radicale.make_calendar(self.dav_user, "home", "Home")
        self.hand = hand(Server("localhost", self.user, self.dovecot.port), PASSWORD)
        (self.root / "key").write_text("A" * 42 + "A=\n")
        (self.root / "key").chmod(0o600)
        text = CONFIG.format(
            user=self.user,
            port=self.dovecot.port,
            caldav=self.radicale.url,
            dav_user=self.dav_user,
            root=self.root,
        )
        (self.root / "config.yaml").write_text(text, "utf-8")

    def environment(self, at: datetime) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("FOLLOWBOT_")}
        return kept | {
            "LD_PRELOAD": str(self.shim),
            "CLOCK_SHIFT": str(ceil(at.timestamp() - time.time())),  # noqa: TID251 - the shift is measured from the machine's own clock
            "FOLLOWBOT_STORE_KEY_FILE": str(self.root / "key"),
            "SSL_CERT_FILE": str(self.dovecot.ca),
        }

    def run(self, *arguments: str, at: datetime, code: int = 0, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "followbot", "--config", str(self.root / "config.yaml"), *arguments]
        done = subprocess.run(
            command, env=self.environment(at), input=typed, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        assert PASSWORD not in done.stdout + done.stderr
        return done

    def once(self, at: datetime, code: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("once", "--json", at=at, code=code).stdout)
        return found

    def log_in(self, at: datetime, password: str = PASSWORD, code: int = 0) -> subprocess.CompletedProcess[str]:
        return self.run("auth", "login", at=at, typed=f"{password}\n", code=code)

    def invite(self, end: datetime = END) -> None:
        text = EVENT.format(uid="int-1", start=end - timedelta(hours=1), end=end).replace("sam@home.example", self.user)
        self.radicale.put(self.dav_user, "home/int-1.ics", text.replace("\n", "\r\n").encode())

    def drafts(self) -> list[str]:
        """The subjects of the drafts with our key."""
        self.hand.select_folder("Entwürfe", readonly=True)
        found = self.hand.fetch(self.hand.search(["UNDELETED"]), [b"BODY.PEEK[]", b"FLAGS"])
        assert all(set(m[b"FLAGS"]) >= {b"\\Draft", b"\\Seen"} for m in found.values())
        messages = [parse_message(found[uid][b"BODY[]"], ref="") for uid in sorted(found)]
        return [m.subject for m in messages if m.header(KEY_HEADER)]


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Dovecot, Radicale]]:
    with dovecot() as post, radicale() as dates:
        yield post, dates


@pytest.fixture
def desk(
    tmp_path: Path, servers: tuple[Dovecot, Radicale], shim: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setenv("SSL_CERT_FILE", str(servers[0].ca))
    made = Desk(tmp_path, *servers, shim)
    yield made
    made.hand.shutdown()


def test_from_the_login_to_the_draft_and_its_withdrawal(desk: Desk) -> None:
    desk.invite()
    before = END - DAY
    needed = desk.run("once", at=before, code=77)
    assert "auth login post" in needed.stderr
    assert "does not accept the login" in desk.log_in(before, "wrong", code=77).stderr
    assert desk.user in desk.log_in(before).stdout
    assert desk.once(before)["created"] == []
    assert desk.once(END + DAY - timedelta(minutes=1))["created"] == []
    assert desk.drafts() == []
    (created,) = desk.once(END + DAY)["created"]
    assert created["kind"] == "thank_you"
    assert len(desk.drafts()) == 1
    assert desk.once(END + DAY + timedelta(hours=1))["created"] == []
    later = END + DAY + timedelta(hours=2)
    desk.dovecot.drop(desk.user, reply(desk, later), later.timestamp())
    (withdrawn,) = desk.once(END + DAY + timedelta(hours=3))["withdrawn"]
    assert withdrawn["id"] == created["id"]
    assert desk.drafts() == []


def test_a_refused_password_is_not_tried_again_and_a_new_one_goes_on(desk: Desk) -> None:
    desk.invite()
    desk.log_in(END - DAY)
    desk.once(END - DAY)
    users = desk.dovecot.root / "users"
    kept = users.read_text()
    users.write_text(kept.replace(f"{desk.user}:{{PLAIN}}{PASSWORD}", f"{desk.user}:{{PLAIN}}changed"))
    time.sleep(1.1)  # noqa: TID251 - Dovecot compares whole seconds of the file's time
    log = desk.dovecot.root / "dovecot.log"
    try:
        desk.run("once", at=END + DAY, code=77)
        failures = log.read_text().count("auth failed")
        assert failures > 0
        desk.run("once", at=END + DAY, code=77)
        assert log.read_text().count("auth failed") == failures
    finally:
        users.write_text(kept)
        time.sleep(1.1)  # noqa: TID251 - as above
    desk.run("once", at=END + DAY, code=77)
    assert desk.drafts() == []
    desk.log_in(END + DAY)
    assert len(desk.once(END + DAY)["created"]) == 1
    assert len(desk.drafts()) == 1


def reply(desk: Desk, at: datetime) -> bytes:
    """What the interviewer answers."""
    return (
        f"From: Jane Doe <jane.doe@acme.example>\r\nTo: {desk.user}\r\nSubject: Re: Tuesday\r\n"
        f"Message-ID: <a1@acme.example>\r\nDate: {at:%a, %d %b %Y %H:%M:%S} +0000\r\n\r\n"
        "Hi Sam, it was good to meet you. Jane\r\n"
    ).encode()


def test_a_reply_stops_what_is_pending_within_seconds(desk: Desk) -> None:
    """No poll is due for minutes: it is IDLE that tells."""
    desk.invite()
    desk.log_in(END + DAY)
    assert len(desk.once(END + DAY)["created"]) == 1
    command = [sys.executable, "-m", "followbot", "--config", str(desk.root / "config.yaml"), "run"]
    at = END + DAY + timedelta(hours=1)
    process = subprocess.Popen(command, env=desk.environment(at), stderr=subprocess.PIPE, text=True)
    try:
        awaited("event=listening", process)
        desk.hand.select_folder("Entwürfe", readonly=True)
        desk.hand.idle()
        desk.dovecot.drop(desk.user, reply(desk, at), at.timestamp())
        told = desk.hand.idle_check(timeout=5)
        desk.hand.idle_done()
        assert any(line[1] == b"EXPUNGE" for line in told), "the draft should be gone within five seconds"
        awaited("event=withdrawn", process)
    finally:
        process.terminate()
        process.communicate(timeout=30)
    (interview,) = json.loads(desk.run("status", "--json", at=at).stdout)["interviews"]
    states = {f["kind"]: f["state"] for f in interview["follow_ups"]}
    assert states == {"thank_you": "withdrawn", "nudge": "stopped"}


def test_a_cycle_says_what_it_asked_for_and_an_idle_one_asks_little(desk: Desk) -> None:
    desk.log_in(END - DAY)
    desk.once(END - DAY)
    assert desk.once(END - DAY + timedelta(minutes=1))["requests"] == {"REPORT caldav": 1}
