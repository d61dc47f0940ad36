"""The reaper itself: nobody does anything after death."""

from __future__ import annotations

import pytest

from tests.crash.dying import Died, Reaper


def test_nothing_passes_after_death() -> None:
    reaper = Reaper(2)
    reaper("before")
    for name in ("the death", "what a finally tries"):
        with pytest.raises(Died, match=name):
            reaper(name)
