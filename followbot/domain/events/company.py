"""Which company an invitation is from: by domains, by how the texts write that domain, by fields, by titles.

Mail domains are the strongest evidence and the worst spelling ("acmerobotics.io"), texts the other way round. So a domain is
looked up in the texts, and the words found there are the company's name. Domains of recruiting systems and free mail never
count; an agency's is kept apart from its client's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from followbot.domain.addresses import name_label
from followbot.domain.events.agencies import agencies_among
from followbot.domain.events.choosing import chosen
from followbot.domain.events.clients import client_of, workplaces
from followbot.domain.events.customers import is_system, sender_company, tenant
from followbot.domain.events.extent import whole
from followbot.domain.events.fields import capitalised_words, field_value, named_client
from followbot.domain.events.groups import speaks_of_group, subsidiary
from followbot.domain.events.houses import (
    as_called,
    asian_house,
    fullest,
    goes_with,
    house_in_title,
    house_of,
    lone_house,
)
from followbot.domain.events.labels import could_be, find_label, readable, squashed_label, written_name
from followbot.domain.events.mentions import ORGANISATION, looks_like_person
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Being, Scene, is_kind_line
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.title import segments
from followbot.domain.events.titled import (
    ASIAN_BUSINESS,
    ASIAN_COMPANY,
    NAME_MAX,
    company_behind_for,
    company_of_title,
    explicit_company,
    trimmed,
)
from followbot.domain.grouping import company_key, without_legal_form
from followbot.domain.people import is_role
from followbot.domain.phrases import fold

_LEADS_MAX = 20
_LAST_LINES = 5
_EAST_ASIAN = (".jp", ".cn", ".tw", ".hk")
_INTRODUCED = re.compile("我是([\u3400-\u9fffA-Za-z]{2,12}?)的?(?:HRBP|HR|人事|招聘|人力|猎头顾问|顾问)")
_DEPARTMENT = re.compile(
    "(?:^|[\n。！!])[ \u3000]*([\u3040-\u30ff\u3400-\u9fff]{2,10}?)(?:[ \u3000]|の|的)?"
    "(?:人力资源(?:部|中心)?|人事(?:部|チーム|担当)|人才招聘|招聘(?:组|团队|部)|採用(?:担当|チーム|事務局|グループ|窓口))"
)


@dataclass(frozen=True, slots=True)
class Employer:
    """What is known of the company: its name, its domains, and the agency between, if any."""

    name: str | None
    domains: tuple[str, ...]
    agency: str | None = None
    sure: bool = False
    """Whether a text says so in so many words: of a group its part, of an agency its client."""


def employer(scene: Scene, sides: Sides) -> Employer:
    """The company of an interview. Where an agency keeps its client secret the name is None."""
    found = by_rules(scene, sides)
    full = whole(found.name, scene) if found.name else None
    return replace(found, name=chosen(scene, sides, full, found.sure))


def by_rules(scene: Scene, sides: Sides) -> Employer:
    """The company as the rules find it, before it is held against all other names."""
    hosts = _titled_first(_host_domains(sides), scene)
    agencies = agencies_among(hosts, scene)
    clients = [d for d in hosts if d not in agencies]
    agency = _own_name(agencies[0], scene) if agencies else None
    part = subsidiary(_rendered(clients[0], scene), scene) if clients and speaks_of_group(scene) else None
    if part:
        return Employer(part, tuple(clients), agency, sure=True)
    elsewhere = _elsewhere(scene, sides, clients) if clients and not agencies else None
    if elsewhere:
        return Employer(elsewhere, (), _own_name(clients[0], scene), sure=True)
    relayed = sender_company(scene) if clients and _is_mailer(clients[0], scene) else None
    if clients and relayed and not could_be(relayed, clients[0], scene) and not written_name(clients[0], scene):
        return Employer(named_client(scene) or _in_full(relayed, scene), (), agency)
    if clients and (not agencies or _is_person_host(clients[0], sides)):
        return _of_hosts(clients, agency, scene, sides)
    return _of_texts(tuple(clients), agency, squashed_label(agencies[0]) if agencies else "", scene, sides)


def _elsewhere(scene: Scene, sides: Sides, clients: list[str]) -> str | None:
    """The company that somebody writes for whose domain shows nothing else of being an agency's."""
    client = client_of(scene, sides, clients)
    if client:
        return _in_full(client, scene)
    return _sent_to(scene, sides, clients) or _named_in_field(clients, scene)


