"""Ears: they ask for a cycle when a mailbox tells of mail, rest while nothing is pending, and back off from trouble."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from followbot.app.cycle import run_cycle
from followbot.app.listener import Listener
from followbot.daemon.ears import BACKOFF, LONGEST_BACKOFF, UNNEEDED, Ear, Ears
from followbot.daemon.log import Log
from followbot.errors import StoreError, Unreachable
from tests.fakes.build import TUESDAY
from tests.fakes.world import event, scene

DAY = timedelta(days=1)


@dataclass
class Story:
    """A listener whose waits go as told: True and False are answers, an exception is raised. At its end the daemon stops."""

    script: list[bool | Exception]
    opened: int = 0
    closed: int = 0
    rested: list[float] = field(default_factory=list)
    woken: int = 0
    needed: Callable[[], bool] = lambda: True

    def wait(self, patience: timedelta) -> bool:
        told = self.script.pop(0)
        if isinstance(told, Exception):
            raise told
        return told

    def close(self) -> None:
        self.closed += 1

    def play(self) -> None:
        ear = Ear("post", self.open, lambda: self.needed(), self.wake, self.rest, Log("critical", "plain"))
        ear.listen(lambda: not self.script, lambda listener: None)

    def open(self) -> Listener:
        self.opened += 1
        return self

    def wake(self) -> None:
        self.woken += 1

    def rest(self, seconds: float) -> bool:
        self.rested.append(seconds)
        return False


def test_news_wakes_and_silence_does_not() -> None:
    story = Story([True, False, False, True, False])
    story.play()
    assert (story.woken, story.opened, story.rested) == (2, 1, [])


def test_trouble_is_met_with_longer_and_longer_rests_and_forgotten_after_success() -> None:
    away = Unreachable("post cannot be reached.")
    story = Story([*[away] * 9, True, False, away, False])
    story.play()
    doubled = [BACKOFF.total_seconds() * 2**n for n in range(9)]
    assert story.rested == [min(s, LONGEST_BACKOFF.total_seconds()) for s in doubled] + [BACKOFF.total_seconds()]
    assert story.opened == story.closed == 11


def test_a_server_that_hangs_up_after_each_greeting_is_met_with_longer_rests_too() -> None:
    """The first wait of a listener always says that something may have come."""
    away = Unreachable("post cannot be reached.")
    script: list[bool | Exception] = [True, away, True, away, True, away, True, away, False]
    story = Story(script)
    story.play()
    assert story.rested == [BACKOFF.total_seconds() * 2**n for n in range(4)]


def test_a_listener_that_breaks_is_opened_again() -> None:
    story = Story([ZeroDivisionError(), True, False])
    story.play()
    assert (story.woken, story.opened) == (1, 2)


def test_while_nothing_is_pending_nothing_is_opened() -> None:
    story = Story([True])

    def never() -> bool:
        if len(story.rested) >= 3:
            story.script.clear()
        return False

    story.needed = never
    story.play()
    assert (story.opened, story.woken) == (0, 0)
    assert set(story.rested) == {UNNEEDED.total_seconds()}


def test_a_store_that_cannot_be_read_rests_too() -> None:
    story = Story([True, False])

    def broken() -> bool:
        if story.rested:
            return True
        raise StoreError("The store cannot be read.")

    story.needed = broken
    story.play()
    assert story.rested == [UNNEEDED.total_seconds()]
    assert story.woken == 1


class Bell:
    """A listener that waits for real, until it is rung or closed."""

    def __init__(self) -> None:
        self._rung = threading.Event()
        self.closed = threading.Event()

    def ring(self) -> None:
        self._rung.set()

    def wait(self, patience: timedelta) -> bool:
        self._rung.wait(20)
        self._rung.clear()
        return not self.closed.is_set()

    def close(self) -> None:
        self.closed.set()
        self._rung.set()


def test_ears_follow_the_world_and_end_with_the_daemon() -> None:
    s = scene(TUESDAY - DAY)
    s.calendar.put(event(TUESDAY))
    run_cycle(s.world)
    s.clock.time = TUESDAY + timedelta(hours=1)
    first, second = Bell(), Bell()
    woken = threading.Event()
    ears = Ears(woken.set, Log("critical", "plain"))

    def hearing(bell: Bell) -> None:
        (account,) = s.world.accounts
        ears.follow(replace(s.world, accounts=(replace(account, listener=lambda: bell),)))

    hearing(first)
    first.ring()
    assert woken.wait(20)
    hearing(second)
    assert first.closed.is_set()
    woken.clear()
    second.ring()
    assert woken.wait(20)
    ears.stop(within=20)
    assert second.closed.is_set()
    assert threading.active_count() < 20
