"""What no line of the daemon's log may hold, and a look at all that the suite prints for it.

A plugin of pytest. It looks at every test's captured stderr, and at the stderr of every program that a test ran to its end: any
log line in there (one of ours has a level and an event) is searched for addresses, tokens, and the people and companies of the
fixtures. Deliberately planted secrets are in tests/system/test_canary.py.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Generator, Iterator
from typing import Any

import pytest

_LINE = re.compile(r"^(?:<\d>)?(?:timestamp=\S+ )?level=\w+ event=\w+")
_JSON = re.compile(r"^(?:<\d>)?\{")
_PRIVATE = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+"  # an address
    r"|\bya29\.|\b1//\w|\beyJ[\w-]{8}|\bBearer\b"  # tokens of Google, of Microsoft, of OAuth
    r"|\b(?:Jane|Ravi|Rita|Cora|Candidate|Taylor|Doe)\b|\bAcme\b|acme\.example|\bInterview with\b|\bTechnical interview\b"
)


def log_lines(text: str) -> Iterator[str]:
    """The lines of the daemon's log among others."""
    for line in text.splitlines():
        if _LINE.match(line) or (_JSON.match(line) and _has_event(line)):
            yield line


def _has_event(line: str) -> bool:
    try:
        found = json.loads(line.partition("{")[1] + line.partition("{")[2])
    except ValueError:
        return False
    return isinstance(found, dict) and {"event", "level"} <= set(found)


def leaks(text: str) -> list[str]:
    """Log lines that hold what they must not."""
    return [line for line in log_lines(text) if _PRIVATE.search(line)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    found = [line for name, text in report.sections if "stderr" in name for line in leaks(text)]
    if found:
        report.outcome = "failed"
        report.longrepr = f"The log says what it must not: {found}"
    return report


@pytest.fixture(scope="session", autouse=True)
def programs_keep_quiet() -> Iterator[None]:
    """Every program that is run to its end by `subprocess.run`, with its stderr captured."""
    real = subprocess.run

    def run(*arguments: Any, **options: Any) -> Any:
        done = real(*arguments, **options)
        said = done.stderr.decode("utf-8", "replace") if isinstance(done.stderr, bytes) else done.stderr or ""
        assert (found := leaks(said)) == [], f"The log says what it must not: {found}"
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "run", run)
        yield
