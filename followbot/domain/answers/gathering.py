"""A mail held against a process: whom it comes from, whether that is to be believed, and whose text it passes on."""

from __future__ import annotations

from dataclasses import replace

from followbot.domain.addresses import normalise
from followbot.domain.answers import transport
from followbot.domain.answers.facts import Facts
from followbot.domain.answers.newtext import MAX_TEXT
from followbot.domain.answers.passedon import Passed, passed_on
from followbot.domain.answers.relations import Relation, bare_ids, is_named_in, relate
from followbot.domain.answers.rules import ReplyRules
from followbot.domain.model import Message, ReplyContext
from followbot.domain.phrases import tokens

_INTRODUCTION = 3
"""Lines above a quotation that may introduce it."""
_NAME = 4
"""Letters of the shortest name that is looked for in a quotation."""
_DESK = ("ticket", "auto_text", "unread", "dear_candidate", "survey", "expires", "challenge")
"""What help desks and systems say of themselves, also where they call it a message to somebody."""


def gather(message: Message, context: ReplyContext, rules: ReplyRules) -> Facts:
    """Read the headers and hold the sender against the process."""
    headers = transport.examine(message, rules.transport)
    facts = Facts(message, context, rules, headers, relate(message, context, rules.transport, headers.forged))
    return _relayed(_vouched_for(facts) if headers.forged else facts)


def _relayed(facts: Facts) -> Facts:
    """The facts of a person's text that a system passes on: its headers and its address are the system's, and say nothing of
    the person. Anybody can write such a form, so it has to answer a mail of the user's or come from a known system, which
    names the company or a contact itself: what the person speaks of may be another one. What answers by machine is no form.
    """
    if not (facts.relation.in_thread or facts.transport.ats) or facts.relation.forged or facts.relation.contact:
        return facts
    if facts.transport.weight(transport.Speaks.REPLY) >= 1:
        return facts
    passed = passed_on(facts.message.text, facts.rules.relays)
    if passed is None:
        return facts
    relation = _known_by_form(facts, passed)
    system = replace(facts.transport, traces=(), robot=False, ats=True)
    theirs = replace(facts, transport=system, relation=relation, passed=passed.text, answered={})
    if facts.transport.ats:
        return theirs if relation.concerned or relation.namesake else facts
    return theirs if relation.namesake or _speaks_as_person(theirs) else facts


def _known_by_form(facts: Facts, passed: Passed) -> Relation:
    """Whom a form belongs to by what the system says of it; a contact whom it names as the author is its sender."""
    message, context = facts.message, facts.context
    known = facts.relation
    if not known.in_thread:
        known = relate(replace(message, text=passed.form), context, facts.rules.transport)
    author = tokens(passed.by)
    named = [contact.email for contact in context.contacts if contact.email and is_named_in(author, contact)]
    if len(named) != 1:
        return known
    return replace(known, speaks_for=known.speaks_for or named[0], namesake=True)


def _speaks_as_person(facts: Facts) -> bool:
    """Whether somebody says "I" or asks something, and no help desk acknowledges a mail."""
    return (facts.speaks_of_self or bool(facts.new.asked)) and not any(facts.says(name) for name in _DESK)


def _vouched_for(facts: Facts) -> Facts:
    """The facts, without the server's doubts about the sender where the mail shows more than a forger can: it answers a mail
    that the user wrote by its Message-ID, and what it quotes names the user. Only who received that mail has both. Small houses
    break DMARC all the time, by a provider that their domain does not name; what they then write is still their answer, and
    to nudge who has answered is the likelier harm. That the check failed is told (`replies.read`).
    """
    message, context = facts.message, facts.context
    contacts = {normalise(contact.email) for contact in context.contacts}
    answers = bare_ids(context.own_ids) & bare_ids((*message.in_reply_to, *message.references))
    if normalise(message.sender.email) not in contacts or not answers or not _quotes_user(facts):
        return facts
    return replace(facts, relation=relate(message, context, facts.rules.transport), answered={})


def _quotes_user(facts: Facts) -> bool:
    """Whether the quoted part names the user, by address or by name, as mail programs introduce what they quote."""
    lines, cited = facts.message.text[:MAX_TEXT].splitlines(), set(facts.letter.quoted.splitlines()) - {""}
    first = next((number for number, line in enumerate(lines) if line in cited), None)
    if first is None:
        return False
    quoted = "\n".join(lines[max(0, first - _INTRODUCTION) :]).lower()
    addresses = {address.lower() for address in facts.context.me}
    named = {recipient.name for recipient in facts.message.recipients if recipient.email.lower() in addresses}
    names = {name.lower() for name in (facts.context.my_name, *named) if len(name) >= _NAME}
    return any(known in quoted for known in (*addresses, *names) if known)
