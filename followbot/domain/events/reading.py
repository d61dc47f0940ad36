"""The small words of reading lists of people and names of companies, compiled from `rules/detection/reading.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from followbot.domain.phrases import fold

_CJK = "\u3400-\u9fff"
_GOING_ON = r"\w*"
_CAPITAL = r"(?=[A-ZÀ-Þ]|dott|ing|prof|dra?\b)"


@dataclass(frozen=True, slots=True)
class Reading:
    """Patterns and words by which texts are read; see the rule file for what each list is."""

    split: re.Pattern[str]
    """What stands between two people of a list."""
    lead: re.Pattern[str]
    """What stands before the next of them; matches nothing too."""
    joins: re.Pattern[str]
    title_sep: re.Pattern[str]
    """What leads from a name to a title."""
    title_end: re.Pattern[str]
    myself: re.Pattern[str]
    coming_from: re.Pattern[str]
    abbreviations: frozenset[str]
    meeting_places: frozenset[str]
    conjunctions: tuple[str, ...]
    describing: frozenset[str]
    bodies: frozenset[str]
    saints: frozenset[str]
    of_place: frozenset[str]
    between: frozenset[str]
    name_articles: frozenset[str]
    name_particles: frozenset[str]
    governing: Mapping[str, tuple[str, str]]
    """What stands behind a kind of authority in its name, and between the words of its town: "mairie-x-sur-y.fr"."""
    no_tenants: frozenset[str]
    """Parts of hosts of recruiting systems that are no customer's."""
    tenant_paths: frozenset[str]
    taken_after: tuple[str, ...]
    taken_before: tuple[str, ...]
    house_articles: frozenset[str]
    agency_hints: tuple[str, ...]
    agency_kinds: frozenset[str]
    """What agencies are called by before their names, folded."""
    mediating: frozenset[str]
    """What stands between a company and whoever mediates, folded."""
    before_hours: frozenset[str]
    """Words between a day and an hour, folded."""
    hour: re.Pattern[str]
    """An hour as one word: "2pm", "9h", "7h30"."""
    case_endings: frozenset[str]
    """What names of companies end in where sentences bend them, behind the language and a colon, folded."""
    degrees: frozenset[str]
    """What stands behind names for what somebody has learned, folded: "Chantal Felter MSc"."""
    indefinite: frozenset[str]
    """What stands before descriptions, behind the language and a colon, folded."""
    """Parts of names, written together, that agencies have more often than others."""
    beside_dropping: frozenset[str]
    """Small words of a clause by which an appointment is called off, folded."""
    before_owners: frozenset[str]
    behind_owners: frozenset[str]
    """Small words of possession, folded."""
    owners_endings: tuple[str, ...]
    group_words: frozenset[str]
    """What names of groups of companies have in them, folded."""
    asian_meeting_places: tuple[str, ...]
    asian_trades: tuple[str, ...]
    asian_forms: re.Pattern[str]
    """Legal forms in characters."""
    """What Japanese and Chinese names of companies end with."""
    towns: frozenset[str]
    """Larger towns, folded."""
    going: frozenset[str]
    """Verbs that stand before a Chinese name without a space: "去禾木书店"."""
    asian_particles: frozenset[str]
    """Characters between the words of Japanese and Chinese sentences."""
    job_endings: frozenset[str]
    """Ends of domains that companies have for their jobs alone, and recruiting systems for themselves."""
    polite: re.Pattern[str]
    """A form of address behind a name, with the space before it."""
    after_names: frozenset[str]
    inside_names: frozenset[str]
    address_initials: frozenset[str]
    family_initials: frozenset[str]
    linking: frozenset[str]
    is_called: frozenset[str]
    house_number: re.Pattern[str]
    """What follows a name that is a street's: "Via Mario Rossi 12", and not a telephone number, "Rossi 06 39 98 12"."""
    halves: re.Pattern[str]
    """What joins the halves of a company's name, neither of which is a person: "Juniper & Finch"."""


