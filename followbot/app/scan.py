"""Scan: calendars to interviews. An event is judged once; what was found is kept as a snapshot that outlives the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from followbot.app.notebook import Notebook
from followbot.app.ports import Account, Calendar, CalendarReading, Change, Problem, SeenEvent, Window
from followbot.app.report import Progress, Report
from followbot.app.world import UnsureMode, World
from followbot.domain.model import (
    Detection,
    Event,
    EventStatus,
    Evidence,
    Response,
    Standing,
    Verdict,
    digest,
)
from followbot.errors import FollowbotError, Stale
from followbot.errors import entries as said
from followbot.errors.interviews import calendar_reading_overtaken

LOOK_BACK = timedelta(days=21)
LOOK_AHEAD = timedelta(days=30)
_ATTEMPTS = 3


def scan(world: World, report: Report) -> None:
    """Read every calendar of every account; trouble with one is reported and does not stop the others."""
    for account in world.accounts:
        for calendar in account.calendars:
            with report.trouble(account.name, calendar.name):
                _scan_calendar(world, account, calendar, report)


def _scan_calendar(world: World, account: Account, calendar: Calendar, report: Report) -> None:
    now = world.clock.now()
    window = Window(now - LOOK_BACK, now + LOOK_AHEAD)
    cursor = world.store.calendar_cursor(account.name, calendar.name)
    reading = calendar.read(window, _unlock(cursor, world.judge), now)
    problems: list[Problem] = list(reading.problems)
    for attempt in range(_ATTEMPTS):
        notebook = Notebook(world, now, reading.gone)
        seen = _judge_events(world, account, calendar, reading, notebook, problems if attempt == 0 else [], report)
        notebook.account_for_absence(account.name, calendar.name, window, reading)
        try:
            change = _change(world, account, calendar, reading, notebook, seen)
            cursor_after = _lock(reading.cursor, world.judge)
            if cursor_after != cursor:  # it may be a megabyte long
                own = ((account.name, calendar.name, cursor_after),)
                change = replace(change, calendar_cursors=(*change.calendar_cursors, *own))
            if change != Change():
                world.store.commit(change)
        except Stale:
            continue
        report.found.extend(notebook.found)
        break
    else:
        raise calendar_reading_overtaken()
    for problem in problems:
        report.problem(account.name, problem)


def _judge_events(
    world: World,
    account: Account,
    calendar: Calendar,
    reading: CalendarReading,
    notebook: Notebook,
    problems: list[Problem],
    report: Report,
) -> list[SeenEvent]:
    """Judge what is new or changed, earliest first, so that a lost store is rebuilt in the same order.

    Cancellations come before everything: what is made anew in the same reading takes their place.
    """
    known = world.store.seen_events(account.name, calendar.name) if reading.events else {}
    seen = []
    for number, event in enumerate(sorted(reading.events, key=_order), 1):
        report.tell(Progress(account.name, calendar.name, number, len(reading.events)))
        fingerprint = digest(world.judge, event.fingerprint())
        before = known.get(event.key)
        if before is not None and before.fingerprint == fingerprint:
            continue
        try:
            notebook.take(event, _standing_and_verdict(world, event), fingerprint)
        except FollowbotError:
            raise  # the judge itself is broken (its rules): no event is to blame, and none is to be passed over
        except Exception as error:  # noqa: BLE001 - one poisoned event, whatever is wrong with it, never stops the others
            problems.append(_poisoned(event, error))
            continue
        seen.append(SeenEvent(event.key, fingerprint, event.end))
    return seen


def _order(event: Event) -> tuple[bool, datetime, str, str]:
    return event.status is not EventStatus.CANCELLED, event.start, event.uid, event.instance


def _standing_and_verdict(world: World, event: Event) -> tuple[Standing, Detection]:
    """Whether the slot stands, and what the event is. A cancelled or declined one is still judged, for the record."""
    detection = _with_mode(world.detect(event), world.settings.unsure)
    if event.status is EventStatus.CANCELLED:
        return Standing.CANCELLED, detection
    if _declined(event, world.my_addresses):
        return Standing.DECLINED, detection
    if detection.verdict is Verdict.NOT_INTERVIEW:
        return Standing.NOT_INTERVIEW, detection
    return Standing.STANDING, detection


def _declined(event: Event, mine: frozenset[str]) -> bool:
    if event.own_response is not None:
        return event.own_response is Response.DECLINED
    answers = [a.response for a in event.attendees if a.is_self or a.email in mine]
    return bool(answers) and all(answer is Response.DECLINED for answer in answers)


def _with_mode(detection: Detection, mode: UnsureMode) -> Detection:
    """`detection.unsure: draft` treats a doubtful event as an interview; `ignore` leaves it alone."""
    if detection.verdict is not Verdict.UNSURE or mode is UnsureMode.ASK:
        return detection
    verdict = Verdict.INTERVIEW if mode is UnsureMode.DRAFT else Verdict.NOT_INTERVIEW
    note = Evidence(f"It is unclear, and your configuration says `unsure: {mode.value}`.")
    return replace(detection, verdict=verdict, evidence=(*detection.evidence, note))


def _poisoned(event: Event, error: Exception) -> Problem:
    where = f"event {digest(event.uid, length=8)}"
    return Problem(where, str(said.event_not_judged(type(error).__name__)))


def _change(
    world: World,
    account: Account,
    calendar: Calendar,
    reading: CalendarReading,
    notebook: Notebook,
    seen: Sequence[SeenEvent],
) -> Change:
    """What a reading changes. An event that is gone is no longer remembered as seen, so that it is judged anew if it returns.

    Where an interview vanished, other calendars may hold a copy that was passed over as such: they are read again as a whole.
    """
    names = (account.name, calendar.name)
    gone = (*reading.gone, *notebook.vanished)
    others = [(a.name, c.name) for a in world.accounts for c in a.calendars if (a.name, c.name) != names]
    copies = others if notebook.vanished else []
    return Change(
        processes=notebook.changed(),
        journal=notebook.journal(),
        seen_events=((*names, tuple(seen)),) if seen else (),
        unseen_events=tuple((*place, gone) for place in [names, *copies]) if gone else (),
        calendar_cursors=tuple((*place, None) for place in copies),
    )


def _lock(cursor: str, judge: str) -> str:
    """A cursor is good only for the rules it was read under: new rules must see every event again."""
    return f"{judge}:{cursor}"


def _unlock(stored: str | None, judge: str) -> str | None:
    if stored is None or not stored.startswith(f"{judge}:"):
        return None
    return stored[len(judge) + 1 :]
