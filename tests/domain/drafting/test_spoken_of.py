"""A letter tells one thing; another stands beside it only where the note praises both."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import body, letter

ONE = [
    ("en", "we talked about: the new oven, the market\nexcited me: everyone picks their own job", "own job", "oven"),
    (
        "de",
        "besprochen: der neue Ofen, der Markt\nbegeistert: dass jeder seinen Auftrag selbst aussucht",
        "Auftrag",
        "Ofen",
    ),
    (
        "fr",
        "on a parlé: le nouveau four, la tournée des marchés\nemballé: chacun choisit son chantier",
        "chantier",
        "four",
    ),
    ("nl", "besproken: de nieuwe oven, de markt\nleuk: iedereen kiest zijn eigen klus", "klus", "oven"),
    ("sv", "vi pratade om: den nya ugnen, marknaden\ntaggad: alla väljer sitt eget jobb", "jobb", "ugnen"),
    (
        "tr",
        "Ne konuştuk: kesme gecikmesi\nBeni ne heyecanlandırdı: montajcılarla aynı masada çalışmaları",
        "masada",
        "gecikme",
    ),
    ("ja", "朝市を川向こうにも広げる話、屋台の札を園児に書かせてるって聞いてじーんとした", "園児", "朝市"),
]


@pytest.mark.parametrize(("language", "note", "told", "untold"), ONE)
def test_what_was_only_spoken_of_is_not_told_beside_what_pleased(
    language: str, note: str, told: str, untold: str
) -> None:
    text = body(letter(note, language=language, role=""))
    assert told in text
    assert untold not in text


@pytest.mark.parametrize(
    ("language", "note", "both"),
    [
        (
            "nl",
            "Het ging over de proef met regenwater, heel leuk. Ze maken zelf hun rooster, prachtig.",
            ("regenwater", "rooster"),
        ),
        ("zh", "看了新到的织机,太喜欢了。正在试做亚麻混纺,真棒。", ("织机", "亚麻混纺")),
    ],
)
def test_two_things_are_told_where_the_note_praises_both(language: str, note: str, both: tuple[str, str]) -> None:
    text = body(letter(note, language=language))
    assert all(thing in text for thing in both)
