"""`once`, `run`, `demo`: what makes the engine turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.demo.command import demo
from followbot.cli.invocation import Invocation, add_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followbot.app.report import Item, Report
    from followbot.app.world import World

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would happen; write nothing, neither here nor there.")
]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "demo", demo)
    add_command(app, "once", once)
    add_command(app, "run", run)


# --- once -----------------------------------------------------------------------------------------------------------


def once(invocation: Invocation, dry_run: DryRun = False) -> int:
    """One cycle, then exit."""
    from followbot.app.cycle import run_cycle
    from followbot.cli.attending import Attendant
    from followbot.cli.output import write_json

    with invocation.world(migrate=True, dry_run=dry_run) as world, Attendant(show=not invocation.json) as attendant:
        report = run_cycle(world, halt=attendant.halt, tell=attendant.tell)
        labels = _labels(world, report)
    _complain(report)
    if invocation.json:
        write_json(_json(report))
    else:
        _print(report, labels, dry_run=dry_run)
    return attendant.exit_code(report.exit_code)


def _json(report: Report) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "created": [asdict(i) for i in report.created],
        "withdrawn": [asdict(i) for i in report.withdrawn],
        "settled": [asdict(i) for i in report.settled],
        "skipped": [asdict(i) for i in report.skipped],
        "errors": [asdict(t) for t in report.errors],
        "requests": dict(report.requests),
    }


def _complain(report: Report) -> None:
    from followbot.cli.errors import complain

    for trouble in report.errors:
        where = " ".join(part for part in (trouble.account, trouble.where) if part)
        complain(f"followbot: {where}: {trouble.what}")
    if report.in_doubt:
        complain(
            "followbot: It is not certain yet that a draft was made; the next cycle looks for it. Try again in some minutes."
        )


def _labels(world: World, report: Report) -> list[str]:
    """The interviews that this cycle has found: when, and what."""
    from followbot.app.plain import label
    from followbot.app.status import first_known_zone
    from followbot.cli.when import moment

    if not report.found:
        return []
    home, now = first_known_zone(world.profile.timezone), world.clock.now()
    found = [
        (i.start, label(process, i), i.doubtful)
        for process in world.store.all()
        for round_ in process.rounds
        for i in round_.interviews
        if i.id in report.found
    ]
    return [
        f"{moment(start, now, home)}  {named}{' (not sure; it will ask you)' if doubtful else ''}"
        for start, named, doubtful in sorted(found)
    ]


def _print(report: Report, labels: Sequence[str], *, dry_run: bool) -> None:
    from followbot.cli.output import write, write_wrapped

    would = "would be " if dry_run else ""
    groups = (
        (f"{would}drafted", report.created),
        (f"{would}taken back", report.withdrawn),
        ("settled", report.settled),
        (f"{would}skipped", report.skipped),
    )
    if report.found:
        write(f"{len(report.found)} new interview{'' if len(report.found) == 1 else 's'} found{':' if labels else '.'}")
        for label in labels:
            write_wrapped(label, first="  ", rest="    ")
    for verb, items in groups:
        for item in items:
            write_wrapped(_sentence(item, verb), rest="  ")
    if not report.found and not any(items for _, items in groups):
        write("Nothing to do." if not report.errors else "Nothing was done.")


def _sentence(item: Item, verb: str) -> str:
    from followbot.app.plain import safe
    from followbot.cli.wording import REASONS
    from followbot.domain.states import Reason

    noun = {"thank_you": "thank-you", "card": "debrief card"}.get(item.kind, item.kind)
    to = f" to {safe(item.contact, 80)}" if item.contact else ""
    company = f" ({safe(item.company, 80)})" if item.company else ""
    what = item.state.replace("_", " ") if verb == "settled" else verb
    why = f": {REASONS[Reason(item.reason)]}" if item.reason else ""
    return f"{noun}{to}{company} {what}{why}"


# --- run ------------------------------------------------------------------------------------------------------------


def run(invocation: Invocation) -> int:
    """The daemon: looks, decides and drafts until it is told to stop. Logs to stderr."""
    from followbot.bootstrap.service import open_daemon
    from followbot.daemon.service import serve

    with open_daemon(invocation.config_path, verbose=bool(invocation.verbosity)) as daemon:
        _greet()
        return serve(daemon)


def _greet() -> None:
    """Somebody at a terminal is told that nothing more has to happen here; a service has no terminal."""
    import sys

    from followbot.cli.output import is_terminal, write_wrapped

    if is_terminal():
        write_wrapped(
            "followbot is looking, and writes here what it does. `followbot status` shows how things stand; Ctrl-C ends it."
        )
        sys.stdout.flush()
