"""Things that a letter can name: phrases with their grammar, and the span of evidence that each comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.pronouns import from_their_side
from followbot.domain.letters.tidying import ideographic, tidy
from followbot.domain.letters.wording import Wording

MINE = ("same", "did", "said", "own_how", "idea", "story", "mine")
"""Slots of what the user has to say, those first that say most: a deed before a subject that was only touched on."""
_WORDS_MAX = 8
_CHARACTERS_MAX = 24
"""What is longer than this many words (in scripts without spaces: characters) is not the name of a thing."""

FORBIDDEN = re.compile(
    r"https?:|www\.|@|[<>{}\[\]|\\^~`#$€£¥]|\d{1,2}:\d\d|\bhttp|\b\d{2,3}\s?[kK]\b|\b\d{2,3}[.,]?000\b|\b\d+\s?(?:h|hrs?|std|min|mins)\b",
    re.IGNORECASE,
)
"""Signs of addresses, times, money, markup: a phrase with one of them is never used."""
_ODD = re.compile(
    r"[=*_?!;\"“”„«»…]|:\s|:$|\s[+/&]\s|\.\.|%\s\w+\s\d|\blol\b|\b(?:ha|hi){2,}h?\b|哈哈|呵呵|嘻嘻|笑$"
    r"|[\u2190-\u27bf\U0001f000-\U0001faff]|\d/[^\W\d]",
    re.IGNORECASE,
)
"""What people type to themselves and nobody writes into the middle of a sentence."""
_THING_WORDS = 6
_OCCASION_WORDS = 3
_OCCASION_SIGNS = 7
_LONG_OCCASION = 4
_CLIPPED = re.compile(
    r"(?<![\w.'’&+/-])(?!(?:km|kg|cm|mm|ml|st|nd|rd|th|dbt|npm|ssh|tcp|php|sql|pdf|html|css|xml|http|grpc)\b)"
    r"[bcdfghjklmnpqrstvwxz]{2,}(?![\w'’&+/-])"
)
"""Words clipped to their consonants ("sth", "bcp", "jmd") that no list of abbreviations knew."""
_DASH = re.compile(r"\s[–—-]\s")
"""Between the two halves of a line of an agenda: "Carl – coding"."""
BRACKETS = re.compile(r"\s*[(（][^()（）]{0,120}[)）]")
_OPEN_BRACKET = re.compile(r"\s*[(（][^)）]*$")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a phrase of a letter comes from: "note", "invitation", "profile" or "calendar", and the words there."""

    phrase: str
    origin: str
    span: str = ""


@dataclass(frozen=True, slots=True)
class Specific:
    """One thing that a letter can say. `slot` names its grammatical form, `person` the contact key it is about."""

    slot: str
    text: str
    origin: str
    span: str
    person: str | None = None
    marked: bool = False
    """Whether the note says that the user liked it."""
    loved: bool = False
    """Whether it says so in words, not by a mere "!"."""
    after: str = ""
    """What the note says right before it, which "the same" refers to."""

    bare: bool = False
    """Whether it is no more than words between commas: what a sentence says is surer, and said instead where there is one."""

    @property
    def mine(self) -> bool:
        """Whether it is the user's own part, not theirs."""
        return self.slot in MINE

    @property
    def source(self) -> Source:
        return Source(self.text, self.origin, self.span)


def strip_ends(clause: str, rules: NoteRules) -> str:
    """Without filler words in front, remarks behind, and stops on either side."""
    text = clause.strip(" ,;:.!?…-–—\"'“”„«»。、！？；：")
    changed = True
    while changed and text:
        changed = False
        folded = text.casefold()
        for filler in rules.fillers:
            if folded.startswith(filler + " "):
                text, changed = text[len(filler) :].lstrip(" ,"), True
                break
        for tail in rules.tails:
            if folded.endswith((" " + tail, "," + tail)):
                text, changed = text[: len(text) - len(tail)].rstrip(" ,;-"), True
                break
    return text


