"""What counts for the whole suite before any of it is imported: its plugins, and that Python keeps what it compiles."""

from __future__ import annotations

import os
import sys

import pytest

# Some build machines have Python keep nothing of what it compiles. To compile followbot and the tests, and to rewrite what they
# assert, takes each worker of each run ten seconds.
sys.dont_write_bytecode = False

# Pytest takes plugins from the topmost conftest alone.
pytest_plugins = ["tests.leaks"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One worker more than there are cores: much of the time a worker waits for a server or a program."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 1
