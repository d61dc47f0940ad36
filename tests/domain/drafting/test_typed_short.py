"""What was typed short in German, Dutch and Swedish: articles that endings tell, verbs in their place, what stays untold."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import PRIYA, body, letter, templates


def _letter(language: str, note: str) -> str:
    found = letter(note, language=language, role="")
    assert not found.findings
    return body(found)


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("de", "Themen: Pflanzplan per Tablet", "über den Pflanzplan per Tablet"),
        ("de", "Themen: Zusammenarbeit mit der Sternwarte", "über die Zusammenarbeit mit der Sternwarte"),
        ("de", "Themen: Gewächshaus mit Wärmepumpe", "über das Gewächshaus mit Wärmepumpe"),
        ("de", "Themen: alte Birnensorten", "über alte Birnensorten"),
        ("de", "begeistert: Simulator", "den Simulator"),
        (
            "de",
            "Bienen-Konzept mit den Schulklassen fand ich richtig stark",
            "fand ich das Bienen-Konzept mit den Schulklassen",
        ),
        ("nl", "onderwerpen: proef sessie in de kelder", "over de proef sessie in de kelder"),
        ("sv", "Vad lockade: lugna verkstaden", "den lugna verkstaden"),
        ("sv", "Vad lockade: tysta rummet", "det tysta rummet"),
        ("sv", "Vad lockade: kloka lärlingarna", "de kloka lärlingarna"),
    ],
)
def test_an_article_is_written_where_an_ending_tells_it(language: str, note: str, said: str) -> None:
    assert said in _letter(language, note)


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        (
            "nl",
            "Ze hebben een koor waarin boeren en leerlingen samen zingen",
            "een koor hebben waarin boeren en leerlingen",
        ),
        ("nl", "ze bakken max 40 broden per dag zodat er tijd is", "40 broden per dag bakken"),
        ("nl", "mocht meteen meedoen met knopen van de netten", "meteen mocht meedoen met het knopen van de netten"),
        ("nl", "Ik mocht het schip op!!", "het schip op mocht"),
        ("nl", "Ze bouwen de hele molen zelf om", "de hele molen zelf ombouwen"),
        ("nl", "onderwerpen: eigen drukkerij in de kelder", "over uw eigen drukkerij in de kelder"),
        ("en", "I got to go up the mast!!", "to go up the mast"),
        ("sv", "Jag fick gå upp i masten!!", "att få gå upp i masten"),
        (
            "en",
            "What excited me: the tasting!! and that I'd help pick the hops",
            "that I'd help pick the hops",
        ),
        ("de", "Die backen alles im Holzofen und jeder darf mal ran", "alles im Holzofen backen."),
        ("nl", "Ze doen proefdagen en iedereen mag kiezen", "proefdagen doen."),
        ("nl", "We hadden het over: nieuwe werf aan de Maas", "de nieuwe werf aan de Maas"),
        ("sv", "Det jag gick igång på: barnen får mata djuren själva", "att barnen får mata djuren själva"),
        ("sv", "Vad lockade: att få ansvara för egen avdelning", "för en egen avdelning"),
        (
            "en",
            "What got me: the kids dress up and run the mill themselves",
            "that the children dress up and run the mill",
        ),
        ("en", "What got me: getting my own section after a while", "getting my own section"),
        ("en", "What excited me: sailing out on the old boats", "sailing out on the old boats"),
        ("de", "begeistert: dass ich das Lager leiten würde u. die Schulungen", "dass ich das Lager leiten würde."),
        ("nl", "ze doen proeflessen voor hele dorp", "voor het hele dorp doen"),
        (
            "de",
            "Die haben einen Chor, in dem Azubis und Meister zusammen singen",
            "einen Chor haben, in dem Azubis und Meister",
        ),
        ("de", "begeistert: durfte in den Leuchtturm", "dass ich in den Leuchtturm durfte"),
        ("sv", "De är ute på fjället året om", "ni är ute på fjället året om"),
        ("sv", "de har lagt om rundan så den stannar vid skolan", "så att den stannar vid skolan"),
    ],
)
def test_a_verb_stands_where_its_sentence_wants_it(language: str, note: str, said: str) -> None:
    told = _letter(language, note)
    assert all(words in told for words in said.split("|"))


@pytest.mark.parametrize(
    ("language", "note", "words"),
    [
        ("de", "Wie war der Draht: sehr nett, sie hat ein Haus am See", "See"),
        ("en", "Rapport: warm, she keeps bees on the roof", "bees"),
        ("nl", "Klik: prima, ze houdt bijen op het dak", "bijen"),
        ("sv", "Kemi: bra, hon har bin på taket", "taket"),
        ("sv", "Vad pratade vi om: tider och körkort", "körkort"),
        ("de", "Themen: Arbeitszeiten und Führerschein", "Führerschein"),
        ("nl", "onderwerpen: werktijden en rijbewijs", "rijbewijs"),
        ("en", "What excited me: home every night basically", "home"),
        ("nl", "onderwerpen: elke vrijdag onderhoudsronde", "elke vrijdag"),
        ("en", "liked that there's no weekend on call", "weekend"),
        ("en", "got to feel the difference, brilliant", "the difference"),
        ("de", "durfte den Unterschied fühlen, klasse", "Unterschied"),
        ("en", "What excited me: volunteers with their own plots, seeing them grow", "seeing"),
    ],
)
def test_moods_terms_and_what_leans_on_them_stay_in_the_note(language: str, note: str, words: str) -> None:
    assert words not in _letter(language, note)


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        (
            "de",
            "1. Lehmbau 2. dass ich die Baustelle in Husum leiten würde 3. ruhig 4. Mail vor Weihnachten",
            "dass ich die Baustelle",
        ),
        (
            "en",
            "1. peat maps 2. that I'd run the week on Skye 3. calm, knows his stuff 4. email before xmas",
            "that I'd run the week",
        ),
    ],
)
def test_four_numbered_answers_may_stand_in_one_line(language: str, note: str, said: str) -> None:
    assert said in _letter(language, note)


def test_two_things_of_one_name_are_one() -> None:
    said = _letter("en", "What we talked about: new kiln shed\nWhat excited me: the glass kiln shed")
    assert said.count("kiln shed") == 1


def test_what_was_shown_is_told_once() -> None:
    said = body(letter("Priya showed me the boathouse and showed me the new kiln behind the old mill", to=(PRIYA,)))
    assert said.count("show me") == 1


@pytest.mark.parametrize(
    ("language", "role", "said"),
    [
        ("de", "Tischlergeselle Treppen- und Fensterbau", "Tischlergeselle im Treppen- und Fensterbau"),
        ("de", "Werkstudentin Kundenservice", "Werkstudentin im Kundenservice"),
        ("de", "Fachkraft Lagerlogistik", "Fachkraft in der Lagerlogistik"),
        ("de", "Product Owner", "Product Owner"),
        ("sv", "Lokalvårdare extra", "lokalvårdare"),
    ],
)
def test_a_title_stands_in_a_sentence_as_people_say_it(language: str, role: str, said: str) -> None:
    wording = templates().wordings[language]
    assert wording.role.inside(role, wording.terms) == said
