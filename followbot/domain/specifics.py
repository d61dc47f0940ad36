"""Things that a letter can name: phrases with their grammar, and the span of evidence that each comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from followbot.domain.pronouns import from_their_side
from followbot.domain.tidying import ideographic, tidy
from followbot.domain.wording import NoteRules, Wording

MINE = ("mine", "said", "did")
"""Slots of what the user has to say."""
_WORDS_MAX = 8
_CHARACTERS_MAX = 24
"""What is longer than this many words (in scripts without spaces: characters) is not the name of a thing."""

FORBIDDEN = re.compile(r"https?:|www\.|@|[<>{}\[\]|\\^~`#$€£¥]|\d{1,2}:\d\d|\bhttp", re.IGNORECASE)
"""Signs of addresses, times, money, markup: a phrase with one of them is never used."""
BRACKETS = re.compile(r"\s*[(（][^()（）]{0,120}[)）]")


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


def strip_ends(clause: str, rules: NoteRules) -> str:
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


def is_sentence(text: str, rules: NoteRules) -> bool:
    words = {w.casefold().strip(".,:").split("'")[0].split("’")[0] for w in text.split()}
    return bool(rules.finite & words) or any(ideographic(f) and f in text for f in rules.finite)


def is_short(text: str) -> bool:
    """Whether a text is as short as the name of a thing."""
    return 0 < len(text) <= (_CHARACTERS_MAX if ideographic(text) else 80) and 0 < len(text.split()) <= _WORDS_MAX


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
    if _plural(head):
        return phrase
    if head in rules.countable or words[-1].casefold() in rules.countable:
        return rules.definite.format(x=phrase)
    if first.endswith("ing") or head in rules.mass or (len(words) == 1 and not phrase.islower()):
        return phrase
    if head.endswith(("tion", "ment", "sis", "ology")):
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
        text = strip_ends(BRACKETS.sub("", tidy(phrase, 300)), wording.notes)
        label, colon, rest = text.replace("：", ":").partition(":")
        if colon and len(label) <= 24:
            text = strip_ends(rest, wording.notes)
        said = from_their_side(text, wording.notes)
        if said and planned(text, wording.notes):
            thing = bare(said, "invitation", phrase[:300], None, wording.notes)
            found.setdefault(text.casefold(), replace(thing, slot=f"planned_{thing.slot}"))
    return tuple(found.values())


def planned(text: str, rules: NoteRules) -> bool:
    """Whether the words name a topic: short, without addresses or times, and not part of every agenda."""
    if not is_short(text) or FORBIDDEN.search(text) or not any(c.isalpha() for c in text):
        return False
    return text.casefold() not in rules.generic and not is_sentence(text, rules)
