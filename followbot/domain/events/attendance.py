"""Who takes part, judged by everything that is known of somebody together.

Phrases and shapes that bring people in are endless, and each stranger's invitation has new ones. So everybody whom an event may
name, guests and sightings alike, has traits (`traits`), and each trait has a weight, learned from the labelled events in
`tests/corpus/events` by a linear support vector machine (`python -m tests.corpus.events.learnpeople` writes
`rules/detection/people.toml`). The sum tells somebody who is met from somebody who only books, is mentioned, or is no person
at all. What the rules of `contacts` found counts as one more trait, weighed by hand: they are nearly never wrong on the events
that they were written for, so that learning would believe them alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from followbot.domain import names
from followbot.domain.events.addressing import address_of, own_name
from followbot.domain.events.among import among
from followbot.domain.events.asiannames import RANKED
from followbot.domain.events.guesttraits import of_guest, of_writer
from followbot.domain.events.lexicon import split
from followbot.domain.events.listing import email_near
from followbot.domain.events.mailboxes import adopt, shop_of
from followbot.domain.events.nametraits import IN_COMPANY, of_name
from followbot.domain.events.picking import Judged
from followbot.domain.events.readings import reads
from followbot.domain.events.scene import Guest, Scene, is_group
from followbot.domain.events.sightings import Sighting, sightings
from followbot.domain.events.signatures import signature
from followbot.domain.events.somebody import Candidate
from followbot.domain.events.traits import Surroundings, of_place, of_text, surroundings
from followbot.domain.grouping import company_key
from followbot.domain.model import Contact, ContactRole
from followbot.domain.phrases import fold

_IN_ADDRESS = re.compile(r"[._\-+\d]")
_THANKED, _ARRANGES, _UNSEEN = 0.2, -0.5, -0.1
"""What the word of the rules is worth beside the learned margin; found on strangers' events held out from learning."""
_PLACE = 200
"""Characters of a place that are read."""
_PLACES = 6
"""Places of one name that are looked at."""
_ROW = 3
"""People of a list that are told apart by number."""
_PAIR = 2
_MET = "A met "
_ASIDES = frozenset(
    {
        "S<nask_field",
        "S<fask_field",
        "S<nfallback_field",
        "3desk",
        "3papers",
        "3schedules",
        "3refers",
        "3founds",
        "3precedes",
        "3rival",
        "3next_step",
        "sig",
    }
)
"""The traits of whom a text only mentions: who is asked for at the door is met where nobody else is."""
_GUESTS = 24
_CANDIDATES = 90


def candidates(scene: Scene, found: Sequence[Contact]) -> list[Candidate]:
    """Everybody whom an event may name: its guests, whom the texts name, and whom the rules found besides."""
    guests = [Candidate(g.name or g.email, g, rules=scene.rules) for g in scene.people[:_GUESTS] if not g.declined]
    absent = [g for g in scene.people if g.declined][:_GUESTS]
    others: dict[str, Candidate] = {}
    for one in sightings(scene):
        if any(_bears(guest, one, scene) for guest in absent):
            continue
        bearer = next((c for c in guests if c.guest is not None and _bears(c.guest, one, scene)), None)
        if bearer is None:
            called = own_name(scene, one.name.title() if one.name.islower() else one.name)
            bearer = others.setdefault(fold(called), Candidate(one.name, rules=scene.rules, called=called))
        bearer.places.append(one)
        if bearer.guest is None and not one.in_title and not bearer.beside:
            bearer.beside = _address_behind(one, scene)
        if len(others) > _CANDIDATES:
            break
    for named in others.values():
        named.beside = named.beside or address_of(scene, named.called)
    _join(others)
    shop = shop_of(scene)
    for mailbox in (*guests, *shop):
        adopt(mailbox, others, scene)
    guests += [mailbox for mailbox in shop if mailbox.called]
    everybody = [*guests, *others.values()]
    for contact in found:
        _give(contact, everybody, scene)
    return everybody


def _address_behind(one: Sighting, scene: Scene) -> str:
    """The address right behind a name, if it is somebody's that is neither the user nor on the guest list."""
    email = email_near(one.words.text, one.end)
    if not email or email in scene.me.addresses or is_group(email, scene.rules.senders):
        return ""
    return "" if any(g.email == email for g in scene.guests) else email


def _bears(guest: Guest, one: Sighting, scene: Scene) -> bool:
    """Whether a guest is who a place names."""
    name = one.name
    if one.ideographic:
        if one.courtesy == RANKED:
            return guest.name.startswith(scene.rules.naming.without_rank(name))
        return (len(name) > 1 and name.replace(" ", "") in guest.name.replace(" ", "")) or reads(name, guest, scene)
    if one.last - one.first == 1 and _is_called(one.words.tokens[one.first], guest, scene):
        return True
    known = names.name_words(guest.name) if guest.name else frozenset()
    whole = " " in guest.name or not guest.name.isascii()
    if whole and known.isdisjoint(one.words.tokens[one.first : one.last]):
        return False
    spoken = _spoken(one, scene)
    if any(names.same_person(guest.name, form) for form in spoken):
        return True
    return not whole and any(names.address_fits(form, guest.email) for form in spoken)


