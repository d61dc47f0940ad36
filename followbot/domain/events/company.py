"""Which company an invitation is from: by domains, by how the texts write that domain, by fields, by titles.

Mail domains are the strongest evidence and the worst spelling ("acmerobotics.io"), texts the other way round. So a domain is
looked up in the texts, and the words found there are the company's name. Domains of recruiting systems and free mail never
count; an agency's is kept apart from its client's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from followbot.domain.addresses import name_label
from followbot.domain.events import title as titles
from followbot.domain.events.labels import could_be, find_label, readable, written_name
from followbot.domain.events.lexicon import split
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Being, Scene
from followbot.domain.events.text import TOKEN, Words, has_ideographs
from followbot.domain.events.title import Segment
from followbot.domain.grouping import company_key
from followbot.domain.phrases import fold

_NAME_MAX = 60
_LEADS_MAX = 20
_CLOSE = 3
"""Characters between two words of one name."""
_ARTICLES = frozenset(
    {"the", "le", "la", "les", "el", "los", "las", "il", "lo", "der", "die", "das", "de", "het", "o", "a"}
)
_BRIDGE = 3
_NAME_PARTICLES = frozenset(
    "of de du des del della di da do dos das la le les el los aan op het van den der am im zum zur an u pod nad i y e et & von vom".split()  # noqa: SIM905 - a table of words
)
_STOPPING = frozenset({"with", "at", "for"})
_STOP_AT = re.compile(r"[\n.!?;:|()\[\]<>{}\"“”]|,\s|\s[-–—]\s|\s/\s|['’]s\b|\b(?:https?|www)")
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
_ASIAN_COMPANY = re.compile(
    r"(?:株式会社|合同会社|有限会社)\s?[^\s、。,|:/()「」【】・\[\]<>\-–様のと]{1,20}"
    r"|[^\s、。,，|｜:：/()（）「」【】・\[\]<>\-–由的与和在是您我你来自为于到将请贵敝本の]{1,20}(?:株式会社|合同会社|有限公司|科技|集团|集團|股份)"
)
_EAST_ASIAN = (".jp", ".cn", ".tw", ".hk")
_RECRUITING_SUFFIX = re.compile("(?:招聘|招募|人事部?|採用(?:担当|チーム|事務局|窓口)?|人力资源部?|HR|团队|チーム)+$")
_VIA = re.compile(r"\s*(?:\b(?:via|through|by|at|from|@)\b|\||-|–|—|·)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Employer:
    """What is known of the company: its name, its domains, and the agency between, if any."""

    name: str | None
    domains: tuple[str, ...]
    agency: str | None = None


def employer(scene: Scene, sides: Sides) -> Employer:
    """The company of an interview; an agency stands for an unnamed client."""
    hosts = _host_domains(sides)
    clients = [d for d in hosts if not scene.rules.is_agency(d)]
    agencies = [d for d in hosts if scene.rules.is_agency(d)]
    agency = _rendered(agencies[0], scene) if agencies else None
    if clients and (not agencies or _is_person_host(clients[0], sides)):
        return Employer(
            _named_client(scene) or _rendered(clients[0], scene, company_of_title(scene, sides)), tuple(clients), agency
        )
    name = _named_client(scene) or next((c for c in _texts(scene, sides) if not _same(c, agency)), None)
    name = _in_full(name, scene) if name else _tenant(scene)
    return Employer(name or agency, tuple(clients), agency)


def _in_full(name: str, scene: Scene) -> str:
    """A name from the title as the description writes it in full: "Wonka" → "Wonka Industries"."""
    if has_ideographs(name):
        known = [_sender(scene) or "", *(m[0] for m in _ASIAN_COMPANY.finditer(scene.body))]
        return next((k for k in known if name in k and len(k) <= _NAME_MAX), name)
    full = find_label(scene.body, company_key(name), scene)
    return full if full is not None and len(full) > len(name) else name


def _rendered(domain: str, scene: Scene, from_title: str | None = None) -> str:
    """A domain's company as the texts write it, else as the title calls it, else the domain made readable."""
    written = written_name(domain, scene)
    if written:
        return written
    if domain.endswith(_EAST_ASIAN) or scene.languages & {"ja", "zh"}:
        asian = _ASIAN_COMPANY.search(scene.title) or _ASIAN_COMPANY.search(scene.body)
        if asian:
            return asian[0].strip()
    if from_title and _speaks_of(from_title, scene):
        return from_title
    if from_title and (could_be(from_title, domain) or from_title == explicit_company(scene)):
        return from_title
    field = _field(scene, "company_field")
    if field and could_be(field, domain):
        return field
    sender = _sender(scene)
    return sender if sender and could_be(sender, domain) else readable(name_label(domain))


