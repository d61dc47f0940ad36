"""What an answer to the card's questions names, said in a sentence that takes it whatever its grammar.

An answer is typed in a hurry: a noun without its article, an infinitive, a clause about everybody there. No preposition of
ours would take all of these, and in half of the languages none without a case. So what no other reader of clauses can place
in a sentence stands behind a colon ("One subject stayed with me: ..."), up to the first comma, and turned towards the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from followbot.domain.letters.clauses import usable
from followbot.domain.letters.matters import unsayable
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.pronouns import turn
from followbot.domain.letters.recasing import hides_noun
from followbot.domain.letters.specifics import (
    Specific,
    gendered,
    has_verb,
    hides_verb,
    is_named_well,
    is_sentence,
    reads_well,
    strip_ends,
)
from followbot.domain.letters.tidying import ideographic
from followbot.domain.letters.turning import Reading, addressed, inside, names_reader, sentence

_PARTS = re.compile(r"[;；]|[,，、](?!\d)|\s[+/]\s|\s[–—-]\s|(?<=\w)[.](?=\s|$)")
_WORDS = (2, 13)
_SIGNS = (5, 40)
"""Fewer words (in scripts without blanks: signs) name nothing in particular, more are no name."""
_TELLING = 3
"""From so many words on a part of an answer says enough to be chosen before what stands in front of it."""
_TELLING_SIGNS = 8


def answered(clause: str, body: str, reading: Reading) -> Specific | None:
    """The first part of an answer that says enough, else its very first; None where that cannot be said."""
    parts = [_said(part, reading) for part in _parts(body, reading.rules)]
    said = next((part for part in parts if part and is_telling(part[1])), None) or next(iter(parts), None)
    if not said:
        return None
    about = reading.antecedent.key if reading.antecedent else None
    return Specific(*said, "note", clause, about, marked=reading.liked)


def says_less(thing: Specific, answer: Specific) -> bool:
    """Whether a thing only says that something was spoken of which an answer says to have been liked."""
    same = thing.text.split()[-1] == answer.text.split()[-1]
    return thing.slot == "topic" and same and (answer.slot == "liked" or answer.text not in thing.text)


def answers_question(clause: str, reading: Reading) -> bool:
    """Whether a clause bears the label of an answer to one of the card's questions, or one that praises as the second does."""
    label, colon, _ = clause.replace("：", ":").partition(":")
    known = {*reading.rules.labels[:1], *reading.rules.liked_labels}
    return bool(colon) and reading.labelled and not reading.speaker and label.casefold().strip() in known


def is_deed(body: str, rules: NoteRules) -> bool:
    """Whether an answer says what one does there, in words that no "that" can stand before."""
    return rules.asked.deed is not None and rules.asked.deed.search(body) is not None


def is_telegraphic(thing: Specific, reading: Reading) -> bool:
    """Whether a thing lacks its article in a language that cannot do without one."""
    first = thing.text.split(" ")[0].casefold()
    named = first in reading.rules.determiners or first[1:2] in ("'", "’")
    return thing.slot == "thing" and reading.rules.tech and not named


def is_surely_named(body: str, reading: Reading) -> bool:
    """Whether praised words without a sentence around them, "des ruches sur le toit", can be nothing but a thing's name."""
    rules, words = reading.rules, body.casefold().split()
    if not reading.liked or reading.labelled or len(words) < _TELLING or "," in body:
        return False
    leans = words[0] in rules.determiners or words[1] in rules.prepositions
    return leans and not is_awkward(body, rules) and not hides_verb(body, rules) and not is_sentence(body, rules)


def is_awkward(body: str, rules: NoteRules) -> bool:
    """Whether an answer begins as no name of a thing does: with a verb, "everyone ...", "exactly that"."""
    starts = (rules.asked.each, rules.asked.back)
    return (
        is_deed(body.split(",")[0], rules)
        or is_subjectless(body, rules)
        or any(shape is not None and shape.match(body) for shape in starts)
    )


