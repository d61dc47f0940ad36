"""Who wrote a mail: a person, an answering machine, a recruiting system, or a sender of the same text to many.

Each judge adds up what speaks for and against it, from headers, from the sender's address, and from the new text, and
keeps the reasons. The weights are small whole or half numbers: 1 is a hint, 3 is nearly a proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from followbot.domain.addresses import ADDRESS, normalise
from followbot.domain.answers.absences import is_over, says_when_back
from followbot.domain.answers.bylines import (
    greets_user,
    introduces_sender,
    is_anonymous,
    is_personal_name,
    is_unsigned,
    names_person,
    signed_by_sender,
    speaks_of_sender,
)
from followbot.domain.answers.facts import Facts, once
from followbot.domain.answers.questions import answered, asks
from followbot.domain.answers.quotes import quoted
from followbot.domain.answers.relations import Relation
from followbot.domain.answers.transport import Speaks
from followbot.domain.lexicon import Hit
from followbot.domain.model import Outcome
from followbot.domain.phrases import tokens
from followbot.domain.subjects import is_fresh

_SHORT = 900
_SUBJECT, _LOOKED_AT = 200, 4_000
_PHONE = re.compile(r"(?<![\d.-])\+?\d[\d ()/.-]{6,18}\d(?![\d-])")
_TICKET = re.compile(r"\[[^\]]{0,30}#\s?[\w-]{3,}[^\]]{0,10}\]|\bticket\s?#?\s?\d{3,}|#\d{4,}", re.IGNORECASE)
_LINK = re.compile(r"https?://", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{5,}")
_GREETING, _BRIEF = 3, 3
_MUCH_MORE = 0.25
"""The share of a mail that says something of its own, from which on its formulas are a person's."""
_FORMULAS = ("ticket", "auto_thanks", "mail_habits", "meanwhile")
"""What acknowledges a mail: people write that, too."""
_GROUNDS = ("departed", "dead_mailbox", "successor", "challenge", "auto_text", "unread")
"""What gives a machine something to say by itself."""
_PLAIN_NEWS = 4.0
"""Signs in the wording (see `leaning`) at which news are news, whatever else is said: "the job is yours, bring your leaving
certificate".
"""
_PER_VOICE, _MOST_BY_VOICE, _BETWEEN_VOICES = 3.0, 2.0, -0.45
"""What the wording as a whole says of a machine that answers (see `leaning`), in the weights of these scales."""
_REPLY_PREFIXES = {(p,) for p in ("re", "aw", "sv", "antw", "odp", "ynt", "rif", "res", "回复", "答复")}


@dataclass
class Scale:
    """A sum of weights with the reasons behind it."""

    sum: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def add(self, weight: float, reason: str = "") -> None:
        if weight:
            self.sum += weight
            if reason:
                self.reasons.append(reason)

    def add_all(self, weight: float, reasons: Iterable[str]) -> None:
        self.sum += weight
        self.reasons.extend(reasons)


def said(facts: Facts, what: str, phrase: str) -> str:
    """Evidence from the text. It quotes the few words that a rule named, never more: bodies are judged and dropped."""
    return f"{what}: “{quoted(facts, phrase)}”."


@once
def person(facts: Facts) -> Scale:
    """What speaks for a person who wrote this mail now."""
    scale = _acquaintance(facts.relation)
    scale.add_all(facts.transport.weight(Speaks.PERSON), facts.transport.reasons(Speaks.PERSON))
    if facts.speaks_of_self:
        scale.add(1, "Somebody speaks of themselves in it.")
    if relayed(facts):
        scale.add(2, "A recruiting system passes on what a person wrote.")
    if signed_by_sender(facts):
        scale.add(1, "It is signed with the sender's name.")
    if greets_user(facts):
        scale.add(0.5)
    if asks(facts):
        scale.add(0.5)
    if tokens(facts.message.subject[:20])[:1] in _REPLY_PREFIXES:
        scale.add(0.5)
    return scale


def _acquaintance(relation: Relation) -> Scale:
    """What speaks for a person because of where the mail comes from."""
    scale = Scale()
    if relation.in_thread:
        scale.add(3, "It answers a mail of this conversation.")
    if relation.contact:
        scale.add(2, "It comes from a contact of this interview.")
    elif relation.colleague:
        scale.add(1, "It comes from the company's own domain.")
    elif relation.agency:
        scale.add(1, "It comes from the agency.")
    elif relation.presumed:
        scale.add(1.5, "It answers a mail.")
    return scale


