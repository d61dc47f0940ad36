"""Whether a phrase of a note can stand in a letter, whichever pattern found it.

Patterns say what a phrase means; nobody can foresee everything that people type around it. So each phrase passes here last:
what its slot's grammar does not allow is cut off where that is certain, else the phrase stays in the note.
"""

from __future__ import annotations

import re
from dataclasses import replace

from followbot.domain.letters.agreement import agreeing_clause
from followbot.domain.letters.namings import named
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.recasing import hides_noun, in_sentence
from followbot.domain.letters.specifics import Specific, is_sentence
from followbot.domain.letters.tidying import ideographic
from followbot.domain.letters.wording import Wording

_NOUNS = frozenset({"topic", "thing", "liked", "shown", "part", "mine", "story", "worked", "tech", "idea", "covers"})
_BESIDE = frozenset({"named", "delight", "deed"})
"""Slots whose phrase stands behind a colon."""
_AFTER_THAT = frozenset({"told", "heard", "detail", "liked_that", "said"})
"""Slots whose sentences of ours say "that" themselves."""
_OWN_DEEDS = frozenset({"deed", "prospect"})
"""Slots that tell what the user would do, so that "my" and "I" in them are no trouble."""
_CLAUSES = _AFTER_THAT | {"how"}
_VISITED = frozenset({"showed", "shown", "allowed"})
"""Slots of what the user was shown or let do there."""
_OWN_WORDS = 5
_LEAST = {"did": 4, "said": 4, "story": 3}
"""With fewer words the user's own says nothing to somebody who has forgotten what they had asked: "I did at Allegro"."""
_WORD_MIN = 2
"""Letters of a word that can be a name: "a D." broke off."""
_PART_WORDS = 3
"""More words are no name of a part of an interview: "the on-call every third week part"."""
_SENTENCE_MIN = 2
"""Fewer words say nothing of anybody: "liked that loads"."""
_DOUBLED = re.compile(r"(?<![\w-])(\w+) \1(?![\w-])", re.IGNORECASE)


def sound(specific: Specific, wording: Wording, *, careful: bool = True) -> Specific | None:
    """The phrase as it can be said, None where it cannot. `careful`: whoever typed it gave nouns their capitals, if any."""
    said = _said(specific, wording, careful=careful)
    # Praise is for what stands right before it; where that leans on what stands before it, the whole was liked.
    return _said(replace(specific, loved=False), wording, careful=careful) if said is None and specific.loved else said


def _said(specific: Specific, wording: Wording, *, careful: bool) -> Specific | None:
    specific = _spoken_of(specific, wording.notes)
    rules, text = wording.notes, _settled(specific, wording)
    slot, text = _certain(specific, text, wording)
    if text and slot != specific.slot:
        return _said(replace(specific, slot=slot, text=text), wording, careful=careful)
    if not text or _says_little(text, slot, wording) or (specific.slot in _NOUNS and without_that(text, rules) != text):
        return None
    hasty = rules.nouns_capital and not careful
    infinitive = hasty and specific.slot == "allowed" and text.split()[-1][:1].isupper()  # "die sauce Abschmecken"
    if hasty and (infinitive or hides_noun(text, _little(wording))):
        return None
    if _cut_off(text, specific.slot, wording) or (specific.slot == "did" and not _is_experience(text, rules)):
        return None
    text = _without_leaning(text, specific, rules)
    short = specific.slot in _AFTER_THAT and not ideographic(text) and len(text.split()) < _SENTENCE_MIN
    if short or not _clean(text, rules) or _needs_more(text, specific, rules):
        return None
    first = (text.split() or [""])[0].casefold()
    sure = first in rules.determiners or first[1:2] in ("'", "’") or text in wording.terms.values()
    if _is_barred(text, specific.slot, rules) or _unfinished(text, specific, wording, named=sure):
        return None
    if specific.slot == "detail" and rules.asked.that and len(text.split()) <= _SENTENCE_MIN:
        return None  # "la ciclofficina", of which what they do with it was cut
    theirs = specific.slot in ("topic", "thing", "tech", "liked", *_BESIDE)
    liked = theirs or specific.slot in ("detail", "liked_that", "part")
    if liked and rules.asked.unsaid and rules.asked.unsaid.search(text):
        return None
    if theirs and specific.slot != "deed" and rules.own_tells and rules.own_tells.search(specific.span):
        return None
    return _done(replace(specific, text=text, slot=_slot(text, specific, rules)), rules)


