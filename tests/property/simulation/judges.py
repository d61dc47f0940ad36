"""Judges that believe what events and mails say of themselves, and an author whose drafts name their interviews."""

from __future__ import annotations

from datetime import date

from followbot.app.ports import Envelope, Payload
from followbot.app.world import Assignment
from followbot.app.written import Written
from followbot.domain.mime import build_message, message_id_for
from followbot.domain.model import (
    Address,
    Contact,
    ContactRole,
    Detection,
    Event,
    Evidence,
    Findings,
    Message,
    MessageKind,
    Outcome,
    Reading,
    ReplyContext,
    Verdict,
)
from tests.property.facts import HOLIDAYS


class SomeHolidays:
    def is_holiday(self, country: str, day: date) -> bool:
        return day in HOLIDAYS


def detect(found: Event) -> Detection:
    """Interviews say so; whoever is not the user has the part that the name says."""
    me = [a.email for a in found.attendees if a.email.startswith("me@")]
    others = [a.email for a in found.attendees if a.email and a.email not in me]
    contacts = tuple(Contact(email, email.partition("@")[0].title(), _part(email)) for email in others)
    company = found.summary.partition(" with ")[2] or None
    domains = (f"{company}.example",) if company else ()
    findings = Findings(
        company=company, role="Engineer", contacts=contacts, company_domains=domains, invited=me[0] if me else ""
    )
    verdict = Verdict.INTERVIEW if "Interview" in found.summary else Verdict.NOT_INTERVIEW
    return Detection(verdict, 0.9, findings, (Evidence("The title says so."),))


def _part(email: str) -> ContactRole:
    parts = {"rita": ContactRole.RECRUITER, "hugo": ContactRole.HIRING_MANAGER}
    return parts.get(email.partition("@")[0], ContactRole.INTERVIEWER)


def read(message: Message, context: ReplyContext) -> Reading:
    """A mail is what its header says; some servers show no headers of sent mail."""
    kind = MessageKind(message.header("x-kind") or MessageKind.UNRELATED)
    until, outcome = message.header("x-until"), message.header("x-outcome")
    return Reading(
        kind=kind,
        outcome=Outcome(outcome) if outcome else None,
        stops=kind in (MessageKind.HUMAN_REPLY, MessageKind.BOUNCE) or bool(outcome),
        until=date.fromisoformat(until) if until else None,
        person=message.sender.email,
        dead=kind is MessageKind.BOUNCE,
        evidence=("It says so.",),
    )


def may_concern(found: Envelope, context: ReplyContext) -> bool:
    domains = {e.rpartition("@")[2] for e in (found.sender.email, *(a.email for a in found.recipients))}
    return bool(domains & set(context.company_domains))


def write(job: Assignment) -> Written:
    """A real message, since a provider must find it again and compare it; its last word is what it is about."""
    to = tuple(Address(c.email or "", c.name) for c in job.to)
    names = " and ".join(c.name for c in job.to)
    about = ",".join(i.uid for i in job.round.standing)
    text = (
        f"{'late ' if job.late else ''}{job.kind.value} to {names}\n\n"
        "Thank you for the long and pleasant conversation about the work and the team.\n\n"
        f"about {about}\n"
    )
    message_id = message_id_for(job.key, "example.org")
    sender, subject = Address(job.sender, "Sam Candidate"), f"Thank you, {names}"
    mime = build_message(
        sender=sender, to=to, subject=subject, text=text, date=job.now, message_id=message_id, key=job.key
    )
    return Written(Payload(job.key, job.account, message_id, subject, sender, to, text, mime))
