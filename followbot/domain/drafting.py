"""Facts to a letter: subject, text and HTML of a thank-you or a nudge, every phrase with its source.

A letter is put together in three steps. `Brief` says what is known. A `Plan` says what to speak of: at most two things from
the interview and one of the user's own, the richest plan first. For a plan, phrasings are tried in an order that depends on
nothing but the draft key, until the lint has no objection and no other letter of the process reads alike. Where no plan
passes, the simplest honest sentence is written, and the letter says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from followbot.domain import lint
from followbot.domain.letters.briefing import Brief, Desk, Letter, desk_of
from followbot.domain.letters.material import Plan, plans
from followbot.domain.letters.specifics import Source
from followbot.domain.letters.variants import (
    Templates,
    common_sentences,
    overlap,
    parse_templates,
    repeated_words,
    repetitions,
)
from followbot.domain.letters.writing import fallback, unsigned, write

__all__ = ["Brief", "Letter", "Source", "Templates", "compose", "parse_templates"]

ALIKE = 0.6
"""Two letters of a process stay below this overlap; people of a panel compare notes."""
_TRIES = 200
_NARROW = 32
"""So many tries keep to the phrasings made for the situation before general ones may vary it."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One version of a letter and what is wrong with it."""

    letter: Letter
    alike: float
    echoes: int

    @property
    def passes(self) -> bool:
        return not self.letter.findings and self.alike < ALIKE

    @property
    def curable(self) -> bool:
        """Whether more phrasings may help: against likeness to a sibling, and against a few words too many or too few."""
        return all(finding.rule == "length" for finding in self.letter.findings)

    @property
    def faults(self) -> tuple[int, float, int]:
        """What to compare versions by, the gravest first."""
        return len(self.letter.findings), self.alike if self.alike >= ALIKE else 0.0, self.echoes


def compose(brief: Brief, templates: Templates) -> Letter:
    """The letter for a brief, always the same for the same brief. Raises `TemplateProblem` where a template is broken."""
    desk = desk_of(brief, templates)
    objections: list[lint.Finding] = []
    spare: Attempt | None = None
    for plan in plans(desk):
        best = _best_attempt(desk, plan)
        if not best.passes and any(f.rule == "length" for f in best.letter.findings):
            best = min(best, _best_attempt(desk.brief_about_role(), plan), key=lambda a: a.faults)
        if best.passes:
            return best.letter
        objections += [f for f in best.letter.findings if f not in objections]
        if not best.letter.findings and (spare is None or best.alike < spare.alike):
            spare = best
    return spare.letter if spare else fallback(desk, tuple(objections))


def _best_attempt(desk: Desk, plan: Plan) -> Attempt:
    """The first version of a plan that passes and does not repeat itself, else the one with the least faults."""
    best = _attempt(desk, plan, 0)
    for number in range(1, _TRIES):
        if best.passes and best.echoes == 0:
            break
        if number >= _NARROW and (best.passes or not best.curable or (number >= 2 * _NARROW and best.letter.findings)):
            break
        best = min(best, _attempt(desk, plan, number), key=lambda a: a.faults)
    return best


def _attempt(desk: Desk, plan: Plan, number: int) -> Attempt:
    profile, siblings = desk.brief.profile, desk.brief.siblings
    letter = write(desk, plan, number, broad=number >= _NARROW)
    words = unsigned(letter.text, profile)
    alike = max((overlap(words, unsigned(other, profile)) for other in siblings), default=0.0)
    shared = sum(common_sentences(words, unsigned(other, profile)) for other in siblings)
    told = (*(s.phrase for s in letter.sources), *desk.values.values())
    return Attempt(
        letter,
        alike,
        repetitions(words) + 2 * repeated_words(words, told, desk.pack.wording.function_words) + 3 * shared,
    )
