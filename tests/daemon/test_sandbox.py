"""The self-check, where there is no sandbox: it must see that. Inside of one it is seen on the booted machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from followbot.daemon import sandbox
from followbot.daemon.sandbox import Finding


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "_PLACES", (tmp_path_factory.mktemp("etc"),))
        return {f.name: f for f in sandbox.look(tmp_path_factory.mktemp("state"))}


def test_what_is_allowed_is_seen(findings: dict[str, Finding]) -> None:
    assert not findings["writes"].denied
    assert not findings["exec"].denied
    assert not findings["code"].denied
    assert "AF_NETLINK: allowed" in findings["sockets"].how
    assert not findings["privileges"].denied


def test_nothing_is_left_behind(findings: dict[str, Finding]) -> None:
    assert not (Path.home() / ".followbot-probe").exists()


def test_a_promise_that_is_not_kept_is_named() -> None:
    found = (Finding("writes", True, ""), Finding("exec", False, ""))
    assert sandbox.broken_promises(found, {"FOLLOWBOT_SANDBOX": "writes,exec,sockets"}) == ("exec", "sockets")
    assert sandbox.broken_promises(found, {}) == ()


def test_findings_are_kept_for_who_looks_from_outside(tmp_path: Path) -> None:
    found = (Finding("writes", True, "/etc: read-only file system"),)
    sandbox.keep(tmp_path, found, "writes")
    assert sandbox.kept(tmp_path) == ("writes", found)
    sandbox.keep(tmp_path / "nowhere", found, "writes")
    assert sandbox.kept(tmp_path / "nowhere") is None
    (tmp_path / sandbox.REPORT).write_text("{", "utf-8")
    assert sandbox.kept(tmp_path) is None
