"""What the surroundings of an event make of its signs: care and trades, judges, meetings that can be about anything."""

from __future__ import annotations

import re

from followbot.domain.events import askers, deals, text, trials
from followbot.domain.events.houses import house_in_title
from followbot.domain.events.labels import find_label, squashed_label
from followbot.domain.events.marks import Marks
from followbot.domain.events.mentions import is_given
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Being, Scene
from followbot.domain.events.title import segments
from followbot.domain.events.titled import explicit_company
from followbot.domain.names import name_words
from followbot.domain.phrases import fold

_SPEAKS_OF_IT = ("body.selection", "body.voice", "body.stage", "body.seeks", "body.offer", "body.trial")
OPEN = "shape.open_meeting"
ASKED = "shape.job_question"
HOPED = "shape.only_hopes"
_SAYS_WHICH_JOB = (*_SPEAKS_OF_IT, "shape.role", "shape.body_role", "title.position", "title.role_talk")
_MARK = re.compile(r"[)\]）]?\s?[?？]")
_OF_SOMEBODY = re.compile(r"\s(?:de|del|of|von|di|do|da|van|av|d['’])\s?([^\W\d_]+)\s*(?:$|[(,|–—-])")
_INFORMAL = ("title.casual", "title.talk", "shape.me_and_other")
_MAY_SPEAK_AGAINST = frozenset({"shape.question", "body.silent", "shape.bare", "people.work_address", "shape.nobody"})
"""What only shows that little is said."""
_LEAD = 8
"""Characters of a part of a title before the position that it names: "turno camarero"."""
_LIST_MAX = 300
_STEM = 5
"""Letters that a trade and those who work in it have in common: "Physio", "Physiotherapist"."""
_BEHIND_FIELD = re.compile(r"\s{0,2}(?:\([^)\n]{0,30}\)\s?)?[:：]\s{0,3}([^\n)\]）】]{2,300})")

_IN_BRACKETS = re.compile(r"[^()]{0,40}\(([^\W\d_]+)\)$")
_AND = re.compile(r"[,;、，/&]|\s(?:und|and|et|y|e|en|i|och|ve)\s")


def weigh(scene: Scene, marks: Marks, sides: Sides) -> None:
    """Take away signs that their surroundings explain, and add what only the whole shows."""
    _trades(scene, marks)
    trials.weigh(scene, marks)
    deals.weigh(scene, marks, sides)
    askers.weigh(scene, marks)
    if marks.has("body.voice") and not marks.has("body.hiring_voice") and marks.positive_title():
        for name in ("body.fair", "system.interviewer_link"):  # an applicant is spoken to, whatever else is at its foot
            marks.seen.pop(name, None)
    if marks.has("system.recruiting"):
        marks.seen.pop("body.research", None)
    if marks.has("people.work_address", "people.colleagues", "body.sales", "title.sales"):
        marks.seen.pop("title.contract", None)  # at work contracts are other companies'
    _judges(scene, marks)
    _introduced(scene, marks, sides)
    if not sides.hosts and not marks.has("shape.me_and_other"):
        marks.seen.pop("title.second", None)  # everything has second meetings
    _asked(scene, marks)
    _schools(scene, marks)
    if _is_open(scene, marks, sides):
        marks.add(OPEN)
        hope = marks.seen.get("body.prospect") or marks.seen.get("shape.question")
        if hope is not None and marks.has("title.casual") and not marks.has(*_SAYS_WHICH_JOB):
            marks.add(HOPED, hope.quote)


def _stated(scene: Scene, marks: Marks) -> None:
    """A word for a job that stands alone beside an errand says what it is for: "próba u fryzjera Studio Lok (praca)"."""
    words = [h for h in scene.title_vocabulary if h.sign == "job_word"]
    if any(p.is_only(h) for p in segments(scene.title) for h in words):
        for name in ("title.errand", "title.private"):
            mark = marks.seen.get(name)
            if mark is not None and " " not in mark.quote:
                marks.seen.pop(name)


def _asked(scene: Scene, marks: Marks) -> None:
    """Whether the title itself is unsure: "Spotkanie Darek Elmont - robota?"."""
    for hit in scene.title_vocabulary:
        if hit.sign == "job_word" and _MARK.match(scene.title, hit.end) and not marks.vetoed:
            marks.add(ASKED, hit.quote)


def _schools(scene: Scene, marks: Marks) -> None:
    """Whether somebody's school is a child's: "Entrevista en el colegio de Mateo"."""
    for hit in scene.title_vocabulary:
        owner = _OF_SOMEBODY.match(scene.title, hit.end) if hit.sign == "school_word" else None
        if hit.sign == "school_word" and not marks.has("title.interview", "title.trial", "title.work_trial"):
            owner = owner or _IN_BRACKETS.match(scene.title, hit.end)
        if owner and is_given(owner[1], scene.rules) and not marks.has("shape.role"):
            marks.seen.pop("shape.at_company", None)
            marks.add("shape.childs_school", scene.title[hit.start : owner.end(1)])


def _sent(scene: Scene, marks: Marks, sides: Sides) -> None:
    """What a recruiting system itself sends to a private address is for an applicant, whatever it is called."""
    organizer = scene.organizer
    system = organizer.system if organizer is not None and organizer.being is Being.MACHINE else None
    if system is not None and system.recruiting and not sides.my_domain:
        marks.add("shape.from_system", system.name)