def _spoken(one: Sighting, scene: Scene) -> list[str]:
    """A name in Latin letters as its owner may write it: "Szymonem Rak" is Szymon Rak, "Ola Janik" Aleksandra Janik."""
    called = own_name(scene, one.name)
    first, _, rest = called.partition(" ")
    return [one.name, called, *(f"{form} {rest}" for form in scene.rules.naming.whole.get(fold(first), ()) if rest)]


def _is_called(token: str, guest: Guest, scene: Scene) -> bool:
    """Whether a single word is a guest's given name in another case or for short: "Olę" for Aleksandra, "Pat" for Patrick."""
    forms = (token, *scene.rules.naming.forms_of(token))
    known = {*names.name_words(guest.name), fold(_IN_ADDRESS.split(guest.email, maxsplit=1)[0].partition("@")[0])}
    return any(not known.isdisjoint((form, *scene.rules.naming.whole.get(form, ()))) for form in forms)


def _join(others: dict[str, Candidate]) -> None:
    """Let whole names have the places where only a part of them stands: "Dov" elsewhere is Dov Steinmetz."""
    parts = {c.called: names.name_words(c.called) for c in others.values() if not c.ideographic}
    for one in others.values():
        mine = parts.get(one.called, frozenset())
        if len(mine) < 2:
            continue
        for other in others.values():
            theirs = parts.get(other.called)
            if theirs and theirs < mine and not any(a.overlaps(b) for a in one.places for b in other.places):
                one.places = [*one.places, *other.places]


def _give(contact: Contact, everybody: list[Candidate], scene: Scene) -> None:
    """Hand somebody whom the rules found to the candidates that it is; it becomes one where it is none."""
    called = own_name(scene, names.without_title(contact.name))
    bare = fold(called)
    guests = (c for c in everybody if c.guest is not None and c.guest.email == (contact.email or ""))
    known = next((c for c in guests if contact.email or c.name == contact.name), None)
    if known is not None:
        known.contact = contact
        return
    if any(c.guest is not None and _is_guest(c, contact, bare) for c in everybody):
        return
    texts = [c for c in everybody if c.guest is None]
    same = [c for c in texts if bare in (_bare(c.name), _bare(c.called))]
    parts = [] if same else _parts(contact, texts)
    if not same and not parts:
        # The rules took a position for a part of the name: "Mechanic Ruth Ayling", "督導 許慧君", 孙国栋师傅.
        ends = [c for c in texts if bare.endswith(f" {fold(c.name)}") or _stands_before_position(c, bare, scene)]
        same = [max(ends, key=lambda c: len(c.name))] if ends else []
    for one in same:
        one.contact = contact
    if not same and bare and not scene.rules.naming.is_rank(bare):
        everybody[:] = [c for c in everybody if not any(c is part for part in parts)]
        everybody.append(Candidate(contact.name, contact=contact, rules=scene.rules, called=called))


def _is_guest(guest: Candidate, contact: Contact, bare: str) -> bool:
    """Whether whom the rules found is a guest: by the name of a mailbox's owner, or by a place that names the guest."""
    if guest.called and names.same_person(guest.called, contact.name):
        return True
    return " " in bare and any(fold(place.name) == bare for place in guest.places)


@lru_cache(maxsize=256)  # each contact is held against everybody
def _bare(name: str) -> str:
    return fold(names.without_title(name))


def _stands_before_position(one: Candidate, bare: str, scene: Scene) -> bool:
    """Whether a name in characters is all that another one has before a position: 孙国栋 in 孙国栋师傅."""
    behind = bare.removeprefix(one.name)
    return one.ideographic and behind != bare and scene.rules.naming.positions.match(behind) is not None


