"""The traits of a mail as a whole, for `bearing`: what the judges' scales say, the marks found in it, its byline and shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.answers import bylines, kinds
from followbot.domain.answers.facts import Facts
from followbot.domain.answers.leftbehind import is_left_behind
from followbot.domain.answers.questions import asks
from followbot.domain.answers.transport import Speaks
from followbot.domain.subjects import is_fresh

_PER_WEIGHT = 3.0
"""The judges' scales are sums of weights in which 3 is nearly a proof."""
_DOUBTLESS = 2.0
_PER_LENGTH, _LONGEST = 250, 5
_SENTENCES = 6
_NOTE = 7
"""Sentences of the longest such note."""
_SUBJECT, _LOOKED_AT = 200, 4_000
_ENVELOPE = ("robot", "ats", "scheduler", "recruiting_role", "office", "marketing_role")
_RELATION = ("contact", "in_thread", "colleague", "agency", "named", "guessed", "namesake", "known", "presumed")
_MARKS = (
    "hypothetical", "conditional", "absent", "auto_subject", "auto_text", "mail_habits", "auto_thanks", "meanwhile", "departed",
    "dead_mailbox", "successor", "for_now", "ticket", "challenge", "robot", "unsubscribe", "alert", "team", "dear_candidate",
    "first_person", "personal", "application", "received", "reminder", "expires", "behind_login", "survey", "keep_warm",
    "talk_then", "other_role", "scheduler_name", "pick_time", "calendar_booked", "calendar_subject", "calendar_text",
    "delayed_delivery", "failed_delivery", "deciding", "matters", "held", "unread", "everyday", "turn_to",
)  # fmt: skip
_BYLINES = (
    bylines.signed_by_sender,
    bylines.is_anonymous,
    bylines.is_unsigned,
    bylines.speaks_of_sender,
    bylines.introduces_sender,
    bylines.names_person,
    bylines.is_personal_name,
    bylines.greets_user,
)
_HEADERS = ("x-mailer", "user-agent", "accept-language", "in-reply-to", "list-unsubscribe", "reply-to", "list-id", "cc")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_NUMBER = re.compile(r"\d{3}")
_SHAPES = (("exclaims", "!！"), ("names an address", "@"), ("quotes words", '"„“”「«'))


def traits(facts: Facts) -> dict[str, float]:
    """The traits of a mail, with the size of each; 1 for those that are there or not."""
    found = dict(_weighed(facts))
    found.update(dict.fromkeys(_borne(facts), 1.0))
    return found


_TOLD = {
    "text": "says",
    "below": "its signature says",
    "subject": "its subject says",
    "header": "it has the header",
    "speaks": "its headers speak for",
    "doubtless": "its headers prove",
    "outcome": "it states",
    "not": "not:",
}
_NAMED = {
    "left behind": "it takes up nothing of what it answers and names a day",
    "names return": "it says when somebody is back",
    "speaks of self": "somebody speaks of themselves",
    "greets_user": "it greets you by name",
    "not greets_user": "it greets you nowhere by name",
    "signed_by_sender": "it is signed with the sender's name",
    "not signed_by_sender": "its sender has not signed it",
    "is_unsigned": "nobody has signed it",
    "in_thread": "it answers a mail of this conversation",
    "asks": "it asks something",
    "quoted": "it quotes",
    "link": "it has a link",
}


def told_trait(name: str) -> str:
    """A trait as evidence shows it."""
    if name in _NAMED:
        return _NAMED[name]
    first, _, rest = name.partition(" ")
    shown = f"{_TOLD[first]} {rest}" if rest and first in _TOLD else name
    return shown.replace("_", " ")


def _weighed(facts: Facts) -> Iterator[tuple[str, float]]:
    person, machine = kinds.person(facts).sum, kinds.machine(facts).sum
    answers, touch = kinds.answering_machine(facts).sum, kinds.personal_touch(facts)
    bulk, recruiting = kinds.bulk(facts).sum, kinds.recruiting(facts).sum
    sums = {
        "person": person,
        "machine": machine,
        "answers": answers,
        "bulk": bulk,
        "recruiting": recruiting,
        "touch": touch,
        "person - machine": person - machine,
        "answers - touch": answers - touch,
        "bulk - person": bulk - person,
    }
    yield from ((name, value / _PER_WEIGHT) for name, value in sums.items())


def _borne(facts: Facts) -> Iterator[str]:
    yield from (name for name in _ENVELOPE if getattr(facts.transport, name))
    yield from (name for name in _RELATION if getattr(facts.relation, name))
    for speaks in Speaks:
        weight = facts.transport.weight(speaks)
        if weight:
            yield f"speaks {speaks}"
        if weight >= _DOUBTLESS:
            yield f"doubtless {speaks}"
    for name in _MARKS:
        if facts.subject.first(name):
            yield f"subject {name}"
        if facts.new.first(name):
            yield f"text {name}"
        elif facts.shows(name):
            yield f"below {name}"
    yield from (f"{'' if ask(facts) else 'not '}{ask.__name__}" for ask in _BYLINES)
    yield from (f"header {name}" for name in _HEADERS if facts.message.header(name))
    yield from _said(facts)
    yield from _shape(facts)


def _said(facts: Facts) -> Iterator[str]:
    if facts.judgement is not None:
        yield f"outcome {facts.judgement.outcome}"
    # Notes are short, and to look for days in a letter takes its time.
    if len(facts.new.lengths) > _NOTE:
        return
    if kinds.names_return(facts):
        yield "names return"
    if is_left_behind(facts):
        yield "left behind"


def _shape(facts: Facts) -> Iterator[str]:
    letter, subject = facts.letter, facts.message.subject[:_SUBJECT]
    if facts.speaks_of_self:
        yield "speaks of self"
    if asks(facts):
        yield "asks"
    if is_fresh(facts.message.subject):
        yield "fresh subject"
    if "[" in subject:
        yield "bracket in subject"
    if _NUMBER.search(subject):
        yield "number in subject"
    yield from (name for name in ("quoted", "signature") if getattr(letter, name).strip())
    if letter.forwarded:
        yield "forwarded"
    if _LINK.search(letter.unquoted[:_LOOKED_AT]):
        yield "link"
    yield from (name for name, signs in _SHAPES if any(sign in letter.new[:_LOOKED_AT] for sign in signs))
    yield f"length {min(_LONGEST, len(letter.new) // _PER_LENGTH)}"
    yield f"sentences {min(_SENTENCES, len(facts.new.lengths))}"
