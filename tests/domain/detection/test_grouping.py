"""Which process an interview continues."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.domain.grouping import belongs_to, replaces, same_company
from followbot.domain.model import Closure, Contact, ContactRole, Findings, Interview, Process, Round, Standing, Verdict
from tests.domain.detection.samples import START

GAP = timedelta(days=90)


def process(identity: str, company: str | None, role: str | None = None, **fields: object) -> Process:
    interview = Interview(
        "i", "main", "c", identity, "", START, START + timedelta(hours=1), "UTC", "", Verdict.INTERVIEW, 1.0, Findings()
    )
    made = Process(identity, (Round("r" + identity, identity, "main", (interview,)),), company, role)
    return replace(made, **fields)  # type: ignore[arg-type]  # each value fits its field


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Acme GmbH", "ACME", True),
        ("Acme, Inc.", "acme inc", True),
        ("Acme", "Acme Robotics", True),
        ("Kwiat sp. z o.o.", "Kwiat", True),
        ("株式会社アオイ", "アオイ", True),
        ("Acme", "Acorn", False),
        ("Acmesoft", "Acme", False),
        (None, "Acme", False),
        ("GmbH", "AG", False),
    ],
)
def test_same_company(a: str | None, b: str | None, same: bool) -> None:
    assert same_company(a, b) is same


def test_the_same_company_continues_a_process() -> None:
    known = process("p", "Acme GmbH")
    assert belongs_to(Findings(company="ACME"), START + timedelta(days=7), [known], GAP) is known


def test_the_same_domain_continues_a_process_under_another_name() -> None:
    known = process("p", "Acme", domains=("acme.com",))
    assert belongs_to(Findings(company="The A Team", company_domains=("jobs.acme.com",)), START, [known], GAP) is known


def test_the_position_decides_between_two_processes_of_one_company() -> None:
    engineer, writer = process("p1", "Acme", "Backend Engineer"), process("p2", "Acme", "Technical Writer")
    later = START + timedelta(days=3)
    assert belongs_to(Findings(company="Acme", role="Technical Writer"), later, [engineer, writer], GAP) is writer
    assert belongs_to(Findings(company="Acme", role="Sales Manager"), later, [engineer, writer], GAP) is None


def test_a_closed_or_old_process_is_not_continued() -> None:
    closed = process("p", "Acme", closed=Closure.REJECTION, closed_at=START + timedelta(days=2))
    assert belongs_to(Findings(company="Acme"), START + timedelta(days=5), [closed], GAP) is None
    assert belongs_to(Findings(company="Acme"), START + timedelta(days=1), [closed], GAP) is closed
    assert belongs_to(Findings(company="Acme"), START + GAP + timedelta(days=1), [process("q", "Acme")], GAP) is None


def test_an_agency_does_not_tie_its_clients_together() -> None:
    delphi = process("p", "Delphi", agency="Hays")
    assert belongs_to(Findings(company="Massive", agency="Hays"), START, [delphi], GAP) is None
    assert belongs_to(Findings(company="Delphi", agency="Hays"), START, [delphi], GAP) is delphi


def test_without_a_company_an_event_stands_alone() -> None:
    assert belongs_to(Findings(), START, [process("p", None)], GAP) is None


@pytest.mark.parametrize(
    ("old", "new", "people", "replaced"),
    [
        ("Phone screen: Engineer", "Updated: Phone screen: Engineer", ("a@x.example", "a@x.example"), True),
        ("Phone screen: Engineer", "Phone screen: Engineer", ("a@x.example", "b@x.example"), False),
        ("Phone screen: Engineer", "Phone screen: Engineer", ("a@x.example", ""), True),
        ("Phone screen: Engineer", "Onsite day at Acme", ("a@x.example", "a@x.example"), False),
    ],
)
def test_what_replaces_a_cancelled_interview(old: str, new: str, people: tuple[str, str], replaced: bool) -> None:
    before, after = (process(n, "Acme").rounds[0].interviews[0] for n in ("one", "two"))
    contacts = [(Contact(p, "", ContactRole.INTERVIEWER),) if p else () for p in people]
    before = replace(before, summary=old, findings=Findings(contacts=contacts[0]), standing=Standing.CANCELLED)
    after = replace(after, summary=new, findings=Findings(contacts=contacts[1]))
    assert replaces(before, after) is replaced
    assert not replaces(replace(before, standing=Standing.STANDING), after)
    assert not replaces(replace(before, seen_after_end=True), after)
