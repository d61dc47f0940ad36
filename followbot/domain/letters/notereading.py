"""Reading the user's notes.

A note is written to oneself. So only clauses of a known, harmless shape become phrases, with the grammar turned towards the
reader ("she showed me the dashboard" becomes "the dashboard you showed me"); everything private, negative or unclear stays
where it is. The shapes are data (`rules/drafting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import dropwhile

from followbot.domain.letters.barethings import (
    admired,
    bare_thing,
    is_clause,
    is_list,
    is_subject_phrase,
    is_thing,
    related,
    with_relatives,
    without_clause,
)
from followbot.domain.letters.clauses import (
    People,
    anothers,
    antecedent_of,
    is_subject,
    labelled,
    of_others,
    parted,
    unstopped,
    usable,
    voiced,
)
from followbot.domain.letters.matching import OF_ALL, first_match, matches
from followbot.domain.letters.notelanguages import by_language, spellings, terms, written_in
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.recasing import recase, types_nouns
from followbot.domain.letters.remarks import belittled, plain_start, trivial, without_praise, without_praise_behind
from followbot.domain.letters.soundness import sound, without_that
from followbot.domain.letters.specifics import Specific, is_nominal, is_sentence, strip_ends
from followbot.domain.letters.tellings import telling
from followbot.domain.letters.tidying import ideographic, widened
from followbot.domain.letters.turning import Reading, addressed, inside, names_reader, sentence
from followbot.domain.letters.wording import Wording
from followbot.domain.model import Contact

NOTE_MAX = 8_000
"""Characters of a note that are read; far more than anybody types on a phone."""

_UNREAD = "…"
"""What stands before something of the user's own where the clause before it stayed in the note."""

_BULLETS = re.compile(r"(?m)^\s*[*•·・●○■□◆◇▪–—-]\s*\S")

_COMMAS = re.compile(r",(?!\d)|，|、|；")


def read_notes(
    texts: Iterable[str], people: People, wording: Wording, others: Mapping[str, Wording], company: str = ""
) -> tuple[Specific, ...]:
    """Everything usable in the notes, in their order, once each. A note in another language lends its proper names only."""
    names = [c.name for c in (*people.addressed, *people.others)]
    found: dict[str, Specific] = {}
    for text in texts:
        text = widened(text[:NOTE_MAX]) if wording.unit == "characters" else text
        written = written_in(text[:NOTE_MAX], others, own=wording)
        known = {**spellings(written or wording), company.casefold(): company}
        rules = (written or wording).notes
        spelled = recase(unstopped(parted(labelled(text[:NOTE_MAX], people)), rules), names, known, rules)
        for several, one in wording.notes.ranges:
            spelled = several.sub(one, spelled)
        careful = types_nouns(text[:NOTE_MAX], names)
        own, foreign = by_language(spelled, wording, written, others)
        for specific in (
            *_read_note(own, people, wording),
            *(t for f in foreign for t in terms(*f, people, wording, others)),
        ):
            typed = careful and (specific.span[:1].isupper() or types_nouns(specific.span, names))
            said = None if trivial(specific.text, wording) else sound(specific, wording, careful=typed)
            if said:
                found.setdefault(said.text.casefold(), said)
    return tuple(found.values())


def _read_note(text: str, people: People, wording: Wording) -> Iterable[Specific]:
    antecedent: Contact | None = people.only
    found: list[Specific] = []
    listing, told_before, before = True, False, 0
    by_line = wording.unit == "characters"
    clauses = list(voiced(text, people, wording.notes, by_line=by_line))
    bulleted = not wording.notes.bare_listed or len(_BULLETS.findall(text)) > 1 or len(clauses) == 1
    for i, (clause, tone, voice) in enumerate(clauses):
        doubted, doubts = belittled(clause, wording.notes)
        if doubted or tone == "?":  # what one asks oneself is no news: "his partner leaves, mood?"
            found = found[:before] if doubts else found
            continue
        before = len(found)
        antecedent = voice or antecedent_of(clause, people) or (people.only if by_line else antecedent)
        said, praised = without_praise(clause, wording.notes)
        if not said:
            found[-1:] = [replace(thing, marked=True, loved=True) for thing in found[-1:]]
            continue
        praised = praised or (i + 1 < len(clauses) and _only_praises(clauses[i + 1][0], wording.notes))
        reading = Reading(people, antecedent, wording, liked=praised, listing=listing, bulleted=bulleted or tone == "!")
        told_by = next((c.key for c in (voice, antecedent_of(clause, people)) if c), None)
        told = _told(said, reading)
        after = found[-1].text if found and told_before else _UNREAD if i else ""
        told_before = bool(told)
        if by_line and of_others(clause, wording.notes):
            told = [specific for specific in told if specific.slot != "did"]
        if told_by is None and i and _names_others(clauses[i - 1][0], wording.notes):
            told = [s for s in told if s.slot not in OF_ALL or _names_its_own(s.text, wording.notes)]
        for number, specific in enumerate(told, 1):
            loved = praised and number == len(told)  # what stands right before the praise
            marked = specific.marked or praised or tone == "!"
            who = specific.person or told_by
            found.append(replace(specific, person=who, marked=marked, loved=loved, after=after))
            after = specific.text
        listing = listing and not is_sentence(said, wording.notes) and usable(said, wording.notes)
    return found


