"""A plain sentence of a note about what they do, said to the reader: "Douwe bouwt ook nog houten skûtsjes".

No list of verbs can be complete, so any verb in the present tense counts, but for those that tell of the interview, of the
user, or of trouble. The subject must be known: "they", or whoever is written to. What points back to something that stayed in
the note ("that", "there") is not said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.noteshapes import Tellings
from followbot.domain.letters.pronouns import turn
from followbot.domain.letters.recasing import in_sentence
from followbot.domain.letters.specifics import Specific, is_sentence, reads_well, strip_ends
from followbot.domain.letters.turning import Reading, addressed, names_reader
from followbot.domain.model import Contact

_WORDS = range(2, 16)
"""So many words may stand behind the verb."""
_TOLD_ALONE = 3
"""With fewer words behind its verb a deed says nothing without the next one: "you sit with people and ..."."""
_NAME_WORDS = 3
_DEED_WORDS = 3
"""A verb and what it is done to."""
_NOUN_PHRASE = 2
"""An article and its noun are so many words."""
_CLIPPED = re.compile(r"['’](?=[a-z] ?\w)")


def verb_last(said: str, rules: NoteRules) -> str | None:
    """A plain sentence in the order that it has behind "that", in a language whose verb stands last there.

    It is about "you", or where nouns have capitals about a noun with its article: "die Kinder pflanzen den Salat selbst".
    """
    known, words = rules.tellings, said.split()
    if known is None or not known.last or len(words) <= _WORDS.start:
        return None
    you = {form for form in (*known.they.values(), *known.one.values()) if form}
    opening = (known.opening | known.helping) - {*rules.conjunctions[:1]}
    if words[0] not in you:
        head, comma, clause = said.partition(", ")
        goes_on = not comma or clause.split()[0] in (known.opening | rules.relative_words) - {*rules.conjunctions}
        ordered = _noun_first(head.split(), known, rules) if goes_on else None
        return ordered and f"{ordered}{comma}{clause}"  # "dass die Kinder abstimmen, was es zu essen gibt"
    if any(word.strip(",") in opening or word.endswith(",") for word in words[1:]):
        return None
    verb, rest = words[1], words[2:]
    particles = known.parted & rules.prepositions
    apart = next((i for i, w in enumerate(rest[:-1]) if w in particles and rest[i + 1] in rules.prepositions), 0)
    if apart:  # "u leest elke woensdag voor in het Arabisch"
        return " ".join([words[0], *rest[:apart], f"{rest[apart]}{verb}", *rest[apart + 1 :]])
    if verb in known.modal:
        infinitive = known.infinitive is not None and known.infinitive.search(" ".join(rest[-2:])) is not None
        return " ".join([words[0], *rest[:-1], verb, rest[-1]]) if infinitive else None  # "liet de balie zien"
    return _joined(words[0], verb, " ".join(rest), known)


def _noun_first(words: list[str], known: Tellings, rules: NoteRules) -> str | None:
    """The same of a sentence that begins with a noun, or with a word for everybody, behind which the verb must stand."""
    length = _subject_words(words, known, rules) if rules.nouns_capital else 0
    subject, verb, rest = words[:length], "".join(words[length : length + 1]), words[length + 1 :]
    opening = (known.opening | known.helping) - {*rules.conjunctions[:1]}
    if not length or not _is_verb(verb, known) or verb in rules.prepositions:
        return None
    if two := _two_verbs(words, length, known, rules):
        return two
    several = known.next_deed is not None and known.next_deed.search(f" {' '.join(rest)}") is not None
    last = (rest[:-1] if rest[-1:] and rest[-1] in known.parted else rest)[-1:]
    bare = bool(last) and last[0].casefold() in rules.determiners  # "holt alle ab": "alle Abholt"
    if not rest or several or bare or rest[0] in rules.conjunctions or not opening.isdisjoint(rest):
        return None  # of "die Gäste schälen und schnippeln mit" no single verb stands last
    noun = length != _NOUN_PHRASE and subject[0].casefold() not in rules.determiners
    polite = noun or subject[0] in rules.swap_they.values()  # "Ihr Team" stays polite
    small = subject[0] if polite else subject[0].lower()
    return _joined(" ".join([small, *subject[1:]]), verb, " ".join(rest), known)


def _two_verbs(words: list[str], length: int, known: Tellings, rules: NoteRules) -> str | None:
    """The same of a sentence with two verbs, each behind what belongs to it: "die Kinder ... haben und ... verkaufen"."""
    subject, said = " ".join(words[:length]), " ".join(words)
    at = len(" ".join(words[: length + 1]))
    second = known.next_deed.search(said, at) if known.next_deed else None
    if second is None:
        return None
    one, other = said[at - len(words[length]) : second.start()].split(), said[second.end() :].split()
    shapes = [shape for shape in (known.many, known.single) if shape.fullmatch(one[0])]
    if len(one) < _DEED_WORDS or len(other) < _DEED_WORDS or not any(shape.fullmatch(other[0]) for shape in shapes):
        return None
    first, behind = (_noun_first([*words[:length], *deed], known, rules) for deed in (one, other))
    joins = " ".join(rules.conjunctions[:1])
    return f"{first} {joins}{behind[len(subject) :]}" if first and behind else None


def _is_verb(word: str, known: Tellings) -> bool:
    shapes = (known.many, known.single, known.helps)
    return any(shape.fullmatch(word) for shape in shapes if shape is not None)


def _subject_words(words: list[str], known: Tellings, rules: NoteRules) -> int:
    """How many words the subject has that begins a sentence: "die Azubis", "Küche und Service", "jeder"."""
    first, second = words[0].casefold(), words[1]
    article = first in rules.determiners
    if second == "".join(rules.conjunctions[:1]):
        return _NOUN_PHRASE + 1 if words[0][:1].isupper() and words[2][:1].isupper() and not article else 0
    if second[:1].isupper():
        described = known.described is not None and known.described.search(first) is not None
        return _NOUN_PHRASE if article or described else 0
    if article:
        return 1 if first not in rules.relative_words and _is_verb(second, known) else 0
    little = rules.adverbs | rules.prepositions | rules.finite
    several = known.several is not None and known.several.search(first) is not None
    noun = words[0][:1].isupper() and first not in little and several
    return 1 if noun and known.many.fullmatch(second) else 0


@dataclass(frozen=True, slots=True)
class _Subject:
    text: str
    """What the subject is to the reader."""
    words: int
    """So many words of the clause it takes."""
    contact: Contact | None
    many: bool


def telling(clause: str, reading: Reading) -> Specific | None:
    """What a clause tells of the reader's side, None where it is anything else."""
    known = reading.rules.tellings
    lead = known.lead.match(clause) if known and known.lead else None
    words = clause[lead.end() :].split() if lead else clause.split()
    subject = _subject(words, reading, known) if known else None
    if known is None or subject is None or len(words) <= subject.words:
        return None
    if reading.rules.second and reading.rules.second.search(clause):
        return None
    at = subject.words
    while at < len(words) - 1 and words[at].casefold() in known.between:
        at += 1
    verb, rest = words[at] if at else words[at].lower(), " ".join(words[at + 1 :])
    subject = replace(subject, text=" ".join([subject.text, *words[subject.words : at]]).strip())
    first, behind = _parted(rest, reading.rules, known)
    if not _is_told(verb, first, subject, known, reading) or (known.but and known.but.search(behind)):
        return None
    said = _rest(first, subject, known, reading)
    cut_short = behind.split()[:1] == [*reading.rules.conjunctions[:1]] and len(first.split()) < _TOLD_ALONE
    if said is None or cut_short or not known.helping.isdisjoint(said.split()[:-2]):
        return None  # "gaan verhuizen naar Gent": the verb would have to stand inside
    more = _going_on(behind, known, reading)
    if not more and known.leaning and known.leaning.search(said):
        return None  # "die Touren so umbauen" waits for its "dass"
    text = _joined(subject.text, _agreeing(verb, subject, known), said, known).lstrip() + more
    if not reads_well(text) or names_reader(text, reading):
        return None
    slot = "told" if subject.contact or reading.people.only else "heard"
    return Specific(slot, text, "note", clause, subject.contact.key if subject.contact else None, marked=reading.liked)


