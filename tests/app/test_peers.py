"""Each rule that keeps followbot from what its neighbours got wrong about replies has a test that fails without it.

`peers.toml` says which. Here each rule is taken out of a copy of the program, and its tests are seen to fail.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "tests/contract/mailbox.py"
"""Tests that stand in it run in the files of the mailboxes that it is about."""
ABOUT_REPLIES = {1, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14}
"""Entries of the list of what peers got wrong; the others are about drafts, logins, and events."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of an entry: how it is taken out of a file, and the tests that fail then."""

    number: int
    says: str
    file: str
    cut: str
    put: str
    fails: tuple[str, ...]


def _rules() -> Iterator[Rule]:
    for entry in tomllib.loads(Path(__file__).with_name("peers.toml").read_text("utf-8"))["entry"]:
        for rule in entry["rule"]:
            yield Rule(entry["number"], rule["says"], rule["file"], rule["cut"], rule["put"], tuple(rule["fails"]))


RULES = tuple(_rules())


def test_every_entry_about_replies_has_rules() -> None:
    assert {rule.number for rule in RULES} == ABOUT_REPLIES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.number}-{rule.says}")
def test_a_rule_is_where_the_table_says_and_so_are_its_tests(rule: Rule) -> None:
    assert (ROOT / rule.file).read_text("utf-8").count(rule.cut) == 1
    for test in rule.fails:
        file, *_, name = test.split("::")
        written = (ROOT / file).read_text("utf-8") + CONTRACT.read_text("utf-8")
        assert re.search(rf"def {name.partition('[')[0]}\(", written), test


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, to take rules out of."""
    folder = tmp_path_factory.mktemp("without")
    shutil.copytree(ROOT / "followbot", folder / "followbot", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.heavy
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.number}-{rule.says}")
def test_its_tests_fail_without_the_rule(rule: Rule, copied: Path) -> None:
    path = copied / rule.file
    whole = path.read_text("utf-8")
    _rewrite(path, whole.replace(rule.cut, rule.put))
    try:
        assert _failed(rule.fails, copied) == set(rule.fails)
    finally:
        _rewrite(path, whole)


def _rewrite(path: Path, text: str) -> None:
    """Write a file of the program, and forget what Python compiled of it.

    Python knows a changed file by its size and the second it was written in: two rules cut by as many letters, one right after
    the other, were the same file to it.
    """
    path.write_text(text, "utf-8")
    Path(cache_from_source(str(path))).unlink(missing_ok=True)


def _failed(tests: tuple[str, ...], program: Path) -> set[str]:
    """Which of these tests fail with the program that lies in a folder."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-m", "", "-p", "no:cacheprovider"]
    paths = ["-o", f"pythonpath={program} {ROOT}"]
    done = subprocess.run(
        [*command, *paths, *tests],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    lines = (line for line in done.stdout.splitlines() if line.startswith("FAILED "))
    return {line.removeprefix("FAILED ").split(" - ")[0] for line in lines}
