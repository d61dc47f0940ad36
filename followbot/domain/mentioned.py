"""Days that a sentence names, and what those that stand together mean: "Monday, 9 June", "next week, on Friday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

_WEEKS, _BESIDE = ("week+", "isoweek"), 5
"""Units of weeks, and how many characters may lie between two that belong together."""
_FRIDAY = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Mention:
    """Days that a folded sentence names between two of its positions. `length` marks "two weeks": a length of time."""

    start: int
    end: int
    first: date
    last: date
    is_range: bool = False
    length: bool = False
    weekday: bool = False
    unit: str = "date"
    """The meaning by which it was found, without its part (see `_resolve`)."""


def read_together(found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence, in its order, each read beside its neighbours."""
    return list(_merged(list(_in_their_weeks(found))))


def _in_their_weeks(found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, with weekdays moved into the week that is named before or right behind them: "next week we decide, by
    Friday you will know"; "Monday, week 48" is one day. "In week 48 the board meets; this week you will know" is in that.
    """
    monday: date | None = None
    told = 0
    numbered = False
    for mention, following in zip_longest(found, found[1:]):
        if mention.unit == "weekday" and following and _is_week(following) and following.start - mention.end <= _BESIDE:
            monday, told = _monday(following), following.end
        elif _is_week(mention):
            monday, numbered = _monday(mention), mention.unit == "isoweek"
        if mention.unit == "weekday" and monday is not None:
            day = monday + timedelta(days=mention.first.weekday())
            yield replace(mention, first=day, last=day, unit="weekday+1")
        elif monday is not None and numbered and mention.unit.startswith("week+0"):
            yield replace(mention, first=monday, last=monday + _FRIDAY)
        elif mention.end != told:
            yield mention


def _is_week(mention: Mention) -> bool:
    return mention.unit.startswith(_WEEKS) and not mention.unit.startswith("week+0")


def _monday(mention: Mention) -> date:
    return mention.first - timedelta(days=mention.first.weekday())


def _merged(found: Sequence[Mention]) -> Iterator[Mention]:
    """Without the weekday of "Monday, 9 June" and of "9 June (Monday)"; "away today, back Monday" are two days."""
    for index, mention in enumerate(found):
        neighbours = [*found[max(0, index - 1) : index], *found[index + 1 : index + 2]]
        beside = any(
            not other.weekday
            and not other.length
            and other.first == other.last
            and (not other.unit.startswith("day+") or other.first.weekday() == mention.first.weekday())
            and min(abs(other.start - mention.end), abs(mention.start - other.end)) <= _BESIDE
            for other in neighbours
        )
        if not (mention.weekday and beside):
            yield mention
