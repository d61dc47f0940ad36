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

_BOARD_PATH = re.compile(
    r"(?:jobs\.lever\.co|(?:boards|job-boards)(?:\.eu)?\.greenhouse\.io|jobs\.ashbyhq\.com|apply\.workable\.com|jobs\.smartrecruiters\.com|ats\.rippling\.com|careers\.smartrecruiters\.com)/([a-z0-9-]{2,40})"
)
_BOARD_HOST = re.compile(
    r"^([a-z0-9-]{2,40})\.(?:recruitee\.com|teamtailor\.com|jobs\.personio\.(?:de|com)|bamboohr\.com|breezy\.hr|workable\.com|applytojob\.com|softgarden\.io|gupy\.io|homerun\.co|wd\d{1,3}\.myworkdayjobs\.com|join\.com|pinpointhq\.com|comeet\.com|traffit\.com|greenhouse\.io|icims\.com)"
)
_NO_TENANT_WORDS = """
app app2 app3 app4 hire jobs boards www my mail api help support careers career apply connect login us eu talent
secure job-boards candidates no-reply
"""
_NO_TENANT = frozenset(_NO_TENANT_WORDS.split())
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
            return find_label(scene.body, local, scene) or readable(local)
    return None


def is_system(name: str, scene: Scene) -> bool:
    return company_key(name) in scene.rules.system_keys


def tenant(scene: Scene) -> str | None:
    """The customer's name in the link of a recruiting system: "acme.recruitee.com", "jobs.lever.co/acme"."""
    for link in scene.links:
        match = _BOARD_PATH.search(link) or _BOARD_HOST.match(link)
        if match and match[1] not in _NO_TENANT:
            label = match[1].replace("-", "")
            return find_label(scene.body, label, scene) or readable(match[1])
    return None
