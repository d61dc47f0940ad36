"""Every error that a user can meet is listed in one place, is one clear sentence, and says what to do."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from followbot import errors
from followbot.errors.listing import Entry, areas, page

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "followbot"
OUTSIDE = [path for path in sorted(PACKAGE.rglob("*.py")) if PACKAGE / "errors" not in path.parents]

KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
ROUTINE = {"CursorExpired"}
"""Made wherever a mailbox's position is found lost: `watch` always answers it by a search, and nobody is told."""

FOREIGN = {
    "BadParameter",
    "ClickException",
    "BadOptionUsage",
    "BadArgumentUsage",
    "NoSuchOption",
    "MissingParameter",
    "FileError",
}
"""The errors of click and typer: they would say something that the list does not have."""

CODES = {1, 2, 69, 75, 77, 78}
"""What design and README promise to scripts; 130, Ctrl-C, is no error."""

ALL = {f"{area.name}.{entry.name}": entry for area in areas() for entry in area.entries}


VALUES = {entry for name, entry in ALL.items() if name.startswith("values.")}
PLACED = VALUES | {entry for name, entry in ALL.items() if name.startswith("entries.")}
_ALONE = r"[A-Z‹]|followbot |systemd |imap\.|--|x"
_AFTER_A_PLACE = r"[a-z‹]"
"""How a sentence begins; that about a value stands behind "line 7, profile.email: "."""


def faults(fault: Callable[[Entry], str]) -> dict[str, str]:
    """What is wrong with which entry; one test for all of them, because there are hundreds."""
    return {name: found for name, entry in ALL.items() if (found := fault(entry))}


def test_the_list_is_there() -> None:
    assert len(ALL) > 200


def _no_sentence(entry: Entry) -> str:
    says = re.sub(r"“[^”]*”|`[^`]*`|\([^)]*\)", "x", entry.says)
    checks = {
        "a blank too many": says == " ".join(says.split()),
        "too long": len(says) <= 160,
        "no beginning": re.match(_AFTER_A_PLACE if entry in PLACED and entry.says[0].islower() else _ALONE, says),
        "no end": says.endswith((".", "›")) or (entry in PLACED - VALUES and not re.match("[A-Z]", says)),
        "two sentences": not re.search(r"[.!?] +[A-Z]", says),
        "an open brace": not re.search(r"\{\w", says),
    }
    return ", ".join(name for name, good in checks.items() if not good)


def test_each_says_one_sentence() -> None:
    assert faults(_no_sentence) == {}


def test_each_says_why() -> None:
    assert faults(lambda e: "" if re.fullmatch(r"\S.*\.", e.cause, re.DOTALL) else e.cause or "nothing") == {}


def test_each_says_what_to_do() -> None:
    def fault(entry: Entry) -> str:
        said_already = entry.exit_code is None or (entry in VALUES and re.search(r"must|missing|twice", entry.says))
        good = re.fullmatch(r"\S(.*\S)?", entry.next_step) or (said_already and not entry.next_step)
        return "" if good else entry.next_step or "nothing"

    assert faults(fault) == {}


def test_each_ends_with_a_code_that_is_promised() -> None:
    assert faults(lambda e: "" if e.exit_code is None or e.exit_code in CODES else str(e.exit_code)) == {}


def _used(tree: ast.AST) -> Iterator[str]:
    """The errors that the code imports and then names, as "area.error"."""
    nodes = list(ast.walk(tree))
    functions, modules = dict[str, str](), dict[str, str]()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            package, _, area = node.module.rpartition(".")
            for alias in node.names:
                if package == errors.__name__:
                    functions[alias.asname or alias.name] = f"{area}.{alias.name}"
                elif node.module == errors.__name__:
                    modules[alias.asname or alias.name] = alias.name
    for node in nodes:
        if isinstance(node, ast.Name) and node.id in functions:
            yield functions[node.id]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"


def test_each_can_happen() -> None:
    used = {name for path in PACKAGE.rglob("*.py") for name in _used(ast.parse(path.read_text("utf-8")))}
    assert sorted(ALL.keys() - used) == [], "nobody raises it"


