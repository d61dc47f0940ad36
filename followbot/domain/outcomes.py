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
_ECHOES_ALONE = 2
"""Farewells that need no word of regret."""

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
    """The words that state an outcome: one sure phrase, or a hint and its echo; "" if there are none.

    Bad news that is nowhere said in so many words shows in what surrounds it: a regret ("hint"), and a farewell that only
    a refusal brings ("echo": wishes for the search, thoughts of later openings).
    """
    taken_back = {hit.sentence for hit in hits.get(f"{outcome}.unless", ())}
    conditions = [*hits.get("hypothetical", ()), *(hits.get("conditional", ()) if outcome in _CONDITIONAL else ())]

    def stands(hit: Hit) -> bool:
        supposed = any(c.sentence == hit.sentence and c.start <= hit.start for c in conditions)
        return hit.sentence not in taken_back and not supposed

    for hit in hits.get(f"{outcome}.sure", ()):
        if stands(hit):
            return hit.text
    bad_news = [hit.text for hit in hits.get(f"{outcome}.hint", ()) if stands(hit)]
    farewell = {hit.sentence: hit.text for hit in hits.get(f"{outcome}.echo", ()) if stands(hit)}
    if len(farewell) >= _ECHOES_ALONE or (bad_news and farewell):
        return " + ".join([*bad_news[:1], *farewell.values()])
    return ""
