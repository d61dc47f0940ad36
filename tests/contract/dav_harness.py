"""A calendar on a real CalDAV server under the contract: its meetings are put and deleted by another program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from followbot.providers.calendars.calendar import FileCalendar
from followbot.providers.imap.calendars import DavCalendars
from followbot.providers.imap.dav import Session
from tests.contract.calendar import HOME
from tests.contract.local_calendar_harness import LocalCalendarHarness
from tests.fakes.calendars import vcalendar
from tests.servers.radicale import PASSWORD, Radicale


class Watched(Session):
    """Tells `boundary` before and after each request."""

    boundary: Callable[[str], None]

    def request(self, method: str, url: str, *rest: Any, **more: Any) -> Any:
        self.boundary(f"before {method} of the calendar")
        answer = super().request(method, url, *rest, **more)
        self.boundary(f"after {method} of the calendar")
        return answer


class DavHarness(LocalCalendarHarness):
    """One calendar of a user's. `boundary` is told of all that followbot asks."""

    def __init__(self, server: Radicale, wanted: Sequence[str] = (), account: str = "post") -> None:
        self._server = server
        self._wanted = wanted
        self._account = account
        self._there: dict[str, list[str]] = {}
        self.boundary: Callable[[str], None] = lambda name: None
        self.user = server.next_user()
        self.counts: dict[str, int] = {}
        server.make_calendar(self.user, "home", "Home")
        super().__init__(server.url)

    def clear(self) -> None:
        """Nothing is in the calendar any more."""
        self._meetings.clear()
        self.publish(self._meetings)

    def restart(self) -> None:
        session = Watched(self._server.url, self.user, lambda: PASSWORD, self.counts)
        session.boundary = lambda name: self.boundary(name)
        source = DavCalendars(self._server.url, session, self._wanted)
        self._calendar = FileCalendar(source, account=self._account, zone=HOME)

    def publish(self, meetings: dict[str, list[str]]) -> None:
        """Only what changed is put: Radicale stamps with the time, so that the same put a second later is another."""
        for uid in self._there.keys() - meetings.keys():
            self._server.delete(self.user, f"home/{uid}.ics")
        for uid, parts in meetings.items():
            if self._there.get(uid) != parts:
                self._server.put(self.user, f"home/{uid}.ics", vcalendar(*parts))
        self._there = dict(meetings)

    def take_away(self) -> None:
        self._server.stop()

    def bring_back(self) -> None:
        self._server.start()
