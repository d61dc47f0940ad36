"""What a pattern makes of a clause that it fits: whose deed it is, and what that is to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.noteshapes import Pattern, agreeing
from followbot.domain.letters.specifics import MINE, Specific, gendered, reads_well
from followbot.domain.letters.turning import Reading, cut, inside, names_reader, own_slot, owned, sentence
from followbot.domain.model import Contact

_CLAUSE_SLOTS = frozenset({"told", "heard", "liked_that", "did", "same", "own_how", "mine", "liked", "thing", "how"})
"""Slots whose phrase begins with a verb, a pronoun or a little word, never with a name."""

OF_ALL = frozenset({"told", "heard", "detail", "liked_that"})
"""What is said of the whole house, so that everybody of a panel may hear of it."""


def matches(body: str, reading: Reading) -> list[tuple[Pattern, re.Match[str]]]:
    """The patterns that fit a clause; "my work on the ledger" is nobody's work, so a pattern about people does not fit it."""
    fitting = (p for p in reading.rules.patterns if reading.liked or not p.liked)
    found = ((p, m) for p in fitting if (m := p.match.match(body)))
    return [(p, m) for p, m in found if _may_be_person(m.groupdict().get("who") or "", reading)]


def _may_be_person(word: str, reading: Reading) -> bool:
    folded, rules = word.casefold(), reading.rules
    known = folded in rules.swap_they or folded in rules.swap_she or reading.people.named(word) is not None
    return not word or known or (word.istitle() and folded not in rules.determiners)


def first_match(clause: str, matches: Iterable[tuple[Pattern, re.Match[str]]], reading: Reading) -> Specific | None:
    return next((s for p, m in matches if (s := _from_match(clause, p, m, reading))), None)


def _from_match(clause: str, pattern: Pattern, match: re.Match[str], reading: Reading) -> Specific | None:
    groups = {name: value or "" for name, value in match.groupdict().items()}  # a form may name what a clause left out
    if reading.rules.nouns_capital and groups.get("verb", "")[:1].isupper() and match.start("verb"):
        return None  # "Ihr Lichterfest am Kanal"
    who, form = _perspective(groups.get("who", ""), pattern, reading)
    if form is None:
        return None
    begins = match.start("x") == 0 and pattern.slot in _CLAUSE_SLOTS
    phrase = sentence(groups["x"], reading) if pattern.whole else cut(groups["x"], pattern, reading)
    verb = _verb(groups.get("verb", "").lower(), pattern, reading.rules)
    if phrase is None or verb is None:
        return None
    phrase = inside(phrase, reading) if begins else phrase
    if pattern.gendered:
        named = gendered(phrase, reading.rules)
        if named is None:
            return None
        phrase = named
    phrase = agreeing(phrase, pattern.agree, reading.rules.tellings) if pattern.agree is not None else phrase
    groups = {"link": "", **groups, "verb": verb, "x": phrase}
    if form.startswith("{x} ") and phrase.split()[0] == reading.rules.swap_they.get("their"):
        form = "{x}"  # "your dashboard", not "your dashboard you showed me"
    if (
        groups["link"]
        and match.start("link") == 0
        and groups["link"].split()[0].casefold() in reading.rules.prepositions | reading.rules.determiners
    ):
        groups["link"] = groups["link"][:1].lower() + groups["link"][1:]
    groups["who"] = next(iter(who.name.split()), "") if who else ""
    slot = _slot(pattern, phrase, reading, who)
    if pattern.deep and who is not None and reading.about_reader(who):
        slot, form = "showed", pattern.deep
    if names_reader(phrase, reading):
        return None
    text = owned(form.format(**groups), reading.rules) if slot in ("mine", "story") else form.format(**groups)
    opens = reading.rules.names_first and not reading.labelled and clause[:2] == text[:2]
    text = inside(text, reading, opens=opens) if form.startswith("{link}") or reading.rules.names_first else text
    loved = pattern.loved
    found = Specific(slot, text, "note", clause, who.key if who else None, marked=loved, loved=loved)
    return found if reads_well(text) else None


def _verb(typed: str, pattern: Pattern, rules: NoteRules) -> str | None:
    """The verb as our sentences take it, None where no such form is known."""
    return rules.participles.get(typed) if typed and rules.participles and pattern.slot == "told" else typed


def _slot(pattern: Pattern, phrase: str, reading: Reading, who: Contact | None) -> str:
    """The pattern's slot, but for talk of the user's own, and for what the reader cannot be said to have said."""
    if pattern.slot in ("topic", "liked", "mine") and phrase.casefold().split()[0] in reading.rules.own:
        return own_slot(phrase, reading.rules)
    bare_thing = reading.rules.definite and phrase.casefold().split()[0] not in (*reading.rules.determiners, "what")
    if pattern.slot == "liked" and bare_thing:
        return "topic"  # nobody says that they like "ownership"; they like to have talked about it
    if pattern.slot == "topic" and reading.rules.definite and phrase in reading.wording.terms.values():
        return "tech"
    return "heard" if pattern.slot == "told" and not reading.about_reader(who) else pattern.slot


def _perspective(word: str, pattern: Pattern, reading: Reading) -> tuple[Contact | None, str | None]:
    """Who a clause is about, and the form that fits; no form where the word is no person at all."""
    if not word and "any" in pattern.forms:
        of_all = pattern.slot in (*OF_ALL, *MINE, "liked") and reading.people.only is None
        somebody = reading.labelled or (len(reading.people.addressed) == 1 and not of_all)
        return reading.antecedent if somebody else None, pattern.forms["any"]
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
        named = word.istitle() and folded not in reading.rules.subjects and not reading.rules.names_first
        somebody = folded in reading.rules.swap_she or named  # a Turkish sentence may begin with any word
        return None, pattern.forms.get("neutral") if somebody else None
    return contact, pattern.forms.get("you" if reading.about_reader(contact) else "named")