def is_sentence(text: str, rules: NoteRules) -> bool:
    said = text.split()
    verbs = [w for i, w in enumerate(said) if not (i and rules.nouns_capital and w[:1].isupper())]
    words = {w.casefold().strip(".,:").split("'")[0].split("’")[0] for w in verbs}
    if rules.clausal and rules.clausal.search(text):
        return True
    return bool(rules.finite & words) or any(ideographic(f) and f in text for f in rules.finite)


def is_short(text: str) -> bool:
    """Whether a text is as short as the name of a thing."""
    return 0 < len(text) <= (_CHARACTERS_MAX if ideographic(text) else 80) and 0 < len(text.split()) <= _WORDS_MAX


def has_verb(phrase: str, rules: NoteRules) -> bool:
    """Whether a phrase that should name a thing has a verb of its own: "the new office opens in March".

    A verb behind a relative word or a pronoun belongs to a clause inside the phrase ("the way they test").
    """
    before = ""
    for i, (word, written) in enumerate(zip(_folded(phrase), phrase.split(), strict=True)):
        noun = before in rules.prepositions or (rules.nouns_capital and written[:1].isupper())
        before = word
        if i and noun:
            continue  # "beim Testen", "van testen"
        if word in rules.subordinators or re.split("['’]", word)[0] in rules.subjects:  # "they're making"
            return False
        if i and word in rules.finite:
            return True
    return False


def reads_well(phrase: str) -> bool:
    """Whether a phrase holds nothing but what stands in prose."""
    balanced = all(phrase.count(left) == phrase.count(right) for left, right in ("()", "（）"))
    return (
        balanced
        and not _ODD.search(phrase)
        and not _CLIPPED.search(phrase)
        and len(re.findall(r"\d+(?:[.,]\d+)*", phrase)) <= 1
    )


def is_nominal(text: str, rules: NoteRules) -> bool:
    """Whether words without a sentence around them name a thing of the interview, as far as one can tell."""
    words = _folded(text)
    most = _WORDS_MAX if words and words[0] in rules.determiners else _THING_WORDS
    if not words or not is_short(text) or len(words) > most:
        return False
    if not reads_well(text) or _counts(words, rules) or (ideographic(text) and any(sign.isdigit() for sign in text)):
        return False  # "团队7个人"
    return is_named_well(text, rules) and not hides_verb(text, rules)


def is_named_well(text: str, rules: NoteRules) -> bool:
    """Whether words say something of their own, and neither begin nor end as no name of a thing does."""
    words = _folded(text)
    if text.casefold() in (*rules.generic, *rules.labels) or _is_occasion(text, words, rules):
        return False
    dull = rules.empty | rules.intensifiers
    ends_well = words[-1] not in rules.prepositions and words[-1] not in rules.determiners
    starts_well = (
        not words[0][:1].isdigit()
        and words[0] not in rules.not_first
        and words[0] not in rules.intensifiers | rules.titles
        and words[0] not in rules.prepositions
    )
    said = any(sign.isalpha() for sign in text) and not dull.issuperset(words)
    return said and starts_well and ends_well and words[-1] not in rules.empty


def _counts(words: list[str], rules: NoteRules) -> bool:
    """Whether a number says how many, rather than which: not in "los telares de los 50"."""
    return any(w.isdigit() and (not i or words[i - 1] not in rules.determiners) for i, w in enumerate(words))


def hides_verb(text: str, rules: NoteRules) -> bool:
    """Whether bare words may hold a verb that no list knows.

    In a name an article leans on a preposition or an "and", and only so many words follow one another without either.
    """
    if rules.verbal and rules.verbal.search(text):
        return True
    little = rules.prepositions | rules.determiners | {*rules.conjunctions}
    articles = rules.determiners - rules.prepositions - rules.linking
    before, run = "", 0
    words = text.casefold().split()
    for i, word in enumerate(words):
        core = word.strip(".,:()")
        if before and core in rules.relative_words | rules.subordinators:
            return False  # from here on it is a clause, with a verb of its own
        leans = not before or before in little or before.endswith(",")
        inner = rules.bearers is not None and rules.bearers.search(" ".join(words[:i])) is not None
        weekly = i + 1 < len(words) and any(day.match(words[i + 1]) for day in rules.weekdays)  # "le samedi"
        if core in articles and not (leans or inner or weekly):
            return True
        run = 0 if core in little else run + 1
        if run > rules.run:
            return True
        run, before = (0, word) if word.endswith(",") else (run, core)
    return False


