"""How followbot itself is, from what the store and the clock say: whether it looks, what is next, and what is late. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from followbot.app.agenda import due_moments, next_moment
from followbot.app.ports import AccountHealth
from followbot.domain.model import Process

SILENT = timedelta(hours=1)
"""A daemon that runs looks at least every half hour; after twice that long it does not run."""


@dataclass(frozen=True, slots=True)
class Health:
    """At one moment. `lag` is how late the oldest follow-up is that is due and not written, zero where none is."""

    last_cycle: datetime | None
    next_due: datetime | None
    lag: timedelta
    silent: bool

    def as_json(self, accounts: Iterable[AccountHealth], now: datetime) -> dict[str, object]:
        """Times are ISO 8601 in UTC, spans are seconds."""
        known = tuple(accounts)
        return {
            "last_cycle": _iso(self.last_cycle),
            "seconds_since": None if self.last_cycle is None else round((now - self.last_cycle).total_seconds()),
            "next_due": _iso(self.next_due),
            "lag_seconds": round(self.lag.total_seconds()),
            "silent": self.silent,
            "login_needed": [a.name for a in known if a.auth != "ok"],
            "errors": {a.name: a.last_error for a in known if a.last_error},
        }


def health_of(processes: Iterable[Process], accounts: Iterable[AccountHealth], now: datetime) -> Health:
    """Judge by the processes, what the accounts last reported, and the time."""
    known = tuple(processes)
    last = max((a.last_cycle for a in accounts if a.last_cycle is not None), default=None)
    oldest = min((due for due in due_moments(known) if due <= now), default=now)
    return Health(
        last_cycle=last,
        next_due=next_moment(known, now),
        lag=now - oldest,
        silent=last is None or now - last > SILENT,
    )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
