"""The words of followbot as types. Everything is frozen; every datetime is aware.

Read it from the bottom up to see the whole: a `Process` (everything with one company) holds `Round`s (one day each), a round
holds `Interview`s, `FollowUp`s, `Note`s and perhaps a debrief `Card`. `Event` and `Message` are what providers deliver;
`Signal` is what a message or a calendar change means for a process.

Longer than 400 lines because it is one vocabulary: its types name each other, and every other file speaks it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from followbot.domain.states import State


def digest(*parts: str, length: int = 32) -> str:
    """A hex digest of the parts, stable for ever: ids and draft keys are made of it."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


# --- people ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address as a header names it. `email` is stripped and lower-cased; `name` may be empty."""

    email: str
    name: str = ""


class ContactRole(StrEnum):
    """What a contact was in the interview. A coordinator only arranges, and is thanked only when nobody else is known."""

    INTERVIEWER = "interviewer"
    HIRING_MANAGER = "hiring_manager"
    RECRUITER = "recruiter"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to write to. `email` is None when only the name is known."""

    email: str | None
    name: str
    role: ContactRole
    organizer: bool = False
    title: str = ""
    covers: str = ""
    """What the invitation says this person talks about ("system design"), verbatim, or empty."""

    @property
    def key(self) -> str:
        """What identifies the contact within a round: the address, else the name."""
        return self.email or f"name:{self.name.casefold()}"


@dataclass(frozen=True, slots=True)
class Profile:
    """The user: who is the candidate and in whose name drafts are written.

    `timezone` is an IANA name, used where an event has none; `country` an ISO 3166-1 alpha-2 code (optionally with a
    subdivision, "DE-BY") for public holidays, "" for none.
    """

    name: str
    email: str
    aliases: tuple[str, ...] = ()
    language: str = "en"
    timezone: str = "UTC"
    country: str = ""
    strengths: tuple[str, ...] = ()
    signature: str = ""
    tone: str = "warm"

    @property
    def addresses(self) -> frozenset[str]:
        """All addresses that are the user, lower-cased."""
        return frozenset(a.strip().lower() for a in (self.email, *self.aliases) if a.strip())


# --- calendar -------------------------------------------------------------------------------------------------------


class Response(StrEnum):
    """An attendee's answer to an invitation."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    NEEDS_ACTION = "needs_action"
    DELEGATED = "delegated"


class AttendeeKind(StrEnum):
    """iCalendar CUTYPE, folded: a room is a resource."""

    PERSON = "person"
    GROUP = "group"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody, or something, that an event names. `email` is lower-cased, "" when the calendar gives none."""

    email: str
    name: str = ""
    response: Response = Response.NEEDS_ACTION
    kind: AttendeeKind = AttendeeKind.PERSON
    optional: bool = False
    is_self: bool = False


class EventStatus(StrEnum):
    """iCalendar STATUS of an event."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class EventKey:
    """Identity across calendars: the iCalendar UID and, for one occurrence of a series, its original start in UTC."""

    uid: str
    instance: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence of a calendar entry.

    `start` and `end` are aware (an all-day event runs from local midnight to local midnight); `zone` is the IANA name that
    the event itself was written in, "" where it was UTC, floating, or unknown. Texts are as the provider gave them: hostile.
    """

    account: str
    calendar: str
    uid: str
    start: datetime
    end: datetime
    instance: str = ""
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    status: EventStatus = EventStatus.CONFIRMED
    own_response: Response | None = None
    """The user's own answer where the provider states it apart from the attendee list."""
    all_day: bool = False
    zone: str = ""
    recurring: bool = False
    transparent: bool = False
    sequence: int = 0
    attachments: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    conference: str = ""
    producer: str = ""
    event_type: str = "default"

    @property
    def key(self) -> EventKey:
        return EventKey(self.uid, self.instance)

    def fingerprint(self) -> str:
        """A digest of everything that can change a verdict: equal fingerprints need no second look."""
        return digest(repr(replace(self, account="", calendar="")))