def reading_of(words: Callable[[str], tuple[str, ...]]) -> Reading:
    """Compile the lists that `words` gives by their keys."""
    joined = _either(words("joining"))
    between = _either((*words("then"), *words("joining"), *words("also_joining")))
    return Reading(
        split=re.compile(
            rf"\s*(?:;|\n|、|・(?=\S)|/(?=\s)|\s/|\s\|\s|,\s?|\s{between}\s|と(?=[{_CJK}])|和(?=[{_CJK}])|及)\s*"
        ),
        lead=re.compile(
            rf"[\s,;:*•·\-–—|/&]*(?:{_either(words('being'))}\s+)?(?:{_either(words('leading'))}\s+)?"
            rf"(?:{_either(words('doing'))}\s+)?(?:{_either(words('articles'))}(?:\s+|(?<=['’])){_CAPITAL})?"
        ),
        joins=re.compile(rf"{joined}\s"),
        title_sep=re.compile(rf"\s{{0,2}}(?:[-–—:|,]|(?:,\s)?{_either(words('our'))})\s+", re.IGNORECASE),
        title_end=re.compile(
            rf",?\s\S{{1,64}}@|\s[-–—|]\s|;|\.\s|\n|,\s(?=[A-Z][a-z]+ [A-Z])|,?\s{joined}\s|\bwill\b|[(<]"
        ),
        myself=re.compile(rf"{_either(words('myself'))}(?:,|\s{between})\s(?:{_either(words('beside'))}\s)?"),
        coming_from=re.compile(rf"\s{_either(words('coming_from'))}(?:\s|(?<=['’]))"),
        abbreviations=frozenset(words("abbreviations")),
        meeting_places=frozenset(words("meeting_places")),
        conjunctions=words("conjunctions"),
        describing=frozenset(words("describing")),
        bodies=frozenset(words("bodies")),
        saints=frozenset(words("saints")),
        of_place=frozenset(words("of_place")),
        between=frozenset(words("between")),
        name_articles=frozenset(words("name_articles")),
        name_particles=frozenset(words("name_particles")),
        governing={kind: (f" {behind} ", glue or " ") for kind, behind, glue in _governing(words("governing"))},
        no_tenants=frozenset(words("no_tenants")),
        tenant_paths=frozenset(words("tenant_paths")),
        taken_after=words("taken_after"),
        taken_before=words("taken_before"),
        house_articles=frozenset(words("house_articles")),
        agency_hints=words("agency_hints"),
        agency_kinds=frozenset(map(fold, words("agency_kinds"))),
        mediating=frozenset(map(fold, words("mediating"))),
        before_hours=frozenset(map(fold, words("before_hours"))),
        hour=re.compile(
            rf"\d{{1,2}}[.:]?(?:\d\d)?(?:{'|'.join(map(re.escape, words('hours')))})(?:\d\d)?", re.IGNORECASE
        ),
        case_endings=frozenset(map(fold, words("case_endings"))),
        degrees=frozenset(map(fold, words("degrees"))),
        indefinite=frozenset(map(fold, words("indefinite"))),
        beside_dropping=frozenset(fold(word) for line in words("beside_dropping") for word in line.split()),
        before_owners=frozenset(map(fold, words("before_owners"))),
        behind_owners=frozenset(map(fold, words("behind_owners"))),
        owners_endings=words("owners_endings"),
        group_words=frozenset(map(fold, words("group_words"))),
        asian_meeting_places=words("asian_meeting_places"),
        asian_trades=words("asian_trades"),
        asian_forms=re.compile(_either(words("asian_forms"))),
        towns=frozenset(map(fold, words("towns"))),
        going=frozenset(words("going")),
        asian_particles=frozenset("".join(words("asian_particles"))),
        job_endings=frozenset(words("job_endings")),
        polite=re.compile(rf" {_either(words('behind_names'))}\b"),
        after_names=frozenset(map(fold, (*words("behind_names"), *words("also_behind_names")))),
        address_initials=frozenset(words("address_initials")),
        family_initials=frozenset(words("family_initials")),
        inside_names=frozenset(words("inside_names")),
        linking=frozenset(words("linking")),
        is_called=frozenset(("", *words("is_called"))),
        house_number=re.compile(
            rf"\s{_either(words('streets'))}\b|\s?,?\s?(?:{_either(words('numbers'))}\.?\s?)?\d{{1,4}}"
            rf"(?!\d|[:.h]\d|[ ./-]\d{{2,4}}(?!\d)|\s?{_either(words('hours'))}\b)",
            re.IGNORECASE,
        ),
        halves=re.compile(rf"\s?[&+]\s?|\s{_either((*words('conjunctions'), 'i'))}\s"),
    )


def _governing(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """What "mairie de -" tells: a kind, the word behind it, and what joins the words of its town."""
    for line in lines:
        kind, behind, *glue = line.split()
        yield kind, behind, "".join(glue)


def _either(words: Iterable[str]) -> str:
    """Any of these words, the longest first; "*" lets a word go on."""
    ordered = sorted(words, key=len, reverse=True)
    patterns = (re.escape(w.removesuffix("*")) + (_GOING_ON if w.endswith("*") else "") for w in ordered)
    return f"(?:{'|'.join(patterns)})"


def readings_of(table: Mapping[str, object]) -> dict[str, frozenset[str]]:
    """Family names in characters with their readings, from tables of both in turn."""
    found: dict[str, frozenset[str]] = {}
    for language in table.values():
        words = str(language).split()
        for name, reading in zip(words[::2], words[1::2], strict=True):
            found[name] = found.get(name, frozenset()) | {reading}
    return found
