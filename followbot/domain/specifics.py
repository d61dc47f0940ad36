"""What a letter may say of the interview: phrases out of notes and invitations, each with the span that it comes from.

A note is written to oneself. So only clauses of a known, harmless shape become phrases, with the grammar turned towards the
reader ("she showed me the dashboard" becomes "the dashboard you showed me"); everything private, negative or unclear stays
where it is. The shapes are data (`rules/drafting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from followbot.domain.model import Contact
from followbot.domain.pronouns import turn
from followbot.domain.tidying import tidy
from followbot.domain.wording import NoteRules, Pattern, Wording

MINE = ("mine", "said", "did")
"""Slots of what the user has to say."""

NOTE_MAX = 8_000
"""Characters of a note that are read; far more than anybody types on a phone."""
_CLAUSE_MAX = 240
_PHRASE_WORDS = 14
_FRAGMENT_WORDS = 8

_SENTENCE = re.compile(
    r"(?:(?<=[.!?;。！？；])(?<!\be\.g\.)(?<!\bi\.e\.)(?:\s+|(?<=[。！？；])))|[\n\r]+|\s[–—]\s|\s-\s"
)
_BULLET = re.compile(r"^[\s>*•·–—\-]+|^\s*\d{1,2}[.)]\s+")
_FORBIDDEN = re.compile(r"https?:|www\.|@|[<>{}\[\]|\\^~`#$€£¥]|\d{1,2}:\d\d|\bhttp", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]{0,120}\)")
_NOT_WORD = re.compile(r"[^\w'-]+")
_IDEOGRAPHIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a phrase of a letter comes from: "note", "invitation", "profile" or "calendar", and the words there."""

    phrase: str
    origin: str
    span: str = ""


@dataclass(frozen=True, slots=True)
class Specific:
    """One thing that a letter can say. `slot` names its grammatical form, `person` the contact key it is about."""

    slot: str
    text: str
    origin: str
    span: str
    person: str | None = None

    @property
    def mine(self) -> bool:
        """Whether it is the user's own part, not theirs."""
        return self.slot in MINE

    @property
    def source(self) -> Source:
        return Source(self.text, self.origin, self.span)


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


# --- notes ----------------------------------------------------------------------------------------------------------


def read_notes(texts: Iterable[str], people: People, wording: Wording) -> tuple[Specific, ...]:
    """Everything usable in the notes, in their order, once each."""
    found: dict[str, Specific] = {}
    for text in texts:
        if not _same_language(text[:NOTE_MAX], wording):
            continue
        for specific in _read_note(text[:NOTE_MAX], people, wording):
            found.setdefault(specific.text.casefold(), specific)
    return tuple(found.values())


def _same_language(text: str, wording: Wording) -> bool:
    """Whether a note can be woven into letters of this language. Ideographs decide by themselves; see `lint` for the rest."""
    return bool(_IDEOGRAPHIC.search(text)) == (wording.unit == "characters") or not _IDEOGRAPHIC.search(text)


def _read_note(text: str, people: People, wording: Wording) -> Iterable[Specific]:
    antecedent: Contact | None = people.only
    for clause in _clauses(text, people, wording.notes):
        antecedent = _antecedent(clause, people) or antecedent
        if not _usable(clause, wording.notes):
            continue
        yield from _read_clause(clause, _Reading(people, antecedent, wording.notes))


def _clauses(text: str, people: People, rules: NoteRules) -> Iterable[str]:
    for sentence in _SENTENCE.split(text):
        words = _BRACKETS.sub("", _BULLET.sub("", tidy(sentence or "", 2_000))).split()
        written_out = [rules.short.get(word.casefold(), word) for word in words]
        yield from (c for c in _split_clauses(written_out, people, rules) if c)


def _split_clauses(words: list[str], people: People, rules: NoteRules) -> list[str]:
    """Split where a new subject, a new verb of the same subject, or another matter begins."""
    start, parts, subject = 0, [], ""
    for i in range(1, len(words)):
        before = words[i - 1].casefold()
        joined = before in rules.conjunctions
        opens = joined or before.endswith((",", ":"))
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
    return [_strip_ends(part, rules) for part in parts]


def _is_subject(word: str, people: People, rules: NoteRules) -> bool:
    bare_word = word.casefold().rstrip(",:").split("'")[0].split("’")[0]
    return bare_word in rules.subjects or (word[:1].isupper() and people.named(word.rstrip(",:")) is not None)


def _strip_ends(clause: str, rules: NoteRules) -> str:
    """Without filler words in front, remarks behind, and stops on either side."""
    text = clause.strip(" ,;:.!?…-–—\"'“”„«»。、！？；：")
    changed = True
    while changed and text:
        changed = False
        folded = text.casefold()
        for filler in rules.fillers:
            if folded.startswith(filler + " "):
                text, changed = text[len(filler) :].lstrip(" ,"), True
                break
        for tail in rules.tails:
            if folded.endswith((" " + tail, "," + tail)):
                text, changed = text[: len(text) - len(tail)].rstrip(" ,;-"), True
                break
    return text


def _antecedent(clause: str, people: People) -> Contact | None:
    for word in clause.split()[:4]:
        contact = people.named(word.strip(",:")) if word[:1].isupper() else None
        if contact is not None:
            return contact
    return None


