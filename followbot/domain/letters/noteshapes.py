"""The shapes that notes are read by, as types: patterns of clauses, and how a plain sentence is told to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

_WHO = r"(?!\w+['’](?:ll|d)\b)(?P<who>\w[\w.'’-]*(?: \w[\w.'’-]*){0,2}?)"
"""What `WHO` stands for in a pattern: up to three words that may name a person; the reader of notes decides that."""


@dataclass(slots=True)
class Shape:
    """A regular expression, compiled when it is first asked: of twelve languages' patterns, a letter needs those of one."""

    source: str
    _compiled: re.Pattern[str] | None = field(default=None, repr=False, compare=False)

    def match(self, text: str) -> re.Match[str] | None:
        """What the expression finds at the start of a text."""
        return self._expression().match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """What the expression finds anywhere in a text."""
        return self._expression().search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Everything that the expression finds in a text."""
        return self._expression().finditer(text)

    def _expression(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.source, re.IGNORECASE)
        return self._compiled


@dataclass(frozen=True, slots=True)
class Pattern:
    """One shape that a clause of a note can have, and what it becomes in a letter.

    `forms` maps who is written to ("you": the person that the clause is about; "named": somebody else who is known;
    "neutral": nobody knows; "any": it does not matter) to a format string of the named groups.
    """

    slot: str
    match: Shape
    forms: Mapping[str, str]
    article: bool = False
    deep: str = ""
    """What it becomes as the deed of the reader, whom one thanks for it: "show me {x}"."""
    liked: bool = False
    """Whether it fits only what the note praises: its verb may be any, so that it might as well be a complaint."""
    brief: bool = False
    """Whether the thing stands behind a colon, so that nobody wrote an article where one belongs."""
    loved: bool = False
    """Whether the clause says itself that it was liked: "me gustó que los niños elijan"."""
    whole: bool = False
    """Whether the phrase keeps its commas and relative clauses: a sentence of the user's own, said as it was typed."""
    gendered: bool = False
    """Whether the thing was typed without its article, so that it is told only where its ending tells that."""
    agree: int | None = None
    """Which word of the phrase is a verb that has to go with "you" (0 the first, -1 the last), None for none."""


