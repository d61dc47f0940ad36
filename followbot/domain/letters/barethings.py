"""Bare things in a note, as in "payments migration, on-call rotation": whether they name a topic, and how a letter says it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.pronouns import turn
from followbot.domain.letters.recasing import certain_nouns, is_remark, with_nouns
from followbot.domain.letters.specifics import (
    Specific,
    bare,
    gendered,
    hides_verb,
    is_named_well,
    is_nominal,
    is_sentence,
    reads_well,
)
from followbot.domain.letters.subjects import as_liked, unjoined
from followbot.domain.letters.tidying import ideographic
from followbot.domain.letters.turning import Reading, names_reader, own_slot, owned, sentence


def with_relatives(parts: list[str], rules: NoteRules) -> Iterable[tuple[str, str]]:
    """Parts between commas, each with the relative clause that stands behind its comma: "kącik, w którym ..."."""
    pairs: list[tuple[str, str]] = []
    for part in parts:
        words = part.casefold().split()[:2]
        named = rules.nouns_capital and part.split()[1:2] and part.split()[1][:1].isupper()  # ", die Bewohner ziehen"
        goes_on = (
            bool(words)
            and not named
            and (
                words[0] in rules.relative_words
                or (words[0] in rules.prepositions and len(words) > 1 and words[1] in rules.relative_words)
            )
        )
        if goes_on and pairs and not pairs[-1][1]:
            pairs[-1] = (pairs[-1][0], part.strip())
        else:
            pairs.append((part, ""))
    return pairs


_PAIR_WORDS = 14


def is_thing(text: str, rules: NoteRules) -> bool:
    """Whether words name a thing, or two with an "and" between them, each with its article: "a horta e o forno a lenha"."""
    if is_nominal(text, rules):
        return True
    if with_relative(text, rules):
        return True
    first, second = _halves(text, rules)
    parts = [*first.split(", "), second] if second else [text]
    certain = len(text.split()) <= _PAIR_WORDS and all(_certain(part, rules) for part in parts)
    return certain or (bool(rules.definite) and is_pair(text, rules))


def is_pair(text: str, rules: NoteRules) -> bool:
    """Whether words name two things of which the second has its article: "hydrotherapy pool and the falls clinic"."""
    halves = _halves(text, rules)
    named = all(is_nominal(half, rules) for half in halves) and _certain(halves[1], rules)
    return bool(halves[1]) and len(text.split()) <= _PAIR_WORDS and named


_RELATIVE_WORDS = 6


def with_relative(text: str, rules: NoteRules) -> bool:
    """Whether a short relative clause ends the name of a thing: "la radio que hacen los alumnos"."""
    words = text.split()
    at = next((i for i, word in enumerate(words) if i > 1 and word.casefold() in rules.relative_words), 0)
    told = words[at + 1 :]
    if not at or rules.nouns_capital or not 0 < len(told) <= _RELATIVE_WORDS or "," in text:
        return False
    head = " ".join(words[:at])
    return words[0].casefold() in rules.determiners and not is_sentence(head, rules) and is_thing(head, rules)


def is_clause(text: str, rules: NoteRules) -> bool:
    """Whether words are a sentence, rather than the name of a thing that a relative clause ends."""
    return is_sentence(text, rules) and not with_relative(text, rules)


def is_list(text: str, rules: NoteRules) -> bool:
    """Whether words between commas are things with their articles and no more: "les ânes, le sentier et le verger"."""
    return (
        " ".join(rules.conjunctions[:1]) in text.rpartition(", ")[2].split() and ", " in text and is_thing(text, rules)
    )


def without_clause(text: str, rules: NoteRules, *, labelled: bool) -> str:
    """A named thing without the clause that an "and" joins to it, "la bodega y que cierran el domingo", or too long a one.

    Where a label says what it is, the whole name can be placed, and is not shortened.
    """
    text = _without_relative(text, rules)
    text = text if labelled else _shortened(text, rules)
    first, second = _halves(text, rules)
    opens = second.casefold().replace("’", "'").split()[:1]
    joins = {*rules.subordinators, *rules.relative_words, *rules.relatives} - rules.determiners
    clause = {*rules.that, *joins}
    return first if opens and opens[0] in clause and _certain(first, rules) else text


def _without_relative(text: str, rules: NoteRules) -> str:
    """A named thing without a relative clause that is too long for one: "the project with families, who keep ..."."""
    words = text.split()
    at = next((i for i, word in enumerate(words) if i >= _NAMED and word.casefold() in rules.relative_words), 0)
    if not at or rules.nouns_capital or "," in text or with_relative(text, rules):
        return text
    head = " ".join(words[:at])
    return head if words[0].casefold() in rules.determiners and is_nominal(head, rules) else text


_NAMED = 4
"""So many words, its article among them, name a thing without what is said of it."""


def _shortened(text: str, rules: NoteRules) -> str:
    """A named thing without what goes on behind it for too long, "the club on Thursdays run by ...", where a name is left."""
    if rules.asked.ends is None or is_sentence(text, rules) or is_thing(text, rules):
        return text
    heads = [text[: end.start()].rstrip(" ,") for end in rules.asked.ends.finditer(text)]
    return next((h for h in reversed(heads) if len(h.split()) > 1 and _ends_well(h, rules)), text)


def _ends_well(head: str, rules: NoteRules) -> bool:
    opening = rules.relative_words | rules.relatives | rules.subordinators
    return is_nominal(head, rules) and head.split()[-1].casefold() not in opening


def _halves(text: str, rules: NoteRules) -> tuple[str, str]:
    first, _, second = text.partition(f" {rules.conjunctions[0]} ") if rules.conjunctions else (text, "", "")
    return first, second


def _certain(text: str, rules: NoteRules) -> bool:
    """Whether words name a thing with its article, be it one that is a preposition, too."""
    article, _, rest = text.partition(" ")
    elided = article[1:2] in ("'", "’")
    if is_nominal(text, rules):
        return elided or article.casefold() in rules.determiners
    known = article.casefold() in rules.determiners and rules.nominal is not None and rules.nominal.match(text)
    infinitive = rest.split()[:1] and rest.split()[0].endswith("r")
    return bool(known) and not infinitive and is_nominal(rest, rules)


def is_subject_phrase(text: str, reading: Reading) -> bool:
    """Whether it begins with somebody's name: then it says what that person did, in words that nobody foresaw."""
    return len(text.split()) > 1 and reading.people.named(text.split()[0]) is not None


