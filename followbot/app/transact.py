"""Short transactions that survive a competitor: read, decide, write; if somebody wrote in between, read and decide again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from followbot.app.ports import Change, Entry, Payload, Store
from followbot.domain.model import Process
from followbot.domain.policy import Happening
from followbot.errors import Stale
from followbot.errors.interviews import store_always_changing

_ATTEMPTS = 8
"""A competitor is a `note` typed by a person: losing the race this often means something else is wrong."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A process as it should be stored, with what is to be remembered about the change."""

    process: Process
    happenings: tuple[Happening, ...] = ()
    outbox: tuple[tuple[str, Payload], ...] = ()


def entries(process: Process, happenings: tuple[Happening, ...], now: datetime) -> tuple[Entry, ...]:
    """Happenings as lines of the journal; empty evidence is dropped."""
    return tuple(Entry(now, process.id, h.about, h.what, h.text, tuple(e for e in h.evidence if e)) for h in happenings)


def revise(
    store: Store, process_id: str, now: datetime, decide: Callable[[Process], Revision | None]
) -> Process | None:
    """Load a process, let `decide` change it, and save it; None when it is gone or `decide` wants nothing.

    `decide` runs again after a lost race, so it must be pure. Returns the process with its new version.
    """
    for _ in range(_ATTEMPTS):
        process = store.load(process_id)
        if process is None:
            return None
        revision = decide(process)
        if revision is None:
            return None
        change = Change(
            processes=(revision.process,),
            outbox=revision.outbox,
            journal=entries(revision.process, revision.happenings, now),
        )
        try:
            store.commit(change)
        except Stale:
            continue
        return replace(revision.process, version=revision.process.version + 1)
    raise store_always_changing()