class Verdict(StrEnum):
    """What detection says of an event."""

    INTERVIEW = "interview"
    NOT_INTERVIEW = "not_interview"
    UNSURE = "unsure"


class InterviewKind(StrEnum):
    """The variant of an interview; drafts differ by it."""

    PHONE_SCREEN = "phone_screen"
    RECRUITER = "recruiter"
    TECHNICAL = "technical"
    PANEL = "panel"
    HIRING_MANAGER = "hiring_manager"
    FINAL = "final"
    ASSESSMENT = "assessment"
    TRIAL = "trial"
    OFFER_CALL = "offer_call"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a verdict, in words a job seeker understands. `weight` > 0 speaks for it, < 0 against."""

    text: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Findings:
    """What could be read from an event that is, or may be, an interview.

    `contacts` are in order of thanks. `company_domains` are registrable domains of the company, never free-mail or ATS ones.
    `specifics` are verbatim phrases of the invitation that a draft may use (topic, agenda, team).
    `hear_by` is a date by which the invitation promises an answer.
    """

    kind: InterviewKind = InterviewKind.INTERVIEW
    company: str | None = None
    role: str | None = None
    contacts: tuple[Contact, ...] = ()
    company_domains: tuple[str, ...] = ()
    agency: str | None = None
    language: str | None = None
    specifics: tuple[str, ...] = ()
    hear_by: date | None = None
    invited: str = ""
    """The user's own address that the invitation names, "" when it names none."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The verdict on one event. `score` is the probability, 0 to 1, that the user is interviewed in it."""

    verdict: Verdict
    score: float
    findings: Findings
    evidence: tuple[Evidence, ...] = ()


# --- mail -----------------------------------------------------------------------------------------------------------


