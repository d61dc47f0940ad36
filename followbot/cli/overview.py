"""`status` and `why`: what stands where, and how it came to that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.invocation import Invocation, Ref, add_command
from followbot.errors.usage import watch_or_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from followbot.app.desk import Desk
    from followbot.app.ports import Entry
    from followbot.app.refs import Target
    from followbot.app.status import InterviewStatus, StatusReport
    from followbot.cli.output import Row
    from followbot.domain.model import Round


Watch = Annotated[bool, typer.Option("--watch", "-w", help="Stay, and show each change, until Ctrl-C.")]
Plain = Annotated[bool, typer.Option("--plain", help="Lines instead of a table, as a screen reader likes them.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "status", status)
    add_command(app, "why", why)


def _report(desk: Desk) -> StatusReport:
    from followbot.app.status import report

    return report(desk.records.all(), desk.records.health(), desk.accounts, desk.home, desk.now)


# --- status ---------------------------------------------------------------------------------------------------------


def status(invocation: Invocation, watch: Watch = False, plain: Plain = False) -> None:
    """Interviews and follow-ups, soonest first."""
    from followbot.app.status import as_json
    from followbot.cli.output import draws_tables, write_json, write_table

    as_table = draws_tables() and not plain
    if watch:
        _watch(invocation, as_table=as_table)
        return
    with invocation.desk() as desk:
        report = _report(desk)
    if invocation.json:
        write_json(as_json(report))
    elif report.interviews and as_table:
        _print(_order_lines(report))
        write_table(HEADINGS, _rows(report))
        _print(["", *_question_lines(report), *_link_lines(report), *_account_lines(report)])
    else:
        _print(_plain(report))


def _watch(invocation: Invocation, *, as_table: bool) -> None:
    """Show it again and again; the way out is Ctrl-C."""
    from followbot.cli.output import table
    from followbot.cli.watching import keep_printing, keep_showing

    if invocation.json:
        raise watch_or_json()
    config = invocation.load_config()

    def look() -> StatusReport:
        with invocation.desk(config) as desk:
            return _report(desk)

    if as_table:
        keep_showing(look, lambda r: (table(HEADINGS, _rows(r)), _above(r) if r.interviews else _plain(r)))
    else:
        keep_printing(lambda: _plain(look()), _print)


HEADINGS = ("When", "Interview", "What happens")


def _above(report: StatusReport) -> Iterator[str]:
    """What `--watch` shows above its table."""
    yield from _account_lines(report)
    yield from _question_lines(report)
    yield from _order_lines(report)


def _order_lines(report: StatusReport) -> Iterator[str]:
    """By what several interviews are sorted: the first column shows another date."""
    from followbot.cli.output import wrapped

    if len(report.interviews) > 1:
        yield from wrapped("Sorted by what comes next, not by the date shown; answered and ended ones last.")
        yield ""


def _print(lines: Iterable[str]) -> None:
    from followbot.cli.output import write

    for line in lines:
        write(line)


def _account_lines(report: StatusReport) -> Iterator[str]:
    from followbot.cli import wording
    from followbot.cli.output import painted, wrapped

    for phrase in wording.accounts(report):
        colour = _STYLES[phrase.tone]
        yield from (painted(line, colour) if colour else line for line in wrapped(phrase.text, rest="  "))


def _when(status: InterviewStatus, report: StatusReport) -> str:
    from followbot.cli.when import moment

    return moment(status.interview.start, report.now, status.zone, report.home)


def _link_lines(report: StatusReport) -> Iterator[str]:
    """The drafts that open in a browser, below the table: in a cell a link would be broken."""
    from followbot.cli import wording

    for what, url in wording.links(report):
        yield f"Open the {what}:"
        yield f"  {url}"
    if any(wording.links(report)):
        yield ""


def _question_lines(report: StatusReport) -> Iterator[str]:
    """The commands that answer a question or an offer, below the table: in a cell they would be broken."""
    from followbot.cli import wording
    from followbot.cli.output import wrapped

    for status in report.interviews:
        if answers := wording.answers(status):
            yield from wrapped(f"Is it an interview, {status.label}? Yes, or no:")
            yield from (f"  {command}" for command in answers)
            yield ""
        if offer := wording.offer(status):
            yield from wrapped(f"A LinkedIn note and a card, {status.label}:")
            yield from (f"  {offer}", "")


_STYLES = {"": "", "yours": "green", "look": "yellow", "over": "dim"}
"""What waits for the user stands out, what is over steps back."""


def _rows(report: StatusReport) -> Iterator[Row]:
    from followbot.cli import wording

    for status in report.interviews:
        when = f"{_when(status, report)}\n{status.interview.id}"
        lines = [(phrase.text, _STYLES[phrase.tone]) for phrase in wording.phrases(status, report)]
        yield when, status.label, lines, "dim" if wording.is_over(status) else ""


def _plain(report: StatusReport) -> Iterator[str]:
    from followbot.cli import wording
    from followbot.cli.output import wrapped

    if not report.interviews:
        yield "No interviews yet. `followbot once` looks into the calendar now, `followbot run`"
        yield "keeps looking."
    yield from _order_lines(report)
    for status in report.interviews:
        yield from wrapped(f"{_when(status, report)}  {status.label}  [{status.interview.id}]", rest="  ")
        for line in wording.describe(status, report):
            yield from wrapped(line, first="  - ")
    yield ""
    yield from _account_lines(report)


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
    from followbot.app.plain import person
    from followbot.cli import wording
    from followbot.cli.output import painted, write, write_wrapped
    from followbot.cli.when import span

    ours = [s for s in report.interviews if s.interview.id in {i.id for i in target.round.interviews}]
    for status in sorted(ours, key=lambda s: s.interview.start):
        interview = status.interview
        write(painted(f"{status.label}  [{interview.id}]", "bold"))
        people = ", ".join(person(c) for c in interview.findings.contacts)
        when = span(interview.start, interview.end, report.now, status.zone, report.home)
        write_wrapped(when + (f", with {people}" if people else ""), first="  ")
        for line in wording.describe(status, report):
            write_wrapped(line, first="  - ")
    write()
    _print_timeline(entries, target.round, report, ours[0].zone if ours else report.home)
    if not entries:
        write("Nothing has happened yet.")


def _print_timeline(entries: Iterable[Entry], round_: Round, report: StatusReport, zone: tzinfo) -> None:
    """A line for each day, below it what happened when, and below that why."""
    from itertools import groupby

    from followbot.app.plain import safe
    from followbot.cli.output import painted, wrapped, write, write_wrapped
    from followbot.cli.when import clock, day

    doubts = {e.text for i in round_.interviews for e in i.evidence if e.weight < 0}
    known: tuple[str, ...] = ()  # of what happens in a row for one reason, the first says it
    for date, happened in groupby(entries, lambda e: day(e.at, report.now, zone)):
        write(painted(date, "bold"))
        for entry in happened:
            at = clock(entry.at, zone, report.home)
            write_wrapped(_told(entry, round_), first=f"  {at}  ", rest=" " * 9)
            fresh = [reason for reason in entry.evidence if reason not in known]
            for reason in fresh:
                sign = "against: " if reason in doubts else ""
                for line in wrapped(f"{sign}{safe(reason)}", first=" " * 9 + "- "):
                    write(painted(line, "dim"))
            known = entry.evidence or known


def _told(entry: Entry, round_: Round) -> str:
    """What happened, with the follow-up that it happened to, where the text itself does not name it."""
    from followbot.app.plain import safe
    from followbot.app.status import addressees
    from followbot.cli.wording import title

    text = safe(entry.text)
    cards = () if round_.card is None else (round_.card,)
    about = next((f for f in (*round_.follow_ups, *cards) if f.id == entry.about), None)
    named = "" if about is None else title(about, addressees(round_, about))
    noun, to, _ = named.partition(" to ")
    if to and text.startswith(f"The {noun} ") and not text.startswith(f"The {noun} to "):
        return f"The {named}{text.removeprefix(f'The {noun}')}"
    return text if named.casefold() in text.casefold() else f"{named[:1].upper()}{named[1:]}: {text}"
