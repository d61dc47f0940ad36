"""The stage of the demo: a folder with a calendar, a Maildir and a configuration, and what people do in it.

Everything happens in files, as it would with vdirsyncer and mbsync: an invitation is a file that appears, sending a draft is a
file that moves from Drafts to Sent. followbot is told nothing; it finds out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
ME = "Sam Taylor <sam.taylor@example.org>"

CONFIG = """\
profile:
  name: Sam Taylor
  email: sam.taylor@example.org
  timezone: Europe/Berlin
  country: DE
  strengths: [event-driven systems, calm incident response, mentoring]
accounts:
  - name: demo
    provider: local
    local:
      calendars: [calendar]
      maildir: Maildir
store:
  url: sqlite:///{store}
"""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invitation says. Times are local to the stage's zone."""

    uid: str
    start: datetime
    minutes: int
    title: str
    text: str
    organizer: str
    guests: tuple[str, ...] = ()
    cancelled: bool = False


@dataclass(slots=True)
class Stage:
    """The folder and the virtual time. `root` must be empty or new."""

    root: Path
    now: datetime
    _count: int = field(default=0)

    @property
    def maildir(self) -> Path:
        return self.root / "Maildir"

    @property
    def config(self) -> Path:
        return self.root / "config.yaml"

    def build(self) -> None:
        """Lay out the empty calendar and Maildir, and write the configuration."""
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "calendar").mkdir()
        for folder in ("INBOX", "Drafts", "Sent", "Trash"):
            for part in ("cur", "new", "tmp"):
                (self.maildir / folder / part).mkdir(parents=True)
        self.config.write_text(CONFIG.format(store=(self.root / "state" / "followbot.db").absolute()), "utf-8")

    # --- the calendar -------------------------------------------------------------------------------------------

    def invite(self, invitation: Invitation) -> None:
        """The invitation appears on the calendar, or changes there."""
        path = self.root / "calendar" / f"{invitation.uid}.ics"
        self._write(path, "\r\n".join(_calendar_lines(invitation)).encode())

    # --- mail ---------------------------------------------------------------------------------------------------

    def receive(self, sender: str, subject: str, text: str, *, headers: Sequence[tuple[str, str]] = ()) -> None:
        """A mail arrives; with `headers` as a machine would set them."""
        self._deliver("INBOX/new", self._mail(sender, ME, subject, text, headers), flags="")

    def write_by_hand(self, to: str, subject: str, text: str) -> None:
        """The user writes and sends a mail without followbot."""
        self._deliver("Sent/cur", self._mail(ME, to, subject, text), flags=":2,S")

    def send_draft(self, to: str) -> None:
        """The user sends the draft to this address as it is."""
        for path, message in self.drafts():
            if to in str(message["To"] or ""):
                del message["Date"]
                message["Date"] = format_datetime(self.now.astimezone(ZONE))
                self._deliver("Sent/cur", message, flags=":2,S")
                path.unlink()

    def fill_in_card(self, company: str, answers: Sequence[str]) -> None:
        """The user answers the prompts of the debrief card about a company, one after the other."""
        for path, message in self.drafts():
            if message["To"] is None and company in str(message["Subject"]):
                text = message.get_body(("plain",))
                filled = _answered(text.get_content() if isinstance(text, EmailMessage) else "", answers)
                replacement = self._mail(ME, "", str(message["Subject"]), filled)
                for name in ("Message-ID", "X-Draft-Ref"):
                    del replacement[name]
                    replacement[name] = str(message[name])
                self._deliver("Drafts/cur", replacement, flags=":2,DS")
                path.unlink()

    def drafts(self) -> Iterator[tuple[Path, EmailMessage]]:
        """Every draft in the Drafts folder, oldest first."""
        for path in sorted((self.maildir / "Drafts" / "cur").iterdir()):
            yield path, self.read(path)

    @staticmethod
    def read(path: Path) -> EmailMessage:
        """One message file."""
        return message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)

    def _mail(
        self, sender: str, to: str, subject: str, text: str, headers: Sequence[tuple[str, str]] = ()
    ) -> EmailMessage:
        self._count += 1
        message = EmailMessage()
        message["From"] = sender
        if to:
            message["To"] = to
        message["Subject"] = subject
        message["Date"] = format_datetime(self.now.astimezone(ZONE))
        message["Message-ID"] = f"<demo-{self._count}@{sender.rpartition('@')[2].strip('>')}>"
        for name, value in headers:
            message[name] = value
        message.set_content(text)
        return message

    def _deliver(self, folder: str, message: EmailMessage, flags: str) -> None:
        self._count += 1
        name = f"{int(self.now.timestamp())}.demo{self._count}.example{flags}"
        self._write(self.maildir / folder / name, message.as_bytes(policy=policy.SMTPUTF8.clone(linesep="\n")))

    def _write(self, path: Path, data: bytes) -> None:
        """Write with the virtual time as the file's own, as if it had been delivered then."""
        path.write_bytes(data)
        stamp = self.now.timestamp()
        os.utime(path, (stamp, stamp))


def _answered(card: str, answers: Sequence[str]) -> str:
    """The card with an answer below each numbered prompt."""
    waiting = list(answers)
    lines = []
    for line in card.splitlines():
        lines.append(line)
        if line[:1].isdigit() and waiting:
            lines.append(waiting.pop(0))
    return "\n".join(lines) + "\n"


def _calendar_lines(invitation: Invitation) -> Iterator[str]:
    end = invitation.start + timedelta(minutes=invitation.minutes)
    status = "CANCELLED" if invitation.cancelled else "CONFIRMED"
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//followbot//demo//EN", "BEGIN:VEVENT")
    yield f"UID:{invitation.uid}@demo.example"
    yield f"DTSTAMP:{_utc(invitation.start - timedelta(days=7))}"
    yield f"SEQUENCE:{int(invitation.cancelled)}"
    yield f"DTSTART:{_utc(invitation.start)}"
    yield f"DTEND:{_utc(end)}"
    yield f"SUMMARY:{_escaped(invitation.title)}"
    yield f"DESCRIPTION:{_escaped(invitation.text)}"
    yield f"STATUS:{status}"
    yield _person("ORGANIZER", invitation.organizer)
    for guest in (*invitation.guests, ME):
        yield _person("ATTENDEE;PARTSTAT=ACCEPTED", guest)
    yield from ("END:VEVENT", "END:VCALENDAR", "")


def _person(kind: str, address: str) -> str:
    name, _, email = address.rpartition(" <")
    return f'{kind};CN="{name}":mailto:{email.strip("<>")}'


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """RFC 5545 section 3.3.11."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