def bare_thing(clause: str, text: str, reading: Reading) -> Iterable[Specific]:
    rules, person = reading.rules, reading.antecedent.key if reading.antecedent else None
    if (rules.agreed and rules.agreed.search(text)) or (rules.asked.each and rules.asked.each.match(text)):
        return  # "second interview on Monday" is no thing to speak of, nor is "elke maandag onderhoudsronde"
    if text.casefold().split()[0] in {*rules.subjects} - rules.determiners and not reading.labelled:
        return  # "hon började själv som lärling"
    text = rules.when.sub("", text) if rules.when else text
    if text.casefold().split()[0] in rules.own:
        little = reading.wording.function_words | rules.prepositions
        # what excited somebody, "my heart", "my own desk", is nothing that they told of
        if (reading.labelled and not reading.liked) or not little.isdisjoint(text.casefold().split()[1:]):
            # "my answer so-so" would be a remark, "my work on the ledger" is a subject
            yield Specific(own_slot(text, rules), owned(text, rules), "note", clause, person)
        return
    if rules.definite and is_pair(text, rules) and text.split()[0].casefold() not in rules.determiners:
        yield Specific("topic", rules.definite.format(x=text), "note", clause, person, marked=reading.liked)
        return
    if _accusative_pair(text, rules):
        slot = "liked" if reading.liked else "topic"
        yield Specific(slot, text[:1].lower() + text[1:], "note", clause, person, marked=reading.liked)
        return
    turned = _turned(text, reading)
    if turned is None or _is_meeting(turned, reading) or _beside_somebody(clause, text, reading):
        return
    named = turned in reading.wording.terms.values() and not rules.definite  # "Kafka" has no gender
    slot = "tech" if rules.tech else "thing"
    thing = Specific(slot, turned, "note", clause, person) if named else bare(turned, "note", clause, person, rules)
    if thing.slot == "topic" and rules.definite and thing.text in reading.wording.terms.values():
        thing = replace(thing, slot="tech")
    if reads_well(thing.text) and _is_topic(thing, turned, text, reading):
        placed = rules.asked.placed is not None and rules.asked.placed.match(thing.text) is not None
        joined = unjoined(thing.text, rules) != thing.text
        certain = ideographic(thing.text) or placed or thing.text.casefold().split()[0] in rules.determiners
        liked = reading.liked and rules.liked_bare and (certain or joined) and thing.slot != "part"
        alone = rules.asked.complete is not None and rules.asked.complete.match(thing.text) is not None
        sure = (certain and (reading.liked or reading.labelled)) or alone
        yield replace(_liked(thing, rules) if liked else thing, marked=reading.liked, bare=not sure)


