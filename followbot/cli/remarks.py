"""`note`, `confirm`, `ignore`, `forget`: what the user says about an interview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.invocation import Invocation, Ref, add_command
from followbot.errors.usage import bad_hear_by, nobody_agrees, unknown_rapport

if TYPE_CHECKING:
    from datetime import date

    from followbot.app.remarks import Noted, Ruled
    from followbot.domain.model import FollowUp, Process, Rapport, Ruling

Words = Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="What you want the draft to know.")]
RapportOption = Annotated[str, typer.Option("--rapport", metavar="great|good|poor", help="How you got on.")]
HearBy = Annotated[
    str, typer.Option("--hear-by", metavar="DATE", help="The day an answer was promised for (YYYY-MM-DD).")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; a script needs it.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "note", note)
    add_command(app, "confirm", confirm)
    add_command(app, "ignore", ignore)
    add_command(app, "forget", forget)


# --- note -----------------------------------------------------------------------------------------------------------


def note(
    invocation: Invocation, ref: Ref, text: Words = None, rapport: RapportOption = "", hear_by: HearBy = ""
) -> None:
    """Add a note for the draft."""
    from followbot.app import remarks
    from followbot.cli.output import write_json

    remark = remarks.Remark(" ".join(text or ()), _rapport(rapport), _date(hear_by))
    with invocation.world() as world:
        noted = remarks.note(world.store, ref, remark, world.clock.now(), world.read_card)
    if invocation.json:
        write_json(
            {
                "ref": noted.target.interview.id,
                "note": noted.note.id,
                "hear_by": noted.note.hear_by.isoformat() if noted.note.hear_by else None,
                "too_late": [f.id for f in noted.too_late],
                "in_time": [f.id for f in noted.in_time],
            }
        )
    else:
        _print_noted(noted)


def _rapport(text: str) -> Rapport | None:
    from followbot.domain.model import Rapport

    if not text:
        return None
    try:
        return Rapport(text.strip().lower())
    except ValueError:
        raise unknown_rapport() from None


def _date(text: str) -> date | None:
    from datetime import date

    if not text:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise bad_hear_by() from None


def _print_noted(noted: Noted) -> None:
    from followbot.app.plain import label
    from followbot.cli.output import write_wrapped

    write_wrapped(f"Noted for {label(noted.target.process, noted.target.interview)}.")
    for title in _titles(noted, noted.too_late):
        write_wrapped(f"The {title} has already been drafted; this note changes nothing in it.")
    for title in _titles(noted, noted.in_time):
        write_wrapped(f"The {title} will know of it.")
    if noted.note.hear_by is not None:
        write_wrapped(f"An answer is promised by {noted.note.hear_by.isoformat()}; no nudge comes before that.")


def _titles(noted: Noted, follow_ups: tuple[FollowUp, ...]) -> list[str]:
    from followbot.app.status import addressees
    from followbot.cli.wording import title

    return [title(f, addressees(noted.target.round, f)) for f in follow_ups]


# --- confirm, ignore ------------------------------------------------------------------------------------------------


def confirm(invocation: Invocation, ref: Ref) -> None:
    """Say that an event is an interview of yours."""
    from followbot.domain.model import Ruling

    _rule(invocation, ref, Ruling.CONFIRMED)


def ignore(invocation: Invocation, ref: Ref) -> None:
    """Take an event out: followbot leaves it alone."""
    from followbot.domain.model import Ruling

    _rule(invocation, ref, Ruling.IGNORED)


def _rule(invocation: Invocation, ref: str, ruling: Ruling) -> None:
    from followbot.app.remarks import rule
    from followbot.cli.output import write_json

    with invocation.world() as world:
        ruled = rule(world.store, ref, ruling, world.clock.now())
    if invocation.json:
        write_json(
            {"ref": ruled.target.interview.id, "ruling": ruling.value, "interviews": [i.id for i in ruled.interviews]}
        )
    else:
        _print_ruled(ruled, ruling)


def _print_ruled(ruled: Ruled, ruling: Ruling) -> None:
    from followbot.app.plain import label
    from followbot.cli.output import write_wrapped
    from followbot.domain.model import Ruling, Standing

    already = "" if ruled.new else " You had said so before."
    if ruling is Ruling.IGNORED:
        said, next_ = "left alone from now on", "A draft that you have not touched is taken back at the next check."
    elif ruled.target.interview.standing in (Standing.STANDING, Standing.NOT_INTERVIEW):
        said, next_ = "confirmed as an interview", "Its follow-ups are planned at the next check."
    else:
        said, next_ = (
            "confirmed as an interview",
            "But the calendar says that it does not take place: nothing is written.",
        )
    write_wrapped(f"{label(ruled.target.process, ruled.target.interview)}: {said}.{already} {next_}")
    if len(ruled.interviews) > 1:
        write_wrapped(f"This holds for the whole series ({len(ruled.interviews)} dates are known).")


# --- forget ---------------------------------------------------------------------------------------------------------


def forget(invocation: Invocation, ref: Ref, yes: Yes = False) -> None:
    """Delete everything about one company. Drafts in your mailbox stay; nothing is drafted for these interviews again."""
    from followbot.app.refs import find_process
    from followbot.app.remarks import forget as remove
    from followbot.cli.output import write_json, write_wrapped

    with invocation.world() as world:
        process = find_process(world.store.all(), ref)
        if not yes and not _agreed(process):
            write_wrapped("Nothing was deleted.")
            return
        remove(world.store, process)
    if invocation.json:
        write_json({"forgotten": process.id, "interviews": [i.id for r in process.rounds for i in r.interviews]})
    else:
        write_wrapped(f"Forgotten: {_holdings(process)}. Drafts in your mailbox stay where they are.")


def _agreed(process: Process) -> bool:
    """Ask, where somebody is there to be asked; a script must say that it has decided."""
    import sys

    from followbot.cli.asking import confirmed
    from followbot.cli.errors import complain

    if not sys.stdin.isatty():
        raise nobody_agrees()
    complain(f"This deletes {_holdings(process)}.")
    return confirmed("Go on?", default=False, err=True)


def _holdings(process: Process) -> str:
    from followbot.app.plain import label

    interviews = [i for r in process.rounds for i in r.interviews]
    counts = [
        (len(interviews), "interview"),
        (sum(len(r.notes) for r in process.rounds), "note"),
        (len(process.follow_ups), "follow-up"),
    ]
    named = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts if n)
    return f"{label(process, interviews[0])} ({named})" if interviews else "an empty process"
