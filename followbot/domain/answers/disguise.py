"""Senders who look like somebody of a process and are not: by a domain like its own, or by an address in their name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from followbot.domain.addresses import borrows, domain_of, imitates, local_of, normalise, registrable
from followbot.domain.answers.transport import TransportRules, is_recruiting_system, speaks_for_house
from followbot.domain.model import Address

_SHOWN_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_MAX_NAME = 500


class Means(Enum):
    """By what a sender looks like somebody else."""

    SHOWN = auto()
    """The display name shows an address of the process."""
    ALIKE = auto()
    """The domain is made to be taken for another one: look-alike letters, or one slip."""
    BORROWED = auto()
    """The domain carries the company's name. It may well be the company's, or that of a namesake."""


@dataclass(frozen=True, slots=True)
class Disguise:
    """Why a sender is not believed to be who they look like."""

    means: Means
    why: str


def shown_in_name(sender: Address, people: frozenset[str], domains: frozenset[str]) -> Disguise | None:
    """The disguise of a sender whose name shows an address of the process, but who writes from elsewhere."""
    for shown in _SHOWN_ADDRESS.findall(sender.name[:_MAX_NAME]):
        theirs = normalise(shown) in people or registrable(domain_of(shown)) in domains
        if theirs and registrable(domain_of(shown)) != registrable(domain_of(sender.email)):
            told = f"The sender's name shows {shown.lower()}, but the mail comes from another address."
            return Disguise(Means.SHOWN, told)
    return None


def imitation(sender: str, genuine: Iterable[str], in_thread: bool, rules: TransportRules) -> Disguise | None:
    """The disguise of an address whose domain is taken for a forgery of a genuine one.

    A domain that merely contains the company's name ("acme-careers.com") may well be the company's: a known thread
    vouches for it, and nothing else does. But systems that many companies use put the name in front of their own
    ("no-reply@acme.vendor.com"): an address there that nobody answers at, or that is
    the recruiters', claims no more than one without the name.
    """
    domain = domain_of(sender)
    if any(registrable(domain) == true for true in genuine):
        return None
    found = next(
        (found for true in sorted(genuine) if (found := _resemblance(sender, domain, true, in_thread, rules))), None
    )
    return None if found is not None and is_recruiting_system(domain, rules) else found


def _resemblance(sender: str, domain: str, true: str, in_thread: bool, rules: TransportRules) -> Disguise | None:
    if imitates(domain, true):
        return Disguise(Means.ALIKE, f"The sender's domain looks like {true}, but is another one.")
    if in_thread or not borrows(domain, true):
        return None
    tenant = speaks_for_house(local_of(sender), rules) and not borrows(registrable(domain), true) and true not in domain
    return (
        None
        if tenant
        else Disguise(Means.BORROWED, f"The sender's domain carries the name of {true}, but is another one.")
    )
