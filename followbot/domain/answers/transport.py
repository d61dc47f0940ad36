"""What the envelope and the headers of a mail say about who wrote it: a person, a machine, a list.

One header is no proof: people write through servers that add `Precedence: bulk` or `List-Unsubscribe`, and machines write
without any header. So every header found is a trace with a weight, and `replies` adds the text to the sum. The traces
are data (`rules/replies/transport.toml`), with the source of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from followbot.domain.addresses import domain_of, local_of, name_label, within
from followbot.domain.model import Message

_RESULT = re.compile(r"\b(dmarc|spf|dkim)\s?=\s?([a-z]+)", re.IGNORECASE)
_MAX_HEADER = 2_000
_MAIL_WORDS = frozenset(("mail", "email", "mails", "mailer", "notifications", "notify", "app", "apps", "jobs", "hr"))
_SHORTEST_BRAND = 5
_RELAYED = re.compile(r"^(?:reply|replies|conversation|thread|message|msg|inbox|relay)[+._=-][\w+=.-]{4,}$")
"""Addresses that carry the key of a conversation."""
_LOCAL_SPLIT = re.compile(r"[.\-_+]")


class Speaks(StrEnum):
    """What a trace speaks for."""

    REPLY = "reply"
    """Written by a machine because a mail came in (vacation, acknowledgement)."""
    GENERATED = "generated"
    """Written by a machine for some other reason."""
    BULK = "bulk"
    """The same text to many."""
    LIST = "list"
    """Passed on by a discussion list."""
    PERSON = "person"
    """Written in a mail program."""


@dataclass(frozen=True, slots=True)
class HeaderTrace:
    """A header that means something when its value begins with, or contains, one of `values` (any value when empty)."""

    name: str
    values: tuple[str, ...]
    speaks: Speaks
    weight: float
    says: str
    whole: bool = False

    def found(self, headers: Mapping[str, str]) -> bool:
        value = headers.get(self.name)
        if value is None:
            return False
        if self.whole:
            return value.partition(";")[0].strip() in self.values
        return not self.values or any(wanted in value for wanted in self.values)


@dataclass(frozen=True, slots=True)
class TransportRules:
    """Data of `rules/replies/transport.toml`, with the domains of recruiting systems added from `rules/systems`."""

    traces: tuple[HeaderTrace, ...]
    robots: frozenset[str]
    robot_prefixes: tuple[str, ...]
    daemons: frozenset[str]
    recruiting_roles: frozenset[str]
    marketing_roles: frozenset[str]
    offices: frozenset[str]
    house_words: frozenset[str]
    """Words in a display name that make it a department's or a company's."""
    name_joints: frozenset[str]
    """Words between a person's name and that of the house: "Ada Lovelace via Greenhouse"."""
    desk_marks: tuple[str, ...]
    """How the references begin, in small letters, that help desks put below a mail to find its answers again."""
    familiar: frozenset[str]
    """What stands before a Chinese family name among colleagues."""
    relay_joints: frozenset[str]
    """Those of them that only stand before the name of a system that passes something on."""
    ats_domains: frozenset[str]
    scheduler_domains: frozenset[str]
    own_calendars: frozenset[str]
    freemail: frozenset[str]
    receipts: tuple[str, ...]
    """How the subject of a read receipt begins."""
    receipt_headers: Mapping[str, frozenset[str]]
    """Headers by which registered mail confirms, with the values that tell no failure."""
    ats_brands: frozenset[str]
    """Names of recruiting systems, which send from more domains than anybody lists ("acme.greenhouse-mail.example")."""


def parse_transport(
    raw: Mapping[str, Any], ats: Iterable[str], schedulers: Iterable[str], freemail: Iterable[str]
) -> TransportRules:
    """Read the transport table; raises KeyError or ValueError where the file is wrong, which a test catches."""
    senders = raw["senders"]
    known = frozenset(senders["ats_domains"]) | frozenset(ats)
    return TransportRules(
        traces=tuple(_trace(entry) for entry in raw["header"]),
        robots=frozenset(senders["robots"]),
        robot_prefixes=tuple(senders["robot_prefixes"]),
        daemons=frozenset(senders["daemons"]),
        recruiting_roles=frozenset(senders["recruiting_roles"]),
        marketing_roles=frozenset(senders["marketing_roles"]),
        offices=frozenset(senders["offices"]),
        house_words=frozenset(senders["house_words"]),
        name_joints=frozenset(senders["name_joints"]),
        desk_marks=tuple(senders["desk_marks"]),
        familiar=frozenset(senders["familiar"]),
        relay_joints=frozenset(senders["relay_joints"]),
        ats_domains=known,
        scheduler_domains=frozenset(senders["scheduler_domains"]) | frozenset(schedulers),
        own_calendars=frozenset(senders["own_calendars"]),
        freemail=frozenset(freemail),
        receipts=tuple(senders["receipts"]),
        receipt_headers={name: frozenset(values) for name, values in senders["receipt_headers"].items()},
        ats_brands=frozenset(
            brand for domain in known for brand in _brand_words(domain) if len(brand) >= _SHORTEST_BRAND
        ),
    )


