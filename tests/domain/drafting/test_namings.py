"""What names a thing stands in a letter only where it is a noun phrase for certain; what surely lacks an article gets it."""

from __future__ import annotations

import pytest

from followbot.domain.model import InterviewKind
from tests.domain.drafting.desk import ANNA, body, letter

PRIVATE_TO_THE_NOTE = [
    ("en", "Liked: nobody shouting across the floor", "nobody"),
    ("en", "We talked about argued over the shift plan", "argued"),
    ("en", "Excited by: same desk all year, mostly", "mostly"),
    ("en", "We talked about regional history mainly", "mainly"),
    ("de", "Begeistert: Therapiehund Bruno", "Bruno"),
    ("de", "Thema: Abbruch vom alten Silo machen die selbst", "Silo"),
    ("de", "Thema: Schülerrat, die Durften die Farben wählen", "Farben"),
    (
        "de",
        "Habe im Werkraum beim Töpfern zugesehen, die Kinder kneten den Ton selbst, einer hat mir was gemacht",
        "zugesehen",
    ),
]


@pytest.mark.parametrize(("language", "noted", "word"), PRIVATE_TO_THE_NOTE)
def test_what_is_no_noun_phrase_for_certain_stays_in_the_note(language: str, noted: str, word: str) -> None:
    assert word not in body(letter(noted, language=language))


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("What we discussed: summer school they had in June", "the summer school you had in June"),
        ("What excited me: relaunching of the county archive in May", "the relaunching of the county archive in May"),
        ("Liked: apprentices plan their own week from day one", "that apprentices plan their own week"),
        ("She let me run the bakery counter solo 2nd half", "run the bakery counter."),
        ("Priya showed me the kiln room", "show me the kiln room"),
    ],
)
def test_what_lacks_little_for_certain_is_put_right(noted: str, said: str) -> None:
    assert said in body(letter(noted, language="en"))


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        (
            "Was besprochen: Rissbildung beim mehrstufigen Verdichter",
            "über die Rissbildung beim mehrstufigen Verdichter",
        ),
        ("Themen: Schleifgeräusche beim dreistufigen Getriebe", "über Schleifgeräusche beim dreistufigen Getriebe"),
        ("begeistert von: Stadtteilparlament, die durften den Spielplatz planen", "das Stadtteilparlament."),
    ],
)
def test_a_german_noun_gets_the_article_that_its_last_part_tells(noted: str, said: str) -> None:
    assert said in body(letter(noted, language="de"))


def test_a_german_topic_without_its_article_is_no_topic_between_quotation_marks() -> None:
    assert "Undine" not in body(letter("Was besprochen: Umbau MS Undine auf Batterie", language="de"))


def test_a_german_sentence_that_begins_with_its_object_is_told() -> None:
    said = body(letter("Die Dienstpläne schreiben sie gemeinsam. Das gefällt mir sehr.", language="de"))
    assert "dass Sie die Dienstpläne gemeinsam schreiben" in said


@pytest.mark.parametrize(
    ("language", "role", "said"),
    [
        ("de", "Disponentin Ladezone", "Ladezone"),
        ("de", "Ambulanter Betreuer", "Ambulanter"),
        ("en", "Registrar, Night Rota", "Night Rota"),
    ],
)
def test_a_title_that_is_a_heading_is_no_part_of_a_sentence(language: str, role: str, said: str) -> None:
    texts = [letter(language=language, role=role, seed=f"s{n}") for n in range(12)]
    assert not any(said in found.text or said in found.subject for found in texts)


def test_a_trade_has_its_own_preposition() -> None:
    texts = [
        body(letter(language="de", role="Elektronikerin Gebäudetechnik", seed=f"s{n}", profile=ANNA)) for n in range(12)
    ]
    assert any("Elektronikerin für Gebäudetechnik" in text for text in texts)


