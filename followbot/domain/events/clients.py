"""For whom an invitation is written where its sender is an agency: "our client", a position at another company, its people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.events.fields import capitalised_words, named_client
from followbot.domain.events.houses import goes_with, house_in_title
from followbot.domain.events.labels import could_be, find_label, squashed_label, written_name
from followbot.domain.events.listing import is_title
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Being, Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.titled import NAME_MAX, company_of_title, explicit_company, trimmed
from followbot.domain.grouping import company_key

_TITLE_REACH = 60
"""Characters before a company in which its people's titles stand."""


def client_of(scene: Scene, sides: Sides, hosts: list[str]) -> str | None:
    """For whom the only company of an invitation writes: "our client", a position "at" somebody else, people of another."""
    if len(hosts) != 1:
        return None
    label = squashed_label(hosts[0])
    own = find_label(scene.title, label, scene)
    named = explicit_company(scene)
    if named and (could_be(named, hosts[0], scene) or (own and company_key(own) in company_key(named))):
        named = None
    if any(h.sign == "our_client" for h in scene.body_vocabulary) and (client := named_client(scene) or named):
        return client
    if named and (own or _behind_role(named, scene)):
        return named
    house = house_in_title(scene)
    if house and not goes_with(house, hosts[0], scene) and written_name(hosts[0], scene):
        return house
    return None if own else _client_in_title(scene, sides, hosts[0])


def _client_in_title(scene: Scene, sides: Sides, host: str) -> str | None:
    """What else the title names, where the description shows that somebody of the company takes part."""
    label = squashed_label(host)
    titled = company_of_title(scene, sides)
    of_client = any(h.sign == "our_client" for h in scene.body_vocabulary)
    script = of_client and has_ideographs(titled or "")
    if not titled or (could_be(titled, host, scene) and not script) or find_label(titled, label, scene):
        return None
    unmanned = all(g.being is not Being.PERSON for g in scene.guests if g.domain == host)
    named_too = unmanned and titled in scene.body and not written_name(host, scene)
    return titled if of_client or named_too or _works_there(titled, scene) else None


def _behind_role(name: str, scene: Scene) -> bool:
    """Whether a title names a position before the company where it is: "Magazziniere presso Ceramiche Altavia"."""
    place = scene.title.find(name)
    at = next((h for h in scene.title_vocabulary if h.sign == "at" and 0 <= place - h.end <= 2), None)
    return (
        " " in name and at is not None and any(h.sign == "role" and h.end <= at.start for h in scene.title_vocabulary)
    )


def _works_there(name: str, scene: Scene) -> bool:
    """Whether the description shows somebody who takes part as one of theirs: "directora de Aceites Valdehoz"."""
    if name not in scene.body or not any(c in name for c in " -"):
        return False
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", scene.body):
        line = scene.body[scene.body.rfind("\n", 0, found.start()) + 1 : found.start()][-_TITLE_REACH:]
        if scene.rules.reading.title_of.search(line) and is_title(line, scene):
            return True
    return False


def workplaces(scene: Scene, sides: Sides) -> Iterator[str]:
    """The companies that the titles of people in the texts name: "Lucille Bergeron, CFO at Portneuf Rail"."""
    for mention in sides.mentions:
        if mention.signed and not mention.listed:
            continue
        place = scene.body.find(mention.name)
        end = place + len(mention.name)
        line = scene.body[end : end + NAME_MAX + len(mention.title)].partition("\n")[0] if place >= 0 else ""
        for lead in scene.rules.reading.workplace.finditer(line):
            name = trimmed(capitalised_words(line[lead.end() :]), scene)
            if name and not looks_like_person(name, scene.rules) and not is_title(name, scene):
                yield name
                break