def _names_its_own(text: str, rules: NoteRules) -> bool:
    """Whether a sentence says itself who does something, rather than by a pronoun or not at all."""
    known, first = rules.tellings, text.split()[0]
    yours = {form.split(" ")[0] for form in (*known.they.values(), *known.one.values())} if known else {""}
    return first in rules.determiners if "" in yours else first not in yours


def _names_others(clause: str, rules: NoteRules) -> bool:
    """Whether a clause speaks of people who are not the reader's house, so that a verb behind it may be theirs."""
    return rules.others is not None and rules.others.search(clause) is not None


def _only_praises(clause: str, rules: NoteRules) -> bool:
    """Whether a clause is nothing but praise for what stands before it."""
    said, praised = without_praise(clause, rules)
    return praised and not said


def _told(clause: str, reading: Reading) -> list[Specific]:
    """What a clause says that may be used; behind its first part, which may run on over commas, what its other parts say."""
    if not usable(clause, reading.rules):
        return list(_spared(clause, reading))
    found = [a for s in _read_clause(clause, reading) for a in _attributed(s, reading.people)]
    head, colon, _ = clause.partition(": ")
    if not found and colon and is_sentence(head, reading.rules):
        found = [a for s in _read_clause(head, reading) for a in _attributed(s, reading.people)]
    known = {specific.text for specific in found}
    for comma in _COMMAS.finditer(clause):
        text = strip_ends(clause[comma.end() :], reading.rules)
        more = first_match(text, matches(text, reading), reading)
        if (
            more
            and _clear(more, text, clause, reading)
            and not any(more.text in text or text in more.text for text in known)
        ):
            known.add(more.text)
            found += _attributed(more, reading.people)
    return found


def _clear(specific: Specific, said: str, clause: str, reading: Reading) -> bool:
    """Whether it is clear who does what stands behind a comma: not in "l'orto dei ragazzi, vendono le verdure".

    `said` is what stands there, `clause` the whole.
    """
    rules = reading.rules
    if (specific.slot not in OF_ALL and specific.slot != "how") or ideographic(said):
        return not anothers(specific.slot, said, clause, reading.people, rules)
    first = said.casefold().split()[0]
    if not rules.drops_subjects:
        subjects = {*rules.determiners, *rules.subjects, *rules.swap_they, *rules.subordinators, *rules.titles}
        named = first.rstrip(".") in subjects or is_subject(said.split()[0], reading.people, rules)
        return named or specific.slot == "detail"
    before = _COMMAS.split(clause)[0].rpartition(": ")[2]
    people = rules.persons is not None and any(
        rules.persons.fullmatch(word.strip(".:;()")) for word in before.casefold().split()
    )
    verb_alone = rules.tellings is not None and not rules.tellings.they.get("", "you")
    things = verb_alone and len(before.split()) > 1 and is_nominal(before, rules)  # "cabine nuove, portano anche ..."
    return not (people or things) or specific.text.casefold().split()[0] in rules.determiners


def _spared(clause: str, reading: Reading) -> Iterable[Specific]:
    """What a clause says beside something private or unclear, where commas part them; bare things beside it stay with it."""
    parts = _COMMAS.split(clause)
    joined = rf" (?:{'|'.join(map(re.escape, reading.rules.conjunctions[:2]))}|&) "
    said = re.split(joined, clause)[:1] if reading.rules.conjunctions and len(parts) == 1 else parts
    for part in said if said != [clause] and not _enumerates(parts, reading.rules) else ():
        text, praised = without_praise(strip_ends(part, reading.rules), reading.rules)
        found = first_match(text, matches(text, reading), reading) if text and usable(text, reading.rules) else None
        if found:
            yield from _attributed(replace(found, marked=praised), reading.people)


_MEMBER_WORDS = 3


def _enumerates(parts: list[str], rules: NoteRules) -> bool:
    """Whether commas part the members of one list, "between surgery, theatre and recovery", so that no part says it all."""
    joins = {*rules.conjunctions[:1]}
    short = all(len(part.split()) <= _MEMBER_WORDS for part in parts[1:])
    return len(parts) > 1 and short and not joins.isdisjoint(parts[-1].casefold().split()[1:])


