"""What one clause of a note says that a letter may use, in whatever shape it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    answered_half,
    enumerates,
    goes_over,
    is_subject,
    leading_name,
    unreserved,
    usable,
)
from followbot.domain.letters.matching import OF_ALL, first_match, matches
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.pronouns import turn
from followbot.domain.letters.remarks import is_praise, plain_start, without_praise, without_praise_behind
from followbot.domain.letters.soundness import without_that
from followbot.domain.letters.specifics import Specific, is_nominal, is_sentence, reads_well, strip_ends
from followbot.domain.letters.subjects import (
    answered,
    answers_question,
    is_awkward,
    is_deed,
    is_surely_named,
    is_telegraphic,
    is_telling,
    leaves_doer_open,
    says_less,
    with_subject,
)
from followbot.domain.letters.tellings import telling
from followbot.domain.letters.tidying import ideographic
from followbot.domain.letters.turning import Reading, addressed, inside, names_reader, sentence

_COMMAS = re.compile(r",(?!\d)|，|、|；")


def told(clause: str, reading: Reading) -> list[Specific]:
    """What a clause says that may be used; behind its first part, which may run on over commas, what its other parts say."""
    if not usable(clause, reading.rules):
        return list(_spared(clause, reading))
    found = [a for s in _read_clause(clause, reading) for a in _attributed(s, reading.people)]
    head, colon, _ = clause.partition(": ")
    if not found and colon and is_sentence(head, reading.rules):
        found = [a for s in _read_clause(head, reading) for a in _attributed(s, reading.people)]
    found = found or list(_told_when(clause, reading))
    known = {specific.text for specific in found}
    for comma in _COMMAS.finditer(clause):
        over = goes_over(clause[: comma.start()], reading.people, reading.rules)
        text = "" if over else strip_ends(clause[comma.end() :], reading.rules)
        more = first_match(text, matches(text, reading), reading)
        more = more if more and _clear(more, text, clause, reading) else _goes_on(clause, text, reading)
        if more and not any(more.text in text or text in more.text for text in known):
            known.add(more.text)
            found += _attributed(more, reading.people)
    return found


def _told_when(clause: str, reading: Reading) -> Iterable[Specific]:
    """What a sentence tells that begins with when it is done: "ab Juni fahren sie alle Touren mit dem Rad"."""
    front = reading.rules.fronted.match(clause) if reading.rules.fronted else None
    if front is None:
        return
    moved = front.groupdict()
    rest = " ".join(word for word in (moved.get("who"), moved.get("verb"), clause[front.end() :]) if word)
    when = front["when"][:1].lower() + front["when"][1:]
    for said in _read_clause(rest, reading):
        if said.slot not in OF_ALL:
            continue
        subject, _, behind = said.text.partition(" ")
        last = reading.rules.tellings is not None and reading.rules.tellings.last and said.slot != "detail"
        text = f"{subject} {when} {behind}" if last else f"{said.text} {when}"
        yield from _attributed(replace(said, text=text, span=clause), reading.people) if reads_well(text) else ()


def _goes_on(clause: str, text: str, reading: Reading) -> Specific | None:
    """What the person whom a clause names first showed behind its comma: "Ulrika var trevlig, visade lagret"."""
    rules, somebody = reading.rules, leading_name(clause, reading.people)
    first = text.partition(" ")[0]
    little = rules.determiners | rules.prepositions | rules.relatives | {*rules.subjects, *rules.swap_they}
    if not somebody or not first.islower() or first in little or rules.names_first:
        return None
    if rules.drops_subjects:
        return telling(text, reading) if reading.about_reader(reading.people.named(somebody)) else None
    whole = f"{somebody} {text}"
    found = first_match(whole, matches(whole, reading), reading)
    return found if found and found.slot in ("shown", "how") else None


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
    parts = _parts(clause, reading)
    for number, part in enumerate(parts if parts != [clause] and not enumerates(parts, reading.rules) else ()):
        text, praised = without_praise(strip_ends(part, reading.rules), reading.rules)
        over = number and goes_over(parts[number - 1], reading.people, reading.rules)
        if not text or over or not usable(text, reading.rules):
            continue
        first = part is parts[0] and (unreserved(parts, reading.rules) or answered_half(part, parts, reading.rules))
        found = first_match(text, matches(text, reading), reading)
        said = [found] if found else [s for s in _read_clause(text, reading) if not s.bare] if first else []
        said = [s for s in said if len(parts) > 1 or s.slot != "how"]  # "how families may come" of "to come and watch"
        for specific in said:
            liked = specific.marked or praised or reading.liked
            yield from _attributed(replace(specific, marked=liked), reading.people)


def _parts(clause: str, reading: Reading) -> list[str]:
    """A clause's parts between commas and behind a colon that names nobody; without any, what stands before its "and"."""
    label, colon, rest = clause.partition(": ")
    apart = colon and not reading.people.named(label.strip()) and len(label.split()) > _LABEL_WORDS
    parts = [part for half in ([label, rest] if apart else [clause]) for part in _COMMAS.split(half)]
    if len(parts) > 1 or not reading.rules.conjunctions:
        return parts
    joined = rf" (?:{'|'.join(map(re.escape, reading.rules.conjunctions[:2]))}|&) "
    return re.split(joined, clause)[:1]


