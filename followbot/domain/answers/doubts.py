"""Mail in the name of a process that is not believed: it counts as nothing, and the user is told.

To be told, a mail has to claim something of this very process. Somebody else's forgery does not, nor does a shop whose domain
happens to hold the company's name, nor the same text sent to many.
"""

from __future__ import annotations

from itertools import chain

from followbot.domain.addresses import local_of
from followbot.domain.answers import kinds
from followbot.domain.answers.bylines import greets_user
from followbot.domain.answers.disguise import Means
from followbot.domain.answers.facts import Facts
from followbot.domain.answers.relations import is_named_in
from followbot.domain.phrases import tokens

_TO_MANY = 2.0
_NAMESAKE = (
    "Its sender bears a contact's name, but writes from an address that nobody knows, and answers no mail of yours."
)


def doubt(facts: Facts) -> str:
    """Why a mail that claims to come from the process is not believed; "" for one that is, or that claims no such thing."""
    relation, transport = facts.relation, facts.transport
    sent_to_many = kinds.bulk(facts)
    if sent_to_many.sum >= _TO_MANY and sent_to_many.sum > kinds.person(facts).sum:
        return ""
    if relation.forged:
        return relation.forged if _claims(facts) else ""
    machine = transport.robot or transport.ats or transport.scheduler
    stranger = relation.namesake and not relation.related and not machine
    return _NAMESAKE if stranger and (greets_user(facts) or _is_about_us(facts)) else ""


def _claims(facts: Facts) -> bool:
    """Whether a mail that is not believed would count for this process if it were."""
    relation = facts.relation
    if relation.contact or relation.colleague or relation.agency or relation.in_thread or relation.namesake:
        return True
    if relation.disguise is None:
        return facts.transport.ats and relation.named
    match relation.disguise.means:
        case Means.SHOWN:
            return True
        case Means.ALIKE:
            return relation.named or greets_user(facts) or _is_about_us(facts)
        case Means.BORROWED:
            return _is_about_us(facts)


def _is_about_us(facts: Facts) -> bool:
    """Whether it speaks of an application, or comes from or names a contact as only this process would."""
    contacts = facts.context.contacts
    locals_ = {local_of(contact.email) for contact in contacts if contact.email}
    text = tuple(chain(facts.new.words, tokens(facts.letter.signature)))
    return (
        kinds.recruiting(facts).sum >= 1
        or local_of(facts.message.sender.email) in locals_
        or any(is_named_in(text, contact) for contact in contacts)
    )
