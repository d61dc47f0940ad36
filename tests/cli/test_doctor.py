"""`doctor`: what stands between an interview and its draft, and what to do about it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from followbot.app.checkup import Check, Level, check_login
from followbot.app.login import LoggedIn, LoginRecord, LoginState
from followbot.app.ports import AccountHealth
from followbot.daemon import installing
from followbot.errors import FollowbotError
from followbot.errors.service import no_systemd
from followbot.errors.vault import MAKE_ONE
from tests.cli.conftest import NOW, Home, Run


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
    assert "-> " in ran.out


def test_of_many_problems_of_a_configuration_the_first_is_shown_and_the_way_to_all(home: Home, run: Run) -> None:
    text = home.config.read_text("utf-8")
    home.config.write_text(text + "".join(f"wrong{n}: 1\n" for n in range(22)), "utf-8")
    shown = " ".join(run("doctor").out.split())
    count = run("config", "check").err.count("\n  ")
    assert count >= 22
    assert f"has {count} problems. The first:" in shown
    assert "wrong0" in shown
    assert "wrong21" not in shown
    assert "-> `followbot config check` lists all of them." in shown


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


AT = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)


def said(state: LoginState) -> list[Check]:
    return list(check_login("main, login", state, "main", AT))


def record(**changes: Any) -> LoginRecord:
    scopes = ("https://www.googleapis.com/auth/gmail.readonly", "Calendars.Read")
    return replace(LoginRecord("main", "google", "sam@example.org", scopes, AT - timedelta(days=3)), **changes)


def test_a_login_says_whose_it_is_and_what_it_may() -> None:
    assert [(c.level, c.says) for c in said(LoggedIn(record()))] == [
        (Level.OK, "Logged in as sam@example.org, on 2026-03-01."),
        (Level.OK, "Granted: gmail.readonly, Calendars.Read."),
    ]


def test_a_permission_that_is_missing_is_said_with_the_way_to_grant_it() -> None:
    lacking = said(LoggedIn(record(missing=("No calendar can be found by its name.",))))[-1]
    assert (lacking.level, lacking.remedy) == (Level.WARNING, "To grant it: followbot auth login main")


@pytest.mark.parametrize(
    ("left", "advice"), [(timedelta(days=4), "renew it every few"), (timedelta(days=1), "Renew it now")]
)
def test_an_app_in_testing_is_said_from_the_first_day(left: timedelta, advice: str) -> None:
    ending = said(LoggedIn(record(ends=AT + left)))[-1]
    assert ending.level is Level.WARNING
    assert "in “Testing” keeps one for seven days" in ending.says
    assert "Publish the app" in ending.remedy
    assert advice in ending.remedy


def test_a_command_to_copy_has_a_line_of_its_own_and_is_whole(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> None:
        raise no_systemd("/home/sam/a/rather/long/way/to/the/programs/of/this/user/.local/bin/followbot")

    monkeypatch.setattr(installing, "need_systemd", none)
    monkeypatch.setenv("FOLLOWBOT_STORE_KEY_FILE", str(home.root / "no-key"))
    text = home.config.read_text("utf-8")
    home.config.write_text(text + "  - {name: post, provider: imap, imap: {host: mx.invalid}}\n", "utf-8")
    lines = run("doctor").out.splitlines()
    assert "  */10 * * * * /home/sam/a/rather/long/way/to/the/programs/of/this/user/.local/bin/followbot once" in lines
    assert f"  {MAKE_ONE}" in lines


def test_whether_anything_has_looked_lately_is_said(home: Home, run: Run) -> None:
    never = {c["topic"]: c for c in run("doctor", "--json").json["checks"]}["cycles"]
    assert (never["level"], never["remedy"]) == ("warning", "followbot once")
    run("once")
    assert {c["topic"]: c["level"] for c in run("doctor", "--json").json["checks"]}["cycles"] == "ok"


def test_what_the_last_cycle_met_is_said(home: Home, run: Run) -> None:
    home.keep(health=(AccountHealth("main", "local", "ok", NOW, last_error="The disk was away."),))
    assert "the last one met: The disk was away." in " ".join(run("doctor").out.split())


def test_every_trouble_comes_with_what_to_do(home: Home, run: Run) -> None:
    text = home.config.read_text("utf-8")
    home.config.write_text(text + "  - {name: post, provider: imap, imap: {host: mx.invalid}}\n", "utf-8")
    checks = run("doctor", "--json").json["checks"]
    assert [c for c in checks if c["level"] != "ok" and not c["remedy"]] == []
    assert {c["level"] for c in checks} == {"ok", "warning", "problem"}


def test_where_there_is_no_systemd_the_way_without_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.delenv("FOLLOWBOT_STORE_KEY_FILE", raising=False)
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    with pytest.raises(FollowbotError, match="works only while you run it") as caught:
        installing.need_systemd()
    program = r"\S*(followbot|python\S* -m followbot) once$"
    assert re.search(rf"crontab -e.*\n  \*/10 \* \* \* \* {program}", caught.value.remedy)
    monkeypatch.setenv("FOLLOWBOT_STORE_KEY_FILE", "/my key")
    with pytest.raises(FollowbotError) as caught:
        installing.need_systemd()
    assert re.search(rf"\* FOLLOWBOT_STORE_KEY_FILE='/my key' {program}", caught.value.remedy), "cron does not know it"
