"""What no letter tells although a note does: illness, family, looks, deaths, bad news of the house, what a job gives beside it.

At a hospice, a law firm or an insurer the same words are the work. So each matter knows what shows that: words of the phrase
itself ("for the residents", "software"), or the names of the role and the company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from followbot.domain.letters.noteshapes import Shape, expanded


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of such things: how it is `said`, and what shows that it is the `work` (None: never).

    Not `by_role` is what only the phrase itself can show to be work: no role makes one's own pay and free days so.
    `held` is a matter at a house whose work it is. What a `bearer` has himself is work nowhere, "you had depression": those
    who are looked after there are named by words of their own.
    """

    name: str
    said: Shape
    work: re.Pattern[str] | None = None
    by_role: bool = True
    bearer: Shape | None = None
    held: bool = False

    def is_told_by(self, phrase: str, *, of_person: bool = False) -> bool:
        """Whether a phrase speaks of it, and not of work; what is said of a person must itself say that it is work."""
        if self.bearer is not None and self.bearer.search(phrase):
            return True
        if self.held and not (of_person and self.bearer is not None):
            return False
        return self.said.search(phrase) is not None and not self._is_work_in(phrase)

    def is_work_at(self, names: str) -> bool:
        return self.work is not None and self.work.search(names) is not None

    def _is_work_in(self, phrase: str) -> bool:
        """Whether a phrase shows that it is work, by other words than those that speak of the matter.

        Within those only what a compound ends with shows it: "salarisadministratie", "Schlaganfallpatienten".
        """
        if self.work is None:
            return False
        said = [found.span() for found in self.said.finditer(phrase)]
        shown = [found.span() for found in self.work.finditer(phrase)]
        within = [any(first <= start and end <= last for first, last in said) for start, end in shown]
        ends = [start > 0 and phrase[start - 1].isalpha() for start, _ in shown]
        return any(not inside or compound for inside, compound in zip(within, ends, strict=True))


def matters_of(raw: Mapping[str, Any]) -> tuple[Matter, ...]:
    """The matters of a language, from the part `[notes]` of its rules."""
    return tuple(_matter(one) for one in raw.get("matters", ()))


_GAP = r"(?:(?!{OTHERS})[\w'’-]+ ){0,6}(?:\w{1,2}['’])?"
"""Words between having something and what one has, none of which names those who are looked after."""


def _matter(raw: Mapping[str, Any]) -> Matter:
    work = raw.get("work", "")
    shown = re.compile(work, re.IGNORECASE) if work else None
    macros = {"SAID": f"(?:{raw['said']})", "OTHERS": raw.get("others", ""), "GAP": _GAP}
    bearer = Shape(expanded(raw["bearer"], macros)) if "bearer" in raw else None
    return Matter(raw["name"], Shape(raw["said"]), shown, raw.get("by_role", True), bearer)


def unsayable(phrase: str, matters: Iterable[Matter], *, of_person: bool = False) -> bool:
    """Whether no letter may hold a phrase, which may be `of_person`: a sentence on what somebody did or is."""
    return any(matter.is_told_by(phrase, of_person=of_person) for matter in matters)


def at_work(names: str, languages: Iterable[Iterable[Matter]]) -> frozenset[str]:
    """The matters that are the work where role and company have these names, in whatever language those are."""
    known = (matter for matters in languages for matter in matters if matter.by_role)
    return frozenset(matter.name for matter in known if matter.is_work_at(names))
