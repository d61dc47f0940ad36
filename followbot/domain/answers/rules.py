"""The rule files of reply analysis as values: what each language says, compiled when a mail in that language comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from followbot.domain.answers.bearing import Bearings
from followbot.domain.answers.frames import PREFIX, Frame, ideas_of, parse_frames
from followbot.domain.answers.newtext import Habits
from followbot.domain.answers.passedon import Relays, parse_relays
from followbot.domain.answers.transport import TransportRules, parse_transport
from followbot.domain.dates import DateWords, parse_date_words
from followbot.domain.leaning import Leanings
from followbot.domain.lexicon import Lexicon, PhraseSet
from followbot.domain.model import Outcome
from followbot.domain.phrases import words
from followbot.domain.sentences import Stops, parse_stops

_FAMILY = "replies/"
_OUTCOMES = "outcomes/"
_FRAMES, _EVERYDAY, _LEARNED = "frames", "everyday", "learned"
_BESIDE = ("hiring", "matters", "held")
_BELOW = ("robot", "unsubscribe", "alert", "team", "scheduler_name")
_NO_PHRASES = PhraseSet()
_NO_STOPS = Stops()
_RECRUITING_KINDS = frozenset({"ats", "board", "assessment", "scheduling"})
_BEARING = "bearing"
_NOT_LANGUAGES = frozenset({"transport", "quoting", _BEARING})


@dataclass(frozen=True, slots=True)
class Pack:
    """One language. `lexicon` holds the phrases of `[marks]` under their names and those of `[outcomes.X]` as "X.sure"
    and "X.unless"; `cues` are words around dates.
    """

    language: str
    lexicon: Lexicon
    marks: Lexicon
    """Of the lexicon the marks only: what a machine says beside the language of the letter."""
    notices: Lexicon
    """Of the marks those that stand in signatures and disclaimers."""
    cues: Mapping[str, PhraseSet]
    absences: PhraseSet
    suppositions: PhraseSet
    contacting: PhraseSet
    denials: PhraseSet
    """The marks `absent` and `hypothetical` and the ideas `contact_you`, `not` and `yet` by themselves: dates ask for them
    by the sentence.
    """
    dates: DateWords
    until_includes: bool
    """Whether "until Friday" in this language means that Friday is the last day away."""
    stops: Stops = _NO_STOPS
    stretch: float = 1.0
    """How much further apart words that belong together stand than in English; letters, where they are not spaced."""

    def cue(self, name: str) -> PhraseSet:
        return self.cues.get(name, _NO_PHRASES)


def stops_of(packs: Iterable[Pack]) -> tuple[Stops, ...]:
    """The full stops that end no sentence in texts of some languages."""
    return tuple(pack.stops for pack in packs)


class Packs(Mapping[str, Pack]):
    """Packs by language, each compiled on its first use: twelve at once would slow every start of the program."""

    def __init__(self, raw: Mapping[str, Mapping[str, Any]]) -> None:
        self._raw = dict(raw)
        self._compiled: dict[str, Pack] = {}

    def __getitem__(self, language: str) -> Pack:
        if language not in self._compiled:
            self._compiled[language] = parse_pack(language, self._raw[language])
        return self._compiled[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


@dataclass(frozen=True, slots=True)
class ReplyRules:
    """Everything that reply analysis knows about the world."""

    transport: TransportRules
    habits: Habits
    packs: Packs
    frames: tuple[Frame, ...]
    leanings: Leanings
    bearings: Bearings
    stopwords: Mapping[str, frozenset[str]]
    """The commonest words of each language, folded, by which it is recognised."""
    letters: Mapping[str, str]
    """Letters that only one of the languages writes."""
    relays: Relays = field(default_factory=Relays)
    given_names: frozenset[str] = frozenset()
    """Folded given names, by which a display name is known for a person's."""
    family_names: frozenset[str] = frozenset()
    """Chinese family names, of one character."""
    courtesy: frozenset[str] = frozenset()
    """Forms of address and titles, behind which a name stands."""


