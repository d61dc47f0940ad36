"""`status` and `why`: what stands where, and how it came to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from followbot.cli.invocation import Invocation, Ref, add_command

if TYPE_CHECKING:
    from followbot.app.desk import Desk
    from followbot.app.ports import Entry
    from followbot.app.refs import Target
    from followbot.app.status import InterviewStatus, StatusReport
    from followbot.domain.model import Round


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "status", status)
    add_command(app, "why", why)


def _report(desk: Desk) -> StatusReport:
    from followbot.app.status import report

    return report(desk.records.all(), desk.records.health(), desk.accounts, desk.home, desk.now)


# --- status ---------------------------------------------------------------------------------------------------------


def status(invocation: Invocation) -> None:
    """Interviews and follow-ups, soonest first."""
    from followbot.app.status import as_json
    from followbot.cli.output import is_terminal, write_json

    with invocation.desk() as desk:
        report = _report(desk)
    if invocation.json:
        write_json(as_json(report))
    elif not report.interviews:
        _print_nothing(report)
    elif is_terminal():
        _print_table(report)
    else:
        _print_plain(report)


def _print_nothing(report: StatusReport) -> None:
    from followbot.cli.output import write

    write("No interviews yet. `followbot once` looks into the calendar now, `followbot run` keeps looking.")
    _print_accounts(report)


def _print_accounts(report: StatusReport) -> None:
    from followbot.cli import wording
    from followbot.cli.output import write, write_wrapped

    write()
    for line in wording.accounts(report):
        write_wrapped(line, rest="  ")


def _when(status: InterviewStatus, report: StatusReport) -> str:
    from followbot.cli.when import moment

    return moment(status.interview.start, report.now, status.zone, report.home)


def _print_table(report: StatusReport) -> None:
    from followbot.cli import wording
    from followbot.cli.output import write_table

    rows = (
        (f"{_when(s, report)}\n{s.interview.id}", s.label, "\n".join(wording.describe(s, report)))
        for s in report.interviews
    )
    write_table(("When", "Interview", "What happens"), rows)
    _print_accounts(report)


def _print_plain(report: StatusReport) -> None:
    from followbot.cli import wording
    from followbot.cli.output import write_wrapped

    for status in report.interviews:
        write_wrapped(f"{_when(status, report)}  {status.label}  [{status.interview.id}]", rest="  ")
        for line in wording.describe(status, report):
            write_wrapped(line, first="  - ")
    _print_accounts(report)


# --- why ------------------------------------------------------------------------------------------------------------


def why(invocation: Invocation, ref: Ref) -> None:
    """Everything that happened to one interview, and why."""
    from followbot.app.refs import find_round
    from followbot.cli.output import write_json

    with invocation.desk() as desk:
        target = find_round(desk.records.all(), ref)
        entries = _about(target, desk.records.journal(target.process.id))
        report = _report(desk)
    if invocation.json:
        write_json(_why_json(target, entries))
    else:
        _print_why(target, entries, report)


def _about(target: Target, journal: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The journal without what concerns other rounds of the same process alone."""
    others = {
        name
        for r in target.process.rounds
        if r.id != target.round.id
        for name in (
            r.id,
            *(i.id for i in r.interviews),
            *(f.id for f in r.follow_ups),
            *([r.card.id] if r.card else []),
        )
    }
    return tuple(e for e in journal if e.about not in others)


def _why_json(target: Target, entries: tuple[Entry, ...]) -> dict[str, object]:
    from followbot.app.plain import company_of, role_of

    return {
        "ref": target.interview.id,
        "company": company_of(target.process, target.interview),
        "role": role_of(target.process, target.interview),
        "verdict": target.interview.verdict.value,
        "score": target.interview.score,
        "evidence": [e.text for e in target.interview.evidence],
        "history": [
            {"at": e.at.isoformat(), "what": e.what, "about": e.about, "text": e.text, "evidence": list(e.evidence)}
            for e in entries
        ],
    }


def _print_why(target: Target, entries: tuple[Entry, ...], report: StatusReport) -> None:
    from followbot.app.plain import person, safe
    from followbot.cli import wording
    from followbot.cli.output import write, write_wrapped
    from followbot.cli.when import moment, span

    ours = [s for s in report.interviews if s.interview.id in {i.id for i in target.round.interviews}]
    for status in sorted(ours, key=lambda s: s.interview.start):
        interview = status.interview
        write_wrapped(f"{status.label}  [{interview.id}]", rest="  ")
        people = ", ".join(person(c) for c in interview.findings.contacts)
        when = span(interview.start, interview.end, report.now, status.zone, report.home)
        write_wrapped(when + (f", with {people}" if people else ""), first="  ")
        for line in wording.describe(status, report):
            write_wrapped(line, first="  - ")
    write()
    zone = ours[0].zone if ours else report.home
    for entry in entries:
        when = moment(entry.at, report.now, zone, report.home)
        write_wrapped(_told(entry, target.round), first=f"{when}  ", rest="    ")
        for reason in entry.evidence:
            write_wrapped(safe(reason), first="    - ")
    if not entries:
        write("Nothing has happened yet.")


def _told(entry: Entry, round_: Round) -> str:
    """What happened, with the follow-up that it happened to, where the text itself does not name it."""
    from followbot.app.plain import safe
    from followbot.app.status import addressees
    from followbot.cli.wording import title

    text = safe(entry.text)
    cards = () if round_.card is None else (round_.card,)
    about = next((f for f in (*round_.follow_ups, *cards) if f.id == entry.about), None)
    named = "" if about is None else title(about, addressees(round_, about))
    return text if named.casefold() in text.casefold() else f"{named[:1].upper()}{named[1:]}: {text}"