def _brand_words(domain: str) -> list[str]:
    """The words of a registered name, without those that only say that mail is sent from there."""
    return [word for word in name_label(domain).split("-") if word not in _MAIL_WORDS]


def is_recruiting_system(domain: str, rules: TransportRules) -> bool:
    """Whether a recruiting system sends from a domain: a listed one, or one that is named after a system and nothing else."""
    if within(domain, rules.ats_domains):
        return True
    words = _brand_words(domain)
    return len(words) == 1 and words[0] in rules.ats_brands


def _trace(entry: Mapping[str, Any]) -> HeaderTrace:
    return HeaderTrace(
        name=entry["name"],
        values=tuple(value.lower() for value in entry.get("values", ())),
        speaks=Speaks(entry["speaks"]),
        weight=float(entry["weight"]),
        says=entry["says"],
        whole=bool(entry.get("whole", False)),
    )


@dataclass(frozen=True, slots=True)
class Transport:
    """The facts of one mail: traces found, and what its sender's address is."""

    traces: tuple[HeaderTrace, ...]
    robot: bool
    """The address itself says that nobody reads it."""
    daemon: bool
    ats: bool
    scheduler: bool
    own_calendar: bool
    recruiting_role: bool
    office: bool
    marketing_role: bool
    forged: str
    """Why the sender must not be believed, "" when nothing speaks against it."""

    def weight(self, *kinds: Speaks) -> float:
        return sum(trace.weight for trace in self.traces if trace.speaks in kinds)

    def reasons(self, *kinds: Speaks) -> tuple[str, ...]:
        return tuple(trace.says for trace in self.traces if trace.speaks in kinds)


def examine(message: Message, rules: TransportRules) -> Transport:
    """Read the headers of one mail."""
    headers = {key: value[:_MAX_HEADER].strip().lower() for key, value in reversed(message.headers)}
    domain = domain_of(message.sender.email)
    local = local_of(message.sender.email)
    return Transport(
        traces=tuple(trace for trace in rules.traces if trace.found(headers)),
        robot=is_robot(local, rules),
        daemon=is_daemon(local, rules),
        ats=is_recruiting_system(domain, rules) or _is_relay(message.sender.name, local, rules),
        own_calendar=message.sender.email.lower() in rules.own_calendars,
        scheduler=within(domain, rules.scheduler_domains),
        recruiting_role=_has_role(local, rules.recruiting_roles),
        office=local in rules.offices,
        marketing_role=_has_role(local, rules.marketing_roles),
        forged=authentication_failure(message),
    )


def _is_relay(name: str, local: str, rules: TransportRules) -> bool:
    """Whether an unknown system passes on what somebody wrote: "Ada Lovelace via Hirewell" <reply+8f2c11@hirewell.example>."""
    shown = re.split(r"[\s()（）]+", name[:_MAX_HEADER].lower())
    return _RELAYED.match(local) is not None and not rules.relay_joints.isdisjoint(shown)


def is_robot(local: str, rules: TransportRules) -> bool:
    """Whether the part before the @ says that nobody reads the answers."""
    flat = _LOCAL_SPLIT.sub("", local)
    return flat in rules.robots or flat.startswith(rules.robot_prefixes) or _has_role(local, rules.robots)


def speaks_for_house(local: str, rules: TransportRules) -> bool:
    """Whether an address is a machine's or that of all recruiters, and so nobody's own."""
    return is_robot(local, rules) or _has_role(local, rules.recruiting_roles)


def is_daemon(local: str, rules: TransportRules) -> bool:
    return local.partition("+")[0] in rules.daemons


def _has_role(local: str, roles: frozenset[str]) -> bool:
    return local in roles or any(part in roles for part in _LOCAL_SPLIT.split(local))


def authentication_failure(message: Message) -> str:
    """Why the receiving server does not believe the sender (RFC 8601, RFC 7489), "" when it does or says nothing.

    Only the topmost Authentication-Results counts: it was added last, by the user's own server; the ones below it may
    have been written by the sender. Without a DMARC verdict, SPF and DKIM must both have failed.
    """
    newest = message.header("authentication-results")[:_MAX_HEADER]
    verdicts: dict[str, str] = {}
    for method, verdict in _RESULT.findall(newest.lower()):
        if method == "dkim" and verdicts.get("dkim") == "pass":
            continue
        verdicts[method] = verdict
    if verdicts.get("dmarc") == "fail":
        return "The receiving mail server found that the sender's address is forged (DMARC failed)."
    if "dmarc" not in verdicts and verdicts.get("spf") == "fail" and verdicts.get("dkim", "none") in {"fail", "none"}:
        return "The receiving mail server found that the sender's address is probably forged (SPF and DKIM failed)."
    return ""


def is_private_domain(domain: str, rules: TransportRules) -> bool:
    """Whether people at this domain need not know each other: free mail, hosting, recruiting systems."""
    return (
        within(domain, rules.freemail) or is_recruiting_system(domain, rules) or within(domain, rules.scheduler_domains)
    )