def _attributed(specific: Specific, people: People) -> Iterable[Specific]:
    """With the person whom the phrase itself names; a phrase that is nothing but a name says nothing."""
    named = [people.named(word.strip(",.:;")) for word in specific.text.split() if word[:1].isupper()]
    if len(specific.text.split()) <= 2 and any(named):
        return
    named += people.spoken_of(specific.text)
    somebody = next((c for c in named if c is not None and c not in people.addressed), None)
    yield replace(specific, person=somebody.key) if somebody else specific


def _read_clause(clause: str, reading: Reading) -> Iterable[Specific]:
    """What the first fitting pattern makes of a clause; a clause that fits none may be a list of bare things."""
    body, reading = _unlabelled(clause, reading)
    fitting = matches(body, reading)
    found = first_match(clause, fitting, reading)
    told = _liked_clause(clause, body, reading) if reading.liked or reading.labelled else None
    said = found if found and reading.rules.admired else told or found
    if said is None and not fitting and reading.speaker:
        # "Carl: wants to split the monolith"
        spoken = f"{reading.speaker.name.split()[0]} {body}"
        said = first_match(clause, matches(spoken, replace(reading, liked=False)), reading)
    said = said or (telling(body, reading) if reading.speaker or not reading.labelled else None)
    if said:
        yield replace(said, marked=reading.liked)
    elif stated := list(_statement(clause, body, reading)):
        yield from stated
    elif fitting:
        yield from _spared(body, reading)
    else:
        yield from _fragments(clause, body, reading)


def _liked_clause(clause: str, body: str, reading: Reading) -> Specific | None:
    """What stands behind "that" where the card asks what excited the user: a clause of their own grammar."""
    rules = reading.rules
    inner = without_that(body, rules)
    if not usable(inner, rules):
        return None
    admired = rules.admired.fullmatch(body) if rules.admired and reading.labelled and reading.liked else None
    if admired:
        return Specific("detail", admired[1], "note", clause, _about(reading), marked=True)
    if inner == body:
        return None
    theirs = telling(inner, replace(reading, liked=True)) if rules.tellings and not rules.tellings.last else None
    if theirs:
        return replace(theirs, slot=rules.that_slot, person=theirs.person or _about(reading), marked=True)
    first, _, rest = inner.partition(" ")
    between = rules.tellings.between if rules.tellings else ()
    acts = " ".join(dropwhile(lambda word: word.casefold() in between, rest.split()))
    if first.casefold() in rules.whole_subject and (rules.verb is None or rules.verb.match(acts)):
        said: str | None = sentence(f"{rules.whole_subject[first.casefold()]} {rest}".strip(), reading)
    else:
        article = first.casefold() in rules.whole_subject  # "de boende", since no verb follows
        named = article or (first.casefold() in rules.determiners and first.casefold() not in rules.swap_they)
        said = sentence(inner, reading, settled=named)  # its pronouns mean its own subject
    if said is None:
        found = first_match(clause, matches(inner, reading), reading)
        return replace(found, marked=True) if found and found.slot in ("told", "heard", "detail") else None
    known = not names_reader(said, reading)
    return Specific(rules.that_slot, said, "note", clause, _about(reading), marked=True) if known else None


def _about(reading: Reading) -> str | None:
    """Whom a told sentence concerns: the one named in front of it, or who was there alone, else nobody in particular."""
    somebody = reading.antecedent if reading.labelled else reading.people.only
    return somebody.key if somebody else None


def _statement(clause: str, body: str, reading: Reading) -> Iterable[Specific]:
    """A sentence that no pattern foresaw, told as it stands: one that was liked, or what their own people do there."""
    rules = reading.rules
    theirs = rules.doing is not None and rules.doing.fullmatch(body) is not None
    shapes = (rules.statement and rules.statement.fullmatch(body), rules.relative and rules.relative.match(body))
    if not usable(body, rules) or not (theirs or (reading.liked and any(shapes))):
        return
    text = _of_theirs(body, reading) or sentence(body, reading, settled=theirs or _own_subject(body, rules))
    if text and not names_reader(text, reading):
        thing = rules.relative is not None and rules.relative.match(text) is not None
        if not thing:
            yield Specific("detail", inside(text, reading), "note", clause, _about(reading), marked=reading.liked)
        elif rules.liked_bare and reading.liked:
            yield Specific("liked", inside(text, reading), "note", clause, _about(reading), marked=True)


def _of_theirs(body: str, reading: Reading) -> str | None:
    """A sentence about a thing of theirs, "all their oak comes from here", said to them; None for any other."""
    their = re.match(r"(?:all (?:of )?)?(their) ", body, re.IGNORECASE)
    yours = reading.rules.swap_they.get("their", "")
    if their is None or not yours or not reading.people.insiders:
        return None
    said = sentence(body, reading, settled=True)
    return re.sub(r"(?i)^((?:all (?:of )?)?)their ", rf"\1{yours} ", said) if said else None


