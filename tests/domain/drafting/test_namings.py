"""What names a thing stands in a letter only where it is a noun phrase for certain; what surely lacks an article gets it."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import ANNA, body, letter

PRIVATE_TO_THE_NOTE = [
    ("en", "Liked: nobody shouting across the floor", "nobody"),
    ("en", "We talked about argued over the shift plan", "argued"),
    ("en", "Excited by: same desk all year, mostly", "mostly"),
    ("en", "We talked about regional history mainly", "mainly"),
    ("de", "Begeistert: Therapiehund Bruno", "Bruno"),
    ("de", "Thema: Abbruch vom alten Silo machen die selbst", "Silo"),
    ("de", "Thema: Schülerrat, die Durften die Farben wählen", "Farben"),
    (
        "de",
        "Habe im Werkraum beim Töpfern zugesehen, die Kinder kneten den Ton selbst, einer hat mir was gemacht",
        "zugesehen",
    ),
]


@pytest.mark.parametrize(("language", "noted", "word"), PRIVATE_TO_THE_NOTE)
def test_what_is_no_noun_phrase_for_certain_stays_in_the_note(language: str, noted: str, word: str) -> None:
    assert word not in body(letter(noted, language=language))


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("What we discussed: summer school they had in June", "the summer school you had in June"),
        ("What excited me: relaunching of the county archive in May", "the relaunching of the county archive in May"),
        ("Liked: apprentices plan their own week from day one", "that apprentices plan their own week"),
        ("She let me run the bakery counter solo 2nd half", "run the bakery counter."),
        ("Priya showed me the kiln room", "the kiln room you showed me"),
    ],
)
def test_what_lacks_little_for_certain_is_put_right(noted: str, said: str) -> None:
    assert said in body(letter(noted, language="en"))


def test_a_german_topic_of_several_words_stands_between_quotation_marks() -> None:
    assert "das Thema „Umbau MS Undine auf Batterie“" in body(
        letter("Was besprochen: Umbau MS Undine auf Batterie", language="de")
    ).replace("Das Thema", "das Thema")


def test_a_german_sentence_that_begins_with_its_object_is_told() -> None:
    said = body(letter("Die Dienstpläne schreiben sie gemeinsam. Das gefällt mir sehr.", language="de"))
    assert "dass Sie die Dienstpläne gemeinsam schreiben" in said


@pytest.mark.parametrize(
    ("language", "role", "said"),
    [
        ("de", "Disponentin Ladezone", "Ladezone"),
        ("de", "Ambulanter Betreuer", "Ambulanter"),
        ("en", "Registrar, Night Rota", "Night Rota"),
    ],
)
def test_a_title_that_is_a_heading_is_no_part_of_a_sentence(language: str, role: str, said: str) -> None:
    texts = [letter(language=language, role=role, seed=f"s{n}") for n in range(12)]
    assert not any(said in found.text or said in found.subject for found in texts)


def test_a_trade_has_its_own_preposition() -> None:
    texts = [
        body(letter(language="de", role="Elektronikerin Gebäudetechnik", seed=f"s{n}", profile=ANNA)) for n in range(12)
    ]
    assert any("Elektronikerin für Gebäudetechnik" in text for text in texts)
