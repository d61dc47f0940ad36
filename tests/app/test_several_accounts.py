"""People who have more than one mailbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.ports import Account
from followbot.app.report import Report
from followbot.domain.model import Address, Folder, FollowUpKind
from followbot.domain.states import Stopped
from followbot.errors import Unreachable
from tests.fakes.build import ME, TUESDAY
from tests.fakes.world import FakeMailbox, Scene, event, mail, scene

DAY = timedelta(days=1)


@pytest.fixture
def two() -> tuple[Scene, FakeMailbox]:
    """A scene whose interview came in the first account, and the mailbox of a second one."""
    s = scene(TUESDAY - DAY)
    second = FakeMailbox(s.clock, account="private")
    private = Account("private", "fake", frozenset({"sam@private.example"}), "sam@private.example", (), second)
    s = replace(s, world=replace(s.world, accounts=(*s.world.accounts, private)))
    s.calendar.put(event(TUESDAY))
    run_cycle(s.world)
    return s, second


def cycle_after(s: Scene, days: float) -> Report:
    s.clock.time = TUESDAY + timedelta(days=days)
    return run_cycle(s.world)


def test_an_answer_to_another_address_of_the_user_stops_what_it_answers(two: tuple[Scene, FakeMailbox]) -> None:
    s, second = two
    s.clock.time = TUESDAY + timedelta(hours=5)
    second.receive(mail("jane@acme.example", s.clock.time))
    assert cycle_after(s, 1).created == []
    (process,) = s.store.all()
    states = {f.kind: f.state for f in process.follow_ups}
    assert isinstance(states[FollowUpKind.THANK_YOU], Stopped)
    assert isinstance(states[FollowUpKind.NUDGE], Stopped)


def test_mail_by_hand_from_another_account_thanks_too(two: tuple[Scene, FakeMailbox]) -> None:
    s, second = two
    s.clock.time = TUESDAY + timedelta(hours=5)
    second.receive(mail(ME.email, s.clock.time, to=(Address("jane@acme.example"),), folder=Folder.SENT))
    assert cycle_after(s, 1).created == []


def test_a_mailbox_that_is_down_holds_up_only_its_own_processes(two: tuple[Scene, FakeMailbox]) -> None:
    s, second = two
    second.broken = Unreachable("no network")
    report = cycle_after(s, 1)
    assert (len(report.created), report.exit_code) == (1, 69)


def test_the_other_mailbox_is_left_alone_while_nothing_is_pending(two: tuple[Scene, FakeMailbox]) -> None:
    _, second = two
    assert second.log == []