@dataclass(frozen=True, slots=True)
class Tellings:
    """How a plain sentence about them is said to the reader, in any verb of the present tense."""

    they: Mapping[str, str]
    """What "they" becomes; under "" what a verb without a subject gets."""
    one: Mapping[str, str]
    """What "she" or "he", a title in front of the reader's name, or (under "") the name itself becomes."""
    many: re.Pattern[str]
    single: re.Pattern[str]
    """How a verb looks whose subject is several, and one."""
    dropped: re.Pattern[str] | None
    """How a verb looks that begins a sentence about them without any subject."""
    dropped_one: re.Pattern[str] | None
    """And one about the person whom the note named before."""
    lead: re.Pattern[str] | None
    """What says in front of the sentence that somebody told it: "Annika berättade att"."""
    usual: re.Pattern[str] | None
    """Verbs of work and care, the only ones that may be told although nobody praised what they say."""
    habit: re.Pattern[str] | None
    """How often something is done, "every Monday": what is done so is told whatever its verb."""
    untold: re.Pattern[str]
    """Verbs, with what follows, that tell of the interview, the user, or trouble."""
    back: re.Pattern[str] | None
    """What points back to something before the sentence."""
    mine: frozenset[str]
    """Words for the user: what speaks of them tells nothing of the others."""
    reflexive: frozenset[str]
    """What would mean the person, not the reader, if it stood beside "you"."""
    to_many: tuple[tuple[re.Pattern[str], str], ...]
    to_one: tuple[tuple[re.Pattern[str], str], ...]
    """What the verb becomes beside "you"; the first that fits."""
    closes: re.Pattern[str] | None
    """How a verb of one person looks at the end of a clause, in a language where "you" is several to its verbs."""
    helps: re.Pattern[str] | None
    """Those of them that stand behind a participle or an infinitive."""
    itself: Mapping[str, str]
    """What "himself" and "themselves" become, beside one and beside several."""
    itself_many: Mapping[str, str]
    last: bool
    """Whether the verb stands last behind "that"."""
    parted: frozenset[str]
    """What stands apart from its verb unless the verb stands last: "auf", "mee"."""
    opening: frozenset[str]
    """Words behind which a clause of its own begins, so that the verb cannot stand last."""
    modal: frozenset[str]
    """Verbs that stand before an infinitive."""
    helping: frozenset[str]
    """Infinitives that stand before another: "gaan verhuren"."""
    early: frozenset[str]
    """Adverbs that stand before the verb behind "that"."""
    starts: re.Pattern[str] | None
    """How what follows the verb must begin, so that no article is missing that the user left out."""
    between: frozenset[str]
    """Adverbs that may stand between a subject and its verb."""
    infinitive: re.Pattern[str] | None
    """How an infinitive looks that stands last, with the word before it: none in "zien van de boeien"."""
    next_deed: re.Pattern[str] | None
    """Where another deed of the same person begins: " and showed me one"."""
    described: re.Pattern[str] | None
    """How an adjective ends before several of something that have no article: "junge"."""
    several: re.Pattern[str] | None
    """How several of something are called where nouns have capitals, unlike a time of day: "morgens"."""
    going_on: re.Pattern[str] | None
    """How a clause begins behind a comma that says what for, or with what effect."""
    leaning: re.Pattern[str] | None
    """What waits for such a clause: "so umbauen"."""
    but: re.Pattern[str] | None
    """What behind the first comma takes from the sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How people write the card's first two questions down again, and how they answer them."""

    topic: re.Pattern[str] | None = None
    liked: re.Pattern[str] | None = None
    mood: re.Pattern[str] | None = None
    """And the third, how the rapport was: what somebody is like is nothing to tell them."""
    deed: re.Pattern[str] | None = None
    """How a part of an answer looks that says what one does there: "joining the field trips", "formar a los aprendices"."""
    each: re.Pattern[str] | None = None
    """How a sentence begins that is about every one of them, so that its pronouns mean those: "chacun suit son vélo"."""
    back: re.Pattern[str] | None = None
    """How a part of an answer begins that points back to another: "that", "precies dat bellen"."""
    finite: re.Pattern[str] | None = None
    """How an answer looks that is a sentence without its subject, which no colon takes: "mocht meteen een wiel spaken"."""
    cut: re.Pattern[str] | None = None
    """What is cut from a part of an answer: an "and" in front, "and not only ..." behind."""
    also: re.Pattern[str] | None = None
    """How a clause ends that only adds somebody or something to what it tells: ", auch die Azubis"."""
    unsaid: re.Pattern[str] | None = None
    """What no letter names although it was liked or spoken of: perks, terms, the way home, usual questions, a person."""
    told: re.Pattern[str] | None = None
    """How a sentence looks where scripts without blanks part none from the name of a thing."""
    articles: tuple[tuple[re.Pattern[str], str], ...] = ()
    """The article of a thing that was typed without, by its shape."""
    prospect: re.Pattern[str] | None = None
    """How a clause behind "that" looks which says what the user would do there: "I'd run the field week"."""
    deed_forms: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What makes of a deed as it was typed the infinitive that our sentence takes: "mitmachen" becomes "mitzumachen"."""
    placed: re.Pattern[str] | None = None
    """How a thing looks that can stand in the sentences of liked things and topics: it bears its article."""
    liked_placed: re.Pattern[str] | None = None
    """As `placed`, of liked things alone, where other sentences than those of topics take them."""
    liked_forms: tuple[tuple[re.Pattern[str], str], ...] = ()
    topic_forms: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What the beginning of such a thing becomes there, where articles join prepositions: "le four", "du four"."""
    unjoined: tuple[tuple[re.Pattern[str], str], ...] = ()
    """And how such a beginning is taken apart again where an answer was typed with it: "du four" is "le four"."""
    article_of: Mapping[str, str] = field(default_factory=dict)
    """The article that each of the forms by which the rules tell genders has: "du {x}" is "le"."""
    with_reader: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What "with him" becomes in a deed to be done with the reader, "avec vous"."""
    echo: re.Pattern[str] | None = None
    """How an answer begins that points back to a thing by its `noun`: "ce projet"."""
    that: bool = False
    """Whether a sentence about everybody, "chacun suit son vélo", stands behind our "that" as it is."""
    ends: re.Pattern[str] | None = None
    """Where the name of a thing may end that goes on for too long: " depuis", " in italiano"."""
    complete: re.Pattern[str] | None = None
    """How a thing looks that stands alone in a note and can only have been spoken of: "de la numérisation des registres"."""
    spoken: bool = False
    """Whether a thing that is only named is told as spoken of, with `topic_forms`."""


def asked_of(raw: Mapping[str, Any]) -> Asked:
    shapes = {
        name: shape_of(raw.get(name, ""))
        for name in (
            "topic",
            "liked",
            "deed",
            "each",
            "back",
            "finite",
            "cut",
            "also",
            "unsaid",
            "told",
            "prospect",
            "placed",
            "liked_placed",
            "mood",
            "echo",
            "ends",
            "complete",
        )
    }
    return Asked(
        **shapes,
        articles=replacements(raw.get("articles", ())),
        deed_forms=replacements(raw.get("deed_forms", ())),
        liked_forms=replacements(raw.get("liked_forms", ())),
        topic_forms=replacements(raw.get("topic_forms", ())),
        unjoined=replacements(raw.get("unjoined", ())),
        with_reader=replacements(raw.get("with_reader", ())),
        article_of=raw.get("article_of", {}),
        that=bool(raw.get("that", False)),
        spoken=bool(raw.get("spoken", False)),
    )


def replacements(
    raw: Iterable[tuple[str, str]], macros: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Shapes with what each becomes; a shape may name the word lists of `macros` in braces."""
    return tuple((re.compile(expanded(shape, macros) if macros else shape, re.IGNORECASE), form) for shape, form in raw)


