"""Reading the labelled messages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from followbot.bootstrap import rule_files
from followbot.domain import replies
from followbot.domain.mime import parse_message
from followbot.domain.model import Address, Message, Reading, ReplyContext

HALVES = ("tune", "hold")
SEALED = "sealed"
"""What was written by people who know nothing of the program, and is measured only: no rule is made after it, and no learner
reads it."""
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader with common sense says that the message is."""

    kind: str
    outcome: str | None
    stops: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled message, and what is known of the process it is held against."""

    name: str
    language: str
    trap: str
    message: Message
    context: ReplyContext
    expected: Expected
    says: str | None
    """The outcome that its words state, which is none of this application's where they are about another one."""


@cache
def rules() -> replies.ReplyRules:
    """The rules as the program has them."""
    return replies.parse_rules(rule_files())


def load(half: str) -> tuple[Case, ...]:
    """The cases of one half, or of what is sealed, in the order of their labels."""
    folder = _HERE / half
    labels = tomllib.loads((folder / "labels.toml").read_text("utf-8"))["message"]
    return tuple(_case(folder, label) for label in labels)


def read(case: Case) -> Reading:
    """What reply analysis makes of a case."""
    return replies.read(case.message, case.context, rules())


@cache
def reasons(part: str) -> Mapping[str, str]:
    """Why messages of a part are read otherwise than they are labelled, by their names; of `tune` nobody wrote it down."""
    file = _HERE / part / "confusions.toml"
    groups = tomllib.loads(file.read_text("utf-8"))["why"] if file.exists() else ()
    return {name: group["because"] for group in groups for name in group["files"]}


def _case(folder: Path, label: dict[str, Any]) -> Case:
    raw = (folder / f"{label['file']}.eml").read_bytes()
    return Case(
        name=label["file"],
        language=label["language"],
        trap=label["trap"],
        message=parse_message(raw, ref=label["file"]),
        context=_context(label),
        expected=Expected(label["kind"], label.get("outcome"), label["stops"], label.get("until")),
        says=label.get("says", label.get("outcome")),
    )


def _context(label: dict[str, Any]) -> ReplyContext:
    """What `followbot inspect mail` knows from its options; any of them may be missing."""

    def given(name: str) -> tuple[str, ...]:
        return (label[name],) if name in label else ()

    return ReplyContext(
        me=frozenset(given("me")),
        contacts=tuple(Address(email) for email in given("contact")),
        company_domains=given("company_domain"),
        sent_ids=frozenset(given("sent_message_id")),
        own_ids=frozenset(given("sent_message_id")),
    )
