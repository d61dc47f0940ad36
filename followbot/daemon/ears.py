"""Ears for mailboxes that can tell when a mail comes: while something is pending, an answer is known within seconds.

A thread for each such account. It only asks for a cycle; what the mail means is decided there. Nothing depends on it: polls go
on as they do for every account, so a deaf ear costs minutes, not an answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from followbot.app.listener import Listener
from followbot.app.watch import awaits_mail
from followbot.app.world import World
from followbot.daemon.log import Log
from followbot.errors import FollowbotError

PATIENCE = timedelta(minutes=9)
"""How long one wait lasts before the ear looks whether there is still something to wait for."""

UNNEEDED = timedelta(seconds=30)
"""How long an ear rests while nothing is pending."""

BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Ear:
    """One account's ear. `open` makes the listener, `needed` says whether a mail would matter, `wake` asks for a cycle.

    `rest` waits for so many seconds and says whether the daemon is stopping.
    """

    account: str
    open: Callable[[], Listener]
    needed: Callable[[], bool]
    wake: Callable[[], None]
    rest: Callable[[float], bool]
    log: Log

    def listen(self, stopping: Callable[[], bool], on_open: Callable[[Listener | None], None]) -> None:
        """Until the daemon stops. `on_open` is told of the listener in use, so that it can be closed from outside."""
        failures = 0
        while not stopping():
            if not self._is_needed():
                self.rest(UNNEEDED.total_seconds())
                continue
            listener = self.open()
            on_open(listener)
            try:
                for number, news in enumerate(self._hear(listener, stopping)):
                    # The first wait only opens the connection: a server that hangs up after it is still failing.
                    failures = 0 if number else failures
                    if news and not stopping():
                        self.wake()
            except FollowbotError as error:
                failures += 1
                self.log.debug("deaf", account=self.account, problem=error.problem)
            except Exception as error:  # noqa: BLE001 - an ear that breaks must not take the daemon with it
                failures += 1
                self.log.broke("ear_broke", type(error).__name__)
            finally:
                on_open(None)
                listener.close()
            if failures and not stopping():
                self.rest(min(BACKOFF * 2 ** min(failures - 1, 10), LONGEST_BACKOFF).total_seconds())

    def _hear(self, listener: Listener, stopping: Callable[[], bool]) -> Iterator[bool]:
        """What one listener says, wait by wait."""
        hears = False
        while not stopping() and self._is_needed():
            news = listener.wait(PATIENCE)
            if not hears:
                self.log.info("listening", account=self.account)
                hears = True
            yield news

    def _is_needed(self) -> bool:
        try:
            return self.needed()
        except FollowbotError as error:
            self.log.warning("store_unreadable", problem=error.problem, remedy=error.remedy)
            return False


class Ears:
    """All ears of a daemon. `wake` is called from their threads."""

    def __init__(self, wake: Callable[[], None], log: Log) -> None:
        self._wake = wake
        self._log = log
        self._stopping = threading.Event()
        self._open: dict[str, Listener] = {}
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def follow(self, world: World) -> None:
        """Listen for the accounts of this world, and no longer for those of the one before."""
        self.stop()
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(self._ear(world, a.name, a.listener), self._stopping), daemon=True)
            for a in world.accounts
            if a.listener is not None
        ]
        for thread in self._threads:
            thread.start()

    def _ear(self, world: World, account: str, listener: Callable[[], Listener]) -> Ear:
        needed = partial(awaits_mail, world, account)
        return Ear(account, listener, needed, self._wake, self._stopping.wait, self._log)

    def _run(self, ear: Ear, stopping: threading.Event) -> None:
        def on_open(listener: Listener | None) -> None:
            with self._lock:
                if listener is None:
                    self._open.pop(ear.account, None)
                else:
                    self._open[ear.account] = listener
            if listener is not None and stopping.is_set():
                listener.close()

        ear.listen(stopping.is_set, on_open)

    def stop(self, within: float = 1.0) -> None:
        """Close every ear. Threads that have not ended after so many seconds, all together, end with the program."""
        deadline = time.monotonic() + within
        self._stopping.set()
        with self._lock:
            listeners = list(self._open.values())
        for listener in listeners:
            listener.close()
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._threads = []
