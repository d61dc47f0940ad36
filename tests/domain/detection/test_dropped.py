"""Interviews that do not take place, and those of somebody else: what notes say about both in free words."""

from __future__ import annotations

import pytest

from followbot.domain.events.collect import collect
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import scene_of
from followbot.domain.model import Event
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, NO_SETTINGS, event, judge


def signs(told: Event) -> dict[str, str]:
    """The signs of an event, with what they quote."""
    scene = scene_of(told, JANE, rules(), JANE.addresses)
    return {name: mark.quote for name, mark in collect(scene, Sides(scene, NO_SETTINGS)).seen.items()}


CALLED_OFF = [
    ("Interview Tarn & Sons", "they filled it internally, pity"),
    ("Vorstellungsgespräch Elektro Pohl", "leider selbst abgesagt"),
    ("Entretien Pharmacie Vidal", "annulé hier de leur part"),
    ("Entrevista Óptica Mar", "la cancelaron esta mañana"),
    ("Entrevista Loja Trigo", "já desmarquei"),
    ("Colloquio Forno Zanella", "ho rinunciato ieri"),
    ("Sollicitatiegesprek Rijwielhandel Kuip", "per mail afgebeld"),
    ("Rozmowa kwalifikacyjna Optyk Lis", "zrezygnowałem wczoraj"),
    ("Intervju Ekmans Bygg", "har tackat nej"),
    ("İş görüşmesi Öz Fırın", "ilan kapanmış maalesef"),
    ("面接 はなみ堂", "電話で辞退した"),
    ("面试 云溪茶庄", "已经拒绝了"),
]


@pytest.mark.parametrize(("title", "note"), CALLED_OFF)
def test_a_note_that_says_nothing_but_that_it_is_off(title: str, note: str) -> None:
    told = event(title, note)
    assert "body.dropped" in signs(told)
    assert judge(told).verdict == "not_interview"
    assert judge(event(title)).verdict == "interview"


def test_the_reader_is_told_the_words() -> None:
    told = [e.text for e in judge(event("Gesprek Timmerwerf Bol", "heb gisteren afgebeld")).evidence]
    assert "The description says “afgebeld”: you or they have called it off." in told


def test_no_invitation_outweighs_a_note_above_it_that_it_is_off() -> None:
    words = (
        "Dear Jane, thank you for applying for the role of Buyer at Tarn. Your interview is with Bo Lund, Head of Purchasing, "
        "and Ada Moss, Talent Partner. Please bring your portfolio; we will talk about your experience and the team."
    )
    told = event("Interview: Buyer", words, "Ada Moss <ada@tarnwool.com>", ("jane.doe@gmail.com", "bo@tarnwool.com"))
    assert judge(told).verdict == "interview"
    off = event(
        "Interview: Buyer", f"UPDATE: they filled it\n\n{words}", "Ada Moss <ada@tarnwool.com>", ("jane.doe@gmail.com",)
    )
    assert judge(off).verdict == "not_interview"


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("Interview Tarn & Sons", "cancelled the plumber for this"),
        ("Vorstellungsgespräch Elektro Pohl", "Friseur abgesagt"),
        ("Entretien Pharmacie Vidal", "annulé le garage"),
        ("Colloquio Forno Zanella", "ho disdetto la palestra"),
        ("Sollicitatiegesprek Rijwielhandel Kuip", "tandarts afgebeld"),
        ("Intervju Ekmans Bygg", "tackat nej till middagen hos Siv"),
        ("面试 云溪茶庄", "健身课取消了"),
    ],
)
def test_something_else_may_be_off(title: str, note: str) -> None:
    told = event(title, note)
    assert "body.dropped" not in signs(told)
    assert judge(told).verdict == "interview"


