"""What tells machines, groups and rooms from people; the words are data (`rules/mail/senders.toml`)."""

from __future__ import annotations

from dataclasses import dataclass

from followbot.domain.addresses import registrable


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

    def is_freemail(self, domain: str) -> bool:
        return registrable(domain) in self.freemail or domain in self.freemail
