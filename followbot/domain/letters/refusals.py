"""How somebody says in a note that they do not want the job: `[notes.refusal]` of `rules/drafting/LANGUAGE.toml`.

Wrongly read, a refusal costs a letter its interest, and with it perhaps the job; overlooked, it costs the user a word to strike
out. So it counts only as a whole clause that begins a sentence or stands behind a "but", and not beside a condition, another
firm's offer, or a wish for the job.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from followbot.domain.letters.noteshapes import Shape

_ASKED = re.compile(r"[?？¿]")
_STOPS = r"[,.;:!…()/，。、；！（）~～—–-]"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What refuses, and what takes that back."""

    whole: Shape
    """A clause in which the user refuses the job, up to its end."""
    bare: Shape
    """One that does not say what is refused, "I'll decline": behind a "but" that may be a Saturday, unless the note ends so."""
    short: Shape
    """One without a subject, "not for me": it may be about the coffee, so that it counts only behind a "but" or last."""
    but: re.Pattern[str]
    unless: re.Pattern[str]
    """What makes it a condition, or about somebody else, in its sentence or the one before."""
    wish: re.Pattern[str]
    """What wishes for the job, anywhere in the note."""

    def said(self, sentences: Iterable[str]) -> bool:
        """Whether the sentences of a note refuse."""
        told = [s.replace("’", "'").strip() for s in sentences if s.strip()]
        if any(self.wish.search(s) for s in told):
            return False
        pairs = zip(("", *told), told, strict=False)
        return any(self._refuses(f"{before} {s}", s, last=s is told[-1]) for before, s in pairs)

    def _refuses(self, around: str, sentence: str, *, last: bool) -> bool:
        if _ASKED.search(sentence) or self.unless.search(around):
            return False
        first, *others = (part.strip(" ,，、") for part in self.but.split(sentence))
        opening = (self.whole, self.bare, *((self.short,) if last else ()))
        behind = (self.whole, self.short, *((self.bare,) if last else ()))
        return any(s.match(first) for s in opening) or any(s.match(part) for part in others for s in behind)


def refusal_of(raw: Mapping[str, Any]) -> Refusal | None:
    """The refusals of one language's rules.

    `said`, `bare` and `short` are clauses; `lead` may stand before them and `tail` behind, each parted by `blank`; `since`
    begins what follows such a clause where no stop ends it.
    """
    if not raw:
        return None
    blank = raw.get("blank", r"[ ,]+")
    frame = rf"(?:(?:{raw['lead']}){blank})*(?:{{}})(?:{blank}(?:{raw['tail']}))*(?=\W*$|\s*{_STOPS}|\s*{raw['since']})"
    said, bare, short = (
        Shape(frame.replace("{}", shape)) for shape in ("|".join(raw["said"]), raw.get("bare", r"(?!)"), raw["short"])
    )
    but, unless, wish = (re.compile(raw[key], re.IGNORECASE) for key in ("but", "unless", "wish"))
    return Refusal(said, bare, short, but, unless, wish)
