"""Whom to thank: guests on the company's side, joined with the people whom the texts name."""

from __future__ import annotations

import re
from dataclasses import replace

from followbot.domain import names
from followbot.domain.events.attending import ORDER, attending
from followbot.domain.events.company import Employer
from followbot.domain.events.inflection import bent, one_word
from followbot.domain.events.listing import Mention
from followbot.domain.events.marks import Marks
from followbot.domain.events.me import spells
from followbot.domain.events.parties import Sides, is_recruiting
from followbot.domain.events.readings import reads
from followbot.domain.events.roles import role_of, stays_away, title_in_text
from followbot.domain.events.scene import Guest, Scene, is_group
from followbot.domain.events.text import has_ideographs
from followbot.domain.grouping import company_key
from followbot.domain.model import Contact, ContactRole

_CONTACTS_MAX = 20
_LABEL = 8
"""Letters from which on a name that begins like the company's domain is the company's."""
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]")


def contacts(scene: Scene, sides: Sides, marks: Marks, company: Employer) -> tuple[Contact, ...]:
    """The people of an interview in order of thanks, coordinators last."""
    known = known_to_rules(scene, sides, marks, company)
    return attending(scene, sides.mentions, known, company.name or "")


def known_to_rules(scene: Scene, sides: Sides, marks: Marks, company: Employer) -> tuple[Contact, ...]:
    """The people whom phrases and the guest list tell, in order of thanks; the last word has `attending`."""
    named = [m for m in sides.mentions if not _is_company(m.name, company, scene)]
    guests = _guests(scene, sides, marks, named)
    named = _with_fallbacks(named, guests, scene)
    listed = [m for m in named if m.listed]
    brought = [m for m in named if m.staged and not any(_fits(g, m, scene) for g in scene.people)]
    firm = any(m.firm for m in (*listed, *brought))
    found: list[Contact] = []
    taken: set[int] = set()
    for guest in guests:
        index = _match(guest, named, taken, scene)
        mention = named[index] if index is not None else None
        if index is not None:
            taken.add(index)
        found.append(
            _contact(
                guest,
                mention,
                scene,
                marks,
                sole=len(guests) == 1 and not (listed or brought),
                firm=firm,
                mediating=_mediates(guest, guests, company, bool(brought)),
            )
        )
    for index, mention in enumerate(named):
        if index not in taken and not mention.absent:
            mention = replace(mention, listed=mention.listed or mention.staged)
            extra = _unlisted_contact(mention, scene)
            if extra is not None:
                found.append(extra)
    return _ordered(found, listed)


def _with_fallbacks(named: list[Mention], guests: list[Guest], scene: Scene) -> list[Mention]:
    """Where nobody is known to take part: whom to ask for at the door, else whoever signed the invitation."""
    if guests or any(m.listed for m in named):
        return named
    if any(m.staged for m in named):
        return [replace(m, listed=m.staged or m.passing) for m in named]
    if scene.organizer is None and any((m.fallback or m.passing) and not m.absent for m in named):
        return [replace(m, listed=not m.absent) if m.fallback or m.passing else m for m in named]
    for kind in ("fallback", "passing", "signed"):
        if any(getattr(m, kind) and not m.absent for m in named):
            away = kind == "signed" and any(h.sign in ("arranges", "stays_away") for h in scene.body_vocabulary)
            return [replace(m, listed=True) if getattr(m, kind) and not away else m for m in named]
    return named


def _is_company(name: str, company: Employer, scene: Scene) -> bool:
    key = company_key(name)
    halves = scene.rules.reading.halves.split(company.name or "")
    known = [company_key(n) for n in (company.name, company.agency, *halves) if n]
    labels = [re.sub(r"[\W_]", "", d.partition(".")[0]) for d in company.domains]
    longer = len(key) >= _LABEL and any(len(n) >= _LABEL and (key.startswith(n) or n.startswith(key)) for n in labels)
    if key in scene.rules.agencies:
        return True
    return key in known or key in labels or longer or key in scene.rules.system_keys


def _guests(scene: Scene, sides: Sides, marks: Marks, named: list[Mention]) -> list[Guest]:
    """Guests on the company's side: not who declined, not private people beside a company, not one's own colleagues."""
    present = [g for g in scene.people if not g.declined and not any(m.absent and _fits(g, m, scene) for m in named)]
    corporate = [g for g in present if g.corporate or g.system is not None]
    theirs = [g for g in corporate if g.domain not in sides.my_domains] or corporate
    chosen = []
    for guest in present:
        private = guest not in corporate
        mentioned = any(_fits(guest, m, scene) and m.listed for m in named)
        alone = not corporate and not sides.hosts
        if guest in theirs or mentioned or (private and alone and not _fellow(guest, scene, marks)):
            chosen.append(guest)
    return chosen


