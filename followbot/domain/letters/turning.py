"""A phrase of a note, cut to its core and turned towards the reader, or nothing where that cannot be done for certain."""

from __future__ import annotations

from dataclasses import dataclass

from followbot.domain.letters.clauses import People
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.noteshapes import Pattern
from followbot.domain.letters.pronouns import turn
from followbot.domain.letters.recasing import in_sentence, with_nouns
from followbot.domain.letters.soundness import one_sentence
from followbot.domain.letters.specifics import (
    has_verb,
    head_words,
    hides_verb,
    is_sentence,
    reads_well,
    strip_ends,
    with_article,
)
from followbot.domain.letters.tidying import ideographic
from followbot.domain.letters.wording import Wording
from followbot.domain.model import Contact

_PHRASE_WORDS = 14
_SENTENCE_WORDS = 18
_MOST_WORDS, _TELLING_WORDS = 24, 12
"""More words a sentence never has, and so many that tell something where it has more than the usual number."""
_SENTENCE_CHARACTERS = 120
_NOUN_SLOTS = frozenset({"shown", "topic", "liked", "worked", "mine", "thing"})
"""Slots whose phrase is the name of a thing, so that a verb of its own would break the sentence."""
_CLAUSES = frozenset({"told", "heard", "detail", "liked_that", "how"})
"""Slots whose phrase is a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one clause is read against."""

    people: People
    antecedent: Contact | None
    wording: Wording
    liked: bool = False
    """The clause answers "What excited you?"."""
    labelled: bool = False
    """Something in front of the clause says that it names topics."""
    speaker: Contact | None = None
    """Whose name stands in front of the clause, before a colon."""
    listing: bool = False
    """So far the note has only named things, so that one more is a topic and no remark."""

    bulleted: bool = False
    """The note is a list, so that a line which names a thing names a topic."""

    @property
    def rules(self) -> NoteRules:
        return self.wording.notes

    def about_reader(self, contact: Contact | None) -> bool:
        return contact is not None and contact in self.people.addressed and len(self.people.addressed) == 1


def cut(raw: str, pattern: Pattern, reading: Reading) -> str | None:
    """The noun phrase or clause, cut to its core and turned towards the reader; None where that cannot be done."""
    second = reading.rules.second.findall(raw) if reading.rules.second else []
    of_all = pattern.slot == "liked_that" and raw.casefold().startswith("you ") and len(second) == 1
    if second and not of_all:  # "that you follow one boat" is as true of whoever reads it
        return None
    core = addressed(_core(raw, pattern, reading), reading)
    most = _SENTENCE_WORDS if pattern.slot in _CLAUSES else _PHRASE_WORDS
    if core.casefold() in reading.rules.generic or not 1 <= len(core.split()) <= most:
        return None
    if pattern.slot in _NOUN_SLOTS:
        starts_badly = (bool(reading.rules.definite) or pattern.slot == "thing") and core.casefold().split()[
            0
        ] in reading.rules.not_first
        if starts_badly or has_verb(core, reading.rules):
            return None
        if pattern.brief and hides_verb(core, reading.rules):
            return None  # "whiteboard: redesign a form"
        little = reading.wording.function_words | reading.rules.prepositions
        core = with_nouns(core, little) if reading.rules.nouns_capital else core
    only_verb = pattern.slot == "how" and " " not in core
    if reading.rules.nouns_capital and core.islower() and not only_verb:
        return None  # nouns that are not known to be nouns
    whole = all(form.startswith("{x}") for form in pattern.forms.values())
    turned = turn(
        core,
        reading.rules,
        insiders=reading.people.insiders,
        reader=reading.about_reader(reading.antecedent),
        clause=pattern.slot in _CLAUSES and whole,
        deed=pattern.slot in _CLAUSES and not whole,
    )
    deed = pattern.slot == "shown" or (pattern.slot in _CLAUSES and not whole)
    if turned is None or (deed and _of_others(turned, reading.rules)):
        return None
    if not pattern.article:
        return turned
    # Behind a preposition the user's own grammar is as good as ours; a thing that somebody showed is a certain one.
    certain = reading.rules.definite if pattern.slot in ("shown", "worked") or pattern.brief else "{x}"
    return with_article(turned, reading.rules) or certain.format(x=turned)


def _of_others(phrase: str, rules: NoteRules) -> bool:
    """Whether what the reader does still speaks of a third person."""
    return not rules.third.isdisjoint(word.strip(",.;:") for word in phrase.casefold().split())


def sentence(raw: str, reading: Reading, *, settled: bool = False) -> str | None:
    """What the user said in a sentence of their own, as it stands; None where it speaks of somebody who is not named.

    `settled`: its own subject is what its pronouns mean, "the residents plan their own meals".
    """
    text = addressed(strip_ends(one_sentence(raw, reading.rules), reading.rules), reading)
    if reading.rules.second and reading.rules.second.search(raw):
        return None
    if reading.rules.nouns_capital:
        little = reading.wording.function_words | reading.rules.finite | reading.rules.adverbs
        text = in_sentence(text, reading.rules, little | reading.rules.prepositions)
    if (
        not _short(text, reading.wording.function_words)
        or not reads_well(text)
        or (reading.rules.nouns_capital and not _has_noun(text, reading.rules))
    ):
        return None
    if settled:
        return text if reading.rules.beside.isdisjoint(text.casefold().split()) else None
    return turn(
        text,
        reading.rules,
        insiders=reading.people.insiders,
        reader=reading.about_reader(reading.antecedent),
        clause=True,
    )


