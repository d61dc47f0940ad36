"""Who is in an event: every organiser and guest, told apart into the user, people, groups, machines, rooms and note-takers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from followbot.domain import names
from followbot.domain.addresses import domain_of, local_of, name_label, normalise, registrable, within
from followbot.domain.events import text
from followbot.domain.events.casing import capitalised
from followbot.domain.events.language import languages_of
from followbot.domain.events.lexicon import Hit, by_sign, split
from followbot.domain.events.me import Me, learned, me_of
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.senders import Senders
from followbot.domain.events.systems import System
from followbot.domain.events.text import Words
from followbot.domain.mime.addresses import EMAIL_LIMIT
from followbot.domain.model import Attendee, AttendeeKind, Event, Profile, Response
from followbot.domain.people import is_role
from followbot.domain.phrases import fold
from followbot.domain.records import once, record

GUESTS_MAX = 80
"""Guests that are looked at one by one; an event with more of them is no interview."""
_HEADER = 400
"""Characters of a pasted mail in which it greets: its header stands before."""
_INDENT = 8
"""Characters beside a greeting or a closing in its line, such as marks of a quotation."""
_QUOTED = ' >*"“”„«»'
_FIRST_LINES = 1_000
_KIND_LINES = 6
_PAIR = 2
_FAMILY = 3
"""Characters of the longest family name."""
_KIND_MAX = 120
_NO_WORD = re.compile(r"[\W_]+")
_LOCAL_PARTS, _PARTS, _MARKS = re.compile(r"[.\-_+]"), re.compile(r"[.\-_+]|\d+"), re.compile(r"[.\-_]")


class Being(StrEnum):
    """What an address in an event is."""

    ME = "me"
    PERSON = "person"
    GROUP = "group"
    MACHINE = "machine"
    ROOM = "room"


@record
class Guest:
    """One organiser or attendee. `domain` is registrable; "corporate" means neither free mail nor a recruiting system."""

    email: str
    name: str
    being: Being
    domain: str = ""
    corporate: bool = False
    organizer: bool = False
    invited: bool = False
    declined: bool = False
    optional: bool = False
    system: System | None = None
    shown: str = ""
    """The display name before tidying."""


@dataclass(frozen=True, eq=False)
class Scene:
    """An event as detection sees it: cleaned texts, phrases found, and guests. Two are never equal, so asking is cheap."""

    event: Event
    rules: DetectionRules
    me: Me
    languages: frozenset[str]
    """The languages that title and description may be in: English always, others by script, words and country."""
    title_words: Words
    body_words: Words
    place: str
    guests: tuple[Guest, ...]
    crowd: int
    """How many guests the invitation lists altogether."""

    @once
    def title(self) -> str:
        return self.title_words.text

    @once
    def body(self) -> str:
        return self.body_words.text

    @once
    def title_hits(self) -> dict[str, tuple[Hit, ...]]:
        return dict(by_sign(self.rules.title.hits(self.title_words, self.languages)))

    @once
    def body_hits(self) -> dict[str, tuple[Hit, ...]]:
        return dict(by_sign(self.rules.body.hits(self.body_words, self.languages)))

    @once
    def title_vocabulary(self) -> tuple[Hit, ...]:
        """Role nouns, field names, prepositions … in the title."""
        return self.rules.words.hits(self.title_words, self.languages)

    @once
    def body_vocabulary(self) -> tuple[Hit, ...]:
        """The same in the description, where "Hr." before a name is no department."""
        hits = self.rules.words.hits(self.body_words, self.languages)
        return tuple([h for h in hits if h.sign != "title_recruiter" or not self._addresses(h)])

    def _addresses(self, hit: Hit) -> bool:
        """Whether a word is a form of address, shortened, before a name."""
        short = self.body[hit.end : hit.end + 2] == ". " and self.body[hit.end + 2 : hit.end + 3].isupper()
        return short and fold(hit.quote) in self.rules.courtesy

    @once
    def is_letter(self) -> bool:
        """Whether the description is another's: an invitation's, or that of a mail which the user pasted into a note."""
        if self.organizer is not None:
            return self.organizer.being is not Being.ME
        greets = (h for h in self.body_vocabulary if h.sign == "greeting" and h.start < _HEADER)
        closes = (h for h in self.body_vocabulary if h.sign == "closing" and self._ends_line(h))
        return any(self._begins_line(h) for h in (*greets, *closes))

    def _begins_line(self, hit: Hit) -> bool:
        begin = self.body.rfind("\n", 0, hit.start) + 1
        return hit.start - begin <= _INDENT and not self.body[begin : hit.start].strip(_QUOTED)

    def _ends_line(self, hit: Hit) -> bool:
        return self.body[hit.end : hit.end + _INDENT].partition("\n")[0].strip(" ,.!") == ""

    @once
    def third_parties(self) -> tuple[Hit, ...]:
        """Where the description speaks of people whom one does not meet."""
        return self.rules.third.hits(self.body_words, self.languages)

    @once
    def third_in_title(self) -> tuple[Hit, ...]:
        """Where the title does: "trial shift, Dee at the front desk lets me in"."""
        return self.rules.third.hits(self.title_words, self.languages)

    @once
    def links(self) -> tuple[str, ...]:
        return text.links("\n".join((self.place, self.event.url[:500], self.event.conference[:500], self.body)))

    @once
    def people(self) -> tuple[Guest, ...]:
        """Humans other than the user."""
        return tuple(g for g in self.guests if g.being is Being.PERSON)

    @once
    def people_words(self) -> tuple[frozenset[str], ...]:
        """The folded words of each one's display name."""
        return tuple(frozenset(fold(g.name).replace(",", " ").split()) for g in self.people)

    @once
    def organizer(self) -> Guest | None:
        return next((g for g in self.guests if g.organizer), None)

    @once
    def invited_as(self) -> str:
        """The user's address that the invitation names, as written; "" when it names none."""
        mine = [g for g in self.guests if g.being is Being.ME and g.email]
        chosen = next((g for g in mine if g.invited), mine[0] if mine else None)
        return chosen.email if chosen else ""


