"""Who takes part, judged by everything that is known of somebody together.

Phrases and shapes that bring people in are endless, and each stranger's invitation has new ones. So everybody whom an event may
name, guests and sightings alike, has traits (`traits`), and each trait has a weight, learned from the labelled events in
`tests/corpus/events` by a linear support vector machine (`python -m tests.corpus.events.learnpeople` writes
`rules/detection/people.toml`). The sum tells somebody who is met from somebody who only books, is mentioned, or is no person
at all. What the rules of `contacts` found counts as one more trait, weighed by hand: they are nearly never wrong on the events
that they were written for, so that learning would believe them alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from followbot.domain import names
from followbot.domain.events.readings import reads
from followbot.domain.events.scene import Guest, Scene
from followbot.domain.events.sightings import Sighting, sightings
from followbot.domain.events.signatures import signature
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.traits import Surroundings, of_guest, of_name, of_place, of_text, surroundings
from followbot.domain.grouping import company_key
from followbot.domain.model import Contact, ContactRole
from followbot.domain.phrases import fold

_THANKED, _ARRANGES, _UNSEEN = 0.4, -0.7, -0.4
"""What the word of the rules is worth beside the learned margin; found on strangers' events held out from learning."""
_NOBODY = -0.8
"""The margin down to which the likeliest is taken where nobody else is: an interview without anybody is rare."""
_PLACES = 6
"""Places of one name that are looked at."""
_GUESTS = 24
_CANDIDATES = 90


@dataclass(slots=True)
class Candidate:
    """Somebody who may take part: a guest, or a name in the texts, with every place that names them."""

    name: str
    guest: Guest | None = None
    places: list[Sighting] = field(default_factory=list)
    contact: Contact | None = None
    """What the rules made of them, None where they found nobody."""

    @property
    def email(self) -> str:
        """The address, "" where none is known."""
        if self.guest is not None:
            return self.guest.email
        return (self.contact.email or "") if self.contact is not None else ""

    @property
    def ideographic(self) -> bool:
        return has_ideographs(self.name)

    def clashes(self, other: Candidate) -> bool:
        """Whether both cannot be people: their names stand on each other, or are one and the same person's."""
        if self.guest is not None and other.guest is not None:
            return False
        if any(one.overlaps(another) for one in self.places for another in other.places):
            return True
        return names.same_person(self.name, other.name)


def candidates(scene: Scene, found: Sequence[Contact]) -> list[Candidate]:
    """Everybody whom an event may name: its guests, whom the texts name, and whom the rules found besides."""
    guests = [Candidate(g.name or g.email, g) for g in scene.people[:_GUESTS] if not g.declined]
    absent = [g for g in scene.people if g.declined]
    others: dict[str, Candidate] = {}
    for one in sightings(scene):
        if any(_bears(guest, one.name, scene) for guest in absent):
            continue
        bearer = next((c for c in guests if c.guest is not None and _bears(c.guest, one.name, scene)), None)
        if bearer is None:
            bearer = others.setdefault(fold(one.name), Candidate(one.name))
        bearer.places.append(one)
        if len(others) > _CANDIDATES:
            break
    _join(others)
    everybody = [*guests, *others.values()]
    for contact in found:
        _give(contact, everybody)
    return everybody


def _bears(guest: Guest, name: str, scene: Scene) -> bool:
    if has_ideographs(name):
        return (len(name) > 1 and name.replace(" ", "") in guest.name.replace(" ", "")) or reads(name, guest, scene)
    if guest.name and names.same_person(guest.name, name):
        return True
    whole = " " in guest.name or not guest.name.isascii()
    return not whole and names.address_fits(name, guest.email)


def _join(others: dict[str, Candidate]) -> None:
    """Let whole names have the places where only a part of them stands: "Dov" elsewhere is Dov Steinmetz."""
    parts = {c.name: names.name_words(c.name) for c in others.values() if not c.ideographic}
    for one in others.values():
        mine = parts.get(one.name, frozenset())
        if len(mine) < 2:
            continue
        for other in others.values():
            theirs = parts.get(other.name)
            if theirs and theirs < mine and not any(a.overlaps(b) for a in one.places for b in other.places):
                one.places = [*one.places, *other.places]


def _give(contact: Contact, everybody: list[Candidate]) -> None:
    """Hand somebody whom the rules found to the candidates that it is; it becomes one where it is none."""
    bare = fold(names.without_title(contact.name))
    guests = (c for c in everybody if c.guest is not None and c.guest.email == (contact.email or ""))
    known = next((c for c in guests if contact.email or c.name == contact.name), None)
    if known is not None:
        known.contact = contact
        return
    same = [c for c in everybody if c.guest is None and fold(names.without_title(c.name)) == bare]
    for one in same:
        one.contact = contact
    if not same:
        everybody.append(Candidate(contact.name, contact=contact))


def traits_of(one: Candidate, title: Surroundings, body: Surroundings) -> set[str]:
    """Everything that is weighed of somebody."""
    found: set[str] = set()
    for place in one.places[:_PLACES]:
        found.update(of_place(place, title if place.in_title else body))
    if one.guest is None:
        found.update(of_name(one.name, one.ideographic, body))
        found.update(of_text(any(p.in_title for p in one.places), body))
        if one.contact is not None and one.contact.email:
            found.add("text mail")
    else:
        found.update(of_guest(one.guest, bool(one.places), body))
    if not one.places:
        found.add("unsaid")
    return found


def weighed(scene: Scene, found: Sequence[Contact], company: str) -> list[tuple[Candidate, set[str]]]:
    """All candidates with their traits."""
    ending = signature(scene)
    key = company_key(company)
    title, body = (surroundings(scene, in_title, ending, key) for in_title in (True, False))
    return [(one, traits_of(one, title, body)) for one in candidates(scene, found)]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate and how much speaks for taking part, the word of the rules counted in."""

    candidate: Candidate
    margin: float


def judge(scene: Scene, found: Sequence[Contact], company: str) -> list[Judged]:
    """Everybody with their margins, the likeliest first."""
    margin: Callable[[Iterable[str]], float] = scene.rules.attendance.margin
    judged = [Judged(one, margin(traits) + said(one.contact)) for one, traits in weighed(scene, found, company)]
    return sorted(judged, key=lambda j: -j.margin)


def said(contact: Contact | None) -> float:
    """What the word of the rules adds to a margin."""
    if contact is None:
        return _UNSEEN
    return _ARRANGES if contact.role is ContactRole.COORDINATOR else _THANKED


def chosen(judged: Sequence[Judged]) -> list[Candidate]:
    """Who takes part, the likeliest first: of names that stand on each other one; at least one where one is likely at all."""
    taken: list[Candidate] = []
    for one in judged:
        if one.margin <= (0.0 if taken else _NOBODY):
            break
        if not any(one.candidate.clashes(other) for other in taken):
            taken.append(one.candidate)
            if one.margin <= 0:
                break
    return taken
