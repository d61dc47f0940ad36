"""Reading the user's notes.

A note is written to oneself. So only clauses of a known, harmless shape become phrases, with the grammar turned towards the
reader ("she showed me the dashboard" becomes "the dashboard you showed me"); everything private, negative or unclear stays
where it is. The shapes are data (`rules/drafting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from followbot.domain.clauses import (
    NOT_WORD,
    SENTENCE,
    People,
    antecedent_of,
    clauses,
    says,
    usable,
)
from followbot.domain.model import Contact
from followbot.domain.notelanguages import by_language, spellings, terms, written_in
from followbot.domain.pronouns import turn
from followbot.domain.recasing import recase, with_nouns
from followbot.domain.remarks import trivial, without_praise
from followbot.domain.specifics import (
    Specific,
    bare,
    has_verb,
    head_words,
    is_nominal,
    is_sentence,
    reads_well,
    strip_ends,
    with_article,
)
from followbot.domain.tidying import ideographic
from followbot.domain.wording import NoteRules, Pattern, Wording

NOTE_MAX = 8_000
"""Characters of a note that are read; far more than anybody types on a phone."""
_PHRASE_WORDS = 14
_SENTENCE_WORDS = 18
_SENTENCE_CHARACTERS = 120

_COMMAS = re.compile(r",(?!\d)|，|、|；")
_NOUN_SLOTS = frozenset({"shown", "topic", "liked", "worked", "mine"})
"""Slots whose phrase is the name of a thing, so that a verb of its own would break the sentence."""


def read_notes(
    texts: Iterable[str], people: People, wording: Wording, others: Mapping[str, Wording], company: str = ""
) -> tuple[Specific, ...]:
    """Everything usable in the notes, in their order, once each. A note in another language lends its proper names only."""
    names = (*(c.name for c in (*people.addressed, *people.others)), company)
    found: dict[str, Specific] = {}
    for text in texts:
        written = written_in(text[:NOTE_MAX], others)
        spelled = recase(text[:NOTE_MAX], names, spellings(written or wording), (written or wording).notes)
        own, foreign = by_language(spelled, wording, written, others)
        for specific in (
            *_read_note(own, people, wording),
            *(t for f in foreign for t in terms(*f, people, wording, others)),
        ):
            if not trivial(specific.text, wording):
                found.setdefault(specific.text.casefold(), specific)
    return tuple(found.values())


def missed(texts: Iterable[str], people: People, wordings: Mapping[str, Wording]) -> bool:
    """Whether a note, in whatever language, says that the person written to did not come to the interview."""
    for text in texts:
        for sentence in SENTENCE.split(text[:NOTE_MAX]):
            said = f" {NOT_WORD.sub(' ', (sentence or '').casefold().replace('’', chr(39)))} "
            absent = any(says(said, words) for wording in wordings.values() for words in wording.notes.missed)
            named = antecedent_of(sentence or "", people)
            if absent and (named is None or named in people.addressed):
                return True
    return False


def _read_note(text: str, people: People, wording: Wording) -> Iterable[Specific]:
    antecedent: Contact | None = people.only
    found: list[Specific] = []
    listing = True
    for clause, asked in clauses(text, people, wording.notes):
        antecedent = antecedent_of(clause, people) or antecedent
        reading = _Reading(people, antecedent, wording, listing=listing and not asked)
        said, praised = without_praise(clause, wording.notes)
        if not said:
            found[-1:] = [replace(thing, marked=True) for thing in found[-1:] if praised]
            continue
        fresh = _told(said, reading)
        after = found[-1].text if found else ""
        for specific in fresh:
            found.append(replace(specific, marked=specific.marked or praised, after=after))
            after = specific.text
        listing = listing and not is_sentence(said, wording.notes) and usable(said, wording.notes)
    return found


def _told(clause: str, reading: _Reading) -> list[Specific]:
    """What a clause says that may be used; behind its first part, which may run on over commas, what its other parts say."""
    if not usable(clause, reading.rules):
        return list(_spared(clause, reading))
    found = [a for s in _read_clause(clause, reading) for a in _attributed(s, reading.people)]
    known = {specific.text for specific in found}
    for rest in _rests(clause):
        text = strip_ends(rest, reading.rules)
        more = _first_match(text, _matches(text, reading), reading)
        if more and not any(more.text in text or text in more.text for text in known):
            known.add(more.text)
            found += _attributed(more, reading.people)
    return found


def _rests(clause: str) -> Iterable[str]:
    """What stands behind each comma, to the clause's end."""
    return (clause[comma.end() :] for comma in _COMMAS.finditer(clause))