def _spoken_of(specific: Specific, rules: NoteRules) -> Specific:
    """A thing that a note only names, with its article joined to "of": it was spoken of, and that is all that is known."""
    named = rules.asked.spoken and specific.slot in ("thing", "named")
    forms = rules.asked.topic_forms if named and not _is_barred(specific.text, specific.slot, rules) else ()
    text = next((shape.sub(form, specific.text, count=1) for shape, form in forms if shape.match(specific.text)), "")
    return replace(specific, slot="topic", text=text) if text else specific


def _done(specific: Specific, rules: NoteRules) -> Specific:
    """A deed that was done there already, "tocar la campana", as what was liked; any other as it is."""
    forms = rules.done if specific.slot == "deed" else ()
    made = next((shape.sub(form, specific.text, count=1) for shape, form in forms if shape.match(specific.text)), "")
    return replace(specific, text=made, slot="liked") if made else specific


def _slot(text: str, specific: Specific, rules: NoteRules) -> str:
    """The slot whose sentences a phrase can stand in: a thing that is news is heard of, what is liked to be so is no fact."""
    news = specific.slot in ("topic", "thing") and rules.news is not None and rules.news.search(text) is not None
    if rules.wished and rules.predicate and specific.slot in ("detail", "liked_that"):
        first, wished = rules.predicate.search(text), rules.wished.search(text)
        return "liked_that" if first and wished and first.start() <= wished.start() < first.end() else "detail"
    return "heard" if news else specific.slot


def _is_barred(text: str, slot: str, rules: NoteRules) -> bool:
    """Whether the sentences of a slot cannot take a phrase of this look."""
    return slot in rules.barred and rules.barred[slot].search(text) is not None


def _says_little(text: str, slot: str, wording: Wording) -> bool:
    """Whether the user's own is too short to remind anybody of it."""
    rules, words = wording.notes, text.split()
    least = 0 if words[0].casefold() in rules.own else _LEAST.get(slot, 0)
    return len(words) < least and not (ideographic(text) or rules.names_first)


def _certain(specific: Specific, text: str, wording: Wording) -> tuple[str, str]:
    """Slot and words of what is a noun phrase for certain, or may be anything; ("", "") of what a thing's slot cannot take."""
    if text in wording.terms.values() or specific.origin != "note":
        return specific.slot, text
    return named(specific.slot, text, wording.notes.namings) or ("", "")


def _unfinished(text: str, specific: Specific, wording: Wording, *, named: bool) -> bool:
    """Whether a bare thing lacks what its language cannot do without: an article, or fewer words before "part"."""
    rules = wording.notes
    if specific.slot == "part":
        return len(text.split()) > _PART_WORDS
    if specific.slot != "thing":
        return False
    if rules.tech and not named:
        return True  # "Ce qui a retenu mon attention : application de dons"
    two = rules.two_nouns is not None and rules.two_nouns.match(text) is not None
    # "eigene Milchbank", "Retourenquote Schuhe"
    return rules.nouns_capital and (text[:1].islower() or two) and text not in wording.terms.values()


