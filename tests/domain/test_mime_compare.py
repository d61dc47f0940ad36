"""What makes a draft edited, and what is only the work of programs."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.domain.mime import flowed, normalised_text, overlap, parse_message, same_draft
from followbot.domain.model import Address

LETTER = """Hello Ana,

thank you for the talk on Tuesday. What you said about moving the billing service off the old queue stayed with me, and
the way the team reviews its own incidents – without looking for somebody to blame – is how I like to work.

Best regards
Sam
"""
DRAFT = parse_message(f"From: sam@example.org\nTo: ana@acme.example\nSubject: Thank you\n\n{LETTER}".encode(), ref="")


@pytest.mark.parametrize(
    "changed",
    [
        LETTER.replace("\n", "\r\n"),
        LETTER.replace(" ", "\u00a0"),
        LETTER.replace("\n", "   \n"),
        LETTER.replace("\n\n", "\n\n\n\n"),
        LETTER.strip(),
        "\n\n" + LETTER,
        "\n".join(textwrap.wrap(LETTER, 40)),
        LETTER.replace("Tuesday", "Tues\u00adday"),
        "\ufeff" + LETTER,
        flowed.encode(LETTER),
    ],
)
def test_the_work_of_programs_is_no_edit(changed: str) -> None:
    assert normalised_text(changed) == normalised_text(LETTER)


def test_composed_and_decomposed_letters_are_equal() -> None:
    assert normalised_text("Gru\u0308\u00dfe") == normalised_text("Gr\u00fc\u00dfe")


def test_a_line_break_in_japanese_is_nothing() -> None:
    assert normalised_text("本日は\nありがとう\nございました") == normalised_text("本日はありがとうございました")
    assert normalised_text("on line\none") != normalised_text("on lineone")


@pytest.mark.parametrize(
    "changed",
    [
        LETTER.replace("Tuesday", "Thursday"),
        LETTER.replace("Tuesday.", "Tuesday!"),
        LETTER.replace("Hello Ana", "Hello ana"),
        LETTER.replace("old queue", "oldqueue"),
        LETTER + "-- \nSam Candidate\n+49 30 1234\n",
        LETTER.replace("thank you", "many thanks"),
        LETTER.replace("for the talk on", "on the talk for"),
        "",
    ],
)
def test_a_changed_word_or_mark_is_an_edit(changed: str) -> None:
    assert normalised_text(changed) != normalised_text(LETTER)


@given(st.text(max_size=300), st.integers(10, 100))
def test_rewrapping_is_never_an_edit(text: str, width: int) -> None:
    words = text.split()
    wrapped = "\n".join(textwrap.wrap(" ".join(words), width, break_long_words=False, break_on_hyphens=False))
    assert normalised_text(wrapped) == normalised_text(" ".join(words))


@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalised_text(text)
    assert normalised_text(once) == once


def test_addressees_and_subject_count() -> None:
    ana, ravi = Address("ana@acme.example", "Ana"), Address("ravi@acme.example")
    assert same_draft(replace(DRAFT, to=(ana,)), DRAFT)  # a name from the address book
    assert not same_draft(replace(DRAFT, to=(ravi,)), DRAFT)
    assert not same_draft(replace(DRAFT, cc=(ravi,)), DRAFT)
    assert not same_draft(replace(DRAFT, bcc=(ravi,)), DRAFT)
    assert not same_draft(replace(DRAFT, subject="Thanks"), DRAFT)
    assert not same_draft(replace(DRAFT, attachments=("cv.pdf",)), DRAFT)


def test_overlap_tells_a_grown_draft_from_another_letter() -> None:
    grown = LETTER.replace("Best regards", "I attach the paper we spoke of.\n\nBest regards")
    other = "Hello Ana,\n\nthank you for your time. Here are the references that you asked for.\n\nBest regards\nSam\n"
    assert overlap(LETTER, LETTER) == 1.0
    assert overlap(LETTER, grown) > 0.9
    assert overlap(LETTER, other) < 0.3
    assert overlap("", LETTER) == overlap("two words", LETTER) == 0.0
    assert overlap("本日はお時間をいただきありがとうございました", "本日はお時間を頂きありがとうございました") > 0.6
