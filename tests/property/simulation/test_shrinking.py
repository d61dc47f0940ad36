"""A failing world is played again by one command and made short: otherwise nobody would read what happened in it."""

from __future__ import annotations

import shlex
from datetime import timedelta

import pytest

from tests.property.simulation.__main__ import AGAIN, fewest, main, promise_of, result_of, shrink
from tests.property.simulation.planted import plant
from tests.property.simulation.script import START, Moment, make_script
from tests.property.simulation.town import live

MOMENTS = tuple(Moment(START + timedelta(hours=number), "restart", number=number) for number in range(23))


@pytest.mark.parametrize("needed", [{0}, {22}, {3, 4}, {1, 11, 20}, set(range(23)), {2, 5, 6, 7, 19, 21}])
def test_only_what_is_needed_is_left(needed: set[int]) -> None:
    left = fewest(MOMENTS, lambda moments: needed <= {m.number for m in moments})
    assert [m.number for m in left] == sorted(needed)


def test_what_can_be_spared_only_after_something_else_is_spared_too() -> None:
    """The first breaks only beside the last as long as the one in the middle is there."""

    def breaks(moments: tuple[Moment, ...]) -> bool:
        numbers = {m.number for m in moments}
        return 22 in numbers and (0 in numbers or 11 not in numbers)

    assert [m.number for m in fewest(MOMENTS, breaks)] == [22]


def test_a_world_that_breaks_nothing_stays_whole() -> None:
    script = make_script(3, weeks=1)
    assert shrink(script) == script


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "thanks an hour early")


def test_the_printed_command_plays_the_same_world_again(broken: None, capsys: pytest.CaptureFixture[str]) -> None:
    first = result_of(3).broken[0]
    program, *arguments = shlex.split(AGAIN.format(3).removesuffix(" --shrink"))
    assert (program, arguments[:2]) == ("python", ["-m", "tests.property.simulation"])
    assert main(arguments[2:]) == 1
    told = capsys.readouterr().out
    assert f"BROKEN: {first}" in told
    assert "seed 3" in told
    assert "invite" in told


@pytest.mark.heavy
def test_a_broken_world_becomes_a_few_moments_that_break_the_same_promise(broken: None) -> None:
    script = make_script(3, weeks=2)
    found = shrink(script)
    assert promise_of(live(found).broken) == promise_of(live(script).broken)
    assert [m.what for m in found.moments] == ["invite"]
    assert len(script.moments) > 20
