"""Strategies: files that are nearly right, because what is plain nonsense is refused before it can do harm."""

from __future__ import annotations

import base64
from typing import Any

from hypothesis import strategies as st

_ODD = """|0|-1|999999999w|0s|1e999|NaN|9999999999999999999999|null|true|~|[,]|{}|%s|{{x}}|../../x|file:///etc/passwd|a@b@c|@|<>|"|'|\\|;|:|,|=|==
|\x00|\x1b[2J|\u202e|\ufeff|\u2028|\ud7ff|İ|ß|ﬀ|\U0001f600|株式会社|99991231T235959Z|00010101|20260310T090000|2026-02-30"""
ODD = st.sampled_from(_ODD.split("|"))
TEXT = ODD | st.text(max_size=12) | st.sampled_from(["x" * 500, "a " * 300])
VALUE: st.SearchStrategy[Any] = st.recursive(
    TEXT | st.integers() | st.booleans() | st.none() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)

# --- calendars ------------------------------------------------------------------------------------------------------

STAMP = st.one_of(
    st.sampled_from(
        ["20260310T090000Z", "20260310T090000", "20260310", "00010101T000000Z", "99991231T235959Z", "20260329T023000"]
    ),
    st.from_regex(r"\d{4}[01]\d[0-3]\dT[0-2]\d[0-5]\d[0-6]\dZ?", fullmatch=True),
)
ZONE = st.sampled_from(
    ["", ";TZID=Europe/Berlin", ";TZID=Nowhere/Else", ";TZID=", ";VALUE=DATE", ';TZID="a:b;c"', ";VALUE=PERIOD"]
)
RULE = st.lists(
    st.tuples(
        st.sampled_from(
            ["FREQ", "COUNT", "INTERVAL", "UNTIL", "BYDAY", "BYMONTH", "BYSETPOS", "WKST", "BYHOUR", "BYYEARDAY"]
        ),
        st.sampled_from(
            ["DAILY", "SECONDLY", "YEARLY", "MO", "-1SU,5FR", "31", "366", "0", "-1", "99991231T000000Z", "MO,MO"]
        )
        | TEXT,
    ),
    max_size=6,
).map(lambda parts: ";".join(f"{name}={value}" for name, value in parts))
DATED = st.sampled_from(["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE", "DTSTAMP", "LAST-MODIFIED", "UNTIL"])
PLAIN = st.sampled_from(
    [
        "UID",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "STATUS",
        "SEQUENCE",
        "ORGANIZER;CN=A",
        'ATTENDEE;PARTSTAT=ACCEPTED;CN="B, C"',
        "DURATION",
        "CATEGORIES",
        "ATTACH",
        "URL",
        "TRANSP",
        "CLASS",
        "X-ALT-DESC;FMTTYPE=text/html",
        "X-MICROSOFT-CDO-BUSYSTATUS",
    ]
)
LINE = st.one_of(
    st.builds(lambda name, zone, at: f"{name}{zone}:{at}", DATED, ZONE, STAMP | TEXT),
    st.builds(
        lambda name, text: f"{name}:{text}",
        PLAIN,
        TEXT | st.sampled_from(["mailto:x@y.example", "PT1H", "-P9999W", "CANCELLED"]),
    ),
    st.builds(lambda rule: f"RRULE:{rule}", RULE),
    st.sampled_from(
        ["BEGIN:VALARM", "END:VALARM", "END:VEVENT", "BEGIN:VEVENT", "BEGIN:VCALENDAR", " folded", "nonsense"]
    ),
)


def _event(lines: list[str], start: str, rule: str) -> str:
    fixed = ["BEGIN:VEVENT", "UID:a", f"DTSTART:{start}", *([f"RRULE:{rule}"] if rule else [])]
    return "\r\n".join([*fixed, *lines, "END:VEVENT"])


