"""Which stretches are offered as a company's name, and what is seen of where they end."""

from __future__ import annotations

import pytest

from followbot.domain.events.candidates import candidates, labels_of
from followbot.domain.events.houses import as_called
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene, scene_of
from followbot.domain.model import Event
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, NO_SETTINGS, event


def scene(told: Event) -> Scene:
    return scene_of(told, JANE, rules(), JANE.addresses)


def offered(told: Event) -> dict[str, set[str]]:
    """What is seen of each name of an event, by the name."""
    one = scene(told)
    return {found.name: found.seen for found in candidates(one, Sides(one, NO_SETTINGS)).values()}


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("最終面接", "社長が担当いたします。\n\n東峰精工株式会社", "東峰精工"),
        ("电话沟通—睿才猎头 Kevin Zhou", "保密职位", "睿才猎头"),
        ("体験入店 中華そば まるげん", "", "中華そば まるげん"),
        ("deneme günü - Nene'nin Mutfağı", "", "Nene'nin Mutfağı"),
        ("entrevista padaria do seu Juvenal", "", "padaria do seu Juvenal"),
        ("rozmowa przedszkole stokrotka p. Halina", "", "przedszkole stokrotka"),
        (
            "Panel interview",
            "Tilly Marsh | Talent | Brook & Stone Consulting Engineers\n",
            "Brook & Stone Consulting Engineers",
        ),
        ("koffie met Ruben", "Ruben is directeur bij Haventerminal Kallo, zoekt hoofd legal", "Haventerminal Kallo"),
    ],
)
def test_a_name_is_offered_whole(title: str, text: str, name: str) -> None:
    assert name in offered(event(title, text))


def test_a_position_ends_a_name_that_is_all_of_its_part_of_a_line() -> None:
    known = offered(event("2. Runde", "", location="Brandt Oster & Partner, Lange Str. 2"))
    assert "Brandt Oster & Partner" in known


def test_a_letter_of_a_legal_form_ends_no_name() -> None:
    assert "Grupo Baranda S" not in offered(event("Entrevista", "", location="Grupo Baranda S.A., Campinas"))


@pytest.mark.parametrize(
    ("title", "text", "short", "called"),
    [
        ("Probearbeiten Bäck. Hülskötter", "nachts", "Bäck. Hülskötter", "Bäckerei Hülskötter"),
        ("Yaşam Pınarı Hast. görüşme", "başhemşire ile", "Yaşam Pınarı Hast", "Yaşam Pınarı Hastanesi"),
        ("jobbintervju vårdc Ekbacken", "rum 5", "vårdc Ekbacken", "Vårdcentralen Ekbacken"),
        (
            "entrevista Ayto Valdelaguna, bolsa de jardinero",
            "salón de plenos, traer el título",
            "Ayto Valdelaguna",
            "Ayuntamiento de Valdelaguna",
        ),
    ],
)
def test_a_kind_that_a_note_shortens_is_written_out(title: str, text: str, short: str, called: str) -> None:
    told = event(title, text)
    assert as_called(short, scene(told)) == called
    assert called in offered(told)


def test_through_whom_a_company_writes_is_no_company() -> None:
    told = event("Entretien – Aérolia", "Votre entretien", "Aérolia via SmartHire <r+1@mail.smarthire.example.com>")
    assert "smarthire" not in labels_of(scene(told), Sides(scene(told), NO_SETTINGS))
    plain = event("Entretien", "Votre entretien", "Léa Roux <lea@smarthire.example.com>")
    assert "smarthire" in labels_of(scene(plain), Sides(scene(plain), NO_SETTINGS))


def test_a_guest_whose_whole_name_stands_in_characters_is_no_company() -> None:
    told = event("森川健太 と 柳沢みなみ", "キャリア面談", "柳沢みなみ <m@hito.jp>")
    assert "柳沢みなみ" not in offered(told)


def test_what_stands_within_a_name_and_where_its_words_stand_is_seen() -> None:
    names = offered(event("Vorstellung Kita Regenpfeifer Fr. Lohse", ""))
    assert "s capital courtesy" in names["Kita Regenpfeifer Fr. Lohse"]
    assert "s capital courtesy" not in names["Kita Regenpfeifer"]
    names = offered(event("jobbintervju Ica Kvantor Lördagsjobb", "", location="Ica Kvantor Östra"))
    assert "uneven first p" in names["Ica Kvantor Lördagsjobb"]
    assert not any(trait.startswith("uneven") for trait in names["Ica Kvantor"])
