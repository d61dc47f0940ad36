"""What Polish and Turkish letters would say wrongly stays in the note, or is put right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter

READERS = {
    "pl": Contact("greta@acme.example", "Grażyna Rybak", ContactRole.HIRING_MANAGER),
    "tr": Contact("derya@acme.example", "Derya Kurt", ContactRole.HIRING_MANAGER),
}


def _letter(language: str, note: str) -> str:
    return body(letter(note, language=language, to=(READERS[language],)))


def _strength(language: str, strength: str) -> str:
    return body(letter("", language=language, strengths=(strength,), profile=replace(ANNA, language=language)))


@pytest.mark.parametrize(
    ("language", "note", "word"),
    [
        ("pl", "Grażyna powiedziała, że co piątek cała załoga pisze najkrótszą bajkę tygodnia. Super.", "Państwo co"),
        ("pl", "Grażyna pokazała, jak wkładką sprawdzić szczelność słoika. Super.", "wkładką"),
        ("pl", "Karmią łabędzie wzbronione. Super.", "wzbron"),
        ("pl", "Kierowniczka mówi, że co drugą sobotę wożą seniorów nad morze. Wspaniałe.", "kierowniczce mówi"),
        ("pl", "Dyżurny wysyła głosówkę z tym, co robił chomik, boki zrywać, kocham to.", "zrywać"),
        ("pl", "Grażyna mówi wprost, uczciwa do bólu, podoba mi się. Odezwą się.", "uczciwa"),
        ("tr", "Derya Hanım arşivde on bin plak olduğunu söyledi. Arar.", "olduğunuzu"),
        ("tr", "Derya Hanım kalfasına ilk ay bıçak tutturmazmış. Arar.", "mazdı"),
        ("tr", "Derya Hanım evden kaçan gençlerin ilk gün sorgusuz karşılandığını söyledi. İçim burkuldu.", "kaçan"),
        ("tr", "Derya Hanım bodrumun rutubetten karardığını söyledi. Arar.", "karardığını"),
        ("tr", "Derya Hanım vagonların bir gecede boşaldığını anlattı. Arar.", "boşaldığını"),
        ("tr", "Derya Hanım sıranın bize ne zaman geleceğini bilmediklerini söyledi. Arar.", "bilmed"),
        ("pl", "Grażyna mówiła, że każdy gość narzeka na schody. Odezwą się.", "narzeka"),
        ("tr", "Derya Hanım gözlerim kapalı üç çay tattırdı. Arar.", "gözlerim"),
        ("pl", "Podobało mi się, marek gotuje dla wszystkich zupę w piątki.", "gotuje"),
        ("pl", "Postawili na stole zegar i kazali go rozebrać. Super.", "kazali"),
        ("tr", "Konular: kümese soktular", "soktular"),
        ("tr", "Konular: imar kanunundan iki soru", "soru"),
        ("tr", "Konular: bayram kalabalığı", "kalabalığı"),
        ("pl", "W holu wiszą wszystkie dyplomy uczniów od 1950 roku, cudo.", "wiszą Państwo"),
        ("pl", "Na półkach leżą stare klisze z opisami, super.", "leżą Państwo"),
        ("pl", "Krótko. Wyślą smsa z terminem drugiej rozmowy.", "smsa"),
        ("pl", "Przyślą link do formularza.", "formularza"),
        ("pl", "Co mnie ucieszyło: Nareszcie normalni ludzie!", "ormalni"),
        ("pl", "O czym: o panu Zenku z magazynu", "Zenku"),
        ("tr", "Zaten firmayı forumlarda yerden yere vurmuşlar.", "vur"),
        ("tr", "Heyecan: dokuma tezgâhı, cumartesileri gelip öğrenirim hemen", "öğrenirim"),
        ("tr", "Beğendim: gözlerim fal taşı gibi", "fal taşı"),
        ("tr", "Konular: kompresör gürültüsü", "gürültü"),
        ("tr", "Derya Hanım numuneleri benimle birlikte tarttı, nerede hata yaptığımı gösterdi.", "tarttı"),
        ("tr", "Misafir üşürse kimse bekletmiyor, hırka örtüyolar. Öyle güzel ki.", "ırka ört"),
    ],
)
def test_no_letter_says_it(language: str, note: str, word: str) -> None:
    assert word not in _letter(language, note)


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        (
            "tr",
            "Derya Hanım her ay birbirlerinin kodunu okuduklarını anlattı, efsane.",
            "birbirinizin kodunu okuduğunuzu",
        ),
        ("tr", "Herkes birbirini yolluyor pazara, bayıldım. Herkes birbirini kolluyor, bayıldım.", "kollaması"),
        (
            "tr",
            "Derya Hanım çırakların akşamları birbirine saz öğrettiğini söyledi. Arar.",
            "birbirine saz öğrettiğini",
        ),
    ],
)
def test_it_is_put_right(language: str, note: str, said: str) -> None:
    assert said in _letter(language, note)


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("pl", "D+E", "Mam też prawo jazdy kategorii D+E"),
        ("pl", "legitymacja instruktorska", "Mam też legitymację instruktorską"),
        ("pl", "licencja detektywa", "Mam też licencję detektywa"),
        ("pl", "przeszkolenie wojskowe", "Mam też przeszkolenie wojskowe"),
        ("tr", "glutensiz ekmek", "glutensiz ekmek konusundaki deneyimimle"),
    ],
)
def test_a_strength_stands_in_its_form(language: str, strength: str, said: str) -> None:
    assert said in _strength(language, strength)


@pytest.mark.parametrize(
    ("language", "strength"),
    [
        ("pl", "prawo jazdy motor"),
        ("pl", "książeczka"),
        ("pl", "sprzątanie o 5"),
        ("pl", "seplenienie"),
        ("pl", "dobra głowa do cyfr"),
        ("pl", "wychowanie czwórki dzieci"),
        ("pl", "wysoka karność"),
        ("pl", "7 lat w siodle"),
        ("tr", "8 parmak"),
        ("tr", "30 kişilik yemek"),
    ],
)
def test_a_strength_that_nobody_says_so_is_left_out(language: str, strength: str) -> None:
    said = _strength(language, strength)
    assert strength.split()[-1][:5] not in said


def test_who_teaches_is_nobodys_experience() -> None:
    said = body(
        letter(
            "",
            language="tr",
            role="Okçuluk antrenörü",
            strengths=("okçuluk antrenörü",),
            profile=replace(ANNA, language="tr"),
        )
    )
    assert "antrenörü konusundaki" not in said


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("pl", "Pytania jak z formularza. Szczerze mówiąc poszłam tam tylko z ciekawości."),
        ("pl", "Mam ofertę od konkurencji i w sumie poszedłem dla wprawy."),
        ("pl", "Nuda. Poszłam w sumie z ciekawości, mam już lepszą ofertę."),
        ("tr", "Zaten başka bir firmayla anlaştım sayılır."),
        ("tr", "Yüzüme bakmadı. İstemiyorum sanırım orayı."),
        ("tr", "Soruları kâğıttan okudu, yüzüme bakmadı. Bu işi istemiyorum sanırım."),
    ],
)
def test_who_does_not_want_the_job_shows_no_interest(language: str, note: str) -> None:
    said = _letter(language, note)
    assert not any(wish in said for wish in ("interesuje", "zależy", "ilgileniyorum", "isterim", "ilgim"))


def test_a_noun_and_its_adjective_stand_in_one_case() -> None:
    assert "w zakresie montażu filmowego" in _strength("pl", "montaż filmowy")
    assert "w zakresie marketingu politycznego" in _strength("pl", "marketing polityczny")


def test_years_of_a_group_with_a_number_and_an_illness_are_no_strength() -> None:
    assert "yıllık" not in _strength("tr", "6 yıl 5 yaş grubu")
    assert "Parkinson" not in _strength("pl", "Parkinson")


def test_who_types_the_dotless_letter_means_the_dotted_one() -> None:
    said = _letter("tr", "Derya Hanım santrifüjün başına oturttu, kalibrasyonu bana yaptırdı. Bal tağşişi konuşuldu.")
    assert "kalıb" not in said
    assert "tağşış" not in said
