"""Trials, pay and questions in everyday words: what the rest of an event makes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.events.scene import scene_of
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, event, judge


@pytest.mark.parametrize(
    ("title", "description", "expected"),
    [
        ("essai Boulangerie Kervella 4h-9h", "voir M. Kervella", "interview"),
        ("essai robe de mariée", "", "not_interview"),
        ("prova da Gigino sabato", "prova come pizzaiolo, se va bene contratto", "interview"),
        ("prova coro parrocchia", "", "not_interview"),
        ("Driving assessment - Harker Haulage", "", "interview"),
        ("Test drive Kia Niro - Lookers", "ask for Darren in sales", "not_interview"),
        ("試更 太平館廚房", "搵輝哥", "interview"),
        ("试听课 钢琴 小宝", "", "not_interview"),
    ],
)
def test_a_trial_is_of_work_where_people_work(title: str, description: str, expected: str) -> None:
    assert judge(event(title, description=description)).verdict == expected


@pytest.mark.parametrize(
    ("title", "description", "expected"),
    [
        ("Zimmerei Hansen: Vertrag + Stundenlohn", "", "interview"),
        ("Leasingvertrag Autohaus Keller", "Konditionen, Rate", "not_interview"),
        ("paga e orari con Efisio (forno)", "dopo la prova", "interview"),
        ("firma contratto luce e gas", "", "not_interview"),
        ("跟老王谈工资", "修车行，试了三天他说行", "interview"),
        ("签租房合同", "", "not_interview"),
    ],
)
def test_contracts_count_where_they_are_a_jobs(title: str, description: str, expected: str) -> None:
    assert judge(event(title, description=description)).verdict == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Interview: BBC Radio Leeds, flood campaign", "not_interview"),
        ("Interview at BBC Radio Leeds - producer", "interview"),
        ("Gespräch Rentenversicherung, Zimmer 204", "not_interview"),
    ],
)
def test_who_asks_about_other_things_may_have_a_job_too(title: str, expected: str) -> None:
    assert judge(event(title)).verdict == expected


def test_a_short_note_is_read_in_the_language_of_its_zone() -> None:
    note = event("prata lön, Ahmed")
    there = judge(replace(note, zone="Europe/Stockholm"))
    assert there.score > judge(note).score + 0.1


@pytest.mark.parametrize(
    ("description", "expected"),
    [("I'll introduce you both and drop off.", "interview"), ("Renewal of licences and pricing.", "not_interview")],
)
def test_whoever_brings_two_together_may_be_an_agency(description: str, expected: str) -> None:
    met = event(
        "Teams call - Orchard Pumps",
        description=description,
        organizer="Ravi Shah <ravi@northfield.com>",
        guests=("Helen Lyle <h.lyle@orchardpumps.co.uk>",),
    )
    assert judge(met).verdict == expected


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Preparatory call with Dana", "We look at the likely questions."),
        ("Vorbereitendes Telefonat mit Dana", "Wir besprechen die wahrscheinlichsten Fragen."),
        ("Appel préparatoire avec Dana", "On revoit les questions les plus probables."),
        ("Llamada preparatoria con Dana", "Vemos las preguntas más probables."),
        ("Chamada preparatória com Dana", "Vemos as perguntas mais prováveis."),
        ("Telefonata preparatoria con Dana", "Guardiamo le domande più probabili."),
        ("Voorbereidend gesprek met Dana", "We bekijken de waarschijnlijke vragen."),
        ("Rozmowa przygotowawcza z Daną", "Przejrzymy prawdopodobne pytania."),
        ("Förberedande samtal med Dana", "Vi tittar på troliga frågor."),
        ("Dana ile ön hazırlık görüşmesi", "Olası soruları konuşuruz."),
        ("面接前面談 田中さん", "想定質問を見ます。"),
        ("面试辅导 王老师", "我们看看可能被问的问题。"),
    ],
)
def test_a_talk_about_what_an_interview_may_ask_is_preparation(title: str, description: str) -> None:
    """In every language, by its title and by its description alone."""
    scene = scene_of(event(title, description), JANE, rules(), JANE.addresses)
    assert "preparation" in scene.title_hits
    assert "preparation" in scene.body_hits
    assert judge(event(title)).verdict == "not_interview"


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("journée test crèche Les Marmousets", "diplôme + tablier"),
        ("proefdag garage Van Dalen", ""),
        ("Probetag Autowerkstatt Hennecke", ""),
    ],
)
def test_the_house_where_one_works_on_trial_is_not_private_life(title: str, description: str) -> None:
    found = judge(event(title, description))
    assert not [e for e in found.evidence if "private life" in e.text]
    assert found.verdict == "interview"


def test_a_garage_without_a_trial_stays_private_life() -> None:
    assert [e for e in judge(event("garage Van Dalen bellen")).evidence if "private life" in e.text]


@pytest.mark.parametrize(
    "title",
    [
        "Walkthrough of your pricing assignment",
        "Durchsprache Ihrer Fallstudie",
        "Restitution de votre étude",
        "Repaso de tu caso práctico",
        "Discussão do teu desafio",
        "Discussione del tuo elaborato",
        "Nabespreking van je casus",
        "Przegląd twojego rozwiązania",
        "Genomgång av din arbetsuppgift",
        "Vaka analizi üzerinden geçme",
        "課題のレビュー",
        "作业讲解",
    ],
)
def test_going_through_somebody_s_exercise_is_told(title: str) -> None:
    told = scene_of(event(title), JANE, rules(), JANE.addresses)
    assert "exercise" in told.title_hits
