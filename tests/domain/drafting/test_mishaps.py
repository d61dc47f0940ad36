"""Answers that mean "nothing" please nobody, and what crashed, fell or broke is nothing to be glad to learn."""

from __future__ import annotations

import pytest

from followbot.domain.letters.matters import unsayable
from tests.domain.drafting.desk import letter, templates

NOTHING = [
    ("en", "What I liked: nada, zilch"),
    ("en", "What I liked: honestly nowt about it"),
    ("de", "Was mich begeistert hat: eigentlich nix davon"),
    ("fr", "Ce qui m'a emballé : que dalle franchement"),
    ("es", "Lo que más me gustó: nada de nada"),
    ("pt", "O que me cativou: nadinha mesmo"),
    ("it", "Cosa mi ha conquistato: proprio un bel niente"),
    ("nl", "Wat me trok: helemaal niks eigenlijk"),
    ("pl", "Co mnie kręci: kompletnie nic ciekawego"),
    ("sv", "Vad gjorde mig taggad: absolut ingenting"),
    ("tr", "Beni çeken: hiçbişey"),
    ("ja", "ワクワクした点:何もなかった感じ"),
    ("zh", "最吸引我的:真的没啥吸引人的"),
]


@pytest.mark.parametrize(("language", "note"), NOTHING)
def test_an_answer_that_means_nothing_names_nothing(language: str, note: str) -> None:
    assert not [s.phrase for s in letter(note, language=language).sources if s.origin == "note"]


SOMETHING = [
    ("en", "nothing is thrown away"),
    ("de", "nichts wird weggeworfen"),
    ("fr", "rien n'est jeté"),
    ("nl", "niets wordt weggegooid"),
    ("pl", "nic się nie marnuje"),
    ("sv", "ingenting kastas"),
    ("es", "cero residuos en la cocina"),
    ("tr", "sıfır atık mutfağı"),
    ("zh", "没有围墙的校园"),
]


@pytest.mark.parametrize(("language", "answer"), SOMETHING)
def test_a_sentence_about_nothing_is_an_answer(language: str, answer: str) -> None:
    unsaid = templates().wordings[language].notes.asked.unsaid
    assert unsaid is not None
    assert not unsaid.search(answer)


MISHAPS = [
    ("en", "how your lorry broke down"),
    ("de", "dass der Server abgestürzt ist"),
    ("fr", "que le four est tombé en panne"),
    ("es", "que se cayó el andamio"),
    ("pt", "que a grua avariou"),
    ("it", "che il ponteggio è crollato"),
    ("nl", "dat de kraan is omgevallen"),
    ("pl", "że dźwig się zepsuł, bo przewrócił się"),
    ("sv", "att kranen rasade"),
    ("tr", "vincin bozulduğunu"),
    ("ja", "クレーンが倒れた"),
    ("ja", "サーバーが落ちた"),
    ("zh", "贵公司去年从梯子上摔过"),
    ("zh", "系统崩溃了"),
]


@pytest.mark.parametrize(("language", "phrase"), MISHAPS)
def test_no_letter_is_glad_of_a_mishap(language: str, phrase: str) -> None:
    assert unsayable(phrase, templates().wordings[language].notes.matters)


CARE = [
    ("en", "how you repair whatever crashed"),
    ("en", "your crash tests for prams"),
    ("de", "dass Sie kaputte Räder reparieren"),
    ("fr", "que vous réparez les vélos cassés"),
    ("es", "que reparan las bicis averiadas"),
    ("en", "that the energy bill went down"),
    ("fr", "qu'il a planté des haies"),
    ("pt", "que o desperdício caiu"),
    ("it", "la cascata di luci"),
    ("nl", "de jongeren die buiten de boot zijn gevallen"),
    ("pl", "że zużycie wody spadło"),
    ("tr", "su tüketiminin düştüğünü"),
    ("nl", "de reparatie van kapotte fietsen"),
    ("pl", "że Państwo naprawiają popsute rowery"),
    ("sv", "att ni lagar trasiga cyklar"),
    ("tr", "bozuk bisikletleri onarmanız"),
    ("ja", "壊れた楽器を修理している"),
    ("zh", "维修坏掉的自行车"),
]


@pytest.mark.parametrize(("language", "phrase"), CARE)
def test_what_is_mended_or_tested_is_work(language: str, phrase: str) -> None:
    assert not unsayable(phrase, templates().wordings[language].notes.matters)
