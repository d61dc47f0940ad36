"""The daemon's composition: its world, made anew whenever the configuration is read again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import followbot
from followbot.app.ports import Notifier
from followbot.app.world import World
from followbot.bootstrap import compose, load_config
from followbot.bootstrap.apart import moved_out
from followbot.config import Config
from followbot.daemon.log import Log, take_over
from followbot.daemon.notifiers import Both, Desktop, Journal
from followbot.daemon.service import Daemon, Edition, Pulse, look_around

if TYPE_CHECKING:
    from followbot.store.sql import SqlStore


class _Worlds:
    """One world after the other, from the same file. They share a store for as long as it has the same address."""

    def __init__(self, path: Path, verbose: bool, pulse: Pulse) -> None:
        self._path = path
        self._verbose = verbose
        self._pulse = pulse
        self._store: SqlStore | None = None
        self._world: World | None = None
        self._url = ""
        self.state = path
        self.patience = 0.0
        self.log = Log("info", "auto")
        take_over(self.log)

    def load(self) -> World:
        """The world of the configuration as it is now. Raises, with all that there was still in place."""
        from followbot.store import open_store

        config = load_config(self._path)
        store = self._store
        if store is None or config.store_url != self._url:
            store = open_store(config.store_url, migrate=True)
        try:
            world = self._pulse.felt(moved_out(compose(config, store, self._pulse), config))
        except BaseException:
            if store is not self._store:
                store.close()
            raise
        self._take(store, config.store_url, world)
        self.state = config.state_dir
        self.patience = longest_step(config)
        self.log.adjust("debug" if self._verbose else config.log.level.value, config.log.format.value)
        return replace(world, notifier=self._notifier(config))

    def _take(self, store: SqlStore, url: str, world: World) -> None:
        self._hang_up()
        self._world = world
        old, self._store, self._url = self._store, store, url
        if old is not None and old is not store:
            old.close()

    def _notifier(self, config: Config) -> Notifier:
        desktop = (Desktop(),) if config.notifications.desktop else ()
        return Both((Journal(self.log), *desktop))

    def _hang_up(self) -> None:
        if self._world is not None:
            self._world.rest()
            for account in self._world.accounts:
                account.close()

    def close(self) -> None:
        self._hang_up()
        if self._store is not None:
            self._store.close()


def longest_step(config: Config) -> float:
    """Seconds that a single step of a cycle may take without a sign of life; each of these ends by itself then.

    HTTP requests and the judges end well within systemd's WatchdogSec=.
    """
    longest = 0.0
    if any(account.provider == "imap" for account in config.accounts):
        from followbot.providers.imap.connection import DONE_WITHIN

        longest = DONE_WITHIN
    if config.composer.use == "llm" and config.composer.llm is not None:
        # To connect, to send, to wait for an answer, and to read it: each may take as long.
        longest = max(longest, 4 * config.composer.llm.timeout.total_seconds())
    return longest


@contextmanager
def open_daemon(path: Path, *, verbose: bool) -> Iterator[Daemon]:
    """The daemon of the configuration at `path`, and its store open for as long as it runs."""
    from followbot.system import SystemClock

    pulse = Pulse(SystemClock())
    worlds = _Worlds(path, verbose, pulse)
    try:
        daemon = Daemon(
            worlds.load(),
            worlds.log,
            pulse,
            worlds.load,
            patience=lambda: worlds.patience,
            edition=Edition(Path(followbot.__file__)),
        )
        look_around(worlds.state, worlds.log, os.environ)
        yield daemon
    finally:
        worlds.close()
