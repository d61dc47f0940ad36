"""The arithmetic of the benches; what they measure is measured by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench.figures import Figure, shown, table

DOCS = Path(__file__).parents[2] / "docs"


def test_a_slope_is_the_power_of_the_growth() -> None:
    assert Figure("a", "s", (1.0, 10.0), (100, 1000)).slope == pytest.approx(1)
    assert Figure("a", "s", (5.0, 5.0), (100, 1000)).slope == pytest.approx(0)
    assert Figure("a", "s", (1.0, 1.0, 100.0), (0, 20, 200)).slope == pytest.approx(2)
    assert Figure("a", "s", (3.0,)).slope is None


def test_the_table_says_what_is_compared() -> None:
    figure = Figure("cycle", "ms", (2.0, 4.0), (1, 10), "pending", baseline=40.0, against="a poller")
    assert (
        table([figure]).splitlines()[2] == "| cycle | 1 / 10 pending | 2.00 / 4.00 ms | 0.30 | 0.1 x a poller (40.0) |"
    )


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.01234, "0.0123"), (1.5, "1.50"), (12.34, "12.3"), (12345.6, "12,346")]
)
def test_three_digits(value: float, text: str) -> None:
    assert shown(value) == text


def test_the_committed_table_is_what_the_command_prints() -> None:
    printed = bench.shown(json.loads((DOCS / "figures.json").read_text("utf-8")))
    page = (DOCS / "figures.md").read_text("utf-8")
    assert bench.on_page(page, printed) == page
    assert printed.count("\n") > 60


def test_a_page_without_marks_is_no_place_for_a_table() -> None:
    with pytest.raises(ValueError, match="marks"):
        bench.on_page("# Figures\n", "| a |\n")


def test_a_figure_survives_its_file() -> None:
    figure = Figure("cycle", "ms", (2.0, 4.0), (1, 10), "pending", baseline=40.0, against="a poller")
    assert Figure.from_json(json.loads(json.dumps(figure.as_json()))) == figure
