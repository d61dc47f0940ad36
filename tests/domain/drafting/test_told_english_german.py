"""What English and German notes say in whole sentences and praise in the next one: told whole, and the praised first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole, InterviewKind
from tests.domain.drafting.desk import ANNA, body, letter

TOLD = [
    # praise that is a sentence of its own
    (
        "en",
        "Priya told me the bookbinders spend every Monday in the archive. We talked about the new press. "
        "That's exactly the kind of work I've been missing.",
        "talking with you about the new press",
    ),
    (
        "en",
        "We talked about the van. They restore two organs a year in the old chapel. That's what I got into the trade for.",
        "you restore two organs a year",
    ),
    ("en", "They map the hedges with the school. Music to my ears. They keep goats on the roof.", "map the hedges"),
    ("de", "Sie haben seit Juni eine eigene Glockengießerei. Auf die bin ich echt gespannt.", "eigene Glockengießerei"),
    ("de", "Lehrlinge fahren dort immer mit auf die Messe, und genau das fehlt mir hier.", "Lehrlinge immer mit auf"),
    ("de", "Frau Rao meinte, jeder Geselle signiert seine Orgel am Ende. Das hat mir total getaugt.", "seine Orgel am"),
    # what somebody said, without "that"
    ("en", "Priya told me the weavers keep second looms in the attic.", "the weavers keep second looms in the attic"),
    ("en", "Ma'am told they have doubled the workshop days for class IX.", "you have doubled the workshop days"),
    ("en", "they never have more than five toddlers to one carer", "you never have more than five toddlers"),
    ("en", "she said id get to plan one bed of my own a season", "I'd get to plan one bed of my own a season"),
    ("en", "Priya let me glaze the bowl on my own.", "glaze the bowl on my own"),
    (
        "en",
        "She explained how they moved the ledger off paper and now shops are getting paid faster.",
        "moved the ledger",
    ),
    ("en", "asked about the flood. Really liked how frank they were about it", "how frank you were."),
    ("en", "gardeners choose the seeds not the council", "gardeners choose the seeds rather than the council"),
    ("en", "She showed me the first two looms and the new dye pit they dug for them.", "show me the first two looms."),
    # a clause with its own order, what there is, what stands in front
    (
        "de",
        "Frau Rao hat mir die Druckerei gezeigt, 8 Pressen, und erklärt, dass Anfänger vier Wochen nur zuschauen. Super.",
        "dass Anfänger vier Wochen nur zuschauen",
    ),
    (
        "de",
        "Außerdem gibt es dort ein Hausbuch, in das auch die Nachbarn schreiben.",
        "dass es ein Hausbuch gibt, in das auch die Nachbarn schreiben",
    ),
    ("de", "Über den Umbau der Mühle haben wir auch lang geredet.", "den Umbau der Mühle"),
    ("de", "Ich hab beim Glockenguss zuschauen dürfen.", "dass ich beim Glockenguss zuschauen durfte"),
    ("de", "Priya hat mich Garben binden lassen.", "dass ich Garben binden durfte"),
    ("de", "Was mich packt: die Lehrlinge dürfte ich selbst anleiten", "dass ich die Lehrlinge selbst anleiten dürfte"),
    ("de", "Protokolle sind bei denen komplett öffentlich, mega", "dass Protokolle komplett öffentlich sind"),
    # it and them, where they mean the topic right before
    (
        "en",
        "We spoke about the free repair table they hold in the hall. Trainees run it with a smith.",
        "trainees run the free",
    ),
    (
        "en",
        "What did we talk about? Seed-cards, mostly. Gardeners draw them by hand.",
        "gardeners draw seed-cards by hand",
    ),
    # what somebody once did or means to do, what is done so often, and what the user tried there
    (
        "en",
        "Priya rang thirty bakers herself before changing the form. Brilliant.",
        "you rang thirty bakers yourself before",
    ),
    (
        "en",
        "Priya's plan is to tour the islands with a stage that fits a skip.",
        "your plan to tour the islands with a stage",
    ),
    (
        "en",
        "Priya blends two new teas every Monday with the guides.",
        "you blend two new teas every Monday with the guides",
    ),
    ("en", "Priya had me whet a scythe on the stone.", "whet a scythe on the stone"),
    (
        "en",
        "Priya handed me a chisel and let me have a go on a scrap of elm.",
        "have a go with a chisel on a scrap of elm",
    ),
    ("en", "would get sent to Norway for the course, dying to do that", "I'd get sent to Norway for the course"),
    ("en", 'Priya talked about the "empty chair" rule. It made me cry, in a good way.', "the ‘empty chair’ rule"),
    (
        "en",
        "They taste every batch with the whole team friday evenings, love it",
        "with the whole team on Friday evenings",
    ),
    ("en", "We talked for nearly an hour about the new weir at the mill.", "the new weir at the mill"),
    ("en", "Priya lets pupils keep the same desk so you actually know them.", "you let pupils keep the same desk."),
    (
        "en",
        "Sister Rao told about the music room for the wards. I liked this very much.",
        "the music room for the wards",
    ),
    (
        "en",
        "Q: what did we talk about - the tide mill\nQ: what I liked - Priya drew all the gears herself",
        "you drew all the gears",
    ),
    (
        "en",
        "What we talked about -- the tide mill\nWhat I'm excited about -- interns present to the client at the end",
        "interns present to the client at the end",
    ),
    ("de", "Priya bespricht jeden Montag einen schweren Fall mit allen.", "einen schweren Fall mit allen besprechen"),
    ("de", "Priya hat mich aus dem Bottich kosten lassen.", "dass ich aus dem Bottich kosten durfte"),
    ("de", "Themen waren der Umbau und das Fernrohr am Turm, das keiner bedient.", "Umbau und das Fernrohr am Turm"),
    ("de", "Themen: die Saftpresse und das Fernrohr am Turm, das keiner bedient", "das Fernrohr am Turm."),
    (
        "de",
        "wir haben einen Webstuhl für die Schule repariert. Hat soo Spaß gemacht",
        "wir zusammen einen Webstuhl für die Schule repariert haben",
    ),
    (
        "de",
        "Was hat mich gekickt? dass Gesellinnen ihre Stücke selbst signieren",
        "dass Gesellinnen ihre Stücke selbst",
    ),
    # whose "their" is, two verbs, and things that are told of by many
    (
        "en",
        "Priya says every diver has a say in their own route. That's huge for me.",
        "every diver has a say in their own route",
    ),
    (
        "en",
        "Priya told us classes are held at 14. I nearly hugged her.",
        "classes are held at",
    ),
    ("en", "She weaves on site and sells to two shops. Loved that.", "you weave on site and sell to two shops"),
    (
        "en",
        "Priya gave me a taste of the plum jam straight from the pan and asked what I'd change.",
        "give me a taste of the plum",
    ),
    (
        "en",
        "Support people write the guides themselves. Honestly magical.",
        "support people write the guides.",
    ),
    ("en", "We talked about food production and the new line.", "about food production and the new line"),
    (
        "de",
        "Die Kinder haben einen eigenen Teich und zeigen die Molche im Mai den Eltern. So schön!",
        "dass die Kinder einen eigenen Teich haben und die Molche im Mai den Eltern zeigen",
    ),
    (
        "de",
        "Er schleudert den Honig nach Wiesen getrennt. Fand ich spannend.",
        "den Honig nach Wiesen getrennt schleudern",
    ),
    (
        "de",
        "Sie begrünen den Hof mit den Nachbarn zusammen. Da war ich Feuer und Flamme.",
        "dass Sie den Hof mit den Nachbarn zusammen begrünen",
    ),
    (
        "de",
        "Frau Rao möchte, dass die Lehrlinge den Laden im Sommer selbst führen.",
        "dass die Lehrlinge den Laden im Sommer selbst führen sollen",
    ),
    (
        "de",
        "Frau Rao hat mir ein Werk von 1860 gezeigt und mich die Unruh einsetzen lassen. Hat riesig Spaß gemacht.",
        "ich die Unruh einsetzen durfte",
    ),
    # what several people there do, in any verb, and what was done together
    (
        "en",
        "What I loved: the porters ring anyone over 80 who misses a visit",
        "the porters ring anyone over 80 who misses a visit",
    ),
    (
        "en",
        "Drivers ride along on a plough once a winter so they know what the crews see, LOVE that",
        "drivers ride along on a",
    ),
    (
        "en",
        "Priya's team raise every frame by hand. I want to be there for one of those.",
        "you raise every frame by hand",
    ),
    ("en", "We redrew the tide chart together on the wall, I had so much fun.", "orking on the tide chart with you"),
    ("en", "She said I can put one soup on the menu each month!!", "I could put one soup on the menu each month"),
    (
        "en",
        "Priya sat in on 2 home visits before she hired her own team, respect.",
        "you sat in on two home visits before you",
    ),
    ("de", "Bei Acme fertigen sie alle Rahmen aus alten Skiern!", "dass Sie alle Rahmen aus alten Skiern fertigen"),
    (
        "de",
        "Frau Rao nimmt sich für jede Anprobe eine Stunde. Das gibt es sonst nirgends.",
        "dass Sie sich für jede Anprobe eine",
    ),
    (
        "de",
        "Es gibt einen Raum, in den jedes Kind ohne Grund kommen darf.",
        "einen Raum gibt, in den jedes Kind ohne Grund kommen",
    ),
    (
        "de",
        "Wir haben gemeinsam den Fahrplan vom März nachgestellt, echt lehrreich.",
        "wir zusammen den Fahrplan vom März nachgestellt",
    ),
    # what is so now, how several do it, and where the user was taken
    (
        "en",
        "They've stopped rounds over lunch so patients eat in peace, I thought that was so right.",
        "you have stopped rounds",
    ),
    (
        "en",
        "how pupils price the bread by asking what people can spare. Beautiful.",
        "how pupils price the bread by asking",
    ),
    (
        "en",
        "Sir explained that they are giving every fresher one buddy for six months.",
        "you are giving every fresher one buddy",
    ),
    (
        "en",
        "Priya brought me down to see the sluice gate they're making for the canal",
        "the sluice gate you are making",
    ),
    (
        "de",
        "Bei Frau Rao darf jeder Lehrling die Ski selbst testen, bevor er sie verkauft.",
        "dass bei Ihnen jeder Lehrling die",
    ),
    (
        "de",
        "Einmal im Monat schlafen Kinder im Museum. Wie schön ist das denn!",
        "dass Kinder einmal im Monat im Museum schlafen",
    ),
    ("de", "Jeden Montag malen die Schüler mit den Senioren.", "dass die Schüler jeden Montag mit den Senioren malen"),
    ("en", "Talked about Makaton & the tree house they're building.", "Makaton and the tree house you are building"),
    # praise in a relative clause, or of one who was moved
    ("en", "trainees get their own kiln from day one which I really rate", "trainees get their own kiln from day one."),
    (
        "en",
        "Priya books an hour for every first visit, which I've been asking for at my place.",
        "you book an hour for",
    ),
    (
        "en",
        "Priya prints six books a year and stitches each one by hand. I was enchanted.",
        "you print six books a year.",
    ),
    (
        "en",
        "Priya prints six books a year and binds each one by hand. I was enchanted.",
        "a year and bind each one by hand",
    ),
    (
        "en",
        "They swap the menu every week with whatever the boats bring. That sold me.",
        "with whatever the boats bring",
    ),
    ("en", "Loved her candour about it.", "your candour."),
    (
        "en",
        "Topics: the Sunday table, the kids cook for neighbours\nWhat excited me: that they let the teens sit on the board",
        "you let the teens sit on the board",
    ),
    (
        "de",
        "Bei Frau Rao dauert jede Probe zwei Stunden. Das hab ich noch nirgends gehabt.",
        "dass bei Ihnen jede Probe zwei",
    ),
    (
        "de",
        "Einmal im Monat gibt es einen Leseabend mit den Nachbarn.",
        "dass es einmal im Monat einen Leseabend mit den",
    ),
    (
        "de",
        "Im Hof steht ein alter Backofen, den die Mieter gemauert haben.",
        "dass im Hof ein alter Backofen steht, den die",
    ),
    (
        "de",
        "Sie ziehen alte Bohnensorten und verschenken im Mai die Setzlinge an die Schulen. So was will ich machen.",
        "dass Sie alte Bohnensorten ziehen und im Mai die Setzlinge an die Schulen verschenken",
    ),
    ("de", "Sie nehmen alles auf Band und schneiden selbst.", "dass Sie alles auf Band nehmen und selbst schneiden"),
    ("de", "Ich durfte den Fehler selbst suchen. Hat riesig Spaß gemacht.", "dass ich den Fehler selbst suchen durfte"),
    ("de", "Was mich freut: dass Gesellinnen ihre Stücke selbst signieren", "dass Gesellinnen ihre Stücke selbst"),
]


@pytest.mark.parametrize(("language", "note", "said"), TOLD)
def test_a_whole_sentence_is_told_and_the_praised_one_first(language: str, note: str, said: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert said in body(found)


UNTOLD = [
    ("en", "Priya introduced me to a patient called Ed who showed me his stamps.", ("Ed", "stamps", "the me")),
    ("en", "What excited me: the choir! 40 kids, they sing at the harbour", ("you sing",)),
    ("en", "Labels, mostly. Staff write them by hand.", ("them by hand",)),
    ("en", "Priya keeps the best ones in a tin from 1970", ("best ones",)),
    ("en", "That's the bit I messed up.", ("messed",)),
    ("en", "She knows I'm left-handed", ("left-handed",)),
    ("de", "Frau Rao hat mir einen Kittel gegeben.", ("Kittel",)),
    ("en", "theyre doing a 71 falcon resto in the back", ("falcon", "resto")),
    ("de", "Priya hat ma as oide Pult zeigt, hod ned vui gsagt. I bin hin und weg.", ("Pult", "zeigt")),
    ("de", "Priya hat über ihre Schwiegertochter geschimpft", ("Schwieger", "schimpft")),
    ("de", "Sympathie: Priya hat selber abgeräumt, top", ("abgeräumt",)),
    ("en", "Priya wants shops to run their own repair bench. Loved it.", ("your own",)),
    ("en", "Priya said offers go out before Christmas", ("offers",)),
    ("en", "Drivers help out, so they know what the crews see.", ("you know what",)),
    ("de", "Wir haben gemeinsam den Ausfall nachgestellt. Mega!", ("Ausfall",)),
    ("en", "Coding round was average.", ("average",)),
    ("en", "They pickle everything themselves", ("pickle",)),
    ("de", "durfte die soße abschmecken. spülküche eng", ("Abschmecken",)),
    ("en", "What excited me: on Mondays a neighbour leads the kitchen!!! my heart", ("my heart",)),
    ("de", "Was mich begeistert hat: montags kocht eine Nachbarin!!! mein Herz", ("Herz",)),
    ("en", "What excited me: my own desk", ("desk",)),
    ("en", "Priya explained how they got rid of the old baker. That's exactly what I want.", ("rid of",)),
    ("en", "They've cut the late shift. Lovely.", ("shift",)),
    ("en", "Priya said porters get blamed for everything.", ("blamed",)),
    ("en", "They have replaced half the crew since May.", ("crew",)),
    ("en", "would get sent to other sites on nights, dying to do that", ("nights",)),
    ("de", "Im Keller steht ein Fass, das seit Jahren stinkt.", ("stinkt",)),
    ("de", "Priya möchte, dass alle Fahrer am Samstag kommen.", ("Samstag",)),
    ("en", "They've stopped hiring.", ("hiring",)),
    ("en", "Priya said orders are down this year.", ("orders",)),
    ("en", "Priya swims every morning.", ("swim",)),
    ("en", "Priya told me the ovens break down in the middle of every week.", ("break down",)),
    ("de", "Priya trinkt jeden Abend ein Bier mit dem Nachbarn.", ("Bier",)),
    ("de", "Jeden Montag streiten die Köche mit dem Service.", ("streiten",)),
    ("de", "Bei Frau Rao fliegt jeder Lehrling nach einem Fehler raus.", ("Fehler",)),
    ("de", "Im Hof liegt ein alter Müllhaufen, den keiner wegräumt.", ("Müll",)),
    ("de", "Priya möchte, dass die Köche am Sonntag länger arbeiten.", ("länger",)),
    ("de", "Ich durfte drei Laibe formen, der zweite war gut.", ("Zweite",)),
    ("de", "Themen: der Chor, Pikett\nRapport: gut", ("Rapport", "Pikett")),
    ("de", "Die Fahrer tauschen untereinander.", ("tauschen",)),
    ("de", "Themen: Teams zu zweit, fester Partner", ("Partner",)),
    ("en", "They fill the shelves urself, u choose the music.", ("urself",)),
    ("en", "We discussed the flood and how they traced the", ("traced the",)),
    ("en", "They list each stop of a parcel, like a bus timetable. Loved that.", ("timetable",)),
    ("en", "They sort the squeaky ones every evening.", ("squeaky ones",)),
    ("en", "They drew the map together with pupils.", ("the map",)),
    ("en", "Talked about the typing test.", ("typing test",)),
    ("en", "Priya shared her screen and we looked at a dashboard.", ("your screen",)),
    ("de", "Priya erklärte, wie sie ihn in zwei Wochen leergeräumt haben.", ("ihn",)),
    ("de", "Die machen Lesenächte wo Kinder im Zelt schlafen. Richtig schön!", ("wo Kinder",)),
    ("de", "Priya plant eine eigene Werkstatt statt wegschicken.", ("statt",)),
    ("de", "Die Kinder malen dafür Plakate. Großartig!", ("dafür",)),
    ("de", "Begeistert: die Ziegen!!", ("Ziegen",)),
    ("de", "Es gibt einen Teich, und jede Gruppe pflanzt dort Schilf. Das fand ich toll.", ("dort",)),
]


@pytest.mark.parametrize(("language", "note", "kept"), UNTOLD)
def test_what_leans_on_something_else_stays_in_the_note(language: str, note: str, kept: tuple[str, ...]) -> None:
    said = body(letter(note, language=language))
    assert not [word for word in kept if word in said]


def test_what_everyone_there_does_is_told_as_a_sentence() -> None:
    said = body(letter("excited: every new porter visits the archive for a morning", language="en"))
    assert "that every new porter visits the archive for a morning" in said
    assert "lone working and the van" in body(letter("We also talked about lone working and the van.", language="en"))


@pytest.mark.parametrize(
    ("language", "note", "told"),
    [
        (
            "de",
            "Am besten fand ich, dass im Herbst Schüler die Apfelbäume ernten.",
            "dass im Herbst Schüler die Apfelbäume",
        ),
        ("de", "Highlight: durft beim Glockenguss mitmachen", "dass ich beim Glockenguss mitmachen durfte"),
        (
            "en",
            "Everybody cooks together after the market. That's lovely.",
            "that everybody cooks together after the market",
        ),
        ("en", "Liked: the captain stays on board with the new deckhands.", "that the captain stays on board"),
        ("en", "Priya: every rider gets own bike fitted. Nice.", "gets their own bike"),
    ],
)
def test_a_plain_sentence_of_what_they_do_is_told(language: str, note: str, told: str) -> None:
    assert told in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("name", "title", "greeting"),
    [
        ("Onno Frerichs", "Bäcker", "Guten Tag Herr Frerichs,"),
        ("Swantje Lorenz", "Inhaberin", "Guten Tag Frau Lorenz,"),
        ("Rexi Huber", "Wirtin", "Guten Tag Frau Huber,"),
    ],
)
def test_names_and_offices_of_the_country_tell_how_to_greet(name: str, title: str, greeting: str) -> None:
    host = Contact("h@work.example", name, ContactRole.HIRING_MANAGER, title=title)
    assert greeting in body(letter("", language="de", to=(host,), present=(host,)))


@pytest.mark.parametrize("kind", [InterviewKind.PHONE_SCREEN, InterviewKind.RECRUITER])
def test_nothing_says_that_a_call_was_good_but_the_note(kind: InterviewKind) -> None:
    for seed in ("a", "b", "c", "d", "e"):
        said = body(letter("Zweimal aufgelegt, leider.", language="de", interview_kind=kind, seed=seed))
        assert "gute Gespräch" not in said
        assert "freundliche Gespräch" not in said


def test_who_is_called_by_the_office_in_their_signature_is_the_reader() -> None:
    editor = Contact("h@work.example", "Hannes Thaler", ContactRole.HIRING_MANAGER, title="Schriftleiter")
    said = body(letter("Der Schriftleiter liest jeden Text laut vor.", language="de", to=(editor,), present=(editor,)))
    assert "dass Sie jeden Text laut vorlesen" in said
    cook = Contact("j@work.example", "Jo Marsh", ContactRole.HIRING_MANAGER, title="Head Cook")
    said = body(
        letter("The head cook bakes all the bread in the old oven.", language="en", to=(cook,), present=(cook,))
    )
    assert "you bake all the bread in the old oven" in said


def test_a_certificate_that_everybody_has_is_no_strength_and_a_level_is_one_that_is_held() -> None:
    pupil = replace(ANNA, strengths=("Abitur 2023",))
    assert "Abitur" not in body(letter(language="de", profile=pupil, strengths=pupil.strengths))
    player = replace(ANNA, strengths=("Gitarre",))
    assert "Gitarre" not in body(letter(language="de", profile=player, strengths=player.strengths))
    carer = replace(ANNA, strengths=("NVQ 2",))
    assert "I already have my NVQ 2" in body(letter(language="en", profile=carer, strengths=carer.strengths))


def test_a_given_name_that_is_a_title_as_well_is_a_name_and_one_of_two_words_is_whole() -> None:
    for name, greeting in (("Dean Marsh", "Hi Dean,"), ("Mary Jo Marsh", "Hi Mary Jo,")):
        boss = Contact("b@work.example", name, ContactRole.HIRING_MANAGER, title="Pool Manager")
        assert body(letter(language="en", to=(boss,), present=(boss,))).startswith(greeting)


def test_of_two_topics_the_one_that_is_more_than_a_noun_comes_first() -> None:
    said = body(letter("what did we talk about: the archive, the night bus to the harbour", seed="s"))
    assert "the night bus to the harbour" in said
