"""How long the daemon waits before it looks again. Pure.

What is due does not depend on it: due moments have their own alarm. The pace is about what does not announce itself, new mail
and changed calendars, and about trying again what failed for a reason that passes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

POLL = timedelta(minutes=5)
"""While an answer may come, or an interview is near."""

CALM = timedelta(minutes=30)
"""While nothing is pending: the first thing that an interview just put on the calendar asks for comes after its end."""

RETRIES = (timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=45))
"""After a failure that may pass by itself. The first is short because a machine that wakes up has no network for some seconds.
The last one, with its jitter, is less than a minute: a draft that is due appears within one of the network's return."""

JITTER = 0.15
"""The part of each wait by which it may be longer, so that many daemons do not ask a server all at once."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a cycle went, as far as the loop must know.

    `line` is for the service manager. `calm`: nothing is pending and no interview is near. `again`: something failed that may
    pass by itself. `urgent`: a follow-up is past its time and not written, or nothing at all could be reached, so that nobody
    knows whether one is.
    """

    line: str
    calm: bool = False
    again: bool = False
    urgent: bool = False


def wait_after(turn: Turn, failures: int) -> timedelta:
    """How long to wait after a cycle; `failures` is how many in a row, this one included, wanted to be tried again."""
    usual = CALM if turn.calm else POLL
    if not turn.again:
        return usual
    if failures <= len(RETRIES):
        return RETRIES[failures - 1]
    return RETRIES[-1] if turn.urgent else usual
