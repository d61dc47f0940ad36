"""What English and German notes say in few words, told as one short phrase in a sentence that takes it."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import body, letter

TOLD = [
    # What somebody took the time to do, and what one saw or heard of.
    ("en", "Priya showed me round the kiln shed herself.", "to show me round the kiln shed."),
    ("en", "Priya gave us a tour of the seed vault", "to show me round the seed vault."),
    (
        "en",
        "Priya walked me through why they gave up the old press.",
        "to walk me through why you gave up the old press.",
    ),
    (
        "en",
        "I got to see the darkroom where visitors print postcards.",
        "seeing the darkroom where visitors print postcards",
    ),
    (
        "en",
        "Priya told me about the reading shed behind the school.",
        "hearing about the reading shed behind the school",
    ),
    ("en", "She let us sit in the old tram with the wooden levers", "to sit in the old tram with the wooden levers"),
    (
        "de",
        "Priya hat mich spontan mit auf den Turm genommen, Wind ohne Ende.",
        "dass Sie mich spontan mit auf den Turm genommen haben",
    ),
    (
        "de",
        "Priya nahm mich gleich mit in die Gießerei, in der gerade abgestochen wurde.",
        "dass Sie mich mit in die Gießerei genommen haben",
    ),
    (
        "de",
        "Priya hat mir am Leuchttisch drei alte Stiche hingelegt und wollte wissen, welcher echt ist.",
        "dass Sie mir am Leuchttisch drei alte Stiche hingelegt haben",
    ),
    (
        "de",
        "hat mir die alte Schleuse aufgeschlossen, war sonst nie jemand drin.",
        "dass Sie mir die alte Schleuse aufgeschlossen haben",
    ),
    (
        "de",
        "Die Chefin hat mir die neue Drehbank gezeigt und danach gab es Kaffee.",
        "dass ich die neue Drehbank sehen durfte",
    ),
    (
        "de",
        "Zwei Azubis haben mich durch die Lehrwerkstatt geführt und alles erklärt.",
        "dass ich die Lehrwerkstatt sehen durfte",
    ),
    ("de", "durfte mit auf den Kutter", "dass ich mit auf den Kutter durfte"),
    (
        "de",
        "Ich durfte eine Stunde mit Headset neben einem Kollegen sitzen.",
        "dass ich eine Stunde mit Headset neben einem Kollegen sitzen durfte",
    ),
    # How and why they do it.
    (
        "en",
        "what did we talk about: the tram shed, why they left the old signal system",
        "why you left the old signal system",
    ),
    ("en", "Priya told me how the guides plan their own walks.", "how the guides plan their own walks"),
    ("de", "Hat erklärt wie sie die Pegelstände auswerten u. dass es voran geht.", "wie Sie die Pegelstände auswerten"),
    (
        "de",
        "Priya berichtete vom letzten Audit ohne Befund und davon, dass alles offen liegt.",
        "was Sie vom letzten Audit ohne Befund erzählt haben",
    ),
    # What there is, and what is done there.
    (
        "en",
        "There's also a tool library run by pensioners, and it would be mine to run.",
        "that there is a tool library run by pensioners",
    ),
    (
        "en",
        "What got me is that letters reach the families within two days.",
        "that letters reach the families within two days",
    ),
    (
        "en",
        "Priya sees the job as rebuilding trust between the wards and the kitchen.",
        "that you see the role as rebuilding trust",
    ),
    ("en", "They run a thing called Odd Socks Hour on Fridays. I want in.", "about Odd Socks Hour"),
    (
        "en",
        "We pair every trainee with a tutor? They pair every trainee with a tutor for 6 weeks, loved that",
        "for six weeks",
    ),
    (
        "de",
        "Alle Glocken werden in der eigenen Grube gegossen.",
        "dass alle Glocken in der eigenen Grube gegossen werden",
    ),
    (
        "de",
        "Nach jedem schweren Einsatz wird man dort gemeinsam abgeholt, ohne zu fragen",
        "dass man nach jedem schweren Einsatz gemeinsam abgeholt wird",
    ),
    ("de", "Zweimal im Jahr geht es auf die Hallig.", "dass es zweimal im Jahr auf die Hallig geht"),
    ("de", "begeistert hat mich: Muster entstehen im eigenen Haus", "dass Muster im eigenen Haus entstehen"),
    (
        "de",
        "Fand gut dass sie ehrlich gesagt hat was beim Probelauf schiefging.",
        "dass Sie ehrlich gesagt haben, was beim Probelauf schiefging",
    ),
    (
        "de",
        "Gespräch über das Archiv. Sie hat offen erzählt warum sie von Papier weg sind. Fand ich super.",
        "warum Sie von Papier weg sind",
    ),
    (
        "de",
        "Nettes Gespräch über den Umbau der Kantine und wie sie die Ausgabe neu geordnet haben.",
        "wie Sie die Ausgabe neu geordnet haben",
    ),
    (
        "de",
        "Priya hat viel von der Umstellung auf Dampf erzählt und dass sie weitermachen.",
        "was Sie von der Umstellung auf Dampf erzählt haben",
    ),
    ("en", "Priya showed me the whole mill incl the cellar", "show me the whole mill, including the cellar"),
    ("en", "Priya told me loads about switching to oats", "hearing about switching to oats"),
    ("en", "Favourite bit was the wave tank in the cellar", "the wave tank in the cellar"),
    (
        "de",
        "Es gibt einen festen Paten für die ersten 3 Monate.",
        "dass es einen festen Paten für die ersten drei Monate gibt",
    ),
    ("de", "Gut war, dass sie mir das Hochregal gezeigt haben.", "dass Sie mir das Hochregal gezeigt haben"),
    ("de", "Kran 3 im Umbau, haben die Leitwarte gezeigt, alles neu", "dass ich die Leitwarte sehen durfte"),
    ("de", "Besprochen: Wundambulanz, die läuft seit Mai einmal die Woche", "über die Wundambulanz"),
    (
        "de",
        "Priya meinte, die Klassen haben alle einen eigenen Garten und die Großen führen die Kleinen rum.",
        "dass die Klassen alle einen eigenen Garten haben",
    ),
    ("en", "Good that they showed me the high-bay warehouse", "seeing the high-bay warehouse"),
    ("en", "She explained why they're switching to hydrogen - super", "hearing why you are switching to hydrogen"),
    (
        "de",
        "Priya hat mir den alten Webstuhl gezeigt und erklärt wie sie die Muster zeichnen.",
        "mir den alten Webstuhl gezeigt haben",
    ),
    ("de", "Fand gut dass sie ehrlich gesagt hat dass das erste Jahr holprig war.", "dass Sie so ehrlich waren"),
    (
        "de",
        "Priya hat mir erklärt wie die Schleusen gesteuert werden wenn Hochwasser ist",
        "gesteuert werden, wenn Hochwasser ist",
    ),
    (
        "de",
        "Sie bauen gerade einen Lernort auf und suchen jemanden fürs Löten.",
        "dass Sie gerade einen Lernort aufbauen",
    ),
    (
        "de",
        "Beeindruckt hat mich, dass jede Idee nach 2 Wochen getestet wird.",
        "dass jede Idee nach zwei Wochen getestet wird",
    ),
    ("de", "Priya hat mir offen die Absprungzahlen gezeigt.", "dass Sie mir die Absprungzahlen gezeigt haben"),
    (
        "en",
        "Went round with Priya, saw the boiler house and the old sorting office",
        "seeing the boiler house and the old sorting office",
    ),
    ("en", "Liked: residents cook with staff, and theres a hen house", "that residents cook with staff."),
    ("en", "Best bit: trainees get their own builds eg a chess set", "trainees get their own builds."),
    (
        "en",
        "Priya showed me the new falls screening they do within 4 hrs of admission",
        "show me the new falls screening you do.",
    ),
    (
        "de",
        "Priya war ruhig und hat nochmal erklärt, wie sie auf Flüssiggas umgestellt haben und welche Fehler sie machten.",
        "wie Sie auf Flüssiggas umgestellt haben.",
    ),
    (
        "de",
        "Worüber: E-Akte, das neue Leseprojekt\nWas hat mich begeistert: genau dieses Leseprojekt, Kinder lesen",
        "fand ich das neue Leseprojekt",
    ),
    (
        "de",
        "Der Chor probt mit den Eltern zusammen, das hat mich begeistert.",
        "der Chor mit den Eltern zusammen probt",
    ),
    ("en", "Liked: own workshop for splints", "your own workshop for splints"),
    # What was liked, under labels of one's own.
    (
        "en",
        "Whats good: evening choir led by a different nurse every week",
        "the evening choir led by a different nurse every week",
    ),
    (
        "en",
        "I got excited about choosing the front table myself each season",
        "is choosing the front table myself each season",
    ),
    (
        "en",
        "cool: they have their own print room and every typist mentors a trainee",
        "print room and that every typist mentors a trainee",
    ),
    (
        "en",
        "It ran late into year 5. What stuck with me: kids run the river watch themselves",
        "that the children run the river watch",
    ),
    ("de", "Begeisterung: ich könnte die Bürgerwerkstatt leiten", "dass ich die Bürgerwerkstatt leiten könnte"),
    ("de", "Was toll: die haben ne eigene Lehrküche und jeder Geselle hilft", "dass Sie eine eigene Lehrküche haben"),
    ("de", "Geil fand ich: rollende Werkbank, eigener Kran", "die rollende Werkbank"),
    ("de", "Worum gings? Notbremsung, Fahrsimulator\nWas war super? der neue Prüfstand", "den neuen Prüfstand"),
]


@pytest.mark.parametrize(("language", "note", "said"), TOLD)
def test_a_short_phrase_of_a_note_is_told(language: str, note: str, said: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert said in body(found)


UNTOLD = [
    ("en", "talked about: lathe restoration at Easterby, ash", "ash part"),
    ("en", "They run a shed where kids fix one keep one, loved it", "one keep one"),
    ("en", "Topics: checking in visits", "checking in visits"),
    ("en", "Case: cut stock by 20%, I suggested ABC analysis", "the cut stock"),
    ("en", "Priya told us they're opening a second site in spring. loved that last bit.", "last bit"),
    ("de", "Besprochen: Wundambulanz, die läuft seit Mai einmal die Woche", "einmal die Woche"),
    ("de", "Worüber gesprochen: das übliche, lebenslauf\nWas hat mich begeistert: -\nChemie: ging so", "Übliche"),
    ("en", "What did we talk about: the usual\nWhat excited me: -\nRapport: ok", "usual"),
    ("en", "A friend who works there says they cook together every Friday", "cook"),
    ("en", "They wrote the protocol themselves, loved that", "protocol"),
    ("en", "Six in the team, all there for years, lovely", "all there"),
    ("de", "Priya erzählte wie sie nach dem Sturm alles in 4 Monaten neu gebaut haben", "dem Sturm."),
    ("en", "Priya explains everything calmly", "everything"),
    ("en", "Priya took her time, really listened", "about your time"),
    ("en", "What excited me: the new press, still in its crate!! I'd help run it.", "run it"),
    ("de", "Priya hat mir nicht die Halle aufgeschlossen", "aufgeschlossen"),
    ("de", "Alle Stellen werden im Sommer gestrichen.", "gestrichen"),
    ("de", "Reizvoll: Priya haut noch selber an am Amboss und zeigts den Lehrlingen", "an am"),
    ("de", "Der Chef hat mir die kalte Schulter gezeigt", "Schulter"),
]


@pytest.mark.parametrize(("language", "note", "word"), UNTOLD)
def test_what_is_no_short_phrase_for_certain_stays_in_the_note(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


def test_single_words_before_dashes_are_questions_where_several_lines_have_them() -> None:
    noted = "talked about - the weaving room\nexcited - willow tunnel and beehives\nrapport - good\nhear - tmrw"
    assert "the willow tunnel and beehives" in body(letter(noted, language="en"))
    assert "station" not in body(letter("good - but far from the station", language="en"))
