"""What the oracle judges by: interviews, what the user did to drafts, and how working days are counted, written down anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from followbot.app.ports import Payload
from followbot.domain.model import Message

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
CARD_AFTER = timedelta(minutes=15)
PARTS = {"rita": 0, "hugo": 1}
"""The recruiter and the hiring manager; everybody else leads the interview."""
HOLIDAYS = frozenset({date(2026, 3, 11), date(2026, 3, 17), date(2026, 3, 26), date(2026, 4, 3), date(2026, 4, 6)})


@cache
def _day_of(end: datetime) -> date:
    """The day on which an interview that ends then begins."""
    return (end - timedelta(hours=1)).astimezone(BERLIN).date()


@dataclass
class Meeting:
    """An interview on the calendar, as the world has it."""

    uid: str
    company: str
    people: tuple[str, ...]
    end: datetime
    standing: bool = True
    cycles_missing: int | None = None
    """Whole cycles since it vanished from the calendar without a word; two are believed."""

    @property
    def start(self) -> datetime:
        return self.end - timedelta(hours=1)

    @property
    def day(self) -> date:
        return _day_of(self.end)


@dataclass
class Handled:
    """A draft that the user edited, trashed or deleted. `noticed` is when followbot could not but see it."""

    payload: Payload
    how: str
    at: datetime
    noticed: datetime | None = None


def standing(meetings: Sequence[Meeting]) -> list[Meeting]:
    return sorted((m for m in meetings if m.standing), key=lambda m: (m.start, m.uid))


def end_of(meetings: Sequence[Meeting]) -> datetime:
    return max(m.end for m in standing(meetings))


def kind_of(payload: Payload) -> str:
    return payload.text.removeprefix("late ").split()[0]


def uids_in(payload: Payload) -> list[str]:
    return payload.text.split()[-1].split(",")


def by_hand(mail: Message) -> bool:
    return not mail.header("x-draft-ref")


def is_work(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in HOLIDAYS


def work_after(day: date, days: int) -> date:
    while days:
        day += DAY
        days -= is_work(day)
    return day


def opens(day: date) -> datetime:
    return datetime.combine(day, time(9), BERLIN).astimezone(UTC)


def opening_from(moment: datetime) -> datetime:
    """The moment itself in business hours, else when they next begin."""
    local = moment.astimezone(BERLIN)
    if is_work(local.date()) and time(9) <= local.time() <= time(17):
        return moment
    day = local.date() if local.time() < time(9) else local.date() + DAY
    while not is_work(day):
        day += DAY
    return opens(day)
