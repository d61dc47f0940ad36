"""Play the story: the clock jumps from one moment that matters to the next, and at each the real engine runs a cycle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from followbot import bootstrap
from followbot.app.agenda import next_moment
from followbot.app.cycle import run_cycle
from followbot.app.ports import Entry
from followbot.app.world import World
from followbot.cli.demo.stage import Stage
from followbot.cli.demo.story import BEATS, BEGIN, END
from followbot.domain.model import Process
from followbot.domain.telling import day_said
from followbot.errors.installation import demo_failed

AFTERWARDS = timedelta(minutes=1)
"""How soon after people do something the daemon would look."""

CARD_READ = timedelta(minutes=35)
"""A card that was filled in is read again when it has come to rest."""

Progress = Callable[[float, str], None]
"""Told how far the story is (0 to 1), and what just happened."""


class StoryClock:
    """The clock of the stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def now(self) -> datetime:
        return self._stage.now.astimezone(UTC)


def play(stage: Stage, progress: Progress) -> list[tuple[Process, tuple[Entry, ...]]]:
    """Run all three weeks; the processes at the end, each with everything that happened to it."""
    stage.build()
    config = bootstrap.load_config(stage.config)
    with bootstrap.open_world(config, migrate=True, clock=StoryClock(stage)) as world:
        moments = {b.at + later for b in BEATS for later in (timedelta(0), AFTERWARDS, CARD_READ)} | {END}
        waiting = list(BEATS)
        while stage.now < END:
            stage.now = _next(world, stage.now, moments)
            while waiting and waiting[0].at <= stage.now:
                beat = waiting.pop(0)
                beat.act(stage)
                progress((stage.now - BEGIN) / (END - BEGIN), f"{day_said(stage.now):10}  {beat.told}")
            report = run_cycle(world)
            if report.errors:
                raise demo_failed(report.errors[0].what)
            progress((stage.now - BEGIN) / (END - BEGIN), "")
        processes = sorted(world.store.all(), key=lambda p: p.rounds[0].start)
        return [(p, world.store.journal(p.id)) for p in processes]


def _next(world: World, now: datetime, moments: set[datetime]) -> datetime:
    """The next beat or the next due moment, whichever comes first."""
    due = next_moment(world.store.live(), now.astimezone(UTC))
    ahead = [m for m in moments if m > now] + ([due.astimezone(now.tzinfo)] if due is not None else [])
    return min(ahead, default=END)
