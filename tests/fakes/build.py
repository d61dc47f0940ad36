"""Small builders, so that a test says only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from followbot.domain.lifecycle import DraftRef, State
from followbot.domain.model import (
    Contact,
    ContactRole,
    Findings,
    FollowUp,
    FollowUpKind,
    Interview,
    InterviewKind,
    Note,
    Outcome,
    Process,
    Profile,
    Round,
    Ruling,
    Signal,
    SignalKind,
    Standing,
    Verdict,
)
from followbot.domain.policy import Rules, Timing, decide

ME = Profile(name="Sam Candidate", email="sam@example.org", timezone="Europe/Berlin", country="DE")
JANE = Contact("jane@acme.example", "Jane Doe", ContactRole.INTERVIEWER)
RAVI = Contact("ravi@acme.example", "Ravi Patel", ContactRole.HIRING_MANAGER)
RITA = Contact("rita@acme.example", "Rita Recruiter", ContactRole.RECRUITER)
CORA = Contact("cora@acme.example", "Cora Scheduler", ContactRole.COORDINATOR)
DRAFT = DraftRef(account="main", id="d1")


def utc(text: str) -> datetime:
    """An aware moment in UTC: "2026-03-02 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


TUESDAY = utc("2026-03-03 14:00")
"""When the interview of most tests ends: a Tuesday, 15:00 in Berlin, in a week without holidays."""


def interview(
    *contacts: Contact,
    end: datetime = TUESDAY,
    minutes: int = 60,
    uid: str = "uid-1",
    verdict: Verdict = Verdict.INTERVIEW,
    standing: Standing = Standing.STANDING,
    ruling: Ruling | None = None,
    zone: str = "Europe/Berlin",
    hear_by: date | None = None,
    company: str = "Acme",
) -> Interview:
    return Interview(
        id=f"i-{uid}",
        account="main",
        calendar="cal",
        uid=uid,
        instance="",
        start=end - timedelta(minutes=minutes),
        end=end,
        zone=zone,
        summary="Interview with Acme",
        verdict=verdict,
        score=0.99,
        findings=Findings(
            kind=InterviewKind.INTERVIEW,
            company=company,
            role="Engineer",
            contacts=contacts or (JANE,),
            company_domains=("acme.example",),
            hear_by=hear_by,
        ),
        standing=standing,
        ruling=ruling,
    )


def round_of(*interviews: Interview, round_id: str = "r1", notes: tuple[Note, ...] = (), **kwargs: object) -> Round:
    return Round(
        id=round_id,
        identity=f"{interviews[0].uid}|" if interviews else round_id,
        account="main",
        interviews=interviews or (interview(),),
        notes=notes,
    )


def process_of(*rounds: Round, signals: tuple[Signal, ...] = ()) -> Process:
    return Process(
        id="p1",
        rounds=rounds or (round_of(),),
        company="Acme",
        role="Engineer",
        domains=("acme.example",),
        signals=signals,
    )


def reply(
    at: datetime, person: str = "jane@acme.example", until: date | None = None, outcome: Outcome | None = None
) -> Signal:
    return Signal(
        id=f"reply-{at:%m%d%H%M}-{person}", kind=SignalKind.REPLY, at=at, person=person, until=until, outcome=outcome
    )


def signal(
    kind: SignalKind,
    at: datetime,
    person: str = "",
    until: date | None = None,
    outcome: Outcome | None = None,
    people: tuple[str, ...] = (),
    key: str = "",
) -> Signal:
    return Signal(
        id=f"{kind}-{at:%m%d%H%M}-{person}",
        kind=kind,
        at=at,
        person=person,
        until=until,
        outcome=outcome,
        people=people,
        key=key,
    )


def rules(**changes: object) -> Rules:
    """The default rules with a few things changed; no day is a holiday, and there are no cards."""
    base: dict[str, object] = {
        "timing": Timing(),
        "profile": ME,
        "is_holiday": lambda zone, day: False,
        "debrief": False,
    }
    return Rules(**{**base, **changes})  # type: ignore[arg-type]  # the names are checked by the dataclass itself


def decided(process: Process, now: datetime, the_rules: Rules | None = None) -> Process:
    """The process after one decision."""
    return decide(process, the_rules or rules(), now).process


def find(process: Process, kind: FollowUpKind, who: str | None = None, round_id: str | None = None) -> FollowUp:
    """The one follow-up of that kind (to `who`)."""
    found = [
        f
        for r in process.rounds
        if round_id is None or r.id == round_id
        for f in r.follow_ups
        if f.kind is kind and (who is None or who in f.contacts)
    ]
    assert len(found) == 1, f"{len(found)} follow-ups of kind {kind} to {who}: {found}"
    return found[0]


def with_state(process: Process, follow_up: FollowUp, state: State) -> Process:
    """The process with one follow-up's state replaced."""
    from dataclasses import replace

    rounds = tuple(
        replace(
            r,
            follow_ups=tuple(replace(f, state=state) if f.id == follow_up.id else f for f in r.follow_ups),
            card=replace(r.card, state=state) if r.card is not None and r.card.id == follow_up.id else r.card,
        )
        for r in process.rounds
    )
    return replace(process, rounds=rounds)