def scene_of(event: Event, profile: Profile, rules: DetectionRules, my_addresses: frozenset[str]) -> Scene:
    """Prepare an event: texts bounded and cleaned, guests told apart."""
    attendees = event.attendees[:GUESTS_MAX]
    known = me_of(filter(None, (event.organizer, *attendees)), profile, my_addresses)
    guests = _merge(_guests(event.organizer, attendees, known, rules))
    title_words = split(text.without_decoration(_full_title(event, rules)))
    body_words = split(text.without_lines(text.without_blocks(text.plain(event.description)), rules.boilerplate))
    addresses = [*(g.email for g in guests), *known.addresses]
    languages = languages_of(rules, title_words, body_words, addresses, event.zone)
    if all(g.being is Being.ME for g in guests):
        title_words = capitalised(title_words, languages, rules)  # a note of the user's own
    others = tuple((g.name, g.email) for g in guests if g.being is Being.PERSON)
    invited = any(g.being is not Being.ME for g in guests)
    me = learned(known, title_words.text, body_words.text, others, invited, rules.spoken(languages))
    if me.sure and not known.sure:
        guests = _merge(_guests(event.organizer, attendees, me, rules))
    return Scene(
        event=event,
        rules=rules.spoken(languages),
        languages=languages,
        me=me,
        title_words=title_words,
        body_words=body_words,
        place=text.one_line(event.location),
        guests=guests,
        crowd=len(event.attendees),
    )


def _full_title(event: Event, rules: DetectionRules) -> str:
    """The title, with the name of the kind of appointment where a booking page writes that into the description only."""
    title = text.one_line(event.summary)
    for line in event.description[:_FIRST_LINES].splitlines()[:_KIND_LINES]:
        kind = line.partition(":")[2]
        if is_kind_line(line, rules):
            kind = text.one_line(kind, _KIND_MAX)
            return title if fold(kind) in fold(title) else f"{title} | {kind}"
    return title


def is_kind_line(line: str, rules: DetectionRules) -> bool:
    """Whether a line of a description is where a booking page names the kind of appointment."""
    field, colon, _ = line.partition(":")
    return bool(colon) and field.strip().lower() in rules.event_name_fields


def _guests(
    organizer: Attendee | None, attendees: Iterable[Attendee], me: Me, rules: DetectionRules
) -> Iterable[Guest]:
    if organizer is not None:
        yield _guest(organizer, me, rules, organizer=True)
    for attendee in attendees:
        yield _guest(attendee, me, rules)


def _guest(attendee: Attendee, me: Me, rules: DetectionRules, *, organizer: bool = False) -> Guest:
    email = attendee.email.strip().lower().removeprefix("mailto:")
    if len(email) > EMAIL_LIMIT:
        email = ""  # nobody can be written to there, and what it is asked about breaks requests
    domain = registrable(domain_of(email))
    system = rules.system_of(domain_of(email))
    shown = text.one_line(attendee.name, 200)
    name = _without_department(names.tidy(shown), rules)
    being = _being(attendee, name or attendee.name, email, me, rules, system)
    return Guest(
        email=email,
        name=name,
        being=being,
        domain=domain,
        corporate=bool(domain) and system is None and not rules.senders.is_freemail(domain),
        organizer=organizer,
        invited=not organizer,
        declined=attendee.response is Response.DECLINED,
        optional=attendee.optional,
        system=system,
        shown=shown,
    )


def _without_department(name: str, rules: DetectionRules) -> str:
    """A display name in characters without house and department before it: 人事部 白石 拓, 沐禾生技 人資 林佩珊."""
    parts = name.split()
    while len(parts) > 1 and text.has_ideographs(parts[0]) and rules.naming.begins_with_family(parts[1]):
        if not parts[0].endswith(rules.naming.before) and len(parts) == _PAIR and len(parts[0]) <= _FAMILY:
            break
        if rules.naming.begins_with_family(parts[0]) and not parts[0].endswith(rules.naming.before):
            break
        parts = parts[1:]
    if len(parts) > _PAIR and text.has_ideographs(parts[-1]) and rules.naming.begins_with_family(parts[-1]):
        parts = parts[-1:] if len(parts[-1]) > 1 else parts
    return " ".join(parts)


