"""Whose deed a letter tells: the reader's house is never said to do what the people may do whom it cares for."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter

ZBIGNIEW = Contact("z@acme.example", "Zbigniew Mróz", ContactRole.HIRING_MANAGER)
ANNIKA = Contact("a@acme.example", "Annika Löfgren", ContactRole.HIRING_MANAGER)
OF_THE_PUPILS = [
    ("sv", "Annika visade ängen där eleverna odlar, de har byggt ett eget växthus.", "växthus"),
    ("de", "Wir waren im Garten, wo die Schüler spielen. Sie bauen ein eigenes Gewächshaus.", "Gewächshaus"),
    ("fr", "On a vu la cour où jouent les élèves. Ils construisent leur propre serre.", "serre"),
    ("es", "Vimos el patio donde juegan los alumnos. Ellos construyen su propio invernadero.", "invernadero"),
    ("it", "Abbiamo visto il cortile dove giocano gli alunni. Costruiscono una serra propria.", "serra"),
    ("nl", "We zagen het plein waar de leerlingen spelen. Ze bouwen zelf een kas.", "kas"),
    ("pt", "Vimos o pátio onde brincam os alunos. Constroem uma estufa própria.", "estufa"),
    ("pl", "Widzieliśmy podwórko, gdzie bawią się uczniowie. Budują własną szklarnię.", "szklarni"),
    ("tr", "Öğrencilerin oynadığı bahçeyi gördük. Kendi seralarını kuruyorlar.", "sera"),
]


@pytest.mark.parametrize(("language", "note", "built"), OF_THE_PUPILS, ids=[case[0] for case in OF_THE_PUPILS])
def test_what_pupils_may_have_done_is_not_said_of_the_reader(language: str, note: str, built: str) -> None:
    alone = note.replace(", de har", ". De har").rpartition(". ")[2]
    assert built in body(letter(alone, language=language, to=(ANNIKA,)))
    assert built not in body(letter(note, language=language, to=(ANNIKA,)))


@pytest.mark.parametrize(
    "note", ["Spodobało mi się, że uczy każdego ucznia sam i pyta ich o pomysły.", "Fajne, że zna ich imiona."]
)
def test_in_polish_them_is_not_the_reader_where_nobody_is_said_to_act(note: str) -> None:
    text = body(letter(note, language="pl", to=(ZBIGNIEW,)))
    assert "ucznia" not in text
    assert "imiona" not in text
    assert "sami pieką Państwo chleb" in body(
        letter("Spodobało mi się, że sami pieką chleb.", language="pl", to=(ZBIGNIEW,))
    )


def test_a_company_goes_by_its_name_without_its_legal_form() -> None:
    texts = [body(letter(language="de", company="Nordwind Medien GmbH", seed=str(n))) for n in range(12)]
    assert any("bei Nordwind Medien" in text for text in texts)
    assert not any("GmbH" in text for text in texts)


@pytest.mark.parametrize(
    ("language", "never"),
    [
        ("de", ("Dank für Dienstag", "fragen Sie gern")),
        ("nl", ("Engineer bij Acme: dank",)),
        ("tr", ("Bu, tam da",)),
    ],
)
def test_standing_sentences_name_what_they_thank_for_and_speak_of(language: str, never: tuple[str, ...]) -> None:
    letters = [letter(language=language, seed=str(n)) for n in range(40)]
    said = [f"{found.subject} {body(found)}" for found in letters]
    assert [text for text in said if any(words in text for words in never)] == []


@pytest.mark.parametrize(
    ("language", "typed", "word"),
    [
        ("en", "Apprentice Noor met me at the gate. She builds her own kites.", "kites"),
        ("nl", "Leerling Noor haalde me op. Zij bakt elke dag roggebrood.", "roggebrood"),
        ("sv", "Lärlingen Noor hämtade mig. Hon bakar rågbröd varje dag.", "rågbröd"),
    ],
)
def test_she_may_be_somebody_whom_the_note_named_just_before(language: str, typed: str, word: str) -> None:
    assert word not in body(letter(typed, language=language))
    known = typed.partition(". ")[2].replace("She", "Priya").replace("Zij", "Priya").replace("Hon", "Priya")
    assert word in body(letter(known, language=language))
