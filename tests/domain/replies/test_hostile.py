"""Whatever a stranger sends: an answer, quickly, and the same one every time."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followbot.domain.answers.absences import first_day_back
from followbot.domain.answers.promises import promised_day
from followbot.domain.mime import parse_message
from followbot.domain.model import Message, Reading
from tests.domain.replies.mails import JANE, mail, read, rules

MEGABYTES = 5_000_000
LIMIT = 0.3
"""Seconds of this process's own time, so that what else runs does not count. The target is a third of it; processors differ."""

BOMBS = {
    "one letter": "a" * MEGABYTES,
    "empty lines": "\n" * MEGABYTES,
    "short lines": "a\n" * (MEGABYTES // 2),
    "quotes": "> " * (MEGABYTES // 2),
    "introductions": ("On 2025 a@b " * 20 + ":\n") * 20_000,
    "open introductions": "On " * (MEGABYTES // 3),
    "header lines": "From: x\n" * (MEGABYTES // 8),
    "closings": "Thanks,\n" * (MEGABYTES // 8),
    "dates": "back on 9 June 2025 until 10 June, " * (MEGABYTES // 35),
    "digits": "1 " * (MEGABYTES // 2),
    "addresses": "a@b.c " * (MEGABYTES // 6),
    "combining marks": "a" + "\u0301" * (MEGABYTES // 2),
    "invisible": "\u200b\u202e" * (MEGABYTES // 6),
    "japanese": "来週中にご連絡いたします。" * (MEGABYTES // 39),
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("sender", [JANE, "MAILER-DAEMON@mx.example"], ids=["person", "server"])
def test_a_body_of_five_megabytes_takes_no_time(name: str, sender: str) -> None:
    message = mail(BOMBS[name], sender=sender, thread=True)
    read(message)
    assert min(_spent(message) for _ in range(3)) < LIMIT


def _spent(message: Message) -> float:
    """Seconds for one reading. Of several the shortest counts: the others may have swept up what earlier tests left."""
    started = time.process_time()
    read(message)
    return time.process_time() - started


LETTER_LIMIT = 0.025
"""Seconds of this process's own time for 20 kB. The target is a third of it."""


def letter(run: int) -> str:
    """A letter of 20 kB of which no sentence stands twice, nor in any other."""
    told = "we have not decided on point {} yet, nor whether to take things further; you will hear from us by Friday."
    return " ".join(f"Hi Alex, {told.format(run * 1_000 + number)}" for number in range(170))


def test_a_mail_of_twenty_kilobytes_is_read_in_a_moment() -> None:
    messages = [mail(letter(run), thread=True) for run in range(6)]
    assert len(messages[0].text) > 19_000
    read(messages[0])
    assert min(_spent(message) for message in messages[1:]) < LETTER_LIMIT


BOMB = "Action: failed\n\nDisposition: x@y " * 100_000


@pytest.mark.parametrize(
    "message",
    [
        replace(mail("x"), report=BOMB),
        replace(mail("x"), returned=BOMB),
        replace(mail("x"), subject=BOMB),
        replace(mail("x"), headers=tuple((f"x-{n}", "y") for n in range(50_000))),
        replace(mail("x"), references=tuple(f"{n}@x" for n in range(100_000))),
    ],
    ids=["report", "returned", "subject", "headers", "references"],
)
def test_bombs_in_other_fields_take_no_time_either(message: Message) -> None:
    read(message)
    assert min(_spent(message) for _ in range(3)) < LIMIT


def test_a_calendar_bomb_takes_no_time() -> None:
    message = replace(mail("x"), calendar=("BEGIN:VTIMEZONE\nDTSTART:x\n" * 200_000,))
    started = time.process_time()
    read(message)
    assert time.process_time() - started < LIMIT


_WORDS = st.sampled_from(
    """until|back|on|9|31 February|13/13/2025|99.99.|June|next week|Friday|within 999 days|wrote:|> |-- |From: a@b
    |unable to offer|wir melden uns|bis|来週|0月0日|\u202e|\x00|(|<a@b>|unsubscribe|2025-02-30|1,000,000 weeks|\n|\n\n|:|。|…
    |ß|İ|ı""".split("|")  # noqa: SIM905 - a list of thirty would fill the page
)
_TEXT = st.lists(_WORDS | st.text(max_size=8), max_size=40).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(body=_TEXT, subject=_TEXT, name=_TEXT, returned=_TEXT)
def test_no_text_makes_it_raise_and_the_verdict_is_always_the_same(
    body: str, subject: str, name: str, returned: str
) -> None:
    message = replace(mail(""), text=body, subject=subject, report=returned, returned=returned, calendar=(body,))
    message = replace(message, headers=(*message.headers, ("authentication-results", name), ("content-type", subject)))
    first: Reading = read(message)
    assert read(message) == first
    assert len(first.evidence) >= 1


@settings(max_examples=100, deadline=None)
@given(text=_TEXT, base=st.dates())
def test_no_day_makes_the_dates_raise(text: str, base: date) -> None:
    packs = list(rules().packs.values())
    for found in (first_day_back([text], packs, base), promised_day(text, packs, base)):
        assert found is None or found >= base


_HEAD = b"From: jane@acme.example\r\nTo: me@mail.example\r\nSubject: Re: x\r\nMIME-Version: 1.0\r\n"


def _within(boundary: bytes) -> bytes:
    return b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n' % (boundary, boundary)


RAW_BOMBS = {
    "a hundred thousand multiparts in each other": b"".join(_within(b"b%d" % n) for n in range(100_000)),
    "short lines in twelve multiparts": b"".join(_within(b"q%d" % n) for n in range(12))
    + b"\r\n"
    + b"a line\r\n" * 600_000,
    "an attachment in a signed mail": _within(b"S")
    + _within(b"M")
    + b"\r\nhi\r\n--M\r\nContent-Type: application/pdf; name=x.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + b"QUJD" * 19
    + b"\r\n"
    + (b"QUJD" * 19 + b"\r\n") * 64_000,
    "dashes": _within(b"-") + b"-" * MEGABYTES,
    "near misses": _within(b"b") + b"\n--bx" * (MEGABYTES // 5),
    "parts without end": _within(b"b") + b"\r\n--b\r\n" * (MEGABYTES // 7),
    "header lines": b"X-A: b\r\n" * (MEGABYTES // 8) + b"\r\n",
    "a header without end": b"X-A: " + b"b\r\n " * (MEGABYTES // 4),
    "a charset nobody knows": b"Content-Type: text/plain; charset=utf-7\r\n\r\n" + b"+AGE-" * (MEGABYTES // 5),
}


@pytest.mark.parametrize("name", RAW_BOMBS)
def test_five_megabytes_are_parsed_and_read_in_no_time(name: str) -> None:
    raw = _HEAD + RAW_BOMBS[name]
    assert min(_parsed_and_read(raw) for _ in range(3)) < LIMIT


def _parsed_and_read(raw: bytes) -> float:
    started = time.process_time()
    read(parse_message(raw, ref="bomb"))
    return time.process_time() - started
