"""`man`: the manual page, made from the commands themselves, so that it never says what they do not.

A copy lies in the repository and goes where wheels put manual pages; a test compares it with this.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import typer

from followbot import __version__
from followbot.cli.examples import lines
from followbot.cli.helping import argument_name, is_argument, usage
from followbot.cli.invocation import GLOBAL_OPTIONS, Invocation, add_command

_CODES = (
    (0, "Fine."),
    (1, "Something failed, and is named on stderr."),
    (2, "The command line cannot be understood."),
    (69, "A provider cannot be reached."),
    (75, "Try again: something else is at work, or an answer has to be waited for."),
    (77, "Log in again."),
    (78, "The configuration is wrong."),
    (130, "Interrupted by Ctrl-C."),
)

_FILES = (
    ("~/.config/followbot/config.yaml", "The configuration."),
    ("~/.local/state/followbot/followbot.db", "Everything that followbot knows; only you can read it."),
    ("~/.local/state/followbot/followbot.vault", "Tokens and passwords, encrypted."),
)

_VARIABLES = (
    ("FOLLOWBOT_CONFIG", "The configuration file, where --config does not name one."),
    ("FOLLOWBOT_STORE_KEY_FILE", "The file with the vault's key, where there is no keyring."),
    ("FOLLOWBOT_*", "Overrides a setting: FOLLOWBOT_PROFILE__LANGUAGE=de. See followbot config example."),
    ("NO_COLOR", "If set, nothing is printed in colour."),
    ("SSL_CERT_FILE, REQUESTS_CA_BUNDLE", "Certificates to trust instead of the system's."),
)


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "man", man, document=False)


def man(invocation: Invocation) -> int:
    """The manual page: shown by man on a terminal, else its source."""
    from followbot.cli.output import is_terminal, write

    program, text = shutil.which("man"), page(invocation.commands)
    if is_terminal() and program:
        sys.stdout.flush()
        shown = subprocess.run([program, "-l", "-"], input=text, text=True, check=False)  # noqa: S603 - no shell, our text
        return 1 if shown.returncode else 0
    write(text.rstrip("\n"))
    return 0


def page(root: Any) -> str:
    """The whole page on the commands of this group, in man(7)'s macros."""
    return "\n".join(_page(root)) + "\n"


def _page(root: Any) -> Iterator[str]:
    yield f'.TH FOLLOWBOT 1 "" "followbot {__version__}" "User Commands"'
    yield from (".ad l", ".nh")  # ragged and unbroken: a name that is split at a hyphen cannot be copied
    yield from (".SH NAME", r"followbot \- leaves follow-ups after job interviews as drafts; never sends")
    yield from (".SH SYNOPSIS", ".B followbot", r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]")
    yield from (".SH DESCRIPTION", _text(root.help or ""))
    yield from (
        ".PP",
        _text(
            "It reads your calendars, recognises job interviews, watches your mailbox for an answer, and leaves a thank-you"
            " after a day and one short second mail after a silent week. Begin with followbot demo, then followbot init."
        ),
    )
    yield from (
        ".SH OPTIONS",
        _text("Every command takes these, before or after its name; init and man print no JSON."),
    )
    for option in root.params:
        yield from _option(option)
    yield ".SH COMMANDS"
    for words, command in _all(root, ""):
        yield from _command(words, command)
    yield from _table("EXIT STATUS", ((str(code), meaning) for code, meaning in _CODES))
    yield from _table("FILES", _FILES)
    yield from _table("ENVIRONMENT", _VARIABLES)
    yield from (".SH SEE ALSO", ".BR systemctl (1),", ".BR journalctl (1)")


def _all(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        words = f"{before} {name}".strip()
        if getattr(command, "commands", None):
            yield from _all(command, words)
        elif not command.hidden:
            yield words, command


def _command(words: str, command: Any) -> Iterator[str]:
    shown = [p for p in command.params if not getattr(p, "hidden", False)]
    arguments = [p for p in shown if is_argument(p)]
    yield f".SS {_text(' '.join(['followbot', words, *filter(None, map(usage, arguments))]))}"
    yield _text(command.help or "")
    for argument in arguments:
        yield from (".TP", rf"\fI{_text(argument_name(argument))}\fR", _text(getattr(argument, "help", "") or ""))
    for option in shown:
        if not is_argument(option) and option.name not in GLOBAL_OPTIONS:
            yield from _option(option)
    examples = lines(words, 71)
    if examples:
        yield from (".PP", "Examples:", ".PP", ".nf", *(_text(line, wrap=False) for line in examples), ".fi")


def _option(option: Any) -> Iterator[str]:
    names = ", ".join(rf"\fB{_text(name)}\fR" for name in sorted(option.opts, key=len))
    metavar = "" if option.is_flag or option.count else (option.metavar or "")
    yield from (".TP", f"{names} \\fI{_text(metavar)}\\fR" if metavar else names, _text(option.help or ""))


def _table(title: str, rows: Any) -> Iterator[str]:
    yield f".SH {title}"
    for name, meaning in rows:
        yield from (".TP", rf"\fB{_text(name)}\fR", _text(meaning))


def _text(text: str, *, wrap: bool = True) -> str:
    """As roff reads it: nothing is a macro, a hyphen is one that can be copied."""
    one_line = " ".join(text.split()) if wrap else text
    safe = (
        one_line.replace("\\", r"\e")
        .replace("-", r"\-")
        .replace("“", r"\(lq")
        .replace("”", r"\(rq")
        .replace("…", "...")
    )
    safe = safe.replace("'", r"\(aq").replace("`", r"\(ga").replace("~", r"\(ti").replace("^", r"\(ha")
    return rf"\&{safe}" if safe.startswith(".") else safe
