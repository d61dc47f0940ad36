"""What somebody is in an interview: by title, address and display name, and by what the text says they do."""

from __future__ import annotations

import re

from followbot.domain.events.lexicon import Hit, split
from followbot.domain.events.listing import is_title, title_after
from followbot.domain.events.parties import is_recruiting
from followbot.domain.events.places import places
from followbot.domain.events.scene import Guest, Scene
from followbot.domain.model import ContactRole
from followbot.domain.phrases import fold

_TITLE_MAX = 80
_NEAR = 5
"""Characters between a title and the name behind it."""
_SHORTEST_NAME = 3
_OCCURRENCES = 4


def role_of(title: str, guest: Guest | None, scene: Scene) -> ContactRole:
    """What somebody is by job title, display name and address."""
    local = guest.email.partition("@")[0] if guest else ""
    text = f"{title} {guest.shown if guest else ''} {re.sub(r'[._+-]', ' ', local)}"
    signs = {h.sign for h in scene.rules.words.hits(split(text))}
    if "title_coordinator" in signs:
        return ContactRole.COORDINATOR
    if "title_recruiter" in signs or (guest is not None and is_recruiting(guest, scene)):
        return ContactRole.RECRUITER
    if "title_hiring_manager" in signs:
        return ContactRole.HIRING_MANAGER
    return ContactRole.INTERVIEWER


def title_in_text(name: str, scene: Scene) -> str:
    """The title that the description gives a person beside or below the name: "Beth (Recruiting Coordinator)"."""
    first = name.split()[0] if name else ""
    for shown in dict.fromkeys((name, first)):
        if len(shown) < _SHORTEST_NAME:
            continue
        for count, (start, end) in enumerate(places(shown, scene.body, barred="")):
            title = _beside(start, end, scene) or _before(start, scene)
            if title:
                return title
            if count == _OCCURRENCES:
                break
    return ""


def _beside(start: int, end: int, scene: Scene) -> str:
    line_end = scene.body.find("\n", end)
    line_end = len(scene.body) if line_end < 0 else line_end
    title = title_after(scene.body[end:line_end], 0, scene)
    if title:
        return title if is_title(title, scene) else ""
    alone = not scene.body[scene.body.rfind("\n", 0, start) + 1 : start].strip(" *_•-–—/")
    if not alone or scene.body[end:line_end].strip(" ,.*_"):
        return ""
    below = scene.body[line_end + 1 : line_end + 1 + _TITLE_MAX].lstrip("\n").partition("\n")[0].strip()
    return below if below and is_title(below, scene) else ""


def _before(start: int, scene: Scene) -> str:
    """The title right before a name: "our recruiter Mia", "Coordinator: Beth"; not "assistant to Olga"."""
    for hit in scene.body_vocabulary:
        if hit.sign.startswith("title_") and 0 <= start - hit.end <= _NEAR and not _leads_on(hit, scene):
            between = scene.body[hit.end : start]
            if "\n" not in between and fold(between.strip(" :-–")) in scene.rules.reading.is_called:
                return hit.quote
    return ""


def _leads_on(hit: Hit, scene: Scene) -> bool:
    return fold(hit.quote.split()[-1]) in scene.rules.filler


def stays_away(guest: Guest, scene: Scene, firm: bool) -> bool:
    """Whether an organiser whom no list names only arranges.

    Somebody who writes "I won't be on the call" does not come; where a list of interviewers leaves the writer out, or the
    writer arranges for others, only words such as "I look forward to speaking with you" say that the writer comes too.
    """
    signs = {h.sign for h in scene.body_vocabulary}
    spoken = [h for h in scene.body_vocabulary if h.sign == "first_person"]
    if "stays_away" in signs or any(is_denied(h, scene) for h in spoken):
        return True
    if not firm and not signs & {"arranges", "handover"}:
        return False
    return not spoken


def is_denied(hit: Hit, scene: Scene) -> bool:
    """Whether the sentence in which the writer speaks of being there says no to it: "Ik sluit zelf niet aan"."""
    start = max(scene.body.rfind(mark, 0, hit.start) for mark in (". ", "\n", "! ", ", ")) + 1
    ends = [scene.body.find(mark, hit.end) for mark in (".", "\n", "!", ",")]
    words = set(split(scene.body[start : min((e for e in ends if e >= 0), default=len(scene.body))]).tokens)
    return bool(words & scene.rules.negations) and not words & scene.rules.waiting
