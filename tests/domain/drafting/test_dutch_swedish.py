"""Letters in Dutch and Swedish as somebody sends them who grew up with the language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import FollowUpKind, InterviewKind
from tests.domain.drafting.desk import ANNA, body, letter, templates


@pytest.mark.parametrize(
    ("language", "title", "inside"),
    [
        ("nl", "Bediening", ""),  # nobody has "de functie van bediening"
        ("nl", "Bijbaan bakkerij", ""),
        ("nl", "Docent Frans", "docent"),
        ("nl", "Magazijnmedewerker, oproep", "magazijnmedewerker"),
        ("nl", "Verpleegkundige dialyse", "verpleegkundige dialyse"),
        ("sv", "Extrajobb på kafé", ""),
        ("sv", "Barnmorska natt", ""),
        ("sv", "Undersköterska kväll", "undersköterska"),
        ("sv", "Handläggare, bygglov", "handläggare"),
        ("sv", "Lärare i slöjd åk 4–6", "lärare i slöjd åk 4–6"),
    ],
)
def test_a_title_stands_in_a_sentence_only_where_it_says_who_somebody_is(
    language: str, title: str, inside: str
) -> None:
    wording = templates().wordings[language]
    assert wording.role.inside(title, wording.terms) == inside


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("nl", "8 jaar in de kraamzorg", "mijn 8 jaar ervaring in de kraamzorg"),
        ("nl", "vier jaar als kraanmachinist", "mijn vier jaar ervaring als kraanmachinist"),
        ("nl", "11 jaar leservaring", "mijn 11 jaar leservaring"),
        ("nl", "Onderzoekservaring", "mijn onderzoekservaring"),
        ("sv", "9 år inom hemtjänsten", "mina 9 års erfarenhet inom hemtjänsten"),
        ("sv", "sex år som takläggare", "mina sex års erfarenhet som takläggare"),
    ],
)
def test_years_are_said_with_what_they_are_years_of(language: str, strength: str, said: str) -> None:
    found = letter(language=language, strengths=(strength,), profile=replace(ANNA, language=language))
    assert not found.findings
    assert said in body(found)


@pytest.mark.parametrize(
    ("language", "strength"),
    [("nl", "8 jaar kraamzorg"), ("nl", "keuken van 9 man geleid"), ("nl", "vrijwilliger geweest")],
)
def test_what_lacks_its_preposition_or_was_only_done_is_no_strength(language: str, strength: str) -> None:
    plain = letter(language=language, strengths=(), profile=replace(ANNA, language=language))
    assert letter(language=language, strengths=(strength,), profile=replace(ANNA, language=language)).text == plain.text


@pytest.mark.parametrize("house", ["Bergsjö kommun", "Region Västernorr", "Föreningen Vintervila"])
def test_nobody_works_pa_a_house_that_takes_another_preposition(house: str) -> None:
    for number in range(6):
        assert f"på {house}" not in body(letter(language="sv", company=house, seed=str(number)))


@pytest.mark.parametrize("language", ["nl", "sv"])
def test_nothing_grew_in_a_plain_letter_of_a_last_round(language: str) -> None:
    grown = templates().wordings[language].gladness
    assert grown is not None
    for number in range(12):
        for kind in (FollowUpKind.THANK_YOU, FollowUpKind.NUDGE):
            assert not grown.search(
                body(letter(language=language, kind=kind, interview_kind=InterviewKind.FINAL, seed=str(number)))
            )