def _is_occasion(text: str, words: list[str], rules: NoteRules) -> bool:
    """Whether a short name only says what kind of meeting it was: "quick call", "third round"."""
    if ideographic(text):
        return len(text) <= _OCCASION_SIGNS and any(word in text for word in rules.occasions)
    ends = tuple(word for word in rules.occasions if len(word) > _LONG_OCCASION) if rules.compounds else ()
    first = words[0] in rules.occasions or words[0].endswith(ends or ("\0",))
    return first or (len(words) <= _OCCASION_WORDS and not rules.occasions.isdisjoint(words))


def _folded(text: str) -> list[str]:
    return [w.casefold().strip(".,:()") for w in text.split()]


# --- things without a sentence --------------------------------------------------------------------------------------


def bare(text: str, origin: str, span: str, person: str | None, rules: NoteRules) -> Specific:
    """A thing that was only named: with its article where that is certain, else for use in front of a noun."""
    complete = with_article(text, rules)
    said = gendered(text, rules) if origin == "note" else None
    if said:
        return Specific("topic", said, origin, span, person)
    if rules.definite and complete is None:
        return Specific("part", text, origin, span, person)
    return Specific("topic" if rules.definite else "thing", complete or text, origin, span, person)


def gendered(text: str, rules: NoteRules) -> str | None:
    """A thing with the article that its ending tells, in the case that a topic stands in; None where it tells none."""
    gender = next((known for known in rules.genders if known[0].match(text)), None)
    often = rules.frequency is not None and rules.frequency.search(text) is not None
    words = text.casefold().split()
    if not gender or often or words[0] in rules.determiners or not set(rules.conjunctions).isdisjoint(words[:4]):
        return None
    shape, form = gender
    text = text[:1].lower() + text[1:] if text[1:2].islower() and not rules.nouns_capital else text
    return form.format(x=text) if "{x}" in form else shape.sub(form, text, count=1)


def with_article(phrase: str, rules: NoteRules) -> str | None:
    """The phrase as it stands behind a preposition, None where that takes knowledge of the noun that we lack."""
    words = phrase.split()
    first = words[0].casefold()
    named = first in rules.determiners or first.endswith(("'s", "’s")) or first.isdigit() or words[-1].isdigit()
    if not rules.definite or named:
        return phrase  # "plot 14" is a name, too
    if first.endswith("ing") and len(words) > 1 and words[1].casefold() in rules.determiners:
        return phrase  # "decolonising the catalogue"
    if first in rules.handling and len(words) > 1:
        return f"{words[0]} {with_article(' '.join(words[1:]), rules) or ' '.join(words[1:])}"
    head = _head(words, rules)
    if _plural(head) or _list_ends_bare(words, rules):
        return phrase
    if head in rules.countable or (words[-1].casefold() in rules.countable and head not in rules.mass):
        return rules.definite.format(x=phrase)
    modified = any(word.casefold() in ("for", "with", "from") for word in words[1:])
    if modified and head not in rules.mass and not first.endswith("ing"):
        return rules.definite.format(x=phrase)  # "the list for first-generation readers"
    gerund = len(words) > 1 and (
        first.endswith("ing") or _names_doing(head, rules)
    )  # "welcoming" alone may praise somebody
    if gerund or head in rules.mass or (len(words) == 1 and not phrase.islower()):
        return phrase
    if head.endswith(_MASS_ENDINGS):
        return phrase
    if len(head) > 4 and head.endswith(_COUNT_ENDINGS):
        return rules.definite.format(x=phrase)
    return None


