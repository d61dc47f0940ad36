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

from followbot.domain.letters.noteshapes import Shape, expanded

_ASKED = re.compile(r"[?？¿]")
_STOPS = r"[,.;!…()/，。、；！（）~～—–-]"
_COMMA = re.compile(r"[,，、]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What refuses, and what takes that back."""

    whole: Shape
    """A clause in which the user refuses the job, up to its end."""
    elsewhere: Shape
    """One that says so by another job, which is taken: what is said before of other offers takes nothing from it."""
    bare: Shape
    """One that does not say what is refused, "I'll decline": behind a "but" that may be a Saturday, unless the note ends so."""
    short: Shape
    """One that does not name the job, "not for me": it may be about the coffee, so that it counts only behind a "but", where
    the note says nothing else, or beside another refusal, and praise behind it takes it back."""
    summed: Shape
    """One of these behind words that sum up: "overall, not for me"."""
    but: re.Pattern[str]
    unless: re.Pattern[str]
    """What makes it a condition, or about somebody else, in its sentence or the one before."""
    undone: re.Pattern[str]
    """What takes back whatever stands before it: that it was a joke, or another mind."""
    wish: re.Pattern[str]
    """What wishes for the job, anywhere in the note."""

    def said(self, sentences: Iterable[str], praised: Callable[[str], bool], kind: Callable[[str], bool]) -> bool:
        """Whether the sentences of a note refuse.

        Who says no to the job often praises the team. So what is `praised` behind that takes back only a refusal that may
        have been about something else; behind a `kind` word and a "but" it can be about nothing else.
        """
        told = [_straight(s) for s in sentences if s.strip()]
        if any(self.wish.search(s) for s in told):
            return False
        return any(self._stands(told, i, praised, kind) for i in range(len(told)))

    def tells(self, text: str) -> bool:
        """Whether a part of a text is a refusal, whatever of: nothing to tell anybody."""
        shapes = (self.whole, self.elsewhere, self.bare, self.short, self.summed)
        parts = (part for clause in self._parts(_straight(text)) for part in _COMMA.split(clause))
        return any(shape.match(part.strip()) for part in parts for shape in shapes)

    def _stands(self, told: list[str], at: int, praised: Callable[[str], bool], kind: Callable[[str], bool]) -> bool:
        """Whether one of the sentences refuses, and nothing behind takes that back."""
        before, sentence = told[at - 1] if at else "", told[at]
        certain, vague = self._clauses(sentence, last=len(told) == at + 1, only=len(told) == 1)
        certain += self._declined(sentence) if kind(self._parts(sentence)[0]) else []
        behind = (self._behind(sentence), *told[at + 1 :])
        if not (certain or vague) or any(self.undone.search(text) for text in behind):
            return False
        named = any(self.elsewhere.match(clause) for clause in certain)
        around = sentence if named else f"{before} {sentence}"
        for clause in (*certain, *vague):
            around = around.replace(clause, " ")
        if _ASKED.search(f"{before[-1:]} {sentence}") or self.unless.search(around):
            return False
        return bool(certain) or not any(praised(text) for text in behind)

    def _clauses(self, sentence: str, *, last: bool, only: bool) -> tuple[list[str], list[str]]:
        """The clauses of a sentence that refuse the job, and those that may refuse something else."""
        first, *others = self._parts(sentence)
        opening = (self.whole, self.elsewhere, self.bare, self.summed, *((self.short,) if self._twice(first) else ()))
        certain = [m[0] for s in opening if (m := s.match(first))]
        certain += [m[0] for part in others for s in (self.whole, self.elsewhere) if (m := s.match(part))]
        vague = [m[0] for s in ((self.short,) if only else ()) if (m := s.match(first))]
        unsaid = (self.short, *((self.bare,) if last else ()))
        vague += [m[0] for part in others for s in unsaid if (m := s.match(part))]
        return certain, vague

    def _declined(self, sentence: str) -> list[str]:
        """What refuses behind a "but", and leaves unsaid what: behind praise of the house, the job."""
        return [m[0] for part in self._parts(sentence)[1:] if (m := self.bare.match(part))]

    def _parts(self, sentence: str) -> list[str]:
        return [part.strip(" ,，、") for part in self.but.split(sentence)]

    def _twice(self, text: str) -> bool:
        """Whether another clause of the sentence refuses, too: "not for me, I'll turn it down"."""
        return any(
            s.match(part.strip()) for part in _COMMA.split(text)[1:] for s in (self.whole, self.elsewhere, self.bare)
        )

    def _behind(self, sentence: str) -> str:
        """What stands behind the sentence's refusal."""
        parts = self._parts(sentence)
        shapes = (self.whole, self.elsewhere, self.bare, self.summed, self.short)
        refusing = [i for i, part in enumerate(parts) if any(s.match(part) for s in shapes)]
        at = refusing[-1] if refusing else 0
        own = next((part[m.end() :] for part in parts[at : at + 1] for s in shapes if (m := s.match(part))), "")
        return " ".join((own, *parts[at + 1 :]))


def _straight(text: str) -> str:
    """A text with the apostrophes that the rules are written with."""
    return text.replace("’", "'").strip()


def refusal_of(raw: Mapping[str, Any], macros: Mapping[str, str]) -> Refusal | None:
    """The refusals of one language's rules.

    `said`, `elsewhere`, `bare` and `short` are clauses, which may name the word lists of `[notes.macros]`; `sum` or `lead` may
    stand before them and `tail` behind, each parted by `blank`; `since` begins what follows a clause where no stop ends it.
    """
    if not raw:
        return None
    blank = raw.get("blank", r"[ ,]+")
    frame = rf"(?:(?:{raw['lead']}){blank})*(?:{{}})(?:{blank}(?:{raw['tail']}))*(?=\W*$|\s*{_STOPS}|\s*{raw['since']})"
    clauses = ("|".join(raw["said"]), raw["elsewhere"], raw.get("bare", r"(?!)"), raw["short"])
    whole, elsewhere, bare, short = (frame.replace("{}", expanded(clause, macros)) for clause in clauses)
    summed = rf"(?:{raw['sum']}){blank}{short}"
    but, unless, undone, wish = (re.compile(raw[key], re.IGNORECASE) for key in ("but", "unless", "undone", "wish"))
    return Refusal(Shape(whole), Shape(elsewhere), Shape(bare), Shape(short), Shape(summed), but, unless, undone, wish)
