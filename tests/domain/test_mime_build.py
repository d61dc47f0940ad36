"""Writing drafts: right by the RFCs for every script, and no way to smuggle a header in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.domain.mime import KEY_HEADER, build_message, message_id_for, normalised_text, parse_message
from followbot.domain.mime.encode import KEPT_REFERENCES
from followbot.domain.model import Address

ME = Address("sam@example.org", "Sam Candidate")
ANA = Address("ana@acme.example", "Ana Lima")
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
LONG_ID = "CAF" + "x" * 150 + "@mail.example"


def build(
    text: str = "Hello.\n",
    *,
    subject: str = "Thank you",
    sender: Address = ME,
    to: Sequence[Address] = (ANA,),
    html: str = "",
    date: datetime = NOON,
    message_id: str = "m1@example.org",
    key: str = "k3y",
    in_reply_to: str = "",
    references: Sequence[str] = (),
    language: str = "",
) -> bytes:
    return build_message(
        sender=sender,
        to=to,
        subject=subject,
        text=text,
        date=date,
        message_id=message_id,
        key=key,
        html=html,
        in_reply_to=in_reply_to,
        references=references,
        language=language,
    )


def strict(raw: bytes) -> EmailMessage:
    """As the standard library reads it, without a single complaint anywhere."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert part.defects == []
        for name, value in part.items():
            assert value.defects == (), name
    return message


def header_names(raw: bytes) -> list[str]:
    return [name.lower() for name, _ in message_from_bytes(raw).items()]


# --- form -----------------------------------------------------------------------------------------------------------


def test_a_whole_draft_reads_back_as_it_was_meant() -> None:
    raw = build(
        "Hello Ana,\n\nGrüße\n",
        html="<p>Hello Ana,</p>",
        in_reply_to="b@x",
        references=["a@x", "b@x"],
        language="de-AT",
    )
    message = strict(raw)
    assert message["From"] == "Sam Candidate <sam@example.org>"
    assert message["To"] == "Ana Lima <ana@acme.example>"
    assert message["Date"].datetime == NOON
    assert (message["Message-ID"], message["In-Reply-To"], message["References"]) == (
        "<m1@example.org>",
        "<b@x>",
        "<a@x> <b@x>",
    )
    assert (message[KEY_HEADER], message["Content-Language"], message["MIME-Version"]) == ("k3y", "de-AT", "1.0")
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert (plain.get_content_type(), plain.get_param("format"), plain.get_param("delsp")) == (
        "text/plain",
        "flowed",
        "no",
    )
    assert plain.get_content().splitlines() == ["Hello Ana,", "", "Grüße"]
    assert html.get_content().splitlines() == ["<p>Hello Ana,</p>"]


def test_without_html_it_is_one_text() -> None:
    assert strict(build()).get_content_type() == "text/plain"


def test_equal_arguments_give_equal_bytes() -> None:
    assert build("Grüße", html="<p>x</p>") == build("Grüße", html="<p>x</p>")


def test_nothing_names_the_program() -> None:
    raw = build(html="<p>x</p>", language="en").lower()
    assert b"followbot" not in raw
    assert not {"user-agent", "x-mailer"} & set(header_names(raw))


def test_lines_end_in_crlf_and_are_short() -> None:
    raw = build("Wörter " * 400, html="<p>" + "ä" * 3000 + "</p>", subject="Größe " * 60, references=["a@x", LONG_ID])
    assert b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.split(b"\r\n")
    assert max(len(line) for line in lines if LONG_ID.encode() not in line) <= 78
    assert max(len(line) for line in lines) <= 998
    raw.decode("ascii")


def test_the_date_keeps_its_zone() -> None:
    berlin = NOON.astimezone(timezone(timedelta(hours=1)))
    assert b"Date: Tue, 03 Mar 2026 13:00:00 +0100\r\n" in build(date=berlin)


def test_a_card_is_addressed_to_nobody() -> None:
    assert "to" not in header_names(build(to=()))


# --- threads --------------------------------------------------------------------------------------------------------


