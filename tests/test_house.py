"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import jinja2
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import followbot
from followbot.bootstrap import rule_files, template_files

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "followbot"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))]

LONGEST_FILE = 400
REASON = "Longer than 400 lines because "
"""What the docstring of a longer file says, with the reason behind it."""


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


# --- code -----------------------------------------------------------------------------------------------------------


def test_no_file_is_long_without_a_reason() -> None:
    texts = {relative(path): path.read_text("utf-8") for path in MODULES}
    assert [name for name, text in texts.items() if text.count("\n") > LONGEST_FILE and REASON not in text] == []


FIRST = """
import importlib, sys
broken = []
for name in sys.argv[1:]:
    for known in [m for m in sys.modules if m.partition(".")[0] == "followbot"]:
        del sys.modules[known]
    try:
        importlib.import_module(name)
    except ImportError as error:
        broken.append(f"{name}: {error}")
print(*broken, sep="\\n", end="")
"""


def test_every_module_of_the_core_can_be_the_first_that_is_imported() -> None:
    """What another process has judged or written is unpickled where nothing of it was imported: a circle shows only there."""
    core = [path.relative_to(ROOT).with_suffix("") for path in MODULES if path.is_relative_to(PACKAGE / "domain")]
    command = [sys.executable, "-c", FIRST, *(".".join(path.parts).removesuffix(".__init__") for path in core)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == []


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that the code imports, by statement or by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value  # import_module("smtplib")


def test_nothing_can_send_mail() -> None:
    """followbot never sends: no module of it knows the library that could."""
    senders = {"smtplib", "aiosmtplib", "yagmail", "sendmail", "/usr/sbin/sendmail"}
    offenders = [relative(p) for p in MODULES if senders & set(imports(ast.parse(p.read_text("utf-8"))))]
    assert offenders == []


def test_every_exemption_from_a_linter_has_a_code_and_a_reason() -> None:
    exemption = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)")
    explained = re.compile(r"(?:: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|\[[\w, -]+\]) +(?:#|--?) \S.{7,}")
    offenders = [
        f"{relative(path)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if path != Path(__file__) and (found := exemption.search(line)) and not explained.match(found["rest"])
    ]
    assert offenders == []


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


# --- data -----------------------------------------------------------------------------------------------------------


def test_every_rule_file_is_read() -> None:
    """A file at the wrong depth, or with another suffix, would be silently left out."""
    rules = PACKAGE / "domain/rules"
    files = {str(path.relative_to(rules).with_suffix("")) for path in rules.rglob("*") if path.is_file()}
    assert set(rule_files()) == {name for name in files if "__pycache__" not in name}
    assert all(rule_files().values()), "a rule file without rules"


def test_every_template_parses() -> None:
    environment = jinja2.Environment(autoescape=True)
    texts = template_files()
    assert texts
    for name, text in texts.items():
        parsed: object = tomllib.loads(text) if name.endswith(".toml") else environment.parse(text, name).body
        assert parsed, name


# --- packaging ------------------------------------------------------------------------------------------------------


def test_the_version_is_written_once_as_a_literal() -> None:
    """Reading the installed metadata instead would take a third of the time that `followbot --version` may take."""
    literal = re.search(
        r'^__version__ = "(\d+\.\d+\.\d+\S*)"$', (PACKAGE / "__init__.py").read_text("utf-8"), re.MULTILINE
    )
    assert literal is not None
    assert literal[1] == followbot.__version__
    assert "version" in project()["project"]["dynamic"]
    assert project()["tool"]["hatch"]["version"]["path"] == "followbot/__init__.py"


def contents(package: Path) -> dict[str, str]:
    """A digest of every file of a package but compiled ones."""
    files = (path for path in sorted(package.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(package)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_what_is_installed_is_this_checkout(tmp_path: Path) -> None:
    """Tests that start `followbot` as a program use the installed copy: after a change without reinstalling, another one."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    code = "import followbot; print(followbot.__file__)"
    asked = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environ, capture_output=True, text=True, check=True
    )
    installed = Path(asked.stdout.strip()).parent
    assert contents(installed) == contents(PACKAGE), "install again: .venv/bin/pip install '.[test]'"


def pins() -> dict[str, str]:
    """The constraints, by canonical name."""
    lines = (ROOT / "deploy/constraints.txt").read_text("utf-8").splitlines()
    pinned = [line.split("==") for line in lines if not line.startswith("#")]
    assert all(len(pin) == 2 for pin in pinned), "only exact versions: no URLs, no ranges, no options"
    return {canonicalize_name(name): version for name, version in pinned}


def test_every_requirement_is_pinned_within_its_range() -> None:
    pinned = pins()
    about = project()["project"]
    for line in (*about["dependencies"], *about["optional-dependencies"]["test"]):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)], prereleases=True), line


def test_every_requirement_ends_before_what_may_break_us_or_says_why_not() -> None:
    lines = (
        (ROOT / "pyproject.toml")
        .read_text("utf-8")
        .partition("dependencies = [\n")[2]
        .partition("\n]\n")[0]
        .splitlines()
    )
    unexplained = [line for line in lines if "#" not in line and "tzdata" not in line]
    assert unexplained == []


@pytest.mark.parametrize(
    ("name", "ending"),
    [("demo", " && .venv/bin/followbot demo"), ("test", " && .venv/bin/python -m pytest -q")],
)
def test_the_readme_has_one_line_that_does_everything(name: str, ending: str) -> None:
    """`.ci/run` runs these very lines; each makes `.venv` if it is absent and installs the pinned versions."""
    readme = (ROOT / "README.md").read_text("utf-8")
    (command,) = re.findall(rf"^<!-- {name}-command -->\n```sh\n(.+)\n```$", readme, re.MULTILINE)
    assert "python3 -m venv .venv" in command
    assert "pip install -q -c deploy/constraints.txt" in command
    assert command.endswith(ending)


def test_the_changelog_knows_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased" or followbot.__version__ in headings


# --- the build machine ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cores", [[], ["-n", "1"]], ids=["alone", "on several cores"])
def test_nothing_is_skipped_where_nothing_may_be(tmp_path: Path, cores: list[str]) -> None:
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text("import pytest\ndef test_it() -> None:\n    pytest.skip('no mutt here')\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *cores, str(tmp_path)]
    environ = os.environ | {"PYTEST_ADDOPTS": ""}
    lenient = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert lenient.returncode == 0, lenient.stdout
    environ["FOLLOWBOT_NO_SKIPS"] = "1"
    strict = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert strict.returncode == 1
    assert "no mutt here" in strict.stdout
    assert "1 failed" in strict.stdout


def test_chance_is_the_same_each_time() -> None:
    """An unlucky throw must not stop somebody else's work; `python -m tests.fuzz` throws anew."""
    assert hypothesis.settings().derandomize


def test_the_build_script_can_be_run() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    subprocess.run(["bash", "-n", str(ROOT / ".ci/run")], check=True)
