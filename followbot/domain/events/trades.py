"""The position in a title, found to tell the field of a job from what is no job: a mortgage adviser is paid, a mortgage is not.

What weighs a stretch of a title is what was learned for the choice of an event's position (see `positions`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from followbot.domain.events.lexicon import Hit
from followbot.domain.events.positions import in_title
from followbot.domain.events.scene import Scene
from followbot.domain.events.textrows import title_row


def are_of_trade(hits: Iterable[Hit], scene: Scene) -> bool:
    """Whether all that is found in a title lies within the position that it names."""
    first, end = _position(scene)
    return all(first <= hit.first and hit.last <= end for hit in hits)


@lru_cache(maxsize=1)
def _position(scene: Scene) -> tuple[int, int]:
    return in_title(title_row(scene), scene)
