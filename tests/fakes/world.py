"""A whole world on fakes: clock, calendar, mailbox and judges that do as they are told; the store is the real one, in memory.

Judges are trivial on purpose. An event is an interview when its title says so; a mail is what its `X-Kind` header says.
What the use cases do with the verdicts is what these worlds are for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from followbot.app.ports import (
    Account,
    CalendarReading,
    Created,
    CreateOutcome,
    Envelope,
    Fate,
    Interest,
    Mail,
    NotFound,
    Payload,
    Problem,
    Query,
    Refused,
    Removed,
    Uncertain,
    Untouched,
    WasEdited,
    WasSent,
    WasTrashed,
    Window,
    WithdrawOutcome,
)
from followbot.app.reader import envelope_of
from followbot.app.world import Assignment, CardAnswers, Settings, World
from followbot.app.written import Written
from followbot.domain.lifecycle import DraftRef
from followbot.domain.model import (
    Address,
    Contact,
    ContactRole,
    Detection,
    Event,
    EventKey,
    Evidence,
    Findings,
    Folder,
    Message,
    MessageKind,
    Outcome,
    Profile,
    Rapport,
    Reading,
    ReplyContext,
    Verdict,
)
from followbot.errors import CursorExpired, FollowbotError
from followbot.store import open_store
from followbot.store.sql import SqlStore
from tests.fakes.build import ME


class FakeClock:
    """Time that moves only when told to."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def forward(self, **span: float) -> datetime:
        self.time += timedelta(**span)
        return self.time


@dataclass
class FakeCalendar:
    """A calendar that is a list of events. `broken` makes the next reads fail."""

    name: str = "cal"
    events: dict[EventKey, Event] = field(default_factory=dict)
    gone: list[EventKey] = field(default_factory=list)
    complete: bool = True
    broken: FollowbotError | None = None
    problems: tuple[Problem, ...] = ()
    reads: int = 0

    def put(self, event: Event) -> None:
        self.events[event.key] = event

    def read(self, window: Window, cursor: str | None, now: datetime) -> CalendarReading:
        self.reads += 1
        if self.broken is not None:
            raise self.broken
        inside = [e for e in self.events.values() if window.overlaps(e.start, e.end)]
        return CalendarReading(
            cursor=str(self.reads),
            complete=self.complete,
            events=tuple(inside),
            gone=tuple(self.gone),
            present=frozenset(e.key for e in inside),
            problems=self.problems,
        )


@dataclass
class StoredDraft:
    """A draft as the fake server keeps it."""

    payload: Payload
    folder: Folder = Folder.DRAFTS
    text: str = ""
    sent_at: datetime | None = None


Hook = Callable[[str], None]