def _spared(clause: str, reading: _Reading) -> Iterable[Specific]:
    """What a clause says beside something private or unclear, where commas part them; bare things beside it stay with it."""
    parts = _COMMAS.split(clause)
    for part in parts if len(parts) > 1 else ():
        text, praised = without_praise(strip_ends(part, reading.rules), reading.rules)
        found = _first_match(text, _matches(text, reading), reading) if text and usable(text, reading.rules) else None
        if found:
            yield from _attributed(replace(found, marked=praised), reading.people)


def _attributed(specific: Specific, people: People) -> Iterable[Specific]:
    """With the person whom the phrase itself names; a phrase that is nothing but a name says nothing."""
    named = [people.named(word.strip(",.:;")) for word in specific.text.split() if word[:1].isupper()]
    if len(specific.text.split()) <= 2 and any(named):
        return
    somebody = next((c for c in named if c is not None and c not in people.addressed), None)
    yield replace(specific, person=somebody.key) if somebody else specific


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one clause is read against."""

    people: People
    antecedent: Contact | None
    wording: Wording
    liked: bool = False
    """The clause answers "What excited you?"."""
    labelled: bool = False
    """Something in front of the clause says that it names topics."""
    listing: bool = False
    """So far the note has only named things, so that one more is a topic and no remark."""

    @property
    def rules(self) -> NoteRules:
        return self.wording.notes

    def about_reader(self, contact: Contact | None) -> bool:
        return contact is not None and contact in self.people.addressed and len(self.people.addressed) == 1


def _read_clause(clause: str, reading: _Reading) -> Iterable[Specific]:
    """What the first fitting pattern makes of a clause; a clause that fits none may be a list of bare things."""
    body, reading = _unlabelled(clause, reading)
    matches = _matches(body, reading)
    found = _first_match(clause, matches, reading)
    if found:
        yield replace(found, marked=reading.liked)
    elif matches:
        yield from _spared(body, reading)
    else:
        yield from _fragments(clause, body, reading)


def _matches(body: str, reading: _Reading) -> list[tuple[Pattern, re.Match[str]]]:
    """The patterns that fit a clause; "my work on the ledger" is nobody's work, so a pattern about people does not fit it."""
    found = ((p, m) for p in reading.rules.patterns if (m := p.match.match(body)))
    return [(p, m) for p, m in found if _may_be_person(m.groupdict().get("who") or "", reading)]


def _may_be_person(word: str, reading: _Reading) -> bool:
    folded, rules = word.casefold(), reading.rules
    known = folded in rules.swap_they or folded in rules.swap_she or reading.people.named(word) is not None
    return not word or known or word.istitle()


def _first_match(clause: str, matches: Iterable[tuple[Pattern, re.Match[str]]], reading: _Reading) -> Specific | None:
    return next((s for p, m in matches if (s := _from_match(clause, p, m, reading))), None)


def _unlabelled(clause: str, reading: _Reading) -> tuple[str, _Reading]:
    """The clause without "Topics:", "Excited about:" or "Priya:" in front, and what the label says of it."""
    label, colon, rest = clause.replace("：", ":").partition(":")
    if not colon or len(label) > 40:
        return clause, reading
    folded = label.casefold().strip()
    contact = reading.people.named(label.strip())
    if folded in reading.rules.unlabelled:
        return "", reading
    if folded in reading.rules.own_labels and reading.rules.subjects:
        return f"{reading.rules.subjects[0].upper()} {rest.strip()}", reading
    if folded in reading.rules.liked_labels:
        return rest.strip(), replace(reading, liked=True, labelled=True)
    if folded in reading.rules.labels or contact:
        return rest.strip(), replace(reading, antecedent=contact or reading.antecedent, labelled=True)
    return clause, reading


def _from_match(clause: str, pattern: Pattern, match: re.Match[str], reading: _Reading) -> Specific | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    who, form = _perspective(groups.get("who", ""), pattern, reading)
    if form is None:
        return None
    phrase = _whole(groups["x"], reading) if pattern.whole else _phrase(groups["x"], pattern, reading)
    if phrase is None:
        return None
    groups = {"link": "", **groups, "verb": groups.get("verb", "").lower(), "x": phrase}
    if form.startswith("{x} ") and phrase.split()[0] == reading.rules.swap_they.get("their"):
        form = "{x}"  # "your dashboard", not "your dashboard you showed me"
    groups["who"] = who.name.split()[0] if who else ""
    slot = _slot(pattern, phrase, reading, who)
    if pattern.deep and form == pattern.forms.get("you") and _deep(phrase, reading.rules):
        slot, form = "showed", pattern.deep
    if _names_reader(phrase, reading):
        return None
    text = _owned(form.format(**groups), reading.rules) if slot in ("mine", "story") else form.format(**groups)
    return Specific(slot, text, "note", clause, who.key if who else None) if reads_well(text) else None


