"""What drafting knows about a language, as types: `rules/drafting/LANGUAGE.toml` becomes one `Wording`.

A rule file is data of ours, so a wrong one is a programming error and raises `KeyError`, `TypeError` or `ValueError` at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_WHO = r"(?P<who>\w[\w.'’-]*(?: \w[\w.'’-]*)?)"
"""What `WHO` stands for in a pattern: one or two words that may name a person; the reader of notes decides whether they do."""

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
class Pattern:
    """One shape that a clause of a note can have, and what it becomes in a letter.

    `forms` maps who is written to ("you": the person that the clause is about; "named": somebody else who is known;
    "neutral": nobody knows; "any": it does not matter) to a format string of the named groups.
    """

    slot: str
    match: re.Pattern[str]
    forms: Mapping[str, str]
    article: bool = False
    deep: str = ""
    whole: bool = False
    """Whether the phrase keeps its commas and relative clauses: a sentence of the user's own, said as it was typed."""
    """What it becomes as the reader's deed ("showed me {x}") where the thing's name is too long for a relative clause."""


@dataclass(frozen=True, slots=True)
class Strength:
    """A shape that a strength in the profile can have. `form` takes {x}; "" where it cannot be said of oneself."""

    match: re.Pattern[str]
    form: str
    slot: str
    lower: bool
    general: bool
    """Whether the shape is any at all, so that it tells nothing of the language."""

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Strength:
        pattern = re.compile(raw["match"], re.IGNORECASE)
        return cls(
            pattern,
            raw.get("form", ""),
            raw.get("slot", "strength"),
            bool(raw.get("lower", False)),
            raw["match"] == ".",
        )


@dataclass(frozen=True, slots=True)
class NoteRules:
    """How notes in this language are read. Every tuple holds lower-cased words or phrases."""

    missed: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    chores: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    liked_labels: tuple[str, ...] = ()
    generic: frozenset[str] = frozenset()
    finite: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    intensifiers: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    turns: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    cuts: tuple[str, ...] = ("which",)
    """A phrase ends before one of these words."""
    places: frozenset[str] = frozenset()
    """Prepositions that end a name too deeply for a relative clause to follow."""
    spellings: Mapping[str, str] = field(default_factory=dict)
    stories: frozenset[str] = frozenset()
    """Heads of the user's own that were told, rather than learned from: "my story about the outage"."""
    own_swap: Mapping[str, str] = field(default_factory=dict)
    """What the user's own begins with, as a stranger understands it: "our" is "my team's"."""
    subordinators: frozenset[str] = frozenset()
    """Words that begin a clause inside the name of a thing: "how", "that"."""
    common: frozenset[str] = frozenset()
    """Words of agendas that are written small inside a sentence."""
    not_first: frozenset[str] = frozenset()
    """Words that begin no name of a thing: "mostly", "please"."""
    word_names: frozenset[str] = frozenset()
    """Given names that are common words as well; in small letters they are taken for the word."""
    employer_after: tuple[str, ...] = ()
    no_employer: frozenset[str] = frozenset()
    no_employer_ends: tuple[str, ...] = ()
    employer_end: str = "and|so"
    strip_articles: frozenset[str] = frozenset()
    """Articles that the bare name of a topic loses behind the word for "topic"."""
    accusative: Mapping[str, str] = field(default_factory=dict)
    """Articles as they stand in "I liked ...": "der" becomes "den"."""
    nouns_capital: bool = False
    """Whether every noun is written with a capital, as in German."""
    unlabelled: tuple[str, ...] = ()
    """Labels whose clause is not for the reader: "disliked"."""
    own_labels: tuple[str, ...] = ()
    """Labels in front of what the user said: "me"."""
    praise: re.Pattern[str] | None = None
    """What is said of the thing before it, and names none itself: "loved that", "very interesting"."""
    clausal: re.Pattern[str] | None = None
    """What gives a sentence away where no list of verbs can be complete: a verb's ending, a subject."""
    statement: re.Pattern[str] | None = None
    """A liked sentence that can be told as it stands, behind "that"."""
    trivia: frozenset[str] = frozenset()
    """What everybody has and nobody is thanked for: coffee, parking."""
    persons: re.Pattern[str] | None = None
    causatives: frozenset[str] = frozenset()
    """Nouns of people who may own what a later "their" names, and verbs that say so: "let", "give", "help"."""
    names_first: bool = False
    """Whether what begins a sentence may as well be a name, since verbs come last."""
    noun_ends: re.Pattern[str] | None = None
    short: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()
    swap_ours: Mapping[str, str] = field(default_factory=dict)
    swap_they: Mapping[str, str] = field(default_factory=dict)
    swap_she: Mapping[str, str] = field(default_factory=dict)
    swap_phrases: Mapping[str, str] = field(default_factory=dict)
    swap_anywhere: Mapping[str, str] = field(default_factory=dict)
    swap_verbs: Mapping[str, str] = field(default_factory=dict)
    determiners: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    """Words between the form of a part of an agenda and its subject: "zur" in "Fachgespräch zur Logistik"."""
    handling: frozenset[str] = frozenset()
    """Verbal nouns in front of a thing that keeps its article: "moving the ledger"."""
    mass: frozenset[str] = frozenset()
    countable: frozenset[str] = frozenset()
    definite: str = ""


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

    def definite(self, role: str) -> str:
        """ "the Platform Engineer role", "the role" where the title is not known."""
        if not role:
            return self.unknown
        if role.casefold().endswith(self.nouns):
            return self.bare.format(role=role)
        return (self.known_vowel if self._starts_with_vowel(role) else self.known).format(role=role)

    def indefinite(self, role: str) -> str:
        """ "an Analyst", as in "join you as an Analyst"."""
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
    lower_opening: bool
    """Whether the first word after a greeting with a comma is written small."""
    days: Days
    limits: Limits
    conjunction: str
    comma: str
    vocatives: Mapping[str, str]
    """How somebody with a given name is addressed, where the language has a form of its own for that: "Pani Ewo"."""
    group_max: int
    """A greeting names at most this many people."""
    articled: frozenset[str]
    """First words of institutions ("Klinikum") whose name takes an article, so that it cannot follow our prepositions."""
    elements: Mapping[str, tuple[str, ...]]
    cliches: tuple[str, ...]
    reproach: tuple[str, ...]
    function_words: frozenset[str]
    role: RoleWords
    formal: Mapping[str, str]
    """What a formal tone says instead, in our own sentences."""
    strengths: tuple[Strength, ...]
    notes: NoteRules
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
            found[raw["language"]] = _wording(raw, _terms(shared, raw["language"]))
    return found