def test_long_ids_are_not_torn() -> None:
    message = parse_message(build(in_reply_to=LONG_ID, references=["a@x", LONG_ID]), ref="")
    assert (message.in_reply_to, message.references) == ((LONG_ID,), ("a@x", LONG_ID))
    assert f"<{LONG_ID}>".encode() in build(in_reply_to=LONG_ID)


def test_a_long_chain_keeps_its_root_and_its_end() -> None:
    chain = [f"{n}@x" for n in range(300)]
    found = parse_message(build(in_reply_to="299@x", references=chain), ref="").references
    assert found == ("0@x", *chain[-KEPT_REFERENCES:])


def test_the_answered_mail_ends_the_chain() -> None:
    assert parse_message(build(in_reply_to="b@x", references=["b@x", "a@x"]), ref="").references == ("a@x", "b@x")


@pytest.mark.parametrize("bad", ["a b@x", "a>@x", "a\r\nBcc: c@d", "ä@x", "", "a@x\x00"])
def test_a_strangers_broken_id_is_left_out(bad: str) -> None:
    raw = build(in_reply_to=bad, references=["a@x", bad])
    assert header_names(raw).count("bcc") == 0
    assert parse_message(raw, ref="").references == ("a@x",)


# --- texts of all scripts -------------------------------------------------------------------------------------------

NAMES = ["Ana Lima", "Lima, Ana", 'Ana "Annie" Lima', "Jörg Müller", "李小龙", "محمد علي", "नमस्ते सिंह", "Ирина", "O'Neil (HR)",
         "ana@acme.example", "=?utf-8?q?x?=", "a\\b", "; , :", "Ⅷ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩‍💻", "x" * 200, "Dr. med. Ä. Ö. " * 12]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_script_come_through(name: str) -> None:
    raw = build(
        to=[Address("ana@acme.example", name), Address("b@c.example", name)], sender=Address("sam@example.org", name)
    )
    message = strict(raw)
    assert [a.addr_spec for a in message["To"].addresses] == ["ana@acme.example", "b@c.example"]
    assert [a.email for a in parse_message(raw, ref="").to] == ["ana@acme.example", "b@c.example"]
    expected = " ".join(name.split())
    assert [a.name for a in parse_message(raw, ref="").to] == [expected, expected]
    # The standard library puts a space between the encoded words of a name, against RFC 2047 section 6.2.
    assert "".join(message["From"].addresses[0].display_name.split()) == "".join(expected.split())


@pytest.mark.parametrize("subject", [*NAMES, "", "Re: Interview – nächste Schritte " * 9, "面接のお礼" * 30, "a  b"])
def test_subjects_of_every_script_come_through(subject: str) -> None:
    raw = build(subject=subject)
    expected = " ".join(subject.split())
    assert parse_message(raw, ref="").subject == expected
    assert strict(raw)["Subject"] == expected


@pytest.mark.parametrize(
    "text",
    ["", "one line", "Grüße\n", "日本語のテキスト" * 60, "اللغة العربية " * 40, "> a quote\n>> deeper",
     "From here\n From there", " indented", "-- \nSam", "trailing   \nspaces ", "a\r\nb\rc", "x" * 3000, "word " * 500,
     "\n\n\n", ".\n..\n", "=20 = =\n", "tab\tbed\t\n",
     "--\nnot a signature", "-- " + "word " * 40],
)  # fmt: skip
def test_texts_come_through(text: str) -> None:
    raw = build(text)
    strict(raw)
    found = parse_message(raw, ref="").text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    meant = [line if line == "-- " else line.rstrip() for line in lines]
    assert found.rstrip("\n").split("\n") == "\n".join(meant).rstrip("\n").split("\n")


def test_flowed_lines_are_narrow_and_soft() -> None:
    body = build("word " * 100).partition(b"\r\n\r\n")[2].decode().rstrip("\r\n").split("\r\n")
    assert len(body) > 5
    assert all(line.endswith(" ") for line in body[:-1])
    assert all(len(line) <= 78 for line in body)


