"""What the surroundings of an event make of its words."""

from __future__ import annotations

import pytest

from followbot.domain.model import InterviewKind, Verdict
from tests.domain.detection.samples import event, judge

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
    ("title", "text", "verdict"),
    [
        ("Interview: Volunteer Manager", "Salary £31k; panel of trustees", Verdict.UNSURE),
        ("Interview – Supervising Social Worker, Fostering", "Panel incl. a foster carer.", Verdict.UNSURE),
        ("Entrevista coordinadora de voluntariado", "contrato indefinido", Verdict.UNSURE),
        ("Interview: trustee", "expenses are covered", Verdict.NOT_INTERVIEW),
        ("Interview: volunteer driver", "expenses reimbursed", Verdict.NOT_INTERVIEW),
        ("Interview for volunteer role", "", Verdict.NOT_INTERVIEW),
    ],
)
def test_a_position_whose_field_is_no_job_by_itself_is_asked_about(title: str, text: str, verdict: Verdict) -> None:
    assert judge(event(title, description=text)).verdict is verdict
