"""What is made of pip-audit's answers: an audit that cannot find anything is none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.security import audit

HOLE = {"id": "GHSA-462w-v97r-4m45", "fix_versions": ["2.10.1"], "aliases": ["CVE-2019-10906"]}
BAD = {"name": "jinja2", "version": "2.10", "vulns": [HOLE]}
GOOD = {"name": "rich", "version": "15.0.0", "vulns": []}
LEFT_OUT = {"name": "typer", "skip_reason": "Dependency not found on PyPI and could not be audited: typer (0.29.2)"}


@pytest.mark.parametrize(
    ("canary", "locked", "code", "says"),
    [
        ([BAD], [GOOD, GOOD], audit.CLEAN, "2 packages audited, 0 known holes"),
        ([BAD], [GOOD, BAD], audit.VULNERABLE, "jinja2 2.10: GHSA-462w-v97r-4m45, mended in 2.10.1"),
        ([BAD], [GOOD, LEFT_OUT], audit.VULNERABLE, "typer: Dependency not found"),
        ([BAD], [GOOD], audit.VULNERABLE, "1 packages without a word"),
        ([LEFT_OUT], [LEFT_OUT, LEFT_OUT], audit.NOT_AUDITED, "NOT AUDITED"),
        ([GOOD], [GOOD, GOOD], audit.NOT_AUDITED, "NOT AUDITED"),
        ([], [], audit.NOT_AUDITED, "NOT AUDITED"),
    ],
)
def test_only_an_audit_that_finds_known_holes_counts(canary: Any, locked: Any, code: int, says: str) -> None:
    found, lines = audit.judged(canary, locked, pins=2)
    assert found == code
    assert says in "\n".join(lines)


def test_what_is_accepted_has_a_reason_and_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(len(reason) > 20 for reason in audit.ACCEPTED.values())
    monkeypatch.setattr(audit, "ACCEPTED", {"CVE-2019-10906": "only templates of our own are ever rendered"})
    assert audit.judged([BAD], [BAD, GOOD], pins=2)[0] == audit.CLEAN
