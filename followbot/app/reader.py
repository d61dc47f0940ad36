"""One mail held against one process: what it says, whom it speaks for, and which thread it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from followbot.app.plain import safe
from followbot.app.ports import Envelope
from followbot.app.world import World
from followbot.domain.addressees import addressees, belongs, has_written, is_among, known_as
from followbot.domain.addresses import ascii_domain, within
from followbot.domain.answers.relations import bare_ids
from followbot.domain.answers.transport import authentication_failure
from followbot.domain.keys import draft_keys
from followbot.domain.mime import KEY_HEADER, message_id_for
from followbot.domain.model import (
    Address,
    Folder,
    Message,
    MessageKind,
    Outcome,
    Process,
    Reading,
    ReplyContext,
    Signal,
    SignalKind,
    Thread,
    digest,
)
from followbot.domain.names import same_person
from followbot.domain.states import Sent
from followbot.domain.telling import day_said


@dataclass(frozen=True, slots=True)
class Gleaned:
    """What one mail taught about one process: at most one signal, threads, and addresses of contacts known by name."""

    signal: Signal | None = None
    text: str = ""
    threads: tuple[Thread, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    """(name as the calendar has it, address)."""


def reply_context(process: Process, world: World) -> ReplyContext:
    """What reply analysis may know of a process."""
    contacts = process.contacts
    agency = process.agency or ""
    own = {f.state.message_id for f in process.follow_ups if isinstance(f.state, Sent)}
    own |= {s.message_id for s in process.signals if s.kind is SignalKind.OWN_MAIL}
    own |= {t.message_id for t in process.threads if t.from_me}
    known = own | {s.message_id for s in process.signals} | {t.message_id for t in process.threads}
    known |= {reference for t in process.threads for reference in t.references}
    return ReplyContext(
        me=world.my_addresses,
        my_name=world.profile.name,
        contacts=tuple(Address(c.email or "", c.name) for c in contacts if c.email or c.name),
        company=process.company or "",
        role=process.role or "",
        company_domains=process.domains,
        agency_domains=(agency,) if "." in agency else (),
        sent_ids=frozenset(filter(None, known)),
        own_ids=frozenset(filter(None, own)),
        thread_refs=frozenset(t.thread_ref for t in process.threads if t.thread_ref),
        zone=next((r.zone for r in process.rounds if r.zone), world.profile.timezone),
    )


def glean(message: Message, process: Process, account: str, world: World) -> Gleaned:
    """Judge one mail that was found in `account`. Pure but for the judges bound into `world`."""
    if message.folder is Folder.DRAFTS:
        return Gleaned()
    if _is_own(message, process, world):
        return _own_mail(message, process, account, world)
    message = replace(
        message, folder=Folder.INBOX, received=max((message.received, *_written_before(message, process)))
    )
    context = reply_context(process, world)
    reading = world.read(message, context)
    doubted = _doubted(message, reading.doubt, process, "theirs")
    if doubted is not None:
        return Gleaned(doubted, "A mail in their name is not believed; it counts as no answer.")
    return Gleaned(
        signal=_signal(message, reading, process) if _concerns(message, reading, process, context) else None,
        text=_TEXTS.get(reading.kind, ""),
        threads=_threads(message, process, account, (message.sender.email, *(a.email for a in message.recipients)))
        if reading.kind is MessageKind.HUMAN_REPLY
        else (),
        contacts=_addresses(message, process) if reading.kind is MessageKind.HUMAN_REPLY else (),
    )


def is_anothers(message: Message, gleaned: Gleaned, process: Process, processes: Iterable[Process]) -> bool:
    """Whether a mail that is not believed only looks like one of this process, because another company is called alike."""
    doubted = gleaned.signal is not None and gleaned.signal.kind is SignalKind.DOUBTED
    sender = message.sender.email
    return doubted and not belongs(sender, process) and any(belongs(sender, other) for other in processes)


def _written_before(message: Message, process: Process) -> list[datetime]:
    """When the user wrote what a mail answers: it cannot be older, however slow its sender's clock is."""
    answered = bare_ids((*message.in_reply_to, *message.references))
    written = [(f.state.message_id, f.state.at) for f in process.follow_ups if isinstance(f.state, Sent)]
    written += [(s.message_id, s.at) for s in process.signals if s.kind is SignalKind.OWN_MAIL]
    return [at for message_id, at in written if message_id in answered]


# --- the user's own mail --------------------------------------------------------------------------------------------


def _is_own(message: Message, process: Process, world: World) -> bool:
    """Whether the user wrote it: from an address of theirs, or from whatever address where it lies among sent mail.

    Where conversations are filed together, what others wrote to the user lies there, too.
    """
    if is_among(message.sender.email, world.my_addresses):
        return True
    return message.folder is Folder.SENT and not _is_filed_with_ours(message, process, world)