def _speaks_of(name: str, scene: Scene) -> bool:
    """Whether the description names the company of the title too, where the sender's domain is another's: an agency's."""
    behind = rf"(?<!\w){re.escape(name)}(?!\w)\s?(\w*)"
    in_body, in_title = re.findall(behind, scene.body), re.findall(behind, scene.title)
    return bool(in_body) and not any(fold(word) in scene.rules.role_words for word in (*in_body, *in_title))


def _is_person_host(domain: str, sides: Sides) -> bool:
    return any(g.domain == domain for g in sides.hosts)


def _host_domains(sides: Sides) -> list[str]:
    """Domains of the other side, the weightiest first: most people, then the organiser."""
    weight: dict[str, float] = {}
    pool = sides.hosts or sides.colleagues
    for guest in pool:
        value = 1.0 if guest.being is Being.PERSON else 0.6
        weight[guest.domain] = weight.get(guest.domain, 0.0) + value + (0.5 if guest.organizer else 0.0)
    return sorted((d for d in weight if d), key=lambda d: -weight[d])


# --- by text --------------------------------------------------------------------------------------------------------


def _texts(scene: Scene, sides: Sides) -> Iterator[str]:
    """Names that the texts give, the most reliable first."""
    field = _field(scene, "company_field")
    if field:
        yield field
    explicit = explicit_company(scene)
    if explicit:
        yield explicit
    sender = _sender(scene)
    if sender:
        yield sender
    from_title = company_of_title(scene, sides)
    if from_title:
        yield from_title
    yield from _from_body(scene)


def _named_client(scene: Scene) -> str | None:
    return _field(scene, "client_field")


def _field(scene: Scene, sign: str) -> str | None:
    """The value of a field such as "Company: Acme"."""
    for text, hits in ((scene.body, scene.body_vocabulary), (scene.title, scene.title_vocabulary)):
        for hit in hits:
            if hit.sign != sign:
                continue
            rest = text[hit.end : hit.end + _NAME_MAX + 8]
            colon = re.match(r"\**\s{0,2}(?:\([^)]{0,30}\)\s?)?:\s{0,3}\**", rest)
            if colon:
                value = _cut(rest[colon.end() :])
            elif sign == "client_field":
                value = _capitalised(rest.lstrip(" ,")) if rest[:1] in " ," else ""
            else:
                value = ""
            if value and not _is_vocabulary(value, scene):
                return value
    return None


def _cut(text: str) -> str:
    return _STOP_AT.split(text.strip(), maxsplit=1)[0].strip(" *_,-–")[:_NAME_MAX]


def _capitalised(text: str) -> str:
    """The capitalised words at the beginning of a text."""
    words = []
    for word in _cut(text).split():
        if not (
            word[:1].isupper() or word[:1].isdigit() or word in ("&", "of", "und", "and", "de") or not word.isascii()
        ):
            break
        words.append(word)
    while words and words[-1] in ("&", "of", "und", "and", "de"):
        words.pop()
    return " ".join(words[:6])


def explicit_company(scene: Scene) -> str | None:
    """The company behind "@", "at", "bei", "chez" in the title, or beside 株式会社 and its like."""
    asian = _ASIAN_COMPANY.search(scene.title)
    if asian:
        return asian[0].strip()
    parts = titles.segments(scene.title)
    for part in parts:
        if part.before == "@":
            name = _trim(part.text, scene)
            if name:
                return name
    for hit in scene.title_vocabulary:
        if hit.sign != "at":
            continue
        index = next((i for i, p in enumerate(parts) if p.holds(hit)), None)
        end = hit.end if index is None else parts[index].end
        if _within_name(hit.start, hit.quote, scene):
            continue
        name = _trim(scene.title[hit.end : end], scene)
        following = parts[index + 1] if index is not None and index + 1 < len(parts) else None
        if name and following is not None and following.before == "&" and scene.title[:end].endswith(name):
            partner = _trim(following.text, scene)
            return scene.title[end - len(name) : following.start + len(partner)] if partner else name
        if name:
            return name
    return None


