"""Whether a mail may mean something for a process, judged by what is cheap to read."""

from __future__ import annotations

from collections.abc import Iterable

from followbot.domain.addresses import domain_of, local_of, normalise, registrable, within
from followbot.domain.answers.relations import bare_ids, looks_known, own_domains
from followbot.domain.answers.rules import ReplyRules
from followbot.domain.answers.transport import is_daemon, is_recruiting_system, is_robot
from followbot.domain.model import Address, ReplyContext


def may_concern(
    sender: Address,
    recipients: Iterable[Address],
    subject: str,
    message_ids: frozenset[str],
    content_type: str,
    sent: bool,
    context: ReplyContext,
    rules: ReplyRules,
) -> bool:
    """Whether a mail may mean something for a process, judged by what is cheap to read. Errs on the side of yes.

    `message_ids` are the Message-IDs it refers to. A mail server's notices, calendar mail and recruiting systems always
    may: what they are about stands in their bodies. So may who only looks like somebody of the process: such mail counts as
    nothing, and the user is told. What lies among `sent` mail is the user's own, from whatever address, or filed there with it.
    """
    transport = rules.transport
    if bare_ids(message_ids) & bare_ids(context.sent_ids):
        return True
    if content_type.lower().startswith(("multipart/report", "text/calendar")):
        return True
    people = frozenset(normalise(c.email) for c in context.contacts if c.email)
    homes = own_domains(context, transport) | frozenset(registrable(d) for d in context.agency_domains)

    def ours(address: Address) -> bool:
        return normalise(address.email) in people or registrable(domain_of(address.email)) in homes

    if sent or normalise(sender.email) in {normalise(a) for a in context.me}:
        return any(ours(address) for address in (sender, *recipients))
    domain, local = domain_of(sender.email), local_of(sender.email)
    if ours(sender) or is_daemon(local, transport) or not sender.email:
        return True
    machine = is_recruiting_system(domain, transport) or within(domain, transport.scheduler_domains)
    if machine or (is_robot(local, transport) and _mentions_company(subject, sender, context)):
        return True
    return looks_known(sender, context.contacts, people, homes, transport)


def _mentions_company(subject: str, sender: Address, context: ReplyContext) -> bool:
    name = context.company.casefold()
    return bool(name) and name in f"{subject} {sender.name}".casefold()
