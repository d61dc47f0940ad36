"""The calendars that an account has, by name: asked once, so that the user can choose; nothing else depends on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedCalendar:
    """A calendar as its provider shows it. `read` says that it is read where the configuration names none."""

    name: str
    read: bool = True
