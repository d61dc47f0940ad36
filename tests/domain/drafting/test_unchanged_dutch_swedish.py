"""Dutch and Swedish letters sent unchanged: what leans on the note, is for the calendar or has no frame stays out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter, templates


def _nl(note: str, **changes: object) -> str:
    return body(letter(note, language="nl", profile=replace(ANNA, language="nl"), **changes))


def _sv(note: str, **changes: object) -> str:
    return body(letter(note, language="sv", profile=replace(ANNA, language="sv"), **changes))


@pytest.mark.parametrize(
    ("note", "untold"),
    [
        ("Priya laat volgende keer snel iets horen.", "horen"),
        ("Ze laten het me per post weten.", "post"),
        ("Ze sturen een berichtje.", "berichtje"),
        ("Ze geven een belletje als het zover is.", "belletje"),
        ("Ze bellen eerst mijn referenties na.", "referenties"),
    ],
)
def test_that_dutch_houses_let_one_hear_is_for_the_calendar(note: str, untold: str) -> None:
    assert untold not in _nl(note)


@pytest.mark.parametrize(
    ("note", "untold"),
    [
        ("De ringer mina referenser.", "referens"),
        ("Priya tar referenser i helgen.", "referens"),
        ("De hör av sig.", "hör av sig"),
        ("De skickar besked med posten.", "besked"),
    ],
)
def test_that_swedish_houses_let_one_hear_is_for_the_calendar(note: str, untold: str) -> None:
    assert untold not in _sv(note)


@pytest.mark.parametrize(
    ("note", "untold"),
    [
        ("Ze bakken het zelf nog in een oude steenoven.", "het zelf"),
        ("Priya schuurt dat met de hand.", "dat met de hand"),
        ("Ik mocht het op de draaibank proberen, geweldig!", "het op"),
        ("ze gebruiken nog hars v eigen bomen", "hars"),
        ("Priya heeft zelf 12j gedoken", "12j"),
        ("Priya vertelde dat buren er zelf om gevraagd hadden.", "om gevraagd"),
    ],
)
def test_what_leans_on_the_note_or_is_typed_short_stays_in_a_dutch_note(note: str, untold: str) -> None:
    assert untold not in _nl(note)


def test_this_year_leans_on_nothing() -> None:
    assert "dit jaar zonder gas koken" in _nl("Ze koken dit jaar zonder gas, geweldig!")


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (
            "We spraken over de cursus waarbij ouderen zelf hun levensverhaal schrijven.",
            "waarbij ouderen zelf hun levensverhaal schrijven",
        ),
        (
            "We spraken over de kas waar kinderen hun eigen sla zaaien.",
            "waar kinderen hun eigen sla zaaien",
        ),
        ("Mocht een zaag slijpen op z'n bankschroef, zo leuk!", "dat ik een zaag mocht slijpen."),
        ("Priya liet me hun 'muur van mislukte taarten' zien.", "uw 'muur van mislukte taarten' liet zien"),
    ],
)
def test_what_is_theirs_is_told_as_theirs(note: str, told: str) -> None:
    assert told in _nl(note)


def test_a_name_of_what_happens_is_nothing_that_impressed() -> None:
    note = (
        "Waar ging het over: brood\nWat vond ik leuk: dat ik zelf moest raden wat er mis was. Fermentatie, had ik goed"
    )
    assert "fermentatie" not in _nl(note)


def test_who_offers_the_first_name_is_greeted_by_it() -> None:
    to = (Contact("mieke@acme.example", "Mieke Lannoo", ContactRole.HIRING_MANAGER, title="Hoofdverpleegkundige"),)
    assert _nl("Heel warm, Mieke zei direct: zeg maar Mieke.", to=to).startswith("Beste Mieke,")
    assert not _nl("Heel warm, Mieke zei hallo.", to=to).startswith("Beste Mieke,")


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("De restaurerar takmålningen i kyrkan.", "att ni restaurerar takmålningen"),
        ("De bygger en ny brygga vid sjön.", "att ni bygger en ny brygga"),
        ("De odlar egna rosor på taket.", "att ni odlar egna rosor"),
        ("Priya odlar egna rosor på taket.", "att du odlar egna rosor"),
        ("De restaurerar orgeln i höst och då behövs det fler händer.", "att ni restaurerar orgeln i höst."),
    ],
)
def test_they_are_no_single_reader_and_a_second_sentence_stays_out(note: str, told: str) -> None:
    assert told in _sv(note)


@pytest.mark.parametrize(
    ("note", "untold"),
    [
        ("Jag gillade verkligen den stämningen.", "den stämningen"),
        ("Taggad på: det projektet, min syster skulle behöva det", "det projektet"),
        ("Priya kör själv med släp på tis.", "på tis"),
        ("De har sorterat vartenda spår i ett arkiv.", "vartenda"),
        ("De har öppet på söndagmorron.", "morron"),
    ],
)
def test_what_leans_on_the_note_or_is_typed_short_stays_in_a_swedish_note(note: str, untold: str) -> None:
    assert untold not in _sv(note)


def test_no_swedish_sentence_is_worded_as_no_swede_would() -> None:
    frames = str(templates().wordings["sv"]) + str(templates())
    assert "Jag tyckte om att höra att" not in frames
    assert "Det jag tyckte bäst om var" not in frames


@pytest.mark.parametrize(
    ("language", "strength", "unsaid"),
    [
        ("nl", "RA in opleiding", "opleiding"),
        ("nl", "WSET 2", "WSET"),
        ("sv", "IPMA B", "IPMA"),
        ("en", "CIPD 5", "CIPD"),
        ("sv", "handleda grupper 20 elever", "20 elever"),
    ],
)
def test_a_level_or_a_number_without_its_noun_is_no_experience(language: str, strength: str, unsaid: str) -> None:
    assert unsaid not in body(
        letter(language=language, strengths=(strength,), profile=replace(ANNA, language=language))
    )


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("nl", "MIG inox", "mijn ervaring met het MIG-lassen van inox"),
        ("sv", "leda arbetslag 9 personer", "min erfarenhet av att leda ett arbetslag på nio personer"),
        ("nl", "SAP", "mijn ervaring met SAP"),
    ],
)
def test_a_strength_stands_in_words_of_its_trade(language: str, strength: str, said: str) -> None:
    assert said in body(letter(language=language, strengths=(strength,), profile=replace(ANNA, language=language)))


@pytest.mark.parametrize(
    ("language", "role", "said"),
    [
        ("sv", "Läkare geriatrisk vård", "geriatrisk vård"),
        ("nl", "Verpleegkundige nacht", "nacht"),
    ],
)
def test_a_role_is_who_somebody_is(language: str, role: str, said: str) -> None:
    found = letter(language=language, role=role, profile=replace(ANNA, language=language))
    assert said not in f"{found.subject} {body(found)}"


@pytest.mark.parametrize(
    ("language", "note", "told"),
    [
        ("nl", "Enthousiast over: dat ik zelf een klok mocht afstellen", "dat ik zelf een klok mocht afstellen."),
        (
            "nl",
            "Wat vond ik leuk: dat ik een viool mocht lijmen en zelf moest raden hoe lang het duurt.",
            "dat ik een viool mocht lijmen.",
        ),
        ("nl", "Wat deed mij iets: die leeszaal!!", "van de leeszaal."),
        (
            "nl",
            "Wat me bijblijft: de leerlingen bakken zelf de taart voor het afscheid.",
            "dat de leerlingen zelf de taart voor het afscheid bakken",
        ),
        (
            "nl",
            "Waar ging ik van aan: dat ze iedere bewoner thuis ophalen.",
            "dat u en uw collega's iedere bewoner thuis ophalen",
        ),
        ("nl", "Wat boeide mij: dat ze elke lade zelf vouwen.", "dat u en uw collega's elke lade zelf vouwen."),
        (
            "nl",
            "je krijgt een vaste mentor in het eerste jaar, dat vind ik heel fijn",
            "dat ik een vaste mentor in het",
        ),
        ("sv", "Vi pratade om slussen. Den porten är av ek! Underbart.", "att porten är av ek."),
        ("nl", "Priya vertelde dat ze elke maandag samen ontbijten.", "elke maandag samen ontbijten."),
        ("sv", "Glad för: att jag fick stämma en egen flygel", "att få stämma en egen flygel."),
        ("sv", "Vad gillade jag: att jag fick byta en ventil", "att få byta en ventil."),
        ("sv", "Det som berörde mig mest var att barnen själva får måla bussen.", "att barnen själva får måla bussen."),
        (
            "sv",
            "Det som imponerade mest var att de reparerar gamla cyklar åt grannskapet.",
            "att ni reparerar gamla cyklar åt grannskapet.",
        ),
        ("sv", "Glad för: att team får välja nya stolar", "att teamet får välja nya stolar."),
        (
            "sv",
            "De ger bara ut tio kartor om året och varje karta får en egen tecknare. Så ska det vara.",
            "och att varje karta får en egen tecknare",
        ),
    ],
)
def test_the_answer_to_what_pleased_is_told(language: str, note: str, told: str) -> None:
    assert told in body(letter(note, language=language, profile=replace(ANNA, language=language)))


@pytest.mark.parametrize(
    ("language", "note", "untold"),
    [
        ("nl", "De hond heet Snuf, geweldig!", "Snuf"),
        ("nl", "Priya is tien jaar burgemeester geweest.", "burgemeester"),
        ("sv", "katten heter Sixten, fantastiskt", "Sixten"),
        ("sv", "Priya har varit politiker, härlig människa", "politiker"),
        ("sv", "Jag fick granska en själv. Superintressant!", "granska"),
        ("sv", "Vi pratade också om jourerna, de är tunga.", "jour"),
        ("nl", "Priya vertelde dat ze sindsdien elke maandag wandelen.", "wandelen"),
        ("sv", "De gör det fortfarande helt för hand. Det är fantastiskt.", "för hand"),
        ("sv", "Jag fick välja en att beskriva.", "beskriva"),
        ("nl", "Priya liet de schilderijen zien. Ze hangen in de gang.", "hangen"),
        ("nl", "ze smaken naar rook, heerlijk", "rook"),
        ("sv", "Priya visade tavlorna, de hänger i korridoren.", "hänger"),
        ("sv", "de luktar kanel, underbart", "kanel"),
        ("sv", "Priya sa att kunder får vänta länge.", "kunder"),
    ],
)
def test_names_pasts_and_burdens_are_no_news_of_the_house(language: str, note: str, untold: str) -> None:
    assert untold not in body(letter(note, language=language, profile=replace(ANNA, language=language)))


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("nl", "kaas maken", "mijn ervaring met het maken van kaas"),
        ("nl", "helpende plus", "mijn ervaring als helpende plus"),
        ("nl", "VAPRO B", ""),
        ("sv", "BAS-P", ""),
        ("sv", "glasera", "min erfarenhet av att glasera"),
        ("sv", "oroliga hästar", "min erfarenhet av att arbeta med oroliga hästar"),
    ],
)
def test_mass_nouns_callings_and_papers_have_their_frames(language: str, strength: str, said: str) -> None:
    found = body(letter(language=language, strengths=(strength,), profile=replace(ANNA, language=language)))
    assert said in found
    assert said or strength not in found


def test_a_particle_is_written_with_its_verb() -> None:
    note = "Ze geven maar tien kaarten per jaar uit en elke kaart krijgt een eigen tekenaar. Zo hoort het."
    assert "tien kaarten per jaar uitgeven" in _nl(note)


def test_whose_heart_beats_is_no_news_of_the_house() -> None:
    assert "halsgropen" not in body(letter("De har hjärtat i halsgropen varje gång.", language="sv"))