@pytest.mark.parametrize(
    ("language", "noted", "said"),
    [
        ("de", "Die Lehrlinge gestalten ihre Mappe selber. Super!", "dass die Lehrlinge ihre Mappe selbst gestalten"),
        ("de", "Die Gäste dürfen am Herd zusehen. Toll!", "dass die Gäste am Herd zusehen dürfen"),
        (
            "de",
            "Das Team macht jeden Montag Fallbesprechung im Garten. Toll!",
            "Ihr Team jeden Montag Fallbesprechung",
        ),
        (
            "de",
            "Am meisten hat mich die Werkbank beeindruckt, an der Rentner mit Kindern bauen.",
            "die Werkbank, an der",
        ),
        ("de", "Besonders hat mir der Innenhof gefallen.", "den Innenhof"),
        ("de", "Danach haben wir lange über den Kranbau geredet, mit dem alles anfing.", "über den Kranbau"),
        ("de", "Nach dem Rundgang durfte ich in die Gießerei, die sonst zu ist.", "ich in die Gießerei durfte"),
        ("de", "Frau Rao betonte, dass die Übergabe alle vierzehn Tage stattfindet.", "alle vierzehn Tage stattfindet"),
        (
            "en",
            "Priya told me trainees get a mentor for the first year.",
            "that trainees get a mentor for the first year",
        ),
        ("en", "Priya explained that the whole theatre helps with the set on Fridays.", "the whole theatre helps with"),
        (
            "en",
            "Priya spent most of the hour on the appeal they won in Leeds, and on costs.",
            "the appeal you won in Leeds",
        ),
        (
            "en",
            "What stood out was Priya describing the night bus for shift workers.",
            "the night bus for shift workers",
        ),
        (
            "en",
            "Priya showed me the old looms that run again this autumn.",
            "show me the old looms that run again",
        ),
        ("en", "They swap tasks so juniors learn. Loved that.", "so that juniors learn"),
    ],
)
def test_what_a_sentence_tells_stands_in_the_order_of_ours(language: str, noted: str, said: str) -> None:
    assert said in body(letter(noted, language=language))


def test_nobodys_incident_is_named() -> None:
    assert "incident" not in body(letter("What we discussed: contamination incident they had in March"))


@pytest.mark.parametrize("seed", [f"s{n}" for n in range(8)])
def test_where_nothing_was_told_no_interest_grew(seed: str) -> None:
    said = body(letter(strengths=("BTEC level 3",), interview_kind=InterviewKind.FINAL, seed=seed))
    assert "even more" not in said


def test_what_a_dash_explains_is_not_told_beside_it_as_a_second_thing() -> None:
    noted = "Discussed: night clinics – they go to farms that have no bus."
    said = body(letter(noted, language="en"))
    assert ("night clinics" in said) != ("go to farms" in said)


@pytest.mark.parametrize(
    ("language", "noted", "word"),
    [
        ("en", "Priya told me about the quiet room where relatives sit after a patient dies.", "dies"),
        ("de", "Besprochen: Chorprobe jeden Donnerstag", "Chorprobe"),
        ("de", "sie decken nächstes jahr alle scheunen im tal ab", "tal"),
        ("en", "They sit with families and plan the week on paper.", "sit with"),
        ("en", "Priya told me they sit with families and plan the week on paper.", "sit with"),
        ("de", "Frau Rao hat erzählt, dass der vorige Koch gestohlen hat.", "gestohlen"),
        ("de", "Frau Rao hat erzählt, dass die Praktikantin vom Gerüst gefallen ist.", "gefallen"),
        ("de", "Die Ärztin behandelt Streuner umsonst. Toll!", "Streuner"),
        ("de", "Der Bus holt alle ab. Super!", "bholt"),
        ("en", "Priya told me the old gardener stole the bulbs every spring.", "stole"),
        ("en", "Priya said the trainee fell off a ladder on Monday.", "ladder"),
        ("en", "Priya told me the dentist treats every stray for free.", "stray"),
        ("de", "Frau Rao hat einen strengen Kunden gespielt.", "Kunden"),
        ("de", "Die Gäste kneten und formen mit. Toll!", "kneten"),
        ("de", "Toll: Montags planen alle die Woche.", "Montags"),
        ("en", "I said I'd done it for 4 years at Hinton's.", "Hinton"),
        ("en", "She lets the younger ones steer.", "younger"),
        ("de", "Die dichten da alles mit Hanf statt Silikon reinzuschmieren, mein Ding!", "Hanf"),
    ],
)
def test_what_nobody_would_write_like_that_stays_in_the_note(language: str, noted: str, word: str) -> None:
    assert word not in body(letter(noted, language=language))