def _own_slot(phrase: str, rules: NoteRules) -> str:
    """ "story" for what was only told, "mine" for experience to draw on."""
    return "mine" if rules.stories.isdisjoint(head_words(phrase, rules)) else "story"


def _deep(phrase: str, rules: NoteRules) -> bool:
    words = phrase.casefold().split()
    return len(words) > 3 and (words[0] in ("a", "an") or not rules.places.isdisjoint(words))


def _names_reader(text: str, reading: _Reading) -> bool:
    """Whether a phrase still speaks of the reader by name, as of somebody else."""
    said = (reading.people.named(word.strip(",.:;")) for word in text.split() if word[:1].isupper())
    return any(contact is not None and reading.about_reader(contact) for contact in said)


def _owned(text: str, rules: NoteRules) -> str:
    """What is the user's, as somebody understands it who was not there."""
    first, blank, rest = text.partition(" ")
    return f"{rules.own_swap.get(first.casefold(), first)}{blank}{rest}"


def _slot(pattern: Pattern, phrase: str, reading: _Reading, who: Contact | None) -> str:
    """The pattern's slot, but for talk of the user's own, and for what the reader cannot be said to have said."""
    if pattern.slot in ("topic", "liked", "mine") and phrase.casefold().split()[0] in reading.rules.own:
        return _own_slot(phrase, reading.rules)
    bare_thing = reading.rules.definite and phrase.casefold().split()[0] not in (*reading.rules.determiners, "what")
    if pattern.slot == "liked" and bare_thing:
        return "topic"  # nobody says that they like "ownership"; they like to have talked about it
    if pattern.slot == "topic" and reading.rules.definite and phrase in reading.wording.terms.values():
        return "tech"
    return "heard" if pattern.slot == "told" and not reading.about_reader(who) else pattern.slot


def _perspective(word: str, pattern: Pattern, reading: _Reading) -> tuple[Contact | None, str | None]:
    """Who a clause is about, and the form that fits; no form where the word is no person at all."""
    if not word and "any" in pattern.forms:
        return reading.antecedent if len(reading.people.addressed) == 1 else None, pattern.forms["any"]
    if not word:
        # "Priya: showed me the dashboard"; without a label the reader, where nobody else was there.
        actor = reading.antecedent if reading.labelled else reading.people.only
        if actor is None:
            return None, pattern.forms.get("neutral")
        return actor, pattern.forms.get("you" if reading.about_reader(actor) else "named")
    folded = word.casefold()
    if folded in reading.rules.swap_they:
        return None, pattern.forms.get("you" if reading.people.insiders and not reading.people.others else "neutral")
    contact = reading.antecedent if folded in reading.rules.swap_she else reading.people.named(word)
    if contact is None:
        somebody = folded in reading.rules.swap_she or (word.istitle() and folded not in reading.rules.subjects)
        return None, pattern.forms.get("neutral") if somebody else None
    return contact, pattern.forms.get("you" if reading.about_reader(contact) else "named")


def _phrase(raw: str, pattern: Pattern, reading: _Reading) -> str | None:
    """The noun phrase or clause, cut to its core and turned towards the reader; None where that cannot be done."""
    core = _addressed(_core(raw, pattern, reading), reading)
    if core.casefold() in reading.rules.generic or not 1 <= len(core.split()) <= _PHRASE_WORDS:
        return None
    if pattern.slot in _NOUN_SLOTS:
        starts_badly = bool(reading.rules.definite) and core.casefold().split()[0] in reading.rules.not_first
        if starts_badly or has_verb(core, reading.rules):
            return None
        core = with_nouns(core, reading.wording.function_words) if reading.rules.nouns_capital else core
    only_verb = pattern.slot == "how" and " " not in core
    if reading.rules.nouns_capital and core.islower() and not only_verb:
        return None  # nouns that are not known to be nouns
    turned = turn(
        core, reading.rules, insiders=reading.people.insiders, reader=reading.about_reader(reading.antecedent)
    )
    if turned is None or not pattern.article:
        return turned
    # Behind a preposition the user's own grammar is as good as ours; a thing that somebody showed is a certain one.
    certain = reading.rules.definite if pattern.slot == "shown" else "{x}"
    return with_article(turned, reading.rules) or certain.format(x=turned)


