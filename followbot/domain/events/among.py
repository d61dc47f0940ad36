"""What is weighed of somebody beside everybody else whom an event may name: who is in the title, who is named first.

A note that names one person in its title is about that one; whom its description names besides recommended, founded or opens
the door more often than not. In an invitation whoever is named first takes part more often than whoever is named last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from followbot.domain.events.somebody import Candidate
from followbot.domain.model import ContactRole

_OTHERS = 2
_ORDER = 3
"""Places in the order of names that are told apart."""


def among(everybody: Sequence[Candidate], ending: int, writer: Collection[str], *, invited: bool) -> Iterator[set[str]]:
    """For each candidate the traits that it has beside the others.

    The signature begins at `ending`; `writer` is what the text says of who wrote it.
    """
    known = [one for one in everybody if one.is_somebody and (one.places or one.guest is not None)]
    titled = [one for one in known if any(place.in_title for place in one.places)]
    met = [one for one in everybody if one.contact is not None and one.contact.role is not ContactRole.COORDINATOR]
    begins = [(one, start) for one in known if (start := _begin(one)) is not None]
    whose = "i" if invited else "o"
    for one in everybody:
        kind = "o" if one.guest is not None and one.guest.organizer else "g" if one.guest is not None else "t"
        own = "+" if any(place.in_title for place in one.places) else "-"
        apart_from = _Apart(one)
        in_title, beside = apart_from.most(titled), apart_from.most(met)
        found = {f"A{kind}{own}{in_title}{whose}", f"A met {beside}{kind}{own}{whose}"}
        if one.places and all(not place.in_title and place.start >= ending for place in one.places):
            found |= {f"A signs {beside}{kind}", f"A signs {kind}{whose}"}
            found.update(f"A signs {sign}" for sign in writer)
        begin = _begin(one)
        if begin is not None:
            others = {start for other, start in begins if apart_from(other)}
            before = min(len([start for start in others if start < begin]), _ORDER)
            behind = min(len([start for start in others if start > begin]), _ORDER)
            found |= {f"A{before}{kind}{whose}", f"A{before}/{behind}{kind}{whose}"}
        yield found


class _Apart:
    """Whether others are not the same person as somebody, each of them asked about once."""

    def __init__(self, one: Candidate) -> None:
        self._one = one
        self._known: dict[int, bool] = {}

    def __call__(self, other: Candidate) -> bool:
        known = self._known.get(id(other))
        if known is None:
            known = self._known[id(other)] = other is not self._one and not self._one.clashes(other)
        return known

    def most(self, others: Sequence[Candidate]) -> int:
        """How many of them there are, as far as that is told apart."""
        count = 0
        for other in others:
            count += self(other)
            if count == _OTHERS:
                break
        return count


def _begin(one: Candidate) -> int | None:
    """Where a description names somebody first."""
    return min((place.start for place in one.places if not place.in_title), default=None)
