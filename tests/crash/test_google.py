"""Death at every step of a cycle on a Google account."""

from __future__ import annotations

import pytest

from tests.crash.accounts import BEGIN, check_delivery, check_nudge, check_withdrawal
from tests.fakes.google.life import live


@pytest.mark.heavy
def test_a_delivering_cycle_leaves_exactly_one_draft_each() -> None:
    check_delivery(live(BEGIN), threaded=False)


@pytest.mark.heavy
def test_a_delivering_cycle_in_a_thread_under_a_lagging_search_leaves_exactly_one_draft_each() -> None:
    check_delivery(live(BEGIN, lag=7200), threaded=True)


@pytest.mark.heavy
def test_an_answer_takes_all_drafts_back() -> None:
    check_withdrawal(live(BEGIN))


@pytest.mark.heavy
def test_the_nudge_is_written_once_and_no_second_thank_you() -> None:
    check_nudge(live(BEGIN))