def _whole(raw: str, reading: _Reading) -> str | None:
    """What the user said in a sentence of their own, as it stands; None where it speaks of somebody who is not named."""
    text = _addressed(strip_ends(raw, reading.rules), reading)
    short = 0 < len(text.split()) <= _SENTENCE_WORDS and len(text) <= _SENTENCE_CHARACTERS
    if not short or not reads_well(text) or (reading.rules.nouns_capital and text.islower()):
        return None
    return turn(text, reading.rules, insiders=reading.people.insiders, reader=reading.about_reader(reading.antecedent))


def _core(raw: str, pattern: Pattern, reading: _Reading) -> str:
    """Up to the first comma or relative clause, except where commas make a list ("Kafka, Flink and Druid")."""
    for word in reading.rules.cuts:
        raw = raw.split(f" {word} ")[0]
    parts = raw.rstrip(" ,").replace("，", ", ").split(", ")
    conjunctions = set(reading.rules.conjunctions)
    if len(parts) > 1 and conjunctions & set(parts[-1].split()) and not conjunctions & set(parts[0].split()):
        return strip_ends(", ".join(parts), reading.rules)
    if pattern.slot == "topic" and 1 < len(parts) <= 4 and all(len(part.split()) <= 3 for part in parts):
        return reading.wording.join(tuple(strip_ends(part, reading.rules) for part in parts))
    return strip_ends(parts[0], reading.rules)


def _addressed(phrase: str, reading: _Reading) -> str:
    """With a small article in front, and "your" where it says the reader's name ("Priya's way")."""
    words = phrase.split()
    if words and words[0].casefold() in reading.rules.determiners:
        words[0] = words[0].lower()
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


def _fragments(clause: str, body: str, reading: _Reading) -> Iterable[Specific]:
    """Bare things, as in "payments migration, on-call rotation"; a sentence that fits no pattern has none."""
    parts = re.split(r",|、|，| / | \+ |；", body)
    unread = False
    for part in parts:
        raw = strip_ends(part, reading.rules)
        text = _addressed(raw, reading)
        if is_sentence(raw, reading.rules):
            found = _first_match(clause, _matches(raw, reading) if len(parts) > 1 else (), reading)
            unread = found is None
            if found:
                yield found
        elif unread:
            continue  # "Camille m'a dit deux mots du site, lancement en mars" adds to what nobody understood
        elif is_nominal(text, reading.rules) and not _is_subject_phrase(text, reading):
            yield from _fragment(clause, text, reading)


def _is_subject_phrase(text: str, reading: _Reading) -> bool:
    """Whether it begins with somebody's name: then it says what that person did, in words that nobody foresaw."""
    return len(text.split()) > 1 and reading.people.named(text.split()[0]) is not None


def _fragment(clause: str, text: str, reading: _Reading) -> Iterable[Specific]:
    rules, person = reading.rules, reading.antecedent.key if reading.antecedent else None
    if text.casefold().split()[0] in rules.own:
        yield Specific(_own_slot(text, rules), _owned(text, rules), "note", clause, person)
        return
    turned = turn(text, rules, insiders=reading.people.insiders, reader=reading.about_reader(reading.antecedent))
    if turned is None or (rules.nouns_capital and turned.islower()) or _names_reader(turned, reading):
        return
    turned = with_nouns(turned, reading.wording.function_words) if rules.nouns_capital else turned
    first, _, rest = turned.partition(" ")
    if rest and reading.liked and first.casefold() in rules.accusative:
        turned = f"{rules.accusative[first.casefold()]} {rest}"
    elif rest and not reading.liked and first.casefold() in rules.strip_articles:
        turned = rest  # "das Thema Umbau der Plattform"
    thing = bare(turned, "note", clause, person, rules)
    if thing.slot == "topic" and rules.definite and thing.text in reading.wording.terms.values():
        thing = replace(thing, slot="tech")
    one_word = " " not in thing.text and thing.text.islower() and not (rules.definite or ideographic(thing.text))
    no_link = len(thing.text.split()) > 2 and reading.wording.function_words.isdisjoint(thing.text.casefold().split())
    verbless = rules.definite or rules.nouns_capital or ideographic(thing.text)
    loose = (
        thing.slot == "part" or one_word or (no_link and not verbless)
    )  # "tiring" may be a remark; behind "Topics:" it names something
    theirs = thing.text.casefold().split()[0] in rules.swap_they.values()
    if not (reading.labelled or reading.listing or theirs):
        return  # behind sentences, words without a verb are as likely a remark: "one hour by car"
    if reads_well(thing.text) and (not loose or reading.labelled):
        certain = ideographic(thing.text) or thing.text.casefold().split()[0] in rules.determiners
        liked = reading.liked and certain and thing.slot != "part"
        yield replace(thing, slot="liked" if liked else thing.slot, marked=reading.liked)