def _within_name(start: int, word: str, scene: Scene) -> bool:
    """Whether a preposition stands inside a name: "Kwiaty u Basi"."""
    before = scene.title[:start].split()
    return (
        fold(word) in _NAME_PARTICLES
        and bool(before)
        and before[-1][:1].isupper()
        and bool(_trim(before[-1], scene))
        and not looks_like_person(before[-1], scene.rules)
        and not scene.me.is_named(before[-1])
    )


def _sender(scene: Scene) -> str | None:
    """The company in the display name of a machine or mailbox: "Acme Recruiting", "Acme (via Greenhouse)"."""
    for guest in sorted(scene.guests, key=lambda g: not g.organizer):
        if guest.being not in (Being.MACHINE, Being.GROUP) or not guest.shown or "@" in guest.shown:
            continue
        for piece in _VIA.split(re.sub(r"[()\[\]\"']", "|", guest.shown)):
            name = _RECRUITING_SUFFIX.sub("", piece.strip()) if has_ideographs(piece) else _trim(piece, scene)
            if name and not _is_system(name, scene) and not looks_like_person(name, scene.rules):
                return name
    return _sender_local(scene)


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
            and not _is_system(local, scene)
        ):
            return find_label(scene.body, local, scene) or readable(local)
    return None


def _is_system(name: str, scene: Scene) -> bool:
    return company_key(name) in scene.rules.system_keys


def company_of_title(scene: Scene, sides: Sides) -> str | None:
    """What is left of the title when stages, positions, people, numbers and places are taken away."""
    explicit = explicit_company(scene)
    if explicit:
        return explicit
    parts = titles.segments(scene.title)
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        rest = "" if looks_like_person(part.text, scene.rules) or _is_role(part, scene) else _trim(part.text, scene)
        if rest and not _is_somebody(rest, scene, sides) and company_key(rest) not in scene.rules.tool_keys:
            return _with_partner(rest, part, following, scene, sides)
    return None


def _is_role(part: Segment, scene: Scene) -> bool:
    """Whether a part of the title begins with a position and speaks of no stage: "Engenheiro de Machine Learning"."""
    starts = any(
        h.sign == "role" and h.start <= part.start + 1 < h.end for h in scene.title_vocabulary if part.holds(h)
    )
    return starts and not any(part.holds(h) for hits in scene.title_hits.values() for h in hits)


def _with_partner(name: str, part: Segment, following: Segment | None, scene: Scene, sides: Sides) -> str:
    """A name of two halves: "Brook & Vine"."""
    if following is None or following.before not in ("&", "+") or not part.text.endswith(name):
        return name
    partner = _trim(following.text, scene)
    if not partner or not following.text.startswith(partner) or _is_somebody(partner, scene, sides):
        return name
    return scene.title[scene.title.find(name, part.start) : following.start + len(partner)]


def _is_somebody(text: str, scene: Scene, sides: Sides) -> bool:
    if scene.me.is_named(text) or looks_like_person(text, scene.rules):
        return True
    words = fold(text).split()
    if any(set(words) <= set(fold(m.name).split()) for m in sides.mentions):
        return True
    return any(set(words) <= set(fold(g.name).split()) for g in scene.people if g.name)


def _trim(text: str, scene: Scene) -> str:
    """A segment without the words of the vocabulary: "Acme onsite interview" → "Acme", "Senior Engineer" → ""."""
    cut = split(text)
    known = [
        _known(token, scene) and not (token in scene.rules.company_prefixes and text[start].isupper())
        for token, (start, _) in zip(cut.tokens, cut.spans, strict=True)
    ]
    for hit in (*scene.rules.title.hits(cut, scene.languages), *scene.rules.words.hits(cut, scene.languages)):
        if hit.sign in _STOPPING or has_ideographs(hit.quote):
            known[hit.first : hit.last] = [True] * (hit.last - hit.first)
    _bridge(cut, known)
    pieces = [
        p
        for p in map(_from_capital, _runs(cut, known))
        if len(p) > 1 and not _is_generic(p, scene) and _begins_like_name(p)
    ]
    return max(pieces, key=len, default="")[:_NAME_MAX].strip(" -–:,&.'’")


