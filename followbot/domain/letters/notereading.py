"""Reading the user's notes.

A note is written to oneself. So only clauses of a known, harmless shape become phrases, with the grammar turned towards the
reader ("she showed me the dashboard" becomes "the dashboard you showed me"); everything private, negative or unclear stays
where it is. The shapes are data (`rules/drafting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from followbot.domain.letters.answers import asked_again
from followbot.domain.letters.clausereading import told
from followbot.domain.letters.clauses import (
    People,
    Said,
    antecedent_of,
    labelled,
    of_others,
    parted,
    unstopped,
    usable,
    voiced,
    with_reader,
)
from followbot.domain.letters.echoes import in_full
from followbot.domain.letters.leaning import leans
from followbot.domain.letters.matching import OF_ALL
from followbot.domain.letters.matters import at_work, unsayable
from followbot.domain.letters.notelanguages import by_language, spellings, terms, written_in
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.recasing import recase, types_nouns
from followbot.domain.letters.remarks import belittled, praises_first, trivial, without_addition, without_praise
from followbot.domain.letters.signs import is_whole, lacks_signs, with_signs
from followbot.domain.letters.soundness import sound
from followbot.domain.letters.specifics import Specific, is_sentence
from followbot.domain.letters.subjects import as_liked
from followbot.domain.letters.tellings import verb_last
from followbot.domain.letters.tidying import widened
from followbot.domain.letters.turning import Reading
from followbot.domain.letters.unprompted import as_typed, prompted
from followbot.domain.letters.wording import Wording

NOTE_MAX = 8_000
"""Characters of a note that are read; far more than anybody types on a phone."""

_LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}
"""Ends of lines and paragraphs that some telephones write."""

_UNREAD = "…"
"""What stands before something of the user's own where the clause before it stayed in the note."""

_WITH_PRAISE = 3
"""A clause, what only adds to it, and the praise of both."""
_BETWEEN = 14
"""Signs of a clause without blanks that only adds to the one before it."""

_BULLETS = re.compile(r"(?m)^\s*[*•·・●○■□◆◇▪–—-]\s*\S")


def read_notes(
    texts: Iterable[str],
    people: People,
    wording: Wording,
    others: Mapping[str, Wording],
    company: str = "",
    role: str = "",
) -> tuple[Specific, ...]:
    """Everything usable in the notes, in their order, once each. A note in another language lends its proper names only."""
    wording, others = _at_work(f"{role} {company}", wording, others)
    names = [c.name for c in (*people.addressed, *people.others)]
    found: dict[str, Specific] = {}
    for text in texts:
        text = text[:NOTE_MAX].translate(_LINE_ENDS)
        text = widened(text) if wording.unit == "characters" else text
        written = written_in(text, others, own=wording)
        known = {**spellings(written or wording), company.casefold(): company}
        rules = (written or wording).notes
        if rules.dialect and len(rules.dialect.findall(text)) >= _IN_DIALECT:
            continue
        own_words, text = text, asked_again(prompted(text, rules), rules)
        sentences = with_reader(unstopped(parted(labelled(text, people)), rules), people, rules)
        unsigned = rules.signed is wording.notes.signed and lacks_signs(text, rules.signed)
        typed_so, signed = sentences, rules.signed if rules.signed is wording.notes.signed else None
        sure = (*known, *(word for name in names for word in name.split()))
        sentences = with_signs(sentences, signed, sure, throughout=unsigned)
        hasty = unsigned or sentences != typed_so
        spelled = recase(sentences, names, known, rules)
        for several, one in wording.notes.ranges:
            spelled = several.sub(one, spelled)
        careful = types_nouns(text, names)
        own, foreign = by_language(spelled, wording, written, others)
        for specific in (
            *_read_note(own, people, wording),
            *(t for f in foreign for t in terms(*f, people, wording, others)),
        ):
            specific = _sayable_half(specific, wording.notes)
            typed = careful and (specific.span[:1].isupper() or types_nouns(specific.span, names))
            said = (
                None
                if _untellable(specific, wording) or leans(specific, own_words, rules)
                else sound(_behind_that(specific, wording.notes), wording, careful=typed)
            )
            said = _noticed(said, wording.notes) if said else None
            said = _as_liked(said, wording.notes) if said else None
            if said and text is not own_words:
                said = replace(said, span=as_typed(said.span, rules))
            said = _quoted(said, own_words, rules) if said else None
            little = (*wording.function_words, *known)
            if said and not (hasty and not is_whole(said.text, signed, little, throughout=unsigned)):
                found.setdefault(said.text.casefold(), said)
    return tuple(found.values())


def _quoted(specific: Specific, typed: str, rules: NoteRules) -> Specific:
    """With the quotation marks that the note puts round a name in it."""
    names = {found[1] for found in rules.quoted.finditer(typed)} if rules.quoted else set()
    if not names:
        return specific
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return replace(specific, text=re.sub(rf"(?<!“)(?:{longest_first})(?!”)", r"“\g<0>”", specific.text))


