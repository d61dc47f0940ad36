"""The judge of automatic answers: vacation, departure, acknowledgement, challenge. Only a departure stops anything."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import date
from itertools import pairwise

from followbot.domain.addresses import ADDRESS, normalise
from followbot.domain.answers import kinds
from followbot.domain.answers.absences import first_day_back, returns_of
from followbot.domain.answers.bylines import is_anonymous
from followbot.domain.answers.facts import Facts
from followbot.domain.answers.leftbehind import greets_many, is_left_behind
from followbot.domain.answers.nameddays import names_day, names_day_after, sole_day_ahead
from followbot.domain.answers.relations import given_names
from followbot.domain.answers.transport import Speaks
from followbot.domain.leaning import GONE
from followbot.domain.lexicon import Hit
from followbot.domain.model import MessageKind, Outcome, Reading
from followbot.domain.phrases import tokens

_AUTOMATIC = 2.5
_RECRUITING = 2.0
_WORDED = 0.15
"""How much wording has to read like a machine's to count as the words of one."""
_SUBJECT, _LOOKED_AT = 500, 4_000
_NAMED = 3
_CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_FOR_NOW = ("absent", "ticket", "mail_habits", "challenge", "for_now")
_OF_HOUSES = ("ticket", "mail_habits", "challenge", "application", "received")
_MACHINES_WORDS = (*_OF_HOUSES[:3], "departed", "dead_mailbox", "successor", "auto_text", "reopens", "unread")
_FOR_GOOD = ("departed", "dead_mailbox", "successor", "meanwhile", "first_person", "auto_thanks")


def automatic_answer(facts: Facts) -> Reading | None:
    """The reading of a mail that a machine wrote because one came in; None where a person, or another machine, wrote it."""
    scale = kinds.answering_machine(facts)
    touch = kinds.personal_touch(facts)
    gone = _gone(facts) if _answers(facts) else None
    away = kinds.away(facts)
    if (not _answers(facts) and not away) or not speaks_as_machine(facts):
        return None
    title = facts.subject.first("auto_subject")
    plain = title is not None and title.start == 0
    if scale.sum - touch < _AUTOMATIC or not (
        gone or away or plain or _mere_ticket(facts) or kinds.recruiting(facts).sum < _RECRUITING
    ):
        return None
    return told_automatically(facts, scale.reasons)


def speaks_as_machine(facts: Facts) -> bool:
    """Whether a header, the subject or some words say that a machine answers or that somebody is away. A short answer without
    any of that may read like a machine's: then a person is believed, for to write to somebody who has answered is worse.
    """
    headed = (
        facts.transport.weight(Speaks.REPLY, Speaks.GENERATED) > 0 or facts.subject.first("auto_subject") is not None
    )
    worded = (
        headed
        or facts.leaning.automatic >= _WORDED
        or kinds.away(facts) is not None
        or (greets_many(facts) and is_left_behind(facts) and kinds.names_return(facts))
        or any(facts.mentions(name) for name in _MACHINES_WORDS)
    )
    return worded or (is_anonymous(facts) and not names_day_after(facts.told, facts.packs, facts.base))


def told_automatically(facts: Facts, reasons: Sequence[str]) -> Reading:
    """The reading of a mail that is known for an automatic answer."""
    gone = _gone(facts) if _answers(facts) else None
    away = kinds.away(facts) or facts.mentions("unread")
    until = first_day_back((facts.message.subject[:_SUBJECT], facts.told), facts.packs, facts.base)
    if until and not away and (facts.says("ticket") or not _is_no_habit(facts, until)):
        until = None
    of_house = facts.says("unread") is None and any(facts.says(name) for name in _OF_HOUSES)
    if until is None and gone is None and facts.relation.in_thread and not of_house:
        # "The telephone sleeps in a drawer. On the 26th I read it all.": a note has no other day.
        until = sole_day_ahead(facts.told, facts.packs, facts.base)
    evidence = list(reasons)
    stops = facts.relation.related and (gone is not None or _reads_like_a_departure(facts, until))
    if stops:
        evidence.append("So nobody answers at this address any more.")
    evidence.extend(_delegates(facts))
    return Reading(
        MessageKind.AUTO_REPLY,
        stops=stops,
        dead=stops,
        until=None if stops else until,
        person=_of_whom(facts, dead=stops),
        evidence=tuple(evidence),
    )


def _of_whom(facts: Facts, *, dead: bool) -> str:
    """The address that an automatic answer is about: a contact's known one, although another address of theirs answers in the
    thread. Only that other one is dead where the answer says that mail is read at the known one.
    """
    sender, known = facts.message.sender.email, facts.relation.speaks_for
    elsewhere = {normalise(address) for address in ADDRESS.findall(facts.told)} if dead else set()
    return sender if not known or normalise(known) in elsewhere - {normalise(sender)} else known


