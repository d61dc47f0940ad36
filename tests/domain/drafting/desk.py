"""People, profiles and briefs for the tests of drafting."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from followbot.bootstrap import rule_files, template_files
from followbot.domain import drafting
from followbot.domain.letters import card
from followbot.domain.model import Contact, ContactRole, FollowUpKind, Note, Profile

ANNA = Profile(name="Anna Keller", email="anna@keller.example", timezone="Europe/Berlin")
PRIYA = Contact("priya@acme.example", "Priya Rao", ContactRole.HIRING_MANAGER)
TOM = Contact("tom@acme.example", "Tom Baker", ContactRole.INTERVIEWER)
LIN = Contact("lin@acme.example", "Lin Chen", ContactRole.INTERVIEWER)
RITA = Contact("rita@acme.example", "Rita Moss", ContactRole.RECRUITER)
TUESDAY = datetime(2026, 11, 17, 10, tzinfo=UTC)


@cache
def templates() -> drafting.Templates:
    return drafting.parse_templates(template_files(), rule_files())


@cache
def card_rules() -> card.CardRules:
    return card.parse_rules(rule_files("drafting", "replies"))


def note(text: str) -> Note:
    return Note(id="n", at=TUESDAY, text=text)


def brief(*notes: str, **changes: Any) -> drafting.Brief:
    """A brief for a thank-you to Priya of Acme after a Tuesday's interview, changed as the test needs."""
    facts: dict[str, Any] = {
        "kind": FollowUpKind.THANK_YOU,
        "profile": ANNA,
        "to": (PRIYA,),
        "start": TUESDAY,
        "zone": "Europe/Berlin",
        "company": "Acme",
        "role": "Platform Engineer",
        "notes": tuple(note(text) for text in notes),
        "seed": "a-seed",
    }
    return drafting.Brief(**{**facts, **changes})


def letter(*notes: str, **changes: Any) -> drafting.Letter:
    return drafting.compose(brief(*notes, **changes), templates())


def body(found: drafting.Letter) -> str:
    """The text on one line, as it would be read aloud."""
    return " ".join(found.text.split())
