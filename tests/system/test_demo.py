"""The README's first command tells the whole story, and the README shows what it leaves."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from followbot.domain.mime import overlap

README = Path(__file__).parents[2] / "README.md"


def played(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The demo, without a network, a keyring or a home."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOLLOWBOT_", "XDG_", "DBUS_"))}
    return subprocess.run(
        [sys.executable, "-m", "followbot", "demo", "--into", str(folder), *options],
        env={**kept, "HOME": str(folder.parent), "https_proxy": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = played(tmp_path_factory.mktemp("demo") / "stage", "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def letters(story: dict[str, Any], who: str) -> list[dict[str, str]]:
    return [f for f in story["follow_ups"] if who in f["to"]]


def about(story: dict[str, Any], company: str) -> str:
    return next("\n".join(lines) for lines in story["timelines"] if company in lines[0])


def test_the_phone_screen_is_thanked_at_24_hours_and_nudged_after_a_week(story: dict[str, Any]) -> None:
    assert [f["state"] for f in letters(story, "Noor")] == ["sent by Sam", "sent by Sam"]
    told = about(story, "Larkspur")
    assert "Wed 4 Mar 15:00   The thank-you to Noor Haddad lies in your drafts." in told
    assert "Thu 12 Mar 09:00  The nudge to Noor Haddad lies in your drafts." in told


def test_the_panel_gets_three_drafts_that_do_not_read_alike(story: dict[str, Any]) -> None:
    panel = [letters(story, who)[0]["text"] for who in ("Priya", "Tomás", "Ellen")]
    assert all(overlap(a, b) < 0.6 for a, b in itertools.combinations(panel, 2))


def test_who_has_answered_and_who_was_thanked_by_hand_gets_nothing(story: dict[str, Any]) -> None:
    assert letters(story, "Jonas") == []
    assert letters(story, "David") == []
    assert "You wrote to them yourself." in about(story, "Quince")
    assert "There is an offer" in about(story, "Quince")


def test_an_out_of_office_moves_the_nudge_to_the_day_after_the_return(story: dict[str, Any]) -> None:
    assert "Fri 20 Mar 09:00  The nudge to Grace Lindqvist lies in your drafts." in about(story, "Marlow")
    assert [f["state"] for f in letters(story, "Grace")] == ["sent by Sam", "waiting in Drafts"]


def test_the_cancelled_one_gets_nothing_and_two_events_are_no_interviews_at_all(story: dict[str, Any]) -> None:
    assert "cancelled" in about(story, "Delft")
    assert letters(story, "Mira") == []
    told = json.dumps(story)
    assert "Alex Moreno" not in told
    assert "Dentist" not in told
    assert len(story["timelines"]) == 6


def test_the_maildir_is_where_it_says(story: dict[str, Any]) -> None:
    waiting = [f for f in story["follow_ups"] if f["state"] == "waiting in Drafts"]
    assert len(list((Path(story["maildir"]) / "Drafts" / "cur").iterdir())) == len(waiting) > 0


@pytest.mark.heavy
def test_it_is_played_in_plain_text_too_and_only_in_an_empty_folder(tmp_path: Path) -> None:
    done = played(tmp_path / "stage")
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "stage" / "Maildir") in done.stdout.splitlines()[-2]
    again = played(tmp_path / "stage")
    assert again.returncode == 2
    assert "empty" in again.stderr


def test_the_readme_shows_drafts_of_the_demo(story: dict[str, Any]) -> None:
    shown = re.search(r"<!-- demo-draft -->\n```text\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert shown is not None
    pictures = [p.strip() for p in shown[1].split("-" * 72) if p.strip()]
    assert len(pictures) == 2
    for picture in pictures:
        head, _, text = picture.partition("\n\n")
        to, subject = re.findall(r"^(?:To|Subject): +(.*)$", head, re.MULTILINE)
        assert {"to": to, "subject": subject, "text": text.strip()} in [
            {k: f[k] for k in ("to", "subject", "text")} for f in story["follow_ups"]
        ]
