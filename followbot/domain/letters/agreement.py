"""Whether the verb that closes a clause goes with the reader, in a language whose verb stands last behind "that".

"She has five apprentices" is said to her as "you have": where "sie" becomes "Sie", the verb at the end becomes one of several.
Where its form is not certain, nothing is told.
"""

from __future__ import annotations

import re

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.noteshapes import Tellings

_LEAST = 3
"""Fewer words are no clause: somebody, something, and a verb."""


def agreeing_clause(text: str, rules: NoteRules) -> str | None:
    """The clause with its closing verb as it goes with "you"; None where that is not certain, any other text as it is."""
    known = rules.tellings
    words = text.split()
    if known is None or known.closes is None or len(words) < _LEAST or not _about_you(words, rules, known):
        return text
    head, comma, rest = text.partition(",")
    clause, _, last = head.rpartition(" ")
    if rest and not last.islower():
        return None if known.closes.fullmatch(words[-1]) else text  # "Sie im Team, das jung ist, oft hilft"
    if not known.closes.fullmatch(last):
        return text
    if not (known.helps and known.helps.fullmatch(last)) and _joins_another(clause, rules, known):
        return None  # "Sie die Farben mischt und die Wände streicht"
    form = next((shape.sub(form, last, count=1) for shape, form in known.to_one if shape.fullmatch(last)), None)
    return f"{clause} {form}{comma}{rest}" if form else None


def _about_you(words: list[str], rules: NoteRules, known: Tellings) -> bool:
    """Whether "you" begins the clause, behind "how" or "what" if need be."""
    first = words[1] if words[0].casefold() in rules.subordinators else words[0]
    return first in {form for form in (*known.they.values(), *known.one.values()) if form}


def _joins_another(clause: str, rules: NoteRules, known: Tellings) -> bool:
    """Whether an "and" follows what may be another verb of one person."""
    joins = "|".join(re.escape(word) for word in rules.conjunctions)
    before = re.findall(rf"(\S+) (?:{joins}) ", f"{clause} ") if joins else []
    return any(known.closes is not None and word.islower() and known.closes.fullmatch(word) for word in before)
