"""How followbot says that it is."""

from __future__ import annotations

from datetime import timedelta

from followbot.app.health import health_of
from followbot.app.ports import AccountHealth
from followbot.domain.model import FollowUpKind
from followbot.domain.states import Waiting
from tests.fakes.build import TUESDAY, decided, find, process_of, with_state

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def test_before_its_first_cycle_it_is_silent_and_nothing_is_due() -> None:
    found = health_of((), (), TUESDAY)
    assert (found.last_cycle, found.next_due, found.lag, found.silent) == (None, None, timedelta(0), True)


def test_it_tells_what_is_next_and_how_late_the_oldest_is() -> None:
    process = decided(process_of(), TUESDAY + HOUR)
    account = AccountHealth("main", "local", last_cycle=TUESDAY + HOUR)
    early = health_of([process], [account], TUESDAY + HOUR)
    assert (early.next_due, early.lag, early.silent) == (TUESDAY + DAY, timedelta(0), False)
    late = health_of([process], [account], TUESDAY + DAY + 2 * HOUR)
    assert (late.lag, late.silent) == (2 * HOUR, True)


def test_as_a_document_it_names_accounts_that_need_something() -> None:
    process = decided(process_of(), TUESDAY + HOUR)
    thank_you = find(process, FollowUpKind.THANK_YOU)
    process = with_state(process, thank_you, Waiting(TUESDAY + DAY))
    accounts = (
        AccountHealth("main", "google", "login_needed", TUESDAY, "The login has ended."),
        AccountHealth("other", "local", "ok", TUESDAY + HOUR, None),
    )
    now = TUESDAY + DAY + HOUR
    assert health_of([process], accounts, now).as_json(accounts, now) == {
        "last_cycle": "2026-03-03T15:00:00+00:00",
        "seconds_since": 86400,
        "next_due": "2026-03-10T14:00:00+00:00",
        "lag_seconds": 3600,
        "silent": True,
        "login_needed": ["main"],
        "errors": {"main": "The login has ended."},
    }
