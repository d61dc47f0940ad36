"""Portuguese letters are those of the country that they are read in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.bootstrap import rule_files, template_files
from followbot.domain.drafting import parse_templates
from followbot.domain.model import Contact, ContactRole, FollowUpKind, InterviewKind
from tests.domain.drafting.desk import ANNA, body, letter

VERA = Contact("vera@casa.example", "Vera Lopes", ContactRole.HIRING_MANAGER)
BRAZIL, PORTUGAL = "Atenciosamente,", "Com os melhores cumprimentos,"
LIKED = "Gostei muito do forno a lenha."


def written(note: str = "", *, to: Contact = VERA, zone: str = "Europe/Berlin", wish: str = "pt") -> str:
    me = replace(ANNA, language=wish, timezone=zone)
    return body(letter(*([note] if note else []), to=(to,), profile=me, zone=zone, language="pt", role="Padeira"))


@pytest.mark.parametrize(
    "note",
    [
        "ela me mostrou o forno, tô torcendo. vc acredita? pra mim foi ótimo, a gente riu",
        "Falou do gênero de pães e do econômico. Estavam testando massa.",
        "O pessoal do CNPJ veio junto. Reunião toda quarta.",
        "me contou da padaria em Curitiba",
    ],
)
def test_what_brazilians_write_is_answered_in_their_way(note: str) -> None:
    assert BRAZIL in written(note)
    assert PORTUGAL not in written(note)


@pytest.mark.parametrize(
    "note",
    [
        "Mostrou-me o forno, estão a testar massas. Gostei imenso da equipa.",
        "Falámos do económico. Folgam ao domingo, toda a gente.",
        "Disse-me que o autocarro para à porta",
    ],
)
def test_what_the_portuguese_write_is_answered_in_theirs(note: str) -> None:
    assert PORTUGAL in written(note, zone="America/Sao_Paulo")


@pytest.mark.parametrize(("zone", "closing"), [("America/Sao_Paulo", BRAZIL), ("Europe/Lisbon", PORTUGAL)])
def test_where_nothing_tells_the_zone_does(zone: str, closing: str) -> None:
    assert closing in written(zone=zone)


@pytest.mark.parametrize("name", ["Juliana Braga", "Rodrigo Coimbra"])
def test_who_bears_the_name_of_a_town_of_the_other_country_is_no_sign_against_the_zone(name: str) -> None:
    assert BRAZIL in written("De fato foi uma boa conversa.", to=replace(VERA, name=name), zone="America/Sao_Paulo")


@pytest.mark.parametrize("name", ["Luiz Ferreira", "Thaís Prado"])
def test_a_brazilian_in_portugal_is_written_to_as_people_there_are(name: str) -> None:
    assert PORTUGAL in written(to=replace(VERA, name=name), zone="Europe/Lisbon")
    assert BRAZIL in written(to=replace(VERA, name=name), zone="Europe/Berlin")


@pytest.mark.parametrize(("address", "closing"), [("v@casa.com.br", BRAZIL), ("v@casa.pt", PORTUGAL)])
def test_addresses_tell_the_country(address: str, closing: str) -> None:
    assert closing in written(to=replace(VERA, email=address), zone="Europe/Madrid")


def test_the_configuration_has_the_last_word() -> None:
    assert BRAZIL in written("Mostrou-me o forno com a equipa", zone="Europe/Lisbon", wish="pt-br")


def test_greetings_are_those_of_the_country() -> None:
    assert "Prezada Vera," in written(zone="America/Bahia")
    assert "Cara Vera," in written(zone="Europe/Lisbon")
    assert "Prezada Dra. Vera," in written("a dra. Vera me mostrou o forno")


def test_a_nudge_asks_in_the_way_of_the_country() -> None:
    me = replace(ANNA, timezone="America/Recife")
    found = letter(kind=FollowUpKind.NUDGE, to=(VERA,), profile=me, zone=me.timezone, language="pt")
    assert "retorno" in found.text or "semana" in found.text or "resposta" in found.text
    assert BRAZIL in found.text


def test_own_sentences_may_be_for_brazil_alone_and_name_whatever_portuguese_letters_know() -> None:
    own = {"pt-br/phrases.toml": '[thanks]\nany = ["Valeu pelo papo {{ day }}."]\n'}
    assert "pt" in parse_templates(template_files(), rule_files(), own).languages


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Falamos da feira de adoção que eles fazem toda semana com a prefeitura.", "que vocês fazem toda semana"),
        ("Me contaram que eles consertam as bicicletas do bairro.", "saber que vocês consertam as bicicletas"),
        ("Eles dão aula de pão no galpão toda quarta, adorei.", "que vocês dão aula de pão"),
        ("Me contou que os voluntários pintam o galpão, amei.", "que os voluntários pintam o galpão"),
        ("Falamos dos cursos que ajudam os jovens da prefeitura.", "cursos que ajudam os jovens"),
    ],
)
def test_brazilians_are_told_that_it_is_they_who_do_it(note: str, said: str) -> None:
    assert said in written(note)


def test_the_portuguese_need_not_be() -> None:
    assert "saber que consertam as bicicletas" in written("Contou-me que consertam as bicicletas da aldeia.")


@pytest.mark.parametrize("zone", ["America/Bahia", "Europe/Lisbon"])
def test_nobody_converses_without_saying_with_whom(zone: str) -> None:
    me = replace(ANNA, language="pt", timezone=zone)
    for kind in InterviewKind:
        said = [
            body(letter(LIKED, to=(VERA,), profile=me, zone=zone, language="pt", interview_kind=kind, seed=seed))
            for seed in "abcdefgh"
        ]
        assert not any("conversar na" in one for one in said)
