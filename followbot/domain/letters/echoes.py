"""What an answer names in short, or points back to, that the note has named in full: "the clinic", "that project".

Who fills in the card has just written what was spoken of, so that what excited them needs but a word. A letter says it in full,
as the thing that was liked, and not a second time as one that was only spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from followbot.domain.letters.barethings import is_thing
from followbot.domain.letters.clauses import usable
from followbot.domain.letters.matching import OF_ALL
from followbot.domain.letters.matters import unsayable
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.specifics import Specific, hides_verb, reads_well, strip_ends
from followbot.domain.letters.subjects import as_liked, unjoined

_SHORT = 2
"""Words of a thing that is only named again: its article and its noun."""
_FULL = range(3, 10)
"""Words of a name that says more, and of none that runs on."""
_STEM = 6
"""Letters of a noun that another may be but its definite form of: "mottagning", "mottagningen"."""
_NAMED = frozenset({"topic", "thing", "named"})


def in_full(found: list[Specific], clauses: Iterable[str], rules: NoteRules) -> list[Specific]:
    """The things of a note, where one that was liked is named in short in the words that another clause has for it."""
    clauses = tuple(clauses)
    points = rules.asked.echo
    parts = [p for clause in clauses for p in _parts(clause, rules) if points is None or not points.match(p)]
    parts += [unjoined(thing.text, rules) for thing in found if thing.slot in _NAMED]
    told = list(_pointed_to(clauses, parts, rules))
    for thing in found:
        noun = _noun(thing, rules)
        full = next((part for part in parts if noun and _names(part, noun, rules)), "")
        text = as_liked(full, rules) if full else _within(thing, found, rules) or _meant(thing, found, rules)
        told.append(replace(thing, text=text))
    liked = [thing for thing in told if thing.slot == "liked"]
    return [
        thing for thing in told if thing.slot not in _NAMED or not any(_same(thing, other, rules) for other in liked)
    ]


def _meant(thing: Specific, found: list[Specific], rules: NoteRules) -> str:
    """A sentence with the name of the thing that its "it" means, since that was spoken of right before; as it is otherwise."""
    said = rules.again.match(thing.text) if rules.again and thing.slot in OF_ALL else None
    before = next((other.text for other in found if other.slot in _NAMED and other.text == thing.after), "")
    short = rules.named_short.match(before) if said and before and rules.named_short else None
    if not said or not short:
        return thing.text
    kind = next(kind for kind, pronoun in said.groupdict().items() if pronoun)
    name = short.groupdict().get(kind)
    return f"{thing.text[: said.start(kind)]}{name}{thing.text[said.end(kind) :]}" if name else thing.text


def _within(thing: Specific, found: list[Specific], rules: NoteRules) -> str:
    """The name of a topic in which a short thing that was liked is named: "the grandparents" of "the reading hour with ...".

    Only where what is liked and what is spoken of look alike, since no case parts them.
    """
    words = {*thing.text.casefold().split()} - rules.determiners
    short = thing.slot == "liked" and 0 < len(thing.text.split()) <= _FULL.start + 1
    if not short or rules.accusative or rules.asked.topic_forms or rules.asked.liked_forms or rules.names_first:
        return ""
    article = thing.text.split()[0].casefold() in rules.determiners
    names = (other.text for other in found if other.slot in _NAMED)
    alike = (name for name in names if not article or name.split()[0].casefold() in rules.determiners)
    return next((name for name in alike if _names_all(name, words, rules)), "")


def _names_all(name: str, words: set[str], rules: NoteRules) -> bool:
    """Whether a longer name has all these words, be it without the ending that makes one of them a certain thing."""
    said = {*name.casefold().split()} - rules.determiners
    owned = name.split()[0].casefold() in rules.determiners and not rules.definite
    stems = tuple(word for word in said if len(word) >= _STEM and owned)
    return len(said) > len(words) and all(word in said or word.startswith(stems) for word in words)


def _pointed_to(clauses: Iterable[str], parts: list[str], rules: NoteRules) -> Iterable[Specific]:
    """What an answer to the question for what excited the user points back to: "ce projet justement"."""
    for clause in clauses:
        label, _, answer = clause.partition(": ")
        points = rules.asked.echo.match(answer) if rules.asked.echo else None
        if points is None or label.casefold().strip() not in rules.liked_labels:
            continue
        full = next((part for part in parts if _names(part, points["noun"].casefold(), rules)), "")
        if full:
            yield Specific("liked", as_liked(full, rules), "note", clause, marked=True, loved=True)


def _noun(thing: Specific, rules: NoteRules) -> str:
    """The noun of a liked thing that is but an article and a noun; "" for any other."""
    words = unjoined(thing.text, rules).replace("’", "'").replace("'", "' ").split()
    short = thing.slot == "liked" and len(words) == _SHORT and words[0].casefold() in rules.determiners
    return words[1].casefold() if short else ""


def _parts(clause: str, rules: NoteRules) -> Iterable[str]:
    label, colon, rest = clause.partition(": ")
    joins = "|".join(re.escape(word) for word in rules.conjunctions[:1]) or "(?!)"
    for part in re.split(rf",(?!\d)|;| (?:{joins}) ", rest if colon else label):
        whole = unjoined(strip_ends(part, rules), rules)
        relative = rf" (?:{'|'.join(map(re.escape, sorted(rules.relative_words)))}) "
        yield from dict.fromkeys((whole, re.split(relative, whole, maxsplit=1)[0] if rules.relative_words else whole))


def _names(part: str, noun: str, rules: NoteRules) -> bool:
    """Whether a part of a clause is the name of a thing with this noun, in more words than one."""
    words = part.casefold().replace("’", "'").replace("'", "' ").split()
    at = next((i for i, word in enumerate(words) if word in rules.prepositions), len(words))
    heads = {*words[1:2], *words[at - 1 : at]}  # "la radio escolar", "the repair bench"
    return (
        noun in heads
        and len(words) in _FULL
        and words[0] in rules.determiners
        and is_thing(part, rules)
        and usable(part, rules)
        and reads_well(part)
        and not hides_verb(part, rules)
        and not unsayable(part, rules.matters)
    )


def _same(thing: Specific, liked: Specific, rules: NoteRules) -> bool:
    """Whether a thing that was only spoken of is one that was liked."""
    return unjoined(thing.text, rules).casefold() == unjoined(liked.text, rules).casefold()
