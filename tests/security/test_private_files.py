"""What followbot leaves on the disk is its user's alone, however careless the umask of whoever starts it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.system.conftest import END, Desk
from tests.system.google import GoogleDesk, interview

ANSWER = b"""\
From: Jane Doe <jane.doe@acme.example>
To: sam@home.example
Subject: Our interview
Message-ID: <1@acme.example>
Date: Tue, 03 Mar 2026 16:00:00 +0000
Content-Type: text/plain; charset=utf-8

Zqbody: thanks for your time, I will come back to you soon.
"""

pytestmark = pytest.mark.heavy


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    found = [folder, *folder.rglob("*")]
    assert len(found) > 1
    return [str(path) for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_nobody_else_can_read_store_draft_or_export(desk: Desk) -> None:
    desk.once(END)
    assert len(desk.once(END + timedelta(days=1))["created"]) == 1
    desk.run("export", "--output", str(desk.root / "state" / "mine.json"), at=END + timedelta(days=1))
    assert open_to_others(desk.root / "state") == []
    assert [path for path in desk.drafts() if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_nobody_else_can_read_the_vault_or_anything_beside_it(tmp_path: Path, shim: Path) -> None:
    with GoogleDesk(tmp_path, shim).open() as desk:
        desk.log_in()
        desk.server.calendars[0].put(interview())
        desk.once(END)
        assert (tmp_path / "state" / "followbot.vault").is_file()
        assert open_to_others(tmp_path / "state") == []


def test_no_body_of_a_mail_is_kept(desk: Desk) -> None:
    desk.once(END)
    inbox = desk.maildir / "INBOX" / "new"
    (inbox / "1.host").write_bytes(ANSWER)
    (inbox / "2.host").write_bytes(ANSWER.replace(b"jane.doe@acme", b"bob@elsewhere").replace(b"<1@", b"<2@"))
    report = desk.once(END + timedelta(days=1))
    kept = b"".join(path.read_bytes() for path in (desk.root / "state").rglob("*") if path.is_file())
    assert report["created"] == [], "the answer was read"
    assert b"jane.doe@acme.example" in kept
    assert b"zqbody" not in kept.lower()
