"""Reading mail: what real programs write, and what nobody should."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.domain.mime import html_to_text, parse_message
from followbot.domain.mime.parse import TEXT_LIMIT
from followbot.domain.mime.parts import DEPTH_LIMIT, PART_LIMIT
from followbot.domain.model import Address, Folder, Message

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def parse(raw: str | bytes, received: datetime | None = None) -> Message:
    data = raw if isinstance(raw, bytes) else raw.replace("\n", "\r\n").encode()
    return parse_message(data, ref="r", received=received)


def multipart(kind: str, *parts: str, boundary: str = "b0", header: str = "Subject: x\n") -> str:
    body = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f"{header}Content-Type: {kind}; boundary={boundary}\n\npreamble\n{body}--{boundary}--\nepilogue\n"


# --- headers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoded", "subject"),
    [
        ("plain", "plain"),
        ("=?iso-8859-1?Q?Gespr=E4ch?=", "Gespräch"),
        ("=?UTF-8?B?6Z2i5o6l?= =?UTF-8?B?6YKA6K+3?=", "面接邀请"),
        ("=?utf-8?q?caf=C3?=\n =?utf-8?q?=A9?=", "café"),  # cut inside a character
        ("=?gb2312?B?w+bK1NHHx+s=?=", "面试亚请"),
        ("=?koi8-r?B?89LJwdPJwsE=?=", "Сриасиба"),
        ("=?iso-2022-jp?B?GyRCTEw7bhsoQg==?=", "面試"),
        ("=?windows-1256?Q?=E3=D1=CD=C8=C7?=", "مرحبا"),
        ("=?utf-8*en?q?tagged?=", "tagged"),
        ("Re: =?utf-8?q?one?= two =?utf-8?q?three?=", "Re: one two three"),
        ("=?x-nobody-knows?q?caf=E9?=", "café"),
        ("=?utf-8?q?unclosed", "=?utf-8?q?unclosed"),
        ("folded\n over\n\tlines", "folded over lines"),
        ("=?utf-8?q?break=0D=0ABcc:_x@y.example?=", "break Bcc: x@y.example"),
        ("=?utf-8?b?////?=", "ÿÿÿ"),
    ],
)
def test_subjects_of_every_script_are_decoded(encoded: str, subject: str) -> None:
    assert parse(f"Subject: {encoded}\n\n").subject == subject


@pytest.mark.parametrize(
    ("raw", "subject"), [(b"Subject: Gespr\xc3\xa4ch\n\n", "Gespräch"), (b"Subject: Gespr\xe4ch\n\n", "Gespräch")]
)
def test_raw_bytes_in_headers_are_read_as_what_they_look_like(raw: bytes, subject: str) -> None:
    assert parse(raw).subject == subject


@pytest.mark.parametrize(
    ("header", "addresses"),
    [
        ("ana@acme.example", [("ana@acme.example", "")]),
        ("Ana Lima <Ana@ACME.example>", [("ana@acme.example", "Ana Lima")]),
        ('"Lima, Ana" <ana@acme.example>, b@c.example', [("ana@acme.example", "Lima, Ana"), ("b@c.example", "")]),
        ("=?utf-8?q?Lima=2C_Ana?= <ana@acme.example>", [("ana@acme.example", "Lima, Ana")]),
        ('"=?utf-8?q?Ana_=C3=9Cnal?=" <ana@acme.example>', [("ana@acme.example", "Ana Ünal")]),
        ("ana@acme.example (Ana Lima)", [("ana@acme.example", "Ana Lima")]),
        ("'Ana' <ana@acme.example>", [("ana@acme.example", "Ana")]),
        ("Panel: Ana <ana@acme.example>, b@c.example;, d@e.example",
         [("ana@acme.example", "Ana"), ("b@c.example", ""), ("d@e.example", "")]),
        ("undisclosed-recipients:;", []),
        ("Ana Lima", []),
        ("", []),
        ("<>", []),
        ("mailto:ana@acme.example", [("ana@acme.example", "")]),
        ("Ana <@relay.example:ana@acme.example>", [("ana@acme.example", "Ana")]),
        ("Ana <ana@müller.example>", [("ana@xn--mller-kva.example", "Ana")]),
        ("Jürgen <jürgen@acme.example>", [("jürgen@acme.example", "Jürgen")]),
        ("boss@acme.example <mallory@evil.example>", [("mallory@evil.example", "boss@acme.example")]),
        ("Ana \\\"A\\\" Lima <ana@acme.example", [("ana@acme.example", "Ana \\\"A\\\" Lima")]),
        (" , ; ,", []),
        ("a@b.example;c@d.example", [("a@b.example", ""), ("c@d.example", "")]),
    ],
)  # fmt: skip
def test_address_lists_are_read_as_programs_write_them(header: str, addresses: list[tuple[str, str]]) -> None:
    assert parse(f"To: {header}\n\n").to == tuple(Address(email, name) for email, name in addresses)


def test_all_headers_come_in_order_with_lower_case_names() -> None:
    message = parse("Received: b\nReceived: a\nX-Spam-FLAG: =?utf-8?q?n=C3=B6?=\n\n")
    assert message.headers == (("received", "b"), ("received", "a"), ("x-spam-flag", "nö"))


def test_ids_are_bare_and_each_once() -> None:
    message = parse("Message-ID: <m@x>\nIn-Reply-To: <a@x> (old)\nReferences: <a@x>\n <b@x> <a@x>\n\n")
    assert (message.message_id, message.in_reply_to, message.references) == ("m@x", ("a@x",), ("a@x", "b@x"))


def test_the_first_from_counts_and_sender_stands_in() -> None:
    assert parse("From: a@x.example\nFrom: b@x.example\n\n").sender.email == "a@x.example"
    assert parse("Sender: a@x.example\n\n").sender.email == "a@x.example"
    assert parse("\n").sender == Address("")


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "utc"),
    [
        ("Tue, 3 Mar 2026 13:00:00 +0100", "2026-03-03 12:00"),
        ("3 Mar 2026 12:00 GMT", "2026-03-03 12:00"),
        ("Tue, 03 Mar 2026 12:00:00 -0000", "2026-03-03 12:00"),
        ("Tue, 3 Mar 26 07:00:00 EST", "2026-03-03 12:00"),
        ("Tue, 3 Mar 2026 12:00:60 +0000", "2026-03-03 12:00"),
    ],
)
def test_dates_are_read_in_utc(stated: str, utc: str) -> None:
    date = parse(f"Date: {stated}\n\n").date
    assert (date.tzinfo, f"{date:%Y-%m-%d %H:%M}") == (UTC, utc)


@pytest.mark.parametrize(
    "stated",
    ["", "soon", "Tue, 3 Mar 2099 12:00 +0000", "1 Jan 1904 00:00 +0000", "3 Mar 2026 12:00:00 +9900", "9" * 400],
)
def test_an_absurd_date_gives_way_to_the_time_of_arrival(stated: str) -> None:
    assert parse(f"Date: {stated}\n\n", received=NOON).date == NOON


def test_without_any_time_it_is_the_epoch() -> None:
    message = parse("Subject: x\n\n")
    assert (message.date.timestamp(), message.received.timestamp()) == (0, 0)


def test_the_users_own_server_says_when_it_arrived() -> None:
    raw = "Received: by mx; Tue, 3 Mar 2026 12:00:00 +0000\nReceived: by relay; Mon, 2 Mar 2026 00:00:00 +0000\n"
    message = parse(raw + "Date: Mon, 2 Mar 2026 00:00:00 +0000\n\n")
    assert (message.received, message.date) == (NOON, NOON - timedelta(hours=36))


def test_a_program_that_fetched_the_mail_much_later_does_not_make_it_new() -> None:
    fetched = "Received: from imap.example by laptop with getmail; Tue, 3 Mar 2026 12:00:00 +0000\n"
    arrived = "Received: by mx; Mon, 5 Jan 2026 10:00:00 +0000\nReceived: by relay; Mon, 5 Jan 2026 09:59:00 +0000\n"
    date = "Date: Mon, 5 Jan 2026 09:58:00 +0000\n\n"
    assert parse(fetched + arrived + date).received == datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
    assert parse(fetched + date).received == NOON
    assert parse(fetched + "\n").received == NOON


# --- bodies ---------------------------------------------------------------------------------------------------------


OLD = "Date: Wed, 07 May 2025 10:00:00 +0000\n"


@pytest.mark.parametrize(
    ("fields", "arrived"),
    [
        (OLD, datetime(2025, 5, 7, 10, tzinfo=UTC)),
        (f"Received: by mx; Wed, 07 May 2025 10:04:00 +0000\n{OLD}", datetime(2025, 5, 7, 10, 4, tzinfo=UTC)),
    ],
    ids=["never delivered", "delivered then"],
)
def test_what_was_put_into_the_mailbox_long_after_it_was_written_is_not_new(fields: str, arrived: datetime) -> None:
    assert parse(f"{fields}\n", received=NOON).received == arrived


def test_a_program_that_fetched_it_from_the_mailbox_later_makes_no_mail_newer_than_the_mailbox_has_it() -> None:
    fetched = f"Received: by laptop; {format_datetime(NOON + timedelta(days=3))}\n{OLD}\n"
    assert parse(fetched, received=NOON).received == NOON


def test_a_hop_before_the_mail_was_written_says_nothing_of_its_arrival() -> None:
    fetched = f"Received: by laptop; {format_datetime(NOON)}\nReceived: by mx; Wed, 07 May 2025 09:00:00 +0000\n"
    assert parse(f"{fetched}{OLD}\n").received == NOON


def test_what_was_taken_in_within_two_days_came_then_whatever_its_hops_say() -> None:
    begun = format_datetime(NOON - timedelta(hours=36))
    assert parse(f"Received: by relay; {begun}\nDate: {begun}\n\n", received=NOON).received == NOON


@pytest.mark.parametrize("behind", [timedelta(days=1), timedelta(days=300)])
def test_a_senders_clock_that_is_behind_makes_no_mail_old(behind: timedelta) -> None:
    stated = f"Received: by mx; {format_datetime(NOON)}\nDate: {format_datetime(NOON - behind)}\n\n"
    assert parse(stated, received=NOON).received == NOON


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "windows-1252", "utf-16", "utf-7", '"utf-8"', "UTF8"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_bodies_are_decoded(charset: str, encoding: str) -> None:
    data = "Grüße, €5".encode(charset.strip('"'))
    wire = base64.encodebytes(data) if encoding == "base64" else b"".join(b"=%02X" % byte for byte in data)
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    assert parse(head.encode() + wire).text.strip() == "Grüße, €5"


def test_a_false_charset_does_not_garble_utf8() -> None:
    raw = "Content-Type: text/plain; charset=us-ascii\n\nGrüße"
    assert parse(raw.encode()).text == "Grüße"


def test_text_wins_over_html_and_both_are_kept() -> None:
    message = parse(multipart("multipart/alternative", "\nplain", "Content-Type: text/html\n\n<p>rich</p>"))
    assert (message.text.strip(), message.html.strip()) == ("plain", "<p>rich</p>")


def test_html_alone_becomes_text() -> None:
    html = (
        "<html><head><title>t</title><style>p{}</style></head><body>"
        "<p>Hello&nbsp;Sam,</p><p>see you<br>soon</p></body></html>"
    )
    text = parse(f"Content-Type: text/html; charset=utf-8\n\n{html}").text
    assert [line for line in text.split("\n") if line] == ["Hello Sam,", "see you", "soon"]


def test_an_empty_text_part_does_not_hide_the_html() -> None:
    message = parse(
        multipart("multipart/alternative", "Content-Type: text/plain\n\n \n", "Content-Type: text/html\n\n<p>rich</p>")
    )
    assert message.text == "rich"


def test_text_around_a_picture_is_joined() -> None:
    message = parse(multipart("multipart/mixed", "\nbefore", "Content-Type: image/png; name=a.png\n\nxx", "\nafter"))
    assert (message.text.split(), message.attachments) == (["before", "after"], ("a.png",))


def test_an_attached_text_is_not_the_body() -> None:
    attached = (
        "Content-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''Lebenslauf%20M%C3%BCller.txt\n\nCV"
    )
    message = parse(multipart("multipart/mixed", "\nbody", attached))
    assert (message.text.strip(), message.attachments) == ("body", ("Lebenslauf Müller.txt",))


def test_a_body_with_a_name_is_still_the_body() -> None:
    assert parse("Content-Type: text/plain; name=message.txt\n\nthe answer").text == "the answer"


def test_half_characters_cannot_be_smuggled_in() -> None:
    raw = b"Subject: =?utf-7?q?+2AA-?=\nContent-Type: text/plain; charset=utf-7\n\n+2AA- and more"
    message = parse(raw)
    assert (message.subject, message.text) == ("?", "? and more")


def test_an_attached_mail_is_not_the_body() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: other@x.example\nSubject: inner\n\ninner body"
    message = parse(multipart("multipart/mixed", "\nouter body", inner, header="Subject: outer\n"))
    assert (message.subject, message.text.strip(), message.attachments) == ("outer", "outer body", ("message/rfc822",))
    assert message.returned == ""


def test_calendar_parts_are_kept_once() -> None:
    ics = "BEGIN:VCALENDAR\nEND:VCALENDAR\n"
    inline = f"Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\n{ics}"
    attached = f"Content-Type: application/ics; name=invite.ics\nContent-Disposition: attachment\n\n{ics}"
    message = parse(multipart("multipart/mixed", "\nhello", inline, attached))
    assert message.calendar == (ics,)
    assert message.text.strip() == "hello"


def test_a_delivery_report_is_taken_apart() -> None:
    status = (
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@b\nStatus: 5.1.1"
    )
    returned = "Content-Type: message/rfc822\n\nMessage-ID: <m@example.org>\nSubject: thanks\n\nthe body"
    message = parse(multipart("multipart/report; report-type=delivery-status", "\nIt failed.", status, returned))
    assert message.content_type == "multipart/report"
    assert message.text.strip() == "It failed."
    assert "Status: 5.1.1" in message.report
    assert message.returned.split("\n") == ["Message-ID: <m@example.org>", "Subject: thanks"]


def test_flowed_text_is_unwrapped() -> None:
    body = "one \ntwo\n> quoted \n> on\n From here\n-- \nsig"
    message = parse(f"Content-Type: text/plain; format=flowed\n\n{body}")
    assert message.text.split("\n") == ["one two", "> quoted on", "From here", "-- ", "sig"]
    assert parse(f"Content-Type: text/plain; format=flowed; delsp=yes\n\n{body}").text.startswith("onetwo\n")


def test_a_cut_off_message_shows_its_beginning() -> None:
    whole = multipart("multipart/mixed", "\nthe text", "Content-Type: application/pdf; name=cv.pdf\n\n" + "x" * 5000)
    message = parse(whole[:600])
    assert (message.text.strip(), message.attachments) == ("the text", ("cv.pdf",))


def test_what_the_standard_library_writes_is_read_back() -> None:
    written = EmailMessage()
    written["From"] = "Ana Lima <ana@acme.example>"
    written["To"] = "Sam Candidate <sam@example.org>"
    written["Subject"] = "Ergebnis Ihres Gesprächs – " + "sehr " * 30
    written.set_content("Grüße\n" * 50)
    written.add_alternative("<p>Grüße</p>", subtype="html")
    written.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Vertrag für Müller.pdf")
    message = parse(written.as_bytes())
    assert message.sender == Address("ana@acme.example", "Ana Lima")
    assert message.subject == written["Subject"].rstrip()
    assert message.text.split() == ["Grüße"] * 50
    assert message.attachments == ("Vertrag für Müller.pdf",)


# --- bounds ---------------------------------------------------------------------------------------------------------


def test_text_is_bounded() -> None:
    assert len(parse("\n" + "word " * 400_000).text) <= TEXT_LIMIT


def test_nesting_is_bounded() -> None:
    raw = "\nthe core"
    for level in range(DEPTH_LIMIT * 3):
        raw = multipart("multipart/mixed", raw, boundary=f"b{level}x", header="")
    assert parse(raw).content_type == "multipart/mixed"


def test_parts_are_bounded() -> None:
    part = "Content-Type: application/pdf; name=a.pdf\n\n"
    message = parse(multipart("multipart/mixed", "\nthe text", *[part] * (PART_LIMIT * 5)))
    assert message.text.strip() == "the text"
    assert 0 < len(message.attachments) <= PART_LIMIT


@pytest.mark.parametrize(
    "html",
    ["<div>" * 30_000 + "text", "<table><tr><td>" * 300 + "text", "<p>text", "<!-- open", "<" * 1000, "\x00<p>a</p>",
     '<?xml version="1.0" encoding="utf-8"?><p>text</p>', "<p style='color:" + "a" * 1000],
)  # fmt: skip
def test_hostile_html_is_survived(html: str) -> None:
    assert len(html_to_text(html)) <= len(html)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    message = parse_message(raw, ref="r", folder=Folder.INBOX)
    assert message.date.tzinfo is not None


_FIELDS = st.sampled_from(
    [b"From: ", b"To: ", b"Subject: ", b"Date: ", b"References: ", b"Content-Type: ", b"Received: ", b"\n", b"\n\n",
     b"=?utf-8?q?", b"?=", b"multipart/mixed; boundary=b", b"--b\n", b"--b--", b'"', b"<", b">", b"@", b",", b";", b":",
     b"(", b"\\", b"=", b"*0*=utf-8''", b"text/html", b"message/rfc822", b"\r\n ", b"base64", b"a", b"\xff", b"charset="]
)  # fmt: skip


@given(st.lists(_FIELDS, max_size=60).map(b"".join))
def test_no_arrangement_of_mail_makes_it_raise(raw: bytes) -> None:
    message = parse_message(raw, ref="r", folder=Folder.INBOX)
    assert all("\n" not in value and "\r" not in value for _, value in message.headers)
    assert all(a.email.count("@") >= 1 for a in message.recipients)
