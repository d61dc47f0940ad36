"""What Polish notes tell, said as one writes it."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter

GRETA = Contact("greta@acme.example", "Grażyna Rybak", ContactRole.HIRING_MANAGER)

TOLD = [
    ("Pokazała mi szklarnię z papryką. Zadzwoni.", "zobaczyć szklarnię z papryką"),
    ("Grażyna oprowadziła mnie po młynie i pokazała kamienne żarna. Miło.", "oprowadzenie po młynie"),
    ("Oprowadziła po farbiarni, długo. Miło.", "oprowadzenie po farbiarni"),
    (
        "Grażyna spokojna, podpowiadała i potem pokazała, jak sami suszą zioła, mają strych.",
        "jak Państwo sami suszą zioła",
    ),
    ("Pokazała palarnię i dała mi samej zmielić ziarno. Zadzwoni.", "samodzielnie zmielić ziarno"),
    (
        "Grazyna pokazala mi duza drukarke do ulotek. Bylo bardzo cieplo, swojsko, zadzwoni po niedzieli.",
        "dużą drukarkę do ulotek",
    ),
    ("Grazyna pokazala mi nowa drukarke do ulotek. Bylo bardzo cieplo, swojsko, zadzwoni.", "nową drukarkę do ulotek"),
    ("Wzięła mnie na symulator dźwigu. Zadzwoni.", "móc wypróbować symulator dźwigu"),
    ("Pokazała mi nowe wiertła 40mm do żeliwa. Zadzwoni.", "nowe wiertła 40 mm do żeliwa"),
    ("Wpuściła mnie do wieży zegarowej. Zadzwoni.", "móc wejść do wieży zegarowej"),
    ("Miło było. Wełnę biorą od hodowców z Podhala, daleko.", "wełnę biorą Państwo od hodowców z Podhala"),
    ("Każdy nowy dostaje opiekuna na pierwszy miesiąc. Zadzwoni.", "każdy nowy dostaje opiekuna na pierwszy miesiąc"),
    ("Każdy zecer prowadzi swoją książkę od składu do oprawy - tego szukałam.", "każdy zecer prowadzi swoją książkę"),
    (
        "Co mnie zachwyciło: raz w miesiącu kustosz oprowadza dzieci z latarką",
        "że raz w miesiącu kustosz oprowadza dzieci",
    ),
    (
        "Co mnie zachwyciło: pani Grażyna sama co miesiąc jedzie w trasę z kurierem",
        "Pani sama co miesiąc jedzie w trasę",
    ),
    ("Tematy: uczą dzieci pływać od 4 lat, basen", "od czterech lat"),
]


@pytest.mark.parametrize(("note", "said"), TOLD)
def test_it_is_told(note: str, said: str) -> None:
    assert said in body(letter(note, language="pl", to=(GRETA,)))


def test_a_thing_that_was_spoken_of_stands_in_the_sentence_of_its_gender() -> None:
    assert "zainteresował mnie skup ryb nad Drwęcą" in body(letter("Tematy: skup ryb nad Drwęcą", language="pl"))
    assert "zainteresowała mnie zagroda żubrów" in body(letter("Tematy: zagroda żubrów", language="pl"))


def test_an_adjective_alone_and_what_everybody_gets_name_nothing() -> None:
    assert "razowym" not in body(letter("rozmowa o razowym", language="pl"))
    assert "każdej" not in body(letter("Tematy: rower dla każdej", language="pl"))
    assert "odpadach" not in body(letter("gadaliśmy o odpadach", language="pl"))
    assert "definicję" not in body(letter("Mają jedną definicję dla całej sieci.", language="pl"))


def test_a_subject_names_the_position_in_small_letters() -> None:
    subjects = {letter(language="pl", role="Zegarmistrz", seed=f"{number}").subject for number in range(12)}
    assert "Podziękowanie za rozmowę – zegarmistrz" in subjects
    assert not any("Zegarmistrz" in subject for subject in subjects)


def test_a_thing_is_not_told_beside_the_sentence_that_is_about_it() -> None:
    said = body(letter("Tematy: skup ryb nad Drwęcą, rybacy sami suszą sieci", language="pl"))
    assert ("skup ryb" in said) + ("suszą" in said) == 1
