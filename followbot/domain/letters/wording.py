"""What drafting knows about a language, as types: `rules/drafting/LANGUAGE.toml` becomes one `Wording`.

A rule file is data of ours, so a wrong one is a programming error and raises `KeyError`, `TypeError` or `ValueError` at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Any

from followbot.domain.letters.matters import Matter, matters_of
from followbot.domain.letters.noterules import NoteRules, note_rules
from followbot.domain.letters.noteshapes import replacements, shape_of, words_of
from followbot.domain.letters.titles import Titles, titles_of

FAMILY = "drafting/"


@dataclass(frozen=True, slots=True)
class Days:
    """How the language names a day in running text. `day` takes {weekday}, `date` takes {day}, {month} and {weekday}.

    `forms` holds "on Monday" to "on Sunday" where one pattern is not enough.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    day: str
    date: str
    date_us: str
    relative: tuple[str, ...]
    forms: tuple[str, ...] = ()

    def on(self, weekday: int) -> str:
        """ "on Tuesday"; Monday is 0."""
        return self.forms[weekday] if self.forms else self.day.format(weekday=self.weekdays[weekday])


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths in `Wording.unit`s (words, or characters where a script writes none), times in seconds."""

    thank_you: tuple[int, int]
    thin: int
    nudge: int
    reading_seconds: int
    per_minute: int


@dataclass(frozen=True, slots=True)
class Strength:
    """A shape that a strength in the profile can have.

    `form` takes {x}, the whole strength, {of}, the same behind "of" with its article where that is certain, and the groups of
    `match`; "" where it cannot be said of oneself.
    """

    match: re.Pattern[str]
    form: str
    slot: str = "strength"
    lower: bool = False
    """Whether its first word is written small inside a sentence, unless it is a name; `upper` is the contrary."""
    upper: bool = False
    named: bool = False
    """Whether the shape fits names of tools alone."""
    telling: bool = False
    """Whether who fits it has written in this language."""
    joins: bool = False
    """Whether two in a list of it stand in one sentence: "Hämatologie, Mikroskopie"."""
    listed: bool = False
    """Whether all of a list of it stand in one sentence, as languages do."""
    attested: bool = False
    """Whether it may be anything, so that it is told only of what role, invitation or notes name, too."""

    spelled: bool = False
    """Whether its small numbers are written in letters: "mes cinq ans"."""

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Strength:
        flags = {key: value for key, value in raw.items() if key not in ("match", "form")}
        return cls(re.compile(raw["match"], re.IGNORECASE), raw.get("form", ""), **flags)

    def said(self, strength: str, of: str = "") -> str:
        """The strength in the form of this shape, which it has to fit; "" for none, and where a form lacks its `of`."""
        match = self.match.match(strength)
        unknown = not of and "{of}" in self.form
        return self.form.format(x=strength, of=of, **match.groupdict("")) if match and self.form and not unknown else ""


_CAPITAL = re.compile(r"(?:[ld]['’])?[^\W\d_a-zà-ÿ][a-zà-ÿąćęłńóśźżğışçöü]+(?:-[^\W\d_]?[a-zà-ÿąćęłńóśźżğışçöü]+)*")
"""A word that has a capital for its first letter alone, unlike "RH" and "IT-tekniker"."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """How a sentence names the position; every form takes {role}."""

    known: str
    known_vowel: str
    bare: str
    nouns: tuple[str, ...]
    unknown: str
    as_: str
    as_vowel: str
    vowels: str
    sole: str = ""
    """Titles of which a company has one, so that no article goes with them."""
    small: bool = False
    """Whether a title is written small inside a sentence."""

    foreign: frozenset[str] = frozenset()
    """Words of titles that are taken from English with their capitals: "Product Owner"."""
    plain: re.Pattern[str] | None = None
    """How the whole of a title looks that stands in the sentences as it is; of any other they say "the role"."""
    joined: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What stands in a sentence between who somebody is and where they work: "Werkstudent im Kundenservice"."""

    def inside(self, role: str, names: Mapping[str, str]) -> str:
        """A title as it stands inside a sentence, small but for names, short forms and titles in English; "" for none."""
        for shape, form in self.joined:
            role = shape.sub(form, role)
        if self.plain is not None and not self.plain.fullmatch(role):
            return ""
        words = role.split(" ")
        english = not self.foreign.isdisjoint(word.casefold() for word in words)
        if not self.small or (english and any(word.istitle() for word in words[1:])):
            return role
        return " ".join(w.lower() if _CAPITAL.fullmatch(w) and w.casefold() not in names else w for w in words)

    def definite(self, role: str) -> str:
        """ "the Platform Engineer role", "the role" where the title is not known."""
        if not role:
            return self.unknown
        if role.casefold().endswith(self.nouns):
            return self.bare.format(role=role)
        return (self.known_vowel if self._starts_with_vowel(role) else self.known).format(role=role)

    def indefinite(self, role: str) -> str:
        """ "an Analyst", as in "join you as an Analyst"."""
        if self.sole and re.match(rf"(?:{self.sole})\b", role, re.IGNORECASE):
            return role  # "join Acme as CTO": there is but one
        return (self.as_vowel if self._starts_with_vowel(role) else self.as_).format(role=role)

    def _starts_with_vowel(self, role: str) -> bool:
        return bool(self.vowels) and role[:1].casefold() in self.vowels


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything about one language that is not a sentence of a letter (those are templates)."""

    language: str
    unit: str
    word_joiner: str
    name_case: bool
    """Whether a capital inside a sentence means a name; false in German, and in scripts without capitals."""
    capitals: frozenset[str]
    """Words that are written with a capital inside a sentence and are no names: "I", the polite "Lei"."""
    upper: Mapping[str, str]
    """Small letters whose capital is another one than elsewhere: the Turkish "i"."""
    lower_opening: bool
    """Whether the first word after a greeting with a comma is written small."""
    days: Days
    limits: Limits
    conjunction: str
    comma: str
    numerals: Mapping[str, str]
    """Small numbers in letters, by their digits, where letters to strangers have them so."""
    vocatives: Mapping[str, str]
    """How somebody with a given name is addressed, where the language has a form of its own for that: "Pani Ewo"."""
    doubles: re.Pattern[str] | None
    """Given names of two words, before a family name."""
    address: Titles
    group_max: int
    """A greeting names at most this many people."""
    articled: re.Pattern[str] | None
    """Names of institutions ("Klinikum Nord") that take an article, so that they cannot follow our prepositions."""
    houses: tuple[tuple[re.Pattern[str], str], ...]
    """How a house is spoken of to its people by what its name says it is, instead of `firm`: 貴院 to a hospital."""
    heads: tuple[tuple[re.Pattern[str], str], ...]
    """And by the office of whoever is written to, where the name says nothing: 贵校 to a 校长."""
    kept: frozenset[str]
    """Words that end a company's name and are a legal form in another language only: "Spa"."""
    firm: str
    elements: Mapping[str, tuple[str, ...]]
    signs: frozenset[str]
    """Letters that no other of our languages writes."""
    gladness: re.Pattern[str] | None
    """Pleasure, or an interest that grew, in our own sentences: said where the notes tell of something, and not else."""
    cliches: tuple[str, ...]
    reproach: tuple[str, ...]
    function_words: frozenset[str]
    role: RoleWords
    formal: Mapping[str, str]
    """What a formal tone says instead, in our own sentences."""
    strengths: tuple[Strength, ...]
    noted: Callable[[], NoteRules]
    """`notes`, read when a note of the language is: they are most of its rules."""
    finite: frozenset[str]
    missed: tuple[str, ...]
    matters: tuple[Matter, ...]
    """What of `notes` a note in any language is asked about."""
    spoken_name: str
    """The language's name in English, for a language model."""
    spoken_form: str
    """Which form of address a language model is to use."""
    titles: tuple[str, ...]
    """What stands in front of a name: "Herr"."""
    number_words: frozenset[str]
    """Numbers as words, from two on."""
    terms: Mapping[str, str]
    """Names with one spelling in every language, by their small letters."""

    @property
    def notes(self) -> NoteRules:
        """How the user's notes are read."""
        return self.noted()

    def house(self, company: str, names: str = "") -> str:
        """How the company is spoken of to its people where `firm` would be wrong, "" where `firm` is right.

        `names` are those of the people written to, with their offices.
        """
        called = next((word for shape, word in self.houses if shape.search(company)), "")
        return called or next((word for shape, word in self.heads if shape.search(names)), "")

    def join(self, parts: tuple[str, ...]) -> str:
        """An enumeration as prose: "Ada, Ben and Cleo"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.comma.join(parts[:-1]) + self.conjunction + parts[-1]


def parse_wordings(raw_rules: Mapping[str, Mapping[str, Any]]) -> dict[str, Wording]:
    """The wordings among all rule files, by language."""
    found = {}
    shared = raw_rules.get(f"{FAMILY}terms", {})
    for path, raw in raw_rules.items():
        if path.startswith(FAMILY) and "language" in raw:
            terms = terms_of(shared, raw["language"])
            signs = raw_rules.get(f"signs/{raw['language']}", {})
            found[raw["language"]] = wording_of(raw, terms, raw_rules.get(f"{FAMILY}sexes", {}), signs)
    return found


def terms_of(raw: Mapping[str, Any], language: str) -> dict[str, str]:
    """Names with one spelling in every language, by their small letters."""
    named = (*raw.get("terms", ()), *(raw.get("english", ()) if language == "en" else ()))
    return {**{term.casefold(): term for term in named}, **raw.get("short", {})}


def wording_of(
    raw: Mapping[str, Any],
    terms: Mapping[str, str],
    given_names: Mapping[str, Any] = MappingProxyType({}),
    signs: Mapping[str, Any] = MappingProxyType({}),
) -> Wording:
    """The wording that a rule file holds; `given_names` are those that tell a sex, `signs` tells what letters bear theirs."""
    lint, notes = raw["lint"], raw.get("notes", {})
    notes = {**notes, "signed": {**notes["signed"], **signs}} if "signed" in notes else notes
    return Wording(
        language=raw["language"],
        unit=raw["unit"],
        word_joiner=raw["word_joiner"],
        name_case=raw["name_case"],
        capitals=frozenset(words_of(raw.get("capitals", ()))),
        upper=raw.get("upper", {}),
        lower_opening=raw.get("lower_opening", False),
        days=_days(raw["days"]),
        limits=Limits(**{**raw["limits"], "thank_you": tuple(raw["limits"]["thank_you"])}),
        conjunction=raw["joining"]["and"],
        comma=raw["joining"]["comma"],
        numerals=raw["joining"].get("numerals", {}),
        group_max=raw["greeting"]["group_max"],
        vocatives=raw["greeting"].get("vocatives", {}),
        doubles=_doubles(raw["greeting"]),
        address=titles_of(raw, given_names),
        articled=_institutions(raw),
        houses=tuple((re.compile(shape), word) for shape, word in raw.get("houses", ())),
        heads=tuple((re.compile(shape), word) for shape, word in raw.get("heads", ())),
        kept=frozenset(raw.get("kept", ())),
        firm=raw.get("firm", ""),
        elements={name: words_of(words) for name, words in raw["elements"].items()},
        signs=frozenset(raw.get("signs", "")),
        gladness=shape_of(raw.get("gladness", "")),
        cliches=words_of(lint["cliches"]),
        reproach=words_of(lint["reproach"]),
        function_words=frozenset(words_of(lint["function_words"])),
        role=_role(raw["role"]),
        formal=raw.get("formal", {}),
        strengths=tuple(Strength.of(s) for s in raw.get("strengths", ())),
        noted=cache(partial(note_rules, {**notes, "titles": [*raw["model"]["titles"], *lint.get("number_words", ())]})),
        finite=frozenset(words_of(notes.get("finite", ()))),
        missed=words_of(notes.get("missed", ())),
        matters=matters_of(notes),
        spoken_name=raw["model"]["name"],
        spoken_form=raw["model"]["form"],
        titles=tuple(raw["model"]["titles"]),
        number_words=frozenset(words_of(lint.get("number_words", ()))),
        terms=terms,
    )


def _doubles(greeting: Mapping[str, Any]) -> re.Pattern[str] | None:
    pairs = (
        rf"(?:{'|'.join(first.split())}) (?:{'|'.join(second.split())})"
        for first, second in greeting.get("doubles", ())
    )
    shapes = "|".join(pairs)
    return re.compile(rf"({shapes})(?= \w)", re.IGNORECASE) if shapes else None


def _plain(word: str) -> str:
    """Without accents, as names of houses are often typed: "Hopital"."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def _institutions(raw: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Words of `articled` and endings of `articled_ends` in a name's first word, or at its end; `described`
    is how a name looks that says of a house what it is, "Refuge du Glacier"."""
    words, ends = (
        "|".join(dict.fromkeys(form for word in words_of(raw.get(key, ())) for form in (word, _plain(word))))
        for key in ("articled", "articled_ends")
    )
    shapes = [rf"^(?:{words})\b"] if words else []
    shapes += [rf"^\w*(?:{ends})\b", rf"(?:{ends})$"] if ends else []
    shapes += [raw["described"]] if "described" in raw else []
    return re.compile("|".join(shapes), re.IGNORECASE) if shapes else None


def _role(raw: Mapping[str, Any]) -> RoleWords:
    return RoleWords(
        known=raw["known"],
        known_vowel=raw.get("known_vowel", raw["known"]),
        bare=raw.get("bare", "{role}"),
        nouns=words_of(raw.get("nouns", ())),
        unknown=raw["unknown"],
        as_=raw.get("as", "{role}"),
        as_vowel=raw.get("as_vowel", raw.get("as", "{role}")),
        vowels=raw.get("vowels", ""),
        sole=raw.get("sole", ""),
        small=bool(raw.get("small", False)),
        foreign=frozenset(words_of(raw.get("foreign", ()))),
        plain=re.compile(raw["plain"]) if "plain" in raw else None,
        joined=replacements(raw.get("joined", ())),
    )


def _days(raw: Mapping[str, Any]) -> Days:
    return Days(
        weekdays=tuple(raw["weekdays"]),
        months=tuple(raw["months"]),
        day=raw.get("day", ""),
        date=raw["date"],
        date_us=raw.get("date_us", raw["date"]),
        relative=words_of(raw["relative"]),
        forms=tuple(raw.get("forms", ())),
    )
