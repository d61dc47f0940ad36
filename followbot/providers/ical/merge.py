"""Copies, exceptions and cancellations of one UID, to its occurrences in a window (RFC 5546, section 2.1.5).

Of several copies the one with the highest rank counts. A cancellation counts against everything it outranks: one for the
whole event against the event and its exceptions, one with a RECURRENCE-ID against that occurrence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from followbot.app.ports import Window
from followbot.providers.ical.entry import Entry, Rank
from followbot.providers.ical.series import Occurrence, expand, instance_of, original_of
from followbot.providers.ical.times import Moment, aware, is_day
from followbot.providers.ical.zones import Zones


@dataclass(frozen=True, slots=True)
class Verdict:
    """An occurrence, and whether a cancellation has taken it away."""

    occurrence: Occurrence
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """The copies of one UID that count."""

    master: Entry | None
    overrides: dict[str, Entry]
    """By the instance that they replace."""
    cancellation: Rank | None

    def cancels(self, entry: Entry) -> bool:
        if entry.rank.cancels:
            return True
        return self.cancellation is not None and self.cancellation.order >= entry.rank.order


def family(entries: Iterable[Entry], zones: Zones) -> Family:
    """Choose among the copies of one UID."""
    masters: list[Entry] = []
    exceptions: list[Entry] = []
    for entry in entries:
        (masters if entry.recurrence_id is None else exceptions).append(entry)
    master = _best_master(masters)
    overrides: dict[str, Entry] = {}
    for entry in sorted(exceptions, key=lambda e: e.rank.order):
        assert entry.recurrence_id is not None
        original = original_of(master or entry, entry.recurrence_id, zones)
        overrides[instance_of(original)] = _with_times(entry, overrides.get(instance_of(original)), original)
    ranks = [entry.rank for entry in masters if entry.rank.cancels]
    return Family(master, overrides, max(ranks, key=lambda rank: rank.order, default=None))


def _best_master(masters: list[Entry]) -> Entry | None:
    """The copy that says when it is: a cancellation says so only where there is nothing else to go by."""
    telling = [entry for entry in masters if entry.start is not None]
    live = [entry for entry in telling if not entry.rank.cancels]
    return max(live or telling, key=lambda entry: entry.rank.order, default=None)


def _with_times(entry: Entry, earlier: Entry | None, original: Moment) -> Entry:
    """A cancelled occurrence often comes without times: it has those of its earlier copy, else its original start."""
    if entry.start is not None:
        return entry
    if earlier is not None and earlier.start is not None:
        return replace(entry, start=earlier.start, end=earlier.end, zone=earlier.zone)
    end = original + timedelta(days=1) if is_day(original) else original
    return replace(entry, start=original, end=end)


def occurrences(members: Family, window: Window, zones: Zones) -> Iterator[Verdict]:
    """Everything of this UID that overlaps the window."""
    for occurrence in _all(members, window, zones):
        start, end = aware(occurrence.start, zones.own), aware(occurrence.end, zones.own)
        if window.overlaps(start, end):
            yield Verdict(occurrence, members.cancels(occurrence.entry))


def _all(members: Family, window: Window, zones: Zones) -> Iterator[Occurrence]:
    master = members.master
    if master is not None and not master.repeats and not members.overrides:
        assert master.start is not None
        assert master.end is not None
        yield Occurrence(master, master.start, master.end)
        return
    excluded = frozenset[str]()
    if master is not None:
        excluded = frozenset(instance_of(original_of(master, moment, zones)) for moment in master.excluded)
        yield from _of_series(master, members, window, zones)
    for instance, entry in members.overrides.items():
        # An exception to an excluded date is a leftover: programs that delete a moved occurrence forget to remove it.
        if instance not in excluded and entry.start is not None and entry.end is not None:
            yield Occurrence(entry, entry.start, entry.end, instance)


def exclusions(master: Entry, window: Window, zones: Zones) -> frozenset[str]:
    """The instances in the window that EXDATE takes out of a series."""
    originals = (original_of(master, moment, zones) for moment in master.excluded)
    return frozenset(instance_of(original) for original in originals if _in(original, window, zones))


def _in(moment: Moment, window: Window, zones: Zones) -> bool:
    return window.start <= aware(moment, zones.own) < window.end


def _of_series(master: Entry, members: Family, window: Window, zones: Zones) -> Iterator[Occurrence]:
    """The regular occurrences, moved where an exception says "this and all following" (RFC 5545, section 3.2.13)."""
    turns = sorted(
        ((instance, entry) for instance, entry in members.overrides.items() if entry.and_future),
        key=lambda turn: turn[0],
    )
    reach = max((abs(_shift(entry, zones)) for _, entry in turns), default=timedelta(0))
    for found in expand(master, Window(window.start - reach, window.end + reach), zones):
        if found.instance in members.overrides:
            continue
        turn = next((entry for instance, entry in reversed(turns) if instance <= found.instance), None)
        yield found if turn is None else _turned(found, turn, zones)


def _shift(entry: Entry, zones: Zones) -> timedelta:
    """By how much an exception moves the occurrence that it replaces."""
    if entry.start is None or entry.recurrence_id is None:
        return timedelta(0)
    return aware(entry.start, zones.own) - aware(entry.recurrence_id, zones.own)


def _turned(found: Occurrence, turn: Entry, zones: Zones) -> Occurrence:
    """A later occurrence, with the words and the length of the exception, and moved like it."""
    assert turn.start is not None
    assert turn.end is not None
    start = found.start + _shift(turn, zones)
    length = aware(turn.end, zones.own) - aware(turn.start, zones.own)
    return Occurrence(turn, start, start + length, found.instance)
