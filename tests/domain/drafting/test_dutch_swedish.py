"""Letters in Dutch and Swedish as somebody sends them who grew up with the language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import FollowUpKind, InterviewKind
from tests.domain.drafting.desk import ANNA, PRIYA, body, letter, templates


@pytest.mark.parametrize(
    ("language", "title", "inside"),
    [
        ("nl", "Bediening", ""),  # nobody has "de functie van bediening"
        ("nl", "Bijbaan bakkerij", ""),
        ("nl", "Docent Frans", "docent"),
        ("nl", "Magazijnmedewerker, oproep", "magazijnmedewerker"),
        ("nl", "Verpleegkundige dialyse", "verpleegkundige dialyse"),
        ("sv", "Extrajobb på kafé", ""),
        ("sv", "Barnmorska natt", ""),
        ("sv", "Undersköterska kväll", "undersköterska"),
        ("sv", "Handläggare, bygglov", "handläggare"),
        ("sv", "Lärare i slöjd åk 4–6", "lärare i slöjd åk 4–6"),
    ],
)
def test_a_title_stands_in_a_sentence_only_where_it_says_who_somebody_is(
    language: str, title: str, inside: str
) -> None:
    wording = templates().wordings[language]
    assert wording.role.inside(title, wording.terms) == inside


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("nl", "8 jaar in de kraamzorg", "mijn acht jaar ervaring in de kraamzorg"),
        ("nl", "vier jaar als kraanmachinist", "mijn vier jaar ervaring als kraanmachinist"),
        ("nl", "11 jaar leservaring", "mijn elf jaar leservaring"),
        ("nl", "Onderzoekservaring", "mijn onderzoekservaring"),
        ("sv", "4 år i storkök", "mina fyra års erfarenhet från storkök"),
        ("sv", "9 år inom hemtjänsten", "mina nio års erfarenhet inom hemtjänsten"),
        ("sv", "sex år som takläggare", "mina sex års erfarenhet som takläggare"),
    ],
)
def test_years_are_said_with_what_they_are_years_of(language: str, strength: str, said: str) -> None:
    found = letter(language=language, strengths=(strength,), profile=replace(ANNA, language=language))
    assert not found.findings
    assert said in body(found)


@pytest.mark.parametrize(
    ("language", "strength"),
    [("nl", "B1 Deens"), ("nl", "8 jaar kraamzorg"), ("nl", "keuken van 9 man geleid"), ("nl", "vrijwilliger geweest")],
)
def test_what_lacks_its_preposition_or_was_only_done_is_no_strength(language: str, strength: str) -> None:
    plain = letter(language=language, strengths=(), profile=replace(ANNA, language=language))
    assert letter(language=language, strengths=(strength,), profile=replace(ANNA, language=language)).text == plain.text


@pytest.mark.parametrize("house", ["Bergsjö kommun", "Region Västernorr", "Föreningen Vintervila"])
def test_nobody_works_pa_a_house_that_takes_another_preposition(house: str) -> None:
    for number in range(6):
        assert f"på {house}" not in body(letter(language="sv", company=house, seed=str(number)))


@pytest.mark.parametrize("language", ["nl", "sv"])
def test_nothing_grew_in_a_plain_letter_of_a_last_round(language: str) -> None:
    grown = templates().wordings[language].gladness
    assert grown is not None
    for number in range(12):
        for kind in (FollowUpKind.THANK_YOU, FollowUpKind.NUDGE):
            last = letter(language=language, kind=kind, interview_kind=InterviewKind.FINAL, seed=str(number))
            second = letter(language=language, kind=kind, second_round=True, seed=str(number))
            assert not grown.search(f"{body(last)} {body(second)}")


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("nl", "Priya liet me de glasoven zien.", "dat u mij de glasoven liet zien"),
        (
            "nl",
            "Ik heb ook even mogen meekijken bij het vullen van de duikflessen.",
            "dat ik even mocht meekijken bij het vullen",
        ),
        ("nl", "mocht feedback geven op de nieuwe bijsluiter", "dat ik feedback mocht geven op de nieuwe bijsluiter"),
        ("nl", "Ze halen de oude ramen nog zelf op", "de oude ramen nog zelf ophalen"),
        (
            "nl",
            "Priya vertelde verder dat leerlingen hier zelf de kas verwarmen.",
            "dat leerlingen bij u zelf de kas verwarmen",
        ),
        ("nl", "ze repareren skelters voor kids uit de buurt", "skelters voor kinderen uit de buurt"),
        ("nl", "waar ik blij van werd: spelletjesavonden waar de burgemeester zelf bij zit", "zelf bij zit."),
        ("nl", "Priya vertelde dat een oud-leerling er nu de kleuters helpt", "een oud-leerling nu de kleuters helpt"),
        ("sv", "Priya visade ritningen till bryggan.", "att få se ritningen till bryggan"),
        ("sv", "Priya förklarade hur de torkar virket i ladan.", "intressant att få veta hur ni torkar virket i ladan"),
        ("sv", "Priya visade hur de bygger båtar för hand.", "intressant att få veta hur ni bygger båtar"),
        (
            "sv",
            "Priya beskrev hur vaktmästarna värmer växthuset med flis.",
            "hur vaktmästarna värmer växthuset med flis",
        ),
        ("sv", "Priya lät mig nita skrovet.", "att få nita skrovet"),
        ("sv", "taggad på: att de faktiskt reparerar alla instrument", "att ni faktiskt reparerar alla instrument"),
        (
            "sv",
            "de har slutat skriva ut listor och använder i stället en gemensam tavla",
            "och i stället använder en gemensam",
        ),
        ("sv", "de åker ut till öarna 3 gånger i veckan", "tre gånger i veckan"),
        (
            "nl",
            "Waar ging het over? Over dijken van wilgentenen. Hoe was de sfeer? Prima.",
            "over dijken van wilgentenen",
        ),
        ("nl", "Gespreksstof: meetpalen in de Waddenzee, bootjes", "over meetpalen in de Waddenzee"),
        ("nl", "Gegrepen door: de brieven van oud-bewoners in de hal", "de brieven van oud-bewoners in de hal"),
        ("nl", "De onderwerpen waren dijken, duinen en slib.", "dijken, duinen en slib"),
        ("sv", "Ämnena var tidvatten, bojar och isbrytning.", "tidvatten, bojar och isbrytning"),
        ("sv", "Det här gick vi igenom: mätbojar i skärgården, isläget", "prata om mätbojar i skärgården"),
        (
            "sv",
            "de har en egen rökeri i hamnen och sillen går till skolorna, det gillade jag",
            "och att sillen går till skolorna",
        ),
        (
            "nl",
            "Ze drogen zelf zeewier en de zakjes worden door de buurt genaaid.",
            "dat u en uw collega's zelf zeewier drogen.",
        ),
        ("nl", "wat ik gaaf vond: een boei mogen verven", "Het sprak me bijzonder aan om een boei te mogen verven."),
        (
            "nl",
            "Ze vertelde over de oefening waar scholieren zelf een lek dichten.",
            "de oefening waarbij scholieren",
        ),
        ("nl", "Ze vertelde over de afdeling waar loodsen slapen.", "de afdeling waar loodsen"),
        ("sv", "Priya berättade att de är i hamnen fyra dar i veckan", "att ni är i hamnen fyra dagar i veckan"),
        ("sv", "fick va med på bogserbåten", "att få vara med på bogserbåten"),
        ("sv", "taggad på: att få styra lotsbåten", "Det jag fastnade mest för var att få styra lotsbåten."),
        (
            "nl",
            "leuk om te horen dat ze elk jaar zelf een vlot bouwen",
            "dat u en uw collega's elk jaar zelf een vlot bouwen",
        ),
        ("nl", "Wat bleef hangen: de brief van de oude sluiswachter", "de brief van de oude sluiswachter"),
        ("sv", "kul att höra att de bygger en flotte varje sommar", "att ni bygger en flotte varje sommar"),
        ("sv", "jag tyckte historien om slussvakten var fantastisk", "historien om slussvakten"),
        ("nl", "Ze doen mee aan de vlootdag in Lelystad.", "dat u en uw collega's aan de vlootdag in Lelystad meedoen"),
        (
            "nl",
            "priya laat nieuwe loodsen eerst een week alleen kijken",
            "dat u nieuwe loodsen eerst een week alleen laat kijken",
        ),
        ("nl", "De tocht langs de sluizen was het hoogtepunt.", "de tocht langs de sluizen"),
        ("sv", "Turen längs slussarna var höjdpunkten.", "turen längs slussarna"),
        ("nl", "We spraken over de vuurtoren en over mijn stage op zee.", "de vuurtoren"),
        (
            "nl",
            "Priya nam de tijd om uit te leggen hoe een boei elk jaar wordt geijkt",
            "hoe een boei elk jaar wordt geijkt",
        ),
        ("nl", "Gegrepen door: de kade met kraan", "de kade met kraan"),
        ("nl", "Besproken: scheepvaartkunde, bootjes", "scheepvaartkunde"),
        ("nl", "mocht de mast schuren en kreeg een splinter mee", "dat ik de mast mocht schuren."),
        ("sv", "fick slipa masten och fick med mig en bit", "att få slipa masten."),
        ("sv", "Roligast var att laga segel med lotsarna, jag stack mig", "var att laga segel med lotsarna."),
        ("sv", "Priya lät mig titta in i fyrens lanternin och berättade mer", "att få titta in i fyrens lanternin."),
        ("nl", "Besproken: veiligheid, bootjes", "over veiligheid"),
        ("sv", "taggad på: egen smedja med blåsbälg", "er egen smedja med blåsbälg"),
        ("nl", "We hebben een half uur over de nieuwe sluis gepraat en koffie gehad.", "de nieuwe sluis"),
        ("nl", "Daarna hebben Priya en ik het lang gehad over de brug bij Urk, die klem zit.", "de brug bij Urk"),
        (
            "nl",
            "Met Priya gepraat, vooral over hoe ze wrakken opsporen met sonar",
            "hoe u en uw collega's wrakken opsporen",
        ),
        ("nl", "Priya liet me de kaart zien waarop ze elk wrak intekenen.", "dat u mij de kaart liet zien"),
        ("nl", "Priya legde uit waarom ze de ramen van lood maken", "waarom u en uw collega's de ramen van lood maken"),
        (
            "nl",
            "Priya legde uit hoe een loods elk schip naar binnen brengt",
            "hoe een loods elk schip naar binnen brengt",
        ),
        ("nl", "Priya zei dat ze elke nieuwe loods zelf inwerkt.", "dat u elke nieuwe loods zelf inwerkt"),
        ("sv", "Priya visade hur man knyter ett pålstek", "att få se hur man knyter ett pålstek"),
        ("sv", "Priya sa att lärlingar bygger sin första eka själva", "att lärlingar bygger sin första eka själva"),
        ("nl", "mocht een boei schilderen met menie", "dat ik een boei mocht schilderen met menie"),
        (
            "nl",
            "Ik was onder de indruk hoe ze de lotsen laten meepraten",
            "hoe u en uw collega's de lotsen laten meepraten",
        ),
        ("sv", "De kokar egen tjära och burkarna säljs i hamnen.", "och att burkarna säljs i hamnen"),
        ("sv", "fick måla in ett märke i fören", "att få måla in ett märke i fören"),
        ("sv", "Jag blev imponerad av hur de låter lotsarna bestämma", "hur ni låter lotsarna bestämma"),
        ("sv", "jag gillade särskilt turen genom slussen", "turen genom slussen"),
        ("sv", "Häftigast på hela dagen: modellen av slussen i källaren", "modellen av slussen i källaren"),
    ],
)
def test_a_note_is_told_in_the_order_and_the_words_of_a_letter(language: str, typed: str, said: str) -> None:
    found = letter(typed, language=language)
    assert not found.findings
    assert said in body(found)


@pytest.mark.parametrize(
    ("language", "typed", "word"),
    [
        ("nl", "Priya: zegt weinig, fijn", "zegt"),
        ("nl", "12 ha kassen, indrukwekkend", "12"),
        ("nl", "Priya vertelde dat een oud-leerling er veel kleuters helpt", "kleuters"),  # where?
        ("nl", "ze bakken alles vers om 5u", "5u"),
        ("nl", "wat ik gaaf vond: boei mogen verven", "boei"),  # which one?
        ("nl", "Mooi: de loodsen kiezen de boot", "kiezen"),
        ("sv", "Kul: lotsarna väljer båten", "väljer"),
        ("nl", "enthousiast over: loodsen die zelf hun boten schilderen", "te schilderen"),
        ("nl", "Ze willen jonge mensen.", "jonge"),
        ("sv", "De vill ha unga.", "unga"),
        ("nl", "Besproken: samenwerking met imker", "met imker"),
        ("nl", "hij liet op zijn telefoon foto's zien van de boeien, prachtig", "telefoon"),
        ("nl", "ze roosteren zelf met koek erbij", "erbij"),
        ("nl", "mocht de haring doen", "haring"),
        ("nl", "Priya liet me de kamer zien waar ouders afscheid nemen van een overleden kind.", "overleden"),
        ("sv", "Priya visade mig rummet för familjer i sorg", "sorg"),
        ("nl", "Leerling Noor liet me de werf zien, zij heeft hem zelf betegeld.", "betegeld"),
        ("nl", "De loodsen hebben een vlot gebouwd, ze hebben hem zelf geverfd. prachtig", "geverfd"),
        ("sv", "Lotsarna har byggt en flotte, de har målat den själva. underbart", "målat"),
        ("nl", "Priya vertelde veel. ze fietst nu elke dag naar haar werk", "fietst"),
        ("nl", "Besproken: vervanging sluisdeur", "sluisdeur"),  # of the gate
        ("nl", "ze gieten zelf een met loodglans", "loodglans"),
        ("nl", "Priya wil minder vergaderen en meer buiten zijn met de loodsen", "buiten"),
        ("nl", "Ze vertelde over een jongen van 11 die weer durft te zwemmen", "jongen"),
        ("sv", "de gjuter en egen med blyglans", "blyglans"),
        ("sv", "Hon berättade om en pojke på 11 år som vågar simma igen", "pojke"),
        ("sv", "Kul: turen i bogserbåten!! Kemi: super.", "Kemi"),
        ("nl", "mooiste moment: toen de loods voor me zwaaide", "zwaaide"),
        ("nl", "Leukste: met de kraan over het dok gereden", "gereden"),
        ("sv", "Roligast: styra bojbåten genom slussen", "styra"),
        ("nl", "Besproken: overgang naar steiger, meetboei", "steiger"),
        ("nl", "Besproken: meetboei, loods", "meetboei"),  # without its article
        ("nl", "Besproken: nachtdiensten, bootjes", "nachtdiensten"),
        ("nl", "Priya: direct, beetje streng", "streng"),
        ("sv", "de kör standup varje morgon", "standup"),
        ("sv", "Vi tog upp: nattpass, mätbojar", "nattpass"),
        ("sv", "Priya: snabb, lite sträng", "sträng"),
        ("sv", "Kul: gången genom slussporten. Kändes som en lång dag.", "Kändes"),
    ],
)
def test_what_is_no_thing_or_leans_on_the_note_is_not_told(language: str, typed: str, word: str) -> None:
    assert word not in body(letter(typed, language=language))


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        (
            "nl",
            "Waar hebben jullie het over gehad? zelfsturende ploegen\n"
            "Wat sprak je aan? dat schippers hun eigen route mogen kiezen\n"
            "Hoe was de klik? top\nWanneer hoor je iets? donderdag",
            "dat schippers hun eigen route mogen kiezen",
        ),
        (
            "sv",
            "Vad pratade ni om? hamndagarna\nVad gjorde dig glad? att lotsarna får välja sin egen båt\n"
            "Hur var stämningen? varm\nNär får du besked? vecka 48",
            "att lotsarna får välja sin egen båt",
        ),
    ],
)
def test_four_questions_with_their_answers_behind_them_are_read(language: str, typed: str, said: str) -> None:
    assert said in body(letter(typed, language=language))


@pytest.mark.parametrize(
    ("language", "typed", "word"),
    [
        (language, said.format(deed=deed), word)
        for language, said, deeds in (
            (
                "nl",
                "Priya vertelde dat de vorige sluiswachter {deed}.",
                (("dronk", "dronk"), ("van de kade viel", "viel")),
            ),
            (
                "nl",
                "Priya vertelde dat de leerling {deed}.",
                (("stal uit de kas", "stal"), ("elke dag te vroeg vertrekt", "vroeg")),
            ),
            (
                "nl",
                "Priya vertelde dat de oude loods {deed}.",
                (("is ontslagen", "ontslagen"), ("wegliep van boord", "wegliep")),
            ),
            (
                "sv",
                "Priya berättade att förra lotsen {deed}.",
                (("söp varje kväll", "söp"), ("ramlade i hamnen", "ramlade")),
            ),
            (
                "sv",
                "Priya berättade att praktikanten {deed}.",
                (("stal ur kassan", "stal"), ("rymde från båten", "rymde")),
            ),
            (
                "sv",
                "Priya berättade att den gamla vaktmästaren {deed}.",
                (("fick sparken", "sparken"), ("drack på jobbet", "drack")),
            ),
        )
        for deed, word in deeds
    ],
)
def test_the_deed_of_one_who_is_gone_or_learning_stays_in_the_note(language: str, typed: str, word: str) -> None:
    assert word not in body(letter(typed, language=language))


@pytest.mark.parametrize(
    ("language", "typed"), [("nl", "Priya liet me de nieuwe pomp zien."), ("sv", "Priya visade nya barkmaskinen.")]
)
def test_what_was_only_shown_is_no_favourite(language: str, typed: str) -> None:
    said = body(letter(typed, language=language))
    assert "gewaardeerd dat u mij de nieuwe pomp" in said or "fijn dat u mij de nieuwe pomp" in said or language == "sv"
    assert "intressant" in said or "Jag uppskattade att få se" in said or language == "nl"
    assert "den nya barkmaskinen" in said or language == "nl"
    assert not any(word in said for word in ("vooral", "bijzonder", "leuk", "mooi", "särskilt", "bäst", "extra"))


def test_two_things_are_not_told_with_the_same_word() -> None:
    said = body(letter("Priya visade verkstaden. Pratade om IPDLN.", language="sv"))
    assert said.count("intressant") <= 1


def test_women_of_the_netherlands_are_greeted_as_such() -> None:
    marloes = replace(PRIYA, name="Marloes Hofstra")
    assert body(letter(language="nl", to=(marloes,), present=(marloes,))).startswith("Beste mevrouw Hofstra,")


@pytest.mark.parametrize(
    ("language", "noted", "said"),
    [
        ("nl", "Priya is zelf ooit als lasser begonnen, vertelde ze.", "dat u zelf als lasser bent begonnen"),
        (
            "nl",
            "Je mag na 6 weken in de smederij leren lassen, dat lijkt me echt leuk.",
            "dat ik na zes weken in de smederij mag leren lassen",
        ),
        (
            "sv",
            "Hon berättade att byrån tar emot två studenter varje vår.",
            "att byrån tar emot två studenter varje vår",
        ),
        (
            "sv",
            "Hon berättade att nya jurister får egna ärenden från första dagen.",
            "att nya jurister får egna ärenden",
        ),
    ],
)
def test_what_was_told_of_the_house_and_its_people_is_told(language: str, noted: str, said: str) -> None:
    assert said in body(letter(noted, language=language))


@pytest.mark.parametrize(
    ("noted", "word"),
    [
        ("Je mag na 6 weken in de smederij leren lassen. Ik hoor vrijdag.", "lassen"),  # not said to be liked
        ("Enthousiast van: elke week een uur casus bespreken", "casus"),  # no thing
    ],
)
def test_what_was_not_liked_or_is_no_thing_is_not_told_in_dutch(noted: str, word: str) -> None:
    assert word not in body(letter(noted, language="nl"))


def test_what_was_explained_on_a_dutch_tour_is_told() -> None:
    said = body(letter("Ze liet de weverij zien en legde uit hoe ze wol verven. Prachtig.", language="nl"))
    assert "hoe u en uw collega's wol verven" in said


def test_an_answer_behind_a_label_in_the_middle_of_a_line_is_one() -> None:
    note = "Vi tog upp: bokningarna, kajen. Det bästa: att få åka med på en provtur. Besked: fredag"
    assert "fastnade mest för var att få åka med på en provtur" in body(letter(note, language="sv"))
