"""A store in a dictionary, for lives by the hundred: the real one takes three quarters of the time of a cycle.

What it promises is tested on the real store (`tests/store`), and one of the machines runs on that, so that this one cannot
drift from it unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from followbot.app.ports import AccountHealth, Change, Entry, Payload, SeenEvent
from followbot.domain.model import EventKey, Process
from followbot.errors import Stale
from followbot.store.rows import last_end, live_until

_NEVER = datetime.min.replace(tzinfo=UTC)


class MemoryStore:
    """See `followbot.app.ports.Store`. It purges nothing: no life is long enough."""

    def __init__(self) -> None:
        self._processes: dict[str, Process] = {}
        self._lives: dict[str, tuple[int, datetime]] = {}
        self._payloads: dict[tuple[str, str], Payload] = {}
        self._seen: dict[tuple[str, str], dict[EventKey, SeenEvent]] = {}
        self._cursors: dict[Any, str | None] = {}
        self._health: dict[str, AccountHealth] = {}
        self._journal: list[Entry] = []

    def commit(self, change: Change) -> None:
        for process in change.processes:
            known = self._processes.get(process.id)
            if process.version != (known.version if known else 0):
                raise Stale("Somebody else was quicker.")
        self._processes |= {p.id: replace(p, version=p.version + 1) for p in change.processes}
        self._payloads |= {(follow_up, payload.key): payload for follow_up, payload in change.outbox}
        for account, calendar, events in change.seen_events:
            self._seen.setdefault((account, calendar), {}).update({e.key: e for e in events})
        for account, calendar, keys in change.unseen_events:
            for key in keys:
                self._seen.get((account, calendar), {}).pop(key, None)
        self._cursors |= {(account, calendar): cursor for account, calendar, cursor in change.calendar_cursors}
        self._cursors |= dict(change.mail_cursors)
        self._health |= {h.name: h for h in change.health}
        self._journal += change.journal

    def all(self) -> tuple[Process, ...]:
        return tuple(sorted(self._processes.values(), key=lambda p: (str(last_end(p)), p.id)))

    def live(self) -> tuple[Process, ...]:
        last = max((h.last_cycle for h in self._health.values() if h.last_cycle is not None), default=None)
        return tuple(p for p in self.all() if last is None or self._live_until(p) > last)

    def _live_until(self, process: Process) -> datetime:
        """As the real store keeps it in a column: worked out once for each version."""
        version, until = self._lives.get(process.id, (0, _NEVER))
        if version != process.version:
            version, until = self._lives[process.id] = (process.version, live_until(process))
        return until

    def load(self, process_id: str) -> Process | None:
        return self._processes.get(process_id)

    def payload(self, follow_up_id: str, key: str) -> Payload | None:
        return self._payloads.get((follow_up_id, key))

    def forgotten_keys(self) -> frozenset[str]:
        return frozenset()

    def journal(self, process_id: str) -> tuple[Entry, ...]:
        return tuple(e for e in self._journal if e.process == process_id)

    def calendar_cursor(self, account: str, calendar: str) -> str | None:
        return self._cursors.get((account, calendar))

    def mail_cursor(self, account: str) -> str | None:
        return self._cursors.get(account)

    def seen_events(self, account: str, calendar: str) -> Mapping[EventKey, SeenEvent]:
        return dict(self._seen.get((account, calendar), {}))

    def health(self) -> tuple[AccountHealth, ...]:
        return tuple(self._health.values())

    def purge(self, before: datetime) -> int:
        return 0

    @contextmanager
    def lock(self, wait: timedelta) -> Iterator[None]:
        yield
