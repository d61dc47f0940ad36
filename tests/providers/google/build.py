"""A Google account for tests of its adapters: the fake, our transport in process, and requests counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from followbot.providers.bearer import Bearer
from followbot.providers.google.api import Api
from followbot.providers.google.calendar import GoogleCalendar
from followbot.providers.google.mailbox import GoogleMailbox
from tests.contract.calendar import HOME
from tests.contract.google_harness import START
from tests.contract.mailbox import ME
from tests.fakes.google.server import ENDPOINT, GoogleFake, Wire, make_google
from tests.fakes.wire import Tokens
from tests.fakes.world import FakeClock


@dataclass
class Account:
    """The adapters of one account, and the other side of them."""

    start: datetime = START
    tokens: Tokens = field(default_factory=Tokens)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = FakeClock(self.start)
        self.server: GoogleFake = make_google(self.clock, ME.email)
        self.gmail = self.server.gmail
        self.restart()

    def restart(self) -> None:
        """The program anew: it remembers nothing."""
        bearer = Bearer("main", Wire(self.server, self.counts), self.tokens, provider="Google")
        self.api = Api(bearer, ENDPOINT)
        self.mailbox = GoogleMailbox("main", ME.email, self.api, clock=self.clock)

    def calendar(self, name: str = "primary") -> GoogleCalendar:
        return GoogleCalendar(name, account="main", api=self.api, home=HOME)

    def asked(self) -> dict[str, int]:
        """The HTTP requests since the last time, by method."""
        found = dict(self.server.counts)
        self.server.counts.clear()
        return found
