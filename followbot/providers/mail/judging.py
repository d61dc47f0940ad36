"""Whether a mail is a draft of ours, still as it was written, or what grew out of it.

These are the questions; where to ask them, and in which order, each provider knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import timedelta

from followbot.app.ports import Envelope, Payload
from followbot.domain.addresses import normalise
from followbot.domain.answers.transport import authentication_failure
from followbot.domain.mime import overlap, parse_message, same_draft
from followbot.domain.model import Address, Folder, Message

LIKENESS = 0.5
"""The share of a draft's triples of words that a mail without its marks must keep to count as the draft, sent."""

APPEARED = timedelta(days=75)
"""How far back the mail of a folder is read that was not there before: a process is watched for 45 days, from a month before.
The rest of it may be somebody's whole archive."""

SKEW = timedelta(minutes=5)
"""By how much the clock of a mail program may lag behind ours."""


def written_as(payload: Payload) -> Message:
    """The draft as it should read. The text is the payload's own: of a card, it is what the user typed and was stored."""
    return replace(parse_message(payload.mime, ref="", folder=Folder.DRAFTS), text=payload.text)


def is_untouched(found: Message | None, written: Message) -> bool:
    """Whether the recipient would read what was written. A copy that cannot be read (None) counts as touched."""
    return found is not None and same_draft(found, written)


def is_marked(key: str, message_id: str, payload: Payload) -> bool:
    """Whether a mail carries the draft's key or its Message-ID; programs that rewrite a draft keep one or the other."""
    return key == payload.key or message_id == payload.message_id


def in_conversation(envelope: Envelope, written: Message) -> bool:
    """Whether a sent mail goes to the draft's people, in its conversation, and was written after it."""
    if envelope.date < written.date - SKEW:
        return False
    answers = {*envelope.in_reply_to, *envelope.references}
    return goes_to(envelope, written.to) and (
        not written.in_reply_to or bool(answers & set(written.in_reply_to)) or _same_subject(envelope.subject, written)
    )


def goes_to(envelope: Envelope, people: Iterable[Address]) -> bool:
    """Whether a mail goes to one of these people, in whatever spelling."""
    return bool({normalise(a.email) for a in people} & {normalise(a.email) for a in envelope.recipients})


def _same_subject(subject: str, written: Message) -> bool:
    return subject.strip().casefold() == written.subject.strip().casefold()


def is_alike(found: Message | None, written: Message) -> bool:
    """Whether a mail that lost the draft's marks still has most of its words."""
    return found is not None and overlap(written.text, found.text) >= LIKENESS


def is_own(envelope: Envelope, addresses: Collection[str]) -> bool:
    """Whether the user wrote it to somebody else: a folder of all mail holds sent mail too."""
    mine = set(map(normalise, addresses))
    return normalise(envelope.sender.email) in mine and not any(normalise(a.email) in mine for a in envelope.recipients)


def each_once(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Each mail once, oldest first. One that is both received and sent (a copy to oneself) counts as sent.

    A copy that the user's server takes for forged displaces none: whoever forges a sender may forge the number of a mail too.
    """
    found: dict[tuple[str, str], Message] = {}
    for message in messages:
        key = (message.message_id, message.sender.email) if message.message_id else (message.ref, "")
        if key not in found or (message.folder is Folder.SENT and not authentication_failure(message)):
            found[key] = message
    return tuple(sorted(found.values(), key=lambda m: (m.received, m.ref)))
