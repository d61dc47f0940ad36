"""Who sits on which side: the evidence that people, systems, files and links give, and whose interview it therefore is."""

from __future__ import annotations

import re

from followbot.domain import names
from followbot.domain.addresses import domain_of, name_label, registrable, within
from followbot.domain.events import title as titles
from followbot.domain.events.listing import Mention
from followbot.domain.events.marks import Marks
from followbot.domain.events.mentions import looks_like_person, name_at, names_in
from followbot.domain.events.roster import mentions
from followbot.domain.events.scene import Being, Guest, Scene
from followbot.domain.events.settings import DetectionSettings
from followbot.domain.phrases import fold
from followbot.domain.records import once

_CROWD = 16
_MASS = 45
_LIST_MAX = 300
_BEHIND_FIELD = re.compile(r"\s{0,2}(?:\([^)\n]{0,30}\)\s?)?[:：]\s{0,3}([^\n)\]）】]{2,300})")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_AND = re.compile(r"[,;、，/&]|\s(?:und|and|et|y|e|en|i|och|ve)\s")


class Sides:
    """The parties of a scene, worked out once."""

    def __init__(self, scene: Scene, settings: DetectionSettings) -> None:
        self.scene = scene
        self.settings = settings

    @once
    def my_domain(self) -> str:
        """The corporate domain that the invitation reaches the user at; "" for free mail and the user's own domain."""
        return self._corporate(self.scene.invited_as)

    @once
    def my_domains(self) -> frozenset[str]:
        """All corporate domains of the user's addresses."""
        return frozenset(d for a in self.scene.me.addresses if (d := self._corporate(a)))

    def _corporate(self, email: str) -> str:
        domain = registrable(domain_of(email))
        if not domain or self.scene.rules.senders.is_freemail(domain) or self.scene.rules.system_of(domain):
            return ""
        label = fold(name_label(domain))
        return (
            ""
            if any(len(w) > 3 and w in label for w in self.scene.me.words) and len(label) < 24 and self._own(label)
            else domain
        )

    def _own(self, label: str) -> bool:
        """Whether a domain is the user's own name ("janedoe.dev")."""
        rest = label.replace("-", "")
        for word in sorted(self.scene.me.words, key=len, reverse=True):
            rest = rest.replace(word, "", 1)
        return len(rest) <= 3

    @once
    def hosts(self) -> tuple[Guest, ...]:
        """People and mailboxes at companies where the user is not."""
        return tuple(
            g
            for g in self.scene.guests
            if g.corporate and g.being in (Being.PERSON, Being.GROUP, Being.MACHINE) and g.domain not in self.my_domains
        )

    @once
    def mentions(self) -> tuple[Mention, ...]:
        """Everybody whom the texts name."""
        return mentions(self.scene)

    @once
    def colleagues(self) -> tuple[Guest, ...]:
        """People at the company at whose address the user is invited."""
        return tuple(
            g for g in self.scene.guests if self.my_domain and g.domain == self.my_domain and g.being is not Being.ME
        )

    @once
    def private(self) -> tuple[Guest, ...]:
        """People with private addresses."""
        return tuple(g for g in self.scene.people if g.email and not g.corporate and g.system is None)

    def is_employer(self, text: str) -> bool:
        """Whether a domain or a company name is one of the user's employers."""
        wanted = fold(text)
        for employer in self.settings.employers:
            known = fold(employer.strip().removeprefix("@"))
            if known and (
                known == wanted
                or ("." in known and within(text, [registrable(known)]))
                or known == fold(name_label(text))
            ):
                return True
        return False


