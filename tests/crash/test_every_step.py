"""Die before and after every store commit and every remote call of a delivering cycle, restart, and compare.

The end state must be that of a run that never died: one draft, and a store that knows it. How many steps there are is not
written down here: death comes one step later each time, until it comes too late.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.world import Settings
from followbot.domain.lifecycle import Drafted, Stopped, Waiting, Withdrawn
from followbot.domain.model import FollowUpKind, Outcome
from tests.crash.dying import Died, MortalStore, Reaper
from tests.fakes.build import TUESDAY
from tests.fakes.world import Scene, event, mail, scene

DAY = timedelta(days=1)


def mortal(s: Scene, reaper: Reaper) -> Scene:
    """The scene in which every boundary may be the last."""
    s.mailbox.before = reaper
    s.mailbox.after = reaper
    return replace(s, world=replace(s.world, store=MortalStore(s.store, reaper)))


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


def answered_thank_you() -> Scene:
    """Two drafts wait, and the rejection has just come."""
    s = due_thank_you(timedelta(0))
    run_cycle(s.world)
    s.clock.time = TUESDAY + timedelta(hours=30)
    s.mailbox.receive(mail("jane@acme.example", s.clock.time, outcome=Outcome.REJECTION))
    return s


def due_nudge() -> Scene:
    """Two untouched drafts are a week old."""
    s = due_thank_you(timedelta(0))
    run_cycle(s.world)
    s.clock.time = TUESDAY + 7 * DAY
    return s


def quiet_card() -> Scene:
    """The debrief card was filled in, read, and left alone for long enough."""
    s = scene(TUESDAY - DAY, settings=Settings(debrief=True))
    s.calendar.put(event(TUESDAY))
    run_cycle(s.world)
    s.clock.time = TUESDAY + timedelta(minutes=20)
    (card,) = run_cycle(s.world).created
    s.mailbox.user_edits(card.draft_id or "", "great talk")
    s.clock.forward(minutes=10)
    run_cycle(s.world)
    s.clock.forward(minutes=40)
    return s


def deaths(prepared: Callable[[], Scene]) -> Iterator[Scene]:
    """The scene after each possible death and the cycles that follow it; ends with the first run that survives."""
    for at in itertools.count(1):
        s = prepared()
        reaper = Reaper(at)
        try:
            run_cycle(mortal(s, reaper).world)
        except Died:
            cycles_after_death(s)
            yield s
        else:
            assert reaper.passed == at - 1, "it died and went on"
            assert at > 12, "a cycle has more steps than that"
            return


@pytest.mark.parametrize(
    "absence_wait",
    [
        pytest.param(timedelta(0), id="exact looks"),
        pytest.param(timedelta(minutes=5), id="lagging looks", marks=pytest.mark.heavy),
    ],
)
def test_dying_anywhere_in_a_delivering_cycle_leaves_exactly_one_draft_each(absence_wait: timedelta) -> None:
    for s in deaths(lambda: due_thank_you(absence_wait)):
        assert sorted(d.payload.text for d in s.mailbox.all_drafts()) == ["thank_you to Jane", "thank_you to Ravi"]
        (process,) = s.store.all()
        assert {type(f.state) for f in process.follow_ups if f.kind is FollowUpKind.THANK_YOU} == {Drafted}


@pytest.mark.heavy
def test_dying_anywhere_while_an_answer_takes_drafts_back() -> None:
    for s in deaths(answered_thank_you):
        assert s.mailbox.all_drafts() == []
        (process,) = s.store.all()
        assert {type(f.state) for f in process.follow_ups} == {Withdrawn, Stopped}


@pytest.mark.heavy
def test_dying_anywhere_while_the_nudge_replaces_the_stale_thank_you() -> None:
    for s in deaths(due_nudge):
        assert [d.payload.text for d in s.mailbox.all_drafts()] == ["nudge to Jane"]


def test_dying_anywhere_while_a_card_is_read_and_removed() -> None:
    for s in deaths(quiet_card):
        assert s.mailbox.all_drafts() == []
        (process,) = s.store.all()
        assert [n.text for n in process.rounds[0].notes] == ["great talk"]


def test_dying_anywhere_in_the_first_scan_loses_no_interview() -> None:
    def unknown() -> Scene:
        s = scene(TUESDAY - DAY)
        s.calendar.put(event(TUESDAY))
        return s

    for at in itertools.count(1):
        s, reaper = unknown(), Reaper(at)
        with contextlib.suppress(Died):
            run_cycle(mortal(s, reaper).world)
        if reaper.passed < at:
            assert at > 4, "a first scan has more steps than that"
            return
        cycles_after_death(s)
        (process,) = s.store.all()
        assert [type(f.state) for f in process.follow_ups] == [Waiting, Waiting]
