"""A short version of tests/bench/cycles.py: what the daemon holds on to does not grow from cycle to cycle."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.cycles import measured


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts open files in /proc")
def test_cycles_open_no_file_and_keep_no_object(tmp_path: Path) -> None:
    warm, *later = measured(tmp_path, 90, 3)
    assert {f.files for f in later} == {warm.files}
    assert {f.threads for f in later} == {warm.threads}
    grown = later[-1].objects - later[0].objects
    assert grown < 400, f"{grown} objects in 30 cycles"