def _short(text: str, little: frozenset[str]) -> bool:
    """Whether a sentence is no longer than one tells; in languages of many little words it may have a few more of them."""
    words = text.split()
    telling = [word for word in words if word.casefold() not in little]
    few = len(words) <= _SENTENCE_WORDS or (len(words) <= _MOST_WORDS and len(telling) <= _TELLING_WORDS)
    return bool(words) and few and len(text) <= _SENTENCE_CHARACTERS


def _has_noun(text: str, rules: NoteRules) -> bool:
    """Whether nouns were typed as nouns, with a capital; short names and employers are no proof."""
    words = text.split()
    return any(
        word[:1].isupper() and not word.isupper() and words[i - 1].casefold() not in rules.employer_after
        for i, word in enumerate(words)
        if i
    )


def _core(raw: str, pattern: Pattern, reading: Reading) -> str:
    """Up to the first comma or relative clause, except where commas make a list ("Kafka, Flink and Druid")."""
    for word in reading.rules.cuts:
        raw = raw.split(f" {word} ")[0]
    parts = raw.rstrip(" ,").replace("，", ", ").split(", ")
    conjunctions = set(reading.rules.conjunctions)
    if any(part[:1].isdigit() for part in parts[1:]):
        parts = parts[:1]  # "the workshop, 6 pits and a paint booth"
    listed = not any(is_sentence(p, reading.rules) and p.split()[0] not in reading.rules.relatives for p in parts[1:])
    if len(parts) > 1 and listed and conjunctions & set(parts[-1].split()) and not conjunctions & set(parts[0].split()):
        return strip_ends(", ".join(parts), reading.rules)
    counted = any(part.casefold().split()[0] in reading.rules.not_first for part in parts[1:] if part.split())
    short = all(len(part.split()) <= 3 for part in parts)
    remark = any(not reading.rules.empty.isdisjoint(part.casefold().split()) for part in parts[1:])  # "all fine"
    if (
        pattern.slot == "topic" and 1 < len(parts) <= 4 and short and not (counted or remark)
    ):  # "many objections" is one
        return reading.wording.join(tuple(strip_ends(part, reading.rules) for part in parts))
    return strip_ends(parts[0], reading.rules)


def addressed(phrase: str, reading: Reading) -> str:
    """With a small article in front, and "your" where it says the reader's name ("Priya's way")."""
    words = phrase.split()
    if words and words[0].casefold() in reading.rules.determiners:
        words[0] = words[0].lower()
    elif words and words[0][:1] in "LD" and words[0][1:2] in ("'", "’") and words[0][2:3].islower():
        words[0] = words[0][:1].lower() + words[0][1:]  # "L'atelier"
    yours = reading.rules.swap_they.get("their", "")
    for i, word in enumerate(words):
        owner = reading.people.named(word) if word.endswith(("'s", "’s")) else None
        if owner and yours and reading.about_reader(owner):
            words[i] = yours
        to_reader = (
            i and words[i - 1].casefold() in reading.rules.prepositions and reading.people.named(word.strip(",."))
        )
        if to_reader and reading.about_reader(to_reader) and reading.rules.swap_they.get("them"):
            words[i] = reading.rules.swap_they["them"]  # "the tour with Mary" is "the tour with you"
        doer = reading.people.named(word) if i and i + 1 < len(words) and word[:1].isupper() else None
        if doer and reading.about_reader(doer) and words[i + 1].casefold() in reading.rules.verbs:
            words[i] = reading.rules.swap_they.get("they", word)  # "the way Priya explained" is "the way you explained"
    return " ".join(words)


def inside(phrase: str, reading: Reading, *, opens: bool = False) -> str:
    """A phrase that began a sentence of the note, as it stands inside one of ours; names keep their capital.

    Where any word may begin a sentence, one that could be a name is small only if it surely `opens` one and is no place known.
    """
    first, rules = phrase.partition(" ")[0], reading.rules
    small = first[1:].islower() or len(first) == 1
    small = small and not ideographic(first) and first.casefold() not in reading.wording.capitals
    name = first.casefold() in reading.wording.terms or reading.people.named(first) or rules.nouns_capital
    little = not rules.names_first or first.casefold() in reading.wording.function_words
    little = little or (rules.plain is not None and rules.plain.fullmatch(first) is not None)
    place = "'" in first or "’" in first or any(first in known.split() for known in rules.spellings.values())
    little = little or (opens and not place)
    lower = next((low for low, high in reading.wording.upper.items() if high == phrase[:1]), phrase[:1].lower())
    return lower + phrase[1:] if small and little and not name else phrase


def own_slot(phrase: str, rules: NoteRules) -> str:
    """ "story" for what was only told, "mine" for experience to draw on."""
    heads = head_words(phrase, rules)
    learned = not rules.experience or not rules.experience.isdisjoint(heads)
    return "mine" if learned and rules.stories.isdisjoint(heads) else "story"


def owned(text: str, rules: NoteRules) -> str:
    """What is the user's, as somebody understands it who was not there."""
    first, blank, rest = text.partition(" ")
    return f"{rules.own_swap.get(first.casefold(), first)}{blank}{rest}"


def names_reader(text: str, reading: Reading) -> bool:
    """Whether a phrase still speaks of the reader by name, as of somebody else."""
    said = (word.strip(",.:;") for word in text.split() if word[:1].isupper())
    words = (reading.people.named(word) for word in said if word.casefold() not in reading.rules.titles)
    told = (*words, *reading.people.spoken_of(text), reading.people.voice(text) if ideographic(text) else None)
    return any(contact is not None and reading.about_reader(contact) for contact in told)