_LABEL_WORDS = 3
"""With more words what stands before a colon is a sentence, no label."""


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
    deed = answers_question(clause, reading) and is_deed(body, reading.rules)
    fitting = [] if deed else matches(body, reading)
    found = first_match(clause, fitting, reading)
    told = _liked_clause(clause, body, reading) if (reading.liked or reading.labelled) and not deed else None
    said = found if found and reading.rules.admired else told or found
    if said is None and not fitting and reading.speaker:
        spoken = f"{reading.speaker.name.split()[0]} {body}"  # "Carl: wants to split the monolith"
        said = first_match(clause, matches(spoken, replace(reading, liked=False)), reading)
    thing = reading.liked and reading.rules.relative is not None and reading.rules.relative.match(body) is not None
    somebody = reading.liked and any(reading.people.named(word) for word in body.split()[:2] if word[:1].isupper())
    plain = reading.speaker or not reading.labelled or somebody
    said = said or (telling(body, reading) if plain and not thing else None)
    if said:
        yield replace(said, marked=reading.liked)
    elif stated := list(_statement(clause, body, reading)):
        yield from stated
    elif fitting:
        yield from _spared(body, reading)
    else:
        yield from _named(clause, body, reading)


def _named(clause: str, body: str, reading: Reading) -> Iterable[Specific]:
    """The things that a clause names; where it answers a question, what can only stand behind a colon before bare ones."""
    if not answers_question(clause, reading):
        things = list(_fragments(clause, body, reading))
        unsaid = all(is_telegraphic(thing, reading) for thing in things)
        praised = answered(clause, body, reading) if unsaid and is_surely_named(body, reading) else None
        yield from [praised] if praised else things
        return
    answer = answered(clause, body, reading)
    things = [] if is_awkward(body, reading.rules) else list(_fragments(clause, body, reading))
    plain = answer is not None and reading.liked  # "das Thema ..." is no word of delight
    named = [t for t in things if not (is_telegraphic(t, reading) or (plain and t.slot == "thing"))]
    if answer and answer.slot in ("liked", "delight"):
        named = [thing for thing in named if not says_less(thing, answer)]
    if answer and (answer.slot == "liked" or not any(answer.text in t.text or not t.bare for t in named)):
        yield answer
    yield from (replace(thing, bare=thing.bare and not is_telling(thing.text)) for thing in named)


def _liked_clause(clause: str, body: str, reading: Reading) -> Specific | None:
    """What stands behind "that" where the card asks what excited the user: a clause of their own grammar."""
    rules = reading.rules
    inner = without_that(body, rules)
    if not usable(inner, rules):
        return None
    if ahead := _prospect(clause, inner, reading):
        return ahead
    admired = rules.admired.fullmatch(body) if rules.admired and reading.labelled and reading.liked else None
    if admired:
        return Specific("detail", admired[1], "note", clause, _about(reading), marked=True)
    if inner == body or (" " not in inner and not ideographic(inner)):
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
        # Its pronouns mean its own subject.
        said = None if leaves_doer_open(inner, rules) else sentence(inner, reading, settled=named)
    if said is None:
        # Where verbs stand last, "dat ze gezinnen helpen" is no "ze gezinnen ...".
        whole = rules.tellings is not None and rules.tellings.last
        found = first_match(clause, matches(body if whole else inner, reading), reading)
        return replace(found, marked=True) if found and found.slot in ("told", "heard", "detail") else None
    known = not names_reader(said, reading)
    return Specific(rules.that_slot, said, "note", clause, _about(reading), marked=True) if known else None


def _prospect(clause: str, inner: str, reading: Reading) -> Specific | None:
    """What the user would do there, in a clause of their own: "that I'd run the field week"."""
    shape = reading.rules.asked.prospect
    joined = f" {' '.join(reading.rules.conjunctions[:1])} "
    inner = (
        inner if shape is None or shape.fullmatch(inner) else f"{inner} ".partition(joined)[0]
    )  # "... and the training"
    if shape is None or not reading.liked or not shape.fullmatch(inner):
        return None
    text = turn(inside(inner, reading), reading.rules, insiders=reading.people.insiders, reader=False, deed=True)
    if text is None or names_reader(text, reading) or not reads_well(text):
        return None
    return Specific("prospect", text, "note", clause, _about(reading), marked=True)


def _about(reading: Reading) -> str | None:
    """Whom a told sentence concerns: the one named in front of it, or who was there alone, else nobody in particular."""
    somebody = reading.antecedent if reading.labelled else reading.people.only
    return somebody.key if somebody else None