def parse_rules(raw: Mapping[str, Mapping[str, Any]]) -> ReplyRules:
    """Read the rule files (`bootstrap.rule_files()`): `replies/*`, `outcomes/*`, `detection/given_names`, the forms of
    address of `detection/general`, and the domains of `systems/*` and `mail/freemail`.
    """
    family = {name.removeprefix(_FAMILY): table for name, table in raw.items() if name.startswith(_FAMILY)}
    languages = {name: table for name, table in family.items() if name not in _NOT_LANGUAGES}
    outcomes = {name.removeprefix(_OUTCOMES): table for name, table in raw.items() if name.startswith(_OUTCOMES)}
    ats, schedulers = _system_domains(raw)
    freemail = raw.get("mail/freemail", {}).get("domains", [])
    names = raw.get("detection/given_names", {})
    everyday = outcomes.get(_EVERYDAY, {})
    return ReplyRules(
        transport=parse_transport(family["transport"], ats, schedulers, freemail),
        habits=_habits(family["quoting"], languages),
        packs=Packs(
            {
                name: {**table, **outcomes.get(name, {}), "everyday": everyday.get(name, {})}
                for name, table in languages.items()
            }
        ),
        frames=parse_frames(outcomes[_FRAMES]),
        leanings=Leanings(outcomes.get(_LEARNED, {})),
        bearings=Bearings(family.get(_BEARING, {})),
        stopwords={
            name: frozenset(words(word).strip() for word in table["stopwords"]) for name, table in languages.items()
        },
        letters={name: table["letters"] for name, table in languages.items() if "letters" in table},
        relays=parse_relays(languages.values()),
        given_names=frozenset(str(names.get("names", "")).split()),
        family_names=frozenset(str(names.get("chinese_family_names", ""))),
        courtesy=frozenset(raw.get("detection/general", {}).get("courtesy", ())),
    )


def parse_pack(language: str, table: Mapping[str, Any]) -> Pack:
    """Compile one language: its file of phrases, with that of its ideas laid over it."""
    notations: dict[str, list[str]] = {**table.get("marks", {}), **ideas_of(table)}
    beside = table.get("everyday", {})
    notations |= {"everyday": beside.get("things", [])} | {name: beside.get(name, []) for name in _BESIDE}
    for outcome, degrees in table.get("outcomes", {}).items():
        notations |= {f"{Outcome(outcome)}.{degree}": phrases for degree, phrases in degrees.items()}
    marks = {name: notations[name] for name in table.get("marks", {})}
    contacting = notations.get(f"{PREFIX}contact_you", [])
    # Whoever says that they will be in touch promises it, so no file lists these words twice.
    cues = {**table.get("cues", {}), "promise": [*table.get("cues", {}).get("promise", []), *contacting]}
    return Pack(
        language=language,
        lexicon=Lexicon.of(notations),
        marks=Lexicon.of(marks),
        notices=Lexicon.of({name: marks.get(name, []) for name in _BELOW}),
        cues={name: PhraseSet.of(phrases) for name, phrases in cues.items()},
        absences=PhraseSet.of(notations.get("absent", ())),
        suppositions=PhraseSet.of(notations.get("hypothetical", ())),
        contacting=PhraseSet.of(contacting),
        denials=PhraseSet.of([n for idea in ("not", "yet") for n in notations.get(f"{PREFIX}{idea}", ())]),
        dates=parse_date_words(table.get("dates", {})),
        until_includes=bool(table.get("until_includes", False)),
        stops=parse_stops(table.get("sentences", {}), table.get("dates", {}).get("months", ())),
        stretch=float(table.get("stretch", 1.0)),
    )


def _habits(common: Mapping[str, Any], languages: Mapping[str, Mapping[str, Any]]) -> Habits:
    """Quoting habits of all languages together: a German mail program quotes an English letter."""
    tables = [common, *(table.get("quoting", {}) for table in languages.values())]

    def gathered(name: str) -> list[str]:
        return [notation for table in tables for notation in table.get(name, [])]

    return Habits(
        introductions=PhraseSet.of(gathered("introductions")),
        forwards=PhraseSet.of(gathered("forwards")),
        headers=frozenset(words(name).strip() for name in gathered("headers")),
        closings=PhraseSet.of(gathered("closings")),
        devices=PhraseSet.of(gathered("devices")),
        disclaimers=PhraseSet.of(gathered("disclaimers")),
    )


def _system_domains(raw: Mapping[str, Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """Domains of recruiting systems and of schedulers, from the files that detection keeps about them."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for name, table in raw.items():
        kind = table.get("kind")
        if name.startswith("systems/") and kind in _RECRUITING_KINDS:
            domains = [domain for system in table.get("system", []) for domain in system.get("domains", [])]
            found[kind == "scheduling"].extend(domains)
    return found[False], found[True]
