"""Programs that arrange, host or record interviews, as `rules/systems` describes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import translate
from typing import Any


@dataclass(frozen=True, slots=True)
class System:
    """A program that arranges, hosts or records interviews. See `rules/systems/ats.toml` for the fields."""

    name: str
    kind: str
    domains: tuple[str, ...]
    relays: re.Pattern[str] | None = None
    people: bool = False
    recruiting: bool = False
    candidate: tuple[str, ...] = ()
    interviewer: tuple[str, ...] = ()

    def is_relay(self, email: str) -> bool:
        """Whether an address at this system's domains never reaches a person."""
        return self.relays is None or self.relays.match(email) is not None


def system_of(kind: str, table: Mapping[str, Any]) -> System:
    """A system as a table of its family's rule file describes it."""
    relays = table.get("relays", [])
    return System(
        name=str(table["name"]),
        kind=kind,
        domains=tuple(table["domains"]),
        relays=globs(relays) if relays else None,
        people=bool(table.get("people", False)),
        recruiting=bool(table.get("recruiting", False)) or kind == "ats",
        candidate=tuple(table.get("candidate", ())),
        interviewer=tuple(table.get("interviewer", ())),
    )


def globs(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression for shell-like patterns; `*` and `?` only, so that brackets of a rule or a config mean themselves."""
    return re.compile("|".join(translate(p.lower().replace("[", "[[]")) for p in patterns))