def _liked(thing: Specific, rules: NoteRules) -> Specific:
    """A thing as the sentences of liked things take it, without the preposition that it may have."""
    return replace(thing, slot="liked", text=as_liked(unjoined(thing.text, rules), rules))


_ADMIRED_WORDS = 9


def admired(clause: str, text: str, reading: Reading) -> Specific | None:
    """A praised thing with what stands in front of it whatever its gender, "votre salle nature"; None where none is certain."""
    rules, words = reading.rules, text.split()
    front = next((form for shape, form in rules.liked_things if shape.search(text)), "")
    if not rules.liked_things:
        return _described(clause, text, reading)
    named = any(reading.people.named(word.strip(",.")) for word in words if word[:1].isupper())
    ends = words[-1].casefold() if words else ""
    broken = ends in rules.prepositions or ends in rules.determiners or (rules.agreed and rules.agreed.search(text))
    if not front or named or broken or len(words) > _ADMIRED_WORDS or is_sentence(text, rules) or not reads_well(text):
        return None
    turned = turn(text, rules, insiders=reading.people.insiders, reader=reading.about_reader(reading.antecedent))
    if turned is None:
        return None
    small = (
        turned[1:2].islower() and not rules.nouns_capital and turned.split()[0] not in reading.wording.terms.values()
    )
    person = reading.antecedent.key if reading.antecedent else None
    said = f"{front}{turned[:1].lower() if small else turned[:1]}{turned[1:]}"
    slot = "detail" if len(front.split()) > 1 else "liked"  # "ni har", behind which a sentence is told
    return Specific(slot, said, "note", clause, person, marked=True)


_DESCRIBED_WORDS = range(7, 12)
"""So many words name a praised thing with what is said of it; fewer are any thing's name, in a list of things."""
_AMONG_SENTENCES = range(4, 12)
"""So many name one between sentences, where a preposition shows that its words belong together."""


def _described(clause: str, text: str, reading: Reading) -> Specific | None:
    """A praised thing with the article that its noun tells and all that describes it: "isola progettata dagli operai ..."."""
    rules, words = reading.rules, text.split()
    linked = not (reading.listing or reading.bulleted) and not rules.prepositions.isdisjoint(text.casefold().split())
    fits = len(words) in (_AMONG_SENTENCES if linked else _DESCRIBED_WORDS)
    joined = gendered(text, rules) if rules.liked_bare and fits else None
    whole = reads_well(text) and _shortened(text, rules) == text and not is_sentence(text, rules)
    if joined is None or not whole or hides_verb(text, rules):
        return None
    turned = turn(joined, rules, insiders=reading.people.insiders, reader=reading.about_reader(reading.antecedent))
    if turned is None or names_reader(turned, reading) or not is_named_well(text, rules):
        return None
    person = reading.antecedent.key if reading.antecedent else None
    return Specific("liked", as_liked(unjoined(turned, rules), rules), "note", clause, person, marked=True)


