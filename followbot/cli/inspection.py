"""`inspect event`, `inspect mail`: what followbot thinks of a file, and why. Needs no configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.models import OptionInfo

from followbot.cli.invocation import Invocation, add_command

if TYPE_CHECKING:
    from followbot.config import Config
    from followbot.domain.model import Address, Detection, Event, Reading

IcsFile = Annotated[Path, typer.Argument(metavar="FILE.ics", help="A calendar file.")]
EmlFile = Annotated[Path, typer.Argument(metavar="FILE.eml", help="A mail as a file.")]


def _several(flag: str, metavar: str, meaning: str) -> OptionInfo:
    """An option that may be given more than once."""
    shown: OptionInfo = typer.Option(flag, metavar=metavar, default_factory=list, show_default=False, help=meaning)
    return shown


Me = Annotated[
    list[str],
    _several("--me", "ADDRESS", "Your own address, again for each further one; default: the configured ones."),
]
Contact = Annotated[
    list[str], _several("--contact", "ADDRESS", "Somebody you were interviewed by, again for each further one.")
]
Domain = Annotated[
    list[str], _several("--company-domain", "DOMAIN", "The company's mail domain, again for each further one.")
]
SentId = Annotated[
    list[str],
    _several("--sent-message-id", "ID", "The Message-ID of a mail you sent to them, again for each further one."),
]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    group = typer.Typer(name="inspect", help="What followbot thinks of a file, and why.", no_args_is_help=True)
    add_command(group, "event", event)
    add_command(group, "mail", mail)
    app.add_typer(group)


def _config_if_any(invocation: Invocation) -> Config | None:
    """The configuration, where there is one that can be read: a broken one must not keep anybody from looking at a file."""
    from followbot.cli.errors import complain
    from followbot.errors import ConfigurationError

    if invocation.config is None and not invocation.config_path.exists():
        return None
    try:
        return invocation.load_config()
    except ConfigurationError as error:
        complain(f"followbot: The configuration is left aside. {error.problem}")
        return None


def _addresses(option: Sequence[str]) -> tuple[Address, ...]:
    """The addresses of a repeated option; each may have a name in front, and one value may hold several, with commas."""
    from email.utils import getaddresses

    from followbot.domain.model import Address
    from followbot.errors.usage import no_address

    for value in option:
        if value.strip() and "@" not in value:
            raise no_address(value.strip())
    return tuple(Address(email.strip().lower(), name) for name, email in getaddresses(list(option)) if "@" in email)


def _separate(option: Sequence[str]) -> Iterator[str]:
    """The single values of a repeated option; blanks and commas part them as well."""
    return (one for value in option for one in value.replace(",", " ").split())


# --- event ----------------------------------------------------------------------------------------------------------


def event(invocation: Invocation, file: IcsFile, me: Me) -> None:
    """What detection thinks of a calendar file, and why."""
    from followbot.bootstrap import inspecting
    from followbot.cli.output import write_json

    config = _config_if_any(invocation)
    judged = inspecting.event_file(file, _addresses(me), config)
    if invocation.json:
        write_json({"events": [_event_json(e, d) for e, d in judged]})
    else:
        for found, detection in judged:
            _print_event(found, detection)


def _event_json(event: Event, detection: Detection) -> dict[str, object]:
    from followbot.app.status import contact_json
    from followbot.domain.model import Verdict
    from followbot.domain.names import without_title

    findings = detection.findings
    return {
        "uid": event.uid,
        "summary": event.summary,
        "verdict": detection.verdict.value,
        "score": round(detection.score, 4),
        "kind": findings.kind.value if detection.verdict is not Verdict.NOT_INTERVIEW else None,
        "company": findings.company,
        "role": findings.role,
        "contacts": [{**contact_json(c), "name": without_title(c.name)} for c in findings.contacts],
        "evidence": [e.text for e in detection.evidence],
    }


_VERDICTS = {
    "interview": "This is an interview",
    "not_interview": "This is not an interview",
    "unsure": "This may be an interview, or not",
}


def _print_event(event: Event, detection: Detection) -> None:
    from followbot.app.plain import safe
    from followbot.cli.output import write, write_wrapped

    findings = detection.findings
    write_wrapped(safe(event.summary) or "An event without a title", rest="  ")
    likely = "" if detection.verdict.value == "not_interview" else f" ({detection.score:.0%} likely)"
    write_wrapped(f"{_VERDICTS[detection.verdict.value]}{likely}.", first="  ")
    agency = findings.agency if findings.agency != findings.company else None
    for what, value in (("Company", findings.company), ("Agency", agency), ("Role", findings.role)):
        if value:
            write_wrapped(f"{what}: {safe(value)}", first="  ")
    for contact in findings.contacts:
        known = " ".join(safe(part) for part in (contact.name, f"<{contact.email}>" if contact.email else "") if part)
        write_wrapped(f"{contact.role.value.replace('_', ' ').capitalize()}: {known}", first="  ")
    for heading, reasons in (
        ("Speaks for it:", [e.text for e in detection.evidence if e.weight > 0]),
        ("Speaks against it:", [e.text for e in detection.evidence if e.weight < 0]),
        (
            "Leaves it open:" if detection.verdict.value == "unsure" else "Besides:",
            [e.text for e in detection.evidence if e.weight == 0],
        ),
    ):
        if reasons:
            write_wrapped(heading, first="  ")
        for reason in reasons:
            write_wrapped(safe(reason), first="  - ")
    write()


# --- mail -----------------------------------------------------------------------------------------------------------


def mail(
    invocation: Invocation,
    file: EmlFile,
    contact: Contact,
    company_domain: Domain,
    sent_message_id: SentId,
    me: Me,
) -> None:
    """What reply analysis thinks of a message, and why."""
    from followbot.bootstrap import inspecting
    from followbot.cli.output import write_json

    config = _config_if_any(invocation)
    own = frozenset(a.email for a in _addresses(me)) or (config.profile.addresses if config else frozenset())
    sent = frozenset(one.strip("<>") for one in _separate(sent_message_id))
    reading = inspecting.mail_file(file, _addresses(contact), tuple(_separate(company_domain)), sent, own)
    if invocation.json:
        write_json(_mail_json(reading))
    else:
        _print_mail(reading)


def _mail_json(reading: Reading) -> dict[str, object]:
    return {
        "kind": reading.kind.value,
        "outcome": None if reading.outcome is None else reading.outcome.value,
        "stops": reading.stops,
        "until": None if reading.until is None else reading.until.isoformat(),
        "evidence": list(reading.evidence),
    }


_KINDS = {
    "human_reply": "A person has answered",
    "auto_reply": "An automatic answer",
    "bounce": "A mail that could not be delivered",
    "calendar_response": "An answer to an invitation, made by a calendar",
    "ats_notification": "A message of a recruiting system",
    "newsletter": "A newsletter or a mailing list",
    "unrelated": "Nothing to do with the interview",
}

_OUTCOMES = {
    "rejection": "It says no.",
    "offer": "It makes an offer.",
    "next_step": "It arranges the next step.",
    "delay": "It asks for patience.",
}


def _print_mail(reading: Reading) -> None:
    from followbot.app.plain import safe
    from followbot.cli.output import write_wrapped

    write_wrapped(f"{_KINDS[reading.kind.value]}.")
    if reading.outcome is not None:
        write_wrapped(_OUTCOMES[reading.outcome.value], first="  ")
    if reading.until is not None:
        write_wrapped(f"It names {reading.until.isoformat()}.", first="  ")
    write_wrapped("It stops what is pending." if reading.stops else "It stops nothing.", first="  ")
    for reason in reading.evidence:
        write_wrapped(safe(reason), first="  - ")