def _subject(words: list[str], reading: Reading, known: Tellings) -> _Subject | None:
    """Who the clause is about: the reader's side, or the reader; nobody else, whom no letter would tell of it."""
    if len(words) < _WORDS.start + 1:
        return None
    first = words[0].casefold()
    verb = next((word for word in words[1:] if word.casefold() not in known.between), "")
    many = known.many.fullmatch(verb.casefold().rstrip(",")) is not None
    if first in known.they and many and reading.people.insiders:
        return _Subject(known.they[first], 1, None, True)
    opener = next((word for word in words if word.casefold() not in known.between), "").casefold()
    if known.dropped and known.dropped.fullmatch(opener) and reading.people.insiders:
        return _Subject(known.they[""], 0, None, True)
    before = reading.antecedent
    if known.dropped_one and known.dropped_one.fullmatch(opener) and before and reading.about_reader(before):
        you = _titled(before, reading, known)
        return _Subject(you, 0, before, False) if you else None
    for length in range(min(_NAME_WORDS, len(words) - 1), 0, -1):
        said = words[:length]
        contact = reading.people.named(" ".join(said)) if said[-1][:1].isupper() else None
        if contact is not None and reading.about_reader(contact):
            you = known.one.get(said[0].casefold()) or known.one.get("") or _titled(contact, reading, known)
            return _Subject(you, length, contact, False) if you or "" in known.one else None
    if first in known.one and first not in reading.rules.titles and reading.about_reader(reading.antecedent):
        return _Subject(known.one[first], 1, reading.antecedent, False)
    return None


