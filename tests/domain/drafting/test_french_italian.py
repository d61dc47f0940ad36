"""French and Italian as they are written: what a note lacks for that is put right where it is certain, else it is not told."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import body, letter


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("fr", "Ils vont au lycée agricole 3x/an, génial !", "vous allez au lycée agricole trois fois par an"),
        ("fr", "Le salon récolte les tissus usés, j'adore.", "que votre salon récolte les tissus usés"),
        ("fr", "Elle m'a raconté comment la ferme élève ses agneaux.", "découvrir comment votre ferme élève"),
        (
            "it",
            "Il laboratorio restaura gli organi delle chiese, bellissimo.",
            "il vostro laboratorio restaura gli organi",
        ),
        (
            "it",
            "Cosa mi è piaciuto: il fatto che riparino le biciclette ai bambini",
            "il fatto che ripariate le biciclette",
        ),
        ("it", "Mi è piaciuto che abbia ancora il registro di carta.", "il fatto che abbia ancora il registro"),
        ("fr", "Il m'a expliqué leur méthode de tri.", "vos explications sur votre méthode de tri"),
    ],
)
def test_a_sentence_is_put_right(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "untold"),
    [
        ("fr", "Sujets : planning six jours", "six jours"),
        ("fr", "Sujets : fonte des cloches", "cloches"),
        ("fr", "Ce qui m'a plu : le mécanicien qui forge ses outils", "mécanicien"),
        ("fr", "Ce qui m'a plu : équipe de 7", "équipe de 7"),
        ("fr", "Ils préparent le ven un repas pour tous.", "repas"),
        ("fr", "Ils réparent vélos anciens, super !", "vélos"),
        ("fr", "Sujets : la scie DS du fond", "dans"),
        ("fr", "Sujets : la perte de 3,5 % au broyage", "broyage"),
        ("fr", "Sujets : les pannes du four", "pannes"),
        ("fr", "Ils gardent une heure pour que chacun note ses idées.", "vos idées"),
        ("fr", "Ce qui m'a plu : le binôme", "binôme"),
        ("it", "Cosa mi è piaciuto: il ponte", "ponte"),
        ("it", "Temi: uova di struzzo, i guasti del tornio", "uova"),
        ("it", "Visita in cantina, bellissima.", "visita"),
        ("fr", "Il veut arrêter le neuf et faire que de la restauration.", "restauration"),
        ("fr", "Devis relu en pair, top.", "votre devis"),
        ("it", "Cosa mi ha entusiasmato: lo sportello, lo affiderebbe ai tirocinanti", "affiderebbe"),
        ("it", "Abbiamo parlato di luppolo un'ora.", "luppolo"),
        ("it", "Vuole smettere con il nuovo.", "smettere"),
        ("fr", "Elle a une serre dédiée.", "serre"),
        ("fr", "Sujets : les familles du quartier", "familles"),
        ("it", "Mi ha fatto accordare il violino del nonno.", "nonno"),
        ("it", "Cosa mi è piaciuto: i volontari del sabato", "volontari"),
        ("it", "Hanno una stanza dedicata.", "dedicata"),
        ("fr", "Visite de la forge avec Mme Vial.", "forge"),
        ("it", "Visita alla fucina con il titolare.", "fucina"),
        ("fr", "J'ai évoqué la pause de trois ans dans mon CV.", "pause"),
        ("it", "Abbiamo parlato del mio buco di due anni nel curriculum.", "buco"),
        ("fr", "On a parlé des semences. Son second part en juin.", "second"),
        ("it", "il museo della seta del paese", "che il museo"),
        ("it", "la scuola serale delle sarte 2", "scuola"),
        ("fr", "Elle m'a dit que le précédent peintre volait dans la caisse.", "peintre"),
        ("fr", "Elle a raconté que l'ancienne vendeuse buvait.", "buvait"),
        ("fr", "La docteure soigne gratuitement les chiens errants.", "la docteure"),
        ("fr", "Ils font un barbec tous les vendredis.", "barbec"),
        ("fr", "Le magasin vend aussi des meubles réparés, ça me plaît.", "c'est le magasin"),
        ("fr", "Ils ont un vieux logiciel.", "logiciel"),
        ("it", "Mi ha raccontato che il vecchio custode rubava.", "custode"),
        ("it", "Usano un gestionale vecchio.", "gestionale"),
        ("fr", "Sujets : le jardin d'hiver ou les bebes dorment dehors", "dehors"),
        ("it", "Mi è piaciuto: pane cotto tre ore", "cotto"),
        ("it", "Di cosa abbiamo parlato: valvole per i sommergibili, due micron", "valvole"),
        ("it", "Argomenti: le vendite in calo", "vendite"),
        ("it", "Abbiamo parlato della tostatura come due maniaci.", "maniaci"),
        ("it", "Sala grande, gente tranquilla. Fanno sapere a inizio dicembre.", "dicembre"),
        ("it", "Comunicano l'esito dopo le ferie.", "esito"),
        ("it", "Informano tutti la settimana prossima.", "informate"),
        ("it", "Producono guarnizioni per le lavatrici.", "guarnizioni"),
        ("fr", "Ils tranchent avant Noël.", "tranchez"),
        ("fr", "Ils font un retour à chacun mi-décembre.", "retour"),
        ("fr", "Ils donnent des nouvelles sous huit jours.", "huit"),
        ("fr", "Ils fabriquent des joints pour les lave-linge.", "joints"),
    ],
)
def test_what_is_no_phrase_of_a_letter_is_not_told(language: str, note: str, untold: str) -> None:
    assert untold not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "role", "pasted"),
    [
        ("it", "Stagista redazione", "redazione"),
        ("it", "Addetta sala macchine", "macchine"),
        ("it", "Operaio 3 turni", "turni"),
        ("fr", "Opérateur 2x8", "2x8"),
    ],
)
def test_a_title_as_only_advertisements_write_it_is_the_role(language: str, role: str, pasted: str) -> None:
    for seed in ("one", "two", "three", "four", "five"):
        found = letter(language=language, role=role, seed=seed)
        assert pasted not in found.subject + body(found)


def test_a_title_with_its_preposition_is_named() -> None:
    said = [
        letter(language="it", role="Addetta alla sala macchine", seed=seed)
        for seed in ("one", "two", "three", "four", "five")
    ]
    assert any("addetta alla sala macchine" in found.subject + body(found) for found in said)


def test_whom_one_calls_tu_is_told_of_things_with_their_article() -> None:
    note = "Entusiasmo: le arnie sul tetto della scuola\nFeeling: ottimo, ci siamo dati del tu subito"
    for seed in ("one", "two", "three", "four", "five"):
        said = body(letter(note, language="it", seed=seed))
        assert said.startswith("Ciao Priya,")
        assert "le arnie sul tetto della scuola" in said
        assert " Le " not in said