def _terms(raw: Mapping[str, Any], language: str) -> dict[str, str]:
    named = (*raw.get("terms", ()), *(raw.get("english", ()) if language == "en" else ()))
    return {**{term.casefold(): term for term in named}, **raw.get("short", {})}


def _wording(raw: Mapping[str, Any], terms: Mapping[str, str]) -> Wording:
    lint = raw["lint"]
    return Wording(
        language=raw["language"],
        unit=raw["unit"],
        word_joiner=raw["word_joiner"],
        name_case=raw["name_case"],
        capitals=frozenset(_words(raw.get("capitals", ()))),
        lower_opening=raw.get("lower_opening", False),
        days=_days(raw["days"]),
        limits=Limits(**{**raw["limits"], "thank_you": tuple(raw["limits"]["thank_you"])}),
        conjunction=raw["joining"]["and"],
        comma=raw["joining"]["comma"],
        group_max=raw["greeting"]["group_max"],
        vocatives=raw["greeting"].get("vocatives", {}),
        articled=frozenset(_words(raw.get("articled", ()))),
        elements={name: _words(words) for name, words in raw["elements"].items()},
        cliches=_words(lint["cliches"]),
        reproach=_words(lint["reproach"]),
        function_words=frozenset(_words(lint["function_words"])),
        role=_role(raw["role"]),
        formal=raw.get("formal", {}),
        strengths=tuple(Strength.of(s) for s in raw.get("strengths", ())),
        notes=_notes(raw.get("notes", {})),
        spoken_name=raw["model"]["name"],
        spoken_form=raw["model"]["form"],
        titles=tuple(raw["model"]["titles"]),
        number_words=frozenset(_words(lint.get("number_words", ()))),
        terms=terms,
    )


def _role(raw: Mapping[str, Any]) -> RoleWords:
    return RoleWords(
        known=raw["known"],
        known_vowel=raw.get("known_vowel", raw["known"]),
        bare=raw.get("bare", "{role}"),
        nouns=_words(raw.get("nouns", ())),
        unknown=raw["unknown"],
        as_=raw.get("as", "{role}"),
        as_vowel=raw.get("as_vowel", raw.get("as", "{role}")),
        vowels=raw.get("vowels", ""),
    )