def _titled(contact: Contact, reading: Reading, known: Tellings) -> str:
    """The form of address that somebody's given name tells, where that hangs on their gender; "" where it tells none."""
    vocative = next((v for word in contact.name.split() if (v := reading.wording.vocatives.get(word))), "")
    return known.one.get(f"{vocative.split()[0].casefold()}…", "") if vocative else ""


def _is_told(verb: str, rest: str, subject: _Subject, known: Tellings, reading: Reading) -> bool:
    """Whether a verb tells of what they do, have or want, rather than of the interview or of the user."""
    folded = verb.casefold()
    shape = known.many if subject.many else known.single
    words = [word.casefold().strip(".,;:") for word in rest.split()]
    if not verb.islower() or not shape.fullmatch(folded) or len(words) < _WORDS.start:
        return False
    habitual = known.habit is not None and known.habit.search(rest) is not None
    if not (reading.liked or habitual) and known.usual and not known.usual.fullmatch(folded):
        return False
    if known.untold.match(f"{folded} {rest.casefold()}") or (known.back and known.back.search(rest)):
        return False
    return (known.mine | known.reflexive).isdisjoint(words) and folded not in reading.rules.prepositions


def _rest(rest: str, subject: _Subject, known: Tellings, reading: Reading) -> str | None:
    """What stands behind the verb, turned towards the reader."""
    rules = reading.rules
    clipped = _CLIPPED.match(rest)  # "'s avonds"
    cut = addressed((clipped[0] if clipped else "") + strip_ends(rest, rules), reading)
    if not any(rules.persons and rules.persons.fullmatch(word) for word in cut.casefold().split()):
        own = known.itself_many if subject.many else known.itself  # beside others it may be theirs
        cut = " ".join(own.get(word, word) for word in cut.split(" "))
    if len(cut.split()) not in _WORDS or (known.starts and not known.starts.match(cut)):
        return None
    if rules.nouns_capital:
        cut = in_sentence(cut, rules, _little(reading))
        if not any(word[:1].isupper() for word in cut.split()):
            return None
    if known.last and any(word.casefold().strip(",") in known.opening for word in cut.split()):
        return None  # a verb that stands last would stand behind a clause of its own
    return turn(cut, rules, insiders=reading.people.insiders, reader=not subject.many, deed=True)


