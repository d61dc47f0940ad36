"""Everything a use case needs, in one value: ports, profile, settings, and the judges of the domain.

The judges are plain functions with their rules already bound, so that use cases never see rule files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from followbot.app.ports import Account, Clock, Holidays, Notifier, Payload, Store
from followbot.domain.model import (
    Contact,
    Detection,
    Event,
    FollowUpKind,
    Message,
    Process,
    Profile,
    Reading,
    ReplyContext,
    Round,
)
from followbot.domain.policy import Timing


class Panel(StrEnum):
    """`drafts.panel`: one thank-you for each interviewer, one to all together, or one to the first."""

    EACH = "each"
    TOGETHER = "together"
    PRIMARY = "primary"


class UnsureMode(StrEnum):
    """`detection.unsure`: ask on the debrief card, treat as an interview, or leave alone."""

    ASK = "ask"
    DRAFT = "draft"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Settings:
    """The part of the configuration that use cases need."""

    timing: Timing = Timing()
    panel: Panel = Panel.EACH
    debrief: bool = True
    unsure: UnsureMode = UnsureMode.ASK


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
    siblings: tuple[str, ...] = ()
    """Texts of drafts already written for the same process; the new one must not read like them."""


@dataclass(frozen=True, slots=True)
class World:
    """The composition that `bootstrap` makes and every use case takes."""

    store: Store
    clock: Clock
    accounts: tuple[Account, ...]
    profile: Profile
    settings: Settings
    detect: Callable[[Event], Detection]
    read: Callable[[Message, ReplyContext], Reading]
    write: Callable[[Assignment], Payload]
    holidays: Holidays
    notifier: Notifier

    def account(self, name: str) -> Account | None:
        """The account with this name, if it is configured."""
        return next((a for a in self.accounts if a.name == name), None)