def _own_subject(sentence_: str, rules: NoteRules) -> bool:
    """Whether a sentence begins with several of something, whom its pronouns then mean: "schoolklassen ... hun kaas"."""
    words = sentence_.casefold().split()
    theirs = words[0] in rules.swap_they and words[0] not in rules.determiners
    return not theirs and rules.several is not None and rules.several.match(sentence_) is not None


def _unlabelled(clause: str, reading: Reading) -> tuple[str, Reading]:
    """The clause without "Topics:", "Excited about:" or "Priya:" in front, and what the label says of it."""
    label, colon, rest = clause.replace("：", ":").partition(":")
    if not colon or len(label) > 40:
        return clause, reading
    folded = label.casefold().strip()
    contact = reading.people.named(label.strip())
    if folded in reading.rules.unlabelled:
        return "", reading
    if folded in reading.rules.own_labels and reading.rules.subjects:
        return _own_clause(strip_ends(rest, reading.rules), reading.rules), replace(reading, labelled=True)
    if folded in reading.rules.conjunctions or folded in reading.rules.fillers:
        return rest.strip(), reading  # "But: they do joint sessions"
    praise = reading.rules.praise
    if folded in reading.rules.liked_labels or (praise and praise.fullmatch(folded)):
        return rest.strip(), replace(reading, liked=True, labelled=True)
    if folded in reading.rules.labels or contact:
        return rest.strip(), replace(reading, antecedent=contact or reading.antecedent, labelled=True, speaker=contact)
    return clause, reading


def _own_clause(rest: str, rules: NoteRules) -> str:
    """What stands behind "me:" as a clause about the user: "my work on the ledger", "I ran the move at Ocado"."""
    first = rest.casefold().split()[0] if rest else ""
    if not is_nominal(rest, rules) or is_sentence(rest, rules) or first in rules.own:
        return rest if first in rules.own else f"{rules.subjects[0].upper()} {rest}"
    if not rules.own_thing:
        return ""  # "mein" or "meine"?
    mine, telling = rules.own_thing
    return f"{telling} {rest}" if first in rules.determiners or not mine else f"{mine} {rest}"


def _fragments(clause: str, body: str, reading: Reading) -> Iterable[Specific]:
    """Bare things, as in "payments migration, on-call rotation"; a sentence that fits no pattern has none."""
    if reading.liked and (praised_thing := admired(clause, _COMMAS.split(body)[0], reading)):
        yield praised_thing
        return
    parts = [body] if is_list(body, reading.rules) else re.split(r",|、|，| / | \+ |；", body)
    unread, listed = False, len(parts) > 1 and all(is_thing(part.strip(), reading.rules) for part in parts)
    for part, clause_of_it in with_relatives(parts, reading.rules):
        if (part.split() or [""])[0].casefold() in reading.rules.intensifiers:
            continue  # "so welcoming" says how it was
        thing_of_it = without_clause(strip_ends(part, reading.rules), reading.rules)
        raw, praised = without_praise_behind(thing_of_it, reading.rules)
        text = addressed(plain_start(raw, reading.wording), reading)
        doing = None if clause_of_it else reading.rules.doing
        admirable = reading.rules.statement if reading.liked and not is_thing(text, reading.rules) else None
        stated = (doing and doing.fullmatch(raw)) or (admirable and admirable.fullmatch(raw))
        if is_clause(raw, reading.rules) or stated:
            alone = len(parts) > 1 and not _enumerates(parts, reading.rules)
            found = first_match(clause, matches(raw, reading) if alone else (), reading)
            found = found if found and (part is parts[0] or _clear(found, raw, body, reading)) else None
            told = [found] if found else list(_statement(clause, raw, reading)) if len(parts) > 1 else []
            unread = not told
            yield from told
        elif reading.rules.verb_first and reading.rules.verb_first.match(raw):
            said = sentence(raw, reading) if reading.liked else None
            if said and not names_reader(said, reading):
                yield Specific("detail", inside(said, reading), "note", clause, _about(reading), marked=True)
        elif unread:
            continue  # "Camille m'a dit deux mots du site, lancement en mars" adds to what nobody understood
        elif is_thing(text, reading.rules) and not is_subject_phrase(text, reading):
            things = [replace(s, marked=s.marked or praised) for s in bare_thing(clause, text, reading)]
            sure = listed or reading.bulleted or reading.liked or reading.labelled or praised
            certain = {*reading.wording.terms.values(), *reading.rules.swap_they.values()}
            things = [t for t in things if sure or not t.bare or {t.text, t.text.split()[0]} & certain]
            yield from related(things, clause_of_it, reading) if clause_of_it else things