def test_lines_that_look_like_something_else_are_stuffed() -> None:
    body = build("> quote\nFrom here\n indent").partition(b"\r\n\r\n")[2]
    assert body == b" > quote\r\n From here\r\n  indent\r\n"


# --- hostile arguments ----------------------------------------------------------------------------------------------

SMUGGLERS = ["x\r\nBcc: evil@x.example", "x\nBcc: evil@x.example", "x\rBcc: evil@x.example", "x\u2028Bcc: evil@x.example",
             "x\x00\x0b\x0cBcc: evil@x.example", "x\r\n\r\nbody", "x\x85Bcc: evil@x.example"]  # fmt: skip


@pytest.mark.parametrize("text", SMUGGLERS)
def test_no_text_can_end_its_field(text: str) -> None:
    plain = header_names(build())
    assert header_names(build(subject=text)) == plain
    assert header_names(build(to=[Address("ana@acme.example", text)])) == plain
    assert header_names(build(sender=Address("sam@example.org", text))) == plain
    assert header_names(build(language=text)) == plain
    assert header_names(build(in_reply_to=text, references=[text])) == plain


@pytest.mark.parametrize(
    "email",
    ["", "ana", "ana@", "@acme.example", "a b@acme.example", "ana@acme.example\r\nBcc: x@y.example", "a@b@c.example",
     "ana@acme.example>, <x@y.example", "a,b@c.example", "ana@acme .example", "<ana@acme.example>", "ana@[1.2.3.4\n]"],
)  # fmt: skip
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(ValueError, match="address"):
        build(to=[Address(email, "Ana")])


@pytest.mark.parametrize(
    ("key", "message_id"), [("", "m@x"), ("a b", "m@x"), ("a\nb", "m@x"), ("k", ""), ("k", "m>@x"), ("k", "m\r\n@x")]
)
def test_a_broken_key_or_message_id_is_refused(key: str, message_id: str) -> None:
    with pytest.raises(ValueError, match="key"):
        build(key=key, message_id=message_id)


def test_a_date_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        build(date=NOON.replace(tzinfo=None))


def test_unseen_characters_do_not_hide_in_headers() -> None:
    subject = parse_message(build(subject="Offer\u202e‭ 000\u200b\u2066.pdf\ufeff"), ref="").subject
    assert subject == "Offer 000.pdf"


def test_the_joiners_of_persian_stay() -> None:
    assert parse_message(build(subject="می\u200cخواهم"), ref="").subject == "می\u200cخواهم"


def test_an_internationalised_domain_is_written_in_ascii() -> None:
    raw = build(to=[Address("ana@müller.example", "Ana")])
    assert b"<ana@xn--mller-kva.example>" in raw


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=40))
def test_any_text_makes_a_sound_message(text: str, subject: str, name: str) -> None:
    raw = build(text, subject=subject, to=[Address("ana@acme.example", name)])
    found = parse_message(raw, ref="")
    assert [name for name, _ in found.headers][:6] == ["date", "from", "to", "subject", "message-id", "x-draft-ref"]
    assert found.to[0].email == "ana@acme.example"
    wanted = text.encode("utf-8", "replace").decode().replace("\x00", "")
    assert normalised_text(found.text) == normalised_text(wanted)
    assert re.fullmatch(rb"[^\r\n]*(\r\n[^\r\n]*)*", raw)


# --- message ids ----------------------------------------------------------------------------------------------------


def test_a_message_id_belongs_to_its_key_and_domain() -> None:
    first = message_id_for("k1", "example.org")
    assert first == message_id_for("k1", "Example.ORG")
    assert first != message_id_for("k2", "example.org")
    assert first.endswith("@example.org")
    assert "k1" not in first


@pytest.mark.parametrize(
    ("domain", "expected"),
    [("müller.example", "xn--mller-kva.example"), ("", "mail.invalid"), ("a>b", "mail.invalid"), ("a\r\nb", "ab")],
)
def test_a_message_id_is_sound_for_any_domain(domain: str, expected: str) -> None:
    assert message_id_for("k1", domain).partition("@")[2] == expected