@once
def machine(facts: Facts) -> Scale:
    """What speaks for a machine that wrote this mail, or for one text sent to many."""
    scale = Scale()
    transport = facts.transport
    kinds = (Speaks.REPLY, Speaks.GENERATED, Speaks.BULK)
    scale.add_all(transport.weight(*kinds), transport.reasons(*kinds))
    if transport.robot and not relayed(facts):
        scale.add(3, "Nobody reads answers to the address it comes from.")
    if transport.ats:
        scale.add(1.5, "It comes from a recruiting system.")
    if transport.office and not facts.relation.related:
        scale.add(0.5, "It comes from an office that nobody of this process belongs to.")
    if (transport.ats or transport.robot) and not facts.passed and not is_personal_name(facts):
        scale.add(1.5, "Its sender's name is not a person's.")
    hit = facts.shows("robot")
    if hit:
        scale.add(3, said(facts, "It says that a machine wrote it", hit.text))
    hit = facts.shows("unsubscribe")
    if hit:
        scale.add(2, said(facts, "It offers to unsubscribe", hit.text))
    hit = facts.mentions("received")
    if hit and not facts.speaks_of_self:
        scale.add(1, said(facts, "Nobody speaks in it, and it confirms an application", hit.text))
    if facts.says("dear_candidate"):
        scale.add(1.5, "It greets nobody by name.")
    if facts.shows("team") and not signed_by_sender(facts):
        scale.add(1, "It is signed by a team, not by a person.")
    return scale


@once
def relayed(facts: Facts) -> bool:
    """Whether a recruiting system or a network passes on what a person wrote: named, signed, and no form letter.

    Who signs with a contact's name is taken at their word; anybody else who refuses has to speak of
    themselves, too. Systems that say so themselves are believed.
    """
    if facts.passed:
        return True
    if not facts.transport.ats or not names_person(facts) or not signed_by_sender(facts):
        return False
    form = ("received", "survey", "reminder", "expires", "dear_candidate")
    if facts.shows("robot") or facts.shows("unsubscribe") or any(facts.says(name) for name in form):
        return False
    himself = facts.speaks_of_self or introduces_sender(facts) or facts.says("personal") is not None
    refuses = facts.judgement is not None and facts.judgement.outcome is Outcome.REJECTION
    return facts.relation.namesake or himself or not (refuses or facts.says("application"))


@once
def answering_machine(facts: Facts) -> Scale:
    """What speaks for an automatic answer: vacation, acknowledgement, challenge."""
    scale = Scale()
    scale.add_all(facts.transport.weight(Speaks.REPLY), facts.transport.reasons(Speaks.REPLY))
    hit = facts.subject.first("auto_subject")
    if hit:
        scale.add(3, said(facts, "Its subject is that of an automatic answer", hit.text))
    open_questions = (facts.new.asked - answered(facts)) | over(facts)
    idle = _FORMULAS if _says_more_than_formulas(facts) else ()
    for name, weight, what in (
        ("absent", 2, "It says that somebody is away"),
        ("departed", 2, "It says that somebody has left"),
        ("successor", 1, "It says who has taken over"),
        ("dead_mailbox", 2, "It says that the mailbox is not in use any more"),
        ("ticket", 2, "It acknowledges that a mail has arrived"),
        ("mail_habits", 2, "It says how mail is read here"),
        ("challenge", 3, "It wants to know whether a person wrote to it"),
        ("meanwhile", 1, "It says what to do meanwhile"),
        ("auto_thanks", 0.5, "It thanks for a mail without speaking of it"),
        ("auto_text", 3, "It says that it is an automatic answer"),
        ("unread", 3, "It says that nobody has read what it answers"),
    ):
        hit = next((hit for hit in facts.new.hits(name) if hit.sentence not in open_questions), None)
        if hit and name not in idle:
            scale.add(weight, said(facts, what, hit.text))
    if not idle:
        _add_circumstances(scale, facts)
    # What comes of itself may read like a machine's answer, and is rather an advertisement.
    most = _MOST_BY_VOICE if facts.relation.in_thread or facts.transport.weight(Speaks.REPLY) > 0 else 0.0
    voice = max(-_MOST_BY_VOICE, min(most, _PER_VOICE * (facts.leaning.automatic - _BETWEEN_VOICES)))
    alike = scale.sum or voice > 0
    if alike and facts.judgement is None and not greets_user(facts) and names_return(facts):
        scale.add(1, "It greets nobody, and says when somebody is back.")
        if len(facts.new.lengths) <= _BRIEF and not asks(facts):
            scale.add(0.5)
    if scale.sum:
        scale.add(voice, "It reads like an automatic answer." if voice > 0 else "")
        generated = facts.transport.weight(Speaks.GENERATED)
        scale.add_all(generated, facts.transport.reasons(Speaks.GENERATED))
    return scale


