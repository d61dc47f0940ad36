"""Dutch notes in the shorthand of who types them: one short whole thing is told, in a sentence that fits it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.drafting.desk import ANNA, body, letter

OWN = replace(ANNA, language="nl")

THEIRS = [
    ("Een van de stagiaires vertelde trots over de zelfgebouwde kas.", "over de zelfgebouwde kas"),
    ("Priya vertelde over het leesproject met de kleuters en over haar hond.", "over het leesproject met de kleuters"),
    ("verder ging het over digitale lessen voor ouderen", "over digitale lessen voor ouderen"),
    ("We kwamen al snel op de restauratie van het orgel.", "over de restauratie van het orgel"),
    ("We bleven lang hangen bij het nieuwe zaaisysteem.", "over het nieuwe zaaisysteem"),
    ("Priya liep met me door de oude weverij.", "dat u met mij door de oude weverij liep"),
    ("Priya nam me mee naar de imkerij achter het huis.", "dat u mij meenam naar de imkerij achter het huis"),
    ("liet me de zeefdrukpers zien, prachtig ding", "dat u mij de zeefdrukpers liet zien"),
    ("Blij van: dat Priya me het depot in nam", "dat u mij meenam het depot in"),
    (
        "Priya gaat zelf 1x per week mee op patrouille, en ik zou dat ook mogen",
        "dat u zelf één keer per week meegaat op",
    ),
    ("Enthousiast over: de rondgang langs de kast met brieven terug tot 1880", "met brieven die teruggaan tot 1880"),
    ("ik mocht meekijken met een intake", "dat ik mocht meekijken met een intake"),
    (
        "Priya liet me zien hoe ze de orders plannen met een groot bord.",
        "liet zien hoe u en uw collega's de orders plannen",
    ),
    ("enthousiast over: hoe Priya met de gasten praat", "van hoe u met de gasten praat"),
    ("winkel heeft eigen leesclub, leuk", "dat de winkel een eigen leesclub heeft"),
    (
        "Enthousiast over: iedereen draait een dag per maand mee in de winkel",
        "een dag per maand in de winkel meedraait",
    ),
    ("Enthousiast over: klanten mogen meekijken bij het lijmen", "dat klanten mogen meekijken bij het lijmen"),
    ("Enthousiast over: deelnemers bepalen zelf wat ze naaien", "dat deelnemers zelf bepalen wat ze naaien"),
    ("Priya laat nieuwe mensen eerst een week meelopen, slim", "dat u nieuwe mensen eerst een week laat meelopen"),
    ("leerlingen kunnen goed leren lassen", "dat leerlingen goed kunnen leren lassen"),
    (
        "ze werken met vaste groepjes, en elke vrijdag koken de bewoners zelf met hulp",
        "de bewoners elke vrijdag zelf met hulp koken",
    ),
    ("elke zaterdag bakken de leerlingen zelf brood, zo mooi", "dat de leerlingen elke zaterdag zelf brood bakken"),
    ("mocht even meelopen naar de boomgaard", "dat ik even mocht meelopen naar de boomgaard"),
    (
        "Enthousiast over: dat je in het eerste jaar op alle machines meedraait",
        "dat ik in het eerste jaar op alle machines",
    ),
    ("Onderwerpen: overstap naar waterstof, planning", "over de overstap naar waterstof"),
    ("Besproken: ombouw van loodsboten", "over de ombouw van loodsboten"),
    ("Ik mocht mee een taart versieren", "dat ik een taart mocht versieren"),
    (
        "Enthousiast over: leerlingen lezen elke maand voor bij ouderen",
        "dat leerlingen elke maand bij ouderen voorlezen",
    ),
    ("Ze hebben een ruilkast waar buren boeken neerzetten", "een ruilkast hebben waar buren boeken neerzetten"),
    ("Priya toonde mij de nieuwe zaagmachine die op zon draait.", "dat u mij de nieuwe zaagmachine toonde"),
    ("Twee dingen bleven hangen: het archief met glasplaten, en de stilte", "het archief met glasplaten"),
    ("Priya liet zien hoe ze leer snijdt, met de hand.", "liet zien hoe u leer snijdt"),
    (
        "Priya vertelde over de leesbankjes die ze vorig jaar hebben geplaatst",
        "die u en uw collega's vorig jaar hebben geplaatst",
    ),
    ("ging vooral over plannen. Ook over hun proef met een deelfiets, mooi", "over uw proef met een deelfiets"),
    ("Ze geven elke klas een boom, vond ik mooi en slim", "elke klas een boom geven"),
    (
        "ging over plannen. Ook over hun proef met labels voor bagagecontrole, mooi",
        "uw proef met labels voor bagagecontrole",
    ),
    ("Waar hadden we het over: ovens, haar gist van 12 jaar oud", "over uw gist van 12 jaar."),
    ("Leerlingen kweken elk voorjaar zelf de planten.", "dat leerlingen elk voorjaar zelf de planten kweken"),
    ("Elke zaterdag bakken de leerlingen zelf brood.", "dat de leerlingen elke zaterdag zelf brood bakken"),
    ("Menukaart verandert elke maand.", "dat de menukaart elke maand verandert"),
    ("Ze laten gasten zelf de wijn kiezen tijdens het eten, mooi", "gasten zelf de wijn laten kiezen tijdens het eten"),
    ("Priya legde uit hoe ze met één accu een week doen.", "hoe u en uw collega's met één accu een week doen"),
    ("ze gaan dit jaar alle kaarten online zetten", "alle kaarten online gaan zetten"),
    ("Priya liet me achterin de kraan meekijken.", "dat ik achterin de kraan mocht meekijken"),
    ("Verder over het fietsplein voor scholen en over hoe buren meedenken.", "over het fietsplein voor scholen"),
    ("Enthousiast over: open werkplaats met zicht op de kade", "uw open werkplaats met zicht op de kade"),
    ("Leuk: ze liet me achter het orgel zitten", "dat ik achter het orgel mocht zitten"),
    ("Priya legde uit waarom ze alleen met lokale boeren werken.", "waarom u en uw collega's alleen met lokale boeren"),
    ("Priya legde uit hoe een klacht bij hen door twee mensen wordt gelezen.", "hoe een klacht bij u door twee mensen"),
    ("Enthousiast over: elke leerling mag 1x per maand een proef bedenken", "dat elke leerling één keer per maand een"),
    ("Enthousiast over: de vrijwilligers halen zelf de planten op", "dat de vrijwilligers zelf de planten ophalen"),
    ("Enthousiast over: de kinderen bakken elke vrijdag brood", "dat de kinderen elke vrijdag brood bakken"),
    ("Enthousiast over: dat de burgemeester zelf meeloopt in het bos", "dat de burgemeester zelf meeloopt in het bos"),
    ("Enthousiast over: wandelingen waar de boswachter bij is", "over de wandelingen waar de boswachter bij is"),
    ("Enthousiast over: kleine leeszaal met houtkachel", "uw kleine leeszaal met houtkachel"),
    ("Leukste stuk: boven in de mast staan toen het schip binnenliep", "om boven in de mast te staan"),
    ("proeftuin met oude rassen = geweldig", "van uw proeftuin met oude rassen"),
    ("bewoners kiezen elke week samen het menu", "dat bewoners elke week samen het menu kiezen"),
    ("menukaart verandert om de zes weken", "dat de menukaart om de zes weken verandert"),
    ("bezig met de ramen van de oude pastorie in elst", "met de ramen van de oude pastorie bezig zijn"),
    ("ze roosteren zelf, elke dinsdag teamoverleg met de huisarts erbij", "uw vaste teamoverleg met de huisarts"),
    ("ze maken zelf hun rooster, fijn team", "dat uw team zelf het rooster maakt"),
]


@pytest.mark.parametrize(("typed", "said"), THEIRS)
def test_a_short_whole_thing_is_told(typed: str, said: str) -> None:
    assert said in body(letter(typed, language="nl"))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Enthousiast over: iedereen kan op tijd naar huis", "naar huis"),
        ("Enthousiast over: proefles mogen geven", "bijgebleven:"),
        ("Priya nam me mee naar de parkeerplaats", "parkeer"),
        ("We kwamen op de vraag waarom ik wegga", "wegga"),
        ("het ging over het salaris en de uren", "salaris"),
        ("Enthousiast over: veel buitenwerk", "uw veel"),
        ("Priya vertelde over het leesproject en over haar hond.", "hond"),
        ("elke maandag vergadering, saai", "vergadering"),
        ("elke maandag overleg met de directie, beetje veel", "overleg"),
        ("bewoners klagen over de lift", "lift"),
        ("Verder over het fietsplein en over hoe buren meedenken.", "buren"),
        ("Enthousiast over: leerlingen uit klas 3 helpen de brugklas met rekenen", "brugklas"),
        ("Enthousiast over: alles met hout uit het bos", "uw alles"),
        ("Onderwerpen: het gebruikelijke, cv. Leuk: -", "gebruikelijke"),
        ("Leuk: de standaardvragen", "standaard"),
        ("vriendin die daar werkt zei dat de leiding elk half jaar wisselt", "leiding"),
        ("ze hebben een collega die altijd klaagt", "klaagt"),
        ("Ze maken zelf hun rooster maar dat loopt vaak mis", "rooster"),
        ("Enthousiast over: dat je weinig werkt", "weinig"),
        ("bezig met de boetes van de gemeente", "boetes"),
        ("Priya nam me mee naar de vuile hal", "vuile"),
        ("Onderwerpen: ploegendienst, opleiding tot operator", "ploegendienst"),
        ("gasten betalen wat ze willen", "gasten"),
        ("ze liet me in de kou staan", "kou"),
        ("liet me de loonstrook zien", "loonstrook"),
        ("Priya legde uit waarom ze weinig betalen", "betalen"),
        ("Priya laat iedereen zijn eigen uren schrijven, fijn", "uren"),
        ("bezig met de sollicitaties voor de vestiging", "sollicitaties"),
        ("Enthousiast over: jonge baas", "baas"),
        ("Enthousiast over: de app laat zien hoe druk het is", "de app laat"),
        ("Enthousiast over: de gasten eten mee met het personeel", "de gasten eten"),
        ("elke vrijdag lunchen ze samen en kookt iemand", "kookt iemand"),
    ],
)
def test_what_makes_no_sentence_is_not_told(typed: str, word: str) -> None:
    assert word not in body(letter(typed, language="nl"))


@pytest.mark.parametrize("paper", ["rijbewijs CE", "lasbewijs"])
def test_a_paper_is_not_said(paper: str) -> None:
    assert paper not in body(letter(language="nl", strengths=(paper,), profile=OWN))


def test_a_side_job_is_no_part_of_the_post() -> None:
    subjects = {letter(language="nl", role="Bijbaan balie", seed=str(n)).subject for n in range(12)}
    named = {letter(language="nl", role="Bijbaan baliemedewerker", seed=str(n)).subject for n in range(12)}
    assert not any("bijbaan" in subject.casefold() for subject in subjects | named)
    assert any("baliemedewerker" in subject for subject in named)


def test_a_strength_leans_on_nothing_but_what_was_told_right_before_it() -> None:
    alone = body(
        letter("Het ging over de proef met waterbeheer.", language="nl", strengths=("waterbeheer",), profile=OWN)
    )
    noted = "Het ging over de proef met waterbeheer, heel leuk. Ze maken zelf hun rooster, prachtig."
    with_more = body(letter(noted, language="nl", strengths=("waterbeheer",), profile=OWN))
    assert "zelf het rooster" in with_more
    assert "Daar zou ik" in alone
    assert "Daar zou ik" not in with_more