def _of_hosts(hosts: list[str], agency: str | None, scene: Scene, sides: Sides) -> Employer:
    """The company by the domains of those who are met."""
    name = named_client(scene) or _rendered(hosts[0], scene, sides)
    secret = agency is None and len(hosts) == 1 and _speaks_of_client(scene) and name not in scene.title
    if secret and could_be(name, hosts[0], scene):
        return Employer(None, tuple(hosts), name)
    return Employer(name, tuple(hosts), agency)


def _of_texts(domains: tuple[str, ...], agency: str | None, label: str, scene: Scene, sides: Sides) -> Employer:
    """The company that the texts name beside an agency (`label` of its domain), or where there is no domain at all."""
    found = (c for c in _texts(scene, sides, bool(agency)) if not _is_agencys(c, agency, label))
    name = named_client(scene) or next(found, None) or (_other_in_title(scene, label) if label else None)
    full = _in_full(name, scene) if name else tenant(scene)
    itself = agency is not None and not _speaks_of_client(scene) and explicit_company(scene) == agency
    return Employer(agency if full is None and itself else full, domains, agency)


def _named_in_field(hosts: list[str], scene: Scene) -> str | None:
    """A company that a field of the description names and whose domain is another one than the sender's: an agency writes."""
    field = field_value(scene, "company_field")
    if not field or len(hosts) != 1 or goes_with(field, hosts[0], scene):
        return None
    own = _own_name(hosts[0], scene) if field.isascii() else _rendered(hosts[0], scene)
    known = own != readable(name_label(hosts[0]), scene) and not (field.isascii() and could_be(field, hosts[0], scene))
    return field if known and company_key(own) not in company_key(field) else None


def _speaks_of_client(scene: Scene) -> bool:
    """Whether the description speaks of a client of whoever writes."""
    return any(h.sign in ("our_client", "client_field") for h in scene.body_vocabulary)


def _is_mailer(domain: str, scene: Scene) -> bool:
    """Whether nobody but a machine writes from a domain: it may be a recruiting system that we do not know."""
    return all(g.being is Being.MACHINE for g in scene.guests if g.domain == domain)


def _in_full(name: str, scene: Scene) -> str:
    """A name from the title as the description writes it in full: "Wonka" → "Wonka Industries"."""
    house = fullest(name, scene)
    if house != name:
        return house
    if has_ideographs(name):
        known = [sender_company(scene) or "", *(m[0] for m in ASIAN_COMPANY.finditer(scene.body))]
        return next((k for k in known if name in k and len(k) <= NAME_MAX), name)
    full = find_label(scene.body, company_key(name), scene)
    return full if full is not None and len(full) > len(name) else name


def _own_name(domain: str, scene: Scene) -> str:
    """An agency's name: what the texts name beside it is its client's."""
    name = written_name(domain, scene) or house_of(domain, scene)
    sender = sender_company(scene)
    return name or (sender if sender and could_be(sender, domain, scene) else readable(name_label(domain), scene))


def _rendered(domain: str, scene: Scene, sides: Sides | None = None) -> str:
    """A domain's company as the texts write it, else, with `sides`, as the title calls it, else the domain made readable."""
    written = written_name(domain, scene)
    if written:
        return fullest(_whole_part(written, scene), scene)
    house = house_of(domain, scene)
    if house:
        return house
    asian = _asian(scene) if domain.endswith(_EAST_ASIAN) or scene.languages & {"ja", "zh"} else None
    if asian:
        return asian
    held_at = _place_name(scene)
    if held_at and could_be(held_at, domain, scene):
        return held_at
    from_title = company_of_title(scene, sides) if sides is not None else None
    titled = from_title if from_title and from_title in scene.event.summary else ""  # a booking page writes positions
    if titled and _is_theirs(titled, domain, scene):
        return titled
    field = field_value(scene, "company_field")
    if field and could_be(field, domain, scene):
        return field
    sender = sender_company(scene)
    if sender and (could_be(sender, domain, scene) or _is_house(sender, scene)):
        return sender
    return house_in_title(scene) or lone_house(scene) or _signed(scene) or readable(name_label(domain), scene)


def _signed(scene: Scene) -> str | None:
    """The company in the last lines of a description, below or instead of a name: "Garriga y Rovira Abogados"."""
    closings = {fold(h.quote) for h in scene.body_vocabulary if h.sign in ("closing", "greeting")}
    for line in reversed(scene.body.splitlines()[-_LAST_LINES:]):
        name = without_legal_form(line.strip(" ,-–—*_"))
        plain = _is_proper(name, scene) and len(name) <= NAME_MAX and not re.search(r"[\d@:/|.!?]", name)
        if plain and trimmed(name, scene) == name and not looks_like_person(name, scene.rules) and not is_role(name):
            known = scene.me.is_named(name) or _names_somebody(name, scene) or fold(name) in closings
            return None if known else name
    return None


