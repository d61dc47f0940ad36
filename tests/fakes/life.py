"""A whole followbot on one account of a fake server, in process: real rules, real letters, a real store, virtual time.

What differs between providers is the server and how the program is wired to it; the rest of a life is told here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from followbot import bootstrap
from followbot.app.cycle import run_cycle
from followbot.app.report import Report
from followbot.app.world import World
from followbot.store.sql import SqlStore
from tests.fakes.world import FakeClock

if TYPE_CHECKING:
    from followbot.config import Config

ME = "sam@home.example"
JANE = ("jane.doe@acme.example", "Jane Doe")
RAVI = ("ravi.patel@acme.example", "Ravi Patel")
CONFIG = """\
profile: {{name: Sam Taylor, email: {me}, timezone: Europe/Berlin, country: DE}}
accounts: [{account}]
drafts: {{debrief: {debrief}}}
"""


S = TypeVar("S")
"""The fake server: an account there."""


@cache
def config(account: str, debrief: bool) -> Config:
    """The configuration with this one account, given as YAML."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_text(CONFIG.format(me=ME, account=account, debrief=str(debrief).lower()), "utf-8")
        return bootstrap.load_config(path)


@dataclass
class Life(ABC, Generic[S]):
    """One user, from some moment on. `world` is the program; `restart` ends it and starts it anew."""

    clock: FakeClock
    server: S
    store: SqlStore
    composed: Callable[[S, SqlStore, FakeClock, bool], World]
    """The program as the composition root makes it, but for the wire."""
    world: World

    def restart(self) -> None:
        self.world = self.composed(self.server, self.store, self.clock, self.world.settings.debrief)

    def copy(self) -> Self:
        """Another life that has been the same until now."""
        clock = FakeClock(self.clock.time)
        server = deepcopy(self.server, {id(self.clock): clock})
        store = self.store.snapshot()
        world = self.composed(server, store, clock, self.world.settings.debrief)
        return type(self)(clock, server, store, self.composed, world)

    def cycle(self) -> Report:
        return run_cycle(self.world)

    def at(self, moment: datetime) -> Report:
        self.clock.time = moment
        return self.cycle()

    @abstractmethod
    def drafts(self) -> list[str]:
        """Who the drafts in the mailbox are addressed to."""

    @abstractmethod
    def receive(self, raw: bytes) -> None:
        """A mail arrives in the inbox."""

    @abstractmethod
    def put_interview(self, end: datetime, *people: tuple[str, str]) -> None:
        """An interview comes into the calendar; `people` are (address, name)."""

    @abstractmethod
    def user_sends(self) -> None:
        """The user sends the only draft, by a program that drops every mark of ours."""

    @abstractmethod
    def posts(self) -> int:
        """How many drafts were ever made at the server."""

    @abstractmethod
    def sent(self) -> int:
        """How many mails lie among the sent."""

    @abstractmethod
    def verify(self) -> None:
        """Nothing against the provider's contract, and nothing sent by us."""