def _is_filed_with_ours(message: Message, process: Process, world: World) -> bool:
    """Whether a mail among sent mail is somebody else's: a contact's, or one to the user that does not bear their name.

    The latter comes from somebody of the process or, being nobody else's business, from a stranger in the thread: an assistant
    who answers. A copy to oneself of what one wrote to them from an address that is not configured is none.
    """
    sender = message.sender
    if is_among(sender.email, (c.email for c in process.contacts if c.email)):
        return True
    to_me = any(is_among(a.email, world.my_addresses) for a in message.recipients)
    if not to_me or same_person(sender.name, world.profile.name):
        return False
    to_them = any(_speaks_in(a.email, process) for a in message.recipients)
    return _speaks_in(sender.email, process) or (not to_them and _in_thread(message, reply_context(process, world)))


def _speaks_in(email: str, process: Process) -> bool:
    """Whether an address is that of somebody of the process: a contact, the company, its agency, or who has answered."""
    at_agency = "." in (process.agency or "") and within(email.rpartition("@")[2], {process.agency or ""})
    return belongs(email, process) or at_agency or has_written(email, process)


def _own_mail(message: Message, process: Process, account: str, world: World) -> Gleaned:
    """The user wrote to somebody of the process. Answers that a calendar program sends in the user's name do not count."""
    if message.calendar or message.header("auto-submitted").lower() not in ("", "no"):
        return Gleaned()
    mine = world.my_addresses
    people = addressees(message, process, mine, _in_thread(message, reply_context(process, world)))
    if not people:
        return Gleaned()
    # Looked at in every folder: what lies among sent mail has come through no server that judges senders, unless it is there
    # by its sender's address alone, as in a folder of all mail.
    forged = authentication_failure(message)
    if forged:
        doubted = _doubted(message, forged, process, "yours")
        return Gleaned(doubted, "A mail in your name is not believed; it counts as none of yours.")
    key = _draft_key(message, process, mine)
    signal = Signal(
        id=_signal_id(message, SignalKind.OWN_MAIL),
        kind=SignalKind.OWN_MAIL,
        at=message.date if message.folder is Folder.SENT else message.received,
        people=people,
        key=key,
        message_id=message.message_id,
        evidence=(f"Your mail of {day_said(message.date)} {message.date:%Y %H:%M %Z}.",),
    )
    threads = _threads(message, process, account, people, from_me=True)
    # A draft that was sent is told by `settle`; here it would be told twice.
    return Gleaned(signal=signal, text="" if key else "You wrote to them.", threads=threads)


def _in_thread(message: Message, context: ReplyContext) -> bool:
    """Whether a mail answers something of the process, or the provider files it under one of its threads."""
    answers = bool(context.sent_ids & {*message.in_reply_to, *message.references})
    return answers or (bool(message.thread_ref) and message.thread_ref in context.thread_refs)


def _draft_key(message: Message, process: Process, mine: frozenset[str]) -> str:
    """The key of the draft of this process that the mail once was, "" for a mail by hand.

    Clients may drop the header or the Message-ID, so either will do. A key that belongs to no follow-up we know (from a store
    that was lost) makes it a mail by hand: the person was written to, and that is what counts.
    """
    in_header = message.header(KEY_HEADER).strip()
    domains = {address.rpartition("@")[2] for address in mine}
    for key, _ in draft_keys(process):
        if key == in_header or message.message_id in {message_id_for(key, domain) for domain in domains}:
            return key
    return ""


def envelope_of(message: Message) -> Envelope:
    """The envelope of a mail that has been read, to ask whether it concerns another process too."""
    return Envelope(
        sender=message.sender,
        recipients=message.recipients,
        subject=message.subject,
        message_id=message.message_id,
        in_reply_to=message.in_reply_to,
        references=message.references,
        date=message.date,
        content_type=message.content_type,
        sent=message.folder is Folder.SENT,
    )


def _concerns(message: Message, reading: Reading, process: Process, context: ReplyContext) -> bool:
    """Whether a machine's mail is about this process: it is told apart from others by who is away, or whose mail it answers.

    People and recruiting systems are held against the process by reply analysis itself.
    """
    if reading.kind not in (MessageKind.AUTO_REPLY, MessageKind.BOUNCE):
        return True
    theirs = belongs(reading.person or "", process) or belongs(message.sender.email, process)
    return theirs or bool(context.sent_ids & {*message.in_reply_to, *message.references})


# --- everybody else's -----------------------------------------------------------------------------------------------

_MOST_DOUBTED = 20
"""Mails in the name of one process that are told; a forger who sends more of them has nothing new to tell."""
_MOST_ABSENT = 20
"""Automatic answers without a day that are told of one interview: a responder may answer every mail, and itself."""
_ADDRESS = 100
"""Characters of a stranger's address that are shown."""

_TEXTS = {
    MessageKind.HUMAN_REPLY: "A person of the process wrote.",
    MessageKind.AUTO_REPLY: "An automatic answer came; it is not a reply.",
    MessageKind.BOUNCE: "A mail could not be delivered.",
    MessageKind.ATS_NOTIFICATION: "The company's recruiting system wrote.",
    MessageKind.CALENDAR_RESPONSE: "An invitation came by mail.",
}