def _noticed(specific: Specific, rules: NoteRules) -> Specific:
    """A thing that was spoken of, in the sentence that its gender asks for where its ending tells that."""
    if not rules.noticed or specific.slot not in ("thing", "named"):
        return specific
    shape = rules.asked.liked_placed
    if shape is None or not shape.match(specific.text):
        return specific
    said = as_liked(specific.text, rules)
    if specific.loved:
        return replace(specific, slot="liked", text=said)
    for liked, spoken_of in rules.noticed:
        said = liked.sub(spoken_of, said, count=1)
    return replace(specific, slot="noticed", text=said)


def _untellable(specific: Specific, wording: Wording) -> bool:
    """Whether no letter speaks of it: it says nothing, is private, or refuses something."""
    text, refusal = specific.text, wording.notes.refusal
    refused = refusal is not None and refusal.tells(text)
    private = unsayable(text, wording.notes.matters, of_person=specific.slot in OF_ALL)
    return refused or trivial(text, wording) or private


_HALVED = frozenset({"allowed", "shown", "topic", "thing", "liked"})
"""Slots of things of which the first of two can be told alone."""
_HALF_WORDS = 3
_IN_DIALECT = 2
"""So many words of a dialect tell that a note is written in it."""
_LIKED_THAT = "liked_that"
"""The slot of a liked clause in the languages that have it stand behind "that" whether or not it was liked."""


def _sayable_half(specific: Specific, rules: NoteRules) -> Specific:
    """Without what an "and" joins to a thing, where only that is private: "try the big saw and your father's plane"."""
    if specific.slot not in _HALVED or not rules.conjunctions or not unsayable(specific.text, rules.matters):
        return specific
    first, _, _ = specific.text.rpartition(f" {rules.conjunctions[0]} ")
    told = len(first.split()) >= _HALF_WORDS and not unsayable(first, rules.matters)
    return replace(specific, text=first) if told else specific


def _at_work(names: str, wording: Wording, others: Mapping[str, Wording]) -> tuple[Wording, Mapping[str, Wording]]:
    """The languages with the matters held that are the work where role and company have these names."""
    held = at_work(names, (known.matters for known in (wording, *others.values())))
    rules = wording.notes
    matters = tuple(replace(matter, held=matter.name in held) for matter in rules.matters)
    theirs = tuple(matter for matter in rules.matters if matter.name in held)
    private = tuple(word for word in rules.private if not any(m.said.search(word.rstrip("*")) for m in theirs))
    mine = replace(rules, matters=matters, private=private)
    own = replace(wording, noted=lambda: mine)
    return own, {language: own if known is wording else known for language, known in others.items()}


def _as_liked(specific: Specific, rules: NoteRules) -> Specific:
    """What the note praises in words as what was liked, in a language whose clauses stand alike in either sentence."""
    told = specific.slot in ("told", "heard") and specific.loved
    if told and rules.admired is not None:
        return replace(specific, slot="detail")
    return replace(specific, slot=_LIKED_THAT) if told and rules.that_slot == _LIKED_THAT else specific


def _behind_that(specific: Specific, rules: NoteRules) -> Specific:
    """A sentence about "you" as it stands behind "that", where it would else stand behind a colon."""
    last = verb_last(specific.text, rules) if specific.slot == "detail" else None
    slot = rules.that_slot if specific.marked or specific.loved else "heard"
    return replace(specific, slot=slot, text=last) if last else specific


def _read_note(text: str, people: People, wording: Wording) -> Iterable[Specific]:
    found: list[Specific] = []
    rules, by_line = wording.notes, wording.unit == "characters"
    antecedent, listing, before, line, note = people.only, True, 0, 0, text
    clauses = list(voiced(text, people, rules, by_line=by_line))
    bulleted = not rules.bare_listed or len(_BULLETS.findall(text)) > 1 or len(clauses) == 1
    for i, said in enumerate(clauses):
        doubted, doubts = belittled(said.clause, rules)
        if doubted or said.tone == "?":  # what one asks oneself is no news: "his partner leaves, mood?"
            found = found[:before] if doubts and said.line == line else found
            continue
        told_before, before, line = len(found) > before, len(found), said.line
        named = said.voice or antecedent_of(said.clause, people)
        antecedent = named or (people.only if by_line else antecedent)
        antecedent = None if not named and _names_stranger(said.clause, wording) else antecedent
        text, praised = without_praise(said.clause, rules)
        if not text:
            found[-1:] = (
                [replace(thing, marked=True, loved=True) for thing in found[-1:]]
                if told_before or not i
                else found[-1:]
            )
            continue
        text = without_addition(text, rules)
        if not text:
            continue
        praised = praised or (i + 1 < len(clauses) and _only_praises(clauses[i + 1].clause, rules))
        lively = bulleted or said.tone == "!"
        liked = praised or (by_line and _praised_later(clauses[i : i + 3], rules))
        told_now = told(text, Reading(people, antecedent, wording, liked=liked, listing=listing, bulleted=lively))
        before_it = clauses[i - 1] if i and not named else None
        anew = before_it is not None and before_it.line != line and ": " in said.clause  # another answer begins
        of = "" if before_it is None or anew else before_it.clause
        told_now = _theirs_for_certain(told_now, said.clause, of, rules, by_line=by_line)
        whole = f"{clauses[i - 1].clause}，{said.clause}" if i else ""
        whole = whole if whole in note else said.clause
        told_now = [specific for specific in told_now if not _goes_on(specific, whole, rules)]
        after = found[-1].text if found and told_before else _UNREAD if i else ""
        found += _marked(
            told_now,
            after,
            named.key if named else None,
            praised=praised,
            lively=said.tone == "!",
            answering=text.partition(":")[0].casefold() in rules.liked_labels[:1],
        )
        listing = listing and not is_sentence(text, rules) and usable(text, rules)
    return in_full(found, (said.clause for said in clauses), rules)


