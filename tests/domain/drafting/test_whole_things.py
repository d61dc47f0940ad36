"""What failed at first, what lost its whole or its name, and what somebody else did stay out of letters in six languages."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole, Profile
from tests.domain.drafting.desk import body, letter


def _said(note: str, language: str, *strengths: str, name: str = "Priya Rao") -> str:
    person = Contact("a@acme.example", name, ContactRole.HIRING_MANAGER)
    user = Profile("Anna Keller", "anna@keller.example", language=language, timezone="Europe/Berlin")
    return body(letter(note, to=(person,), language=language, profile=user, strengths=strengths))


ONCE_MORE = [
    ("fr", "Elle m'a laissé reprendre ma réponse.", ("reprendre", "réponse")),
    ("en", "She let me redo the wiring test. She let me have another go at the weld.", ("redo", "another go")),
    ("de", "Ich durfte die Naht noch einmal schweißen. Ich durfte den Test wiederholen.", ("schweißen", "Test")),
    ("fr", "J'ai raté la soudure. Elle m'a laissé refaire la soudure.", ("refaire", "soudure")),
    ("es", "La primera me salió mal. Me dejó repetir la prueba de soldadura.", ("repetir", "prueba")),
    ("it", "Ho sbagliato il taglio. Mi ha lasciato rifare il taglio con calma.", ("rifare", "taglio")),
    ("pt", "Enganei-me no corte. Deixou-me repetir o corte com calma.", ("repetir", "corte")),
]


@pytest.mark.parametrize(("language", "note", "words"), ONCE_MORE)
def test_what_the_user_did_once_more_is_not_told(language: str, note: str, words: tuple[str, ...]) -> None:
    said = _said(note, language)
    assert not any(word in said for word in words)


FIRST_TRIES = [
    ("fr", "Elle m'a laissé souder une pièce.", "souder une pièce"),
    ("es", "Me dejó soldar la pieza.", "soldar la pieza"),
    ("it", "Mi ha lasciato provare il tornio.", "provare il tornio"),
    ("de", "Ich durfte die Säge ausprobieren.", "die Säge ausprobieren"),
]


@pytest.mark.parametrize(("language", "note", "told"), FIRST_TRIES)
def test_what_the_user_could_do_is_told_as_ever(language: str, note: str, told: str) -> None:
    assert told in _said(note, language)


PARTS = [
    ("en", "She showed me a section.", "section"),
    ("de", "Sie hat mir einen Ausschnitt gezeigt.", "Ausschnitt"),
    ("fr", "Priya Rao m'a montré un passage.", "passage"),
    ("es", "Me enseñó un trozo.", "trozo"),
    ("it", "Mi ha mostrato un estratto.", "estratto"),
    ("pt", "Mostrou-me um excerto.", "excerto"),
]


@pytest.mark.parametrize(("language", "note", "word"), PARTS)
def test_a_part_without_its_whole_is_not_told(language: str, note: str, word: str) -> None:
    assert word not in _said(note, language)


@pytest.mark.parametrize(
    ("language", "note", "told"),
    [
        ("fr", "Elle m'a montré un extrait du film des élèves.", "un extrait du film des élèves"),
        ("it", "Mi ha mostrato un pezzo del mosaico.", "un pezzo del mosaico"),
    ],
)
def test_a_part_with_its_whole_is(language: str, note: str, told: str) -> None:
    assert told in _said(note, language)


ROUTES = [
    ("en", "what did we talk about: the Leeds - Carlisle line, new timetables", "the Leeds–Carlisle line"),
    ("fr", "j'ai adoré la ligne Nantes - Angers", "la ligne Nantes–Angers"),
    ("it", "abbiamo parlato della tratta Lecco - Sondrio", "tratta Lecco–Sondrio"),
    ("es", "hablamos de la ruta Soria - Teruel", "la ruta Soria–Teruel"),
]


@pytest.mark.parametrize(("language", "note", "told"), ROUTES)
def test_a_way_between_two_places_keeps_both(language: str, note: str, told: str) -> None:
    assert told in _said(note, language)


OTHERS = [
    ("en", "Sam (the other welder, not me) told me how he sharpens chisels.", "chisels"),
    ("en", "Sam (the other welder) showed me a jig. She let me try the big lathe.", "lathe"),
    ("it", "Luca (l'altro falegname) è simpatico. Mi ha mostrato la sega a nastro.", "sega"),
    ("de", "Jens (der andere Schreiner, nicht der Chef) hat erklärt, wie er die Hobel schärft.", "Hobel"),
    ("fr", "Luc (l'autre menuisier, pas le chef) m'a expliqué comment il affûte les rabots.", "rabots"),
    ("es", "Luis (el otro carpintero, no el jefe) me explicó cómo afila los formones.", "formones"),
    ("it", "Luca (l'altro falegname, non il capo) mi ha spiegato come affila gli scalpelli.", "scalpelli"),
    ("pt", "Rui (o outro carpinteiro, não o chefe) explicou-me como afia os formões.", "formões"),
]


@pytest.mark.parametrize(("language", "note", "word"), OTHERS)
def test_what_somebody_else_did_is_not_the_readers(language: str, note: str, word: str) -> None:
    assert word not in _said(note, language)


COLLEAGUES = [
    ("es", "la compañera, Inés, explicó cómo pesan las naranjas", "compañera"),
    ("pt", "o colega, Nuno, explicou como pesam as laranjas", "colega"),
    ("en", "talked about: the colleague, shift plan", "colleague"),
]


@pytest.mark.parametrize(("language", "note", "word"), COLLEAGUES)
def test_a_colleague_alone_is_no_topic(language: str, note: str, word: str) -> None:
    assert word not in _said(note, language)


HOW_LONG = [
    ("en", "chatted about proofing baskets for hours", "proofing baskets", "for hours"),
    ("fr", "on a parlé de la taille des haies pendant des heures", "la taille des haies", "heures"),
    ("es", "hablamos de la poda de los olivos durante horas", "la poda de los olivos", "horas"),
    ("it", "abbiamo parlato della potatura degli ulivi per ore", "potatura degli ulivi", "per ore"),
]


@pytest.mark.parametrize(("language", "note", "told", "long"), HOW_LONG)
def test_how_long_one_talked_is_no_part_of_the_topic(language: str, note: str, told: str, long: str) -> None:
    said = _said(note, language)
    assert told in said
    assert long not in said


ORDERED = [
    ("it", "lavorano a squadre sempre, mi piace", "lavorate sempre a squadre"),
    ("it", "mi piace che ogni lunedì cantano tutti insieme", "ogni lunedì cantate tutti insieme"),
    (
        "de",
        "Frau Rao hat sich viel Zeit für den Rundgang genommen obwohl gerade Inventur ist.",
        "Sie sich viel Zeit für den Rundgang genommen haben",
    ),
]


@pytest.mark.parametrize(("language", "note", "told"), ORDERED)
def test_words_stand_where_a_letter_has_them(language: str, note: str, told: str) -> None:
    assert told in _said(note, language)


def test_a_german_noun_that_stayed_small_is_not_told() -> None:
    assert "zöglingen" not in _said("sie geben zöglingen eine Lehrstelle, toll", "de")


UNTURNED = [
    ("mi ha mostrato una Vespa che stanno verniciando", "stanno"),
    ("mi piace che ogni giovedì leggono ad alta voce", "leggono"),
    ("mi piace che ogni giovedì cucinano i ragazzi", "cucina"),
]


@pytest.mark.parametrize(("note", "word"), UNTURNED)
def test_the_house_is_not_they_in_an_italian_letter(note: str, word: str) -> None:
    assert word not in _said(note, "it")


STRENGTHS = [
    ("es", "4 años en almacén", "mis cuatro años de experiencia en almacén"),
    ("es", "5 años en farmacia 24 h", "mis cinco años de experiencia en farmacia de 24 horas"),
    ("pt", "7 anos em hotelaria", "os meus sete anos de experiência em hotelaria"),
    ("de", "8 Jahre Bürgerbüro", "meine acht Jahre Erfahrung im Bürgerbüro"),
    ("en", "Repaired boats 6 yrs", "repaired boats for six years"),
    ("en", "coached the junior team 4 yrs running", "coached the junior team four years running"),
]


@pytest.mark.parametrize(("language", "strength", "told"), STRENGTHS)
def test_years_are_written_in_letters(language: str, strength: str, told: str) -> None:
    assert told in _said("", language, strength)
