"""Polish things in the case and the gender of their sentence, and Turkish sentences as nouns of their verbs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter

TOPICS = [
    ("Tematy: digitalizacja szpulowych nagrań", "o digitalizacji szpulowych nagrań"),
    ("Tematy: renowacja zabytkowa okien", "o renowacji zabytkowej okien"),
    ("tematy: nowa kuźnia na zapleczu", "owa kuźnia na zapleczu"),
    ("tematy: stara drukarnia w piwnicy", "o starej drukarni w piwnicy"),
    ("tematy: gospodarka deszczówką", "o gospodarce deszczówką"),
    ("tematy: szkolenie wewnętrzne załogi", "o szkoleniu wewnętrznym załogi"),
    ("tematy: szkolenia dla ratowników", "o szkoleniach dla ratowników"),
    ("tematy: płodność stada", "o płodności stada"),
    ("tematy: remont dachu stodoły", "o remoncie dachu stodoły"),
    ("tematy: nowy system rezerwacji", "o nowym systemie rezerwacji"),
    ("tematy: obróbka drewna sosnowego", "zainteresowała mnie obróbka drewna sosnowego"),
]


@pytest.mark.parametrize(("note", "said"), TOPICS)
def test_a_polish_topic_stands_in_the_locative_where_its_ending_tells_it(note: str, said: str) -> None:
    assert said in body(letter(note, language="pl"))


LIKED = [
    ("zachwyt: huśtawka nad stawem", "spodobała mi się huśtawka nad stawem"),
    ("zachwyt: nowy piec do ceramiki", "spodobał mi się nowy piec do ceramiki"),
    ("zachwyt: malowanie płotu z dziećmi", "spodobało mi się malowanie płotu z dziećmi"),
    ("zachwyt: warsztaty dla rodziców", "spodobały mi się warsztaty dla rodziców"),
    ("zachwyt: ćwiczenia z psami", "spodobały mi się ćwiczenia z psami"),
    ("zachwyt: zajęcia w lesie", "ajęcia w lesie – to"),
    ("zachwyt: wspólne ćwiczenia z psami", "spodobały mi się wspólne ćwiczenia z psami"),
    ("zachwyt: nowe szkolenie z pierwszej pomocy", "spodobało mi się nowe szkolenie z pierwszej pomocy"),
    ("Ekstra: ręcznie malowane kubki", "spodobały mi się ręcznie malowane kubki"),
    ("Ucieszyło mnie: stare mapy w holu", "spodobały mi się stare mapy w holu"),
    ("zachwyt: szkolenie kadry w terenie", "spodobało mi się szkolenie kadry w terenie"),
    ("Najbardziej wzruszyła mnie wystawa listów żołnierzy.", "wzruszyła mnie wystawa listów żołnierzy"),
]


@pytest.mark.parametrize(("note", "said"), LIKED)
def test_a_polish_verb_agrees_with_what_was_liked(note: str, said: str) -> None:
    assert said in body(letter(note, language="pl"))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Potem długo mówiliśmy o pasiece na dachu, którą chcą powiększyć.", "o pasiece na dachu"),
        (
            "Opowiedziała też, że nowe opiekunki przez miesiąc chodzą w parze.",
            "że nowe opiekunki przez miesiąc chodzą w parze",
        ),
        ("Zaimponowało mi, że co roku sadzą sto drzew przy szkole.", "że co roku sadzą Państwo sto drzew przy szkole"),
        (
            "Priya Rao mówiła, że każdą nową maszynę najpierw sprawdza mistrz.",
            "że każdą nową maszynę najpierw sprawdza mistrz",
        ),
        ("Priya Rao mówiła dużo o budowie nowej sortowni i o tym, że to potrwa.", "o budowie nowej sortowni."),
        ("Mowa była o: odbudowie mola, trzy etapy", "o odbudowie mola."),
        ("Wyjaśniła mi, jak po sezonie suszą żagle na strychu.", "jak po sezonie suszą Państwo żagle na strychu"),
        ("Na plus - schronisko samo suszy zioła", "że schronisko samo suszy zioła"),
        ("O czym rozmawialiście? o nowej suszarni i o tym, jak układają dyżury", "o nowej suszarni."),
        (
            "Co Cię zachwyciło? że raz w miesiącu ćwiczą na symulatorze",
            "że raz w miesiącu ćwiczą Państwo na symulatorze",
        ),
        ("Zachwyt: każda sala ma tabliczkę, żeby gość wiedział kim był patron", "wiedział, kim był patron"),
        ("Każda malarka podpisuje swoje talerze.", "że każda malarka podpisuje swoje talerze"),
        ("Tematy: kursy Ustka – Bornholm", "ursy Ustka–Bornholm"),
        ("Najlepsze: goście sami mierzą poziom wody i zapisują w zeszycie", "że goście sami mierzą poziom wody."),
    ],
)
def test_what_was_told_in_polish_stands_as_it_was_typed(note: str, said: str) -> None:
    assert said in body(letter(note, language="pl"))


NOUNS = [
    ("Stajyerler her hafta bir atölyeyi inceliyor, bayıldım", "stajyerlerin her hafta bir atölyeyi incelemesi"),
    ("Komşular sahili temizliyor, harika", "komşuların sahili temizlemesi"),
    ("Kursiyerler sandalyeleri boyuyor, harika", "kursiyerlerin sandalyeleri boyaması"),
    ("Ziyaretçiler el yazmalarını okuyor, harika", "ziyaretçilerin el yazmalarını okuması"),
    ("Çıraklar parçaları numaralıyor, çok güzel", "çırakların parçaları numaralaması"),
    ("Hastalar bahçede çiçek dikiyor, harika", "hastaların bahçede çiçek dikmesi"),
]


@pytest.mark.parametrize(("note", "said"), NOUNS)
def test_what_they_do_is_named_by_the_noun_of_its_verb_in_turkish(note: str, said: str) -> None:
    assert said in body(letter(note, language="tr"))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "Priya Hanım, çıraklara haftada bir çizim öğrettiğini ve üçünün atölye açtığını anlattı.",
            "çizim öğrettiğinizi",
        ),
        (
            "Tarihi geçen kitapları hastaneye verdiklerini, bunun eski bir gelenek olduğunu anlattı.",
            "Tarihi geçen kitapları hastaneye verdiğinizi",
        ),
        ("Priya Hanım atölyeyi açtı ve duvardaki eski çini desenini gösterdi.", "uvardaki eski çini desenini"),
    ],
)
def test_what_the_reader_told_of_themselves_is_said_to_them_in_turkish(note: str, said: str) -> None:
    assert said in body(letter(note, language="tr"))


def test_no_stranger_is_made_of_the_word_that_begins_a_turkish_sentence() -> None:
    said = body(letter("Tarihi geçen kitapları hastaneye verdiklerini anlattı.", language="tr"))
    assert "Geçen kitapları" not in said


def test_a_word_that_begins_a_turkish_sentence_is_small_inside_ours() -> None:
    assert "eski fıçılardan" in body(letter("Eski fıçılardan yaptıkları raf harika", language="tr"))


STRENGTHS = [
    ("pl", "tokarka CNC", "doświadczenie w obsłudze tokarki CNC"),
    ("pl", "ordynacja celna", "znajomość Ordynacji celnej"),
    ("pl", "prawo wodne", "znajomość prawa wodnego"),
    ("pl", "kurs pierwszej pomocy przedmedycznej", "Mam też ukończony kurs pierwszej pomocy przedmedycznej."),
    ("tr", "7 sene depo tecrübesi", "7 senelik depo tecrübemle"),
]


@pytest.mark.parametrize(("language", "strength", "said"), STRENGTHS)
def test_a_strength_is_said_as_people_say_it(language: str, strength: str, said: str) -> None:
    profile = replace(ANNA, strengths=(strength,))
    assert said in body(letter(language=language, profile=profile))


@pytest.mark.parametrize(
    ("language", "strength"),
    [
        ("pl", "C1 i B2"),
        ("pl", "prowadzenie koni od dziecka"),
        ("tr", "12 yıl gemi kaynakçısı"),
        ("tr", "ADR 2-3"),
        ("tr", "cnc tecrübesi"),
    ],
)
def test_a_strength_of_no_sure_shape_is_not_said(language: str, strength: str) -> None:
    profile = replace(ANNA, strengths=(strength,))
    assert strength.split()[0] not in body(letter(language=language, profile=profile))


def test_a_sister_is_greeted_as_one() -> None:
    sister = Contact("s@dom.example", "Siostra Rut Lis", ContactRole.HIRING_MANAGER)
    assert letter(language="pl", to=(sister,)).text.startswith("Szanowna Siostro,")


def test_what_was_liked_is_not_told_again_as_a_topic() -> None:
    said = body(letter("zachwyt: wspólne ćwiczenia z psami", language="pl"))
    assert said.count("psami") == 1


@pytest.mark.parametrize(
    ("language", "note", "word"),
    [
        ("pl", "zachwyt: łąka za domem, podopieczni sami sadzą tam cebulki", "cebulki"),
        ("tr", "Parkta gençler için açık hava sineması düzenliyorlar.", "gençlerin için"),
        ("tr", "Mutfakta yarım saat çalıştım.", "yarım saat çalıştım"),
        ("pl", "Podoba mi się, że goście dzwonią do tych kucharzy po przepisy.", "kucharzy"),
        ("pl", "tematy: apka do zamówień z kuchni", "apce"),
        ("tr", "konular: hurda oranı yüzde 12", "yüzde"),
        ("pl", "Priya Rao oprowadziła mnie po porodówce.", "porodówce"),
        ("tr", "Priya Hanım unu köyden değirmenden aldıklarını anlattı.", "köyden"),
        ("pl", "Rozmowa o niczym.", "niczym"),
        ("pl", "Plusy: zespół sam układa menu", "mi się zespół"),
        ("pl", "Plusy: kierownik piecze chleb", "piecze"),
        ("pl", "Plusy: bosman zna każdą łódź", "bosman"),
        ("pl", "Rozmawialiśmy o moim doświadczeniu.", "moim"),
        ("tr", "En çok köylülerin tohum takas günü hoşuma gitti.", "zellikle en çok"),
        ("tr", "konular: yazılı sınav", "yazılı"),
        ("pl", "Spodobało mi się, że stare książki oddają do świetlicy.", "świetlicy"),
        ("tr", "Priya Hanım kovanları kendi boyadığını söyledi.", "boyadı"),
        ("tr", "Sordukları: Excel, muhasebe yazılımı", "muhasebe"),
    ],
)
def test_what_would_be_wrong_in_the_letter_is_not_told(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


def test_a_common_word_in_the_genitive_is_small_inside_a_turkish_sentence() -> None:
    assert " personelin ayda" in body(letter("Personelin ayda bir birlikte ağaç dikmesi ilginç.", language="tr"))


@pytest.mark.parametrize(
    ("name", "office", "greeting"),
    [
        ("Anna Lis", "Skarbniczka gminy", "Szanowna Pani Skarbnik,"),
        ("Jan Lis", "Ordynator oddziału", "Szanowny Panie Ordynatorze,"),
        ("Jan Lis", "Dyrektor szkoły", "Szanowny Panie Dyrektorze,"),
        ("Jan Lis", "Zastępca dyrektora", "Dzień dobry, Panie Janie,"),
    ],
)
def test_an_office_is_a_title_in_polish(name: str, office: str, greeting: str) -> None:
    person = Contact("j@urzad.example", name, ContactRole.HIRING_MANAGER, title=office)
    assert letter(language="pl", to=(person,)).text.startswith(greeting)


def test_a_turkish_plural_gets_the_vowel_that_its_harmony_asks_for() -> None:
    said = body(letter("Kitaplari tek tek onariyorlar, harika. Tarihî ciltler çoğunlukta, güzel.", language="tr"))
    assert "itapları tek tek onar" in said


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Mutfakta plastikleri ayırıp belediyeye teslim ediyorlar, harika.", "utfakta plastikleri ayırıp"),
        ("Ihlamur kokusu çok güzeldi.", "ıhlamur kokusu"),
        ("İplik boyama köşesi çok güzeldi.", "iplik boyama köşesi"),
        ("Kayseri şubesi çok güzeldi.", "Kayseri şubesi"),
    ],
)
def test_a_turkish_word_is_taken_for_what_it_is(note: str, said: str) -> None:
    assert said in body(letter(note, language="tr"))
