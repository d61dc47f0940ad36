"""`doctor`: what stands between an interview and its draft, and what to do about it."""

from __future__ import annotations

import pytest

from followbot.daemon import installing
from followbot.errors import FollowbotError
from tests.cli.conftest import Home, Run


@pytest.fixture(autouse=True)
def without_systemd(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise FollowbotError("This machine does not run systemd.", "Start it otherwise.")

    monkeypatch.setattr(installing, "need_systemd", none)


def test_a_home_in_order(home: Home, run: Run) -> None:
    run("once")
    ran = run("doctor", "--json")
    assert ran.code == 0
    levels = {check["topic"]: check["level"] for check in ran.json["checks"]}
    assert levels["configuration"] == levels["store"] == levels["main, mailbox"] == "ok"
    assert levels["service"] == "warning"
    assert [check["topic"] for check in ran.json["checks"] if "drafts" in check["topic"]] == []


def test_a_probe_only_when_asked_for(home: Home, run: Run) -> None:
    ran = run("doctor", "--write")
    assert ran.code == 0
    assert "A probe was made and taken back." in ran.out
    assert list((home.root / "Maildir" / "Drafts" / "cur").iterdir()) == []


def test_a_broken_configuration_is_the_end_of_it(home: Home, run: Run) -> None:
    home.config.write_text("profil: {}\n", "utf-8")
    ran = run("doctor")
    assert ran.code == 78
    assert "problem   configuration" in ran.out
    assert "main" not in ran.out


def test_what_is_wrong_with_one_account_hides_nothing_of_another(home: Home, run: Run) -> None:
    text = home.config.read_text("utf-8").replace("  - name: main", "  - {name: post, provider: imap}\n  - name: main")
    home.config.write_text(text, "utf-8")
    ran = run("doctor", "--json")
    assert ran.code == 78
    levels = {check["topic"]: check["level"] for check in ran.json["checks"]}
    assert (levels["post"], levels["main, mailbox"]) == ("problem", "ok")


def test_a_store_that_others_can_read_is_said(home: Home, run: Run) -> None:
    run("once")
    (home.root / "state").chmod(0o755)
    ran = run("doctor")
    assert "Others can look into" in ran.out
    assert "chmod go=" in ran.out


def test_an_account_that_needs_a_login_says_so_and_its_key_is_looked_for(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWBOT_STORE_KEY_FILE", str(home.root / "no-key"))
    text = home.config.read_text("utf-8")
    home.config.write_text(text + "  - {name: post, provider: imap, imap: {host: mx.invalid}}\n", "utf-8")
    ran = run("doctor", "--json")
    assert ran.code == 78
    by_topic = {check["topic"]: check for check in ran.json["checks"]}
    assert by_topic["vault"]["level"] == "problem"
    assert by_topic["post, login"]["remedy"] == "followbot auth login post"
    assert "post, mailbox" not in by_topic
