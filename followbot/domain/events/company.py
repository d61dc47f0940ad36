"""Which company an interview is with, which of the domains are its own, and whether somebody mediates."""

from __future__ import annotations

from followbot.domain.addresses import name_label
from followbot.domain.events.agencies import agencies_among
from followbot.domain.events.choosing import chosen
from followbot.domain.events.customers import sender_company
from followbot.domain.events.houses import house_of
from followbot.domain.events.labels import could_be, readable, written_name
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Being, Scene
from followbot.domain.grouping import company_key
from followbot.domain.records import record

_CALLED_AGENCY = "K agency"


@record
class Employer:
    """What is known of the company: its name, its domains, and the agency between, if any."""

    name: str | None
    domains: tuple[str, ...]
    agency: str | None = None


def employer(scene: Scene, sides: Sides) -> Employer:
    """The company of an interview. Where an agency keeps its client secret it is the agency itself."""
    hosts = _host_domains(sides)
    agencies = agencies_among(hosts, scene)
    domains = tuple(d for d in hosts if d not in agencies)
    agency = _own_name(agencies[0], scene) if agencies else None
    one = chosen(scene, sides)
    if one is None:
        return Employer(None, domains, agency or (_own_name(domains[0], scene) if domains else None))
    name = f"{one.name[0].upper()}{one.name[1:]}" if one.sorts[0] == "kind" else one.name
    if domains and not agencies and not one.fits and _is_anothers(domains[0], name, scene):
        return Employer(name, (), _own_name(domains[0], scene))
    return Employer(name, domains, agency or (name if _CALLED_AGENCY in one.seen else None))


def _is_anothers(domain: str, name: str, scene: Scene) -> bool:
    """Whether the texts call the owner of a domain by another name than the company's."""
    owner = written_name(domain, scene)
    return owner is not None and company_key(owner) not in company_key(name) and not could_be(name, domain, scene)


def _own_name(domain: str, scene: Scene) -> str:
    """The name of who writes from a domain, as the texts write it or as the domain reads."""
    name = written_name(domain, scene) or house_of(domain, scene)
    sender = sender_company(scene)
    return name or (sender if sender and could_be(sender, domain, scene) else readable(name_label(domain), scene))


def _host_domains(sides: Sides) -> list[str]:
    """Domains of the other side, the weightiest first: most people, then the organiser."""
    weight: dict[str, float] = {}
    away = any(h.sign == "stays_away" for h in sides.scene.body_vocabulary)
    for guest in sides.hosts or sides.colleagues:
        value = 1.0 if guest.being is Being.PERSON else 0.6
        if guest.organizer:
            value = 0.1 if away else value + 0.5  # an agency arranges, and stays away
        weight[guest.domain] = weight.get(guest.domain, 0.0) + value
    return sorted((d for d in weight if d), key=lambda d: -weight[d])
