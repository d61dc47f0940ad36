"""A whole followbot on one Google account, in process: real rules, real letters, a real store, virtual time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from followbot import bootstrap
from followbot.app.ports import Account
from followbot.app.world import World
from followbot.providers.bearer import Bearer
from followbot.providers.google.api import Api
from followbot.providers.google.calendar import GoogleCalendar
from followbot.providers.google.mailbox import GoogleMailbox
from followbot.store import open_store
from followbot.store.sql import SqlStore
from tests.fakes.google.gmail import Json
from tests.fakes.google.server import ENDPOINT, GoogleFake, Wire, make_google
from tests.fakes.life import ME, Life, config
from tests.fakes.wire import Tokens
from tests.fakes.world import FakeClock

ACCOUNT = "{name: main, provider: google, google: {client_secrets: client.json}}"


class GoogleLife(Life[GoogleFake]):
    """A life on Gmail and Google Calendar."""

    def drafts(self) -> list[str]:
        gmail = self.server.gmail
        return sorted(", ".join(a.email for a in gmail.messages[ref].parsed.to) for ref in gmail.drafts.values())

    def receive(self, raw: bytes) -> None:
        self.server.gmail.receive(raw)

    def put_interview(self, end: datetime, *people: tuple[str, str]) -> None:
        self.server.calendars[0].put(interview(end, *people))

    def user_sends(self) -> None:
        gmail = self.server.gmail
        (draft,) = gmail.drafts
        raw = gmail.messages[gmail.drafts[draft]].raw
        lines = [line for line in raw.split(b"\r\n") if not line.lower().startswith((b"x-draft-ref", b"message-id"))]
        gmail.user_sends(draft, b"Message-ID: <CAsent@mail.example>\r\n" + b"\r\n".join(lines))

    def posts(self) -> int:
        return self.server.gmail.posts

    def sent(self) -> int:
        return sum("SENT" in m.labels for m in self.server.gmail.messages.values())

    def verify(self) -> None:
        """No ghosts among the drafts either."""
        assert self.server.violations == []
        assert (self.server.gmail.sent_by_api, self.server.gmail.ghosts) == (0, 0)


def live(now: datetime, *, debrief: bool = False, lag: float = 0.0) -> GoogleLife:
    clock = FakeClock(now)
    server = make_google(clock, ME, lag=lag)
    store = open_store("sqlite://", migrate=True)
    return GoogleLife(clock, server, store, composed, composed(server, store, clock, debrief))


def composed(server: GoogleFake, store: SqlStore, clock: FakeClock, debrief: bool) -> World:
    """The program as the composition root makes it, but for the wire."""
    world = bootstrap.compose(config(ACCOUNT, debrief), store, clock, adapters=False)
    counts: Counter[str] = Counter()
    api = Api(Bearer("main", Wire(server, counts), Tokens(), provider="Google"), ENDPOINT)
    calendars = (GoogleCalendar("primary", account="main", api=api, home="Europe/Berlin"),)
    mailbox = GoogleMailbox("main", ME, api, clock=clock)
    account: Account = replace(world.accounts[0], calendars=calendars, mailbox=mailbox, requests=lambda: dict(counts))
    return replace(world, accounts=(account,))


def interview(end: datetime, *people: tuple[str, str], uid: str = "int-1", company: str = "Acme") -> Json:
    """An interview as Google's calendar keeps it; `people` are (address, name), the first one organises it."""
    guests = people or (("jane.doe@acme.example", "Jane Doe"),)
    zone = "Europe/Berlin"
    return {
        "id": uid.replace("-", ""),
        "iCalUID": f"{uid}@{company.lower()}.example",
        "summary": f"Technical interview: Backend Engineer at {company}",
        "description": f"Interview about the billing platform at {company}.",
        "organizer": {"email": guests[0][0], "displayName": guests[0][1]},
        "attendees": [
            *({"email": email, "displayName": name, "responseStatus": "accepted"} for email, name in guests),
            {"email": ME, "displayName": "Sam Taylor", "responseStatus": "accepted", "self": True},
        ],
        "start": {"dateTime": (end - timedelta(hours=1)).isoformat(), "timeZone": zone},
        "end": {"dateTime": end.isoformat(), "timeZone": zone},
    }