@once
def away(facts: Facts) -> Hit | None:
    """The words that say that somebody is away, and not that somebody was."""
    return facts.subject.first("absent") or next(
        (h for h in facts.new.hits("absent") if h.sentence not in over(facts)), None
    )


@once
def over(facts: Facts) -> frozenset[int]:
    """The sentences that tell of an absence that is over."""
    absent = {hit.sentence for hit in facts.new.hits("absent")}
    if not absent:
        return frozenset()
    return frozenset(number for number in absent if is_over(facts.sentences[number], facts.spoken, facts.base))


@once
def _says_more_than_formulas(facts: Facts) -> bool:
    """Whether a person signs and says more than the formulas that acknowledge a mail; nobody is away in it or has left.
    Machines sign with the house's name, or say nothing else.
    """
    signed = signed_by_sender(facts) and (names_person(facts) or facts.speaks_of_self)
    if not signed or _is_numbered(facts) or away(facts) or any(facts.mentions(name) for name in _GROUNDS):
        return False
    formal = {hit.sentence for name in _FORMULAS for hit in facts.new.hits(name)}
    lengths = facts.new.lengths
    more = sum(length for number, length in enumerate(lengths) if number not in formal and length > _GREETING)
    return more >= _MUCH_MORE * sum(lengths)


