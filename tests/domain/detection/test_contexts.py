"""What the surroundings of an event make of its words."""

from __future__ import annotations

import pytest

from followbot.domain.events.collect import collect
from followbot.domain.events.outline import outline
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import scene_of
from followbot.domain.model import InterviewKind, Verdict
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, NO_SETTINGS, event, judge

MINE = "jane.doe@gmail.com"


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Besprechung Anstellungsvertrag J. Doe",
            "Employment contract signing",
            "Réunion contrat de travail",
            "Firma del contrato",
        ),
        *(
            "Assinatura do contrato de trabalho",
            "Proposta di assunzione e firma",
            "Contract tekenen",
            "Omówienie umowy",
        ),
        *("Genomgång av anställningsavtal", "İş sözleşmesi imzalama", "条件面談", "薪资谈判"),
    ],
)
def test_talks_about_the_contract_of_a_new_job_are_rounds(title: str) -> None:
    found = judge(event(title, organizer="Ann Lee <ann@acmerobotics.com>", guests=(MINE,)))
    assert found.verdict is Verdict.INTERVIEW
    assert found.findings.kind is InterviewKind.OFFER_CALL


@pytest.mark.parametrize(
    "title",
    [
        *("Family meeting with the consultant", "Aufklärungsgespräch Klinik", "Entretien avec le chirurgien"),
        *(
            "Entrevista con la psicóloga",
            "Entrevista com o anestesista",
            "Colloquio con i familiari",
            "Familiegesprek ziekenhuis",
        ),
        *("Rozmowa z anestezjologiem", "Anhörigsamtal", "Hasta yakını görüşmesi", "主治医面談", "家屬面談"),
        *(
            "Interview for my thesis",
            "Entretien pour une thèse",
            "入管 面接",
            "Immigration interview",
            "Contract signing at notary",
        ),
    ],
)
def test_care_authorities_and_research_are_no_jobs(title: str) -> None:
    found = judge(event(title, organizer="Ann Lee <ann@acmerobotics.com>", guests=(MINE,)))
    assert found.verdict is Verdict.NOT_INTERVIEW


def test_whoever_sits_on_the_jury_is_no_candidate() -> None:
    listed = event("Auswahlgespräche 2026 (Jury: Lohmann, Doe)", organizer="ann@acme-stiftung.de", guests=(MINE,))
    assert judge(listed).verdict is Verdict.NOT_INTERVIEW
    alone = event("Final panel: Jane Doe / Customer Success Lead", organizer="ann@acmerobotics.com", guests=(MINE,))
    assert judge(alone).verdict is Verdict.INTERVIEW


def test_a_physiotherapist_is_interviewed_in_the_physio_room() -> None:
    found = judge(
        event(
            "Interview - Physiotherapist - Jane Doe",
            "Please find your interview slot for the above post below.",
            "Ann Lee <ann@acmerobotics.com>",
            (MINE,),
            location="Physio Seminar Room",
        )
    )
    assert found.verdict is Verdict.INTERVIEW


def test_a_contract_at_work_is_business() -> None:
    title, host = "Contract signing Acme", "Ann Lee <ann@acmerobotics.com>"
    told = judge(event(title, organizer=host, guests=("jane@bigcorp.com",)), mine=frozenset({"jane@bigcorp.com"}))
    assert told.verdict is Verdict.NOT_INTERVIEW


@pytest.mark.parametrize(
    "title",
    [
        "Interview – Mortgage Adviser",
        "Entrevista coordinadora de voluntariado",
        "Rozmowa kwalifikacyjna – doradca ds. najmu",
        "Sollicitatiegesprek hypotheekadviseur",
        "Mülakat – Gönüllü Koordinatörü",
    ],
)
def test_a_position_is_paid_whatever_its_field_is_by_itself(title: str) -> None:
    assert judge(event(title)).verdict is Verdict.INTERVIEW


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Interview: trustee", "expenses are covered"),
        ("Interview: volunteer driver", "expenses reimbursed"),
        ("Interview for volunteer role", ""),
        ("Mortgage Adviser", "bring payslips"),
        ("hypotheekadviseur 15:00", ""),
        ("Rozmowa z doradcą kredytowym", ""),
    ],
)
def test_what_is_unpaid_or_only_visited_is_no_position(title: str, text: str) -> None:
    assert judge(event(title, description=text)).verdict is Verdict.NOT_INTERVIEW


@pytest.mark.parametrize(
    ("title", "of_trade"),
    [
        ("Interview: Lettings Negotiator", True),
        ("Lettings viewing, then interview", False),
        ("Kennismakingsgesprek | Hypotheekadviseur", True),
        ("Hypotheek tekenen", False),
    ],
)
def test_a_word_within_the_position_tells_of_its_trade(title: str, of_trade: bool) -> None:
    scene = scene_of(event(title), JANE, rules(), JANE.addresses)
    marks = collect(scene, Sides(scene, NO_SETTINGS))
    assert marks.has("title.home", "title.finance") is not of_trade


@pytest.mark.parametrize(
    ("title", "seen"),
    [("Interview Jane Doe / Acme", "names me"), ("Gespräch mit Frau Olsen", "names politely")],
)
def test_whom_a_title_names_is_part_of_its_outline(title: str, seen: str) -> None:
    assert seen in outlined(title)
    assert seen not in outlined("Interview Acme")


def outlined(title: str) -> frozenset[str]:
    scene = scene_of(event(title), JANE, rules(), JANE.addresses)
    return outline(scene, Sides(scene, NO_SETTINGS))