def _days(raw: Mapping[str, Any]) -> Days:
    return Days(
        weekdays=tuple(raw["weekdays"]),
        months=tuple(raw["months"]),
        day=raw.get("day", ""),
        date=raw["date"],
        date_us=raw.get("date_us", raw["date"]),
        relative=_words(raw["relative"]),
        forms=tuple(raw.get("forms", ())),
    )


def _notes(raw: Mapping[str, Any]) -> NoteRules:
    swap, articles = raw.get("swap", {}), raw.get("articles", {})
    return NoteRules(
        missed=_words(raw.get("missed", ())),
        private=_words(raw.get("private", ())),
        chores=_words(raw.get("chores", ())),
        subjects=_words(raw.get("subjects", ())),
        conjunctions=_words(raw.get("conjunctions", ())),
        fillers=_words(raw.get("fillers", ())),
        tails=_words(raw.get("tails", ())),
        labels=_words(raw.get("labels", ())),
        liked_labels=_words(raw.get("liked_labels", ())),
        generic=frozenset(_words(raw.get("generic", ()))),
        finite=frozenset(_words(raw.get("finite", ()))),
        empty=frozenset(_words(raw.get("empty", ()))),
        intensifiers=frozenset(_words(raw.get("intensifiers", ()))),
        verbs=frozenset(_words(raw.get("verbs", ()))),
        own=frozenset(_words(raw.get("own", ()))),
        turns=frozenset(_words(raw.get("turns", ()))),
        cuts=_words(raw.get("cuts", ("which",))),
        places=frozenset(_words(articles.get("places", ()))),
        spellings=raw.get("spellings", {}),
        stories=frozenset(_words(raw.get("stories", ()))),
        own_swap=raw.get("own_swap", {}),
        subordinators=frozenset(_words(raw.get("subordinators", ()))),
        common=frozenset(_words(raw.get("common", ()))),
        not_first=frozenset(_words(raw.get("not_first", ()))),
        word_names=frozenset(_words(raw.get("word_names", ()))),
        employer_after=_words(raw.get("employer_after", ())),
        no_employer=frozenset(_words(raw.get("no_employer", ()))),
        no_employer_ends=_words(raw.get("no_employer_ends", ())),
        employer_end=raw.get("employer_end", "and|so"),
        strip_articles=frozenset(_words(raw.get("strip_articles", ()))),
        accusative=raw.get("accusative", {}),
        nouns_capital=bool(raw.get("nouns_capital", False)),
        unlabelled=_words(raw.get("unlabelled", ())),
        own_labels=_words(raw.get("own_labels", ())),
        praise=_shape(raw.get("praise", "")),
        clausal=_shape(raw.get("clausal", "")),
        statement=_shape(raw.get("statement", "")),
        trivia=frozenset(_words(raw.get("trivia", ()))),
        persons=_shape(raw.get("persons", "")),
        causatives=frozenset(_words(raw.get("causatives", ()))),
        names_first=bool(raw.get("names_first", False)),
        noun_ends=_shape(raw.get("noun_ends", "")),
        short=raw.get("short", {}),
        patterns=tuple(_pattern(p) for p in raw.get("patterns", ())),
        swap_ours=swap.get("ours", {}),
        swap_they=swap.get("they", {}),
        swap_she=swap.get("she", {}),
        swap_phrases=swap.get("phrases", {}),
        swap_anywhere=swap.get("anywhere", {}),
        swap_verbs=swap.get("verbs", {}),
        determiners=frozenset(_words(articles.get("determiners", ()))),
        prepositions=frozenset(_words(articles.get("prepositions", ()))),
        about=frozenset(_words(raw.get("about", ()))),
        handling=frozenset(_words(articles.get("handling", ()))),
        mass=frozenset(_words(articles.get("mass", ()))),
        countable=frozenset(_words(articles.get("countable", ()))),
        definite=articles.get("definite", ""),
    )


def _shape(raw: str) -> re.Pattern[str] | None:
    return re.compile(raw, re.IGNORECASE) if raw else None


def _pattern(raw: Mapping[str, Any]) -> Pattern:
    forms = {who: raw[who] for who in ("you", "named", "neutral", "any") if who in raw}
    match = re.compile(raw["match"].replace("WHO", _WHO), re.IGNORECASE)
    return Pattern(raw["slot"], match, forms, raw.get("article", False), raw.get("deep", ""), raw.get("whole", False))


def _words(raw: Any) -> tuple[str, ...]:
    return tuple(str(word).casefold() for word in raw)
