"""Talks about pay, hours and the contract of a new job, called as everybody calls them: "Vertrag + Lohn Luca", "paga e orari".

Contracts and offers are of a thousand things, so their words count only with somebody to talk to and words that only a job has.
At work they are about other companies.
"""

from __future__ import annotations

from followbot.domain.events.houses import houses, kind_in_title
from followbot.domain.events.lexicon import Hit
from followbot.domain.events.marks import Marks
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene
from followbot.domain.events.titled import company_of_title

_OTHERS = (
    *("people.work_address", "people.colleagues", "people.i_call", "form.recurring"),
    *(
        "body.sales",
        "body.private",
        "body.internal",
        "title.sales",
        "title.private",
        "title.finance",
        "title.home",
        "title.internal",
    ),
)
_OF_A_JOB = ("body.wage", "body.trial", "body.offer", "body.selection", "body.voice", "shape.role", "shape.body_role")


def weigh(scene: Scene, marks: Marks, sides: Sides) -> None:
    """Let words for pay and contracts in the title count where it is a job's."""
    for name in ("wage", "deal_terms"):
        if marks.has(f"title.{name}") and all(_is_name(h, scene) for h in scene.title_hits[name]):
            marks.seen.pop(f"title.{name}")
    said = [marks.seen[name].quote for name in ("title.wage", "title.deal_terms") if marks.has(name)]
    if not said:
        return
    wage, job = marks.has("title.wage"), marks.has(*_OF_A_JOB)
    sure = wage and (job or marks.has("title.deal_terms"))
    if (sure or ((wage or job) and _has_party(scene, sides))) and not marks.has(*_OTHERS):
        marks.add("shape.deal", " … ".join(said))
    else:
        marks.seen.pop("title.wage", None)
        marks.seen.pop("title.deal_terms", None)


def _is_name(hit: Hit, scene: Scene) -> bool:
    """Whether a word is part of a name: "Van Loon"."""
    before = scene.title[: hit.start].split()
    return hit.language != "de" and hit.quote.istitle() and bool(before) and before[-1].istitle()


def _has_party(scene: Scene, sides: Sides) -> bool:
    """Whether there is somebody to settle things with."""
    return bool(
        sides.hosts
        or sides.mentions
        or kind_in_title(scene)
        or any(h.where in ("title", "place") for h in houses(scene))
        or scene.rules.reading.workplaces.search(scene.title)
        or company_of_title(scene, sides)
    )
