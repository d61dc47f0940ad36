"""The shape of a title: its segments, and what each of them names.

Titles are telegrams: "Backend Engineer | Onsite @ Acme", "Jane Doe <> Sarah Chen (Acme)", "Entretien – Dupont SA".
Cut at what separates, each segment is a stage, a position, a person, a company, or a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from followbot.domain.events.lexicon import Hit
from followbot.domain.records import record

_CUT = re.compile(
    r"\s*(?=[\s<>|/↔⇄⟷×·•；;【】「」『』\[\](){}、xX&+@~v–—−!:,-])"  # where no separator begins none of these need be tried
    r"(?:<\s?-?\s?>|<>|>\s?<|\|\|?|//|↔|⇄|⟷|×|·|•|；|;|【|】|「|」|『|』|\[|\]|\(|\)|\{|\}|、|/(?=\s)|(?<=\s)/|(?<=\s)(?:x|X|&|\+|@|~|vs|vs\.)(?=\s)|@(?=\S)|\s[-–—−]+(?=\s)|!+(?=\s)|[–—](?=\S)|:(?=\s|$)|:(?=[^\d/])|,(?=\s)|\s-(?=\S)|(?<=\w)-(?=\s)|(?<=[\u3040-\u9fff])-(?=[\u3040-\u9fff]))\s*"
)
_PAIR = re.compile(
    r"<\s?-?\s?>|<>|>\s?<|↔|⇄|⟷|×|(?<=\s)[xX&+](?=\s)|(?<=\s)/(?=\s)|\s\|\s|(?<=\s)(?:and|und|et|y|e|en|i|och|ve)(?=\s)"
)
_SEGMENTS_MAX = 14


@record
class Segment:
    """A part of a title, with its place in it and the separator before it."""

    text: str
    start: int
    end: int
    before: str = ""

    def holds(self, hit: Hit) -> bool:
        return self.start <= hit.start and hit.end <= self.end


@lru_cache(maxsize=16)  # asked for by a dozen readers of one title
def segments(title: str) -> tuple[Segment, ...]:
    """The parts of a title between its separators, at most 14."""
    return tuple(_segments(title))


def _segments(title: str) -> Iterator[Segment]:
    position, before, count = 0, "", 0
    for cut in _CUT.finditer(title):
        if cut.end() == cut.start():
            continue
        if title[position : cut.start()].strip() and count < _SEGMENTS_MAX:
            yield _segment(title, position, cut.start(), before)
            count += 1
        position, before = cut.end(), cut[0].strip()
    if title[position:].strip() and count < _SEGMENTS_MAX:
        yield _segment(title, position, len(title), before)


def _segment(title: str, start: int, end: int, before: str) -> Segment:
    piece = title[start:end]
    lead = len(piece) - len(piece.lstrip(" .,:;-–—*_\"“”'"))
    stripped = piece.strip(" .,:;-–—*_\"“”'")
    return Segment(stripped, start + lead, start + lead + len(stripped), before)


def is_pair(title: str) -> bool:
    """Whether a title sets two parties beside each other: "NAME <> COMPANY", "A / B", "A and B"."""
    return _PAIR.search(title) is not None
