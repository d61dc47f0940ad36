"""Sentences of a note that begin with when something is done, which the letter's own sentence has in another place."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import body, letter

FRONTED = [
    ("en", "every Friday they rotate the seedlings, love that", "you rotate the seedlings every Friday"),
    (
        "de",
        "ab Mai fahren sie alle Touren mit Lastenrädern, stark",
        "dass Sie ab Mai alle Touren mit Lastenrädern fahren",
    ),
    ("es", "una vez al mes hacen pan con los vecinos, me encanta", "hacen pan con los vecinos una vez al mes"),
    (
        "pt",
        "a partir de maio fazem todas as entregas de bicicleta, adoro",
        "fazem todas as entregas de bicicleta a partir",
    ),
    ("it", "ogni giovedì fanno il pane con i vicini, bellissimo", "fate il pane con i vicini ogni giovedì"),
    ("nl", "elke week bakken ze brood met de buurt, geweldig", "elke week brood met de buurt bakken"),
    ("sv", "varje vecka bakar de bröd med grannarna, underbart", "ni bakar bröd med grannarna varje vecka"),
]


@pytest.mark.parametrize(("language", "note", "said"), FRONTED)
def test_when_something_is_done_goes_with_it(language: str, note: str, said: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert said in body(found)


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("de", "ab Mai suchen sie jemanden für die Nachtschicht"),
        ("en", "from May they cannot pay overtime any more"),
        ("es", "desde mayo no encuentran a nadie"),
    ],
)
def test_trouble_with_a_date_stays_in_the_note(language: str, note: str) -> None:
    assert not [s for s in letter(note, language=language).sources if s.origin == "note"]


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("de", "Ab Juni bauen die jungen Gesellen mit den Nachbarn."),
        ("it", "Ogni lunedì leggono gli alunni con le nonne."),
        ("es", "Cada lunes leen los alumnos con las abuelas."),
        ("pt", "Todas as segundas leem os alunos com as avós."),
        ("pl", "W poniedziałki czytają uczniowie dla seniorów."),
        ("sv", "Varje vecka bakar de äldre kakor med barnen."),
        ("sv", "Varje vecka bakar de gamla eleverna med barnen."),
    ],
)
def test_who_may_be_the_subject_behind_the_verb_is_no_object_of_theirs(language: str, note: str) -> None:
    assert not [s for s in letter(note, language=language).sources if s.origin == "note"]


def test_a_pronoun_that_only_looks_like_an_article_is_one() -> None:
    found = letter("Seit Juni fahren die alle Touren mit dem Rad.", language="de")
    assert "dass Sie seit Juni alle Touren mit dem Rad fahren" in body(found)