class Folder(StrEnum):
    """Where a message was found."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    TRASH = "trash"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Message:
    """One mail, decoded. Every text is hostile.

    `date` is the Date header, `received` the time of arrival as far as the provider knows (else `date`), both aware.
    `headers` holds every header in order, names lower-cased, values decoded and unfolded. `text` is the plain text part or,
    without one, the converted HTML; `html` the HTML part. `calendar` holds the text/calendar parts, `report` the
    message/delivery-status or disposition part, `returned` the header block of the message that a report returns.
    `ref` is the provider's own id.
    """

    ref: str
    message_id: str
    sender: Address
    subject: str
    date: datetime
    received: datetime
    folder: Folder = Folder.INBOX
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    thread_ref: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    html: str = ""
    calendar: tuple[str, ...] = ()
    report: str = ""
    returned: str = ""
    content_type: str = "text/plain"
    attachments: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first value of a header, "" when there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), "")

    @property
    def recipients(self) -> tuple[Address, ...]:
        return (*self.to, *self.cc, *self.bcc)


class MessageKind(StrEnum):
    """What a message is, as `inspect mail` names it."""

    HUMAN_REPLY = "human_reply"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    CALENDAR_RESPONSE = "calendar_response"
    ATS_NOTIFICATION = "ats_notification"
    NEWSLETTER = "newsletter"
    UNRELATED = "unrelated"


class Outcome(StrEnum):
    """What a message says about the application."""

    REJECTION = "rejection"
    OFFER = "offer"
    NEXT_STEP = "next_step"
    DELAY = "delay"


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """What reply analysis may know: the user, and the process the message is held against.

    `contacts` maps lower-cased addresses to names, `names` adds contacts without address; `sent_ids` are Message-IDs (without
    angle brackets) of anything in the process, `own_ids` those of mails that the user wrote; `thread_refs` provider thread ids;
    `zone` the IANA zone for dates without one.
    """

    me: frozenset[str]
    my_name: str = ""
    contacts: tuple[Address, ...] = ()
    company: str = ""
    role: str = ""
    company_domains: tuple[str, ...] = ()
    agency_domains: tuple[str, ...] = ()
    sent_ids: frozenset[str] = frozenset()
    own_ids: frozenset[str] = frozenset()
    thread_refs: frozenset[str] = frozenset()
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Reading:
    """What reply analysis makes of one message.

    `stops`, taken as received after the interview, means that it stops something pending to its sender or in the process.
    `until` is the date that the message states: first day back, or the day promised, without policy's business days.
    `person` is the address it speaks for: the sender, the absent or departed colleague, or the address that bounced.
    `dead` means that `person` can no longer be reached. `doubt` says why a message in the name of the process is not believed,
    "" where it is, or claims no such thing.
    """

    kind: MessageKind
    outcome: Outcome | None = None
    stops: bool = False
    until: date | None = None
    person: str = ""
    dead: bool = False
    evidence: tuple[str, ...] = ()
    doubt: str = ""


# --- signals --------------------------------------------------------------------------------------------------------


class SignalKind(StrEnum):
    """What a fact means for a process."""

    REPLY = "reply"
    """A human of the process answered."""
    DECISION = "decision"
    """A machine of the company or its ATS announced a rejection, an offer or a next step."""
    ABSENT = "absent"
    """A machine answered for `person`, who is out of office until `until` where it says so; not an answer."""
    DEAD = "dead"
    """`person` cannot be reached any more."""
    OWN_MAIL = "own_mail"
    """The user wrote to `people`."""
    INVITATION = "invitation"
    """An invitation to a new round came by mail."""
    DOUBTED = "doubted"
    """A mail in the name of the process is not believed: it counts as nothing, and the user is told."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A fact that bears on a process. `at` is when it was received (or sent, for the user's own mail).

    `id` identifies the fact, so that the same mail seen twice is one signal. `person` is the address it speaks for, `people`
    the recipients of the user's own mail, or from where else than `person` an answer came; `key` is the draft key that an own
    mail carries, "" when it was written by hand.
    """

    id: str
    kind: SignalKind
    at: datetime
    person: str = ""
    people: tuple[str, ...] = ()
    outcome: Outcome | None = None
    until: date | None = None
    key: str = ""
    message_id: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """The latest mail of a conversation with `person`: what a follow-up answers to, so that it lands in the same thread."""

    person: str
    account: str
    message_id: str
    references: tuple[str, ...]
    subject: str
    at: datetime
    thread_ref: str = ""
    from_me: bool = False
    language: str = ""


# --- what followbot keeps -------------------------------------------------------------------------------------------


class FollowUpKind(StrEnum):
    """The two mails followbot ever drafts, and the debrief card, which is not one of them."""

    THANK_YOU = "thank_you"
    NUDGE = "nudge"
    CARD = "card"


class Standing(StrEnum):
    """Whether an interview's slot stands."""

    STANDING = "standing"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    VANISHED = "vanished"
    NOT_INTERVIEW = "not_interview"


class Ruling(StrEnum):
    """What the user said of an event; it outranks detection for good."""

    CONFIRMED = "confirmed"
    IGNORED = "ignored"


