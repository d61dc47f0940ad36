"""Names of houses: found by their kind, matched to domains that squeeze them."""

from __future__ import annotations

import pytest

from followbot.domain.addresses import registrable
from followbot.domain.events.houses import houses
from followbot.domain.events.likeness import likeness, name_words, romaji
from followbot.domain.events.scene import scene_of
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, event, judge


@pytest.mark.parametrize(
    ("label", "name", "goes"),
    [
        ("hospitalsierra", "Hospital Virgen de la Sierra", True),
        ("szpitalwolczyn", "Szpital Powiatowy w Wołczynie", True),
        ("castagno-biasca", "Casa anziani Al Castagno", True),
        ("olvg", "Onze Lieve Vrouwe Gasthuis", True),
        ("yamane-mokko", "ヤマネ木工", True),
        ("riverside", "Hospital Virgen de la Sierra", False),
        ("acme", "Grand Hotel", False),
        ("hotelplus", "Hospital Virgen", False),
        ("", "Hospital", False),
    ],
)
def test_a_label_goes_with_the_name_that_it_shortens(label: str, name: str, goes: bool) -> None:
    assert (likeness(label, name_words(name)) >= 0.5) is goes


@pytest.mark.parametrize(
    ("kana", "latin"),
    [("ヤマネ", "yamane"), ("しゃちょう", "shachou"), ("サッポロ", "sapporo"), ("チョコ", "choko"), ("木工", "木工")],
)
def test_romaji(kana: str, latin: str) -> None:
    assert romaji(kana) == latin


@pytest.mark.parametrize(
    ("title", "host", "place", "company"),
    [
        ("Entrevista - Jane Doe", "ana@hospitalsierra.es", "Hospital Virgen de la Sierra", ""),
        ("Sollicitatiegesprek - Jane Doe", "an@sjcaarschot.be", "Sint-Jozefscollege Aarschot", ""),
        ("Entrevista - Jane Doe", "ana@miramarhotel.es", "Recepción Hotel Miramar", "Hotel Miramar"),
        ("面接 Jane Doe 様", "koide@yamane-mokko.co.jp", "ヤマネ木工 本社工場", "ヤマネ木工"),
        ("Dzień próbny kwiaciarnia Pod Lipą", "", "", "Kwiaciarnia Pod Lipą"),
        ("試做 暖日烘焙 民族店", "", "", "暖日烘焙"),
        ("Interview - Jane Doe - Acme Robotics", "ann@acmerobotics.com", "Café Luitpold", "Acme Robotics"),
    ],
)
def test_a_house_is_named_in_full(title: str, host: str, place: str, company: str) -> None:
    guests = (host, "jane.doe@gmail.com") if host else ()
    assert judge(event(title, organizer=host, guests=guests, location=place)).findings.company == (company or place)


@pytest.mark.parametrize(
    ("title", "house"),
    [
        ("Gespräch Bäckerei Traunfeld Ruft zurück", "Bäckerei Traunfeld"),
        ("Entrevista Padaria Lajeado Levar documentos", "Padaria Lajeado"),
        ("Interview Nils Lindberg Granvik Hospital", "Granvik Hospital"),
    ],
)
def test_neither_a_person_nor_what_everybody_writes_small_is_of_a_house(title: str, house: str) -> None:
    told = scene_of(event(title), JANE, rules(), JANE.addresses)
    assert house in {one.name for one in houses(told)}


def test_a_name_that_is_all_title_is_nobody() -> None:
    judge(event("面談", "社長の先生と面談"))  # once an IndexError


@pytest.mark.parametrize(
    ("domain", "owner"),
    [
        ("nhsglenlarig.scot.nhs.uk", "nhsglenlarig.scot.nhs.uk"),
        ("mail.oakfield.leeds.sch.uk", "oakfield.leeds.sch.uk"),
        ("saude.sp.gov.br", "saude.sp.gov.br"),
        ("www.hospital.nhs.uk", "hospital.nhs.uk"),
    ],
)
def test_registries_of_three_labels(domain: str, owner: str) -> None:
    assert registrable(domain) == owner
