"""French and Italian phrases that name nothing for certain, or are no whole sentence, stay in the note."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.drafting.desk import ANNA, body, letter


@pytest.mark.parametrize(
    ("language", "note", "untold"),
    [
        # A bare possessive, another of something, praise with an article, a measure.
        ("fr", "Il m'a montré la sienne, de forge, derrière la halle.", "sienne"),
        ("fr", "Sujets : le rucher\nCe qui m'a plu : un autre niveau", "autre"),
        ("fr", "Sujets : le rucher\nCe qui m'a plu : un vrai collectif", "collectif"),
        ("fr", "Sujets : un peu rugby, le rucher", "rugby"),
        ("it", "Mi ha mostrato la sua, di forgia, dietro il fienile.", "la sua"),
        ("it", "Temi: l'apiario\nMi è piaciuto: un'altra aria", "altra aria"),
        ("it", "Temi: l'apiario\nMi è piaciuto: una squadra vera", "squadra"),
        ("it", "Temi: un po' di rugby, l'apiario", "rugby"),
        # A time is no thing.
        ("fr", "Sujets : le rucher\nCe qui m'a plu : la veille au soir", "veille"),
        ("it", "Temi: l'apiario\nMi è piaciuto: il giorno prima della vendemmia", "il giorno prima"),
        # An adjective that lost its noun, people by their age, a place that only the note knows.
        ("fr", "Sujets : le rucher\nCe qui m'a plu : la petite avec sa terrasse", "terrasse"),
        ("it", "Temi: l'apiario\nMi è piaciuto: i vecchietti che raccontano", "vecchietti"),
        ("fr", "Sujets : le rucher\nCe qui m'a plu : grimper là-dedans", "là-dedans"),
        ("it", "Temi: l'apiario\nMi è piaciuto: arrampicarmi lassù", "lassù"),
        # A sentence that lost its comma, its verb, or whoever does it.
        ("fr", "Il m'a expliqué que la pâte c'est deux nuits.", "la pâte"),
        ("fr", "journal du quartier fait par les apprentis, génial", "que le journal du quartier fait"),
        ("fr", "atelier en cuisine tous les lundis, génial", "que l'atelier en cuisine tous"),
        ("it", "Mi è piaciuto che la fattura la compila a mano davanti a tutti.", "la fattura la compila"),
        ("it", "Mi ha detto che il forno resta caldo la notte così il pane si asciuga.", "si asciuga"),
        # Whose it is was said before.
        ("it", "dolci: grazie a una tirocinante, hanno messo la sua firma sulla scatola. Bello.", "la sua firma"),
        ("fr", "la chienne Olga accueille tout le monde, elle a son panier", "votre panier"),
        # Somebody of whom only the note knows who it is, and what they do.
        ("fr", "un retraité du bourg à la caisse, dix ans bientôt, il connaît chaque client.", "vous connaissez"),
        ("fr", "Sujets : le rucher\nCe qui m'a plu : un bonhomme drôle", "bonhomme"),
        ("it", "Temi: l'apiario\nMi è piaciuto: una di paese alla cassa", "una di paese"),
        (
            "fr",
            "Un garçon aveugle à la découpe, deux ans déjà, il taille les légumes au toucher, bluffant.",
            "vous taillez",
        ),
        # A thing with what it does, and no verb behind that.
        ("fr", "équipe volante qui passe dans les fermes, génial", "que votre équipe volante qui"),
        ("it", "squadra volante di sera che passa nei masi, bello", "che la vostra squadra volante"),
        # What there is on a day, what is owed, what is there without being said where.
        ("fr", "Le jeudi crêpes, tout l'étage, génial.", "jeudi crêpes"),
        ("it", "La domenica gnocchi, tutto il piano, bello.", "domenica gnocchi"),
        ("fr", "Parlé de leurs dettes, du préau.", "dettes"),
        ("it", "C'è un porcellino. Bello.", "porcellino"),
        ("it", "Mi ha detto che ogni botte porta la firma di chi l'ha riempita assurda.", "assurda"),
        # Words for people that no letter has.
        ("fr", "Ils prêtent la salle aux pépés du quartier, génial.", "pépés"),
        ("it", "Bellissimo il premio per il più cretino del mese.", "cretino"),
    ],
)
def test_what_does_not_surely_name_a_thing_is_not_told(language: str, note: str, untold: str) -> None:
    for seed in ("one", "two", "three"):
        assert untold not in body(letter(note, language=language, role="", seed=seed))


@pytest.mark.parametrize(
    ("language", "note", "told"),
    [
        ("fr", "Sujets : le planning\nCe qui m'a plu : la petite forge du hameau", "la petite forge du hameau"),
        ("it", "Temi: i turni\nMi è piaciuto: il mercato della sera", "il mercato della sera"),
        ("it", "Mi è piaciuto che la fattura la compilano gli apprendisti.", "la fattura la compilano gli apprendisti"),
    ],
)
def test_what_looks_alike_and_names_a_thing_is_told(language: str, note: str, told: str) -> None:
    assert told in body(letter(note, language=language, role=""))


@pytest.mark.parametrize(
    ("language", "strength", "untold"),
    [
        ("fr", "bras costauds", "expérience"),
        ("fr", "colis fragile", "expérience"),
        ("fr", "Parkinson", "maîtrise"),
        ("fr", "PS MS CM1", "maîtrise"),
        ("fr", "vigilance douce", "expérience"),
        ("fr", "pollution zéro", "expérience"),
        ("it", "la pioggia", "esperienza"),
        ("fr", "vente jambons", "expérience"),
        ("fr", "animation basket", "expérience"),
        ("it", "la sera tardi", "esperienza"),
        ("it", "salare il minimo", "esperienza"),
        ("it", "lavoro sodo", "esperienza"),
        ("it", "tenere duro", "esperienza"),
        ("it", "servire 90 coperti", "esperienza"),
        ("it", "api", "esperienza"),
    ],
)
def test_a_strength_of_no_trade_or_without_its_preposition_is_not_told(
    language: str, strength: str, untold: str
) -> None:
    speaker = replace(ANNA, language=language)
    assert untold not in body(letter(language=language, role=strength, strengths=(strength,), profile=speaker))


def test_experience_with_an_illness_is_that_with_its_bearers() -> None:
    assert "con persone affette da Alzheimer" in body(
        letter(language="it", role="", strengths=("alzheimer",), profile=replace(ANNA, language="it"))
    )
