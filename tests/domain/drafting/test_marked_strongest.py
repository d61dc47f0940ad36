"""Dutch and Swedish notes that mark one thing above all: by a remark behind it, by a label, or by naming it a second time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.drafting.desk import ANNA, body, letter

MARKED = [
    (
        "nl",
        "Priya zei dat monteurs in hun eerste maand zelf een lift afstellen. Zoiets zou ik dolgraag doen.",
        "dat monteurs in hun eerste maand zelf een lift afstellen",
    ),
    (
        "nl",
        "Priya vertelde dat er koffie is en dat nieuwe kappers meteen eigen klanten kiezen. Daar word ik zo blij van!",
        "dat nieuwe kappers meteen eigen klanten kiezen",
    ),
    (
        "nl",
        "Daarna vertelde Priya dat de leerlingen zelf de bijen verzorgen. Heerlijk vond ik dat.",
        "dat de leerlingen zelf de bijen verzorgen",
    ),
    (
        "nl",
        "Ik zag de kast waarin kinderen hun stenen bewaren. Prachtig vond ik dat.",
        "van de kast waarin kinderen hun stenen bewaren",
    ),
    (
        "nl",
        "Liep langs en zag de loods waar ze zeilen naaien. Daar keek ik van op.",
        "van de loods waar u en uw collega's zeilen naaien",
    ),
    (
        "nl",
        "We hadden het over hun routes, en dat iedere postbode zelf de volgorde kiest. Dat laatste trok me over de streep.",
        "dat iedere postbode zelf de volgorde kiest",
    ),
    (
        "nl",
        "gasten mogen zelf kiezen wanneer ze ontbijten, dat vond ik sterk",
        "dat gasten zelf mogen kiezen wanneer ze ontbijten",
    ),
    ("nl", "ze leent haar eigen beitels uit aan beginners, zo mooi", "dat u uw eigen beitels uitleent aan beginners"),
    ("nl", "ze bakken samen taart op maandag, zo leuk", "op maandag samen taart bakken"),
    ("nl", "Priya heeft een kas op het dak laten bouwen, prachtig", "dat u een kas op het dak heeft laten bouwen"),
    ("nl", "Mocht ook proeven van de nieuwe kaas.", "dat ik mocht proeven van de nieuwe kaas"),
    ("nl", "mocht de kraan bedienen en een mast leggen, leuk", "dat ik de kraan mocht bedienen"),
    ("nl", "Ik mocht een uurtje meelopen op de afdeling", "dat ik een uurtje mocht meelopen op de afdeling"),
    (
        "nl",
        "Het gesprek duurde een uur en ging vooral over de restauratie van de molen",
        "over de restauratie van de molen",
    ),
    (
        "nl",
        "Priya heeft me verteld hoe ze met twee boten de dijk bewaken, en dat het went",
        "hoe u en uw collega's met twee boten de dijk bewaken",
    ),
    (
        "nl",
        "waarover: routes, planning\nleuk: die tekeningen voor de kerk\nklik: goed\nwanneer: vrijdag",
        "van de tekeningen voor de kerk",
    ),
    (
        "nl",
        "Waarover: de leestafel met schippers op vrijdag, dienst\nLeuk: de schippers!\nklik: goed\nwanneer: maandag",
        "de leestafel met schippers op vrijdag",
    ),
    (
        "sv",
        "Priya sa att snickarna själva väljer virket. Sånt vill jag hålla på med!",
        "att snickarna själva väljer virket",
    ),
    (
        "sv",
        "Hon sa dessutom att de släcker lamporna en timme för vila, och där skulle jag trivas direkt",
        "att ni släcker lamporna en timme för vila",
    ),
    (
        "sv",
        "Priya sa att nyanställda får en fadder och att de alltid lagar frukost ihop. Precis så jag vill jobba.",
        "att ni alltid lagar frukost ihop",
    ),
    (
        "sv",
        "Priya berättade om deras samarbete med teatern, dit barnen går ofta. Älskar sånt.",
        "ert samarbete med teatern",
    ),
    (
        "sv",
        "Priya berättade om deras nya trädgårdsgrupp. Jag blev så glad över trädgårdsgruppen.",
        "er nya trädgårdsgrupp",
    ),
    ("sv", "deras fågelprojekt där barnen räknar svalor, jättebra idé", "ert fågelprojekt där barnen räknar svalor"),
    (
        "sv",
        "Priya visade kartor från 1800-talet som ska till museet i Lund. helt min grej",
        "få se kartor från 1800-talet",
    ),
    ("sv", "Priya hade ritningar med sig och lät mig flytta en vägg i modellen.", "få flytta en vägg i modellen"),
    (
        "sv",
        "Priya talade länge om hur kliniken möter rädda hundar, och att det tar tid",
        "hur kliniken möter rädda hundar",
    ),
    ("sv", "Samtalet handlade mest om ombyggnaden av kajen.", "om ombyggnaden av kajen"),
    ("sv", "Hon vässar sina knivar varje fredag em. Älskar det", "varje fredag eftermiddag"),
]


@pytest.mark.parametrize(("language", "noted", "said"), MARKED)
def test_what_a_note_marks_is_told(language: str, noted: str, said: str) -> None:
    assert said in body(letter(noted, language=language))


@pytest.mark.parametrize(
    ("language", "noted", "unsaid"),
    [
        ("nl", "Priya moest lachen, dat was exact mijn grap. Super leuk.", "lachen"),
        ("nl", "Priya plant een rondleiding, leuk", "rondleiding"),
        ("nl", "tien bewoners per huis, ze koken samen soep", "soep"),
        ("nl", "klein wonen, 8 bewoners per huis, ze koken samen soep op maandag", "soep"),
        ("nl", "Priya zei dat het rooster verandert. Dat wil ik nog navragen.", "rooster"),
        (
            "nl",
            "Besproken: turfvrije grond, zaterdagploegen\nLeukste: die kwekers!\nKlik: ja\nReactie: vrijdag",
            "kwekers",
        ),
        ("nl", "Enthousiast over: samen met boeren bloemen inzaaien", "over samen"),
        ("nl", "Fijn: eigen patiënten, vaste kamer", "eigen patiënten"),
        ("sv", "Bra: egna patienter, fast rum", "egna patienter"),
        ("sv", "deras volontärer får en riktig utbildning, toppen", "du volontärer"),
        ("nl", "ze heeft 4 tandartsen", "tandartsen"),
        ("nl", "Priya doet elke maandag gratis knippen in het hospice, daar zou ik zo bij willen", "knippen"),
        ("sv", "Kul: ärendetaket. De har hållit det i två år", "hållit det"),
        ("sv", "Ämnen: ny Volvo med kran, vägarna", "en ny Volvo"),
        ("sv", "Vad lockade: sitta i en egen kranhytt", "ni har sitta"),
        ("sv", "Ämnen: standardfrågor, varför jag söker", "standardfrågor"),
        ("sv", "Priya visade mig rummet.", "rummet"),
        ("sv", "jag fick prova en sväng i korridoren, jätteroligt", "sväng"),
        ("sv", "de odlar egna orter i lador bakom koket, det var valdigt fint att se pa och jag gillade det", "orter"),
        ("sv", "Priya sa att kassan stänger tidigt. Det vill jag fråga mer om.", "särskilt"),
    ],
)
def test_what_is_no_praise_or_says_nothing_alone_stays_in_the_note(language: str, noted: str, unsaid: str) -> None:
    assert unsaid not in body(letter(noted, language=language))


@pytest.mark.parametrize(
    ("language", "noted"),
    [
        ("nl", "Priya vertelde dat bewoonster Annie vorige week is overleden. Dat raakte me."),
        ("nl", "Priya vertelde dat de OR tegen de fusie is. Dat vond ik goed."),
        ("nl", "Priya zei dat nieuwe mensen thuis mogen werken, top"),
        ("nl", "Priya zei dat klanten soms huilen aan de balie. Dat raakte me."),
        ("nl", "Priya liet zien hoe hun planning crasht, geweldig"),
        ("sv", "Priya berättade att en boende dog förra veckan. Det berörde mig."),
        ("sv", "Priya sa att lönerna höjs, toppen"),
        ("sv", "Priya sa att parkeringen är gratis, toppen"),
        ("sv", "Priya berättade att kollegorna smygröker i källaren, fantastiskt"),
        ("sv", "Teamet har tappat tre personer, intressant"),
    ],
)
def test_praise_makes_no_news_of_grief_quarrels_pay_and_perks(language: str, noted: str) -> None:
    assert not [source for source in letter(noted, language=language).sources if source.origin == "note"]


def test_the_second_of_four_labelled_lines_is_what_was_liked_whatever_its_label() -> None:
    note = "Gesproken over: touwen, verf\nKietelde mij: de oude zeilmakerij\nKlik: goed\nWanneer: maandag"
    assert "onder de indruk van de oude zeilmakerij" in body(letter(note, language="nl"))
    alone = "Kietelde mij: de oude zeilmakerij"
    assert "onder de indruk" not in body(letter(alone, language="nl"))


def test_a_level_of_school_is_no_experience() -> None:
    assert "HBO" not in letter(language="nl", strengths=("HBO-V",), profile=replace(ANNA, language="nl")).text


def test_a_title_without_what_stands_loosely_beside_it() -> None:
    found = letter("", language="nl", role="Schoonmaker kantoren").text
    assert "kantoren" not in found
    found = letter("", language="sv", role="Socialsekreterare barn och unga").text
    assert "unga" not in found


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("nl", "20+ jaar ervaring als kraanmachinist", "mijn ruim twintig jaar ervaring als kraanmachinist"),
        ("nl", "15+ jaar in de bouw", "mijn ruim vijftien jaar ervaring in de bouw"),
        ("nl", "vonnissen concipiëren", "ervaring met het concipiëren van vonnissen"),
        ("nl", "Duits en Engels vloeiend", "mijn Duits en Engels inbrengen"),
        ("sv", "engelska och tyska flytande", "min engelska och tyska"),
        ("sv", "flytande finska", "min finska"),
    ],
)
def test_a_language_is_said_without_how_well_it_is_spoken(language: str, strength: str, said: str) -> None:
    found = body(letter(language=language, strengths=(strength,), profile=replace(ANNA, language=language)))
    assert said in found
    assert "vloeiend" not in found
    assert "flytande" not in found
