"""Turning what a note says about people into what a letter says to them."""

from __future__ import annotations

import re

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.tidying import ideographic

_SHORT = 3
"""A word with more letters and an "s" behind them may be several things."""
_TOKEN = re.compile(r"\w+(?:['’]\w+|-\w+)*|\W+")
"""A word; "zij-instromers" is one."""


def turn(
    phrase: str, rules: NoteRules, *, insiders: bool, reader: bool, clause: bool = False, deed: bool = False
) -> str | None:
    """The phrase with third persons made second.

    `clause`: it is a sentence with a subject of its own, not a thing's name. `deed`: it is what the reader does something to.

    "They" are the reader's side when the reader is an insider; "she" and "he" are the reader when the clause is about the
    reader. A pronoun whose swap is "" cannot be turned. None where a pronoun would be left that the reader cannot resolve.
    """
    phrase = _swapped(phrase, rules, insiders=insiders)
    out: list[str] = []
    inflect = False
    parts = _TOKEN.findall(phrase)
    for i, part in enumerate(parts):
        word = part.casefold().replace("’", "'")
        if word in rules.swap_they:
            theirs = _theirs(parts, i, rules, insiders=insiders, clause=clause, deed=deed)
            if not theirs:
                return None
            out.append(theirs)
            inflect = False
        elif word in rules.swap_she or (word == "her" and "hers" in rules.swap_she):
            hers = _hers(parts, i, rules, reader=reader, clause=clause, deed=deed)
            if not hers:
                return None
            out.append(hers)
            inflect = word in ("she", "he")
        elif inflect and word.strip():
            out.append(_second_person(part, rules))
            inflect = False
        else:
            out.append(part)
    return "".join(out)


def _swapped(phrase: str, rules: NoteRules, *, insiders: bool) -> str:
    """With what a language swaps by whole phrases, or by the shape of the words behind a pronoun."""
    for theirs, yours in rules.swap_phrases.items() if insiders else ():
        if phrase.casefold().startswith(f"{theirs} "):
            phrase = yours + phrase[len(theirs) :]
    for shape, yours in rules.swap_shaped if insiders else ():
        phrase = shape.sub(yours, phrase, count=1)
    for theirs, yours in rules.swap_anywhere.items():
        phrase = phrase.replace(theirs, yours)
    return phrase


def _hers(parts: list[str], i: int, rules: NoteRules, *, reader: bool, clause: bool, deed: bool) -> str | None:
    """What a single person's pronoun is to the reader; as it stands where it means the subject that a sentence names."""
    word = parts[i].casefold().replace("’", "'")
    if clause and i and word not in rules.subjects and _named_subject("".join(parts), rules):
        return parts[i]  # "chaque résident choisit l'heure de son lever"
    apart = i and not clause and not deed and word not in rules.subjects and rules.nouns_capital
    if not reader or apart:
        return None  # "das Schloss und seine Geschichte"
    return _her(parts, i, rules) if word == "her" else rules.swap_she[word]


def _named_subject(phrase: str, rules: NoteRules) -> bool:
    """Whether a sentence is about something that it names first, rather than about "them" or the reader."""
    first = next(iter(_from_subject(phrase.casefold().replace("’", "'").split(), rules)), "")
    return first in rules.determiners and first not in rules.swap_they


def _from_subject(words: list[str], rules: NoteRules) -> list[str]:
    """A clause's words from its subject on, without the "that" or "how" in front."""
    openers = {*rules.that, *(rules.subordinators - rules.determiners)}
    start = next((i for i, word in enumerate(words) if word not in openers), len(words))
    return words[start:]


def from_their_side(phrase: str, rules: NoteRules) -> str | None:
    """What the company says of itself, said to it: "our move" becomes "your move". None where that cannot be done."""
    out: list[str] = []
    for part in _TOKEN.findall(phrase):
        turned = rules.swap_ours.get(part.casefold(), part)
        if not turned:
            return None
        out.append(turned)
    said = "".join(out)
    for ours, theirs in rules.swap_ours.items() if ideographic(phrase) else ():
        said = said.replace(ours, theirs)
    return said


def _theirs(parts: list[str], i: int, rules: NoteRules, *, insiders: bool, clause: bool, deed: bool) -> str:
    """A pronoun as it is said to the reader; as it stands where it means people named before it; "" where that is not clear."""
    word = parts[i].casefold().replace("’", "'")
    following = parts[i + 2].casefold() if i + 2 < len(parts) else ""
    article = clause and word in rules.determiners and word in rules.subjects
    if article and rules.persons and rules.persons.fullmatch(following):
        return parts[i]  # "att de boende bakar": an article
    if (
        (clause or deed)
        and word.split("'")[0] in rules.subjects
        and rules.others
        and rules.others.search("".join(parts[:i]))
    ):
        return ""  # "every customer a week later to check they are happy"
    if word in rules.objects and any(
        part[-1:] == "s" and part[-2:] != "ss" and len(part) > _SHORT for part in parts[:i]
    ):
        return parts[i]
    if (clause or deed) and word in rules.objects:
        return ""  # "he writes them up as comics": something named before this phrase
    owned = _other_owner(parts[:i], rules, clause=clause) if word not in rules.subjects else None
    if owned is not None:
        return parts[i] if owned or _own(parts, i) else ""
    if clause and i and word not in rules.subjects and _named_subject("".join(parts), rules):
        return ""  # "the head gardener chose their roses": whose they are, the reader cannot know
    return rules.swap_they[word] if insiders else ""


def _other_owner(before: list[str], rules: NoteRules, *, clause: bool) -> bool | None:
    """Whether a verb says that a pronoun means people named in front of it; None where nobody is named there."""
    words = _from_subject([part.casefold() for part in before if part.strip()], rules)
    first = next((word for word in words if word not in rules.determiners), "")
    if rules.persons and rules.persons.fullmatch(first) and first not in rules.swap_they:
        return True  # "apprentices get their own tools"
    each = rules.asked.each if clause else None
    if words and each is not None and each.match(" ".join(words)):
        return True  # "every player has a veto over their own return"
    several = clause and rules.several and rules.several.match(" ".join(words) + " ")
    if several and words[0] not in rules.swap_they:
        return True  # "the teams plan their routes"
    people = [i for i, word in enumerate(words) if i and rules.persons and rules.persons.fullmatch(word)]
    return any(word in rules.causatives for word in words[: people[-1]]) if people else None


def _own(parts: list[str], i: int) -> bool:
    return i + 2 < len(parts) and parts[i + 2].casefold() in ("own", "eigen", "eigene", "eigenen", "egen", "egna")


def _her(parts: list[str], i: int, rules: NoteRules) -> str:
    """ "Her" is a possessive in front of a noun, else the object of a verb."""
    following = parts[i + 2].casefold() if i + 2 < len(parts) and not parts[i + 1].strip() else ""
    return "your" if following and following not in rules.prepositions else "you"


def _second_person(verb: str, rules: NoteRules) -> str:
    word = verb.casefold()
    if word in rules.swap_verbs:
        return rules.swap_verbs[word]
    if word.endswith("ies") and len(word) > 4:
        return verb[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return verb[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        return verb[:-1]
    return verb
