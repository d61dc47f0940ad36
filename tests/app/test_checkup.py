"""The checks that any account can be put through, on fakes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from followbot.app.checkup import (
    PROBE_SUBJECT,
    Check,
    Level,
    check_calendar,
    check_clock,
    check_drafts,
    check_login,
    check_mailbox,
    exit_code,
)
from followbot.app.login import LoggedIn, LoggedOut, LoginRecord, NoLogin
from followbot.app.ports import Problem
from followbot.errors import ConfigurationError, LoginNeeded, Unreachable
from tests.fakes.build import TUESDAY
from tests.fakes.world import event, scene

NOW = TUESDAY
RECORD = LoginRecord("main", "google", "sam@example.org", (), NOW)


def test_a_calendar_is_read_and_counted() -> None:
    s = scene(NOW)
    s.calendar.put(event(NOW))
    check = check_calendar("cal", s.calendar, NOW)
    assert check.level is Level.OK
    assert "1 event " in check.says


def test_a_calendar_with_losses_is_looked_at_and_one_that_fails_is_a_problem() -> None:
    s = scene(NOW)
    s.calendar.problems = (Problem("a.ics", "breaks off"), Problem("b.ics", "was cut", warning=True))
    check = check_calendar("cal", s.calendar, NOW)
    assert (check.level, "1 of its entries" in check.says) == (Level.WARNING, True)
    s.calendar.broken = Unreachable("cal cannot be reached.", "Check the network.")
    assert check_calendar("cal", s.calendar, NOW) == Check(
        "cal", Level.PROBLEM, "cal cannot be reached.", "Check the network.", 69
    )


def test_a_mailbox_is_asked_for_its_end() -> None:
    s = scene(NOW)
    assert check_mailbox("mail", s.mailbox).level is Level.OK
    s.mailbox.broken = LoginNeeded("Log in.")
    assert check_mailbox("mail", s.mailbox).code == 77


def test_a_probe_is_addressed_to_nobody_and_taken_back() -> None:
    s = scene(NOW)
    made: list[str] = []
    s.mailbox.after = lambda name: made.extend(d.payload.subject for d in s.mailbox.all_drafts())
    assert check_drafts("drafts", s.mailbox, "main", "sam@example.org", NOW).level is Level.OK
    assert PROBE_SUBJECT in made
    assert s.mailbox.all_drafts() == []
    assert s.mailbox.follow_ups() == []


def test_a_mailbox_that_takes_no_drafts_is_a_problem() -> None:
    s = scene(NOW)
    s.mailbox.refuses = "the mailbox is full"
    check = check_drafts("drafts", s.mailbox, "main", "sam@example.org", NOW)
    assert (check.level, check.code) == (Level.PROBLEM, 1)
    assert "the mailbox is full" in check.says


@pytest.mark.parametrize(
    ("off", "level", "words"),
    [
        (timedelta(seconds=90), Level.OK, "agrees"),
        (timedelta(minutes=10), Level.WARNING, "10 minutes ahead"),
        (timedelta(minutes=-10), Level.WARNING, "10 minutes behind"),
    ],
)
def test_clocks_are_compared(off: timedelta, level: Level, words: str) -> None:
    check = check_clock("server", NOW, NOW + off)
    assert (check.level, words in check.says) == (level, True)


def test_logins() -> None:
    def levels(state: NoLogin | LoggedIn | LoggedOut) -> list[Level]:
        return [check.level for check in check_login("login", state, "main", NOW)]

    assert levels(NoLogin()) == []
    assert levels(LoggedIn(RECORD)) == [Level.OK]
    soon = LoginRecord(
        "main", "google", "sam@example.org", (), NOW, ends=NOW + timedelta(days=1), missing=("No labels.",)
    )
    assert levels(LoggedIn(soon)) == [Level.OK, Level.WARNING, Level.WARNING]
    (out,) = check_login("login", LoggedOut("Nobody has logged in yet."), "main", NOW)
    assert (out.level, out.code, out.remedy) == (Level.PROBLEM, 77, "followbot auth login main")


def test_the_exit_code_is_that_of_the_gravest_problem() -> None:
    def problem(code: int) -> Check:
        return Check("x", Level.PROBLEM, "x", "", code)

    assert exit_code([]) == 0
    assert exit_code([Check("x", Level.WARNING, "x", "", 78)]) == 0
    assert exit_code([problem(1)]) == 1
    assert exit_code([problem(1), problem(69), problem(77)]) == 77
    assert exit_code([problem(75), problem(ConfigurationError.exit_code)]) == 78
