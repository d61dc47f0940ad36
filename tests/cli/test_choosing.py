"""`init` lists the calendars of an account by name, and writes down which ones are wanted."""

from __future__ import annotations

from typing import Any

import pytest
import typer
import yaml

from followbot import bootstrap
from followbot.app.calendars import NamedCalendar
from followbot.cli import firstlook
from followbot.cli.choosing import chosen
from followbot.daemon import installing
from followbot.errors import FollowbotError, LoginNeeded
from tests.cli.conftest import Home, Run

GOOGLE = [NamedCalendar("Sam"), NamedCalendar("Interviews", read=False), NamedCalendar("Holidays", read=False)]
FLAGS = ("init", "--force", "--provider", "imap", "--name", "Sam", "--email", "sam@own.example", "--timezone", "UTC")
IMAP = (
    *FLAGS,
    "--country",
    "DE",
    "--language",
    "en",
    "--strength",
    "calm",
    "--host",
    "mx.own.example:1993",
    "--caldav",
)


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("Sam", ()),
        ("1", ()),
        ("1, 2", ("Sam", "Interviews")),
        ("interviews", ("Interviews",)),
        ("2, Interviews", ("Interviews",)),
        ("ALL", ("Sam", "Interviews", "Holidays")),
    ],
)
def test_an_answer_is_numbers_or_names(answer: str, names: tuple[str, ...]) -> None:
    assert chosen(answer, GOOGLE, "Sam") == names


@pytest.mark.parametrize("answer", ["0", "4", "Sam's", "1,", "-1", "²"])
def test_what_is_not_on_the_list_is_refused(answer: str) -> None:
    with pytest.raises(ValueError, match="no calendar"):
        chosen(answer, GOOGLE, "Sam")


def logged_in(monkeypatch: pytest.MonkeyPatch, found: list[NamedCalendar] | Exception) -> None:
    """An account that is logged in to, on a machine without systemd."""

    def listed(*_: Any) -> list[NamedCalendar]:
        if isinstance(found, Exception):
            raise found
        return found

    def none() -> None:
        raise FollowbotError("No systemd.")

    monkeypatch.setattr(bootstrap, "list_calendars", listed)
    monkeypatch.setattr(firstlook, "_offer_key", lambda *_, **__: None)
    monkeypatch.setattr(firstlook, "_log_in", lambda *_: None)
    monkeypatch.setattr(firstlook, "_show_what_is_found", lambda *_: None)
    monkeypatch.setattr(installing, "need_systemd", none)


def account(home: Home) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(home.config.read_text("utf-8"))["accounts"][0]
    return found


def test_the_chosen_calendars_are_in_the_configuration(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logged_in(monkeypatch, [NamedCalendar("Home"), NamedCalendar("Odd \x1b[2J"), NamedCalendar('Jobs: "#1"')])
    monkeypatch.setattr(
        typer, "prompt", lambda question, default="", **_: "2" if "hold interviews" in question else default
    )
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    ran = run(*IMAP, "https://dav.own.example/")
    assert ran.code == 0, ran.err
    assert "  1  Home\n" in ran.out
    assert "\x1b" not in ran.out
    assert account(home)["calendars"] == ['Jobs: "#1"']
    assert account(home)["imap"] == {
        "host": "mx.own.example",
        "port": 1993,
        "caldav": {"url": "https://dav.own.example/"},
    }
    assert len(list(home.root.glob("config.yaml.before-init*"))) == 1, "the user's own file, and not that of this run"


def test_without_a_terminal_they_are_listed_and_none_is_left_out(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged_in(monkeypatch, [NamedCalendar("Home"), NamedCalendar("Jobs")])
    ran = run(*IMAP, "https://dav.own.example/")
    assert ran.code == 0
    assert "Read: all." in ran.out
    assert "calendars" not in account(home)


def test_names_given_by_a_flag_are_not_asked_for(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logged_in(monkeypatch, AssertionError("asked"))
    ran = run(*IMAP, "https://dav.own.example/", "--calendar", "Jobs")
    assert ran.code == 0
    assert account(home)["calendars"] == ["Jobs"]


def test_a_list_that_cannot_be_had_ends_nothing(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logged_in(monkeypatch, LoginNeeded("The box was left empty."))
    ran = run(*IMAP, "https://dav.own.example/")
    assert ran.code == 0
    assert "cannot be listed: The box was left empty." in ran.out
