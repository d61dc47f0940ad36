"""What new text says about the application: rejection, offer, next step, delay.

A rejection that is only spoken of ("candidates who are not selected", "if we cannot offer you the role") is none, and
neither "unfortunately" nor "offer" is an outcome by itself. Where several are said, the graver one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from followbot.domain.model import Outcome
from followbot.domain.phrases import Hit

_GRAVITY = (Outcome.REJECTION, Outcome.OFFER, Outcome.NEXT_STEP, Outcome.DELAY)
_CONDITIONAL = frozenset({Outcome.REJECTION, Outcome.OFFER})
"""Outcomes that a plain "if" before them takes back; "if you like, we would love to meet again" still is an invitation."""
_HINTS_NEEDED = 2

Found = Mapping[str, Sequence[Hit]]
"""Hits of one language in one text, by the name of the phrases."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome and the words that showed it."""

    outcome: Outcome
    phrase: str


def judge(languages: Iterable[Found]) -> Judgement | None:
    """The outcome that a text states in one of the languages, None if it states none."""
    found = tuple(languages)
    for outcome in _GRAVITY:
        for hits in found:
            phrase = _stated(hits, outcome)
            if phrase:
                return Judgement(outcome, phrase)
    return None


def _stated(hits: Found, outcome: Outcome) -> str:
    """The words that state an outcome: one sure phrase, or hints in two sentences; "" if there are none."""
    taken_back = {hit.sentence for hit in hits.get(f"{outcome}.unless", ())}
    conditions = [*hits.get("hypothetical", ()), *(hits.get("conditional", ()) if outcome in _CONDITIONAL else ())]

    def stands(hit: Hit) -> bool:
        supposed = any(c.sentence == hit.sentence and c.start <= hit.start for c in conditions)
        return hit.sentence not in taken_back and not supposed

    for hit in hits.get(f"{outcome}.sure", ()):
        if stands(hit):
            return hit.text
    hints = {hit.sentence: hit.text for hit in hits.get(f"{outcome}.hint", ()) if stands(hit)}
    return " + ".join(sorted(set(hints.values()))) if len(set(hints.values())) >= _HINTS_NEEDED else ""