_PLAIN = str.maketrans("àáâãäåæçèéêëìíîïñòóôõöùúûüąćęłńśźżğış", "aaaaaaaceeeeiiiinooooouuuuacelnszzgis")


def plainly(text: str) -> str:
    """A text as it is typed on a telephone by people who leave the accents out: "pomysl"."""
    return text.translate(_PLAIN)


def however_typed(raw: str | Iterable[str]) -> re.Pattern[str] | None:
    """The shape, or any of several, with and without its accents."""
    whole = _any_of(raw)
    return shape_of(whole if whole == plainly(whole) else f"{whole}|{plainly(whole)}")


def plain_words(raw: Any) -> tuple[str, ...]:
    return tuple(plainly(word) for word in words_of(raw))


def pairs_of(raw: str) -> dict[str, str]:
    """Words that stand by twos: "yapıyor yaptığınızı"."""
    words = raw.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def days_of(raw: Mapping[str, Any]) -> tuple[re.Pattern[str], ...]:
    """The names of the days, with a date behind them where the language writes one."""
    dated = f"(?:{raw['weekday_date']})?" if "weekdays" in raw else ""
    return tuple(re.compile(f"(?:{day}){dated}", re.IGNORECASE) for day in raw.get("weekdays", ()))


def shape_of(raw: str | Iterable[str]) -> re.Pattern[str] | None:
    """An expression, or one that any of several makes up; None for none."""
    whole = _any_of(raw)
    return re.compile(whole, re.IGNORECASE) if whole else None


def _any_of(raw: str | Iterable[str]) -> str:
    return raw if isinstance(raw, str) else "|".join(raw)