def _add_circumstances(scale: Scale, facts: Facts) -> None:
    """What goes with automatic answers, besides what they say."""
    if len({hit.text for hit in facts.new.hits("ticket")}) > 1:
        scale.add(1, "It says so more than once.")
    if _nothing_else(facts):
        scale.add(1, "It says nothing but that.")
    if is_anonymous(facts) and not (facts.says("deciding") or facts.says("personal")):
        _add_absence_of_people(scale, facts)
    if scale.sum and not greets_user(facts) and _sends_elsewhere(facts):
        scale.add(1, "It greets nobody, and sends its readers to another address.")
    if facts.subject.first("dead_mailbox") or facts.subject.first("departed"):
        scale.add(1, "Its subject says so, too.")
    if facts.says("challenge") and _LINK.search(facts.letter.new[:_LOOKED_AT]):
        scale.add(1.5, "It wants a link followed for that.")
    if _is_numbered(facts):
        scale.add(1, "It carries the number of a ticket.")
    scale.add(0.5 * min(2, len({hit.text for hit in facts.new.hits("meanwhile")}) // 2))
    if facts.subject.first("absent"):
        scale.add(1, "Its subject says that somebody is away.")


def _add_absence_of_people(scale: Scale, facts: Facts) -> None:
    """What speaks for a machine in a mail in which nobody speaks, to nobody."""
    if facts.says("mail_habits") or facts.says("auto_thanks") or facts.says("ticket"):
        scale.add(1, "Nobody speaks in it, to nobody.")
    if speaks_of_sender(facts):
        scale.add(1.5, "It speaks of its own sender as of somebody else.")
    answers = facts.relation.in_thread or (facts.relation.contact and not is_fresh(facts.message.subject))
    if answers and is_unsigned(facts):
        scale.add(2, "Nobody has signed it.")
    if scale.sum and _PHONE.search(facts.letter.new[:_LOOKED_AT]):
        scale.add(1, "It gives a telephone number instead.")


@once
def _is_numbered(facts: Facts) -> bool:
    """Whether a help desk has given it a number: in the subject, in a reference such desks put below, or in its first words."""
    shown = facts.letter.unquoted[:_LOOKED_AT].lower()
    if _TICKET.search(facts.message.subject[:_SUBJECT]) or any(m in shown for m in facts.rules.transport.desk_marks):
        return True
    return any(
        any(_LONG_NUMBER.fullmatch(word) for word in facts.new.prepared[hit.sentence][hit.end : hit.end + _BRIEF])
        for hit in facts.new.hits("number_word")
    )


def _sends_elsewhere(facts: Facts) -> bool:
    known = {normalise(address) for address in (*facts.context.me, facts.message.sender.email)}
    return any(normalise(found) not in known for found in ADDRESS.findall(facts.letter.new[:_LOOKED_AT]))


@once
def names_return(facts: Facts) -> bool:
    """Whether it says when somebody is back, and offers nothing to many."""
    if facts.shows("unsubscribe") or facts.shows("alert"):
        return False
    return says_when_back((facts.message.subject[:_SUBJECT], facts.told), facts.packs, facts.base)


def _nothing_else(facts: Facts) -> bool:
    """Whether every sentence but a greeting speaks of an absence or a departure, or tells an address instead: a person who
    writes has something to say.
    """
    gone = {hit.sentence for name in ("departed", "dead_mailbox") for hit in facts.new.hits(name)}
    idle = {hit.sentence for name in ("absent", "meanwhile", "auto_thanks") for hit in facts.new.hits(name)} - over(
        facts
    )
    if not gone and not (idle and facts.speaks_of_self):
        return False
    if facts.new.asked - answered(facts):
        return False
    told = gone | idle | answered(facts) | {number for number, text in enumerate(facts.sentences) if "@" in text}
    if not all(number in told or length <= _GREETING for number, length in enumerate(facts.new.lengths)):
        return False
    return bool(gone) or facts.says("meanwhile") is not None or names_return(facts)


@once
def personal_touch(facts: Facts) -> float:
    """What speaks against an automatic answer although somebody is away: the mail speaks to the user."""
    touch = 0.0
    filed = facts.says("ticket") is not None and _is_numbered(facts)
    # Help desks greet by name all whose mails they number.
    if greets_user(facts) and not filed:
        touch += 2.0
    outcome = facts.judgement.outcome if facts.judgement else None
    if filed and facts.judgement and facts.judgement.by_wording:
        outcome = None
    if outcome not in (None, Outcome.DELAY) and not _nothing_else(facts):
        touch += 3.0 if facts.leaning.signs.get(outcome, 0.0) >= _PLAIN_NEWS else 1.5
    if facts.says("personal"):
        touch += 1.5
    if facts.says("deciding"):
        # "I am away from tomorrow and can decide only then": machines decide nothing.
        touch += 1.5
    # "Thanks! I am back on Monday, let's talk then": a note speaks to nobody.
    touch += 2.0 * _opens_with_thanks(facts) + 2.0 * (facts.says("talk_then") is not None)
    if asks(facts):
        touch += 0.5
    if facts.new.asked - answered(facts):
        # Of 410 automatic answers without a header one asks something that only its reader can answer.
        touch += 2.0
    if len(facts.letter.new) > _SHORT:
        touch += 0.5
    return touch


def _opens_with_thanks(facts: Facts) -> bool:
    """Whether its first sentence thanks and says nothing else ("Thanks!"): machines say what for."""
    first = next((hit for hit in facts.new.hits("thanks_alone") if hit.sentence == hit.start == 0), None)
    return first is not None and facts.new.lengths[0] <= first.end + 1


@once
def bulk(facts: Facts) -> Scale:
    """What speaks for the same text sent to many."""
    scale = Scale()
    scale.add_all(facts.transport.weight(Speaks.BULK), facts.transport.reasons(Speaks.BULK))
    if facts.transport.robot and facts.message.header("list-unsubscribe-post"):
        scale.add(0.5, "Nobody reads answers to it.")
    hit = facts.shows("unsubscribe")
    if hit:
        scale.add(2, said(facts, "It offers to unsubscribe", hit.text))
    hit = facts.subject.first("alert") or facts.shows("alert")
    if hit:
        scale.add(3, said(facts, "It lists jobs or news", hit.text))
    if facts.transport.marketing_role:
        scale.add(2, "Its sender's address is one for news.")
    return scale


@once
def recruiting(facts: Facts) -> Scale:
    """What speaks for mail about an application."""
    scale = Scale()
    for name in ("received", "reminder", "expires", "survey", "keep_warm", "application"):
        hit = facts.mentions(name)
        if hit:
            scale.add(1, said(facts, "It speaks of an application", hit.text))
    if facts.judgement is not None:
        scale.add(1)
    if facts.transport.ats:
        scale.add(1, "It comes from a recruiting system.")
    if facts.transport.recruiting_role:
        scale.add(0.5)
    return scale