def _fellow(guest: Guest, scene: Scene, marks: Marks) -> bool:
    """Another candidate at a group assessment."""
    return not guest.organizer and marks.has("title.assessment", "body.assessment") and len(scene.people) > 2


def _match(guest: Guest, named: list[Mention], taken: set[int], scene: Scene) -> int | None:
    return next((i for i, m in enumerate(named) if i not in taken and _fits(guest, m, scene)), None)


def _fits(guest: Guest, mention: Mention, scene: Scene) -> bool:
    if mention.email and mention.email == guest.email:
        return True
    if guest.name and names.same_person(guest.name, mention.name):
        return True
    if bent(guest.name, mention.name) or spells(guest.email, mention.name):
        return True
    if has_ideographs(mention.name):
        return mention.name in guest.name or reads(mention.name, guest, scene)
    if " " not in mention.name and "pl" in scene.languages and one_word(mention.name, guest.name.partition(" ")[0]):
        return True
    return not _has_name(guest) and names.address_fits(mention.name, guest.email)


def _has_name(guest: Guest) -> bool:
    return " " in guest.name or not guest.name.isascii()


def _contact(
    guest: Guest, mention: Mention | None, scene: Scene, marks: Marks, sole: bool, firm: bool, mediating: bool
) -> Contact:
    title = mention.title if mention and mention.title else _shown_title(guest) or title_in_text(guest.name, scene)
    role = role_of(title, guest, scene)
    listed = mention is not None and mention.listed
    if role is ContactRole.COORDINATOR and listed and mention is not None and mention.firm:
        role = ContactRole.INTERVIEWER
    firm = firm or mediating
    away = firm or any(h.sign == "stays_away" for h in scene.body_vocabulary)
    if guest.organizer and not sole and not listed and len(scene.people) > 1 - away and stays_away(guest, scene, firm):
        role = ContactRole.COORDINATOR
    if (
        role is ContactRole.INTERVIEWER
        and sole
        and marks.has("title.screen", "title.recruiter")
        and not marks.has("title.hiring_manager")
    ):
        role = ContactRole.RECRUITER if is_recruiting(guest, scene) or marks.has("title.recruiter") else role
    name = _best_name(guest, mention)
    return Contact(guest.email or None, name, role, guest.organizer, title, mention.covers if mention else "")


def _mediates(guest: Guest, guests: list[Guest], company: Employer, named: bool) -> bool:
    """Whether somebody at an agency brings people of a client together with the user."""
    if not company.agency or guest.domain in company.domains:
        return False
    return named or any(g.domain in company.domains for g in guests)


def _best_name(guest: Guest, mention: Mention | None) -> str:
    if mention is not None and (not guest.name or (" " not in guest.name and len(mention.name) > len(guest.name))):
        return mention.name
    return guest.name or names.from_address(guest.email)


def _shown_title(guest: Guest) -> str:
    match = _BRACKETS.search(guest.shown)
    return match[1].strip() if match and "@" not in match[1] else ""


def _unlisted_contact(mention: Mention, scene: Scene) -> Contact | None:
    """Somebody the invitation names who is not among the guests."""
    if mention.passing and not (mention.listed or mention.signed or mention.fallback):
        return None
    declined = [g for g in scene.people if g.declined]
    if any(_fits(g, mention, scene) for g in declined):
        return None
    email = mention.email or None
    if email and (email in scene.me.addresses or is_group(email, scene.rules.senders)):
        email = None
    title = mention.title or title_in_text(mention.name, scene)
    role = role_of(title, None, scene)
    if not mention.listed:
        role = ContactRole.COORDINATOR
    elif role is ContactRole.COORDINATOR and mention.firm:
        role = ContactRole.INTERVIEWER
    return Contact(email, names.without_address_form(mention.name), role, False, title, mention.covers)


def _ordered(found: list[Contact], listed: list[Mention]) -> tuple[Contact, ...]:
    places = {m.name: i for i, m in enumerate(listed)}
    unique: dict[str, Contact] = {}
    for contact in found:
        unique.setdefault(contact.key, contact)
    chosen = sorted(unique.values(), key=lambda c: (ORDER[c.role], places.get(c.name, len(places))))
    return tuple(chosen[:_CONTACTS_MAX])
