"""People who have more than one mailbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.ports import Account, Fate, Uncertain
from followbot.app.report import Report
from followbot.domain.model import Address, Folder, FollowUpKind
from followbot.domain.states import Dismissed, Drafted, Missing, State, Stopped, Unknown
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


def test_a_draft_in_an_account_that_is_gone_counts_as_thrown_away_and_the_nudge_goes_elsewhere(
    two: tuple[Scene, FakeMailbox],
) -> None:
    s, second = two
    cycle_after(s, 1)
    without = replace(s, world=replace(s.world, accounts=s.world.accounts[1:]))
    cycle_after(without, 2)
    assert isinstance(thanks(s), Missing)
    cycle_after(without, 5.1)
    assert isinstance(thanks(s), Dismissed)
    assert any("no longer configured" in e for entry in s.store.journal(s.store.all()[0].id) for e in entry.evidence)
    report = cycle_after(without, 7)
    assert [d.payload.text for d in second.all_drafts()] == ["nudge to Jane"]
    assert report.exit_code == 0


def test_a_draft_is_found_again_when_its_account_comes_back_in_time(two: tuple[Scene, FakeMailbox]) -> None:
    s, _ = two
    cycle_after(s, 1)
    cycle_after(replace(s, world=replace(s.world, accounts=s.world.accounts[1:])), 2)
    cycle_after(s, 3)
    assert isinstance(thanks(s), Drafted)


def test_what_may_have_been_created_in_an_account_that_is_gone_is_waited_for_as_long_as_a_draft_that_vanished(
    two: tuple[Scene, FakeMailbox],
) -> None:
    s, _ = two
    s.mailbox.create = lambda payload: Uncertain("silence")  # type: ignore[method-assign]  # whether it is there stays open
    cycle_after(s, 1)
    without = replace(s, world=replace(s.world, accounts=s.world.accounts[1:]))
    given_up = 1 + s.world.settings.timing.missing_after / DAY
    cycle_after(without, given_up - 0.01)
    assert isinstance(thanks(s), Unknown)
    cycle_after(without, given_up)
    assert isinstance(thanks(s), Dismissed)


def test_of_many_drafts_in_a_mailbox_that_is_down_one_is_asked_for() -> None:
    s = scene(TUESDAY - DAY)
    s.calendar.put(event(TUESDAY, "jane@acme.example", "ravi@acme.example"))
    run_cycle(s.world)
    assert len(cycle_after(s, 1).created) == 2
    asked: list[str] = []

    def down(draft: object, payload: object) -> Fate:
        asked.append("fate")
        raise Unreachable("no network")

    s.mailbox.fate = down  # type: ignore[method-assign]  # how often it is asked is what counts
    assert cycle_after(s, 1.1).exit_code == 69
    assert asked == ["fate"]


def thanks(s: Scene) -> State:
    (process,) = s.store.all()
    return next(f.state for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU)
