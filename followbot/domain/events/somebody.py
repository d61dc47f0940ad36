"""Somebody who may take part: a guest, or a name in the texts, with every place that names them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from followbot.domain import names
from followbot.domain.events.lexicon import split
from followbot.domain.events.rules import DetectionRules
from followbot.domain.events.scene import Guest
from followbot.domain.events.sightings import Sighting
from followbot.domain.events.text import has_ideographs, has_kanji
from followbot.domain.model import Contact
from followbot.domain.phrases import fold

_SHORTEST = 3
"""Letters of a name's beginning that people are called by: "Max"."""


@dataclass(slots=True)
class Candidate:
    """Somebody who may take part: a guest, or a name in the texts, with every place that names them."""

    name: str
    guest: Guest | None = None
    places: list[Sighting] = field(default_factory=list)
    contact: Contact | None = None
    """What the rules made of them, None where they found nobody."""
    rules: DetectionRules | None = field(default=None, repr=False)
    beside: str = ""
    """The address that the description gives right behind the name."""
    called: str = ""
    """The name as its owner writes it, where a text bends it, Jan Nowak of "Janem Nowakiem", or where a guest shows none."""
    ideographic: bool = field(init=False)
    """Whether the name is in characters."""

    def __post_init__(self) -> None:
        self.ideographic = has_ideographs(self.name)

    @property
    def email(self) -> str:
        """The address, "" where none is known."""
        if self.guest is not None:
            return self.guest.email
        return (self.contact.email if self.contact is not None else "") or self.beside

    @property
    def tokens(self) -> tuple[str, ...]:
        """The folded words of the name."""
        place = self.places[0] if self.places else None
        return split(self.name).tokens if place is None else place.words.tokens[place.first : place.last]

    @property
    def known(self) -> bool:
        """Whether a word of the name is one that people are called by."""
        return self.rules is not None and _is_called_so(self.tokens, self.rules)

    @property
    def is_somebody(self) -> bool:
        """Whether it is a guest, or a name by its words or characters."""
        if self.guest is not None or not self.ideographic:
            return self.guest is not None or self.known
        kanji = has_kanji(self.name)
        return not kanji or self.rules is None or self.rules.naming.begins_with_family(self.name)

    def clashes(self, other: Candidate) -> bool:
        """Whether both cannot be people: their names stand on each other, or are one and the same person's."""
        if self.guest is not None and other.guest is not None:
            return False
        if other.places and any(one.overlaps(another) for one in self.places for another in other.places):
            return True
        mine, theirs = self.called or self.name, other.called or other.name
        if names.same_person(mine, theirs):
            return True
        # Nobody is called by two words for short.
        return (" " not in mine and self.is_short_for(other)) or (" " not in theirs and other.is_short_for(self))

    def is_short_for(self, other: Candidate) -> bool:
        """Whether a lone given name is what people of the other's are called for short: "Bea" beside Beatrix Lund.

        Names in one line are two people's: "Jan und Janina".
        """
        if self.rules is None or " " in (name := self.called or self.name):
            return False  # as most are
        short, first = fold(name), fold(other.called or other.name).partition(" ")[0]
        if short == first or " " in short:
            return False
        begins = len(short) >= _SHORTEST and first.startswith(short) and self.rules.is_given(first)
        if not begins and first not in self.rules.naming.whole.get(short, ()):
            return False
        return not any(a.beside(b) for a in self.places for b in other.places)


@lru_cache(maxsize=512)  # asked half a dozen times about each name of an event
def _is_called_so(tokens: tuple[str, ...], rules: DetectionRules) -> bool:
    """Whether one of these words is one that people are called by."""
    return any(rules.is_given(token) or token in rules.naming.families for token in tokens)
