"""How notes in one language are read, as types: the part `[notes]` of `rules/drafting/LANGUAGE.toml`.

A rule file is data of ours, so a wrong one is a programming error and raises `KeyError`, `TypeError` or `ValueError` at once.
Longer than 400 lines because every rule is named twice, as a field and where it is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from followbot.domain.letters.matters import Matter, matters_of
from followbot.domain.letters.namings import Naming, namings_of
from followbot.domain.letters.noteshapes import (
    Asked,
    Pattern,
    Tellings,
    asked_of,
    by_slot,
    days_of,
    expanded,
    however_typed,
    one_shape,
    pairs_of,
    patterns_of,
    plain_words,
    plainly,
    replacements,
    shape_of,
    tellings_of,
    words_of,
)
from followbot.domain.letters.refusals import Refusal, refusal_of
from followbot.domain.letters.signs import Signed, signed_of


@dataclass(frozen=True, slots=True)
class NoteRules:
    """How notes in this language are read. Every tuple holds lower-cased words or phrases."""

    missed: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    chores: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()
    """What no letter tells, unless it is the work there."""
    harmless: re.Pattern[str] | None = None
    """What only looks like a complaint: the "not" of what something is good for, "so the cats don't have to wait"."""
    subjects: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    liked_labels: tuple[str, ...] = ()
    mood: re.Pattern[str] | None = None
    hearing: re.Pattern[str] | None = None
    """How the card's last two questions are answered, how it was and when one will hear."""
    asked: Asked = field(default_factory=Asked)
    generic: frozenset[str] = frozenset()
    finite: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    intensifiers: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    turns: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    cuts: tuple[str, ...] = ("which",)
    """A phrase ends before one of these words."""
    spellings: Mapping[str, str] = field(default_factory=dict)
    accents: Mapping[str, str] = field(default_factory=dict)
    """Words that are none without their accents, by how they are typed without: "maraicher"."""
    stories: frozenset[str] = frozenset()
    """Heads of the user's own that were told, rather than learned from: "my story about the outage"."""
    experience: frozenset[str] = frozenset()
    """Heads of the user's own that one learns from; others are only told. Empty where our sentences suit both."""
    own_swap: Mapping[str, str] = field(default_factory=dict)
    """What the user's own begins with, as a stranger understands it: "our" is "my team's"."""
    subordinators: frozenset[str] = frozenset()
    """Words that begin a clause inside the name of a thing: "how", "that"."""
    common: frozenset[str] = frozenset()
    """Words of agendas that are written small inside a sentence."""
    plain: re.Pattern[str] | None = None
    """How a word looks that begins a part of an agenda with a capital and is no name; where there is none, any does."""
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
    own_thing: tuple[str, ...] = ()
    """What a bare thing behind such a label begins with, "my", and how one with an article goes on, "i told them about"."""
    praise: re.Pattern[str] | None = None
    """What is said of the thing before it, and names none itself: "loved that", "very interesting"."""
    clausal: re.Pattern[str] | None = None
    """What gives a sentence away where no list of verbs can be complete: a verb's ending, a subject."""
    statement: re.Pattern[str] | None = None
    """A liked sentence that can be told as it stands, behind "that"."""
    their_thing: re.Pattern[str] | None = None
    """How a sentence begins that is about a thing of theirs, with the word for "their" by that name."""
    doing: re.Pattern[str] | None = None
    """A sentence that can be told so although nobody praised it: what their pupils, guests or apprentices do there."""
    nominal: re.Pattern[str] | None = None
    """What shows that bare words name a thing: an ending, an article, a noun of many trades. Others are as likely remarks."""
    titles: frozenset[str] = frozenset()
    """What stands in front of a person's name, and numbers as words: neither begins the name of a topic."""
    compounds: bool = False
    """Whether the last part of a long word tells what it is, as in "Abschlussrunde"."""
    blame: re.Pattern[str] | None = None
    """What belittles the thing before it, or keeps it from the reader: "hmm", "bit odd", "don't mention"."""
    cut_short: frozenset[str] = frozenset()
    """Abbreviations, whose full stop ends no sentence; they end no phrase, nor does "ok", which says how something went."""
    before_names: frozenset[str] = frozenset()
    """Abbreviated titles, behind whose full stop a name goes on: "Dr", "Fr"."""
    earlier: re.Pattern[str] | None = None
    """What shows, where no place is named, that a deed is older than the interview: "at my last practice", "three years"."""
    tech: bool = False
    """Whether the language's letters have a sentence for a product or a language, which take no article."""
    refusal: Refusal | None = None
    """How somebody says that they do not want the job: "not for me", "ich sage ab"."""
    agreed: re.Pattern[str] | None = None
    """What says that both know already when they speak next, so that no letter hopes to hear at all."""
    weekdays: tuple[re.Pattern[str], ...] = ()
    """How a note names each day of the week, Monday first, and in `date` the day of the month behind it."""
    next_week: re.Pattern[str] | None = None
    """What says that such a day is the one of the week after this one."""
    promises: tuple[tuple[re.Pattern[str], str], ...] = ()
    """How a note says that the user will send something (`x`) on a day, and the sentence that tells the reader so."""
    papers: re.Pattern[str] | None = None
    """What applicants send: certificates, references, samples; whatever else the user will send is a chore of theirs."""
    denied: re.Pattern[str] | None = None
    """What says that nothing need be sent: "not"."""
    recipients: re.Pattern[str] | None = None
    """What says that something is sent to somebody who is not the reader: "to the bank"."""
    again: re.Pattern[str] | None = None
    """A sentence in which `it` or `them` is the thing that was spoken of right before: "trainees run it with a partner"."""
    named_short: re.Pattern[str] | None = None
    """How the name of such a thing begins, `one` or `many`, without what is said of it: "the free clinic"."""
    dialect: re.Pattern[str] | None = None
    """Words of a dialect; a note that has several of them is written in one, and no letter can be made of its words."""
    the: frozenset[str] = frozenset()
    """The articles that a person's office has who is known; where there are none, any determiner will do."""
    readers: re.Pattern[str] | None = None
    """What people call whoever they have spoken with at the beginning of a sentence: "la directora", "the owner"."""
    meets: re.Pattern[str] | None = None
    meets_not: re.Pattern[str] | None = None
    """What tells of a next meeting and of nothing that one of them only sends, and what makes uncertain which day that is, or
    that it is one at all, to come, and theirs: a denial, the past, another firm."""
    familiar: re.Pattern[str] | None = None
    """What says that reader and user call each other "du"."""
    polite: re.Pattern[str] | None = None
    """How a sentence of ours looks that addresses somebody formally."""
    second: re.Pattern[str] | None = None
    """"You" as people say it to themselves of anybody; in a letter it would be the reader."""
    occasions: frozenset[str] = frozenset()
    """What an interview is called by its form: "call", "trial shift", "third round"; never a thing to speak of."""
    ranges: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What shortens "from 9 to 4 days" to "to 4 days", for a letter has one number at most, and puts articles back."""
    genders: tuple[tuple[re.Pattern[str], str], ...] = ()
    """How the first word of a thing's name tells its article, and the name with it as it stands behind our prepositions."""
    trivia: frozenset[str] = frozenset()
    """What everybody has and nobody is thanked for: coffee, parking."""
    beside: frozenset[str] = frozenset()
    """What in a sentence about others may well be the reader: "les pompiers annotent les données avec eux"."""
    third: frozenset[str] = frozenset()
    """What is left of a third person that cannot stand where the reader does something: "seine" in "dass Sie ... bauen"."""
    objects: frozenset[str] = frozenset()
    """Pronouns that rather mean things named before them: "score bids before writing them"."""
    persons: re.Pattern[str] | None = None
    causatives: frozenset[str] = frozenset()
    """Nouns of people who may own what a later "their" names, and verbs that say so: "let", "give", "help"."""
    names_first: bool = False
    """Whether what begins a sentence may as well be a name, since verbs come last."""
    noun_place: re.Pattern[str] | None = None
    """Words that their place shows to be nouns, in a language that writes nouns with a capital."""
    two_nouns: re.Pattern[str] | None = None
    """Two nouns side by side, of which one is said of the other in a way that no sentence says: "Retourenquote Schuhe"."""
    noun_ends: re.Pattern[str] | None = None
    short: Mapping[str, str] = field(default_factory=dict)
    that: tuple[str, ...] = ()
    """How a clause begins that says what somebody liked or told: "that", "dass"; a last "'" joins the next word."""
    that_slot: str = "detail"
    """The slot of such a clause where it was liked."""
    liked_bare: bool = False
    """Whether a liked thing follows our words as it is, without a preposition or a verb of its own."""
    relatives: frozenset[str] = frozenset()
    """Words that go on with a sentence behind a comma."""
    own_start: re.Pattern[str] | None = None
    """What the user's own begins with where the letter's sentence says already whose it is: "ben"."""
    whole_subject: Mapping[str, str] = field(default_factory=dict)
    """What "they" becomes as the subject of a liked clause: "ni", or nothing where the verb says enough."""
    verb: re.Pattern[str] | None = None
    """How a verb looks behind "they", where the same word is an article."""
    relative_words: frozenset[str] = frozenset()
    """Words that begin a relative clause behind a comma, alone or behind a preposition."""
    own_tells: re.Pattern[str] | None = None
    """How a clause begins that tells what the user spoke of, so that nothing in it is theirs."""
    acronyms: re.Pattern[str] | None = None
    """Short words that no word of the language begins like: "gcse"."""
    several: re.Pattern[str] | None = None
    """How a sentence begins whose subject is several of something."""
    verb_first: re.Pattern[str] | None = None
    """How a bare clause begins that says no subject: "dan cepillos a toda la familia"; it names no thing."""
    drops_subjects: bool = False
    """Whether a verb says who does something, so that behind a comma it may be anybody named before."""
    verbal: re.Pattern[str] | None = None
    """How bare words look among which the second or third must be a verb: "robot arm recognises fruit"."""
    run: int = 99
    """So many words the name of a thing has in a row, without an article or a preposition between them."""
    bearers: re.Pattern[str] | None = None
    """How a name ends before an article that belongs to a verb inside it: "the plan to open", "testing"."""
    linking: frozenset[str] = frozenset()
    """Articles that stand right behind a noun: the German genitive."""
    frequency: re.Pattern[str] | None = None
    """How often something takes place: with an article before it that would be part of its name."""
    where: re.Pattern[str] | None = None
    """How something of the user's own ends in a place that was typed small, so that it may be a name: "in toxteth"."""
    when: re.Pattern[str] | None = None
    """How the name of a thing ends that says when it comes: that is no part of it."""
    news: re.Pattern[str] | None = None
    """What makes of a bare thing a piece of news: "下个月" in "新仓下个月投用"."""
    done: tuple[tuple[re.Pattern[str], str], ...] = ()
    """How a deed begins that one does on a visit, "to see", "to touch", so that it was liked and not looked forward to, and how
    it stands behind "I liked"."""
    predicate: re.Pattern[str] | None = None
    """What every sentence of theirs has that a letter tells: a verb of the third person."""
    participles: Mapping[str, str] = field(default_factory=dict)
    """Verbs as a note has them with the forms that our sentences take; a verb without one is not told: "yapıyor"."""
    noticed: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What makes of the sentence of a liked thing the one of a thing that was spoken of, where only the former can take it."""
    wished: re.Pattern[str] | None = None
    """A verb in the mood of what is liked or wished, "que cuiden": what stands so was liked, and is not told as known."""
    fronted: re.Pattern[str] | None = None
    """When something is done, in front of the sentence that says what: "ab Juni fahren sie", "cada viernes".
    `verb` and `who` are the words that change places behind it."""
    relative: re.Pattern[str] | None = None
    """A thing with a relative clause behind it, "the schools that come here", which is no sentence."""
    admired: re.Pattern[str] | None = None
    """What may be told as it stands under the card's question, in a language without a word for "that"."""
    adverbs: frozenset[str] = frozenset()
    """Little words that are no nouns, for a language that writes nouns with a capital."""
    unsound: re.Pattern[str] | None = None
    """Dialect, slang and shorthand: what holds it stays in the note."""
    whose: re.Pattern[str] | None = None
    """A clause in which "their" means people whom it named before: "they greet the cleaners, the teachers know their names"."""
    announcing: re.Pattern[str] | None = None
    """How a sentence looks that says too little where a colon, and what it is about, stand behind it: "they have a rite:"."""
    linked: re.Pattern[str] | None = None
    """How the words before a comma end that those behind it lean on, where commas part sentences: 絵本を読んで."""
    apart: re.Pattern[str] | None = None
    """How a sentence begins that says itself of whom it is, so that behind a comma it leans on nothing before it."""
    quoted: re.Pattern[str] | None = None
    """A name that a note puts between quotation marks, which the reading of it leaves out: “复盘下午茶”."""
    dangling: re.Pattern[str] | None = None
    """What means something that was left behind in the note: "lo quieren abrir", "the same move"."""
    others: re.Pattern[str] | None = None
    """Third persons who are not the reader's house: what the next sentence says of "them" may be said of these."""
    trouble: re.Pattern[str] | None = None
    """What nobody was glad to hear of them: trouble, a shortage, what applicants must bring, praise of the user's own work."""
    polish: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What is put right in a finished phrase: two pronouns in a row of which one says enough."""
    clause_polish: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What is put right in a sentence of their own that a note told behind "that": who does it, said to the reader."""
    doubled: re.Pattern[str] | None = None
    """Words that may stand twice in a row."""
    barred: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """How a phrase looks that the sentences of a slot cannot take: no noun where they need one, a pronoun that means nobody."""
    signed: Signed | None = None
    """How it shows that a note was typed without the signs of its letters."""
    patterns: tuple[Pattern, ...] = ()
    tellings: Tellings | None = None
    namings: tuple[Naming, ...] = ()
    """The shapes of what surely names a thing, by slots."""
    praising: frozenset[str] = frozenset()
    """Words that praise, and those that may stand around them in a remark that is nothing but praise."""
    remarking: frozenset[str] = frozenset()
    bare_listed: bool = False
    """Whether bare words name a topic only in a list, or under praise; elsewhere they are as likely a remark."""
    liked_lead: re.Pattern[str] | None = None
    liked_tail: re.Pattern[str] | None = None
    """What says in front of a clause with "that", or behind a clause, that it was liked."""
    liked_things: tuple[tuple[re.Pattern[str], str], ...] = ()
    """How a thing that was praised without its article stands behind "I liked": the first shape that fits it decides."""
    swap_ours: Mapping[str, str] = field(default_factory=dict)
    swap_they: Mapping[str, str] = field(default_factory=dict)
    swap_she: Mapping[str, str] = field(default_factory=dict)
    swap_phrases: Mapping[str, str] = field(default_factory=dict)
    swap_anywhere: Mapping[str, str] = field(default_factory=dict)
    swap_shaped: tuple[tuple[re.Pattern[str], str], ...] = ()
    """ "Their" in a language whose "your" goes with the noun behind it: the shape of both and what the first becomes."""
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


