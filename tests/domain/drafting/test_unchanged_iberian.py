"""Spanish and Portuguese letters that are sent as they stand: what leans on the note is cut or stays there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter


def _said(language: str, note: str, *strengths: str) -> str:
    found = letter(note, language=language, profile=replace(ANNA, language=language), strengths=strengths)
    assert not found.findings
    return body(found)


CUT = [
    ("es", "Priya me enseñó el taller de vidrio ahí atrás", "el taller de vidrio.", "atrás"),
    ("es", "Me dejaron manejar el telar solo para probar", "manejar el telar.", "probar"),
    ("es", "planifican las rutas de reparto con dos meses", "con dos meses de antelación", "meses."),
    (
        "es",
        "Priya me contó que en el hospital hay una huerta para los pacientes",
        "saber que hay una huerta",
        "en el hosp",
    ),
    ("es", "curten ellos mismos las pieles con corteza", "ustedes mismos curten las pieles", "por sí mismos"),
    ("pt", "A Priya mostrou-me a estufa de orquídeas lá fora", "a estufa de orquídeas.", "lá fora"),
    ("pt", "A Priya deixou-me afinar o piano só para experimentar", "afinar o piano.", "experimentar"),
    ("pt", "A Priya mostrou-me o órgão da capela e pôs-me a tocar uma fuga", "ver o órgão da capela.", "pôs-me"),
    ("pt", "A Priya mostrou-me os lagares e provámos o azeite novo com pão", "ver os lagares.", "provámos"),
    ("pt", "Têm um cão e um atelier de bordados antigos. Gostei muito do atelier", "em especial do atelier", "de um"),
    ("pt", "o que me animou: reservam quinta a tarde para os ensaios", "quinta à tarde", "quinta a tarde"),
    ("pt", "A Priya me mostrou as colmeias e deixou eu abrir uma", "ver as colmeias.", "deixou eu"),
]


@pytest.mark.parametrize(("language", "note", "told", "cut"), CUT)
def test_what_is_told_stands_without_what_only_the_note_knows(language: str, note: str, told: str, cut: str) -> None:
    said = _said(language, note)
    assert told in said
    assert cut not in said


UNTOLD = [
    ("es", "Priya me presentó a las yeguas y me contó la historia de cada una", "cada una"),
    ("pt", "A Priya montou uma mesa com seis fósseis e ficamos ali adivinhando, mais conversa que prova", "fósseis"),
    ("pt", "O que mais me puxou foi isso da regata, gostava de participar na próxima", "na próxima"),
    ("pt", "ela quer estender para as outras três", "outras três"),
    ("pt", "o que gostei: fera demais!", "demais"),
    ("pt", "Gostei muito da merenda juntos, no outro sítio comia só", "juntos"),
    ("pt", "o que gostei: o biombo", "biombo"),
]


@pytest.mark.parametrize(("language", "note", "word"), UNTOLD)
def test_what_says_nothing_without_its_noun_stays_in_the_note(language: str, note: str, word: str) -> None:
    assert word not in _said(language, note)


TOLD = [
    ("es", "Priya me hizo catar dos mieles a ciegas y decirle cuál era", "poder catar dos mieles a ciegas"),
    ("es", "paseamos también por el jardín de plantas tintóreas", "poder recorrer el jardín de plantas tintóreas"),
    (
        "es",
        "Hablamos de que quieren abrir un comedor para temporeros",
        "saber que quieren abrir un comedor para temporeros",
    ),
    ("es", "Me gustó que cada becaria tenga su propio proyecto", "estupendo que cada becaria tenga"),
    ("pt", "Gostei que cada aprendiz tenha um mestre", "Achei muito bom que cada aprendiz tenha um mestre"),
    ("es", "traen un proyecto de riego para una escuela en teruel", "una escuela en Teruel"),
    ("pt", "falámos da recuperação de um moinho em bragança", "um moinho em Bragança"),
    ("pt", "a Priya pôs-me a bordar uma flor e disse que tenho jeito", "poder bordar uma flor"),
    ("pt", "Priya contou dos mutirões de pintura, aos domingos", "os mutirões de pintura"),
    ("pt", "A Priya deixou-me assistir à muda das abelhas rainhas", "poder assistir à muda das abelhas rainhas"),
    ("pt", "Passeámos também pelo olival centenário de Moura", "poder percorrer o olival centenário de Moura"),
    ("pt", "O que me deixou feliz? O coro dos doentes.", "especial do coro dos doentes"),
    ("pt", "oq me animou: os alunos do 7o pintaram a quadra", "os alunos do 7.º pintaram a quadra"),
    ("pt", "o que me animou: os alunos do 7o pintaram o ônibus da escola", "os alunos do 7.º pintaram o ônibus"),
]


@pytest.mark.parametrize(("language", "note", "told"), TOLD)
def test_what_one_was_set_to_do_walked_through_or_told_of_is_told(language: str, note: str, told: str) -> None:
    assert told in _said(language, note)


NO_TREAT = [
    ("es", "Priya me hizo rellenar un formulario larguísimo", "formulario"),
    ("es", "Priya me hizo sentir una intrusa", "intrusa"),
    ("pt", "A Priya pôs-me a preencher um inquérito", "inquérito"),
    ("pt", "A Priya deixou-me escolher à vontade", "à vontade"),
    ("pt", "A Priya contou dos problemas com o senhorio", "problemas"),
]


@pytest.mark.parametrize(("language", "note", "word"), NO_TREAT)
def test_what_one_was_made_to_bear_is_no_treat(language: str, note: str, word: str) -> None:
    assert word not in _said(language, note)


SKILLS = [
    ("es", "demencia", "mi experiencia con personas con demencia"),
    ("es", "mujeres mayores", "mi experiencia con mujeres mayores"),
    ("es", "cabras lecheras", "mi experiencia con cabras lecheras"),
    ("es", "despidos colectivos", "mi experiencia en despidos colectivos"),
    ("pt", "Parkinson", "a minha experiência com pessoas com Parkinson"),
    ("pt", "gatos assustados", "a minha experiência com gatos assustados"),
    ("pt", "12 anos de ensino", "os meus doze anos de experiência no ensino"),
]


@pytest.mark.parametrize(("language", "strength", "told"), SKILLS)
def test_a_skill_has_the_preposition_of_what_it_is_about(language: str, strength: str, told: str) -> None:
    assert told in _said(language, "hablamos de los despidos colectivos" if "despidos" in strength else "", strength)


BRAZILIANS = [
    "a aluna saiu sorrindo da aula de reforço",
    "falei com meu antigo chefe antes",
    "Priya contou tudo que fizeram na horta",
    "entrei, o cara nem olhou",
]


@pytest.mark.parametrize("note", BRAZILIANS)
def test_a_brazilian_note_brings_a_brazilian_letter(note: str) -> None:
    assert "Atenciosamente" in _said("pt", note)


def test_a_spanish_office_with_its_common_noun_is_not_named_without_article() -> None:
    found = letter("", language="es", profile=replace(ANNA, language="es"), company="Bufete Olarte & Ruiz")
    assert "en Bufete" not in body(found)


def test_check_ins_are_masculine_in_portuguese() -> None:
    assert "as check-ins" not in _said("pt", "de que falámos: as check-ins sem fila, o programa de vinhos")


def test_a_sister_of_one_name_is_greeted_as_one() -> None:
    sister = Contact("s@acme.example", "Sor Consuelo", ContactRole.HIRING_MANAGER)
    found = letter("", language="es", profile=replace(ANNA, language="es"), to=(sister,), present=(sister,))
    assert body(found).startswith("Estimada Sor Consuelo:")


def test_a_quality_is_no_field_of_experience() -> None:
    assert "disposição" not in _said("pt", "", "disposição")
    assert "costura" in _said("pt", "", "costura")


def test_for_how_long_something_is_done_stays_with_what_is_done() -> None:
    said = _said("es", "Contó que los ensayos terminan con 10 minutos de estiramientos.")
    assert "los ensayos terminan con 10 minutos de estiramientos" in said
    assert "20" not in _said("es", "Hablamos 20 minutos de la huerta.")


def test_that_they_call_later_pleases_nobody() -> None:
    assert "liga" not in _said("pt", "Disse que depois liga.")
