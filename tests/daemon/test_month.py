"""Five weeks of one computer, with injected time: nights, two changes to summer time, lost networks, a login that ends.

While it is awake, on the network and logged in, every follow-up is there within a minute of its time, and none twice.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from followbot.errors import LoginNeeded, Unreachable
from tests.daemon.simulated import Computer, injected_time
from tests.fakes.build import utc
from tests.fakes.world import event, mail

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
MINUTE = timedelta(minutes=1)
START = utc("2026-03-02 07:00")

# A name, when the interview ends in its own zone (month, day, hour, minute), what comes of it.
INTERVIEWS = (
    ("ann", BERLIN, (3, 3, 15, 0), "sent"),
    ("bob", BERLIN, (3, 4, 12, 30), "answered"),
    ("cem", NEW_YORK, (3, 6, 17, 30), "sent"),  # over the change to summer time in America, and due in the night
    ("eli", BERLIN, (3, 10, 14, 0), "left"),  # due while the network is lost
    ("gus", BERLIN, (3, 16, 16, 0), "sent"),  # due while the login is revoked
    ("ivy", BERLIN, (3, 24, 13, 0), "sent"),  # due while the network is lost for a day
    ("jon", BERLIN, (3, 28, 11, 0), "sent"),  # over the change to summer time in Europe
)
LOSSES = (
    ("2026-03-06 12:00", "2026-03-06 13:10"),
    ("2026-03-11 12:30", "2026-03-11 15:00"),
    ("2026-03-25 10:00", "2026-03-26 11:30"),
)
REVOKED = ("2026-03-17 09:00", "2026-03-18 15:20")


def ready(due: datetime, computer: Computer) -> datetime:
    """The first moment from `due` on at which the computer could do it."""
    moment = due
    closed = [*computer.asleep, *((utc(a), utc(b)) for a, b in (*LOSSES, REVOKED))]
    while hits := [end for begin, end in closed if begin <= moment < end]:
        moment = max(hits)
    return moment


@pytest.fixture(scope="module")
def month() -> Computer:
    """The computer after the month."""
    random.seed(9)  # APScheduler's jitter
    computer = Computer(START, START + timedelta(days=37))
    for day in range(38):
        evening = datetime(2026, 3, 2, 23, 0, tzinfo=BERLIN) + timedelta(days=day)  # wall time: nine hours, or eight
        begin, end = evening.astimezone(utc("2026-01-01 00:00").tzinfo), (evening + timedelta(hours=9))
        end = end.astimezone(begin.tzinfo)
        computer.sleep(begin, end)
        computer.break_down(end, end + timedelta(seconds=20), no_network())  # it comes up last
    for lost, back in LOSSES:
        computer.break_down(utc(lost), utc(back), no_network())
    computer.break_down(utc(REVOKED[0]), utc(REVOKED[1]), LoginNeeded("The login has ended."))
    computer.at(utc(REVOKED[1]), lambda: setattr(computer, "logins", 1))
    for name, zone, (mon, day, hour, minute), outcome in INTERVIEWS:
        end = datetime(2026, mon, day, hour, minute, tzinfo=zone).astimezone(START.tzinfo)
        found = event(end, f"{name}@{name}corp.example", uid=name, title=f"Interview with {name.title()}corp")
        computer.at(end - timedelta(days=2), partial(computer.scene.calendar.put, found))
        if outcome == "answered":
            answer = mail(f"{name}@{name}corp.example", end + timedelta(days=2))
            computer.at(end + timedelta(days=2), partial(computer.scene.mailbox.receive, answer))
    computer.at(START, lambda: send_by_and_by(computer))
    with injected_time(lambda: computer):
        computer.run()
    return computer


def no_network() -> Unreachable:
    return Unreachable("The server cannot be reached.")


def send_by_and_by(computer: Computer) -> None:
    """The user sends what was written, every hour and a half, for the interviews that say so."""
    senders = {f"{name}@{name}corp.example" for name, *_, outcome in INTERVIEWS if outcome == "sent"}
    mailbox = computer.scene.mailbox
    for name, draft in list(mailbox.drafts.items()):
        if (
            draft in mailbox.all_drafts()
            and draft.payload.to[0].email in senders
            and draft.payload.text.startswith("thank")
        ):
            mailbox.user_sends(name)
    computer.script.insert(0, (computer.scene.clock.time + timedelta(minutes=90), lambda: send_by_and_by(computer)))
    computer.script.sort(key=lambda e: e[0])


@pytest.mark.heavy
def test_every_follow_up_is_there_within_a_minute_of_when_it_could_be(month: Computer) -> None:
    late = {
        follow_up: moment - ready(month.ledger.due[follow_up], month)
        for follow_up, moment in month.ledger.drafted.items()
    }
    assert len(late) == 13, late
    assert max(late.values()) <= MINUTE, {k: (month.ledger.due[k], v) for k, v in late.items() if v > MINUTE}
    assert min(late.values()) >= timedelta(0)


@pytest.mark.heavy
def test_none_is_there_twice(month: Computer) -> None:
    keys = [draft.payload.key for draft in month.scene.mailbox.follow_ups()]
    assert len(keys) == len(set(keys))
    assert month.scene.mailbox.creates == len(month.ledger.drafted)


@pytest.mark.heavy
def test_each_interview_was_thanked_for_and_each_silent_week_was_broken_once(month: Computer) -> None:
    written = [month.ledger.texts[follow_up] for follow_up in month.ledger.drafted]
    assert sorted(t.split()[2] for t in written if t.startswith("thank_you")) == [n.title() for n, *_ in INTERVIEWS]
    silent = [name.title() for name, *_, outcome in INTERVIEWS if outcome != "answered"]
    assert sorted(t.split()[2] for t in written if t.startswith("nudge")) == silent


@pytest.mark.heavy
def test_the_hard_cases_did_happen(month: Computer) -> None:
    """Each loss, the revoked login, and a night lay on something that was due."""
    dues = [month.ledger.due[f] for f in month.ledger.drafted]
    for begin, end in (LOSSES[1], LOSSES[2], REVOKED):
        assert [d for d in dues if utc(begin) <= d < utc(end)], begin
    assert [d for d in dues if any(begin <= d < end for begin, end in month.asleep)]


@pytest.mark.heavy
def test_what_it_said_names_nobody_and_nothing_broke(month: Computer) -> None:
    said = month.said.getvalue()
    assert "@" not in said
    assert "broke" not in said
    assert "corp" not in said


# --- a clock that is set --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leap", [timedelta(hours=-5), timedelta(minutes=-2), timedelta(hours=5), timedelta(minutes=2)])
def test_a_clock_that_is_set_delays_nothing_by_more_than_a_minute(leap: timedelta) -> None:
    """Set while one follow-up is due in six hours; what counts is the clock that is right from then on."""
    random.seed(9)
    end = utc("2026-03-03 14:00")
    computer = Computer(end + timedelta(hours=17), end + timedelta(hours=30))
    computer.scene.calendar.put(event(end, "ann@anncorp.example", uid="ann", title="Interview with Anncorp"))
    clock = computer.scene.clock

    def set_clock() -> None:
        clock.time += leap

    computer.at(end + timedelta(hours=18), set_clock)
    with injected_time(lambda: computer):
        computer.run()
    (drafted,) = computer.ledger.drafted.values()
    assert timedelta(0) <= drafted - (end + timedelta(hours=24)) <= MINUTE


def test_a_computer_that_starts_without_a_network_catches_up_within_a_minute() -> None:
    random.seed(9)
    end = utc("2026-03-03 14:00")
    start = end + timedelta(hours=25)
    computer = Computer(start, start + timedelta(hours=3))
    computer.scene.calendar.put(event(end, "ann@anncorp.example", uid="ann", title="Interview with Anncorp"))
    back = start + timedelta(hours=2)
    computer.break_down(start, back, no_network())
    with injected_time(lambda: computer):
        computer.run()
    (drafted,) = computer.ledger.drafted.values()
    assert timedelta(0) <= drafted - back <= MINUTE
