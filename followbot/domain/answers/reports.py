"""The judge of mail servers' reports and of receipts: what failed, whether it was our mail to this contact, and for good."""

from __future__ import annotations

from followbot.domain.addresses import normalise
from followbot.domain.answers import bounces
from followbot.domain.answers.facts import Facts
from followbot.domain.answers.relations import bare_ids
from followbot.domain.model import MessageKind, Reading

_MAX_IDS = 2_000
_RECEIPT = 700
"""Characters that a receipt in words has at most."""


def delivery_report(facts: Facts) -> Reading | None:
    message = facts.message
    if bounces.is_disposition(message) or _is_registered_receipt(facts):
        return Reading(
            MessageKind.AUTO_REPLY, person=message.sender.email, evidence=("It is a receipt, not an answer.",)
        )
    if _is_receipt_in_words(facts):
        return Reading(MessageKind.AUTO_REPLY, evidence=("Its subject is that of a receipt, not of an answer.",))
    looks = facts.transport.daemon or bool(message.header("x-failed-recipients"))
    # No server sends its reports from the address of somebody whom one has met.
    looks = looks or (facts.subject.first("failed_delivery") is not None and not facts.relation.contact)
    report = bounces.examine(
        message,
        looks,
        says_delayed=looks and facts.mentions("delayed_delivery") is not None,
        says_failed=looks and (facts.mentions("failed_delivery") is not None or bounces.cites_refusal(message)),
    )
    if report is None:
        return None
    if report.is_receipt:
        return Reading(MessageKind.AUTO_REPLY, evidence=("It is a delivery receipt: your mail has arrived.",))
    return _bounce(facts, report)


def _is_registered_receipt(facts: Facts) -> bool:
    """Whether a system of registered mail confirms that it took or delivered a letter."""
    confirmed = facts.rules.transport.receipt_headers
    return any(facts.message.header(name).strip().lower() in values for name, values in confirmed.items())


def _is_receipt_in_words(facts: Facts) -> bool:
    """Whether a mail program says in its own words that a mail was read or has arrived."""
    subject = facts.message.subject.strip().lower()
    receipts = facts.rules.transport.receipts
    short = len(facts.letter.new) < _RECEIPT and not facts.speaks_of_self
    return short and any(subject.startswith(word) and subject[len(word) :].lstrip()[:1] in ":：" for word in receipts)


def _bounce(facts: Facts, report: bounces.Report) -> Reading:
    contacts = {normalise(c.email) for c in facts.context.contacts if c.email}
    lost = [f for f in report.failures if f.permanent]
    ours, reason = _is_our_mail(facts, report)
    evidence = ["It is a mail server's report about a mail that was not delivered."]
    concerned = [f for f in lost if f.recipient in contacts] or ([] if contacts else lost)
    if not lost:
        evidence.append("Delivery is only delayed; the server will try again.")
    elif not concerned:
        evidence.append("The address that failed is none of this interview's contacts.")
    elif not ours:
        evidence.append(reason)
    else:
        evidence.append(f"Delivery to the contact failed for good (status {concerned[0].status or 'not stated'}).")
    stops = bool(concerned) and ours
    person = (concerned or lost or list(report.failures))[0].recipient
    return Reading(MessageKind.BOUNCE, stops=stops, dead=stops, person=person, evidence=tuple(evidence))


def _is_our_mail(facts: Facts, report: bounces.Report) -> tuple[bool, str]:
    """Whether the report is about a mail that the user sent in this process."""
    known = bare_ids(facts.context.sent_ids)
    cited = bare_ids((*facts.message.in_reply_to, *facts.message.references)[-_MAX_IDS:])
    if known & (report.original_ids | report.thread_ids | cited):
        return True, ""
    if known and (report.original_ids or cited):
        return False, "It is about another mail than those of this conversation."
    me = {normalise(a) for a in facts.context.me}
    if me and report.author and report.author not in me:
        return False, "The mail it returns was not sent by you (somebody may have used your address)."
    return True, ""