def _names_somebody(name: str, scene: Scene) -> bool:
    words = set(fold(name).split())
    return any(words == set(fold(g.name).split()) for g in scene.people)


def _is_theirs(name: str, domain: str, scene: Scene) -> bool:
    """Whether the company of a title is the owner of a domain that the texts do not spell."""
    proper = (_is_proper(name, scene) or name in scene.place) and not scene.me.is_named(name)
    return _speaks_of(name, scene) or proper or could_be(name, domain, scene) or name == explicit_company(scene)


def _sent_to(scene: Scene, sides: Sides, hosts: list[str]) -> str | None:
    """Where the people work whom one meets, when it is elsewhere and the writer says not to come along."""
    if len(hosts) != 1 or not any(h.sign == "stays_away" for h in scene.body_vocabulary):
        return None
    return next((w for w in workplaces(scene, sides) if not could_be(w, hosts[0], scene)), None)


def _is_house(name: str, scene: Scene) -> bool:
    """Whether a display name begins with the kind of house it is: "Kita Regenbogen"."""
    return " " in name and fold(name.split()[0]) in scene.rules.company_prefixes


def _asian(scene: Scene) -> str | None:
    """A company that Japanese or Chinese texts name: by its form, by its trade, before whoever signs."""
    company = ASIAN_COMPANY.search(scene.title) or ASIAN_COMPANY.search(scene.body)
    if company:
        return company[0].strip()
    business = ASIAN_BUSINESS.search(scene.title) or ASIAN_BUSINESS.search(scene.body)
    if business and not scene.me.is_named(business[0]):
        return business[0]
    return _before_surname(scene) or _before_department(scene) or asian_house(scene)


def _is_proper(name: str, scene: Scene) -> bool:
    """Whether several words are written as a name is, with capitals: no "Impiegata amministrativa"."""
    return " " in name and all(
        w[:1].isupper()
        or w in scene.rules.reading.name_particles
        or not w[:1].isalpha()
        or fold(w) in scene.rules.company_prefixes
        for w in name.split()
    )


def _whole_part(name: str, scene: Scene) -> str:
    """The part of the title that a name ends, where all its words are of the name: "Mercearia Bela Vista"."""
    for part in segments(scene.title):
        longer = part.text.endswith(f" {name}") and trimmed(part.text, scene) == part.text
        staged = any(part.holds(h) for hits in scene.title_hits.values() for h in hits)
        if longer and not staged and part.text.istitle() and part.text.count(" ") <= name.count(" ") + 2:
            return name if looks_like_person(part.text, scene.rules) else part.text
    return name


def _before_surname(scene: Scene) -> str | None:
    """The company that stands before the sender's family name in a Japanese text: "ひかりフーズ 藤井"."""
    for guest in scene.people:
        surname = guest.name.split()[0] if has_ideographs(guest.name) else ""
        if not surname or surname not in f"{scene.title}\n{scene.body}":
            continue
        before = rf"(?:^|[\s。、])([^\s、。,：:()（）「」]{{2,16}})[ \u3000]{re.escape(surname)}"
        found = re.search(before, scene.body)
        if found and has_ideographs(found[1]) and not ORGANISATION.search(found[1]):
            return found[1]
        kana = re.search(rf"([\u30a1-\u30fc]{{3,}})[\sの]?{re.escape(surname)}", f"{scene.title}\n{scene.body}")
        if kana:
            return kana[1]
    return None


def _before_department(scene: Scene) -> str | None:
    """The company that signs with its department: "清禾智能 人力资源部", "コモレビ 採用担当"."""
    found = _INTRODUCED.search(scene.body) or _DEPARTMENT.search(scene.body)
    return found[1] if found and not ORGANISATION.search(found[1]) and not scene.me.is_named(found[1]) else None


def _speaks_of(name: str, scene: Scene) -> bool:
    """Whether the description names the company of the title too, where the sender's domain is another's: an agency's."""
    if name not in scene.body:
        return False
    behind = rf"(?<!\w){re.escape(name)}(?!\w)\s?(\w*)"
    body = "\n".join(line for line in scene.body.splitlines() if not is_kind_line(line, scene.rules))
    in_body, in_title = re.findall(behind, body), re.findall(behind, scene.title)
    return bool(in_body) and not any(fold(word) in scene.rules.role_words for word in (*in_body, *in_title))