def _names_doing(head: str, rules: NoteRules) -> bool:
    """Whether the head of a thing is a verb's noun, which needs no article: "barrel ageing"."""
    return len(head) > _SHORTEST_GERUND and head.endswith("ing") and head not in rules.countable | rules.occasions


_SHORTEST_GERUND = 5
_MASS_ENDINGS = ("ware", "ness", "ship", "ism", "ics", "ability", "ibility", "sourcing")
_COUNT_ENDINGS = ("tion", "ment", "sis", "ology", "er", "or", "gram", "ule")


def head_words(phrase: str, rules: NoteRules) -> list[str]:
    """The words of a phrase up to its first preposition."""
    words = _folded(phrase)
    end = next((i for i, word in enumerate(words) if i and word in rules.prepositions), len(words))
    return words[:end]


def _head(words: list[str], rules: NoteRules) -> str:
    """The last word before the first preposition: what the phrase is about, in English word order."""
    for i, word in enumerate(words):
        if i and word.casefold() in rules.prepositions:
            return words[i - 1].casefold()
    return words[-1].casefold()


def _list_ends_bare(words: list[str], rules: NoteRules) -> bool:
    """Whether the last member of a list can do without an article, and so the whole: "culture and values"."""
    last = words[-1].casefold()
    listed = any(w.casefold() in rules.conjunctions for w in words)
    return listed and (_plural(last) or last in rules.mass)


def _plural(head: str) -> bool:
    return len(head) > 3 and head.endswith("s") and not head.endswith(("ss", "us", "is", "ics"))


# --- invitations ----------------------------------------------------------------------------------------------------


def read_invitation(phrases: Iterable[str], wording: Wording) -> tuple[Specific, ...]:
    """The usable among the invitation's own phrases: planned topics, so a letter says no more than that they were one."""
    found: dict[str, Specific] = {}
    for phrase in (part for whole in phrases for part in _listed(whole)):
        text = strip_ends(BRACKETS.sub("", tidy(phrase, 300)), wording.notes)
        label, colon, rest = _DASH.sub(":", text.replace("：", ":")).partition(":")
        if colon and len(label) <= 24:
            text = strip_ends(rest, wording.notes)
        text = plain_case(_subject(_OPEN_BRACKET.sub("", text), wording.notes), wording)
        said = from_their_side(text, wording.notes)
        if said and planned(text, wording.notes):
            thing = bare(said, "invitation", phrase[:300], None, wording.notes)
            found.setdefault(text.casefold(), replace(thing, slot=f"planned_{thing.slot}"))
    return tuple(found.values())


def _subject(text: str, rules: NoteRules) -> str:
    """What a part of an agenda is about, where it is called by its form first: "Fachgespräch zur Lagerlogistik"."""
    words = text.split()
    form = len(words) > 2 and words[0].casefold() in rules.generic and words[1].casefold() in rules.about
    return " ".join(words[2:]) if form else text


def _listed(phrase: str) -> list[str]:
    """The members of an agenda that is one line: "exercise, questions"; a label stays with its first member."""
    return re.split(r"[,;，；、]\s*", phrase[:600])


def plain_case(text: str, wording: Wording) -> str:
    """An agenda's "Culture and Values" as it stands inside a sentence: common words small, names as they are."""
    if not wording.name_case:
        return text
    rules = wording.notes
    common = rules.mass | rules.countable | rules.common | rules.prepositions
    words = text.split()
    opening = len(words) > 1 and words[1].islower() and (rules.plain is None or rules.plain.fullmatch(words[0]))
    opening = opening and words[0].casefold() not in wording.terms
    common -= wording.terms.keys()
    return " ".join(
        w.lower() if (w.istitle() and w.casefold() in common) or (opening and not i and w[1:].islower()) else w
        for i, w in enumerate(words)
    )


def planned(text: str, rules: NoteRules) -> bool:
    """Whether the words name a topic: short, without addresses or times, and not part of every agenda."""
    return not FORBIDDEN.search(text) and is_nominal(text, rules) and not is_sentence(text, rules)
