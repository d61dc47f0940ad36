"""Frames: what a sentence says about an application, found in how a few ideas stand together.

A phrase list never ends, because people word the same news in endless ways. But the news themselves are few: "not" near
"go further", "chosen" near "somebody else", a regret and a farewell, "when" near "interview". So each language lists the
words for some thirty ideas (`rules/outcomes/<language>.toml`), and one table for all languages says which ideas, close
together in one sentence, speak for which outcome and how strongly (`rules/outcomes/frames.toml`). The sums are compared in
`outcomes`. What takes a sentence back ("if", "whether", a question) is asked there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from followbot.domain.lexicon import Hit
from followbot.domain.model import Outcome

PREFIX = "idea."
"""Ideas are filed in the same lexicon as all other phrases, under this prefix."""
ASKED_DAY, PAY = f"{PREFIX}asked_day", f"{PREFIX}pay"
"""The ideas that have no words of their own: a day in a question, whatever names it, and an amount of pay."""
GAP = " … "
"""What stands between the ideas of a frame that are told together."""
_NEAR = 6
_NOT, _IDLE = "not", "idle_not"


@dataclass(frozen=True, slots=True)
class Frame:
    """Ideas that together speak for an outcome, or against it where the weight is negative.

    `near` is how many words may lie between two neighbouring ideas (languages that write without blanks count letters, and
    stretch it). `unless` are ideas that take it back when they stand in the same sentence. `times` says how often it may count
    in one text; `asks` that it counts in a question, `supposed` that it counts after an "if".
    """

    outcome: Outcome
    ideas: tuple[str, ...]
    weight: float
    near: int = _NEAR
    unless: tuple[str, ...] = ()
    times: int = 1
    asks: bool = False
    supposed: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found in one sentence: the words of its ideas, in the order of the frame."""

    frame: Frame
    hits: tuple[Hit, ...]

    @property
    def sentence(self) -> int:
        return self.hits[0].sentence

    @property
    def start(self) -> int:
        return min(hit.start for hit in self.hits)

    @property
    def end(self) -> int:
        return max(hit.end for hit in self.hits)

    @property
    def words(self) -> str:
        return GAP.join(hit.text for hit in sorted(self.hits, key=lambda hit: hit.start))


def parse_frames(table: Mapping[str, Any]) -> tuple[Frame, ...]:
    """Read the table of frames; raises KeyError, TypeError or ValueError where it is malformed, which a test catches."""
    return tuple(
        Frame(
            outcome=Outcome(entry["outcome"]),
            ideas=tuple(entry["ideas"]),
            weight=float(entry["weight"]),
            near=int(entry.get("near", _NEAR)),
            unless=tuple(entry.get("unless", ())),
            times=int(entry.get("times", 1)),
            asks=bool(entry.get("asks", False)),
            supposed=bool(entry.get("supposed", False)),
        )
        for entry in table["frame"]
    )


def ideas_of(table: Mapping[str, Any]) -> dict[str, list[str]]:
    """The notations of one language's ideas, under the names that the lexicon files them by."""
    return {f"{PREFIX}{name}": list(notations) for name, notations in table.get("ideas", {}).items()}


def matches(frames: Iterable[Frame], found: Mapping[str, Sequence[Hit]], stretch: float = 1.0) -> Iterator[Match]:
    """The frames that a text fills, each at most once in a sentence, in the order of the table."""
    for frame in frames:
        some = [found.get(f"{PREFIX}{idea}", ()) for idea in frame.ideas]
        if not all(some):
            continue
        against = {hit.sentence for idea in frame.unless for hit in _standing(idea, found)}
        seen: set[int] = set()
        for first in some[0]:
            if first.sentence in against or first.sentence in seen:
                continue
            chain = _chain((first,), some[1:], frame.near * stretch)
            if chain is not None:
                seen.add(first.sentence)
                yield Match(frame, chain)


def _standing(idea: str, found: Mapping[str, Sequence[Hit]]) -> Iterator[Hit]:
    """The hits of an idea; for "not" without those in "don't hesitate" and "no problem", which deny nothing."""
    idle = found.get(f"{PREFIX}{_IDLE}", ()) if idea == _NOT else ()
    for hit in found.get(f"{PREFIX}{idea}", ()):
        if not any(i.sentence == hit.sentence and i.start <= hit.start and hit.end <= i.end for i in idle):
            yield hit


def _chain(chain: tuple[Hit, ...], rest: Sequence[Sequence[Hit]], near: float) -> tuple[Hit, ...] | None:
    """The chain continued with one hit of each further idea, near enough to what stands there already, apart from it."""
    if not rest:
        return chain
    for hit in rest[0]:
        if hit.sentence == chain[0].sentence and _beside(hit, chain, near):
            longer = _chain((*chain, hit), rest[1:], near)
            if longer is not None:
                return longer
    return None


def _beside(hit: Hit, chain: tuple[Hit, ...], near: float) -> bool:
    gaps = [max(hit.start - other.end, other.start - hit.end) for other in chain]
    return min(gaps) >= 0 and min(gaps) <= near
