"""Everything a use case needs, in one value: ports, profile, settings, and the judges of the domain.

The judges are plain functions with their rules already bound, so that use cases never see rule files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from followbot.app.ports import Account, Clock, Envelope, Holidays, Notifier, Store
from followbot.app.settings import Settings, UnsureMode
from followbot.app.written import Written
from followbot.domain.model import (
    Contact,
    Detection,
    Event,
    FollowUpKind,
    Message,
    Process,
    Profile,
    Rapport,
    Reading,
    ReplyContext,
    Round,
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A draft that is to be written: what the author needs to know beyond the process itself."""

    process: Process
    round: Round
    kind: FollowUpKind
    to: tuple[Contact, ...]
    late: bool
    key: str
    account: str
    sender: str
    """The user's address that the draft comes from."""
    now: datetime
    signature: str = ""
    """What the mailbox signs that address with; the profile's own comes first."""
    absent: tuple[Contact, ...] = ()
    """Who took part, cannot be written to, and is thanked through the addressee."""
    siblings: tuple[str, ...] = ()
    """Texts of drafts already written for the same process; the new one must not read like them."""


@dataclass(frozen=True, slots=True)
class CardAnswers:
    """What the user wrote on a debrief card. `is_interview` answers the question about a doubtful event."""

    notes: str = ""
    rapport: Rapport | None = None
    hear_by: date | None = None
    is_interview: bool | None = None


def _nothing() -> None:
    """Judges that hold nothing have nothing to put away."""


@dataclass(frozen=True, slots=True)
class World:
    """The composition that `bootstrap` makes and every use case takes."""

    store: Store
    clock: Clock
    accounts: tuple[Account, ...]
    profile: Profile
    settings: Settings
    judge: str
    """Names the rules and settings that events are judged by; when it changes, every event is judged again."""
    detect: Callable[[Event], Detection]
    slot: Callable[[Event], tuple[datetime, datetime]]
    """When the interview in an event really begins and ends (an all-day assessment ends at 17:00)."""
    read: Callable[[Message, ReplyContext], Reading]
    may_concern: Callable[[Envelope, ReplyContext], bool]
    """Whether a mail is worth reading for a process; asked before its body is read."""
    recruiting_systems: Callable[[], frozenset[str]]
    """Registrable domains of systems that write in a company's name (search only)."""
    write: Callable[[Assignment], Written]
    read_card: Callable[[str, datetime], CardAnswers]
    holidays: Holidays
    country_of: Callable[[str], str]
    """The country (ISO 3166-1 alpha-2) that an IANA zone is in, "" where it is in none or in several."""
    notifier: Notifier
    logins: Callable[[], str] = str
    """Another text after each login and logout, so that a daemon notices one."""
    rest: Callable[[], None] = _nothing
    """Called when nothing will be asked for a while: judges may put away what they hold."""

    @property
    def my_addresses(self) -> frozenset[str]:
        """Every address that is the user, whichever account it belongs to."""
        return self.profile.addresses.union(*(a.addresses for a in self.accounts))

    def account(self, name: str) -> Account | None:
        """The account with this name, if it is configured."""
        return next((a for a in self.accounts if a.name == name), None)


__all__ = ["Assignment", "CardAnswers", "Settings", "UnsureMode", "World"]