def _is_no_habit(facts: Facts, until: date) -> bool:
    """Whether a date is more than how soon mail is always read here."""
    return facts.says("mail_habits") is None or names_day(facts.told, until, facts.packs, facts.base)


def _mere_ticket(facts: Facts) -> bool:
    """Whether it acknowledges a mail and not an application: "somebody will answer you" then is no news of one."""
    waits = facts.judgement is None or facts.judgement.outcome is Outcome.DELAY
    receipt = facts.says("ticket") or facts.says("auto_text") or facts.says("mail_habits")
    return waits and receipt is not None and facts.says("application") is None


def _gone(facts: Facts) -> Hit | None:
    """The words by which somebody says to have left for good, or that the mailbox is dead."""
    today = {hit.sentence for hit in facts.new.hits("for_now")} - {
        hit.sentence for hit in facts.new.hits("from_now_on")
    }
    # "This is the note that Osvaldo left": it speaks of itself.
    of_itself = {hit.sentence for hit in facts.new.hits("unread")}
    elsewhere = today | of_itself | _about_others(facts)
    left = next((hit for hit in facts.new.hits("departed") if hit.sentence not in elsewhere), None)
    return (None if left and _comes_back(facts, left) else left) or facts.mentions("dead_mailbox")


def _about_others(facts: Facts) -> set[int]:
    """The sentences that name somebody else, and not the sender, where another one says that the sender is away: "I am on leave
    until the 23rd. Adam does not work here any more."
    """
    away = {hit.sentence for hit in facts.new.hits("absent")}
    own = {hit.sentence for hit in facts.own_words()}
    mine, rules = given_names(facts.message.sender), facts.rules
    found = set[int]()
    for number, sentence in enumerate(facts.sentences):
        said = tokens(sentence)
        # "esa" is a word, and Esa a Finn.
        named = any(rules.given_names.issuperset(tokens(word)) for word in _CAPITAL.findall(sentence))
        familiar = rules.transport.familiar
        named = named or any(a in familiar and b in rules.family_names for a, b in pairwise(said))
        named = named or _names_formally(sentence, rules.courtesy)
        if named and number not in own and not mine & set(said) and away - {number}:
            found.add(number)
    return found


def _names_formally(sentence: str, courtesy: Container[str]) -> bool:
    """Whether somebody is named by a form of address and a family name: "Mr Whitcombe"."""
    found = pairwise(_WORD.findall(sentence))
    return any(a.lower() in courtesy and b[0].isupper() and b.lower() not in courtesy for a, b in found)


def _comes_back(facts: Facts, left: Hit) -> bool:
    """Whether who seems to have left says to be away for some days only, or elsewhere to be back on one themselves: "my last
    day before leave is the 16th; my first day back is the 16th". When a colleague is back, or an office opens, is no return.
    "Away until the 1st" is none, either: who uses up a holiday has left all the same.
    """
    own = {hit.sentence for hit in facts.own_words()} - {left.sentence}
    for number, sentence in enumerate(facts.sentences):
        back, span = returns_of(sentence, facts.packs, facts.base)
        if (span and number == left.sentence) or (back and number in own):
            return True
    return False


def _reads_like_a_departure(facts: Facts, until: date | None) -> bool:
    """Whether nothing in it is only for now, and it reads like the answers of those who left."""
    if until is not None or not _answers(facts) or any(facts.says(name) for name in _FOR_NOW):
        return False
    return facts.rules.leanings.gone(facts.wording, circumstances(facts, until)) > GONE


def circumstances(facts: Facts, until: date | None) -> list[str]:
    """What is known of an automatic answer besides its words: the marks it bears, those it lacks, and whether it
    says when somebody is back (`until`).
    """
    borne = [name for name in (*_FOR_NOW, *_FOR_GOOD) if facts.says(name)]
    lacking = [f"no {name}" for name in _FOR_NOW if not facts.says(name)]
    return [*borne, *lacking, "until" if until else "no until"]


def _answers(facts: Facts) -> bool:
    """Whether an automatic mail answers something: a notice that a company's machine sends by itself does not."""
    return (
        facts.relation.in_thread
        or facts.relation.contact
        or facts.transport.weight(Speaks.REPLY) > 0
        or facts.subject.first("auto_subject") is not None
    )


def _delegates(facts: Facts) -> list[str]:
    """Somebody else to turn to, named in an automatic answer: reported, never written to by itself."""
    known = {normalise(a) for a in (*facts.context.me, facts.message.sender.email, facts.relation.speaks_for)}
    named = [a for a in dict.fromkeys(ADDRESS.findall(facts.letter.unquoted[:_LOOKED_AT])) if normalise(a) not in known]
    return [
        f"It names {address.lower()} for the meantime; followbot does not write there." for address in named[:_NAMED]
    ]