def people(scene: Scene, marks: Marks, sides: Sides) -> None:
    """How many, and from where."""
    if scene.crowd > _MASS:
        marks.add("people.mass", str(scene.crowd))
    elif scene.crowd > _CROWD:
        marks.add("people.crowd", str(scene.crowd))
    host = next(iter(sides.hosts), None)
    if host is not None:
        marks.add("people.company", host.domain)
    for guest in sides.hosts:
        if scene.rules.is_agency(guest.domain):
            marks.add("people.agency", guest.domain)
        elif is_recruiting(guest, scene):
            marks.add("people.recruiter", guest.name or guest.email)
    employer = next((g for g in scene.guests if g.being is not Being.ME and sides.is_employer(g.domain)), None)
    if employer is not None:
        marks.add("people.employer", employer.domain)
    elif sides.my_domain and sides.is_employer(sides.my_domain):
        marks.add("people.employer", sides.my_domain)
    _my_company(marks, sides)


def _my_company(marks: Marks, sides: Sides) -> None:
    if not sides.my_domain:
        return
    outside = [*sides.hosts, *sides.private]
    if sides.hosts:
        marks.add("people.work_address", sides.my_domain)
    if not outside and sides.colleagues:
        marks.add("people.colleagues", sides.my_domain)
    outsiders = [g for g in outside if g.being is Being.PERSON]
    organizer = sides.scene.organizer
    mine = (
        organizer is None
        or organizer.being is Being.ME
        or organizer.domain == sides.my_domain
        or organizer.system is not None
    )
    if sides.hosts and organizer is not None and organizer.being is Being.ME and organizer.domain == sides.my_domain:
        marks.add("people.i_call", sides.hosts[0].domain)
    if outsiders and organizer is not None and organizer.being is Being.ME and not sides.hosts:
        marks.add("people.guest_of_mine", outsiders[0].name or outsiders[0].email)
    if outsiders and mine and (sides.colleagues or sides.private):
        marks.add("people.outsider", outsiders[0].name or outsiders[0].email)


def is_recruiting(guest: Guest, scene: Scene) -> bool:
    """Whether an address or a display name belongs to recruiting."""
    local = fold(guest.email.partition("@")[0])
    shown = fold(guest.shown)
    return not scene.rules.recruiting_words.isdisjoint(_BETWEEN_WORDS.split(f"{local} {shown}"))


def systems(scene: Scene, marks: Marks) -> None:
    """Recruiting systems among senders and links, and links that only one side gets."""
    for guest in scene.guests:
        if guest.system is not None and guest.being is not Being.ME and guest.system.recruiting:
            marks.add("system.recruiting", guest.system.name)
    for link in scene.links:
        _link(link, scene, marks)


def _link(link: str, scene: Scene, marks: Marks) -> None:
    host = link.partition("/")[0]
    system = scene.rules.system_of(host)
    if system is None:
        return
    if any(beginning in link for beginning in system.interviewer):
        marks.add("system.interviewer_link", system.name)
    elif any(beginning in link for beginning in system.candidate):
        marks.add("system.candidate_link", system.name)
    if system.recruiting:
        marks.add("system.recruiting", system.name)
    elif system.kind == "assessment":
        marks.add("system.assessment", system.name)


def files(scene: Scene, marks: Marks) -> None:
    """A résumé is sent to those who interview."""
    for attachment in scene.event.attachments[:20]:
        shown = attachment.rsplit("/", 1)[-1][:120]
        shown_folded = re.sub(r"[\W_\d]+", " ", f" {fold(shown)} ")
        if not any(w in shown_folded for w in scene.rules.resume_words):
            continue
        words = frozenset(re.split(r"[\W_\d]+", fold(shown)))
        if len(words & scene.me.words) >= 1:
            marks.add("file.resume_mine")
        elif any(len(w) > 2 and w in words for g in scene.people for w in names.name_words(g.name)):
            marks.add("file.resume_other", shown)
        else:
            marks.add("file.resume", shown)


def candidate(scene: Scene, marks: Marks, sides: Sides) -> None:
    """Who is named as the candidate."""
    for name in candidates_named(scene):
        if scene.me.is_named(name):
            marks.add("shape.candidate_me")
        elif scene.me.sure or any(names.same_person(name, g.name) for g in scene.people):
            marks.add("shape.candidate_other", name)
        else:
            marks.add("shape.candidate_someone", name)
    if marks.has("shape.candidate_me"):
        marks.seen.pop("shape.candidate_other", None)
    _named_in_title(scene, marks, sides)
    _judging(scene, marks)
    greeting = _greeted(scene)
    if greeting:
        marks.add("shape.greeting", greeting)


