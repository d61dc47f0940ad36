"""Contacts as the judgement of everybody together makes them: who is met is thanked, who only arranges is a coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from followbot.domain import names
from followbot.domain.events.asiannames import RANKED
from followbot.domain.events.attendance import judge
from followbot.domain.events.listing import Mention
from followbot.domain.events.picking import chosen
from followbot.domain.events.roles import role_of, title_in_text
from followbot.domain.events.scene import Scene
from followbot.domain.events.somebody import Candidate
from followbot.domain.model import Contact, ContactRole

ORDER = {
    ContactRole.INTERVIEWER: 0,
    ContactRole.HIRING_MANAGER: 0,
    ContactRole.RECRUITER: 1,
    ContactRole.COORDINATOR: 2,
}
"""The order of thanks."""


def attending(scene: Scene, mentions: Sequence[Mention], known: Sequence[Contact], company: str) -> tuple[Contact, ...]:
    """The contacts that rules found, corrected: those who take part, in order of thanks, and behind them who arranges."""
    judged = judge(scene, known, company)
    picked = chosen(judged, scene.rules, invited=scene.is_letter)
    bearers = {id(one.contact): one for one in picked if one.contact is not None}
    kept = [_thanked(c, bearers[id(c)], scene) for c in known if id(c) in bearers]
    owners = [one.called for one in picked if one.guest is not None and one.called]
    left = [
        _arranging(c)
        for c in known
        if id(c) not in bearers and (c.email or not any(names.same_person(c.name, o) for o in owners))
    ]
    fresh = [_contact(one, mentions, scene) for one in _in_order(picked) if one.contact is None]
    found = [*kept, *fresh, *(c for c in left if c is not None)]
    return tuple(sorted(found, key=lambda c: ORDER[c.role]))


def _in_order(picked: Iterable[Candidate]) -> list[Candidate]:
    """As the texts name them, guests who are not named last."""
    return sorted(picked, key=lambda c: min(((not p.in_title, p.start) for p in c.places), default=(True, 1 << 20)))


def _thanked(contact: Contact, bearer: Candidate, scene: Scene) -> Contact:
    if bearer.guest is not None and bearer.called:
        contact = replace(contact, name=bearer.called)
    if bearer.guest is None and not contact.email and bearer.beside:
        contact = replace(contact, email=bearer.beside)
    if bearer.guest is None and contact.name.endswith(f" {bearer.name}") and not _is_form(contact.name, bearer.name):
        contact = replace(contact, name=bearer.name)
    if bearer.guest is None and bearer.ideographic and contact.name.startswith(bearer.name):
        contact = replace(contact, name=bearer.name)
    if contact.role is not ContactRole.COORDINATOR:
        return contact
    role = role_of(contact.title, None, scene)
    return replace(contact, role=ContactRole.INTERVIEWER if role is ContactRole.COORDINATOR else role)


def _is_form(name: str, bare: str) -> bool:
    """Whether nothing but a form of address stands before a name."""
    return names.without_title(name) == bare


def _arranging(contact: Contact) -> Contact | None:
    """Somebody who takes no part: to be written to where there is an address or a task, else nobody."""
    if contact.role is ContactRole.COORDINATOR:
        return contact
    return replace(contact, role=ContactRole.COORDINATOR) if contact.email else None


def _contact(one: Candidate, mentions: Sequence[Mention], scene: Scene) -> Contact:
    """Somebody whom the rules passed over."""
    mention = next((m for m in mentions if names.same_person(m.name, one.name)), None)
    title = (mention.title if mention else "") or title_in_text(one.name, scene)
    role = role_of(title, one.guest, scene)
    if role is ContactRole.COORDINATOR:
        role = ContactRole.INTERVIEWER
    covers = mention.covers if mention else ""
    if one.guest is not None:
        name = one.called or one.guest.name or names.from_address(one.guest.email)
        return Contact(one.guest.email or None, name, role, one.guest.organizer, title, covers)
    email = mention.email if mention and mention.email not in scene.me.addresses else one.beside
    return Contact(email or None, _full_name(one, scene), role, False, title, covers)


def _full_name(one: Candidate, scene: Scene) -> str:
    """The name as its owner writes it, with the form of address before a family name alone, as letters need it."""
    called = one.called or one.name
    place = next((p for p in one.places if p.name == one.name and p.courtesy not in ("", RANKED)), None)
    if place is None or " " in called:
        return called
    return " ".join(place.words.text[place.words.spans[place.first - 1][0] : place.end].split())
