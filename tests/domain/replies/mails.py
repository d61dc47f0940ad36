"""Short ways to write a mail, and to have it read."""

from __future__ import annotations

from functools import cache

from followbot.bootstrap import rule_files
from followbot.domain import replies
from followbot.domain.mime import parse_message
from followbot.domain.model import Address, Folder, Message, Reading, ReplyContext

ME = "alex.muster@example.org"
JANE = "Jane Doe <jane.doe@brightwave.example>"
SENT = "thanks.1@example.org"
HEARD = "invitation.1@brightwave.example"
"""A mail of the process that the user did not write."""

CONTEXT = ReplyContext(
    me=frozenset({ME, "alex@home.example"}),
    my_name="Alex Muster",
    contacts=(Address("jane.doe@brightwave.example", "Jane Doe"),),
    company="Brightwave",
    company_domains=("brightwave.example",),
    agency_domains=("foxtalent.example",),
    sent_ids=frozenset({SENT, HEARD}),
    own_ids=frozenset({SENT}),
)


@cache
def rules() -> replies.ReplyRules:
    return replies.parse_rules(rule_files())


def raw_mail(
    body: str,
    *headers: str,
    sender: str = JANE,
    to: str = f"Alex Muster <{ME}>",
    subject: str = "Re: Thank you",
    date: str = "Tue, 10 Jun 2025 15:04:05 -0400",
    thread: bool = False,
) -> bytes:
    """A plain text mail as it is sent, on a Tuesday. `thread` makes it an answer to the mail the user sent."""
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Date: {date}", "Message-ID: <x1@mail.example>"]
    if thread:
        lines.append(f"In-Reply-To: <{SENT}>")
    lines += [*headers, "Content-Type: text/plain; charset=utf-8", "", body]
    return "\n".join(lines).encode()


def mail(
    body: str,
    *headers: str,
    sender: str = JANE,
    to: str = f"Alex Muster <{ME}>",
    subject: str = "Re: Thank you",
    date: str = "Tue, 10 Jun 2025 15:04:05 -0400",
    thread: bool = False,
    folder: Folder = Folder.INBOX,
) -> Message:
    """The same as a message, received on that day."""
    raw = raw_mail(body, *headers, sender=sender, to=to, subject=subject, date=date, thread=thread)
    return parse_message(raw, ref="m", folder=folder)


def read(message: Message, context: ReplyContext = CONTEXT) -> Reading:
    return replies.read(message, context, rules())
