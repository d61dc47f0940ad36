"""Every number of the policy, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True, slots=True)
class Timing:
    """Every number of the policy; each is configurable under `timing`."""

    thank_you_after: timedelta = timedelta(hours=24)
    """From the end of the round's last interview to the thank-you."""
    late_after: timedelta = timedelta(hours=48)
    """From then on, measured from the round's end, the late wording is used."""
    thank_you_until: timedelta = timedelta(days=5)
    """After that it is skipped and reported."""
    nudge_after: timedelta = timedelta(days=7)
    """From the last outreach (else the round's end) to the nudge, before business hours are applied."""
    nudge_until: timedelta = timedelta(days=7)
    """A nudge further past due than this is skipped and reported."""
    business_open: time = time(9)
    business_close: time = time(17)
    absence_max: timedelta = timedelta(days=30)
    """The most that an out-of-office moves a nudge."""
    absence_business_days: int = 1
    promise_business_days: int = 2
    missing_after: timedelta = timedelta(hours=72)
    """A draft gone without evidence counts as thrown away after this."""
    pending_max: timedelta = timedelta(days=45)
    """Mail is watched for a round no longer than this after its end."""
    card_after: timedelta = timedelta(minutes=15)
    card_quiet: timedelta = timedelta(minutes=30)
    """A touched debrief card is removed only when it has read the same for this long."""
    process_gap: timedelta = timedelta(days=90)
    """An interview this long after the last one opens a new process."""
    retention: timedelta = timedelta(days=180)
    """Closed processes are purged this long after their last interview."""