@pytest.mark.parametrize(
    "title",
    [
        "Interview Tarn & Sons NOT GOING",
        "Vorstellungsgespräch Pohl – geh nicht hin",
        "Entretien Vidal j'irai pas",
        "Entrevista Óptica Mar no iré",
        "Entrevista Loja Trigo NÃO VOU",
        "Colloquio Forno Zanella non ci vado",
        "Gesprek Kuip ga niet",
        "Rozmowa kwalifikacyjna Lis NIE IDĘ",
        "Intervju Ekmans Bygg går inte",
        "Öz Fırın mülakat gitmeyeceğim",
        "面接 はなみ堂 行きません",
        "面试 云溪茶庄 不去了",
    ],
)
def test_who_does_not_go_says_so_in_the_title(title: str) -> None:
    assert "title.off" in signs(event(title))
    assert judge(event(title)).verdict == "not_interview"


def test_who_does_not_come_in_a_letter_is_its_writer() -> None:
    words = "Beste Jane, je spreekt Ada Bol en Tim Mos.\nIk ga niet.\nGroet, Els"
    letter = event("Gesprek Timmerwerf Bol", words, "Els Bol <els@timmerwerfbol.nl>", ("jane.doe@gmail.com",))
    assert "body.staying" not in signs(letter)
    assert "body.staying" in signs(event("Gesprek Timmerwerf Bol", "ik ga niet"))


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("Nora's interview, Fenn Vets", "Nora's interview"),
        ("Lukas' Vorstellungsgespräch", "Lukas' Vorstellungsgespräch"),
        ("Entretien de Manon chez Optic", "Entretien de Manon"),
        ("entrevista da Inês (biblioteca)", "entrevista da Inês"),
        ("Ebru'nun mülakatı", "Ebru'nun mülakatı"),
        ("Ingrid intervju biblioteket", "Ingrid intervju"),
    ],
)
def test_an_interview_belongs_to_whom_it_is_given_to(title: str, owner: str) -> None:
    assert signs(event(title))["shape.somebodys"] == owner


@pytest.mark.parametrize(
    "told",
    [
        event("Entretien de Manon Leroux (RH)"),
        event("Interview Nora"),
        event("カフェLISAの面接"),
        event("Jane interview Fenn Vets"),
        event("Entretien de Manon", organizer="Manon Leroux <m.leroux@optic.fr>"),
    ],
)
def test_whom_one_meets_owns_nothing(told: Event) -> None:
    assert "shape.somebodys" not in signs(told)


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("Interview Owen, town hall", "drop him off at nine"),
        ("Vorstellungsgespräch Mira, Bäckerei", "Daumen drücken, ich hole die Kinder"),
        ("Entretien Basile, garage", "lui prêter la voiture"),
        ("entrevista de Jimena, clínica", "llevarla a las ocho"),
        ("colloquio di Nicolò", "accompagnarlo io"),
        ("Gesprek Sanne, bibliotheek", "haar wegbrengen"),
        ("rozmowa o pracę Zuzi", "podwieźć ją"),
        ("Alva intervju kommunen", "jag passar barnen"),
        ("Kardeşimin iş görüşmesi", "onu bırakacağım"),
        ("娘の面接 市役所", "駅まで送る"),
        ("我妹面试 药房", "陪她去"),
    ],
)
def test_who_helps_is_not_the_candidate(title: str, note: str) -> None:
    assert judge(event(title, note)).verdict == "not_interview"


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("Interview Fenn Vets, ask for Carol", "husband drops me off"),
        ("Vorstellungsgespräch Bäckerei Kern", "mein Bruder leiht mir das Auto"),
        ("Colloquio Ottica Lenti", "mia figlia sta dalla nonna"),
        ("面接 みなと書店", "妻が迎えに来る"),
    ],
)
def test_family_may_help_the_candidate(title: str, note: str) -> None:
    assert judge(event(title, note)).verdict == "interview"


def test_luck_is_wished_by_agencies_too() -> None:
    words = "Hi Jane, you meet Lena Ross at 3pm. Good luck!\nMo"
    letter = event("Interview with Fenn Vets", words, "Mo Lund <mo@lundstaffing.com>", ("jane.doe@gmail.com",))
    assert "body.wish" not in signs(letter)
    assert judge(letter).verdict == "interview"
