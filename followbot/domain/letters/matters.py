"""What no letter tells although a note does: illness, family, looks, deaths, bad news of the house, what a job gives beside it.

At a hospice, a law firm or an insurer the same words are the work. So each matter knows what shows that: words of the phrase
itself ("for the residents", "software"), or the names of the role and the company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from followbot.domain.letters.noteshapes import Shape


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of such things: how it is `said`, and what shows that it is the `work` (None: never).

    Not `by_role` is what only the phrase itself can show to be work: no role makes one's own pay and free days so.
    """

    name: str
    said: Shape
    work: re.Pattern[str] | None = None
    by_role: bool = True

    def is_told_by(self, phrase: str) -> bool:
        """Whether a phrase speaks of it, and not of work."""
        return self.said.search(phrase) is not None and not self.is_work_at(phrase)

    def is_work_at(self, names: str) -> bool:
        return self.work is not None and self.work.search(names) is not None


def matters_of(raw: Mapping[str, Any]) -> tuple[Matter, ...]:
    """The matters of a language, from the part `[notes]` of its rules."""
    return tuple(_matter(one) for one in raw.get("matters", ()))


def _matter(raw: Mapping[str, Any]) -> Matter:
    work = raw.get("work", "")
    shown = re.compile(work, re.IGNORECASE) if work else None
    return Matter(raw["name"], Shape(raw["said"]), shown, raw.get("by_role", True))


def unsayable(phrase: str, matters: Iterable[Matter]) -> bool:
    """Whether no letter may hold a phrase."""
    return any(matter.is_told_by(phrase) for matter in matters)


def at_work(names: str, languages: Iterable[Iterable[Matter]]) -> frozenset[str]:
    """The matters that are the work where role and company have these names, in whatever language those are."""
    known = (matter for matters in languages for matter in matters if matter.by_role)
    return frozenset(matter.name for matter in known if matter.is_work_at(names))