def calendars() -> st.SearchStrategy[bytes]:
    event = st.builds(_event, st.lists(LINE, max_size=10), STAMP, RULE)
    zone = st.lists(LINE | TEXT, max_size=5).map(
        lambda lines: "\r\n".join(["BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE"])
    )
    return st.lists(event | zone, min_size=1, max_size=4).map(
        lambda parts: "\r\n".join(["BEGIN:VCALENDAR", *parts, "END:VCALENDAR", ""]).encode("utf-8", "surrogatepass")
    )


# --- mails ----------------------------------------------------------------------------------------------------------

CHARSET = st.sampled_from(
    ["utf-8", "iso-2022-jp", "utf-7", "utf-16", "x-unknown", "", "idna", "rot13", "base64", "windows-1252", "hz"]
)
CODING = st.sampled_from(["7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "", "BASE64"])
WORD = st.one_of(
    TEXT,
    st.builds(
        lambda c, t: f"=?{c}?b?{base64.b64encode(t.encode('utf-8', 'replace')).decode()[:40]}?=",
        CHARSET,
        st.text(max_size=6),
    ),
    st.builds(lambda c, t: f"=?{c}?q?{t}?=", CHARSET, st.sampled_from(["=FC", "=ZZ", "a_b", "=", "=0A=0DBcc:_x@y"])),
)
HEAD = st.builds(
    lambda name, words: f"{name}: {' '.join(words)}",
    st.sampled_from(
        [
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Reply-To",
            "Sender",
            "Auto-Submitted",
            "Content-Type",
            "Content-Transfer-Encoding",
            "X-Draft-Ref",
            "Authentication-Results",
            "List-Id",
            "Received",
            "Precedence",
        ]
    ),
    st.lists(
        WORD
        | st.sampled_from(
            [
                "<a@b.example>",
                '"A, B" <a@b.example>',
                "group: a@b, c@d;",
                "Tue, 03 Mar 2026 16:00:00 +9999",
                "32 Foo 99999",
                "<x@y> <z@w>",
                "text/plain; charset=utf-8",
                'multipart/mixed; boundary="',
                "multipart/report",
                "message/rfc822",
            ]
        ),
        max_size=4,
    ),
)
BODY = st.one_of(
    TEXT,
    st.sampled_from(["> quoted\n" * 50, "<div>" * 200, "<style>", "-- \n", "BEGIN:VCALENDAR\nMETHOD:REPLY", "=\n=ZZ"]),
)


def _part(kind: str, charset: str, coding: str, body: str) -> str:
    return f"Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: {coding}\n\n{body}"


def _multi(heads: list[str], kind: str, parts: list[str], depth: int) -> bytes:
    body = "".join(f"\n--b\n{part}" for part in parts) + "\n--b--\n"
    for level in range(depth):
        body = f"\n--c{level}\nContent-Type: multipart/mixed; boundary=b\n\n{body}\n--c{level}--\n"
    boundary = f"c{depth - 1}" if depth else "b"
    first = ["From: Jane <jane@acme.example>", "Date: Tue, 03 Mar 2026 16:00:00 +0000"]
    text = "\n".join([*first, *heads, f"Content-Type: {kind}; boundary={boundary}", "", body])
    return text.encode("utf-8", "surrogatepass")


def messages() -> st.SearchStrategy[bytes]:
    kinds = st.sampled_from(
        [
            "text/plain",
            "text/html",
            "text/calendar",
            "message/delivery-status",
            "message/rfc822",
            "text/plain; format=flowed",
            "a/b",
        ]
    )
    part = st.builds(_part, kinds, CHARSET, CODING, BODY)
    outer = st.sampled_from(
        ["multipart/mixed", "multipart/alternative", "multipart/report; report-type=delivery-status", "multipart/x"]
    )
    plain = st.builds(
        lambda heads, body: "\n".join([*heads, "", body]).encode("utf-8", "surrogatepass"),
        st.lists(HEAD, max_size=8),
        BODY,
    )
    depth = st.sampled_from([0, 0, 0, 1, 3, 150])
    return plain | st.builds(_multi, st.lists(HEAD, max_size=6), outer, st.lists(part, max_size=4), depth)
