"""Accounts of any size, one kind for each provider, for a followbot in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from followbot.domain.model import Address
from followbot.providers.imap.connection import Server
from tests.bench.meter import run
from tests.contract.calendar import Meeting
from tests.contract.imap_harness import hand
from tests.contract.mailbox import mail
from tests.fakes.graph.life import interview as graph_interview
from tests.fakes.world import FakeClock
from tests.servers.dovecot import PASSWORD, dovecot
from tests.servers.radicale import radicale
from tests.system import google as at_google
from tests.system import microsoft as at_microsoft
from tests.system.conftest import CONFIG, EVENT, Desk
from tests.system.google import GoogleDesk
from tests.system.microsoft import MicrosoftDesk

ME = Address("sam@home.example", "Sam Taylor")


@dataclass
class Place:
    """One account. `invite` and `post` put an event or a mail there; `where` and `token` are for the naive poller."""

    config: Path
    invite: Callable[[str, str, datetime], None]
    """Uid, company ("" for an appointment that is no interview), end."""
    post: Callable[[bytes, datetime], None]
    where: str
    token: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def fill(self, pending: int, events: int, mails: int) -> None:
        """So many interviews that ended three hours ago, other events in the window, and other mails of the last weeks."""
        now = datetime.now(UTC)  # noqa: TID251 - the program runs by the machine's own clock
        for number in range(pending):
            self.invite(f"int-{number}", f"Firm{number}", now - timedelta(hours=3))
        if not pending:
            self.invite("int-0", "Firm0", now + timedelta(days=3))
        for number in range(events):
            self.invite(f"other-{number}", "", now + timedelta(minutes=20 + 37 * number % 40_000))
        for number in range(mails):
            at = now - timedelta(minutes=200 + 25_000 * number / max(mails, 1))
            sender = Address(f"p{number % 500}@list.example", f"Person {number % 500}")
            text = f"Hello Sam,\n\nthis is the newsletter number {number}.\n" + "Some more words of no interest.\n" * 20
            self.post(mail(f"Newsletter {number}", at=at, sender=sender, to=ME, text=text), at)


def ics(uid: str, company: str, end: datetime, me: str = ME.email) -> str:
    text = EVENT.format(uid=uid, start=end - timedelta(hours=1), end=end).replace(ME.email, me)
    text = text.replace("Acme", company).replace("acme", company.lower()) if company else _dull(text)
    return text.replace("\n", "\r\n")


def _dull(text: str) -> str:
    """The same event as an appointment that is none of ours."""
    lines = (line for line in text.splitlines() if not line.startswith(("DESCRIPTION", "ORGANIZER", "ATTENDEE")))
    return "\n".join("SUMMARY:Dentist" if line.startswith("SUMMARY") else line for line in lines) + "\n"


@contextmanager
def local(root: Path) -> Iterator[Place]:
    desk = Desk(root)
    desk.setup()
    (root / "config.yaml").write_text(CONFIG.format(store=root / "state" / "followbot.db", debrief="false"), "utf-8")

    def invite(uid: str, company: str, end: datetime) -> None:
        (root / "calendar" / f"{uid}.ics").write_text(ics(uid, company, end), "utf-8", newline="")

    def post(raw: bytes, at: datetime) -> None:
        path = desk.maildir / "INBOX" / "cur" / f"{int(at.timestamp())}.M{next(numbers)}.bench:2,S"
        path.write_bytes(raw.replace(b"\r\n", b"\n"))

    numbers = iter(range(10**9))
    yield Place(root / "config.yaml", invite, post, str(root))


@contextmanager
def google(root: Path) -> Iterator[Place]:
    clock = FakeClock(datetime.now(UTC))  # noqa: TID251 - as above
    with GoogleDesk(root, None, clock).open() as desk:
        desk.log_in()

        def invite(uid: str, company: str, end: datetime) -> None:
            event = at_google.interview(end, uid)
            if not company:
                event = {k: v for k, v in event.items() if k not in ("description", "attendees", "organizer")}
                event["summary"] = "Dentist"
            desk.server.calendars[0].put(_named(event, company))

        def post(raw: bytes, at: datetime) -> None:
            clock.time, now = at, clock.time
            desk.server.gmail.receive(raw)
            clock.time = now

        environment = {"FOLLOWBOT_STORE_KEY_FILE": str(desk.key_file)}
        yield Place(root / "config.yaml", invite, post, desk.site.url, at_google.TOKEN, environment)


def _named(value: Any, company: str) -> Any:
    """The same with another company."""
    if isinstance(value, dict):
        return {k: _named(v, company) for k, v in value.items()}
    if isinstance(value, list):
        return [_named(v, company) for v in value]
    return (
        value.replace("Acme", company).replace("acme", company.lower()) if isinstance(value, str) and company else value
    )


@contextmanager
def microsoft(root: Path) -> Iterator[Place]:
    clock = FakeClock(datetime.now(UTC))  # noqa: TID251 - as above
    with MicrosoftDesk(root, None, clock).open() as desk:
        desk.log_in()

        def invite(uid: str, company: str, end: datetime) -> None:
            if company:
                guest = (f"jane.doe@{company.lower()}.example", "Jane Doe")
                desk.server.calendars[0].put(graph_interview(end, guest, uid=uid, company=company))
            else:
                desk.server.calendars[0].put(dull(uid, end))

        def post(raw: bytes, at: datetime) -> None:
            clock.time, now = at, clock.time
            desk.server.mail.receive(raw)
            clock.time = now

        environment = {"FOLLOWBOT_STORE_KEY_FILE": str(desk.key_file)}
        yield Place(root / "config.yaml", invite, post, desk.site.url, at_microsoft.TOKEN, environment)


def dull(uid: str, end: datetime) -> Meeting:
    return replace(graph_interview(end, uid=uid), summary="Dentist", attendees=())


IMAP_CONFIG = """\
profile: {{name: Sam Taylor, email: {user}, timezone: Europe/Berlin, country: DE}}
accounts:
  - name: post
    provider: imap
    imap: {{host: localhost, port: {port}, caldav: {{url: "{caldav}", username: {dav_user}}}}}