def _parted(rest: str, rules: NoteRules, known: Tellings) -> tuple[str, str]:
    """What stands behind the verb: to its first comma, unless that makes a list, or to another deed; and what follows that."""
    parts = rest.split(", ")
    joins = {*rules.conjunctions[:1]}
    listed = len(parts) > 1 and joins & {*parts[-1].split()} and not any(is_sentence(p, rules) for p in parts[1:])
    whole = listed and all(len(part.split()) <= _NAME_WORDS + 2 for part in parts[1:])
    first = rest if whole else parts[0]
    deed = known.next_deed.search(first) if known.next_deed else None
    first = first[: deed.start()] if deed else first
    first = first[: _clause_at(first, known)]
    return first, rest[len(first) :].lstrip(" ")


def _clause_at(first: str, known: Tellings) -> int | None:
    """Where a clause goes on without a comma, "een orkest waarin ...", in a language whose verb stands before it."""
    if not known.last or known.going_on is None:
        return None
    ends = (blank for blank in re.finditer(" ", first) if known.going_on.match(first[blank.end() :]))
    return next((blank.start() for blank in ends), None)


def _going_on(behind: str, known: Tellings, reading: Reading) -> str:
    """A clause that says what for or with what effect, ", so that everybody knows who comes"; "" for anything else."""
    typed = behind.lstrip(", ")
    if not known.going_on or not known.going_on.match(typed):
        return ""
    rules, said = reading.rules, strip_ends(typed.split(", ")[0], reading.rules)
    words = said.casefold().split()
    pronouns = {*rules.swap_they, *rules.swap_she, *rules.third, *rules.subjects, *known.mine}
    for word, following in zip(words, [*words[1:], ""], strict=True):
        article = word in rules.determiners and not known.many.fullmatch(following)
        if word in pronouns and not article:
            return ""  # whose pronoun it is, nobody can tell
    sound = len(words) in _WORDS and reads_well(said) and not names_reader(said, reading)
    comma = "," if rules.nouns_capital or behind.startswith(",") else ""
    return f"{comma} {in_sentence(said, rules, _little(reading)) if rules.nouns_capital else said}" if sound else ""


def _little(reading: Reading) -> frozenset[str]:
    rules = reading.rules
    return reading.wording.function_words | rules.finite | rules.adverbs | rules.prepositions | rules.determiners


def _agreeing(verb: str, subject: _Subject, known: Tellings) -> str:
    """The verb as it goes with "you"."""
    for shape, form in known.to_many if subject.many else known.to_one:
        if shape.fullmatch(verb):
            return shape.sub(form, verb, count=1)
    return verb


def _joined(subject: str, verb: str, rest: str, known: Tellings) -> str:
    """Subject, verb and what is said, in the order that they have behind "that"."""
    words = rest.split()
    if not known.last:
        early = 0
        while early < len(words) - 1 and words[early].casefold() in known.early:
            early += 1
        return " ".join([subject, *words[:early], verb, *words[early:]])
    if words[-1].casefold() in known.parted:
        return " ".join([subject, *words[:-1], f"{words[-1]}{verb}"])
    if verb in known.modal and known.infinitive and known.infinitive.search(" ".join(words[-2:])):
        end = len(words) - (2 if len(words) > 1 and words[-2] in known.modal | known.helping else 1)
        return " ".join([subject, *words[:end], verb, *words[end:]])
    return " ".join([subject, *words, verb])