class Rapport(StrEnum):
    """How the user says it went."""

    GREAT = "great"
    GOOD = "good"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user said about a round, in the shell or on the debrief card."""

    id: str
    at: datetime
    text: str
    rapport: Rapport | None = None
    hear_by: date | None = None
    source: str = "shell"


@dataclass(frozen=True, slots=True)
class Interview:
    """A snapshot of an event in which the user is, or may be, the candidate. It outlives the event."""

    id: str
    account: str
    calendar: str
    uid: str
    instance: str
    start: datetime
    end: datetime
    zone: str
    summary: str
    verdict: Verdict
    score: float
    findings: Findings
    evidence: tuple[Evidence, ...] = ()
    standing: Standing = Standing.STANDING
    ruling: Ruling | None = None
    missed_reads: int = 0
    seen_after_end: bool = False
    fingerprint: str = ""

    @property
    def counts(self) -> bool:
        """Whether follow-ups are due for it: the slot stands, and it is an interview for certain."""
        if self.standing is not Standing.STANDING or self.ruling is Ruling.IGNORED:
            return False
        return self.ruling is Ruling.CONFIRMED or self.verdict is Verdict.INTERVIEW

    @property
    def doubtful(self) -> bool:
        """Whether the user is to be asked about it."""
        return self.standing is Standing.STANDING and self.ruling is None and self.verdict is Verdict.UNSURE


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A thank-you or a nudge, or a debrief card (`kind` CARD, no contacts), and what has become of it.

    `generation` counts how often it was armed anew after its draft had been withdrawn: every generation has its own key.
    `version` 0 means never stored.
    """

    id: str
    kind: FollowUpKind
    contacts: tuple[str, ...]
    """Contact keys of the addressees, in order."""
    state: State
    generation: int = 0
    warned: tuple[str, ...] = ()
    """What has already been reported about it, so that it is reported once."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What the user had typed on a card when it was last read, and since when it has read so."""

    text: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """The interviews of one process on one day. `identity` is fixed at first sight and part of every draft key."""

    id: str
    identity: str
    account: str
    """The account whose mailbox takes the drafts."""
    interviews: tuple[Interview, ...]
    follow_ups: tuple[FollowUp, ...] = ()
    card: FollowUp | None = None
    card_text: CardText | None = None
    notes: tuple[Note, ...] = ()

    @property
    def standing(self) -> tuple[Interview, ...]:
        """The interviews that count, earliest first."""
        return _in_order([i for i in self.interviews if i.counts])

    @property
    def doubtful(self) -> tuple[Interview, ...]:
        return _in_order([i for i in self.interviews if i.doubtful])

    @property
    def start(self) -> datetime:
        return min(i.start for i in self._span())

    @property
    def end(self) -> datetime:
        """The end of its last interview."""
        return max(i.end for i in self._span())

    def _span(self) -> tuple[Interview, ...]:
        return self.standing or self.doubtful or self.interviews

    @property
    def zone(self) -> str:
        return next((i.zone for i in self._span() if i.zone), "")

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Everybody named in its interviews once, in order of thanks."""
        return unique_contacts(c for i in self._span() for c in i.findings.contacts)

    def contact(self, key: str) -> Contact | None:
        return next((c for c in self.contacts if c.key == key), None)


def _in_order(interviews: list[Interview]) -> tuple[Interview, ...]:
    if len(interviews) > 1:  # most days have one, and this is asked for very often
        interviews.sort(key=lambda i: (i.start, i.end, i.id))
    return tuple(interviews)


def unique_contacts(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Each contact once, the first mention kept, coordinators last."""
    seen: dict[str, Contact] = {}
    for contact in contacts:
        known = seen.get(contact.key)
        if known is None or (known.role is ContactRole.COORDINATOR and contact.role is not ContactRole.COORDINATOR):
            seen[contact.key] = contact
    return tuple(sorted(seen.values(), key=lambda c: c.role is ContactRole.COORDINATOR))


class Closure(StrEnum):
    """How a process ended."""

    REJECTION = "rejection"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Process:
    """All rounds with one company. The unit that is loaded, decided upon, and saved as a whole.

    `version` is checked at saving: a writer that has read an older one gets `Stale`. 0 means never stored.
    """

    id: str
    rounds: tuple[Round, ...]
    company: str | None = None
    role: str | None = None
    domains: tuple[str, ...] = ()
    agency: str | None = None
    closed: Closure | None = None
    closed_at: datetime | None = None
    signals: tuple[Signal, ...] = ()
    threads: tuple[Thread, ...] = ()
    watched: tuple[tuple[str, datetime], ...] = ()
    """For each mailbox (account name): when its history was searched for this process, twice where its index lags."""
    version: int = field(default=0, compare=False)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        return unique_contacts(c for r in self.rounds for c in r.contacts)

    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        return tuple(f for r in self.rounds for f in r.follow_ups)

    def round(self, round_id: str) -> Round:
        """The round with this id; KeyError if there is none."""
        for candidate in self.rounds:
            if candidate.id == round_id:
                return candidate
        raise KeyError(round_id)

    def with_round(self, changed: Round) -> Process:
        """The process with one round replaced (or added)."""
        if any(r.id == changed.id for r in self.rounds):
            return replace(self, rounds=tuple(changed if r.id == changed.id else r for r in self.rounds))
        return replace(self, rounds=(*self.rounds, changed))