def candidates_named(scene: Scene) -> list[str]:
    """The names behind fields such as "Candidate:" in title and description."""
    found = []
    for text, hits in ((scene.title, scene.title_vocabulary), (scene.body, scene.body_vocabulary)):
        for hit in hits:
            if hit.sign != "candidate_field":
                continue
            after = re.match(r"[*_ \t]{0,4}[::\-–=][ \t]{0,4}[*_]{0,2}", text[hit.end : hit.end + 12])
            named = name_at(text, hit.end + after.end(), scene.rules) if after else None
            if named is not None:
                found.append(named.name)
    return found[:6]


def _named_in_title(scene: Scene, marks: Marks, sides: Sides) -> None:
    parts = titles.segments(scene.title)
    mine = [p for p in parts if _mentions_me(p.text, scene)]
    if mine and marks.has("title.candidate"):
        marks.add("shape.candidate_me")
    if mine and (len(parts) > 1 or titles.is_pair(scene.title)):
        marks.add("shape.me_and_other", scene.title)
    if mine:
        return
    others = [n.name for n in names_in(scene.title, scene.rules) if _is_known(n.name, scene)]
    interviewee = next((n for n in others if _is_interviewee(n, scene, sides)), None)
    if interviewee is not None:
        marks.add("shape.interviews_person", interviewee)


def _is_known(name: str, scene: Scene) -> bool:
    return looks_like_person(name, scene.rules) or any(names.same_person(name, g.name) for g in scene.people)


def _mentions_me(text: str, scene: Scene) -> bool:
    return any(scene.me.is_named(n.name) for n in names_in(text, scene.rules)) or (
        bool(scene.me.words) and len(text.split()) <= 3 and (scene.me.is_named(text) or scene.me.may_be(text))
    )


def _is_interviewee(name: str, scene: Scene, sides: Sides) -> bool:
    """Whether somebody in the title is interviewed: a private person beside a user at a company, or "Interview NAME"."""
    for guest in scene.people:
        if names.same_person(name, guest.name) or names.address_fits(name, guest.email):
            return bool(sides.my_domain) and guest in sides.private
    if scene.people:
        return False
    before = scene.title[: scene.title.find(name)].rstrip().lower()
    return before.endswith(("interview", "interview:", "screen", "screen:", "interview -", "interview –"))


def _greeted(scene: Scene) -> str:
    """The user's name behind "Hi" or its like at the beginning of the description."""
    for hit in scene.body_vocabulary:
        if hit.start > 200:
            break
        if hit.sign == "greeting":
            named = re.match(r"[\s,]{0,2}([^\s,!:.]{1,30})", scene.body[hit.end : hit.end + 40])
            if named and fold(named[1]) in scene.me.words:
                return named[1]
    return ""


def _judging(scene: Scene, marks: Marks) -> None:
    """Whether the user is one of the jury: "Selection day (Jury: Lohmann, Wendt)"."""
    for words, hits in ((scene.title, scene.title_vocabulary), (scene.body, scene.body_vocabulary)):
        for hit in hits:
            listed = _BEHIND_FIELD.match(words[hit.end : hit.end + _LIST_MAX]) if hit.sign == "panel_field" else None
            if listed and _has_me_among_others(listed[1], scene):
                marks.seen.pop("shape.me_and_other", None)
                marks.add("shape.on_panel", f"{hit.quote}: {listed[1]}")
                return


def _has_me_among_others(listed: str, scene: Scene) -> bool:
    some = [n.strip(" .") for n in _AND.split(listed)]
    mine = [n for n in some if scene.me.is_named(n)]
    others = [n for n in some if n not in mine and not any(fold(w) in scene.rules.not_names for w in n.split())]
    return bool(mine) and bool(others)
