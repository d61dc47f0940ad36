"""Copies, exceptions and cancellations of one UID, to its occurrences in a window (RFC 5546, section 2.1.5).

Of several copies the one with the highest rank counts. A cancellation counts against everything it outranks: one for the
whole event against the event and its exceptions, one with a RECURRENCE-ID against that occurrence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from followbot.app.ports import Window
from followbot.providers.ical.entry import Entry, Rank, Span
from followbot.providers.ical.series import Occurrence, expand, instance_of, original_of
from followbot.providers.ical.times import Moment, aware, is_day
from followbot.providers.ical.zones import Zones


@dataclass(frozen=True, slots=True)
class Verdict:
    """An occurrence, and whether a cancellation has taken it away."""

    occurrence: Occurrence
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A copy that counts, with its times: a cancellation without any has got those of what it cancels."""

    entry: Entry
    span: Span


@dataclass(frozen=True, slots=True)
class Family:
    """The copies of one UID that count. `overrides` are exceptions, by the instance that each replaces."""

    master: Placed | None
    overrides: dict[str, Placed]
    cancellation: Rank | None

    def cancels(self, entry: Entry) -> bool:
        if entry.rank.cancels:
            return True
        return self.cancellation is not None and self.cancellation.order >= entry.rank.order


def family(entries: Iterable[Entry], zones: Zones) -> Family:
    """Choose among the copies of one UID."""
    ordered = sorted(entries, key=lambda entry: entry.rank.order)
    masters = [entry for entry in ordered if entry.recurrence_id is None]
    cancellations = [entry.rank for entry in masters if entry.rank.cancels]
    master = _latest(masters)
    return Family(master, _overrides(ordered, master, zones), cancellations[-1] if cancellations else None)


def _latest(masters: Iterable[Entry]) -> Placed | None:
    """The last copy that says when it is; a cancellation only where there is nothing else to go by."""
    telling = [Placed(entry, entry.span) for entry in masters if entry.span is not None]
    live = [placed for placed in telling if not placed.entry.rank.cancels]
    return next(reversed(live or telling), None)


def _overrides(ordered: Iterable[Entry], master: Placed | None, zones: Zones) -> dict[str, Placed]:
    overrides: dict[str, Placed] = {}
    for entry in ordered:
        if entry.recurrence_id is None:
            continue
        series = master.span if master else entry.span
        original = original_of(series, entry.recurrence_id, zones) if series else entry.recurrence_id
        instance = instance_of(original)
        earlier = overrides.get(instance)
        overrides[instance] = Placed(entry, entry.span or (earlier.span if earlier else _unmoved(original)))
    return overrides


def _unmoved(original: Moment) -> Span:
    """Where a cancelled occurrence was, as far as its RECURRENCE-ID tells."""
    return Span(original, original + timedelta(days=1) if is_day(original) else original)


def occurrences(members: Family, window: Window, zones: Zones) -> Iterator[Verdict]:
    """Everything of this UID that overlaps the window."""
    for occurrence in _all(members, window, zones):
        if window.overlaps(aware(occurrence.span.start, zones.own), aware(occurrence.span.end, zones.own)):
            yield Verdict(occurrence, members.cancels(occurrence.entry))


def _all(members: Family, window: Window, zones: Zones) -> Iterator[Occurrence]:
    master = members.master
    if master is not None and not master.entry.repeats and not members.overrides:
        yield Occurrence(master.entry, master.span)
        return
    if master is not None:
        yield from _of_series(master, members, window, zones)
    excluded = exclusions(members, zones)
    for instance, placed in members.overrides.items():
        # An exception to an excluded date is a leftover: programs that delete a moved occurrence forget to remove it.
        if instance not in excluded:
            yield Occurrence(placed.entry, placed.span, instance)


def exclusions(members: Family, zones: Zones) -> dict[str, Moment]:
    """The occurrences that EXDATE takes out of a series: original starts by instance."""
    if members.master is None:
        return {}
    span = members.master.span
    originals = (original_of(span, moment, zones) for moment in members.master.entry.excluded)
    return {instance_of(original): original for original in originals}


def _of_series(master: Placed, members: Family, window: Window, zones: Zones) -> Iterator[Occurrence]:
    """The regular occurrences, moved where an exception says "this and all following" (RFC 5545, section 3.2.13)."""
    turns = [(instance, members.overrides[instance]) for instance in sorted(members.overrides)]
    turns = [(instance, turn) for instance, turn in turns if turn.entry.and_future]
    reach = max((abs(_shift(turn, zones)) for _, turn in turns), default=timedelta(0))
    for found in expand(master.entry, master.span, Window(window.start - reach, window.end + reach), zones):
        if found.instance in members.overrides:
            continue
        turn = next((turn for instance, turn in reversed(turns) if instance <= found.instance), None)
        yield found if turn is None else _turned(found, turn, zones)


def _shift(turn: Placed, zones: Zones) -> timedelta:
    """By how much an exception moves the occurrence that it replaces."""
    original = turn.entry.recurrence_id
    return aware(turn.span.start, zones.own) - aware(original, zones.own) if original else timedelta(0)


def _turned(found: Occurrence, turn: Placed, zones: Zones) -> Occurrence:
    """A later occurrence, with the words and the length of the exception, and moved like it."""
    start = found.span.start + _shift(turn, zones)
    length = aware(turn.span.end, zones.own) - aware(turn.span.start, zones.own)
    return Occurrence(turn.entry, Span(start, start + length, turn.span.zone), found.instance)