def _settled(specific: Specific, wording: Wording) -> str:
    """The phrase without what our sentences say already, and with what is certain put right; "" where its verb cannot be."""
    rules, text = wording.notes, specific.text
    if rules.nouns_capital:
        text = in_sentence(text, rules, _little(wording))
    if specific.slot in _AFTER_THAT:
        text = without_that(text, rules)
        text = one_sentence(text, rules) if rules.relatives else text
        text = _one_that(text, rules, last=specific.loved)
        for wrong, right in rules.clause_polish:
            text = wrong.sub(right, text)
    if rules.where and specific.mine and specific.span.replace("I", "i").islower() and len(text.split()) > _OWN_WORDS:
        text = rules.where.sub("", text)
    if rules.own_start and specific.mine:
        text = rules.own_start.sub("", text, count=1)
    for wrong, right in rules.polish if specific.slot != "prospect" else ():  # "I'd run" is no "I've run" there
        text = wrong.sub(right, text)
    text = _ended(text, rules)
    return agreeing_clause(text, rules) or "" if text and specific.slot in _CLAUSES else text


def _cut_off(text: str, slot: str, wording: Wording) -> bool:
    """Whether a phrase breaks off at an abbreviation, or a thing has a name of pronouns and little words alone."""
    words = _words(text)
    short = wording.notes.cut_short | wording.notes.before_names
    little = wording.function_words | wording.notes.determiners | {*wording.notes.swap_they.values(), "you"}
    nameless = (
        slot in _NOUNS and not ideographic(text) and all(word in little or len(word) < _WORD_MIN for word in words)
    )
    return not words or words[-1] in short or nameless


def _ended(text: str, rules: NoteRules) -> str:
    """Without an "and" behind which another matter began."""
    words = text.split()
    while words and words[-1].casefold().strip(",") in rules.conjunctions[:2]:
        words.pop()
    return " ".join(words).rstrip(",") if len(words) < len(text.split()) else text


def _clean(text: str, rules: NoteRules) -> bool:
    """Whether it holds no slang, no word twice in a row, and more than words that say nothing."""
    if rules.unsound and rules.unsound.search(text):
        return False
    if _DOUBLED.search(text) and not (rules.doubled and rules.doubled.search(text)):
        return False
    return ideographic(text) or not set(_words(text)) <= rules.intensifiers | rules.empty | rules.determiners | {
        *rules.praising
    }


_COUNTED_WORDS = 3
_YEAR = 4
"""Digits of a year."""


def _counts_unnamed(text: str) -> bool:
    """Whether a short sentence ends with a number of what the note named before: "you want 4"."""
    words = text.split()
    return len(words) <= _COUNTED_WORDS and words[-1].isdigit() and len(words[-1]) < _YEAR


def _needs_more(text: str, specific: Specific, rules: NoteRules) -> bool:
    """Whether a phrase leans on what the note said before it, or is theirs and nothing to be glad of."""
    if specific.slot in _AFTER_THAT and not specific.mine and _counts_unnamed(text):
        return True
    if (
        specific.slot in _AFTER_THAT
        and rules.predicate
        and _verbs_in(text, rules.predicate, rules) < _verbs_needed(text, rules)
    ):
        return True  # "que a mediados de abril", "que as mães que cuidam da horta"
    leans = (
        specific.slot not in ("same", "prospect")
        and rules.dangling is not None
        and rules.dangling.search(text) is not None
    )
    theirs = specific.slot in _AFTER_THAT and not specific.mine and rules.tellings is not None
    if theirs and rules.tellings and not rules.tellings.mine.isdisjoint(_words(text)):
        return True  # "that you roast on site and let me cup four beans"
    said = " ".join(w for w in text.split() if specific.slot not in _OWN_DEEDS or w.casefold() not in rules.own)
    return leans or (not specific.mine and rules.trouble is not None and rules.trouble.search(said) is not None)


def _verbs_in(text: str, predicate: re.Pattern[str], rules: NoteRules) -> int:
    """How many verbs a sentence has: the word behind its first "who" is one, too, "o pão que sobra"."""
    relative = rules.relative.match(text) if rules.relative else None
    behind = text[relative.end() :].split()[:1] if relative else []
    little = rules.determiners | rules.prepositions | rules.adverbs | rules.intensifiers
    unknown = [word for word in behind if word.casefold() not in little and not predicate.search(word)]
    return len(predicate.findall(text)) + len(unknown)


