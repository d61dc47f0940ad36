"""Names in characters and their readings: the 野村 of a text is the nomura@ of the guest list."""

from __future__ import annotations

import re

from followbot.domain.events.scene import Guest, Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.phrases import fold

_CHARACTERS = 3
"""Characters of a family name."""
_SHORT = 2


def readings(name: str, scene: Scene) -> frozenset[str]:
    """How the family name that a name in characters begins with is read; empty where nobody knows."""
    known = scene.rules.family_readings
    found = (known[name[:n]] for n in range(min(len(name), _CHARACTERS), 0, -1) if name[:n] in known)
    return next(found, frozenset())


def reads(name: str, guest: Guest, scene: Scene) -> bool:
    """Whether a guest whose name and address are in Latin letters bears a family name that a text writes in characters."""
    spoken = readings(name, scene)
    if not spoken or has_ideographs(guest.name):
        return False
    mailbox = guest.email.partition("@")[0]
    parts = set(re.split(r"[^a-z]+", f"{fold(guest.name)} {mailbox}"))
    local = re.sub(r"[^a-z]", "", mailbox)
    return bool(parts & spoken) or any(len(r) > _SHORT and local.startswith(r) for r in spoken)