def is_subjectless(part: str, rules: NoteRules) -> bool:
    """Whether an answer is a sentence whose subject was left out: "provbakade en ny surdeg"."""
    return rules.asked.finite is not None and rules.asked.finite.search(part) is not None


def is_telling(text: str) -> bool:
    """Whether a name says enough to be chosen."""
    return len(text) >= _TELLING_SIGNS if ideographic(text) else len(text.split()) >= _TELLING


def _parts(body: str, rules: NoteRules) -> Iterable[str]:
    for number, part in enumerate(_PARTS.split(body)):
        text = strip_ends(part, rules)
        if rules.asked.cut:
            text = rules.asked.cut.sub("", text).strip()
        first = text.split(" ")[0].casefold()
        clause = first in rules.subordinators - rules.determiners or (number and first in rules.relative_words)
        if text and not clause:
            yield text


def _said(part: str, reading: Reading) -> tuple[str, str] | None:
    """The slot of one part of an answer, and the part as the slot's sentences take it."""
    rules, asked = reading.rules, reading.rules.asked
    slot = "delight" if reading.liked else "named"
    if (asked.unsaid and asked.unsaid.search(part)) or unsayable(part, rules.matters):
        return None
    if not usable(part, rules) or (asked.back and asked.back.search(part)) or not _long_enough(part):
        return None
    each = asked.each is not None and asked.each.match(part) is not None
    if is_subjectless(part, rules) or (each and not reading.liked):
        return None
    if each:
        text = sentence(part, reading, settled=True)
        slot = rules.that_slot if asked.that else slot
        text = text[:1].upper() + text[1:] if text and rules.nouns_capital else text  # a sentence behind a colon
    elif reading.liked and asked.that and rules.statement and rules.statement.fullmatch(part):
        slot, text = rules.that_slot, sentence(part, reading, settled=True)
    elif is_deed(part, rules):
        text = _deed(part, reading)
        slot = "deed" if reading.liked else slot
    elif ideographic(part) and not reading.liked and asked.told and asked.told.search(part):
        slot, text = "told", sentence(part, reading)
    elif _is_about_them(part, reading):
        slot, text = rules.that_slot, None if rules.nouns_capital else sentence(part, reading)
    else:
        text = _thing(part, reading)
        slot, text = _placed(slot, text, reading) if text else (slot, text)
    return (slot, text) if text and not names_reader(text, reading) and reads_well(text) else None


def _is_about_them(part: str, reading: Reading) -> bool:
    """Whether a part is a sentence about "them", "they listen back together", rather than a thing's name."""
    rules, (first, *rest) = reading.rules, part.split()
    if rules.tellings is None or first.casefold() not in rules.tellings.they:
        return False
    if first.casefold() not in rules.determiners:
        return True
    noun = next((at for at, word in enumerate(rest) if word[:1].isupper()), 0)
    little = rules.determiners | rules.prepositions
    return rules.nouns_capital and any(word.casefold() in little for word in rest[:noun])


def _placed(slot: str, text: str, reading: Reading) -> tuple[str, str]:
    """A thing that bears its article, in the case and the slot of what can stand in a sentence of its own."""
    rules = reading.rules
    named = None if reading.liked or rules.asked.placed else gendered(text, rules)
    if named:
        return "topic", named
    placed = (rules.asked.liked_placed if reading.liked else None) or rules.asked.placed
    if placed is None or not placed.match(text) or hides_verb(text, rules):
        return slot, text
    if reading.liked:
        return "liked", as_liked(text, rules)
    return "topic", _first_formed(text, rules.asked.topic_forms) or _accusative(text, rules)


def as_liked(text: str, rules: NoteRules) -> str:
    """A thing with its article as the sentences of liked things take it."""
    return _first_formed(text, rules.asked.liked_forms) or _accusative(text, rules)


def with_subject(said: str, reading: Reading) -> str:
    """A liked sentence with the article that its first word lacks, "carte change chaque mardi"; any other as it is."""
    rules, (first, _, rest) = reading.rules, said.partition(" ")
    somebody = reading.people.named(first) or reading.wording.address.sexes.given(first)
    joined = gendered(first, rules) if reading.liked and rest and not somebody else None
    if joined is None or rules.statement is None or rules.statement.fullmatch(said):
        return said
    articled = f"{unjoined(joined, rules)} {rest}"
    return articled if rules.statement.fullmatch(articled) else said


