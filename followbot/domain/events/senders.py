"""What tells machines, groups and rooms from people; the words are data (`rules/mail/senders.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from followbot.domain.addresses import name_label, registrable

_NO_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Senders:
    """What tells machines, groups and rooms from people by their address or display name."""

    freemail: frozenset[str]
    machines: frozenset[str]
    groups: frozenset[str]
    long_groups: tuple[str, ...]
    """Words that make a group of any local part they begin or end: "campusrecruiting"."""
    places: tuple[str, ...]
    rooms: frozenset[str]
    """What the display name of a room begins with, and a part of its address is."""
    resource_domains: tuple[str, ...]
    notetakers: tuple[str, ...]

    mail_words: tuple[str, ...] = ()
    """What labels of mail providers' domains begin or end with."""

    def is_private(self, domain: str) -> bool:
        """Whether whoever has an address at a domain has it for themselves: a known provider's, or one called after mail."""
        return self.is_freemail(domain) or _is_called(name_label(domain), self.mail_words)

    def is_freemail(self, domain: str) -> bool:
        return registrable(domain) in self.freemail or domain in self.freemail


@lru_cache(maxsize=1_000)
def _is_called(label: str, words: tuple[str, ...]) -> bool:
    parts = [part for part in _NO_LETTERS.split(label) if part]
    return any(part.startswith(words) or part.endswith(words) for part in parts)
