"""What new text says about the application: rejection, offer, next step, delay.

A rejection that is only spoken of ("candidates who are not selected", "if we cannot offer you the role") is none, and
neither "unfortunately" nor "offer" is an outcome by itself. Where several are said, the graver one counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from followbot.domain.model import Outcome
from followbot.domain.phrases import Hit, PhraseSet, Sentences
from followbot.domain.reply_rules import Pack

_GRAVITY = (Outcome.REJECTION, Outcome.OFFER, Outcome.NEXT_STEP, Outcome.DELAY)
_HINTS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome and the phrase of our rules that showed it."""

    outcome: Outcome
    phrase: str


def judge(text: Sentences, packs: Iterable[Pack]) -> Judgement | None:
    """The outcome that the text states in one of the languages, None if it states none."""
    languages = tuple(packs)
    for outcome in _GRAVITY:
        for pack in languages:
            phrase = _stated(text, pack, outcome)
            if phrase:
                return Judgement(outcome, phrase)
    return None


def _stated(text: Sentences, pack: Pack, outcome: Outcome) -> str:
    spoken = pack.outcomes[outcome]
    void = [pack.mark("hypothetical"), spoken.unless]
    if outcome in (Outcome.REJECTION, Outcome.OFFER):
        void.append(pack.mark("conditional"))
    for hit in spoken.sure.hits(text):
        if not _is_void(hit, spoken.unless, void):
            return hit.phrase
    hints = {hit.phrase: hit for hit in spoken.hint.hits(text) if not _is_void(hit, spoken.unless, void)}
    return " + ".join(sorted(hints)) if len({h.sentence for h in hints.values()}) >= _HINTS_NEEDED else ""


def _is_void(hit: Hit, unless: PhraseSet, conditions: Iterable[PhraseSet]) -> bool:
    """Whether the sentence takes the phrase back, or only supposes it (a condition that stands before it)."""
    before = hit.sentence[: hit.position + 1]
    return unless.in_sentence(hit.sentence) or any(condition.in_sentence(before) for condition in conditions)
