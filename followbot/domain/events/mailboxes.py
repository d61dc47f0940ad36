"""Whose a mailbox is that shows nobody's name: "SENIORPARTNER" is who the text calls senior partner, a shop's is its owner's.

Without it somebody would be thanked twice, or a letter would greet nobody.
"""

from __future__ import annotations

import re

from followbot.domain.events.guesttraits import is_known_name
from followbot.domain.events.lexicon import split
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Being, Guest, Scene
from followbot.domain.events.sightings import Sighting
from followbot.domain.events.signatures import signature
from followbot.domain.events.somebody import Candidate
from followbot.domain.phrases import fold

_SEPARATORS = re.compile(r"[._\-+\d]+")
_NAMES = re.compile(r"[A-ZÀ-ÖØ-Þ.;。\n]")
_STOPS = re.compile(r"[.,;:!?、，。！？\n]")
_REACH = 60
"""Characters beside a name in which its title stands."""
_TITLE = 5
"""Words of a title."""
_ENDING = 2
"""Letters at the end of a word in which its forms differ."""
_SHORTEST = 4
"""Letters of a word that tells something."""
_OPENED = 2
"""Characters between a Japanese or Chinese name and its address: a bracket."""
_TOGETHER = 3
"""Words of a title that an address writes together: "seniorpartner"."""
_LEAD = 4
"""Characters between "my name is" and the name."""


def shop_of(scene: Scene) -> list[Candidate]:
    """The private mailbox of a shop that invites: whoever writes from it is reached there."""
    house = scene.organizer
    if (
        house is None
        or house.being is not Being.GROUP
        or house.corporate
        or house.system is not None
        or not house.email
    ):
        return []
    return [Candidate(house.name or house.email, house, rules=scene.rules)]


def adopt(mailbox: Candidate, others: dict[str, Candidate], scene: Scene) -> None:
    """Let a guest of whom only a mailbox is shown be whom the texts name as its owner."""
    if mailbox.guest is None or not _shows_nobody(mailbox.guest, scene.rules):
        return
    if mailbox.places and (not mailbox.guest.name or " " in mailbox.guest.name):
        return  # the texts name them: "Karim, Nadia" is two people
    fitting = [
        key
        for key, one in others.items()
        if (one.known or one.ideographic)
        and scene.rules.company_nouns.isdisjoint(one.tokens)
        and any(_owns(mailbox.guest, p, scene) for p in one.places)
    ]
    if fitting:
        owner = others.pop(max(fitting, key=lambda key: (others[key].is_somebody, len(key))))
        mailbox.places += owner.places
        mailbox.called = owner.called or owner.name


def _shows_nobody(guest: Guest, rules: DetectionRules) -> bool:
    """Whether neither a display name nor an address says who somebody is."""
    return not (guest.name and is_known_name(guest.name, rules))


def _owns(guest: Guest, one: Sighting, scene: Scene) -> bool:
    """Whether who is named here is whose mailbox a guest shows: by the address behind the name, the title, or as the writer."""
    if one.in_title:
        return False
    if _is_titled(guest, one, scene) or _has_address(guest, one):
        return True
    return guest.organizer and not guest.corporate and guest.system is None and _writes(one, scene)


def _has_address(guest: Guest, one: Sighting) -> bool:
    """Whether nothing but a title in small letters stands between a name and the address."""
    text = one.words.text
    place = text.find(guest.email, one.end, one.end + _REACH)
    between = text[one.end : place] if place >= 0 else "\n"
    return _NAMES.search(between) is None and (not one.ideographic or len(between) <= _OPENED)


def _is_titled(guest: Guest, one: Sighting, scene: Scene) -> bool:
    text = one.words.text
    before, behind = text[max(0, one.start - _REACH) : one.start], text[one.end : one.end + _REACH]
    if one.ideographic:
        return len(guest.name) > 1 and before.rstrip(" \u3000の:：").endswith(guest.name)
    forms = scene.rules.courtesy
    words_before = tuple(t for t in split(before.rpartition("\n")[2]).tokens if t not in forms)
    words_behind = split(behind.partition("\n")[0]).tokens
    for label in (split(guest.name).tokens, tuple(_SEPARATORS.split(fold(guest.email.partition("@")[0])))):
        telling = [word for word in label if len(word) >= _SHORTEST]
        if not telling or any(1 < len(word) < _SHORTEST and word not in scene.rules.filler for word in label):
            continue  # "IT Lead" is not everybody who leads
        if _begins(words_behind, telling) or _begins(words_before[::-1], telling[::-1]):
            return True
    return False


def _begins(title: tuple[str, ...], telling: list[str]) -> bool:
    """Whether a title begins with the words of a label, small ones aside: "directeur des soins" for "directeur.soins"."""
    if any("".join(title[:count]) == "".join(telling) for count in range(1, _TOGETHER + 1)):
        return True
    words = [word for word in title[:_TITLE] if len(word) >= _SHORTEST]
    return len(words) >= len(telling) and all(map(_is_form, words, telling))


def _is_form(word: str, other: str) -> bool:
    """Whether two words are forms of one: "dyrektor" and "dyrektorem"."""
    shorter = min(len(word), len(other))
    return word[: max(shorter - _ENDING, _SHORTEST)] == other[: max(shorter - _ENDING, _SHORTEST)]


def _writes(one: Sighting, scene: Scene) -> bool:
    """Whether a name is the writer's: in the signature, or behind words by which one says who one is."""
    if one.start >= signature(scene):
        return True
    hits = (*scene.third_parties, *scene.body_vocabulary)
    return any(
        (h.sign in ("introduces_self", "writes") and _is_near(one.words.text, h.end, one.start))
        or (h.sign == "written" and _is_near(one.words.text, one.end, h.start))
        for h in hits
    )


def _is_near(text: str, begin: int, end: int) -> bool:
    return 0 <= end - begin <= _LEAD and not _STOPS.search(text[begin:end])
