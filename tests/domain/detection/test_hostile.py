"""Events that want to hurt: size, markup, hidden characters, nonsense. Nothing raises, everything is bounded."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followbot.app.snapshots import comparable
from followbot.domain.model import Attendee, Event
from tests.domain.detection.samples import event, judge

MILLION = 1_000_000
SPICE = st.sampled_from(
    [
        *(
            "Interview",
            "with",
            "@",
            "Candidate:",
            "10:00 - 10:45",
            "Interviewers: ",
            "<b>",
            "</a>",
            "&amp;",
            "面接",
            "様",
            "社長の",
            "先生",
        ),
        *(
            "株式会社",
            "Dr. ",
            "(",
            ")",
            "<>",
            " - ",
            "\n",
            "\u202e",
            "\u200b",
            "https://jobs.lever.co/x",
            "a@b.co",
            "at ",
        ),
        *("hear back by ", "99.99.", "王", "病院", "Hospital ", "Clínica de ", "@sjc-x.be"),
    ]
)
TEXT = st.lists(SPICE | st.text(max_size=12), max_size=40).map("".join)

HOSTILE: list[tuple[str, Callable[[], Event]]] = [
    ("one word", lambda: event("interview", "a" * MILLION)),
    ("words", lambda: event("interview", "interview with Sarah Chen at Acme 10:00 - " * 25_000)),
    ("open tags", lambda: event("interview", "<a href='x" * 100_000)),
    ("styles", lambda: event("interview", "<style>" * 100_000)),
    ("brackets", lambda: event("(" * 400, "(" * MILLION)),
    ("blank", lambda: event(" " * MILLION, " " * MILLION)),
    ("addresses", lambda: event("interview", "a@b.co " * 150_000)),
    ("half addresses", lambda: event("interview", "a." * 200_000 + "@" * 100_000)),
    ("fields", lambda: event("interview: " * 40, "Interviewer: " * 80_000)),
    ("schedule", lambda: event("interview", "10:00 - 11:00 Anna Berg (CTO) - topic\n" * 25_000)),
    ("ideographs", lambda: event("面接" * 100, "面接官田中太郎様" * 100_000)),
    ("ligatures", lambda: event("\ufdfa" * 400, "\ufdfa" * 100_000)),
    ("marks", lambda: event("e" + "\u0301" * 399, "\u0301" * MILLION)),
    ("hidden", lambda: event("\u202einterview\u202c", "\u200b" * MILLION)),
    ("entities", lambda: event("interview", "&amp;" * 200_000)),
    ("link", lambda: event("interview", "https://" + "a/" * 500_000)),
    (
        "names everywhere",
        lambda: event(
            "interview with " + "Anna Berg, " * 30,
            "Anna Berg, Recruiting Coordinator and Ben Li will join. With Anna Berg instead of Ben Li\n" * 10_000,
            guests=tuple(f"Anna{i} Berg{i} <anna{i}@x{i}.com>" for i in range(100)),
        ),
    ),
    (
        "abbreviations",
        lambda: event("Aa " * 130, "Aaaa Aaaa aaaa & A " * 50_000, f"<x@{'a' * 24}.com>", ("<y@" + "a" * 63 + ".de>",)),
    ),
    ("signatures", lambda: event("interview", "Best regards\nAnna\nCTO\n" * 40_000)),
    ("guests", lambda: event("interview", guests=tuple(f"Guest {i} <g{i}@x{i}.com>" for i in range(5_000)))),
]


@pytest.mark.parametrize(("name", "make"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_a_hostile_event_costs_little(name: str, make: Callable[[], Event]) -> None:
    hostile = make()
    judge(event("Interview at Acme", "You will meet Sarah Chen."))
    costs = []
    for _ in range(3):
        before = time.process_time()
        judge(hostile)
        costs.append(time.process_time() - before)
    assert min(costs) < 0.1, name  # 50 ms on an idle machine; twice that where tests share it


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=6), st.booleans())
def test_nothing_raises(summary: str, description: str, guests: list[tuple[str, str]], all_day: bool) -> None:
    attendees = tuple(Attendee(email, name) for email, name in guests)
    made = event(summary, description, all_day=all_day, attachments=(summary,), url=description)
    found = judge(Event(**{**{f: getattr(made, f) for f in made.__slots__}, "attendees": attendees}))
    assert 0.0 <= found.score <= 1.0
    assert found == judge(Event(**{**{f: getattr(made, f) for f in made.__slots__}, "attendees": attendees}))


def test_hidden_characters_do_not_hide_an_interview() -> None:
    assert judge(event("Job inter\u200bview \u202eat Acme")).verdict == judge(event("Job interview at Acme")).verdict


@pytest.mark.parametrize("described", ["", "Interviewers: Sarah Chen <{long}>, Bo Lund"])
def test_an_address_that_no_mail_reaches_is_nobody_s(described: str) -> None:
    """It would be asked about in every search of the mailbox, and break requests there."""
    long = f"{'x' * 2100}@acme.com"
    found = judge(event("Interview with Sarah Chen", described.format(long=long), guests=(f"Sarah Chen <{long}>",)))
    contacts = comparable(found.findings).contacts
    assert all(len(c.email or "") <= 254 for c in contacts)
    assert [c.name for c in contacts][:1] == ["Sarah Chen"]
