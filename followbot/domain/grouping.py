"""Which process an interview belongs to: the same company and position, else the same company, else the client of an agency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from followbot.domain.addresses import registrable
from followbot.domain.model import Findings, Interview, Process, Standing
from followbot.domain.phrases import fold

_LEGAL_WORDS = """
inc incorporated llc ltd limited plc corp corporation co company gmbh ag kg ohg ug se ev kgaa mbh gbr sa sas sarl eurl
sl slu sau srl spa snc bv nv vof ab as asa oy oyj aps lda ltda eireli spzoo sti kk pty pte llp lp holding holdings
group gruppe groupe grupo the sprl scrl asbl vzw cvba pvt kft zrt sasu selarl scop
"""
_LEGAL = frozenset(_LEGAL_WORDS.split())
_ASIAN_FORM = re.compile("株式会社|有限会社|合同会社|\\(株\\)|㈱|(?:股份)?有限(?:责任)?公司")
_FORMS = _LEGAL - {"company", "group", "gruppe", "groupe", "grupo", "holding", "holdings", "the"}
_ASIAN_LEGAL = re.compile("株式会社|有限会社|合同会社|\\(株\\)|㈱|(?:股份|科技)?有限(?:责任)?公司|集团")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_ALIKE = 0.75
"""The share of a title's words that two titles of one interview have in common."""
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """A company's name without case, punctuation, accents and legal form: "ACME Robotics, Inc." → "acmerobotics"."""
    text = fold(name[:200] if name.isascii() else _ASIAN_LEGAL.sub(" ", name[:200]))
    if text.isalnum():
        return fold(text)  # one word, as most are
    if "." in text:
        text = _DOTTED.sub("", text)
    words = _WORD.findall(text.replace("sp. z o.o", " ").replace("sp z oo", " ").replace("s.r.l", " "))
    kept = [w for w in words if w not in _LEGAL]
    return fold("".join(kept or words))


def without_legal_form(name: str) -> str:
    """A company's name as people say it: "Nordlicht Energie GmbH" → "Nordlicht Energie", "株式会社アオイ" → "アオイ"."""
    bare = _ASIAN_FORM.sub("", name).strip() or name
    words = bare.split()
    while len(words) > 1 and _is_legal(words[-1]):
        words.pop()
    return " ".join(words).rstrip(" ,&") or bare


def _is_legal(word: str) -> bool:
    plain = fold(word.strip(",")).replace(".", "")
    return plain in _FORMS or plain in ("&", "oo", "z", "sp")


def same_company(a: str | None, b: str | None) -> bool:
    """Whether two names are one company's. Of two names one may be the beginning of the other ("Acme", "Acme Robotics")."""
    if not a or not b:
        return False
    first, second = company_key(a), company_key(b)
    if first[:1] != second[:1] or not first:
        return False  # nearly always, and this is asked for each interview of each company
    first, second = sorted((first, second), key=len)
    return first == second or (len(first) >= 4 and second.startswith(first) and _begins_with_words(a, b))


def _begins_with_words(a: str, b: str) -> bool:
    shorter, longer = sorted(([w for w in _WORD.findall(fold(n)) if w not in _LEGAL] for n in (a, b)), key=len)
    return bool(shorter) and longer[: len(shorter)] == shorter


def belongs_to(findings: Findings, start: datetime, processes: Iterable[Process], gap: timedelta) -> Process | None:
    """The process that a new interview continues, None where it opens one of its own.

    A process is out of the question when it had closed before the interview, or when its last round lies `gap` or more before
    it. Where several fit, one with the same position wins, then the one with the latest round.
    """
    related = [p for p in processes if p.rounds and _related(findings, p) and _is_open(p, start, gap)]
    same_role = [p for p in related if _same_role(findings.role, p.role)]
    candidates = same_role or [p for p in related if not _other_role_certain(findings, p)]
    return max(candidates, key=lambda p: (max(r.end for r in p.rounds), p.id), default=None)


def replaces(old: Interview, new: Interview) -> bool:
    """Whether an event is an older one that was cancelled and made anew, as recruiting systems reschedule.

    The older one no longer stands and never took place, both have the same title but for words such as "Updated", and the same
    people as far as both name any.
    """
    if old.uid == new.uid or old.standing not in (Standing.CANCELLED, Standing.VANISHED) or old.seen_after_end:
        return False
    words, others = (frozenset(_WORD.findall(fold(i.summary))) for i in (old, new))
    alike = bool(words & others) and len(words & others) >= _ALIKE * min(len(words), len(others))
    people, persons = ({c.key for c in i.findings.contacts} for i in (old, new))
    return alike and (not people or not persons or bool(people & persons))


def _is_open(process: Process, start: datetime, gap: timedelta) -> bool:
    if process.closed is not None and (process.closed_at is None or process.closed_at < start):
        return False
    return min(abs(start - r.end) for r in process.rounds) < gap


def _related(findings: Findings, process: Process) -> bool:
    """By name or domain; an agency alone relates nothing but interviews for the same position."""
    domains = _registrable(findings.company_domains) & _registrable(process.domains)
    if _agency_only(findings) or _agency_only_process(process):
        shared = same_company(findings.agency, process.agency) or bool(domains)
        return shared and _same_role(findings.role, process.role)
    if findings.company and process.company and findings.agency and process.agency:
        return same_company(findings.company, process.company)
    return bool(domains) or same_company(findings.company, process.company)


@lru_cache(maxsize=4096)
def _registrable(domains: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(registrable, domains))


def _agency_only(findings: Findings) -> bool:
    return findings.agency is not None and (findings.company is None or same_company(findings.company, findings.agency))


def _agency_only_process(process: Process) -> bool:
    return process.agency is not None and (process.company is None or same_company(process.company, process.agency))


def _same_role(a: str | None, b: str | None) -> bool:
    if not a or not b:
        return False
    first, second = (frozenset(_WORD.findall(fold(r))) for r in (a, b))
    return bool(first) and bool(second) and (first <= second or second <= first)


def _other_role_certain(findings: Findings, process: Process) -> bool:
    """Two positions named in full that share no word are two applications at one company."""
    if not findings.role or not process.role:
        return False
    return not (frozenset(_WORD.findall(fold(findings.role))) & frozenset(_WORD.findall(fold(process.role))))
