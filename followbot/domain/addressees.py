"""Whom of a process a mail of the user's own goes to, under whatever spelling or address of theirs.

People have more addresses than a calendar knows: "jane+hiring@", the other domain of Gmail, the private one from which they
answered last. The first two are spellings, told by `addresses.normalise`. The third shows only within the thread of the
process: it bears a contact's name, or the mail answers what that contact, and nobody else, had written or been written, and
greets them or goes to an address that has itself written in the thread. Anybody else who is told of the thread (the family, a
travel desk), or to whom it is forwarded, is none of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from followbot.domain.addresses import ascii_domain, normalise, within
from followbot.domain.answers.relations import bare_ids, meant_in_thread
from followbot.domain.greeted import greets
from followbot.domain.model import Address, Message, Process, SignalKind
from followbot.domain.subjects import is_forward


def is_among(email: str, addresses: Iterable[str]) -> bool:
    """Whether an address is a spelling of one of these."""
    return normalise(email) in set(map(normalise, addresses))


def known_as(email: str, process: Process) -> str:
    """The address under which the process knows a person who writes or is written to under another spelling of it."""
    spelling = normalise(email)
    return next((c.email for c in process.contacts if c.email and normalise(c.email) == spelling), email)


def belongs(email: str, process: Process) -> bool:
    """Whether an address is a contact's, in whatever spelling, or is at the company."""
    at_company = within(email.rpartition("@")[2], set(map(ascii_domain, process.domains)))
    return at_company or is_among(email, (c.email for c in process.contacts if c.email))


def addressees(message: Message, process: Process, mine: Iterable[str], in_thread: bool) -> tuple[str, ...]:
    """The people of the process to whom a mail of the user goes, each under the address that the process knows.

    Somebody whom only the thread ties to it, without being any contact for certain, stays under the address written to.
    """
    others = [a for a in message.recipients if not is_among(a.email, mine)]
    direct = tuple(known_as(a.email, process) for a in others if belongs(a.email, process))
    strangers = [a for a in others if not belongs(a.email, process)]
    elsewhere = _elsewhere(strangers, message, process, direct) if in_thread else ()
    return tuple(dict.fromkeys((*direct, *elsewhere)))


def _elsewhere(strangers: list[Address], message: Message, process: Process, direct: tuple[str, ...]) -> Iterable[str]:
    """Who of the process is written to at an address that it does not know, in a mail that belongs to its thread."""
    contacts = [Address(c.email, c.name) for c in process.contacts if c.email]
    named = {a.email: n for a in strangers if (n := meant_in_thread(a, contacts))}
    yield from named.values()
    rest = [a.email for a in strangers if a.email not in named]
    if not rest or is_forward(message.subject):
        return
    greeted = {c.email for c in contacts if greets(message.text, c)}
    heard = any(has_written(email, process) for email in rest)
    if not (greeted or heard):
        return
    partners = _partners(message, process) - {*direct, *named.values()}
    meant = partners if heard else partners & greeted
    yield from meant if len(meant) == 1 else rest


def has_written(email: str, process: Process) -> bool:
    """Whether an address has answered within the process, for whomever it spoke."""
    return any(is_among(email, (s.person, *s.people)) for s in process.signals if s.kind is SignalKind.REPLY)


def _partners(message: Message, process: Process) -> set[str]:
    """The contacts with whom the user speaks in the mail that this one answers, or else in those before it."""
    return _speakers(message.in_reply_to, process) or _speakers(message.references, process)


def _speakers(ids: Iterable[str], process: Process) -> set[str]:
    answered = bare_ids(ids)
    theirs = [s.person for s in process.signals if s.kind is SignalKind.REPLY and s.message_id in answered]
    ours = [p for s in process.signals if s.kind is SignalKind.OWN_MAIL and s.message_id in answered for p in s.people]
    heads = [t.person for t in process.threads if t.message_id in answered]
    contacts = {c.email for c in process.contacts if c.email}
    # Who wrote it is whom an answer goes to; who else got it counts only where nobody of the process wrote it.
    return (set(theirs) & contacts) or {*ours, *heads} & contacts