def note_rules(raw: Mapping[str, Any]) -> NoteRules:
    """The rules that the part `[notes]` of a rule file holds."""
    swap, articles = raw.get("swap", {}), raw.get("articles", {})
    return NoteRules(
        missed=words_of(raw.get("missed", ())),
        private=words_of(raw.get("private", ())),
        chores=words_of(raw.get("chores", ())),
        matters=matters_of(raw),
        harmless=shape_of(raw.get("harmless", "")),
        subjects=words_of(raw.get("subjects", ())),
        conjunctions=words_of(raw.get("conjunctions", ())),
        fillers=words_of(raw.get("fillers", ())),
        tails=words_of(raw.get("tails", ())),
        labels=words_of(raw.get("labels", ())),
        liked_labels=words_of(raw.get("liked_labels", ())),
        asked=asked_of(raw.get("asked", {})),
        mood=shape_of(raw.get("mood", "")),
        hearing=shape_of(raw.get("hearing", "")),
        generic=frozenset(words_of(raw.get("generic", ()))),
        finite=frozenset(words_of(raw.get("finite", ()))),
        empty=frozenset(words_of(raw.get("empty", ()))),
        intensifiers=frozenset(words_of(raw.get("intensifiers", ()))),
        verbs=frozenset(words_of(raw.get("verbs", ()))),
        own=frozenset(words_of(raw.get("own", ()))),
        turns=frozenset(words_of(raw.get("turns", ()))),
        cuts=words_of(raw.get("cuts", ("which",))),
        spellings=raw.get("spellings", {}),
        accents={plainly(word): word for word in raw.get("accents", "").split()},
        stories=frozenset(words_of(raw.get("stories", ()))),
        experience=frozenset(words_of(raw.get("experience", ()))),
        own_swap=raw.get("own_swap", {}),
        subordinators=frozenset(words_of(raw.get("subordinators", ()))),
        common=frozenset(words_of(raw.get("common", ()))),
        plain=shape_of(raw.get("plain", "")),
        not_first=frozenset(words_of(raw.get("not_first", ()))),
        word_names=frozenset(words_of(raw.get("word_names", ()))),
        employer_after=words_of(raw.get("employer_after", ())),
        no_employer=frozenset(words_of(raw.get("no_employer", ()))),
        no_employer_ends=words_of(raw.get("no_employer_ends", ())),
        employer_end=raw.get("employer_end", "and|so"),
        strip_articles=frozenset(words_of(raw.get("strip_articles", ()))),
        accusative=raw.get("accusative", {}),
        nouns_capital=bool(raw.get("nouns_capital", False)),
        unlabelled=words_of(raw.get("unlabelled", ())),
        own_thing=tuple(raw.get("own_thing", ())),
        own_labels=words_of(raw.get("own_labels", ())),
        praise=however_typed(one_shape(raw.get("praise", ""), raw.get("macros", {}))),
        clausal=shape_of(raw.get("clausal", "")),
        statement=shape_of(raw.get("statement", "")),
        their_thing=shape_of(raw.get("their_thing", "")),
        doing=shape_of(raw.get("doing", "")),
        nominal=shape_of(raw.get("nominal", "")),
        titles=frozenset(words_of(raw.get("titles", ()))),
        compounds=bool(raw.get("compounds", False)),
        blame=shape_of(raw.get("blame", "")),
        cut_short=frozenset(words_of(raw.get("cut_short", ()))),
        before_names=frozenset(words_of(raw.get("before_names", ()))),
        earlier=shape_of(raw.get("earlier", "")),
        tech=bool(raw.get("tech", False)),
        refusal=refusal_of(raw.get("refusal", {}), raw.get("macros", {})),
        agreed=shape_of(raw.get("agreed", "")),
        weekdays=days_of(raw),
        promises=replacements(raw.get("promises", ())),
        papers=shape_of(raw.get("papers", "")),
        denied=shape_of(raw.get("denied", "")),
        recipients=shape_of(raw.get("recipients", "")),
        next_week=shape_of(raw.get("next_week", "")),
        readers=shape_of(rf"(?m)(?:^|(?<=[.!?] )){raw['readers']}" if "readers" in raw else ""),
        meets=shape_of(raw.get("meets", "")),
        meets_not=shape_of(raw.get("meets_not", "")),
        familiar=shape_of(raw.get("familiar", "")),
        polite=shape_of(raw.get("polite", "")),
        second=shape_of(raw.get("second", "")),
        occasions=frozenset(words_of(raw.get("occasions", ()))),
        ranges=replacements(raw.get("ranges", ())),
        genders=replacements(raw.get("genders", ()), raw.get("macros", {})),
        trivia=frozenset(words_of(raw.get("trivia", ()))),
        beside=frozenset(words_of(raw.get("beside", ()))),
        third=frozenset(words_of(raw.get("third", ()))),
        objects=frozenset(words_of(raw.get("objects", ()))),
        persons=shape_of(raw.get("persons", "")),
        causatives=frozenset(words_of(raw.get("causatives", ()))),
        names_first=bool(raw.get("names_first", False)),
        noun_place=re.compile(raw["noun_place"]) if "noun_place" in raw else None,
        two_nouns=re.compile(raw["two_nouns"]) if "two_nouns" in raw else None,
        noun_ends=shape_of(raw.get("noun_ends", "")),
        short=raw.get("short", {}),
        that=words_of(raw.get("that", ())),
        that_slot=raw.get("that_slot", "detail"),
        liked_bare=bool(raw.get("liked_bare", False)),
        relatives=frozenset(words_of(raw.get("relatives", ()))),
        own_start=shape_of(raw.get("own_start", "")),
        whole_subject=raw.get("whole_subject", {}),
        verb=shape_of(raw.get("verb", "")),
        relative_words=frozenset(words_of(raw.get("relative_words", ()))),
        own_tells=shape_of(raw.get("own_tells", "")),
        acronyms=re.compile(raw["acronyms"]) if "acronyms" in raw else None,
        several=shape_of(raw.get("several", "")),
        verb_first=shape_of(raw.get("verb_first", "")),
        drops_subjects=bool(raw.get("drops_subjects", False)),
        verbal=shape_of(raw.get("verbal", "")),
        run=int(raw.get("run", 99)),
        bearers=shape_of(raw.get("bearers", "")),
        linking=frozenset(words_of(raw.get("linking", ()))),
        frequency=shape_of(raw.get("frequency", "")),
        where=re.compile(raw["where"]) if "where" in raw else None,
        when=shape_of(raw.get("when", "")),
        news=shape_of(raw.get("news", "")),
        done=replacements(raw.get("done", ())),
        predicate=shape_of(raw.get("predicate", "")),
        wished=shape_of(raw.get("wished", "")),
        participles=pairs_of(raw.get("participles", "")),
        noticed=replacements(raw.get("noticed", ())),
        fronted=shape_of(raw.get("fronted", "")),
        relative=shape_of(raw.get("relative", "")),
        admired=shape_of(raw.get("admired", "")),
        adverbs=frozenset(words_of(raw.get("adverbs", ()))),
        unsound=shape_of(raw.get("unsound", "")),
        whose=shape_of(raw.get("whose", "")),
        announcing=shape_of(raw.get("announcing", "")),
        linked=shape_of(raw.get("linked", "")),
        apart=shape_of(expanded(raw.get("apart", ""), raw.get("macros", {}))),
        quoted=shape_of(raw.get("quoted", "")),
        dangling=shape_of(raw.get("dangling", "")),
        others=shape_of(raw.get("others", "")),
        trouble=shape_of(raw.get("trouble", "")),
        polish=replacements(raw.get("polish", ())),
        clause_polish=replacements(raw.get("clause_polish", ()), raw.get("macros", {})),
        doubled=shape_of(raw.get("doubled", "")),
        barred=by_slot(raw.get("barred", {})),
        signed=signed_of(raw["signed"]) if "signed" in raw else None,
        patterns=patterns_of(raw),
        tellings=tellings_of(raw["tellings"]) if "tellings" in raw else None,
        namings=namings_of(raw.get("namings", ())),
        praising=frozenset(words_of(raw.get("praising", ())) + plain_words(raw.get("praising", ()))),
        remarking=frozenset(words_of(raw.get("remarking", ()))),
        bare_listed=bool(raw.get("bare_listed", False)),
        liked_lead=shape_of(raw.get("liked_lead", "")),
        liked_tail=shape_of(raw.get("liked_tail", "")),
        liked_things=replacements(raw.get("liked_things", ()), raw.get("macros", {})),
        swap_ours=swap.get("ours", {}),
        swap_they=swap.get("they", {}),
        swap_she=swap.get("she", {}),
        swap_phrases=swap.get("phrases", {}),
        swap_anywhere=swap.get("anywhere", {}),
        swap_shaped=replacements(swap.get("shaped", ())),
        swap_verbs=swap.get("verbs", {}),
        determiners=frozenset(words_of(articles.get("determiners", ()))),
        prepositions=frozenset(words_of(articles.get("prepositions", ()))),
        about=frozenset(words_of(raw.get("about", ()))),
        handling=frozenset(words_of(articles.get("handling", ()))),
        mass=frozenset(words_of(articles.get("mass", ()))),
        countable=frozenset(words_of(articles.get("countable", ()))),
        definite=articles.get("definite", ""),
        the=frozenset(words_of(articles.get("the", ()))),
        dialect=shape_of(raw.get("dialect", "")),
        again=shape_of(raw.get("again", "")),
        named_short=shape_of(raw.get("named_short", "")),
    )
