"""Secrets planted wherever followbot reads, and a log at its most talkative: none of them may come out of it."""

from __future__ import annotations

import signal
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from tests.leaks import leaks, log_lines
from tests.system.conftest import END, Desk
from tests.system.test_daemon import PATIENCE, awaited

WORDS = (
    *("zqprofile", "zqalias", "zqstrength", "zqsignature", "zqsubject", "zqperson", "zqcompany", "zqdescription"),
    *("zqmailsubject", "zqsender", "zqbody", "zqnote", "zqtoken", "zqbrokenevent", "zqbrokenmail", "zqreload"),
)

CONFIG = """\
profile:
  name: Zqprofile Taylor
  email: sam@home.example
  aliases: [zqalias@home.example]
  strengths: [zqstrength]
  signature: Zqsignature
  timezone: Europe/Berlin
accounts:
  - name: files
    provider: local
    local:
      calendars: [calendar, "http://127.0.0.1:9/zqtoken/feed.ics"]
      maildir: Mail
      inbox: [INBOX]
      drafts: Drafts
      sent: [Sent]
      trash: Trash
store: {{url: "sqlite:///{store}"}}
drafts: {{debrief: true}}
"""

MAIL = b"""\
From: Zqsender <zqsender@zqcompany.example>
To: sam@home.example
Subject: Zqmailsubject
Message-ID: <1@zqcompany.example>
Date: Tue, 03 Mar 2026 16:00:00 +0000
Content-Type: text/plain; charset=utf-8

Zqbody: we will let you know.
"""


BROKEN = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:zqbrokenevent
DTSTART:zqbrokenevent
RRULE:zqbrokenevent
END:VEVENT
"""


def plant(desk: Desk) -> None:
    """Fill every place that followbot reads, with whole things and with broken ones."""
    (desk.root / "config.yaml").write_text(CONFIG.format(store=desk.root / "state" / "followbot.db"), "utf-8")
    calendar = desk.root / "calendar"
    text = (calendar / "int-1.ics").read_text("utf-8")
    for old, put in (("Jane Doe", "Zqperson"), ("jane.doe", "zqperson"), ("Acme", "Zqcompany"), ("acme", "zqcompany")):
        text = text.replace(old, put)
    text = text.replace("SUMMARY:", "SUMMARY:Zqsubject ").replace("billing platform", "zqdescription")
    (calendar / "int-1.ics").write_text(text, "utf-8", newline="")
    (calendar / "broken.ics").write_text(BROKEN, "utf-8", newline="\r\n")
    (calendar / "unfinished.ics").write_text("BEGIN:VCALENDAR\r\nzqbrokenevent", "utf-8", newline="")
    inbox = desk.maildir / "INBOX" / "new"
    (inbox / "1.host").write_bytes(MAIL)
    odd = MAIL.replace(b"utf-8", b"zqbrokenmail").replace(b"<1@", b"<2@").replace(b"Date:", b"Date: zqbrokenmail")
    (inbox / "2.host").write_bytes(odd)
    (inbox / "3.host").write_bytes(b"zqbrokenmail\x00\xff" * 50)
    (desk.maildir / "Sent" / "new" / "4.host").symlink_to(Path("/nowhere/zqbrokenmail"))


@pytest.mark.parametrize("style", ["text", pytest.param("json", marks=pytest.mark.heavy)])
def test_nothing_that_was_planted_comes_out_of_the_log(desk: Desk, style: str) -> None:
    plant(desk)
    desk.run("once", at=END - timedelta(hours=1), code=None)
    desk.run("note", "zqcompany", "zqnote", at=END, code=None)
    environment = {**desk.environment(END + timedelta(days=1)), "FOLLOWBOT_LOG__FORMAT": style}
    process = subprocess.Popen(desk.command("-vv", "run"), env=environment, stderr=subprocess.PIPE, text=True)
    try:
        said = awaited("drafted", process)
        (desk.root / "config.yaml").write_text("profile: {zqreload: zqreload@home.example}\n", "utf-8")
        process.send_signal(signal.SIGHUP)
        said += awaited("reload_refused", process)
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        said += list(process.stderr)
        process.wait(timeout=PATIENCE)
    finally:
        process.kill()
        process.communicate()
    everything = "".join(said)
    assert [word for word in WORDS if word in everything.lower()] == []
    assert leaks(everything) == []
    assert len(list(log_lines(everything))) >= 5, "the log was understood"
    assert "trouble" in everything, "something planted was broken"


def test_a_leak_is_seen() -> None:
    assert leaks("level=info event=drafted to=jane.doe@acme.example\n")
    assert leaks('<6>{"level": "info", "event": "drafted", "to": "Jane"}\n')
    assert not leaks("level=info event=drafted id=t1\nJane Doe is no log line\n")
