"""Nothing that a stranger writes into an invitation may command a terminal."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.app.plain import LINE_LIMIT, label, safe, safe_block
from followbot.domain.model import Findings, Process
from tests.fakes.build import interview, process_of, round_of

ANYTHING = st.text(st.characters(), max_size=60)
"""Surrogates, controls and unassigned characters included."""


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mAcme\x1b[0m", "\ufffd[31mAcme\ufffd[0m"),
        ("\x1b]0;owned\x07Acme", "\ufffd]0;owned\ufffdAcme"),
        ("\x9b2JAcme", "\ufffd2JAcme"),
        ("Acme\r\nfollowbot: all is well", "Acme followbot: all is well"),
        ("Acme\u2028next\u0085line", "Acme next line"),
        ("Acme \u202egnp.exe", "Acme gnp.exe"),
        ("\u2066Acme\u2069\u200e", "Acme"),
        ("A\u200bc\ufeffme", "Acme"),
        ("Acme\x08\x08\x08\x08Evil", "Acme\ufffd\ufffd\ufffd\ufffdEvil"),
        ("half \ud83d of an emoji", "half \ufffd of an emoji"),
        ("tab\tand   blanks", "tab and blanks"),
    ],
)
def test_what_a_terminal_would_obey_is_neutralised(hostile: str, harmless: str) -> None:
    assert safe(hostile) == harmless


@pytest.mark.parametrize("text", ["Müller & Söhne", "株式会社", "می‌خواهم", "👩‍💻 Engineer", "naïve"])
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(ANYTHING)
def test_no_control_character_survives(text: str) -> None:
    for line in (safe(text), *safe_block(text).split("\n")):
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in line)
        assert not set(line) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
        line.encode("utf-8")


@given(ANYTHING)
def test_safe_is_one_line_and_changes_nothing_twice(text: str) -> None:
    once = safe(text)
    assert len(once.splitlines()) <= 1
    assert safe(once) == once


def test_a_title_of_a_megabyte_costs_a_line() -> None:
    assert safe("x" * 1_000_000).endswith("…")
    assert len(safe("x" * 1_000_000)) == LINE_LIMIT


def test_a_block_keeps_its_lines() -> None:
    assert safe_block("Dear Ana,\r\n\r\nthank you\x1b[2J.\n") == "Dear Ana,\n\nthank you\ufffd[2J.\n"


def test_an_interview_is_named_by_company_and_role_else_by_its_title() -> None:
    known = interview()
    assert label(process_of(round_of(known)), known) == "Acme, Engineer"
    bare = replace(known, findings=Findings(), summary="Chat\nwith us")
    assert label(Process("p", ()), bare) == "Chat with us"
    assert label(Process("p", ()), replace(bare, summary=" ")) == "an event without a title"