def by_slot(raw: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """Shapes by slot; a key may name several slots, and a slot may have several shapes."""
    shapes: dict[str, list[str]] = {}
    for slots, shape in raw.items():
        for slot in slots.split():
            shapes.setdefault(slot, []).append(f"(?:{shape})")
    return {slot: re.compile("|".join(alternatives), re.IGNORECASE) for slot, alternatives in shapes.items()}


def patterns_in(entry: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The patterns that one entry stands for: one for each verb of `each`, THEIRS, and its form to the reader, YOURS."""
    verbs = entry.get("each")
    if verbs is None:
        yield entry
        return
    forms = verbs if isinstance(verbs, Mapping) else dict.fromkeys(verbs, "")
    for theirs, yours in forms.items():
        yield {
            key: value.replace("THEIRS", theirs).replace("YOURS", yours) if isinstance(value, str) else value
            for key, value in entry.items()
        }


_MACRO = re.compile(r"\{([A-Z]+)\}")


def expanded(shape: str, macros: Mapping[str, str]) -> str:
    """A regular expression with the word lists that it names in braces, which may name others. Raises `KeyError`."""
    whole = _MACRO.sub(lambda named: macros[named[1]], shape)
    return whole if whole == shape else expanded(whole, macros)


def one_shape(raw: str | Iterable[str], macros: Mapping[str, str]) -> str:
    """Alternatives as one expression, which may name word lists in braces; a rule file may give them one by one."""
    return expanded(_any_of(raw), macros)


def pattern_of(raw: Mapping[str, Any], macros: Mapping[str, str]) -> Pattern:
    forms = {who: raw[who] for who in ("you", "named", "neutral", "any") if who in raw}
    match = Shape(expanded(raw["match"], macros).replace("WHO", _WHO))
    return Pattern(
        raw["slot"],
        match,
        forms,
        raw.get("article", False),
        raw.get("deep", ""),
        brief="[:=]" in raw["match"].partition("(?P<x>")[0],
        whole=bool(raw.get("whole", False)),
        liked=bool(raw.get("liked", False)),
        loved=bool(raw.get("loved", False)),
        gendered=bool(raw.get("gendered", False)),
        agree=raw.get("agree"),
    )


def patterns_of(raw: Mapping[str, Any]) -> tuple[Pattern, ...]:
    """The patterns of the part `[notes]` of a rule file, in their order."""
    macros = raw.get("macros", {})
    return tuple(pattern_of(p, macros) for entry in raw.get("patterns", ()) for p in patterns_in(entry))


def tellings_of(raw: Mapping[str, Any]) -> Tellings:
    return Tellings(
        they=raw["they"],
        one=raw["one"],
        many=re.compile(raw["many"]),
        single=re.compile(raw["single"]),
        dropped=shape_of(raw.get("dropped", "")),
        dropped_one=shape_of(raw.get("dropped_one", "")),
        lead=shape_of(raw.get("lead", "")),
        usual=shape_of(raw.get("usual", "")),
        habit=shape_of(raw.get("habit", "")),
        untold=re.compile(raw["untold"]),
        back=shape_of(raw.get("back", "")),
        mine=frozenset(words_of(raw["mine"])),
        reflexive=frozenset(words_of(raw.get("reflexive", ()))),
        to_many=replacements(raw.get("to_many", ())),
        to_one=replacements(raw.get("to_one", ())),
        closes=shape_of(raw.get("closes", "")),
        helps=shape_of(raw.get("helps", "")),
        itself=raw.get("itself", {}),
        itself_many=raw.get("itself_many", raw.get("itself", {})),
        last=bool(raw.get("last", False)),
        parted=frozenset(words_of(raw.get("parted", ()))),
        opening=frozenset(words_of(raw.get("opening", ()))),
        modal=frozenset(words_of(raw.get("modal", ()))),
        helping=frozenset(words_of(raw.get("helping", ()))),
        early=frozenset(words_of(raw.get("early", ()))),
        starts=shape_of(raw.get("starts", "")),
        between=frozenset(words_of(raw.get("between", ()))),
        infinitive=shape_of(raw.get("infinitive", "")),
        next_deed=shape_of(raw.get("next_deed", "")),
        described=shape_of(raw.get("described", "")),
        several=shape_of(raw.get("several", "")),
        going_on=shape_of(raw.get("going_on", "")),
        leaning=shape_of(raw.get("leaning", "")),
        but=shape_of(raw.get("but", "")),
    )


def words_of(raw: Any) -> tuple[str, ...]:
    """A list of a rule file in small letters."""
    return tuple(str(word).casefold() for word in raw)


def agreeing(phrase: str, at: int, known: Tellings | None) -> str:
    """A phrase of which one word is a verb of the third person, with that verb as it goes with "you"."""
    words = phrase.split()
    shapes = known.to_one if known else ()
    words[at] = next((s.sub(form, words[at], count=1) for s, form in shapes if s.fullmatch(words[at])), words[at])
    return " ".join(words)
