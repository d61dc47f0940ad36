"""Remarks in a note: what praises the thing before it, and what is not worth a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from followbot.domain.letters.clauses import NOT_WORD, SENTENCE, People, antecedent_of, says
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.tidying import ideographic
from followbot.domain.letters.wording import Wording

_STOPS = " ,;:.!?…-–—。，、！？；"
_NOTE_MAX = 8_000
_SAID_OF_IT = 3
"""Signs behind a word for tea that still speak of the tea; more name something else, the tea growers' cooperative."""
_AT_ONCE = 2
"""Sentences within which a note says that nobody came."""
_WORD = re.compile(r"[\w'’-]+")


def without_praise(clause: str, rules: NoteRules) -> tuple[str, bool]:
    """The clause without remarks such as "loved that" between its commas, and whether there was one; "" where it was all."""
    lead = rules.liked_lead.match(clause) if rules.liked_lead else None
    if lead:
        return clause[lead.end() :], True
    behind = rules.liked_tail.search(clause) if rules.liked_tail else None
    if behind:
        said = clause[: behind.start()]
        return "" if is_praise(said.strip(_STOPS), rules) else said, True
    head, colon, tail = clause.rpartition(":")
    named = ideographic(head) or " " in head.strip()  # "Sara: lovely, the queues" is what Sara said
    praise = re.split("[,，、]", tail, maxsplit=1)[0] if named else tail
    if colon and head and is_praise(praise.strip(_STOPS), rules):
        return head.rstrip(_STOPS), True  # "the reading room: lovely, at last somebody who cares"
    parts = re.split(r"(?<=[,，、;；])(?!\d)\s*", clause)
    praises = [is_praise(part.strip(_STOPS), rules) for part in parts]
    if not all(praises):
        praises[0] = False  # "interesting, that they test": what is praised comes behind it
    kept = [part for part, praise in zip(parts, praises, strict=True) if not praise]
    joiner = "" if ideographic(clause) else " "
    return joiner.join(kept).rstrip(_STOPS), len(kept) < len(parts)


def without_addition(clause: str, rules: NoteRules) -> str:
    """The clause without what it only adds behind its last comma: ", auch die Azubis"."""
    return rules.asked.also.sub("", clause) if rules.asked.also else clause


def praises_first(clause: str, rules: NoteRules) -> str | None:
    """What stands behind the praise with which a clause begins, "great idea, I'd love to run those"; None without praise.

    Behind "that", or beside a "but", it is no praise for what stands before.
    """
    first, _, rest = re.sub("[，、;；]", ",", clause).partition(",")
    but = rules.tellings.but if rules.tellings else None
    taken = rest.strip().casefold().startswith(rules.that) or (but is not None and but.search(f",{rest}") is not None)
    return None if taken or not is_praise(first.strip(_STOPS), rules) else rest.strip()


def is_praise(remark: str, rules: NoteRules) -> bool:
    """Whether a remark only praises: by its whole form, or since it holds no word but praise and little words."""
    if rules.praise and rules.praise.fullmatch(remark):
        return True
    words = _WORD.findall(remark.casefold())
    return not rules.praising.isdisjoint(words) and rules.praising | rules.remarking >= {*words}


def belittled(clause: str, rules: NoteRules) -> tuple[bool, bool]:
    """Whether a part of a clause takes from it ("the rota, hmm"), and whether all of it does so to what stands before it."""
    if rules.blame is None:
        return False, False
    parts = [part.strip(_STOPS) for part in re.split(r"(?<=[,，、;；])(?!\d)\s*", clause)]
    blames = [rules.blame.fullmatch(part) is not None for part in parts if part]
    return any(blames), bool(blames) and all(blames)


def without_praise_behind(phrase: str, rules: NoteRules) -> tuple[str, bool]:
    """The name of a thing without the adjective that praises it ("okul bahçesi harika"), and whether there was one."""
    words = phrase.split()
    for count in (2, 1):
        said = " ".join(words[-count:])
        if len(words) - count >= 2 and is_praise(said, rules):
            return " ".join(words[:-count]).rstrip(_STOPS), True
    return phrase, False


def plain_start(phrase: str, wording: Wording) -> str:
    """The name of a thing that began a sentence, with a small letter where its second word shows that it is no name."""
    words = phrase.split()
    common = len(words) == 1 and wording.notes.plain is not None and phrase.casefold() not in wording.terms
    if common and wording.notes.plain and wording.notes.plain.fullmatch(phrase) and phrase[1:].islower():
        return phrase[:1].lower() + phrase[1:]
    name = not words or not words[0].istitle() or words[0].casefold() in wording.terms
    if name or wording.notes.nouns_capital or len(words) < 2:
        return phrase
    little = wording.function_words | wording.notes.prepositions
    if wording.notes.plain and wording.notes.plain.fullmatch(words[0]) and words[0].casefold() not in wording.terms:
        return phrase[:1].lower() + phrase[1:]
    return phrase[:1].lower() + phrase[1:] if words[1].islower() and words[1] in little else phrase


def trivial(phrase: str, wording: Wording) -> bool:
    """Whether a phrase speaks of what everybody has: the coffee, parking, the way there."""
    rules, folded = wording.notes, phrase.casefold()
    if ideographic(phrase):
        return any(folded.startswith(word) and len(folded) <= len(word) + _SAID_OF_IT for word in rules.trivia)
    words = {word for word in _WORD.findall(folded) if word not in wording.function_words | rules.determiners}
    return (
        bool(words) and words <= rules.trivia | rules.empty | rules.intensifiers and not words.isdisjoint(rules.trivia)
    )


def missed(texts: Iterable[str], people: People, wordings: Mapping[str, Wording], *, named_only: bool = False) -> bool:
    """Whether a note, in whatever language, says that the person written to did not come to the interview.

    Who did not come need not be named, unless `named_only`; but then it is said at once. Further on
    the same words are a manner of speaking: "I'll pretend it didn't take place".
    """
    for text in texts:
        sentences = (said for said in SENTENCE.split(text[:_NOTE_MAX]) if said and said.strip())
        for number, sentence in enumerate(sentences):
            said = f" {NOT_WORD.sub(' ', sentence.casefold().replace('’', chr(39)))} "
            absent = any(says(said, words) for wording in wordings.values() for words in wording.missed)
            named = antecedent_of(sentence, people)
            unnamed = named is None and not named_only and number < _AT_ONCE
            if absent and (unnamed or named in people.addressed):
                return True
    return False
