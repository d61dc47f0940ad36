"""For all tests: none is skipped where none may be, and chance is the same each time.

With FOLLOWBOT_NO_SKIPS=1, as on the build machine, a skipped test is a failed one. What hypothesis makes up is made from each
test's own name, so that no unlucky throw stops somebody else's work; `python -m tests.fuzz` throws anew, for as long as asked.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any, TypeVar

import pytest
from hypothesis import settings

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

# Taken out of the environment, because followbot, run by a test, refuses variables with its prefix that it does not know.
NO_SKIPS = os.environ.pop("FOLLOWBOT_NO_SKIPS", "") == "1"

# Some build machines set it. Hundreds of times a test starts followbot; each would compile all of it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("same", derandomize=True)
settings.register_profile("random", derandomize=False, database=None, print_blob=True)
settings.load_profile("same")


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config, "workerinput", {}).get("no_skips", NO_SKIPS):
        config.pluginmanager.register(NothingIsSkipped())


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """A worker of xdist starts after the variable was taken out of the environment."""
    node.workerinput["no_skips"] = NO_SKIPS


class NothingIsSkipped:
    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        return _without_skip((yield))

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        return _without_skip((yield))


def _without_skip(report: Report) -> Report:
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here, but this was: {report.longrepr}"
    return report
