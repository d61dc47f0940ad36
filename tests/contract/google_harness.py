"""Gmail under the contract: the user's hands are those of the fake, which is strict and forgets nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from followbot.app.ports import Payload
from followbot.domain.mime import build_message, parse_message
from followbot.domain.model import Address, Message
from followbot.providers.bearer import Bearer
from followbot.providers.google.api import Api
from followbot.providers.google.mailbox import GoogleMailbox
from tests.contract.mailbox import ME
from tests.fakes.google.server import ENDPOINT, GoogleFake, Wire, make_google
from tests.fakes.wire import Tokens
from tests.fakes.world import FakeClock

START = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)


@dataclass
class GoogleHarness:
    """A Google account. `keeps_marks` is whether sending leaves our header and Message-ID on the mail."""

    lag: float = 0.0
    batches: bool = True
    account: str = "google"
    clock: FakeClock = field(default_factory=lambda: FakeClock(START))

    def __post_init__(self) -> None:
        self.server: GoogleFake = make_google(self.clock, ME.email, lag=self.lag)
        self.server.batches = self.batches
        self.gmail = self.server.gmail
        # A mailbox has a past. Its owner's oldest mail is from the day it was opened.
        self.restart()

    @property
    def mailbox(self) -> GoogleMailbox:
        return self._mailbox

    def restart(self) -> None:
        bearer = Bearer(self.account, Wire(self.server), Tokens(), provider="Google")
        self._mailbox = GoogleMailbox(self.account, ME.email, Api(bearer, ENDPOINT), clock=self.clock)

    def now(self) -> datetime:
        return self.clock.now()

    def forward(self, span: timedelta) -> None:
        self.clock.time += span

    def deliver(self, raw: bytes) -> None:
        self.gmail.receive(raw)

    def put_sent(self, raw: bytes) -> None:
        self.gmail.user_sent(raw)

    def file_away(self, folder: str, raw: bytes) -> None:
        """Gmail calls its folders labels; sent mail keeps that of sent mail."""
        own = parse_message(raw, ref="").sender == ME
        self.gmail.receive(raw, {f"Label_{folder}", *(("SENT",) if own else ())})

    def remove_folder(self, folder: str) -> None:
        for ref in [ref for ref, kept in self.gmail.messages.items() if f"Label_{folder}" in kept.labels]:
            self.gmail.user_deletes(ref)

    def read_all(self) -> None:
        self.gmail.user_reads_all()

    def _draft(self, payload: Payload) -> tuple[str, Message]:
        draft = self.gmail.draft_with(payload.key)
        return draft, self.gmail.messages[self.gmail.drafts[draft]].parsed

    def reopen(self, payload: Payload) -> None:
        self.edit(payload)

    def edit(
        self, payload: Payload, *, text: str | None = None, subject: str | None = None, to: tuple[Address, ...] = ()
    ) -> None:
        """As the composer saves it: HTML alone, other line breaks, another message id."""
        draft, message = self._draft(payload)
        raw = self._composed(message, text or message.text, subject or message.subject, to or message.to)
        self.gmail.user_saves(draft, raw)

    def _composed(
        self, message: Message, text: str, subject: str, to: tuple[Address, ...], marks: bool = True
    ) -> bytes:
        return build_message(
            sender=message.sender,
            to=to,
            subject=subject,
            text=text,
            html="<div>" + text.replace("\n\n", "<br><br>") + "</div>",
            date=self.now(),
            message_id=message.message_id if marks else "CAfresh@mail.example",
            key=message.header("x-draft-ref") if marks else "none",
            in_reply_to=message.in_reply_to[0] if message.in_reply_to else "",
            references=message.references,
        )

    def send(self, payload: Payload, *, marks: bool = True) -> None:
        draft, message = self._draft(payload)
        raw = self._composed(message, message.text, message.subject, message.to, marks)
        if not marks:
            raw = raw.replace(b"X-Draft-Ref: none\r\n", b"")
        self.gmail.user_sends(draft, raw)

    def trash(self, payload: Payload) -> None:
        self.gmail.user_trashes(self._draft(payload)[0])

    def delete(self, payload: Payload) -> None:
        self.gmail.user_discards(self._draft(payload)[0])

    def expire_cursors(self) -> None:
        self.gmail.forget_history()

    def drafts(self) -> list[bytes]:
        return [self.gmail.messages[ref].raw for ref in self.gmail.drafts.values()]

    def sent(self) -> list[bytes]:
        return [m.raw for m in self.gmail.messages.values() if "SENT" in m.labels]

    def verify(self) -> None:
        """Nothing was against Google's contract, no draft was a ghost, and nothing was ever sent by us."""
        assert self.server.violations == []
        assert (self.gmail.sent_by_api, self.gmail.ghosts) == (0, 0)