def test_a_word_alone_uses_no_error() -> None:
    code = (
        "from followbot.errors.usage import bad_hear_by, bad_timeout as late\nfrom followbot.errors import vault\n"
        "def which_account(unknown_kind): return 'unknown_rapport'\nraise late()\nraise vault.key_empty('x')"
    )
    assert set(_used(ast.parse(code))) == {"usage.bad_timeout", "vault.key_empty"}


def test_no_sentence_stands_for_two_errors_of_one_area() -> None:
    for area in areas():
        said = [(entry.says, entry.next_step, entry.exit_code) for entry in area.entries]
        assert [one for one in said if said.count(one) > 1] == []


def _passive(tree: ast.AST) -> Iterator[ast.AST]:
    """Where an error's kind is only spoken of: annotations, `except`, `isinstance`, patterns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type:
            yield node.type
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield node.returns
        elif isinstance(node, ast.MatchClass):
            yield node.cls
        elif isinstance(node, ast.ClassDef):
            yield from node.bases
        elif isinstance(node, ast.Attribute):
            yield node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"isinstance", "cast"}:
            yield from node.args


def _made(tree: ast.AST) -> Iterator[str]:
    """The kinds of which the code makes an error by itself, by name, through a module or through a variable."""
    spoken_of = {inner for node in _passive(tree) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if isinstance(node, ast.expr) and name in (KINDS | FOREIGN) - ROUTINE and node not in spoken_of:
            yield f"{name}, line {node.lineno}"


def test_no_other_code_makes_an_error() -> None:
    found = {str(path.relative_to(PACKAGE)): list(_made(ast.parse(path.read_text("utf-8")))) for path in OUTSIDE}
    assert {name: made for name, made in found.items() if made} == {}


def test_the_search_for_other_errors_finds_them() -> None:
    code = (
        "def f(e: LoginNeeded) -> None:\n    kind = ConfigurationError if e else LoginNeeded\n    raise StoreError('x')"
    )
    assert len(list(_made(ast.parse(code)))) == 3


def test_the_search_sees_through_modules_and_knows_the_errors_of_the_command_line() -> None:
    code = (
        "def f(e: errors.LoginNeeded) -> None:\n    try:\n        raise errors.StoreError('x')\n"
        "    except errors.Stale:\n        raise typer.BadParameter('y')\nraise click.UsageError('z')\nraise BadParameter('w')"
    )
    found = [name.partition(",")[0] for name in _made(ast.parse(code))]
    assert sorted(found) == ["BadParameter", "BadParameter", "StoreError", "UsageError"]


SAID_TO_USERS = {"Problem": 1, "Refused": 0, "Uncertain": 0, "Unreadable": 0, "BadRule": 0}
"""What carries words to the user without being an error, and at which place of its arguments."""


def _spoken(tree: ast.AST) -> Iterator[str]:
    """Sentences that the code itself puts into one of these."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAID_TO_USERS:
            words = node.args[SAID_TO_USERS[node.func.id] :][:1]
            yield from (ast.unparse(w) for w in words if isinstance(w, ast.JoinedStr | ast.Constant))


def test_no_other_code_words_what_happened_to_a_draft_an_event_or_a_mail() -> None:
    outside = [path for path in OUTSIDE if "config" not in path.parts]
    found = {str(path.relative_to(PACKAGE)): list(_spoken(ast.parse(path.read_text("utf-8")))) for path in outside}
    assert {name: words for name, words in found.items() if words} == {}


def test_what_microsoft_refuses_is_one_sentence_each() -> None:
    rules = tomllib.loads((PACKAGE / "domain/rules/logins/microsoft.toml").read_text("utf-8"))
    for family in rules["family"]:
        assert re.fullmatch(r"[A-Z][^.]*\.", family["why"])
        assert family["next"]


def test_the_page_is_current() -> None:
    stored = (ROOT / "docs/errors.md").read_text("utf-8")
    assert stored == page(), "python -m followbot.errors.listing > docs/errors.md"