def _verbs_needed(text: str, rules: NoteRules) -> int:
    """How many verbs a sentence has at least: the one of a relative clause behind its subject is not its own."""
    return 2 if rules.relative and rules.relative.match(text) else 1


_HALF = 5
"""Words of a sentence that can do without what an "and" joins to it."""


def _without_leaning(text: str, specific: Specific, rules: NoteRules) -> str:
    """What can be told of it without what an "and" joins to it, where only that leans on what was left out, or is trouble.

    Of two things the sound one is told.
    """
    of_things = specific.slot in ("topic", "thing", "liked") and rules.drops_subjects
    shown = specific.slot in _VISITED and rules.tellings is not None and not rules.tellings.last
    if (
        not (of_things or shown or specific.slot in _AFTER_THAT)
        or not rules.conjunctions
        or not _needs_more(text, specific, rules)
    ):
        return text
    first, _, second = text.rpartition(f" {rules.conjunctions[0]} ")
    first = first.rstrip(",")
    opens = rules.determiners | rules.prepositions
    apart = all(half.partition(" ")[0].casefold() in opens for half in (first, second))
    another = second.partition(" ")[0].casefold() in rules.determiners
    enough = apart if of_things else len(first.split()) >= _HALF and (another or not shown)
    if enough and not _needs_more(first, specific, rules):
        return first
    return second if of_things and apart and not _needs_more(second, specific, rules) else text


def _little(wording: Wording) -> frozenset[str]:
    rules = wording.notes
    return wording.function_words | rules.prepositions | rules.determiners | rules.finite | rules.adverbs


def without_that(text: str, rules: NoteRules) -> str:
    """The clause behind its "that"."""
    folded = text.casefold().replace("’", "'")
    for word in rules.that:
        if folded.startswith(word if word.endswith("'") else f"{word} "):
            return text[len(word) :].lstrip(" ")
    return text


def one_sentence(text: str, rules: NoteRules) -> str:
    """Up to the comma behind which another sentence begins: people in a hurry part sentences by commas."""
    parts = text.split(", ")
    kept = parts[:1]
    for part in parts[1:]:
        first, second, *_ = (*part.casefold().replace("’", "'").split(), "", "")
        inner = first in rules.relatives or first.startswith(tuple(r for r in rules.relatives if r.endswith("'")))
        inner = inner or (first in rules.prepositions and second in rules.relative_words)  # "ein Heft, in das ..."
        listed = not rules.relatives or not is_sentence(part, rules)
        if not (inner or (listed and _lists(parts, rules))):
            break
        kept.append(part)
    return ", ".join(kept)


def _lists(parts: list[str], rules: NoteRules) -> bool:
    return rules.conjunctions[0] in parts[-1].casefold().split()


def _is_experience(deed: str, rules: NoteRules) -> bool:
    """Whether a deed was done elsewhere or before; another may have been done, or gone wrong, in the interview itself."""
    named = any(word[:1].isupper() for word in deed.split()[1:])
    return rules.earlier is None or named or rules.earlier.search(deed) is not None


def _one_that(text: str, rules: NoteRules, *, last: bool) -> str:
    """Up to a second "and that", which often breaks off ("that the team is young and that the manager").

    `last`: what stands behind it instead, since praise is for what stands right before it.
    """
    joined = (f" {rules.conjunctions[0]} {word}" for word in rules.that) if rules.conjunctions else ()
    phrases = [phrase if phrase.endswith("'") else f"{phrase} " for phrase in joined]
    ends = {at: phrase for phrase in phrases if (at := text.casefold().find(phrase)) > 0}
    if not ends:
        return text
    at = min(ends)
    behind = text[at + len(ends[at]) :].strip(" ,")
    leans = text.split()[0].casefold() in rules.determiners and behind.split()[0].casefold() not in rules.determiners
    return _one_that(behind, rules, last=True) if last and not leans else text[:at].rstrip(" ,")


def _words(text: str) -> list[str]:
    return [word.casefold().strip(".,:;()") for word in text.split()]
