"""A short world at each run, two thousand process-weeks of long ones in CI; `python -m tests.property.simulation` has more."""

from __future__ import annotations

import pytest

from tests.property.simulation.__main__ import AGAIN, WORLDS, result_of
from tests.property.simulation.script import make_script
from tests.property.simulation.town import live

PROCESS_WEEKS = 2_000

SHARES = 6
"""Tests that the worlds are dealt out to, so that they run on all cores to the end."""


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(2))
def test_a_short_world_in_which_everything_goes_wrong(seed: int) -> None:
    town = live(make_script(seed, weeks=2))
    assert town.broken == [], AGAIN.format(seed)
    assert town.tally.cycles > 20


def test_a_world_is_the_same_each_time() -> None:
    one, other = live(make_script(5, weeks=1)), live(make_script(5, weeks=1))
    assert one.broken == [], AGAIN.format(5)
    assert one.tally.cycles > 20
    assert (one.tally, one.inbox) == (other.tally, other.inbox)
    assert {d.payload.mime for d in one.promises.view.drafts.values()} == {
        d.payload.mime for d in other.promises.view.drafts.values()
    }


@pytest.mark.heavy
@pytest.mark.parametrize("share", range(SHARES))
def test_worlds_of_eight_weeks_in_which_everything_goes_wrong(share: int) -> None:
    weeks, seeds = 0.0, range(share, WORLDS, SHARES)
    for seed in seeds:
        result = result_of(seed)
        assert result.broken == (), AGAIN.format(seed)
        weeks += result.process_weeks
    assert weeks >= PROCESS_WEEKS * len(seeds) / WORLDS
