"""Reading the user's notes.

A note is written to oneself. So only clauses of a known, harmless shape become phrases, with the grammar turned towards the
reader ("she showed me the dashboard" becomes "the dashboard you showed me"); everything private, negative or unclear stays
where it is. The shapes are data (`rules/drafting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from followbot.domain.model import Contact
from followbot.domain.pronouns import turn
from followbot.domain.specifics import (
    BRACKETS,
    FORBIDDEN,
    Specific,
    bare,
    is_sentence,
    is_short,
    strip_ends,
    with_article,
)
from followbot.domain.tidying import ideographic, tidy
from followbot.domain.wording import NoteRules, Pattern, Wording

NOTE_MAX = 8_000
"""Characters of a note that are read; far more than anybody types on a phone."""
_CLAUSE_MAX = 240
_PHRASE_WORDS = 14

_SENTENCE = re.compile(
    r"(?:(?<=[.!?;。！？；])(?<!\be\.g\.)(?<!\bi\.e\.)(?:\s+|(?<=[。！？；])))|[\n\r]+|\s[–—]\s|\s-\s"
)
_BULLET = re.compile(r"^[\s>*•·–—\-]+|^\s*\d{1,2}[.)]\s+")
_WORDS = re.compile(r"[^\W\d_][\w.+#]*\w|[^\W\d_]")
_NOT_WORD = re.compile(r"[^\w'-]+")


@dataclass(frozen=True, slots=True)
class People:
    """Who is written to, and who else was there. Outsiders (an agency's recruiter) are not "you" when notes say "they"."""

    addressed: tuple[Contact, ...]
    others: tuple[Contact, ...] = ()
    insiders: bool = True

    def named(self, name: str) -> Contact | None:
        """The one contact that a word or two of a note name, None where nobody or several people fit."""
        wanted = name.casefold().removesuffix("'s").removesuffix("’s")
        fitting = [c for c in (*self.addressed, *self.others) if wanted in _names(c)]
        return fitting[0] if len(fitting) == 1 else None

    @property
    def only(self) -> Contact | None:
        """The addressee, if nobody else was there."""
        return self.addressed[0] if len(self.addressed) == 1 and not self.others else None


def _names(contact: Contact) -> frozenset[str]:
    words = contact.name.replace(",", " ").casefold().split()
    return frozenset({*words, " ".join(words)} - {""})


def read_notes(
    texts: Iterable[str], people: People, wording: Wording, others: Mapping[str, Wording]
) -> tuple[Specific, ...]:
    """Everything usable in the notes, in their order, once each. A note in another language lends its proper names only."""
    found: dict[str, Specific] = {}
    for text in texts:
        written = written_in(text[:NOTE_MAX], others)
        if written in (None, wording):
            usable = _read_note(text[:NOTE_MAX], people, wording)
        else:
            usable = _terms(text[:NOTE_MAX], people, wording, written)
        for specific in usable:
            found.setdefault(specific.text.casefold(), specific)
    return tuple(found.values())


def missed(texts: Iterable[str], people: People, wordings: Mapping[str, Wording]) -> bool:
    """Whether a note, in whatever language, says that the person written to did not come to the interview."""
    for text in texts:
        for sentence in _SENTENCE.split(text[:NOTE_MAX]):
            said = f" {_NOT_WORD.sub(' ', (sentence or '').casefold().replace('’', chr(39)))} "
            absent = any(_says(said, words) for wording in wordings.values() for words in wording.notes.missed)
            named = _antecedent(sentence or "", people)
            if absent and (named is None or named in people.addressed):
                return True
    return False


def written_in(text: str, wordings: Mapping[str, Wording]) -> Wording | None:
    """The language whose little words a text uses most; None where too few tell."""
    words = _WORDS.findall(text.casefold())
    scores: dict[str, int] = {}
    for language, wording in wordings.items():
        if wording.unit == "characters":
            scores[language] = sum(text.count(little) for little in wording.function_words)
        else:
            scores[language] = sum(word in wording.function_words for word in words)
    best = max(scores, key=lambda language: scores[language], default="")
    clear = best and scores[best] >= 2 and list(scores.values()).count(scores[best]) == 1
    return wordings[best] if clear else None


def _terms(text: str, people: People, wording: Wording, written: Wording | None) -> Iterable[Specific]:
    """Names of products and the like, which are the same in every language."""
    if written is None or not written.name_case:
        return
    for sentence in _SENTENCE.split(text):
        if not _usable(sentence or "", written.notes):
            continue
        for word in _WORDS.findall(sentence)[1:]:
            known = people.named(word) or word.casefold() in _calendar(written) or len(word) < 3
            if word[:1].isupper() and not known and word.casefold() not in written.function_words:
                yield bare(word, "note", sentence.strip()[:_CLAUSE_MAX], None, wording.notes)


def _calendar(wording: Wording) -> frozenset[str]:
    return frozenset(name.casefold() for name in (*wording.days.weekdays, *wording.days.months))


def _read_note(text: str, people: People, wording: Wording) -> Iterable[Specific]:
    antecedent: Contact | None = people.only
    for clause in _clauses(text, people, wording.notes):
        antecedent = _antecedent(clause, people) or antecedent
        if not _usable(clause, wording.notes):
            continue
        for specific in _read_clause(clause, _Reading(people, antecedent, wording)):
            yield from _attributed(specific, people)


def _attributed(specific: Specific, people: People) -> Iterable[Specific]:
    """With the person whom the phrase itself names; a phrase that is nothing but a name says nothing."""
    named = [people.named(word.strip(",.:;")) for word in specific.text.split() if word[:1].isupper()]
    if len(specific.text.split()) <= 2 and any(named):
        return
    somebody = next((c for c in named if c is not None and c not in people.addressed), None)
    yield replace(specific, person=somebody.key) if somebody else specific


def _clauses(text: str, people: People, rules: NoteRules) -> Iterable[str]:
    for sentence in _SENTENCE.split(text):
        words = BRACKETS.sub("", _BULLET.sub("", tidy(sentence or "", 2_000))).split()
        written_out = [rules.short.get(word.casefold(), word) for word in words]
        yield from (c for c in _split_clauses(written_out, people, rules) if c)


def _split_clauses(words: list[str], people: People, rules: NoteRules) -> list[str]:
    """Split where a new subject, a new verb of the same subject, or another matter begins."""
    start, parts, subject = 0, [], ""
    for i in range(1, len(words)):
        before = words[i - 1].casefold()
        joined = before in rules.conjunctions
        opens = (joined and i - start > 2) or before.endswith(",")
        if opens and _is_subject(words[i], people, rules):
            prefix, subject = subject, ""
        elif joined and words[i].casefold() in rules.verbs:
            prefix, subject = subject, subject or words[start] + " "
        elif joined and words[i].casefold() in rules.turns and "between" not in words[start:i]:
            prefix, subject = subject, ""
        else:
            continue
        parts.append(prefix + " ".join(words[start : i - 1 if joined else i]))
        start = i
    parts.append(subject + " ".join(words[start:]))
    return [strip_ends(part, rules) for part in parts]


def _is_subject(word: str, people: People, rules: NoteRules) -> bool:
    if word.rstrip(",").endswith(("'s", "’s")) and word[:1].isupper():
        return False  # "Ellen's plan" is about a plan
    bare_word = word.casefold().rstrip(",:").split("'")[0].split("’")[0]
    return bare_word in rules.subjects or (word[:1].isupper() and people.named(word.rstrip(",:")) is not None)


def _antecedent(clause: str, people: People) -> Contact | None:
    for word in clause.split()[:4]:
        contact = people.named(word.strip(",:")) if word[:1].isupper() else None
        if contact is not None:
            return contact
    return None


def _usable(clause: str, rules: NoteRules) -> bool:
    if not clause or len(clause) > _CLAUSE_MAX or FORBIDDEN.search(clause):
        return False
    words = _NOT_WORD.sub(" ", clause.casefold().replace("’", "'"))
    return not any(_says(f" {words} ", word) for word in (*rules.private, *rules.chores))


def _says(padded: str, word: str) -> bool:
    """Whether a word occurs; with "*" behind it, whether one begins with it; without spaces between words, anywhere."""
    if ideographic(word):
        return word in padded
    return f" {word[:-1]}" in padded if word.endswith("*") else f" {word} " in padded


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one clause is read against."""

    people: People
    antecedent: Contact | None
    wording: Wording
    liked: bool = False
    """The clause answers "What excited you?"."""

    @property
    def rules(self) -> NoteRules:
        return self.wording.notes

    def about_reader(self, contact: Contact | None) -> bool:
        return contact is not None and contact in self.people.addressed and len(self.people.addressed) == 1


def _read_clause(clause: str, reading: _Reading) -> Iterable[Specific]:
    """What the first fitting pattern makes of a clause; a clause that fits none may be a list of bare things."""
    body, reading = _unlabelled(clause, reading)
    matches = [(p, m) for p in reading.rules.patterns if (m := p.match.match(body))]
    for pattern, match in matches:
        specific = _from_match(clause, pattern, match, reading)
        if specific:
            yield specific
            return
    if not matches:
        yield from _fragments(clause, body, reading)


def _unlabelled(clause: str, reading: _Reading) -> tuple[str, _Reading]:
    """The clause without "Topics:", "Excited about:" or "Priya:" in front, and what the label says of it."""
    label, colon, rest = clause.replace("：", ":").partition(":")
    if not colon or len(label) > 40:
        return clause, reading
    folded = label.casefold().strip()
    contact = reading.people.named(label.strip())
    if folded in reading.rules.liked_labels:
        return rest.strip(), replace(reading, liked=True)
    if folded in reading.rules.labels or contact:
        return rest.strip(), replace(reading, antecedent=contact or reading.antecedent)
    return clause, reading


def _from_match(clause: str, pattern: Pattern, match: re.Match[str], reading: _Reading) -> Specific | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    who, form = _perspective(groups.get("who", ""), pattern, reading)
    if form is None:
        return None
    phrase = _phrase(groups["x"], pattern, reading)
    if phrase is None:
        return None
    groups = {"link": "", **groups, "verb": groups.get("verb", "").lower(), "x": phrase}
    if form.startswith("{x} you") and phrase.split()[0] == reading.rules.swap_they.get("their"):
        form = "{x}"  # "your dashboard", not "your dashboard you showed me"
    groups["who"] = who.name.split()[0] if who else ""
    slot = _slot(pattern, phrase, reading, who)
    return Specific(slot, form.format(**groups), "note", clause, who.key if who else None)


def _slot(pattern: Pattern, phrase: str, reading: _Reading, who: Contact | None) -> str:
    """The pattern's slot, but for talk of the user's own, and for what the reader cannot be said to have said."""
    if pattern.slot in ("topic", "liked") and phrase.casefold().split()[0] in reading.rules.own:
        return "mine"
    return "heard" if pattern.slot == "told" and not reading.about_reader(who) else pattern.slot


def _perspective(word: str, pattern: Pattern, reading: _Reading) -> tuple[Contact | None, str | None]:
    """Who a clause is about, and the form that fits; no form where the word is no person at all."""
    if not word:
        return reading.antecedent if len(reading.people.addressed) == 1 else None, pattern.forms.get("any")
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
    turned = turn(
        core, reading.rules, insiders=reading.people.insiders, reader=reading.about_reader(reading.antecedent)
    )
    if turned is None or not pattern.article:
        return turned
    # Behind a preposition the user's own grammar is as good as ours; a thing that somebody showed is a certain one.
    certain = reading.rules.definite if pattern.slot == "shown" else "{x}"
    return with_article(turned, reading.rules) or certain.format(x=turned)


def _core(raw: str, pattern: Pattern, reading: _Reading) -> str:
    """Up to the first comma or relative clause, except where commas make a list ("Kafka, Flink and Druid")."""
    parts = raw.split(" which ")[0].rstrip(" ,").split(", ")
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
    return " ".join(words)


def _fragments(clause: str, body: str, reading: _Reading) -> Iterable[Specific]:
    """Bare things, as in "payments migration, on-call rotation"; a sentence that fits no pattern has none."""
    if is_sentence(body, reading.rules):
        return
    for part in re.split(r",|、|，| / | \+ |；", body):
        text = _addressed(strip_ends(part, reading.rules), reading)
        words = text.casefold().split()
        if not is_short(text) or text.casefold() in reading.rules.generic:
            continue
        if (
            words[0][:1].isdigit()
            or ":" in text
            or not any(ch.isalpha() for ch in text)
            or reading.rules.empty.issuperset(words)
            or words[0] in reading.rules.intensifiers
        ):
            continue
        person = reading.antecedent.key if reading.antecedent else None
        if words[0] in reading.rules.own:
            yield Specific("mine", text, "note", clause, person)
        else:
            thing = bare(text, "note", clause, person, reading.rules)
            yield replace(thing, slot="liked") if reading.liked and thing.slot != "part" else thing
