"""The permissions that followbot asks Google for: the least that work, and what is lost without each of them.

Names and what they include are Google's (https://developers.google.com/identity/protocols/oauth2/scopes; the `scopes` of each
method in its discovery documents say which of them suffice).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_ROOT = "https://www.googleapis.com/auth/"
_ALL_MAIL = "https://mail.google.com/"
_ALL_CALENDARS = (f"{_ROOT}calendar", f"{_ROOT}calendar.readonly")


@dataclass(frozen=True, slots=True)
class Permission:
    """One scope, the box that the user ticks for it, and the wider scopes that include it."""

    scope: str
    box: str
    without: str
    needed: bool = True
    wider: tuple[str, ...] = ()

    def granted_by(self, scopes: Iterable[str]) -> bool:
        return not {self.scope, *self.wider}.isdisjoint(scopes)

    @property
    def sentence(self) -> str:
        """What the user reads when the box was left empty."""
        return f"Google did not grant “{self.box}” ({self.scope.removeprefix(_ROOT)}): {self.without}"


READ_MAIL = Permission(
    f"{_ROOT}gmail.readonly",
    "View your email messages and settings",
    "without it followbot cannot see whether somebody has answered.",
    wider=(f"{_ROOT}gmail.modify", _ALL_MAIL),
)
KEEP_DRAFTS = Permission(
    f"{_ROOT}gmail.compose",
    "Manage drafts and send emails",
    "without it no draft can be left; Google has no permission for drafts alone, and followbot never sends.",
    wider=(f"{_ROOT}gmail.modify", _ALL_MAIL),
)
READ_EVENTS = Permission(
    f"{_ROOT}calendar.events.readonly",
    "View events on all your calendars",
    "without it followbot sees no interviews.",
    wider=(f"{_ROOT}calendar.events", *_ALL_CALENDARS),
)
LIST_CALENDARS = Permission(
    f"{_ROOT}calendar.calendarlist.readonly",
    "See the list of Google calendars you’re subscribed to",
    "without it calendars cannot be found by their names.",
    needed=False,
    wider=(f"{_ROOT}calendar.calendarlist", *_ALL_CALENDARS),
)


def wanted(*, named_calendars: bool) -> tuple[Permission, ...]:
    """What to ask for. `named_calendars`: the configuration names calendars.

    Labels would take gmail.modify, which is not asked for: Gmail allows a draft no label but its own
    (https://developers.google.com/workspace/gmail/api/guides/drafts).
    """
    listing = LIST_CALENDARS
    if named_calendars:
        listing = Permission(listing.scope, listing.box, listing.without, needed=True, wider=listing.wider)
    return (READ_MAIL, KEEP_DRAFTS, READ_EVENTS, listing)
