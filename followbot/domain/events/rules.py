"""The knowledge of detection, read from the TOML files of `rules/detection`, `rules/systems`, `rules/mail`, compiled once.

Every shape error names the file and the key, because these files are edited by hand. Nothing in them is a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from typing import Any

from followbot.domain.addresses import name_label
from followbot.domain.events.choices import Choices
from followbot.domain.events.housekinds import tables_of
from followbot.domain.events.leaning import EventLeanings
from followbot.domain.events.lexicon import Lexicon
from followbot.domain.events.naming import Naming, naming_of
from followbot.domain.events.reading import Reading, reading_of, readings_of
from followbot.domain.events.senders import Senders
from followbot.domain.events.signs import RuleProblem, Sign, sign_of, tables
from followbot.domain.events.systems import System, system_of
from followbot.domain.events.terms import Term, parse, parts_of
from followbot.domain.events.weights import Weights
from followbot.domain.grouping import company_key
from followbot.domain.phrases import fold

_LABELS_MAX = 6
_NAME_MIN = 5
"""Letters of a system's name from which on a longer domain may be its too."""
_ABBREVIATED = 3
"""Letters up to which the name of a weekday is short for it."""
_BIASED = "a number 'bias' and a text 'weights'"
_TOOLS = ("meeting", "scheduling", "assessment", "notetaker")
_STAGE_WORDS = """
interview screen screening recruiter hiring_manager technical exercise panel final stage intro offer trial assessment
role_talk talk applicant candidate platform
"""
_STAGES = tuple(_STAGE_WORDS.split())
"""Signs whose words stand beside names in titles without being part of them."""
Raw = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on an event is an interview, or at least doubtful, and where the scale begins."""

    interview: float
    unsure: float
    job: float
    whose: float
    veto: float
    """The most that the log-odds of a vetoed event can be."""


@dataclass(frozen=True, slots=True, eq=False)
class DetectionRules:
    """Everything that detection knows. Immutable; safe to share between threads."""

    thresholds: Thresholds
    reading: Reading
    signs: Mapping[str, Sign]
    title: Lexicon
    body: Lexicon
    words: Lexicon
    """Vocabulary of reading: role nouns, job titles, "with", "at", field names … by sign."""
    third: Lexicon
    """How texts speak of people whom one does not meet: founders, referrers, predecessors, other candidates, the porter."""
    system_by_domain: Mapping[str, System]
    system_by_label: Mapping[str, System]
    """Recruiting systems by the name in their domains."""
    mailer_affixes: tuple[str, ...]
    """What systems write behind their name in the domains that they send mail from."""
    tool_keys: frozenset[str]
    """The names of what hosts and schedules meetings: never the company of a title."""
    system_keys: frozenset[str]
    """The names of systems as `company_key` writes them: they are nobody's employer."""
    senders: Senders
    languages: Mapping[str, frozenset[str]]
    spoken_by: Mapping[str, tuple[str, ...]]
    """The languages that have a word among their commonest."""
    countries: Mapping[str, str]
    """Languages by top-level domain."""
    zones: Mapping[str, frozenset[str]]
    legal_forms: frozenset[str]
    company_words: frozenset[str]
    event_name_fields: tuple[str, ...]
    role_words: frozenset[str]
    """Nouns of positions, many of which are family names: Koch, Baker."""
    not_names: frozenset[str]
    not_names_in: Mapping[str, frozenset[str]]
    filler_in: Mapping[str, frozenset[str]]
    agencies: frozenset[str]
    agency_words: tuple[str, ...]
    agency_name_words: frozenset[str]
    """Words that only the names of agencies have: "Altaris Executive", "Tempojob ETT"."""
    corporate_affixes: tuple[str, ...]
    recruiting_words: frozenset[str]
    boilerplate: tuple[str, ...]
    resume_words: tuple[str, ...]
    company_nouns: frozenset[str]
    company_prefixes: frozenset[str]
    courtesy: frozenset[str]
    """What goes before names, without its full stop: "dr", "dott.ssa", "pani"."""
    degrees: frozenset[str]
    register_trades: frozenset[str]
    """What a register writes before a legal form, and nobody else: "Handels GmbH"."""
    negations: frozenset[str]
    waiting: frozenset[str]
    """Words with which a negation is impatience: "I can't wait"."""
    ranks: tuple[str, ...]
    """Beginnings of words that are titles in front of names in languages that bend them."""
    given_names: frozenset[str]
    names: frozenset[str]
    """Given names and family names that are hardly anything else; folded."""
    chinese_family_names: str
    family_readings: Mapping[str, frozenset[str]]
    """How family names in characters are read in Latin letters: 野村 "nomura"."""
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    days: frozenset[str]
    """The names of weekdays in all languages, folded."""
    days_short: frozenset[str]
    """The same in two or three letters; most of them are other words elsewhere."""
    filler: frozenset[str]
    """Small words that are never a name: prepositions, articles, times."""
    leanings: EventLeanings
    outlines: Mapping[str, str]
    """What a reader is told of what is seen of an event besides its words; see `outline`."""
    choices: Choices
    positions: Choices
    naming: Naming
    attendance: Weights
    """What the traits of somebody weigh who may take part."""
    houses: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Kinds of institutions and businesses by language; see `housekinds`."""

    def is_agency(self, domain: str) -> bool:
        """Whether a company domain belongs to a recruitment agency, as known or by its name."""
        return _is_agency(self, domain)

    def system_of(self, domain: str) -> System | None:
        """The system that a mail domain belongs to."""
        labels = domain.lower().split(".")[-_LABELS_MAX:]
        for start in range(len(labels) - 1):
            system = self.system_by_domain.get(".".join(labels[start:]))
            if system is not None:
                return system
        return self._mailer_of(name_label(domain))

    def _mailer_of(self, label: str) -> System | None:
        """The system whose name a domain of its mails carries: "recruiteemail.com", "lever-notifications.net"."""
        for affix in self.mailer_affixes if label.endswith(self.mailer_affixes) else ():
            base = label.removesuffix(affix).rstrip("-")
            if len(base) >= _NAME_MIN and base != label and base in self.system_by_label:
                return self.system_by_label[base]
        return None

    def spoken(self, languages: frozenset[str]) -> DetectionRules:
        """The rules with the small words of these languages only: "door" is a filler in Dutch alone."""
        return _spoken(self, languages)

    def is_given(self, token: str) -> bool:
        """Whether a folded word is a given name, in Polish in any case."""
        if token in self.given_names or not self.naming.bends:
            return token in self.given_names
        return not self.given_names.isdisjoint(self.naming.forms_of(token))


@lru_cache(maxsize=512)  # asked half a dozen times about each domain of an event
def _is_agency(rules: DetectionRules, domain: str) -> bool:
    label = fold(name_label(domain))
    return label in rules.agencies or any(map(label.__contains__, rules.agency_words))


@lru_cache(maxsize=256)
def _spoken(rules: DetectionRules, languages: frozenset[str]) -> DetectionRules:
    return replace(
        rules,
        naming=replace(rules.naming, bends="pl" in languages),
        not_names=rules.not_names.union(*(rules.not_names_in.get(code, frozenset()) for code in languages)),
        filler=frozenset().union(*(rules.filler_in.get(code, frozenset()) for code in languages)),
    )


def parse_rules(raw: Raw) -> DetectionRules:
    """Compile the rule files (`bootstrap.rule_files()`); raises `RuleProblem` where one has the wrong shape."""
    general = _table(raw, "detection/general")
    systems = tuple(_systems(raw))
    packs = {name: pack for name, pack in raw.items() if name.startswith("detection/") and "language" in pack}
    given = frozenset(str(raw.get("detection/given_names", {}).get("names", "")).split())
    naming = naming_of(raw)
    role_words = frozenset(
        w for p in packs.values() for t in p.get("words", {}).get("role", []) for w in _solid_words(t)
    )
    filler = frozenset(fold(w) for n, p in packs.items() for k in ("common", "filler") for w in _strings(p, k, n))
    zones = [(str(p["language"]), _strings(p, "zones", n)) for n, p in packs.items()]
    return DetectionRules(
        thresholds=Thresholds(**{k: float(v) for k, v in _table(general, "thresholds", "detection/general").items()}),
        reading=reading_of(partial(_strings, _table(raw, "detection/reading"), where="detection/reading")),
        signs={name: sign_of(name, table) for name, table in tables(_table(raw, "detection/signs"))},
        title=Lexicon.of(chain(_terms(packs, "title"), _noted(packs))),
        body=Lexicon.of(_terms(packs, "body")),
        third=Lexicon.of(_terms(packs, "third")),
        words=Lexicon.of(chain(_terms(packs, "words"), _general_terms(general))),
        system_by_domain={domain: system for system in systems for domain in system.domains},
        system_by_label={name_label(d): s for s in systems if s.kind == "ats" for d in s.domains},
        mailer_affixes=tuple(_strings(general, "mailer_affixes", "detection/general")),
        tool_keys=frozenset(company_key(s.name) for s in systems if s.kind in _TOOLS),
        system_keys=frozenset(
            key for s in systems for key in (company_key(s.name), company_key(name_label(s.domains[0])))
        ),
        senders=_senders(raw),
        languages={str(p["language"]): frozenset(fold(w) for w in _strings(p, "common", n)) for n, p in packs.items()},
        spoken_by=_spoken_by(packs),
        countries={tld: str(p["language"]) for n, p in packs.items() for tld in _strings(p, "countries", n)},
        zones={z: frozenset(c for c, zs in zones if z in zs) for _, zs in zones for z in zs},
        legal_forms=frozenset(_strings(general, "legal_forms", "detection/general")),
        company_words=frozenset(map(fold, _strings(general, "company_words", "detection/general"))),
        event_name_fields=tuple(_strings(general, "event_name_fields", "detection/general")),
        role_words=role_words,
        not_names=frozenset(fold(w) for w in _strings(general, "not_names", "detection/general")),
        not_names_in={str(p["language"]): _not_names(n, p, general) for n, p in packs.items()},
        filler_in={
            str(p["language"]): frozenset(fold(w) for w in (*_strings(p, "common", n), *_strings(p, "filler", n)))
            for n, p in packs.items()
        },
        agencies=frozenset(_strings(general, "agencies", "detection/general")),
        agency_words=tuple(_strings(general, "agency_words", "detection/general")),
        agency_name_words=frozenset(map(fold, _strings(general, "agency_name_words", "detection/general"))),
        corporate_affixes=tuple(_strings(general, "corporate_affixes", "detection/general")),
        boilerplate=tuple(w.lower() for w in _strings(general, "boilerplate", "detection/general")),
        resume_words=tuple(fold(w) for w in _strings(general, "resume_words", "detection/general")),
        company_prefixes=frozenset(fold(w) for w in _strings(general, "company_prefixes", "detection/general")),
        company_nouns=frozenset(_strings(general, "company_nouns", "detection/general")),
        courtesy=frozenset(_strings(general, "courtesy", "detection/general")),
        degrees=frozenset(_strings(general, "degrees", "detection/general")),
        register_trades=frozenset(map(fold, _strings(general, "register_trades", "detection/general"))),
        negations=frozenset(map(fold, _strings(general, "negations", "detection/general"))),
        waiting=frozenset(map(fold, _strings(general, "waiting", "detection/general"))),
        ranks=tuple(fold(w) for w in _strings(general, "ranks", "detection/general")),
        given_names=given,
        chinese_family_names=str(raw.get("detection/given_names", {}).get("chinese_family_names", "")),
        family_readings=readings_of(raw.get("detection/family_names", {})),
        months=_numbered(packs, "months", 1),
        weekdays=_numbered(packs, "weekdays", 0),
        days=frozenset(fold(day) for day in _numbered(packs, "weekdays", 0) if len(day) > _ABBREVIATED),
        days_short=frozenset(map(fold, _numbered(packs, "weekdays_short", 0))),
        filler=filler,
        recruiting_words=frozenset(_strings(general, "recruiting_words", "detection/general")),
        choices=Choices(_learned(raw, "detection/companies", "a text 'weights'")),
        positions=Choices(_learned(raw, "detection/positions", "a text 'weights'")),
        leanings=EventLeanings(_learned(raw, "detection/learned", _BIASED)),
        names=(naming.families - role_words - filler) | given,
        outlines={k: str(v) for k, v in raw.get("detection/outlines", {}).items()},
        naming=naming,
        attendance=Weights(_learned(raw, "detection/people", _BIASED)),
        houses=tables_of(raw.get("detection/houses", {})),
    )


def _learned(raw: Raw, name: str, needs: str) -> Mapping[str, Any]:
    """A table of learned weights, empty where there is none; `needs` says what it must have."""
    table = raw.get(name, {})
    sound = isinstance(table.get("weights"), str) and (needs != _BIASED or isinstance(table.get("bias"), int))
    if table and not sound:
        raise RuleProblem(f"{name}: needs {needs}")
    return table


def _spoken_by(packs: Raw) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, pack in packs.items():
        for word in dict.fromkeys(map(fold, _strings(pack, "common", name))):
            found[word] = (*found.get(word, ()), str(pack["language"]))
    return found


def _not_names(name: str, pack: Mapping[str, Any], general: Mapping[str, Any]) -> frozenset[str]:
    """Capitalised words of a language that are no names: those listed, and the vocabulary of titles and positions."""
    found = {fold(w) for w in _strings(pack, "not_names", name)}
    for zone, signs in (("words", ("role", "greeting")), ("title", _STAGES)):
        for sign in signs:
            for notation in pack.get(zone, {}).get(sign, []):
                found.update(_solid_words(notation))
    return frozenset(found - {fold(w) for w in _strings(general, "also_names", "detection/general")})


def _numbered(packs: Raw, key: str, first: int) -> dict[str, int]:
    """Names of months or weekdays with their numbers; several spellings of one stand in one string, apart by spaces."""
    return {
        word: number
        for name, pack in packs.items()
        for number, spellings in enumerate(_strings(pack, key, name), first)
        for word in spellings.split()
    }


def _solid_words(notation: str) -> Iterator[str]:
    return (part.literal for part in parts_of(re.sub(r"[()|]", " ", notation)) if len(part.literal) > 2)


def _table(raw: Mapping[str, Any], key: str, where: str = "") -> Mapping[str, Any]:
    value = raw.get(key)
    if not isinstance(value, Mapping):
        raise RuleProblem(f"{where or 'rules'}: the table {key!r} is missing")
    return value


def _strings(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise RuleProblem(f"{where}: {key!r} must be a list of strings")
    return tuple(value)


def _terms(packs: Raw, zone: str) -> Iterator[Term]:
    for name, pack in packs.items():
        for sign, notations in pack.get(zone, {}).items():
            if not isinstance(notations, list):
                raise RuleProblem(f"{name}: {zone}.{sign} must be a list of phrases")
            for notation in notations:
                yield from parse(sign, notation, str(pack["language"]))


def _noted(packs: Raw) -> Iterator[Term]:
    """What notes say in their titles as well as below: what calls off does so wherever it stands there."""
    for pack in packs.values():
        body = pack.get("body", {})
        for sign, here in (("dropped", "off"), ("staying", "off"), ("others", "others"), ("wish", "wish")):
            for notation in body.get(sign, []):
                yield from parse(here, notation, str(pack["language"]))


def _general_terms(general: Mapping[str, Any]) -> Iterator[Term]:
    for sign, notations in general.get("words", {}).items():
        for notation in notations:
            yield from parse(sign, notation)


def _systems(raw: Raw) -> Iterator[System]:
    for name, family in raw.items():
        if not name.startswith("systems/"):
            continue
        for table in family.get("system", []):
            if "name" not in table or "domains" not in table:
                raise RuleProblem(f"{name}: every system needs a name and domains")
            yield system_of(str(family["kind"]), table)


def _senders(raw: Raw) -> Senders:
    senders = _table(raw, "mail/senders")
    freemail = _table(raw, "mail/freemail")
    notetakers = raw.get("systems/notetakers", {})
    return Senders(
        freemail=frozenset(_strings(freemail, "domains", "mail/freemail")),
        machines=frozenset(_strings(senders, "machines", "mail/senders")),
        groups=frozenset(_strings(senders, "groups", "mail/senders")),
        long_groups=_strings(senders, "long_groups", "mail/senders"),
        places=_strings(senders, "places", "mail/senders"),
        rooms=frozenset(_strings(senders, "rooms", "mail/senders")),
        resource_domains=_strings(senders, "resource_domains", "mail/senders"),
        notetakers=_strings(notetakers, "names", "systems/notetakers"),
        mail_words=_strings(freemail, "called", "mail/freemail"),
    )