def _statement(clause: str, body: str, reading: Reading) -> Iterable[Specific]:
    """A sentence that no pattern foresaw, told as it stands: one that was liked, or what their own people do there."""
    rules, body = reading.rules, with_subject(body, reading)
    theirs = rules.doing is not None and rules.doing.fullmatch(body) is not None
    shapes = (rules.statement and rules.statement.fullmatch(body), rules.relative and rules.relative.match(body))
    if not usable(body, rules) or not (theirs or (reading.liked and any(shapes))):
        return
    text = _of_theirs(body, reading) or sentence(body, reading, settled=theirs or _own_subject(body, rules))
    if text and not names_reader(text, reading):
        thing = rules.relative is not None and rules.relative.match(text) is not None
        if not thing:
            yield Specific("detail", inside(text, reading), "note", clause, _about(reading), marked=reading.liked)
        elif rules.liked_bare and reading.liked and text.split()[0] not in {*rules.swap_she.values()}:
            yield Specific("liked", inside(text, reading), "note", clause, _about(reading), marked=True)


def _of_theirs(body: str, reading: Reading) -> str | None:
    """A sentence about a thing of theirs, "all their oak comes from here", said to them; None for any other."""
    shape = reading.rules.their_thing
    their = shape.match(body) if shape else None
    if their is None or not reading.people.insiders:
        return None
    word = their["their"]
    said = sentence(body, reading, settled=True)
    return re.sub(rf"\b{word}\b", reading.rules.swap_they[word.casefold()], said, count=1) if said else None


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
    if folded in reading.rules.liked_labels or is_praise(folded, reading.rules):
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
    for number, (part, clause_of_it) in enumerate(with_relatives(parts, reading.rules)):
        words = part.casefold().split() or [""]
        unnamed = reading.rules.drops_subjects and not listed and words[0] not in reading.rules.determiners
        if number and unnamed and is_sentence(parts[0], reading.rules):
            continue  # "me fue enseñando la talla, campo a campo" names nothing behind its comma
        if words[0] in reading.rules.intensifiers or (number and not reading.rules.objects.isdisjoint(words)):
            continue  # "so welcoming" says how it was; "seeing them through" leans on the part before it
        raw, praised = without_praise_behind(
            without_clause(strip_ends(part, reading.rules), reading.rules, labelled=reading.labelled), reading.rules
        )
        text = addressed(plain_start(raw, reading.wording), reading)
        if is_clause(raw, reading.rules) or _stated(raw, text, clause_of_it, reading):
            told_of_it = list(_said_among(clause, raw, body, reading, first=not number, alone=len(parts) == 1))
            unread = not told_of_it
            yield from told_of_it
        elif reading.rules.verb_first and reading.rules.verb_first.match(raw):
            said = sentence(raw, reading) if reading.liked else None
            if said and not names_reader(said, reading):
                yield Specific("detail", inside(said, reading), "note", clause, _about(reading), marked=True)
        elif not unread and is_thing(text, reading.rules) and not is_subject_phrase(text, reading):
            # behind "Camille m'a dit deux mots du site", "lancement en mars" would add to what nobody understood
            yield from _things(clause, text, clause_of_it, reading, listed=listed, praised=praised)


def _stated(raw: str, text: str, clause_of_it: str, reading: Reading) -> bool:
    """Whether a part between commas is a sentence of the shapes that are told as they stand."""
    rules = reading.rules
    if rules.doing and not clause_of_it and rules.doing.fullmatch(raw):
        return True
    liked = rules.statement if reading.liked and not is_thing(text, rules) else None
    return liked is not None and liked.fullmatch(raw) is not None


def _said_among(clause: str, raw: str, body: str, reading: Reading, *, first: bool, alone: bool) -> Iterable[Specific]:
    """What a sentence between commas says; `first` of them, or `alone` in its clause."""
    apart = not alone and not enumerates(re.split(r",|、|，| / | \+ |；", body), reading.rules)
    found = first_match(clause, matches(raw, reading) if apart else (), reading)
    if found and (first or _clear(found, raw, body, reading)):
        yield found
    elif not alone:
        yield from _statement(clause, raw, reading)


def _things(
    clause: str, text: str, clause_of_it: str, reading: Reading, *, listed: bool, praised: bool
) -> Iterable[Specific]:
    """The thing that a part between commas names, with the relative clause behind it."""
    things = [replace(s, marked=s.marked or praised) for s in bare_thing(clause, text, reading)]
    sure = listed or reading.bulleted or reading.liked or reading.labelled or praised
    certain = {*reading.wording.terms.values(), *reading.rules.swap_they.values()}
    things = [t for t in things if sure or not t.bare or {t.text, t.text.split()[0]} & certain]
    alone = not clause_of_it or (reading.labelled and without_that(clause_of_it, reading.rules) != clause_of_it)
    yield from things if alone else related(things, clause_of_it, reading)
