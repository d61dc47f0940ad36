"""Whether somebody is called Frau or Herr, Madame or Monsieur, where no title says so.

It is never guessed: a given name counts that one sex alone bears in all of Europe (`rules/drafting/sexes.toml`), an office in a
form of one sex ("Leiterin"), and in the notes about the only one who was there a pronoun that begins a sentence. What
contradicts itself tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from followbot.domain.letters.noteshapes import shape_of
from followbot.domain.letters.tidying import ideographic
from followbot.domain.phrases import fold

WOMAN, MAN = "f", "m"


@dataclass(frozen=True, slots=True)
class Sexes:
    """How a language greets a woman and a man, and what tells there who is one.

    `forms` and `formal` are greetings as those of titles, by sex; a language without them greets both alike. `names` are those
    of all languages, and of this one: "Jean" is a woman's name only elsewhere. A Chinese name is told by its signs.
    """

    forms: Mapping[str, str]
    formal: Mapping[str, str]
    names: Mapping[str, frozenset[str]]
    offices: Mapping[str, re.Pattern[str]]
    told: Mapping[str, re.Pattern[str]]

    def of(self, given: str, office: str) -> str:
        """WOMAN or MAN by a name and an office, "" where they cannot tell."""
        seen = self._seen(given, office)
        return seen.pop() if len(seen) == 1 else ""

    def noted(self, given: str, office: str, notes: Iterable[str]) -> tuple[str, str]:
        """WOMAN or MAN by the pronoun in `notes` about nobody else, and the words that tell; "" for both otherwise."""
        if self._seen(given, office):
            return "", ""  # name and office contradict each other
        told = [
            (sex, match[0].strip()) for sex, shape in self.told.items() for n in notes if (match := shape.search(n))
        ]
        return told[0] if len({sex for sex, _ in told}) == 1 else ("", "")

    def _seen(self, given: str, office: str) -> set[str]:
        """The sexes that a name and an office speak for."""
        signs = set(given) if ideographic(given) else {fold(re.split(r"[\s-]", given, maxsplit=1)[0])}
        found = {sex for sex, names in self.names.items() if signs & names}
        return found | {sex for sex, shape in self.offices.items() if office and shape.search(office)}

    def given(self, word: str) -> str:
        """The sex of those who bear a given name, "" for any other word."""
        return next((sex for sex, names in self.names.items() if fold(word) in names), "")


NOBODY = Sexes({}, {}, {}, {}, {})


def sexes_of(raw: Mapping[str, Any], names: Mapping[str, Any]) -> Sexes:
    """What the part `[greeting.sexes]` of a language's rules says; `names` are those of `rules/drafting/sexes.toml`."""
    if not raw:
        return NOBODY
    here = raw.get("names", {})
    shared = ((WOMAN, names.get("women", "")), (MAN, names.get("men", "")))
    known = {sex: frozenset(f"{listed} {here.get(sex, '')}".split()) for sex, listed in shared}
    shapes = {
        key: {s: p for s in (WOMAN, MAN) if (p := shape_of(raw.get(key, {}).get(s, "")))} for key in ("offices", "told")
    }
    return Sexes(raw["forms"], raw.get("formal", raw["forms"]), known, shapes["offices"], shapes["told"])
