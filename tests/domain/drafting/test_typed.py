"""Notes as telephones and haste leave them: what is certain is put right before a letter tells it."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter

TYPED = [
    ("fr", "ils font secher le chene 18 mois, super", "vous faites sécher le chêne 18 mois"),
    ("fr", "on a parlé du reseau des chaines et de la foret", "de la forêt"),
    ("fr", "ils forment 2 apprentis par an", "vous formez deux apprentis par an"),
    ("fr", "ils forment les clercs de A a Z sur un dossier complet", "de A à Z"),
    ("fr", "ils bossent qu'avec du bois de la vallee", "vous travaillez uniquement avec"),
    (
        "fr",
        "Equipe sympa. ils plantent a la demande pour les ecoles, genial",
        "vous plantez à la demande pour les écoles",
    ),
    ("es", "Estan recuperando una parcela de viñas viejas, me encantó", "están recuperando una parcela"),
    ("es", "Me enseño el taller de ceramica", "me enseñara el taller de cerámica"),
    ("es", "preparan a los tecnicos 3 meses con la maquina nueva", "los técnicos tres meses con la máquina nueva"),
    ("pt", "as crianças cozinham 1x por semana no refeitorio, adorei", "uma vez por semana no refeitório"),
    ("pt", "discutimos o modelo de previsao de atrasos", "o modelo de previsão de atrasos"),
    ("pt", "Me mostrou as provas da coleção de cordel", "as provas da coleção de cordel"),
    ("it", "bello che i volontari decidono le priorita il lunedi", "le priorità il lunedì"),
    ("it", "fanno il pane coi grani antichi 2x alla settimana", "con i grani antichi due volte alla settimana"),
    ("it", "mi ha fatto assaggiare il formaggio delle 3 stalle", "il formaggio delle tre stalle"),
]


@pytest.mark.parametrize(("language", "note", "said"), TYPED)
def test_what_is_certain_is_put_right(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


HAPPENED = [
    ("fr", "ils viennent de rénover la salle des machines, super", "vous venez de rénover la salle des machines"),
    ("fr", "ils ont gardé un orgue de 1912 qui marche encore", "vous avez gardé un orgue de 1912"),
    ("fr", "Priya apprend à ses apprentis à lire le bois", "vous apprenez à vos apprentis à lire le bois"),
    ("es", "acaban de abrir un taller de encuadernación", "acaban de abrir un taller de encuadernación"),
    ("pt", "acabaram de restaurar o órgão da capela", "acabaram de restaurar o órgão da capela"),
    ("it", "hanno appena restaurato il mulino ad acqua", "avete appena restaurato il mulino ad acqua"),
    ("it", "stanno provando le anfore interrate e mi farebbe seguire la prova", "state provando le anfore interrate"),
    ("pt", "curti que todos fazem plantão", "todos fazem plantão"),
]


@pytest.mark.parametrize(("language", "note", "said"), HAPPENED)
def test_what_they_have_just_done_or_kept_is_told(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


NARRATED = [
    ("fr", "il lisait ses questions sur son écran"),
    ("fr", "elle m'a décrit le planning"),
    ("fr", "elle cochait des cases sur une liste"),
]


@pytest.mark.parametrize(("language", "note"), NARRATED)
def test_what_an_interviewer_did_in_passing_is_not_told(language: str, note: str) -> None:
    told = [source for source in letter(note, language=language).sources if source.origin == "note"]
    assert not [source for source in told if "Rao" not in source.phrase]


NUMBERED = [
    ("it", "mi ha mostrato la linea 3 rifatta con i sensori", "la linea 3 rifatta"),
    ("es", "Me enseñó la nave 4 después del turno", "la nave 4"),
]


@pytest.mark.parametrize(("language", "note", "said"), NUMBERED)
def test_a_number_that_is_a_name_stays_one(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


NAMES = [
    ("es", "Fermín Castro", "Fermin me enseño la linea nueva de pimiento", "que me enseñara la línea nueva"),
    ("fr", "Éloïse Moreau", "Eloise m'a montré la cave voutée", "m'ayez montré la cave"),
]


@pytest.mark.parametrize(("language", "name", "note", "said"), NAMES)
def test_a_name_typed_without_its_accents_is_theirs(language: str, name: str, note: str, said: str) -> None:
    to = (Contact("x@acme.example", name, ContactRole.INTERVIEWER),)
    assert said in body(letter(note, language=language, to=to))


TIDIED = [
    (
        "it",
        "Parlato con l'ing. Rao di comunita energetiche e di un frutteto sotto i pannelli",
        "di comunità energetiche e di un frutteto sotto i pannelli",
    ),
    ("es", "Hablamos de sensores de savia y de la poda. Qué bien", "sensores de savia"),
    ("es", "Hablamos del taller que lleva Marion con los niños", "Marion con los niños"),
    ("pt", "a Priya faz fatos para o teatro S. João e guarda moldes antigos", "teatro S. João"),
    ("it", "Priya sposta le api fino ai rododendri, bellissimo", "le api fino"),
    ("pt", "falámos das baterias recondicionadas e da formação em alta tensão", "recondicionadas e a formação"),
    (
        "fr",
        "1. sujets: coin cuisine 2. j'ai adoré: sortie forêt du mercredi 3. contact: doux 4. réponse: lundi",
        "la sortie forêt",
    ),
    ("fr", "Ce qui m'a emballée : restaurer un secrétaire ancien avec elle", "un secrétaire ancien avec vous"),
]


@pytest.mark.parametrize(("language", "note", "said"), TIDIED)
def test_a_phrase_is_whole_and_turned_to_the_reader(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


TRIVIAL = [
    ("fr", "on a parlé: plannings, véhicules neufs\nemballée: bof"),
    ("fr", "elle m'a dit que les conseillers traitent 60 appels par jour"),
    ("es", "De qué hablamos: los turnos\nQué me gustó: nada"),
]


@pytest.mark.parametrize(("language", "note"), TRIVIAL)
def test_what_every_post_has_is_not_told(language: str, note: str) -> None:
    told = [source for source in letter(note, language=language).sources if source.origin == "note"]
    assert not [source for source in told if "Rao" not in source.phrase]
