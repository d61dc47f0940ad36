"""Which of the names in an event is its company's: a choice that is learned from labelled events.

Each name that an event offers (`candidates`), and that it names none, is weighed by everything seen of it, with weights that a
conditional logit model learned from the events in `tests/corpus/events` (`python -m tests.corpus.events.choose` writes
`rules/detection/companies.toml`).
"""

from __future__ import annotations

from followbot.domain.events.candidates import candidates
from followbot.domain.events.looks import Candidate
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene


def chosen(scene: Scene, sides: Sides) -> Candidate | None:
    """The company of an event, None where it names none."""
    found = candidates(scene, sides)
    best = scene.rules.choices.best({key: one.seen for key, one in found.items()})
    return found[best] if best else None
