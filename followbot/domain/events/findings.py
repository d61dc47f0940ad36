"""What can be read from an interview: kind, company, position, people, and phrases that a letter may use."""

from __future__ import annotations

from followbot.domain.events.marks import Marks
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene
from followbot.domain.model import Contact, ContactRole, Findings, InterviewKind

_KIND_ORDER = (
    "title.trial",
    "title.assessment",
    "title.offer",
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
    return Findings(
        kind=_kind(marks),
        contacts=tuple(
            Contact(g.email or None, g.name, ContactRole.INTERVIEWER, g.organizer) for g in scene.people if not g.declined
        ),
        company_domains=tuple(dict.fromkeys(g.domain for g in sides.hosts)),
        invited=scene.invited_as,
    )


def _kind(marks: Marks) -> InterviewKind:
    for name in (*_KIND_ORDER, *(n for n in marks.seen if n.startswith("body."))):
        mark = marks.seen.get(name)
        if mark is not None and mark.sign.kind is not None:
            return mark.sign.kind
    return InterviewKind.INTERVIEW
