"""Which of the names in an event is its company's: a choice that is learned from labelled events.

The rules of `company` know shapes, one after the other, and the first that fits wins. That is right where somebody foresaw the
shape, and at a loss before a kennel whose name stands in brackets behind a forename. So each name that an event offers
(`candidates`) is weighed by everything seen of it, with weights that a conditional logit model learned from the events in
`tests/corpus/events` (`python -m tests.corpus.events.choose` writes `rules/detection/companies.toml`). What the rules found is
one of these names, and has a little weight of its own.
"""

from __future__ import annotations

from followbot.domain.events.candidates import candidates
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene
from followbot.domain.grouping import company_key


def chosen(scene: Scene, sides: Sides, rule: str | None, sure: bool) -> str | None:
    """The company of an event, None where it names none. `rule` is what the rules found, `sure` whether plain words say so."""
    found = candidates(scene, sides, rule or "")
    key = company_key(rule or "")
    best = scene.rules.choices.best({name: one.seen for name, one in found.items()}, key, sure)
    return (rule if best == key else found[best].name) or None
