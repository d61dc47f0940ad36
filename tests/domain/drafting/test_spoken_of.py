"""What was only spoken of is told as a subject; that it pleased is said of what the note praises alone."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import body, letter

BESIDE = [
    (
        "fr",
        "on a parlé: le nouveau four, la tournée des marchés\nemballé: chacun choisit son chantier",
        "plaisir à parler du nouveau four.",
        "aimé",
    ),
    (
        "nl",
        "besproken: de nieuwe oven, de markt\nleuk: iedereen kiest zijn eigen klus",
        "Ook over de nieuwe oven heb ik met plezier gepraat.",
        "oven sprak me",
    ),
    (
        "sv",
        "vi pratade om: den nya ugnen, marknaden\ntaggad: alla väljer sitt eget jobb",
        "givande att prata om den nya ugnen.",
        "gillade",
    ),
]


@pytest.mark.parametrize(("language", "note", "said", "liking"), BESIDE)
def test_a_second_subject_is_not_said_to_be_liked(language: str, note: str, said: str, liking: str) -> None:
    text = body(letter(note, language=language, role=""))
    assert said in text
    assert liking not in text
