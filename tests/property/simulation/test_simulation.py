"""Some short worlds at each run; `python -m tests.property.simulation` lives through as many long ones as wanted."""

from __future__ import annotations

import pytest

from tests.property.simulation.__main__ import AGAIN
from tests.property.simulation.script import make_script
from tests.property.simulation.town import live


@pytest.mark.parametrize("seed", range(4))
def test_a_short_world_in_which_everything_goes_wrong(seed: int) -> None:
    town = live(make_script(seed, weeks=2))
    assert town.broken == [], AGAIN.format(seed)
    assert town.tally.cycles > 20


def test_a_world_is_the_same_each_time() -> None:
    one, other = live(make_script(5, weeks=2)), live(make_script(5, weeks=2))
    assert (one.tally, one.inbox) == (other.tally, other.inbox)
    assert {d.payload.mime for d in one.promises.view.drafts.values()} == {
        d.payload.mime for d in other.promises.view.drafts.values()
    }
