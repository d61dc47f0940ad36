"""Notes typed without the signs of their letters: what their surroundings tell is put right, and nothing else is told."""

from __future__ import annotations

import pytest

from followbot.domain.letters.signs import with_signs
from tests.corpus.signs.learn import learn
from tests.domain.drafting.desk import body, letter, templates

TYPED = [
    ("pl", "deski debowe szkutnik wyrownuje strugiem", "deski dębowe szkutnik wyrównuje strugiem"),
    ("pl", "Wlasciciel pokazal mi zrodlo", "Właściciel pokazał mi źródło"),
    ("pl", "Zosia mowi ze swietlica dziala", "Zosia mówi ze świetlica działa"),  # "że" or "ze"?
    ("tr", "Ciraklara cay soguyunca dokum yaptirdilar", "Çıraklara çay soğuyunca döküm yaptırdılar"),
    ("tr", "gunun ilk urunu kooperatiften aliniyor", "günün ilk ürünü kooperatiften alınıyor"),
    ("tr", "frontend icin react ogreniyorlar", "frontend için react öğreniyorlar"),
]


@pytest.mark.parametrize(("language", "typed", "spelled"), TYPED)
def test_signs_are_put_where_their_surroundings_tell_them(language: str, typed: str, spelled: str) -> None:
    assert with_signs(typed, templates().wordings[language].notes.signed, ()) == spelled


def test_names_that_are_known_stay_as_they_are() -> None:
    signed = templates().wordings["pl"].notes.signed
    assert with_signs("zrodlo", signed, ()) == "źródło"
    assert with_signs("zrodlo", signed, ("Zrodlo",)) == "zrodlo"
    assert with_signs("Grazyna i pan slawek", signed, ("Grażyna", "Sławek")) == "Grazyna i pan slawek"


def test_a_word_alone_may_be_foreign_where_the_others_have_their_signs() -> None:
    signed = templates().wordings["pl"].notes.signed
    assert with_signs("Późno, lecz miło: zrodlo", signed, (), throughout=False) == "Późno, lecz miło: zrodlo"
    assert with_signs("Miło: zrodlo, ogorek, mlyn", signed, (), throughout=False) == "Miło: źródło, ogórek, młyn"


TOLD = [
    (
        "pl",
        "Bylo bardzo milo. Pokazala mi szklarnie z ogorkami, potem gadalismy o wedzeniu sera w jalowcu. Odezwa sie w srode.",
        "o wędzeniu sera w jałowcu",
    ),
    (
        "tr",
        "Serada gunessiz gun yok gibi. Fideleri kendileri yetistiriyorlar, cok hosuma gitti. Haftaya donecekler.",
        "Fideleri kendiniz yetiştir",
    ),
]


@pytest.mark.parametrize(("language", "note", "said"), TOLD)
def test_what_was_typed_without_signs_is_told_with_them(language: str, note: str, said: str) -> None:
    assert said.casefold() in body(letter(note, language=language)).casefold()


def test_what_words_share_is_learned_and_what_they_do_not_is_left_open() -> None:
    shared = {f"{first}adać": 1.0 for first in "bdgkmprw"}
    told, words = learn({**shared, "lata": 1.0, "łata": 1.0}, frozenset("ćł"))
    assert "a.ć$" in told
    assert not any("ł" in around for around in told)
    assert words == ["l?ata"]


def test_what_the_spellings_of_a_word_have_in_common_is_known() -> None:
    _, words = learn({"nowa": 1.0, "nową": 1.0, "lało": 1.0, "łało": 1.0}, frozenset("ął"))
    assert words == ["l?ało", "nowa?"]


def test_a_spelling_that_hardly_anybody_uses_is_none() -> None:
    counts = {f"{first}oła": 1.0 for first in "bdgkmprw"} | {"bola": 1e-9}
    assert any(".ł" in around for around in learn(counts, frozenset("ł"))[0])
