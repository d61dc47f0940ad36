"""Mails of five megabytes that are made to take long, and a plain one of twenty kilobytes, all as the bytes that come in."""

from __future__ import annotations

from tests.domain.replies.mails import JANE, raw_mail

MEGABYTES = 5_000_000
SERVER = "MAILER-DAEMON@mx.example"

BODIES = {
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

"""What stands in a plain mail."""


_HEAD = b"From: jane@acme.example\r\nTo: me@mail.example\r\nSubject: Re: x\r\nMIME-Version: 1.0\r\n"


def _within(boundary: bytes) -> bytes:
    return b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n' % (boundary, boundary)


WHOLE = {
    "eighty thousand multiparts in each other": b"".join(_within(b"b%d" % n) for n in range(80_000)),
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
    "a report": b"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n"
    b"Content-Type: message/delivery-status\r\n\r\n" + b"Action: failed\r\n\r\nDisposition: x@y " * (MEGABYTES // 34),
    "a mail returned": b"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n"
    b"Content-Type: message/rfc822\r\n\r\n" + b"Message-ID: <x@y>\r\n\r\nTo: x@y\r\n" * (MEGABYTES // 31),
    "a calendar": b"Content-Type: text/calendar; method=REQUEST\r\n\r\n"
    + b"BEGIN:VTIMEZONE\r\nDTSTART:x\r\n" * (MEGABYTES // 28),
    "an HTML page": b"Content-Type: text/html\r\n\r\n" + b"<table><tr><td>x" * (MEGABYTES // 16),
    "references": b"References: " + b"<x@y>\r\n " * (MEGABYTES // 8) + b"\r\n\r\n",
    "recipients": b"Cc: " + b"a@b.example,\r\n " * (MEGABYTES // 15) + b"\r\n\r\n",
    "encoded words": b"Subject: " + b"=?utf-8?b?w7xi?=\r\n " * (MEGABYTES // 19) + b"\r\n\r\n",
    "header lines": b"X-A: b\r\n" * (MEGABYTES // 8) + b"\r\n",
    "different headers": b"".join(b"X-%d: b\r\n" % n for n in range(MEGABYTES // 12)) + b"\r\n",
    "a header without end": b"X-A: " + b"b\r\n " * (MEGABYTES // 4),
    "a charset nobody knows": b"Content-Type: text/plain; charset=utf-7\r\n\r\n" + b"+AGE-" * (MEGABYTES // 5),
}

"""Whole mails, from behind the first lines of the header on."""


SENDERS = {"a person": JANE, "a server": SERVER}
NAMES = (*(f"{name} of {who}" for name in BODIES for who in SENDERS), *WHOLE)
"""Every hostile mail; what stands in a plain one comes from a person and from a server."""


def bomb(name: str) -> bytes:
    """One of them, made when it is asked for: all at once are two hundred megabytes."""
    if name in WHOLE:
        return _HEAD + WHOLE[name]
    body, _, who = name.partition(" of ")
    return raw_mail(BODIES[body], sender=SENDERS[who], thread=True)


def letter(run: int) -> str:
    """A letter of 20 kB of which no sentence stands twice, nor in any other."""
    told = "we have not decided on point {} yet, nor whether to take things further; you will hear from us by Friday."
    return " ".join(f"Hi Alex, {told.format(run * 1_000 + number)}" for number in range(170))