def _being(attendee: Attendee, name: str, email: str, me: Me, rules: DetectionRules, system: System | None) -> Being:
    """What bears an address; `name` is its display name, tidied."""
    if attendee.is_self or (email and normalise(email) in me.addresses):
        return Being.ME
    if attendee.kind is AttendeeKind.RESOURCE or _is_room(email, name, rules.senders):
        return Being.ROOM
    if attendee.kind is AttendeeKind.GROUP:
        return Being.GROUP
    if _is_machine(email, name, rules.senders, system):
        return Being.MACHINE
    shown = names.tidy(text.one_line(name, 200))
    if _is_function(shown, email, rules):
        return Being.GROUP
    if is_group(email, rules.senders) and not _is_whole_name(shown, rules):
        return Being.GROUP
    if me.sure and rules.senders.is_freemail(domain_of(email)) and _has_my_name(name, me):
        return Being.ME
    return Being.PERSON


def _is_function(shown: str, email: str, rules: DetectionRules) -> bool:
    """Whether a display name is a function ("Campus Recruiting") whose address is not a person's either."""
    first = fold(shown.split()[0]) if " " in shown else ""
    if first in rules.company_prefixes and first not in rules.given_names:
        return True
    if any(c.isdigit() for c in shown) and " " in shown:
        return True
    # "hr.retail" spells nobody's name
    groups = not rules.senders.groups.isdisjoint(_LOCAL_PARTS.split(local_of(email)))
    spelled = "" if groups else names.from_address(email)
    return bool(shown) and is_role(shown) and not looks_like_person(shown, rules) and not spelled


def _is_whole_name(shown: str, rules: DetectionRules) -> bool:
    """Whether a display name is one person's, whatever the address: "Loredana Pedrazzini <direzione@…>"."""
    return " " in shown and not is_role(shown) and looks_like_person(shown, rules)


def _has_my_name(name: str, me: Me) -> bool:
    return len(names.name_words(name)) >= 2 and me.is_named(name)


def _is_room(email: str, name: str, senders: Senders) -> bool:
    if within(domain_of(email), senders.resource_domains) or fold(name.partition(" ")[0]) in senders.rooms:
        return True
    if names.address_fits(name, email) and len(name.split()) > 1:
        return False
    flat = f" {_NO_WORD.sub(' ', fold(name))} "
    if any((f" {place} " in flat) if place.isascii() else place in name for place in senders.places):
        return True
    local = _LOCAL_PARTS.split(local_of(email))
    return not senders.rooms.isdisjoint(local)


def _is_machine(email: str, name: str, senders: Senders, system: System | None) -> bool:
    local = local_of(email)
    squashed = _MARKS.sub("", local)
    if local in senders.machines or squashed in senders.machines or "noreply" in squashed or "donotreply" in squashed:
        return True
    if any(part in senders.machines for part in _LOCAL_PARTS.split(local)):
        return True
    shown = name.lower()
    if any(map(shown.__contains__, senders.notetakers)):
        return True
    if system is None:
        return False
    return not system.people or (system.is_relay(email) and system.relays is not None)


def is_group(email: str, senders: Senders) -> bool:
    """Whether several people, or nobody in particular, read an address."""
    local = local_of(email)
    squashed = _MARKS.sub("", local)
    if local in senders.groups or squashed in senders.groups:
        return True
    if squashed.startswith(senders.long_groups) or squashed.endswith(senders.long_groups):
        return True
    own = name_label(domain_of(email))
    parts = [p for p in _PARTS.split(local) if p and p != own] if local != own else []
    return bool(parts) and all(
        p in senders.groups or p in {"de", "us", "uk", "fr", "eu", "emea", "global", "it", "es"} for p in parts
    )


def _better(known: Guest, guest: Guest) -> str:
    """Of the names that one address has in an event, a person's rather than a group's, and the longer one."""
    if known.being is not guest.being and Being.PERSON in (known.being, guest.being):
        return known.name if known.being is Being.PERSON else guest.name
    return max(known.name, guest.name, key=len)


def _merge(guests: Iterable[Guest]) -> tuple[Guest, ...]:
    """Each address once: an organiser who is also invited takes part."""
    merged: dict[str, Guest] = {}
    for guest in guests:
        key = normalise(guest.email) if guest.email else f"name:{fold(guest.name)}"
        known = merged.get(key)
        if known is None:
            merged[key] = guest
            continue
        merged[key] = replace(
            known,
            name=_better(known, guest),
            being=known.being if known.being is not Being.GROUP else guest.being,
            shown=max(known.shown, guest.shown, key=len),
            organizer=known.organizer or guest.organizer,
            invited=True,
            declined=guest.declined or known.declined,
            optional=guest.optional and known.optional,
        )
    return tuple(merged.values())
