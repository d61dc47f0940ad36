"""The page about threats names the test that holds each line; here it is held to that."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(?:(\w+)::)?(\w+)`")

THREATS = (
    *("hostile invitation", "hostile mail", "stolen disk", "local other user", "compromised provider answer"),
    *("malicious redirect", "log reader", "LLM injection", "supply chain"),
)


def written_in(path: Path) -> set[tuple[str, str]]:
    """Class (or "") and name of every test in a file."""
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(("", node.name))
        elif isinstance(node, ast.ClassDef):
            found |= {(node.name, inner.name) for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return found


def test_every_test_that_the_page_names_exists() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) == PAGE.count("`tests/"), "a test is spelt in a way that nobody checks"
    missing = [
        f"{path}::{name}"
        for path, group, name in named
        if not (ROOT / path).is_file() or (group, name) not in written_in(ROOT / path) or not name.startswith("test_")
    ]
    assert missing == []


def test_every_threat_has_lines_and_every_line_a_test_or_a_word_that_there_is_none() -> None:
    headings = [line.removeprefix("## ").lower() for line in PAGE.splitlines() if line.startswith("## ")]
    assert [threat for threat in THREATS if threat.lower() not in headings] == []
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.endswith("| test |")]
    assert len(rows) >= 3 * len(THREATS)
    assert [row for row in rows if not NAMED.search(row) and "no test" not in row] == []


def test_the_page_is_found_from_the_readme() -> None:
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text("utf-8")