@dataclass
class FakeMailbox:
    """A mailbox in memory.

    `before` and `after` are called with the name of every remote step; a test raises from them to lose a request before,
    or an answer after, the server has done its work.
    """

    clock: FakeClock
    account: str = "main"
    inbox: list[Message] = field(default_factory=list)
    drafts: dict[str, StoredDraft] = field(default_factory=dict)
    absence_wait: timedelta = timedelta(0)
    index_lag: timedelta = timedelta(0)
    expired: bool = False
    broken: FollowbotError | None = None
    refuses: str = ""
    refusal_code: int = 1
    before: Hook = lambda name: None
    after: Hook = lambda name: None
    creates: int = 0
    log: list[str] = field(default_factory=list)

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        self.log.append(name)
        self.before(name)
        if self.broken is not None:
            raise self.broken
        yield
        self.after(name)

    # --- what a person or the world does ------------------------------------------------------------------------

    def receive(self, message: Message) -> None:
        self.inbox.append(message)

    def all_drafts(self) -> list[StoredDraft]:
        return [d for d in self.drafts.values() if d.folder is Folder.DRAFTS]

    def follow_ups(self) -> list[StoredDraft]:
        """Every draft that is or was there, whatever became of it."""
        return [d for d in self.drafts.values() if d.payload.to]

    def user_edits(self, draft_id: str, text: str) -> None:
        self.drafts[draft_id].text = text

    def user_sends(self, draft_id: str) -> None:
        draft = self.drafts[draft_id]
        draft.folder = Folder.SENT
        draft.sent_at = self.clock.now()
        payload = draft.payload
        self.inbox.append(
            mail(
                sender=payload.sender.email,
                to=payload.to,
                at=self.clock.now(),
                folder=Folder.SENT,
                message_id=payload.message_id,
                headers=(("x-draft-ref", payload.key),),
            )
        )

    def user_trashes(self, draft_id: str) -> None:
        self.drafts[draft_id].folder = Folder.TRASH

    def user_deletes(self, draft_id: str) -> None:
        del self.drafts[draft_id]

    # --- the port -----------------------------------------------------------------------------------------------

    def position(self) -> str:
        with self._step("position"):
            return str(len(self.inbox))

    def changes(self, cursor: str, interest: Interest) -> Mail:
        with self._step("changes"):
            if self.expired:
                self.expired = False
                raise CursorExpired("too old")
            return Mail(self._wanted(self.inbox[int(cursor) :], interest), str(len(self.inbox)))

    def search(self, query: Query, interest: Interest) -> Mail:
        with self._step("search"):
            cursor = str(len(self.inbox))
            indexed = self.clock.now() - self.index_lag
            return Mail(self._wanted([m for m in self.inbox if query.since <= m.received <= indexed], interest), cursor)

    def _wanted(self, messages: list[Message], interest: Interest) -> tuple[Message, ...]:
        return tuple(m for m in messages if interest(envelope_of(m)))

    def find(self, payload: Payload) -> Fate:
        with self._step("find"):
            found = next((i for i, d in self.drafts.items() if d.payload.key == payload.key), None)
            return NotFound() if found is None else self._fate(found)

    def create(self, payload: Payload) -> CreateOutcome:
        self.log.append("create")
        self.creates += 1
        try:
            self.before("create")
            if self.refuses:
                return Refused(self.refuses, self.refusal_code)
            draft_id = f"d{len(self.drafts) + 1}-{self.creates}"
            self.drafts[draft_id] = StoredDraft(payload, text=payload.text)
            self.after("create")
        except FollowbotError as error:
            return Uncertain(str(error))
        return Created(DraftRef(self.account, draft_id))

    def fate(self, draft: DraftRef, payload: Payload) -> Fate:
        with self._step("fate"):
            return self._fate(draft.id) if draft.id in self.drafts else NotFound()

    def _fate(self, draft_id: str) -> Fate:
        draft = self.drafts[draft_id]
        reference = DraftRef(self.account, draft_id)
        if draft.folder is Folder.SENT:
            return WasSent(draft.sent_at or self.clock.now(), draft.payload.message_id)
        if draft.folder is Folder.TRASH:
            return WasTrashed()
        return Untouched(reference) if draft.text == draft.payload.text else WasEdited(reference, draft.text)

    def withdraw(self, draft: DraftRef, payload: Payload) -> WithdrawOutcome:
        with self._step("withdraw"):
            if draft.id not in self.drafts:
                return NotFound()
            stored = self.drafts[draft.id]
            if stored.folder is Folder.SENT:
                return WasSent(stored.sent_at or self.clock.now(), stored.payload.message_id)
            if stored.text != payload.text:
                return WasEdited(draft, stored.text)
            del self.drafts[draft.id]
            return Removed()


# --- events and mail ------------------------------------------------------------------------------------------------


def event(
    end: datetime,
    *people: str,
    uid: str = "uid-1",
    title: str = "Interview with Acme",
    minutes: int = 60,
    calendar: str = "cal",
) -> Event:
    """An event; `people` are addresses of who takes part beside the user."""
    return Event(
        account="main",
        calendar=calendar,
        uid=uid,
        start=end - timedelta(minutes=minutes),
        end=end,
        summary=title,
        description=" ".join(people or ("jane@acme.example",)),
        zone="Europe/Berlin",
    )


def mail(
    sender: str,
    at: datetime,
    kind: MessageKind = MessageKind.HUMAN_REPLY,
    *,
    to: tuple[Address, ...] = (Address(ME.email),),
    folder: Folder = Folder.INBOX,
    message_id: str = "",
    outcome: Outcome | None = None,
    until: date | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    name: str = "",
) -> Message:
    """A mail that says of itself what it is."""
    said = (("x-kind", kind.value), ("x-outcome", outcome or ""), ("x-until", until.isoformat() if until else ""))
    return Message(
        ref=message_id or f"{sender}-{at:%m%d%H%M%S}",
        message_id=message_id or f"{sender}-{at:%m%d%H%M%S}",
        sender=Address(sender, name),
        to=to,
        subject="Re: Interview",
        date=at,
        received=at,
        folder=folder,
        headers=(*said, *headers),
    )


