"""A first configuration, written from a few answers: short, commented, and accepted by `config check`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

SCHEMA_FILE = "config.schema.json"
"""Beside the configuration: editors that know YAML check it and complete its keys by this."""

HEAD = f"""\
# The configuration of followbot, written by `followbot init`. Change what you like.
# What is wrong in it is said by: followbot config check
# Everything that can be set is shown, with its meaning, by: followbot config example
# yaml-language-server: $schema={SCHEMA_FILE}
"""

Setting = str | int | Sequence[str] | Mapping[str, "Setting"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What `init` has learnt. `settings` are those of the section that is named after the provider; empty ones are left out."""

    name: str
    email: str
    provider: str
    timezone: str
    country: str = ""
    language: str = "en"
    aliases: Sequence[str] = ()
    strengths: Sequence[str] = ()
    calendars: Sequence[str] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict)
    account: str = "main"


def first_configuration(answers: Answers) -> str:
    """The YAML text. Strings are quoted as JSON, which YAML reads as it is: nothing in an answer can change the structure."""
    profile: tuple[tuple[str, Setting, str], ...] = (
        ("name", answers.name, "as it stands under a mail"),
        ("email", answers.email, "the address you apply with"),
        ("aliases", tuple(answers.aliases), "your other addresses: mail from them is yours as well"),
        ("language", answers.language, "of drafts, unless the other side writes another one"),
        ("timezone", answers.timezone, "for events that name none"),
        ("country", answers.country, "no second mail on its public holidays"),
        ("strengths", tuple(answers.strengths), "what you bring; a draft names what fits the role"),
    )
    account: tuple[tuple[str, Setting, str], ...] = (
        ("name", answers.account, "a short name of your choice"),
        ("provider", answers.provider, "google, microsoft, imap or local"),
        ("calendars", tuple(answers.calendars), "these alone"),
        (answers.provider, dict(answers.settings), ""),
    )
    lines = ["profile:", *_rows(profile, "  "), "", "accounts:", *_item(_rows(account, "    ")), ""]
    rest = (
        "drafts:",
        "  debrief: true  # after each interview, a card in your drafts asks how it went; that makes the mail personal",
        "",
        "detection:",
        "  unsure: ask  # what followbot cannot tell to be an interview, it asks you about",
    )
    return HEAD + "\n" + "\n".join([*lines, *rest]) + "\n"


def _rows(entries: Sequence[tuple[str, Setting, str]], indent: str) -> Iterator[str]:
    for name, value, comment in entries:
        if value or value == 0:
            yield from _entry(name, value, comment, indent)


def _entry(name: str, value: Setting, comment: str, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{indent}{name}:"
        yield from _rows([(key, inner, "") for key, inner in value.items()], f"{indent}  ")
        return
    shown = json.dumps(value if isinstance(value, str | int) else list(value), ensure_ascii=False)
    yield f"{indent}{name}: {shown}" + (f"  # {comment}" if comment else "")


def _item(rows: Iterator[str]) -> Iterator[str]:
    """The rows of a mapping as one item of a list."""
    yield "  - " + next(rows).lstrip()
    yield from rows
