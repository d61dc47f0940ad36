"""Accounts on an IMAP server and in a Maildir, and the making of all accounts of a world."""

from __future__ import annotations

import imaplib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from followbot.app.ports import Calendar, CalendarReading, Mailbox, Window
from followbot.domain.model import Attendee, Event, EventStatus, Response
from followbot.providers.imap.connection import Server
from followbot.providers.imap.mailbox import ImapMailbox
from followbot.providers.local.calendar import open_calendar
from followbot.providers.local.mailbox import LocalMailbox
from tests.contract.calendar import Meeting as Entry
from tests.contract.imap_harness import ImapHarness
from tests.contract.local_calendar_harness import FolderHarness
from tests.contract.local_harness import START as BEGIN
from tests.contract.local_harness import LocalHarness, make_maildir
from tests.contract.mailbox import ME
from tests.fakes.imap_memory import Client, ImapMemory, Wire
from tests.fakes.world import FakeClock
from tests.property.simulation.sites import HOME, GoogleSite, MicrosoftSite, Site
from tests.property.simulation.weather import WRITES, Disk, Skewed, Stormy


class LocalSite(Site):
    name = "local"

    def __init__(self, clock: FakeClock, skewed: Skewed, root: Path) -> None:
        super().__init__(clock, skewed)
        self.harness = LocalHarness(root / "Mail", account=self.name, clock=clock)
        self.source = str(root / "calendar")
        self.entries = FolderHarness(root / "calendar")
        self.sent = ["Sent"]
        self.full: Callable[[], bool] = lambda: False
        self.restart()

    def restart(self) -> None:
        self.harness.restart()
        plain = LocalMailbox(
            self.name, self.harness.root, clock=self.skewed, addresses={ME.email}, sent=tuple(self.sent)
        )
        self._mailbox: Any = self._exposed(plain)
        self._calendar: Any = self._exposed(open_calendar(self.source, account=self.name, zone=HOME, counters={}))

    def _exposed(self, thing: Any) -> Stormy:
        return Stormy(lambda: self.weather, lambda name: self.boundary(name), thing)

    def drafts_folder(self) -> Path:
        folder: Path = self.harness.drafts_folder
        return folder

    def disk(self) -> Disk:
        """What the adapter writes on: an ambush is a disk that does not keep what it is told to keep."""
        return Disk(lambda name: self.boundary(name), self.full, lambda: self.fate_of(writes=True) != "")

    @property
    def mailbox(self) -> Mailbox:
        mailbox: Mailbox = self._mailbox
        return mailbox

    def expire_cursors(self) -> None:
        """A position is one in all folders, so it is no good when there is another."""
        self.sent.append(f"Archive{len(self.sent)}")
        make_maildir(self.harness.root / self.sent[-1])

    @property
    def calendar(self) -> Calendar:
        calendar: Calendar = self._calendar
        return calendar

    def put(self, entry: Entry) -> None:
        self.entries.put(entry)

    def cancel(self, entry: Entry) -> None:
        self.entries.cancel(entry)

    def vanish(self, entry: Entry) -> None:
        self.entries.delete(entry)


class ImapInMemory(ImapHarness):
    """The harness for real servers, on one that is none."""

    memory: ImapMemory

    def __post_init__(self) -> None:
        self.memory = ImapMemory(self.clock)
        self.counts: dict[str, int] = {}
        self.connected = self.connection()
        self.hand = Client(self.memory, by_hand=True)
        self.hand.create_folder("Jobs")
        self.restart()

    def connection(self) -> Wire:
        return Wire(self.memory)


def in_memory(account: str = "post", clock: FakeClock | None = None) -> ImapInMemory:
    """A harness on an empty mailbox."""
    return ImapInMemory(Server("imap.example", "sam"), "", account=account, clock=clock or FakeClock(BEGIN))


@dataclass
class Shelf:
    """A calendar that a CalDAV server would keep, as a list."""

    name: str
    account: str
    events: dict[str, Event] = field(default_factory=dict)

    def read(self, window: Window, cursor: str | None, now: datetime) -> CalendarReading:
        inside = [e for e in self.events.values() if window.overlaps(e.start, e.end)]
        return CalendarReading("", True, events=tuple(inside), present=frozenset(e.key for e in inside))


class ImapSite(Site):
    name = "imap"

    def __init__(self, clock: FakeClock, skewed: Skewed) -> None:
        super().__init__(clock, skewed)
        self.harness = in_memory(self.name, clock)
        memory = self.memory = self.harness.memory
        memory.before, memory.after = self._before, self._after
        self.shelf = Shelf("calendar", self.name)
        self._calendar: Any = Stormy(lambda: self.weather, lambda name: self.boundary(name), self.shelf)
        self._unheard = False
        self.restart()

    def _before(self, name: str) -> None:
        self.boundary(f"before {name}")
        mode = self.fate_of(writes=any(part in name for part in WRITES))
        self._unheard = mode == "unheard"
        if mode == "throttled":
            raise imaplib.IMAP4.error(f"{name} failed: [LIMIT] too much")
        if mode == "denied":
            raise imaplib.IMAP4.error(f"{name} failed: [UNAVAILABLE] try again later")
        if mode in ("lost", "busy"):
            raise imaplib.IMAP4.abort("socket error: EOF")

    def _after(self, name: str) -> None:
        if self._unheard:
            raise imaplib.IMAP4.abort("socket error: EOF")
        self.boundary(f"after {name}")

    def restart(self) -> None:
        self.harness.restart()
        self._mailbox = ImapMailbox(
            self.name, self.harness.connection(), clock=self.skewed, addresses={ME.email}, names=self.harness.names
        )

    @property
    def mailbox(self) -> Mailbox:
        return self._mailbox

    @property
    def calendar(self) -> Calendar:
        calendar: Calendar = self._calendar
        return calendar

    def put(self, entry: Entry) -> None:
        self.shelf.events[entry.uid] = Event(
            account=self.name,
            calendar=self.shelf.name,
            uid=entry.uid,
            start=entry.start,
            end=entry.start + entry.length,
            summary=entry.summary,
            attendees=tuple(Attendee(email, name, Response.ACCEPTED) for email, name, _ in entry.attendees),
            zone=HOME,
        )

    def cancel(self, entry: Entry) -> None:
        self.shelf.events[entry.uid] = replace(self.shelf.events[entry.uid], status=EventStatus.CANCELLED)

    def vanish(self, entry: Entry) -> None:
        del self.shelf.events[entry.uid]


def make_sites(clock: FakeClock, skewed: Skewed, root: Path) -> dict[str, Site]:
    """One account at each provider."""
    made: list[Site] = [
        GoogleSite(clock, skewed),
        MicrosoftSite(clock, skewed),
        ImapSite(clock, skewed),
        LocalSite(clock, skewed, root),
    ]
    return {site.name: site for site in made}
