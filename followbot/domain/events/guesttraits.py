"""What is weighed of somebody on the guest list: how they were invited, their house, and whether a text speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain import names
from followbot.domain.addresses import within
from followbot.domain.events.lexicon import Hit, split
from followbot.domain.events.roles import is_denied
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Guest, Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.traits import Surroundings
from followbot.domain.phrases import fold

_LOCAL = re.compile(r"[._\-+\d]+")
_NO_LETTERS = re.compile("[^a-z]+")
_OF_WRITERS = frozenset({"first_person", "arranges", "stays_away"})
_SEVERAL = 3
_TELLING = 4
"""Letters from which on a word of a display name that is in the domain is the company's."""


def of_guest(guest: Guest, named: bool, around: Surroundings) -> Iterator[str]:
    """The traits of somebody on the guest list; `named` tells whether a text speaks of them."""
    scene = around.scene
    count = min(len(scene.people), _SEVERAL)
    private = guest.corporate and scene.rules.senders.is_private(guest.domain)
    house = "f" if private else "c" if guest.corporate else "s" if guest.system else "f"
    kind = f"{'o' if guest.organizer else ''}{'i' if guest.invited else ''}{house}"
    yield from ("guest", f"G{kind}{count}", f"G{kind}{'+' if named else ''}")
    if "assessment" in scene.title_hits or "assessment" in scene.body_hits:
        yield f"Gassess{kind}"
    if guest.optional:
        yield "optional"
    if scene.rules.is_agency(guest.domain):
        yield "agency"
    if " " in guest.name:
        yield "whole"
    if guest.name and not is_known_name(guest.name, scene.rules):
        yield "unknown name"
    if guest.corporate and guest.name:
        yield f"house {_of_house(guest)}"
    if guest.organizer:
        yield from {f"O{hit.sign}{_denied(hit, scene)}" for hit in scene.body_vocabulary}
        yield from {f"Oz{hit.sign}" for hit in scene.body_vocabulary if hit.start >= around.signature}
        yield f"Om{_beside_me(guest, scene)}{house}"
    yield from _of_mailbox(guest, scene.rules)
    if not guest.organizer and scene.organizer is not None:
        yield f"Gd{_beside_organizer(guest, scene.organizer)}{house}"


def _of_mailbox(guest: Guest, rules: DetectionRules) -> Iterator[str]:
    """The words of an address, and how usual those are that no display name has: "personalamt@" is nobody's name."""
    parts = [part for part in _LOCAL.split(guest.email.partition("@")[0]) if part]
    yield from (f"@{part}" for part in parts)
    known = "+" if guest.name and is_known_name(guest.name, rules) else "-"
    shown = fold(guest.name).split()
    level = rules.choices.level
    yield from {f"@v{known}{level(part)}{len(parts)}" for part in parts if len(part) > 1 and part not in shown}
    if known == "-":
        yield from {f"@n{level(word)}" for word in shown}


def _beside_organizer(guest: Guest, organizer: Guest) -> str:
    """Whether a guest is of the organiser's house."""
    return "=" if guest.domain == organizer.domain else "/" if organizer.corporate else "-"


def _beside_me(guest: Guest, scene: Scene) -> str:
    """Whether an organiser is of the user's own house."""
    own = scene.invited_as.rpartition("@")[2]
    return "=" if own and within(own, [guest.domain]) else "/"


def _of_house(guest: Guest) -> str:
    """Whether a display name is that of its domain: "La Chalana <reservas@lachalana.pe>", and not anna@anna-schmidt.de."""
    label = _NO_LETTERS.sub("", guest.domain.partition(".")[0])
    words = [_NO_LETTERS.sub("", fold(word)) for word in guest.name.split()]
    if names.address_fits(guest.name, guest.email) or not label:
        return "no"
    squashed = "".join(words)
    if squashed == label:
        return "same"
    return "part" if any(len(word) >= _TELLING and word in label for word in words) else "no"


def is_known_name(name: str, rules: DetectionRules) -> bool:
    """Whether a display name has a word that people are called by: "Marta Vos", and not "Total Rewards"."""
    if has_ideographs(name):
        return rules.naming.begins_with_family(name)
    return any(t in rules.given_names or t in rules.naming.families for t in split(name).tokens)


def of_writer(scene: Scene) -> frozenset[str]:
    """What a text says of its writer: of being there, of staying away, of only arranging."""
    told = (hit for hit in scene.body_vocabulary if hit.sign in _OF_WRITERS)
    return frozenset(f"{hit.sign}{_denied(hit, scene)}" for hit in told)


def _denied(hit: Hit, scene: Scene) -> str:
    """Where a writer speaks of being there, whether the sentence says no to it."""
    return " denied" if hit.sign == "first_person" and is_denied(hit, scene) else ""
