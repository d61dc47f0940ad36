"""What a provider is made into for one account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followbot.app.calendars import NamedCalendar
    from followbot.app.identity import Identity
    from followbot.app.listener import Listener
    from followbot.app.ports import Calendar, Mailbox


@dataclass(frozen=True, slots=True)
class Adapters:
    """The doors of one account: see the fields of `ports.Account` that have these names.

    `listed` asks which calendars there are, for `init`; nothing where they are files. `servers` are the origins
    ("https://host") of the HTTP servers that the account speaks to, for `doctor`.
    """

    calendars: tuple[Calendar, ...] = ()
    mailbox: Mailbox | None = None
    requests: Callable[[], Mapping[str, int]] = dict
    listener: Callable[[], Listener] | None = None
    identities: Callable[[], Sequence[Identity]] = tuple
    close: Callable[[], None] = lambda: None
    servers: tuple[str, ...] = ()
    listed: Callable[[], Sequence[NamedCalendar]] = tuple
