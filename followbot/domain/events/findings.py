"""What can be read from an interview: kind, company, position, people, and phrases that a letter may use."""

from __future__ import annotations

from followbot.domain.events.company import employer
from followbot.domain.events.contacts import contacts
from followbot.domain.events.language import language_of
from followbot.domain.events.marks import Marks
from followbot.domain.events.parties import Sides
from followbot.domain.events.position import position
from followbot.domain.events.promises import hear_by
from followbot.domain.events.scene import Scene
from followbot.domain.events.topics import topics
from followbot.domain.grouping import without_legal_form
from followbot.domain.model import Findings, InterviewKind

_KIND_ORDER = (
    "title.trial",
    "title.work_trial",
    "title.assessment",
    "title.offer",
    "title.contract",
    "title.hiring_manager",
    "title.screen",
    "title.recruiter",
    "title.technical",
    "title.panel",
    "title.final",
    "title.exercise",
)


def of(scene: Scene, sides: Sides, marks: Marks) -> Findings:
    """Everything worth keeping about an interview, or what may be one."""
    company = employer(scene, sides)
    people = contacts(scene, sides, marks, company)
    return Findings(
        kind=_kind(marks),
        company=without_legal_form(company.name) if company.name else None,
        role=position(scene, sides, company.name),
        contacts=people,
        company_domains=company.domains,
        agency=company.agency,
        language=language_of(scene.rules, scene.title_words, scene.body_words),
        specifics=topics(scene, people),
        hear_by=hear_by(scene),
        invited=scene.invited_as,
    )


def _kind(marks: Marks) -> InterviewKind:
    for name in (*_KIND_ORDER, *(n for n in marks.seen if n.startswith("body."))):
        mark = marks.seen.get(name)
        if mark is not None and mark.sign.kind is not None:
            return mark.sign.kind
    return InterviewKind.INTERVIEW