def _parts(contact: Contact, texts: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are one name written apart: "Kessler, Dana" is Dana Kessler."""
    whole = names.name_words(contact.name)
    parts = [c for c in texts if (words := names.name_words(c.name)) and words < whole]
    return parts if whole and frozenset().union(*(names.name_words(c.name) for c in parts)) == whole else []


def traits_of(one: Candidate, title: Surroundings, body: Surroundings, company: str) -> set[str]:
    """Everything that is weighed of somebody."""
    found: set[str] = set()
    for place in one.places[:_PLACES]:
        found.update(of_place(place, title if place.in_title else body))
    if one.guest is None:
        found.update(of_name(one.name, one.tokens, body.scene.rules, body.company))
        if body.company and not found.isdisjoint(IN_COMPANY):
            found.update(_beside_company(one, company, body.invited))
        found.update(of_text(any(p.in_title for p in one.places), body))
        if _is_placed(one, body.scene):
            found.add("in place")
        if one.contact is not None and one.contact.email:
            found.add("text mail")
    else:
        found.update(of_guest(one.guest, bool(one.places), body))
    if not one.places:
        found.add("unsaid" if one.guest is not None else "unseen")
    return found


def _beside_company(one: Candidate, company: str, invited: bool) -> tuple[str, ...]:
    """Whether somebody is named only where the company's name stands, or elsewhere too: "Bar Da Nando … Nando shows me"."""
    name, size = company.lower(), len(company)
    apart = any(
        name not in place.words.text[max(0, place.start - size) : place.end + size].lower() for place in one.places
    )
    where = "apart from" if apart else "only in"
    return (f"{where} company", f"{where} company {'invited' if invited else 'own'}")


def _is_placed(one: Candidate, scene: Scene) -> bool:
    """Whether all of a name is in the place of the event, as the words of an address are."""
    if one.ideographic:
        return one.name in scene.place
    return bool(one.tokens) and frozenset(one.tokens) <= _words(scene.place[:_PLACE])


@lru_cache(maxsize=1)
def _words(text: str) -> frozenset[str]:
    return frozenset(split(text).tokens)


def weighed(scene: Scene, found: Sequence[Contact], company: str) -> list[tuple[Candidate, set[str]]]:
    """All candidates with their traits."""
    ending = signature(scene)
    key = company_key(company)
    title, body = (surroundings(scene, in_title, ending, key) for in_title in (True, False))
    everybody = candidates(scene, found)
    people = [(one, traits_of(one, title, body, company)) for one in everybody]
    relations = among(everybody, ending, of_writer(scene), invited=body.invited)
    for (one, traits), row, beside in zip(people, _in_rows(everybody), relations, strict=True):
        others = next((trait[:7] for trait in beside if trait.startswith(_MET)), "")
        traits.update(beside, [f"{trait}&{others}" for trait in traits & _ASIDES])
        if one.guest is not None and one.guest.organizer:
            traits.update(_beside(one, everybody, ending))
        if row:
            traits.update((row, row[:2]))
    return people


def _in_rows(everybody: Sequence[Candidate]) -> Iterator[str]:
    """For each one how many others, whose names are known, a list has in lines of the same shape; "" for none."""
    if len(everybody) < _PAIR:
        yield from ("" for _ in everybody)
        return
    shapes = [{place.shape for place in one.places[:_PLACES] if not place.in_title} for one in everybody]
    named = [one.ideographic or one.known for one in everybody]
    rows = Counter(shape for found, known in zip(shapes, named, strict=True) if known for shape in found)
    for one, found, known in zip(everybody, shapes, named, strict=True):
        others = min(max((rows[shape] for shape in found), default=0) - known, _ROW)
        kind = "o" if one.guest and one.guest.organizer else "g" if one.guest else "t"
        yield f"L{others}{kind}{'+' if known else ''}" if others > 0 else ""


def _beside(organizer: Candidate, everybody: Sequence[Candidate], ending: int) -> Iterator[str]:
    """How an organiser stands to those whom the rules know to take part: where a list leaves the writer out, others meet."""
    met = [c for c in everybody if c.contact is not None and c.contact.role is not ContactRole.COORDINATOR]
    others = [c for c in met if c is not organizer]
    named = sum(c.guest is None for c in others)
    spoken = any(p.in_title or p.start < ending for p in organizer.places)
    yield f"O named {min(named, 2)}{'+' if spoken else ''}"
    yield f"O guests {min(len(others) - named, 2)}{'+' if spoken else ''}"


def judge(scene: Scene, found: Sequence[Contact], company: str) -> list[Judged]:
    """Everybody with their margins, the likeliest first."""
    margin: Callable[[set[str]], float] = scene.rules.attendance.margin
    people = weighed(scene, found, company)
    words = heard([one for one, _ in people])
    judged = [Judged(one, margin(traits) + word) for (one, traits), word in zip(people, words, strict=True)]
    return sorted(judged, key=lambda j: -j.margin)


def heard(everybody: Sequence[Candidate]) -> list[float]:
    """What the word of the rules adds to each one's margin: it counts for a place in the text, however much of it is a name."""
    words = [_said(one.contact) for one in everybody]
    best: dict[tuple[bool, int], float] = {}
    for one, word in zip(everybody, words, strict=True):
        for place in one.places if one.guest is None else ():
            for index in range(place.first, place.last):
                best[place.in_title, index] = max(word, best.get((place.in_title, index), word))
    return [
        word
        if one.guest is not None
        else max([word, *(best[p.in_title, i] for p in one.places for i in range(p.first, p.last))])
        for one, word in zip(everybody, words, strict=True)
    ]


def _said(contact: Contact | None) -> float:
    if contact is None:
        return _UNSEEN
    return _ARRANGES if contact.role is ContactRole.COORDINATOR else _THANKED