store: {{url: "sqlite:///{root}/state/followbot.db"}}
drafts: {{debrief: false}}
"""


@contextmanager
def imap(root: Path) -> Iterator[Place]:
    with dovecot() as post_office, radicale() as dates:
        user, dav_user = post_office.next_user(), dates.next_user()
        dates.make_calendar(dav_user, "home", "Home")
        (root / "key").write_text("A" * 42 + "A=\n")
        (root / "key").chmod(0o600)
        text = IMAP_CONFIG.format(user=user, port=post_office.port, caldav=dates.url, dav_user=dav_user, root=root)
        (root / "config.yaml").write_text(text, "utf-8")
        environment = {"FOLLOWBOT_STORE_KEY_FILE": str(root / "key"), "SSL_CERT_FILE": str(post_office.ca)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SSL_CERT_FILE", str(post_office.ca))
            opened = hand(Server("localhost", user, post_office.port), PASSWORD)
            opened.select_folder("INBOX")
            opened.shutdown()
        command = [sys.executable, "-m", "followbot", "--config", str(root / "config.yaml"), "auth", "login"]
        run(command, environment, typed=f"{PASSWORD}\n")

        def invite(uid: str, company: str, end: datetime) -> None:
            dates.put(dav_user, f"home/{uid}.ics", ics(uid, company, end, user).encode())

        def post(raw: bytes, at: datetime) -> None:
            post_office.drop(user, raw, at.timestamp())

        where = f"{post_office.port}|{user}|{PASSWORD}"
        yield Place(root / "config.yaml", invite, post, where, environment=environment)


PLACES = {"local": local, "imap": imap, "google": google, "microsoft": microsoft}
