"""Bad input and a bad machine: one clear sentence, the documented exit code, and nothing lost.

Each test breaks one thing, sees the sentence, mends it, and sees that followbot goes on as if nothing had been.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.system.conftest import END, Desk

DUE = END + timedelta(days=1)
BEFORE = END - timedelta(hours=1)


def sentences(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if line.startswith("followbot:")]


def test_broken_yaml_names_the_line(desk: Desk) -> None:
    config = desk.root / "config.yaml"
    good = config.read_text("utf-8")
    config.write_text("profile: {name: Sam\naccounts: [", "utf-8")
    done = desk.run("once", at=DUE, code=78)
    assert "line" in done.stderr
    config.write_text(good, "utf-8")
    assert len(desk.once(DUE)["created"]) == 1


def test_an_unknown_key_is_an_error_with_a_suggestion(desk: Desk) -> None:
    config = desk.root / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("debrief:", "debreif:"), "utf-8")
    done = desk.run("once", at=DUE, code=78)
    assert "drafts.debreif" in done.stderr
    assert "debrief" in done.stderr.replace("debreif", "")


def test_a_missing_maildir_is_named_and_the_calendar_is_still_read(desk: Desk) -> None:
    away = desk.root / "elsewhere"
    desk.maildir.rename(away)
    done = desk.run("once", at=DUE, code=78)
    assert str(desk.maildir) in done.stderr
    assert "does not exist" in done.stderr
    away.rename(desk.maildir)
    assert len(desk.once(DUE)["created"]) == 1


@pytest.mark.heavy
def test_a_missing_calendar_is_named_and_nothing_is_taken_for_deleted(desk: Desk) -> None:
    desk.once(BEFORE)
    away = desk.root / "elsewhere"
    (desk.root / "calendar").rename(away)
    for minutes in (0, 1, 2):
        done = desk.run("once", at=BEFORE + timedelta(minutes=minutes), code=78)
        assert str(desk.root / "calendar") in done.stderr
    away.rename(desk.root / "calendar")
    assert len(desk.once(DUE)["created"]) == 1


@pytest.mark.heavy
def test_an_unreadable_calendar_file_is_named(desk: Desk) -> None:
    # A loop of links, because these tests may run as root, who may read everything else.
    (desk.root / "calendar" / "broken.ics").symlink_to(desk.root / "calendar" / "broken.ics")
    done = desk.run("once", at=DUE, code=1)
    assert "broken.ics" in done.stderr
    assert len(desk.drafts()) == 1, "the others are read"


def test_a_truncated_calendar_file_is_named_and_the_others_are_read(desk: Desk) -> None:
    whole = (desk.root / "calendar" / "int-1.ics").read_bytes()
    (desk.root / "calendar" / "cut.ics").write_bytes(whole[: len(whole) // 2].replace(b"int-1", b"int-9"))
    done = desk.run("once", at=DUE, code=1)
    assert "cut.ics" in done.stderr
    assert len(desk.drafts()) == 1


@pytest.mark.heavy
def test_a_calendar_that_is_cut_later_loses_no_interview(desk: Desk) -> None:
    desk.once(BEFORE)
    path = desk.root / "calendar" / "int-1.ics"
    whole = path.read_bytes()
    path.write_bytes(whole[:200])
    for minutes in (1, 2, 3):
        desk.run("once", at=BEFORE + timedelta(minutes=minutes), code=None)
    assert len(desk.once(DUE, code=None)["created"]) == 1


@pytest.mark.heavy
def test_an_event_at_the_end_of_time_costs_only_itself(desk: Desk) -> None:
    text = (desk.root / "calendar" / "int-1.ics").read_text("utf-8")
    odd = text.replace("int-1", "odd").replace("DTEND:20260303T140000Z", "DTEND:99991231T235959Z")
    (desk.root / "calendar" / "odd.ics").write_text(odd, "utf-8")
    desk.run("once", at=DUE, code=None)
    assert len(desk.drafts()) >= 1


@pytest.mark.heavy
def test_a_message_of_50_mb_is_judged_by_its_beginning(desk: Desk) -> None:
    desk.once(BEFORE)
    head = (
        b"From: Jane Doe <jane.doe@acme.example>\nTo: sam@home.example\nSubject: Thank you\n"
        b"Date: Tue, 03 Mar 2026 16:00:00 +0000\nMessage-ID: <big@acme.example>\n\nHi Sam, thank you for your time today!\n\n"
    )
    path = desk.maildir / "INBOX" / "new" / "1772553600.big.host"
    with path.open("wb") as file:
        file.write(head)
        for _ in range(50):
            file.write(b"x" * 70 + b"\n" * (2**20 - 70))
    os.utime(path, (1772553600, 1772553600))
    desk.run("once", at=DUE, code=0)
    assert desk.drafts() == [], "she has answered"


@pytest.mark.heavy
def test_headers_that_are_no_utf_8_stop_nothing(desk: Desk) -> None:
    desk.once(BEFORE)
    raw = b"From: J\xfcrgen \xff\xfe <x@\xe9.example>\nSubject: =?utf-8?B?\xff?= \x00\nDate: never\nTo: \xff\n\n\xff\xfe\n"
    path = desk.maildir / "INBOX" / "new" / "1772553600.odd.host"
    path.write_bytes(raw)
    os.utime(path, (1772553600, 1772553600))
    assert len(desk.once(DUE)["created"]) == 1


@pytest.mark.heavy
def test_a_store_from_a_newer_version_is_refused_and_left_alone(desk: Desk) -> None:
    desk.once(BEFORE)
    store = desk.root / "state" / "followbot.db"
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for command in ("once", "status"):
        done = desk.run(command, at=DUE, code=78)
        assert "newer" in done.stderr
    with sqlite3.connect(store) as connection:
        assert connection.execute("SELECT count(*) FROM interviews").fetchone() == (1,)
    connection.close()


@pytest.mark.heavy
def test_a_damaged_store_is_named(desk: Desk) -> None:
    desk.once(BEFORE)
    store = desk.root / "state" / "followbot.db"
    for companion in store.parent.glob("followbot.db-*"):
        companion.unlink()
    store.write_bytes(b"this is no database" * 1000)
    done = desk.run("once", at=DUE, code=1)
    assert str(store) in done.stderr


@contextlib.contextmanager
def mounted(target: Path, options: str) -> Iterator[None]:
    """A small file system in memory; skips where it cannot be mounted."""
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("needs root, to mount a small file system")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", options, "tmpfs", str(target)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this machine does not allow mounting")
    try:
        yield
    finally:
        subprocess.run(["umount", str(target)], check=True)


def fill(ballast: Path) -> None:
    """Write until the disk is full."""
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass


@pytest.mark.heavy
def test_a_read_only_state_directory_is_named(desk: Desk) -> None:
    desk.once(BEFORE)
    state = desk.root / "state"
    kept = desk.root / "kept"
    shutil.copytree(state, kept)
    with mounted(state, "size=4m"):
        for path in kept.iterdir():
            shutil.copy(path, state / path.name)
        subprocess.run(["mount", "-o", "remount,ro", str(state)], check=True)
        done = desk.run("once", at=DUE, code=1)
        assert str(state) in done.stderr
        assert "read-only" in done.stderr
        assert len(sentences(done.stderr)) == 1
    assert desk.drafts() == []
    assert len(desk.once(DUE)["created"]) == 1


def test_a_full_disk_loses_nothing(desk: Desk) -> None:
    desk.once(BEFORE)
    state = desk.root / "state"
    kept = desk.root / "kept"
    shutil.copytree(state, kept)
    with mounted(state, "size=1m"):
        for path in kept.iterdir():
            shutil.copy(path, state / path.name)
        fill(state / "ballast")
        done = desk.run("once", at=DUE, code=1)
        assert "full" in done.stderr
        assert desk.drafts() == [], "no draft without a store that knows of it"
        (state / "ballast").unlink()
        assert len(desk.once(DUE + timedelta(minutes=15))["created"]) == 1
        assert len(desk.drafts()) == 1


@pytest.mark.heavy
def test_a_full_disk_under_the_maildir_refuses_the_draft_and_tries_again(desk: Desk) -> None:
    desk.once(BEFORE)
    drafts = desk.maildir / "Drafts"
    with mounted(drafts, "size=64k"):
        for part in ("cur", "new", "tmp"):
            (drafts / part).mkdir()
        fill(drafts / "ballast")
        done = desk.run("once", at=DUE, code=1)
        assert "disk is full" in done.stderr
        assert desk.drafts() == []
        assert list((drafts / "tmp").iterdir()) == []
        (drafts / "ballast").unlink()
        assert len(desk.once(DUE + timedelta(minutes=15))["created"]) == 1
