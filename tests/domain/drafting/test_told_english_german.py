"""What English and German notes say in whole sentences and praise in the next one: told whole, and the praised first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
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
        "Frau Rao hat mir die Druckerei gezeigt, 8 Pressen, und mir erklärt, dass Anfänger vier Wochen nur zuschauen.",
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
    ("de", "Die Fahrer tauschen untereinander.", ("tauschen",)),
    ("de", "Themen: Teams zu zweit, fester Partner", ("Partner",)),
]


@pytest.mark.parametrize(("language", "note", "kept"), UNTOLD)
def test_what_leans_on_something_else_stays_in_the_note(language: str, note: str, kept: tuple[str, ...]) -> None:
    said = body(letter(note, language=language))
    assert not [word for word in kept if word in said]


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
    carer = replace(ANNA, strengths=("NVQ 2",))
    assert "I already have my NVQ 2" in body(letter(language="en", profile=carer, strengths=carer.strengths))