def _signal(message: Message, reading: Reading, process: Process) -> Signal | None:
    kind = _signal_kind(reading, _waited_for(message, process))
    if kind is None:
        return None
    sender = message.sender.email.lower()
    person = known_as((reading.person or sender).lower(), process)
    if kind is SignalKind.ABSENT and _tells_nothing_new(message, person, reading.until, process):
        return None
    return Signal(
        id=_signal_id(message, kind),
        kind=kind,
        at=message.received,
        person=person,
        people=(sender,) if kind is SignalKind.REPLY and sender and sender != person else (),
        outcome=reading.outcome,
        until=reading.until,
        message_id=message.message_id,
        evidence=reading.evidence,
    )


def _tells_nothing_new(message: Message, person: str, until: date | None, process: Process) -> bool:
    """Whether an automatic answer without a day is one more of the same after the same interview, or of very many."""
    if until is not None:
        return False
    since = max((r.end for r in process.rounds if r.end < message.received), default=message.received)
    told = [s for s in process.signals if s.kind is SignalKind.ABSENT and s.until is None and s.at > since]
    return len(told) >= _MOST_ABSENT or any(s.person == person for s in told)


def _doubted(message: Message, doubt: str, process: Process, whose: str) -> Signal | None:
    """A mail in the name of the process, or of the user, that is not believed. Only its sender's address is shown of it.

    Its Message-ID is kept nowhere: whoever answers it must not thereby be in a thread of the process.
    """
    told = sum(s.kind is SignalKind.DOUBTED for s in process.signals)
    if not doubt or not _waited_for(message, process) or told >= _MOST_DOUBTED:
        return None
    at = message.received
    return Signal(
        id=_signal_id(message, SignalKind.DOUBTED),
        kind=SignalKind.DOUBTED,
        at=at,
        evidence=(
            f"It came on {day_said(at)} {at:%H:%M %Z} from {_shown(message.sender.email)}.",
            doubt,
            "Look at it yourself before you answer it or open what it links to or brings along.",
            f"If it is {whose} after all, followbot ignore ends these follow-ups.",
        ),
    )


def _shown(email: str) -> str:
    """An address as it really is: letters that only look like others show in the domain as "xn--…"."""
    local, at, domain = email.rpartition("@")
    return safe(f"{local}{at}{ascii_domain(domain)}", _ADDRESS) or "no address"


def _waited_for(message: Message, process: Process) -> bool:
    """Whether a mail came when an answer could be hoped for: after the first interview."""
    return message.received > min(r.end for r in process.rounds)


def _signal_kind(reading: Reading, waited_for: bool) -> SignalKind | None:
    """What a reading means for a process; None for mail that has no effect.

    An automatic answer that names no day has none either. But where an answer is waited for it is told, with whom it names
    for the meantime: else nobody knows why it did not count.
    """
    if reading.kind is MessageKind.HUMAN_REPLY:
        return SignalKind.REPLY
    if reading.dead or (reading.kind is MessageKind.BOUNCE and reading.stops):
        return SignalKind.DEAD
    if reading.kind is MessageKind.AUTO_REPLY:
        return SignalKind.ABSENT if reading.until is not None or waited_for else None
    if not reading.stops:
        return None
    if reading.kind is MessageKind.CALENDAR_RESPONSE:
        return SignalKind.INVITATION
    if reading.kind is MessageKind.ATS_NOTIFICATION and reading.outcome is not Outcome.DELAY:
        return SignalKind.DECISION
    return None


def _signal_id(message: Message, kind: SignalKind) -> str:
    return digest(kind.value, message.message_id or message.ref, length=16)


def _threads(
    message: Message, process: Process, account: str, people: Iterable[str], *, from_me: bool = False
) -> tuple[Thread, ...]:
    """The message as the latest of its conversation, for each contact of the process in it."""
    if not message.message_id or message.calendar:
        return ()
    contacts = {c.email for c in process.contacts if c.email}
    return tuple(
        Thread(
            person=email,
            account=account,
            message_id=message.message_id,
            references=message.references[-20:] or message.in_reply_to,
            subject=message.subject[:500],
            at=message.date if from_me else message.received,
            thread_ref=message.thread_ref,
            from_me=from_me,
        )
        for email in dict.fromkeys(known_as(person, process) for person in people)
        if email in contacts
    )


def _addresses(message: Message, process: Process) -> tuple[tuple[str, str], ...]:
    """A contact known by name only, who writes from the company's own domain under exactly that name.

    Nothing less will do: an address is found, never guessed.
    """
    if not belongs(message.sender.email, process):
        return ()
    wanted = {c.name.casefold(): c.name for c in process.contacts if c.email is None and c.name}
    name = wanted.get(message.sender.name.casefold())
    return ((name, message.sender.email),) if name else ()


def with_address(process: Process, name: str, email: str) -> Process:
    """Fill in the address of a contact that the calendar knew by name only."""
    rounds = []
    for interview_round in process.rounds:
        interviews = []
        for interview in interview_round.interviews:
            contacts = tuple(
                replace(c, email=email) if c.email is None and c.name == name else c
                for c in interview.findings.contacts
            )
            interviews.append(replace(interview, findings=replace(interview.findings, contacts=contacts)))
        rounds.append(replace(interview_round, interviews=tuple(interviews)))
    return replace(process, rounds=tuple(rounds))
