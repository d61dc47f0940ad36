"""Die before and after every store commit and every remote call of a delivering cycle, restart, and compare.

The end state must be that of a run that never died: one draft, and a store that knows it. The number of steps is not
written down here; it is counted by a run that survives.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.ports import Change
from followbot.domain.lifecycle import Drafted, Stopped, Waiting, Withdrawn
from followbot.domain.model import FollowUpKind, Outcome
from tests.fakes.build import TUESDAY
from tests.fakes.world import Scene, event, mail, scene

DAY = timedelta(days=1)
STEPS = 60
"""More than any of these cycles has; a death that would come later than the end simply does not come."""


class Died(BaseException):
    """kill -9: nothing in the program may catch it."""


class Reaper:
    """Counts boundaries, and kills at the chosen one."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.passed = 0

    def __call__(self, name: str) -> None:
        self.passed += 1
        if self.passed == self.at:
            raise Died(name)


def mortal(s: Scene, reaper: Reaper) -> Scene:
    """The scene in which every boundary may be the last."""
    s.mailbox.before = reaper
    s.mailbox.after = reaper
    commit: Callable[[Change], None] = s.store.commit

    class MortalStore:
        def commit(self, change: Change) -> None:
            reaper("before commit")
            commit(change)
            reaper("after commit")

        def __getattr__(self, name: str) -> object:
            return getattr(s.store, name)

    return replace(s, world=replace(s.world, store=MortalStore()))  # type: ignore[arg-type]  # it delegates the rest


def immortal(s: Scene) -> None:
    s.mailbox.before = lambda name: None
    s.mailbox.after = lambda name: None


def cycles_after_death(s: Scene) -> None:
    """Restart: two cycles, a while apart, as the daemon would run them."""
    immortal(s)
    for _ in range(3):
        run_cycle(s.world)
        s.clock.forward(minutes=10)


def due_thank_you(absence_wait: timedelta) -> Scene:
    s = scene(TUESDAY - DAY)
    s.mailbox.absence_wait = absence_wait
    s.calendar.put(event(TUESDAY, "jane@acme.example", "ravi@acme.example"))
    run_cycle(s.world)
    s.clock.time = TUESDAY + DAY
    return s


@pytest.mark.parametrize("absence_wait", [timedelta(0), timedelta(minutes=5)], ids=["exact looks", "lagging looks"])
@pytest.mark.parametrize("at", range(1, STEPS))
def test_dying_anywhere_in_a_delivering_cycle_leaves_exactly_one_draft_each(at: int, absence_wait: timedelta) -> None:
    s = due_thank_you(absence_wait)
    reaper = Reaper(at)
    try:
        run_cycle(mortal(s, reaper).world)
    except Died:
        pass
    else:
        assert reaper.passed < at, "it died and went on"
    cycles_after_death(s)
    assert sorted(d.payload.text for d in s.mailbox.all_drafts()) == ["thank_you to Jane", "thank_you to Ravi"]
    (process,) = s.store.all()
    assert {type(f.state) for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU} == {Drafted}


def test_the_enumeration_reaches_the_end_of_the_cycle() -> None:
    s = due_thank_you(timedelta(0))
    reaper = Reaper(10_000)
    run_cycle(mortal(s, reaper).world)
    assert 12 < reaper.passed < STEPS


@pytest.mark.parametrize("at", range(1, STEPS))
def test_dying_anywhere_while_an_answer_takes_drafts_back(at: int) -> None:
    s = due_thank_you(timedelta(0))
    run_cycle(s.world)
    s.mailbox.receive(mail("jane@acme.example", TUESDAY + 30 * timedelta(hours=1), outcome=Outcome.REJECTION))
    s.clock.time = TUESDAY + 30 * timedelta(hours=1)
    with contextlib.suppress(Died):
        run_cycle(mortal(s, Reaper(at)).world)
    cycles_after_death(s)
    assert s.mailbox.all_drafts() == []
    (process,) = s.store.all()
    assert {type(f.state) for f in process.follow_ups} == {Withdrawn, Stopped}


@pytest.mark.parametrize("at", range(1, STEPS))
def test_dying_anywhere_while_the_nudge_replaces_the_stale_thank_you(at: int) -> None:
    s = due_thank_you(timedelta(0))
    run_cycle(s.world)
    s.clock.time = TUESDAY + 7 * DAY
    with contextlib.suppress(Died):
        run_cycle(mortal(s, Reaper(at)).world)
    cycles_after_death(s)
    assert [d.payload.text for d in s.mailbox.all_drafts()] == ["nudge to Jane"]


@pytest.mark.parametrize("at", range(1, 30))
def test_dying_anywhere_in_the_first_scan_loses_no_interview(at: int) -> None:
    s = scene(TUESDAY - DAY)
    s.calendar.put(event(TUESDAY))
    with contextlib.suppress(Died):
        run_cycle(mortal(s, Reaper(at)).world)
    cycles_after_death(s)
    (process,) = s.store.all()
    assert all(isinstance(f.state, Waiting) for f in process.follow_ups)
    assert len(process.follow_ups) == 2