def _is_person_host(domain: str, sides: Sides) -> bool:
    return any(g.domain == domain for g in sides.hosts)


def _titled_first(hosts: list[str], scene: Scene) -> list[str]:
    """Domains, that first which alone the title spells: who arranges a talk with somebody else has a domain too."""
    titled = [h for h in hosts if (written_name(h, scene) or "|") in scene.title] if len(hosts) > 1 else []
    return [*titled, *(h for h in hosts if h not in titled)] if len(titled) == 1 else hosts


def _host_domains(sides: Sides) -> list[str]:
    """Domains of the other side, the weightiest first: most people, then the organiser."""
    weight: dict[str, float] = {}
    away = any(h.sign == "stays_away" for h in sides.scene.body_vocabulary)
    pool = sides.hosts or sides.colleagues
    for guest in pool:
        value = 1.0 if guest.being is Being.PERSON else 0.6
        if guest.organizer:
            value = 0.1 if away else value + 0.5  # an agency arranges, and stays away
        weight[guest.domain] = weight.get(guest.domain, 0.0) + value
    return sorted((d for d in weight if d), key=lambda d: -weight[d])


# --- by text --------------------------------------------------------------------------------------------------------


def _texts(scene: Scene, sides: Sides, agency: bool) -> Iterator[str]:
    """Names that the texts give, the most reliable first."""
    field = field_value(scene, "company_field")
    if field:
        yield field
    explicit = explicit_company(scene)
    if explicit:
        yield explicit
    if agency:
        yield from workplaces(scene, sides)
    sender = sender_company(scene)
    if sender:
        yield sender
    customer = tenant(scene)
    if customer:
        yield customer
    behind_for = company_behind_for(scene)
    if behind_for:
        yield behind_for
    house = house_in_title(scene)
    if house:
        yield house
    from_title = company_of_title(scene, sides)
    if from_title:
        yield from_title
    yield from _from_body(scene)
    at = _from_place(scene) or lone_house(scene)
    if at:
        yield at


def _place_name(scene: Scene) -> str:
    """The name that a place begins with, "" for a room, a street or where one only sits down together."""
    name = scene.place.partition(",")[0].strip()
    firm = 0 < len(name) <= NAME_MAX and not re.search(r"[\d:/@]", name) and name[:1].isupper()
    meeting = any(w in scene.rules.reading.meeting_places for w in fold(name).split())
    return name if firm and not meeting and trimmed(name, scene) else ""


def _from_place(scene: Scene) -> str | None:
    """The name before an address: "Holzbau Brenner, Talstr. 4". Where one only sits down together says nothing."""
    name, comma, address = scene.place.partition(",")
    name = name.strip()
    firm = 0 < len(name) <= NAME_MAX and not re.search(r"\d", name) and trimmed(name, scene) == name
    if (
        not (firm and comma and re.search(r"\d", address))
        or fold(name.split()[0]) in scene.rules.reading.meeting_places
    ):
        return None
    return None if looks_like_person(name, scene.rules) or company_key(name) in scene.rules.tool_keys else name


def _from_body(scene: Scene) -> Iterator[str]:
    """Names behind "at", "interest in", "the team at" in the description."""
    counts: dict[str, int] = {}
    leads = [h for h in scene.body_vocabulary if h.sign in ("company_of", "at", "interviewer_field")]
    for hit in leads[:_LEADS_MAX]:
        name = capitalised_words(scene.body[hit.end : hit.end + NAME_MAX].lstrip(" "))
        name = trimmed(name, scene) if name else ""
        if (
            name
            and not looks_like_person(name, scene.rules)
            and not is_system(name, scene)
            and not scene.me.is_named(name)
        ):
            counts[name] = counts.get(name, 0) + (2 if hit.last - hit.first > 1 else 1)
    yield from (as_called(n, scene) for n in sorted(counts, key=lambda n: -counts[n]))


def _is_agencys(name: str, agency: str | None, label: str) -> bool:
    """Whether a name is the agency's, whole or in part: "Nordbro" of nordbrorekrytering.se."""
    return agency is not None and (
        company_key(name) == company_key(agency) or (company_key(name) in label and bool(label))
    )


def _other_in_title(scene: Scene, label: str) -> str | None:
    """A name beside a position that the description names too: "Produktionschef Kalmar Glasbruk"."""
    for part in segments(scene.title):
        name = trimmed(part.text, scene)
        known = " " in name and name in scene.body and company_key(name) not in label
        if known and not (looks_like_person(name, scene.rules) or scene.me.is_named(name)):
            return name
    return None
