"""Which of an account's calendars are to be read: listed by name, chosen by number or name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from followbot.cli.invocation import Invocation
from followbot.errors import FollowbotError
from followbot.errors import values as bad

if TYPE_CHECKING:
    from followbot.app.calendars import NamedCalendar
    from followbot.cli.asking import Questions


def choose_calendars(invocation: Invocation, account: str, questions: Questions) -> tuple[str, ...]:
    """The names of the calendars that the user wants; () for those that are read anyway."""
    from followbot import bootstrap
    from followbot.app.plain import safe
    from followbot.cli.output import write, write_wrapped

    try:
        listed = bootstrap.list_calendars(invocation.load_config(), account)
    except FollowbotError as error:
        write_wrapped(f"Your calendars cannot be listed: {error.problem} The main one is read.")
        return ()
    # A name with control characters has no place in a configuration, nor on a terminal.
    found = [calendar for calendar in listed if calendar.name == safe(calendar.name, 200)]
    if len(found) < 2:
        return ()
    write("Your calendars:")
    for number, calendar in enumerate(found, 1):
        write(f"  {number}  {safe(calendar.name, 60)}")
    usual = (
        "all" if all(c.read for c in found) else ", ".join(safe(c.name, 60) for c in found if c.read) or "the main one"
    )
    if not questions.attended:
        write_wrapped(f"Read: {usual}. To choose: --calendar NAME, or accounts.calendars in the configuration.")
        return ()
    answer = questions.ask(
        "Which may hold interviews? Numbers or names with commas, or all",
        "",
        usual,
        flag="--calendar",
        check=lambda text: chosen_text(text, found, usual),
    )
    return chosen(answer, found, usual)


def chosen(answer: str, found: Sequence[NamedCalendar], usual: str) -> tuple[str, ...]:
    """The names behind an answer; raises `ValueError` for what is on no line of the list."""
    if answer.casefold() == usual.casefold():
        return ()
    if answer.casefold() == "all":
        return tuple(calendar.name for calendar in found)
    by_name = {calendar.name.casefold(): calendar.name for calendar in found}
    names = []
    for part in (piece.strip() for piece in answer.split(",")):
        if part.isascii() and part.isdigit() and 0 < int(part) <= len(found):
            names.append(found[int(part) - 1].name)
        elif part.casefold() in by_name:
            names.append(by_name[part.casefold()])
        else:
            raise bad.not_listed(part or "without a name")
    return () if set(names) == {calendar.name for calendar in found if calendar.read} else tuple(dict.fromkeys(names))


def chosen_text(answer: str, found: Sequence[NamedCalendar], usual: str) -> str:
    """The answer itself, once it is known to be a possible one."""
    chosen(answer, found, usual)
    return answer
