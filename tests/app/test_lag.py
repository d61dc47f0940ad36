"""A mailbox whose search lags: what it does not find is believed only at a second search, later than the lag."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.report import Report
from tests.fakes.build import TUESDAY
from tests.fakes.world import Scene, event, mail, scene

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
JANE = "jane@acme.example"


@pytest.fixture
def lagging() -> Scene:
    """An interview that followbot first sees when its thank-you is due; the index is an hour behind."""
    s = scene(TUESDAY + DAY)
    s.mailbox.index_lag = HOUR
    s.calendar.put(event(TUESDAY, JANE))
    return s


def cycle_after(s: Scene, span: timedelta) -> Report:
    s.clock.time += span
    return run_cycle(s.world)


def test_what_is_due_waits_for_the_second_search_and_says_until_when(lagging: Scene) -> None:
    first = run_cycle(lagging.world)
    assert (first.created, first.exit_code) == ([], 75)
    assert "second search" in first.errors[0].what
    assert f"{TUESDAY + DAY + HOUR:%H:%M} UTC" in first.errors[0].what
    assert cycle_after(lagging, 59 * MINUTE).created == []
    (created,) = cycle_after(lagging, MINUTE).created
    assert created.contact == JANE


def test_a_reply_that_the_index_did_not_know_yet_stops_it(lagging: Scene) -> None:
    lagging.mailbox.receive(mail(JANE, lagging.clock.now() - 10 * MINUTE))
    assert run_cycle(lagging.world).created == []
    report = cycle_after(lagging, HOUR)
    assert (report.created, report.exit_code) == ([], 0)


def test_two_searches_are_enough(lagging: Scene) -> None:
    for _ in range(20):
        cycle_after(lagging, 10 * MINUTE)
    assert lagging.mailbox.log.count("search") == 2


def test_an_expired_cursor_puts_the_newest_mail_in_doubt_again() -> None:
    s = scene(TUESDAY - DAY)
    s.mailbox.index_lag = HOUR
    s.calendar.put(event(TUESDAY, JANE))
    for span in (DAY, HOUR, HOUR):
        cycle_after(s, span)
    s.mailbox.expired = True
    s.mailbox.receive(mail(JANE, TUESDAY + DAY - 10 * MINUTE))
    s.clock.time = TUESDAY + DAY
    assert run_cycle(s.world).created == []
    assert cycle_after(s, HOUR).created == []
    assert s.mailbox.log.count("search") == 4


def test_a_search_that_could_do_without_the_index_counts_for_both(lagging: Scene) -> None:
    searched = lagging.mailbox.search
    lagging.mailbox.search = lambda query, interest: replace(searched(query, interest), certain=True)  # type: ignore[method-assign]  # what it adds
    assert len(run_cycle(lagging.world).created) == 1
    for _ in range(20):
        cycle_after(lagging, 10 * MINUTE)
    assert lagging.mailbox.log.count("search") == 1


def test_without_a_lag_one_search_is_enough() -> None:
    s = scene(TUESDAY + DAY)
    s.calendar.put(event(TUESDAY, JANE))
    assert len(run_cycle(s.world).created) == 1
    cycle_after(s, DAY)
    assert s.mailbox.log.count("search") == 1
