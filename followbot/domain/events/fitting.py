"""How a name goes with the domains that an event names: "Acme Robotics" with acmerobotics.com."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from followbot.domain.events.likeness import likeness, name_words, share_of
from followbot.domain.events.looks import Candidate
from followbot.domain.records import record

_HALF = 0.5
_SOME = 0.3


@record
class Fit:
    """How a name goes with the label of a domain."""

    label: str
    trait: str
    share: float
    """The share of the label that it accounts for."""


def fits_of(key: str, name: str, labels: tuple[tuple[str, str], ...]) -> list[Fit]:
    """How a name goes with each domain."""
    words = name_words(name) if labels else ()
    return [fit for label, kind in labels if (fit := _fit(key, words, label, kind)) is not None]


def _fit(key: str, words: tuple[str, ...], label: str, kind: str) -> Fit | None:
    if key in (label, f"{label}s"):
        return Fit(label, f"is {kind}", 1.0)
    if len(key) > 2 and key in label:
        share = len(key) / len(label)
        return Fit(label, f"in {kind} {'most' if share > _HALF else 'part'}", share)
    if len(label) > 3 and label in key:
        return Fit(label, f"holds {kind} {'most' if len(label) * 2 > len(key) else 'part'}", 1.0)
    if any(w[:1] == label[:1] for w in words) and (share := likeness(label, words)) > _HALF:
        return Fit(label, f"like {kind} {int(share * 4)}", share)
    if len(words) > 1 and len(words[-1]) > 3 and label.endswith(words[-1]) and label[0] == words[0][0]:
        return Fit(label, f"ends {kind}", _HALF)
    share = share_of(label, words)
    return Fit(label, "", share) if share > _SOME else None


def best_of(found: Iterable[Sequence[Fit]]) -> dict[str, tuple[float, int]]:
    """How well the best of all written names goes with each domain, and how many do as well."""
    best: dict[str, tuple[float, int]] = {}
    for fit in (f for fits in found for f in fits):
        share, count = best.get(fit.label, (0.0, 0))
        if fit.share >= share:
            best[fit.label] = (fit.share, count + 1 if fit.share == share else 1)
    return best


def of_best(
    one: Candidate,
    found: Sequence[Fit],
    best: Mapping[str, tuple[float, int]],
    labels: tuple[tuple[str, str], ...],
) -> Iterator[str]:
    """Whether no other name goes better with a domain; of one that no text writes, how well those do that texts write."""
    shares = {fit.label: fit.share for fit in found}
    for label, kind in labels:
        share, count = best.get(label, (0.0, 0))
        if not one.places:
            yield f"best other {kind} {int(share * 4)}"
        elif count and shares.get(label, 0.0) == share:
            yield from (f"best {kind} {int(share * 4)}", f"best {kind} of {min(count, 4)}")
