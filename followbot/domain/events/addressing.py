"""The mail addresses that a description gives beside its names: in signatures, in lists of contacts, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from followbot.domain import names
from followbot.domain.addresses import local_of, normalise
from followbot.domain.events import text
from followbot.domain.events.inflection import nominative, without_initial
from followbot.domain.events.listing import Mention
from followbot.domain.events.me import spells
from followbot.domain.events.scene import Scene, is_group
from followbot.domain.phrases import fold

_PARTS = re.compile(r"[._\-+\d]")
"""What parts the words of an address."""


def with_addresses(scene: Scene, found: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions, each with the address of the description that its name spells, where it has none beside it."""
    people = tuple(found)
    taken = {m.email for m in people if m.email}
    free = [e for e in _addresses(scene) if e not in taken]
    for mention in people:
        if mention.email or not free or any(names.same_person(mention.name, g.name) for g in scene.people):
            yield mention
            continue
        fitting = [e for e in free if spells(e, mention.name)] or [e for e in free if _fits(mention, e, people)]
        yield replace(mention, email=fitting[0]) if fitting else mention


def _fits(mention: Mention, email: str, people: tuple[Mention, ...]) -> bool:
    """Whether an address is this person's and nobody else's of those named."""
    return [m for m in people if names.address_fits(m.name, email)] == [mention]


@lru_cache(maxsize=1)  # asked for each name of an event
def _addresses(scene: Scene) -> tuple[str, ...]:
    """Those of the description that are neither a guest's nor the user's nor a group's."""
    known = {g.email for g in scene.guests}
    return tuple(
        email
        for found in text.emails(scene.body)
        if (email := found[0].lower()) not in known
        and normalise(email) not in scene.me.addresses
        and not is_group(email, scene.rules.senders)
    )


def address_of(scene: Scene, name: str) -> str:
    """The address of the description that a name spells wherever it stands, "" where none does: "l.ferrand" of Ferrand."""
    alone = "" if " " in name else fold(name)
    for email in _addresses(scene):
        if names.address_fits(name, email) or (alone and alone in _PARTS.split(fold(local_of(email)))):
            return email
    return ""


def as_called(scene: Scene, mention: Mention) -> Mention:
    """A mention under the name that its owner writes."""
    name = own_name(scene, mention.name)
    return mention if name == mention.name else replace(mention, name=name)


def own_name(scene: Scene, name: str) -> str:
    """A name as its owner writes it: unbent, without forms of address that look like initials."""
    rules = scene.rules
    name = without_initial(name, rules.reading.address_initials, scene.languages, rules.given_names)
    return nominative(name, rules.given_names, rules.courtesy) if "pl" in scene.languages else name
