"""Evidence quotes a mail as its author wrote it, and nothing that a terminal would obey."""

from __future__ import annotations

import unicodedata

import pytest

from tests.domain.replies.mails import mail, read


def told(body: str, subject: str = "Re: Thank you") -> str:
    return " ".join(read(mail(body, thread=True, subject=subject)).evidence)


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("Hallo Alex, leider haben wir uns für eine andere Person entschieden. Alles Gute!", "für eine andere Person"),
        ("Dzień dobry, zapraszamy Panią na drugą rozmowę w przyszłym tygodniu.", "drugą rozmowę"),
        ("您好，很遗憾，我们决定不录用您。", "不录用"),
        ("Hi Alex, we WON'T BE TAKING this any further, sorry.", "WON'T"),
    ],
)
def test_words_are_quoted_with_their_accents_and_capitals(body: str, quoted: str) -> None:
    assert quoted in told(body)


def test_marks_that_stand_behind_their_letters_are_quoted_with_them() -> None:
    body = unicodedata.normalize("NFD", "Leider haben wir uns für eine andere Person entschieden.")
    assert "für eine andere Person" in unicodedata.normalize("NFC", told(body))


def test_lines_are_joined_and_signs_that_command_are_left_out() -> None:
    body = "Leider haben wir uns für \x1b[31m eine\u202e\n andere Person entschieden."
    shown = told(body)
    assert "entschieden" in shown
    assert not {"\x1b", "\u202e", "\n"} & set(shown)


def test_what_lies_between_two_words_is_not_quoted_at_length() -> None:
    shown = told(f"Leider haben wir uns für eine {'= ' * 200} andere Person entschieden.")
    assert "= = =" not in shown
