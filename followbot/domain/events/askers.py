"""Who asks people questions for something else than a job: media, authorities, advisers, landlords.

Their names beside an "Interview" or an "Entretien" say that it is no job interview, unless something speaks of a job with them.
"""

from __future__ import annotations

from followbot.domain.events.lexicon import Hit
from followbot.domain.events.marks import Marks
from followbot.domain.events.scene import Scene
from followbot.domain.phrases import fold

_OF_A_JOB = (
    *("body.selection", "body.voice", "body.trial", "body.offer", "body.stage", "body.interview"),
    *("shape.role", "shape.trial_at", "shape.deal", "shape.candidate_me"),
    *("system.recruiting", "people.recruiter", "people.agency"),
)
_PLAIN = ("title.intro", "title.position", "title.maybe_trial")
"""What may be a talk about anything."""


def weigh(scene: Scene, marks: Marks) -> None:
    """Take a talk with such people for what it is."""
    asker = next((h for h in scene.title_vocabulary if h.sign == "asker"), None)
    if asker is not None and marks.has("shape.role") and _works_there(asker, scene):
        other = marks.seen.pop("title.other_interview", None)
        if other is not None:
            marks.add("title.interview", other.quote)
        return
    if asker is None or marks.has(*_OF_A_JOB) or not _is_plain(scene, marks):
        return
    marks.add("shape.asker", asker.quote)


def _works_there(asker: Hit, scene: Scene) -> bool:
    """Whether the title says to be at theirs, not about what: "Interview at BBC Radio Leeds - producer"."""
    return any(h.sign == "at" and 0 <= asker.first - h.last <= 1 for h in scene.title_vocabulary)


def _is_plain(scene: Scene, marks: Marks) -> bool:
    """Whether the title has only words for a talk that is not yet one about a job."""
    if not marks.has("title.interview", "title.intro", "title.position"):
        return False
    strong = [m for name, m in marks.seen.items() if name.startswith("title.") and m.sign.job >= 1.0]
    return all(m.sign.name in _PLAIN or _says_only_talk(m.quote, scene) for m in strong)


def _says_only_talk(quote: str, scene: Scene) -> bool:
    plain = scene.rules.reading.plain_talks
    return fold(quote) in plain or all(word in plain for word in fold(quote).split())