def unjoined(text: str, rules: NoteRules) -> str:
    """A thing without the preposition that its article was joined with: "le four" for "du four"."""
    return _first_formed(text, rules.asked.unjoined) or text


def _accusative(text: str, rules: NoteRules) -> str:
    first, blank, rest = text.partition(" ")
    return f"{rules.accusative.get(first.casefold(), first)}{blank}{rest}"


def _first_formed(text: str, forms: Iterable[tuple[re.Pattern[str], str]]) -> str | None:
    """A text in the first of the forms whose shape its beginning has; None where it has none."""
    return next((said for form in forms if (said := _formed(text, form)) is not None), None)


def _formed(text: str, form: tuple[re.Pattern[str], str]) -> str | None:
    """A text whose beginning has the shape of a form, in that form; None for any other."""
    said, fits = form[0].subn(form[1], text, count=1)
    return said if fits else None


def _long_enough(text: str) -> bool:
    least, most = _SIGNS if ideographic(text) else _WORDS
    return least <= (len(text) if ideographic(text) else len(text.split())) <= most


def _deed(part: str, reading: Reading) -> str | None:
    """What one does there: "joining the autumn trips". Who "they" are in it is as clear as in a sentence about them."""
    if reading.about_reader(reading.people.only):
        part = _first_formed(part, reading.rules.asked.with_reader) or part
    text = turn(
        inside(part, reading),
        reading.rules,
        insiders=reading.people.insiders,
        reader=reading.about_reader(reading.antecedent),
        deed=True,
    )
    if not text or not _nouns_typed(text, reading):
        return None
    forms = reading.rules.asked.deed_forms if reading.liked else ()
    return _first_formed(text, forms) or text


def _thing(part: str, reading: Reading) -> str | None:
    """The name of a thing, with its article where one is certain."""
    rules = reading.rules
    part = unjoined(part, rules)
    if reading.people.named(part.split()[0].strip(",")):
        return None  # "Ximena está ..." is about her
    sentence_of_theirs = rules.asked.told and not reading.liked and rules.asked.told.search(part)
    article, _, rest = part.partition(" ")
    core = rest if rest and article.casefold() in rules.determiners else part
    if sentence_of_theirs or not is_named_well(core, rules) or (not ideographic(part) and has_verb(part, rules)):
        return None
    text = turn(
        inside(addressed(part, reading), reading),
        rules,
        insiders=reading.people.insiders,
        reader=reading.about_reader(reading.antecedent),
    )
    if text is None or not _nouns_typed(text, reading):
        return None
    return f"{_article(text, rules)}{text}"


def _article(text: str, rules: NoteRules) -> str:
    """The article of a thing that was typed without, "" where it has one, or its shape does not tell."""
    known = next((form for shape, form in rules.asked.articles if shape.match(text)), "")
    if known or not rules.asked.article_of or text.casefold().split()[0] in rules.determiners:
        return known
    fitting = next((form for shape, form in rules.genders if shape.match(text)), "")
    return rules.asked.article_of.get(fitting, "")


def _nouns_typed(text: str, reading: Reading) -> bool:
    """Whether a language's nouns have their capital, where it writes them with one."""
    rules = reading.rules
    little = reading.wording.function_words | rules.prepositions | rules.determiners | rules.finite | rules.adverbs
    return not rules.nouns_capital or not (text.islower() or hides_noun(text, little))


def leaves_doer_open(clause: str, rules: NoteRules) -> bool:
    """Whether "them" in a clause without "they" may be anybody, in a language that addresses by a word: "zna ich imiona".

    Neither its verb nor its "them" is surely the reader's side there: whoever knows them may be the reader, and they the staff.
    """
    addressed_by_word = rules.tellings is not None and bool(rules.tellings.they.get(""))
    return addressed_by_word and any(word.strip(",").casefold() in rules.swap_they for word in clause.split())
