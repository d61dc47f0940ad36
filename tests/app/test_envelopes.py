"""Envelopes: the few fields that decide whether a mail is worth reading, out of any header block."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.app.envelopes import ENVELOPE_FIELDS, arrival_of, envelope_of
from followbot.app.ports import Envelope
from followbot.domain.mime import parse_message
from followbot.domain.mime.headers import raw_fields, split_block
from followbot.domain.model import Address

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
HEADER = b"""Received: from relay by mx (ESMTP id 1); Tue, 3 Mar 2026 13:00:05 +0100
Received: from laptop by relay; Tue, 3 Mar 2026 12:00:00 +0000
DKIM-Signature: v=1; a=rsa-sha256; b=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
 yyyyyyyyyyyyyyyyyyyy
From: =?utf-8?q?Ana_L=C3=ADma?= <Ana@ACME.example>
To: Sam <sam@example.org>
CC: "Patel, Ravi" <ravi@acme.example>
Subject: Re: =?utf-8?q?Gespr=C3=A4ch?=
Message-ID: <m1@acme.example>
In-Reply-To: <m0@example.org>
References: <r0@example.org>
\t<m0@example.org>
Date: Tue, 3 Mar 2026 13:00:00 +0100
Content-Type: multipart/alternative; boundary=b

Subject: not this one
"""


def parse_envelope(header: bytes, sent: bool, received: datetime | None = None) -> Envelope:
    """As mailboxes make it of the fields that they have kept."""
    stated = raw_fields(split_block(header)[0], ENVELOPE_FIELDS)
    return envelope_of(stated, sent, received or arrival_of(stated))


def test_an_envelope_holds_what_interest_needs() -> None:
    envelope = parse_envelope(HEADER, sent=False)
    assert envelope.sender == Address("ana@acme.example", "Ana Líma")
    assert envelope.recipients == (Address("sam@example.org", "Sam"), Address("ravi@acme.example", "Patel, Ravi"))
    assert (envelope.subject, envelope.message_id) == ("Re: Gespräch", "m1@acme.example")
    assert (envelope.in_reply_to, envelope.references) == (("m0@example.org",), ("r0@example.org", "m0@example.org"))
    assert (envelope.date, envelope.content_type, envelope.sent) == (NOON, "multipart/alternative", False)


def test_line_ends_do_not_matter() -> None:
    assert parse_envelope(HEADER.replace(b"\n", b"\r\n"), sent=True) == parse_envelope(HEADER, sent=True)


def test_an_absurd_date_gives_way_to_the_arrival() -> None:
    header = HEADER.replace(b"Date: Tue, 3 Mar 2026", b"Date: Tue, 3 Mar 2031")
    assert parse_envelope(header, sent=False).date == NOON + timedelta(seconds=5)
    assert parse_envelope(header, sent=False, received=NOON).date == NOON
    assert parse_envelope(b"From: a@b.example\n\n", sent=False).date.timestamp() == 0


@pytest.mark.parametrize("block", [b"", b"\n", b"no header", b"From: a@b.example", b"\xff" * 100])
def test_a_broken_block_is_an_empty_envelope(block: bytes) -> None:
    envelope = parse_envelope(block, sent=False)
    assert (envelope.recipients, envelope.subject, envelope.message_id) == ((), "", "")


@given(st.lists(st.sampled_from(HEADER.splitlines(keepends=True)), max_size=20).map(b"".join))
def test_envelope_and_message_agree(header: bytes) -> None:
    envelope, message = parse_envelope(header, sent=False), parse_message(header, ref="")
    assert envelope.sender == message.sender
    assert set(envelope.recipients) == set(message.recipients)
    assert (envelope.subject, envelope.message_id) == (message.subject, message.message_id)
    assert (envelope.in_reply_to, envelope.date) == (message.in_reply_to, message.date)