def _usable(clause: str, rules: NoteRules) -> bool:
    if not clause or len(clause) > _CLAUSE_MAX or _FORBIDDEN.search(clause):
        return False
    words = _NOT_WORD.sub(" ", clause.casefold().replace("’", "'"))
    padded = f" {words} "
    return not any(f" {word} " in padded for word in (*rules.private, *rules.chores))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one clause is read against."""

    people: People
    antecedent: Contact | None
    rules: NoteRules
    liked: bool = False
    """The clause answers "What excited you?"."""

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
    label, colon, rest = clause.partition(":")
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
    groups = {"link": "", **groups, "x": phrase}
    if form.startswith("{x} you") and phrase.split()[0] == reading.rules.swap_they.get("their"):
        form = "{x}"  # "your dashboard", not "your dashboard you showed me"
    groups["who"] = who.name.split()[0] if who else ""
    slot = (
        "mine" if pattern.slot in ("topic", "liked") and phrase.casefold().split()[0] in ("my", "our") else pattern.slot
    )
    return Specific(slot, form.format(**groups), "note", clause, who.key if who else None)


def _slot(pattern: Pattern, phrase: str, about_reader: bool) -> str:
    """The pattern's slot, but for talk of the user's own, and for what the reader cannot be said to have said."""
    if pattern.slot in ("topic", "liked") and phrase.casefold().split()[0] in ("my", "our"):
        return "mine"
    return "heard" if pattern.slot == "told" and not about_reader else pattern.slot


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
    core = _core(raw, reading.rules)
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


def _core(raw: str, rules: NoteRules) -> str:
    """Up to the first comma, except where commas make a list ("Kafka, Flink and Druid")."""
    parts = raw.split(", ")
    listed = (
        len(parts) > 1
        and set(parts[-1].split()) & set(rules.conjunctions)
        and not set(parts[0].split()) & set(rules.conjunctions)
    )
    return _strip_ends(raw if listed else parts[0], rules)


def _fragments(clause: str, body: str, reading: _Reading) -> Iterable[Specific]:
    """Bare things, as in "payments migration, on-call rotation"; a sentence that fits no pattern has none."""
    if reading.rules.finite & {w.casefold().strip(".,:").split("'")[0].split("’")[0] for w in body.split()}:
        return
    for part in re.split(r",|、|，| / | \+ |；", body):
        text = _strip_ends(part, reading.rules)
        words = text.casefold().split()
        if not 1 <= len(words) <= _FRAGMENT_WORDS or text.casefold() in reading.rules.generic:
            continue
        if (
            words[0][:1].isdigit()
            or ":" in text
            or not any(ch.isalpha() for ch in text)
            or reading.rules.empty.issuperset(words)
        ):
            continue
        person = reading.antecedent.key if reading.antecedent else None
        if words[0] in ("my", "our"):
            yield Specific("mine", text, "note", clause, person)
        else:
            thing = bare(text, "note", clause, person, reading.rules)
            yield replace(thing, slot="liked") if reading.liked and thing.slot != "part" else thing


# --- things without a sentence --------------------------------------------------------------------------------------


def bare(text: str, origin: str, span: str, person: str | None, rules: NoteRules) -> Specific:
    """A thing that was only named: with its article where that is certain, else for use in front of a noun."""
    complete = with_article(text, rules)
    if rules.definite and complete is None:
        return Specific("part", text, origin, span, person)
    return Specific("topic" if rules.definite else "thing", complete or text, origin, span, person)


def with_article(phrase: str, rules: NoteRules) -> str | None:
    """The phrase as it stands behind a preposition, None where that takes knowledge of the noun that we lack."""
    words = phrase.split()
    first = words[0].casefold()
    if not rules.definite or first in rules.determiners or first.endswith(("'s", "’s")) or first.isdigit():
        return phrase
    head = _head(words, rules)
    if first.endswith("ing") or head in rules.mass or _plural(head) or (len(words) == 1 and not phrase.islower()):
        return phrase
    if (
        head in rules.countable
        or words[-1].casefold() in rules.countable
        or head.endswith(("tion", "ment", "sis", "ology"))
    ):
        return rules.definite.format(x=phrase)
    return None


def _head(words: list[str], rules: NoteRules) -> str:
    """The last word before the first preposition: what the phrase is about, in English word order."""
    for i, word in enumerate(words):
        if i and word.casefold() in rules.prepositions:
            return words[i - 1].casefold()
    return words[-1].casefold()


def _plural(head: str) -> bool:
    return len(head) > 3 and head.endswith("s") and not head.endswith(("ss", "us", "is", "ics"))


# --- invitations ----------------------------------------------------------------------------------------------------


def read_invitation(phrases: Iterable[str], wording: Wording) -> tuple[Specific, ...]:
    """The usable among the invitation's own phrases: planned topics, so a letter says no more than that they were one."""
    found: dict[str, Specific] = {}
    for phrase in phrases:
        text = _strip_ends(_BRACKETS.sub("", tidy(phrase, 300)), wording.notes)
        label, colon, rest = text.partition(":")
        if colon and len(label) <= 24:
            text = _strip_ends(rest, wording.notes)
        if planned(text, wording.notes):
            thing = bare(text, "invitation", phrase[:300], None, wording.notes)
            found.setdefault(text.casefold(), replace(thing, slot=f"planned_{thing.slot}"))
    return tuple(found.values())


def planned(text: str, rules: NoteRules) -> bool:
    """Whether the words name a topic: short, without addresses or times, and not part of every agenda."""
    words = text.casefold().split()
    if not words or len(words) > _FRAGMENT_WORDS or len(text) > 80 or _FORBIDDEN.search(text):
        return False
    return text.casefold() not in rules.generic and not rules.finite & set(words) and any(c.isalpha() for c in text)
