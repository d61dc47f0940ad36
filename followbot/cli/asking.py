"""Asking a person at the terminal, and what counts as an answer. Each question can also be answered by a flag."""

from __future__ import annotations

from collections.abc import Callable

import typer

from followbot.errors import ConfigurationError
from followbot.errors import values as bad
from followbot.errors.usage import answer_missing, answer_refused

PROVIDERS = ("google", "microsoft", "imap", "local")


class Questions:
    """The person at the terminal, if there is one."""

    def __init__(self, attended: bool) -> None:
        self.attended = attended

    def say(self, text: str) -> None:
        from followbot.cli.output import write_wrapped

        if self.attended:
            write_wrapped(text)

    def ask(
        self,
        question: str,
        given: str,
        default: str = "",
        *,
        flag: str,
        check: Callable[[str], str] = lambda answer: answer,
        optional: bool = False,
    ) -> str:
        """The answer: given by its flag, typed, or the default. Asked again until `check` raises nothing about it."""
        if given or not self.attended:
            if not given and not default and not optional:
                raise answer_missing(flag)
            return _named(flag, check, given or default)
        while True:
            answer = str(typer.prompt(question, default=default, show_default=bool(default), prompt_suffix=" "))
            try:
                return check(answer.strip())
            except (ValueError, ConfigurationError) as error:
                self.say(f"That does not work: {error}")

    def agree(self, question: str, *, default: bool = True) -> bool:
        """Yes or no; an empty line is `default`. No where nobody is there."""
        return self.attended and confirmed(question, default=default)


_YES = frozenset({"y", "yes"})
_NO = frozenset({"n", "no"})


def confirmed(question: str, *, default: bool, err: bool = False) -> bool:
    """Whether the person at the terminal says yes; asked again, with a hint, until it is a yes, a no, or an empty line.

    An empty line is `default`. `err` asks on standard error, where standard output is for what a command answers.
    """
    choice = "[Y/n]" if default else "[y/N]"
    while True:
        typed = str(typer.prompt(f"{question} {choice}", default="", show_default=False, prompt_suffix=" ", err=err))
        answer = typed.strip().casefold()
        if answer in _YES | _NO or not answer:
            return answer in _YES if answer else default
        typer.echo("Type y for yes or n for no; Enter alone takes the capital one.", err=err)


def _named(flag: str, check: Callable[[str], str], answer: str) -> str:
    try:
        return check(answer)
    except (ValueError, ConfigurationError) as error:
        raise answer_refused(flag, str(error)) from None


def not_empty(text: str) -> str:
    if not text:
        raise bad.no_answer()
    return text


def one_line(text: str) -> str:
    """As the configuration wants a name: not empty, and without control characters."""
    from followbot.config.values import check_line

    return check_line(not_empty(text))


def email_of(text: str) -> str:
    from followbot.config.values import check_email

    return check_email(text)


def zone_of(text: str) -> str:
    from followbot.config.values import check_zone

    return check_zone(text)


def country_code(text: str) -> str:
    from followbot.config.values import check_country

    return check_country(text) if text else ""


def language_of(text: str) -> str:
    from followbot.config.values import check_language

    return check_language(text)


def provider_of(text: str) -> str:
    if text.casefold() not in PROVIDERS:
        raise bad.no_provider(", ".join(PROVIDERS))
    return text.casefold()
