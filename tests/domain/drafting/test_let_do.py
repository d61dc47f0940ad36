"""What somebody let the user do, praise that is typed in passing, and who is only named beside somebody."""

from __future__ import annotations

import pytest

from followbot.domain.letters.remarks import is_praise, praises_first, without_addition
from tests.domain.drafting.desk import body, letter, templates

LET = [
    ("en", "She let me bleed the brakes on an old tandem!! hear friday", "to bleed the brakes on an old tandem"),
    ("en", "Got to plant the first row of leeks, lovely", "to plant the first row of leeks"),
    ("de", "sie hat mich den alten Ofen anheizen lassen!! Bescheid Freitag", "dass ich den alten Ofen anheizen durfte"),
    ("de", "durfte sogar die Orgel im Seitenschiff stimmen, toll", "dass ich die Orgel im Seitenschiff stimmen durfte"),
    ("fr", "elle m'a laissé tailler le vieux poirier du mur !!", "pouvoir tailler le vieux poirier du mur"),
    ("es", "me dejó podar el peral viejo del muro!!", "poder podar el peral viejo del muro"),
    ("pt", "ela deixou-me podar a pereira velha do muro!!", "poder podar a pereira velha do muro"),
    ("it", "mi ha fatto potare il vecchio pero sul muro!!", "poter potare il vecchio pero sul muro"),
    (
        "nl",
        "ik mocht de oude perenboom tegen de muur snoeien!!",
        "dat ik de oude perenboom tegen de muur mocht snoeien",
    ),
    ("pl", "pozwoliła mi przyciąć starą gruszę przy murze!!", "miło było przyciąć starą gruszę przy murze"),
    ("sv", "jag fick beskära det gamla päronträdet vid muren!!", "att få beskära det gamla päronträdet vid muren"),
    ("tr", "duvardaki yaşlı armudu budamama izin verdi!!", "armudu budamama izin vermeniz"),
    ("ja", "壁際の古い梨の木を剪定させてもらった!", "壁際の古い梨の木を剪定させていただいた"),
    ("zh", "她让我修剪了墙边的老梨树!", "修剪墙边的老梨树"),
]


@pytest.mark.parametrize(("language", "note", "said"), LET)
def test_what_somebody_let_the_user_do_is_told(language: str, note: str, said: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert said in found.text


@pytest.mark.parametrize(
    ("language", "note", "word"),
    [
        ("en", "she let me wait in the hall for half the morning", "hall"),
        ("de", "er hat mich in der Kälte warten lassen", "Kälte"),
        ("de", "durfte eigenes Rezept backen", "Rezept"),
        ("es", "me dejó esperar en la calle", "calle"),
        ("sv", "jag fick vänta i korridoren länge", "korridor"),
        ("zh", "她让我等了很久", "很久"),
        ("it", "ho potuto vedere il brutto clima", "clima"),
        ("nl", "ik mocht de rommel van de vorige opruimen", "rommel"),
        ("pl", "mogłam zobaczyć złą atmosferę", "atmosfer"),
        ("tr", "erken çıkmama izin verdi", "erken"),
        ("ja", "早退させてもらった", "早退"),
    ],
)
def test_waiting_is_nothing_to_be_glad_of(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note"), [("en", "Priya + a matron."), ("en", "Priya + Ole"), ("de", "Priya + die Oberin")]
)
def test_whoever_is_added_to_somebody_is_likely_somebody_too(language: str, note: str) -> None:
    assert not [source.phrase for source in letter(note, language=language).sources if source.origin == "note"]


def test_whoever_is_named_beside_somebody_is_no_subject() -> None:
    found = body(letter("priya + a matron. spent ages on the new hydrotherapy pool, loved that"))
    assert "matron" not in found
    assert "the new hydrotherapy pool" in found


@pytest.mark.parametrize(
    ("language", "clause", "kept"),
    [
        ("de", "sie reparieren die Webstühle selbst, auch die Azubis", "sie reparieren die Webstühle selbst"),
        ("de", "die Kinder schlafen draußen, auch im Winter", "die Kinder schlafen draußen, auch im Winter"),
        ("en", "they mend the looms themselves, apprentices too", "they mend the looms themselves"),
        ("tr", "tezgâhları tamir ediyorlar, çıraklar da", "tezgâhları tamir ediyorlar"),
        ("zh", "学徒也参加", ""),
    ],
)
def test_what_is_only_added_is_no_part_of_a_clause(language: str, clause: str, kept: str) -> None:
    assert without_addition(clause, templates().wordings[language].notes) == kept


def test_praise_may_be_followed_by_a_word_on_why() -> None:
    english, polish = (templates().wordings[language].notes for language in ("en", "pl"))
    assert praises_first("brilliant, I'd love to run those", english) == "I'd love to run those"
    assert praises_first("brilliant, but far too dear", english) is None
    assert praises_first("brilliant, that they test", english) is None
    assert is_praise("super pomysł", polish)
    assert is_praise("super pomysl", polish)


PRAISED = [
    ("fr", "des ruches sur le toit, génial. j'étais stressé", "les ruches sur le toit"),
    ("it", "gruppo di lettura con i ragazzi, bellissimo. ero nervosa", "gruppo di lettura con i ragazzi"),
    ("ja", "高齢者に電話の使い方を教えているのも良い。緊張した", "高齢者に電話の使い方を教えて"),
    ("sv", "hon började själv som lärling för tjugo år sedan, inspirerande", ""),
]


@pytest.mark.parametrize(("language", "note", "said"), PRAISED)
def test_a_praised_thing_is_named_whatever_its_article(language: str, note: str, said: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert said in body(found)
    assert "bäst om var du" not in body(found)


MENDED = [
    (
        "fr",
        "ils ont un jardin avec des poules et les enfants ramassent les oeufs, trop beau",
        "et que les enfants ramassent les œufs",
    ),
    ("es", "Priya empezó ella misma limpiando habitaciones hace años", "usted empezó limpiando habitaciones"),
    ("ja", "利用者の希望をノートに書いて共有してる話がすごく良かった", "共有していらっしゃるというお話"),
]


@pytest.mark.parametrize(("language", "note", "said"), MENDED)
def test_what_was_typed_in_a_hurry_is_put_right(language: str, note: str, said: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert said in body(found)


@pytest.mark.parametrize(
    ("language", "note", "word"),
    [
        ("pt", "o Priya mostrou os caminhao novo", "caminhao"),
        ("tr", "Priya hanım makineyle nasıl yaptıklarını gösterdi", "nasıl yap"),
        ("tr", "duvarda eski öğrencilerin fotoğrafları var", "fotoğraflarınız"),
    ],
)
def test_what_cannot_be_put_right_stays_in_the_note(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "noted", "wrong"),
    [
        ("en", "He explained the tide model and let me change a gate setting.", "and let me"),
        ("en", "She showed me the seed store and gave me a bag of beans.", "gave me"),
        ("sv", "Hon visade verkstaden och lät mig prova svetsen. Kul.", "lät mig"),
    ],
)
def test_what_somebody_let_one_do_is_no_part_of_what_they_showed(language: str, noted: str, wrong: str) -> None:
    said = body(letter(noted, language=language))
    assert wrong not in said
    assert any(thing in said for thing in ("tide model", "gate setting", "seed store", "verkstaden", "svetsen"))
