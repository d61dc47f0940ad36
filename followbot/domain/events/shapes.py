"""Positions in titles and descriptions."""

from __future__ import annotations

from followbot.domain.events.marks import Marks
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene


def positions(scene: Scene, marks: Marks, sides: Sides) -> None:
    """A position named in the title, or in the description, is what applications are about."""
    for name, hits in (("shape.role", scene.title_vocabulary), ("shape.body_role", scene.body_vocabulary)):
        role = next((h for h in hits if h.sign == "role"), None)
        if role is not None:
            marks.add(name, role.quote)
            return
