"""What is kept of an event, and how it changes the round and the process that it belongs to. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from followbot.domain.mime.addresses import EMAIL_LIMIT, clean_email
from followbot.domain.model import Findings, Interview, Process, Round
from followbot.domain.states import Failed, Skipped, Stopped, Waiting
from followbot.domain.telling import day_said


def with_the_past(interview_round: Round, interview: Interview, day: date) -> Round:
    """The round with an interview that is over for good: the event that it once was is another interview from now on."""
    over = replace(interview, instance=f"{interview.instance}@{day}", seen_after_end=True)
    return replace(
        interview_round, interviews=tuple(over if i.id == interview.id else i for i in interview_round.interviews)
    )


def informed(process: Process, findings: Findings) -> Process:
    """The process with what an event tells of its company, where that was not known yet."""
    return replace(
        process,
        company=process.company or findings.company,
        role=process.role or findings.role,
        agency=process.agency or findings.agency,
        domains=tuple(dict.fromkeys((*process.domains, *findings.company_domains))),
    )


def people(process: Process) -> set[str]:
    """Whose mail is looked for: addresses of contacts, and domains of the company."""
    return {c.email for c in process.contacts if c.email} | set(process.domains)


def untouched(interview_round: Round) -> bool:
    """Whether no draft of the round was ever made."""
    card = (interview_round.card,) if interview_round.card is not None else ()
    return all(isinstance(f.state, (Waiting, Failed, Stopped, Skipped)) for f in (*interview_round.follow_ups, *card))


def comparable(findings: Findings) -> Findings:
    """Addresses as mail has them (international domains in ASCII), so that a contact's mail is recognised as theirs."""
    contacts = (replace(c, email=_comparable(c.email)) if c.email else c for c in findings.contacts)
    return replace(findings, contacts=tuple(contacts))


def _comparable(email: str) -> str | None:
    return (clean_email(email) or email) if len(email) <= EMAIL_LIMIT else None


def local(interview: Interview) -> str:
    start = interview.start.astimezone(ZoneInfo(interview.zone))
    return f"{day_said(start)} {start:%Y %H:%M %Z}"
