"""Whether a sent mail is what a draft became."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from followbot.app.ports import Envelope
from followbot.domain.model import Address
from followbot.providers.mail.judging import in_conversation, written_as
from tests.contract.mailbox import ME, THREAD, payload_of

NOW = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
JANE = Address("jane.doe@gmail.com", "Jane Doe")


def test_a_draft_whose_address_was_completed_by_the_address_book_is_known() -> None:
    """Programs put the address that they know of a person in place of the one that stands there."""
    written = written_as(payload_of("post", NOW, to=JANE))
    completed = (Address("JaneDoe@googlemail.com", "Jane"),)
    sent = Envelope(ME, completed, "Re: Interview", "x@y", (THREAD,), (), NOW + timedelta(hours=1), sent=True)
    assert in_conversation(sent, written)
    assert not in_conversation(replace(sent, recipients=(Address("john.doe@gmail.com"),)), written)
