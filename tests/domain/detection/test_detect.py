"""What an event is, and how detection explains it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from followbot.domain.detection import DetectionSettings, slot
from followbot.domain.model import ContactRole, EventStatus, InterviewKind, Response, Verdict
from tests.domain.detection.samples import START, event, judge, person

INVITATION = event(
    "Hiring manager interview: Backend Engineer @ Acme Robotics",
    "Hi Jane,\nthank you for applying! You'll be meeting with Sarah Chen (VP Engineering) about system design.\n"
    "You will hear from us by March 20.\n\nQuestions? Contact Lisa Ray at lisa.ray@acmerobotics.com",
    "Acme Robotics <no-reply@greenhouse.io>",
    ("Jane Doe <jane.doe@gmail.com>", "<sarah.chen@acmerobotics.com>"),
)


def test_an_invitation_is_read_whole() -> None:
    found = judge(INVITATION)
    findings = found.findings
    assert found.verdict is Verdict.INTERVIEW
    assert findings.kind is InterviewKind.HIRING_MANAGER
    assert (findings.company, findings.role) == ("Acme Robotics", "Backend Engineer")
    assert [(c.email, c.name, c.title) for c in findings.contacts if c.role is not ContactRole.COORDINATOR] == [
        ("sarah.chen@acmerobotics.com", "Sarah Chen", "VP Engineering")
    ]
    assert [c.email for c in findings.contacts if c.role is ContactRole.COORDINATOR] == ["lisa.ray@acmerobotics.com"]
    assert findings.company_domains == ("acmerobotics.com",)
    assert findings.language == "en"
    assert str(findings.hear_by) == "2026-03-20"
    assert findings.invited == "jane.doe@gmail.com"


def test_evidence_reads_like_a_sentence_and_quotes_the_invitation() -> None:
    texts = [e.text for e in judge(INVITATION).evidence]
    assert any("thank you for applying" in t for t in texts)
    assert all(t.endswith(".") and "{" not in t for t in texts)


def test_evidence_against_is_told_too() -> None:
    found = judge(event("Interview prep for Google"))
    assert found.verdict is Verdict.NOT_INTERVIEW
    assert any(e.weight < 0 and "Interview prep" in e.text for e in found.evidence)


@pytest.mark.parametrize(
    "change",
    [
        {"status": EventStatus.CANCELLED},
        {"own_response": Response.DECLINED},
        {"recurring": True},
        {"event_type": "outOfOffice"},
        {"summary": "Canceled: Hiring manager interview"},
        {"summary": "HOLD: Hiring manager interview"},
    ],
)
def test_a_slot_that_does_not_stand_is_no_interview(change: dict[str, object]) -> None:
    plain = event("Hiring manager interview", "", "Sarah Chen <sarah@acme.com>", ("jane.doe@gmail.com",))
    assert judge(plain).verdict is Verdict.INTERVIEW
    assert judge(replace(plain, **change)).verdict is Verdict.NOT_INTERVIEW  # type: ignore[arg-type]  # each value fits its field


@pytest.mark.parametrize("response", [Response.NEEDS_ACTION, Response.TENTATIVE, Response.ACCEPTED])
def test_an_unanswered_invitation_is_neutral(response: Response) -> None:
    plain = event("Hiring manager interview", "", "Sarah Chen <sarah@acme.com>")
    answered = replace(plain, attendees=(person("jane.doe@gmail.com", response=response),))
    assert judge(answered).score == judge(replace(plain, attendees=(person("jane.doe@gmail.com"),))).score


def test_somebody_elses_interview_is_not_the_users() -> None:
    found = judge(
        event(
            "Interview: Michael Grant - Backend Engineer",
            "Candidate: Michael Grant\nInterview kit: https://app.greenhouse.io/guides/1",
            "no-reply@greenhouse.io",
            ("jane@initech.io", "michael.grant@gmail.com"),
        ),
        mine=frozenset({"jane@initech.io"}),
    )
    assert found.verdict is Verdict.NOT_INTERVIEW
    assert any("Michael Grant is named as the candidate, not you" in e.text for e in found.evidence)


@pytest.mark.parametrize(
    ("shown", "also"),
    [
        ("jane.doe@gmail.com", "Doe, Jane <jd@initech.io>"),
        ("Jane M. Doe <jane.m@gmail.com>", "Jane M. Doe <jd@initech.io>"),
        ("林怡君 <lin@gmail.com>", "林怡君 <jd@initech.io>"),
    ],
)
def test_a_guest_with_the_users_whole_name_is_the_user(shown: str, also: str) -> None:
    mine = frozenset({person(shown).email})
    found = judge(event("Interview", "", "Sarah Chen <sarah@acme.com>", (shown, also)), mine=mine)
    assert [c.email for c in found.findings.contacts] == ["sarah@acme.com"]
    other = judge(event("Interview", "", "Sarah Chen <sarah@acme.com>", (shown, "Kim Ray <jd@initech.io>")), mine=mine)
    assert "jd@initech.io" in [c.email for c in other.findings.contacts]


@pytest.mark.parametrize(
    ("summary", "description"),
    [
        ("Interview with Dana Whitfield", "Backend Engineer role"),
        ("Phone screen - Backend Engineer", "Hi Max,\nthanks for your application."),
        ("Panel interview Backend Engineer", "Your application for the role"),
        ("Interview with Max Moe", ""),
    ],
)
def test_at_their_own_employers_users_interview_others(summary: str, description: str) -> None:
    invitation = event(
        summary, description, "Dana Whitfield <dana@northwind.com>", ("jane.doe@gmail.com", "max@moe.org")
    )
    found = judge(invitation, settings=DetectionSettings(employers=("northwind.com",)))
    assert found.verdict is not Verdict.INTERVIEW


def test_the_same_sheet_with_the_users_name_is_the_users() -> None:
    found = judge(
        event(
            "Interview: Jane Doe - Backend Engineer",
            "Candidate: Jane Doe",
            "no-reply@greenhouse.io",
            ("jane.doe@gmail.com", "Ann Lee <ann@initech.io>"),
        )
    )
    assert found.verdict is Verdict.INTERVIEW


def test_the_configuration_names_employers_and_titles() -> None:
    given = event("Interview - Senior PM", "", "Hanna Wolf <hanna@globex.com>", ("jane.doe@gmail.com",))
    assert judge(given).verdict is Verdict.INTERVIEW
    assert judge(given, settings=DetectionSettings(employers=("globex.com",))).verdict is Verdict.NOT_INTERVIEW
    assert judge(given, settings=DetectionSettings(exclude=("*senior pm",))).verdict is Verdict.NOT_INTERVIEW
    coffee = event("Coffee with Sarah")
    assert judge(coffee).verdict is not Verdict.INTERVIEW
    assert judge(coffee, settings=DetectionSettings(include=("coffee with *",))).verdict is Verdict.INTERVIEW


def test_patterns_of_the_configuration_are_no_regular_expressions() -> None:
    assert (
        judge(event("Lunch"), settings=DetectionSettings(include=("(a+)+$", "[", "l.nch"))).verdict
        is Verdict.NOT_INTERVIEW
    )


def test_rooms_bots_groups_and_who_declined_are_not_thanked() -> None:
    given = event(
        "Technical interview", "", "Talent <talent@acme.com>", ("jane.doe@gmail.com", "Ann Lee <ann@acme.com>")
    )
    crowd = (
        person("Bob Ray <bob@acme.com>", response=Response.DECLINED),
        person("Room 5 <c_1@resource.calendar.google.com>"),
        person("Fireflies <fred@fireflies.ai>"),
        person("Jane <jd@janedoe.dev>"),
    )
    found = judge(replace(given, attendees=(*given.attendees, *crowd)))
    assert [c.email for c in found.findings.contacts] == ["ann@acme.com"]


def test_an_agency_is_kept_apart_from_its_client() -> None:
    found = judge(
        event(
            "Interview - Java Developer",
            "Client: Delphi Insurance",
            "Ken Ross <ken@roberthalf.com>",
            ("jane.doe@gmail.com",),
        )
    )
    assert (found.findings.company, found.findings.agency) == ("Delphi Insurance", "Roberthalf")


def test_a_schedule_says_who_covers_what() -> None:
    found = judge(
        event(
            "Virtual onsite",
            "10:00 - 10:45 System Design with Priya Patel (Staff Engineer)\n10:45 - 11:30: Pair programming - Tom Reed",
            "People <people@acme.com>",
            ("jane.doe@gmail.com",),
        )
    )
    assert [(c.name, c.covers) for c in found.findings.contacts] == [
        ("Priya Patel", "System Design"),
        ("Tom Reed", "Pair programming"),
    ]
    assert found.findings.specifics == ("System Design", "Pair programming")


@pytest.mark.parametrize(
    ("said", "topics"),
    [
        (
            "You will talk with Sam Hill about the billing platform. Please bring your laptop.",
            ("the billing platform",),
        ),
        ("Sie sprechen mit Frau Weber über den Umbau der Abrechnung.", ("Umbau der Abrechnung",)),
        (
            "Bonjour, vous échangerez avec Paul Petit sur la refonte du site. Merci et à bientôt.",
            ("la refonte du site",),
        ),
        ("Du pratar med Eva Ek om ombyggnaden av faktureringen.", ("ombyggnaden av faktureringen",)),
        ("We will talk about you and your plans.", ()),
    ],
)
def test_a_sentence_of_the_invitation_says_what_the_talk_is_about(said: str, topics: tuple[str, ...]) -> None:
    given = event("Interview Platform Engineer", said, "Sam Hill <sam@acme.com>", ("jane.doe@gmail.com",))
    assert judge(given).findings.specifics == topics


def test_nothing_at_all_is_no_interview_and_says_so() -> None:
    found = judge(event(""))
    assert found.verdict is Verdict.NOT_INTERVIEW
    assert found.evidence


def test_an_all_day_assessment_ends_at_five_local_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    midnight = START.astimezone(berlin).replace(hour=0, minute=0)
    day = event("Probetag", start=midnight, end=midnight + timedelta(days=1), all_day=True)
    assert judge(day).verdict is Verdict.INTERVIEW
    start, end = slot(day, berlin)
    assert start == midnight
    assert end.isoformat() == "2026-03-10T17:00:00+01:00"


def test_a_timed_event_keeps_its_slot() -> None:
    given = event("Interview")
    assert slot(given, ZoneInfo("Asia/Tokyo")) == (given.start, given.end)


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Visa interview US consulate", "visa"), ("Admission interview INSEAD", "school"), ("ビザ面接", "visa")],
)
def test_school_and_visa_interviews_count_only_where_the_configuration_says_so(title: str, kind: str) -> None:
    assert judge(event(title)).verdict is Verdict.NOT_INTERVIEW
    found = judge(event(title), settings=DetectionSettings(also=(kind,)))
    assert found.verdict is Verdict.INTERVIEW
    assert any("Your configuration counts" in e.text for e in found.evidence)
    other = "school" if kind == "visa" else "visa"
    assert judge(event(title), settings=DetectionSettings(also=(other,))).verdict is Verdict.NOT_INTERVIEW


def test_a_place_behind_a_number_to_dial_is_nobody() -> None:
    dial_in = "One tap mobile\n+16699006833,,88112233445#,,,,*123456# US (San Jose)\n+1 669 900 6833 US (San Jose)"
    found = judge(event(summary="Interview: Platform Engineer at Acme", description=f"See you soon!\n\n{dial_in}"))
    assert "Jose" not in " ".join(c.name for c in found.findings.contacts)


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Entrevista: Analista de dados na Azulejo", "Olá Sam,\nConfirmamos a entrevista. Até breve, Marta", "pt"),
        ("Entrevista: Analista de datos en Solmar", "Hola Sam,\nConfirmamos la entrevista.", "es"),
    ],
)
def test_little_words_tell_neighbours_apart(title: str, text: str, language: str) -> None:
    invitation = event(title, text, "Marta Faria <marta@azulejo.example>", ("Sam Taylor <sam@home.example>",))
    assert judge(invitation).findings.language == language
