"""The plans of one cycle: whoever is stored as a moment ago is not decided upon again, and nobody could tell the difference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from followbot.app import plan as planning
from followbot.app.cycle import run_cycle
from followbot.app.plan import MOMENT, Planner
from followbot.app.ports import Change
from followbot.app.report import Report
from followbot.app.scan import scan
from followbot.domain.model import Address, Folder
from followbot.domain.policy import decide
from tests.fakes.build import ME, TUESDAY
from tests.fakes.world import Scene, event, mail, scene

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When something was decided."""
    times: list[datetime] = []

    def counted(process: Any, rules: Any, now: datetime) -> Any:
        times.append(now)
        return decide(process, rules, now)

    monkeypatch.setattr(planning, "decide", counted)
    return times


def begun(companies: int = 1) -> Scene:
    s = scene(TUESDAY + HOUR)
    for number in range(companies):
        s.calendar.put(event(TUESDAY - number * HOUR, uid=f"int-{number}", title=f"Interview at Firm{number}"))
    run_cycle(s.world)
    return s


def test_a_cycle_that_changes_nothing_decides_once_for_each_process(decided: list[datetime]) -> None:
    s = begun(3)
    assert len(s.store.live()) == 3
    decided.clear()
    s.clock.forward(minutes=5)
    run_cycle(s.world)
    assert len(decided) == 3


def test_what_has_changed_meanwhile_is_decided_upon_again(decided: list[datetime]) -> None:
    s = begun()
    planner = Planner(s.world, Report())
    planner.plan()
    decided.clear()
    assert planner.plan() == ()
    assert decided == []
    (process,) = s.store.live()
    s.store.commit(Change(processes=(process,)))  # the same again, under another version
    planner.plan()
    assert decided == []
    s.calendar.put(event(TUESDAY + 3 * HOUR, uid="int-0", title="Interview at Firm0"))
    s.clock.time += timedelta(seconds=1)
    scan(s.world, Report())
    planner.plan()
    assert decided


@pytest.mark.parametrize("leap", [MOMENT, DAY, -HOUR])
def test_time_that_has_passed_meanwhile_is_a_fact_like_any_other(decided: list[datetime], leap: timedelta) -> None:
    s = begun()
    planner = Planner(s.world, Report())
    planner.plan()
    decided.clear()
    s.clock.time += leap
    orders = planner.plan()
    assert decided
    assert bool(orders) == (leap == DAY)


def _answer(s: Scene) -> None:
    s.mailbox.inbox.append(mail("jane@acme.example", s.clock.now(), message_id="answer"))


def _by_hand(s: Scene) -> None:
    to = (Address("jane@acme.example"),)
    s.mailbox.inbox.append(mail(ME.email, s.clock.now(), to=to, folder=Folder.SENT, message_id="own"))


def _moved(s: Scene) -> None:
    s.calendar.put(event(TUESDAY + 5 * HOUR, uid="int-0", title="Interview at Firm0"))


@pytest.mark.parametrize(
    ("happens", "after"), [(None, HOUR), (_answer, 25 * HOUR), (_by_hand, 9 * DAY), (_moved, HOUR)]
)
def test_a_life_is_the_same_as_when_everything_is_always_decided(
    monkeypatch: pytest.MonkeyPatch, happens: Callable[[Scene], None] | None, after: timedelta
) -> None:
    lives = []
    for moment in (MOMENT, timedelta(0)):
        monkeypatch.setattr(planning, "MOMENT", moment)
        s = begun(2)
        for hour in range(0, 24 * 14, 12):
            s.clock.time = TUESDAY + hour * HOUR
            if happens is not None and timedelta(0) <= hour * HOUR - after < 12 * HOUR:
                happens(s)
            run_cycle(s.world)
        assert s.mailbox.creates
        lives.append((s.store.all(), [s.store.journal(p.id) for p in s.store.all()], sorted(s.mailbox.drafts)))
    assert lives[0] == lives[1]
