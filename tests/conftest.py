"""For all tests: with FOLLOWBOT_NO_SKIPS=1, as on the build machine, a skipped test is a failed one."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

# Taken out of the environment, because followbot, run by a test, refuses variables with its prefix that it does not know.
NO_SKIPS = os.environ.pop("FOLLOWBOT_NO_SKIPS", "") == "1"

# Some build machines set it. Hundreds of times a test starts followbot; each would compile all of it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _without_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _without_skip((yield))


def _without_skip(report: Report) -> Report:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here, but this was: {report.longrepr}"
    return report
