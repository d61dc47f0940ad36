"""Delivery reports: only a final failure of our own mail to this contact counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import MessageKind, Reading
from tests.domain.replies.mails import ME, SENT, mail, read

RETURNED = "From: Alex <{author}>\nTo: jane.doe@brightwave.example\nMessage-ID: <{id}>\n"


def report(
    action: str = "failed",
    status: str = "5.1.1",
    recipient: str = "jane.doe@brightwave.example",
    message_id: str = SENT,
    author: str = ME,
) -> Reading:
    message = mail("Your mail came back.", sender="MAILER-DAEMON <mailer-daemon@mx.example>", subject="Undelivered")
    fields = (
        f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n"
    )
    return read(replace(message, report=fields, returned=RETURNED.format(author=author, id=message_id)))


def test_a_final_failure_of_our_mail_means_that_the_address_is_dead() -> None:
    reading = report()
    assert (reading.kind, reading.stops, reading.dead) == (MessageKind.BOUNCE, True, True)
    assert reading.person == "jane.doe@brightwave.example"


def test_an_expired_delivery_is_final_although_its_status_begins_with_four() -> None:
    assert report(status="4.4.7").stops


@pytest.mark.parametrize(
    "reading",
    [
        report(action="delayed", status="4.4.1"),
        report(recipient="peter@elsewhere.example"),
        report(message_id="holiday@example.org"),
        report(message_id="spam@botnet.example", author="bot@botnet.example"),
    ],
    ids=["delayed", "other recipient", "other mail", "backscatter"],
)
def test_everything_else_is_a_bounce_that_stops_nothing(reading: Reading) -> None:
    assert (reading.kind, reading.stops, reading.dead) == (MessageKind.BOUNCE, False, False)


def test_a_delivery_receipt_is_no_failure() -> None:
    reading = report(action="delivered", status="2.0.0")
    assert (reading.kind, reading.stops) == (MessageKind.AUTO_REPLY, False)


def test_prose_of_mail_servers_is_understood() -> None:
    body = (
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the "
        "following addresses.\nThis is a permanent error; I've given up.\n\n<jane.doe@brightwave.example>:\nNo such user"
    )
    reading = read(mail(body, "Return-Path: <>", sender="MAILER-DAEMON@mx.example", subject="failure notice"))
    assert (reading.kind, reading.stops) == (MessageKind.BOUNCE, True)


def test_the_word_failure_in_a_letter_is_no_bounce() -> None:
    reading = read(mail("Hi Alex,\n\nthe failure notice was a joke.\n\nJane", thread=True))
    assert reading.kind is MessageKind.HUMAN_REPLY
