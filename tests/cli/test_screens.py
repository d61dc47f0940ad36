"""The README's screenshots show what the program says now."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.screens import SHOTS, WIDTHS, picture, pictures

STORED = Path(__file__).parents[2] / "docs" / "screens"
NAMES = {f"{name}-{width}.svg" for name in SHOTS for width in WIDTHS}


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on this platform")
def test_every_screenshot_is_current() -> None:
    old = [name for name, drawn in pictures() if (STORED / name).read_text("utf-8") != drawn]
    assert old == [], "python -m tests.screens docs/screens"


def test_there_is_one_for_each_width_and_no_other() -> None:
    assert {path.name for path in STORED.iterdir()} == NAMES


def test_nothing_in_them_is_fetched_or_runs() -> None:
    for path in STORED.iterdir():
        text = path.read_text("utf-8")
        assert re.search(r"href|src=|<script|@import|url\((?!#)|/home/", text) is None, path.name


def test_each_stands_in_the_readme() -> None:
    readme = (STORED.parents[1] / "README.md").read_text("utf-8")
    assert {name for name in NAMES if f"docs/screens/{name}" not in readme} == set()


def test_a_long_output_is_shown_from_its_last_whole_letters_on() -> None:
    seen = "\n".join(f"line {n}" for n in range(80)) + "\n╭ letter\n" + "\n".join(f"text {n}" for n in range(30))
    drawn = picture("demo", seen, 80)
    assert "letter" in drawn
    assert "line" not in drawn.split("</style>")[1].replace("clip-path", "").replace("demo80-line", "")