def _own_position(marks: Marks) -> None:
    """Beside the user's own name a trade is what the user applies for: "Anouk Vis | junior accountant"."""
    private, role = marks.seen.get("title.private"), marks.seen.get("shape.role")
    if private and role and marks.has("shape.me_and_other") and fold(private.quote) in fold(role.quote):
        marks.seen.pop("title.private")


def together(scene: Scene, marks: Marks, sides: Sides) -> None:
    """What signs mean beside each other: an invitation to lunch, with a description that speaks of an application."""
    _sent(scene, marks, sides)
    _own_position(marks)
    if marks.has("body.seeks_one") and marks.has("shape.body_role"):
        marks.add("body.seeks", marks.seen["body.seeks_one"].quote)
    marks.seen.pop("body.seeks_one", None)
    _stated(scene, marks)
    if marks.has("title.trial"):
        marks.seen.pop("title.work_trial", None)  # the same, in other words
    if (
        marks.has("title.internal")
        and sides.hosts
        and not sides.colleagues
        and marks.has("body.selection", "body.voice")
    ):
        marks.seen.pop("title.internal")  # it is no colleague who writes so
    if marks.has("title.private") and marks.has("body.voice") and not sides.colleagues:
        marks.seen.pop("title.private")  # a dinner to which a company invites an applicant
    if (
        (marks.has("title.casual") and marks.has(*_SPEAKS_OF_IT))
        or (marks.has("title.talk", "title.intro") and marks.has("body.seeks"))
    ) and not marks.has("body.sales", "body.private"):
        marks.add("shape.casual_about_job")
    notes(scene, marks)
    if marks.has("people.agency") and marks.has("title.client_interview"):
        marks.seen.pop("title.other_interview", None)  # an agency's client interviews for itself
    if marks.has("title.talk") and marks.has("shape.role") and marks.has("people.company"):
        marks.add("shape.talk_about_role", marks.seen["shape.role"].quote)


def notes(scene: Scene, marks: Marks) -> None:
    """What a note of the user's own speaks of: a position, a contract, a selection."""
    named = marks.has("title.position") and marks.has("shape.at_company", "shape.company")
    job = named or marks.has("body.selection", "body.offer", "body.voice", "body.trial", "body.seeks")
    if any(m.sign.job < 0 for m in marks):
        return
    apart = _role_apart(scene)
    talks = marks.has("title.talk", "title.casual", "title.meet")
    if apart and not scene.people and talks and (explicit_company(scene) or house_in_title(scene)):
        marks.add("shape.role_apart", apart)
    if job and not scene.people and not any(g.being is Being.MACHINE for g in scene.guests):
        marks.add("shape.own_note")


def _role_apart(scene: Scene) -> str:
    """A position in a part of the title of its own, beside a part that does not name it: "Şifa Eczanesi görüşme (kalfa)"."""
    parts = segments(scene.title)
    for hit in scene.title_vocabulary:
        part = next((p for p in parts if p.holds(hit)), None)
        if (
            hit.sign == "role"
            and part is not None
            and part.before
            and part.start > 0
            and hit.start - part.start <= _LEAD
        ):
            return hit.quote
    return ""


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
    for words, hits in ((scene.title, scene.title_vocabulary), (scene.body, scene.body_vocabulary)):
        for hit in hits:
            if hit.sign != "panel_field":
                continue
            listed = _BEHIND_FIELD.match(words[hit.end : hit.end + _LIST_MAX])
            if listed and _has_me_among_others(listed[1], scene):
                marks.seen.pop("shape.me_and_other", None)
                marks.add("shape.on_panel", f"{hit.quote}: {listed[1]}")
                return


def _has_me_among_others(listed: str, scene: Scene) -> bool:
    names = [n.strip(" .") for n in _AND.split(listed)]
    mine = [n for n in names if scene.me.is_named(n)]
    others = [n for n in names if n not in mine and not any(fold(w) in scene.rules.not_names for w in n.split())]
    return bool(mine) and bool(others)


def _introduced(scene: Scene, marks: Marks, sides: Sides) -> None:
    """Whether somebody brings the user together with people of another company, which the title names."""
    organizer = scene.organizer
    if (
        organizer is None
        or organizer not in sides.hosts
        or marks.has("body.sales", "title.sales", "people.work_address")
    ):
        return
    for guest in sides.hosts:
        if guest.domain != organizer.domain and find_label(scene.title, squashed_label(guest.domain), scene):
            marks.add("shape.introduced", guest.name or guest.email)


def _is_open(scene: Scene, marks: Marks, sides: Sides) -> bool:
    """Whether somebody at another company is met informally, alone, and nothing says what for."""
    if not marks.has(*_INFORMAL) or len(scene.people) != 1 or len(sides.hosts) != 1 or sides.colleagues:
        return False
    host = sides.hosts[0]
    if (
        host.being is not Being.PERSON
        or not (name_words(host.name) & set(scene.title_words.tokens))
        or scene.event.recurring
        or _has_other_kind(scene)
    ):
        return False
    return not any(m.weight < 0 and name not in _MAY_SPEAK_AGAINST for name, m in marks.seen.items())


def _has_other_kind(scene: Scene) -> bool:
    """Whether a booking page names a kind of appointment that is no talk: "Pension review"."""
    shown = text.one_line(scene.event.summary)
    kind = segments(scene.title)[-1] if len(scene.title) > len(shown) else None
    return kind is not None and not any(kind.holds(h) for found in scene.title_hits.values() for h in found)
