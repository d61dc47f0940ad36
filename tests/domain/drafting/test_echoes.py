"""What excited somebody is named in short once the note has named it in full; a letter says it in full, and once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.letters.soundness import sound
from followbot.domain.letters.specifics import Specific
from tests.domain.drafting.desk import body, letter, templates

ECHOES = [
    ("en", "What did we talk about: the repair bench, rota\nWhat excited me: the bench", "the repair bench"),
    (
        "de",
        "Worüber gesprochen: der Reparaturtisch am Samstag\nWas mich begeistert hat: der Reparaturtisch",
        "den Reparaturtisch am Samstag",
    ),
    ("fr", "De quoi on a parlé : l'atelier vélo du samedi\nCe qui m'a plu : l'atelier", "l'atelier vélo du samedi"),
    (
        "fr",
        "De quoi on a parlé : le projet webradio sur les mineurs\nCe qui m'a plu : ce projet justement",
        "le projet webradio sur les mineurs",
    ),
    (
        "es",
        "De qué hablamos: la radio escolar de los viernes\nQué me gustó: la radio!!",
        "la radio escolar de los viernes",
    ),
    ("pt", "O que conversamos: a orquestra dos bairros\nO que me animou: a orquestra", "da orquestra dos bairros"),
    (
        "it",
        "Di cosa abbiamo parlato: i turni. Poi lo sportello gratuito\nCosa mi ha entusiasmato: lo sportello",
        "lo sportello gratuito",
    ),
    (
        "it",
        "Di cosa abbiamo parlato: la ciclofficina dei ragazzi\nCosa mi ha entusiasmato: quella ciclofficina",
        "la ciclofficina dei ragazzi",
    ),
]


@pytest.mark.parametrize(("language", "note", "said"), ECHOES)
def test_what_is_named_again_in_short_is_said_in_full_and_once(language: str, note: str, said: str) -> None:
    text = body(letter(note, language=language))
    assert said in text
    assert text.count(said.split()[-1]) == 1


def test_a_pronoun_before_a_verb_is_no_article() -> None:
    text = body(letter("Cosa mi ha entusiasmato: lo sportello serale, lo affiderebbe ai junior", language="it"))
    assert "affiderebbe" not in text
    assert "lo sportello serale" in text


def test_a_clause_of_which_nothing_is_left_but_its_subject_is_a_thing() -> None:
    text = body(
        letter("bello: la ciclofficina del quartiere, la gestiscono loro, tengono pure la cassa", language="it")
    )
    assert "che la ciclofficina del quartiere." not in text
    assert "la ciclofficina" in text


def test_more_words_than_three_name_no_part_of_an_interview() -> None:
    wording = templates().wordings["en"]
    long = Specific("part", "on-call every third week", "note", "on-call every third week")
    assert sound(long, wording) is None
    assert sound(replace(long, text="system design"), wording) is not None


def test_a_sentence_about_them_is_no_name_of_a_thing() -> None:
    assert "was that you listen back together." in body(letter("What excited me: they listen back together"))
