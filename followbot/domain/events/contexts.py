"""What the surroundings of an event make of its signs: care and trades, judges, meetings that can be about anything."""

from __future__ import annotations

import re

from followbot.domain.events.marks import Marks
from followbot.domain.events.mentions import is_given
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Being, Scene
from followbot.domain.names import name_words
from followbot.domain.phrases import fold

OPEN = "shape.open_meeting"
ASKED = "shape.job_question"
_MARK = re.compile(r"[)\]）]?\s?[?？]")
_OF_SOMEBODY = re.compile(r"\s(?:de|del|of|von|di|do|da|van|av|d['’])\s?([^\W\d_]+)\s*(?:$|[(,|–—-])")
_INFORMAL = ("title.casual", "title.talk", "shape.me_and_other")
_MAY_SPEAK_AGAINST = frozenset({"shape.question", "body.silent", "shape.bare", "people.work_address", "shape.nobody"})
"""What only shows that little is said."""
_LIST_MAX = 300
_STEM = 5
"""Letters that a trade and those who work in it have in common: "Physio", "Physiotherapist"."""
_BEHIND_FIELD = re.compile(r"\s{0,2}(?:\([^)\n]{0,30}\)\s?)?[:：]\s{0,3}([^\n)\]）】]{2,300})")

_AND = re.compile(r"[,;、，/&]|\s(?:und|and|et|y|e|en|i|och|ve)\s")


def weigh(scene: Scene, marks: Marks, sides: Sides) -> None:
    """Take away signs that their surroundings explain, and add what only the whole shows."""
    _trades(scene, marks)
    if marks.has("body.voice") and not marks.has("body.hiring_voice") and marks.positive_title():
        for name in ("body.fair", "system.interviewer_link"):  # an applicant is spoken to, whatever else is at its foot
            marks.seen.pop(name, None)
    if marks.has("system.recruiting"):
        marks.seen.pop("body.research", None)
    if marks.has("people.work_address", "people.colleagues", "body.sales", "title.sales"):
        marks.seen.pop("title.contract", None)  # at work contracts are other companies'
    _judges(scene, marks)
    _asked(scene, marks)
    _schools(scene, marks)
    if _is_open(scene, marks, sides):
        marks.add(OPEN)


def _asked(scene: Scene, marks: Marks) -> None:
    """Whether the title itself is unsure: "Spotkanie Darek Elmont - robota?"."""
    for hit in scene.title_vocabulary:
        if hit.sign == "job_word" and _MARK.match(scene.title, hit.end) and not marks.vetoed:
            marks.add(ASKED, hit.quote)


def _schools(scene: Scene, marks: Marks) -> None:
    """Whether somebody's school is a child's: "Entrevista en el colegio de Mateo"."""
    for hit in scene.title_vocabulary:
        owner = _OF_SOMEBODY.match(scene.title, hit.end) if hit.sign == "school_word" else None
        if owner and is_given(owner[1], scene.rules) and not marks.has("shape.role"):
            marks.add("shape.childs_school", scene.title[hit.start : owner.end(1)])


def _trades(scene: Scene, marks: Marks) -> None:
    """Words of care are the employer's trade where a position is named."""
    role, care = marks.seen.get("shape.role"), marks.seen.get("title.care")
    if role is not None and care is not None and fold(role.quote) not in fold(care.quote):
        marks.seen.pop("title.care")
    if marks.has("shape.role", "shape.body_role", "system.recruiting"):
        marks.seen.pop("body.care", None)
    private = marks.seen.get("body.private")
    roles = [fold(h.quote)[:_STEM] for h in scene.title_vocabulary if h.sign == "role"]
    if private is not None and any(word[:_STEM] in roles for word in fold(private.quote).split()):
        marks.seen.pop("body.private")


def _judges(scene: Scene, marks: Marks) -> None:
    """Whether the user is one of the jury: "Selection day (Jury: Lohmann, Wendt)"."""
    for text, hits in ((scene.title, scene.title_vocabulary), (scene.body, scene.body_vocabulary)):
        for hit in hits:
            if hit.sign != "panel_field":
                continue
            listed = _BEHIND_FIELD.match(text[hit.end : hit.end + _LIST_MAX])
            if listed and _has_me_among_others(listed[1], scene):
                marks.seen.pop("shape.me_and_other", None)
                marks.add("shape.on_panel", f"{hit.quote}: {listed[1]}")
                return


def _has_me_among_others(listed: str, scene: Scene) -> bool:
    names = [n.strip(" .") for n in _AND.split(listed)]
    mine = [n for n in names if scene.me.is_named(n)]
    others = [n for n in names if n not in mine and not any(fold(w) in scene.rules.not_names for w in n.split())]
    return bool(mine) and bool(others)


def _is_open(scene: Scene, marks: Marks, sides: Sides) -> bool:
    """Whether somebody at another company is met informally, alone, and nothing says what for."""
    if not marks.has(*_INFORMAL) or len(scene.people) != 1 or len(sides.hosts) != 1 or sides.colleagues:
        return False
    host = sides.hosts[0]
    if (
        host.being is not Being.PERSON
        or not (name_words(host.name) & set(scene.title_words.tokens))
        or marks.has("body.prospect")
        or scene.event.recurring
    ):
        return False
    return not any(m.weight < 0 and name not in _MAY_SPEAK_AGAINST for name, m in marks.seen.items())
