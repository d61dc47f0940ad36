"""The doors of the application: what the use cases need from calendars, mailboxes, the store, the clock.

Adapters raise the errors of `followbot.errors` for whole-account trouble (`Unreachable`, `LoginNeeded`, `ConfigurationError`)
and report trouble with a single item as a `Problem`, so that one poisoned event or message never stops the others. Every
outcome of a remote write is a type of its own, and `Uncertain` ("I do not know whether it happened") is one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from followbot.app.identity import Identity
from followbot.app.listener import Listener
from followbot.app.login import LoginState, no_login
from followbot.domain.model import Address, Event, EventKey, Message, Process
from followbot.domain.states import DraftRef


@dataclass(frozen=True, slots=True)
class Problem:
    """Something could not be read and was passed over: one sentence without personal data, and where it was."""

    where: str
    what: str
    warning: bool = False
    """True where nothing was lost (a message of 50 MB judged by its beginning); such a problem does not fail a cycle."""


# --- calendar -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """The half-open span of time that a reading covers; aware datetimes."""

    start: datetime
    end: datetime

    def overlaps(self, start: datetime, end: datetime) -> bool:
        return start < self.end and max(end, start) >= self.start


@dataclass(frozen=True, slots=True)
class CalendarReading:
    """What one read of a calendar brought.

    `events` are the occurrences in the window that are new or may have changed since the cursor (all of them without a
    cursor); cancelled ones are among them with status CANCELLED. `gone` are explicit deletions. `present` are the keys of
    everything that is in the window now; None means "as at the last read". Absence means something only if `complete`.
    """

    cursor: str
    complete: bool
    events: tuple[Event, ...] = ()
    gone: tuple[EventKey, ...] = ()
    present: frozenset[EventKey] | None = None
    problems: tuple[Problem, ...] = ()


class Calendar(Protocol):
    """One calendar of an account."""

    @property
    def name(self) -> str:
        """Unique within the account and stable across restarts: the cursor is kept under it."""

    def read(self, window: Window, cursor: str | None, now: datetime) -> CalendarReading:
        """Read what changed. A cursor that the provider no longer knows is answered by a whole read, not by an error."""


# --- mailbox --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Envelope:
    """The part of a mail that is cheap to read, enough to decide whether the whole is worth reading."""

    sender: Address
    recipients: tuple[Address, ...]
    subject: str
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime
    content_type: str = ""
    sent: bool = False
    """Found in a folder of sent mail."""


Interest = Callable[[Envelope], bool]
"""Whether a mail may concern something pending. Pure and quick; a mailbox asks it before it reads a body."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to search a mailbox's history for: mail since `since` from or to these people, domains or threads."""

    since: datetime
    people: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    message_ids: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()
    """Registrable domains of recruiting systems that write in a company's name."""
    threads: frozenset[str] = frozenset()
    """The provider's own ids of threads that are known."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Messages and the position after them."""

    messages: tuple[Message, ...]
    cursor: str
    problems: tuple[Problem, ...] = ()
    certain: bool = False
    """Of a search: nothing was left to an index, so that the mailbox's `index_lag` puts none of it in doubt."""
    owing: bool = False
    """Something of interest cannot be shown yet, and will be told later: what it may stop has to wait until then."""


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """The mail that a draft answers to."""

    message_id: str
    references: tuple[str, ...]
    subject: str
    thread_ref: str = ""


@dataclass(frozen=True, slots=True)
class Payload:
    """Everything that one draft is to be: committed to the outbox before the request.

    `key` goes into the header `X-Draft-Ref`, `message_id` (without angle brackets) is derived from it. `mime` is the whole
    message, ready to store. `text` is its plain text, against which an edited draft is recognised.
    """

    key: str
    account: str
    message_id: str
    subject: str
    sender: Address
    to: tuple[Address, ...]
    text: str
    mime: bytes
    thread: ThreadLink | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Created:
    """The provider says that the draft exists."""

    draft: DraftRef


@dataclass(frozen=True, slots=True)
class Refused:
    """It does not exist for certain, and why; safe to try again later. `code` is the exit code that the reason stands for."""

    error: str
    code: int = 1


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The answer was lost: it may or may not have happened. `code` is the exit code that the reason stands for."""

    error: str
    code: int = 75


CreateOutcome = Created | Refused | Uncertain


@dataclass(frozen=True, slots=True)
class Untouched:
    """The draft is there as written; `draft` is its present reference (providers change ids)."""

    draft: DraftRef


@dataclass(frozen=True, slots=True)
class WasEdited:
    """The draft is there and reads `text` now. A draft that cannot be compared counts as edited."""

    draft: DraftRef
    text: str


@dataclass(frozen=True, slots=True)
class WasSent:
    """There is evidence that it was sent at `at`."""

    at: datetime
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class WasTrashed:
    """It lies in the trash."""


@dataclass(frozen=True, slots=True)
class NotFound:
    """It is in none of drafts, sent and trash as far as the provider can tell."""


Fate = Untouched | WasEdited | WasSent | WasTrashed | NotFound


@dataclass(frozen=True, slots=True)
class Removed:
    """The untouched draft is gone now, or lies in the trash already."""


WithdrawOutcome = Removed | WasEdited | WasSent | NotFound | Uncertain  # NotFound is no proof before `absence_wait`


class Mailbox(Protocol):
    """One account's mail. It can read, keep drafts, and take its own untouched drafts back. It cannot send."""

    @property
    def absence_wait(self) -> timedelta:
        """How long after a lost create a second look may believe that nothing was created; zero where looks are exact."""

    @property
    def index_lag(self) -> timedelta:
        """Mail younger than this may be missing from a search; zero where a search misses nothing."""

    def position(self) -> str:
        """The cursor for "everything up to now"."""

    def changes(self, cursor: str, interest: Interest) -> Mail:
        """Received and sent mail since the cursor that is of interest; raises `CursorExpired` where it is too old."""

    def search(self, query: Query, interest: Interest) -> Mail:
        """History. The returned cursor was taken before the search began."""

    def find(self, payload: Payload) -> Fate:
        """Look for a draft by its key, without knowing an id, in drafts, sent and trash."""

    def create(self, payload: Payload) -> CreateOutcome:
        """One request, never repeated by itself."""

    def fate(self, draft: DraftRef, payload: Payload) -> Fate:
        """What became of a known draft."""

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        """Remove the draft if, checked in the same step, it still is one and still untouched."""


