"""English and German: a sentence told as a thing, an outcry as the user's own, and what hangs on behind stay in the note."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.drafting.desk import ANNA, body, letter

UNTOLD = [
    ("en", "Priya explained the rangers count ninety owls on foot every spring. Nice office.", "about the rangers"),
    ("en", "Priya mentioned their crews dig every trench by hand. Then lunch.", "about your crews"),
    ("en", "their boats win every regatta, brilliant", "regatta"),
    ("en", "Loved the choir greets every visitor at the gate.", "greets"),
    ("en", "Met Priya. Loved their own. Back soon.", "own"),
    ("en", "Priya showed me the cider press first not the shop.", "cider"),
    ("en", "Priya showed me the dry dock and not the office.", "office"),
    ("en", "They rebuilt the thing over three summers, brilliant.", "thing"),
    ("en", "excited: Priya said on Fridays the oldest gardener picks the music!!! my goodness", "goodness"),
    ("de", "Priya führte mich durch die Gießerei und kannte jede Form. Das fand ich toll.", "kannte"),
    ("de", "Priya zeigte mir das Lager, Kisten alle gestapelt bis unters Dach und wusste jede.", "gestapelt"),
    ("de", "Priya erzählte, die Fahrer planen selbst, wie sie laden. Gefällt mir sehr gut.", "wie Sie laden"),
    ("de", "Priya schreibt auf jedes Glas drauf, von welcher Wiese der Honig ist. So schön!", "drauf"),
    ("de", "Priya lässt Kinder beim Umbau mit planen. Das fand ich stark.", "mit planen"),
    (
        "de",
        "Kinder pflanzen freitags selber Salat, die Kleinsten buddeln mit Löffeln drauf los. Das fand ich toll.",
        "Kannen",
    ),
]


@pytest.mark.parametrize(("language", "note", "word"), UNTOLD)
def test_what_is_no_thing_and_no_whole_sentence_stays_in_the_note(language: str, note: str, word: str) -> None:
    said = body(letter(note, language=language, role="", seed="no-nonsense"))
    assert word not in said


TOLD = [
    ("en", "Priya showed me the kiln room and the old moulds.", "the kiln room"),
    ("en", "Topics: the boats you built in the yard, the archive", "the boats you built in the yard"),
    ("en", "They take schools out every Friday no charge, brilliant.", "at no charge"),
    ("de", "Ich durfte ein paar Fliesen legen. Das hat mich gefreut.", "ein paar Fliesen legen"),
    ("de", "Priya zeigte mir die Gießerei und die alten Formen.", "die Gießerei"),
]


@pytest.mark.parametrize(("language", "note", "words"), TOLD)
def test_what_is_a_thing_is_told_as_before(language: str, note: str, words: str) -> None:
    assert words in body(letter(note, language=language))


def _bringing(strength: str, seed: str) -> str:
    profile = replace(ANNA, language="en")
    return body(letter(language="en", strengths=(strength,), profile=profile, seed=seed))


@pytest.mark.parametrize("strength", ["excel in community work", "Excel at mentoring", "excels under pressure"])
def test_who_excels_at_something_is_no_user_of_excel(strength: str) -> None:
    assert "xcel" not in _bringing(strength, "a-seed")


def test_the_tool_excel_is_still_brought() -> None:
    assert "my experience with Excel" in _bringing("Excel", "a-seed")


@pytest.mark.parametrize("seed", ["a-seed", "another", "third", "fourth"])
def test_a_single_voice_or_head_has_its_article_and_nothing_is_brought_with_twice(seed: str) -> None:
    assert "my clear head" in _bringing("clear head", seed)
    assert "with me" not in _bringing("workshops with teenagers", seed)


@pytest.mark.parametrize("seed", ["a-seed", "another", "third", "fourth", "fifth", "sixth"])
def test_who_says_du_is_not_called_sie_where_only_a_topic_is_told(seed: str) -> None:
    said = body(letter("Thema: Stummfilm im Kino\nDraht: sie duzt alle", language="de", seed=seed))
    assert "Hallo Priya" in said
    assert "Ihnen" not in said


def test_a_driver_who_plans_rests_plans_no_interface() -> None:
    assert "REST" not in body(letter("loved that they plan rest stops properly", language="en"))
