"""Well-known mail services, from the data file `rules/mailbox/services.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from followbot.errors.imap import no_passwords_taken, unknown_service


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `password` says what to type when asked for a password, `password_url` where to make one."""

    name: str = ""
    title: str = ""
    domains: tuple[str, ...] = ()
    host: str = ""
    port: int | None = None
    starttls: bool = False
    caldav: str = ""
    password: str = ""
    password_url: str = ""
    instead: str = ""


def parse_services(raw: Mapping[str, Any]) -> tuple[Service, ...]:
    """The services of the data file; raises TypeError where it is not as it should be."""
    return tuple(Service(**{**entry, "domains": tuple(entry["domains"])}) for entry in raw["service"])


def find_service(services: Sequence[Service], name: str | None, email: str) -> Service:
    """The service of this name, else the one whose addresses look like this; an empty one where none is known.

    Raises `ConfigurationError` for an unknown name, and for a service that no longer lets passwords in.
    """
    if name is not None:
        found = next((s for s in services if s.name == name.casefold()), None)
        if found is None:
            known = ", ".join(s.name for s in services if not s.instead)
            raise unknown_service(name, known)
    else:
        domain = email.rpartition("@")[2].casefold()
        found = next((s for s in services if domain in s.domains), Service())
    if found.instead:
        raise no_passwords_taken(found.instead)
    return found