# --- store ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of what happened and why, for `followbot why`. `about` is the id of the round or follow-up concerned."""

    at: datetime
    process: str
    about: str
    what: str
    """A stable word: found, armed, drafted, withdrawn, stopped, shifted, sent, skipped ..."""
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """The memory of one event at one calendar, so that an unchanged event costs nothing."""

    key: EventKey
    fingerprint: str
    end: datetime


@dataclass(frozen=True, slots=True)
class AccountHealth:
    """How an account fared: `auth` is "ok" or "login_needed"."""

    name: str
    provider: str
    auth: str = "ok"
    last_cycle: datetime | None = None
    last_error: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A set of writes that becomes visible together or not at all.

    `processes` are saved whole; each one's version must still be the stored one, else nothing is written and `Stale` is
    raised. `removed` processes disappear with everything they hold but their draft keys. A cursor of None is forgotten.
    """

    processes: tuple[Process, ...] = ()
    removed: tuple[str, ...] = ()
    outbox: tuple[tuple[str, Payload], ...] = ()
    """(follow-up or card id, payload): replaces an earlier payload of the same key."""
    journal: tuple[Entry, ...] = ()
    calendar_cursors: tuple[tuple[str, str, str | None], ...] = ()
    """(account, calendar, cursor)."""
    mail_cursors: tuple[tuple[str, str | None], ...] = ()
    """(account, cursor)."""
    seen_events: tuple[tuple[str, str, tuple[SeenEvent, ...]], ...] = ()
    """(account, calendar, events): added to what is remembered."""
    unseen_events: tuple[tuple[str, str, tuple[EventKey, ...]], ...] = ()
    """(account, calendar, keys): forgotten."""
    health: tuple[AccountHealth, ...] = ()


class Records(Protocol):
    """The part of the store that commands need which only look at it. Every method is one short transaction."""

    def all(self) -> tuple[Process, ...]:
        """Every process, newest round last."""

    def journal(self, process_id: str) -> tuple[Entry, ...]:
        """Everything that happened to a process, in order."""

    def health(self) -> tuple[AccountHealth, ...]: ...


class Store(Records, Protocol):
    """The truth. Every method is one short transaction."""

    def commit(self, change: Change) -> None:
        """Write all of it, or raise `Stale` or `StoreError` and write nothing."""

    def live(self) -> tuple[Process, ...]:
        """Processes that are not settled: something is armed, waiting, pending, or in the future."""

    def load(self, process_id: str) -> Process | None: ...

    def payload(self, follow_up_id: str, key: str) -> Payload | None:
        """The outbox row of a draft."""

    def forgotten_keys(self) -> frozenset[str]:
        """Hashes that `forget` left behind: drafts with these keys are never written again."""

    def calendar_cursor(self, account: str, calendar: str) -> str | None: ...

    def mail_cursor(self, account: str) -> str | None: ...

    def seen_events(self, account: str, calendar: str) -> Mapping[EventKey, SeenEvent]: ...

    def purge(self, before: datetime) -> int:
        """Forget processes that ended before then and in which nothing is open; their draft keys stay. Returns how many."""

    def lock(self, wait: timedelta) -> AbstractContextManager[None]:
        """Hold the cycle lock; raises `TryAgain` when another process keeps it for longer than `wait`."""


# --- the rest -------------------------------------------------------------------------------------------------------


class Clock(Protocol):
    """Time as a port: an aware datetime in UTC."""

    def now(self) -> datetime: ...


class Notifier(Protocol):
    """Tells the user that a draft waits, a login is needed, or something was skipped."""

    def notify(self, title: str, text: str) -> None: ...


class Holidays(Protocol):
    """Public holidays of a country (ISO 3166-1 alpha-2, optionally "-" and a subdivision); unknown countries have none."""

    def is_holiday(self, country: str, day: date) -> bool: ...


@dataclass(frozen=True, slots=True)
class Account:
    """One account as the use cases see it. `mailbox` is None for an account that has calendars only."""

    name: str
    provider: str
    addresses: frozenset[str]
    """The user's addresses that belong to this account, lower-cased; the first choice for invitations that name one."""
    email: str
    calendars: Sequence[Calendar]
    mailbox: Mailbox | None
    requests: Callable[[], Mapping[str, int]] = field(default=dict)
    """How many requests were made so far, by "METHOD path-template"."""
    identities: Callable[[], Sequence[Identity]] = tuple  # what it may write from, if the provider says; asked to write
    listener: Callable[[], Listener] | None = None  # makes an ear for the mailbox, where the provider has such a thing
    close: Callable[[], None] = lambda: None  # hang up what is kept open between cycles
    login: Callable[[], LoginState] = no_login  # how it stands, without network and without opening the vault
