"""The kinds of evidence, read from `rules/detection/signs.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from followbot.domain.model import InterviewKind


class RuleProblem(ValueError):
    """A rule file has the wrong shape; the text names file and key."""


class Place(StrEnum):
    """Where in a clause words must stand to be a sign."""

    ANYWHERE = ""
    BEGINS = "begins"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Sign:
    """One kind of evidence: what it adds, in log-odds, to "this is a job interview" and to "the user is the candidate".

    `text` is the sentence shown to the user; `{quote}` stands for the words found.
    """

    name: str
    text: str
    job: float = 0.0
    whose: float = 0.0
    kind: InterviewKind | None = None
    veto: bool = False
    """Whether it settles the matter: nothing that speaks for an interview outweighs it."""
    trade: bool = False
    """Whether what it speaks of is a trade too: where a position is named by it, somebody is paid for it."""
    clause: Place = Place.ANYWHERE
    """Where in a clause its words must stand."""
    note: bool = False
    """Whether it means this in a note of the user's own only: who writes "I am not coming" in a letter is somebody else."""


def tables(table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The signs of the rule file by their names; raises `RuleProblem` for one without a text."""
    for zone, signs in table.items():
        for name, sign in signs.items():
            if not isinstance(sign, Mapping) or "text" not in sign:
                raise RuleProblem(f"detection/signs: {zone}.{name} needs a text")
            yield f"{zone}.{name}", sign


def sign_of(name: str, table: Mapping[str, Any]) -> Sign:
    """A sign from its table."""
    kind = table.get("kind")
    return Sign(
        name,
        str(table["text"]),
        float(table.get("job", 0.0)),
        float(table.get("whose", 0.0)),
        InterviewKind(kind) if kind else None,
        bool(table.get("veto", False)),
        bool(table.get("trade", False)),
        Place(str(table.get("clause", ""))),
        bool(table.get("note", False)),
    )
