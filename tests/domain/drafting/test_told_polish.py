"""What Polish notes tell, said as one writes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter

GRETA = Contact("greta@acme.example", "Grażyna Rybak", ContactRole.HIRING_MANAGER)

TOLD = [
    ("Pokazała mi szklarnię z papryką. Zadzwoni.", "zobaczyć szklarnię z papryką"),
    ("Grażyna oprowadziła mnie po młynie i pokazała kamienne żarna. Miło.", "oprowadzenie po młynie"),
    ("Oprowadziła po farbiarni, długo. Miło.", "oprowadzenie po farbiarni"),
    (
        "Grażyna spokojna, podpowiadała i potem pokazała, jak sami suszą zioła, mają strych.",
        "jak Państwo sami suszą zioła",
    ),
    ("Pokazała palarnię i dała mi samej zmielić ziarno, super. Zadzwoni.", "samodzielnie zmielić ziarno"),
    (
        "Grazyna pokazala mi duza drukarke do ulotek. Bylo bardzo cieplo, swojsko, zadzwoni po niedzieli.",
        "dużą drukarkę do ulotek",
    ),
    ("Grazyna pokazala mi nowa drukarke do ulotek. Bylo bardzo cieplo, swojsko, zadzwoni.", "nową drukarkę do ulotek"),
    ("Wzięła mnie na symulator dźwigu. Zadzwoni.", "miło było wypróbować symulator dźwigu"),
    ("Pokazała mi nowe wiertła 40mm do żeliwa. Zadzwoni.", "nowe wiertła 40 mm do żeliwa"),
    ("Wpuściła mnie do wieży zegarowej. Zadzwoni.", "miło było wejść do wieży zegarowej"),
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
    (
        "Grażyna pokazała mi album, w którym bibliotekarki od lat zbierają pocztówki, i poszłyśmy dalej. Ujęło mnie to.",
        "zobaczyć album, w którym bibliotekarki od lat zbierają pocztówki.",
    ),
    (
        "Starszy pan pokazał organy z Prus, które stroją dla klasztoru.",
        "organy z Prus, które stroją Państwo dla klasztoru",
    ),
    ("Dała mi oprawić książkę o ptakach i patrzyła, jak trzymam nóż.", "miło było oprawić książkę o ptakach."),
    ("Fajnie, że mleko skupują od rolników z gminy.", "mleko skupują Państwo od rolników z gminy"),
    ("Świeżą rybę biorą od rybaków z Helu. Super.", "świeżą rybę biorą Państwo od rybaków z Helu"),
    ("Menu zmieniają co 2 tyg pod targ. Zadzwoni.", "menu zmieniają Państwo co dwa tygodnie pod targ"),
    ("Co mnie nakręciło: przepisy publikują na stronie bez reklam", "przepisy publikują Państwo na stronie bez reklam"),
    ("Co mi się podobało: wożą książki po wsiach takim „bibliobusem”", "wożą Państwo książki po wsiach „bibliobusem”"),
    (
        "Grażyna powiedziała, że najpierw słucha się klienta, a dopiero potem mierzy okno. Tak właśnie pracuję.",
        "że najpierw słucha się klienta i dopiero potem mierzy okno",
    ),
    (
        "Grażyna wytłumaczyła, że każdy bibliotekarz ma własną półkę z poleceniami. Urocze.",
        "każdy bibliotekarz ma własną półkę",
    ),
    ("W piątki po zamknięciu wspólne granie na bębnach, jaram się tym mega!", "wspólne granie na bębnach w piątki"),
    ("Grażyna pozwoliła usiąść za sterem holownika. Od zawsze o tym marzyłam.", "miło było usiąść za sterem holownika"),
    ("Grażyna tłumaczyła jak działa suszarka do drewna i że szumi.", "mnie, jak działa suszarka do drewna"),
    (
        "Rozmawialiśmy o tym, jak wprowadzają młodych aptekarzy: rok w parach.",
        "jak wprowadzają Państwo młodych aptekarzy",
    ),
    ("W zespole mają zasadę, że kto znajdzie błąd, ten wybiera muzykę.", "zasada, że kto znajdzie błąd"),
    (
        "Pokazali zielnik z 1890 roku, którego połowa wciąż czeka na opis.",
        "zielnik z 1890 roku, którego połowa wciąż czeka",
    ),
    ("Grażyna rozrysowała mi na tablicy całą drogę przesyłki i zapytała o windę.", "zobaczyć całą drogę przesyłki."),
    ("Świece leją sami w starej kuźni.", "świece leją Państwo sami w starej kuźni"),
    ("Mąkę mielą sami!", "mąkę mielą Państwo sami"),
    ("Pokazała mi klasę, gdzie ławki malują uczniowie. Cudo.", "zobaczyć klasę, gdzie ławki malują uczniowie"),
    ("Na wodzie pływają zawsze dwójkami i to mi się podoba. Kadra miła.", "na wodzie pływają Państwo zawsze dwójkami"),
    ("Wszystkie listy czyta raz w tygodniu cały dział. Szacun.", "wszystkie listy czyta raz w tygodniu cały dział"),
    ("Ich wełna trafia do szkół, piękne!", "Państwa wełna trafia do szkół"),
    ("Grażyna pokazała, jak stroi się dzwon. Niezapomniane.", "zaciekawiło mnie, jak stroi się dzwon"),
    ("Spodobało mi się, jak witają się z gośćmi – z imienia.", "jak witają się Państwo z gośćmi"),
    ("Urzekła mnie kuźnia przy młynie, w której nadal kują podkowy.", "w której nadal kują Państwo podkowy"),
    ("Szefowa z uśmiechem opowiadała o zielniku pradziadka, ma go na biurku.", "rozmowa o zielniku pradziadka"),
    ("Było dobrze. Najlepsze ze drukarze chodzą do szkół i uczą składu.", "drukarze chodzą do szkół i uczą składu"),
    ("Najciekawsze było to, jak oznaczają beczki: kolorem i imieniem.", "mnie, jak oznaczają Państwo beczki"),
    (
        "Grażyna opowiedziała mi o orkiestrze hutników, która gra w parku co niedzielę. Dyżury długie.",
        "o orkiestrze hutników, która gra w parku co niedzielę",
    ),
    ("Zajawka: kąpiele błotne dla koni, stare stajnie", "Kąpiele błotne dla koni"),
    ("Wyciągi przy każdej frezarce i maty na podłodze, wreszcie ktoś dba o nogi.", "yciągi przy każdej frezarce"),
    ("Najlepsze: kącik „salon lamp”, klienci przynoszą krzesła", "kącik „salon lamp”"),
    ("Porozmawiałyśmy o renowacji wozów, bo ich mało.", "renowacji wozów"),
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


def test_what_says_too_little_by_itself_is_not_told() -> None:
    assert "psa w biurze" not in body(letter("Mają psa w biurze, słodziak. Zadzwoni.", language="pl"))
    assert "po godzinach" not in body(letter("Mówiła, że każdy kucharz zostaje po godzinach.", language="pl"))
    assert "zero" not in body(letter("zero zadęcia, bomba. Zadzwoni.", language="pl"))
    assert "mi się wosk" not in body(letter("Świece stoją w oknie, wosk idzie do muzeum. Urocze.", language="pl"))
    assert "zobaczyć zegarek" not in body(letter("Pokazała mi zegarek. Zadzwoni.", language="pl", to=(GRETA,)))
    assert "zobaczyć suszarnię" in body(letter("Pokazała mi suszarnię. Zadzwoni.", language="pl", to=(GRETA,)))
    assert "dyspozycyjności" not in body(letter("Tematy: dyspozycyjność", language="pl"))
    assert "swobodnie" not in body(letter("Tematy: praca, potem swobodnie o psach", language="pl"))


def test_praise_for_what_stands_before_it_in_a_sentence_of_two_halves_leaves_nothing_else() -> None:
    note = "Rozmowa o szkłach. Uczą kuć podkowy. Taki zwyczaj to rzadkość i bardzo mi się to podoba. Lepią garnki."
    assert "kuć podkowy" in body(letter(note, language="pl", to=(GRETA,)))


def test_labels_ask_what_moved_the_user_unless_it_was_unpleasant() -> None:
    told = "pieką chleb na własnym zakwasie"
    assert "pieką Państwo chleb" in body(letter(f"Co mnie rozczuliło: {told}", language="pl"))
    assert "spodobało" not in body(letter(f"Co mnie zmartwiło: {told}", language="pl"))


def test_of_an_answer_that_is_praised_the_first_is_the_best() -> None:
    said = body(letter("Co mnie zachwyciło: szyją żagle z odzysku, mają dużą lodówkę. Cudowne!", language="pl"))
    assert "szyją Państwo żagle z odzysku" in said


def test_what_was_done_for_the_user_and_what_bears_no_sign_is_no_news() -> None:
    assert "pokazali Państwo" not in body(letter("Pokazali zbiór map z Prus.", language="pl"))
    assert "loże" not in body(letter("Grażyna pokazała mi loże drewnianą. Zadzwoni.", language="pl", to=(GRETA,)))
    assert "każdy ma" not in body(letter("Co mnie ruszyło: każdy ma na drzwiach zdjęcie psa", language="pl"))


@pytest.mark.parametrize(
    "strength",
    ["technologia drewna UR", "uprawnienia zakres 1 i 2", "kondycja", "demencja", "5 lat na koparkach", "lutowanie P3"],
)
def test_what_nobody_has_experience_with_is_not_said(strength: str) -> None:
    said = body(letter("", language="pl", strengths=(strength,), profile=replace(ANNA, language="pl")))
    assert strength.split()[0][:6] not in said