def _goes_on(specific: Specific, whole: str, rules: NoteRules) -> bool:
    """Whether a sentence may go on with what stands before its comma: "每趟回来强制休息，系统直接锁派单" locks whose orders?

    `whole` is the clause that it comes from, with the one before it where a comma parts them.
    """
    if rules.apart is None or specific.slot not in OF_ALL or rules.apart.match(specific.span):
        return False
    at = whole.find(specific.text if specific.text in whole else specific.span)
    return at > 0 and whole[:at].rstrip().endswith((",", "，", "、", "；"))


def _names_stranger(clause: str, wording: Wording) -> bool:
    """Whether a clause begins with the name of somebody who was not asked, so that a later "she" may be that person.

    "Trainee Noor showed me the garden, she laid it out": a name stands second, behind what the person is.
    """
    first, second, *_ = (*clause.split(), "", "")
    rules = wording.notes
    little = rules.determiners | rules.prepositions | wording.function_words
    name = second[:1].isupper() and second[1:].islower() and second.casefold() not in wording.terms
    return wording.name_case and name and first.isalpha() and first.casefold() not in little


def _praised_later(said: list[Said], rules: NoteRules) -> bool:
    """Whether praise stands behind a short clause that only adds to the first, in scripts whose commas part sentences."""
    return (
        len(said) == _WITH_PRAISE
        and len({clause.line for clause in said}) == 1
        and len(said[1].clause) <= _BETWEEN
        and _only_praises(said[2].clause, rules)
    )


def _theirs_for_certain(
    told_now: list[Specific], clause: str, before: str, rules: NoteRules, *, by_line: bool
) -> list[Specific]:
    """Without what somebody else may have done: whom a label names, or people of whom the clause `before` spoke."""
    if by_line and of_others(clause, rules):
        told_now = [specific for specific in told_now if specific.slot != "did"]
    told_now = [
        s for s in told_now if s.slot not in OF_ALL or _names_its_own(s.text, rules) or not _names_others(before, rules)
    ]
    if rules.drops_subjects and _speaks_of_people(before, rules):
        told_now = [s for s in told_now if s.slot not in OF_ALL or not _says_you(s.text, rules)]
    return told_now


def _marked(
    told_now: list[Specific], after: str, by: str | None, *, praised: bool, lively: bool, answering: bool
) -> Iterable[Specific]:
    """What a clause told, with who told it, and whether it was liked: in words only what stands right before the praise.

    `answering` the question what excited the user, one names the best first, and praises all of it.
    """
    for number, specific in enumerate(told_now, 1):
        loved = specific.loved or (praised and number == (1 if answering else len(told_now)))
        marked = specific.marked or praised or lively
        yield replace(specific, person=specific.person or by, marked=marked, loved=loved, after=after)
        after = specific.text


def _speaks_of_people(clause: str, rules: NoteRules) -> bool:
    """Whether a clause names people, "tres residentes", whom a "they" behind it means."""
    words = (word.strip(".,;:()") for word in clause.casefold().split())
    return rules.persons is not None and any(rules.persons.fullmatch(word) for word in words)


def _says_you(text: str, rules: NoteRules) -> bool:
    """Whether a "they" that was said, in a language that leaves it out, became "you"."""
    yours = {form for word, form in rules.swap_they.items() if word not in rules.determiners}
    return not yours.isdisjoint(text.casefold().split())


def _names_its_own(text: str, rules: NoteRules) -> bool:
    """Whether a sentence says itself who does something, rather than by a pronoun or not at all."""
    known, first = rules.tellings, text.split()[0]
    yours = {form.split(" ")[0] for form in (*known.they.values(), *known.one.values())} if known else {""}
    return first in rules.determiners if "" in yours else first not in yours


def _names_others(clause: str, rules: NoteRules) -> bool:
    """Whether a clause speaks of people who are not the reader's house, so that a verb behind it may be theirs."""
    return rules.others is not None and rules.others.search(clause) is not None


def _only_praises(clause: str, rules: NoteRules) -> bool:
    """Whether a clause is praise for what stands before it, with or without a word on why."""
    said, praised = without_praise(clause, rules)
    return (praised and not said) or praises_first(clause, rules) is not None
