"""How somebody says in a note that they do not want the job: `[notes.refusal]` of `rules/drafting/LANGUAGE.toml`.

Wrongly read, a refusal costs a letter its interest, and with it perhaps the job; overlooked, it costs the user a word to strike
out. So it counts only as a whole clause that begins a sentence or stands behind a "but", and not beside a condition, another
firm's offer, or a wish for the job.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from followbot.domain.letters.noteshapes import Shape

_ASKED = re.compile(r"[?？¿]")
_STOPS = r"[,.;!…()/，。、；！（）~～—–-]"
_COMMA = re.compile(r"[,，、]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What refuses, and what takes that back."""

    whole: Shape
    """A clause in which the user refuses the job, up to its end."""
    bare: Shape
    """One that does not say what is refused, "I'll decline": behind a "but" that may be a Saturday, unless the note ends so."""
    short: Shape
    """One that does not name the job, "not for me": it may be about the coffee, so that it counts only behind a "but", where
    the note says nothing else, or beside another refusal."""
    summed: Shape
    """One of these behind words that sum up: "overall, not for me"."""
    but: re.Pattern[str]
    unless: re.Pattern[str]
    """What makes it a condition, or about somebody else, in its sentence or the one before."""
    wish: re.Pattern[str]
    """What wishes for the job, anywhere in the note."""

    def said(self, sentences: Iterable[str], praised: Callable[[str], bool]) -> bool:
        """Whether the sentences of a note refuse; what is `praised` behind that takes it back."""
        told = [s.replace("’", "'").strip() for s in sentences if s.strip()]
        if any(self.wish.search(s) for s in told):
            return False
        return any(
            self._refuses(told[i - 1] if i else "", said, len(told) == i + 1, only=len(told) == 1)
            and not any(praised(s) for s in told[i + 1 :])
            and not praised(self._behind(said))
            for i, said in enumerate(told)
        )

    def _refuses(self, before: str, sentence: str, last: bool, *, only: bool) -> bool:
        first, *others = (part.strip(" ,，、") for part in self.but.split(sentence))
        opening = (self.whole, self.bare, self.summed, *((self.short,) if only or self._twice(first) else ()))
        behind = (self.whole, self.short, *((self.bare,) if last else ()))
        found = [m[0] for s in opening if (m := s.match(first))]
        found += [m[0] for part in others for s in behind if (m := s.match(part))]
        around = f"{before} {sentence}"
        for clause in found:
            around = around.replace(clause, " ")
        return bool(found) and not _ASKED.search(f"{before[-1:]} {sentence}") and not self.unless.search(around)

    def _twice(self, text: str) -> bool:
        """Whether another clause of the sentence refuses, too: "not for me, I'll turn it down"."""
        return any(s.match(part.strip()) for part in _COMMA.split(text)[1:] for s in (self.whole, self.bare))

    def _behind(self, sentence: str) -> str:
        """What stands behind the sentence's refusal."""
        parts = [part.strip(" ,，、") for part in self.but.split(sentence)]
        shapes = (self.whole, self.bare, self.summed, self.short)
        refusing = [i for i, part in enumerate(parts) if any(s.match(part) for s in shapes)]
        at = refusing[-1] if refusing else 0
        own = next((part[m.end() :] for part in parts[at : at + 1] for s in shapes if (m := s.match(part))), "")
        return " ".join((own, *parts[at + 1 :]))


def refusal_of(raw: Mapping[str, Any]) -> Refusal | None:
    """The refusals of one language's rules.

    `said`, `bare` and `short` are clauses; `sum` or `lead` may stand before them and `tail` behind, each parted by `blank`;
    `since` begins what follows such a clause where no stop ends it.
    """
    if not raw:
        return None
    blank = raw.get("blank", r"[ ,]+")
    frame = rf"(?:(?:{raw['lead']}){blank})*(?:{{}})(?:{blank}(?:{raw['tail']}))*(?=\W*$|\s*{_STOPS}|\s*{raw['since']})"
    said, bare, short = (
        frame.replace("{}", shape) for shape in ("|".join(raw["said"]), raw.get("bare", r"(?!)"), raw["short"])
    )
    summed = rf"(?:{raw['sum']}){blank}{short}"
    but, unless, wish = (re.compile(raw[key], re.IGNORECASE) for key in ("but", "unless", "wish"))
    return Refusal(Shape(said), Shape(bare), Shape(short), Shape(summed), but, unless, wish)
