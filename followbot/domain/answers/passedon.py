"""What a recruiting system passes on: a person's own text between the lines of a form.

"Ada Bell sent you a message: … Reply to this mail and it reaches her." Such forms go out with the headers and the address of
a machine, from hundreds of systems that no list names; what stands between their lines is an answer like any other. The
same form around nothing, or around "log in to read it", passes nothing on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from followbot.domain.lexicon import PhraseSet
from followbot.domain.phrases import tokens

_MAX_LINES, _MAX_LINE = 80, 2_000
_HEAD = 10
"""Lines among which the announcement stands."""
_FEW = 3
"""Words of the shortest text that says something."""
_NO_MORE = 30
"""Words up to which a text that sends its reader to a portal holds nothing else."""
_QUOTES = {"“": "”", "„": "“”", '"': '"', "«": "»", "»": "«", "「": "」", "『": "』", "”": "”", "‘": "’"}
_RULE = re.compile(r"[\s\W_]*$")
_MARKS = re.compile(r"^[\s>|│┃]+")


@dataclass(frozen=True, slots=True)
class Relays:
    """The lines of such forms in all languages: `announces` above a person's text, `returns` below it ("answer this mail"),
    `elsewhere` in its place ("log in to read it"), `forbids` where nobody is to answer.
    """

    announces: PhraseSet = field(default_factory=PhraseSet)
    returns: PhraseSet = field(default_factory=PhraseSet)
    elsewhere: PhraseSet = field(default_factory=PhraseSet)
    forbids: PhraseSet = field(default_factory=PhraseSet)

    def invites(self, line: str) -> bool:
        """Whether a line says how to answer."""
        words = tokens(line)
        return self.returns.found_in(words) and not self.forbids.found_in(words)


def parse_relays(tables: Iterable[Mapping[str, Any]]) -> Relays:
    """The `[relays]` of the languages' files together: a system's form is in another language than what it passes on."""
    some = [table.get("relays", {}) for table in tables]

    def gathered(name: str) -> PhraseSet:
        return PhraseSet.of([notation for table in some for notation in table.get(name, ())])

    return Relays(gathered("announces"), gathered("returns"), gathered("elsewhere"), gathered("forbids"))


@dataclass(frozen=True, slots=True)
class Passed:
    """A text that is passed on, the line that says whose it is, and all that the system says itself."""

    text: str
    by: str
    form: str


def passed_on(text: str, relays: Relays) -> Passed | None:
    """The text that the form holds, None where it holds none. Total and bounded, whatever the mail is."""
    lines = [line.strip() for line in text[: _MAX_LINES * _MAX_LINE].splitlines() if line.strip()]
    lines = [line[:_MAX_LINE] for line in lines[:_MAX_LINES]]
    for number, line in enumerate(lines[:_HEAD]):
        if relays.announces.found_in(tokens(line)):
            told = list(_between(lines, number, relays))
            held = _held("\n".join(told), relays)
            form = "\n".join(own for own in lines if own not in told and _MARKS.sub("", own) not in told)
            return Passed(held, re.split("[:：]", line)[0], form) if held else None
    return None


def _between(lines: list[str], number: int, relays: Relays) -> Iterator[str]:
    """The lines between the announcement and the one that says how to answer; without the latter, those in quotation marks."""
    first = re.split("[:：]", lines[number])[-1].strip()
    begun = [first] if len(tokens(first)) >= _FEW and first[0] in _QUOTES else []
    below = [*begun, *lines[number + 1 :]]
    end = next((n for n, line in enumerate(below) if relays.invites(line)), None)
    if end is not None:
        return (_MARKS.sub("", line) for line in below[:end] if not _RULE.match(line))
    below = [line for line in below if line in _QUOTES or not _RULE.match(line)]
    closing = _QUOTES.get(below[0][0], "") if below else ""
    last = next((n for n, line in enumerate(below) if closing and line[-1] in closing and (n or len(line) > 1)), None)
    return iter(below[: last + 1] if last is not None else ())


def _held(text: str, relays: Relays) -> str:
    text = text.strip()
    if text and text[-1] in _QUOTES.get(text[0], ""):
        text = text[1:-1].strip()
    said = tokens(text)
    empty = len(said) < _FEW or (len(said) <= _NO_MORE and relays.elsewhere.found_in(said))
    return "" if empty else text
