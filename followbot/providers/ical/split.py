"""Logical lines to calendars and their events, without judging the contents.

Each VEVENT is kept as its own lines, so that one that cannot be understood never costs the others. Parts of an event that
followbot has no use for (alarms, for example, a frequent source of damage) are left out here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_EVENT_LINES = 20_000
"""Properties kept of one event. More than that is no appointment between people."""


@dataclass(slots=True)
class Block:
    """The lines between BEGIN and END of one component, in order. `ordinal` counts the events of a file from 1."""

    ordinal: int
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Sheet:
    """One VCALENDAR: its own properties, its zone definitions, its events."""

    lines: list[str] = field(default_factory=list)
    zones: list[Block] = field(default_factory=list)
    events: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """What a file holds. `broken` are the ordinals of events without an END; `cut` says that the last calendar has none."""

    sheets: list[Sheet] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    cut: bool = False

    @property
    def count(self) -> int:
        """How many events were begun, whole or not."""
        return sum(len(sheet.events) for sheet in self.sheets) + len(self.broken)


def split(lines: Iterable[str]) -> Contents:
    """Sort the lines of a file into calendars, zone definitions and events."""
    splitter = _Splitter()
    for line in lines:
        keyword, _, rest = line.partition(":")
        match keyword.strip().upper():
            case "BEGIN":
                splitter.begin(rest.strip().upper())
            case "END":
                splitter.end(rest.strip().upper())
            case _:
                splitter.add(line)
    return splitter.finish()


class _Splitter:
    """Where in the nesting the reading stands. Events outside any VCALENDAR are accepted; nested components are skipped."""

    def __init__(self) -> None:
        self.contents = Contents()
        self.sheet: Sheet | None = None
        self.block: Block | None = None
        self.kind = ""
        self.nested: list[str] = []
        self.events = 0

    def begin(self, name: str) -> None:
        if name == "VCALENDAR":
            self._abandon()
            self.sheet = self._new_sheet()
        elif name == "VEVENT":
            self._abandon()
            self.events += 1
            self.block, self.kind = Block(self.events), name
        elif name == "VTIMEZONE" and self.block is None:
            self.block, self.kind = Block(0), name
        elif self.kind == "VTIMEZONE":
            self._keep(f"BEGIN:{name}")
        else:
            self.nested.append(name)

    def end(self, name: str) -> None:
        if name == "VCALENDAR":
            self._abandon()
            self.sheet = None
        elif self.block is not None and name == self.kind:
            self._close()
        elif self.kind == "VTIMEZONE":
            self._keep(f"END:{name}")
        elif name in self.nested:
            del self.nested[self.nested.index(name) :]

    def add(self, line: str) -> None:
        if self.nested:
            return
        if self.block is not None:
            self._keep(line)
        elif self.sheet is not None:
            self.sheet.lines.append(line)

    def finish(self) -> Contents:
        self.contents.cut = self.sheet is not None
        self._abandon()
        return self.contents

    def _new_sheet(self) -> Sheet:
        self.contents.sheets.append(Sheet())
        return self.contents.sheets[-1]

    def _keep(self, line: str) -> None:
        if self.block is not None and len(self.block.lines) < MAX_EVENT_LINES:
            self.block.lines.append(line)

    def _close(self) -> None:
        sheet = self.sheet or self._new_sheet()
        if self.block is not None:
            (sheet.events if self.kind == "VEVENT" else sheet.zones).append(self.block)
        self.block, self.kind, self.nested = None, "", []

    def _abandon(self) -> None:
        """A component that is still open here has lost its END, and perhaps the lines that said it was cancelled."""
        if self.kind == "VEVENT" and self.block is not None:
            self.contents.broken.append(self.block.ordinal)
        self.block, self.kind, self.nested = None, "", []