# --- judges ---------------------------------------------------------------------------------------------------------


def detect(found: Event) -> Detection:
    """Interviews say "Interview", doubtful ones "Perhaps", poisoned ones raise."""
    if "poison" in found.summary:
        raise ZeroDivisionError("poisoned event")
    contacts = tuple(
        Contact(email, email.partition("@")[0].title(), ContactRole.INTERVIEWER) for email in found.description.split()
    )
    verdict = (
        Verdict.INTERVIEW
        if "Interview" in found.summary
        else Verdict.UNSURE
        if "Perhaps" in found.summary
        else Verdict.NOT_INTERVIEW
    )
    company = found.summary.partition(" with ")[2] or None
    domains = (f"{company.split()[0].lower()}.example",) if company else ()
    findings = Findings(company=company, role="Engineer", contacts=contacts, company_domains=domains)
    return Detection(verdict, 0.9, findings, (Evidence("The title says so."),))


def read(message: Message, context: ReplyContext) -> Reading:
    if message.header("x-kind") == "poison":
        raise ZeroDivisionError("poisoned mail")
    kind = MessageKind(message.header("x-kind"))
    until = message.header("x-until")
    outcome = message.header("x-outcome")
    return Reading(
        kind=kind,
        outcome=Outcome(outcome) if outcome else None,
        stops=kind in (MessageKind.HUMAN_REPLY, MessageKind.BOUNCE) or bool(outcome),
        until=date.fromisoformat(until) if until else None,
        person=message.header("x-person") or message.sender.email,
        dead=kind is MessageKind.BOUNCE,
        evidence=("It says so.",),
    )


def may_concern(found: Envelope, context: ReplyContext) -> bool:
    people = {a.email for a in context.contacts}
    theirs = {found.sender.email, *(a.email for a in found.recipients)}
    return bool(theirs & people) or any(e.endswith("@acme.example") for e in theirs)


def write(job: Assignment) -> Written:
    names = " and ".join(c.name for c in job.to) or "nobody"
    text = f"{job.kind.value} to {names}{' (late)' if job.late else ''}"
    payload = Payload(
        key=job.key,
        account=job.account,
        message_id=f"{job.key}@example.org",
        subject=f"Thank you, {names}",
        sender=Address(job.sender),
        to=tuple(Address(c.email or "", c.name) for c in job.to),
        text=text,
        mime=text.encode(),
    )
    return Written(payload)


def read_card(text: str, now: datetime) -> CardAnswers:
    """ "great by 2026-03-20: what we talked about", "yes", "no"."""
    return CardAnswers(
        notes=text,
        rapport=Rapport.GREAT if "great" in text else None,
        is_interview={"yes": True, "no": False}.get(text.strip()),
    )


class NoHolidays:
    def is_holiday(self, country: str, day: date) -> bool:
        return False


class SilentNotifier:
    def notify(self, title: str, text: str) -> None:
        return None


@dataclass
class Scene:
    """A world with its parts at hand."""

    clock: FakeClock
    calendar: FakeCalendar
    mailbox: FakeMailbox
    store: SqlStore
    world: World

    def again(self) -> World:
        """The same world after a restart of the program: nothing but the store and the outside is left."""
        return replace(self.world)


def scene(
    now: datetime, *, profile: Profile = ME, settings: Settings | None = None, store: SqlStore | None = None
) -> Scene:
    """One account on fakes; cards are off unless `settings` says otherwise."""
    clock = FakeClock(now.astimezone(UTC))
    calendar, mailbox = FakeCalendar(), FakeMailbox(clock)
    truth = store or open_store("sqlite://", migrate=True)
    account = Account("main", "fake", profile.addresses, profile.email, (calendar,), mailbox)
    world = World(
        store=truth,
        clock=clock,
        accounts=(account,),
        profile=profile,
        settings=settings or Settings(debrief=False),
        judge="test-1",
        detect=detect,
        slot=lambda e: (e.start, e.end),
        read=read,
        may_concern=may_concern,
        recruiting_systems=frozenset,
        write=write,
        read_card=read_card,
        holidays=NoHolidays(),
        country_of=lambda zone: "",
        notifier=SilentNotifier(),
    )
    return Scene(clock, calendar, mailbox, truth, world)
