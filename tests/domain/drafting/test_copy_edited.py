"""What a copy editor would put right in a sentence that a note told, or strike out of it."""

from __future__ import annotations

from typing import Any

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter


def _boss(name: str) -> Contact:
    return Contact("boss@acme.example", name, ContactRole.HIRING_MANAGER)


DE, ES, NL, PL = (_boss(name) for name in ("Birgit Lorenz", "Elena Ruiz", "Marloes Vink", "Barbara Zych"))
SV, TR, JA, ZH = (_boss(name) for name in ("Maria Berg", "Derya Kurt", "森田 圭", "李 芳"))

TOLD = [
    (
        "de",
        DE,
        "Toll fand ich, dass die Azubis Mittwochs zusammen kochen.",
        "dass die Azubis mittwochs zusammen kochen",
    ),
    (
        "nl",
        NL,
        "Ze bakken hun brood zelf en verkopen alles op de markt.",
        "uw brood zelf bakken en alles op de markt verkopen",
    ),
    (
        "nl",
        NL,
        "Marloes vertelde over de schuur waar buren samen klussen op zaterdag.",
        "waar buren op zaterdag samen klussen",
    ),
    ("pl", PL, "rozmawialiśmy o tych ławkach szkolnych do świetlicy, miło było", "o ławkach szkolnych do świetlicy"),
    (
        "pl",
        PL,
        "pani Basia opowiadała, jak zbierały podpisy pod nowym parkiem",
        "jak zbierali Państwo podpisy pod nowym parkiem",
    ),
    (
        "sv",
        SV,
        "Vi pratade om vad: service på hydraulpumpar. Maria visade hur de tar emot nya barn på hösten.",
        "emot nya barn på",
    ),
    ("sv", SV, "vad pratade vi om: felsökning på fjärrvärme, skiftschema", "felsökning på fjärrvärme"),
    ("ja", JA, "近所の小学生に味を見てもらってるらしい、これが一番刺さった。", "見てもらっていらっしゃる"),
    ("zh", ZH, "李老师让我做了壶红茶。", "做一壶红茶"),
    ("zh", ZH, '什么让我兴奋:每个楼层都有"读书角",住户自己带书来,好温馨', "“读书角”，住户自己带书来"),
]


@pytest.mark.parametrize(("language", "reader", "note", "said"), TOLD)
def test_it_is_told_as_one_writes_it(language: str, reader: Contact, note: str, said: str) -> None:
    assert said in _told(language, reader, note)


NOT_TOLD = [
    ("de", DE, "Sie haben die Saftpresse nicht mehr.", "Saftpresse"),
    ("de", DE, "Sie bilden Tischler aus, angeblich. Danke.", "Tischler aus"),
    ("es", ES, "la veterinaria, Eva, explicó cómo templan el chocolate antes de moldearlo", "veterinaria"),
    ("pl", PL, "pani Basia opowiadała, jak zbierały podpisy pod parkiem i w końcu ruszyły prace", "ruszyły"),
    ("pl", PL, "rozmawialiśmy o tych ławkach szkolnych do świetlicy, miło było", "o tych"),
    ("tr", TR, "Eski değirmenmiş, taşı girişte bırakmışlar. Arar.", "bıraktığınızı"),
    ("ja", JA, "若手が献立を決められる。でも年配の職人が毎朝教えてくれるのはいいと思った。", "でも"),
    ("zh", ZH, "呵呵又是'狼性文化'。不过新人可以自己排班,这点挺好", "狼性文化"),
]


@pytest.mark.parametrize(("language", "reader", "note", "said"), NOT_TOLD)
def test_it_is_not_told(language: str, reader: Contact, note: str, said: str) -> None:
    assert said not in _told(language, reader, note)


def test_two_japanese_sentences_do_not_end_alike() -> None:
    note = "献立を一緒に考えた、楽しかった。近所の小学生に味を見てもらってるらしい。"
    for seed in range(6):
        assert _told("ja", JA, note, seed=f"s{seed}").count("心に残っております") < 2


def test_a_second_chinese_thing_is_told_in_idiom() -> None:
    note = "李老师带我下车间转了一圈,看了新到的织机,太喜欢了。正在试做亚麻混纺,真棒。"
    said = [_told("zh", ZH, note, seed=f"s{seed}") for seed in range(6)]
    assert all("正在试做亚麻混纺" in text and "记在了心里" not in text for text in said)


def _told(language: str, reader: Contact, note: str, **more: Any) -> str:
    return body(letter(note, language=language, to=(reader,), **more))


def test_pro_bono_is_no_short_form_of_para_o() -> None:
    said = body(letter("A Teresa disse que fazem pro bono às quintas com a junta. Gostei.", language="pt"))
    assert "fazem pro bono às quintas" in said


def test_ones_own_van_is_nothing_that_the_reader_has() -> None:
    said = body(letter("Waar ging het over: eigen bus, warmtepompen in oude schuren", language="nl"))
    assert "warmtepompen in oude schuren" in said
    assert "bus" not in said


@pytest.mark.parametrize(
    ("language", "note", "told", "kept"),
    [
        ("es", "Me enseñó el taller de bicicletas y su cicatriz.", "el taller de bicicletas", "cicatriz"),
        (
            "it",
            "Mi ha fatto vedere il laboratorio di liuteria e la sua cicatrice.",
            "il laboratorio di liuteria",
            "cicatric",
        ),
    ],
)
def test_of_two_things_only_the_private_one_stays_in_the_note(language: str, note: str, told: str, kept: str) -> None:
    said = body(letter(note, language=language))
    assert told in said
    assert kept not in said


@pytest.mark.parametrize(
    ("language", "note", "told", "kept"),
    [
        (
            "it",
            "Abbiamo parlato di: liste, il progetto delle barche di quartiere che portano i nonni un giorno a settimana",
            "del progetto delle barche di quartiere.",
            "nonni",
        ),
        (
            "es",
            "De qué hablamos: turnos, el proyecto de las barcas de barrio que llevan a los abuelos un día a la semana",
            "sobre el proyecto de las barcas de barrio.",
            "abuelos",
        ),
    ],
)
def test_a_name_ends_before_a_clause_that_is_too_long_for_it(language: str, note: str, told: str, kept: str) -> None:
    said = body(letter(note, language=language))
    assert told in said
    assert kept not in said
