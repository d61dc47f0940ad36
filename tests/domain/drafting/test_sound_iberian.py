"""Spanish and Portuguese: what may be no thing, no sentence or no skill stays out of the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.drafting.desk import ANNA, body, letter


def _said(language: str, note: str, *strengths: str) -> str:
    found = letter(note, language=language, profile=replace(ANNA, language=language), strengths=strengths)
    assert not found.findings
    return body(found)


VERBS_FOR_ADJECTIVES = [
    ("es", "hablamos de la caldera ruge y no para", "ruge"),
    ("es", "Case de peajes, la lié con el IVA. Estuvimos hablando de la copa", "lié"),
    ("pt", "cada um fica um ano na rota, conhece o povo. a caldeira ruge. rimos do cão", "ruge"),
    ("es", "teatro por dentro, foso lleno d trastos. el telón lo trajeron en 1931", "por dentro"),
    ("pt", "rota fixa pelo porto, o grego da tasca dá azeitonas. o cais cheira a óleo", "dá azeitonas"),
    ("pt", "as cozinheiras organizadas e a gerente apoia. dor de costas", "apoia"),
    ("pt", "conversa com a Priya e outra. a outra dormia sentada. falamos do baile dela", "a outra"),
    ("pt", "o motor apita. falaram do conserto", "apita"),
    ("pt", "a campainha apito. falaram do conserto", "apito"),
]


@pytest.mark.parametrize(("language", "note", "verb"), VERBS_FOR_ADJECTIVES)
def test_what_does_not_agree_with_its_noun_is_a_verb_and_no_thing(language: str, note: str, verb: str) -> None:
    assert verb not in _said(language, note)


AGREEING = [
    ("es", "hablamos del nuevo programa de becas", "el nuevo programa de becas"),
    ("es", "hablamos de los vagones biblioteca", "los vagones biblioteca"),
    ("es", "hablamos de la sala grande de ensayos", "la sala grande de ensayos"),
    ("pt", "falámos da oficina verde", "a oficina verde"),
    ("pt", "falámos do forno comunitário", "o forno comunitário"),
]


@pytest.mark.parametrize(("language", "note", "thing"), AGREEING)
def test_a_thing_with_its_adjective_is_told_as_ever(language: str, note: str, thing: str) -> None:
    assert thing in _said(language, note)


SMALL_TALK = [
    ("es", "hablamos de la copa", "la copa"),
    ("es", "hablamos de la quiniela", "la quiniela"),
    ("pt", "Falámos do carnaval", "carnaval"),
    ("pt", "conversámos sobre o boavista", "boavista"),
]


@pytest.mark.parametrize(("language", "note", "word"), SMALL_TALK)
def test_one_bare_word_that_names_no_field_was_not_the_talk(language: str, note: str, word: str) -> None:
    assert word not in _said(language, note)


NO_SENTENCES = [
    ("es", "Me gustó que ganaron la de los repartidores", "la de los"),
    ("es", "vendimian de madrugada pa la calor. el trato, bueno", "calor"),
    ("es", "la finca da al canal. la vendimia bien", "da al canal"),
    ("es", "La otra fisio es sorda, genial", "sorda"),
    ("pt", "venceram a das costureiras", "a das"),
    ("pt", "o sótão, caixas desde 50. andam a catalogar com o pessoal da APPACDM e achei lindo", "achei"),
    ("pt", "fazem ensaio aberto toda quinta curti", "curti"),
    ("pt", "a outra fisio é surda, genial", "surda"),
]


@pytest.mark.parametrize(("language", "note", "words"), NO_SENTENCES)
def test_what_is_no_whole_sentence_of_theirs_is_not_told(language: str, note: str, words: str) -> None:
    assert words not in _said(language, note)


def test_what_is_liked_to_be_so_is_told_as_liked() -> None:
    said = _said("es", "q los pedidos los gestione cada uno q los hace, bien pensado")
    assert "que los pedidos los gestione" in said
    assert "saber que los pedidos" not in said


NO_SKILLS = [
    ("es", "usan un taladro de columna", "taladro", "taladro"),
    ("es", "hablamos del Skimmer", "skimmer", "skimmer"),
    ("es", "trabajan de noche", "trabajar de noche", "trabajar de noche"),
    ("es", "madrugan mucho", "madrugar", "madrugar"),
    ("pt", "usam um torno novo", "torno", "torno"),
    ("pt", "o guindaste é de 1970", "guindaste móvel", "guindaste"),
    ("pt", "servem feijoada", "feijoada", "feijoada"),
]


@pytest.mark.parametrize(("language", "note", "strength", "word"), NO_SKILLS)
def test_a_bare_word_that_may_be_anything_is_no_experience(language: str, note: str, strength: str, word: str) -> None:
    assert f"experiencia en {word}" not in _said(language, note, strength)
    assert f"experiência em {word}" not in _said(language, note, strength)
    assert f"a la hora de {word}" not in _said(language, note, strength)


SKILLS = [
    ("es", "hablamos de los ojales", "ojales", "mi experiencia en ojales"),
    ("es", "hay que soldar tubos", "soldar tubos", "mi experiencia a la hora de soldar tubos"),
    ("pt", "há muitas escrituras", "escrituras", "a minha experiência em escrituras"),
]


@pytest.mark.parametrize(("language", "note", "strength", "said"), SKILLS)
def test_several_things_and_work_with_its_object_are_a_skill(
    language: str, note: str, strength: str, said: str
) -> None:
    assert said in _said(language, note, strength)
