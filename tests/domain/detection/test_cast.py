"""Who running text brings on stage, who is only an aside, and how far a company's name reaches."""

from __future__ import annotations

import pytest

from followbot.domain.events.places import places
from followbot.domain.model import ContactRole, Detection
from tests.domain.detection.samples import event, judge

INVITER = "Acme Recruiting <no-reply@greenhouse.io>"
TITLE = "Interview with Acme"


def thanked(detection: Detection) -> list[str]:
    return sorted(c.name for c in detection.findings.contacts if c.role is not ContactRole.COORDINATOR)


def named(description: str, organizer: str = INVITER, title: str = TITLE) -> list[str]:
    return thanked(judge(event(title, description, organizer, ("jane.doe@gmail.com",))))


@pytest.mark.parametrize(
    ("description", "people"),
    [
        ("Sofi Arrieta and Nahuel Pintos are keen to hear about your work.", ["Nahuel Pintos", "Sofi Arrieta"]),
        ("You will sit down with Terrence Oduya and then walk the floor with Marisol.", ["Marisol", "Terrence Oduya"]),
        ("Who: Sunita Bhatt, Group FC at Acme\nDuration: 45 mins", ["Sunita Bhatt"]),
        ("Interviewer(s): Kessler, Dana; Hughes, Frank", ["Dana Kessler", "Frank Hughes"]),
        ("Team: our tech lead Emma Larsson (she is great)", ["Emma Larsson"]),
    ],
)
def test_a_name_in_running_text_is_somebody_to_meet(description: str, people: list[str]) -> None:
    assert named(description) == people


@pytest.mark.parametrize(
    "aside",
    [
        "Questions? Ring Chloe Barton on 0117 496 0123.",
        "Queries: Paul Grady, Recruitment Adviser, ext. 4410",
        "Scheduler: Kim Soto (recruiting support).",
        "Anna Berg cannot join.",
        "Kind regards,\nChloe Barton\nTalent Coordinator",
        "Chloe Barton\nTalent Coordinator",
        "Our office is at Via Mario Rossi 12.",
    ],
)
def test_a_name_in_an_aside_is_not(aside: str) -> None:
    assert named(f"You will meet Maria Santos, our CTO.\n\n{aside}") == ["Maria Santos"]


def test_whoever_is_addressed_is_the_user_also_when_bent() -> None:
    found = judge(
        event(
            "Rozmowa kwalifikacyjna - Acme",
            "Pani Agnieszko, spotka się Pani z Janem Nowakiem, dyrektorem.",
            "Acme <praca@acme.pl>",
            ("a.wojcik@wp.pl",),
        ),
        mine=frozenset({"a.wojcik@wp.pl"}),
    )
    assert thanked(found) == ["Jan Nowak"]


@pytest.mark.parametrize(
    ("words", "comes"),
    [
        ("Ik sluit zelf aan. Je spreekt met Marjolein Vos, teammanager.", True),
        ("Ik sluit zelf niet aan. Je spreekt met Marjolein Vos, teammanager.", False),
    ],
)
def test_a_writer_who_denies_coming_only_arranges(words: str, comes: bool) -> None:
    found = judge(
        event("Gesprek bij Acme", words, "Sander Mulder <s.mulder@acme.nl>", ("jane.doe@gmail.com",), location="Acme")
    )
    assert ("Sander Mulder" in thanked(found)) is comes


@pytest.mark.parametrize(
    ("title", "organizer", "description", "company"),
    [
        ("Interview - Jane Doe / Tarn & Hewitt LLP", "Sasha <s@quorumrecruitment.com>", "", "Tarn & Hewitt"),
        (
            "1st stage interview - Finance Partner",
            "Jack Tolley <jack@meridianresourcing.com>",
            "Who: Sunita Bhatt, CFO at Hexley Homes",
            "Hexley Homes",
        ),
        (
            "Interview with Acme for Analyst",
            "Acme <no-reply@greenhouse.io>",
            "Who: Ann Lee, Director of Collections",
            "Acme",
        ),
    ],
)
def test_an_agency_stands_behind_its_client(title: str, organizer: str, description: str, company: str) -> None:
    assert judge(event(title, description, organizer, ("jane.doe@gmail.com",))).findings.company == company


@pytest.mark.parametrize(
    ("title", "organizer", "company"),
    [
        ("Interview at Larkspur", "Jo Bee <jo.bee@wendelgroup.com>", "Larkspur"),
        ("Phone interview with 3Peaks", "Jo Bee <jo.bee@threepeaks.com>", "3Peaks"),
        ("Vorstellungsgespräch bei Steinkauz", "Timo Rast <timo.rast@mkw-holding.de>", "Steinkauz"),
        ("Entretien chez Vertbois", "Luc Bart <luc@groupe-ormeau.fr>", "Vertbois"),
    ],
)
def test_what_a_title_names_goes_before_a_domain_called_otherwise(title: str, organizer: str, company: str) -> None:
    assert judge(event(title, "", organizer, ("jane.doe@gmail.com",))).findings.company == company


@pytest.mark.parametrize(
    ("title", "place", "company"),
    [
        ("Interview with Larkfield Systems", "Larkfield Systems, 40 Quay Road", "Larkfield Systems"),
        ("Interview at Larkfield", "Larkfield Campus, 40 Quay Road", "Larkfield"),
        ("Interview @ Marlow & Daughters 3:15", "", "Marlow & Daughters"),
        ("Interview @ Marlow & Anna Berg", "", "Marlow"),
    ],
)
def test_a_company_reaches_as_far_as_the_texts_write_it(title: str, place: str, company: str) -> None:
    assert judge(event(title, "", "Recruiting <no-reply@greenhouse.io>", location=place)).findings.company == company


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Acme and Acme.", 2),
        ("jane@Acme.com www.Acme.com Acmeville xAcme", 0),
        ("Acme-Days, Acme's", 1),
        ("", 0),
    ],
)
def test_places_are_whole_words_outside_addresses(text: str, found: int) -> None:
    assert len(list(places("Acme", text))) == found