def _bridge(cut: Words, known: list[bool]) -> None:
    """Small words between two parts of one name belong to it: "Bakkerij aan de Vecht", "Kwiaty u Basi"."""
    for index in range(1, len(known)):
        if not known[index] or known[index - 1] or not cut.text[slice(*cut.spans[index])].islower():
            continue
        end = index
        while end < len(known) and known[end] and cut.text[cut.spans[end][0]].islower() and end - index < _BRIDGE:
            end += 1
        solid = end < len(known) and not known[end] and cut.text[cut.spans[end][0]].isupper()
        words = cut.tokens[index:end]
        between = cut.text[cut.spans[index - 1][1] : cut.spans[min(end, len(known) - 1)][0]]
        if solid and all(w in _NAME_PARTICLES for w in words) and not re.search(r"[^\w\s]", between):
            known[index:end] = [False] * (end - index)


def _runs(cut: Words, known: list[bool]) -> Iterator[str]:
    """Stretches of words that stand side by side and are not known."""
    start: int | None = None
    for index in range(len(known) + 1):
        apart = index == len(known) or known[index]
        gap = cut.spans[index][0] - cut.spans[index - 1][1] if start is not None and not apart and index > start else 0
        far = gap > _CLOSE or (gap > 0 and has_ideographs(cut.tokens[index]) and has_ideographs(cut.tokens[index - 1]))
        if start is not None and (apart or far):
            yield cut.text[cut.spans[_with_article(cut, start)][0] : cut.spans[index - 1][1]]
            start = None
        if not apart and start is None:
            start = index


def _from_capital(text: str) -> str:
    """A stretch of words from its first capital on: "kawiarni Ziarno" → "Ziarno"."""
    words = text.split(" ")
    first = next((i for i, w in enumerate(words) if not w[:1].islower()), 0)
    return " ".join(words[first:])


def _with_article(cut: Words, start: int) -> int:
    """The index of a capitalised article right before a name: "Le Zinc"."""
    if start == 0 or cut.tokens[start - 1] not in _ARTICLES or cut.spans[start][0] - cut.spans[start - 1][1] != 1:
        return start
    return start - 1 if cut.text[cut.spans[start - 1][0]].isupper() and start > 1 else start


def _begins_like_name(text: str) -> bool:
    if not any(c.isalpha() for c in text):
        return False
    return text[:1].isupper() or text[:1].isdigit() or not text[:1].isascii() or _brandlike(text)


def _is_generic(text: str, scene: Scene) -> bool:
    """Whether every word can stand in many companies' names: "Coffee", "Data Systems"."""
    return all(
        fold(w[0]) in scene.rules.company_nouns or fold(w[0]) in scene.rules.not_names for w in TOKEN.finditer(text)
    )


def _brandlike(text: str) -> bool:
    """Small letters can be a brand ("trivago", "n8n") only when they are one word and not of the language."""
    return " " not in text and any(c.isupper() or c.isdigit() for c in text)


def _known(word: str, scene: Scene) -> bool:
    folded = fold(word)
    return (
        (folded in scene.rules.not_names and folded not in scene.rules.company_nouns)
        or folded.isdigit()
        or folded in scene.rules.filler
    )


def _is_vocabulary(text: str, scene: Scene) -> bool:
    return not _trim(text, scene)


def _from_body(scene: Scene) -> Iterator[str]:
    """Names behind "at", "interest in", "the team at" in the description."""
    counts: dict[str, int] = {}
    leads = [h for h in scene.body_vocabulary if h.sign in ("company_of", "at", "interviewer_field")]
    for hit in leads[:_LEADS_MAX]:
        name = _capitalised(scene.body[hit.end : hit.end + _NAME_MAX].lstrip(" "))
        name = _trim(name, scene) if name else ""
        if (
            name
            and not looks_like_person(name, scene.rules)
            and not _is_system(name, scene)
            and not scene.me.is_named(name)
        ):
            counts[name] = counts.get(name, 0) + (2 if hit.last - hit.first > 1 else 1)
    yield from sorted(counts, key=lambda n: -counts[n])


def _tenant(scene: Scene) -> str | None:
    """The customer's name in the link of a recruiting system: "acme.recruitee.com", "jobs.lever.co/acme"."""
    for link in scene.links:
        match = _BOARD_PATH.search(link) or _BOARD_HOST.match(link)
        if match and match[1] not in _NO_TENANT:
            label = match[1].replace("-", "")
            return find_label(scene.body, label, scene) or readable(match[1])
    return None


def _same(name: str, other: str | None) -> bool:
    return other is not None and company_key(name) == company_key(other)