def test_a_day_in_front_of_a_sentence_in_speech_is_told() -> None:
    said = body(letter("Jeden Montag machen die ne Probe mit dem Chor. Fand ich super.", language="de"))
    assert "dass Sie jeden Montag eine Probe mit dem Chor machen" in said


def test_a_bath_is_no_legal_form_but_in_italian() -> None:
    said = [body(letter(company="Birchwood Spa", seed=f"s{n}")) for n in range(12)]
    assert any("Birchwood Spa" in text for text in said)
    written = [body(letter(company="Rossi Spa", language="it", seed=f"s{n}")) for n in range(12)]
    assert any("Rossi" in text for text in written)
    assert not any("Rossi Spa" in text for text in written)


@pytest.mark.parametrize(
    ("language", "noted"),
    [
        ("en", "Priya showed me the label press."),
        ("en", "We talked about the label press."),
        ("de", "Frau Rao hat mir die Presse gezeigt."),
        ("de", "Wir haben über die Etikettenpresse gesprochen."),
        ("de", "Frau Rao erzählt, die Lehrlinge bauen im ersten Jahr ihre eigene Bank."),
    ],
)
def test_only_what_was_liked_is_said_to_have_been_liked_most(language: str, noted: str) -> None:
    words = ("especially", "most", "particularly", "esonders", "am meisten", "überzeugend")
    said = body(letter(noted, language=language))
    assert not any(word in said for word in words)


def test_a_line_ends_however_a_telephone_writes_it() -> None:
    said = body(letter("Priya showed me the lamp\u2028Bus was late"))
    assert "show me the lamp" in said


@pytest.mark.parametrize("seed", [f"s{n}" for n in range(8)])
def test_what_was_done_before_ones_eyes_is_not_heard_of(seed: str) -> None:
    said = body(letter("Frau Rao hat die Pläne auf den Tisch gelegt.", language="de", seed=seed))
    assert "Pläne auf den Tisch gelegt" in said
    assert "gehört, dass" not in said


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("Priya showed me the tool wall behind the lathes", "show me the tool wall behind the lathes"),
        ("She showed me the mural residents painted", "show me the mural that the residents painted"),
        ("What excited me: night buses actually stop at every farm", "that night buses actually stop at every farm"),
    ],
)
def test_what_was_shown_with_where_it_is_and_what_people_do_is_told_as_a_sentence(noted: str, said: str) -> None:
    assert said in body(letter(noted, language="en"))


def test_german_days_that_are_few_are_written_in_letters_and_what_was_shown_was_not_heard_of() -> None:
    said = body(letter("Priya Rao hat mir gezeigt, wie sie den Sauerteig 3 Tage führt.", language="de"))
    assert "nteressant fand ich, wie Sie den Sauerteig drei Tage führen" in said


def test_a_piece_that_nobody_named_before_is_not_told() -> None:
    assert "Teil" not in body(letter("Sie prüfen jedes Teil einzeln am Lichttisch.", language="de"))


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        (
            "Der Betrieb stellt gerade auf Akkugeräte um, da könnte ich ansetzen.",
            "dass gerade auf Akkugeräte umgestellt",
        ),
        ("Das Team stellt auf ein neues Kassensystem um, ein Chaos.", ""),
    ],
)
def test_what_a_german_house_changes_over_to_is_told_of_nobody(noted: str, said: str) -> None:
    told = body(letter(noted, language="de"))
    assert said in told if said else "Kasse" not in told


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("Toll fand ich, dass die Azubis den Garten selbst planen.", "dass die Azubis den Garten selbst planen"),
        ("Gut gefallen hat mir, dass sie jeden Freitag zusammen kochen.", "dass Sie jeden Freitag zusammen kochen"),
    ],
)
def test_what_a_german_note_calls_good_with_a_clause_is_told(noted: str, said: str) -> None:
    assert said in body(letter(noted, language="de"))


def test_what_a_german_note_calls_not_so_good_is_not_told() -> None:
    assert "Samstag" not in body(letter("Nicht so toll fand ich, dass sie am Samstag arbeiten.", language="de"))
