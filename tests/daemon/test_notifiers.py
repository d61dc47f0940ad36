"""Notices: what is worth one, and how it reaches the desktop."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from followbot.app.notices import Notice, broken, notices
from followbot.app.report import Item, Report, Trouble
from followbot.daemon.log import Log
from followbot.daemon.notifiers import Both, Desktop, Journal


def item(kind: str, state: str = "drafted", reason: str | None = None) -> Item:
    return Item("t1", "i1", kind, state, "Acme", "jane@acme.example", reason)


def test_a_draft_what_came_too_late_and_a_login_are_worth_a_notice_and_name_nobody() -> None:
    report = Report(
        created=[item("thank_you"), item("nudge"), item("card")],
        skipped=[item("thank_you", "skipped", "too_late"), item("nudge", "skipped", "no_address")],
        errors=[Trouble("main", "mailbox", "The login has ended.", 77), Trouble("main", "mailbox", "No network.", 69)],
    )
    found = list(notices(report))
    assert [n.title for n in found] == [
        "A thank-you waits in your drafts",
        "A second mail waits in your drafts",
        "A thank-you was left out",
        "A login is needed: main",
    ]
    assert not [n for n in found if "Acme" in n.title + n.text or "jane" in n.title + n.text]
    assert len({n.topic for n in found if n.topic.startswith("login")}) == 1


def test_a_broken_part_is_named_by_its_kind() -> None:
    assert broken("tick", "KeyError") == Notice(
        "broken tick", "Something in followbot is broken", "tick: KeyError. The rest goes on; see its log."
    )


def desktop(tmp_path: Path, program: str | None, ran: list[Sequence[str]]) -> Desktop:
    if program is not None:
        (tmp_path / program).write_text("#!/bin/sh\n", "utf-8")
        (tmp_path / program).chmod(0o755)
    return Desktop({"PATH": str(tmp_path), "XDG_RUNTIME_DIR": "/run/user/1000"}, ran.append)


def test_the_desktop_is_told_without_a_shell(tmp_path: Path) -> None:
    ran: list[Sequence[str]] = []
    desktop(tmp_path, "notify-send", ran).notify("--title", "$(text)")
    assert ran == [[str(tmp_path / "notify-send"), "--app-name=followbot", "--", "--title", "$(text)"]]


def test_gdbus_does_as_well(tmp_path: Path) -> None:
    ran: list[Sequence[str]] = []
    desktop(tmp_path, "gdbus", ran).notify("A “title”", 'a "b"\\')
    ((*_, title, text, actions, hints, timeout),) = ran
    assert (title, text, actions, hints, timeout) == ('"A “title”"', '"a \\"b\\"\\\\"', "[]", "{}", "-1")


def test_without_a_desktop_nothing_happens(tmp_path: Path) -> None:
    ran: list[Sequence[str]] = []
    desktop(tmp_path, None, ran).notify("a", "b")
    (tmp_path / "notify-send").touch(mode=0o755)
    Desktop({"PATH": str(tmp_path)}, ran.append).notify("a", "b")
    assert ran == []


@pytest.mark.parametrize("error", [OSError("no"), subprocess.TimeoutExpired("notify-send", 5)])
def test_a_desktop_that_fails_stops_nothing(tmp_path: Path, error: Exception) -> None:
    def run(command: Sequence[str]) -> object:
        raise error

    (tmp_path / "notify-send").touch(mode=0o755)
    Desktop({"PATH": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": "unix:"}, run).notify("a", "b")


def test_the_journal_hears_everything() -> None:
    stream = io.StringIO()
    Both([Journal(Log("info", "text", stream)), Journal(Log("info", "text", stream))]).notify("A title", "A text.")
    assert stream.getvalue().count('level=notice event=notice title="A title" text="A text."') == 2
