"""Where the rapport was particularly good: a note for LinkedIn and a text for a card written by hand.

Both are only shown to the user. They say what a letter says, in other words than the mail that was drafted, and neither is
ever put into a mailbox.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from followbot.domain.drafting import compose
from followbot.domain.letters.briefing import Brief
from followbot.domain.letters.tidying import tidy
from followbot.domain.letters.variants import Templates
from followbot.domain.letters.writing import unsigned
from followbot.domain.model import Rapport

LINKEDIN_MAX = 300
"""Characters that LinkedIn allows in the note of an invitation."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")


@dataclass(frozen=True, slots=True)
class Channels:
    """Texts for elsewhere."""

    linkedin: str
    handwritten: str


def other_channels(brief: Brief, templates: Templates) -> Channels | None:
    """The texts, if the user has called the rapport great (the latest word counts), else None."""
    said = [note.rapport for note in sorted(brief.notes, key=lambda note: note.at) if note.rapport]
    if not said or said[-1] is not Rapport.GREAT or not brief.to:
        return None
    return Channels(_linkedin(brief, templates), _handwritten(brief, templates))


def _linkedin(brief: Brief, templates: Templates) -> str:
    """Greeting, name, and as many sentences between them as fit."""
    greeting, sentences = _parts(brief, templates, "linkedin")
    name = tidy(brief.profile.name, 60)
    kept = greeting
    for sentence in sentences:
        longer = f"{kept} {sentence}".strip()
        if len(longer) + len(name) + 1 > LINKEDIN_MAX:
            break
        kept = longer
    return f"{kept}\n{name}".strip()[:LINKEDIN_MAX]


def _handwritten(brief: Brief, templates: Templates) -> str:
    """The letter without a signature but the name."""
    text = compose(replace(brief, seed=f"{brief.seed} card", thread_subject=None), templates).text
    return f"{unsigned(text, brief.profile)}\n{tidy(brief.profile.name, 60)}".strip()


def _parts(brief: Brief, templates: Templates, medium: str) -> tuple[str, list[str]]:
    text = compose(replace(brief, seed=f"{brief.seed} {medium}", thread_subject=None), templates).text
    paragraphs = unsigned(text, brief.profile).split("\n\n")
    body = "\n".join(paragraphs[1:-1])
    return tidy(paragraphs[0], 80), [s.strip() for s in _SENTENCE_END.split(body) if s.strip()]