def _accusative_pair(text: str, rules: NoteRules) -> bool:
    """Whether German words are two things whose articles are the same behind "I liked": "die Rezeptur und das Labor"."""
    halves = _halves(text, rules)
    first = {half.split(" ")[0].casefold() for half in halves}
    articles = rules.determiners - rules.accusative.keys()
    return rules.nouns_capital and bool(halves[1]) and first <= {"die", "das"} & articles and is_thing(text, rules)


def _beside_somebody(clause: str, text: str, reading: Reading) -> bool:
    """Whether bare words are added to somebody's name, "Frau Freese + Ole", "Priya & a matron": they likely mean a person."""
    joins = "|".join(re.escape(word) for word in ("+", "&", *reading.rules.conjunctions[:1]))
    others = re.split(rf" (?:{joins}) ", clause)
    named = any(reading.people.named(part.split()[-1].strip(".,")) for part in others if part.split())
    known = text.casefold() in reading.wording.terms
    return len(others) > 1 and named and text in others and not known


def _is_meeting(turned: str, reading: Reading) -> bool:
    """Whether bare words name the meeting itself: "phone w/ Hamish", which is "the phone with you" to Hamish."""
    words, yours = turned.casefold().split(), reading.rules.swap_they.get("them", "")
    with_reader = bool(yours) and len(words) > 2 and words[-1] == yours and words[-2] in reading.rules.prepositions
    rules = reading.rules
    return with_reader and rules.occasions | rules.determiners | rules.common >= {*words[:-2]}


def _turned(text: str, reading: Reading) -> str | None:
    """Bare words as a letter has them: turned towards the reader, with the capitals and the article of their language."""
    rules, little = reading.rules, reading.wording.function_words | reading.rules.prepositions
    turned = turn(text, rules, insiders=reading.people.insiders, reader=reading.about_reader(reading.antecedent))
    if turned is None or names_reader(turned, reading):
        return None
    if rules.nouns_capital:
        if is_remark(turned, little | rules.determiners):
            return None
        certain = not turned.islower() or certain_nouns(turned, little | rules.determiners)
        turned = with_nouns(turned, little | rules.adverbs) if certain else ""
    if not turned:
        return None
    first, _, rest = turned.partition(" ")
    if rest and reading.liked and first.casefold() in rules.accusative:
        return f"{rules.accusative[first.casefold()]} {rest}"
    stripped = rest and not reading.liked and first.casefold() in rules.strip_articles
    return rest if stripped else turned  # "das Thema Umbau der Plattform"


def _is_topic(thing: Specific, turned: str, typed: str, reading: Reading) -> bool:
    """Whether bare words name a thing to speak of rather than remark on something ("tiring", "one hour by car")."""
    rules, words = reading.rules, turned.casefold().split()
    remark = reading.speaker is not None and len(words) == 1 and turned.islower()  # "Paolo: muto"
    if reading.labelled and not remark:
        return True  # something in front of them says so
    theirs = thing.text.casefold().split()[0] in rules.swap_they.values()
    shaped = rules.nominal is None or any(rules.nominal.search(words_) for words_ in (turned, typed))
    named = shaped or turned in reading.wording.terms.values()
    if not (named or theirs or reading.liked) or not (reading.listing or theirs):
        return False
    one_word = len(words) == 1 and turned.islower() and not (rules.definite or ideographic(turned))
    few = 2 if rules.names_first else 1
    no_link = len(words) > few and reading.wording.function_words.isdisjoint(words)
    verbless = rules.definite or rules.nouns_capital or ideographic(turned)
    return reading.liked or not (thing.slot == "part" or one_word or (no_link and not verbless))


def related(things: list[Specific], relative: str, reading: Reading) -> Iterable[Specific]:
    """Things with what is said of them behind a comma, where that can be said to the reader; they say little without it."""
    said = sentence(relative, reading, settled=True)
    for thing in things if said and not names_reader(said, reading) else ():
        yield replace(thing, text=f"{thing.text}, {said}", bare=False)
