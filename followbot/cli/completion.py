"""`completion`: what a shell needs so that its Tab key knows followbot's commands, options, accounts and interviews.

The three scripts are short and ask `followbot completion words` at each Tab. They never evaluate what it answers: names of
companies come from strangers. The first line of an answer is "words" or "files" (which the shell knows itself), each other
line a word, a tab and what it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated, Any

import typer

from followbot.cli.helping import is_argument
from followbot.cli.invocation import Invocation, add_command
from followbot.errors import FollowbotError
from followbot.errors.usage import unknown_shell

SHELLS = ("bash", "zsh", "fish")

_ASKED = "words"
"""What the scripts say in place of a shell's name."""

Shell = Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]
Typed = Annotated[list[str] | None, typer.Argument(hidden=True)]

Choice = tuple[str, str]
"""A word to complete to, and what it means."""


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "completion", completion)


def completion(invocation: Invocation, shell: Shell, typed: Typed = None) -> None:
    """The completion script of a shell. What it completes includes accounts, and interviews by their ids."""
    from followbot.cli.output import write

    if shell == _ASKED:
        answer = complete(invocation, typed or [""])
        write("files" if answer is None else "\n".join(["words", *(f"{word}\t{help_}" for word, help_ in answer)]))
        return
    if shell not in SHELLS:
        raise unknown_shell(shell, ", ".join(SHELLS))
    write(files("followbot.cli").joinpath(f"shells/followbot.{shell}").read_text("utf-8").rstrip("\n"))


# --- answering ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Place:
    """Where on a command line one stands: in which command, after which arguments, and with which option in want of a value."""

    command: Any
    arguments: int = 0
    option: Any = None
    only_arguments: bool = False


def complete(invocation: Invocation, typed: Sequence[str]) -> list[Choice] | None:
    """What the last of the typed words may become; None where it is a file. Nothing here raises for what was typed."""
    *before, current = typed
    place = _Place(invocation.commands)
    for word in before:
        _step(place, word)
    if place.option is not None:
        choices = _values(place.option, invocation)
    elif current.startswith("-") and not place.only_arguments:
        choices = list(_options(place.command))
    elif _commands(place.command) and not place.arguments:
        choices = [(name, command.get_short_help_str(100)) for name, command in _commands(place.command).items()]
    else:
        argument = _argument(place)
        choices = _values(argument, invocation) if argument is not None else []
    return None if choices is None else [c for c in choices if c[0].startswith(current)]


def _step(place: _Place, word: str) -> None:
    """Go on past one whole word."""
    if place.option is not None:
        place.option = None
    elif word == "--":
        place.only_arguments = True
    elif word.startswith("-") and not place.only_arguments:
        option = next((p for p in place.command.params if word in p.opts), None)
        takes_value = option is not None and not option.is_flag and not option.count
        place.option = option if takes_value else None
    elif word in _commands(place.command):
        place.command, place.arguments = _commands(place.command)[word], 0
    else:
        place.arguments += 1


def _commands(command: Any) -> dict[str, Any]:
    return {name: c for name, c in getattr(command, "commands", {}).items() if not c.hidden}


def _options(command: Any) -> Iterator[Choice]:
    for parameter in command.params:
        if not is_argument(parameter) and not parameter.hidden:
            longest = max((*parameter.opts, *parameter.secondary_opts), key=len)
            yield longest, parameter.help or ""
    yield "--help", "Show this message and exit."


def _argument(place: _Place) -> Any:
    """The argument that comes next; the last one again where it may be given several times."""
    arguments = [p for p in place.command.params if is_argument(p) and not getattr(p, "hidden", False)]
    if place.arguments < len(arguments):
        return arguments[place.arguments]
    return arguments[-1] if arguments and arguments[-1].nargs == -1 else None


# --- values ---------------------------------------------------------------------------------------------------------


def _values(parameter: Any, invocation: Invocation) -> list[Choice] | None:
    """What an argument or an option may be; None for a file, nothing for what only the user knows."""
    if parameter.name in _FILES:
        return None
    known = _KNOWN.get(parameter.name)
    if known is None:
        return []
    try:
        return known(invocation)
    except FollowbotError:  # no configuration yet, a store of another version: Tab is no place to say so
        return []


def _accounts(invocation: Invocation) -> list[Choice]:
    return [(account.name, account.provider) for account in invocation.load_config().accounts]


def _refs(invocation: Invocation) -> list[Choice]:
    from followbot.app.status import report

    with invocation.desk() as desk:
        found = report(desk.records.all(), (), (), desk.home, desk.now).interviews
    return [(s.interview.id, s.label) for s in found]


def _fixed(*words: str) -> Callable[[Invocation], list[Choice]]:
    return lambda _: [(word, "") for word in words]


_FILES = frozenset({"config", "file", "output", "into", "maildir", "client_secrets"})

_KNOWN: dict[str, Callable[[Invocation], list[Choice]]] = {
    "account": _accounts,
    "ref": _refs,
    "shell": _fixed(*SHELLS),
    "provider": _fixed("google", "microsoft", "imap", "local"),
    "kind": _fixed("thank_you", "nudge"),
    "rapport": _fixed("great", "good", "poor"),
    "command": _fixed("auth", "config", "doctor", "once", "status", "why"),
}
"""By the parameter's name."""
