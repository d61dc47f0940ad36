"""The position that an interview is about: a choice that is learned from labelled events.

Each stretch of title and description that can be a position (`positions`), and that none is named, is weighed by everything
seen of it; `python -m tests.corpus.events.chooseroles` writes the weights to `rules/detection/positions.toml`.
"""

from __future__ import annotations

from followbot.domain.events.parties import Sides
from followbot.domain.events.positions import positions
from followbot.domain.events.scene import Scene

_LEAD = 50
"""By how much, in hundredths, a position must outweigh that none is named: a letter does better without one than with a wrong
one. Held out, it costs a twentieth of the right ones and spares a third of the wrong ones.
"""


def position(scene: Scene, sides: Sides, company: str | None) -> str | None:
    """The position as it is written, None where none is named."""
    found = positions(scene, sides, company)
    choices = scene.rules.positions
    best = choices.heaviest({key: one.weight(choices) for key, one in found.items()}, _LEAD)
    return found[best].name or None
