"""The company that machines give away: the display name they send with, the customer's name in their links."""

from __future__ import annotations

import re

from followbot.domain.events.labels import find_label, readable
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.scene import Being, Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.titled import trimmed
from followbot.domain.grouping import company_key, without_legal_form
from followbot.domain.people import is_role

_CUSTOMER = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
_WORKDAY = re.compile(r"wd\d{1,3}")
_RECRUITING_SUFFIX = re.compile("(?:招聘|招募|人事部?|採用(?:担当|チーム|事務局|窓口)?|人力资源部?|HR|团队|チーム)+$")
_VIA = re.compile(r"\s*(?:\b(?:via|through|by|at|from|@)\b|\||-|–|—|·)\s*", re.IGNORECASE)


def sender_company(scene: Scene) -> str | None:
    """The company in the display name of a machine or mailbox: "Acme Recruiting", "Acme (via Greenhouse)"."""
    for guest in sorted(scene.guests, key=lambda g: not g.organizer):
        if guest.being not in (Being.MACHINE, Being.GROUP) or not guest.shown or "@" in guest.shown:
            continue
        for piece in _VIA.split(re.sub(r"[()\[\]\"']", "|", guest.shown)):
            piece = without_legal_form(_without_systems(piece, scene))
            name = _RECRUITING_SUFFIX.sub("", piece.strip()) if has_ideographs(piece) else trimmed(piece, scene)
            if not name and len(piece.split()) > 1 and not is_role(piece) and piece[:1].isupper():
                name = piece.strip()
            if name and not is_system(name, scene) and not looks_like_person(name, scene.rules):
                return name
    return _sender_local(scene)


def _without_systems(name: str, scene: Scene) -> str:
    """A display name without the system that sends it: "Keystone Foods Workday"."""
    words = name.split()
    while len(words) > 1 and company_key(words[-1]) in scene.rules.system_keys:
        words.pop()
    return " ".join(words)


def _sender_local(scene: Scene) -> str | None:
    """Workday and others send from "acme@myworkday.com"."""
    for guest in scene.guests:
        local = guest.email.partition("@")[0]
        if (
            guest.being is Being.MACHINE
            and guest.system is not None
            and guest.system.kind == "ats"
            and re.fullmatch(r"[a-z]{3,30}", local)
        ) and (
            local not in scene.rules.senders.machines
            and local not in scene.rules.senders.groups
            and not is_system(local, scene)
        ):
            return find_label(scene.body, local, scene) or readable(local, scene)
    return None


def is_system(name: str, scene: Scene) -> bool:
    return company_key(name) in scene.rules.system_keys


def tenant(scene: Scene) -> str | None:
    """The customer's name in the links and senders of a recruiting system: "acme.recruitee.com", "jobs.lever.co/acme"."""
    senders = (g.email.rpartition("@")[2] for g in scene.guests if g.being is Being.MACHINE)
    for link in (*scene.links, *senders):
        customer = _customer(link, scene)
        if customer:
            return find_label(scene.body, customer.replace("-", ""), scene) or readable(customer, scene)
    return None


def _customer(link: str, scene: Scene) -> str:
    host, _, path = link.partition("/")
    reading, system = scene.rules.reading, scene.rules.system_of(host)
    if system is None or system.kind != "ats":
        return ""
    if host in reading.tenant_paths:
        named = [path.partition("/")[0].partition("?")[0]]
    else:
        domain = max((d for d in system.domains if host.endswith(f".{d}")), key=len, default=host)
        named = host.removesuffix(domain).rstrip(".").split(".")[:1]
    return next((n for n in named if _CUSTOMER.fullmatch(n) and not _is_nobodys(n, scene)), "")


def _is_nobodys(label: str, scene: Scene) -> bool:
    """Whether a part of a host is a recruiting system's own."""
    return label in scene.rules.reading.no_tenants or _WORKDAY.fullmatch(label) is not None or is_system(label, scene)
