"""The command line."""

from __future__ import annotations

from pathlib import Path

from followbot.errors import UsageError


def answer_missing(flag: str) -> UsageError:
    """A question would be asked, but standard input is no terminal."""
    return UsageError(f"{flag} is missing, and nobody is there to be asked.", f"Give {flag}.")


def answer_refused(flag: str, fault: str) -> UsageError:
    """What was given on the command line does not pass the check that the question has."""
    return UsageError(f"{flag}: {fault}", "Correct it; `followbot init --help` has examples.")


def bad_timeout(text: str) -> UsageError:
    """The value is no number, and no number with a unit."""
    return UsageError(f"--timeout: {text} is not a duration.", "Write seconds, or a number and a unit: 90s, 10min.")


def timeout_out_of_range() -> UsageError:
    """Nobody logs in within no time, and nothing waits for more than a day."""
    return UsageError(
        "--timeout must be longer than nothing and at most a day.",
        "Give something in between, for example --timeout 10min.",
    )


def unknown_account(account: str, known: str) -> UsageError:
    """The name is none of those under `accounts`."""
    return UsageError(f"There is no account {account} in the configuration.", f"There is: {known}.")


def nothing_to_log_out(name: str) -> UsageError:
    """The account lies in files on this computer."""
    return UsageError(
        f"Account {name} needs no login, so there is none to give up.",
        "Name an account that has a login; `followbot auth status` shows them.",
    )


def which_account(known: str) -> UsageError:
    """More than one account has a login."""
    return UsageError("Say which account is meant.", f"There is: {known}.")


def unknown_shell(shell: str, known: str) -> UsageError:
    """Completion exists for some shells only."""
    return UsageError(f"There is no completion for {shell}.", f"There is one for {known}.")


def folder_not_empty(into: Path) -> UsageError:
    """The demo writes into a folder of its own, never among other files."""
    return UsageError(f"{into} is not an empty folder.", "Name a new one.")


def file_exists(path: Path) -> UsageError:
    """`export` overwrites nothing."""
    return UsageError(f"{path} exists already.", "Name another file.")


def configuration_exists(path: Path) -> UsageError:
    """`init` overwrites no configuration unasked."""
    return UsageError(f"{path} exists already.", "Use --force to replace it; a copy is kept.")


def no_document(command: str) -> UsageError:
    """The command talks with a person, or prints something that is no JSON."""
    return UsageError(f"{command} has no JSON to print.", "Leave --json out.")


def only_writes(flag: str) -> UsageError:
    """With --no-login `init` ends before it would do what the other option asks."""
    return UsageError(f"--no-login only writes the configuration, and {flag} comes after it.", "Leave one of them out.")


def answers_refused(problems: str) -> UsageError:
    """What was given to `init` makes no configuration that is in order; nothing is written."""
    return UsageError(f"These answers make no configuration. {problems}", "Give another answer there.")


def input_ended() -> UsageError:
    """Standard input was closed in the middle of the questions."""
    return UsageError("The input ended before the question was answered.", "Each question has an option: see --help.")


def watch_or_json() -> UsageError:
    """A table that renews itself is no document for programs."""
    return UsageError("--watch shows a table for people; with --json there is one document.", "Leave one of them out.")


def unknown_kind() -> UsageError:
    """There are two kinds of follow-up."""
    return UsageError("--kind is either thank_you or nudge.", "Leave it out to see what comes next.")


def nobody_agrees() -> UsageError:
    """`forget` asks before it deletes, and standard input is no terminal."""
    return UsageError(
        "Nobody is there to be asked, so nothing was deleted.", "Give --yes to delete without a question."
    )


def unknown_rapport() -> UsageError:
    """The choice steers tone and the offer of another channel; nothing else is understood."""
    return UsageError("--rapport is great, good or poor.", "For example: --rapport great")


def bad_hear_by() -> UsageError:
    """The value is no day of the calendar."""
    return UsageError("--hear-by takes a date like 2026-12-04.", "Give year, month and day: --hear-by 2026-12-04")


def no_address(given: str) -> UsageError:
    """A value of `--me` or `--contact` holds no mail address."""
    return UsageError(
        f"“{given}” is no mail address.", "Write it as somebody@example.org, with a name in front if you like."
    )
