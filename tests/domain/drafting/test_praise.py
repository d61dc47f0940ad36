"""Praise around a thing: what a note calls lovely, best or a good idea is what its letter speaks of."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import body, letter

PRAISED = [
    ("en", "The highlight was seeing the seed library in the old chapel.", "the seed library in the old chapel"),
    ("en", "Kids' learn-to-fix club on Saturdays is brilliant.", "the kids' learn-to-fix club on Saturdays"),
    ("en", "I was really impressed by the way they treat apprentices.", "the way you treat apprentices"),
    ("en", "It's great that they recruit through the school bus routes.", "that you recruit through the school bus"),
    ("en", "The bit I enjoyed most was hearing about cover crops and the barn owl boxes.", "the barn owl boxes"),
    ("de", "Am besten fand ich die Idee mit der Milchtankstelle.", "fand ich die Idee mit der Milchtankstelle"),
    ("de", "Der offene Werkstattabend am Donnerstag ist eine tolle Idee.", "den offenen Werkstattabend am Donnerstag"),
    ("de", "Besonders beeindruckt hat mich der neue Simulationsraum.", "den neuen Simulationsraum"),
    ("de", "Die kostenlose Beratung auf dem Markt hat mir sehr gut gefallen.", "die kostenlose Beratung auf dem Markt"),
    ("fr", "L'atelier participatif du jeudi soir m'a beaucoup plu.", "l'atelier participatif du jeudi soir"),
    ("fr", "Ce qui m'a marquée : les ateliers parents-enfants le samedi.", "les ateliers parents-enfants le samedi"),
    ("fr", "J'ai aimé le fait que les enfants votent le menu.", "que les enfants votent le menu"),
    ("fr", "Le potager pédagogique est une très belle idée.", "le potager pédagogique"),
    ("es", "Lo que más me gustó fue el taller abierto de los jueves.", "el taller abierto de los jueves"),
    ("es", "La consulta gratuita en el mercado me encanta.", "la consulta gratuita en el mercado"),
    ("es", "Su forma de cuidar a los aprendices me impresionó mucho.", "su forma de cuidar a los aprendices"),
    ("it", "La cosa che mi è piaciuta di più è l'officina aperta del giovedì.", "l'officina aperta del giovedì"),
    ("it", "Le visite al buio per i non vedenti sono un'idea splendida.", "le visite al buio per i non vedenti"),
    ("it", "Mi è piaciuto che i ragazzi scelgano il menù.", "il fatto che i ragazzi scelgano il menù"),
    ("pt", "O que mais gostei foi da oficina aberta às quintas.", "da oficina aberta às quintas"),
    ("pt", "Achei genial o recrutamento nos autocarros escolares.", "do recrutamento nos autocarros escolares"),
    ("nl", "Het leukste vond ik de open werkplaats op donderdag.", "de open werkplaats op donderdag"),
    ("nl", "De moestuin op het dak sprak me erg aan.", "de moestuin op het dak"),
    ("sv", "Det bästa var den öppna verkstaden på torsdagar.", "den öppna verkstaden på torsdagar"),
    ("sv", "Smart att de rekryterar via skolbussarna.", "att ni rekryterar via skolbussarna"),
    ("pl", "Nocne zwiedzanie z latarkami to świetny pomysł.", "spodobało mi się nocne zwiedzanie z latarkami"),
    ("pl", "Sprytne, że rekrutują przez autobusy szkolne.", "że rekrutują Państwo przez autobusy szkolne"),
    ("tr", "En çok perşembe günkü açık atölyeyi sevdim.", "perşembe günkü açık atölyeyi çok beğendim"),
    ("tr", "Okullar için fenerli gece turları harika bir fikir.", "okullar için fenerli gece turları"),
]


@pytest.mark.parametrize(("language", "note", "phrase"), PRAISED)
def test_a_praised_thing_is_named(language: str, note: str, phrase: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert phrase in body(found)


CARRIED = [
    ("de", "Ihr Lichterfest am Kanal. Super.", "", "lichterfes"),
    ("de", "Frau Rao hat mir die Leitwarte gezeigt und erklärt.", "die Leitwarte gezeigt", "Gezeigt"),
    ("de", "Sie legen Wert darauf, sagt sie. Gut.", "", "darauf legen"),
    ("fr", "L'atelier participatif du jeudi soir. Super.", "l'atelier participatif", ": L'atelier"),
    ("it", "L'officina aperta del giovedì. Bellissimo.", "l'officina aperta", "che l'officina"),
    ("it", "Mi ha parlato del festival di poesia che organizzano in cortile.", "del festival di poesia", "organizzano"),
    ("pt", "A oficina aberta às quintas. Adorei.", "oficina aberta", "que a oficina"),
    ("pt", "Explicaram a ventilação natural do edifício.", "ventilação natural", "que explicaram"),
    ("nl", "Dat ze gezinnen via de schoolbus benaderen. Geweldig.", "collega's gezinnen via", "benaderen gezinnen"),
    ("pl", "Pani Priya pokazała mi piwnicę i opowiedziała o starych odmianach.", "piwnicę", "i opowiedziała"),
    ("tr", "Priya Hanım projeyi konuştuk yeni kullanıcıları varmış testçi almış.", "", "konuştuk"),
    (
        "es",
        "El huerto que llevan los abuelos. Me encanta.",
        "fue el huerto que llevan los abuelos",
        "saber que el huerto",
    ),
    (
        "nl",
        "We hebben gepraat over hoe ze de concerten opnemen.",
        "hoe u en uw collega's de concerten opnemen",
        "hoe ze",
    ),
    ("sv", "Vi snackade om hur de spelar in konserterna.", "om hur ni spelar in konserterna", "hur de spelar"),
    ("ja", "昭和25年から続く酵母を見せてもらった。", "酵母", "拝見した続く"),
]


@pytest.mark.parametrize(("language", "note", "said", "broken"), CARRIED)
def test_words_of_a_note_do_not_break_the_sentence(language: str, note: str, said: str, broken: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert said in body(found)
    assert broken not in body(found)


NOT_PRAISED = [
    ("en", "The team was lovely. The office is gorgeous."),
    ("en", "The seed library isn't great. Their approach to returns could be better."),
    ("de", "Der Chef war super nett. Die Stimmung im Team ist toll."),
    ("fr", "Le patron est génial. L'ambiance m'a beaucoup plu."),
    ("es", "El equipo es genial. El sueldo me encanta."),
    ("it", "Il titolare è splendido. Lo stipendio mi è piaciuto."),
    ("pt", "A chefe é maravilhosa. O ambiente é ótimo."),
    ("nl", "De sfeer was geweldig. Het salaris sprak me aan."),
    ("sv", "Chefen var fantastisk. Stämningen är härlig."),
    ("pl", "Szef jest wspaniały. Atmosfera zrobiła na mnie wrażenie."),
    ("tr", "Ortam harika. Hasadı turistler yapıyor harika."),
]


@pytest.mark.parametrize(("language", "note"), NOT_PRAISED)
def test_people_pay_and_moods_are_no_things_to_praise(language: str, note: str) -> None:
    assert not [s for s in letter(note, language=language).sources if s.origin == "note"]
